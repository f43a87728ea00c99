"""All indicators of service flows: what each is, and all of them for every place at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows import destinations, rates
from diagnoza.flows.coded import code_flows, worded
from diagnoza.flows.sides import sides
from diagnoza.tables.flows import SHOWN

if TYPE_CHECKING:
    from diagnoza.flows.coded import Coded, Flags, Floats
    from diagnoza.flows.rates import Measured
    from diagnoza.flows.sides import Side

FLAGS = ("bound", "missing_reporter", "many_unknown", "tie")
PERSONS, SHARE = "osób", "0–1"
EXACT = 9
"""Decimals beyond which two figures are the same."""
WHOLE = ""
"""The unit that is the partnership, and the service that is all of them."""


@dataclass(frozen=True)
class Indicator:
    """
    What an indicator is.

    Attributes
    ----------
    label
        Polish name.
    unit
        Polish unit of its values.
    formula
        T: users living in the first place, served in the second; D: residents who use the service, S: users served, both without those of
        unknown place; P: the units of the partnership.
    source
        Where it comes from.
    """

    label: str
    unit: str
    formula: str
    source: str


LABOUR = "Eurostat and Istat, method of labour market areas; Travel to Work Areas (ONS)"
INDICATORS = {
    "demand": Indicator("mieszkańcy korzystający z usługi", PERSONS, "Σ_j T_ij", "definition"),
    "supply": Indicator("obsłużeni w miejscu", PERSONS, "Σ_i T_ij", "definition"),
    "participation": Indicator("udział korzystających w grupie docelowej", SHARE, "Σ_j T_ij / N_i", "definition"),
    "self_sufficiency": Indicator("samowystarczalność", SHARE, "T_ii / D_i", LABOUR),
    "local_use": Indicator("udział własnych mieszkańców wśród obsłużonych", SHARE, "T_ii / S_i", LABOUR),
    "import_rate": Indicator("udział mieszkańców obsłużonych gdzie indziej", SHARE, "1 − T_ii / D_i", "definition"),
    "export_rate": Indicator("udział osób z innych miejsc wśród obsłużonych", SHARE, "1 − T_ii / S_i", "definition"),
    "partnership_sufficiency": Indicator("udział mieszkańców obsłużonych w partnerstwie", SHARE, "Σ_{j∈P} T_ij / D_i", LABOUR),
    "partnership_local_use": Indicator("udział mieszkańców partnerstwa wśród obsłużonych", SHARE, "Σ_{i∈P} T_ij / S_j", LABOUR),
    "net_balance": Indicator("saldo przepływów", PERSONS, "Σ_{j≠i} T_ji − Σ_{j≠i} T_ij", "definition"),
    "net_balance_inside": Indicator("saldo przepływów w partnerstwie", PERSONS, "Σ_{j∈P} (T_ji − T_ij)", "definition"),
    "effectiveness": Indicator("saldo względem ruchu", "od −1 do 1", "(In − Out) / (In + Out)", "effectiveness of migration"),
    "supply_demand_ratio": Indicator("obsłużeni na jednego korzystającego mieszkańca", "krotność", "S_i / D_i", "as the jobs ratio"),
    "dependency": Indicator("zależność od jednego partnera", SHARE, "max_{j∈P, j≠i} T_ij / D_i", "definition"),
    "dominant_destination": Indicator(
        "ośrodek dominujący", "1 – tak, 0 – nie", "In_P(j) > In_P(i), j = argmax_{j∈P, j≠i} T_ij", "Nystuen, Dacey (1961)"
    ),
    "concentration": Indicator("koncentracja wyjazdów", SHARE, "Σ_{j≠i} (T_ij / Out_i)²", "Herfindahl–Hirschman index"),
    "reciprocity": Indicator("wzajemność przepływów", SHARE, "Σ_{i≠j} min(T_ij, T_ji) / Σ_{i≠j} T_ij", "Squartini et al. (2013)"),
    "link_strength": Indicator("siła powiązania", "0–2", "T_ij² / (D_i S_j) + T_ji² / (D_j S_i)", LABOUR),
    "pair_reciprocity": Indicator("wzajemność w parze", SHARE, "2 min(T_ij, T_ji) / (T_ij + T_ji)", "definition"),
    "utilisation": Indicator("wykorzystanie miejsc", SHARE, "Σ_i T_ij / capacity_j", "definition"),
    "waiting": Indicator("oczekujący", PERSONS, "as reported", "definition"),
}
"""By name. A person who uses two providers, or two services, counts twice: users are not inhabitants."""
OF_POWIATS = ("supply", "partnership_local_use", "net_balance_inside")
"""Indicators that a powiat has, too: nobody lives in it."""


def indicators(flows: pd.DataFrame, totals: pd.DataFrame, targets: pd.DataFrame | None = None) -> pd.DataFrame:
    """
    Compute all indicators of places.

    Parameters
    ----------
    flows
        Table `Flows`; or exact flows of `diagnoza.flows.reconcile.reconcile`: what comes out must then not be published.
    totals
        Table `FlowTotals` of the same flows.
    targets
        service, year, unit, persons: whom a service is for. None: participation is not computed.

    Returns
    -------
        Table `FlowIndicators`, not rounded, by service, year, unit and indicator. The partnership as a whole has the unit "", all services
        of a year together, where there are several, the service "": users of two services count twice. Statuses: protected, if a flow
        or total it needs is left out; not_reported; undefined, if there is nothing to divide by.

    Notes
    -----
    Nothing is read but the two tables, so published ones yield what everybody could compute. Ranges hold disputes, users of unknown
    place and missing reports, and are missing where a flow of the place is left out. With a municipality whose report is missing, the
    whole is of all others. See `diagnoza.flows.rates` and `diagnoza.flows.destinations` for each indicator.
    """
    coded = code_flows(flows, totals)
    residents, served = sides(coded)
    places = _of_units(residents, served) | _of_pairs(coded, residents, served)
    wholes = _of_whole(residents, served) | {"reciprocity": destinations.returned(coded, residents)}
    tables = [_table(coded, places), _table(coded, wholes, whole=True), *_all_services(coded, residents, served)]
    if targets is not None:
        tables.append(_participation(coded, residents, targets))
    return pd.concat(tables, ignore_index=True).sort_values(["service", "year", "unit", "indicator"], ignore_index=True)


def printed(table: pd.DataFrame) -> pd.DataFrame:
    """
    Round indicators as they are printed, halves up: persons whole, all others to 0.01.

    Parameters
    ----------
    table
        Result of `indicators`. It is not changed.
    """
    tens = np.where(table["indicator"].map({name: one.unit == PERSONS for name, one in INDICATORS.items()}), 1.0, 100.0)
    figures = {name: np.floor(np.round(table[name].to_numpy() * tens, EXACT) + 0.5) / tens for name in ("value", "low", "high")}
    return table.assign(**figures)


def rankable(table: pd.DataFrame) -> pd.Series:
    """
    Tell which values may be put in order: shown, and no bound, no missing report, no tenth of users of unknown place.

    Parameters
    ----------
    table
        Table `FlowIndicators`.
    """
    return (table["status"].eq("shown") & table["flags"].isin(["", "tie"])).rename("rankable")


def _of_units(residents: Side, served: Side) -> dict[str, Measured]:
    """Compute what follows from the four parts of each side."""
    own, local = rates.own_share(residents), rates.own_share(served)
    return {
        "demand": rates.users(residents),
        "supply": rates.users(served),
        "self_sufficiency": own,
        "local_use": local,
        "import_rate": rates.complement(own),
        "export_rate": rates.complement(local),
        "partnership_sufficiency": rates.inside_share(residents),
        "partnership_local_use": rates.inside_share(served),
        "net_balance": rates.net_balance(residents, served),
        "net_balance_inside": rates.net_balance_inside(residents, served),
        "effectiveness": rates.effectiveness(residents, served),
        "supply_demand_ratio": rates.supply_demand_ratio(residents, served),
    }


def _of_pairs(coded: Coded, residents: Side, served: Side) -> dict[str, Measured]:
    """Compute what needs single flows."""
    found = destinations.greatest(coded, residents, served)
    return {
        "dependency": destinations.dependency(found, residents),
        "dominant_destination": destinations.dominant(found, residents, served),
        "concentration": destinations.concentration(coded, residents),
    }


def _of_whole(residents: Side, served: Side) -> dict[str, Measured]:
    """Compute the partnership as one place, of those that reported what an indicator needs."""
    kinds = {"demand": rates.users, "self_sufficiency": rates.own_share, "partnership_sufficiency": rates.inside_share}
    names = {"demand": "supply", "self_sufficiency": "local_use", "partnership_sufficiency": "partnership_local_use"}
    found = {}
    for name, kind in kinds.items():
        for side, called in ((residents, name), (served, names[name])):
            needed = {"demand": side.total, "self_sufficiency": side.own, "partnership_sufficiency": side.beyond}[name]
            kept = ~(side.total.missing | needed.missing)
            one = kind(side.together(1, kept))
            left = [np.asarray(of(~kept, axis=1, keepdims=True)) for of in (np.any, np.all)]
            found[called] = _without(one, left[0], left[1])
    return found | {"net_balance": rates.net_balance(residents.together(1).as_one(), served.together(1).as_one())}


def _without(one: Measured, left: Flags, nobody: Flags) -> Measured:
    """Mark a figure that some places are not in."""
    status = np.where(nobody, rates.NOT_REPORTED, one.status)
    value, low, high = (np.where(status == rates.SHOWN, part, np.nan) for part in (one.value, one.low, one.high))
    return replace(one, value=value, low=low, high=high, status=status, silent=one.silent | left)


def _all_services(coded: Coded, residents: Side, served: Side) -> list[pd.DataFrame]:
    """Add up the services of each year that has several; the places they point to differ by service."""
    found = []
    for year, own in coded.groups.groupby("year").groups.items():
        chosen = np.zeros((len(coded.groups), 1), dtype=bool)
        chosen[np.asarray(own)] = True
        if len(own) > 1:
            sums = [side.together(0, chosen) for side in (residents, served)]
            group = pd.DataFrame({"service": pd.Series([WHOLE], dtype="str"), "year": [year]})
            one = replace(coded, groups=group, present=np.asarray((coded.present & chosen).any(axis=0, keepdims=True)))
            found += [_table(one, _of_units(*sums)), _table(one, _of_whole(*sums), whole=True)]
    return found


def _participation(coded: Coded, residents: Side, targets: pd.DataFrame) -> pd.DataFrame:
    """Set users against those a service is for, where they are known."""
    known = coded.groups.assign(group=range(len(coded.groups))).merge(targets, on=["service", "year"])
    known = known[known["unit"].isin(coded.units) & known["persons"].notna()]
    persons = np.full(residents.silent.shape, np.nan)
    persons[known["group"], pd.Index(coded.units).get_indexer(pd.Index(known["unit"]))] = known["persons"]
    one = rates.users(residents)
    figures = (rates.divided(part, persons) for part in (one.value, one.low, one.high))
    value, low, high = (np.where(np.isnan(persons), np.nan, part) for part in figures)
    status = np.where((one.status == rates.SHOWN) & np.isnan(value), rates.UNDEFINED, one.status)
    table = _table(coded, {"participation": replace(one, value=value, low=low, high=high, status=status)})
    asked = known[["service", "year", "unit"]]
    return table.merge(asked, on=["service", "year", "unit"])


def _table(coded: Coded, found: dict[str, Measured], *, whole: bool = False) -> pd.DataFrame:
    """Write indicators down, one row each; a powiat has only those of what it serves."""
    units = (WHOLE,) if whole else coded.units
    shape = (len(coded.groups), len(units))
    everywhere = np.ones(shape, dtype=bool) if whole else coded.present
    at = [np.flatnonzero(everywhere if whole or name in OF_POWIATS else everywhere & coded.is_member) for name in found]
    place = np.concatenate(at)

    def laid(attribute: str) -> Floats:
        columns = zip(at, found.values(), strict=True)
        return np.concatenate([np.broadcast_to(getattr(one, attribute), shape).ravel()[here] for here, one in columns])

    flags = sum(laid(name).astype(int) << bit for bit, name in enumerate(("bound", "silent", "many_unknown", "tie")))
    return pd.DataFrame(
        {
            "service": coded.groups["service"].array.take(place // len(units)),
            "year": coded.groups["year"].to_numpy()[place // len(units)],
            "unit": worded(units, place % len(units)),
            "indicator": worded(list(found), np.repeat(np.arange(len(at)), [len(here) for here in at])),
            **{name: laid(name) for name in ("value", "low", "high")},
            "other": worded([*coded.units, ""], laid("other").astype(np.int64)),
            "status": worded(SHOWN, laid("status").astype(np.int64)),
            "flags": worded(_FLAGGED, flags),
        }
    )


_FLAGGED = [",".join(flag for bit, flag in enumerate(FLAGS) if marks >> bit & 1) for marks in range(2 ** len(FLAGS))]

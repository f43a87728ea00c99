"""Flows with services, years and places as numbers: what all measures start from, of four municipalities or of a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

NOWHERE = (OUTSIDE, UNKNOWN)
"""Places that are no unit and report nothing themselves."""
BY_RESIDENCE, BY_PROVIDER = ("residence", "both"), ("provider", "both")
MUNICIPALITY_DIGITS = 7


@dataclass(frozen=True)
class Coded:
    """
    Flows and totals of all services and years.

    Attributes
    ----------
    groups
        service and year, one row per group, in order.
    units
        Codes of municipalities and powiats, in order; OUT is numbered behind them, UNKNOWN behind that.
    is_member
        By unit: whether it is a municipality, where people live.
    group, origin, destination
        By flow: numbers of its group and places.
    users, low, high
        By flow [persons]; 0 where not shown.
    hidden, missing
        By flow: left out; not reported, or withheld by who reported.
    totals
        demand and supply: group × unit [persons], missing where not shown.
    totals_hidden
        demand and supply: group × unit; whether the total is left out.
    reported
        residence and provider: group × unit; whether the unit reported as that side.
    present, idle
        group × unit; whether totals name it there; whether it serves nobody, as all others say.
    """

    groups: pd.DataFrame
    units: tuple[str, ...]
    is_member: Flags
    group: Ints
    origin: Ints
    destination: Ints
    users: Floats
    low: Floats
    high: Floats
    hidden: Flags
    missing: Flags
    totals: dict[str, Floats]
    totals_hidden: dict[str, Flags]
    reported: dict[str, Flags]
    present: Flags
    idle: Flags

    @property
    def inside(self) -> Flags:
        """By flow: whether it leads from one unit to another."""
        n = len(self.units)
        found: Flags = (self.origin < n) & (self.destination < n) & (self.origin != self.destination)
        return found


def code_flows(flows: pd.DataFrame, totals: pd.DataFrame) -> Coded:
    """
    Lay flows out as numbers of services, years and places.

    Parameters
    ----------
    flows
        Table `Flows`, or exact flows of `diagnoza.flows.reconcile.reconcile`. It is not changed.
    totals
        Table `FlowTotals` of the same flows: it names all units.

    Returns
    -------
        The flows as arrays.

    Raises
    ------
    ValueError
        If a flow has a place, or a service and year, that totals do not name, or a powiat as its origin.
    """
    groups, group_of_total = number_groups(totals)
    units = tuple(sorted(set(totals["unit"]) - set(NOWHERE)))
    places = number_places(flows, units)
    shown = flows["status"].eq("shown").to_numpy(dtype=bool)
    hidden = flows["status"].eq("protected").to_numpy(dtype=bool)
    figures = {name: np.where(shown, flows[name].to_numpy(dtype=float), 0.0) for name in ("users", "low", "high")}
    shape = (len(groups), len(units) + len(NOWHERE))
    at = (group_of_total, pd.Index([*units, *NOWHERE]).get_indexer(pd.Index(totals["unit"])))
    supply, provider = (_spread(shape, at, part.to_numpy(dtype=float)) for part in (totals["supply"], totals["reports"].isin(BY_PROVIDER)))
    return Coded(
        groups=groups,
        units=units,
        is_member=members_among(units),
        group=_matched(flows, groups),
        origin=places[0],
        destination=places[1],
        **figures,
        hidden=hidden,
        missing=~shown & ~hidden,
        totals={"demand": _spread(shape, at, totals["demand"].to_numpy(dtype=float)), "supply": supply},
        totals_hidden={name: _spread(shape, at, totals[f"{name}_status"].eq("protected").to_numpy()) > 0 for name in ("demand", "supply")},
        reported={"residence": _spread(shape, at, totals["reports"].isin(BY_RESIDENCE).to_numpy()) > 0, "provider": provider > 0},
        present=~np.isnan(provider),
        idle=(provider == 0) & (supply == 0),
    )


def number_groups(table: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """
    List services and years in order, and give each row the number of its own.

    Parameters
    ----------
    table
        With service and year. It is not changed.
    """
    services, names = pd.factorize(table["service"], sort=True)
    years, values = pd.factorize(table["year"], sort=True)
    size = max(len(values), 1)
    found = np.flatnonzero(np.bincount(services * size + years))
    number = np.zeros(int(found.max(initial=0)) + 1, dtype=np.int64)
    number[found] = np.arange(len(found))
    groups = pd.DataFrame({"service": pd.Series(names).array.take(found // size), "year": np.asarray(values, dtype=int)[found % size]})
    return groups, number[services * size + years]


def number_places(flows: pd.DataFrame, units: Sequence[str]) -> tuple[Ints, Ints]:
    """
    Give each flow the numbers of its origin and destination.

    Parameters
    ----------
    flows
        With origin and destination. It is not changed.
    units
        Codes in order; OUT is numbered behind them, UNKNOWN behind that.

    Raises
    ------
    ValueError
        If a place is none of these, or a powiat is an origin: nobody lives in it who does not live in a municipality.
    """
    known = pd.Index([*units, *NOWHERE])
    numbered = []
    for end in ("origin", "destination"):
        codes, names = pd.factorize(flows[end])
        at = known.get_indexer(pd.Index(names))
        if strange := [str(name) for name, place in zip(names, at, strict=True) if place < 0]:
            raise ValueError(f"{end} {', '.join(sorted(strange)[:5])}: no unit of this partnership; write OUT for it")
        numbered.append(at.astype(np.int64)[codes])
    living = np.concatenate([members_among(units), [True, True]])
    if len(numbered[0]) and not living[numbered[0]].all():
        raise ValueError("a powiat is the origin of a flow: users live in municipalities")
    return numbered[0], numbered[1]


def members_among(units: Sequence[str]) -> Flags:
    """
    Tell which units are municipalities; the others are powiats, which provide only.

    Parameters
    ----------
    units
        TERYT codes of seven or four digits.

    Examples
    --------
    >>> members_among(["0402", "0402042"]).tolist()
    [False, True]
    """
    return np.array([len(unit) == MUNICIPALITY_DIGITS for unit in units], dtype=bool)


def worded(words: Sequence[str], codes: npt.ArrayLike) -> pd.api.extensions.ExtensionArray:
    """
    Write a word for each number.

    Parameters
    ----------
    words
        The word for 0, for 1, …
    codes
        Numbers.

    Examples
    --------
    >>> list(worded(["none", "both"], [1, 0]))
    ['both', 'none']
    """
    return pd.Series(list(words), dtype="str").array.take(np.asarray(codes, dtype=np.intp))


def _matched(flows: pd.DataFrame, groups: pd.DataFrame) -> Ints:
    """Give each flow the number of its service and year among those of totals."""
    own, group = number_groups(flows)
    matched = own.merge(groups.assign(at=range(len(groups))), how="left", on=["service", "year"])["at"]
    if matched.isna().any():
        raise ValueError(f"totals lack {own[matched.isna().to_numpy()].to_numpy().tolist()}: make totals of the same flows")
    return matched.to_numpy(dtype=np.int64)[group]


def _spread(shape: tuple[int, int], at: tuple[Ints, Ints], values: npt.NDArray[np.generic]) -> Floats:
    """Lay values out by group and unit, without OUT and UNKNOWN; missing where there is none."""
    table = np.full(shape, np.nan)
    table[at] = values
    return table[:, : shape[1] - len(NOWHERE)]

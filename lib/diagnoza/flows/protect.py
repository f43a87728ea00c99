"""What may be published of flows: small numbers are left out, and others that would tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.disclosure import risky
from diagnoza.flows.coded import NOWHERE, members_among
from diagnoza.flows.hidden import publishable
from diagnoza.flows.totals import padded, reporters, totals
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diagnoza.catalogue import Service
    from diagnoza.flows.coded import Flags

FEWEST, FEWEST_SENSITIVE = 5, 10
SENSITIVE = ("sprawy_spoleczne", "zdrowie")
"""Fields of services whose users deserve more care."""
FIGURES = ("users", "low", "high", "residence", "provider")
KEYS = ["service", "year", "origin", "destination"]
COLUMNS = [*KEYS, *FIGURES, "verdict", "status"]


@dataclass(frozen=True)
class Published:
    """Tables `Flows` and `FlowTotals` as published: everything else is computed from them, so that it tells nothing more."""

    flows: pd.DataFrame
    totals: pd.DataFrame


def smallest(services: Iterable[Service]) -> dict[str, int]:
    """
    Tell the smallest number of users that may be published: 10 of social and health services and sensitive ones, else 5.

    Parameters
    ----------
    services
        Those of the catalogue.
    """
    return {one.id: FEWEST_SENSITIVE if one.sensitive or one.field in SENSITIVE else FEWEST for one in services}


def protect(exact: pd.DataFrame, units: Sequence[str], minimum: Mapping[str, int]) -> Published:
    """
    Leave out what would tell of few persons.

    Parameters
    ----------
    exact
        Result of `diagnoza.flows.reconcile.reconcile`. It is not changed.
    units
        Codes of the municipalities and powiats of the partnership.
    minimum
        By service the smallest number of users that may be published; 5 for others.

    Returns
    -------
        Every flow between places of the partnership, OUT and UNKNOWN, in whole persons, and the totals. A flow is left out (protected) with
        both its reports, its range and its verdict, if one of them is from 1 to below the minimum, if a side withheld its number, or if
        a hidden number could else be told more closely than the minimum. Zero is published unless it protects others.

    Notes
    -----
    The reader is taken to know all flows and totals that are shown, that they add up, and which flows cannot be or are not reported; see
    docs/decisions/0012. For partnerships: it lays out every pair of places and searches each table, which a country of thousands of
    municipalities has neither room nor time for.
    """
    listed = _whole_persons(complete(exact, units))
    sums = totals(listed, units)
    flows, parts = [], []
    for (service, year), own in listed.groupby(["service", "year"], sort=True):
        least = minimum.get(str(service), FEWEST)
        shown, of_origins, of_destinations = _shown(own, least)
        flows.append(_left_out(own, shown))
        part = sums[(sums["service"] == service) & (sums["year"] == year)]
        parts.append(_totals_left_out(part, of_origins, of_destinations))
    if not flows:
        return Published(listed[COLUMNS], sums)
    return Published(pd.concat(flows, ignore_index=True)[COLUMNS], pd.concat(parts, ignore_index=True))


def complete(exact: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    """
    List every flow between places of a partnership.

    Parameters
    ----------
    exact
        Result of `diagnoza.flows.reconcile.reconcile`. It is not changed.
    units
        Codes of the municipalities and powiats.

    Returns
    -------
        The same columns, by service, year, origin and destination; flows that no side lists are 0 or not reported, as
        `diagnoza.flows.sides.sides` takes them. Powiats are no origins, and no destinations of services that nobody uses there; there is
        nothing between OUT and UNKNOWN, or from them to a unit that serves nobody. A municipality that no report of the service and year
        names has no flow at all: it joined later or was not asked about, so its users, if any, are among those of OUT.
    """
    codes = sorted(units)
    groups = exact[["service", "year"]].drop_duplicates().sort_values(["service", "year"])
    living = [unit for unit, is_member in zip(codes, members_among(codes), strict=True) if is_member]
    origins, destinations = (pd.DataFrame({end: [*those, *NOWHERE]}) for end, those in (("origin", living), ("destination", codes)))
    grid = groups.merge(origins, how="cross").merge(destinations, how="cross")
    table = grid.merge(exact, how="left", on=KEYS)
    found = reporters(exact, codes)
    group = table.groupby(["service", "year"], sort=True).ngroup().to_numpy()
    here, there = (pd.Index([*codes, *NOWHERE]).get_indexer(pd.Index(table[end])) for end in ("origin", "destination"))
    nobody = table["origin"].isin(NOWHERE) & (table["destination"].isin(NOWHERE) | padded(found.idle)[group, there])
    named = padded(found.named, fill=True)
    listed = table["status"].notna() | (padded(found.present, fill=True)[group, there] & ~nobody & named[group, here] & named[group, there])
    known = {
        "residence": _knows(table, exact, ("origin", "destination"), padded(found.residence)[group, here]),
        "provider": _knows(table, exact, ("destination", "origin"), padded(found.provider)[group, there]),
    }
    return _filled(table, known).loc[listed].reset_index(drop=True)


def _knows(table: pd.DataFrame, exact: pd.DataFrame, ends: tuple[str, str], knows: Flags) -> pd.Series:
    """Tell where a side that reports knows that nobody is there: OUT, if anybody was asked about it; UNKNOWN, also beside a known OUT."""
    end, other = ends
    asked = exact.loc[exact[other].eq(OUTSIDE), ["service", "year"]].drop_duplicates().assign(asked=True)
    of_group = table[["service", "year"]].merge(asked, how="left", on=["service", "year"])["asked"].notna().to_numpy()
    told = exact.loc[exact[other].eq(OUTSIDE) & exact["users"].notna(), ["service", "year", end]].assign(told=True)
    beside = table[["service", "year", end]].merge(told, how="left", on=["service", "year", end])["told"].notna().to_numpy()
    unit = ~table[end].isin(NOWHERE) & table["status"].isna()
    where = np.select([table[other].eq(OUTSIDE), table[other].eq(UNKNOWN)], [knows & of_group, knows | beside], knows)
    return pd.Series(where, index=table.index, dtype=bool) & unit


def _filled(table: pd.DataFrame, known: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Put 0 where a side knows that nobody is there, and say where nobody reports."""
    new = table["status"].isna()
    for side, where in known.items():
        table = table.assign(
            **{
                side: table[side].mask(where, 0.0),
                f"{side}_said": table[f"{side}_said"].mask(where, "reported").fillna("not_reported"),
            }
        )
    any_side = new & (known["residence"] | known["provider"])
    sides = known["residence"].astype(int) + known["provider"].astype(int)
    verdict = sides.map({0: "missing", 1: "one_sided", 2: "agree"})
    figures = {name: table[name].mask(any_side, 0.0) for name in ("users", "low", "high")}
    status = table["status"].mask(any_side, "shown").fillna("not_reported")
    return table.assign(**figures, verdict=table["verdict"].mask(new, verdict), status=status)


def _whole_persons(table: pd.DataFrame) -> pd.DataFrame:
    """Round estimates and weighted means: who publishes totals of whole persons must add up whole persons."""
    return table.assign(**{name: np.floor(table[name].astype(float) + 0.5) for name in FIGURES})


def _shown(own: pd.DataFrame, minimum: int) -> tuple[Flags, dict[str, bool], dict[str, bool]]:
    """Tell which flows of one service and year may be published, and which totals by origin and by destination."""
    origins, destinations = (sorted(own[end].unique()) for end in ("origin", "destination"))
    at = pd.Index(origins).get_indexer(own["origin"]), pd.Index(destinations).get_indexer(own["destination"])
    shape = (len(origins), len(destinations))
    users, small, fixed = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool), np.ones(shape, dtype=bool)
    users[at] = own["users"].fillna(0).to_numpy(dtype=np.int64)
    withheld = own["residence_said"].eq("suppressed") | own["provider_said"].eq("suppressed")
    few = np.logical_or.reduce([risky(own[name].fillna(0), minimum) for name in FIGURES])
    small[at] = (few | withheld) & own["users"].notna()
    fixed[at] = own["users"].isna()
    may = publishable(users, small, fixed, minimum)
    return may[at], dict(zip(origins, may[:-1, -1], strict=True)), dict(zip(destinations, may[-1, :-1], strict=True))


def _left_out(own: pd.DataFrame, shown: Flags) -> pd.DataFrame:
    """Empty what is hidden. What a side withheld and nobody else tells stays marked so."""
    hidden = ~shown & own["users"].notna()
    figures = {name: own[name].mask(hidden) for name in FIGURES}
    return own.assign(**figures, verdict=own["verdict"].mask(hidden, ""), status=own["status"].mask(hidden, "protected"))


def _totals_left_out(part: pd.DataFrame, of_origins: Mapping[str, bool], of_destinations: Mapping[str, bool]) -> pd.DataFrame:
    for name, may in (("demand", of_origins), ("supply", of_destinations)):
        hidden = ~part["unit"].map(dict(may)).fillna(value=True).astype(bool) & part[name].notna()
        part = part.assign(**{name: part[name].mask(hidden), f"{name}_status": part[f"{name}_status"].mask(hidden, "protected")})
    return part

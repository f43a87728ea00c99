"""What published flows, their totals and all that is computed from them tell of the flows that are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.protect import FEWEST
from diagnoza.release.relations import Cell, rows
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnoza.release.relations import Key, Relations

NOWHERE = (OUTSIDE, UNKNOWN)
UNTOLD = ("not_reported", "suppressed")
"""Flows that are in no total: nobody told a number."""
HUNDREDTH = 0.005 + 1e-9
SIDES = ("demand", "supply")
RATIOS = ("self_sufficiency", "local_use", "import_rate", "export_rate", "partnership_sufficiency", "partnership_local_use")
COUNTS = ("net_balance", "net_balance_inside")

Parts = list[tuple["Key", float]]


@dataclass(frozen=True)
class Service:
    """The flows of one service and year in one edition; `places` are those of the partnership that a flow starts or ends in."""

    tag: str
    name: str
    year: int
    pairs: frozenset[tuple[str, str]]
    places: frozenset[str]

    def flow(self, origin: str, destination: str) -> Key:
        """Name the users who live in one place and are served in another."""
        return ("flow", self.tag, self.name, str(self.year), origin, destination)

    def total(self, side: str, unit: str) -> Key:
        """Name the users who live in a place (demand), or whom it serves (supply)."""
        return (side, self.tag, self.name, str(self.year), unit)

    def sum(self, origins: Iterable[str], destinations: Iterable[str], factor: float = 1.0) -> Parts:
        """Give the flows between some places."""
        there = list(destinations)
        return [(self.flow(i, j), factor) for i in origins for j in there if (i, j) in self.pairs]

    def placed(self, side: str, unit: str, factor: float = 1.0) -> Parts:
        """Give the flows of a place without those of unknown place."""
        beside = [*self.places, OUTSIDE]
        return self.sum([unit], beside, factor) if side == "demand" else self.sum(beside, [unit], factor)


def services_of(tag: str, tables: Mapping[str, pd.DataFrame]) -> list[Service]:
    """
    List services and years of which flows are stored.

    Parameters
    ----------
    tag
        Edition.
    tables
        Stored tables; without flows there are none.
    """
    if "flows" not in tables:
        return []
    found = []
    for (name, year), own in tables["flows"].groupby(["service", "year"], sort=True):
        told = own[~own["status"].isin(UNTOLD)]
        pairs = frozenset(zip(told["origin"], told["destination"], strict=True))
        places = frozenset(place for pair in pairs for place in pair) - set(NOWHERE)
        found.append(Service(tag, str(name), int(str(year)), pairs, places))
    return found


def tell_flows(known: Relations, tag: str, tables: Mapping[str, pd.DataFrame], minimum: Mapping[str, int], edition: str) -> None:
    """
    Write down what flows, totals, indicators, load and money tell.

    Parameters
    ----------
    known
        Takes the relations, and the flows and totals that are left out.
    tag, edition
        Edition; how messages end the names of its tables.
    tables
        Stored tables; without flows nothing is told.
    minimum
        By service the smallest number of users that may be published; 5 for others.

    Notes
    -----
    Read are the indicators that are sums of flows or shares of them; not those over all services, concentration, links and scenarios'
    money, which decision 0012 makes functions of the same two tables.
    """
    every = services_of(tag, tables)
    for one in every:
        own = {name: _of(tables, name, one) for name in ("flows", "flow_totals", "flow_indicators", "flow_use", "settlement")}
        least = minimum.get(one.name, FEWEST)
        _tell_numbers(known, one, own["flows"], least, f"flows{edition}")
        _tell_totals(known, one, own["flow_totals"], least, f"flow_totals{edition}")
        _tell_indicators(known, one, own["flow_indicators"], f"flow_indicators{edition}")
        _tell_beside(known, one, own, edition)


def _of(tables: Mapping[str, pd.DataFrame], name: str, one: Service) -> pd.DataFrame:
    table = tables.get(name, tables["flows"].head(0))
    return table[(table["service"] == one.name) & (table["year"] == one.year)]


def _tell_numbers(known: Relations, one: Service, flows: pd.DataFrame, least: int, source: str) -> None:
    """Write down flows with what both sides report of them."""
    for row in rows(flows):
        key = one.flow(str(row.origin), str(row.destination))
        if row.status == "shown":
            known.known(key, float(row.users), source)
        elif row.status == "protected":
            known.cells.append(Cell(key, least, source, f"{one.name} {one.year}, from {row.origin} to {row.destination}"))


def _tell_totals(known: Relations, one: Service, totals: pd.DataFrame, least: int, source: str) -> None:
    for row in rows(totals):
        unit = str(row.unit)
        for side, number, status in zip(SIDES, (row.demand, row.supply), (row.demand_status, row.supply_status), strict=True):
            ends = [(i, j) for i, j in sorted(one.pairs) if (i, j)[SIDES.index(side)] == unit]
            if not ends:
                continue
            key = one.total(side, unit)
            known.add_up(key, [one.flow(*pair) for pair in ends])
            if status == "shown":
                known.known(key, float(number), source)
            elif status == "protected":
                known.cells.append(Cell(key, least, source, f"{one.name} {one.year}, {side} of {unit}"))


def _tell_indicators(known: Relations, one: Service, table: pd.DataFrame, source: str) -> None:
    """Write down what printed indicators tell of sums of flows; those over reporters only are passed over."""
    for row in rows(table[table["status"].eq("shown")]):
        unit, name = str(row.unit), str(row.indicator)
        if "missing_reporter" in str(row.flags) and not unit:
            continue
        units = [unit] if unit else sorted(one.places)
        if name in RATIOS or name == "dependency":
            part, whole = _ratio(one, name, units, str(row.other))
            for factor, low, high in ((row.value + HUNDREDTH, -np.inf, 0.0), (row.value - HUNDREDTH, 0.0, np.inf)):
                known.say([*part, *((key, -factor * weight) for key, weight in whole)], low, high, source)
        elif name in COUNTS:
            known.say(_balance(one, name, units), row.value - 0.5, row.value + 0.5, source)


def _ratio(one: Service, name: str, units: list[str], other: str) -> tuple[Parts, Parts]:
    """Give what an indicator divides, and by what."""
    side = "supply" if name in {"local_use", "export_rate", "partnership_local_use"} else "demand"
    whole = [term for unit in units for term in one.placed(side, unit)]
    own = [term for unit in units for term in one.sum([unit], [unit])]
    if name in {"import_rate", "export_rate"}:
        return [*whole, *((key, -factor) for key, factor in own)], whole
    inside = {"partnership_sufficiency": one.sum(units, one.places), "partnership_local_use": one.sum(one.places, units)}
    return inside.get(name, one.sum(units, [other]) if name == "dependency" else own), whole


def _balance(one: Service, name: str, units: list[str]) -> Parts:
    """Give those who come less those who go."""
    if name == "net_balance":
        return [term for unit in units for term in (*one.placed("supply", unit), *one.placed("demand", unit, -1.0))]
    return [*one.sum(one.places, units), *one.sum(units, one.places, -1.0)]


def _tell_beside(known: Relations, one: Service, own: Mapping[str, pd.DataFrame], edition: str) -> None:
    """Write down users that stand in other tables of flows."""
    for row in rows(own["flow_use"]) if "served" in own["flow_use"] else ():
        key = one.total("supply", str(row.unit))
        if pd.notna(row.served) and key in known.numbers:
            known.known(key, float(row.served), f"flow_use{edition}")
    for row in rows(own["settlement"]) if "payer" in own["settlement"] else ():
        if pd.notna(row.users) and (row.payer, row.payee) in one.pairs:
            known.known(one.flow(str(row.payer), str(row.payee)), float(row.users), f"settlement{edition}")

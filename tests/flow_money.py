"""Published flows with costs, places and ways that can be added up by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.situation import Situation
from diagnoza.tables import flows as tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnoza.tables.base import Table

A, B, C, P = "0402042", "0402073", "0412062", "0402"
OUT, UNKNOWN = tables.OUTSIDE, tables.UNKNOWN
MEMBERS = (A, B, C)
NAN = float("nan")
Users = dict[tuple[str, str], float]
Costs = dict[str, tuple[float, float, float, float, float]]
"""By unit: fixed, variable, unit_cost, fee, grant [zł]."""


def keeps(table: pd.DataFrame, declaration: type[Table]) -> pd.DataFrame:
    """Hold a table against its declaration."""
    checked = pd.DataFrame(declaration.validate(table, lazy=True))
    assert list(checked.columns) == list(declaration.to_schema().columns)
    return checked


def flow_rows(users: Users, *, service: str = "library", hidden: Iterable[tuple[str, str]] = (), spread: float = 0.0) -> pd.DataFrame:
    """Make table `Flows`; the other report is `spread` persons more."""
    rows = []
    for (origin, destination), number in users.items():
        shown = (origin, destination) not in set(hidden)
        value = number if shown else NAN
        rows.append((service, 2020, origin, destination, value, value, value + spread, NAN, value, "agree" if shown else "", shown))
    columns = [*tables.Flows.to_schema().columns]
    table = pd.DataFrame(rows, columns=columns)
    return keeps(table.assign(status=np.where(table["status"].astype(bool), "shown", "protected")), tables.Flows)


def total_rows(users: Users, *, service: str = "library") -> pd.DataFrame:
    """Make table `FlowTotals`: all sums are published."""
    places = sorted({place for pair in users for place in pair})
    rows = [
        (
            service,
            2020,
            place,
            sum(number for (origin, _), number in users.items() if origin == place),
            sum(number for (_, destination), number in users.items() if destination == place),
            "shown",
            "shown",
            "both",
        )
        for place in places
    ]
    return keeps(pd.DataFrame(rows, columns=[*tables.FlowTotals.to_schema().columns]), tables.FlowTotals)


def cost_rows(costs: Mapping[str, tuple[float, ...]], *, service: str = "library") -> pd.DataFrame:
    rows = [(service, 2020, unit, *figures) for unit, figures in costs.items()]
    return keeps(pd.DataFrame(rows, columns=[*tables.UnitCosts.to_schema().columns]), tables.UnitCosts)


def capacity_rows(places: Mapping[str, float], *, service: str = "library") -> pd.DataFrame:
    rows = [(service, 2020, unit, number, NAN) for unit, number in places.items()]
    return keeps(pd.DataFrame(rows, columns=[*tables.Capacity.to_schema().columns]), tables.Capacity)


def travel_rows(ways: Mapping[tuple[str, str], float]) -> pd.DataFrame:
    rows = [(*pair, minutes, "car") for pair, minutes in ways.items()]
    return keeps(pd.DataFrame(rows, columns=[*tables.Travel.to_schema().columns]), tables.Travel)


def situation(
    users: Users,
    *,
    costs: Mapping[str, tuple[float, ...]] | None = None,
    places: Mapping[str, float] | None = None,
    ways: Mapping[tuple[str, str], float] | None = None,
    hidden: Iterable[tuple[str, str]] = (),
) -> Situation:
    return Situation(
        flow_rows(users, hidden=hidden),
        total_rows(users),
        cost_rows(costs or {}),
        capacity_rows(places or {}),
        travel_rows(ways or {}),
        MEMBERS,
        (P,),
    )


def random_users(seed: int) -> Users:
    """Make users of all kinds: some pairs have none, some come from outside or an unknown place."""
    random = np.random.default_rng(seed)
    pairs = [(origin, place) for origin in (*MEMBERS, OUT, UNKNOWN) for place in (*MEMBERS, P, OUT, UNKNOWN)]
    pairs = [pair for pair in pairs if pair not in {(OUT, OUT), (OUT, UNKNOWN), (UNKNOWN, OUT), (UNKNOWN, UNKNOWN)}]
    return {pair: float(random.choice([0, 0, 7, 23, 60, 111])) for pair in pairs}


def random_costs(seed: int) -> Costs:
    random = np.random.default_rng(seed + 100)
    return {unit: tuple(float(one) for one in random.integers(1, 900, 5)) for unit in (*MEMBERS, P)}  # type: ignore[misc]


def random_ways(seed: int) -> dict[tuple[str, str], float]:
    random = np.random.default_rng(seed + 200)
    return {(origin, place): float(random.integers(5, 60)) for origin in MEMBERS for place in (*MEMBERS, P) if origin != place}

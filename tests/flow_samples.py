"""Flows to add up by hand, and simulated partnerships: what the tests of service flows start from."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.tables.flows import OUTSIDE, UNKNOWN, FlowReports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

A, B, C, D = "0000012", "0000022", "0000032", "0000042"
POWIAT = "0000"
NOWHERE = (OUTSIDE, UNKNOWN)
Pair = tuple[str, str]
Told = float | str | None


def report(service: str, pair: Pair, side: str, told: Told, year: int = 2020) -> dict[str, object]:
    """One report: a number, "suppressed" or None (not reported)."""
    status = "suppressed" if told == "suppressed" else "not_reported" if told is None else "reported"
    users = told if status == "reported" else np.nan
    origin, destination = pair
    return {
        "service": service,
        "year": year,
        "origin": origin,
        "destination": destination,
        "side": side,
        "users": users,
        "status": status,
        "made": "counted",
        "source": "",
    }


def reports(
    residence: Mapping[Pair, Told], provider: Mapping[Pair, Told] | None = None, *, service: str = "library", year: int = 2020
) -> pd.DataFrame:
    """What both sides report of one service; by default the provider says what the residence says, but for OUT and UNKNOWN."""
    if provider is None:
        provider = {pair: users for pair, users in residence.items() if pair[1] not in NOWHERE}
        residence = {pair: users for pair, users in residence.items() if pair[0] not in NOWHERE}
    rows = [report(service, pair, "residence", users, year) for pair, users in residence.items()]
    rows += [report(service, pair, "provider", users, year) for pair, users in provider.items()]
    return pd.DataFrame(FlowReports.validate(pd.DataFrame(rows)))


def matrix(rows: Mapping[str, Sequence[Told]], destinations: Sequence[str]) -> dict[Pair, Told]:
    """Name the cells of a table of rows: where users live × where they are served."""
    cells = {(origin, place): users for origin, row in rows.items() for place, users in zip(destinations, row, strict=True)}
    return {pair: users for pair, users in cells.items() if not set(pair) <= set(NOWHERE)}


def simulated(seed: int, members: int = 4, *, powiat: bool = True, service: str = "library", most: int = 40) -> pd.DataFrame:
    """Draw a partnership: many small flows, a centre, reports of both sides that differ a little, some silent, some withheld."""
    random = np.random.default_rng(seed)
    units = [f"{i:06d}2" for i in range(1, members + 1)]
    destinations = [*units, *([POWIAT] if powiat else []), *NOWHERE]
    size = random.dirichlet(np.full(members, 1.5)) * members
    cells: dict[Pair, Told] = {}
    for origin, place in product([*units, *NOWHERE], destinations):
        if {origin, place} <= set(NOWHERE):
            continue
        mean = most * (size[units.index(place)] if place in units else 0.4) * (4 if origin == place else 0.3)
        cells[origin, place] = float(random.poisson(random.gamma(0.7, mean / 0.7)) * (random.random() > 0.2))
    mine = {pair: users for pair, users in cells.items() if pair[0] in units}
    theirs = {pair: _near(random, users) for pair, users in cells.items() if pair[1] not in NOWHERE}
    return reports(mine, theirs, service=service)


def patchy(seed: int, members: int = 4, most: int = 40) -> pd.DataFrame:
    """Draw a partnership in which one unit is silent as residence and one as provider, and some withhold small numbers."""
    random = np.random.default_rng([seed, members])
    table = simulated(seed, members, most=most)
    quiet = random.choice(units_of(table), 2)
    silent = table["origin"].eq(quiet[0]) & table["side"].eq("residence") | table["destination"].eq(quiet[1]) & table["side"].eq("provider")
    withheld = table["users"].between(1, 7) & (random.random(len(table)) < 0.2)
    table = table.assign(users=table["users"].mask(withheld), status=table["status"].mask(withheld, "suppressed"))
    return pd.DataFrame(FlowReports.validate(table[~silent]))


def units_of(table: pd.DataFrame) -> list[str]:
    """List the units that flows name."""
    return sorted({*table["origin"], *table["destination"]} - set(NOWHERE))


def _near(random: np.random.Generator, users: Told) -> Told:
    """Change a report as the other side would see it."""
    if isinstance(users, float) and random.random() < 0.3:
        return max(0.0, users + float(random.integers(-3, 4)))
    return users

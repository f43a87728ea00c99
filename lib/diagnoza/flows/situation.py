"""What is published of who uses which service where, as a grid of places: what is hidden or not reported stays missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.geography import distances_km
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

ELSEWHERE = (OUTSIDE, UNKNOWN)
HIDDEN = ("protected", "suppressed")
COSTS = ["fixed", "variable", "unit_cost", "fee", "grant"]


@dataclass(frozen=True)
class Situation:
    """
    The published tables that money and scenarios are computed from; nothing else is looked at, so they tell nothing new.

    Attributes
    ----------
    flows, totals
        Tables `Flows` and `FlowTotals`.
    costs, capacity, travel
        Tables `UnitCosts`, `Capacity` and `Travel`; without rows where nothing was delivered.
    municipalities, providers
        Codes of the partners: those with residents, and powiats.
    mode
        How users travel: car or public.
    seats
        Table `Seats`; None: the nearest place is told by minutes only.
    """

    flows: pd.DataFrame
    totals: pd.DataFrame
    costs: pd.DataFrame
    capacity: pd.DataFrame
    travel: pd.DataFrame
    municipalities: tuple[str, ...]
    providers: tuple[str, ...] = ()
    mode: str = "car"
    seats: pd.DataFrame | None = None

    @property
    def units(self) -> list[str]:
        """All partners: municipalities, then powiats."""
        return [*self.municipalities, *self.providers]

    @property
    def minutes(self) -> pd.Series:
        """
        Way by origin and destination, one way [min].

        The way within a municipality counts as 0 where no row gives it; a pair without a row is not known.
        """
        rows = self.travel[self.travel["mode"].eq(self.mode)]
        told = rows.groupby(["origin", "destination"])["minutes"].mean()
        within = pd.Series(0.0, index=pd.MultiIndex.from_tuples([(unit, unit) for unit in self.units], names=told.index.names))
        return told.combine_first(within)


@dataclass(frozen=True)
class Service:
    """
    One service in one year.

    Attributes
    ----------
    users
        Persons by origin (rows: municipalities, OUT, UNKNOWN) and destination (columns: all partners, OUT, UNKNOWN); missing: hidden or
        not reported. A pair that the table does not list has no users.
    status
        The same shape: why a number is missing; empty where it is not.
    demand, supply
        Users who live in each row and are served in each column, by `FlowTotals`, or else by adding up; missing: not known.
    means
        By partner: capacity, waiting, fixed, variable, unit_cost, fee, grant; missing: not known.
    """

    users: pd.DataFrame
    status: pd.DataFrame
    demand: pd.Series
    supply: pd.Series
    means: pd.DataFrame

    @property
    def at_home(self) -> pd.Series:
        """Users served where they live, by municipality."""
        return pd.Series({unit: self.users.loc[unit, unit] for unit in self.users.index if unit not in ELSEWHERE}, dtype=float)

    @property
    def known_demand(self) -> pd.Series:
        """Users by municipality less those of whom nobody knows where they go."""
        return (self.demand - self.users[UNKNOWN]).drop(list(ELSEWHERE))

    @property
    def rate(self) -> pd.Series:
        """What a user costs each partner itself, less fee and state grant [zł a year]; missing: one of them is not known."""
        return self.means["unit_cost"] - self.means["fee"] - self.means["grant"]

    def serving(self) -> list[str]:
        """List the partners that serve somebody, or of whom it is not known how many: hidden, or known by capacity or cost only."""
        told = self.users.gt(0).any() | self.status.isin(list(HIDDEN)).any() | self.means.notna().any(axis=1).reindex(self.users.columns)
        return [unit for unit in self.means.index if self.supply[unit] > 0 or (np.isnan(self.supply[unit]) and told[unit])]

    def used(self, origin: str, *, besides: str) -> pd.Series:
        """Give how many of an origin use other partners that provide, and places outside; nobody is known to use the rest."""
        return pd.Series(self.users.loc[origin, [unit for unit in (*self.serving(), OUTSIDE) if unit != besides]])


def service_of(situation: Situation, service: str, year: int) -> Service:
    """
    Take one service of one year out of the published tables.

    Parameters
    ----------
    situation
        The tables; they are not changed.
    service, year
        Which rows.

    Returns
    -------
        The grid of its users, its totals and its means.

    Notes
    -----
    Both reports are reconciled already: `users` is taken, and the range between reports plays no part here.
    """
    flows, totals, costs, capacity = (
        table[table["service"].eq(service) & table["year"].eq(year)]
        for table in (situation.flows, situation.totals, situation.costs, situation.capacity)
    )
    rows, columns = [*situation.municipalities, *ELSEWHERE], [*situation.units, *ELSEWHERE]
    by_pair = flows.set_index(["origin", "destination"])
    known = by_pair["status"].eq("shown") & by_pair["users"].notna()
    users = _grid(by_pair["users"].where(known), rows, columns, 0.0).astype(float)
    stated = totals.set_index("unit")
    status = _grid(by_pair["status"].where(~known, ""), rows, columns, "")
    quiet = set(totals.loc[totals["reports"].eq("none"), "unit"]) - {*flows["origin"], *flows["destination"]}
    for unit in quiet.intersection(situation.municipalities):  # no report names it: it is not known whether anybody is served there
        users.loc[unit, unit], status.loc[unit, unit] = np.nan, "not_reported"
    means = capacity.set_index("unit")[["capacity", "waiting"]].join(costs.set_index("unit")[COSTS], how="outer")
    return Service(
        users=users,
        status=status,
        demand=stated["demand"].reindex(rows).fillna(users.sum(axis=1, skipna=False)),
        supply=stated["supply"].reindex(columns).fillna(users.sum(axis=0, skipna=False)),
        means=means.reindex(situation.units).astype(float),
    )


def nearest(situation: Situation, origins: Sequence[str], places: Sequence[str]) -> dict[str, str]:
    """
    Find the place nearest to each municipality.

    Parameters
    ----------
    situation
        The tables with ways and seats.
    origins, places
        Municipalities, and where they might go.

    Returns
    -------
        By minutes where they are known to all places, else by straight lines between seats where all have one, else UNKNOWN. Of two places
        equally near the one with the lower code.
    """
    places = sorted(places)
    minutes = situation.minutes
    seats = None if situation.seats is None else situation.seats.set_index("teryt")
    found = {}
    for origin in origins:
        ways = minutes.reindex(pd.MultiIndex.from_product([[origin], places])).to_numpy(dtype=float)
        if np.isnan(ways).any() and seats is not None and {origin, *places} <= set(seats.index):
            ways = distances_km(seats.loc[[origin]], seats.loc[places])[0]
        found[origin] = places[int(np.argmin(ways))] if places and not np.isnan(ways).any() else UNKNOWN
    return found


def _grid(cells: pd.Series, rows: list[str], columns: list[str], absent: object) -> pd.DataFrame:
    """Set out pairs as rows and columns; a pair that is not listed takes the value of absent ones."""
    pairs = pd.MultiIndex.from_product([rows, columns])
    values = cells.reindex(pairs).astype(object).where(pairs.isin(cells.index), absent)
    return pd.DataFrame(values.to_numpy().reshape(len(rows), len(columns)), index=rows, columns=columns)

"""A service in its newest year: its places, all pairs of them, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.flows.published import texts
from diagnoza.flows.published.select import CELL, FAR, POWIAT_DIGITS, newest, published, tabled, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.flows.published.select import Case
    from diagnoza.grid import Cell


@dataclass(frozen=True)
class View:
    """
    One service in its newest year, as it may be shown.

    Attributes
    ----------
    service, year, label
        Identifier, year, Polish name.
    origins, destinations
        Places users live in, and places they are served in, in the order to be shown.
    names
        Printed name of each place.
    cells
        All pairs of both: origin, destination, users, low, high, residence, provider, verdict, status.
    totals, indicators
        Rows of `FlowTotals` and `FlowIndicators`.
    """

    service: str
    year: int
    label: str
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    names: Mapping[str, str]
    cells: pd.DataFrame
    totals: pd.DataFrame
    indicators: pd.DataFrame

    @property
    def key(self) -> str:
        """Its part of the keys of tables and figures."""
        return self.service.replace("_", "-")

    @property
    def members(self) -> list[str]:
        """Municipalities of the partnership."""
        return [code for code in self.origins if code not in FAR]

    @property
    def noun(self) -> texts.Noun:
        """How its users are called."""
        return texts.USERS.get(self.service, texts.PERSONS)

    @property
    def known(self) -> pd.DataFrame:
        """Pairs whose number is shown."""
        return self.cells[self.cells["status"].eq("shown") & self.cells["users"].notna()]

    @cached_property
    def _rows(self) -> dict[tuple[str, str], dict[Any, Any]]:
        return {(row["origin"], row["destination"]): row for row in self.cells.to_dict("records")}

    @cached_property
    def _sums(self) -> dict[str, dict[Any, Any]]:
        return {row["unit"]: row for row in self.totals.to_dict("records")}

    @cached_property
    def _measured(self) -> dict[tuple[str, str], dict[Any, Any]]:
        return {(row["indicator"], row["unit"]): row for row in self.indicators.to_dict("records")}

    @cached_property
    def _incomplete(self) -> set[tuple[str, str]]:
        told = self.cells[~self.cells["status"].isin(["not_reported", "undefined"])]
        untold = {*self.origins, *self.destinations} - {*told["origin"], *told["destination"]} - {*FAR}  # their users are those of OUT
        lacking = self.cells[self.cells["status"].eq("not_reported") & ~self.cells[["origin", "destination"]].isin(untold).any(axis=1)]
        return {("demand", code) for code in lacking["origin"]} | {("supply", code) for code in lacking["destination"]}

    def cell(self, origin: str, destination: str) -> dict[Any, Any]:
        """Find one pair; empty where it is not among the places."""
        return self._rows.get((origin, destination), {})

    def total(self, unit: str) -> dict[Any, Any]:
        """Find the sums of a place; empty where there are none."""
        return self._sums.get(unit, {})

    def indicator(self, name: str, unit: str) -> dict[Any, Any]:
        """Find an indicator of a place; empty where there is none."""
        return self._measured.get((name, unit), {})

    def least(self, unit: str, side: str) -> bool:
        """Tell whether a sum, demand or supply, is a lower bound: some of its parts nobody reported."""
        return (side, unit) in self._incomplete

    def summed(self, unit: str, side: str) -> Cell:
        """Give a sum as it is printed: a number, "≥ 32" where it is a lower bound, or the word in its place."""
        total = self.total(unit)
        if not total or polish.is_missing(total[side]):
            return texts.word(total.get(f"{side}_status", "not_reported"))
        return texts.at_least(total[side]) if self.least(unit, side) else float(total[side])


def services(case: Case) -> list[str]:
    """
    List the services with flows, in the order in which services are declared.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If no flows were delivered.
    """
    delivered = set(case.flows["service"])
    return [one for one in case.service_labels if one in delivered]


def views(case: Case) -> list[View]:
    """
    Give every service in its newest year.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If no flows were delivered.
    """
    return [view(case, service) for service in services(case)]


def view(case: Case, service: str) -> View:
    """
    Give one service in its newest year.

    Parameters
    ----------
    case, service
        The partnership; identifier of the service.
    """
    flows = published(case.flows, "flows")
    flows = flows[flows["service"].eq(service)]
    year = int(flows["year"].max())
    flows = flows[flows["year"].eq(year)]
    totals, indicators = (newest(tabled(case, name), service, year) for name in ("flow_totals", "flow_indicators"))
    origins, destinations = _places(flows, case.names)
    cells = _filled(flows, totals, origins, destinations)
    names = {code: unit_name(code, case) for code in {*origins, *destinations}}
    label = case.service_labels[service]
    return View(service, year, label, origins, destinations, names, cells, totals, indicators)


def _places(flows: pd.DataFrame, names: pd.Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Order the places: municipalities, powiats, outside, unknown; all but the first only where users are, or may be."""
    members = list(names.index)
    some = flows[flows["users"].gt(0) | flows["status"].eq("protected")]
    powiats = sorted(code for code in set(some["destination"]) if len(code) == POWIAT_DIGITS)
    ends = [[code for code in FAR if code in set(some[side])] for side in ("origin", "destination")]
    return (*members, *ends[0]), (*members, *powiats, *ends[1])


def _filled(flows: pd.DataFrame, totals: pd.DataFrame, origins: Sequence[str], destinations: Sequence[str]) -> pd.DataFrame:
    """
    Complete the pairs: one that nobody lists is 0 where either side reported anything, else not reported.

    Nor is one reported with a place that reports nothing and that no flow names, as that of a partner who joined later.
    """
    pairs = pd.MultiIndex.from_product([origins, destinations], names=["origin", "destination"]).to_frame(index=False)
    cells = pairs.merge(flows[["origin", "destination", *CELL, "verdict", "status"]], on=["origin", "destination"], how="left")
    reports = totals.set_index("unit")["reports"].to_dict() if "reports" in totals else {}
    lives = cells["origin"].map(lambda code: reports.get(code) in {"residence", "both"})
    serves = cells["destination"].map(lambda code: reports.get(code) in {"provider", "both"})
    untold = {code for code, reported in reports.items() if reported == "none"} - {*flows["origin"], *flows["destination"], *FAR}
    unlisted, nowhere = cells["status"].isna(), cells["origin"].isin(FAR) & cells["destination"].isin(FAR)
    nobody = unlisted & (lives | serves) & ~cells[["origin", "destination"]].isin(untold).any(axis=1)
    status = cells["status"].mask(unlisted, "not_reported").mask(nobody, "shown")
    users = cells["users"].mask(nobody, 0.0).mask(nowhere)
    verdict = cells["verdict"].fillna("")
    return cells.assign(users=users, status=status.mask(nowhere, "undefined"), verdict=verdict)


def labels(seen: Sequence[View]) -> dict[str, str]:
    """
    Name services by id, in their order.

    Parameters
    ----------
    seen
        Services.
    """
    return {view.service: view.label for view in seen}


def persons_count(view: View) -> str:
    """
    Say how many persons the numbers that are shown are about.

    Parameters
    ----------
    view
        A service.
    """
    return f"{texts.persons(view.known['users'].sum())} w przepływach z podaną liczbą"

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from diagnoza.catalogue import Service
from diagnoza.disclosure import Crosstab
from diagnoza.flows import protect as protecting
from diagnoza.flows.hidden import Matrix, publishable
from diagnoza.flows.indicators import indicators, printed
from diagnoza.flows.links import links
from diagnoza.flows.protect import FIGURES, Published, protect, smallest
from diagnoza.flows.reconcile import reconcile
from diagnoza.flows.use import use
from diagnoza.tables.flows import OUTSIDE, UNKNOWN, Capacity, FlowIndicators, FlowLinks, Flows, FlowTotals, FlowUse, UnitCosts
from flow_samples import NOWHERE, POWIAT, A, B, C, D, matrix, patchy, reports, simulated, units_of

SAMPLES = [(seed, members) for seed in range(5) for members in (3, 4, 6)]
HALF = {"net_balance": 0.5, "net_balance_inside": 0.5, "demand": 0.5, "supply": 0.5}
BY_HAND = matrix(
    {A: [120.0, 4, 0, 33, 12], B: [18.0, 77, 3, 0, 9], C: [25.0, 0, 41, 2, 30], D: [6.0, 11, 1, 52, 8], OUTSIDE: [14.0, 2, 0, 7, 0]},
    [A, B, C, D, OUTSIDE],
)


# The attack ------------------------------------------------------------------------------------------------------------------


class Attack:
    """What a reader can work out of the published tables of one service and year."""

    def __init__(self, published: Published) -> None:
        self.flows, self.totals = published.flows, published.totals.set_index("unit")
        self.units = sorted(set(self.totals.index) - set(NOWHERE))
        told = self.flows[~self.flows["status"].isin(["not_reported", "suppressed"])]
        self.at = {pair: i for i, pair in enumerate(zip(told["origin"], told["destination"], strict=True))}
        shown = told["users"].notna().to_numpy()
        users = told["users"].fillna(0).to_numpy()
        self.limits = [(number, number) if known else (0, 1e5) for number, known in zip(users, shown, strict=True)]
        self.left: list[np.ndarray] = []
        self.right: list[float] = []
        for unit, row in self.totals.iterrows():
            for name, line in (("demand", self.row(str(unit))), ("supply", self.column(str(unit)))):
                if row[f"{name}_status"] == "shown":
                    self.between(line, row[name], row[name])
        table = printed(indicators(published.flows, published.totals))
        partial = table["unit"].eq("") & table["flags"].str.contains("missing_reporter")  # of those that reported only
        for one in table[table["status"].eq("shown") & ~partial].itertuples():
            self.read(one)

    def line(self, chosen: Any) -> np.ndarray:
        return np.array([float(chosen(*pair)) for pair in self.at])

    def row(self, unit: str, *, placed: bool = False) -> np.ndarray:
        return self.line(lambda i, j: i == unit and not (placed and j == UNKNOWN))

    def column(self, unit: str, *, placed: bool = False) -> np.ndarray:
        return self.line(lambda i, j: j == unit and not (placed and i == UNKNOWN))

    def between(self, line: np.ndarray, low: float, high: float) -> None:
        self.left += [line, -line]
        self.right += [high + 1e-7, -low + 1e-7]

    def read(self, one: Any) -> None:
        """Turn a printed indicator into what it says of sums of flows."""
        units = [one.unit] if one.unit else self.units
        lines = [sum(of(unit, placed=True) for unit in units) for of in (self.row, self.column)]
        rows, columns = (np.asarray(line) for line in lines)
        own = self.line(lambda i, j: i == j and i in units)
        inside = self.line(lambda i, j: i in self.units and j in self.units and (i in units))
        come = self.line(lambda i, j: i in self.units and j in self.units and (j in units))
        parts = {
            "demand": (sum(self.row(unit) for unit in units), None),
            "supply": (sum(self.column(unit) for unit in units), None),
            "self_sufficiency": (own, rows),
            "local_use": (own, columns),
            "import_rate": (rows - own, rows),
            "export_rate": (columns - own, columns),
            "partnership_sufficiency": (inside, rows),
            "partnership_local_use": (come, columns),
            "net_balance": (columns - rows, None),
            "net_balance_inside": (come - inside, None),
            "effectiveness": (columns - rows, columns + rows - 2 * own),
            "supply_demand_ratio": (columns, rows),
            "dependency": (self.line(lambda i, j: i == one.unit and j == one.other), rows),
        }
        if one.indicator in parts and np.isfinite(one.value):
            part, whole = parts[one.indicator]
            half = HALF.get(one.indicator, 0.005)
            if whole is None:
                self.between(np.asarray(part), one.value - half, one.value + half)
            else:
                self.left += [part - (one.value + half) * whole, (one.value - half) * whole - part]
                self.right += [1e-7, 1e-7]

    def span(self, goal: np.ndarray) -> tuple[int, int]:
        known = {"A_ub": np.array(self.left), "b_ub": self.right} if self.left else {}
        ends = [linprog(sign * goal, **known, bounds=self.limits, method="highs") for sign in (1, -1)]
        assert all(end.success for end in ends), "what is published contradicts itself"
        return int(np.ceil(ends[0].fun - 1e-4)), int(np.floor(-ends[1].fun + 1e-4))


def found_out(published: Published, exact: pd.DataFrame, minimum: int) -> list[tuple[Any, ...]]:
    """List hidden flows and totals that can be told more closely than the minimum."""
    attack, told = Attack(published), []
    truth = exact.set_index(["origin", "destination"])["users"]
    hidden = published.flows[published.flows["status"].eq("protected")]
    for pair in zip(hidden["origin"], hidden["destination"], strict=True):
        low, high = attack.span(attack.line(lambda i, j, pair=pair: (i, j) == pair))
        assert low <= truth.get(pair, 0) <= high
        if high - low < minimum:
            told.append((*pair, truth.get(pair, 0), low, high))
    for name, line in (("demand", attack.row), ("supply", attack.column)):
        for unit in published.totals.loc[published.totals[f"{name}_status"].eq("protected"), "unit"]:
            low, high = attack.span(line(unit))
            if high - low < minimum:
                told.append((name, unit, low, high))
    return told


@pytest.mark.parametrize(("seed", "members"), SAMPLES)
@pytest.mark.parametrize("minimum", [5, 10])
def test_no_hidden_flow_can_be_told_from_all_that_is_published(seed: int, members: int, minimum: int) -> None:
    told = simulated(seed, members)
    exact = reconcile(told)
    published = protect(exact, units_of(told), {"library": minimum})
    assert published.flows["status"].eq("protected").any()
    assert found_out(published, exact, minimum) == []


@pytest.mark.parametrize(("seed", "members"), [(seed, members) for seed in range(5) for members in (2, 3, 5)])
def test_nor_where_some_are_silent_and_some_withhold(seed: int, members: int) -> None:
    told, units = patchy(seed, members), units_of(simulated(seed, members))
    exact = reconcile(told)
    published = protect(exact, units, {"library": 10})
    assert published.flows["status"].eq("protected").any()
    assert found_out(published, exact, 10) == []


def test_a_total_of_which_every_flow_is_shown_is_shown() -> None:
    users = np.array([[33, 1, 0], [0, 0, 5], [0, 0, 0]])
    may = publishable(users, (users > 0) & (users < 10), np.zeros_like(users, dtype=bool), 10)
    assert may[0, 0]
    assert may[-1, 0]
    assert not may[-1, 1]


@pytest.mark.parametrize(("seed", "members"), SAMPLES[:6])
def test_the_attack_succeeds_where_only_small_flows_are_left_out(seed: int, members: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def alone(_: Any, small: np.ndarray, __: Any, ___: int) -> np.ndarray:
        return np.pad(~small, ((0, 1), (0, 1)), constant_values=True)

    monkeypatch.setattr(protecting, "publishable", alone)
    exact = reconcile(simulated(seed, members))
    assert len(found_out(protect(exact, units_of(exact), {}), exact, 5)) > 3


def test_a_table_of_five_by_four_as_reports_have_it() -> None:
    exact = reconcile(reports(BY_HAND))
    published = protect(exact, [A, B, C, D], {})
    small = {(A, B), (B, C), (C, D), (D, C), (OUTSIDE, B)}
    hidden = published.flows[published.flows["status"].eq("protected")]
    pairs = set(zip(hidden["origin"], hidden["destination"], strict=True))
    assert pairs > small
    assert len(pairs) <= 12
    assert found_out(published, exact, 5) == []
    assert published.totals.set_index("unit")["demand"].to_dict() == {A: 169, B: 107, C: 98, D: 78, OUTSIDE: 23, UNKNOWN: 0}


@pytest.mark.parametrize("rows", [[[3, 0], [0, 0]], [[3, 2], [0, 0]], [[4, 4], [4, 4]], [[3, 0], [0, 900]], [[1, 800], [900, 700]]])
def test_small_totals_are_left_out_with_others_or_with_everything(rows: list[list[int]]) -> None:
    users = np.array(rows)
    small = (users > 0) & (users < 5)
    may = publishable(users, small, np.zeros_like(small), 5)
    assert not may[:-1, :-1][small].any()
    sums = [users.sum(axis=1), users.sum(axis=0)]
    for total, shown in zip(sums, (may[:-1, -1], may[-1, :-1]), strict=True):
        assert not (shown & (total > 0) & (total < 5)).any()
        assert (shown | (total > 0)).all(), "nobody is no secret where a whole row is empty"
    hidden = sorted(int((~shown).sum()) for shown in (may[:-1, -1], may[-1, :-1]))
    assert hidden != [0, 1], "the other totals give the sum of all, and it gives the one that is hidden"


def test_a_flow_that_cannot_be_protects_no_other() -> None:
    users = np.array([[3, 20], [40, 30]])
    fixed = np.zeros((2, 3), dtype=bool)
    fixed[:, 2] = True
    wide = publishable(np.column_stack([users, [0, 0]]), np.column_stack([users < 5, [False, False]]), fixed, 5)
    assert wide[:-1, 2].all()
    assert not wide[:2, :2].any()


def test_searching_bounds_of_a_crosstab_is_as_before() -> None:
    counts = np.array([[3, 20, 23], [40, 30, 70], [43, 50, 93]])
    shown = np.ones((3, 3), dtype=bool)
    shown[0, 0] = False
    for one, other in zip(Matrix(counts, shown).bounds(shown), Crosstab(counts, shown).bounds(shown), strict=True):
        assert (one == other).all()


# What is shown, and what is not ----------------------------------------------------------------------------------------------


def test_hidden_flows_are_hidden_with_both_reports_and_the_verdict() -> None:
    told = simulated(1, 5)
    published = protect(reconcile(told), units_of(told), {})
    hidden = published.flows["status"].eq("protected")
    assert published.flows.loc[hidden, list(FIGURES)].isna().all(axis=None)
    assert published.flows.loc[hidden, "verdict"].eq("").all()
    shown = published.flows[published.flows["status"].eq("shown")]
    assert not ((shown[list(FIGURES)] > 0) & (shown[list(FIGURES)] < 5)).any(axis=None)
    assert shown["users"].notna().all()
    sums = published.totals[["demand", "supply"]]
    assert not ((sums > 0) & (sums < 5)).any(axis=None)


def test_one_small_report_hides_the_flow_and_a_withheld_one_too() -> None:
    residence = {(i, j): 60.0 for i in (A, B, C) for j in (A, B, C)} | {(A, B): 3.0, (B, C): "suppressed"}
    provider = {(i, j): 60.0 for i in (A, B, C) for j in (A, B, C)} | {(A, B): 9.0, (B, C): 12.0}
    published = protect(reconcile(reports(residence, provider)), [A, B, C], {})
    status = published.flows.set_index(["origin", "destination"])["status"]
    assert status[A, B] == status[B, C] == "protected"
    assert status[A, A] == "shown"


def test_what_everybody_withheld_stays_marked_and_what_nobody_reports_too() -> None:
    cells = {(i, j): 60.0 for i in (A, B) for j in (A, B)}
    published = protect(reconcile(reports(cells | {(A, B): "suppressed"}, cells | {(A, B): None})), [A, B], {})
    flows = published.flows.set_index(["origin", "destination"])
    assert flows.loc[(A, B), ["status", "verdict"]].tolist() == ["suppressed", "missing"]
    assert flows.loc[(A, OUTSIDE), ["status", "verdict"]].tolist() == ["not_reported", "missing"]
    assert flows.loc[(A, UNKNOWN), ["status", "users"]].tolist() == ["shown", 0]
    assert published.totals.set_index("unit").loc[A, "demand"] == 60


def test_a_table_without_small_numbers_is_whole_and_lists_every_pair() -> None:
    cells = matrix({A: [50.0, 20, 9], B: [30.0, 40, 8], OUTSIDE: [10.0, 0, 0]}, [A, B, OUTSIDE])
    exact = reconcile(reports(cells))
    published = protect(exact, [A, B, POWIAT], {})
    assert not published.flows["status"].eq("protected").any()
    assert len(published.flows) == 2 * 4 + 2 * 2, "nobody names the powiat"
    assert published.flows["users"].sum() == sum(float(users or 0) for users in cells.values() if not isinstance(users, str))
    stated = published.flows.merge(exact, on=["origin", "destination"], suffixes=("", "_exact"))
    assert (stated["users"] == stated["users_exact"]).all()


def test_weighted_means_are_published_in_whole_persons_that_add_up() -> None:
    told = simulated(2, 4)
    exact = reconcile(told, weights=pd.Series(1.0, index=units_of(told)))
    assert (exact["users"] % 1 > 0).any()
    published = protect(exact, units_of(told), {})
    assert (published.flows["users"].dropna() % 1 == 0).all()
    assert (published.totals["demand"].dropna() % 1 == 0).all()
    assert found_out(published, exact.assign(users=np.floor(exact["users"] + 0.5)), 5) == []


def test_every_table_keeps_to_its_declaration_and_nothing_changes_what_it_is_given() -> None:
    told = pd.concat([simulated(seed, 5, service=service) for seed, service in enumerate(("library", "nursery"))])
    exact = reconcile(told)
    before = exact.copy()
    published = protect(exact, units_of(told), {"nursery": 10})
    pd.testing.assert_frame_equal(exact, before)
    Flows.validate(published.flows)
    FlowTotals.validate(published.totals)
    table = indicators(published.flows, published.totals)
    FlowIndicators.validate(table)
    FlowLinks.validate(links(published.flows, published.totals))
    assert {"shown", "protected"} <= set(table["status"])


@pytest.mark.parametrize("seed", range(4))
def test_a_range_is_told_only_where_nothing_of_the_place_is_left_out(seed: int) -> None:
    told = simulated(seed, 6)
    published = protect(reconcile(told), units_of(told), {})
    hidden = published.flows[published.flows["status"].eq("protected")]
    table = indicators(published.flows, published.totals)
    of_residents = table["indicator"].isin(
        ["self_sufficiency", "import_rate", "partnership_sufficiency", "demand", "dependency", "net_balance"]
    )
    dark = table[of_residents & table["unit"].isin(hidden["origin"])]
    assert len(dark) > 3
    assert dark[["low", "high"]].isna().all(axis=None)


def test_social_and_health_services_and_sensitive_ones_need_ten() -> None:
    services = [
        Service("library", "Biblioteka", "kultura"),
        Service("senior_care", "Opieka", "sprawy_spoleczne"),
        Service("clinic", "POZ", "zdrowie"),
        Service("support", "Wsparcie", "edukacja", sensitive=True),
    ]
    assert smallest(services) == {"library": 5, "senior_care": 10, "clinic": 10, "support": 10}


# Load ------------------------------------------------------------------------------------------------------------------------


def capacity(rows: list[tuple[str, float, float]], year: int = 2020) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["unit", "capacity", "waiting"])
    return pd.DataFrame(Capacity.validate(table.assign(service="library", year=year)))


def costs(unit_cost: dict[str, float]) -> pd.DataFrame:
    table = pd.DataFrame({"unit": list(unit_cost), "unit_cost": list(unit_cost.values())}).assign(service="library", year=2020)
    return pd.DataFrame(UnitCosts.validate(table.assign(**dict.fromkeys(["fixed", "variable", "fee", "grant"], np.nan))))


def test_users_against_places_and_few_who_wait_are_not_told() -> None:
    cells = matrix({A: [90.0, 30, 0], B: [0.0, 40, 20], C: [5.0, 50, 0]}, [A, B, C])
    published = protect(reconcile(reports(cells)), [A, B, C], {})
    table = use(published.totals, capacity([(A, 100, 0), (B, 100, 3), (C, 0, 7), (D, 20, 12)]), costs({A: 1500}), {})
    FlowUse.validate(table)
    table = table.set_index("unit")
    assert table["served"].dropna().to_dict() == {A: 95, B: 120, C: 20}
    assert table["utilisation"].dropna().to_dict() == {A: 0.95, B: 1.2}
    assert table["waiting"].dropna().to_dict() == {A: 0, C: 7, D: 12}
    assert table["unit_cost"].dropna().to_dict() == {A: 1500}
    strict = use(published.totals, capacity([(C, 0, 7)]), costs({}), {"library": 10}).set_index("unit")
    assert np.isnan(strict.loc[C, "waiting"])


def test_users_are_told_of_providers_that_reported_and_years_are_not_mixed() -> None:
    exact = reconcile(reports({(A, A): 50.0, (A, B): 30.0}, {(A, A): 50.0, (B, A): 20.0}))
    published = protect(exact, [A, B], {})
    table = use(published.totals, capacity([(A, 100, 0)], year=2021), costs({}), {}).set_index(["unit", "year"])
    assert table.loc[(A, 2020), "served"] == 70
    assert np.isnan(table.loc[(B, 2020), "served"])
    assert table["utilisation"].isna().all()

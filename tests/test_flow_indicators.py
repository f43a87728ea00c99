from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from diagnoza.flows.indicators import INDICATORS, indicators, printed, rankable
from diagnoza.flows.protect import complete
from diagnoza.flows.reconcile import reconcile
from diagnoza.flows.totals import totals
from diagnoza.tables.flows import OUTSIDE, UNKNOWN, FlowIndicators
from flow_samples import POWIAT, A, B, C, D, matrix, reports, simulated, units_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flow_samples import Pair, Told

PLACES = [A, B, C, POWIAT, OUTSIDE, UNKNOWN]
ROWS: dict[str, list[Told]] = {
    A: [60.0, 20, 0, 10, 10, 0],
    B: [10.0, 50, 20, 0, 15, 5],
    C: [0.0, 5, 0, 5, 10, 0],
    OUTSIDE: [30.0, 0, 5, 15, 0, 0],
    UNKNOWN: [0.0, 5, 0, 0, 0, 0],
}
UNITS = [A, B, C, POWIAT]


def measured(told: pd.DataFrame, units: list[str] | None = None, targets: pd.DataFrame | None = None) -> pd.DataFrame:
    exact = reconcile(told)
    table = indicators(exact, totals(exact, units or units_of(exact)), targets)
    return FlowIndicators.validate(table)


def value(table: pd.DataFrame, indicator: str, unit: str = "", what: str = "value") -> Any:
    rows = table[table["indicator"].eq(indicator) & table["unit"].eq(unit) & table["service"].ne("")]
    return rows[what].item()


def given(table: pd.DataFrame, indicator: str, what: str = "value") -> dict[str, Any]:
    rows = table[table["indicator"].eq(indicator) & table["unit"].ne("") & table["service"].ne("")]
    return dict(zip(rows["unit"], rows[what], strict=True))


@pytest.fixture(scope="module")
def by_hand() -> pd.DataFrame:
    return measured(reports(matrix(ROWS, PLACES)))


def near(found: dict[str, float], expected: dict[str, float]) -> bool:
    return found == pytest.approx(expected, abs=1e-12)


# One table by hand -----------------------------------------------------------------------------------------------------------


def test_who_uses_and_who_is_served(by_hand: pd.DataFrame) -> None:
    assert near(given(by_hand, "demand"), {A: 100, B: 100, C: 20})
    assert near(given(by_hand, "supply"), {A: 100, B: 80, C: 25, POWIAT: 30})
    assert value(by_hand, "demand") == 220
    assert value(by_hand, "supply") == 235


def test_self_sufficiency_without_users_of_unknown_place_and_its_bounds(by_hand: pd.DataFrame) -> None:
    assert near(given(by_hand, "self_sufficiency"), {A: 60 / 100, B: 50 / 95, C: 0})
    assert near(given(by_hand, "self_sufficiency", "low"), {A: 60 / 100, B: 50 / 100, C: 0})
    assert near(given(by_hand, "self_sufficiency", "high"), {A: 60 / 100, B: 55 / 100, C: 0})
    assert near(given(by_hand, "import_rate"), {A: 40 / 100, B: 45 / 95, C: 1})
    assert near(given(by_hand, "import_rate", "low"), {A: 40 / 100, B: 45 / 100, C: 1})
    assert value(by_hand, "self_sufficiency") == pytest.approx(110 / 215, abs=1e-12)


def test_local_use(by_hand: pd.DataFrame) -> None:
    assert near(given(by_hand, "local_use"), {A: 60 / 100, B: 50 / 75, C: 0})
    assert near(given(by_hand, "local_use", "low"), {A: 60 / 100, B: 50 / 80, C: 0})
    assert near(given(by_hand, "local_use", "high"), {A: 60 / 100, B: 55 / 80, C: 0})
    assert near(given(by_hand, "export_rate"), {A: 40 / 100, B: 25 / 75, C: 1})


def test_how_far_the_partnership_suffices(by_hand: pd.DataFrame) -> None:
    assert near(given(by_hand, "partnership_sufficiency"), {A: 90 / 100, B: 80 / 95, C: 10 / 20})
    assert value(by_hand, "partnership_sufficiency") == pytest.approx(180 / 215, abs=1e-12)
    assert value(by_hand, "partnership_sufficiency", what="low") == pytest.approx(180 / 220, abs=1e-12)
    assert near(given(by_hand, "partnership_local_use"), {A: 70 / 100, B: 75 / 75, C: 20 / 25, POWIAT: 15 / 30})
    assert value(by_hand, "partnership_local_use") == pytest.approx(180 / 230, abs=1e-12)


def test_balances(by_hand: pd.DataFrame) -> None:
    assert near(given(by_hand, "net_balance"), {A: 40 - 40, B: 25 - 45, C: 25 - 20})
    assert near(given(by_hand, "net_balance", "low"), {A: 0, B: 25 - 50, C: 5})
    assert near(given(by_hand, "net_balance", "high"), {A: 0, B: 30 - 45, C: 5})
    assert near(given(by_hand, "net_balance_inside"), {A: 10 - 30, B: 25 - 30, C: 20 - 10, POWIAT: 15})
    assert value(by_hand, "net_balance") == 50 - 35
    assert value(by_hand, "net_balance", what="low") == 50 - 35 - 5
    assert near(given(by_hand, "effectiveness"), {A: 0, B: -20 / 70, C: 5 / 45})
    assert near(given(by_hand, "supply_demand_ratio"), {A: 1, B: 75 / 95, C: 25 / 20})


def test_dependency_on_one_partner(by_hand: pd.DataFrame) -> None:
    assert near(given(by_hand, "dependency"), {A: 20 / 100, B: 20 / 95, C: 5 / 20})
    assert given(by_hand, "dependency", "other") == {A: B, B: C, C: B}
    assert value(by_hand, "dependency", B, "low") == pytest.approx(20 / 100, abs=1e-12)
    assert given(by_hand, "dependency", "flags") == {A: "", B: "", C: "tie"}


def test_a_municipality_is_dominated_by_one_that_draws_more(by_hand: pd.DataFrame) -> None:
    assert given(by_hand, "dominant_destination") == {A: 1, B: 0, C: 1}
    assert given(by_hand, "dominant_destination", "other") == {A: B, B: C, C: B}


def test_a_tie_goes_to_who_draws_more_then_to_the_lower_code() -> None:
    rows: dict[str, list[Told]] = {A: [50.0, 20, 20, 0], B: [0.0, 9, 0, 0], C: [0.0, 0, 9, 0], D: [5.0, 0, 1, 9]}
    table = measured(reports(matrix(rows, [A, B, C, D])))
    assert value(table, "dominant_destination", A, "other") == C
    rows[D] = [5.0, 1, 1, 9]
    assert value(measured(reports(matrix(rows, [A, B, C, D]))), "dominant_destination", A, "other") == B


def test_concentration_of_those_who_leave_with_outside_as_one_place_or_many(by_hand: pd.DataFrame) -> None:
    assert near(given(by_hand, "concentration"), {A: 600 / 1600, B: 725 / 2025, C: 150 / 400})
    assert near(given(by_hand, "concentration", "low"), {A: 500 / 1600, B: 500 / 2025, C: 50 / 400})
    assert given(by_hand, "concentration", "flags") == dict.fromkeys([A, B, C], "bound")


def test_reciprocity_of_all_flows_between_municipalities(by_hand: pd.DataFrame) -> None:
    assert value(by_hand, "reciprocity") == pytest.approx(2 * (10 + 5) / (20 + 10 + 20 + 5), abs=1e-12)
    even = measured(reports(matrix({A: [9.0, 4], B: [4.0, 9]}, [A, B])))
    assert value(even, "reciprocity") == 1
    assert value(measured(reports(matrix({A: [9.0, 4], B: [0.0, 9]}, [A, B]))), "reciprocity") == 0


def test_participation_where_it_is_known_whom_a_service_is_for() -> None:
    targets = pd.DataFrame({"service": "library", "year": 2020, "unit": [A, B, "9999999"], "persons": [400.0, np.nan, 7.0]})
    table = measured(reports(matrix(ROWS, PLACES)), targets=targets)
    assert given(table, "participation") == {A: 100 / 400}
    nobody = measured(reports(matrix(ROWS, PLACES)), targets=targets.assign(persons=0.0))
    assert given(nobody, "participation", "status") == {A: "undefined", B: "undefined"}


def test_every_indicator_of_places_is_described(by_hand: pd.DataFrame) -> None:
    assert set(by_hand["indicator"]) | {"participation", "link_strength", "pair_reciprocity", "utilisation", "waiting"} == set(INDICATORS)
    assert all(one.label and one.unit and one.formula and one.source for one in INDICATORS.values())


def test_rates_are_printed_to_a_hundredth_and_persons_whole(by_hand: pd.DataFrame) -> None:
    table = printed(by_hand)
    assert value(table, "self_sufficiency", B) == 0.53
    assert value(table, "concentration", A) == 0.38
    assert value(printed(by_hand.assign(value=2.5)), "net_balance", B) == 3


# What is missing, nothing, or not certain ------------------------------------------------------------------------------------


def test_nobody_who_uses_has_no_rate_and_no_supply_is_no_self_sufficiency() -> None:
    table = measured(reports(matrix({A: [10.0, 0, 5], B: [6.0, 0, 0], C: [0.0, 0, 0]}, [A, B, OUTSIDE])), [A, B, C])
    for name in ("self_sufficiency", "partnership_sufficiency", "dependency", "dominant_destination", "concentration"):
        assert value(table, name, C, "status") == "undefined", name
        assert np.isnan(value(table, name, C))
    assert value(table, "demand", C) == 0
    assert value(table, "local_use", B, "status") == "undefined"
    assert value(table, "self_sufficiency", B) == 0


def test_a_dispute_widens_the_range() -> None:
    told = reports({(A, A): 60.0, (A, B): 20.0, (A, OUTSIDE): 20.0}, {(A, A): 50.0, (A, B): 30.0, (B, B): 10.0, (OUTSIDE, A): 1.0})
    table = measured(told, [A, B])
    assert value(table, "self_sufficiency", A) == 50 / 100
    assert value(table, "self_sufficiency", A, "low") == 50 / (50 + 30 + 20)
    assert value(table, "self_sufficiency", A, "high") == 60 / (60 + 20 + 20)
    assert value(table, "dependency", A, "high") == 30 / (30 + 50 + 20)
    assert [value(table, "net_balance", A, what) for what in ("low", "value", "high")] == [1 - 50, 1 - 50, 1 - 40]


def test_a_silent_municipality_is_left_out_and_the_others_are_told() -> None:
    told = reports({(A, A): 60.0, (A, B): 20.0, (A, OUTSIDE): 20.0}, {(A, A): 60.0, (B, A): 15.0, (OUTSIDE, A): 5.0})
    table = measured(told, [A, B])
    assert value(table, "self_sufficiency", B, "status") == "not_reported"
    assert value(table, "self_sufficiency", A) == 0.6
    assert value(table, "self_sufficiency", A, "flags") == ""
    assert value(table, "demand", B) == 15
    assert value(table, "demand", B, "flags") == "bound,missing_reporter"
    assert np.isnan(value(table, "demand", B, "high"))
    assert value(table, "self_sufficiency") == 0.6
    assert value(table, "self_sufficiency", what="flags") == "missing_reporter"
    assert not rankable(table)[table["unit"].eq(B)].any()
    assert rankable(table)[table["unit"].eq(A) & table["indicator"].eq("self_sufficiency")].all()


def test_where_nobody_was_asked_about_outside_self_sufficiency_is_an_upper_bound() -> None:
    cells: dict[Pair, Told] = {(A, A): 60.0, (A, B): 20.0, (B, B): 30.0, (B, A): 10.0}
    table = measured(reports(cells))
    assert [value(table, "self_sufficiency", A, what) for what in ("low", "value", "high", "flags")] == [0, 0.75, 0.75, "bound"]
    assert value(table, "partnership_sufficiency", A, "status") == "not_reported"
    asked = measured(reports(cells | {(A, OUTSIDE): 0.0, (OUTSIDE, A): 0.0}))
    assert [value(asked, "self_sufficiency", unit, what) for unit in (A, B) for what in ("low", "flags")] == [0.75, "", 0.75, ""]
    assert value(asked, "partnership_sufficiency", B) == 1


def test_who_serves_nobody_is_not_waited_for() -> None:
    cells: dict[Pair, Told] = {(A, A): 60.0, (A, OUTSIDE): 20.0, (B, A): 40.0, (B, OUTSIDE): 10.0}
    table = measured(reports(cells, {(A, A): 60.0, (B, A): 40.0, (OUTSIDE, A): 5.0}), [A, B])
    assert [value(table, "net_balance", B, what) for what in ("low", "value", "high", "flags")] == [-50, -50, -50, ""]
    assert value(table, "self_sufficiency", B) == 0
    assert value(table, "local_use", B, "status") == "undefined"
    assert value(table, "net_balance") == 5 - 30
    assert value(table, "net_balance", what="flags") == ""


def test_more_than_a_tenth_unknown_is_not_ranked() -> None:
    cells: dict[Pair, Told] = {(A, A): 80.0, (A, OUTSIDE): 10.0, (A, UNKNOWN): 10.0, (B, B): 79.0, (B, OUTSIDE): 10.0, (B, UNKNOWN): 11.0}
    table = measured(reports(cells | {(OUTSIDE, A): 0.0}))
    assert given(table, "self_sufficiency", "flags") == {A: "", B: "many_unknown"}
    assert rankable(table)[table["indicator"].eq("self_sufficiency")].tolist() == [False, True, False]


def test_what_a_reporter_withheld_makes_the_rest_a_bound() -> None:
    told = reports({(A, A): 60.0, (A, B): "suppressed", (A, OUTSIDE): 40.0, (B, B): 9.0}, {(A, A): 60.0, (A, B): None, (B, B): 9.0})
    table = measured(told, [A, B])
    assert [value(table, "self_sufficiency", A, what) for what in ("low", "value", "high", "flags")] == [0, 0.6, 0.6, "bound"]
    assert value(table, "concentration", A, "status") == "not_reported"


# Properties ------------------------------------------------------------------------------------------------------------------


def naive(cells: Mapping[Pair, float], units: list[str]) -> dict[tuple[str, str], float]:
    """The second way: loops over a table that is whole."""
    members = [unit for unit in units if unit != POWIAT]
    found: dict[tuple[str, str], float] = {}
    inflow = {j: sum(cells[i, j] for i in members if i != j) for j in units}
    for i in members:
        row = sum(cells[i, j] for j in [*units, OUTSIDE])
        column = sum(cells[j, i] for j in [*members, OUTSIDE])
        away = {j: cells[i, j] for j in units if j != i}
        leave, come = row - cells[i, i], column - cells[i, i]
        best = min(away, key=lambda j: (-away[j], -inflow[j], j))
        found |= {("self_sufficiency", i): cells[i, i] / row, ("local_use", i): cells[i, i] / column}
        found |= {("partnership_sufficiency", i): (row - cells[i, OUTSIDE]) / row, ("net_balance", i): come - leave}
        found |= {("effectiveness", i): (come - leave) / (come + leave), ("supply_demand_ratio", i): column / row}
        found |= {("dependency", i): away[best] / row, ("dominant_destination", i): float(inflow[best] > inflow[i])}
        found["concentration", i] = (sum(users**2 for users in away.values()) + cells[i, OUTSIDE] ** 2) / leave**2
    for j in units:
        found["net_balance_inside", j] = inflow[j] - sum(cells[j, k] for k in units if j not in {POWIAT, k})
    pairs = list(permutations(members, 2))
    found["reciprocity", ""] = sum(min(cells[i, j], cells[j, i]) for i, j in pairs) / sum(cells[i, j] for i, j in pairs)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_all_agrees_with_loops(seed: int) -> None:
    exact = reconcile(simulated(seed, 6))
    table = measured(simulated(seed, 6)).set_index(["indicator", "unit"])["value"]
    cells = dict(zip(zip(exact["origin"], exact["destination"], strict=True), exact["users"], strict=True))
    for key, expected in naive(cells, units_of(exact)).items():
        assert table[key] == pytest.approx(expected, abs=1e-12), key


@pytest.mark.parametrize("seed", range(6))
def test_what_must_hold_for_any_flows(seed: int) -> None:
    table = measured(simulated(seed, 5))
    shown = table[table["status"].eq("shown")]
    wide = table.pivot(index=["service", "unit"], columns="indicator", values="value")
    assert wide.drop(index="", level="unit")["net_balance_inside"].sum() == 0
    assert (wide["self_sufficiency"] + wide["import_rate"]).dropna().to_numpy() == pytest.approx(1, abs=1e-12)
    assert (shown["low"].isna() | (shown["low"] <= shown["value"] + 1e-9)).all()
    assert (shown["high"].isna() | (shown["value"] <= shown["high"] + 1e-9)).all()
    assert shown[["low", "high"]].notna().mean().min() > 0.8
    assert table.loc[~table["status"].eq("shown"), ["value", "low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("seed", range(3))
def test_other_codes_change_places_only(seed: int) -> None:
    told = simulated(seed, 5)
    new = dict(zip(units_of(told), [*reversed(units_of(told)[1:]), POWIAT], strict=True))
    new |= {POWIAT: POWIAT, **dict(zip(units_of(told)[1:], reversed(units_of(told)[1:]), strict=True))}
    names = ["origin", "destination"]
    turned = measured(told.assign(**{name: told[name].replace(new) for name in names}))
    table = measured(told)
    table = table.assign(unit=table["unit"].replace(new), other=table["other"].replace(new))
    keys = ["service", "unit", "indicator"]
    kept = ~table["flags"].str.contains("tie")
    one, other = (part.set_index(keys).sort_index() for part in (table[kept], turned[~turned["flags"].str.contains("tie")]))
    pd.testing.assert_frame_equal(one, other, check_exact=False, rtol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_ten_times_the_users_leave_every_ratio(seed: int) -> None:
    told = simulated(seed, 5)
    once, tenfold = measured(told), measured(told.assign(users=told["users"] * 10))
    persons = once["indicator"].map(lambda name: INDICATORS[name].unit == "osób")
    figures = ["value", "low", "high"]
    pd.testing.assert_frame_equal(once.loc[~persons, figures], tenfold.loc[~persons, figures], rtol=1e-12)
    pd.testing.assert_frame_equal(once.loc[persons, figures] * 10, tenfold.loc[persons, figures], rtol=1e-12)
    assert once["other"].equals(tenfold["other"])


@pytest.mark.parametrize("seed", range(4))
def test_two_partners_that_merge_never_keep_fewer_of_their_residents(seed: int) -> None:
    exact = reconcile(simulated(seed, 5, powiat=False))
    one, other = units_of(exact)[:2]
    merged = exact.assign(**{end: exact[end].replace({other: one}) for end in ("origin", "destination")})
    keys = ["service", "year", "origin", "destination", "verdict", "status", "residence_said", "provider_said"]
    merged = merged.assign(verdict="agree").groupby(keys, as_index=False).sum()
    before, after = (indicators(flows, totals(flows, units_of(flows))) for flows in (exact, merged))
    demand = {unit: value(before, "demand", unit) for unit in (one, other)}
    unknown = exact[exact["destination"].eq(UNKNOWN)].set_index("origin")["users"]
    placed = {unit: demand[unit] - unknown[unit] for unit in (one, other)}
    pooled = sum(value(before, "self_sufficiency", unit) * placed[unit] for unit in (one, other)) / sum(placed.values())
    assert value(after, "self_sufficiency", one) >= pooled - 1e-12
    assert value(after, "partnership_sufficiency") == pytest.approx(value(before, "partnership_sufficiency"), abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_flows_that_are_listed_as_0_or_not_reported_say_what_unlisted_ones_say(seed: int) -> None:
    told = simulated(seed, 5)
    random = np.random.default_rng(seed)
    silent = random.choice(units_of(told), 2)
    told = told[
        ~(told["origin"].isin(silent[:1]) & told["side"].eq("residence"))
        & ~(told["destination"].isin(silent) & told["side"].eq("provider"))
    ]
    sparse = reconcile(told[told["users"].gt(0) | (random.random(len(told)) < 0.3)])
    units = units_of(simulated(seed, 5))
    whole = complete(sparse, units)
    pd.testing.assert_frame_equal(totals(sparse, units), totals(whole, units))
    pd.testing.assert_frame_equal(*(indicators(table, totals(table, units)) for table in (sparse, whole)))


# Several services ------------------------------------------------------------------------------------------------------------


def test_services_of_a_year_are_added_up_once_there_are_two() -> None:
    schools = reports(matrix({A: [10.0, 10], B: [0.0, 40]}, [A, B]) | {(A, OUTSIDE): 0.0, (OUTSIDE, A): 0.0}, service="school")
    libraries = reports(matrix({A: [50.0, 0], B: [30.0, 0]}, [A, B]) | {(A, OUTSIDE): 0.0, (OUTSIDE, A): 0.0})
    table = measured(pd.concat([schools, libraries, libraries.assign(year=2021)]))
    together = table[table["service"].eq("") & table["year"].eq(2020)].set_index(["unit", "indicator"])["value"]
    assert together[A, "demand"] == 70
    assert together[A, "self_sufficiency"] == 60 / 70
    assert together[B, "net_balance"] == 10 - 30
    assert together["", "self_sufficiency"] == 100 / 140
    assert not (table["service"].eq("") & table["year"].eq(2021)).any()
    silent = measured(pd.concat([schools, libraries[libraries["origin"].ne(B) & libraries["destination"].ne(B)]]))
    assert silent[silent["service"].eq("") & silent["unit"].eq(B)].set_index("indicator").loc["demand", "status"] == "not_reported"

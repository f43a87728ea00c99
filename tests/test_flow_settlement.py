from __future__ import annotations

import itertools

import pandas as pd
import pytest

from diagnoza.flows.mutual import mutual_benefit
from diagnoza.flows.settlement import positions, rates, settle
from diagnoza.tables import flows as tables
from flow_money import MEMBERS, NAN, OUT, UNKNOWN, A, B, C, P, Users, cost_rows, flow_rows, keeps, random_costs, random_users

COSTS = {A: (0.0, 0.0, 900.0, 100.0, 300.0), B: (0.0, 0.0, 1200.0, 100.0, 300.0)}  # A bears 500 zł a user itself, B 800 zł
UNITS = (*MEMBERS, P)


def settled(users: Users, costs: dict[str, tuple[float, ...]] = COSTS, basis: str = "statute", **options: object) -> pd.DataFrame:
    return keeps(settle(flow_rows(users, **options), cost_rows(costs), UNITS, {"library": basis}), tables.Settlement)  # type: ignore[arg-type]


def one(table: pd.DataFrame, **keys: object) -> pd.Series:
    rows = table[(table[list(keys)] == pd.Series(keys)).all(axis=1)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_municipality_bears_the_cost_of_its_residents_less_fee_and_grant() -> None:
    row = one(settled({(A, A): 50, (A, B): 10}, spread=2), service="library")
    assert (row["payer"], row["payee"], row["users"], row["rate"]) == (A, B, 10, 800)
    assert (row["amount"], row["low"], row["high"], row["status"]) == (8000, 8000, 9600, "shown")


def test_both_directions_are_set_against_each_other_and_the_range_may_turn_the_sign() -> None:
    table = settled({(A, B): 10, (B, A): 15}, spread=2)  # 8 000 zł one way and 7 500 zł the other
    row = one(table, service="")
    assert (row["payer"], row["payee"], row["amount"]) == (A, B, 500)
    assert (row["low"], row["high"]) == (8000 - 17 * 500, 12 * 800 - 7500)
    turned = one(settled({(A, B): 10, (B, A): 20}, spread=2), service="")
    assert (turned["payer"], turned["amount"], turned["low"], turned["high"]) == (B, 2000, 10000 - 9600, 22 * 500 - 8000)


def test_services_are_netted_on_their_own_basis_only() -> None:
    flows = pd.concat([flow_rows({(A, B): 10}, service=name) for name in ("kindergarten", "library", "bus")])
    costs = pd.concat([cost_rows(COSTS, service=name) for name in ("kindergarten", "library", "bus")])
    table = settle(flows, costs, UNITS, {"kindergarten": "statute", "library": "none"})
    netted = table[table["service"].eq("")]
    assert dict(zip(netted["basis"], netted["amount"], strict=True)) == {"statute": 8000, "value": 16000}
    placed = keeps(positions(table, UNITS), tables.SettlementPositions)
    assert one(placed, basis="statute", unit=B)["position"] == 8000  # what is only of value is no money due
    assert one(placed, basis="value", unit=A)["position"] == -16000


def test_where_fees_and_grant_cover_the_cost_nothing_is_due_and_it_says_so() -> None:
    row = one(settled({(A, B): 10}, {B: (0.0, 0.0, 300.0, 100.0, 300.0)}), service="library")
    assert (row["rate"], row["amount"], row["low"], row["high"], row["status"]) == (-100, 0, 0, 0, "covered")


@pytest.mark.parametrize("costs", [{}, {B: (0.0, 0.0, 1200.0, NAN, 300.0)}, {B: (0.0, 0.0, NAN, 0.0, 0.0)}])
def test_an_unknown_cost_fee_or_grant_is_not_nought(costs: dict[str, tuple[float, ...]]) -> None:
    table = settled({(A, B): 10, (B, A): 3}, costs | {A: COSTS[A]})
    row = one(table, service="library", payee=B)
    assert row["status"] == "no_cost"
    assert row[["amount", "low", "high"]].isna().all()
    assert one(table, service="")["status"] == "partial"
    placed = positions(table, UNITS)
    assert list(one(placed, unit=A)[["receives", "pays", "left_out"]]) == [1500, 0, 1]
    assert list(placed["left_out"]) == [0, 1, 1, 0]


def test_a_hidden_flow_has_no_amount_and_is_counted_on_both_sides() -> None:
    table = settled({(A, B): 3, (C, B): 10}, hidden=[(A, B)])
    row = one(table, service="library", payer=A)
    assert row[["users", "amount", "low", "high"]].isna().all()
    assert row["status"] == "protected"
    assert one(table, service="")["payer"] == C  # of the other pair nothing is known
    assert positions(table, UNITS).set_index("unit")["left_out"].to_dict() == {P: 0, A: 1, B: 1, C: 0}


def test_places_outside_and_unknown_are_not_settled() -> None:
    assert settled({(A, OUT): 9, (OUT, B): 9, (UNKNOWN, B): 9, (A, UNKNOWN): 9, (B, B): 9, (A, B): 0}).empty
    assert positions(settled({(A, A): 9}), UNITS).empty


@pytest.mark.parametrize("seed", range(6))
def test_settlement_is_the_sum_over_users_and_adds_up_to_nothing(seed: int) -> None:
    users, costs = random_users(seed), random_costs(seed)
    expected = dict.fromkeys(UNITS, 0.0)
    for (origin, place), number in users.items():
        if origin in UNITS and place in UNITS and origin != place:
            _, _, cost, fee, grant = costs[place]
            expected[place] += number * max(0.0, cost - fee - grant)
            expected[origin] -= number * max(0.0, cost - fee - grant)
    table = settled(users, costs)
    placed = positions(table, UNITS).set_index("unit")["position"]
    assert placed.to_dict() == pytest.approx(expected)
    assert placed.sum() == pytest.approx(0, abs=1e-6)
    netted = table[table["service"].eq("")]
    by_pair = dict.fromkeys(UNITS, 0.0)
    for row in netted.to_dict("records"):
        by_pair[row["payee"]] += row["amount"]
        by_pair[row["payer"]] -= row["amount"]
        assert row["amount"] >= 0
    assert by_pair == pytest.approx(expected)


def test_costs_twice_as_high_make_all_money_twice_as_much() -> None:
    users, costs = random_users(1), random_costs(1)
    once = settled(users, costs)
    twice = settled(users, {unit: tuple(2 * one for one in figures) for unit, figures in costs.items()})
    pd.testing.assert_frame_equal(twice[["amount", "low", "high"]], 2 * once[["amount", "low", "high"]])


def test_the_order_of_rows_changes_nothing_and_arguments_stay() -> None:
    flows, costs = flow_rows(random_users(2)), cost_rows(random_costs(2))
    before = flows.copy(deep=True), costs.copy(deep=True)
    table = settle(flows, costs, UNITS, {})
    pd.testing.assert_frame_equal(table, settle(flows[::-1], costs[::-1], UNITS, {}))
    pd.testing.assert_frame_equal(flows, before[0])
    pd.testing.assert_frame_equal(costs, before[1])
    assert set(table["basis"]) == {"value"}  # a service of which params say nothing has no basis
    assert rates(costs).index.names == ["service", "year", "unit"]


def test_other_codes_for_the_same_places_permute_the_positions() -> None:
    users, costs = random_users(3), random_costs(3)
    placed = positions(settled(users, costs), UNITS).set_index("unit")["position"]
    for order in itertools.permutations(MEMBERS):
        called = dict(zip(MEMBERS, order, strict=True))
        swapped = {tuple(called.get(place, place) for place in pair): number for pair, number in users.items()}
        costs_too = {called.get(unit, unit): figures for unit, figures in costs.items()}
        again = positions(settled(swapped, costs_too), UNITS).set_index("unit")["position"]
        assert {unit: again[called.get(unit, unit)] for unit in UNITS} == pytest.approx(placed.to_dict())


# Mutual benefit --------------------------------------------------------------------------------------------------------------


def test_what_goes_one_way_in_one_service_may_come_back_in_another() -> None:
    flows = pd.concat([flow_rows({(A, B): 10}, service="library"), flow_rows({(B, A): 16}, service="bus")])
    costs = pd.concat([cost_rows(COSTS, service=name) for name in ("library", "bus")])
    row = keeps(mutual_benefit(settle(flows, costs, UNITS, {}), MEMBERS), tables.MutualBenefit).iloc[0]
    assert (row["first_uses"], row["second_uses"]) == (8000, 8000)
    assert (row["over_services"], row["within_services"], row["services"]) == (1, 0, 2)


def test_a_service_known_one_way_only_is_left_out_of_both_sides() -> None:
    table = settled({(A, B): 10, (B, A): 3}, hidden=[(B, A)])
    row = mutual_benefit(table, MEMBERS).iloc[0]
    assert (row["first_uses"], row["second_uses"], row["services"], row["left_out"]) == (0, 0, 0, 1)
    assert pd.isna(row["over_services"])


def test_nothing_is_mutual_with_a_powiat() -> None:
    assert mutual_benefit(settled({(A, P): 10}, {P: COSTS[A]}), MEMBERS).empty


@pytest.mark.parametrize("seed", range(6))
def test_netted_within_services_is_never_more_even_than_over_them(seed: int) -> None:
    names = ("library", "bus", "rail")
    flows = pd.concat([flow_rows(random_users(10 * seed + at), service=name) for at, name in enumerate(names)])
    costs = pd.concat([cost_rows(random_costs(10 * seed + at), service=name) for at, name in enumerate(names)])
    table = keeps(mutual_benefit(settle(flows, costs, UNITS, {}), MEMBERS), tables.MutualBenefit).dropna()
    assert (table["within_services"] <= table["over_services"] + 1e-12).all()
    assert table["over_services"].between(0, 1).all()

from __future__ import annotations

import itertools
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.flow_params import Scenario
from diagnoza.flows.changes import change
from diagnoza.flows.moves import apportioned, closing, opening
from diagnoza.flows.scenarios import imagine
from diagnoza.flows.settlement import positions, settle
from diagnoza.flows.situation import nearest, service_of
from diagnoza.tables import flows as tables
from flow_money import MEMBERS, NAN, OUT, UNKNOWN, A, B, C, P, Users, keeps, random_costs, random_users, random_ways, situation

if TYPE_CHECKING:
    from diagnoza.flows.situation import Situation

UNITS = (*MEMBERS, P)
NAMES = {A: "gmina Brzozie", B: "gmina Jabłonowo Pomorskie", C: "gmina Wąpielsk", P: "powiat brodnicki"}
COSTS = {A: (10000.0, 100.0, 900.0, 100.0, 300.0), B: (20000.0, 300.0, 1200.0, 100.0, 300.0), C: (5000.0, 200.0, 700.0, 0.0, 0.0)}
WAYS = {(A, B): 20.0, (B, A): 24.0, (A, C): 30.0, (C, A): 30.0, (B, C): 15.0, (C, B): 16.0}
USERS: Users = {(A, A): 40, (A, B): 30, (A, C): 10, (B, B): 50, (C, C): 20, (C, A): 5, (A, OUT): 20, (A, UNKNOWN): 7}


def scenario(action: str, *units: str, **options: object) -> Scenario:
    name = str(options.pop("id", f"{action}_it"))
    return Scenario.model_validate({"id": name, "title": "Próba", "service": "library", "action": action, "units": units, **options})


def imagined(sample: Situation, *declared: Scenario, **values: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    table, places = imagine(sample, declared, values=values, names=NAMES)
    return keeps(table, tables.Scenarios), keeps(places, tables.ScenarioUnits)


def only(sample: Situation, one: Scenario, **values: float) -> tuple[pd.Series, pd.DataFrame]:
    table, places = imagined(sample, one, **values)
    return table.iloc[0], places.set_index("unit")


OPEN = {"capacity": 100.0, "fixed": 1000.0, "variable": 50.0, "return_share": 0.5}


# Closing ---------------------------------------------------------------------------------------------------------------------


def test_users_of_a_place_that_closes_go_where_their_municipality_goes_already() -> None:
    row, places = only(situation(USERS, costs=COSTS, places={A: 100, C: 100}, ways=WAYS), scenario("close", B))
    # A's 30 users divide by 40 at home, 10 in C and 20 outside: 17, 4 and 9; B's 50 have no other, C is the nearest
    assert places["served_after"].to_dict() == {A: 62, B: 0, C: 84, P: 0, OUT: 29, UNKNOWN: 7}
    assert row["moved"] == 80
    assert row["saved"] == 20000 + 80 * 300 - 17 * 100 - 54 * 200
    assert row["travel"] == 17 * (0 - 20) + 4 * (30 - 20) + 50 * 15
    assert row["feasible"]
    assert row["reason"] == "Czas dojazdu nie obejmuje 9\xa0osób: mieszkają poza partnerstwem lub nie wiadomo gdzie albo tam by trafiły."
    assert places.loc[A, "sufficiency_before"] == 40 / 100  # of 107 it is not known where 7 go
    assert places.loc[A, "sufficiency_after"] == 57 / 100
    assert places.loc[B, "sufficiency_after"] == 0
    assert pd.isna(places.loc[P, "sufficiency_after"])
    assert places.loc[B, "capacity"] == 0


def test_the_greatest_saving_does_not_come_first_when_there_are_no_places() -> None:
    sample = situation(USERS, costs=COSTS, places={A: 61, B: 200, C: 500}, ways=WAYS)
    table, _ = imagined(sample, scenario("close", B, id="greatest"), scenario("merge", B, C, into=B, id="small"))
    assert table["saved"].idxmax() == 1
    assert table["scenario"].tolist() == ["small", "greatest"]
    assert table["feasible"].tolist() == [True, False]
    assert table["reason"].iloc[1].startswith("Za mało miejsc: gmina Brzozie (62\xa0osoby, 61\xa0miejsc).")


def test_an_unknown_capacity_bars_nothing_and_is_named() -> None:
    row, _ = only(situation(USERS, costs=COSTS, places={A: 100}, ways=WAYS), scenario("close", B))
    assert row["feasible"]
    assert "Nie wiadomo, ile jest miejsc: gmina Wąpielsk." in row["reason"]


def test_without_ways_the_nearest_is_told_by_seats_and_else_not_at_all() -> None:
    users: Users = {(A, A): 10, (B, B): 10, (C, C): 10}
    sample = situation(users)
    row, places = only(sample, scenario("close", B))
    assert (places.loc[UNKNOWN, "served_after"], row["feasible"]) == (10, True)
    assert "Nie wiadomo, dokąd trafiłoby 10\xa0osób." in row["reason"]
    seats = pd.DataFrame({"teryt": [A, B, C], "lon": [19.0, 19.1, 19.9], "lat": [53.0, 53.0, 53.0]})
    with_seats = type(sample)(**{**vars(sample), "seats": seats})
    _, places = only(with_seats, scenario("close", B))
    assert places["served_after"].to_dict() == {A: 20, B: 0, C: 10, P: 0, OUT: 0, UNKNOWN: 0}
    assert nearest(with_seats, [A], [B, P]) == {A: UNKNOWN}  # a powiat has no seat here


def test_a_missing_way_leaves_the_travel_unknown_and_says_so() -> None:
    row, _ = only(situation(USERS, costs=COSTS, ways={(A, B): 20, (B, C): 5, (B, A): 6}), scenario("close", B))
    assert pd.isna(row["travel"])
    assert "Czasu dojazdu nie obliczono: nie podano części czasów dojazdu." in row["reason"]


def test_a_powiat_of_which_nothing_tells_that_it_provides_is_no_place_to_go() -> None:
    users: Users = {(A, A): 40, (A, B): 30, (A, P): 0, (B, B): 5, (B, P): 0}
    hidden = [(A, P), (B, P)]
    sample = situation(users, costs=COSTS, ways=WAYS, hidden=hidden)
    silent = sample.flows.assign(status=sample.flows["status"].replace("protected", "not_reported"))
    totals = sample.totals.assign(supply=sample.totals["supply"].mask(sample.totals["unit"].eq(P)))
    unreported = type(sample)(**{**vars(sample), "flows": silent, "totals": totals})
    row, places = only(unreported, scenario("close", B))
    assert (row["moved"], places.loc[A, "served_after"]) == (35, 75)
    assert pd.isna(places.loc[P, "served_after"])
    withheld = type(sample)(**{**vars(sample), "totals": totals})
    row, _ = only(withheld, scenario("close", B))
    assert row["reason"].endswith("część liczb utajniono.")
    provides = situation({}, costs={P: COSTS[A]}).costs
    row, _ = only(type(sample)(**{**vars(unreported), "costs": pd.concat([sample.costs, provides])}), scenario("close", B))
    assert row["reason"].endswith("części liczb nie podano.")


def test_users_who_join_a_hidden_flow_leave_the_settlement_unknown() -> None:
    users: Users = {(A, A): 40, (A, B): 30, (B, B): 50, (B, A): 3, (C, A): 2, (C, C): 9}
    sample = situation(users, costs=COSTS, ways=WAYS, hidden=[(B, A), (C, A)])
    row, places = only(sample, scenario("merge", A, B, into=A))
    assert places.loc[[A, B], "position_before"].tolist() == [-30 * 800, 30 * 800]
    assert pd.isna(places.loc[C, "position_before"])
    assert places["position_after"].isna().all()
    assert row["saved"] == 20000 + 80 * 200


def test_users_from_outside_go_nobody_knows_where() -> None:
    row, places = only(situation({(OUT, B): 10, (UNKNOWN, B): 2, (A, A): 10}, ways=WAYS), scenario("close", B))
    assert places.loc[UNKNOWN, "served_after"] == 12
    assert (row["moved"], row["travel"]) == (12, 0)


def test_a_hidden_user_of_the_closed_place_makes_it_impossible_to_compute_and_last() -> None:
    sample = situation(USERS, costs=COSTS, places={A: 60, B: 200, C: 500}, ways=WAYS, hidden=[(A, B), (A, C)])
    table, places = imagined(sample, scenario("close", B, id="hidden"), scenario("close", A, id="crowded"))
    row = table.set_index("scenario").loc["hidden"]
    assert row["moved"] == 80  # the total is published
    assert pd.isna(row["saved"])
    assert not row["feasible"]
    assert row["reason"] == "Nie obliczono, ile osób korzystałoby z poszczególnych miejsc: część liczb utajniono."
    after = places[places["scenario"].eq("hidden")].set_index("unit")
    assert after["served_after"].notna().to_dict() == {A: False, B: True, C: False, P: True, OUT: False, UNKNOWN: True}
    assert after["position_after"].isna().all()


def test_hidden_users_from_outside_change_no_load_and_a_hidden_total_ends_at_nought() -> None:
    users: Users = {(A, A): 40, (A, B): 30, (OUT, B): 3, (OUT, A): 4}
    sample = situation(users, costs=COSTS, ways=WAYS, hidden=[(OUT, B), (OUT, A)])
    row, places = only(sample, scenario("close", B))
    assert (row["moved"], row["saved"], places.loc[A, "served_after"]) == (33, 20000 + 33 * 300 - 30 * 100, 74)
    assert "Nie wiadomo, dokąd trafiłaby część osób." in row["reason"]
    row, places = only(type(sample)(**{**vars(sample), "totals": sample.totals.iloc[:0]}), scenario("close", B))
    assert row[["moved", "saved"]].isna().all()
    assert places.loc[B, "served_after"] == 0


def test_a_hidden_number_that_nothing_needs_does_no_harm() -> None:
    sample = situation(USERS, costs=COSTS, ways=WAYS, hidden=[(C, A), (C, C)])
    row, places = only(sample, scenario("close", B))
    open_row, open_places = only(situation(USERS, costs=COSTS, ways=WAYS), scenario("close", B))
    assert row["saved"] == open_row["saved"]
    pd.testing.assert_series_equal(places["served_after"], open_places["served_after"])
    assert pd.isna(places.loc[C, "sufficiency_after"])


def test_an_unknown_cost_leaves_the_saving_unknown_and_ranks_below_a_known_one() -> None:
    sample = situation(USERS, costs={B: COSTS[B], C: COSTS[C]}, ways=WAYS)
    table, _ = imagined(sample, scenario("close", B, id="b"), scenario("merge", B, C, into=C, id="m"))
    assert table["scenario"].tolist() == ["m", "b"]
    assert "Zmiany kosztów nie obliczono: części potrzebnych liczb nie ma." in table["reason"].iloc[1]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("unit", [A, P])
def test_closing_by_hand(seed: int, unit: str) -> None:
    users, costs, ways = random_users(seed), random_costs(seed), random_ways(seed)
    sample = situation(users, costs=costs, places=dict.fromkeys(UNITS, 200), ways=ways)
    row, places = only(sample, scenario("close", unit))
    moves = closing(service_of(sample, "library", 2020), unit, sample)
    travel = 0.0
    for origin in (*MEMBERS, OUT, UNKNOWN):
        leaving = users.get((origin, unit), 0)
        others = {place: users.get((origin, place), 0) for place in (*UNITS, OUT) if place != unit}
        went = {one["target"]: one["users"] for one in moves[moves["origin"].eq(origin)].to_dict("records")}
        assert sum(went.values()) == leaving
        if origin in MEMBERS and sum(others.values()):
            for place, use in others.items():
                exact = Fraction(int(leaving)) * int(use) / int(sum(others.values()))
                assert went.get(place, 0) in {floor(exact), ceil(exact)}
        for place, persons in went.items():
            if origin in MEMBERS and place in UNITS:
                travel += persons * (ways.get((origin, place), 0) - ways.get((origin, unit), 0))
    served = {place: sum(n for (_, there), n in users.items() if there == place) for place in UNITS}
    bill = {when: places[f"served_{when}"].to_dict() for when in ("before", "after")}
    assert {place: bill["before"][place] for place in UNITS} == served
    before = sum(costs[place][0] + costs[place][1] * served[place] for place in UNITS)
    after = sum(costs[place][0] + costs[place][1] * bill["after"][place] for place in UNITS if place != unit)
    assert (row["saved"], row["travel"], row["moved"]) == pytest.approx((before - after, travel, served[unit]))
    assert row["feasible"] == all(bill["after"][place] <= 200 or bill["after"][place] == served[place] for place in UNITS)


# Merging and opening ---------------------------------------------------------------------------------------------------------


def test_all_users_of_both_use_the_place_that_stays() -> None:
    sample = situation(USERS, costs=COSTS, places={A: 100, B: 100}, ways=WAYS)
    row, places = only(sample, scenario("merge", A, B, into=A))
    assert places["served_after"].to_dict() == {A: 125, B: 0, C: 30, P: 0, OUT: 20, UNKNOWN: 7}
    assert (row["moved"], row["saved"], row["feasible"]) == (80, 20000 + 80 * (300 - 100), False)
    assert row["travel"] == 50 * 24 - 30 * 20
    larger, _ = only(sample, scenario("merge", A, B, into=A, capacity=125.0, fixed=15000.0, variable=110.0))
    assert (larger["feasible"], larger["reason"]) == (True, "")
    assert larger["saved"] == 10000 + 45 * 100 + 20000 + 80 * 300 - 15000 - 125 * 110


def test_a_merger_is_known_from_totals_even_where_it_is_hidden_who_the_users_are() -> None:
    sample = situation(USERS, costs=COSTS, places={A: 200}, ways=WAYS, hidden=[(A, B), (B, B)])
    row, places = only(sample, scenario("merge", A, B, into=A))
    assert (row["moved"], row["saved"], row["feasible"]) == (80, 36000, True)
    assert (places.loc[A, "served_after"], places.loc[B, "served_after"], places.loc[B, "sufficiency_after"]) == (125, 0, 0)
    assert pd.isna(row["travel"])
    assert row["reason"] == "Czasu dojazdu nie obliczono: część liczb utajniono."


def test_half_of_those_who_leave_return_from_all_places_alike_until_it_is_full() -> None:
    sample = situation(USERS, costs=COSTS, places={A: 40}, ways=WAYS)
    row, places = only(sample, scenario("open", A, **OPEN))
    # 30 in B, 10 in C, 20 outside: half of 60 return, 15, 5 and 10
    assert places["served_after"].to_dict() == {A: 75, B: 65, C: 25, P: 0, OUT: 10, UNKNOWN: 7}
    assert (row["moved"], row["saved"]) == (30, 15 * 300 + 5 * 200 - 1000 - 30 * 50)
    assert row["travel"] == -15 * 20 - 5 * 30
    assert (places.loc[A, "capacity"], places.loc[A, "sufficiency_after"], row["feasible"]) == (140, 0.7, True)
    small, places = only(sample, scenario("open", A, **OPEN | {"capacity": 12.0}))
    assert (small["moved"], places.loc[A, "served_after"]) == (12, 57)
    assert small["reason"].startswith("Miejsc zabrakłoby dla 18\xa0osób z tych, które by wróciły.")


def test_opening_is_known_from_totals_but_not_what_others_lose() -> None:
    sample = situation(USERS, costs=COSTS, ways=WAYS, hidden=[(A, B), (A, C)])
    row, places = only(sample, scenario("open", A, **OPEN))
    assert (row["moved"], places.loc[A, "served_after"]) == (30, 75)
    assert pd.isna(row["saved"])
    assert not row["feasible"]


def test_nobody_leaves_so_nobody_returns() -> None:
    row, _ = only(situation({(B, B): 9}, costs=COSTS), scenario("open", B, **OPEN))
    assert (row["moved"], row["saved"], row["travel"]) == (0, -1000, 0)


def test_an_opening_without_costs_saves_nobody_knows_how_much() -> None:
    row, _ = only(situation(USERS, costs=COSTS, ways=WAYS), scenario("open", A, capacity=10.0, return_share=1.0))
    assert pd.isna(row["saved"])
    assert "Zmiany kosztów nie obliczono" in row["reason"]


def test_ways_may_outweigh_cost() -> None:
    sample = situation(USERS, costs=COSTS, ways=WAYS)
    declared = [scenario("merge", B, C, into=C, id="far"), scenario("close", C, id="near")]
    assert imagined(sample, *declared)[0]["scenario"].tolist() == ["far", "near"]
    assert imagined(sample, *declared, library=1e4)[0]["scenario"].tolist() == ["near", "far"]


# What always holds -----------------------------------------------------------------------------------------------------------


def declared() -> list[Scenario]:
    return [
        scenario("close", A, id="a"),
        scenario("close", P, id="p"),
        scenario("merge", B, C, into=B, id="m", capacity=300.0),
        scenario("open", C, id="o", **OPEN),
    ]


@pytest.mark.parametrize("seed", range(8))
def test_nobody_is_lost_and_settlement_adds_up_to_nothing(seed: int) -> None:
    users, costs = random_users(seed), random_costs(seed)
    table, places = imagined(situation(users, costs=costs, ways=random_ways(seed)), *declared())
    for _, rows in places.groupby("scenario"):
        assert rows["served_after"].sum() == rows["served_before"].sum() == sum(users.values())
        assert rows[["position_before", "position_after"]].sum().to_numpy() == pytest.approx([0, 0], abs=1e-6)
        assert (rows["served_after"] >= 0).all()
    assert sorted(table["rank"]) == [1, 2, 3, 4]
    assert (table["moved"] >= 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_positions_before_are_those_of_the_settlement(seed: int) -> None:
    sample = situation(random_users(seed), costs=random_costs(seed))
    settled = positions(settle(sample.flows, sample.costs, UNITS, {}), UNITS).set_index("unit")["position"]
    _, places = only(sample, scenario("close", A))
    assert places.loc[list(UNITS), "position_before"].to_dict() == pytest.approx(settled.to_dict())


def test_costs_twice_as_high_double_the_saving_and_the_positions() -> None:
    users, costs = random_users(4), random_costs(4)
    doubled = {unit: tuple(2 * one for one in figures) for unit, figures in costs.items()}
    once, twice = (imagined(situation(users, costs=one), *declared()[:2]) for one in (costs, doubled))
    pd.testing.assert_series_equal(twice[0].set_index("scenario")["saved"], 2 * once[0].set_index("scenario")["saved"])
    pd.testing.assert_series_equal(twice[1]["position_after"], 2 * once[1]["position_after"])


def test_other_codes_for_the_same_places_permute_the_result() -> None:
    users: Users = {(A, A): 40, (A, B): 31, (A, C): 11, (B, B): 53, (B, A): 3, (C, C): 20, (C, A): 7}
    table, places = only(situation(users, costs=COSTS, ways=WAYS), scenario("close", A))
    for order in itertools.permutations(MEMBERS):
        called = dict(zip(MEMBERS, order, strict=True))
        swapped = {(called[origin], called[place]): number for (origin, place), number in users.items()}
        ways = {(called[origin], called[place]): minutes for (origin, place), minutes in WAYS.items()}
        sample = situation(swapped, costs={called[unit]: row for unit, row in COSTS.items()}, ways=ways)
        again, there = only(sample, scenario("close", called[A]))
        assert (again["saved"], again["travel"], again["moved"]) == (table["saved"], table["travel"], table["moved"])
        assert [there.loc[called[unit], "served_after"] for unit in MEMBERS] == list(places.loc[list(MEMBERS), "served_after"])


def test_the_order_of_rows_changes_nothing_and_arguments_stay() -> None:
    sample = situation(random_users(5), costs=random_costs(5), ways=random_ways(5))
    kept = {name: table.copy(deep=True) for name, table in vars(sample).items() if isinstance(table, pd.DataFrame)}
    table, places = imagined(sample, *declared())
    turned = type(sample)(**{**vars(sample), **{name: rows[::-1] for name, rows in kept.items()}})
    again, there = imagined(turned, *declared()[::-1])
    pd.testing.assert_frame_equal(again, table)
    order = ["scenario", "unit"]
    pd.testing.assert_frame_equal(there.sort_values(order, ignore_index=True), places.sort_values(order, ignore_index=True))
    for name, rows in kept.items():
        pd.testing.assert_frame_equal(vars(sample)[name], rows)


def test_without_flows_there_are_no_scenarios_and_the_latest_year_is_taken() -> None:
    empty = situation({})
    assert [len(table) for table in imagined(empty, scenario("close", A))] == [0, 0]
    assert [len(table) for table in imagined(situation(USERS))] == [0, 0]
    sample = situation(USERS, costs=COSTS, ways=WAYS)
    older = pd.concat([sample.flows, sample.flows.assign(year=2015, users=1.0)])
    row, _ = only(type(sample)(**{**vars(sample), "flows": older}), scenario("close", B))
    assert (row["year"], row["moved"]) == (2020, 80)


def test_whole_persons_are_divided_and_parts_of_persons_stay() -> None:
    use = pd.Series({A: 1.0, B: 1.0, C: 1.0})
    assert apportioned(2, use).to_dict() == {A: 1, B: 1, C: 0}
    assert apportioned(2.5, use).sum() == 2.5
    assert apportioned(NAN, use).isna().all()
    assert apportioned(2, pd.Series({A: NAN, B: 0.0})).fillna(-1).to_dict() == {A: -1, B: 0}


def test_a_change_leaves_the_service_as_it_is() -> None:
    sample = situation(USERS, costs=COSTS, ways=WAYS)
    service = service_of(sample, "library", 2020)
    before = service.users.copy(), service.supply.copy(), service.means.copy()
    for one in declared():
        change(service, one, sample)
    pd.testing.assert_frame_equal(service.users, before[0])
    pd.testing.assert_series_equal(service.supply, before[1])
    pd.testing.assert_frame_equal(service.means, before[2])
    assert opening(service, B, share=1, places=10).empty

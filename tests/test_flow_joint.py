from __future__ import annotations

import itertools

import pandas as pd
import pytest

from diagnoza.flows.joint import joint_provision
from diagnoza.tables import flows as tables
from flow_money import MEMBERS, NAN, OUT, A, B, C, P, keeps, random_costs, random_users, random_ways, situation

COSTS = {A: (10000.0, 100.0, NAN, NAN, NAN), B: (20000.0, 300.0, NAN, NAN, NAN)}
USERS = {(A, A): 50.0, (B, B): 30.0, (A, B): 10.0}  # A serves 50, B serves 40
LINKS = pd.DataFrame({"service": ["library"], "year": [2020], "first": [A], "second": [B], "strength": [0.3]})
NO_LINKS = LINKS.iloc[:0]


def joint(users: dict[tuple[str, str], float], values: dict[str, float] | None = None, **options: object) -> pd.DataFrame:
    table = joint_provision(situation(users, **options), LINKS, values or {})  # type: ignore[arg-type]
    return keeps(table, tables.JointProvision)


def test_the_fixed_cost_and_the_dearer_users_of_the_other_site_are_saved() -> None:
    row = joint(USERS, costs=COSTS, places={A: 100, B: 100}, ways={(A, B): 20, (B, A): 24}).iloc[0]
    # A stays: B's 20 000 zł and 200 zł for each of its 40 users; B stays: 10 000 zł less 200 zł for each of 50 users
    assert (row["stays"], row["saving"], row["room"]) == (A, 20000 + 40 * 200, 10)
    assert (row["strength"], row["minutes"]) == (0.3, 22)


def test_the_cheaper_site_does_not_stay_where_it_has_no_room() -> None:
    row = joint(USERS, costs=COSTS, places={A: 89, B: 90}).iloc[0]
    assert (row["stays"], row["saving"], row["room"]) == (B, 10000 - 50 * 200, 0)
    full = joint(USERS, costs=COSTS, places={A: 80, B: 85}).iloc[0]
    assert (full["stays"], full["room"]) == ("", -5)
    assert pd.isna(full["saving"])


def test_a_site_of_unknown_capacity_stays_only_if_no_other_is_known_to_have_room() -> None:
    assert joint(USERS, costs=COSTS, places={B: 90})["stays"].tolist() == [B]
    unknown = joint(USERS, costs=COSTS, places={B: 80}).iloc[0]
    assert unknown["stays"] == A
    assert pd.isna(unknown["room"])


def test_ways_are_taken_off_only_where_they_have_a_value() -> None:
    ways = {(A, B): 20.0, (B, A): 24.0}
    # B's own 30 users go 24 minutes, A's 10 who went 20 minutes stay at home: 720 - 200 minutes each way
    valued = joint(USERS, {"library": 2.0}, costs=COSTS, places={A: 100, B: 80}, ways=ways).iloc[0]
    assert valued["saving"] == 28000 - 2 * (30 * 24 - 10 * 20)
    assert joint(USERS, {"library": 2.0}, costs=COSTS, places={A: 100}).iloc[0][["saving"]].isna().all()  # no ways are known


@pytest.mark.parametrize("missing", range(2))
@pytest.mark.parametrize("unit", [A, B])
def test_without_a_cost_there_is_no_saving(unit: str, missing: int) -> None:
    costs = {one: tuple(NAN if (one, at) == (unit, missing) else figure for at, figure in enumerate(row)) for one, row in COSTS.items()}
    row = joint(USERS, costs=costs, places={A: 100, B: 100}).iloc[0]
    assert pd.isna(row["saving"])
    assert row["stays"] == ""
    assert row["room"] == 10


def test_who_serves_nobody_is_no_provider_and_hidden_users_give_no_saving() -> None:
    assert joint({(A, A): 50, (A, B): 0, (B, OUT): 5}, costs=COSTS).empty
    sample = situation(USERS, costs=COSTS, hidden=[(A, B), (B, B)])
    hidden = joint_provision(type(sample)(**{**vars(sample), "totals": sample.totals.iloc[:0]}), NO_LINKS, {})
    assert len(hidden) == 1
    assert pd.isna(hidden["saving"].iloc[0])


@pytest.mark.parametrize("seed", range(5))
def test_the_saving_is_the_cost_of_both_less_that_of_one(seed: int) -> None:
    users, costs, ways = random_users(seed), random_costs(seed), random_ways(seed)
    served = {unit: sum(number for (_, place), number in users.items() if place == unit) for unit in (*MEMBERS, P)}
    table = joint(users, costs=costs, ways=ways).set_index(["first", "second"])
    able = sorted(unit for unit in served if served[unit])
    assert list(table.index) == list(itertools.combinations(able, 2))
    for first, second in table.index:
        alone = sum(costs[unit][0] + costs[unit][1] * served[unit] for unit in (first, second))
        together = [costs[unit][0] + costs[unit][1] * (served[first] + served[second]) for unit in (first, second)]
        row = table.loc[(first, second)]
        assert row["saving"] == pytest.approx(alone - min(together))
        assert row["stays"] == (first, second)[together.index(min(together))]


def test_costs_twice_as_high_double_the_saving() -> None:
    users, costs = random_users(1), random_costs(1)
    once = joint(users, costs=costs)
    twice = joint(users, costs={unit: tuple(2 * one for one in figures) for unit, figures in costs.items()})
    pd.testing.assert_series_equal(twice["saving"], 2 * once["saving"])


def test_nothing_delivered_about_costs_still_tells_who_could_join() -> None:
    table = joint({(A, A): 5, (B, B): 5, (C, C): 5})
    assert list(zip(table["first"], table["second"], strict=True)) == [(A, B), (A, C), (B, C)]
    assert table[["saving", "room"]].isna().all(axis=None)

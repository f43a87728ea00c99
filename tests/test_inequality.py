from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.weightstats import DescrStatsW

from diagnoza.context.indicators import INDICATORS, distributions
from diagnoza.context.inequality import distances, inequality, target, weighted_cv, weighted_gini, weighted_mean

if TYPE_CHECKING:
    from diagnoza.case import Case

A, B, C = "0000012", "0000022", "0000032"
MEASURES = [weighted_cv, weighted_gini]


def series(*values: float) -> pd.Series:
    return pd.Series(values, dtype=float)


def table(rows: list[tuple[str, int, float, float]], indicator: str = "own_revenue") -> pd.DataFrame:
    """Give rows of teryt, year, value, base."""
    return pd.DataFrame(rows, columns=["teryt", "year", "value", "base"]).assign(indicator=indicator, group="wiejska")


def by_code(measured: pd.DataFrame, column: str) -> dict[str, float]:
    return dict(measured.set_index("teryt")[column])


# Measures of inequality ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_the_weighted_cv_agrees_with_statsmodels(seed: int) -> None:
    random = np.random.default_rng(seed)
    values, weights = series(*random.gamma(3, size=7)), series(*random.integers(1000, 120_000, size=7))
    expected = DescrStatsW(values, weights=weights, ddof=0)
    assert weighted_mean(values, weights) == pytest.approx(expected.mean)
    assert weighted_cv(values, weights) == pytest.approx(expected.std / expected.mean)


def test_the_weighted_cv_of_three_by_hand() -> None:
    # 10 people with 1, 20 with 2, 10 with 3: mean 2, variance (10·1 + 20·0 + 10·1) / 40 = 1/2
    assert weighted_cv(series(1, 2, 3), series(10, 20, 10)) == pytest.approx(0.5**0.5 / 2)


def test_the_weighted_gini_of_three_by_hand() -> None:
    # shares 1/4, 1/2, 1/4; each pair twice: 2·(1/8·1 + 1/16·2 + 1/8·1) = 3/4; by twice the mean: 3/4 : 4
    assert weighted_gini(series(1, 2, 3), series(10, 20, 10)) == pytest.approx(3 / 16)


@pytest.mark.parametrize("seed", range(5))
def test_the_weighted_gini_is_twice_the_area_between_the_lorenz_curve_and_the_diagonal(seed: int) -> None:
    random = np.random.default_rng(seed)
    values, weights = random.gamma(2, size=6), random.integers(1, 100, size=6)
    order = np.argsort(values)
    people = np.concatenate([[0], np.cumsum(weights[order])]) / weights.sum()
    money = np.concatenate([[0], np.cumsum((weights * values)[order])]) / (weights * values).sum()
    area = float(((money[1:] + money[:-1]) / 2 * np.diff(people)).sum())
    assert weighted_gini(pd.Series(values), pd.Series(weights)) == pytest.approx(1 - 2 * area)


@pytest.mark.parametrize("measure", MEASURES)
def test_nothing_is_unequal_where_all_have_the_same(measure: object) -> None:
    assert measure(series(4, 4, 4), series(1, 20, 300)) == pytest.approx(0)  # type: ignore[operator]


@pytest.mark.parametrize("measure", MEASURES)
def test_zloty_or_grosze_make_no_difference(measure: object) -> None:
    values, weights = series(3, 5, 9), series(2, 7, 1)
    assert measure(values * 100, weights) == pytest.approx(measure(values, weights))  # type: ignore[operator]


@pytest.mark.parametrize("measure", MEASURES)
def test_ten_times_the_people_everywhere_make_no_difference(measure: object) -> None:
    values, weights = series(3, 5, 9), series(2, 7, 1)
    assert measure(values, weights * 10) == pytest.approx(measure(values, weights))  # type: ignore[operator]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_weight_of_three_is_three_places_of_weight_one(measure: object) -> None:
    assert measure(series(3, 5), series(3, 1)) == pytest.approx(measure(series(3, 3, 3, 5), series(1, 1, 1, 1)))  # type: ignore[operator]


@pytest.mark.parametrize("measure", MEASURES)
def test_taking_from_the_rich_and_giving_to_the_poor_lowers_inequality(measure: object) -> None:
    people = series(10, 20, 5)
    before, after = series(1, 4, 9), series(1 + 5 / 10, 4, 9 - 5 / 5)  # five in all change hands
    assert (before * people).sum() == (after * people).sum()
    assert measure(after, people) < measure(before, people)  # type: ignore[operator]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("bad", [0.0, -0.1])
def test_where_a_value_is_zero_or_negative_there_is_no_measure(measure: object, bad: float) -> None:
    assert math.isnan(measure(series(bad, 5, 9), series(1, 1, 1)))  # type: ignore[operator]


def test_the_gini_comes_close_to_one_minus_the_share_of_the_place_that_has_everything_and_never_above() -> None:
    people = series(10, 30, 60)
    almost_all = series(1e9, 1, 1)
    assert weighted_gini(almost_all, people) == pytest.approx(1 - 0.1, abs=1e-6)
    assert weighted_gini(almost_all, people) < 1 - 0.1


def test_the_order_of_the_places_does_not_matter() -> None:
    values, weights = series(3, 5, 9), series(2, 7, 1)
    assert weighted_gini(values[::-1], weights[::-1]) == pytest.approx(weighted_gini(values, weights))


# Differences between partners ------------------------------------------------------------------------------------------------


def test_differences_are_measured_for_each_year_in_which_every_partner_has_a_value() -> None:
    rows = table([(A, 2018, 1, 10), (B, 2018, 3, 10), (A, 2019, 2, 10), (B, 2019, 2, 10), (A, 2020, 5, 10)])
    measured = inequality(rows, (A, B)).set_index("year")
    assert list(measured.index) == [2018, 2019]
    assert measured.loc[2018, ["n", "mean", "lowest", "highest", "cv", "gini", "ratio"]].to_list() == [2, 2, 1, 3, 0.5, 0.25, 3]
    assert measured.loc[2019, ["cv", "gini", "ratio"]].to_list() == [0, 0, 1]


def test_a_year_in_which_a_partner_is_missing_goes_and_not_the_partner() -> None:
    full = [(A, 2018, 1.0, 10.0), (B, 2018, 3.0, 10.0), (C, 2018, 8.0, 10.0)]
    measured = inequality(table([*full, (A, 2019, 1, 10), (B, 2019, 3, 10)]), (A, B, C))
    assert list(measured["year"]) == [2018]
    assert list(measured["n"]) == [3]


def test_a_powiat_beside_the_partners_changes_nothing() -> None:
    rows = table([(A, 2018, 1, 10), (B, 2018, 3, 10)])
    powiat = table([("0000", 2018, 99, 10_000)]).assign(group="powiat")
    pd.testing.assert_frame_equal(inequality(pd.concat([rows, powiat]), (A, B)), inequality(rows, (A, B)))
    pd.testing.assert_frame_equal(distances(pd.concat([rows, powiat]), (A, B)), distances(rows, (A, B)))


def test_one_municipality_has_no_differences() -> None:
    assert inequality(table([(A, 2018, 1, 10)]), (A,)).empty


def test_where_a_balance_is_negative_the_ends_are_given_and_no_measure() -> None:
    rows = table([(A, 2018, -2, 10), (B, 2018, 3, 10)], indicator="migration_rate")
    [row] = inequality(rows, (A, B)).to_dict("records")
    assert (row["lowest"], row["highest"], row["mean"]) == (-2, 3, 0.5)
    assert all(math.isnan(row[measure]) for measure in ("cv", "gini", "ratio"))


def test_the_mean_of_the_partners_is_the_rate_of_all_their_inhabitants_together(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    figures = case.figures[case.figures["teryt"].isin(case.members)].groupby(["figure", "year"])["value"].sum()
    measured = inequality(case.indicators, case.members).set_index(["indicator", "year"])["mean"]
    assert measured["unemployment", 2022] == pytest.approx(1000 * figures["unemployed", 2022] / figures["population", 2022])
    assert measured["own_revenue", 2019] == pytest.approx(figures["own_revenue", 2019] / figures["population", 2019])
    assert measured["old_age_ratio", 2019] == pytest.approx(100 * figures["post_working", 2019] / figures["working", 2019])
    assert measured["migration_rate", 2023] == pytest.approx(1000 * figures["migration_balance", 2023] / figures["population", 2022])
    assert measured["density", 2022] == pytest.approx(100 * figures["population", 2022] / figures["area_ha", 2022])


# Distances -------------------------------------------------------------------------------------------------------------------


def test_what_a_municipality_lacks_by_hand() -> None:
    # 1000 people with 30 zł each and 3000 with 50 zł: the mean is 45 zł, and 1000 people lack 15 zł each
    measured = distances(table([(A, 2019, 30, 1000), (B, 2019, 50, 3000)]), (A, B))
    assert by_code(measured, "target") == {A: 45, B: 45}
    assert by_code(measured, "difference") == {A: -15, B: 5}
    assert by_code(measured, "shortfall") == {A: 15, B: 0}
    assert by_code(measured, "amount") == {A: 15_000, B: 0}
    assert by_code(measured, "relative") == {A: pytest.approx(-1 / 3), B: pytest.approx(1 / 9)}


def test_the_unfavourable_side_of_unemployment_is_above() -> None:
    measured = distances(table([(A, 2019, 30, 1000), (B, 2019, 50, 3000)], indicator="unemployment"), (A, B))
    assert by_code(measured, "shortfall") == {A: 0, B: 5}
    assert by_code(measured, "amount") == {A: 0, B: 15}


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("name", ["own_revenue", "unemployment", "migration_rate"])
def test_the_amount_reaches_the_target_that_is_held_and_one_less_does_not(seed: int, name: str) -> None:
    random = np.random.default_rng(seed)
    people = random.integers(2000, 120_000, size=4)
    values = random.uniform(5, 60, size=4)
    rows = [(f"{n:06d}2", 2019, float(values[n]), float(people[n])) for n in range(4)]
    measured = distances(table(rows, indicator=name), tuple(code for code, *_ in rows))
    indicator = INDICATORS[name]
    for row in measured[measured["shortfall"] > 0].itertuples():
        missing = abs(row.value - row.target) * row.base / indicator.scale  # units by which its total is off the target
        assert row.amount - 1 < missing <= row.amount + 1e-6
    assert (measured.loc[measured["shortfall"].eq(0), "amount"] == 0).all()


def test_the_differences_weighed_by_people_add_up_to_nothing() -> None:
    measured = distances(table([(A, 2019, 30, 1000), (B, 2019, 50, 3000), (C, 2019, 10, 500)]), (A, B, C))
    assert (measured["difference"] * measured["base"]).sum() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("low", "high", "people", "amount"),
    [(1.0, 2.0, 3000, 2), (1.0, 2.0, 4000, 2), (1.1, 1.3, 10_000, 1), (0.1, 0.3, 30_000, 3)],  # 1.5; 2; 1; 3 persons
)
def test_persons_are_whole_and_an_exact_number_of_them_stays_as_it_is(low: float, high: float, people: float, amount: int) -> None:
    measured = distances(table([(A, 2019, low, people), (B, 2019, high, people)], indicator="migration_rate"), (A, B))
    assert by_code(measured, "amount") == {A: amount, B: 0}


def test_distances_are_those_of_the_newest_year_that_all_partners_have() -> None:
    rows = table([(A, 2018, 1, 10), (B, 2018, 3, 10), (A, 2019, 9, 10)])
    measured = distances(rows, (A, B))
    assert by_code(measured, "year") == {A: 2018, B: 2018}


def test_a_difference_that_has_no_amount_says_so_by_a_missing_amount() -> None:
    measured = distances(table([(A, 2019, 30, 1000), (B, 2019, 50, 1000)], indicator="old_age_ratio"), (A, B))
    assert by_code(measured, "shortfall") == {A: 0, B: 10}
    assert measured["amount"].isna().all()


@pytest.mark.parametrize("name", ["distance_to_city", "density", "pupils_per_teacher"])
def test_what_partners_cannot_even_out_has_no_distance(name: str) -> None:
    assert distances(table([(A, 2019, 30, 1000), (B, 2019, 50, 1000)], indicator=name), (A, B)).empty


def test_a_share_of_a_negative_mean_is_not_given() -> None:
    measured = distances(table([(A, 2019, -3, 1000), (B, 2019, -5, 1000)], indicator="migration_rate"), (A, B))
    assert measured["relative"].isna().all()
    assert by_code(measured, "shortfall") == {A: 0, B: 1}


def test_several_partners_are_measured_against_their_own_mean() -> None:
    rows = table([(A, 2019, 30, 1000), (B, 2019, 50, 1000)])
    assert target(rows, distributions(rows), (A, B)) is None


def test_a_single_municipality_is_measured_against_its_group() -> None:
    group = table([(A, 2019, 30, 1000), (B, 2019, 50, 9000), (C, 2019, 70, 1)])
    alone = group[group["teryt"].eq(A)]
    goal = target(alone, distributions(group), (A,))
    measured = distances(alone, (A,), target=goal)
    assert by_code(measured, "target") == {A: 50}  # municipalities of the group count equally
    assert by_code(measured, "amount") == {A: 20_000}


def test_a_single_municipality_whose_group_is_not_described_has_no_distance() -> None:
    group = table([(A, 2019, 30, 1000), (B, 2019, 50, 9000)])
    goal = target(group, distributions(group.assign(group="miejska")), (A,))
    assert distances(group[group["teryt"].eq(A)], (A,), target=goal).empty


def test_a_powiat_never_enters(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    assert "0402" in set(case.indicators["teryt"])
    assert set(distances(case.indicators, case.members)["teryt"]) == set(case.members)
    assert inequality(case.indicators, case.members)["n"].eq(4).all()

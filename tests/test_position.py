from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from diagnoza.context import indicators
from diagnoza.context.indicators import INDICATORS
from diagnoza.context.position import positions, synthetic_index

if TYPE_CHECKING:
    from diagnoza.case import Case


def group(values: list[float], *, indicator: str = "own_revenue", year: int = 2019, kind: str = "wiejska") -> pd.DataFrame:
    codes = [f"{n:06d}2" for n in range(1, len(values) + 1)]
    return pd.DataFrame(
        {"teryt": codes, "indicator": indicator, "year": year, "value": values, "base": 1000.0, "base_year": year, "group": kind}
    )


def placed(*tables: pd.DataFrame, change_years: int = 5) -> pd.DataFrame:
    """Place everybody in the group that the tables make up."""
    table = indicators.place(pd.concat(tables, ignore_index=True), None)
    return positions(table, indicators.distributions(table), change_years=change_years).set_index("teryt")


def rated(**z: float) -> pd.DataFrame:
    """Give one municipality with these z values."""
    return pd.DataFrame({"teryt": "0000012", "indicator": list(z), "z": list(z.values()), "change_z": np.nan})


# Positions -------------------------------------------------------------------------------------------------------------------


def test_more_revenue_is_above_zero_and_more_unemployment_is_below() -> None:
    revenue, jobless = (placed(group([1, 2, 3, 4, 5], indicator=name)) for name in ("own_revenue", "unemployment"))
    assert revenue["z"].to_list() == pytest.approx([-(2**0.5), -(0.5**0.5), 0, 0.5**0.5, 2**0.5])
    assert jobless["z"].to_list() == pytest.approx(list(-revenue["z"]))


def test_z_agrees_with_scipy() -> None:
    values = list(np.random.default_rng(4).lognormal(size=40))
    assert placed(group(values))["z"].to_list() == pytest.approx(list(stats.zscore(values)))


def test_over_a_whole_group_z_has_mean_zero_and_spread_one() -> None:
    z = placed(group(list(np.random.default_rng(5).gamma(2, size=60))))["z"]
    assert z.mean() == pytest.approx(0)
    assert z.std(ddof=0) == pytest.approx(1)


def test_z_does_not_depend_on_the_unit_of_measurement() -> None:
    values = [3.0, 7.0, 8.0, 20.0]
    thousands = [value / 1000 + 5 for value in values]
    assert placed(group(values))["z"].to_list() == pytest.approx(placed(group(thousands))["z"].to_list())


def test_what_is_only_described_is_signed_by_its_size() -> None:
    assert placed(group([1, 2, 3], indicator="density"))["z"].is_monotonic_increasing


def test_without_spread_in_the_group_a_position_is_missing_and_not_zero() -> None:
    table = placed(group([7, 7, 7]))
    assert table[["z", "favourable_to", "rank"]].isna().all(axis=None)
    assert table["value"].eq(7).all()


def test_favourable_is_counted_from_the_other_side_for_what_is_better_low() -> None:
    assert placed(group([1, 2, 3, 4]))["favourable_to"].to_list() == [12.5, 37.5, 62.5, 87.5]
    assert placed(group([1, 2, 3, 4], indicator="unemployment"))["favourable_to"].to_list() == [87.5, 62.5, 37.5, 12.5]


def test_rank_one_is_the_most_favourable() -> None:
    assert placed(group([1, 2, 3, 4]))["rank"].to_list() == [4, 3, 2, 1]
    assert placed(group([1, 2, 3, 4], indicator="unemployment"))["rank"].to_list() == [1, 2, 3, 4]


def test_municipalities_that_tie_share_the_better_place_whichever_side_is_better() -> None:
    assert placed(group([4, 4, 2, 1]))["rank"].to_list() == [1, 1, 3, 4]
    assert placed(group([1, 1, 2, 4], indicator="unemployment"))["rank"].to_list() == [1, 1, 3, 4]


def test_of_each_indicator_the_newest_year_counts() -> None:
    table = placed(group([1, 2], year=2018), group([5, 9], year=2019))
    assert table["year"].eq(2019).all()
    assert table["value"].to_list() == [5, 9]


def test_a_change_is_placed_among_the_changes_of_the_group() -> None:
    table = placed(group([10, 10, 10], year=2014), group([10, 20, 30], year=2019))
    assert table["change"].to_list() == [0, 10, 20]
    assert table["change_z"].to_list() == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])


def test_more_unemployment_than_before_is_a_change_for_the_worse() -> None:
    table = placed(group([10, 10, 10], year=2014, indicator="unemployment"), group([10, 20, 30], year=2019, indicator="unemployment"))
    assert table["change_z"].to_list() == pytest.approx([1.5**0.5, 0, -(1.5**0.5)])


def test_a_change_needs_the_year_that_lies_exactly_so_far_back() -> None:
    levels = (group([10, 12], year=2015), group([20, 25], year=2019))
    assert placed(*levels)["change"].isna().all()


def test_the_change_is_measured_over_the_years_that_are_asked_for() -> None:
    levels = (group([1, 2], year=2014), group([3, 5], year=2016), group([7, 11], year=2019))
    assert placed(*levels, change_years=3)["change"].to_list() == [4, 6]
    assert placed(*levels, change_years=5)["change"].to_list() == [6, 9]


def test_a_powiat_has_no_position() -> None:
    powiat = group([3]).assign(teryt="0000", group="powiat")
    assert "0000" not in placed(group([1, 2]), powiat).index


def test_a_municipality_is_compared_with_its_own_type_only() -> None:
    towns = group([100, 300], kind="miejska").assign(teryt=["0000031", "0000041"])
    table = placed(group([1, 3]), towns)
    assert table["z"].to_list() == pytest.approx([-1, 1, -1, 1])
    assert table["mean"].to_list() == [2, 2, 200, 200]


def test_adding_a_partner_changes_nobodys_position(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    alone = [positions(case.indicators[case.indicators["teryt"].eq(code)], case.distributions, change_years=5) for code in case.members]
    together = positions(case.indicators, case.distributions, change_years=5)
    together = together[together["teryt"].isin(case.members)]
    apart = pd.concat(alone).sort_values("teryt", kind="stable")
    columns = ["z", "favourable_to", "change_z"]
    np.testing.assert_allclose(together[columns], apart[columns], equal_nan=True)


def test_the_population_behind_a_position_is_at_most_two_years_older(cases: dict[str, Case]) -> None:
    for case in cases.values():
        table = positions(case.indicators, case.distributions, change_years=5)
        assert (table["year"] - table["base_year"]).between(0, 2).all()


def test_the_argument_stays_as_it_was() -> None:
    table = indicators.place(group([1, 2, 3]), None)
    before = table.copy()
    positions(table, indicators.distributions(table), change_years=5)
    pd.testing.assert_frame_equal(table, before)


# The synthetic index ---------------------------------------------------------------------------------------------------------


def test_a_dimension_is_the_mean_of_its_indicators_and_the_whole_the_mean_of_its_dimensions() -> None:
    index = synthetic_index(rated(migration_rate=1, old_age_ratio=0, own_revenue=-1, unemployment=2, distance_to_city=1.5), z_limit=3)
    assert index.set_index("dimension")["level"].to_dict() == {"S": 0.5, "G": 0.5, "P": 1.5, "all": pytest.approx(2.5 / 3)}
    assert index.set_index("dimension")["n_level"].to_dict() == {"S": 2, "G": 2, "P": 1, "all": 5}


def test_dimensions_come_in_the_order_of_the_report_and_the_whole_last() -> None:
    two = pd.concat([rated(own_revenue=1), rated(own_revenue=2).assign(teryt="0000022")])
    index = synthetic_index(two, z_limit=3)
    assert index["dimension"].to_list() == ["S", "G", "P", "all"] * 2
    assert index["teryt"].is_monotonic_increasing


def test_a_missing_indicator_is_left_out_and_never_counted_as_average() -> None:
    index = synthetic_index(rated(own_revenue=-2, unemployment=np.nan), z_limit=3).set_index("dimension")
    assert index.loc["G", "level"] == -2  # as zero it would be -1
    assert index.loc["G", "n_level"] == 1


def test_a_dimension_without_any_indicator_is_missing_and_does_not_pull_the_whole() -> None:
    index = synthetic_index(rated(own_revenue=-2), z_limit=3).set_index("dimension")
    assert index.loc[["S", "P"], "level"].isna().all()
    assert index.loc[["S", "P"], "n_level"].eq(0).all()
    assert index.loc["all", "level"] == -2


def test_level_and_change_are_counted_apart() -> None:
    table = rated(own_revenue=1, unemployment=1).assign(change_z=[0.5, np.nan])
    index = synthetic_index(table, z_limit=3).set_index("dimension")
    assert index.loc["G", ["level", "n_level", "change", "n_change"]].to_list() == [1, 2, 0.5, 1]


def test_what_is_only_described_does_not_enter() -> None:
    both = synthetic_index(rated(own_revenue=1, density=9, pupils_per_teacher=-9, distance_to_city=1), z_limit=3)
    without = synthetic_index(rated(own_revenue=1, distance_to_city=1), z_limit=3)
    pd.testing.assert_frame_equal(both, without)


def test_an_extreme_value_counts_as_the_limit() -> None:
    indexes = {limit: synthetic_index(rated(own_revenue=9, unemployment=-1), z_limit=limit) for limit in (1, 3, 10)}
    assert {limit: index.set_index("dimension")["level"]["G"] for limit, index in indexes.items()} == {1: 0, 3: 1, 10: 4}


def test_the_index_lies_between_its_worst_and_its_best_indicator() -> None:
    z = dict(zip([name for name, one in INDICATORS.items() if one.direction], np.random.default_rng(6).normal(size=6), strict=True))
    index = synthetic_index(rated(**z), z_limit=3)
    assert index["level"].between(min(z.values()), max(z.values())).all()


def test_all_six_judged_indicators_enter_but_a_city_has_no_distance_to_a_city(cases: dict[str, Case]) -> None:
    for case in cases.values():
        table = positions(case.indicators, case.distributions, change_years=5)
        index = synthetic_index(table[table["teryt"].isin(case.members)], z_limit=3)
        whole = index[index["dimension"].eq("all")].set_index("teryt")
        assert whole["n_level"].to_dict() == {code: 5 if code == "0861011" else 6 for code in case.members}
        assert whole["n_change"].eq(4).all()  # a distance does not change, and a change of population has no earlier one

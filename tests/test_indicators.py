from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from diagnoza.context import indicators
from diagnoza.context.indicators import BASE_LAG, INDICATORS

VILLAGE, TOWN, POWIAT = "0000012", "0000021", "0000"
UNITS = pd.DataFrame({"teryt": [VILLAGE, TOWN, POWIAT], "name": ["W", "M", "powiat"], "type": ["wiejska", "miejska", "powiat"]})


def figures(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["teryt", "figure", "year", "value"]).assign(source="gus")


def computed(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    return indicators.compute(figures(*rows), UNITS).set_index(["indicator", "year"]).sort_index()


def in_group(values: list[float], *, indicator: str = "own_revenue", year: int = 2019) -> pd.DataFrame:
    """Give a comparison group of villages with these values."""
    codes = [f"{n:06d}2" for n in range(1, len(values) + 1)]
    return pd.DataFrame(
        {"teryt": codes, "indicator": indicator, "year": year, "value": values, "base": 1000.0, "base_year": year, "group": "wiejska"}
    )


# Values ----------------------------------------------------------------------------------------------------------------------


def test_five_unemployed_among_a_thousand_are_five_per_thousand() -> None:
    table = computed((VILLAGE, "population", 2012, 1000), (VILLAGE, "unemployed", 2012, 5))
    assert table.loc[("unemployment", 2012), "value"] == 5
    assert table.loc[("unemployment", 2012), "base"] == 1000


def test_each_indicator_is_what_its_formula_says() -> None:
    rows = {
        "population": 4000,
        "pre_working": 800,
        "working": 2500,
        "post_working": 700,
        "area_ha": 5000,
        "own_revenue": 8_000_000,
        "unemployed": 60,
        "migration_balance": -8,
        "pupils_per_teacher": 7.5,
        "distance_to_city": 31.2,
    }
    earlier = [(VILLAGE, "population", 2014, 5000)]
    table = computed(*earlier, *((VILLAGE, figure, 2019, value) for figure, value in rows.items()))
    assert table.xs(2019, level="year")["value"].to_dict() == pytest.approx(
        {
            "migration_rate": -2,  # -8 among 4 thousand
            "old_age_ratio": 28,  # 700 to 2500
            "population_change": -20,  # from 5000 to 4000
            "pupils_per_teacher": 7.5,
            "own_revenue": 2000,  # 8 million among 4 thousand
            "unemployment": 15,  # 60 among 4 thousand
            "distance_to_city": 31.2,
            "density": 80,  # 4000 on 50 square kilometres
        }
    )


def test_a_balance_of_zero_is_a_value_and_a_balance_not_published_is_no_row() -> None:
    table = computed(
        (VILLAGE, "population", 2014, 1000),
        (VILLAGE, "population", 2015, 1000),
        (VILLAGE, "population", 2016, 1000),
        (VILLAGE, "migration_balance", 2014, 0),
        (VILLAGE, "migration_balance", 2016, 3),
    )
    assert table.loc["migration_rate", "value"].to_dict() == {2014: 0, 2016: 3}


def test_a_rate_uses_an_earlier_population_for_two_years_at_most_and_says_which() -> None:
    table = computed((VILLAGE, "population", 2022, 1000), *((VILLAGE, "unemployed", year, 10) for year in range(2022, 2027)))
    assert table.loc["unemployment", "base_year"].to_dict() == {2022: 2022, 2023: 2022, 2024: 2022}


def test_a_rate_never_uses_a_later_population() -> None:
    table = computed((VILLAGE, "population", 2022, 1000), (VILLAGE, "unemployed", 2021, 10), (VILLAGE, "unemployed", 2022, 10))
    assert list(table.loc["unemployment"].index) == [2022]


def test_a_rate_uses_the_population_of_the_same_place_only() -> None:
    people = [(TOWN, "population", 2021, 9000), (VILLAGE, "population", 2022, 1000)]
    table = computed(*people, (TOWN, "unemployed", 2022, 90), (VILLAGE, "unemployed", 2022, 5))
    assert sorted(table.loc["unemployment", "value"]) == [5, 10]


def test_revenue_is_divided_by_the_population_of_its_own_year_or_not_at_all() -> None:
    table = computed((VILLAGE, "population", 2018, 1000), (VILLAGE, "own_revenue", 2018, 1e6), (VILLAGE, "own_revenue", 2019, 2e6))
    assert table.loc["own_revenue", "value"].to_dict() == {2018: 1000}


def test_a_change_of_population_never_crosses_the_census_of_2021() -> None:
    table = computed(*((VILLAGE, "population", year, 1000 + year) for year in range(2010, 2030)))
    assert list(table.loc["population_change"].index) == [2015, 2016, 2017, 2018, 2019, 2020, 2026, 2027, 2028, 2029]


def test_in_the_published_years_no_change_of_population_is_later_than_2019(root: pytest.TempPathFactory) -> None:
    from diagnoza.reference.figures import read_own  # noqa: PLC0415

    own = read_own(root / "data/raw/reference")  # type: ignore[operator]
    table = indicators.compute(own.figures, own.units)
    assert sorted(table.loc[table["indicator"].eq("population_change"), "year"].unique()) == [2015, 2016, 2017, 2018, 2019]
    assert (table["year"] - table["base_year"]).between(0, BASE_LAG).all()


def test_a_place_without_figures_of_a_year_has_no_row_for_it() -> None:
    table = indicators.compute(figures((VILLAGE, "population", 2012, 1000), (TOWN, "unemployed", 2012, 5)), UNITS)
    assert table.empty


def test_the_argument_stays_as_it_was() -> None:
    given = figures((VILLAGE, "population", 2012, 1000), (VILLAGE, "unemployed", 2012, 5))
    before = given.copy()
    indicators.compute(given, UNITS)
    pd.testing.assert_frame_equal(given, before)


def test_the_order_of_the_rows_does_not_matter() -> None:
    keys = itertools.product((VILLAGE, TOWN), ("population", "unemployed"), range(2010, 2020))
    rows = [(code, figure, year, year + len(figure)) for code, figure, year in keys]
    forth, back = (indicators.compute(figures(*order), UNITS) for order in (rows, rows[::-1]))
    by = ["teryt", "indicator", "year"]
    pd.testing.assert_frame_equal(forth.sort_values(by, ignore_index=True), back.sort_values(by, ignore_index=True))


def test_ten_times_the_people_and_ten_times_the_unemployed_is_the_same_rate() -> None:
    small = computed((VILLAGE, "population", 2012, 1234), (VILLAGE, "unemployed", 2012, 77))
    large = computed((VILLAGE, "population", 2012, 12340), (VILLAGE, "unemployed", 2012, 770))
    assert small["value"].to_list() == pytest.approx(large["value"].to_list())


def test_every_indicator_says_all_that_a_reader_needs() -> None:
    for one in INDICATORS.values():
        assert all((one.name, one.unit, one.formula, one.sources))
        assert bool(one.scale) == bool(one.remedy) == any(one.counts), one.id
        assert not (one.scale and not one.direction), f"{one.id}: an amount that would close a gap needs a good and a bad side"


# Changes ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("years", "expected"), [(3, {2018: 30.0, 2019: 60.0}), (5, {2019: 90.0})])
def test_a_change_is_later_minus_earlier_and_needs_both_years(years: int, expected: dict[int, float]) -> None:
    levels = pd.concat([in_group([value], year=year) for year, value in ((2014, 10), (2015, 20), (2016, 40), (2018, 50), (2019, 100))])
    table = indicators.changes(levels, years)
    assert table.set_index("year")["value"].to_dict() == expected


def test_a_change_there_and_back_is_nothing() -> None:
    levels = pd.concat([in_group([3.0, 8.0], year=year) for year in (2014, 2017)])
    assert indicators.changes(levels, 3)["value"].eq(0).all()


# Distributions ---------------------------------------------------------------------------------------------------------------


def test_the_standard_deviation_is_that_of_a_whole_group() -> None:
    [row] = indicators.distributions(in_group([1, 2, 3, 4, 5])).to_dict("records")
    assert (row["n"], row["mean"], row["median"], row["min"], row["max"]) == (5, 3, 3, 1, 5)
    assert row["sd"] == pytest.approx(2**0.5)  # (4 + 1 + 0 + 1 + 4) / 5 = 2


def test_quantiles_agree_with_numpy() -> None:
    values = np.random.default_rng(1).lognormal(size=57)
    [row] = indicators.distributions(in_group(list(values))).to_dict("records")
    for name, share in indicators.QUANTILES.items():
        assert row[name] == pytest.approx(np.quantile(values, share))


def test_types_are_described_apart_and_powiats_not_at_all() -> None:
    villages, towns = in_group([1, 3]), in_group([10, 30]).assign(group="miejska", teryt=["0000031", "0000041"])
    powiat = in_group([99]).assign(group="powiat", teryt="0000")
    table = indicators.distributions(pd.concat([villages, towns, powiat])).set_index("group")
    assert table["mean"].to_dict() == {"miejska": 20, "wiejska": 2}


def test_changes_over_three_and_five_years_are_described_too() -> None:
    levels = pd.concat([in_group([10 * year, 20 * year], year=year) for year in (2014, 2016, 2019)])
    table = indicators.distributions(levels).set_index(["change_years", "year"])["mean"]
    assert table[[3, 5]].to_dict() == {(3, 2019): 45, (5, 2019): 75}


# Place in the group ----------------------------------------------------------------------------------------------------------


def test_the_middle_one_of_five_has_half_the_group_below() -> None:
    placed = indicators.place(in_group([1, 2, 3, 4, 5]), None)
    assert placed["percentile"].to_list() == [10, 30, 50, 70, 90]
    assert placed["rank"].to_list() == [5, 4, 3, 2, 1]


def test_equal_values_share_a_percentile_and_the_better_place() -> None:
    placed = indicators.place(in_group([1, 2, 2, 4]), None)
    assert placed["percentile"].to_list() == [12.5, 50, 50, 87.5]
    assert placed["rank"].to_list() == [4, 2, 2, 1]


def test_percentiles_agree_with_scipy() -> None:
    values = np.random.default_rng(2).integers(0, 20, size=80).astype(float)
    placed = indicators.place(in_group(list(values)), None)
    expected = [stats.percentileofscore(values, value, kind="mean") for value in values]
    np.testing.assert_allclose(placed["percentile"], expected)


def test_the_mean_percentile_of_a_group_is_fifty() -> None:
    for values in itertools.product([1.0, 2.0, 5.0], repeat=3):
        assert indicators.place(in_group(list(values)), None)["percentile"].mean() == pytest.approx(50)


def test_a_powiat_has_no_place_among_municipalities() -> None:
    powiat = in_group([3]).assign(teryt="0000", group="powiat")
    placed = indicators.place(pd.concat([in_group([1, 5]), powiat], ignore_index=True), None)
    assert placed["percentile"].isna().to_list() == [False, False, True]
    assert placed["rank"].isna().to_list() == [False, False, True]


def test_from_a_stored_distribution_its_own_quantiles_are_read_exactly_and_there_is_no_rank() -> None:
    group = in_group(list(np.linspace(0, 100, 101)))
    known = indicators.distributions(group)
    placed = indicators.place(in_group([10, 25, 50, 75, 90]), known)
    np.testing.assert_allclose(placed["percentile"], [10, 25, 50, 75, 90])
    assert placed["rank"].isna().all()


def test_beyond_the_ends_of_a_stored_distribution_nobody_is_above_or_below() -> None:
    known = indicators.distributions(in_group([1, 2, 3, 4, 5]))
    assert indicators.place(in_group([-7, 99]), known)["percentile"].to_list() == [0, 100]


def test_where_half_the_group_has_the_same_value_its_place_is_the_middle_of_that_half() -> None:
    known = indicators.distributions(in_group([0.0] * 50 + list(range(1, 51))))
    assert indicators.place(in_group([0.0]), known)["percentile"].iloc[0] == pytest.approx(12.5, abs=1)  # stored quantiles say: 0 to 25 %


def test_a_higher_value_never_has_a_lower_percentile() -> None:
    known = indicators.distributions(in_group(list(np.random.default_rng(3).lognormal(size=200))))
    placed = indicators.place(in_group(list(np.linspace(-1, 20, 300))), known)
    assert placed["percentile"].is_monotonic_increasing


def test_without_a_distribution_of_the_group_there_is_no_place() -> None:
    known = indicators.distributions(in_group([1, 2, 3]))
    assert indicators.place(in_group([2]).assign(group="miejska"), known)["percentile"].isna().all()

"""Published figures as they come into the project; what needs the national tables is skipped where there are none."""

from __future__ import annotations

import csv
import importlib.util
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from diagnoza.context.indicators import INDICATORS, place
from diagnoza.context.position import positions
from diagnoza.prepare.reference import profile_codes
from diagnoza.reference.figures import FIGURES, OWN_FILES, read_own
from diagnoza.reference.national import FILES, SOURCES, read_national

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Country
    from diagnoza.case import Case

PUBLISHED = {  # as Statistics Poland has them
    ("0861011", "population", 2022): 116_436,  # Gorzów Wielkopolski
    ("0801032", "migration_balance", 2023): 241,  # Deszczno
    ("0412062", "unemployed", 2024): 140,  # Wąpielsk
    ("0402", "unemployed", 2024): 1_908,  # powiat brodnicki
}
PERCENTAGE_POINTS = 10  # how far a place read off seven quantiles may be from the exact one
USUAL_POINTS = 2  # and usually is, at most


def cells(path: Path) -> list[dict[str, str]]:
    """Read a file without pandas, as a second way."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def value(figures: pd.DataFrame, teryt: str, figure: str, year: int) -> float:
    return float(figures.set_index(["teryt", "figure", "year"]).loc[(teryt, figure, year), "value"])


# What comes with the project -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("teryt", "figure", "year"), PUBLISHED)
def test_a_figure_is_the_one_that_statistics_poland_published(root: Path, teryt: str, figure: str, year: int) -> None:
    assert value(read_own(root / "data/raw/reference").figures, teryt, figure, year) == PUBLISHED[teryt, figure, year]


def test_there_are_figures_of_thirteen_municipalities_and_one_powiat(root: Path) -> None:
    own = read_own(root / "data/raw/reference")
    assert sorted(own.figures["teryt"].str.len().groupby(own.figures["teryt"]).first()) == [4] + [7] * 13
    assert set(own.seats["teryt"]) == {code for code in own.figures["teryt"] if len(code) == 7}


def test_registered_minus_deregistered_is_the_balance(root: Path) -> None:
    figures = read_own(root / "data/raw/reference").figures
    wide = figures[figures["teryt"].str.len().eq(7)].pivot(index=["teryt", "year"], columns="figure", values="value")
    wide = wide.dropna(subset=["migration_balance"])
    assert len(wide) == 13 * 13  # 2010 to 2023 without 2015
    assert (wide["migration_in"] - wide["migration_out"]).equals(wide["migration_balance"])


def test_the_three_age_groups_are_the_whole_population(root: Path) -> None:
    figures = read_own(root / "data/raw/reference").figures
    wide = figures.pivot(index=["teryt", "year"], columns="figure", values="value").dropna(subset=["working"])
    assert len(wide) == 14 * 10
    np.testing.assert_array_equal(wide[["pre_working", "working", "post_working"]].sum(axis=1), wide["population"])


def test_the_migration_of_2015_is_not_published_and_has_no_row(root: Path) -> None:
    figures = read_own(root / "data/raw/reference").figures
    assert not (figures["figure"].str.startswith("migration") & figures["year"].eq(2015)).any()


def test_there_is_no_population_between_the_two_censuses(root: Path) -> None:
    figures = read_own(root / "data/raw/reference").figures
    assert sorted(figures.loc[figures["figure"].eq("population"), "year"].unique()) == [*range(2010, 2020), 2021, 2022]


def test_a_powiat_has_the_figures_that_add_up_and_no_others(root: Path) -> None:
    figures = read_own(root / "data/raw/reference").figures
    known = set(figures.loc[figures["teryt"].eq("0402"), "figure"])
    assert known == {figure.id for figure in FIGURES.values() if figure.adds_up}


def test_the_distribution_of_a_year_covers_nearly_the_whole_country(root: Path) -> None:
    known = read_own(root / "data/raw/reference").distributions
    counted = known[known["change_years"].eq(0)].groupby(["indicator", "year"])["n"].sum()
    assert counted.between(2470, 2477).all()
    assert set(known["indicator"]) == set(INDICATORS)


def test_a_stored_distribution_is_in_order(root: Path) -> None:
    known = read_own(root / "data/raw/reference").distributions
    ordered = known[["min", "p10", "q1", "median", "q3", "p90", "max"]].to_numpy()
    assert (np.diff(ordered) >= 0).all()
    assert known["mean"].between(known["min"], known["max"]).all()


# The national tables ---------------------------------------------------------------------------------------------------------


def test_the_inhabitants_of_all_municipalities_are_the_inhabitants_of_poland(country: Country) -> None:
    figures = country.reference.figures
    people = figures[figures["figure"].eq("population") & figures["teryt"].str.len().eq(7)].groupby("year")["value"].agg(["sum", "size"])
    assert people.loc[2021].to_list() == [37_907_704, 2477]
    assert people.loc[2022].to_list() == [37_766_327, 2477]


def test_the_unemployed_of_powiats_and_of_cities_with_their_rights_are_the_unemployed_of_poland(country: Country) -> None:
    figures, units = country.reference.figures, country.reference.units.set_index("teryt")["type"]
    rows = figures[figures["figure"].eq("unemployed") & figures["year"].eq(2024)]
    kinds = rows.groupby(rows["teryt"].map(units))["value"].agg(["sum", "size"])
    assert kinds.loc[["powiat", "miasto na prawach powiatu"], "size"].to_list() == [314, 66]
    assert kinds.loc[["powiat", "miasto na prawach powiatu"], "sum"].sum() == 786_179
    assert kinds.drop("powiat")["sum"].sum() == 786_179


@pytest.mark.parametrize(("teryt", "figure", "year"), PUBLISHED)
def test_the_national_tables_say_the_same(country: Country, teryt: str, figure: str, year: int) -> None:
    assert value(country.reference.figures, teryt, figure, year) == PUBLISHED[teryt, figure, year]


def test_a_blank_is_no_row_and_no_zero(country: Country) -> None:
    figures = country.reference.figures
    assert not (figures["figure"].str.startswith("migration") & figures["year"].eq(2015)).any()
    walbrzych = figures[figures["teryt"].eq("0265011") & figures["figure"].eq("unemployed")]
    assert walbrzych["year"].min() == 2013


def test_a_powiat_is_the_sum_of_its_municipalities(country: Country) -> None:
    figures = country.reference.figures
    rows = figures[figures["figure"].isin(["population", "area_ha", "working", "migration_balance"])]
    powiats = rows[rows["teryt"].str.len().eq(4)].set_index(["teryt", "figure", "year"])["value"]
    municipal = rows[rows["teryt"].str.len().eq(7)]
    sums = municipal.groupby([municipal["teryt"].str[:4].rename("teryt"), "figure", "year"])["value"].sum()
    np.testing.assert_allclose(powiats, sums.reindex(powiats.index))


def expected_cells(path: Path, file: str) -> int:
    """Count the cells of a file that the project has to account for."""
    rows = cells(path)
    years = sum(name.startswith("y2") for name in rows[0])
    columns = {
        "gus/population_area_2021_2022.csv": 4,  # two figures of two years
        "gus/population_age_groups_2010_2019.csv": 4,  # three groups and the total
        "gus/own_revenue_2010_2019.csv": 1,
        "gus/migration_2010_2023.csv": 3,  # in, out, balance
        "gus/unemployed_2003_2024.csv": years,
        "gus/unemployed_powiaty_2003_2024.csv": years,
        "gus/pupils_per_teacher_2018.csv": 1,
        "geo/gmina_points.csv": 1,
    }
    return len(rows) * columns[file]


@pytest.mark.parametrize("file", FILES)
def test_every_cell_of_a_file_is_kept_or_set_aside(country: Country, file: str) -> None:
    audit = country.reference.audit
    assert audit.loc[audit["file"].eq(file), "rows"].sum() == expected_cells(country.folder / file, file)
    assert (audit.loc[audit["outcome"].eq("set aside"), "reason"] != "").all()


@pytest.mark.parametrize("file", FILES)
def test_what_the_audit_calls_kept_is_in_the_figures(country: Country, file: str) -> None:
    audit, figures = country.reference.audit, country.reference.figures
    of_powiats = file == "gus/unemployed_powiaty_2003_2024.csv"
    rows = figures[figures["source"].eq(SOURCES[file]) & figures["teryt"].str.len().eq(4 if of_powiats else 7)]
    kept = audit.loc[audit["file"].eq(file) & audit["outcome"].eq("kept"), "rows"].sum()
    assert kept == len(rows)


def test_all_2477_municipalities_have_a_profile(national_cases: dict[str, Case], shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIAGNOZA_REFERENCE", str(shared))
    codes = profile_codes(national_cases["mg-6"].root)
    assert len(codes) == len(set(codes)) == 2477
    assert {"0801022", "2611011"} <= set(codes)


def test_the_two_municipalities_made_in_2026_have_a_code_and_no_figures(country: Country) -> None:
    units = country.reference.units
    municipal = set(units.loc[units["type"].ne("powiat"), "teryt"])
    assert municipal - set(country.indicators["teryt"]) == {"1207132", "2002162"}


def test_figures_of_all_units_are_of_units_in_the_register(country: Country) -> None:
    assert set(country.reference.figures["teryt"]) <= set(country.reference.units["teryt"])


def test_reading_twice_gives_the_same(country: Country) -> None:
    again = read_national(country.folder, units=country.reference.units, sources=country.reference.sources)
    pd.testing.assert_frame_equal(again.figures, country.reference.figures)
    pd.testing.assert_frame_equal(again.audit, country.reference.audit)


# The small tables come from the national ones ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def remade(shared: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run scripts/make_reference.py in a copy of the project."""
    from conftest import copy  # noqa: PLC0415

    place = copy(tmp_path_factory.mktemp("remade") / "project")
    spec = importlib.util.spec_from_file_location("make_reference", root / "scripts/make_reference.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIAGNOZA_ROOT", str(place))
        patch.setenv("DIAGNOZA_REFERENCE", str(shared))
        spec.loader.exec_module(script)
        script.main()
    return place / "data/raw/reference"


@pytest.mark.parametrize("name", ["units", "figures", "seats", "sources"])
def test_a_small_table_is_a_part_of_the_national_ones(remade: Path, root: Path, name: str) -> None:
    file = OWN_FILES[name]
    assert (remade / file).read_text("utf-8") == (root / "data/raw/reference" / file).read_text("utf-8")


def test_the_stored_distributions_are_those_of_the_national_tables_to_six_digits(root: Path, remade: Path, country: Country) -> None:
    keys = ["indicator", "year", "group", "change_years"]
    stored, made = (read_own(folder).distributions.set_index(keys).sort_index() for folder in (root / "data/raw/reference", remade))
    exact = country.distributions.set_index(keys).sort_index()
    pd.testing.assert_frame_equal(stored, made, rtol=2e-6)
    pd.testing.assert_frame_equal(stored, exact[stored.columns], rtol=6e-6, check_dtype=False)


def test_the_outline_of_the_country_is_that_of_its_powiats(root: Path, remade: Path) -> None:
    stored, made = (pd.read_csv(folder / "poland.csv") for folder in (root / "data/raw/reference", remade))
    assert stored["lon"].between(14, 24.2).all()
    assert stored["lat"].between(48.9, 55).all()
    np.testing.assert_allclose(stored.agg(["min", "max"]), made.agg(["min", "max"]), atol=0.05)


# With the national tables and without ------------------------------------------------------------------------------------------


def test_a_position_is_the_same_with_the_national_tables_and_without(cases: dict[str, Case], national_cases: dict[str, Case]) -> None:
    for name, case in cases.items():
        both = [positions(one.indicators, one.distributions, change_years=5) for one in (case, national_cases[name])]
        offline, national = (table.set_index(["teryt", "indicator"]) for table in both)
        assert list(offline.index) == list(national.index)
        np.testing.assert_allclose(offline["value"], national["value"], rtol=1e-8)
        np.testing.assert_allclose(offline[["z", "change_z"]], national[["z", "change_z"]], atol=1e-4, equal_nan=True)
        assert offline["rank"].isna().all()
        assert national["rank"].notna().equals(national["z"].notna())
        assert (national["rank"] <= national["n"]).dropna().all()


def test_a_percentile_read_off_stored_quantiles_is_near_the_exact_one(country: Country, root: Path) -> None:
    exact = country.indicators[country.indicators["teryt"].str.len().eq(7)].reset_index(drop=True)
    known = read_own(root / "data/raw/reference").distributions
    off = (place(exact.drop(columns=["percentile", "rank"]), known)["percentile"] - exact["percentile"]).abs()
    assert off.max() <= PERCENTAGE_POINTS
    assert off.quantile(0.75) <= USUAL_POINTS


def test_a_rank_counts_the_municipalities_that_are_better(country: Country, national_cases: dict[str, Case]) -> None:
    case = national_cases["starachowice"]
    mine = positions(case.indicators, case.distributions, change_years=5).set_index("indicator")
    for name, row in mine[mine["rank"].notna()].iterrows():
        table = country.indicators
        group = table[table["indicator"].eq(name) & table["year"].eq(row["year"]) & table["group"].eq(row["group"])]["value"]
        better = (group < row["value"]) if INDICATORS[str(name)].direction == -1 else (group > row["value"])
        assert row["rank"] == better.sum() + 1, name


def test_every_rank_in_the_country_is_one_more_than_the_number_of_better_municipalities(country: Country) -> None:
    table = positions(country.indicators, country.distributions, change_years=5)
    for (name, _, _), group in table.dropna(subset=["rank"]).groupby(["indicator", "group", "year"]):
        if len(group) == group["n"].iloc[0]:
            expected = group["value"].rank(method="min", ascending=INDICATORS[str(name)].direction == -1)
            assert group["rank"].astype(float).equals(expected), name

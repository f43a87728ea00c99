"""The line of public statistics: two municipalities, A and B, beside similar ones with the mean 20 and the standard deviation 10."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import line_checks
from diagnoza import polish
from diagnoza.catalogue import read_services
from diagnoza.partnership import load_partnership
from diagnoza.synthesis.base import About
from diagnoza.synthesis.lines import statistics
from diagnoza.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding, Item

PARTNERSHIPS = ("jablonowo", "lwowek", "mg-6", "starachowice", "swilcza")
A, B = "9901012", "9901022"


@pytest.fixture
def two(root: Path) -> About:
    names = pd.Series({A: "Alfa", B: "Beta"})
    return About(load_partnership("mg-6", root), names, read_services(root / "params/questionnaires/bank.yaml"))


def row(teryt: str, indicator: str, value: float, base: float = 100.0, year: int = 2020) -> dict[str, object]:
    place = {"base_year": year, "group": "wiejska", "percentile": 50.0, "rank": pd.NA}
    return {"teryt": teryt, "indicator": indicator, "year": year, "value": value, "base": base, **place}


def made(*rows: dict[str, object], mean: float = 20.0, sd: float = 10.0) -> dict[str, pd.DataFrame]:
    indicators = TABLES["indicators"].validate(pd.DataFrame(list(rows)))
    known = indicators[["indicator", "year"]].drop_duplicates()
    quantiles = dict.fromkeys(("min", "p10", "q1", "median", "q3", "p90", "max"), mean)
    table = known.assign(group="wiejska", change_years=0, n=100, mean=mean, sd=sd, **quantiles)
    return {"indicators": indicators, "distributions": TABLES["distributions"].validate(table)}


def figure(teryt: str, name: str, year: int, value: float) -> dict[str, object]:
    return {"teryt": teryt, "figure": name, "year": year, "value": value, "source": name}


def states(found: list[Item]) -> dict[str, str]:
    return {one.item: one.state for one in found}


def by_id(found: list[Finding], name: str) -> Finding:
    return next(one for one in found if one.finding == name)


def test_more_unemployed_than_in_similar_municipalities_tell_of_a_need_in_the_economy(two: About) -> None:
    (found,) = statistics.evidence(made(row(A, "unemployment", 26), row(B, "unemployment", 26)), two)
    assert (found.field, found.line, found.state, found.n, found.date) == ("gospodarka", "statistics", "supports", 2, "2020")
    assert found.value == pytest.approx(-0.6)
    assert "o 0,6 odchylenia standardowego mniej korzystnie" in found.statement


def test_half_of_the_municipalities_below_are_enough_even_where_the_average_is_near(two: About) -> None:
    table = made(row(A, "unemployment", 25, base=100), row(B, "unemployment", 20, base=10_000))
    assert states(statistics.evidence(table, two)) == {"unemployment": "supports"}


def test_the_average_is_that_of_inhabitants_and_not_of_municipalities(two: About) -> None:
    # z of A is +1, of B -0.4: weighted 3 to 1 the mean is +0.65, unweighted it would be +0.3
    table = made(row(A, "unemployment", 10, base=300), row(B, "unemployment", 24, base=100))
    (found,) = statistics.evidence(table, two)
    assert (found.state, found.value) == ("contradicts", pytest.approx(0.65))


def test_between_the_two_thresholds_there_is_no_item(two: About) -> None:
    assert statistics.evidence(made(row(A, "unemployment", 24), row(B, "unemployment", 16)), two) == []


def test_a_short_way_to_the_city_is_no_evidence_against_and_a_long_one_is_evidence_for_transport(two: About) -> None:
    near, far = (made(row(A, "distance_to_city", km), row(B, "distance_to_city", km)) for km in (5, 40))
    assert statistics.evidence(near, two) == []
    assert [(one.field, one.state) for one in statistics.evidence(far, two)] == [("transport", "supports")]


def test_demography_is_of_no_field(two: About) -> None:
    table = made(*(row(code, name, 90) for code in (A, B) for name in ("old_age_ratio", "migration_rate", "density")))
    assert statistics.evidence(table, two) == []


def test_fewer_than_half_with_a_value_say_nothing(two: About) -> None:
    three = replace(two, names=pd.Series({A: "Alfa", B: "Beta", "9901032": "Gamma"}))
    table = made(row(A, "unemployment", 60))
    assert statistics.evidence(table, three) == []
    assert states(statistics.evidence(table, two)) == {"unemployment": "supports"}


def test_where_similar_municipalities_do_not_differ_there_is_no_item(two: About) -> None:
    assert statistics.evidence(made(row(A, "unemployment", 26), row(B, "unemployment", 26), sd=0), two) == []


def test_people_are_added_up_and_their_change_is_told_within_one_census(two: About) -> None:
    rows = [figure(A, "population", 2010, 600), figure(B, "population", 2010, 400), figure(A, "population", 2019, 560)]
    rows += [figure(B, "population", 2019, 390), figure(A, "population", 2022, 500), figure(B, "population", 2022, 300)]
    found = by_id(statistics.findings({"figures": pd.DataFrame(rows)}, two), "context-population")
    assert "800 mieszkańców (31 grudnia 2022 r.)" in found.sentence.replace(polish.NBSP, " ")
    assert "W latach 2010–2019 liczba mieszkańców zmalała o 5,0%" in found.sentence
    assert (found.value, found.swot, found.weight, found.sources) == (pytest.approx(-5), "T", pytest.approx(0.5), ("population",))


def test_the_balance_of_migration_is_added_up_and_no_gain_is_told_with_a_negation(two: About) -> None:
    figures = pd.DataFrame([figure(A, "migration_balance", 2020, -30), figure(B, "migration_balance", 2020, -10)])
    tables = made(row(A, "migration_rate", -3), row(B, "migration_rate", -1))
    found = by_id(statistics.findings({"figures": figures, **tables}, two), "context-migration")
    told = found.sentence.replace(polish.NBSP, " ")
    assert told == (
        "W 2020 r. saldo migracji na pobyt stały wyniosło −40; nie było dodatnie w żadnej z 2 gmin, "
        "najwyższe: Beta (−10), najniższe: Alfa (−30)."
    )
    assert (found.swot, found.weight) == ("W", pytest.approx(0.2))
    assert "Różnica to 40 osób." in found.plain.replace(polish.NBSP, " ")


def test_close_to_similar_municipalities_is_neither_a_strength_nor_a_weakness(two: About) -> None:
    near, far = (made(*(row(code, "unemployment", value) for code in (A, B))) for value in (19, 5))
    assert [by_id(statistics.findings(table, two), "context-unemployment").swot for table in (near, far)] == ["", "S"]


def test_the_extreme_is_told_from_one_standard_deviation_and_names_its_municipality(two: About) -> None:
    table = made(row(A, "unemployment", 31), row(B, "unemployment", 20))
    found = by_id(statistics.findings(table, two), "context-extreme")
    assert found.units == (A,)
    assert "Alfa: bezrobotni zarejestrowani na 1000 mieszkańców (31,0, mediana grupy 20,0)" in found.sentence
    names = {one.finding for one in statistics.findings(made(row(A, "unemployment", 29), row(B, "unemployment", 20)), two)}
    assert "context-extreme" not in names


def test_levelling_tells_what_the_lowest_lacks_to_the_mean(two: About) -> None:
    # mean (1000 + 2000) / 2 = 1500: 500 zł for each of 100 inhabitants of A
    table = made(row(A, "own_revenue", 1000), row(B, "own_revenue", 2000), mean=1500, sd=100)
    found = by_id(statistics.findings(table, two), "context-levelling")
    assert (found.value, found.units, found.weight) == (50_000, (A,), pytest.approx(1 / 3))
    alone = replace(two, names=two.names[:1])
    assert "context-levelling" not in {one.finding for one in statistics.findings(table, alone)}


def test_nothing_at_hand_gives_nothing(two: About) -> None:
    assert statistics.evidence({}, two) == []
    assert statistics.findings({}, two) == []


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_what_is_told_of_a_partnership_keeps_the_declaration(cases: dict[str, Case], root: Path, name: str) -> None:
    tables, whose, shown = line_checks.stored(cases[name]), line_checks.about(cases[name]), line_checks.keys(root)
    assert 5 <= len(statistics.findings(tables, whose)) <= 8
    assert line_checks.items(statistics, tables, whose, shown) == []
    assert line_checks.findings(statistics, tables, whose, shown) == []
    assert line_checks.without(statistics, tables, whose) == []
    assert line_checks.shuffled(statistics, tables, whose) == []


def test_deszczno_gains_most_and_gorzow_loses_most(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    found = by_id(statistics.findings(line_checks.stored(case), line_checks.about(case)), "context-migration")
    assert "najwyższe: Deszczno (+241), najniższe: Gorzów Wielkopolski (−553)" in found.sentence


def test_a_powiat_is_not_counted_among_the_inhabitants(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    people = case.figures.query("figure == 'population' and year == 2022").set_index("teryt")["value"].drop("0402")
    found = by_id(statistics.findings(line_checks.stored(case), line_checks.about(case)), "context-population")
    assert polish.number(people.sum()) in found.sentence


def test_the_order_of_the_partners_does_not_change_what_is_found(cases: dict[str, Case]) -> None:
    tables, whose = line_checks.stored(cases["mg-6"]), line_checks.about(cases["mg-6"])
    there, back = (statistics.findings(tables, replace(whose, names=names)) for names in (whose.names, whose.names[::-1]))
    assert line_checks.in_order(there) == line_checks.in_order(back)

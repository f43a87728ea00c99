"""Sentences, titles and text alternatives: Polish that agrees with its numbers, and numbers that agree with the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import pytest

import line_checks
from diagnoza import polish
from diagnoza.case import open_case, open_municipality
from diagnoza.context import alts, indicators, inequality, position, profile, published, trends, words
from diagnoza.context.indicators import INDICATORS
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.partners import maps, members
from diagnoza.synthesis.lines import statistics

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Country
    from diagnoza.case import Case, MunicipalCase

PARTNERSHIPS = ("jablonowo", "lwowek", "mg-6", "starachowice", "swilcza")
SINGLE = ("lwowek", "starachowice", "swilcza")
LONGEST_TITLE = 120
NOUNS = {  # nominative of one, of two, of five; genitive of one, of more
    "gmina": ("gmina", "gminy", "gmin", "gminy", "gmin"),
    "osoba": ("osoba", "osoby", "osób", "osoby", "osób"),
    "wiersz": ("wiersz", "wiersze", "wierszy", "wiersza", "wierszy"),
    "wskaźnik": ("wskaźnik", "wskaźniki", "wskaźników", "wskaźnika", "wskaźników"),
}
FORMS = {form: noun for noun, forms in NOUNS.items() for form in forms}
GENITIVE_AFTER = ("z", "dla", "do", "od", "bez", "ciągu", "pozycji", "siedzib")
NUMBER = r"(?<![\d,−])(\d{1,3}(?:\xa0\d{3})*)"


class Text(NamedTuple):
    kind: str
    text: str


class Measured(NamedTuple):
    """What chapter 02 computes before it writes a word."""

    placed: pd.DataFrame
    index: pd.DataFrame
    gaps: pd.DataFrame


def measure(case: Case | MunicipalCase) -> Measured:
    placed = position.positions(case.indicators, case.distributions, change_years=5)
    placed = placed[placed["teryt"].isin(case.members)]
    goal = inequality.target(case.indicators, case.distributions, case.members)
    index = position.synthetic_index(placed, z_limit=3)
    return Measured(placed, index, inequality.distances(case.indicators, case.members, target=goal))


def of_context(case: Case) -> list[Text]:
    """Write all that chapter 02 writes."""
    placed, index, gaps = measure(case)
    counted = gaps.dropna(subset=["amount"])
    texts = [
        Text("title", words.title_positions(index)),
        Text("alt", alts.alt_positions(placed, case.names)),
        Text("n", words.compared(placed)),
        Text("say", words.say_positions(index, case.names)),
        Text("say", words.say_cities(placed, case.names)),
        Text("title", words.title_quadrants(index)),
        Text("alt", alts.alt_quadrants(index, case.names)),
        Text("say", words.say_change(placed, 5)),
        Text("title", words.title_distances(counted, case.names)),
        Text("alt", alts.alt_distances(counted, case.names)),
        Text("say", words.say_distances(gaps, case.names)),
    ]
    for name in trends.FOLLOWED:
        history, _ = trends.history(case.indicators, case.distributions, name, case.members)
        texts += [
            Text("title", words.title_trend(history)),
            Text("alt", alts.alt_trend(history, case.names)),
            Text("say", words.say_trend(history, case.distributions, case.names)),
        ]
    return texts + (of_differences(case) if len(case.members) > 1 else [])


def of_differences(case: Case) -> list[Text]:
    history = trends.of_differences(case.indicators, case.members)
    return [
        Text("title", words.title_inequality(history)),
        Text("alt", alts.alt_inequality(history)),
        Text("say", words.say_inequality(history)),
    ]


def of_partners(case: Case) -> list[Text]:
    """Write all that chapter 01 writes."""
    population = members.newest(case.figures, "population")["value"]
    return [
        Text("say", members.say_partners(case.partners, case.figures)),
        Text("say", members.say_powiats(case.partners)),
        Text("alt", maps.alt_partners(case.names, population, case.boundaries)),
        Text("say", maps.say_pieces(case.boundaries)),
        Text("say", maps.say_distances(case.seats, case.names)),
        Text("say", members.say_deliveries(case.deliveries)),
        Text("n", words.municipalities(len(case.members))),
        Text("n", members.count_rows(case.audit)),
        Text("n", published.count_indicators()),
    ]


def of_summary(case: Case) -> list[Text]:
    """Write what chapter 00 may say of public figures."""
    found = statistics.findings(line_checks.stored(case), line_checks.about(case))
    return [Text("say", one.sentence) for one in found]


def of_profile(case: MunicipalCase) -> list[Text]:
    """Write all that a profile writes."""
    placed, _, gaps = measure(case)
    shown = placed.dropna(subset=["favourable_to"])
    histories = trends.histories(case.indicators)
    return [
        Text("say", profile.say_municipality(case.unit, [one.name for one in case.partnerships])),
        Text("title", profile.title_profile(shown)),
        Text("alt", alts.alt_profile(shown, case.name)),
        Text("n", words.compared(placed)),
        Text("say", profile.say_profile(shown)),
        Text("title", profile.title_history(histories)),
        Text("alt", alts.alt_history(histories, case.name)),
        Text("say", words.say_distances(gaps, case.names)),
    ]


@pytest.fixture(scope="module")
def written(cases: dict[str, Case]) -> dict[str, list[Text]]:
    """Write every text of every report, and of the profile of every municipality in it."""
    reports = {name: [*of_summary(case), *of_partners(case), *of_context(case)] for name, case in cases.items()}
    for name, case in cases.items():
        for code in case.members:
            reports[f"{name} {code}"] = of_profile(open_municipality(code, root=case.root))
    return reports


# Form ------------------------------------------------------------------------------------------------------------------------


def test_every_text_is_a_text_without_traces_of_a_program(written: dict[str, list[Text]]) -> None:
    for report, texts in written.items():
        for one in texts:
            assert not re.search(r"\b(nan|NaN|None|NA|NaT|inf|Name|dtype)\b|<NA>|[{}\[\]_]", one.text), f"{report}: {one.text}"


def test_decimals_have_a_comma_and_minus_is_a_minus(written: dict[str, list[Text]]) -> None:
    for report, texts in written.items():
        for one in texts:
            assert not re.search(r"\d\.\d|(?<![\w])-\d|\d{5,}", one.text), f"{report}: {one.text}"


def test_sentences_end_and_nothing_is_left_hanging(written: dict[str, list[Text]]) -> None:
    for report, texts in written.items():
        for one in texts:
            if one.kind in {"say", "alt"} and one.text:
                assert one.text.endswith("."), f"{report}: {one.text}"
            assert not re.search(r"[–:;,] ?[.;,]|  |\(\)|\.\.", one.text), f"{report}: {one.text}"


def test_titles_are_short_and_have_no_full_stop(written: dict[str, list[Text]]) -> None:
    for report, texts in written.items():
        for one in texts:
            if one.kind == "title":
                assert len(one.text) <= LONGEST_TITLE, f"{report}: {one.text}"
                assert not one.text.endswith("."), f"{report}: {one.text}"
                assert one.text[0].isupper(), f"{report}: {one.text}"


def test_text_alternatives_are_at_most_250_characters_and_all_different(written: dict[str, list[Text]]) -> None:
    for report, texts in written.items():
        made = [one.text for one in texts if one.kind == "alt"]
        assert max(len(text) for text in made) <= 250, report
        assert len(set(made)) == len(made), report


def test_a_text_alternative_says_first_what_kind_of_picture_it_is(written: dict[str, list[Text]]) -> None:
    for texts in written.values():
        for one in texts:
            assert one.kind != "alt" or re.match(r"(Mapa|Wykres)", one.text), one.text


# Agreement of nouns and verbs with numbers -------------------------------------------------------------------------------------


def expected_noun(n: int, noun: str, *, genitive: bool) -> str:
    one, few, many, of_one, of_more = NOUNS[noun]
    if genitive:
        return of_one if n == 1 else of_more
    return polish.plural(n, one, few, many)


def wrong_nouns(text: str) -> list[str]:
    """Find counted nouns in a form that their number, and the word before it, do not ask for."""
    wrong = []
    for match in re.finditer(rf"(?:(\w+)[ \xa0])?[+−]?{NUMBER}[ \xa0]({'|'.join(FORMS)})\b", text):
        before, digits, found = match.groups()
        n = int(digits.replace("\xa0", ""))
        if found != expected_noun(n, FORMS[found], genitive=before in GENITIVE_AFTER):
            wrong.append(match.group())
    return wrong


def test_the_finder_of_wrong_nouns_finds_them() -> None:
    assert wrong_nouns("Powyżej średniej: 2 z\xa04\xa0gmin; mieszka 21\xa0952\xa0osoby; o 31,0 osoby") == []
    assert wrong_nouns("Powyżej średniej: 2 z\xa04\xa0gminy i 5\xa0osoby") == ["z\xa04\xa0gminy", "i 5\xa0osoby"]


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_counted_nouns_have_the_form_that_number_and_preposition_ask_for(written: dict[str, list[Text]], name: str) -> None:
    assert {one.text: wrong for one in written[name] if (wrong := wrong_nouns(one.text))} == {}


VERBS = {"tworzy": "tworzą", "mieszka": "mieszkają", "zamieszkuje": "zamieszkują", "poprawia": "poprawiają"}


def wrong_verbs(text: str) -> list[str]:
    """Find verbs whose subject is a number of two to four (22, 104 ...) and that are not plural, or the other way round."""
    wrong = []
    for match in re.finditer(rf"\b(\w+)[ \xa0]{NUMBER}\b", text):
        verb, n = match.group(1), int(match.group(2).replace("\xa0", ""))
        plural = polish.plural(n, "one", "few", "many") == "few"
        if (verb in VERBS and plural) or (verb in VERBS.values() and not plural):
            wrong.append(match.group())
    return wrong


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_two_to_four_are_many_to_their_verb_and_five_are_one(written: dict[str, list[Text]], name: str) -> None:
    assert {one.text: wrong for one in written[name] if (wrong := wrong_verbs(one.text))} == {}


# Agreement with the data -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["jablonowo", "mg-6"])
@pytest.mark.parametrize("indicator", trends.FOLLOWED)
def test_the_extremes_that_are_named_are_the_extremes(cases: dict[str, Case], name: str, indicator: str) -> None:
    case = cases[name]
    rows = case.indicators[case.indicators["indicator"].eq(indicator) & case.indicators["teryt"].isin(case.members)]
    last = rows[rows["year"].eq(rows["year"].max())].set_index("teryt")["value"]
    high, low = case.names[last.idxmax()], case.names[last.idxmin()]
    history, _ = trends.history(case.indicators, case.distributions, indicator, case.members)
    assert re.search(rf"najwięcej {high} \(.+najmniej {low} \(", alts.alt_trend(history, case.names))
    assert re.search(rf"najwyższa wartość: {high} \(.+najniższa: {low} \(", words.say_trend(history, case.distributions, case.names))


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_the_most_and_the_least_favourable_position_are_named(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    placed = measure(case).placed
    judged = placed[placed["indicator"].map(lambda one: bool(INDICATORS[one].direction))].dropna(subset=["z"])
    alt = alts.alt_positions(placed, case.names)
    for words_, row in (("Najkorzystniej", judged.loc[judged["z"].idxmax()]), ("najmniej korzystnie", judged.loc[judged["z"].idxmin()])):
        z = polish.number(row["z"], 1, signed=True)
        assert f"{words_}: {case.names[row['teryt']]}, {alts.SHORT[row['indicator']]} (z = {z})" in alt


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_everybody_stands_on_one_side_of_the_average(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    index = measure(case).index
    text = words.say_positions(index, case.names)
    level = index[index["dimension"].eq("all")].set_index("teryt")["level"]
    sides = {"wyraźnie powyżej": level[level >= 0.5], "blisko": level[level.abs() < 0.5], "wyraźnie poniżej": level[level <= -0.5]}
    assert sum(len(some) for some in sides.values()) == len(case.members)
    for side, some in sides.items():
        listed = re.search(rf"{side} średniej: ([^;.]+)", text)
        assert bool(listed) == bool(len(some))
        for code in some.index:
            assert listed
            assert case.names[code] in listed.group(1)


@pytest.mark.parametrize("name", ["jablonowo", "mg-6"])
def test_the_lowest_is_the_one_whose_distance_is_the_largest(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    gaps = measure(case).gaps
    for indicator, rows in gaps.groupby("indicator"):
        row = words.lowest(gaps, str(indicator))
        assert row is not None
        assert row["shortfall"] == rows["shortfall"].max() > 0


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_what_is_said_to_be_lacking_is_what_the_table_says(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    gaps = measure(case).gaps
    said = words.say_distances(gaps, case.names)
    grid = published.distance_grid(gaps, case.names, target=words.name_target(case.members))
    tabulated = {grid.text(row, len(grid.columns) - 1) for row in range(len(grid.rows))}
    parts = re.findall(r"(\d[\d\xa0]* ?(?:zł|osob[ay]|osób)[^(;]*) \(\d{4} r\.\)", said)
    assert len(parts) == gaps.loc[gaps["amount"] > 0, "indicator"].nunique()
    assert {polish.typography(part) for part in parts} <= tabulated


def test_the_largest_circle_is_the_largest_municipality(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    population = members.newest(case.figures, "population")["value"]
    assert alts_of_map(case, population).endswith("największe koło: Gorzów Wielkopolski (116\xa0436).")


def alts_of_map(case: Case, population: pd.Series) -> str:
    return maps.alt_partners(case.names, population, case.boundaries)


def test_a_rise_is_counted_from_the_first_year_to_the_last() -> None:
    rows = [("0000012", 2018, 1), ("0000012", 2019, 9), ("0000012", 2020, 2), ("0000022", 2018, 5), ("0000022", 2020, 4)]
    history = pd.DataFrame(rows, columns=["teryt", "year", "value"]).assign(indicator="own_revenue")
    assert words.ends(history) == (2018, 2020, 1, 2)


def test_differences_that_shrink_are_called_shrinking() -> None:
    rows = [("own_revenue", 2010, 0.2), ("own_revenue", 2019, 0.1), ("unemployment", 2010, 0.1), ("unemployment", 2024, 0.3)]
    measured = pd.DataFrame(rows, columns=["indicator", "year", "cv"])
    assert words.title_inequality(measured) == "Różnice między partnerami maleją dla 1 z 2\xa0wskaźników"
    said = words.say_inequality(measured)
    assert "„Dochody własne gminy na mieszkańca” zmalał z 0,200 (2010) do 0,100 (2019)" in said
    assert "„Bezrobotni zarejestrowani na 1000 mieszkańców” wzrósł z 0,100 (2010) do 0,300 (2024)" in said


def test_what_does_not_fit_into_a_text_alternative_is_left_out_whole() -> None:
    parts = [f"część {n:02d} {'x' * 40}" for n in range(10)]
    made = alts.fitting("Wykres.", parts)
    assert len(made) <= 250
    assert all(part in made or part[:8] not in made for part in parts)
    assert made.endswith("x.")


# One municipality --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SINGLE)
def test_one_municipality_has_no_differences_and_the_report_says_why(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    with pytest.raises(NotApplicable, match="jedną gminę"):
        trends.of_differences(case.indicators, case.members)
    with pytest.raises(NotApplicable, match="jedną gminę"):
        words.several(case.members)


@pytest.mark.parametrize("name", SINGLE)
def test_what_is_said_of_one_municipality_speaks_of_no_partners(cases: dict[str, Case], name: str) -> None:
    for one in [*of_summary(cases[name]), *of_context(cases[name])]:
        assert not re.search(r"[Pp]artner", one.text), one.text


def test_one_municipality_that_lacks_nothing_is_told_so() -> None:
    gaps = pd.DataFrame({"teryt": "0000012", "indicator": ["own_revenue", "unemployment"], "difference": [5.0, -2.0]})
    gaps = gaps.assign(shortfall=0.0, amount=0.0)
    names = pd.Series({"0000012": "Dolina"})
    assert words.say_distances(gaps, names) == "W żadnym z przeliczanych wskaźników nie ma luki do średniej gmin tego samego typu."
    assert not re.search(r"[–:;] ?\.$", alts.alt_distances(gaps, names))


def test_a_member_without_figures_is_not_counted_as_one_that_fell() -> None:
    rows = [("0000012", 2018, 1), ("0000012", 2020, 2), ("0000022", 2018, 5), ("0000022", 2020, 4)]
    history = pd.DataFrame(rows, columns=["teryt", "year", "value"]).assign(indicator="unemployment")
    assert re.search(r"(wzrost|spadek) w\s1\sz\s2\s", words.title_trend(history))


def test_where_no_year_has_all_partners_the_report_says_that_differences_cannot_be_told() -> None:
    rows = pd.DataFrame({"teryt": "0000012", "indicator": "own_revenue", "year": [2018, 2019], "value": [1.0, 2.0], "base": 10.0})
    with pytest.raises(NotDelivered):
        trends.of_differences(rows, ("0000012", "0000022"))


def test_the_largest_the_smallest_and_other_odd_municipalities_get_a_profile(
    country: Country, national_cases: dict[str, Case], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIAGNOZA_REFERENCE", str(shared))
    root = national_cases["mg-6"].root
    newest = country.indicators[country.indicators["teryt"].str.len().eq(7)].sort_values("year").groupby(["teryt", "indicator"]).tail(1)
    values = newest.pivot(index="teryt", columns="indicator", values="value")
    for code in sorted({*values.idxmax(), *values.idxmin()}):
        texts = of_profile(open_municipality(code, root=root))
        assert all(len(one.text) <= 250 for one in texts if one.kind == "alt"), code
        assert not any("brak danych" in one.text for one in texts), code


# Numbers by themselves ---------------------------------------------------------------------------------------------------------


def test_a_partnership_is_reopened_with_the_same_words(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    assert of_context(open_case("jablonowo", root=case.root)) == of_context(case)


def test_the_comparison_names_each_group_and_its_size(cases: dict[str, Case]) -> None:
    compared = words.compared(measure(cases["mg-6"]).placed)
    assert compared == "6\xa0gmin; w kraju – miasta na prawach powiatu: 66, gminy wiejskie: 1\xa0451"


def test_an_indicator_is_never_named_after_the_index_of_others() -> None:
    for one in indicators.INDICATORS.values():
        assert "MRL" not in one.name
        assert "Monitor" not in one.name

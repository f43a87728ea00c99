"""The lines of surveys: what is sure is told, what is hidden is not, leaders are told in counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

import line_checks
from diagnoza.catalogue import read_services
from diagnoza.partnership import load_partnership
from diagnoza.synthesis.base import About
from diagnoza.synthesis.lines import easy, survey_words, surveys
from diagnoza.tables import TABLES
from diagnoza.tables.surveys import STATUSES

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding, Item

PARTNERSHIPS = ("jablonowo", "lwowek", "mg-6", "starachowice", "swilcza")
LISTS = {
    "weaknesses": survey_words.FEATURES,
    "projects_wanted": survey_words.PROJECTS,
    "coop_fields": survey_words.COOPERATION,
    "return_if": survey_words.RETURN,
    "care_services_need": survey_words.CARE,
    "priority_goals": survey_words.GOALS,
    "coop_obstacles": survey_words.HINDRANCES,
}
GRIDS = {
    "reason": survey_words.REASONS,
    "obstacle": survey_words.OBSTACLES,
    "office_matter": survey_words.OFFICE,
    "health_place": survey_words.HEALTH,
}


@pytest.fixture
def whose(root: Path) -> About:
    names = pd.Series({"0801022": "Alfa"})
    return About(load_partnership("mg-6", root), names, read_services(root / "params/questionnaires/bank.yaml"))


def survey(name: str, group: str, design: str = "open_link", end: str = "2020-06-30") -> dict[str, Any]:
    numbers = {"delivered": 100, "kept": 100, "population": pd.NA, "invited": pd.NA, "weighted": False, "n_eff": 100.0, "deff": 1.0}
    words = {"title": name, "questionnaire": group, "mode": "internet", "start": "2020-06-01"}
    weights = {"low_weight": 1.0, "high_weight": 1.0, "capped": 0.0}
    return {"survey": name, "group": group, "design": design, "end": end, **numbers, **words, **weights}


def share(question: str, answer: str, value: float, *, half: float = 0.05, name: str = "one", status: str = "shown") -> dict[str, Any]:
    hidden = status not in {"shown", "small"}
    ends = {"value": value, "low": value - half, "high": value + half}
    figures = {key: (None if hidden else number) for key, number in ends.items()}
    fixed = {"group": "all", "category": "", "n_eff": 100.0, "se": 0.02, "minimum": pd.NA}
    return {"survey": name, "question": question, "answer": answer, "n": 100, "count": pd.NA, "status": status, **figures, **fixed}


def counted(question: str, answer: str, persons: int, n: int = 30) -> dict[str, Any]:
    row = share(question, answer, 0.0, name="led")
    return {**row, "n": n, "count": persons, "value": None, "low": None, "high": None}


def made(asked: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    return {
        "surveys": TABLES["surveys"].validate(pd.DataFrame(asked)),
        "estimates": TABLES["estimates"].validate(pd.DataFrame(rows)),
    }


def scale(question: str, bottom: float, top: float, **rest: Any) -> list[dict[str, Any]]:
    return [share(question, "bottom2", bottom, **rest), share(question, "top2", top, **rest)]


def states(found: list[Item]) -> dict[str, str]:
    return {one.item: one.state for one in found}


def by_id(found: list[Finding], name: str) -> Finding:
    return next(one for one in found if one.finding == name)


RESIDENTS = survey("one", "residents")


def test_a_service_is_evidence_only_where_the_intervals_of_bad_and_good_ratings_lie_apart(whose: About) -> None:
    rows = [*scale("sat_bus", 0.5, 0.3), *scale("sat_library", 0.1, 0.6), *scale("sat_rail", 0.45, 0.36)]
    found = surveys.evidence(made([RESIDENTS], rows), whose)
    assert states(found) == {"sat_bus": "supports", "sat_library": "contradicts"}  # 0.40-0.50 and 0.31-0.41 meet
    bus = next(one for one in found if one.item == "sat_bus")
    assert (bus.field, bus.line, bus.value, bus.unit, bus.n, bus.sources) == ("transport", "residents", 30, "%", 100, ("survey:one",))
    assert bus.statement == "„Komunikacja autobusowa” – źle ocenia 50%, dobrze 30%"


@pytest.mark.parametrize("status", [one for one in STATUSES if one not in {"shown", "small"}])
def test_what_is_hidden_gives_no_item_and_no_finding(whose: About, status: str) -> None:
    rows = [*scale("sat_bus", 0.5, 0.3, status=status), *scale("place_good", 0.1, 0.7, status=status)]
    table = made([RESIDENTS], rows)
    assert surveys.evidence(table, whose) == []
    assert surveys.findings(table, whose) == []


def test_one_hidden_end_of_a_scale_hides_what_it_says(whose: About) -> None:
    rows = [share("sat_bus", "bottom2", 0.5), share("sat_bus", "top2", 0.1, status="protected")]
    assert surveys.evidence(made([RESIDENTS], rows), whose) == []


def test_an_answer_counts_from_a_quarter_at_the_lower_limit(whose: About) -> None:
    rows = [share("weaknesses", "transport", 0.30), share("weaknesses", "health", 0.29), share("weaknesses", "roads", 0.9)]
    found = surveys.evidence(made([RESIDENTS], rows), whose)
    assert states(found) == {"weaknesses-transport": "supports"}  # roads are of no field


def test_a_strength_that_many_name_contradicts(whose: About) -> None:
    found = surveys.evidence(made([RESIDENTS], [share("strengths", "environment", 0.4)]), whose)
    assert [(one.field, one.state) for one in found] == [("srodowisko", "contradicts")]


def test_would_be_users_count_in_the_survey_that_the_figure_of_use_shows(whose: About) -> None:
    youth = survey("young", "youth")
    rows = [share("use_bus", "unmet", 0.12), share("use_rail", "unmet", 0.08), share("use_bus", "unmet", 0.2, name="young")]
    found = surveys.evidence(made([RESIDENTS, youth], rows), whose)
    assert [(one.line, one.item) for one in found] == [("residents", "unmet-bus")]


def test_met_needs_take_the_place_of_ratings_of_the_same_service(whose: About) -> None:
    row = {"teryt": "", "service": "bus", "needs_met": 40.0, "needs_low": 35.0, "needs_high": 45.0, "n_needs": 60, "status": "shown"}
    across = {**row, "service": "rail", "needs_high": 55.0}
    hidden = {**row, "service": "library", "status": "base"}
    rows = [*scale("sat_bus", 0.1, 0.7), *scale("sat_rail", 0.1, 0.7), *scale("sat_library", 0.1, 0.7)]
    table = made([RESIDENTS], rows) | {"perception": pd.DataFrame([row, across, hidden])}
    found = surveys.evidence(table, whose)
    assert states(found) == {"needs-bus": "supports", "sat_library": "contradicts"}
    assert found[0].statement == "„Komunikacja autobusowa” – zaspokojenie potrzeb 40 pkt na 100"


def test_what_does_not_discourage_the_young_is_no_evidence_against(whose: About) -> None:
    rows = [*scale("push_culture", 0.2, 0.6, name="young"), *scale("push_transport", 0.6, 0.2, name="young")]
    found = surveys.evidence(made([survey("young", "youth")], rows), whose)
    assert [(one.line, one.field, one.state) for one in found] == [("youth", "kultura", "supports")]


def test_an_obstacle_of_firms_supports_and_a_small_one_contradicts(whose: About) -> None:
    rows = [*scale("obstacle_staff", 0.1, 0.7, name="firms"), *scale("obstacle_land", 0.7, 0.1, name="firms")]
    rows += scale("obstacle_costs", 0.1, 0.9, name="firms")  # of no field
    found = surveys.evidence(made([survey("firms", "entrepreneurs")], rows), whose)
    assert states(found) == {"obstacle_staff": "supports", "obstacle_land": "contradicts"}


def test_leaders_chosen_on_purpose_are_told_in_counts(whose: About) -> None:
    leaders = survey("led", "leaders", "purposive")
    rows = [counted("priority_goals", "transport", 12), counted("priority_goals", "health", 9), counted("priority_goals", "youth", 20)]
    table = made([leaders], rows)
    (found,) = surveys.evidence(table, whose)  # 12 of 30 are a third, 9 are not; youth is of no field
    assert found.statement == "najważniejszy wspólny cel: „Wspólny transport publiczny” – 12 z 30\xa0osób"
    goals = by_id(surveys.findings(table, whose), "leaders-goals")
    assert "„Zatrzymanie młodych” (20\xa0osób), „Wspólny transport publiczny” (12\xa0osób)" in goals.sentence
    assert "%" not in goals.sentence
    assert goals.certainty == "told"


def test_leaders_and_residents_differ_from_a_fifth_on(whose: About) -> None:
    row = {"who": "leaders", "n": 20, "count": 14, "residents": 0.50}
    rows = pd.DataFrame([{**row, "service": "bus"}, {**row, "service": "rail", "residents": 0.55}]).astype({"n": "Int64", "count": "Int64"})
    asked = [RESIDENTS, survey("led", "leaders", "purposive")]
    table = made(asked, [counted("sat_bus", "top2", 14)]) | {"disagreements": rows}
    (found,) = (one for one in surveys.findings(table, whose) if one.kind == "difference")
    assert found.finding == "leaders-differ-bus"
    assert "14 z 20 liderów, a wśród mieszkańców, którzy ją ocenili – 50%" in found.sentence
    assert set(found.sources) == {"survey:one", "survey:led"}


def test_of_each_group_the_newest_survey_speaks(whose: About) -> None:
    old = survey("old", "residents", end="2010-01-01")
    rows = [*scale("place_good", 0.7, 0.1, name="old"), *scale("place_good", 0.1, 0.7)]
    (found,) = surveys.findings(made([RESIDENTS, old], rows), whose)
    assert (found.finding, found.kind, found.sources) == ("residents-place", "asset", ("survey:one",))


def test_the_place_is_told_only_where_one_side_is_firmly_larger(whose: About) -> None:
    assert surveys.findings(made([RESIDENTS], scale("place_good", 0.35, 0.44)), whose) == []
    (found,) = surveys.findings(made([RESIDENTS], scale("place_good", 0.2, 0.5)), whose)
    assert found.sentence == (
        "Wśród mieszkańców, którzy odpowiedzieli na ankietę, 50% uważa swoją gminę za dobre miejsce do życia i rozwoju, "
        "a 20% jest przeciwnego zdania (100\xa0odpowiedzi)."
    )
    assert found.plain == (
        "Zapytaliśmy mieszkańców, czy gmina jest dobrym miejscem do życia. „Tak” mówi mniej więcej połowa osób. "
        "„Nie” mówi mniej więcej co piąta osoba."
    )


def test_groups_are_confronted_and_never_pooled(whose: About) -> None:
    rows = [*scale("place_good", 0.1, 0.6), *scale("place_good", 0.4, 0.3, name="young")]
    apart = {"kind": "survey", "survey": "young", "other": "one", "question": "place_good", "answer": "top2", "value": -0.3}
    rest = {"group": "all", "category": "", "se": 0.03, "low": -0.36, "high": -0.24, "p": 0.001, "family": "x", "effect": -0.6}
    table = made([RESIDENTS, survey("young", "youth")], rows)
    sure, unsure = (pd.DataFrame([{**apart, **rest, "p_adjusted": p}]) for p in (0.01, 0.2))
    found = by_id(surveys.findings(table | {"differences": sure}, whose), "groups-difference")
    assert "60% mieszkańców, którzy odpowiedzieli na ankietę, i 30% młodych osób" in found.sentence
    assert (found.value, found.line) == (30, "residents")
    assert "groups-difference" not in {one.finding for one in surveys.findings(table | {"differences": unsure}, whose)}


def test_a_group_has_at_most_four_findings(cases: dict[str, Case]) -> None:
    for case in cases.values():
        found = [one for one in surveys.findings(line_checks.stored(case), line_checks.about(case)) if one.finding != "groups-difference"]
        counts = pd.Series([one.line for one in found], dtype=object).value_counts()
        assert (counts <= 4).all()


def test_the_words_are_those_of_the_questionnaires(root: Path) -> None:
    files = sorted((root / "params/questionnaires").glob("*.yaml"))
    read = [yaml.safe_load(path.read_text("utf-8")) for path in files]
    shared = {one["id"]: one for file in read for one in file.get("answers", [])}
    asked = {one["id"]: one for file in read for one in [*file.get("items", []), *file.get("questions", [])] if "id" in one}
    for question, words in LISTS.items():
        options = asked[question].get("options") or shared[asked[question]["answers"]]["options"]
        labels = {str(option["code"]): option["label"] for option in options}
        assert {code: word.label for code, word in words.items()} == {code: labels[code] for code in words}
    lists = {one["id"]: one["entries"] for file in read for one in file.get("lists", [])}
    for name, words in GRIDS.items():
        labels = {entry["id"]: entry["label"] for entry in lists[name]}
        assert {code: word.label for code, word in words.items()} == {code: labels[code] for code in words}


def test_shares_in_easy_polish_follow_their_order() -> None:
    told = [easy.people(percent / 100) for percent in range(101)]
    assert told[33] == "mniej więcej co trzecia osoba"
    assert told[50] == "mniej więcej połowa osób"
    assert len(dict.fromkeys(told)) == sum(one != other for one, other in zip(told, ["", *told], strict=False))


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_what_is_told_of_a_partnership_keeps_the_declaration(cases: dict[str, Case], root: Path, name: str) -> None:
    tables, about, shown = line_checks.stored(cases[name]), line_checks.about(cases[name]), line_checks.keys(root)
    assert bool(surveys.findings(tables, about)) == ("surveys" in tables)
    assert line_checks.items(surveys, tables, about, shown) == []
    assert line_checks.findings(surveys, tables, about, shown) == []
    assert line_checks.without(surveys, tables, about) == []
    assert line_checks.shuffled(surveys, tables, about) == []

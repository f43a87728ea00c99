"""Columns to questions: forgiving where a reader forgives, and nothing dropped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diagnoza.delivery import read_delivery
from diagnoza.surveys.reading.dialects import normalise
from diagnoza.surveys.reading.matching import match
from survey_samples import as_csv, ask, book

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.reading.matching import Matched

DOCTOR = ask("doctor", "Jak ocenia Pan/Pani dostęp do lekarza?")
SCHOOL = ask("school", "Jak ocenia Pan/Pani szkołę?")
SOURCES = ask("sources", "Skąd czerpie Pan(i) informacje?", "multiple", ["Radio", "Prasa", "Inne"])


def matched(path: Path, header: list[str], *questions: Question, dialect: str | None = None) -> Matched:
    return match(normalise(read_delivery(as_csv(path / "a.csv", header, ["x"] * len(header))), dialect), book(*questions))


@pytest.mark.parametrize(
    "header",
    [
        "Jak ocenia Pan/Pani dostęp do lekarza?",
        "  jak ocenia  pan/pani dostęp do lekarza ",
        "12. Jak ocenia Pan/Pani dostęp do lekarza?",
        "1a) Jak ocenia Pan/Pani dostęp do lekarza:",
        "<b>Jak ocenia Pan/Pani</b>&nbsp;dostęp do lekarza?",
        "Jak ocenia Pan/Pani dostep do lekarza?",
        "Jak ocenia Pan/Pani\ndostęp do lekarza?",
        "doctor",
        "DOCTOR",
    ],
)
def test_a_column_is_known_by_code_or_by_wording(tmp_path: Path, header: str) -> None:
    found = matched(tmp_path, [header, "Inna"], DOCTOR)
    assert found.whole["doctor"].position == 1
    assert not found.problems


def test_a_wording_that_is_exact_wins_over_one_that_is_folded(tmp_path: Path) -> None:
    found = matched(tmp_path, ["Łąka", "laka"], ask("a", "laka"), ask("b", "Łąka"))
    assert (found.whole["a"].position, found.whole["b"].position, found.unmatched) == (2, 1, ())


def test_a_column_of_no_question_is_listed_with_the_three_nearest(tmp_path: Path) -> None:
    found = matched(tmp_path, ["doctor", "Jak ocenia Pan szkoły?"], DOCTOR, SCHOOL, SOURCES)
    assert [(one.column.position, one.nearest[0], len(one.nearest)) for one in found.unmatched] == [(2, "school", 3)]
    assert any("column 2 „Jak ocenia Pan szkoły?”: belongs to no question" in str(note) for note in found.notes)


def test_a_question_without_a_column_is_one_problem_with_the_nearest_columns(tmp_path: Path) -> None:
    found = matched(tmp_path, ["doctor", "Jak ocenia Pan szkoły?"], DOCTOR, SCHOOL)
    assert found.absent == ("school",)
    assert [str(problem) for problem in found.problems] == [
        (
            "a.csv, header: no column for the question „school” („Jak ocenia Pan/Pani szkołę?”). "
            "The nearest: column 2 „Jak ocenia Pan szkoły?”. Add the right one to its variants."
        )
    ]


def test_two_columns_for_one_question_are_one_problem_and_neither_is_guessed(tmp_path: Path) -> None:
    found = matched(tmp_path, ["doctor", "1. Jak ocenia Pan/Pani dostęp do lekarza?", "school"], DOCTOR, SCHOOL)
    assert "doctor" not in found.whole
    assert len(found.problems) == 1
    assert "2 columns for one question, „doctor”: column 1 „doctor” and column 2 „1. Jak" in found.problems[0].what
    assert {one.column.position for one in found.unmatched} == {1, 2}


def test_a_file_of_another_survey_is_one_problem(tmp_path: Path) -> None:
    found = matched(tmp_path, ["x", "y"], DOCTOR, SCHOOL, SOURCES)
    assert [problem.what for problem in found.problems] == ["no column is a question of the questionnaire „test”"]


def test_rows_of_a_grid_are_questions_of_their_own(tmp_path: Path) -> None:
    rows = [ask("sat_school", "Proszę ocenić: [Szkoła]"), ask("sat_bus", "Proszę ocenić: [Autobus]")]
    found = matched(tmp_path, ["Timestamp", "3. Proszę ocenić: [Autobus]", "3. Proszę ocenić: [Szkoła]"], *rows)
    assert {name: column.position for name, column in found.whole.items()} == {"sat_bus": 2, "sat_school": 3}


@pytest.mark.parametrize(
    "header",
    [
        ["sources[1]", "sources[2]", "sources[other]"],
        [
            "sources[SQ1]. Skąd czerpie Pan(i) informacje? [Radio]",
            "sources[SQ2]. Skąd czerpie Pan(i) informacje? [Prasa]",
            "sources[other]",
        ],
        [
            "5. Skąd czerpie Pan(i) informacje? [Radio]",
            "5. Skąd czerpie Pan(i) informacje? [Prasa]",
            "5. Skąd czerpie Pan(i) informacje? [Inne]",
        ],
    ],
)
def test_options_in_columns_of_their_own_are_found(tmp_path: Path, header: list[str]) -> None:
    found = matched(tmp_path, header, SOURCES, dialect="limesurvey")
    assert {code: column.position for code, column in found.options["sources"].items()} == {"1": 1, "2": 2}
    assert [column.position for column in found.others["sources"]] == [3]
    assert not found.problems


def test_a_column_of_an_option_that_is_not_declared_names_the_nearest(tmp_path: Path) -> None:
    found = matched(tmp_path, ["Źródła? [Radio]", "Źródła? [Prasa lokalna]"], ask("s", "Źródła?", "multiple", ["Radio", "Prasa"]))
    assert len(found.problems) == 1
    assert "has no option „Prasa lokalna”" in found.problems[0].what
    assert "the nearest is „Prasa”" in found.problems[0].remedy


def test_every_column_stands_in_one_list(tmp_path: Path) -> None:
    header = ["start", "sources", "sources/1", "sources/2", "doctor", "doctor2", "_uuid"]
    found = matched(tmp_path, header, DOCTOR, SOURCES, dialect="kobo")
    listed = [column.position for column in found.whole.values()] + [column.position for column in found.repeated]
    listed += [one.column.position for one in found.unmatched]
    assert sorted(listed) == [2, 3, 4, 5, 6]
    assert [column.role for column in found.responses.columns if column.position not in listed] == ["started", "id"]


def test_words_beside_a_question_without_answers_are_listed(tmp_path: Path) -> None:
    found = matched(tmp_path, ["doctor", "sources[other]"], DOCTOR, SOURCES, dialect="limesurvey")
    assert [one.column.position for one in found.unmatched] == [2]
    assert (found.others, found.absent) == ({}, ("sources",))

"""Bad deliveries, each told in one message: file, row, column, value, remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaning_samples import BOOK, HEADER, cleaned
from diagnoza.errors import ProblemsError
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = [["Bobrowo", "Kobieta", "30", "kino"], ["Brzozie", "Mężczyzna", "40", "basen"], ["Wąpielsk", "Kobieta", "50", "ścieżka"]]


def told(path: Path, **options: str) -> list[str]:
    """What is told of a file that cannot be used."""
    with pytest.raises(ProblemsError) as stopped:
        cleaned(path, BOOK, **options)
    return [str(problem) for problem in stopped.value.problems]


def of_another_survey(path: Path) -> Path:
    return as_csv(path, ["Rok", "Stacja", "Opad"], ["2019", "Brodnica", "510"], ["2020", "Brodnica", "498"])


def pdf(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7\n%...")
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def truncated(path: Path) -> Path:
    as_xlsx(path, Odpowiedzi=[HEADER, *ROWS])
    path.write_bytes(path.read_bytes()[:-600])
    return path


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        (
            "opady.csv",
            of_another_survey,
            (
                "opady.csv, header: no column is a question of the questionnaire „test”. "
                "Name the questionnaire that this file answers, or add its wordings to the variants."
            ),
        ),
        ("skan.csv", pdf, "skan.csv, file: this is a PDF. Give the answers as CSV, XLSX, XLS, ODS or SPSS (.sav)."),
        ("pusty.csv", empty, "pusty.csv, file: the file is empty. Ask the provider for it again."),
    ],
)
def test_a_wrong_or_an_empty_file(tmp_path: Path, name: str, make: Callable[[Path], Path], said: str) -> None:
    assert told(make(tmp_path / name))[0] == said


def test_a_truncated_workbook(tmp_path: Path) -> None:
    (said,) = told(truncated(tmp_path / "ankieta.xlsx"))
    assert said.startswith("ankieta.xlsx, file: the workbook is cut short or damaged. ")


def test_a_wrong_encoding_named(tmp_path: Path) -> None:
    (said,) = told(as_csv(tmp_path / "ankieta.csv", HEADER, *ROWS, encoding="cp1250"), encoding="utf-8")
    assert said.startswith("ankieta.csv, line 1: ")
    assert "utf-8" in said
    assert "cp1250" in said


def test_two_columns_for_one_question(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", [*HEADER, "Wiek:"], *[[*row, "1"] for row in ROWS])
    assert told(path)[0] == (
        "a.csv, column 3 „Wiek”: 2 columns for one question, „age”: column 3 „Wiek” and column 5 „Wiek:”. "
        "Leave one of them, or name the right one exactly in the variants of the question."
    )


def test_a_missing_column_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER[:3], *[row[:3] for row in ROWS]))
    assert [str(problem) for problem in given.problems] == [
        "a.csv, header: no column for the question „wish” („Co zmienić?”). Ask for the column, or take the question out."
    ]
    assert list(given.frame) == ["gmina", "sex", "age"]


def test_a_renamed_option_is_told_with_its_rows_and_the_nearest(tmp_path: Path) -> None:
    rows = [[row[0], row[1].replace("Kobieta", "Żeńska"), *row[2:]] for row in ROWS]
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER, *rows))
    (said,) = map(str, given.problems)
    assert said.startswith("a.csv, column 2 „Płeć”, rows 2, 4: „Żeńska” is not an option of „sex”; left empty. ")
    assert "Add it to the options, or to the variants of one; the nearest to „Żeńska” is „" in said
    assert given.frame["sex"].tolist() == ["", "2", ""]


def test_impossible_ages_are_told_in_one_line(tmp_path: Path) -> None:
    rows = [[*row[:2], age, row[3]] for row, age in zip(ROWS, ["170", "-3", "44"], strict=True)]
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER, *rows))
    assert [str(problem) for problem in given.problems] == [
        (
            "a.csv, column 3 „Wiek”, rows 2, 3: „170”, „-3” cannot be an answer to „age”, which goes from 10 to 110; left empty. "
            "Ask the provider, and write what is right into the corrections file."
        )
    ]
    assert given.frame["age"].tolist() == ["", "", "44"]


def test_an_unknown_municipality_is_told_with_the_nearest(tmp_path: Path) -> None:
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER, *ROWS, ["Bobrowko", "Kobieta", "31", "las"]))
    assert [str(problem) for problem in given.problems] == [
        (
            "a.csv, column 1 „Gmina zamieszkania”, row 5: „Bobrowko” is no municipality that is known; left empty. "
            'Declare what it means under `places:` in the corrections file; the nearest: "0402022" (Bobrowo, wiejska, powiat brodnicki).'
        )
    ]


def test_a_file_in_which_nobody_counts(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["Lp.", *HEADER], ["1", "Bobrowo", "Kobieta", "30", "test"], ["2", "", "", "", ""])
    assert told(path)[-1] == (
        "a.csv, file: no respondent is left of 2: próbne wypełnienie (1), brak jakiejkolwiek odpowiedzi (1). Look at the file again."
    )


def test_the_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    files = [pdf(tmp_path / "skan.csv"), as_csv(tmp_path / "a.csv", HEADER[:3], *[row[:3] for row in ROWS]), empty(tmp_path / "pusty.csv")]
    with pytest.raises(ProblemsError) as stopped:
        cleaned(files)
    assert [problem.file for problem in stopped.value.problems] == ["skan.csv", "a.csv", "pusty.csv"]

"""Exports of survey tools in one shape: which tool it was, what a column is, what is a person's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.delivery import read_delivery
from diagnoza.errors import ProblemsError
from diagnoza.surveys.reading.columns import is_personal, read_time
from diagnoza.surveys.reading.dialects import normalise
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnoza.surveys.reading.dialects import Responses

GOOGLE = ["Sygnatura czasowa", "1. Płeć", "Jak oceniasz?\nZaznacz. [Lekarz [POZ]]", "Adres e-mail"]
MICROSOFT = ["Identyfikator", "Godzina rozpoczęcia", "Godzina ukończenia", "Poczta e-mail", "Nazwa", "Płeć"]


def responses(path: Path, *rows: Sequence[str], dialect: str | None = None) -> Responses:
    return normalise(read_delivery(as_csv(path / "a.csv", *rows)), dialect)


def roles(given: Responses) -> list[str]:
    return [column.role for column in given.columns]


@pytest.mark.parametrize("header", ["Timestamp", "Sygnatura czasowa", "Znacznik czasu"])
def test_google_forms_in_two_languages(tmp_path: Path, header: str) -> None:
    given = responses(tmp_path, [header, *GOOGLE[1:]], ["2025/12/26 9:09:26 PM GMT+1", "Kobieta", "4", "a@b.pl"])
    assert given.dialect == "google_forms"
    assert header in given.reason
    assert roles(given) == ["submitted", "answer", "answer", "identity"]
    assert (given.columns[2].question, given.columns[2].option) == ("Jak oceniasz?\nZaznacz.", "Lekarz [POZ]")
    assert given.columns[3].personal


@pytest.mark.parametrize("header", [MICROSOFT, ["ID", "Start time", "Completion time", "Email", "Name", "Płeć"]])
def test_ms_forms_in_two_languages(tmp_path: Path, header: list[str]) -> None:
    row = ["1", "2025-01-02T10:00:00", "2025-01-02T10:05:00", "anonymous", "", "Kobieta"]
    given = normalise(read_delivery(as_xlsx(tmp_path / "a.xlsx", Sheet1=[header, row])))
    assert given.dialect == "ms_forms"
    assert roles(given) == ["id", "started", "submitted", "identity", "identity", "answer"]
    assert [column.personal for column in given.columns] == [False, False, False, True, True, False]


def test_limesurvey_codes_and_full_texts(tmp_path: Path) -> None:
    header = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "Q1",
        "Q2[SQ001]",
        "Q2[other]",
        "Q3[A1]. Jak oceniasz? [Lekarz]",
        "groupTime12",
    ]
    given = responses(tmp_path, header, ["1", "2025-01-02 10:00:00", "3", "pl", "A1", "Y", "", "4", "12.5"])
    assert given.dialect == "limesurvey"
    assert roles(given) == ["id", "submitted", "paradata", "paradata", "answer", "answer", "other", "answer", "paradata"]
    assert [(one.code, one.subcode, one.question, one.option) for one in given.columns[4:8]] == [
        ("Q1", "", "", ""),
        ("Q2", "SQ001", "", ""),
        ("Q2", "other", "", ""),
        ("Q3", "A1", "Jak oceniasz?", "Lekarz"),
    ]


def test_limesurvey_in_polish_with_times_of_questions(tmp_path: Path) -> None:
    header = ["ID odpowiedzi", "Data wysłania", "Ostatnia strona", "Jak oceniasz? [Lekarz]", "Adres IP", "Question time: Q1"]
    given = responses(tmp_path, header, ["1", "2025-01-02", "3", "4", "1.2.3.4", "5"])
    assert (given.dialect, roles(given)) == ("limesurvey", ["id", "submitted", "paradata", "answer", "device", "paradata"])


def test_surveymonkey_has_two_rows_of_headers(tmp_path: Path) -> None:
    given = responses(
        tmp_path,
        ["Respondent ID", "Które znasz?", "", "", "Wiek"],
        ["", "Dom kultury", "Biblioteka", "Other (please specify)", "Response"],
        ["3292879998", "Dom kultury", "", "kino", "30"],
    )
    assert given.dialect == "surveymonkey"
    assert given.frame.index.tolist() == [3]
    assert roles(given) == ["id", "answer", "answer", "other", "answer"]
    assert [(one.question, one.option) for one in given.columns[1:]] == [
        ("Które znasz?", "Dom kultury"),
        ("Które znasz?", "Biblioteka"),
        ("Które znasz?", "Other (please specify)"),
        ("Wiek", ""),
    ]


@pytest.mark.parametrize("separator", ["/", "."])
def test_kobo_groups_and_options(tmp_path: Path, separator: str) -> None:
    header = [
        "start",
        "g1/wiek".replace("/", separator),
        *(f"g1{separator}zrodla{end}" for end in ("", f"{separator}a", f"{separator}b")),
        "_uuid",
    ]
    given = responses(tmp_path, header, ["2025-01-02T10:00:00.000+01:00", "30", "a", "1", "0", "x"])
    assert given.dialect == "kobo"
    assert [(one.code, one.subcode) for one in given.columns[1:5]] == [("wiek", ""), ("zrodla", ""), ("zrodla", "a"), ("zrodla", "b")]
    assert (roles(given)[0], roles(given)[-1]) == ("started", "id")


def test_kobo_with_columns_of_options_alone(tmp_path: Path) -> None:
    given = responses(tmp_path, ["g/q/a", "g/q/b", "g/x", "_uuid"], ["1", "0", "tak", "u"], ["0", "1", "nie", "v"])
    assert [(one.code, one.subcode) for one in given.columns[:3]] == [("q", "a"), ("q", "b"), ("x", "")]


def test_names_that_went_through_r_are_undone(tmp_path: Path) -> None:
    given = responses(tmp_path, ["X.U.FEFF.start", "q", "X_uuid", "deviceid"], ["2025-01-02", "1", "u", "d"])
    assert (given.dialect, roles(given)) == ("kobo", ["started", "answer", "id", "device"])


def test_a_web_form_with_sections_and_doubled_values(tmp_path: Path) -> None:
    header = ["", "Ocena szkoły", "Ocena szkoły (wartość)", "", "Ocena lekarza", ""]
    given = responses(tmp_path, header, ["", "Źle", "1", "Zdrowie", "Dobrze", "2"], ["", "Dobrze", "2", "Zdrowie", "Źle", "1"])
    assert given.dialect == "web_form"
    assert roles(given) == ["section", "answer", "value", "section", "answer", "value"]


def test_two_columns_of_one_name_with_other_answers_are_not_a_doubled_value(tmp_path: Path) -> None:
    given = responses(tmp_path, ["Wiek", "Wiek"], ["30", "31"], ["30", "32"])
    assert (given.dialect, roles(given)) == ("table", ["answer", "answer"])


def test_an_unknown_tool_is_a_plain_table_where_common_words_are_questions(tmp_path: Path) -> None:
    given = responses(tmp_path, ["Lp.", "Nazwa", "Status", "Telefon"], ["1", "x", "y", "600 100 200"], ["2", "x", "y", ""])
    assert given.dialect == "table"
    assert roles(given) == ["id", "answer", "answer", "identity"]


def test_a_dialect_can_be_named_and_a_wrong_name_lists_the_right_ones(tmp_path: Path) -> None:
    assert responses(tmp_path, ["Płeć"], ["K"], dialect="google_forms").reason == "it was named"
    with pytest.raises(ProblemsError, match="google_forms, ms_forms"):
        responses(tmp_path, ["Płeć"], ["K"], dialect="google")


def test_two_rows_of_headers_and_no_answers_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="headers and no answers"):
        responses(tmp_path, ["Respondent ID", "Wiek"], ["", "Response"])


@pytest.mark.parametrize(
    ("header", "cells", "personal"),
    [
        ("Podaj swój adres e-mail, jeśli chcesz wyniki", ["a@b.pl", ""], True),
        ("Kontakt", ["a@b.pl", "600 100 200"], True),
        ("Imię i nazwisko", ["Anna N.", ""], True),
        ("Czy możemy zadzwonić na Twój telefon?", ["Tak", "Nie"], False),
        ("Ile masz lat?", ["17", "18"], False),
        ("Kontakt: e-mail czy telefon?", ["e-mail", "telefon", "e-mail", "e-mail", "telefon"], False),
        ("how_engaged.email", ["True", "False"], False),
    ],
)
def test_a_personal_column_is_told_by_its_name_or_its_cells(header: str, cells: list[str], personal: bool) -> None:  # noqa: FBT001
    assert is_personal(header, pd.Series(cells)) is personal


@pytest.mark.parametrize(
    "text",
    [
        "2025/12/26 9:09:26 PM GMT+1",
        "26.12.2025 21:09:26",
        "2025-12-26T21:09:26.147+01:00",
        "2025-12-26 21:09:26",
        "12/26/25 21:09:26",
        "12/26/2025 9:09:26 PM",
    ],
)
def test_times_of_all_tools_are_read(text: str) -> None:
    assert read_time(text) == dt.datetime(2025, 12, 26, 21, 9, 26)  # noqa: DTZ001


def test_midnight_noon_and_no_time_at_all() -> None:
    assert [read_time(f"2025/01/02 12:00:00 {half} GMT+1") for half in ("AM", "PM")] == [
        dt.datetime(2025, 1, 2, 0),  # noqa: DTZ001
        dt.datetime(2025, 1, 2, 12),  # noqa: DTZ001
    ]
    assert read_time("wczoraj") is read_time("2025-13-45") is None

"""Any file to a frame of text: encodings told by Polish letters, codes with their zeros, bad files in one message."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import pyreadstat
import pytest

from diagnoza.delivery import read_delivery
from diagnoza.delivery_encodings import decode, plausibility
from diagnoza.errors import Problem, ProblemsError
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path

POLISH = [["gmina", "ocena"], ["Jabłonowo Pomorskie", "źle"], ["Wąpielsk", "świetnie, żółwim tempem"], ["Łęczna", "3,5"]]


def only_problem(path: Path, **options: str) -> Problem:
    with pytest.raises(ProblemsError) as error:
        read_delivery(path, **options)
    assert len(error.value.problems) == 1
    assert error.value.problems[0].file == path.name
    return error.value.problems[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "iso-8859-2"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_an_encoding_and_a_separator_are_told_by_the_text(tmp_path: Path, encoding: str, separator: str) -> None:
    read = read_delivery(as_csv(tmp_path / "a.csv", *POLISH, encoding=encoding, separator=separator))
    assert [read.header[0], *read.frame.to_numpy().tolist()] == POLISH
    assert read.separator == separator


def test_letters_of_western_europe_are_cp1252(tmp_path: Path) -> None:
    read = read_delivery(as_csv(tmp_path / "a.csv", ["x"], ["Hôtel à Genève, Straße"], encoding="cp1252"))
    assert (read.encoding, read.frame.iloc[0, 0]) == ("cp1252", "Hôtel à Genève, Straße")


def test_a_text_in_ascii_has_nothing_to_judge() -> None:
    assert plausibility("only ASCII, 100%") == 0
    assert decode(b"a,b", "x").encoding == "utf-8"


def test_a_right_encoding_named_is_used(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", *POLISH, encoding="cp1250")
    assert read_delivery(path, encoding="windows-1250").frame.iloc[1, 0] == "Wąpielsk"


def test_utf8_named_for_cp1250_names_the_byte_and_the_remedy(tmp_path: Path) -> None:
    problem = only_problem(as_csv(tmp_path / "a.csv", *POLISH, encoding="cp1250"), encoding="utf-8")
    assert problem.where == "line 2"
    assert "byte 0xB3" in problem.what
    assert "cp1250" in problem.remedy


@pytest.mark.parametrize("named", ["cp1252", "iso-8859-2", "cp1250"])
def test_an_encoding_that_reads_nonsense_is_refused_though_it_decodes(tmp_path: Path, named: str) -> None:
    real = "utf-8" if named == "cp1250" else "cp1250"
    problem = only_problem(as_csv(tmp_path / "a.csv", ["miejsce"], ["Jabłonowo"], ["Świętość"], encoding=real), encoding=named)
    assert f"read as {named}, byte 0x" in problem.what
    assert f"Name the encoding {real}" in problem.remedy


def test_an_unknown_encoding_lists_those_there_are(tmp_path: Path) -> None:
    assert "cp1250" in only_problem(as_csv(tmp_path / "a.csv", *POLISH), encoding="polish").remedy


def test_a_few_bytes_of_no_encoding_are_noted_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("pytanie\nJabłonowo?".encode() + b"\x8c\xe6\n" + "żółw\n".encode())
    read = read_delivery(path)
    assert read.frame.iloc[:, 0].tolist() == ["Jabłonowo?��", "żółw"]
    assert [note.where for note in read.notes] == ["line 2", "line 2"]


def test_line_breaks_in_quotes_stay_in_their_cell_and_rows_keep_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"Pytanie\nw dwóch liniach",b\n"raz\ndwa",1\n\ntrzy,2\n', "utf-8")
    read = read_delivery(path)
    assert read.header == [["Pytanie\nw dwóch liniach", "b"]]
    assert read.frame.index.tolist() == [3, 6]
    assert read.frame.iloc[0].tolist() == ["raz\ndwa", "1"]


def test_commas_in_headers_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Ocena, ogólnie;Uwagi, jeśli są\n3,5;tak\n4;nie\n", "utf-8")
    assert read_delivery(path).frame.iloc[0].tolist() == ["3,5", "tak"]


def test_the_separator_that_excel_declares_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\na|b\n1|2\n", "utf-8")
    read = read_delivery(path)
    assert (read.separator, read.frame.index.tolist(), read.frame.iloc[0].tolist()) == ("|", [3], ["1", "2"])


def test_names_may_be_repeated_or_empty(tmp_path: Path) -> None:
    assert read_delivery(as_csv(tmp_path / "a.csv", ["a", "a", ""], ["1", "2", "3"])).frame.columns.tolist() == ["a", "a", ""]


def test_rows_of_another_length_are_reported_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n1,2,3\n4\n5,6,\n7,8\n", "utf-8")
    read = read_delivery(path)
    assert read.rejected == (3, 4)
    assert [problem.where for problem in read.problems] == ["line 3", "line 4"]
    assert len(read.frame) + len(read.rejected) == 5


def test_a_workbook_keeps_zeros_and_writes_dates_in_iso(tmp_path: Path) -> None:
    rows = [["teryt", "kiedy", "liczba", "ułamek", "puste"], ["0402042", dt.date(2025, 12, 26), 3, 3.5, ""], ["0402052", "", 1e9, 2, ""]]
    read = read_delivery(as_xlsx(tmp_path / "a.xlsx", Arkusz1=rows, Pusty=[]))
    assert read.frame.to_numpy().tolist() == [["0402042", "2025-12-26", "3", "3.5", ""], ["0402052", "", "1000000000", "2", ""]]
    assert (read.format, read.frame.index.tolist()) == ("xlsx", [2, 3])


def test_of_two_filled_sheets_one_must_be_named(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", Raz=[["a"], ["1"]], Dwa=[["b"], ["2"]])
    assert "„Raz”, „Dwa”" in only_problem(path).what
    assert read_delivery(path, sheet="Dwa").header == [["b"]]
    assert "„Raz”, „Dwa”" in only_problem(path, sheet="Trzy").remedy


def test_spss_has_labels_and_keeps_user_missing_values(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    answers = pd.DataFrame({"p1": [1.0, 99.0, None], "p2": ["żółw", "", "b"]})
    pyreadstat.write_sav(
        answers, path, column_labels=["Ocena", "Słowa"], variable_value_labels={"p1": {1: "Źle", 99: "Odmowa"}}, missing_ranges={"p1": [99]}
    )
    read = read_delivery(path)
    assert read.frame.to_numpy().tolist() == [["1", "żółw"], ["99", ""], ["", "b"]]
    assert (read.labels["p1"].label, read.labels["p1"].answers, read.labels["p1"].missing) == (
        "Ocena",
        {"1": "Źle", "99": "Odmowa"},
        ("99",),
    )


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n", "the file is empty"),
        ("a.csv", b"a,b\r\n", "header of 2 columns and no answers"),
        ("a.xlsx", b"PK\x03\x04 cut", "cut short or damaged"),
        ("a.csv", b"PK\x03\x04 cut", "ZIP archive"),
        ("a.xls", b"\xd0\xcf\x11\xe0 cut", "cut short or damaged"),
        ("a.xls", b"<html><table>", "web page"),
        ("a.csv", b"%PDF-1.7", "a PDF"),
        ("a.docx", b"PK\x03\x04 word/document.xml", "text document"),
        ("a.csv", b'{"a": 1}', "JSON"),
        ("a.sav", b"$FL2 cut", "cannot be read"),
        ("a.csv", b"abc\x00\x01" + b"abcdefghij" * 20, "binary"),
        ("a.csv", b'a,b\n1,"open\n2,3\n', "quotation mark"),
    ],
)
def test_a_bad_file_gives_one_clear_message(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert what in only_problem(path).what


def test_a_truncated_workbook_says_so(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", Raz=[["a"], ["1"]])
    path.write_bytes(path.read_bytes()[:-400])
    assert "cut short" in only_problem(path).what


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "not there" in only_problem(tmp_path / "no.csv").what
    assert "cannot be opened" in only_problem(tmp_path).what

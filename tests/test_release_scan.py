"""What must not stand in a finished file, planted in one; and that nothing of it is taken for granted in a clean one."""

from __future__ import annotations

import base64
import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest

from diagnoza.grid import Grid
from diagnoza.release import scan
from diagnoza.release.cells import harmless, starts_formula
from diagnoza.report import output
from diagnoza.report.workbook import write_workbook
from report_samples import ALT, HOSTILE, REAL, Stage, small_chart

if TYPE_CHECKING:
    from pathlib import Path

UNQUOTED = "Mój sąsiad nie płaci za śmieci i nikt tego nie sprawdza"
PLANTED = {
    "an e-mail address": "jan.kowalski@example.com",
    "a telephone number": "tel. 600 700 800",
    "a number that is a valid PESEL": "44051401359",
    "an identifier of respondents": "resp_id 17",
    "a path of this machine": "/home/anna/dane.csv",
    "an answer or statement that nobody marked as quotable": UNQUOTED,
}


def page_of(stage: Stage, text: str) -> str:
    """Show a text in every place that a chapter can write to."""
    grid = Grid(columns=["Gmina", text], rows=[[text, 1.5], ["Święta", None]], note=text)
    output.say(f"# Wnioski\n\n{text}")
    output.table(grid, key="values", title=text, sources=[REAL], n=text)
    output.figure(small_chart(), grid, key="values", title=text, alt=ALT, sources=[REAL], n="2 gmin")
    return stage.page()


def told(problems: list[Any]) -> str:
    return "\n".join(map(str, problems))


@pytest.mark.parametrize(("what", "text"), PLANTED.items())
def test_each_kind_of_secret_is_found_and_not_repeated(stage: Stage, what: str, text: str) -> None:
    found = scan.page(page_of(stage, text), "the page", answers=[UNQUOTED])
    assert all(what in one.what for one in found)
    assert any("tab-values.csv" in one.file for one in found)
    assert any(one.file == "the page" for one in found)
    assert text not in told(found)


def test_a_clean_page_has_none(stage: Stage) -> None:
    page = page_of(stage, "Dochody 123 456 789 zł, wskaźnik 12 345 678 901, lata 2013–2014, dwa 1+1=2, a/tmp, e-mail")
    assert scan.page(page, "the page", answers=[UNQUOTED]) == []


def test_typed_html_and_formulas_stay_words(stage: Stage, tmp_path: Path) -> None:
    page = page_of(stage, HOSTILE)
    assert scan.page(page, "the page") == []
    assert "&lt;script&gt;" in page
    write_workbook(tmp_path / "tables.xlsx", stage.finish().records, title=HOSTILE)
    assert scan.workbook(tmp_path / "tables.xlsx", "the workbook") == []


@pytest.mark.parametrize("typed", ["<script>x</script>", '<p onclick="x()">', "<a href='javascript:x'>", "<iframe src=x>"])
def test_html_that_was_not_escaped_is_found(good_page: str, typed: str) -> None:
    assert scan.page(good_page, "the page") == []
    found = scan.page(good_page.replace("</main>", f"{typed}</main>"), "the page")
    assert "active content" in told(found)


def test_what_an_escaped_text_says_is_read(good_page: str) -> None:
    found = scan.page(good_page.replace("</main>", "<p>jan&#64;example.com</p></main>"), "the page")
    assert "e-mail" in told(found)


@pytest.mark.parametrize("start", ["=", "+", "@", "-", "\t", "\r", ' "=', "„=", "\u200b@", "＝"])
def test_a_cell_that_could_start_a_formula_is_found_and_made_harmless(start: str, tmp_path: Path) -> None:
    text = f"{start}cmd()"
    assert starts_formula(text)
    assert not starts_formula(harmless(text))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(["Gmina", text])
    assert "formula" in told(scan.table(out.getvalue(), "tab-x.csv"))
    records = [{"kind": "table", "number": 1, "title": "T", "synthetic": False, "source": "GUS", "n": "1"}]
    grid = {"columns": ["Gmina", text], "rows": [[text, None]], "digits": [[0, 0]], "note": ""}
    write_workbook(tmp_path / "t.xlsx", [records[0] | {"grid": grid}], title=text)
    assert scan.workbook(tmp_path / "t.xlsx", "t.xlsx") == []


@pytest.mark.parametrize("text", ["-2,5", "-3", "1 = 1", "a@b", "'=1+1", "−5", "", "2020-01-01"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_a_formula_of_a_workbook_is_found(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet("Spis")
        sheet.write_formula(0, 0, "=1+1")
        sheet.write_string(1, 0, " @SUM(A1)")
    found = told(scan.workbook(tmp_path / "t.xlsx", "t.xlsx"))
    assert "a cell is a formula" in found
    assert "could start a formula" in found


def test_a_formula_inside_an_embedded_file_is_found(good_page: str) -> None:
    def swap(found: re.Match[str]) -> str:
        return found[0].replace(found[2], base64.b64encode(b"\xef\xbb\xbfGmina;Opis\r\nX;=1+1\r\n").decode("ascii"))

    planted = re.sub(r'<a download="([^"]*)" href="data:text/csv[^"]*?base64,([A-Za-z0-9+/=]+)"', swap, good_page, count=1)
    assert "formula" in told(scan.page(planted, "the page"))


@pytest.mark.parametrize(
    ("digits", "valid"), [("44051401359", True), ("44051401358", False), ("44053401359", False), ("00000000000", False)]
)
def test_a_pesel_has_a_date_and_a_checksum(digits: str, valid: bool) -> None:  # noqa: FBT001
    assert scan.is_pesel(digits) == valid

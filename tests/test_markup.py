"""The same cells as HTML, CSV and record."""

from __future__ import annotations

import base64
import csv
import io

import pytest
from bs4 import BeautifulSoup

from diagnoza.grid import Grid
from diagnoza.report.markup import download, to_csv, to_html, to_json
from report_checks import cells
from report_samples import HOSTILE, small_grid


def html(grid: Grid) -> BeautifulSoup:
    return BeautifulSoup(to_html(grid, key="tab-x", caption="Podpis"), "html.parser")


def test_headers_have_a_scope_and_the_first_cell_names_its_row() -> None:
    table = html(small_grid())
    assert [(one["scope"], one.get_text()) for one in table.select("thead th")] == [
        ("col", "Gmina"),
        ("col", "Wartość [zł]"),
        ("col", "Osoby"),
    ]
    assert [(one["scope"], one.get_text()) for one in table.select("tbody th")] == [("row", "Deszczno"), ("row", "Święta")]


def test_numbers_are_polish_and_stand_right_and_what_is_missing_says_so() -> None:
    first, second = html(small_grid()).select("tbody tr")
    assert [(one.get_text(), one["class"]) for one in first.select("td")] == [("2\u00a0121,5", ["number"]), ("10\u00a0662", ["number"])]
    assert [(one.get_text(), one["class"]) for one in second.select("td")] == [("−0,5", ["number"]), ("brak danych", ["missing"])]


def test_equal_neighbours_in_the_first_column_are_one_group() -> None:
    rows = [["Migracje", "Deszczno", 1], ["Migracje", "Santok", 2], ["Dochody", "Deszczno", 3]]
    table = html(Grid(["Wskaźnik", "Gmina", "Wartość"], rows, grouped=True))
    assert [(one.get_text(), one["rowspan"], one["scope"]) for one in table.select("th[rowspan]")] == [
        ("Migracje", "2", "rowgroup"),
        ("Dochody", "1", "rowgroup"),
    ]
    assert [one.get_text() for one in table.select('th[scope="row"]')] == ["Deszczno", "Santok", "Deszczno"]
    assert len(table.select("tbody")) == 2
    assert cells(table)[1:] == [[str(cell) for cell in row] for row in rows]


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches_and_that_has_its_name() -> None:
    region = html(small_grid()).div
    assert region is not None
    assert (region["role"], region["tabindex"], region["aria-labelledby"]) == ("region", "0", "tab-x-caption")


def test_csv_opens_in_polish_excel() -> None:
    assert to_csv(small_grid()) == "\ufeffGmina;Wartość [zł];Osoby\r\nDeszczno;2121,5;10662\r\nŚwięta;-0,5;brak danych\r\n"


def test_numbers_of_a_csv_have_the_decimals_of_the_screen() -> None:
    grid = Grid(["a", "b"], [["x", 2.5], ["y", 3.0]], row_decimals={0: 0, 1: 2})
    assert to_csv(grid).splitlines()[1:] == ["x;3", "y;3,00"]


@pytest.mark.parametrize("text", ["=1+1", "+48 600", "-x", "@SUM(A1)", "\t=1", "\r=1", HOSTILE])
def test_no_cell_of_a_csv_starts_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(Grid([text, "b"], [[text, 1]])).removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows == [[f"'{text}", "b"], [f"'{text}", "1"]]


@pytest.mark.parametrize("text", ["a;b", 'a "b"', "a\nb", "a\rb", "a\r\nb", "Żółć", ""])
def test_a_csv_gives_back_every_text_it_was_given(text: str) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(Grid(["a", "b"], [[text, 1]])).removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows[1] == [text, "1"]


def test_a_download_holds_the_csv_and_tells_its_form_and_size() -> None:
    link = BeautifulSoup(download(small_grid(), "tab-x"), "html.parser").a
    assert link is not None
    head, _, content = str(link["href"]).partition(",")
    assert head == "data:text/csv;charset=utf-8;base64"
    assert base64.b64decode(content).decode("utf-8") == to_csv(small_grid())
    assert link["download"] == "tab-x.csv"
    assert link.get_text() == "Pobierz dane (CSV, 1 KB) – tab-x"


def test_a_record_holds_numbers_rounded_as_printed() -> None:
    assert to_json(small_grid(note="Uwaga.")) == {
        "columns": ["Gmina", "Wartość [zł]", "Osoby"],
        "rows": [["Deszczno", 2121.5, 10662], ["Święta", -0.5, None]],
        "digits": [[0, 1, 0], [0, 1, 0]],
        "note": "Uwaga.",
    }


def test_hostile_cells_are_escaped() -> None:
    table = html(Grid([HOSTILE, "b"], [[HOSTILE, 1]]))
    assert not table.select("script, img")
    assert table.select_one("tbody th") is not None

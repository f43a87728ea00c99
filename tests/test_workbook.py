"""tables.xlsx read back with another library than the one that wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from diagnoza.grid import Grid
from diagnoza.report import figure, table
from diagnoza.report.workbook import write_workbook
from report_checks import workbook
from report_samples import ALT, HOSTILE, REAL, SYNTHETIC, Stage, small_chart, small_grid

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.stored.base import Source


def written(stage: Stage, folder: Path, *, grid: Grid | None = None, source: Source = REAL, title: str = "Wartości") -> Path:
    table(grid or small_grid(), key="a", title=title, sources=[source], n="2 gmin")
    figure(small_chart(), grid or small_grid(), key="a", title=title, alt=ALT, sources=[source], n="2 gmin")
    write_workbook(folder / "tables.xlsx", stage.finish().records, title="Diagnoza: Próba")
    return folder / "tables.xlsx"


def sheet(path: Path, name: str = "T1") -> Any:
    return openpyxl.load_workbook(path)[name]


def test_it_has_the_values_of_the_page(stage: Stage, tmp_path: Path) -> None:
    path = written(stage, tmp_path, grid=small_grid(note="Założenie A4."))
    assert workbook(path, stage.page()) == []


def test_it_begins_with_contents_that_lead_to_a_sheet_per_table_and_figure(stage: Stage, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(stage, tmp_path))
    assert book.sheetnames == ["Spis", "T1", "R1"]
    links = [(cell.value, cell.hyperlink.location) for (cell,) in book["Spis"].iter_rows(min_row=3)]
    assert links == [("Tabela 1. Wartości", "'T1'!A1"), ("Rycina 1. Wartości", "'R1'!A1")]


def test_numbers_are_numbers_with_the_decimals_of_the_page_and_what_is_missing_says_so(stage: Stage, tmp_path: Path) -> None:
    given = sheet(written(stage, tmp_path))
    assert [[cell.value for cell in row] for row in given["A3:C5"]] == [
        ["Gmina", "Wartość [zł]", "Osoby"],
        ["Deszczno", 2121.5, 10662],
        ["Święta", -0.5, "brak danych"],
    ]
    assert [given[at].data_type for at in ("A4", "B4", "C4", "C5")] == ["s", "n", "n", "s"]
    assert [given[at].number_format for at in ("B4", "C4")] == ["#,##0.0", "#,##0"]


def test_the_source_stands_below_and_synthetic_data_are_marked(stage: Stage, tmp_path: Path) -> None:
    foot = sheet(written(stage, tmp_path, source=SYNTHETIC))["A7"].value
    assert foot == "DANE SYNTETYCZNE. Źródło: Generator przykładów (Ankieta). n = 2 gmin."


def test_real_data_have_no_such_mark(stage: Stage, tmp_path: Path) -> None:
    assert sheet(written(stage, tmp_path))["A7"].value == "Źródło: GUS (Ludność 2022). n = 2 gmin."


@pytest.mark.parametrize("text", [HOSTILE, "=1+1", "{=1}", "http://example.com", "internal:'Spis'!A1", "mailto:a@b.pl"])
def test_no_text_becomes_a_formula_or_a_link(stage: Stage, tmp_path: Path, text: str) -> None:
    given = sheet(written(stage, tmp_path, grid=Grid([text, "b"], [[text, 1]]), title=text))
    assert (given["A3"].value, given["A4"].value) == (text, text)
    assert [cell.data_type for row in given.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert given["A4"].hyperlink is None


def test_the_same_tables_give_the_same_bytes(stage: Stage, tmp_path: Path) -> None:
    first = written(stage, tmp_path)
    again = tmp_path / "again.xlsx"
    write_workbook(again, stage.finish().records, title="Diagnoza: Próba")
    assert first.read_bytes() == again.read_bytes()

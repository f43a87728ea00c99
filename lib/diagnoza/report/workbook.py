"""Every published table in one workbook: a contents sheet, then a sheet per table. No cell can start a formula."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import xlsxwriter

from diagnoza import polish
from diagnoza.release.cells import starts_formula

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDEST = 60
KINDS = {"table": ("Tabela", "T"), "figure": ("Rycina", "R")}
EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


def write_workbook(path: Path, records: Sequence[dict[str, Any]], *, title: str) -> None:
    """
    Write the tables, and the numbers behind the figures, to an XLSX file.

    Parameters
    ----------
    path
        The file; it is overwritten.
    records
        Numbered records of tables and figures.
    title
        Polish title of the report.
    """
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": EPOCH})
        styles = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "muted": book.add_format({"font_color": "#52606D"}),
        }
        contents = book.add_worksheet("Spis")
        _write(book, contents, (0, 0), title, styles, bold=True)
        contents.set_column(0, 0, 100)
        for row, record in enumerate(records, start=2):
            word, letter = KINDS[record["kind"]]
            name = f"{letter}{record['number']}"
            contents.write_url(row, 0, f"internal:'{name}'!A1", string=f"{word} {record['number']}. {record['title']}")
            _sheet(book, name, record, styles)


def _sheet(book: Any, name: str, record: dict[str, Any], styles: dict[str, Any]) -> None:
    sheet, grid = book.add_worksheet(name), record["grid"]
    word = KINDS[record["kind"]][0]
    sheet.write_string(0, 0, f"{word} {record['number']}. {record['title']}", styles["bold"])
    for column, header in enumerate(grid["columns"]):
        _write(book, sheet, (2, column), header, styles, bold=True)
        texts = [len(str(row[column])) for row in grid["rows"]] + [len(header) // 2]
        sheet.set_column(column, column, min(WIDEST, 3 + max(texts)))
    for row, (cells, digits) in enumerate(zip(grid["rows"], grid["digits"], strict=True), start=3):
        for column, (cell, places) in enumerate(zip(cells, digits, strict=True)):
            if isinstance(cell, int | float):
                sheet.write_number(row, column, cell, _number_format(book, styles, places))
            else:
                _write(book, sheet, (row, column), polish.NO_DATA if cell is None else cell, styles)
    last = 4 + len(grid["rows"])
    origin = "DANE SYNTETYCZNE. " if record["synthetic"] else ""
    sheet.write_string(last, 0, f"{origin}Źródło: {record['source']}. n = {record['n']}. {grid['note']}".strip(), styles["muted"])
    sheet.freeze_panes(3, 1)


def _write(book: Any, sheet: Any, place: tuple[int, int], text: str, styles: dict[str, Any], *, bold: bool = False) -> None:
    """Write a text; one that could start a formula is marked as text, so that it stays one when somebody edits the cell."""
    style = styles["bold"] if bold else None
    if starts_formula(text):
        key = f"text{bold}"
        if key not in styles:
            styles[key] = book.add_format({"quote_prefix": True, **({"bold": True, "text_wrap": True, "valign": "top"} if bold else {})})
        style = styles[key]
    sheet.write_string(*place, text, style)


def _number_format(book: Any, styles: dict[str, Any], places: int) -> Any:
    key = f"number{places}"
    if key not in styles:
        styles[key] = book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")})
    return styles[key]

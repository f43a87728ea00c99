"""Rows of a delivered file as they stand, titles above the heads and all sheets of a workbook with them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnoza.delivery import read_delivery
from diagnoza.delivery_encodings import decode
from diagnoza.delivery_formats import SEPARATORS, read_workbook
from diagnoza.errors import Problem, ProblemsError
from diagnoza.headings import number_cells

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.units import Dots

_SAMPLE = 200


@dataclass(frozen=True)
class Grid:
    """
    Filled rows of a sheet or a text file, each with its line.

    ``typed`` are the cells (line, place) that hold numbers and not texts; ``is_text``: the file has no cells of numbers at all.
    """

    name: str
    rows: list[list[str]]
    lines: list[int]
    typed: frozenset[tuple[int, int]] = frozenset()
    is_text: bool = False

    def dots(self, line: int, at: int, of_file: Dots) -> Dots:
        """Say what a dot before three digits is in a cell."""
        return "decimal" if (line, at) in self.typed else of_file


def read_grids(path: Path, *, file: str, encoding: str | None = None, sheet: str | None = None) -> tuple[list[Grid], list[Problem]]:
    """
    Read the rows of a file.

    Parameters
    ----------
    path
        CSV in any dialect, or a workbook.
    file
        What messages call the file.
    encoding
        The encoding of a CSV; None tells it by the Polish letters.
    sheet
        A sheet of a workbook; None takes all visible ones that hold anything.

    Returns
    -------
        A grid for a CSV or for each sheet, and notes on single bytes that could not be read. Merged cells are their value and empty cells.

    Raises
    ------
    ProblemsError
        If the file is missing, empty, damaged or of another kind.
    """
    book = _workbook(path)
    if book is None:
        return _from_text(path, file, encoding)
    names = [sheet] if sheet else _filled(book)
    if not names:
        raise ProblemsError([Problem(file, "file", "the file is empty", "Ask the provider for it again")])
    content = path.read_bytes()
    grids = []
    for name in names:
        read = read_workbook(content, file, sheet=name)
        grids.append(Grid(name, read.rows, read.lines, frozenset(number_cells(path, name))))
    return grids, []


def _workbook(path: Path) -> Any:
    import python_calamine as calamine  # noqa: PLC0415  (only deliveries need it)

    try:
        return calamine.load_workbook(io.BytesIO(path.read_bytes()))
    except (calamine.CalamineError, OSError, ValueError):
        return None


def _filled(book: Any) -> list[str]:
    from python_calamine import SheetVisibleEnum  # noqa: PLC0415  (only deliveries need it)

    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    return [name for name in shown if any(str(cell).strip() for row in book.get_sheet_by_name(name).to_python() for cell in row)]


def _from_text(path: Path, file: str, encoding: str | None) -> tuple[list[Grid], list[Problem]]:
    delivered = read_delivery(path, encoding=encoding)  # says what is wrong with what is no table
    if delivered.format != "csv":
        rows = [*delivered.header, *delivered.frame.to_numpy().tolist()]
        return [Grid("", rows, [1, *map(int, delivered.frame.index)])], list(delivered.notes)
    text = decode(path.read_bytes(), file, encoding).text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows, lines, start = [], [], 1
    for record in reader:
        if any(cell.strip() for cell in record) and not record[0].startswith("sep="):
            rows.append(record)
            lines.append(start)
        start = reader.line_num + 1
    return [Grid("", rows, lines, is_text=True)], list(delivered.notes)


def _separator(text: str) -> str:
    """Choose the separator that parts most rows into equally many cells; a title above them may be a row of one cell."""

    def fit(separator: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        widths = [len(record) for record, _ in zip(reader, range(_SAMPLE), strict=False) if record]
        wide = Counter(width for width in widths if width > 1)
        width, often = max(wide.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return often / max(len(widths), 1), width

    return max(SEPARATORS, key=fit)

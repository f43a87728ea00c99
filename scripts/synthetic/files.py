"""Rows to files that are the same, byte for byte, whenever they are written."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic.exports import Rows

CREATED = dt.datetime(2021, 2, 15, 9, 30)  # noqa: DTZ001  (a workbook has the clock on the wall)


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8", separator: str = ",", empty: int = 0) -> None:
    """
    Write separated values.

    Parameters
    ----------
    path
        The file.
    rows
        The header and what stands under it.
    encoding, separator
        Of the file; UTF-16 has a byte-order mark and ends lines as Windows does, others with LF, which version control leaves alone.
    empty
        Rows without anything, at the end.
    """
    text = io.StringIO(newline="")
    mark, end = ("\ufeff", "\r\n") if encoding == "utf-16-le" else ("", "\n")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows([*rows, *[[""] * len(rows[0])] * empty])
    path.write_bytes((mark + text.getvalue()).encode(encoding))


def write_xlsx(path: Path, rows: Rows, *, sheet: str) -> None:
    """Write a workbook of one sheet; its times are fixed."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss", "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": "Dane syntetyczne", "created": CREATED})
        one = workbook.add_worksheet(sheet)
        for at, row in enumerate(rows):
            one.write_row(at, 0, [None if cell == "" else cell for cell in row])

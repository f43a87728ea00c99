"""Kinds of files to rows of text: CSV in any dialect, workbooks, SPSS. Codes keep their zeros, dates are ISO, nothing is computed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnoza.delivery_encodings import decode
from diagnoza.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SEPARATORS = (";", ",", "\t")
DAMAGED = "Ask the provider to save and send it again; do not open and re-save a damaged copy"

_SAMPLE = 200
_EVEN = 0.8  # a few ragged rows are reported later
_DECLARED = re.compile(r"\Asep=(.)\r?\n")


@dataclass(frozen=True)
class Labels:
    """What an SPSS file says of a column: its label, the labels of its values, which values are user-missing, level of measurement."""

    label: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    measure: str = ""


@dataclass(frozen=True)
class Sheet:
    """Rows of a file as delivered, the header first, each with its line (the first, where it spans several) in the file."""

    rows: list[list[str]]
    lines: list[int]
    encoding: str = ""
    separator: str = ""
    labels: dict[str, Labels] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


def read_text(content: bytes, file: str, *, encoding: str | None) -> Sheet:
    """
    Read a file of separated values.

    Parameters
    ----------
    content
        The bytes.
    file
        Its name, for messages.
    encoding
        The encoding, or None: told by the Polish letters.

    Returns
    -------
    Sheet
        Blank lines are left out; everything else is kept as it stands, a decimal comma included.

    Raises
    ------
    ProblemsError
        If the text cannot be decoded, or a quotation mark is never closed.
    """
    decoded = decode(content, file, encoding)
    declared = _DECLARED.match(decoded.text)
    text = decoded.text[declared.end() :] if declared else decoded.text
    separator = declared[1] if declared else _separator(text)
    rows, lines = _records(text, separator, file)
    if declared:
        lines = [line + 1 for line in lines]
    return Sheet(rows, lines, decoded.encoding, separator, notes=decoded.notes)


def _separator(text: str) -> str:
    """Choose the separator with which most records are as long as the header, and the longest of those."""

    def fit(separator: str) -> tuple[bool, bool, int, float]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        widths = [len(record) for record, _ in zip(reader, range(_SAMPLE), strict=False) if record]
        even = sum(width == widths[0] for width in widths) / len(widths) if widths else 0.0
        parts = bool(widths) and widths[0] > 1
        fits = parts and even >= _EVEN
        return fits, parts, widths[0] if fits else 0, even

    csv.field_size_limit(2**30)
    return max(SEPARATORS, key=fit)


def _records(text: str, separator: str, file: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, lines, start = [], [], 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                rows.append(record)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        what = f"a quotation mark that opens here is not closed where a cell ends ({error})"
        remedy = "Close it or double it, or have the file exported again: the rows after it cannot be told apart"
        raise ProblemsError([Problem(file, f"line {start}", what, remedy)]) from error
    return rows, lines


def read_workbook(content: bytes, file: str, *, sheet: str | None) -> Sheet:
    """
    Read a sheet of a workbook: XLSX, XLS or ODS.

    Parameters
    ----------
    content
        The bytes.
    file
        Its name, for messages.
    sheet
        The sheet, or None: the only one that holds anything.

    Returns
    -------
    Sheet
        Texts as they are, whole numbers without a decimal point, dates in ISO.

    Raises
    ------
    ProblemsError
        If the file is damaged or locked with a password, or the sheet is not there or cannot be told.
    """
    import python_calamine as calamine  # noqa: PLC0415  (only deliveries need it)

    try:
        book = calamine.load_workbook(io.BytesIO(content))
        tables = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in _visible(book)}
    except calamine.PasswordError as error:
        raise ProblemsError([Problem(file, "file", "the workbook is locked with a password", "Ask for it without a password")]) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise ProblemsError([Problem(file, "file", "the workbook is cut short or damaged", DAMAGED)]) from error
    return _sheet(tables[_chosen(tables, file, sheet)])


def _visible(book: Any) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  (only deliveries need it)

    kept = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one for one in kept if one.visible == SheetVisibleEnum.Visible]
    return [one.name for one in shown or kept]


def _chosen(tables: dict[str, list[list[Any]]], file: str, sheet: str | None) -> str:
    names = ", ".join(f"„{name}”" for name in tables)
    if sheet is not None:
        if sheet in tables:
            return sheet
        raise ProblemsError([Problem(file, "file", f"there is no sheet „{sheet}”", f"Name one of {names}")])
    filled = [name for name, table in tables.items() if any(_text(cell).strip() for row in table for cell in row)]
    if not filled:
        raise ProblemsError([Problem(file, "file", "the file is empty", "Ask the provider for it again")])
    if len(filled) > 1:
        raise ProblemsError([Problem(file, "file", f"{len(filled)} sheets hold something: {names}", "Name the sheet with the answers")])
    return filled[0]


def _sheet(table: list[list[Any]]) -> Sheet:
    rows = [[_text(cell) for cell in row] for row in table]
    kept = [(line, row) for line, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    width = max((at + 1 for _, row in kept for at, cell in enumerate(row) if cell.strip()), default=0)
    return Sheet([row[:width] for _, row in kept], [line for line, _ in kept])


def _text(value: Any) -> str:
    """Write a cell as text; a number that is whole has no decimal point, midnight is a date."""
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def read_sav(content: bytes, file: str, *, encoding: str | None) -> Sheet:
    """
    Read an SPSS file: codes in the cells, labels and user-missing values beside them.

    Parameters
    ----------
    content
        The bytes.
    file
        Its name, for messages.
    encoding
        The encoding, or None: the one that the file states, cp1250 where it states a wrong one.

    Returns
    -------
    Sheet
        A system-missing value is an empty text; a user-missing one keeps its code and is listed in the labels.

    Raises
    ------
    ProblemsError
        If the file is damaged or its encoding is not the one named.
    """
    import pyreadstat  # noqa: PLC0415  (only deliveries need it)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delivery.sav"
        path.write_bytes(content)
        attempts: Sequence[str | None] = [encoding] if encoding else [None, "cp1250"]
        for attempt in attempts:
            try:
                columns, meta = pyreadstat.read_sav(path, user_missing=True, output_format="dict", encoding=attempt)
            except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError, LookupError, ValueError) as error:
                why = str(error).splitlines()[0]
            else:
                return _spss(columns, meta)
    what, remedy = ("the SPSS file cannot be read", DAMAGED) if not encoding else (f"it cannot be read as {encoding}", "Name no encoding")
    raise ProblemsError([Problem(file, "file", f"{what} ({why})", remedy)])


def _spss(columns: Mapping[str, Iterable[Any]], meta: Any) -> Sheet:
    names = list(meta.column_names)
    cells = [[_text(value).rstrip() for value in columns[name]] for name in names]
    rows = [list(row) for row in zip(*cells, strict=True)]
    labels = {name: _labels(name, meta, columns[name]) for name in names}
    return Sheet([names, *rows], list(range(len(rows) + 1)), meta.file_encoding or "", labels=labels)


def _labels(name: str, meta: Any, values: Iterable[Any]) -> Labels:
    named = meta.variable_value_labels.get(name, {})
    ranges = meta.missing_ranges.get(name, [])
    known = {_text(value).rstrip(): value for value in [*named, *values]}
    missing = [text for text, value in known.items() if text and any(_within(value, one) for one in ranges)]
    return Labels(
        label=meta.column_names_to_labels.get(name) or "",
        answers={_text(value).rstrip(): label for value, label in named.items()},
        missing=tuple(sorted(missing)),
        measure=meta.variable_measure.get(name, ""),
    )


def _within(value: Any, limits: dict[str, Any]) -> bool:
    if isinstance(value, str) or isinstance(limits["lo"], str):
        return isinstance(value, str) and value.rstrip() == str(limits["lo"]).rstrip()
    return isinstance(value, int | float) and limits["lo"] <= value <= limits["hi"]

"""Any delivered file to a frame of text. Nothing is guessed: numbers become numbers where they are declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pandas as pd

from diagnoza.delivery_formats import DAMAGED, Labels, Sheet, read_sav, read_text, read_workbook
from diagnoza.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path

Format = Literal["csv", "xlsx", "xls", "ods", "sav"]

_AGAIN = "Ask the provider for it again"
_WORKBOOKS: dict[Format, bytes] = {"xlsx": b"xl/", "ods": b"opendocument.spreadsheet"}
_WRONG = {  # how files begin that hold no answers, and what they are
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document (RTF)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
}


@dataclass(frozen=True)
class Delivered:
    """
    A delivered file as text.

    ``frame`` has a row per row of the file (its line in the file is the index ``row``) and a column per column; names stand as delivered,
    so some may be empty or repeated. ``rejected`` are lines that are not in the frame, each with one of the ``problems``; ``notes`` are
    worth knowing, but nothing was left out because of them.
    """

    file: str
    format: Format
    header: list[list[str]]
    frame: pd.DataFrame
    encoding: str = ""
    separator: str = ""
    labels: dict[str, Labels] = field(default_factory=dict)
    rejected: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def read_csv(path: Path) -> pd.DataFrame:
    """
    Read a comma-separated UTF-8 file as text.

    Parameters
    ----------
    path
        The file; its first row holds the column names.

    Returns
    -------
    pd.DataFrame
        All columns text; an empty cell is an empty text.

    Raises
    ------
    ProblemsError
        If the file is missing, empty or not UTF-8.
    """
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProblemsError([Problem(path.name, "file", "the file is not there", f"Put it in {path.parent.name}/")]) from error
    except pd.errors.EmptyDataError as error:
        raise ProblemsError([Problem(path.name, "file", "the file is empty", "Ask the provider for it again")]) from error
    except UnicodeDecodeError as error:
        byte = f"byte {error.start} is not UTF-8"
        raise ProblemsError([Problem(path.name, "file", byte, "Save it as CSV UTF-8")]) from error


def read_delivery(path: Path, *, encoding: str | None = None, sheet: str | None = None) -> Delivered:
    """
    Read a delivered file, whatever its kind; the kind is told by what is in it, not by its name.

    Parameters
    ----------
    path
        CSV (comma, semicolon or tab; any usual encoding), XLSX, XLS, ODS, or SPSS.
    encoding
        The encoding of a CSV or SPSS file; None tells it by the Polish letters.
    sheet
        The sheet of a workbook; None takes the only one that holds anything.

    Returns
    -------
    Delivered
        All columns text, an empty cell an empty text. Rows with more or fewer cells than the header are reported, not shifted.

    Raises
    ------
    ProblemsError
        If the file is missing, empty, damaged, of another kind, in another encoding, or has a header only.
    """
    content = _bytes(path)
    kind = _format(content, path.name)
    if kind == "csv":
        read = read_text(content, path.name, encoding=encoding)
    elif kind == "sav":
        read = read_sav(content, path.name, encoding=encoding)
    else:
        read = read_workbook(content, path.name, sheet=sheet)
    if not read.rows:
        raise ProblemsError([Problem(path.name, "file", "the file is empty", _AGAIN)])
    if len(read.rows) == 1:
        raise ProblemsError([Problem(path.name, "file", f"it has a header of {len(read.rows[0])} columns and no answers", _AGAIN)])
    return _delivered(read, path.name, kind)


def _bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ProblemsError([Problem(path.name, "file", "the file is not there", f"Put it in {path.parent.name}/")]) from error
    except OSError as error:
        remedy = "Give a file that can be read"
        raise ProblemsError([Problem(path.name, "file", f"it cannot be opened ({error.strerror})", remedy)]) from error
    if not content.strip(b"\x00\r\n\t ;,\xef\xbb\xbf\xff\xfe"):
        raise ProblemsError([Problem(path.name, "file", "the file is empty", _AGAIN)])
    return content


def _format(content: bytes, file: str) -> Format:
    if content.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "WordDocument".encode("utf-16-le") in content:
            raise _refused(file, "a Word document")
        return "xls"
    if content.startswith(b"PK"):
        return _zipped(content, file)
    for start, name in _WRONG.items():
        if content.startswith(start):
            raise _refused(file, name)
    _no_page(content, file)
    return "csv"


def _zipped(content: bytes, file: str) -> Format:
    for kind, mark in _WORKBOOKS.items():
        if mark in content:
            return kind
    if b"word/" in content or b"ppt/" in content or b"opendocument" in content:
        raise _refused(file, "a text document or a presentation")
    if file.lower().endswith((".xlsx", ".xlsm", ".ods")):
        raise ProblemsError([Problem(file, "file", "the workbook is cut short or damaged", DAMAGED)])
    raise _refused(file, "a ZIP archive: unpack it and give the file inside")


def _no_page(content: bytes, file: str) -> None:
    start = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        raise _refused(file, "a web page or XML, whatever its name says: open it in a spreadsheet and save it as XLSX")
    if start.startswith((b"{", b"[{")):
        raise _refused(file, "JSON")
    zeros = content[:4000].count(0)
    if zeros and not content.startswith((b"\xff\xfe", b"\xfe\xff")) and zeros * 4 < min(len(content), 4000):
        raise _refused(file, "not a table (it holds binary data)")


def _refused(file: str, what: str) -> ProblemsError:
    return ProblemsError([Problem(file, "file", f"this is {what}", "Give the answers as CSV, XLSX, XLS, ODS or SPSS (.sav)")])


def _delivered(read: Sheet, file: str, kind: Format) -> Delivered:
    """Set apart the rows that do not fit the header; fill up what a trimmed row lacks only where nothing can have shifted."""
    header, width = read.rows[0], len(read.rows[0])
    fitting: list[list[str]] = []
    lines: list[int] = []
    problems: dict[int, Problem] = {}
    for line, row in zip(read.lines[1:], read.rows[1:], strict=True):
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            problems[line] = _ragged(file, line, len(row), width)
        else:
            fitting.append(row[:width])
            lines.append(line)
    frame = pd.DataFrame(fitting, index=pd.Index(lines, name="row", dtype="int64"), columns=range(width), dtype=str)
    frame.columns = pd.Index(header, dtype=object)
    return Delivered(
        file, kind, [header], frame, read.encoding, read.separator, read.labels, tuple(problems), tuple(problems.values()), read.notes
    )


def _ragged(file: str, line: int, cells: int, width: int) -> Problem:
    what = f"the row has {cells} cells, the header {width}; it was left out, because its answers may stand under wrong questions"
    broken = "See whether the row was cut or broken in two"
    remedy = "Put answers with separators or line breaks in quotation marks" if cells > width else broken
    return Problem(file, f"line {line}", what, remedy)

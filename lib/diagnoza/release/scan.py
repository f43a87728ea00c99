"""The finished files, looked through for what must not leave: personal data, unquoted answers, paths, code, formulas."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import html
import io
import re
import zipfile
from typing import TYPE_CHECKING

from diagnoza.errors import Problem
from diagnoza.release.cells import starts_formula

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

PATH = re.compile(
    r"(?<![\w./<])/(?:home|tmp|root|usr|var|work|Users|mnt|opt|private|etc)\b|\b[A-Za-z]:\\\\?\w|file:/|~/\w|\bDIAGNOZA_ROOT\b"
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
NOTEBOOK = re.compile(r"papermill|jp-(?:Cell|Output|Input)|injected-parameters|data-mime|kernelspec|ename|nbconvert|application/vnd")
PHONE = re.compile(
    r"(?<![\d\w.,+-])(?<!\d )(?:\+48[ -]?)?\d{3}([ -])\d{3}\1\d{3}(?![\d\w]|[ ,.-]\d|\s*(?:zł|tys|mln|mld|osób|mieszk|ha|km|m²|%))"
    r"|\+48[ -]?\d{9}\b"
)
RESPONDENT = re.compile(r"\bresp(?:ondent)?_?id\b", re.IGNORECASE)
ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|form|base|link|foreignobject)\b|(?:href|src)\s*=\s*[\"']?\s*(?:javascript|vbscript):", re.IGNORECASE
)
EVENT = re.compile(r"<[a-z][^<>]*\son\w+\s*=", re.IGNORECASE)
DATA_URL = re.compile(r"data:[\w/+.-]+(?:;[\w=-]+)*;base64,[A-Za-z0-9+/=]+")
LONG, WORDS = 25, 4
"""Characters and words from which an answer is recognised when it turns up elsewhere."""
_ELEVEN = re.compile(r"(?<![0-9A-Za-z])\d{11}(?![0-9A-Za-z])")
_CSV = re.compile(r'<a download="([^"]*)" href="data:text/csv[^"]*?base64,([A-Za-z0-9+/=]+)"')
_TAG, _STYLE = re.compile(r"<[^<>]*>"), re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_VALUE = re.compile(r"=\"[^\"<>]*\"|='[^'<>]*'")
_CONTEXT, _WINDOW = 12, 240


def is_pesel(digits: str) -> bool:
    """
    Tell whether eleven digits are a valid PESEL: the last one checks the others, the first six are a date.

    Parameters
    ----------
    digits
        Eleven of them.
    """
    numbers = [int(digit) for digit in digits]
    check = (10 - sum(weight * digit for weight, digit in zip((1, 3, 7, 9, 1, 3, 7, 9, 1, 3), numbers, strict=False)) % 10) % 10
    century, month = divmod(int(digits[2:4]), 20)
    try:
        dt.date({4: 1800, 0: 1900, 1: 2000, 2: 2100, 3: 2200}[century] + int(digits[:2]), month, int(digits[4:6]))
    except ValueError:
        return False
    return check == numbers[10]


def leaks(text: str, marks: Iterable[re.Pattern[str]]) -> list[str]:
    """
    Find what matches a pattern, and PESEL numbers.

    Parameters
    ----------
    text
        Any text.
    marks
        Patterns of what must not be there.

    Returns
    -------
        Each find once. They are for the person who repairs the report: the messages of `page` and `workbook` do not repeat them.
    """
    found = [found[0] for mark in marks for found in mark.finditer(text)]
    return list(dict.fromkeys([*found, *(number for number in _ELEVEN.findall(text) if is_pesel(number))]))


def flat(text: str) -> str:
    """
    Make blanks of any kind one.

    Parameters
    ----------
    text
        Any text.
    """
    return " ".join(text.replace("\u2060", "").split())


def readable(source: str) -> str:
    """
    Give what a reader of a page sees, and what is in its attributes left out.

    Parameters
    ----------
    source
        HTML.
    """
    return html.unescape(_TAG.sub("\n", _STYLE.sub("", DATA_URL.sub("", source))))


def page(source: str, name: str, *, answers: Collection[str] = ()) -> list[Problem]:
    """
    Look through a finished page and the files inside it.

    Parameters
    ----------
    source
        HTML.
    name
        What messages call it.
    answers
        Answers and statements that must not stand in it, flat; see `flat`.

    Returns
    -------
        Problems. What was found is told by its kind and by the text before it, never repeated.
    """
    bare = DATA_URL.sub("", source)
    text = readable(source)
    found = [*_personal(text, name), *_told(_PATHS, html.unescape(bare), name), *_answers(text, name, answers)]
    found += [*_told({_ACTIVE: ACTIVE}, bare, name), *_told({_ACTIVE: EVENT}, _VALUE.sub("=x", bare), name)]
    for file, content in _CSV.findall(source):
        found += table(base64.b64decode(content).decode("utf-8"), f"{name}, {html.unescape(file)}", answers=answers)
    return found


def table(text: str, name: str, *, answers: Collection[str] = ()) -> list[Problem]:
    """
    Look through a CSV file.

    Parameters
    ----------
    text
        Its content: semicolons, as `diagnoza.report.markup.to_csv` writes it.
    name
        What messages call it.
    answers
        As for `page`.
    """
    found = [*_personal(text, name), *_told(_PATHS, text, name), *_answers(text, name, answers)]
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    return [*found, *_formulas(((f"row {at}", cell) for at, row in enumerate(rows, start=1) for cell in row), name)]


def workbook(path: Path, name: str, *, answers: Collection[str] = ()) -> list[Problem]:
    """
    Look through a workbook.

    Parameters
    ----------
    path
        The XLSX file.
    name
        What messages call it.
    answers
        As for `page`.
    """
    with zipfile.ZipFile(path) as book:
        parts = {one: book.read(one).decode("utf-8") for one in book.namelist() if one.endswith((".xml", ".rels"))}
    shared = [html.unescape("".join(_texts(one))) for one in re.findall(r"<si>.*?</si>", parts.get("xl/sharedStrings.xml", ""), re.DOTALL)]
    text = "\n".join([*shared, *(html.unescape(_TAG.sub("\n", parts[one])) for one in parts if one.startswith("docProps"))])
    found = [*_personal(text, name), *_told(_PATHS, text, name), *_answers(text, name, answers)]
    marked = _marked(parts.get("xl/styles.xml", ""))
    for part, sheet in parts.items():
        if part.startswith("xl/worksheets/"):
            if re.search(r"<f[ >/]", sheet):
                found.append(Problem(name, part, "a cell is a formula", "Write the cell with write_string"))
            found += _formulas(((f"{part} {place}", shared[at]) for place, at in _strings(sheet, marked)), name)
    return found


def _marked(styles: str) -> set[str]:
    """List the styles that mark a cell as text, whatever it starts with."""
    inner = re.search(r"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
    return {str(at) for at, one in enumerate(re.findall(r"<xf\b[^>]*>", inner[0] if inner else "")) if 'quotePrefix="1"' in one}


def _strings(sheet: str, marked: set[str]) -> Iterable[tuple[str, int]]:
    """List the cells of a sheet that hold a text and are not marked as text."""
    for place, style, at in re.findall(r'<c r="([A-Z]+\d+)"(?: s="(\d+)")? t="s"><v>(\d+)</v>', sheet):
        if style not in marked:
            yield place, int(at)


def _texts(entry: str) -> list[str]:
    return re.findall(r"<t(?: [^>]*)?>(.*?)</t>", entry, re.DOTALL)


def _personal(text: str, name: str) -> list[Problem]:
    numbers = [one for one in _ELEVEN.finditer(text) if is_pesel(one[0])]
    pesel = [_problem(name, "a number that is a valid PESEL", text, one) for one in numbers]
    return [
        *_told({"an e-mail address": MAIL, "a telephone number": PHONE, "an identifier of respondents": RESPONDENT}, text, name),
        *pesel,
    ]


_ACTIVE = "active content, which only typed HTML that was not escaped can be"
_PATHS = {"a path of this machine": PATH}


def _told(marks: dict[str, re.Pattern[str]], text: str, name: str) -> list[Problem]:
    return [_problem(name, what, text, one) for what, mark in marks.items() for one in mark.finditer(text)]


def _problem(name: str, what: str, text: str, found: re.Match[str]) -> Problem:
    """Tell where something was found by the words before it, whatever else must not leave blanked in them."""
    start = max(0, found.start() - _WINDOW)
    before = text[start : found.start()]
    for mark in (MAIL, PHONE, RESPONDENT, PATH, _ELEVEN):
        before = mark.sub(" … ", before)
    words = flat(before)[-2 * _CONTEXT :] if len(before) < _WINDOW else flat(before[_WINDOW // 2 :])[-2 * _CONTEXT :]
    remedy = "Take it out of the delivered file or of params, or mask it, and run again"
    return Problem(name, f"after “{words}”" if words else "at the beginning", f"there is {what}", remedy)


def _answers(text: str, name: str, answers: Collection[str]) -> list[Problem]:
    """Find answers that nobody marked as quotable; only how they begin is told."""
    whole = flat(text) if answers else ""
    remedy = "Mark it as quotable in the reviewed answers, or take it out of what is published"
    return [
        Problem(name, f"“{one[:_CONTEXT]}…”", "there is an answer or statement that nobody marked as quotable", remedy)
        for one in answers
        if one in whole
    ]


def _formulas(cells: Iterable[tuple[str, str]], name: str) -> list[Problem]:
    remedy = "Write it with diagnoza.release.cells.harmless"
    return [Problem(name, where, "a cell could start a formula", remedy) for where, cell in cells if starts_formula(cell)]

"""Texts that a spreadsheet could take for a formula, and how they are written so that none does."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\s\"„”“«»\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r]")
_NUMBER = re.compile(r"-\d+(?:[.,]\d+)?")


def starts_formula(text: str) -> bool:
    """
    Tell whether a cell could start a formula, also behind blanks and quotation marks.

    Parameters
    ----------
    text
        Content of a cell of a CSV file or workbook.

    Returns
    -------
        False for negative numbers, and for texts behind an apostrophe, which spreadsheets leave alone.

    Examples
    --------
    >>> [starts_formula(one) for one in ("=1+1", ' "@SUM(A1)', "-2,5", "'=1+1", "1=1")]
    [True, True, False, False, False]
    """
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def harmless(text: str) -> str:
    """
    Write a text so that no spreadsheet takes it for a formula.

    Parameters
    ----------
    text
        Content of a cell.

    Examples
    --------
    >>> harmless("=1+1"), harmless("Gmina")
    ("'=1+1", 'Gmina')
    """
    return f"'{text}" if starts_formula(text) else text

"""Cells that are not answers as declared: each listed, and told in a sentence per column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from diagnoza.errors import Problem
from diagnoza.surveys.reading.choices import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.surveys.reading.columns import Column

Why = Literal["not an option", "not a number", "out of range", "too many choices", "perhaps a renamed option", "missing not declared"]

_REMEDY: dict[Why, str] = {
    "not an option": "Add it to the options, or to the variants of one",
    "not a number": "Write what is right into the corrections file",
    "out of range": "Correct the cell, or the range in the codebook",
    "too many choices": "Correct the cell, or max_choices in the codebook",
    "perhaps a renamed option": "Add it to the variants of that option; until then it counts as the respondent's own words",
    "missing not declared": "Add it to `missing` in the codebook, with its kind",
}
_SAID: dict[Why, str] = {
    "not an option": "is not an option of „{}”; left empty",
    "not a number": "is not a number, as „{}” has; left empty",
    "out of range": "is out of the range of „{}”",
    "too many choices": "is more choices than „{}” allows",
    "perhaps a renamed option": "counts as the respondent's own words in „{}”, but is perhaps a renamed option",
    "missing not declared": "is a user-missing value of the file that „{}” does not declare; left empty",
}
_APART: frozenset[Why] = frozenset({"not an option", "perhaps a renamed option", "missing not declared"})
_OFTEN = 5


@dataclass(frozen=True)
class Unknown:
    """A cell that is not an answer as declared: where it stands, what it says, why it is not, and the nearest label."""

    row: int
    column: Column
    question: str
    value: str
    why: Why
    nearest: str = ""


def problems_of(file: str, unknown: Iterable[Unknown]) -> list[Problem]:
    """
    Tell what is unknown.

    Parameters
    ----------
    file
        The name of the file.
    unknown
        Its cells that are not as declared.

    Returns
    -------
        A problem for each value of a column that may be a renamed option; one for all where they are many, or are numbers.
    """
    columns: dict[tuple[str, int, Why], dict[str, list[Unknown]]] = {}
    for one in unknown:
        columns.setdefault((one.question, one.column.position, one.why), {}).setdefault(one.value, []).append(one)
    found = []
    for (_, _, why), values in columns.items():
        apart = why in _APART and len(values) <= _OFTEN
        found += [_problem(file, ones) for ones in (values.values() if apart else [[one for ones in values.values() for one in ones]])]
    return found


def _problem(file: str, ones: list[Unknown]) -> Problem:
    first = ones[0]
    rows = listed((str(one.row) for one in ones), most=5)
    values = listed(dict.fromkeys(f"„{one.value}”" for one in ones))
    near = f"; the nearest to „{first.value}” is „{first.nearest}”" if first.nearest else ""
    where = f"{first.column.name}, row{'s' if len(ones) > 1 else ''} {rows}"
    return Problem(file, where, f"{values} {_SAID[first.why].format(first.question)}", f"{_REMEDY[first.why]}{near}")

"""The places that answers name, as TERYT codes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from diagnoza.errors import Problem
from diagnoza.surveys.cleaning.places import OUTSIDE
from diagnoza.surveys.reading.choices import listed

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.surveys.cleaning.places import Found, Places
    from diagnoza.surveys.reading.columns import Column
    from diagnoza.surveys.reading.matching import Matched

READ = "name of a place read as its code"
OUT = "place outside the partnership"
EMPTIED = "place not understood emptied"
_APART = 20
_SHOWN = 5


class _Lost(NamedTuple):
    row: int
    column: Column
    found: Found


def locate(
    frame: pd.DataFrame, matched: Matched, places: Places, residence: frozenset[str], passed: pd.Series
) -> tuple[Counter[tuple[str, str]], list[Problem]]:
    """
    Turn the answers to all questions about places into codes.

    Parameters
    ----------
    frame
        Answers as read, with ``row``; its columns are changed.
    matched
        Where they come from.
    places
        The municipalities.
    residence
        The questions that say where the respondent belongs.
    passed
        Rows that do not count, whose names need not be understood.

    Returns
    -------
        How many cells were changed, by question and rule, and a problem for each name that is not certain; the rarest in one together.
    """
    changes: Counter[tuple[str, str]] = Counter()
    lost: dict[str, list[_Lost]] = {}
    for question in matched.codebook.questions:
        if question.kind != "place" or question.id not in frame:
            continue
        kinds = {one.code for one in question.missing} | {""}
        cells = frame[question.id]
        found = {cell: places.find(cell, residence=question.id in residence) for cell in cells.unique() if cell not in kinds}
        frame[question.id] = cells.map({cell: found[cell].code if cell in found else cell for cell in cells.unique()})
        for row, cell in zip(frame.loc[~passed, "row"], cells[~passed], strict=True):
            if cell in found and cell != found[cell].code:
                changes[question.id, _rule(found[cell].code)] += 1
                if not found[cell].code:
                    lost.setdefault(cell, []).append(_Lost(int(row), matched.whole[question.id], found[cell]))
    return changes, _problems(matched.responses.delivered.file, lost, places)


def _rule(code: str) -> str:
    return OUT if code == OUTSIDE else READ if code else EMPTIED


def _problems(file: str, lost: dict[str, list[_Lost]], places: Places) -> list[Problem]:
    often = sorted(lost.items(), key=lambda item: (-len(item[1]), item[0]))
    problems = [_problem(file, name, cells, places) for name, cells in often[:_APART]]
    if rest := often[_APART:]:
        rows = sum(len(cells) for _, cells in rest)
        what = f"{len(rest)} more names in {rows} cells are not certain, left empty: {', '.join(f'„{name}”' for name, _ in rest)}"
        problems.append(Problem(file, "places", what, _REMEDY))
    return problems


_REMEDY = "Declare what it means under `places:` in the corrections file"


def _problem(file: str, name: str, cells: list[_Lost], places: Places) -> Problem:
    first = cells[0]
    rows = listed((str(row) for row in dict.fromkeys(one.row for one in cells)), most=_SHOWN)
    near = ", ".join(places.label(unit.teryt) for unit in first.found.near)
    where = f"{first.column.name}, row{'s' if len(cells) > 1 else ''} {rows}"
    what = f"„{name}” {first.found.why}; left empty"
    return Problem(file, where, what, f"{_REMEDY}{f'; the nearest: {near}' if near else ''}")

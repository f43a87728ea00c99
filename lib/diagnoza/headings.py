"""Columns of a delivered table by their Polish or English heads, and the sheet of a workbook that holds it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnoza.errors import Problem, ProblemsError
from diagnoza.folding import fold
from diagnoza.units import Unit, read_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

_IN_BRACKETS = re.compile(r"[\[(]([^\])]*)[\])]\s*$")


@dataclass(frozen=True)
class Head:
    """Where a column stands, what its head is, and the unit that it names in brackets."""

    at: int
    text: str
    unit: Unit | None = None


def match_heads(delivered: pd.Index, heads: Mapping[str, Sequence[str]], required: Sequence[str], *, file: str) -> dict[str, Head]:
    """
    Find the columns of a table.

    Parameters
    ----------
    delivered
        Heads as delivered; a unit may follow in brackets, as in „Wydatki [tys. zł]”.
    heads, required
        The columns that there may be, with other heads of each, and those that have to be there.
    file
        For messages.

    Returns
    -------
        Columns by name. Columns with other heads are left out: `unused_heads` names them.

    Raises
    ------
    ProblemsError
        For every required column that is missing and every column that stands there twice.
    """
    names = {fold(head): name for name, others in heads.items() for head in (name, *others)}
    found: dict[str, Head] = {}
    problems = []
    for at, text in enumerate(map(str, delivered)):
        bracket = _IN_BRACKETS.search(text)
        name = names.get(fold(text)) or names.get(fold(text[: bracket.start()] if bracket else ""))
        if name is None:
            continue
        if name in found:
            what = f"the columns „{found[name].text}” and „{text}” are both read as {name}"
            problems.append(Problem(file, f"column {text}", what, "Keep one of them, or give the other another head"))
        found.setdefault(name, Head(at, text, read_unit(bracket[1]) if bracket and fold(text) not in names else None))
    for name in required:
        if name not in found:
            remedy = f"Add it; its head may be {', '.join(f'„{head}”' for head in (name, *heads[name]))}"
            problems.append(Problem(file, f"column {name}", "the column is missing", remedy))
    if problems:
        raise ProblemsError(problems)
    return found


def unused_heads(delivered: pd.Index, found: Mapping[str, Head]) -> list[str]:
    """List the heads of columns that are not read; columns without a head are not named."""
    used = {head.at for head in found.values()}
    return [str(text) for at, text in enumerate(delivered) if at not in used and str(text).strip()]


def sheet_called(path: Path, names: Sequence[str]) -> str | None:
    """
    Find a sheet of a workbook by its name.

    Parameters
    ----------
    path
        Any file.
    names
        What the sheet may be called.

    Returns
    -------
        Its name as it stands there; None where there is no such sheet or the file is no workbook.
    """
    book = _workbook(path)
    wanted = {fold(name) for name in names}
    return next((sheet for sheet in (book.sheet_names if book else ()) if fold(sheet) in wanted), None)


def number_cells(path: Path, sheet: str | None) -> set[tuple[int, int]]:
    """
    Find the cells of a workbook that hold numbers and not texts: in them a dot is no sign of thousands.

    Parameters
    ----------
    path
        Any file.
    sheet
        The sheet that is read; None: the only one.

    Returns
    -------
        Line and place of each; none where the file is no workbook.
    """
    book = _workbook(path)
    if book is None:
        return set()
    names = [sheet] if sheet in book.sheet_names else book.sheet_names
    rows = [row for name in names for row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)]
    return {(line, at) for line, row in rows for at, cell in enumerate(row) if isinstance(cell, int | float)}


def _workbook(path: Path) -> Any:
    import python_calamine as calamine  # noqa: PLC0415  (only deliveries need it)

    try:
        return calamine.load_workbook(io.BytesIO(path.read_bytes()))
    except (calamine.CalamineError, OSError, ValueError):
        return None

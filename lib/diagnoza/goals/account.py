"""The account of delivered goals: every row is kept or set aside with its reason, and the audit proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza.errors import DiagnozaError, Problem
from diagnoza.units import is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from diagnoza.headings import Head

RAGGED = "liczba komórek inna niż w nagłówku"
REPEATED = "powtórzony wiersz"
CONTRADICTS = "wiersze o tym samym celu mówią co innego"
_KEY = ("teryt", "document", "level", "text")


class Handed(NamedTuple):
    """A file as handed over: where it lies, what messages call it, its encoding and sheet where they have to be told."""

    path: Path
    name: str = ""
    encoding: str | None = None
    sheet: str | None = None


@dataclass
class Row:
    """A row of a file: its cells by column, what is wrong with them, and the reason to set it aside, the first that was found."""

    file: str
    line: int
    texts: Mapping[str, str]
    heads: Mapping[str, Head]
    problems: list[Problem] = field(default_factory=list)
    reason: str = ""
    told: dict[str, object] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a cell without spaces around it; "" where there is none or it says that there are no data."""
        found = self.texts.get(name, "")
        return "" if is_missing(found) else " ".join(found.split())

    def report(self, name: str, what: str, remedy: str, *, aside: str = "") -> None:
        """Take a problem with a cell, and the reason if the row is set aside for it."""
        column = self.heads[name].text if name in self.heads else name
        self.problems.append(Problem(self.file, f"row {self.line}, column {column}", what, remedy))
        self.reason = self.reason or aside


@dataclass
class File:
    """A file that was read: its rows, how many more had another number of cells than the head, and what is wrong with it as a whole."""

    name: str
    rows: list[Row]
    ragged: int
    problems: list[Problem]


def settle(rows: Sequence[Row]) -> None:
    """
    Set aside rows that stand there again, and all those that say different things of one goal.

    Parameters
    ----------
    rows
        All rows of all files; those that are set aside take their reason and a problem.

    Notes
    -----
    One goal is the same words on the same level of the same document of the same partner.
    """
    same: dict[tuple[object, ...], list[Row]] = {}
    for row in (row for row in rows if not row.reason):
        same.setdefault(tuple(row.told[name] for name in _KEY), []).append(row)
    for first, *others in same.values():
        agree = all(row.told == first.told for row in others)
        for row in others:
            if agree:
                row.report("text", f"it says the same as row {first.line} of {first.file}", "Keep one of them", aside=REPEATED)
            else:
                what = f"it says something else than row {first.line} of {first.file} of the same goal; neither is taken"
                row.report("text", what, "Keep the row that is right", aside=CONTRADICTS)
        first.reason = "" if agree else CONTRADICTS


def doubt_documents(rows: Sequence[Row]) -> None:
    """
    Tell documents whose days differ from row to row: all rows are kept, but one of the days is wrong.

    Parameters
    ----------
    rows
        All rows of all files.
    """
    seen: dict[tuple[object, object], Row] = {}
    for row in (row for row in rows if not row.reason):
        first = seen.setdefault((row.told["teryt"], row.told["document"]), row)
        for name in ("adopted", "valid_to"):
            if row.told[name] != first.told[name]:
                ours, theirs = (str(told[name]) or "nothing" for told in (row.told, first.told))
                what = f"it says {ours} and row {first.line} of {first.file} {theirs} of one document"
                row.report(name, what, "Write the same day in all rows of a document")


def audit(files: Sequence[File]) -> pd.DataFrame:
    """
    Account for the rows of each file.

    Parameters
    ----------
    files
        The files, their rows settled.

    Returns
    -------
        Columns file, outcome (kept, set aside), reason (Polish), rows.

    Raises
    ------
    DiagnozaError
        If rows are lost, which would be a mistake of this library.
    """
    counts: list[tuple[str, str, str, int]] = []
    for file in files:
        reasons = [row.reason for row in file.rows if row.reason] + [RAGGED] * file.ragged
        counts.append((file.name, "kept", "", sum(not row.reason for row in file.rows)))
        counts += [(file.name, "set aside", reason, reasons.count(reason)) for reason in sorted(set(reasons))]
    table = pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"])
    if int(table["rows"].sum()) != sum(len(file.rows) + file.ragged for file in files):
        raise DiagnozaError("Goals were lost between reading and the audit: this is a mistake of the library.")
    return table

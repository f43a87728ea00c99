"""What becomes of the rows of a delivery: every row is kept or set aside with its reason, every doubtful cell is a problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagnoza import headings
from diagnoza.account import RAGGED, ReadRows, audited
from diagnoza.delivery import read_delivery
from diagnoza.errors import DiagnozaError, Problem
from diagnoza.folding import fold
from diagnoza.institutions.heads import OF_CASES
from diagnoza.units import is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from diagnoza.headings import Head

NOT_KNOWN = "nie wiadomo"
_PERSONAL = re.compile(r"@|\d{7}|(?:\d{3}[ -]){2}\d{3}|\b(?:p\.|pan|pani|państwo)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """
    How a delivery is to be read.

    Attributes
    ----------
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them.
    personal
        Tells whether a text names a person, beside numbers and mailboxes, which are always seen.
    """

    file: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    personal: Callable[[str], bool] = field(default=lambda _: False)

    def names_person(self, text: str) -> bool:
        """Tell whether a text holds personal data."""
        return bool(_PERSONAL.search(text)) or self.personal(text)


@dataclass
class Account:
    """Rows on their way: lines kept, reasons of the others, problems."""

    file: str
    heads: Mapping[str, Head]
    kept: dict[int, dict[str, object]] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: tuple[int, ...] = ()

    def report(self, line: int, column: str, what: str, remedy: str) -> None:
        """Take a problem with a cell."""
        where = f"row {line}, column {self.heads[column].text if column in self.heads else column}"
        self.problems.append(Problem(self.file, where, what, remedy))

    def set_aside(self, line: int, reason: str) -> None:
        """Set a row aside for the first reason that was found."""
        self.aside.setdefault(line, reason)
        self.kept.pop(line, None)

    def read(self, table: pd.DataFrame) -> ReadRows:
        """
        Close the account.

        Parameters
        ----------
        table
            The kept rows, as they are declared.

        Raises
        ------
        DiagnozaError
            If rows are lost, which would be a mistake of this library.
        """
        audit = audited({self.file: [""] * len(self.kept) + list(self.aside.values())})
        if int(audit["rows"].sum()) != len(self.lines):
            rows = audit[["outcome", "reason", "rows"]].to_dict("records")
            raise DiagnozaError(f"{self.file}: {len(self.lines)} rows were read, {rows} accounted for. Report this: it must never happen.")
        return ReadRows(table, audit, tuple(self.problems))


def opened(
    path: Path, heads: Mapping[str, Sequence[str]], required: Sequence[str], options: Options, answers: Collection[str] = ()
) -> tuple[Account, Iterator[tuple[int, dict[str, str]]]]:
    """
    Read a file and find its columns.

    Parameters
    ----------
    path
        CSV or a workbook.
    heads, required
        As `headings.match_heads` takes them.
    options
        How to read.
    answers
        Columns in which „nie wiadomo” is an answer.

    Returns
    -------
        The account, and the rows: line and cells by column, a cell that says that there are no data is empty.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    delivered = read_delivery(path, encoding=options.encoding, sheet=options.sheet)
    name = options.file or delivered.file
    found = headings.match_heads(delivered.frame.columns, heads, required, file=name)
    account = Account(name, found, problems=[*delivered.notes, *delivered.problems])
    account.aside |= dict.fromkeys(delivered.rejected, RAGGED)
    account.lines = (*(int(line) for line in delivered.frame.index), *delivered.rejected)
    account.problems += [_unread(name, head) for head in headings.unused_heads(delivered.frame.columns, found)]
    return account, _rows(delivered.frame, found, answers)


def _rows(frame: pd.DataFrame, found: Mapping[str, Head], answers: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for line, texts in zip(frame.index, frame.to_numpy().tolist(), strict=True):
        yield int(line), {column: _cell(texts[head.at], known=column not in answers) for column, head in found.items()}


def _cell(text: str, *, known: bool) -> str:
    """Take out what says that there are no data, but for "nie wiadomo" where that is an answer."""
    return "" if is_missing(text) and (known or fold(text) != NOT_KNOWN) else " ".join(text.split())


def _unread(file: str, head: str) -> Problem:
    """Say that a column is not read, and why if it looks like data of persons, families or cases."""
    if OF_CASES.search(fold(head)):
        what = "it looks like data of persons, families or cases; it is not read, and nothing of it is stored"
        return Problem(file, f"column {head}", what, "Take it out of the file: a diagnosis of cooperation needs no such data")
    return Problem(file, f"column {head}", "the column is not read", "Nothing to do if it is a remark")

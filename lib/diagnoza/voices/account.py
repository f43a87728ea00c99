"""What becomes of the rows of delivered files: every row is kept or set aside with its reason, and the audit proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza import headings
from diagnoza.delivery import read_delivery
from diagnoza.errors import DiagnozaError, Problem, ProblemsError
from diagnoza.units import is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from diagnoza.headings import Head

RAGGED = "liczba komórek inna niż w nagłówku"


class Handed(NamedTuple):
    """A file as handed over: where it lies, what messages call it, its encoding and sheet where they have to be told."""

    path: Path
    name: str = ""
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class ReadVoices:
    """
    Files of one kind after cleaning.

    Attributes
    ----------
    table
        Kept rows.
    audit
        What became of the rows of each file: columns file, outcome, reason (Polish), rows.
    problems
        Everything that was not taken as it stands, and what may be a mistake. They never repeat what a person said.
    """

    table: pd.DataFrame
    audit: pd.DataFrame
    problems: tuple[Problem, ...] = ()


@dataclass
class Row:
    """A row of a file: its cells by column, what is wrong with them, and the first reason to set it aside."""

    file: str
    line: int
    texts: Mapping[str, str]
    heads: Mapping[str, Head]
    problems: list[Problem] = field(default_factory=list)
    reason: str = ""
    told: dict[str, object] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a cell with single spaces; "" where there is none or it says that there are no data."""
        found = self.texts.get(name, "")
        return "" if is_missing(found) else " ".join(found.split())

    def report(self, name: str, what: str, remedy: str, *, aside: str = "") -> None:
        """Take a problem with a cell, and the reason if the row is set aside for it."""
        column = self.heads[name].text if name in self.heads else name
        self.problems.append(Problem(self.file, f"row {self.line}, column {column}", what, remedy))
        self.reason = self.reason or aside


@dataclass
class Account:
    """All rows of the files of one kind, with lines that have too many or too few cells, and problems of whole files."""

    rows: list[Row]
    ragged: dict[str, int]
    problems: list[Problem]

    @property
    def kept(self) -> list[Row]:
        """Rows that nothing speaks against."""
        return [row for row in self.rows if not row.reason]

    def close(self, table: pd.DataFrame) -> ReadVoices:
        """
        Close the account.

        Parameters
        ----------
        table
            The kept rows.

        Raises
        ------
        DiagnozaError
            If rows are lost, which would be a mistake of this library.
        """
        audit = self._audit()
        if int(audit["rows"].sum()) != len(self.rows) + sum(self.ragged.values()) or len(table) != len(self.kept):
            raise DiagnozaError("Rows of meetings or statements were lost between reading and the audit: this is a mistake of the library.")
        return ReadVoices(table, audit, (*self.problems, *(found for row in self.rows for found in row.problems)))

    def _audit(self) -> pd.DataFrame:
        counts: list[tuple[str, str, str, int]] = []
        for file, ragged in self.ragged.items():
            rows = [row for row in self.rows if row.file == file]
            reasons = [row.reason for row in rows if row.reason] + [RAGGED] * ragged
            counts.append((file, "kept", "", len(rows) + ragged - len(reasons)))
            counts += [(file, "set aside", reason, reasons.count(reason)) for reason in sorted(set(reasons))]
        return pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"])


def open_files(handed: Sequence[Handed], heads: Mapping[str, Sequence[str]], required: Sequence[str]) -> Account:
    """
    Read all files of one kind as text.

    Parameters
    ----------
    handed
        The files: CSV or workbooks.
    heads, required
        As `headings.match_heads` takes them.

    Returns
    -------
        The account with every row, none of them judged yet.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing, with the problems of all files.
    """
    account = Account([], {}, [])
    stopping: list[Problem] = []
    for one in handed:
        try:
            _open(one, heads, required, account)
        except ProblemsError as error:
            stopping += error.problems
    if stopping:
        raise ProblemsError([*stopping, *account.problems])
    return account


def _open(one: Handed, heads: Mapping[str, Sequence[str]], required: Sequence[str], account: Account) -> None:
    delivered = read_delivery(one.path, encoding=one.encoding, sheet=one.sheet)
    name = one.name or delivered.file
    found = headings.match_heads(delivered.frame.columns, heads, required, file=name)
    account.problems += [*delivered.notes, *delivered.problems]
    for unused in headings.unused_heads(delivered.frame.columns, found):
        remedy = f"If it is one of {', '.join(heads)}, correct its head; if it is a remark, leave it"
        account.problems.append(Problem(name, f"column {unused}", "the column is not read", remedy))
    account.ragged[name] = len(delivered.rejected)
    for line, texts in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True):
        account.rows.append(Row(name, int(line), {column: texts[head.at] for column, head in found.items()}, found))

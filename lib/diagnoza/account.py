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
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from diagnoza.headings import Head

RAGGED = "liczba komórek inna niż w nagłówku"
REPEATED = "powtórzony wiersz"


class Handed(NamedTuple):
    """A file as handed over: where it lies, what messages call it, its encoding and sheet where they have to be told."""

    path: Path
    name: str = ""
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class ReadRows:
    """
    Files of one kind after cleaning.

    Attributes
    ----------
    table
        Kept rows, as declared.
    audit
        What became of the rows of each file: columns file, outcome (kept, set aside), reason (Polish), rows.
    problems
        Everything that was not taken as it stands, and what may be a mistake.
    """

    table: pd.DataFrame
    audit: pd.DataFrame
    problems: tuple[Problem, ...] = ()


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
        """Give a cell with single spaces; "" where there is none or it says that there are no data."""
        found = self.texts.get(name, "")
        return "" if is_missing(found) else " ".join(found.split())

    def report(self, name: str, what: str, remedy: str, *, aside: str = "") -> None:
        """Take a problem with a cell, and the reason if the row is set aside for it."""
        column = self.heads[name].text if name in self.heads else name
        self.problems.append(Problem(self.file, f"row {self.line}, column {column}", what, remedy))
        self.reason = self.reason or aside


class Unread(NamedTuple):
    """A column that is not read: its file, its head, "" where it has none, and its cells, which are never stored."""

    file: str
    head: str
    cells: tuple[str, ...]


class Same(NamedTuple):
    """How rows that speak of one and the same thing are settled: what tells things apart, and the words for rows that contradict."""

    key: Callable[[Mapping[str, object]], tuple[object, ...]]
    column: str
    thing: str
    contradicts: str
    besides: tuple[str, ...] = ()


@dataclass
class Account:
    """All rows of the files of one kind, lines with too many or too few cells, columns not read, problems of files, those that stop."""

    rows: list[Row] = field(default_factory=list)
    ragged: dict[str, int] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stopping: list[Problem] = field(default_factory=list)

    @property
    def kept(self) -> list[Row]:
        """Rows that nothing speaks against."""
        return [row for row in self.rows if not row.reason]

    def stop(self) -> None:
        """
        Go no further where a file cannot be used.

        Raises
        ------
        ProblemsError
            With the problems of all files, those for which they cannot be used first.
        """
        if self.stopping:
            raise ProblemsError([*self.stopping, *self._found()])

    def settle(self, same: Same) -> None:
        """
        Set aside rows that stand there again, and all those that say different things of one and the same.

        Parameters
        ----------
        same
            What tells things apart; ``besides`` names columns that may differ in rows that say the same.
        """
        groups: dict[tuple[object, ...], list[Row]] = {}
        for row in self.kept:
            groups.setdefault(same.key(row.told), []).append(row)
        for first, *others in groups.values():
            agree = all(_said(row, same) == _said(first, same) for row in others)
            for row in others:
                if agree:
                    row.report(same.column, f"it says the same as row {first.line} of {first.file}", "Keep one of them", aside=REPEATED)
                else:
                    what = f"it says something else than row {first.line} of {first.file} of {same.thing}; neither is taken"
                    row.report(same.column, what, "Keep the row that is right", aside=same.contradicts)
            first.reason = "" if agree else same.contradicts

    def close(self, table: pd.DataFrame) -> ReadRows:
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
        reasons = {file: [row.reason for row in self.rows if row.file == file] + [RAGGED] * n for file, n in self.ragged.items()}
        audit = audited(reasons)
        if int(audit["rows"].sum()) != len(self.rows) + sum(self.ragged.values()) or len(table) != len(self.kept):
            files = ", ".join(self.ragged)
            raise DiagnozaError(f"{files}: rows were lost between reading and the audit. Report this: it is a mistake of the library.")
        return ReadRows(table, audit, tuple(self._found()))

    def _found(self) -> list[Problem]:
        """List the problems, file by file."""
        files = list(self.ragged)
        found = [*self.problems, *(problem for row in self.rows for problem in row.problems)]
        return sorted(found, key=lambda problem: files.index(problem.file) if problem.file in files else len(files))


def _said(row: Row, same: Same) -> dict[str, object]:
    return {name: value for name, value in row.told.items() if name not in same.besides}


def audited(reasons: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """
    Count what became of rows.

    Parameters
    ----------
    reasons
        By file: of each row the reason for which it was set aside, Polish, "" where it was kept.

    Returns
    -------
        Columns file, outcome (kept, set aside), reason, rows: for each file first the rows kept, then by reason those set aside.
    """
    counts: list[tuple[str, str, str, int]] = []
    for file, of_rows in reasons.items():
        counts.append((file, "kept", "", sum(not reason for reason in of_rows)))
        counts += [(file, "set aside", reason, list(of_rows).count(reason)) for reason in sorted({*of_rows} - {""})]
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
        The account with every row, none of them judged yet. Files that cannot be read or lack columns are told in ``stopping``: call
        `Account.stop` once everything that can be found is found.
    """
    account = Account()
    for one in handed:
        try:
            _open(one, heads, required, account)
        except ProblemsError as error:
            account.stopping += error.problems
    return account


def _open(one: Handed, heads: Mapping[str, Sequence[str]], required: Sequence[str], account: Account) -> None:
    delivered = read_delivery(one.path, encoding=one.encoding, sheet=one.sheet)
    name = one.name or delivered.file
    found = headings.match_heads(delivered.frame.columns, heads, required, file=name)
    account.problems += [*delivered.notes, *delivered.problems]
    used = {head.at for head in found.values()}
    columns = [(at, str(text).strip()) for at, text in enumerate(delivered.frame.columns) if at not in used]
    account.unread += [Unread(name, text, tuple(delivered.frame.iloc[:, at])) for at, text in columns]
    for unused in headings.unused_heads(delivered.frame.columns, found):
        remedy = f"If it is one of {', '.join(heads)}, correct its head; if it is a remark, leave it"
        account.problems.append(Problem(name, f"column {unused}", "the column is not read", remedy))
    account.ragged[name] = len(delivered.rejected)
    for line, texts in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True):
        account.rows.append(Row(name, int(line), {column: texts[head.at] for column, head in found.items()}, found))

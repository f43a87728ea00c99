"""Delivered files of one kind to one declared table: every row is kept or set aside with its reason, and the audit proves it."""

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
    from diagnoza.tables.base import Table

RAGGED = "liczba komórek inna niż w nagłówku"
REPEATED = "powtórzony wiersz"
CONTRADICTS = "wiersze o tym samym mówią co innego"


class Handed(NamedTuple):
    """A file as handed over: where it lies, what messages call it, its encoding and sheet where they have to be told."""

    path: Path
    name: str = ""
    encoding: str | None = None
    sheet: str | None = None


class Form(NamedTuple):
    """What files of one kind hold: heads, those that must be there, the table, its order (then as delivered), what tells rows apart."""

    heads: Mapping[str, Sequence[str]]
    required: Sequence[str]
    table: type[Table]
    order: Sequence[str]
    key: Callable[[Mapping[str, object]], tuple[object, ...]]


@dataclass(frozen=True)
class ReadProgramme:
    """
    Files of one kind after cleaning.

    Attributes
    ----------
    table
        Kept rows, as declared in `diagnoza.tables.programme`, sorted.
    audit
        What became of the rows of each file: columns file, outcome, reason (Polish), rows.
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
        """Give a cell without spaces around it; "" where there is none or it says that there are no data."""
        found = self.texts.get(name, "")
        return "" if is_missing(found) else " ".join(found.split())

    def report(self, name: str, what: str, remedy: str, *, aside: str = "") -> None:
        """Take a problem with a cell, and the reason if the row is set aside for it."""
        column = self.heads[name].text if name in self.heads else name
        self.problems.append(Problem(self.file, f"row {self.line}, column {column}", what, remedy))
        self.reason = self.reason or aside


@dataclass
class _File:
    name: str
    rows: list[Row]
    ragged: int
    problems: list[Problem]


def read_files(handed: Sequence[Handed], form: Form, read_row: Callable[[Row], dict[str, object]]) -> ReadProgramme:
    """
    Read all files of one kind.

    Parameters
    ----------
    handed
        The files.
    form
        What they hold.
    read_row
        Gives the values of a row, and reports what is wrong with it.

    Returns
    -------
        The table with the account of all rows. Of rows that say the same the first is kept; of rows that say different things of one
        and the same all are set aside, in whatever files they stand.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing, with the problems of all files.
    DiagnozaError
        If rows are lost, which would be a mistake of this library.
    """
    files: list[_File] = []
    stopping: list[Problem] = []
    for one in handed:
        try:
            files.append(_read(one, form, read_row))
        except ProblemsError as error:
            stopping += error.problems
    _settle(files, form)
    problems = [problem for file in files for problem in (*file.problems, *(found for row in file.rows for found in row.problems))]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    columns = list(form.table.to_schema().columns)
    kept = [row.told for file in files for row in file.rows if not row.reason]
    table = pd.DataFrame(form.table.validate(pd.DataFrame(kept, columns=columns), lazy=True))
    audit = _audit(files)
    if int(audit["rows"].sum()) != sum(len(file.rows) + file.ragged for file in files) or len(table) != len(kept):
        raise DiagnozaError("Rows of a programme were lost between reading and the audit: this is a mistake of the library.")
    return ReadProgramme(table.sort_values(list(form.order), kind="stable", ignore_index=True), audit, tuple(problems))


def _read(handed: Handed, form: Form, read_row: Callable[[Row], dict[str, object]]) -> _File:
    delivered = read_delivery(handed.path, encoding=handed.encoding, sheet=handed.sheet)
    name = handed.name or delivered.file
    heads = headings.match_heads(delivered.frame.columns, form.heads, form.required, file=name)
    problems = [*delivered.notes, *delivered.problems]
    for unused in headings.unused_heads(delivered.frame.columns, heads):
        remedy = f"If it is one of {', '.join(form.heads)}, correct its head; if it is a remark, leave it"
        problems.append(Problem(name, f"column {unused}", "the column is not read", remedy))
    rows = []
    for line, texts in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True):
        row = Row(name, int(line), {column: texts[head.at] for column, head in heads.items()}, heads)
        row.told = read_row(row)
        rows.append(row)
    return _File(name, rows, len(delivered.rejected), problems)


def _settle(files: Sequence[_File], form: Form) -> None:
    """Set aside rows that stand there again, and all those that contradict each other."""
    same: dict[tuple[object, ...], list[Row]] = {}
    for row in (row for file in files for row in file.rows if not row.reason):
        same.setdefault(form.key(row.told), []).append(row)
    for first, *others in same.values():
        agree = all(_said(row) == _said(first) for row in others)
        for row in others:
            if agree:
                row.report("teryt", f"it says the same as row {first.line} of {first.file}", "Keep one of them", aside=REPEATED)
            else:
                what = f"it says something else than row {first.line} of {first.file} of one and the same; neither is taken"
                row.report("teryt", what, "Keep the row that is right", aside=CONTRADICTS)
        first.reason = "" if agree else CONTRADICTS


def _said(row: Row) -> dict[str, object]:
    return {name: value for name, value in row.told.items() if name != "source"}


def _audit(files: Sequence[_File]) -> pd.DataFrame:
    counts: list[tuple[str, str, str, int]] = []
    for file in files:
        reasons = [row.reason for row in file.rows if row.reason] + [RAGGED] * file.ragged
        counts.append((file.name, "kept", "", len(file.rows) + file.ragged - len(reasons)))
        counts += [(file.name, "set aside", reason, reasons.count(reason)) for reason in sorted(set(reasons))]
    return pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"])

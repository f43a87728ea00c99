"""A file of flows to declared reports: parts of a municipality are added up, and every row is kept or set aside with its reason."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pandas as pd

from diagnoza.errors import DiagnozaError, Problem, ProblemsError
from diagnoza.flows.reading.account import Account, Given
from diagnoza.flows.reading.heads import REPORTS
from diagnoza.flows.reading.listed import head_row, read_list
from diagnoza.flows.reading.matrix import head_row_of_matrix, is_above_matrix, read_matrix
from diagnoza.flows.reading.places import Places
from diagnoza.flows.reading.sheets import read_grids
from diagnoza.folding import fold
from diagnoza.tables.flows import MADE, FlowReports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from diagnoza.catalogue import Scope
    from diagnoza.flows.reading.account import Entry
    from diagnoza.flows.reading.sheets import Grid

PARTS_ADDED = "dodane: części tej samej gminy lub miejsca poza partnerstwem, liczone razem"
REPEATED_ADDED = "dodane: kolejny wiersz o tej samej parze miejsc"
NEITHER = "it is neither a list of flows nor a matrix of places"
KEYS = ["service", "year", "origin", "destination", "side"]
_TOLD = 5


@dataclass(frozen=True)
class ReadFlows:
    """
    A file of flows, or several, after cleaning.

    Attributes
    ----------
    table
        Reports as declared in `diagnoza.tables.flows.FlowReports`, sorted, one row for each of `KEYS`.
    audit
        What became of the rows of each file (of a matrix: of its cells): columns file, outcome, reason (Polish), rows.
    problems
        Everything that was not taken as it stands, and what may be a mistake.
    trace
        The same row by row: file, line, outcome, reason, and `at`, the row of the table it went into; -1 where it is set aside.
    """

    table: pd.DataFrame
    audit: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    trace: pd.DataFrame = field(default_factory=pd.DataFrame)


def read_reports(  # noqa: PLR0913  (what somebody knows of a file beside what stands in it)
    path: Path,
    scope: Scope,
    *,
    file: str | None = None,
    side: Literal["residence", "provider"] | None = None,
    year: int | None = None,
    service: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> ReadFlows:
    """
    Read a file of flows.

    Parameters
    ----------
    path
        CSV or a workbook: a list (service, year, origin, destination, users …), a register with a row for each person, or a matrix in each
        sheet; see `diagnoza.flows.reading.heads` for the heads.
    scope
        The members, the powiats that may provide, the services; other municipalities of its register are OUT.
    file
        What messages and the audit call the file; None: its name.
    side, year, service
        Of rows that do not say them. Side: None means the provider, as registers are kept by those who serve.
    encoding, sheet
        As `read_delivery` takes them; without a sheet all that hold anything are read.

    Returns
    -------
        Reports with their account. 0 is reported; an empty cell, „-” and „bd” are not reported; „*”, „<5” and the like are suppressed. Rows
        of the same pair are added up, which is told; a sum of which a part is not reported or suppressed is so too.

    Raises
    ------
    ProblemsError
        If the file, or a sheet of it, cannot be read at all, or it does not say service, year or direction; with all its other problems.
    DiagnozaError
        If rows are lost, which would be a mistake of this library.
    """
    name = file or path.name
    grids, notes = read_grids(path, file=name, encoding=encoding, sheet=sheet)
    account = Account(name, Places(scope), problems=list(notes))
    for grid in grids:
        _read(grid, Given(side or "", year, service or ""), account)
    _settle(account)
    if account.stopping:
        raise ProblemsError([*account.stopping, *account.problems])
    groups = _groups(account.entries)
    _tell_identical(groups.values(), account)
    table, order = _table(groups, account)
    trace = _trace(account, groups, order)
    return ReadFlows(table, audit_of(trace), tuple(account.problems), trace)


def audit_of(trace: pd.DataFrame) -> pd.DataFrame:
    """Count the rows of each file by what became of them: columns file, outcome, reason, rows."""
    counts = trace.groupby(["file", "outcome", "reason"], sort=True).size().rename("rows").reset_index()
    return pd.DataFrame(counts[["file", "outcome", "reason", "rows"]])


def _read(grid: Grid, given: Given, account: Account) -> None:
    at, head = head_row(grid), head_row_of_matrix(grid, account.places)
    if at is not None and not is_above_matrix(grid, at, head):
        read_list(grid, at, given, account)
        return
    if head is not None:
        read_matrix(grid, head, given, account)
        return
    heads = "; ".join(f"{name}: {', '.join(f'„{head}”' for head in REPORTS[name][:4])}" for name in ("origin", "destination"))
    remedy = f"Give a list with the columns origin and destination ({heads}), or a matrix with places in a row and in a column"
    account.unread.append(Problem(account.file, f"sheet {grid.name}" if grid.name else "file", NEITHER, remedy))


def _settle(account: Account) -> None:
    """Decide what sheets that hold no flows mean: beside others that do they are told, alone the file cannot be used."""
    if account.entries:
        account.problems += account.unread
    else:
        account.stopping += account.unread
    if not account.entries and not account.stopping:
        account.stop("file", "it has heads and no rows", "Ask the provider for it again")


def _groups(entries: Iterable[Entry]) -> dict[tuple[object, ...], list[Entry]]:
    """Put the entries that count together by what they are about."""
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for one in entries:
        if not one.reason:
            groups[one.service, one.year, *one.nodes, one.side].append(one)
    return groups


def _tell_identical(groups: Iterable[list[Entry]], account: Account) -> None:
    """Tell of rows that equal another row in every cell: they count, but somebody should look."""
    lines = []
    for ones in groups:
        first: set[tuple[str, ...]] = set()
        for one in sorted(ones, key=lambda entry: entry.line):
            lines += [one.line] if one.cells and one.cells in first else []
            first.add(one.cells)
    if lines:
        shown = ", ".join(map(str, sorted(lines)[:_TOLD])) + (" …" if len(lines) > _TOLD else "")
        what = f"{len(lines)} {'row equals' if len(lines) == 1 else 'rows equal'} another row in every cell; all are added"
        account.report(
            f"rows {shown}", what, "Take them out if they were entered twice; leave them if they are of different parts or schools"
        )


def _table(groups: dict[tuple[object, ...], list[Entry]], account: Account) -> tuple[pd.DataFrame, list[tuple[object, ...]]]:
    order = sorted(groups, key=str)
    rows = [dict(zip(KEYS, key, strict=True)) | _together(groups[key], account) for key in order]
    table = pd.DataFrame(rows, columns=list(FlowReports.to_schema().columns))
    return pd.DataFrame(FlowReports.validate(table, lazy=True)), order


def _together(ones: Sequence[Entry], account: Account) -> dict[str, object]:
    """Add entries of the same pair."""
    statuses = {one.status for one in ones}
    status = next(name for name in ("not_reported", "suppressed", "reported") if name in statuses)
    if len(statuses) > 1:
        lines = ", ".join(str(line) for line in sorted({one.line for one in ones})[:_TOLD])
        pair, among = " → ".join(ones[0].nodes), " and ".join(sorted(statuses))
        what = f"the parts of {pair} ({ones[0].service}, {ones[0].year}) are {among}: their sum is not known"
        account.report(f"rows {lines}", what, "Give the numbers of all parts")
    return {
        "users": math.fsum(one.users or 0.0 for one in ones) if status == "reported" else None,
        "status": status,
        "made": max((one.made for one in ones), key=MADE.index),
        "source": "; ".join(sorted({one.source for one in ones if one.source})),
    }


def _trace(account: Account, groups: dict[tuple[object, ...], list[Entry]], order: list[tuple[object, ...]]) -> pd.DataFrame:
    rows = [(account.file, one.line, "set aside", one.reason, -1) for one in account.entries if one.reason]
    for at, key in enumerate(order):
        written: set[tuple[str, str]] = set()
        for one in sorted(groups[key], key=lambda entry: entry.line):
            pair = (fold(one.origin), fold(one.destination))
            reason = "" if one.person or not written else REPEATED_ADDED if pair in written else PARTS_ADDED
            rows.append((account.file, one.line, "kept", reason, at))
            written.add(pair)
    if len(rows) != len(account.entries):
        msg = f"{account.file}: {len(account.entries)} rows were read, {len(rows)} accounted for. Report this: it must never happen."
        raise DiagnozaError(msg)
    return pd.DataFrame(rows, columns=["file", "line", "outcome", "reason", "at"])

"""Flows as a matrix of places by places, titles above it and sums at its edges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diagnoza.catalogue import is_powiat
from diagnoza.flows.reading.account import NO_PLACE, TOTAL, Entry
from diagnoza.flows.reading.direction import Said, rows_live
from diagnoza.flows.reading.listed import SEARCHED
from diagnoza.flows.reading.totals import check_totals
from diagnoza.folding import fold
from diagnoza.units import dots_of, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.flows.reading.account import Account, Given
    from diagnoza.flows.reading.places import Places
    from diagnoza.flows.reading.sheets import Grid
    from diagnoza.units import Dots

_FEW = 2
"""Places that a row has to name before it is taken for the heads of a matrix."""
_SHORT_CODE = 3
_HEADLINE = 4
"""Words that a text directly above the columns has at most where it says what the columns are; longer ones are titles."""
REMEDY = "Write „mieszka w ↓ / korzysta w →” in the cell at the corner, or the other way round"


@dataclass(frozen=True)
class _Matrix:
    """A matrix in its sheet: the row of heads, the first column of numbers, and what a dot is."""

    grid: Grid
    at: int
    first: int
    dots: Dots
    account: Account

    @property
    def heads(self) -> list[str]:
        return self.grid.rows[self.at]

    @property
    def body(self) -> list[tuple[int, list[str]]]:
        return list(zip(self.grid.lines[self.at + 1 :], self.grid.rows[self.at + 1 :], strict=True))

    def head(self, at: int) -> str:
        """Name a column in messages."""
        return self.heads[at].strip() or str(at + 1)

    def is_filled(self, at: int) -> bool:
        return any(row[at].strip() for _, row in self.body if len(row) > at)

    def label(self, row: Sequence[str]) -> str:
        """Give what a row is called: the first of the cells before the numbers that is a place or a sum, else the first that is filled."""
        cells = [cell.strip() for cell in row[: self.first] if cell.strip()]
        places = self.account.places
        return next((cell for cell in cells if places.node(cell) or places.is_total(cell)), cells[0] if cells else "")


def head_row_of_matrix(grid: Grid, places: Places) -> int | None:
    """Find the row of heads of a matrix: the first that names two places, or one and a sum; None: the sheet is no matrix."""
    for at, row in enumerate(grid.rows[:SEARCHED]):
        heads = [cell for cell in row[1:] if _names(cell, places)]
        if any(not places.is_total(cell) for cell in heads) and len(heads) >= _FEW:
            return at
    return None


def read_matrix(grid: Grid, at: int, given: Given, account: Account) -> None:
    """
    Read a matrix into an account.

    Parameters
    ----------
    grid
        The rows of a sheet.
    at
        Which of them holds the places of the columns.
    given
        Side, year and service where the sheet does not say them.
    account
        Takes an entry for every cell, sums included, and the problems. A matrix whose corner says that its columns are where people live is
        turned; where nothing says which way it goes, it cannot be used.
    """
    matrix = _matrix(grid, at, account)
    before = f"sheet {grid.name}, " if grid.name else ""
    told = account.told(given, grid.name, [cell for above in grid.rows[:at] for cell in above])
    where = f"sheet {grid.name}" if grid.name else "file"
    account.need(told, where, service=True, year=True)
    live_in_rows, wrong = rows_live(_said(matrix))
    if live_in_rows is None:
        account.stop(where, wrong, REMEDY)
    entries = _entries(matrix, told, before, turned=live_in_rows is False)
    account.entries += entries
    totals = [one for one in entries if one.reason == TOTAL]
    parts = [one for one in entries if one.reason != TOTAL]
    account.problems += check_totals(parts, totals, account.places, file=account.file)
    _find_missing(parts, account, where)


def _matrix(grid: Grid, at: int, account: Account) -> _Matrix:
    heads, body = grid.rows[at], grid.rows[at + 1 :]
    first = next(column for column, cell in enumerate(heads) if column and _names(cell, account.places))
    while first > 1 and _are_numbers([row[first - 1] for row in body if len(row) >= first]):
        first -= 1  # a place that is not known stands before the first that is
    dots = dots_of(cell for row in body for cell in row[first:]) if grid.is_text else ""
    return _Matrix(grid, at, first, dots, account)


def is_above_matrix(grid: Grid, at: int, head: int | None) -> bool:
    """Tell whether what look like the heads of a list are the texts above a matrix: nothing stands under the one of where people live."""
    if head != at + 1:
        return False
    lives = next(column for column, cell in enumerate(grid.rows[at]) if cell.strip())
    return not grid.rows[head][lives : lives + 1] or not grid.rows[head][lives].strip()


def _names(cell: str, places: Places) -> bool:
    short = cell.strip().isdecimal() and len(cell.strip()) <= _SHORT_CODE
    return bool(cell.strip()) and not short and (places.is_total(cell) or bool(places.node(cell)))


def _are_numbers(cells: Sequence[str]) -> bool:
    """Tell whether most cells are numbers of persons and not codes of places."""
    filled = [plain(cell).replace(" ", "") for cell in cells if cell.strip()]
    numbers = [cell for cell in filled if cell.isdecimal() and len(cell) < 6]  # noqa: PLR2004  (digits of a code)
    return bool(filled) and 2 * len(numbers) > len(filled)


def _said(matrix: _Matrix) -> Said:
    """Collect what the texts around a matrix may say of its direction."""
    corner = [cell for cell in matrix.heads[: matrix.first] if cell.strip()]
    above: list[str] = []
    titles = [cell for row in matrix.grid.rows[: matrix.at] for cell in row]
    if matrix.at and any(cell.strip() for cell in matrix.grid.rows[matrix.at - 1][matrix.first :]):
        row = matrix.grid.rows[matrix.at - 1]
        corner += [cell for cell in row[: matrix.first] if cell.strip()]
        above = [cell for cell in row[matrix.first :] if 0 < len(fold(cell).split()) <= _HEADLINE]
    return Said(" ".join(corner), " ".join(above), "\n".join(titles))


def _entries(matrix: _Matrix, told: Given, before: str, *, turned: bool) -> list[Entry]:
    nodes = _columns(matrix, before)
    source = next((cell.strip() for _, row in matrix.body for cell in row[:1] if fold(cell).startswith("zrodlo")), "")
    told = told._replace(side=told.side or "provider")
    entries = []
    for line, row in matrix.body:
        label = matrix.label(row)
        cells = {at: row[at] if at < len(row) else "" for at in nodes}
        filled = {at for at, cell in cells.items() if cell.strip()}
        if not filled and not (matrix.account.places.node(label) or matrix.account.places.is_total(label)):
            continue  # a note under the matrix
        node = _node(label, f"{before}row {line}", matrix.account)
        for at in (at for at in nodes if nodes[at] or at in filled):
            entry = Entry(line, f"{before}row {line}, column {matrix.head(at)}", label, matrix.heads[at].strip(), (node, nodes[at]))
            entry.service, entry.year, entry.side, entry.source = told.service, told.year, told.side, source
            entries.append(_turned(entry) if turned else entry)
            _complete(matrix, entries[-1], cells[at], at)
    return entries


def _columns(matrix: _Matrix, before: str) -> dict[int, str]:
    """Give the nodes of the columns that have a head or hold anything."""
    used = [at for at in range(matrix.first, len(matrix.heads)) if matrix.heads[at].strip() or matrix.is_filled(at)]
    return {at: _node(matrix.heads[at].strip(), f"{before}column {matrix.head(at)}", matrix.account) for at in used}


def _turned(entry: Entry) -> Entry:
    return replace(entry, origin=entry.destination, destination=entry.origin, nodes=entry.nodes[::-1])


def _node(text: str, where: str, account: Account) -> str:
    return TOTAL if account.places.is_total(text) else account.place(text, where)


def _complete(matrix: _Matrix, entry: Entry, text: str, at: int) -> None:
    """Read the number of a cell, and say where it cannot be one of a flow."""
    if TOTAL in entry.nodes:
        entry.set_aside(TOTAL)
    elif not all(entry.nodes):
        entry.set_aside(NO_PLACE)
    matrix.account.no_powiat_lives(entry, entry.where)
    matrix.account.users(entry, text, matrix.grid.dots(entry.line, at, matrix.dots))


def _find_missing(parts: Sequence[Entry], account: Account, where: str) -> None:
    """Name the members that are no row, and those that are no column where others are."""
    members = account.places.scope.members
    for side, what in ((0, "where people live"), (1, "where people are served")):
        there = {one.nodes[side] for one in parts}
        providers = {node for node in there if node in members and not is_powiat(node)}
        if side == 1 and len(providers) < _FEW:
            continue  # a service that others provide
        for code in members:
            if code not in there:
                unit = account.places.scope.register.find(code)
                name = unit.name if unit else code
                account.report(where, f"{name} ({code}) is missing among the places {what}", "Add it; where there is nobody, write 0")

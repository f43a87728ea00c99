"""Flows as a list, a row for each pair of places, or as a register, a row for each person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import known
from diagnoza.errors import ProblemsError
from diagnoza.flows.reading import heads as named
from diagnoza.flows.reading.account import NO_PLACE, NO_SERVICE, NO_SIDE, NO_YEAR, RAGGED, TOTAL, Entry
from diagnoza.flows.reading.cells import read_year
from diagnoza.flows.reading.places import quoted
from diagnoza.flows.reading.totals import check_totals
from diagnoza.folding import fold
from diagnoza.headings import match_heads, unused_heads
from diagnoza.units import dots_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.flows.reading.account import Account, Given
    from diagnoza.flows.reading.sheets import Grid
    from diagnoza.headings import Head
    from diagnoza.units import Dots

SEARCHED = 15
"""Rows in which heads are looked for."""
_ORIGIN = {fold(head) for head in ("origin", *named.ORIGIN)}
_DESTINATION = {fold(head) for head in ("destination", *named.DESTINATION)}
_FACILITY = {fold(head) for head in named.FACILITY}


@dataclass(frozen=True)
class _List:
    """A list with its heads, and what is known of all its rows."""

    grid: Grid
    at: int
    heads: dict[str, Head]
    told: Given
    dots: Dots
    account: Account

    @property
    def is_register(self) -> bool:
        return "users" not in self.heads

    def text(self, row: list[str], name: str) -> str:
        return row[self.heads[name].at].strip() if name in self.heads else ""

    def where(self, line: int, name: str) -> str:
        return f"row {line}, column {self.heads[name].text}"


def head_row(grid: Grid) -> int | None:
    """Find the row of heads, which names where people live and where they are served; None: the sheet is no list."""
    for at, row in enumerate(grid.rows[:SEARCHED]):
        words = {fold(cell) for cell in row if cell.strip()}
        if words & _ORIGIN and words & (_DESTINATION | _FACILITY):
            return at
    return None


def read_list(grid: Grid, at: int, given: Given, account: Account) -> None:
    """
    Read a list or a register into an account.

    Parameters
    ----------
    grid
        The rows of the file.
    at
        Which of them holds the heads.
    given
        Side, year and service where no column says them.
    account
        Takes an entry for every row under the heads, and the problems. Without a column of users every row is one person. Other columns,
        such as names and numbers of persons, are not read.
    """
    row = grid.rows[at]
    heads = _heads(row, account)
    if heads is None:
        return
    told = account.told(given, grid.name, [cell for above in grid.rows[:at] for cell in above])
    account.need(told, "file", service="service" not in heads, year="year" not in heads)
    cells = [line[heads["users"].at] for line in grid.rows[at + 1 :] if "users" in heads and len(line) == len(row)]
    listed = _List(grid, at, heads, told, dots_of(cells) if grid.is_text else "", account)
    _say_what_is_not_read(listed)
    entries = [_entry(listed, line, cells) for line, cells in zip(grid.lines[at + 1 :], grid.rows[at + 1 :], strict=True)]
    _sides_at_home(entries)
    account.entries += entries
    totals = [one for one in entries if one.reason == TOTAL]
    parts = [one for one in entries if one.reason not in {TOTAL, RAGGED}]
    account.problems += check_totals(parts, totals, account.places, file=account.file)


def _heads(row: list[str], account: Account) -> dict[str, Head] | None:
    destination = named.DESTINATION if {fold(cell) for cell in row} & _DESTINATION else (*named.DESTINATION, *named.FACILITY)
    try:
        return match_heads(pd.Index(row), named.REPORTS | {"destination": destination}, ["origin", "destination"], file=account.file)
    except ProblemsError as error:
        account.stopping += error.problems
        return None


def _say_what_is_not_read(listed: _List) -> None:
    for head in unused_heads(pd.Index(listed.grid.rows[listed.at]), listed.heads):
        listed.account.report(f"column {head}", "the column is not read", "Nothing to do if it is a remark, a name or a number of a person")
    if listed.is_register:
        remedy = "Nothing to do if it is a register of persons; else give the column of numbers the head „Liczba osób”"
        listed.account.report("column users", "there is no column of users, so every row is one person", remedy)


def _entry(listed: _List, line: int, row: list[str]) -> Entry:
    account, width = listed.account, len(listed.grid.rows[listed.at])
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        account.report(f"line {line}", f"the row has {len(row)} cells, the header {width}", "See whether the row was cut or broken in two")
        return Entry(line, f"line {line}", "", "", reason=RAGGED)
    where = listed.where(line, "origin" if listed.is_register else "users")
    entry = Entry(line, where, listed.text(row, "origin"), listed.text(row, "destination"), side=listed.told.side or "provider")
    entry.cells = () if listed.is_register else tuple(row)
    entry.source = " ".join(listed.text(row, "source").split())
    _say_what(listed, entry, row)
    is_total = account.places.is_total(entry.origin) or account.places.is_total(entry.destination)
    if is_total:
        entry.set_aside(TOTAL)
    else:
        _say_where(listed, entry)
    _say_who(listed, entry, row)
    if listed.is_register:
        entry.users, entry.status, entry.person = 1.0, "reported", True
    else:
        at = listed.heads["users"].at
        account.users(entry, row[at], listed.grid.dots(line, at, listed.dots))
    return entry


def _say_what(listed: _List, entry: Entry, row: list[str]) -> None:
    """Read service, year and kind."""
    account, scope = listed.account, listed.account.places.scope
    entry.service, entry.year = listed.told.service, listed.told.year
    if "service" in listed.heads:
        written = listed.text(row, "service")
        entry.service = scope.service(written)
        if not entry.service:
            what = f"{quoted(written)} is not known" if written else "the cell is empty"
            account.report(listed.where(entry.line, "service"), what, known(written, scope.services))
            entry.set_aside(NO_SERVICE)
    if "year" in listed.heads:
        entry.year = read_year(listed.text(row, "year"))
        if entry.year is None:
            account.report(listed.where(entry.line, "year"), f"{quoted(listed.text(row, 'year'))} is no year", "Write a year, e.g. 2020")
            entry.set_aside(NO_YEAR)
    if "made" in listed.heads:
        written = listed.text(row, "made")
        entry.made = named.word_of(fold(written), named.MADE_WORDS) or "declared"
        if named.word_of(fold(written), named.MADE_WORDS) == "":
            remedy = "Write policzone, szacunek or deklaracja; it counts as deklaracja, the weakest"
            account.report(listed.where(entry.line, "made"), f"{quoted(written)} is no kind of a number", remedy)


def _say_where(listed: _List, entry: Entry) -> None:
    """Read both places."""
    account = listed.account
    origin = account.place(entry.origin, listed.where(entry.line, "origin"))
    destination = account.place(entry.destination, listed.where(entry.line, "destination"))
    entry.nodes = (origin, destination)
    if not (origin and destination):
        entry.set_aside(NO_PLACE)
    account.no_powiat_lives(entry, listed.where(entry.line, "origin"))


def _say_who(listed: _List, entry: Entry, row: list[str]) -> None:
    """Read the side that reports: as a word, or as the place that reports, which is one of the two."""
    if "side" not in listed.heads:
        return
    written = listed.text(row, "side")
    side = named.word_of(fold(written), named.SIDE_WORDS)
    if not side and all(entry.nodes):
        node = listed.account.places.node(written) if written else ""
        side = "provider" if node == entry.nodes[1] else "residence" if node == entry.nodes[0] else ""
        entry.reporter = node if side else ""
    if side:
        entry.side = side
    elif not entry.reason:
        what = f"{quoted(written)} is neither a side nor one of the two places" if written else "it is not said who reports"
        listed.account.report(listed.where(entry.line, "side"), what, "Write zamieszkanie or świadczący, or which of both places reports")
        entry.set_aside(NO_SIDE)


def _sides_at_home(entries: Sequence[Entry]) -> None:
    """Give users who stay, of whom their municipality reports as both, the side that it has in its other rows, else the provider's."""
    as_residence = {one.reporter for one in entries if one.side == "residence"}
    as_provider = {one.reporter for one in entries if one.side == "provider" and one.nodes[0] != one.nodes[1]}
    for one in entries:
        if one.reporter and one.nodes[0] == one.nodes[1] and one.reporter in as_residence - as_provider:
            one.side = "residence"

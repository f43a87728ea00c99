"""Rows of amounts with the service, year and places they are of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from diagnoza.catalogue import known
from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem
from diagnoza.flows.reading.account import NO_PLACE, NO_SERVICE, NO_YEAR, POWIAT_LIVES, RAGGED
from diagnoza.flows.reading.cells import read_amount, read_year
from diagnoza.flows.reading.places import Places, quoted
from diagnoza.headings import Head, match_heads, number_cells, unused_heads
from diagnoza.teryt import POWIAT_DIGITS
from diagnoza.units import UnreadableError, dots_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from diagnoza.catalogue import Scope
    from diagnoza.delivery import Delivered
    from diagnoza.units import Dots

Asked = tuple["Mapping[str, Sequence[str]]", "Sequence[str]", "Mapping[str, str]"]
"""Heads there may be, those there have to be, and the columns of amounts with their units."""
PLACES = ("unit", "origin", "destination")


@dataclass
class Row:
    """A row on its way: what it says by column, and the reason where it is set aside."""

    line: int
    said: dict[str, Any]
    reason: str = ""

    def set_aside(self, reason: str) -> None:
        """Set it aside; the first reason stays."""
        self.reason = self.reason or reason


@dataclass
class AmountRows:
    """The rows of a file, with its heads and problems."""

    file: str
    heads: dict[str, Head]
    problems: list[Problem]
    texts: dict[int, list[str]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def text(self, row: Row, name: str) -> str:
        """Give a cell; "" where there is no such column."""
        return self.texts[row.line][self.heads[name].at].strip() if name in self.heads else ""

    def report(self, line: int, name: str, what: str, remedy: str) -> None:
        """Take a problem with a cell."""
        self.problems.append(Problem(self.file, f"row {line}, column {self.heads[name].text}", what, remedy))


def amount_rows(path: Path, scope: Scope, asked: Asked, given: tuple[str | None, str | None, str | None]) -> AmountRows:
    """
    Read the rows of a table of amounts.

    Parameters
    ----------
    path
        CSV or a workbook.
    scope
        The units and services there may be.
    asked
        Heads, required heads, amounts.
    given
        What messages call the file, its encoding, and its sheet.

    Returns
    -------
        Every row of the file; one without a known service, year or place has its reason. An amount that cannot be read is None, and told.

    Raises
    ------
    ProblemsError
        If the file cannot be read or a column is missing.
    """
    name, encoding, sheet = given
    delivered = read_delivery(path, encoding=encoding, sheet=sheet)
    heads = match_heads(delivered.frame.columns, asked[0], asked[1], file=name or delivered.file)
    found = AmountRows(name or delivered.file, heads, [*delivered.notes, *delivered.problems])
    for head in unused_heads(delivered.frame.columns, heads):
        found.problems.append(Problem(found.file, f"column {head}", "the column is not read", "Nothing to do if it is a remark"))
    found.texts = {int(line): row for line, row in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True)}
    reader = _Reader(found, Places(scope), asked[2], _dots(delivered, heads, asked[2]), number_cells(path, sheet))
    found.rows = [Row(line, {}, RAGGED) for line in delivered.rejected] + [reader.read(line) for line in found.texts]
    return found


def _dots(delivered: Delivered, heads: Mapping[str, Head], amounts: Mapping[str, str]) -> Dots:
    cells = [str(cell) for name in amounts if name in heads for cell in delivered.frame.iloc[:, heads[name].at]]
    return dots_of(cells) if delivered.format == "csv" else ""


@dataclass(frozen=True)
class _Reader:
    found: AmountRows
    places: Places
    amounts: Mapping[str, str]
    dots: Dots
    typed: set[tuple[int, int]]

    def read(self, line: int) -> Row:
        row = Row(line, {})
        if "service" in self.found.heads:
            self._service(row)
            self._year(row)
        for name in PLACES:
            if name in self.found.heads:
                self._place(row, name)
        row.said |= {name: self._amount(row, name) for name in self.amounts if name in self.found.heads}
        return row

    def _service(self, row: Row) -> None:
        written, services = self.found.text(row, "service"), self.places.scope.services
        row.said["service"] = self.places.scope.service(written)
        if not row.said["service"]:
            what = f"{quoted(written)} is not known" if written else "the cell is empty"
            self.found.report(row.line, "service", what, known(written, services))
            row.set_aside(NO_SERVICE)

    def _year(self, row: Row) -> None:
        written = self.found.text(row, "year")
        row.said["year"] = read_year(written)
        if row.said["year"] is None:
            self.found.report(row.line, "year", f"{quoted(written)} is no year", "Write a year, e.g. 2020")
            row.set_aside(NO_YEAR)

    def _place(self, row: Row, name: str) -> None:
        """Read a unit; a way may also end at a place outside, which its reader sets aside."""
        written = self.found.text(row, name)
        node = self.places.node(written)
        row.said[name] = node
        if not node or (name == "unit" and not node.isdecimal()):
            what = f"{quoted(written)} is no unit of the partnership" if written else "the cell is empty"
            self.found.report(row.line, name, what, known(written, self.places.scope.units()))
            row.set_aside(NO_PLACE)
        elif name == "origin" and node.isdecimal() and len(node) == POWIAT_DIGITS:
            self.found.report(row.line, name, f"{quoted(written)} is a powiat, but people live in municipalities", "Write the municipality")
            row.set_aside(POWIAT_LIVES)

    def _amount(self, row: Row, name: str) -> float | None:
        written, head = self.found.text(row, name), self.found.heads[name]
        dots: Dots = "decimal" if (row.line, head.at) in self.typed else self.dots
        try:
            return read_amount(written, dots, self.amounts[name], head.unit.factor if head.unit else 1.0)
        except UnreadableError as error:
            self.found.report(row.line, name, f"{quoted(written)}: {error.what}; it was left out", error.remedy)
            return None

"""A published table: Polish headers, and numbers with the decimals they are printed with. The report writes it as HTML, CSV and XLSX."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Cell = str | float | int | None


@dataclass(frozen=True)
class Grid:
    """
    The finished cells of a table.

    Attributes
    ----------
    columns
        Polish headers; the first column names the rows, or groups of rows where `grouped`.
    rows
        Cells: text, numbers, or None where there are no data.
    decimals
        Digits printed, by column number; a row may have its own in `row_decimals`.
    row_decimals
        Digits printed, by row number, for all numbers of that row.
    signed
        Columns whose positive numbers carry a plus sign.
    note
        Polish remark printed under the table.
    grouped
        Whether equal neighbours in the first column are one group; then the second column names the rows.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    decimals: Mapping[int, int] = field(default_factory=dict)
    row_decimals: Mapping[int, int] = field(default_factory=dict)
    signed: frozenset[int] = frozenset()
    note: str = ""
    grouped: bool = False

    def digits(self, row: int, column: int) -> int:
        """Give the digits to print in one cell."""
        return self.decimals.get(column, self.row_decimals.get(row, 0))

    def text(self, row: int, column: int) -> str:
        """Give one cell as it is printed."""
        cell = self.rows[row][column]
        if isinstance(cell, str):
            return polish.typography(cell)
        if polish.is_missing(cell):
            return polish.NO_DATA
        return polish.number(float(cell or 0), self.digits(row, column), signed=column in self.signed)

    def value(self, row: int, column: int) -> Cell:
        """Give one cell as a number rounded as printed, or as text."""
        cell = self.rows[row][column]
        if isinstance(cell, str):
            return cell
        if polish.is_missing(cell):
            return None
        digits = self.digits(row, column)
        rounded = polish.round_half_up(float(cell or 0), digits)
        return int(rounded) if digits == 0 else rounded


def lettered(remarks: Iterable[str]) -> dict[str, str]:
    """
    Give remarks letters, so that a table need not repeat long words: the note explains each once.

    Parameters
    ----------
    remarks
        One per row; "" where there is none.

    Returns
    -------
        The letter of each remark, in the order in which they come; beyond z they are aa, ab …

    Examples
    --------
    >>> lettered(["za mało miejsc", "", "nie podano", "za mało miejsc"])
    {'za mało miejsc': 'a', 'nie podano': 'b'}
    """
    different = [one for one in dict.fromkeys(remarks) if one]
    doubled = [first + second for first in ascii_lowercase for second in ascii_lowercase]
    return dict(zip(different, [*ascii_lowercase, *doubled], strict=False))


def explained(letters: Mapping[str, str]) -> str:
    """
    Explain letters in a note: "Oznaczenia: (a) … (b) …"; "" where there are none.

    Parameters
    ----------
    letters
        Result of `lettered`.
    """
    return " ".join(["Oznaczenia:", *(f"({letter}) {one.rstrip('.')}." for one, letter in letters.items())]) if letters else ""

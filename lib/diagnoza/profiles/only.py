"""Parts of what a chapter shows of all partners: the rows of one municipality, and tables without the column that would only repeat it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.case import Case
    from diagnoza.grid import Grid


class Only:
    """
    A case with some of its tables cut down, so that what a chapter shows of all partners serves for one of them.

    Parameters
    ----------
    case
        The partnership.
    tables
        By name of the table: the rows that are shown.
    """

    def __init__(self, case: Case, **tables: pd.DataFrame | pd.Series) -> None:
        self._case = case
        self._tables = tables

    def __getattr__(self, name: str) -> Any:
        """Give the cut table, or else what the case has."""
        return self._tables[name] if name in self._tables else getattr(self._case, name)


def of_unit(table: pd.DataFrame, teryt: str, column: str = "teryt") -> pd.DataFrame:
    """
    Choose the rows of one municipality.

    Parameters
    ----------
    table, teryt, column
        The table; the code; the column that codes stand in.
    """
    return table[table[column].eq(teryt)].reset_index(drop=True)


def without(grid: Grid, column: str, note: str | None = None) -> Grid:
    """
    Leave out a column that says the same in every row, such as the name of the municipality.

    Parameters
    ----------
    grid, column
        The table; the head of the column. A table without it is given back with its columns.
    note
        What stands under the table instead of its own remark; None leaves that.

    Examples
    --------
    >>> from diagnoza.grid import Grid
    >>> left = without(Grid(["Gmina", "Udział"], [["Santok", 1.5]], {1: 1}, grouped=True), "Gmina")
    >>> left.columns, left.rows, left.decimals, left.grouped
    (['Udział'], [[1.5]], {0: 1}, False)
    """
    noted = replace(grid, note=grid.note if note is None else note)
    if column not in grid.columns:
        return noted
    gone = list(grid.columns).index(column)
    kept = {at: at - (at > gone) for at in range(len(grid.columns)) if at != gone}
    return replace(
        noted,
        columns=[grid.columns[at] for at in kept],
        rows=[[row[at] for at in kept] for row in grid.rows],
        decimals={kept[at]: digits for at, digits in grid.decimals.items() if at in kept},
        signed=frozenset(kept[at] for at in grid.signed if at in kept),
        grouped=False,
    )

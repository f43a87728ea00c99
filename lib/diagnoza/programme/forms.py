"""Delivered files of one kind to one declared table of programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza.account import Same, open_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diagnoza.account import Handed, ReadRows, Row
    from diagnoza.tables.base import Table

CONTRADICTS = "wiersze o tym samym mówią co innego"


class Form(NamedTuple):
    """What files of one kind hold: heads, those that must be there, the table, its order (then as delivered), what tells rows apart."""

    heads: Mapping[str, Sequence[str]]
    required: Sequence[str]
    table: type[Table]
    order: Sequence[str]
    key: Callable[[Mapping[str, object]], tuple[object, ...]]


def read_files(handed: Sequence[Handed], form: Form, read_row: Callable[[Row], dict[str, object]]) -> ReadRows:
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
    account = open_files(handed, form.heads, form.required)
    for row in account.rows:
        row.told = read_row(row)
    account.settle(Same(form.key, "teryt", "one and the same", CONTRADICTS, besides=("source",)))
    account.stop()
    rows = pd.DataFrame([row.told for row in account.kept], columns=list(form.table.to_schema().columns))
    table = pd.DataFrame(form.table.validate(rows, lazy=True))
    return account.close(table.sort_values(list(form.order), kind="stable", ignore_index=True))

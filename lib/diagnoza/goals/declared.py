"""Rows of a measure brought to the table that it is declared as."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnoza.tables.base import Table


def declared(rows: Iterable[Mapping[str, object]], table: type[Table]) -> pd.DataFrame:
    """
    Make a table of rows, and check it against its declaration.

    Parameters
    ----------
    rows
        By column; there may be none.
    table
        The declaration.
    """
    return pd.DataFrame(table.validate(pd.DataFrame(list(rows), columns=list(table.to_schema().columns)), lazy=True))

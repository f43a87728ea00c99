"""Shares as they are printed in charts and tables: with the mark of a small base, or why they are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.surveys.published.precision import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

SMALL = "*"


def share_text(row: Mapping[Any, Any] | pd.Series) -> str:
    """
    Write a share as a percentage, with an asterisk on a small base and the side on which it stands apart; a hidden one as its mark.

    Parameters
    ----------
    row
        A row of a selection.
    """
    hidden = mark(row)
    apart = f" ({row['apart']})" if row.get("apart") else ""
    return hidden or f"{polish.percent(row['value'])}{SMALL if row['status'] == 'small' else ''}{apart}"

"""What the rows of one document have to say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.account import Row


def doubt_documents(rows: Sequence[Row]) -> None:
    """
    Tell documents whose days differ from row to row: all rows are kept, but one of the days is wrong.

    Parameters
    ----------
    rows
        All rows of all files.
    """
    seen: dict[tuple[object, object], Row] = {}
    for row in (row for row in rows if not row.reason):
        first = seen.setdefault((row.told["teryt"], row.told["document"]), row)
        for name in ("adopted", "valid_to"):
            if row.told[name] != first.told[name]:
                ours, theirs = (str(told[name]) or "nothing" for told in (row.told, first.told))
                what = f"it says {ours} and row {first.line} of {first.file} {theirs} of one document"
                row.report(name, what, "Write the same day in all rows of a document")

"""From a delivered list of comments to what may be told of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Handed
from diagnoza.comments.reading import read_comments
from diagnoza.surveys.open_answers.masking import mask

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.errors import Problem
    from diagnoza.partnership import Partnership
    from diagnoza.prepare.given import Given

COMMENTS = "comments"
DELIVERED = (COMMENTS,)


def read(partnership: Partnership, root: Path) -> tuple[dict[str, ReadRows], list[Problem]]:
    """
    Read the comments that were delivered.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The table `comments` with its audit, where it was delivered; and what the consultant should look at.

    Raises
    ------
    ProblemsError
        If a file cannot be used or tells who sent comments, with the problems of all.
    """
    folder = root / "data" / "raw" / partnership.id
    handed = [
        Handed(folder / source.file, source.file, source.encoding, source.sheet)
        for source in partnership.sources
        if source.table == COMMENTS
    ]
    if not handed:
        return {}, []
    found = read_comments(handed, _people)
    return {COMMENTS: found}, list(found.problems)


def tabulate(read: dict[str, ReadRows], given: Given) -> dict[str, pd.DataFrame]:  # noqa: ARG001  (as of all rooms)
    """
    Give the table `comments`, where it was delivered.

    Parameters
    ----------
    read
        What was delivered.
    given
        With the partnership; comments need nothing of it.
    """
    return {name: one.table for name, one in read.items()}


@cache
def _people(text: str) -> str:
    """Mask names, numbers and addresses."""
    return str(mask(pd.Series([text], dtype=object)).texts.iloc[0])

"""The table of comments on the draft of the diagnosis."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd

NO_COMMENTS = "Nie dostarczono wykazu uwag do projektu diagnozy, dlatego nie zestawiono ich ze stanowiskiem partnerstwa."


class CommentTables(Stored):
    """What was said of the draft, and the position on it."""

    @cached_property
    def comments(self) -> pd.DataFrame:
        """Table `Comments`; raises `NotDelivered` where none were delivered."""
        if not (self.folder / "comments.parquet").is_file() or (found := self._read("comments")).empty:
            raise NotDelivered(NO_COMMENTS)
        return found

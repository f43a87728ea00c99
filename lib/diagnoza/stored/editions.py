"""The log of changes since the edition before."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotApplicable
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd

FIRST = "To pierwsze wydanie diagnozy tego partnerstwa, dlatego nie ma wykazu zmian."


class EditionTables(Stored):
    """What has changed since the edition before."""

    @cached_property
    def edition_changes(self) -> pd.DataFrame:
        """Table `EditionChanges`; raises `NotApplicable` where this is the first edition."""
        if not (self.folder / "edition_changes.parquet").is_file():
            raise NotApplicable(FIRST)
        return self._read("edition_changes")

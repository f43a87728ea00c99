"""Tables of programmes of co-operation with NGOs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.programme.model import load_model
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.programme.model import Model

UNDELIVERED = "Nie dostarczono programu współpracy z organizacjami pozarządowymi, dlatego tej części nie opracowano."


class ProgrammeTables(Stored):
    """
    What programmes of co-operation cover, what people judged of them and propose.

    All tables raise `NotDelivered` where nothing was delivered; one that only its own file would fill is empty where that is not there.
    """

    @cached_property
    def programme(self) -> pd.DataFrame:
        """Table `Programme`."""
        return self._of_programmes("programme")

    @cached_property
    def provisions(self) -> pd.DataFrame:
        """Table `Provisions`."""
        return self._of_programmes("provisions")

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Table `Coverage`."""
        return self._of_programmes("coverage")

    @cached_property
    def coverage_items(self) -> pd.DataFrame:
        """Table `CoverageItems`."""
        return self._of_programmes("coverage_items")

    @cached_property
    def coverage_parts(self) -> pd.DataFrame:
        """Table `CoverageParts`."""
        return self._of_programmes("coverage_parts")

    @cached_property
    def programme_dates(self) -> pd.DataFrame:
        """Table `ProgrammeDates`."""
        return self._of_programmes("programme_dates")

    @cached_property
    def coverage_changes(self) -> pd.DataFrame:
        """Table `CoverageChanges`."""
        return self._of_programmes("coverage_changes")

    @cached_property
    def cooperation_model(self) -> Model:
        """Planes, areas, statutory points and dates that programmes are held against."""
        return load_model(self.root)

    def _of_programmes(self, name: str) -> pd.DataFrame:
        if not (self.folder / "coverage_items.parquet").is_file():
            raise NotDelivered(UNDELIVERED)
        return self._read(name)

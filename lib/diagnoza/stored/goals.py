"""Tables of strategic goals of partners and of the voivodeship."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd

NO_GOALS = "Nie dostarczono celów z dokumentów partnerów, dlatego tej części nie opracowano."
NO_REGION = "Nie dostarczono listy celów województwa, dlatego nie zestawiono z nimi celów partnerów."


class GoalTables(Stored):
    """
    What documents of partners want, and what partners have in common.

    Tables of the voivodeship raise `NotDelivered` where its list was not delivered, the others where no goals were.
    """

    @cached_property
    def goals(self) -> pd.DataFrame:
        """Table `Goals`."""
        return self._of_goals("goals")

    @cached_property
    def goal_day(self) -> dt.date:
        """The day that documents are held against."""
        return dt.date.fromisoformat(str(self._of_goals("goal_day")["day"].iloc[0]))

    @cached_property
    def goal_documents(self) -> pd.DataFrame:
        """Table `GoalDocuments`."""
        return self._of_goals("goal_documents")

    @cached_property
    def goal_coverage(self) -> pd.DataFrame:
        """Table `GoalCoverage`."""
        return self._of_goals("goal_coverage")

    @cached_property
    def goal_fields(self) -> pd.DataFrame:
        """Table `GoalFields`."""
        return self._of_goals("goal_fields")

    @cached_property
    def goal_pairs(self) -> pd.DataFrame:
        """Table `GoalPairs`."""
        return self._of_goals("goal_pairs")

    @cached_property
    def goal_agreement(self) -> pd.DataFrame:
        """Table `GoalAgreement`."""
        return self._of_goals("goal_agreement")

    @cached_property
    def goal_disputes(self) -> pd.DataFrame:
        """Table `GoalDisputes`."""
        return self._of_goals("goal_disputes")

    @cached_property
    def goal_twins(self) -> pd.DataFrame:
        """Table `GoalTwins`."""
        return self._of_goals("goal_twins")

    @cached_property
    def proposed_fields(self) -> pd.DataFrame:
        """Table `ProposedFields`."""
        return self._of_goals("proposed_fields")

    @cached_property
    def regional_goals(self) -> pd.DataFrame:
        """Table `RegionalGoals`."""
        if not (self.folder / "regional_goals.parquet").is_file():
            raise NotDelivered(NO_REGION)
        return self._read("regional_goals")

    @cached_property
    def goal_alignment(self) -> pd.DataFrame:
        """Table `GoalAlignment`; raises where no list of the voivodeship was delivered, too."""
        if self.regional_goals.empty:
            raise NotDelivered(NO_REGION)
        return self._of_goals("goal_alignment")

    def _of_goals(self, name: str) -> pd.DataFrame:
        if not (self.folder / "goals.parquet").is_file():
            raise NotDelivered(NO_GOALS)
        return self._read(name)

"""Tables of institutions that cooperate."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.institutions.method import read_method
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.institutions.method import Method

LIST = "Nie dostarczono listy instytucji, dlatego współpracy instytucji nie opracowano."
TIES = "Nie dostarczono relacji między instytucjami, dlatego nie wiadomo, kto z kim współpracuje."
TEAM = "Nie dostarczono składu zespołu współpracy, dlatego nie porównano go z listą potrzebnych instytucji."
READINESS = "Nie dostarczono listy gotowości do współpracy, dlatego jej nie opracowano."


class InstitutionTables(Stored):
    """
    Who cooperates with whom, and what is missing.

    Every table raises `NotDelivered` where its delivery is not there; all of them where there is no list of institutions.
    """

    @cached_property
    def institutions(self) -> pd.DataFrame:
        """Table `Institutions`."""
        return self._of_institutions("institutions", LIST)

    @cached_property
    def ties(self) -> pd.DataFrame:
        """Table `Ties`."""
        return self._of_institutions("ties", TIES)

    @cached_property
    def cooperation_pairs(self) -> pd.DataFrame:
        """Table `CooperationPairs`."""
        return self._of_institutions("cooperation_pairs", TIES)

    @cached_property
    def needed_ties(self) -> pd.DataFrame:
        """Table `NeededTies`."""
        return self._of_institutions("needed_ties", TIES)

    @cached_property
    def cooperation_team(self) -> pd.DataFrame:
        """Table `CooperationTeam`."""
        return self._of_institutions("cooperation_team", TEAM)

    @cached_property
    def cooperation_readiness(self) -> pd.DataFrame:
        """Table `CooperationReadiness`."""
        return self._of_institutions("cooperation_readiness", READINESS)

    @cached_property
    def network_measures(self) -> pd.DataFrame:
        """Table `NetworkMeasures`."""
        return self._of_institutions("network_measures", TIES)

    @cached_property
    def centrality(self) -> pd.DataFrame:
        """Table `Centrality`."""
        return self._of_institutions("centrality", TIES)

    @cached_property
    def cooperation_method(self) -> Method:
        """Kinds of institutions, needed pairs and the checklist, as edited in params/cooperation/."""
        return read_method(self.root)

    def _of_institutions(self, name: str, missing: str) -> pd.DataFrame:
        if not (self.folder / "institutions.parquet").is_file():
            raise NotDelivered(LIST)
        if not (self.folder / f"{name}.parquet").is_file():
            raise NotDelivered(missing)
        return self._read(name)

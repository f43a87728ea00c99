"""Tables of services: the inventory, the quality gap and what follows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.catalogue import read_services
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.services.servqual import NOT_ASKED
from diagnoza.stored.base import Stored
from diagnoza.surveys.codebook import BANK

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.catalogue import Service


class ServiceTables(Stored):
    """
    What services there are, how well they meet needs, and what follows.

    Tables of the inventory raise `NotDelivered` where there is none; those of the quality gap also where there is no survey of residents.
    """

    @cached_property
    def inventory(self) -> pd.DataFrame:
        """Table `Inventory`."""
        return self._of_services("inventory")

    @cached_property
    def completeness(self) -> pd.DataFrame:
        """Table `Completeness`."""
        return self._of_services("completeness")

    @cached_property
    def supply_parts(self) -> pd.DataFrame:
        """Table `SupplyParts`."""
        return self._of_services("supply_parts")

    @cached_property
    def supply(self) -> pd.DataFrame:
        """Table `Supply`."""
        return self._of_services("supply")

    @cached_property
    def service_use(self) -> pd.DataFrame:
        """Table `ServiceUse`."""
        return self._of_services("service_use")

    @cached_property
    def perception(self) -> pd.DataFrame:
        """Table `Perception`."""
        return self._of_services("perception")

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Table `Gaps`."""
        return self._of_services("gaps")

    @cached_property
    def priorities(self) -> pd.DataFrame:
        """Table `Priorities`."""
        return self._of_services("priorities")

    @cached_property
    def ipa(self) -> pd.DataFrame:
        """Table `Ipa`."""
        return self._of_services("ipa")

    @cached_property
    def servqual(self) -> pd.DataFrame:
        """Table `Servqual`; where the survey did not ask for it, `NotApplicable` says so."""
        if not self.gaps.empty and not (self.folder / "servqual.parquet").is_file():
            raise NotApplicable(NOT_ASKED)
        return self._of_services("servqual")

    @cached_property
    def disagreements(self) -> pd.DataFrame:
        """Table `Disagreements`."""
        return self._of_services("disagreements")

    @cached_property
    def causes(self) -> pd.DataFrame:
        """Table `Causes`."""
        return self._of_services("causes")

    @cached_property
    def remedies(self) -> pd.DataFrame:
        """Table `Remedies`."""
        return self._of_services("remedies")

    @cached_property
    def training(self) -> pd.DataFrame:
        """Table `Training`."""
        return self._of_services("training")

    @cached_property
    def good_practices(self) -> pd.DataFrame:
        """Table `GoodPractices`."""
        return self._of_services("good_practices")

    @cached_property
    def service_labels(self) -> dict[str, str]:
        """Polish names of all services by id, in the order of the bank of questions."""
        return {name: one.label for name, one in self._services.items()}

    @cached_property
    def service_fields(self) -> dict[str, str]:
        """Sectors of all services by id."""
        return {name: one.field for name, one in self._services.items()}

    @cached_property
    def _services(self) -> dict[str, Service]:
        return read_services(self.root / "params" / "questionnaires" / BANK)

    def _of_services(self, name: str) -> pd.DataFrame:
        if not (self.folder / "inventory.parquet").is_file():
            msg = "Nie dostarczono inwentaryzacji usług, dlatego tej części nie opracowano."
            raise NotDelivered(msg)
        if not (self.folder / f"{name}.parquet").is_file():
            msg = "Nie dostarczono badania mieszkańców, dlatego luki jakościowej nie oceniono."
            raise NotDelivered(msg)
        return self._read(name)

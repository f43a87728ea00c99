"""Processed tables as a case reads them: each once, when it is first asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.catalogue import read_services
from diagnoza.context.indicators import INDICATORS
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.services.servqual import NOT_ASKED
from diagnoza.surveys.codebook import BANK, load_codebook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from diagnoza.catalogue import Service
    from diagnoza.surveys.codebook import Codebook


@dataclass(frozen=True)
class Source:
    """
    A source as it is printed under a table or figure.

    Attributes
    ----------
    provider, title
        Who publishes it and what it is, Polish.
    origin
        real or synthetic.
    """

    provider: str
    title: str
    origin: str


@dataclass(frozen=True)
class Stored:
    """Processed tables in a folder; each is read once, when it is first asked for."""

    root: Path
    folder: Path
    fingerprint: str

    def _read(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / f"{name}.parquet")

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Table `Figures`."""
        return self._read("figures")

    @cached_property
    def distributions(self) -> pd.DataFrame:
        """Table `Distributions`."""
        return self._read("distributions")

    @cached_property
    def seats(self) -> pd.DataFrame:
        """Table `Seats`."""
        return self._read("seats")

    @cached_property
    def audit(self) -> pd.DataFrame:
        """Table `Audit`."""
        return self._read("audit")

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Inputs with their sha256, versions of the packages."""
        return dict(json.loads((self.folder / "manifest.json").read_text("utf-8")))

    @cached_property
    def national(self) -> bool:
        """Whether the comparison rests on the national tables, not on their stored distributions."""
        return any(name.startswith("DIAGNOZA_REFERENCE/gus") for name in self.manifest["inputs"])

    @cached_property
    def outline(self) -> pd.DataFrame:
        """Coarse outline of the country: lon, lat [degrees]."""
        return pd.read_csv(self.root / "data" / "raw" / "reference" / "poland.csv")

    @cached_property
    def _sources(self) -> pd.DataFrame:
        return self._read("sources").set_index("source")

    def sources(self, names: Iterable[str]) -> list[Source]:
        """
        Give the sources of some indicators or figures.

        Parameters
        ----------
        names
            Identifiers of indicators or of sources.
        """
        ids: list[str] = []
        for name in names:
            ids += [one for one in (INDICATORS[name].sources if name in INDICATORS else (name,)) if one not in ids]
        rows = self._sources.loc[ids]
        return [Source(str(row.provider), str(row.title), str(row.origin)) for row in rows.itertuples()]


class SurveyTables(Stored):
    """
    What the surveys of a partnership say; nothing of a single respondent, and nothing that may not be published.

    Every table raises `NotDelivered` where there is no survey.
    """

    @cached_property
    def surveys(self) -> pd.DataFrame:
        """Table `Surveys`."""
        return self._of_surveys("surveys")

    @cached_property
    def survey_flags(self) -> pd.DataFrame:
        """Table `Flags`."""
        return self._of_surveys("survey_flags")

    @cached_property
    def weighting(self) -> pd.DataFrame:
        """Table `Weighting`."""
        return self._of_surveys("weighting")

    @cached_property
    def weighting_notes(self) -> pd.DataFrame:
        """Table `WeightingNotes`."""
        return self._of_surveys("weighting_notes")

    @cached_property
    def weighting_units(self) -> pd.DataFrame:
        """Table `WeightingUnits`."""
        return self._of_surveys("weighting_units")

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """Table `Estimates`."""
        return self._of_surveys("estimates")

    @cached_property
    def differences(self) -> pd.DataFrame:
        """Table `Differences`."""
        return self._of_surveys("differences")

    @cached_property
    def tests(self) -> pd.DataFrame:
        """Table `Tests`."""
        return self._of_surveys("tests")

    @cached_property
    def themes(self) -> pd.DataFrame:
        """Table `Themes`."""
        return self._of_surveys("themes")

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """Table `Quotes`."""
        return self._of_surveys("quotes")

    def survey_sources(self, names: Iterable[str]) -> list[Source]:
        """
        Give the sources of some surveys.

        Parameters
        ----------
        names
            Identifiers in the table of surveys; one may stand several times.
        """
        return self.sources(f"survey:{name}" for name in dict.fromkeys(names))

    def codebook(self, survey: str) -> Codebook:
        """
        Give the questionnaire of a survey.

        Parameters
        ----------
        survey
            Identifier in the table of surveys.
        """
        name = str(self.surveys.set_index("survey").loc[survey, "questionnaire"])
        folder = self.root / "params" / "questionnaires"
        return load_codebook(folder / f"{name}.yaml", folder / BANK)

    def _of_surveys(self, name: str) -> pd.DataFrame:
        if not (self.folder / "surveys.parquet").is_file():
            msg = "Nie dostarczono wyników żadnego badania ankietowego, dlatego tej części nie opracowano."
            raise NotDelivered(msg)
        return self._read(name)


class ServiceTables(SurveyTables):
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

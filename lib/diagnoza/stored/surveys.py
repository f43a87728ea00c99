"""Tables of surveys."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.stored.base import Source, Stored
from diagnoza.surveys.codebook import BANK, load_codebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from diagnoza.surveys.codebook import Codebook


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

"""Tables of meetings, interviews and what was said in them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd

NO_MEETINGS = "Nie dostarczono wykazu spotkań, dlatego nie podano, kto w nich uczestniczył."
NO_STATEMENTS = "Nie dostarczono zakodowanych wypowiedzi ze spotkań i wywiadów, dlatego tej części nie opracowano."


class VoiceTables(Stored):
    """
    What focus groups, workshops and interviews said, as far as nobody can be told from it.

    `meetings` raises `NotDelivered` where no meetings were delivered, the others where no statements were.
    """

    @cached_property
    def meetings(self) -> pd.DataFrame:
        """Table `Meetings`."""
        if not (self.folder / "meetings.parquet").is_file() or (found := self._read("meetings")).empty:
            raise NotDelivered(NO_MEETINGS)
        return found

    @cached_property
    def voice_base(self) -> pd.DataFrame:
        """Table `VoiceBase`."""
        return self._of_statements("voice_base")

    @cached_property
    def voice_sectors(self) -> pd.DataFrame:
        """Table `VoiceSectors`."""
        return self._of_statements("voice_sectors")

    @cached_property
    def voice_codes(self) -> pd.DataFrame:
        """Table `VoiceCodes`."""
        return self._of_statements("voice_codes")

    @cached_property
    def voice_pairs(self) -> pd.DataFrame:
        """Table `VoicePairs`."""
        return self._of_statements("voice_pairs")

    @cached_property
    def voice_needs(self) -> pd.DataFrame:
        """Table `VoiceNeeds`."""
        return self._of_statements("voice_needs")

    @cached_property
    def voice_offers(self) -> pd.DataFrame:
        """Table `VoiceOffers`."""
        return self._of_statements("voice_offers")

    @cached_property
    def voice_matches(self) -> pd.DataFrame:
        """Table `VoiceMatches`."""
        return self._of_statements("voice_matches")

    @cached_property
    def voice_readiness(self) -> pd.DataFrame:
        """Table `VoiceReadiness`."""
        return self._of_statements("voice_readiness")

    @cached_property
    def voice_quotes(self) -> pd.DataFrame:
        """Table `VoiceQuotes`."""
        return self._of_statements("voice_quotes")

    @cached_property
    def coder_agreement(self) -> pd.DataFrame:
        """Table `CoderAgreement`."""
        return self._of_statements("coder_agreement")

    @cached_property
    def coding_disputes(self) -> pd.DataFrame:
        """Table `CodingDisputes`."""
        return self._of_statements("coding_disputes")

    def _of_statements(self, name: str) -> pd.DataFrame:
        if not (self.folder / "voice_base.parquet").is_file():
            raise NotDelivered(NO_STATEMENTS)
        return self._read(name)

"""Tables of the synthesis: evidence, findings and what could be done together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotApplicable
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd

NO_FINDINGS = "Z danych, które dostarczono, nie wynika żaden wniosek, dlatego tej części nie opracowano."
NO_ACTIONS = "Z wniosków nie wynika żadne wspólne działanie, dlatego tej części nie opracowano."


class SynthesisTables(Stored):
    """
    What all lines of evidence say together, and what follows from it.

    Every partnership has these tables. `findings` raises `NotApplicable` where nothing was found, `recommendations` and `gains` where
    nothing follows.
    """

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """Table `Evidence`."""
        return self._read("evidence")

    @cached_property
    def evidence_lines(self) -> pd.DataFrame:
        """Table `EvidenceLines`."""
        return self._read("evidence_lines")

    @cached_property
    def field_status(self) -> pd.DataFrame:
        """Table `FieldStatus`."""
        return self._read("field_status")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Table `Findings`."""
        return self._some("findings", NO_FINDINGS)

    @cached_property
    def recommendations(self) -> pd.DataFrame:
        """Table `Recommendations`."""
        return self._some("recommendations", NO_ACTIONS)

    @cached_property
    def gains(self) -> pd.DataFrame:
        """Table `Gains`."""
        return self._some("gains", NO_ACTIONS)

    def _some(self, name: str, otherwise: str) -> pd.DataFrame:
        if (found := self._read(name)).empty:
            raise NotApplicable(otherwise)
        return found

"""Which actions a part of the chapter shows, their numbers, and the findings that they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from diagnoza.synthesis.published import texts
from diagnoza.synthesis.published.select import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

SECTIONS = ("joint", "offers", "remedies", "training", "exchange", "change", "measure")
"""Parts of the chapter; every action stands in one of them."""
OF_TYPE = {
    "investment": "joint",
    "joint_service": "joint",
    "cooperation": "joint",
    "information": "joint",
    "training": "training",
    "exchange": "exchange",
    "procedure": "change",
    "programme_change": "change",
    "measure_next": "measure",
}
BEGINNINGS = {"gap-": "remedies", "match-": "offers", "agree-": "offers", "seek-": "offers"}
"""Parts of actions whose identifier begins so: remedies of a gap, needs and offers that people named."""


class Case(Protocol):
    """A partnership as this part needs it."""

    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def findings(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def recommendations(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def gains(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def section_of(recommendation: str, kind: str) -> str:
    """
    Tell in which part of the chapter an action stands.

    Parameters
    ----------
    recommendation, kind
        Its identifier and type.

    Examples
    --------
    >>> section_of("gap-resource-bus", "joint_service"), section_of("joint-library", "joint_service"), section_of("settlement", "procedure")
    ('remedies', 'joint', 'change')
    """
    return next((section for start, section in BEGINNINGS.items() if recommendation.startswith(start)), OF_TYPE[kind])


@dataclass(frozen=True)
class Proposed:
    """
    The actions of a partnership, numbered, with the findings that they rest on.

    Attributes
    ----------
    case
        The partnership.
    """

    case: Case

    @cached_property
    def actions(self) -> pd.DataFrame:
        """Table `Recommendations` with the columns `number` (R1 …) and `section`."""
        table = self.case.recommendations
        sections = [section_of(str(one), str(kind)) for one, kind in zip(table["recommendation"], table["type"], strict=True)]
        return table.assign(number=[f"R{at}" for at in range(1, len(table) + 1)], section=sections)

    @cached_property
    def findings(self) -> dict[str, str]:
        """Number (W1 …) of each finding that an action rests on, as the whole report numbers them, in their order."""
        named = {key for keys in self.case.recommendations["findings"] for key in str(keys).split()}
        return {key: number for key, number in texts.numbered(self.case.findings).items() if key in named}

    def of(self, section: str) -> pd.DataFrame:
        """Give the actions of one part."""
        return self.actions[self.actions["section"].eq(section)]

    def rested(self, rows: pd.DataFrame) -> list[str]:
        """List the findings that some actions rest on, in the order of their numbers."""
        wanted = {key for keys in rows["findings"] for key in str(keys).split()}
        return [key for key in self.findings if key in wanted]

    def sources(self, rows: pd.DataFrame) -> list[Any]:
        """Give the sources of the findings that some actions rest on."""
        table = self.case.findings
        return sources_of(self.case, table[table["finding"].isin(self.rested(rows))])  # type: ignore[arg-type]

    def gaining(self, recommendation: str) -> pd.DataFrame:
        """Give who gains by one action, in the order of names."""
        rows = self.case.gains
        rows = rows[rows["recommendation"].eq(recommendation) & rows["gains"].eq(1)]
        order = {code: at for at, code in enumerate(self.case.names.index)}
        return rows.sort_values("teryt", key=lambda codes: codes.map(order))

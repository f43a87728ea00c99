"""What a survey says of all its respondents, as far as it is published."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from diagnoza import polish
from diagnoza.synthesis.lines.survey_words import ASKED
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

PURPOSIVE = "purposive"
TABLES = ("estimates", "surveys")


class Share(NamedTuple):
    """A published share [0-1] with its 95 % limits and the respondents behind it."""

    value: float
    low: float
    high: float
    n: int


class Count(NamedTuple):
    """A published number of respondents with an answer, and of all who answered."""

    persons: int
    n: int


@dataclass(frozen=True)
class Answers:
    """
    One survey.

    Attributes
    ----------
    id, group, purposive, date
        Identifier; who was asked; whether people were chosen for what they know, so that only counts are published; its last day.
    shares, counts
        By question and answer.
    """

    id: str
    group: str
    purposive: bool
    date: str
    shares: Mapping[tuple[str, str], Share]
    counts: Mapping[tuple[str, str], Count]

    @property
    def source(self) -> str:
        """Its identifier in the table of sources."""
        return f"survey:{self.id}"

    def ends(self, question: str) -> tuple[Share, Share] | None:
        """Give the shares of the lower and upper end of a scale, where both are published."""
        bottom, top = (self.shares.get((question, answer)) for answer in ("bottom2", "top2"))
        return None if bottom is None or top is None else (bottom, top)


def apart(lower: Share, upper: Share) -> int:
    """
    Tell which of two shares is larger beyond doubt.

    Parameters
    ----------
    lower, upper
        Shares of the two ends of a scale.

    Returns
    -------
    int
        1 where the whole interval of `upper` lies above that of `lower`, -1 the other way round, 0 where they meet.
    """
    return int(upper.low > lower.high) - int(lower.low > upper.high)


def all_surveys(made: Mapping[str, pd.DataFrame]) -> list[Answers]:
    """
    Read the surveys, oldest first.

    Parameters
    ----------
    made
        Stored tables; `surveys` and `estimates` are read.

    Returns
    -------
        Only figures of all respondents that are published; empty where a table is missing.
    """
    surveys, estimates = made.get("surveys"), made.get("estimates")
    if surveys is None or estimates is None or estimates.empty:
        return []
    rows = estimates[estimates["group"].eq("all") & estimates["category"].eq("") & estimates["status"].isin(SHOWN)]
    listed = surveys[surveys["group"].isin(list(ASKED))].sort_values(["end", "survey"])
    return [_read(one, rows[rows["survey"].eq(one["survey"])]) for one in listed.to_dict("records")]


def _read(survey: Mapping[Any, Any], rows: pd.DataFrame) -> Answers:
    shares, counts = {}, {}
    for row in rows.to_dict("records"):
        key, n = (str(row["question"]), str(row["answer"])), row["n"]
        if polish.is_missing(n):
            continue
        if not any(polish.is_missing(row[name]) or math.isnan(row[name]) for name in ("value", "low", "high")):
            shares[key] = Share(float(row["value"]), float(row["low"]), float(row["high"]), int(n))
        if not polish.is_missing(row["count"]):
            counts[key] = Count(int(row["count"]), int(n))
    return Answers(str(survey["survey"]), str(survey["group"]), survey["design"] == PURPOSIVE, str(survey["end"]), shares, counts)


def with_shares(surveys: Iterable[Answers]) -> list[Answers]:
    """
    Choose of each group the newest survey of which percentages are published, in the order in which groups are shown.

    Parameters
    ----------
    surveys
        Oldest first.
    """
    found = {one.group: one for one in surveys if not one.purposive}
    return [found[group] for group in ASKED if group in found]


def newest(surveys: Iterable[Answers], group: str) -> Answers | None:
    """
    Choose the newest survey of a group.

    Parameters
    ----------
    surveys, group
        Oldest first; who was asked.
    """
    return next((one for one in reversed(list(surveys)) if one.group == group), None)

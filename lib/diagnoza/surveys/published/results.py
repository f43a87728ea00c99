"""The results of one survey, and which survey a part of the chapter is about."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.surveys.published.groups import GROUPS, Group
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import pandas as pd

    from diagnoza.surveys.codebook import Codebook, Question

Row = dict[Any, Any]
PURPOSIVE = "purposive"
HOLDS = 0.05
"""Differences with a smaller p-value after Holm's correction are told."""
FIGURE = ["n", "count", "value", "low", "high", "status", "minimum"]
WITH_INTERVALS = ("probability", "quota", "open_link")


class NotAsked(NotDelivered):
    """There is no survey of a group."""


def said_before() -> AbstractContextManager[None]:
    """Pass over what rests on a survey that was not made, where a sentence before has said so."""
    return suppress(NotAsked)


class Case(Protocol):
    """A partnership as this chapter needs it."""

    @property
    def surveys(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def estimates(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def differences(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    def codebook(self, survey: str) -> Codebook: ...  # noqa: D102


@dataclass(frozen=True)
class Results:
    """
    What one survey says.

    Attributes
    ----------
    survey
        Its row of the table `Surveys`.
    codebook
        Its questionnaire.
    estimates, differences
        Its rows of these tables.
    names
        Name by code of the municipalities, in Polish alphabetical order.
    """

    survey: pd.Series
    codebook: Codebook
    estimates: pd.DataFrame
    differences: pd.DataFrame
    names: pd.Series

    @property
    def id(self) -> str:
        """Identifier of the survey."""
        return str(self.survey["survey"])

    @property
    def group(self) -> Group:
        """Who was asked."""
        return GROUPS[str(self.survey["group"])]

    @property
    def purposive(self) -> bool:
        """Whether people were chosen for what they know, so that only counts are published."""
        return bool(self.survey["design"] == PURPOSIVE)

    @property
    def has_intervals(self) -> bool:
        """Whether intervals are shown: not where everybody was asked, as nothing was sampled."""
        return self.survey["design"] in WITH_INTERVALS

    @cached_property
    def _by_group(self) -> dict[Any, dict[Any, Row]]:
        columns = ["question", "answer"]
        return {
            key: dict(zip(rows[columns].itertuples(index=False, name=None), rows[FIGURE].to_dict("records"), strict=True))
            for key, rows in self.estimates.groupby(["group", "category"], sort=False)
        }

    def figure(self, question: str, answer: str, *, group: str = "all", category: str = "") -> Row | None:
        """
        Look a figure up.

        Parameters
        ----------
        question, answer, group, category
            As in the table `Estimates`.

        Returns
        -------
            n, count, value, low, high, status, minimum; None where there is no such figure.
        """
        found = self._by_group.get((group, category), {}).get((question, answer))
        return found if found is None or self.has_intervals else {**found, "low": None, "high": None}

    @cached_property
    def _apart(self) -> dict[Any, float]:
        rows = self.differences[self.differences["kind"].eq("rest") & self.differences["p_adjusted"].lt(HOLDS)]
        return dict(zip(rows[["question", "answer", "group", "category"]].itertuples(index=False, name=None), rows["value"], strict=True))

    def apart(self, question: str, answer: str, *, group: str, category: str) -> float:
        """
        Give the difference of a category from all others, if it holds after Holm's correction.

        Parameters
        ----------
        question, answer, group, category
            As in the table `Estimates`.

        Returns
        -------
            0 where no difference was found.
        """
        return float(self._apart.get((question, answer, group, category), 0.0))

    def asks(self, question: str) -> bool:
        """Tell whether a question has figures for all respondents."""
        return any(one == question for one, *_ in self._by_group.get(("all", ""), {}))

    def questions(self, grid: str) -> list[Question]:
        """List the questions of a grid that have figures, in the order of the questionnaire."""
        return [one for one in self.codebook.questions if one.grid == grid and self.asks(one.id)]


def all_results(case: Case) -> tuple[Results, ...]:
    """
    Give the results of all surveys, residents first.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If there was no survey.
    """
    surveys = case.surveys
    order = list(GROUPS)
    rows = sorted(surveys.to_dict("records"), key=lambda row: order.index(str(row["group"])))
    estimates, differences = case.estimates.copy(), case.differences
    estimates.loc[~estimates["status"].isin(SHOWN), ["count", "value", "low", "high"]] = None  # not even an order may come of them
    return tuple(
        Results(
            surveys.set_index("survey", drop=False).loc[row["survey"]],
            case.codebook(str(row["survey"])),
            estimates[estimates["survey"].eq(row["survey"])],
            differences[differences["survey"].eq(row["survey"]) | differences["other"].eq(row["survey"])],
            case.names,
        )
        for row in rows
    )


def with_shares(case: Case) -> tuple[Results, ...]:
    """
    Give the results of the surveys of which percentages are published, residents first; of each group the newest survey.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If there is none.
    """
    found = {one.survey["group"]: one for one in sorted(all_results(case), key=lambda one: str(one.survey["end"])) if not one.purposive}
    if not found:
        msg = "Nie przeprowadzono badania, z którego można podać odsetki, dlatego tej części nie opracowano."
        raise NotDelivered(msg)
    return tuple(found[group] for group in GROUPS if group in found)


def main_results(case: Case) -> Results:
    """
    Give the results that stand for the partnership: of residents, where they were asked, else of the next group in order.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If there is no survey of which percentages are published.
    """
    return with_shares(case)[0]


def require(case: Case, group: str) -> Results:
    """
    Give the results of the newest survey of a group.

    Parameters
    ----------
    case
        The partnership.
    group
        residents, youth, seniors, entrepreneurs or leaders.

    Raises
    ------
    NotAsked
        If this group was not asked.
    """
    found = [one for one in all_results(case) if one.survey["group"] == group]
    if not found:
        msg = f"Nie dostarczono wyników badania {GROUPS[group].of}, dlatego tej części nie opracowano."
        raise NotAsked(msg)
    return max(found, key=lambda one: str(one.survey["end"]))


def require_several(case: Case) -> tuple[Results, ...]:
    """
    Give the surveys that can be confronted.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If only one group was asked.
    """
    found = with_shares(case)
    if len(found) == 1:
        msg = "Odsetki podajemy tylko dla jednej grupy, dlatego nie porównano odpowiedzi różnych grup."
        raise NotApplicable(msg)
    return found

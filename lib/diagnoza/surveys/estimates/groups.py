"""Groups of respondents: all, those who gave one answer, those at risk of marginalisation, those without careless answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza.surveys.weighting.categories import chosen, is_delivered, known, levels

if TYPE_CHECKING:
    from diagnoza.surveys.cleaning.cleaned import Cleaned

ALL, AT_RISK, UNFLAGGED, UNKNOWN = "all", "at_risk", "unflagged", "unknown"
OTHER = "other"


class Group(NamedTuple):
    """A group: the question (or `all`, `at_risk`, `unflagged`), the category in it, and who belongs to it."""

    group: str
    category: str
    inside: pd.Series

    @property
    def is_known(self) -> bool:
        """Whether it is a category, not those whose category is unknown."""
        return self.category.split(":")[0] != UNKNOWN


def groups(cleaned: Cleaned, names: pd.Series) -> list[Group]:
    """
    List the groups that a survey is broken down by.

    Parameters
    ----------
    cleaned
        The survey.
    names
        Names of the municipalities of the partnership by TERYT.

    Returns
    -------
        The categories of the questions of `groups:` that have answers (joined ones as one), each question with those whose category is
        ``unknown``; of ``at_risk`` the id of the group, ``other:`` and ``unknown:`` with it. Categories without respondents are left out.
    """
    found = [group for question in cleaned.survey.groups for group in by_question(cleaned, question, names)]
    found += [group for at in range(len(cleaned.survey.at_risk)) for group in at_risk(cleaned, at)]
    return [group for group in found if group.inside.any()]


def by_question(cleaned: Cleaned, name: str, names: pd.Series) -> list[Group]:
    """List the groups that the answers to a question make; none if it is not asked, or has not one answer of several."""
    question = next((one for one in cleaned.codebook.questions if one.id == name), None)
    if question is None or question.kind not in {"single", "scale", "place"} or name not in cleaned.frame:
        return []
    answers, codes = known(cleaned, name, joined=True), levels(cleaned.survey, question, names, joined=True)
    return [*(Group(name, code, answers == code) for code in codes), Group(name, UNKNOWN, ~answers.isin(codes))]


def at_risk(cleaned: Cleaned, at: int) -> list[Group]:
    """List those at risk, the others, and those of whom it is not known, for one declared group; none if its question is not asked."""
    declared = cleaned.survey.at_risk[at]
    question = next((one for one in cleaned.codebook.questions if one.id == declared.question), None)
    if question is None or not is_delivered(cleaned, question):
        return []
    inside = chosen(cleaned, question, declared.codes)
    others = chosen(cleaned, question, tuple(code for code in question.codes if code not in declared.codes)) & ~inside
    names = (declared.id, f"{OTHER}:{declared.id}", f"{UNKNOWN}:{declared.id}")
    sides = (inside, others, ~(inside | others))
    return [Group(AT_RISK, name, pd.Series(who, cleaned.frame.index)) for name, who in zip(names, sides, strict=True)]


def unflagged(cleaned: Cleaned) -> Group:
    """Give those none of whose answers look careless."""
    return Group(UNFLAGGED, "", ~cleaned.flags.astype(bool).any(axis=1).reindex(cleaned.frame.index, fill_value=False))

"""What respondents are known to be: the answers that make groups and margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd

    from diagnoza.survey_params import Survey
    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.codebook import Question

    Flags = npt.NDArray[np.bool_]

OUTSIDE = "outside"
"""The code of places outside the partnership."""


def known(cleaned: Cleaned, question: str, *, joined: bool = False) -> pd.Series:
    """
    Give the answers to a question that one code answers.

    Parameters
    ----------
    cleaned
        The survey.
    question
        The id of a question that has a column.
    joined
        Whether answers that the survey joins are given as one.

    Returns
    -------
        Codes; "" where there is no answer or a kind of missing.
    """
    declared = cleaned.codebook.question(question)
    answers = cleaned.frame[question].fillna("").astype(str)
    answers = answers.mask(answers.isin([one.code for one in declared.missing]), "")
    return answers.replace(joins(cleaned.survey, question)) if joined else answers


def joins(survey: Survey, question: str) -> dict[str, str]:
    """Map the codes of a question that are reported as one to the code of the joined answer."""
    return {code: one.code for one in survey.join if one.question == question for code in one.codes}


def levels(survey: Survey, question: Question, names: pd.Series, *, joined: bool = False) -> dict[str, str]:
    """
    List the answers that make groups, in the order of the questionnaire.

    Parameters
    ----------
    survey
        As declared.
    question
        The question.
    names
        Names of the municipalities of the partnership by TERYT.
    joined
        Whether answers that the survey joins are given as one.

    Returns
    -------
        Polish names by code; of a place, municipalities of the partnership.
    """
    if question.kind == "place":
        return {str(teryt): str(name) for teryt, name in names.items()}
    labels = {option.code: option.label for option in question.options}
    if not joined:
        return labels
    to = joins(survey, question.id)
    labels.update({one.code: one.label for one in survey.join if one.question == question.id})
    return {code: labels[code] for code in dict.fromkeys(to.get(code, code) for code in question.codes)}


def is_ordered(question: Question) -> bool:
    """Tell whether answers stand in an order: those of scales, and those whose codes all hold digits, such as 18_29 and 30_44."""
    return question.kind == "scale" or all(any(letter.isdigit() for letter in code) for code in question.codes)


def given(cleaned: Cleaned, question: Question, codes: Sequence[str]) -> Flags:
    """
    Tell who gave which answers to a question of any kind.

    Parameters
    ----------
    cleaned
        The survey.
    question
        The question.
    codes
        The answers, not joined.

    Returns
    -------
        One row per respondent, one column per answer; False where nothing was said, or nothing was delivered.
    """
    if question.kind != "multiple":
        return _equal(cleaned, question.id, codes)
    ticked = np.zeros((len(cleaned.frame), len(codes)), dtype=bool)
    for at, code in enumerate(codes):
        if (name := f"{question.id}__{code}") in cleaned.frame:
            ticked[:, at] = cleaned.frame[name].to_numpy(dtype=float, na_value=np.nan) == 1
    return ticked


def missing_of(cleaned: Cleaned, question: Question, codes: Sequence[str]) -> Flags:
    """Tell who gave which kinds of missing answer, as `given` does."""
    return _equal(cleaned, f"{question.id}__missing" if question.kind == "multiple" else question.id, codes)


def chosen(cleaned: Cleaned, question: Question, codes: Sequence[str]) -> Flags:
    """Tell who gave one of some answers; kinds of missing may be among them."""
    return np.asarray((given(cleaned, question, codes) | missing_of(cleaned, question, codes)).any(axis=1))


def _equal(cleaned: Cleaned, column: str, codes: Sequence[str]) -> Flags:
    if column not in cleaned.frame:
        return np.zeros((len(cleaned.frame), len(codes)), dtype=bool)
    return np.asarray(cleaned.frame[column].to_numpy(dtype=object)[:, None] == np.array(codes, dtype=object), dtype=bool)


def is_delivered(cleaned: Cleaned, question: Question) -> bool:
    """Tell whether the survey has answers to the question at all."""
    if question.kind == "multiple":
        return any(f"{question.id}__{code}" in cleaned.frame for code in question.codes)
    return question.id in cleaned.frame

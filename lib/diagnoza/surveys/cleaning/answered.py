"""Who was asked a question and who answered it, from the answers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from diagnoza.surveys.codebook import Codebook, Question

WORDS = "__text"
KIND_OF_MISSING = "__missing"


def columns_of(frame: pd.DataFrame, question: Question) -> list[str]:
    """
    List the columns that hold the answers to a question.

    Parameters
    ----------
    frame
        Answers as in `Cleaned.frame`.
    question
        The question.

    Returns
    -------
        One column, or of a multiple question those of its options and of its kinds of missing; none where the files have none. The words of
        „inne” are not among them.
    """
    if question.kind != "multiple":
        return [question.id] if question.id in frame else []
    named = [f"{question.id}__{option.code}" for option in question.options]
    return [name for name in (*named, f"{question.id}{KIND_OF_MISSING}") if name in frame]


def answered(frame: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """
    Tell who answered what; a kind of missing such as „Trudno powiedzieć” is an answer.

    Parameters
    ----------
    frame
        Answers as in `Cleaned.frame`.
    codebook
        The questionnaire.

    Returns
    -------
        The rows of `frame`, a boolean column for every question that has a column in it.
    """
    given = {}
    for question in codebook.questions:
        if columns := columns_of(frame, question):
            given[question.id] = np.logical_or.reduce([_filled(frame[name]) for name in columns])
    return pd.DataFrame(given, index=frame.index, dtype=bool)


def _filled(column: pd.Series) -> npt.NDArray[np.bool_]:
    filled = column.notna().to_numpy()
    return filled if column.dtype == "Int64" else filled & (column.to_numpy() != "")


def gave(frame: pd.DataFrame, question: Question, codes: Iterable[str]) -> pd.Series:
    """
    Tell who gave one of some answers.

    Parameters
    ----------
    frame
        Answers as in `Cleaned.frame`.
    question
        The question; it has a column in `frame`.
    codes
        Codes of options or of kinds of missing.

    Returns
    -------
        A boolean per row.
    """
    wanted = list(codes)
    if question.kind != "multiple":
        return frame[question.id].isin(wanted)
    chosen = pd.Series(data=False, index=frame.index)
    for name in columns_of(frame, question):
        if name.endswith(KIND_OF_MISSING):
            chosen |= frame[name].isin(wanted)
        elif name.removeprefix(f"{question.id}__") in wanted:
            chosen |= frame[name].eq(1).fillna(value=False).astype(bool)
    return chosen


def asked(frame: pd.DataFrame, codebook: Codebook, given: pd.DataFrame, *, in_doubt: bool) -> pd.DataFrame:
    """
    Tell who was asked what by the base filters of the questionnaire.

    Parameters
    ----------
    frame
        Answers as in `Cleaned.frame`.
    codebook
        The questionnaire.
    given
        Who answered what, as `answered` tells.
    in_doubt
        What holds of those who did not answer the question that the filter looks at.

    Returns
    -------
        The rows of `frame`, a boolean column for every question that has a column in it. Who was not asked the question that a filter looks
        at was not asked the filtered one; a filter on a question without a column filters nobody.
    """
    reached: dict[str, pd.Series] = {}
    for question in codebook.questions:
        if question.id not in given:
            continue
        base = question.base
        if base is None or base.question not in reached:
            reached[question.id] = pd.Series(data=True, index=frame.index)
            continue
        met = gave(frame, codebook.question(base.question), base.codes)
        reached[question.id] = reached[base.question] & ((met | ~given[base.question]) if in_doubt else met)
    return pd.DataFrame(reached, index=frame.index, dtype=bool)

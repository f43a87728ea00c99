"""Rows that do not count, each with the reason that the audit prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.surveys.cleaning.answered import WORDS, answered, asked, columns_of, gave
from diagnoza.surveys.cleaning.places import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.survey_params import Answered, Survey
    from diagnoza.surveys.codebook import Codebook

RESIDENCE = "gmina"
"""The common item that says where the respondent belongs; place questions among `survey.groups` say so too."""

RAGGED = "inna liczba komórek niż w nagłówku"
EMPTY = "brak jakiejkolwiek odpowiedzi"
TRIAL = "próbne wypełnienie"
SCREENED_OUT = "osoba spoza badanej grupy"
INATTENTIVE = "błędna odpowiedź na pytanie sprawdzające uwagę"
BROKEN_OFF = "ankieta przerwana na początku"
BY_HAND = "odrzucone po sprawdzeniu: {}"

BREAK_OFF = 0.2
"""Whoever answered a smaller share of the questions asked of them broke off; our own choice (assumption A13)."""

_TRIALS = frozenset(
    {"test", "testy", "test test", "testowy", "testowa", "testowe", "to jest test", "test ankiety", "ankieta testowa", "proba ankiety"}
)
_KEYBOARD = ("asdf", "qwert", "zxcv")


def empty(said: pd.DataFrame) -> pd.Series:
    """Tell which rows say nothing to any question."""
    return ~said.any(axis="columns")


def trial(frame: pd.DataFrame, codebook: Codebook) -> pd.Series:
    """
    Tell which rows come of trying the form out.

    Parameters
    ----------
    frame
        Answers as read, not yet masked or turned into places.
    codebook
        The questionnaire.

    Returns
    -------
        True where an open answer or the name of a place is „test” or the like, or where all of these are a stroke across the keyboard; one
        such stroke beside real answers passes over a question that had to be answered.
    """
    words = [name for question in codebook.questions for name in _open(frame, question.id, question.kind)]
    if not words:
        return pd.Series(data=False, index=frame.index)
    folded = frame[words].apply(lambda column: column.map({cell: fold(cell) if cell else "" for cell in column.unique()}))
    stroke = folded.apply(lambda column: column.str.startswith(_KEYBOARD))
    said = folded.ne("")
    strokes: pd.Series = said.any(axis="columns") & (stroke | ~said).all(axis="columns")
    tried: pd.Series = folded.isin(_TRIALS).any(axis="columns")
    return tried | strokes


def _open(frame: pd.DataFrame, name: str, kind: str) -> list[str]:
    return [column for column in ([name] if kind in {"text", "place"} else []) + [f"{name}{WORDS}"] if column in frame]


def screened_out(frame: pd.DataFrame, codebook: Codebook, survey: Survey) -> pd.Series:
    """Tell who gave an answer that `survey.screened_out` names, or spoke of a municipality outside the partnership."""
    named = (gave(frame, codebook.question(one.question), one.codes) for one in _with_column(frame, codebook, survey.screened_out))
    elsewhere = (frame[RESIDENCE].eq(OUTSIDE),) if RESIDENCE in frame else ()
    return _any(frame, (*named, *elsewhere))


def inattentive(frame: pd.DataFrame, codebook: Codebook, survey: Survey) -> pd.Series:
    """Tell who answered a question of `survey.attention` and not as it asks; who left it out is not among them."""
    given = answered(frame, codebook)
    checks = _with_column(frame, codebook, survey.attention)
    return _any(frame, (given[one.question] & ~gave(frame, codebook.question(one.question), one.codes) for one in checks))


def broken_off(frame: pd.DataFrame, codebook: Codebook, said: pd.DataFrame) -> pd.Series:
    """
    Tell who broke off.

    Parameters
    ----------
    frame
        Answers as in `Cleaned.frame`.
    codebook
        The questionnaire.
    said
        Who said anything to which question, understood or not.

    Returns
    -------
        True where less than `BREAK_OFF` of the questions were answered that were asked for certain, or answered all the same.
    """
    reached = asked(frame, codebook, answered(frame, codebook), in_doubt=False)
    given = said.reindex(columns=reached.columns, fill_value=False)
    few: pd.Series = given.sum(axis="columns") < BREAK_OFF * (reached | given).sum(axis="columns")
    return few


def without_column(frame: pd.DataFrame, codebook: Codebook, survey: Survey) -> list[Problem]:
    """List the checks of a survey that cannot be made, because no file has a column for their question."""
    return [
        Problem(
            f"survey {survey.id}", key, f"no file has a column for '{one.question}', so nobody was set aside by it", "Ask for the column"
        )
        for key, checks in (("screened_out", survey.screened_out), ("attention", survey.attention))
        for one in checks
        if one not in _with_column(frame, codebook, checks)
    ]


def _with_column(frame: pd.DataFrame, codebook: Codebook, checks: Iterable[Answered]) -> list[Answered]:
    return [one for one in checks if columns_of(frame, codebook.question(one.question))]


def _any(frame: pd.DataFrame, ones: Iterable[pd.Series]) -> pd.Series:
    found = pd.Series(data=False, index=frame.index)
    for one in ones:
        found |= one
    return found

"""Answers that look careless: they count, and the report says how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.surveys.reading.columns import read_time

if TYPE_CHECKING:
    from diagnoza.surveys.codebook import Codebook

FAST = "bardzo szybkie wypełnienie (poniżej 1/3 mediany czasu)"
STRAIGHT = "ta sama odpowiedź we wszystkich wierszach tabeli pytań"
SPEED = 1 / 3
"""Share of the median time below which an answer is a speeder's."""
ROWS = 8
"""Rows of a grid from which the same answer throughout looks careless."""
_TIMED = 10  # durations that make a median worth the name


def flags(frame: pd.DataFrame, origin: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """
    Mark answers that look careless.

    Parameters
    ----------
    frame
        Kept answers as in `Cleaned.frame`.
    origin
        The same rows with the text columns file, started and submitted, "" where the tool noted nothing.
    codebook
        The questionnaire.

    Returns
    -------
        The same rows, a boolean column for each kind that can be told at all: speed where the files have both times, the same answer in a
        whole grid where there is a grid of scales with at least `ROWS` rows in the files. Kinds of missing are no answers there: who does
        not use any of the services answers so with care.
    """
    marks = {FAST: _fast(origin), STRAIGHT: _straight(frame, codebook)}
    return pd.DataFrame({label: mark for label, mark in marks.items() if mark is not None}, index=frame.index, dtype=bool)


def _fast(origin: pd.DataFrame) -> pd.Series | None:
    start, end = (pd.to_datetime(origin[name].map(read_time)) for name in ("started", "submitted"))
    seconds = (end - start).dt.total_seconds()
    seconds = seconds.where(seconds >= 0)
    return seconds < SPEED * seconds.median() if seconds.gt(0).sum() >= _TIMED else None


def _straight(frame: pd.DataFrame, codebook: Codebook) -> pd.Series | None:
    grids: dict[str, list[str]] = {}
    for question in codebook.questions:
        if question.grid and question.kind == "scale" and question.id in frame:
            grids.setdefault(question.grid, []).append(question.id)
    long = [names for names in grids.values() if len(names) >= ROWS]
    if not long:
        return None
    marked = pd.Series(data=False, index=frame.index)
    for names in long:
        answers = frame[names].where(frame[names].isin(codebook.question(names[0]).codes))
        marked |= answers.nunique(axis="columns").eq(1) & answers.count(axis="columns").ge(ROWS)
    return marked

"""Answers that contradict the way through the questionnaire: given by those who were not asked, or excluding each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.surveys.cleaning.answered import KIND_OF_MISSING, WORDS, answered, asked, columns_of

if TYPE_CHECKING:
    from diagnoza.surveys.codebook import Codebook, Question

NOT_ASKED = "answer of somebody who was not asked emptied"
EXCLUSIVE = "„none of these” beside other options taken out"
CONTRADICTED = "kind of missing beside options taken out"

Changed = dict[tuple[str, str], pd.Series]
"""Per question and rule, the rows that it changed."""


def route(frame: pd.DataFrame, codebook: Codebook) -> tuple[pd.DataFrame, Changed]:
    """
    Take out answers that contradict others.

    Parameters
    ----------
    frame
        Answers as in `Cleaned.frame`; it stays as it is.
    codebook
        The questionnaire.

    Returns
    -------
        The answers and what was changed. Who chose „none of these” and something else chose something else, and so did who chose „don't
        know” and an option. An answer to a question whose base filter is not met is emptied; where the question of the filter was not
        answered, nobody knows, and the answer stays.
    """
    routed = frame.copy()
    changed: Changed = {}
    for question in codebook.questions:
        if question.kind == "multiple":
            _without_contradiction(routed, question, changed)
    given = answered(routed, codebook)
    reached = asked(routed, codebook, given, in_doubt=True)
    for question in codebook.questions:
        if question.id in given and (astray := given[question.id] & ~reached[question.id]).any():
            for name in (*columns_of(routed, question), f"{question.id}{WORDS}"):
                if name in routed:
                    routed[name] = routed[name].mask(astray, "" if routed[name].dtype != "Int64" else pd.NA)
            changed[question.id, NOT_ASKED] = astray
    return routed, changed


def _without_contradiction(frame: pd.DataFrame, question: Question, changed: Changed) -> None:
    columns = [name for name in columns_of(frame, question) if not name.endswith(KIND_OF_MISSING)]
    none = [f"{question.id}__{option.code}" for option in question.options if option.exclusive]
    others = [name for name in columns if name not in none]
    if not columns:
        return
    chosen = frame[others].eq(1).fillna(value=False).any(axis="columns")
    for name in (name for name in none if name in frame):
        if (both := chosen & frame[name].eq(1).fillna(value=False)).any():
            frame[name] = frame[name].mask(both, 0)
            changed[question.id, EXCLUSIVE] = both
    missing = f"{question.id}{KIND_OF_MISSING}"
    if missing in frame:
        any_option = frame[columns].eq(1).fillna(value=False).any(axis="columns")
        if (both := any_option & frame[missing].ne("")).any():
            frame[missing] = frame[missing].mask(both, "")
            changed[question.id, CONTRADICTED] = both

"""The figures of one picture, with what is said of them; how questions and answers are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diagnoza import polish
from diagnoza.errors import NotDelivered
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.published.results import Results

ALL = "Wszyscy"
LAST = ("other", "nobody", "none")
"""Answers that are named last, however frequent: they are no wish, or say nothing."""
Labels = dict[str, str]
EVERYONE: Labels = {}
LABELS = ("panel", "item", "series", "label")
COLUMNS = [
    *LABELS,
    "key",
    "survey",
    "question",
    "answer",
    "n",
    "count",
    "value",
    "low",
    "high",
    "status",
    "minimum",
    "gap",
    "apart",
    "category",
]


@dataclass(frozen=True)
class Selection:
    """
    The figures of one picture.

    Attributes
    ----------
    rows
        Columns `COLUMNS`: Polish labels, what the row is about, and the figure as in `Estimates`; `gap` is a difference from all
        others that was found, else 0, and `apart` its side, "+", "−" or empty.
    results
        The surveys that they come from.
    heads
        Polish header of each column of labels that is used.
    remark
        What the value is, a Polish sentence.
    """

    rows: pd.DataFrame
    results: tuple[Results, ...]
    heads: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""

    @property
    def known(self) -> pd.DataFrame:
        """The rows with a published value."""
        return self.rows[self.rows["status"].isin(SHOWN) & self.rows["value"].notna()]

    @property
    def surveys(self) -> list[str]:
        """Identifiers of the surveys that have rows."""
        return list(dict.fromkeys(self.rows["survey"]))

    def of(self, survey: str) -> Results:
        """Give the results of one of its surveys."""
        return next(one for one in self.results if one.id == survey)

    def question(self, name: str) -> Question:
        """Give a question of its first survey that asks it."""
        survey = self.rows.loc[self.rows["question"].eq(name), "survey"].iloc[0]
        return self.of(survey).codebook.question(name)


def chosen(rows: Iterable[dict[str, Any]], results: Sequence[Results], heads: Mapping[str, str], remark: str = "") -> Selection:
    """
    Put rows together.

    Parameters
    ----------
    rows, results, heads, remark
        As the attributes of a selection; labels that a row does not have are empty.

    Raises
    ------
    NotDelivered
        If there are none: the questions were not asked.
    """
    frame = pd.DataFrame(list(rows), columns=COLUMNS)
    if frame.empty:
        msg = "W badaniach nie zadano pytań, których dotyczy ta część, dlatego jej nie opracowano."
        raise NotDelivered(msg)
    texts = [*LABELS, "key", "category"]
    frame[texts] = frame[texts].astype(object).fillna("").astype(str)
    for column in ("value", "low", "high", "gap"):
        frame[column] = frame[column].astype(float)
    frame["gap"] = frame["gap"].fillna(0.0)
    frame["apart"] = np.select([frame["gap"] > 0, frame["gap"] < 0], ["+", polish.MINUS], "")
    return Selection(frame, tuple(results), heads, remark)


def labelled(one: Results, question: str, answer: str, labels: Labels, of: Labels = EVERYONE) -> list[dict[str, Any]]:
    """
    Give one figure with its labels, as a row of a selection.

    Parameters
    ----------
    one, question, answer
        Survey, question and answer.
    labels
        Polish labels and other columns of the row.
    of
        The keys group and category, unless all respondents are meant.

    Returns
    -------
        A list of one row, or of none where there is no such figure.
    """
    found = one.figure(question, answer, **of)
    return (
        []
        if found is None
        else [{**labels, "survey": one.id, "question": question, "answer": answer, "category": of.get("category", ""), **found}]
    )


def name_of(question: Question) -> str:
    """
    Name a question in a table or figure.

    Parameters
    ----------
    question
        The question.
    """
    return question.label or question.wording


def top_words(question: Question) -> str:
    """
    Quote the answers that count as favourable, or as agreement.

    Parameters
    ----------
    question
        A scale.

    Returns
    -------
    str
        The best answer of a scale of three, otherwise the best two; the better one last.
    """
    options = question.options if question.direction != "down" else question.options[::-1]
    return polish.listed([f"„{one.label}”" for one in options[-1 if len(options) <= 3 else -2 :]])  # noqa: PLR2004


def wording(question: Question) -> str:
    """
    Give a question as it was asked; of a grid without its row.

    Parameters
    ----------
    question
        The question.
    """
    label = question.label or ""
    if not question.grid or not label or label not in question.wording:
        return question.wording
    return question.wording.removesuffix(f" – {label}").replace(f": {label}?", "…?")

"""What is estimated of each question: a share for each answer, the best and the worst answers of a scale together, means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from diagnoza.surveys.weighting.categories import OUTSIDE, chosen, given, is_delivered, joins, known, levels, missing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.estimates.linearization import Flags

Measure = Literal["share", "mean", "median"]
TOP, BOTTOM, MEAN, MEDIAN = "top2", "bottom2", "mean", "median"
NOT_ASKED = "not_asked"
_LONG_SCALE = 4  # from so many answers on, the best two count as good


@dataclass
class Items:
    """
    What is estimated, one column each.

    Attributes
    ----------
    keys
        Columns question, answer, measure, kind (of question) and block: the grid of the question, else its id.
    numbers
        One row per respondent: 0 or 1, or a number; read only where `answered`.
    answered
        Who counts.
    """

    keys: pd.DataFrame
    numbers: npt.NDArray[np.float64]
    answered: npt.NDArray[np.bool_]

    def where(self, kept: pd.Series) -> Items:
        """Keep some of the columns."""
        flags = kept.to_numpy(dtype=bool)
        return Items(self.keys[flags].reset_index(drop=True), self.numbers[:, flags], self.answered[:, flags])

    def order(self, wanted: pd.MultiIndex) -> Items:
        """Take the columns of these questions and answers, in this order."""
        at = pd.MultiIndex.from_frame(self.keys[["question", "answer"]]).get_indexer(wanted)
        return Items(self.keys.iloc[at].reset_index(drop=True), self.numbers[:, at], self.answered[:, at])


@dataclass
class _Columns:
    """The columns made so far."""

    cleaned: Cleaned
    places: dict[str, str]
    of_groups: bool
    keys: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    numbers: list[npt.NDArray[np.float64]] = field(default_factory=list)
    answered: list[npt.NDArray[np.bool_]] = field(default_factory=list)

    def add(self, question: Question, answers: Sequence[str], values: npt.ArrayLike, answered: Flags, measure: Measure = "share") -> None:
        """Add a column for each answer: values has a row for each respondent."""
        self.keys += [(question.id, answer, measure, question.kind, question.grid or question.id) for answer in answers]
        self.numbers.append(np.asarray(values, dtype=float))
        self.answered.append(np.repeat(answered[:, None], len(answers), axis=1))


def items(cleaned: Cleaned, names: pd.Series, *, of_groups: bool) -> Items:
    """
    List what is estimated of a survey.

    Parameters
    ----------
    cleaned
        The survey.
    names
        Names of the municipalities of the partnership by TERYT.
    of_groups
        Whether for groups of respondents: answers are joined as the survey says, a scale has only its best answers, its worst, and its
        mean, and kinds of missing answers are left out. Else for all respondents together: everything, unjoined.

    Returns
    -------
        The columns, in the order of the questionnaire. Open answers have none. Who was not asked a question does not count in it, nor
        who gave a kind of missing answer; the shares of these (``missing:`` and the code) are of all who said anything.
    """
    columns = _Columns(cleaned, {str(code): str(name) for code, name in names.items()}, of_groups)
    add = {"single": _add_single, "scale": _add_scale, "multiple": _add_multiple, "number": _add_number, "place": _add_place}
    for question in cleaned.codebook.questions:
        if question.kind in add and not question.personal and is_delivered(cleaned, question):
            asked = _asked(cleaned, question)
            add[question.kind](columns, question, asked)
    keys = pd.DataFrame(columns.keys, columns=["question", "answer", "measure", "kind", "block"])
    nothing = np.empty((len(cleaned.frame), 0))
    return Items(keys, np.hstack([nothing, *columns.numbers]), np.hstack([nothing.astype(bool), *columns.answered]))


def _asked(cleaned: Cleaned, question: Question) -> Flags:
    """Tell who was asked: all, or those who gave the answers that the question is for."""
    if question.base is None or not is_delivered(cleaned, before := cleaned.codebook.question(question.base.question)):
        return np.ones(len(cleaned.frame), dtype=bool)
    return chosen(cleaned, before, question.base.codes)


def _add_single(columns: _Columns, question: Question, asked: Flags) -> None:
    survey, said = columns.cleaned.survey, given(columns.cleaned, question, question.codes)
    to = joins(survey, question.id) if columns.of_groups else {}
    parts = np.array([to.get(code, code) for code in question.codes], dtype=object)
    codes = [*levels(survey, question, pd.Series(columns.places), joined=columns.of_groups)]
    _add_codes(columns, question, codes, np.column_stack([said[:, parts == code].any(axis=1) for code in codes]), asked)


def _add_place(columns: _Columns, question: Question, asked: Flags) -> None:
    places = [*columns.places]
    inside = given(columns.cleaned, question, places)
    outside = ~inside.any(axis=1) & known(columns.cleaned, question.id).ne("").to_numpy()
    _add_codes(columns, question, [*places, OUTSIDE], np.column_stack([inside, outside]), asked)


def _add_scale(columns: _Columns, question: Question, asked: Flags) -> None:
    said, codes = given(columns.cleaned, question, question.codes), question.codes
    answered = asked & said.any(axis=1)
    if not columns.of_groups:
        _add_codes(columns, question, codes, said, asked)
    for name, end in zip((TOP, BOTTOM), ends(question), strict=True):
        columns.add(question, [name], said[:, [code in end for code in codes]].any(axis=1, keepdims=True), answered)
    if all(_is_number(code) for code in codes):
        columns.add(question, [MEAN], said @ np.array(codes, dtype=float)[:, None], answered, "mean")


def _add_multiple(columns: _Columns, question: Question, asked: Flags) -> None:
    codes = [code for code in question.codes if f"{question.id}__{code}" in columns.cleaned.frame]
    _add_codes(columns, question, codes, given(columns.cleaned, question, codes), asked)


def _add_number(columns: _Columns, question: Question, asked: Flags) -> None:
    answers = known(columns.cleaned, question.id)
    values = pd.to_numeric(answers.where(answers != ""), errors="coerce").to_numpy(dtype=float, na_value=np.nan)[:, None]
    answered = asked & ~np.isnan(values[:, 0])
    columns.add(question, [MEAN], values, answered, "mean")
    columns.add(question, [MEDIAN], values, answered, "median")
    _add_missing(columns, question, answered, asked)


def _add_codes(columns: _Columns, question: Question, codes: Sequence[str], said: Flags, asked: Flags) -> None:
    answered = asked & said.any(axis=1)
    columns.add(question, codes, said, answered)
    _add_missing(columns, question, answered, asked)


def _add_missing(columns: _Columns, question: Question, answered: Flags, asked: Flags) -> None:
    """Add the kinds of missing answers that respondents chose among, of all who were asked and said anything."""
    codes = [] if columns.of_groups else [one.code for one in question.missing if one.kind != NOT_ASKED]
    said = missing_of(columns.cleaned, question, codes)
    columns.add(question, [f"missing:{code}" for code in codes], said & ~answered[:, None], asked & (answered | said.any(axis=1)))


def ends(question: Question) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Give the best and the worst answers of a scale: two each, of scales with fewer than four answers one.

    Parameters
    ----------
    question
        A question of kind scale; its direction says whether higher codes are better.

    Returns
    -------
        Codes of the best and of the worst.
    """
    codes = list(question.codes)
    rising = sorted(codes, key=float) if all(_is_number(code) for code in codes) else codes
    size = 2 if len(codes) >= _LONG_SCALE else 1
    low, high = tuple(rising[:size]), tuple(rising[-size:])
    return (low, high) if question.direction == "down" else (high, low)


def _is_number(code: str) -> bool:
    return code.removeprefix("-").replace(".", "", 1).isdigit()

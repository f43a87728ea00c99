"""Questions with several answers: joined in one cell, or a column for each option, to one 0/1 column per option."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diagnoza.folding import fold

if TYPE_CHECKING:
    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.reading.choices import Vocabulary

YES = frozenset({"1", "y", "yes", "t", "tak", "true", "prawda", "x", "checked", "quoted", "selected", "zaznaczono", "wybrano"})
_NO = frozenset({"0", "n", "no", "nie", "false", "falsz", "unchecked", "not quoted", "not selected", "niezaznaczone", "nie zaznaczono"})

YES_OR_NO = YES | _NO


@dataclass(frozen=True)
class Chosen:
    """The 0/1 columns of a question, the words that are none of its options, and cells that cannot be right."""

    columns: dict[str, pd.Series]
    words: pd.Series
    too_many: pd.Series
    strange: dict[str, pd.Series] = field(default_factory=dict)


def of_joined(
    cells: pd.Series, question: Question, vocabulary: Vocabulary, *, blanks: bool = False, beside: pd.Series | None = None
) -> Chosen:
    """
    Take joined answers apart.

    Parameters
    ----------
    cells
        One text per respondent; an empty one was not asked or did not answer: missing in every option.
    question, vocabulary
        What was asked, and the answers it knows.
    blanks
        Whether blanks join.
    beside
        What respondents wrote in a column of its own, which is „inne” chosen.

    Returns
    -------
        0 or 1 per option. Words that are no option count as „inne” where the question has it.
    """
    numbers, different = pd.factorize(cells)
    split = [vocabulary.split(cell, blanks=blanks) for cell in different]
    marks = [
        [float(code in choices.codes) if cell else np.nan for code in question.codes]
        for cell, choices in zip(different, split, strict=True)
    ]
    kinds = {one.code for one in question.missing}
    missing = [next((code for code in choices.codes if code in kinds), "") for choices in split]

    def of_each(told: list[str]) -> pd.Series:
        return pd.Series(pd.array(told, dtype="str").take(numbers), cells.index)

    table = pd.DataFrame(np.array(marks)[numbers], cells.index, question.codes)
    words = of_each([choices.words for choices in split])
    return _finished(_Marked(table, words, of_each(missing), cells), question, beside)


def of_columns(cells: dict[str, pd.Series], question: Question, vocabulary: Vocabulary, *, beside: pd.Series | None = None) -> Chosen:
    """
    Read a column for each option.

    Parameters
    ----------
    cells
        Per code of an option (or kind of missing) what stands in its column: yes and no in some language, the label or code, words or
        nothing.
    question, vocabulary
        What was asked, and the answers it knows.
    beside
        What respondents wrote in a column of its own, which is „inne” chosen.

    Returns
    -------
        0 or 1 per option that has a column. Where the tool writes nothing for "no", a respondent who chose nothing at all may not have been
        asked: missing in every option.
    """
    free = {option.code for option in question.options if option.free_text}
    words = pd.Series("", index=next(iter(cells.values())).index, dtype=str)
    strange: dict[str, pd.Series] = {}
    marked, blank, says_no = {}, {}, False
    for code, column in cells.items():
        numbers, different = pd.factorize(column)
        marks = {cell: _mark(cell, code, vocabulary) for cell in different}
        otherwise = 1.0 if code in free else np.nan
        marked[code] = np.array([otherwise if mark is None else mark for mark in marks.values()])[numbers]
        blank[code] = np.array([not cell for cell in marks])[numbers]
        says_no = says_no or any(is_no(cell) for cell in marks)
        if other := [cell for cell, mark in marks.items() if mark is None]:
            unknown = column.isin(other)
            if code in free:
                words += column.where(unknown, "")
            else:
                strange[code] = column[unknown]
    table, empty = pd.DataFrame(marked, words.index), pd.DataFrame(blank, words.index)
    if says_no:
        nothing = empty[[code for code in cells if code not in free]].all(axis="columns")
        table = table.mask(empty.assign(**{code: nothing & empty[code] for code in cells if code in free}))  # an empty „inne” is a no
    else:
        table.loc[empty.all(axis="columns")] = np.nan
    missing = pd.Series("", index=words.index, dtype=str)
    kinds = [one.code for one in question.missing if one.code in table]
    for code in kinds:
        missing = missing.where(table[code] != 1, code)
    return _finished(_Marked(table.drop(columns=kinds), words, missing), question, beside, strange)


def _mark(cell: str, code: str, vocabulary: Vocabulary) -> float | None:
    """Tell whether a cell says that its option was chosen; None if it says neither."""
    if not cell or is_no(cell):
        return 0.0
    return 1.0 if fold(cell) in YES or vocabulary.code(cell) == code else None


def is_no(cell: str) -> bool:
    """Tell whether a cell says, in some language, that its option was not chosen."""
    return fold(cell) in _NO


class _Marked(NamedTuple):
    """1 and 0 per option, missing where nothing was said, the words and kind of missing beside them, and the joined cells they are from."""

    table: pd.DataFrame
    words: pd.Series
    missing: pd.Series
    cells: pd.Series | None = None


def _finished(marked: _Marked, question: Question, beside: pd.Series | None, strange: dict[str, pd.Series] | None = None) -> Chosen:
    """Count words as „inne”, leave a respondent with a kind of missing out of the base, find those who chose too many."""
    table, words, missing, cells = marked
    free = next((option.code for option in question.options if option.free_text), None)
    if free is not None and beside is not None:
        words = words.where(words != "", beside)
        if free not in table:
            table[free] = table.notna().any(axis="columns").map({True: 0.0, False: np.nan})
    if free in table and (said := words != "").any():
        table.loc[said & table.isna().all(axis="columns")] = 0.0
        table.loc[said, free] = 1.0
    total = table.sum(axis="columns")
    too_many = words.iloc[:0]
    if most := question.max_choices:
        shown = cells if cells is not None else total.astype(int).map("{} chosen".format)
        too_many = shown[total > most]
    if question.missing:
        table.loc[(missing != "") & (total == 0)] = np.nan
    columns = {f"{question.id}__{code}": column for code, column in table.astype("Int64").items()}
    if question.missing:
        columns[f"{question.id}__missing"] = missing
    return Chosen(columns, words, too_many, strange or {})

"""Questions with several answers: joined in one cell, or a column for each option, to one 0/1 column per option."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.surveys.folding import fold

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


def of_joined(cells: pd.Series, question: Question, vocabulary: Vocabulary, *, blanks: bool) -> Chosen:
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

    Returns
    -------
        0 or 1 per option. Words that are no option count as „inne” where the question has it.
    """
    split = {cell: vocabulary.split(cell, blanks=blanks) for cell in cells.unique() if cell}
    words = cells.map({"": "", **{cell: choices.words for cell, choices in split.items()}})
    chosen = {
        option.code: cells.map({cell: int(option.code in choices.codes) for cell, choices in split.items()}).astype("Int64")
        for option in question.options
    }
    kinds = {one.code for one in question.missing}
    missing = cells.map({"": "", **{cell: next((code for code in one.codes if code in kinds), "") for cell, one in split.items()}})
    return _finished(chosen, question, words, missing, cells)


def of_columns(cells: dict[str, pd.Series], question: Question, vocabulary: Vocabulary) -> Chosen:
    """
    Read a column for each option.

    Parameters
    ----------
    cells
        Per code of an option (or kind of missing) what stands in its column: yes and no in some language, the label or code, words or
        nothing.
    question, vocabulary
        What was asked, and the answers it knows.

    Returns
    -------
        0 or 1 per option that has a column. Where the tool writes nothing for "no", a respondent who chose nothing at all may not have been
        asked: missing in every option.
    """
    kinds = {one.code for one in question.missing}
    marked, strange, words = {}, {}, {}
    for code, column in cells.items():
        free = any(option.code == code and option.free_text for option in question.options)
        marks = {cell: _mark(cell, code, vocabulary) for cell in column.unique()}
        other = [cell for cell, mark in marks.items() if mark is None]
        marked[code] = column.map({cell: (1.0 if free else float("nan")) if mark is None else mark for cell, mark in marks.items()})
        if free:
            words[code] = column.where(column.isin(other), "")
        elif other:
            strange[code] = column[column.isin(other)]
    table = pd.DataFrame(marked)
    says_no = any(_is_no(cell) for column in cells.values() for cell in column.unique())
    blank = pd.DataFrame({code: column == "" for code, column in cells.items()})
    if says_no:
        others = [code for code in cells if code not in words]  # an empty „inne” is a no, from whom the rest was asked of
        table = table.mask(blank.assign(**{code: blank[others].all(axis="columns") & blank[code] for code in words}))
    else:
        table.loc[blank.all(axis="columns")] = float("nan")
    missing = pd.Series("", index=table.index, dtype=str)
    for code in [code for code in table if code in kinds]:
        missing = missing.where(table[code] != 1, str(code))
    chosen = {str(code): table[code].astype("Int64") for code in table if code not in kinds}
    said = pd.DataFrame(words, index=table.index).agg("".join, axis="columns") if words else pd.Series("", index=table.index, dtype=str)
    return _finished(chosen, question, said, missing, None, strange)


def _mark(cell: str, code: str, vocabulary: Vocabulary) -> float | None:
    """Tell whether a cell says that its option was chosen; None if it says neither."""
    if not cell or _is_no(cell):
        return 0.0
    return 1.0 if fold(cell) in YES or vocabulary.code(cell) == code else None


def _is_no(cell: str) -> bool:
    return fold(cell) in _NO


def _finished(
    chosen: dict[str, pd.Series],
    question: Question,
    words: pd.Series,
    missing: pd.Series,
    cells: pd.Series | None,
    strange: dict[str, pd.Series] | None = None,
) -> Chosen:
    """Count words as „inne”, leave a respondent with a kind of missing out of the base, find those who chose too many."""
    free = next((option.code for option in question.options if option.free_text), None)
    if free in chosen:
        chosen[free] = chosen[free].where(words == "", 1)
    table = pd.DataFrame(chosen)
    total = table.sum(axis="columns")
    table = table.mask((missing != "") & (total == 0))
    most = question.max_choices
    shown = cells if cells is not None else total.astype(int).map("{} chosen".format)
    too_many = shown[total > most] if most else shown.iloc[:0]
    columns = {f"{question.id}__{code}": table[code] for code in chosen}
    if question.missing:
        columns[f"{question.id}__missing"] = missing
    return Chosen(columns, words, too_many, strange or {})

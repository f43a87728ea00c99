"""Questions with one answer, in one column: a code, a number, a place or words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnoza.surveys.reading import beside
from diagnoza.surveys.reading.cells import recoded
from diagnoza.surveys.reading.choices import ALIKE, Vocabulary

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.delivery_formats import Labels
    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.reading.cells import Reading
    from diagnoza.surveys.reading.columns import Column

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)")


def read_one(reading: Reading, question: Question, column: Column) -> None:
    """
    Read a question that is in one column.

    Parameters
    ----------
    reading
        Takes its answers, the words beside them, and what is not as declared.
    question
        The question.
    column
        Its column.
    """
    cells = reading.cells(column)
    if question.kind == "number":
        reading.columns[question.id] = _numbers(reading, question, column, cells)
    elif question.kind in {"single", "scale"}:
        _read_coded(reading, question, column, cells)
    else:
        reading.columns[question.id] = _words(reading, question, column, cells)
    beside.complete(reading, question)


def _words(reading: Reading, question: Question, column: Column, cells: pd.Series) -> pd.Series:
    """Read places and texts; SPSS may have them as labelled codes."""
    vocabulary, labels = Vocabulary(question), reading.labels(column)
    shown = labels.answers if labels else {}
    codes = {cell: _code(cell, vocabulary, labels) for cell in cells.unique() if cell}
    undeclared = {cell for cell, code in codes.items() if labels and cell in labels.missing and code is None}
    reading.add(question, column, cells[cells.isin(undeclared)], "missing not declared")
    return recoded(cells, lambda cell: "" if cell in undeclared else codes.get(cell) or shown.get(cell, cell))


def _read_coded(reading: Reading, question: Question, column: Column, cells: pd.Series) -> None:
    vocabulary = Vocabulary(question)
    codes = {cell: _code(cell, vocabulary, reading.labels(column)) for cell in cells.unique() if cell}
    unknown = {cell for cell, code in codes.items() if code is None}
    free = beside.free_text(question)
    if unknown and free:
        words = cells.where(cells.isin(unknown), "")
        reading.columns[f"{question.id}__text"] = words
        reading.suspect(question, column, words)
    elif unknown:
        _list_unknown(reading, question, column, cells[cells.isin(unknown)])
    reading.columns[question.id] = recoded(cells, lambda cell: codes[cell] or free if cell else "")


def _code(cell: str, vocabulary: Vocabulary, labels: Labels | None) -> str | None:
    """Recognise a cell; in SPSS by its label first, for a code may mean another answer there."""
    label = labels.answers.get(cell) if labels else None
    if label is None:
        return vocabulary.code(cell)
    if (code := vocabulary.code(label)) is not None:
        return code
    nearest, alike = vocabulary.nearest(label)
    same = cell in vocabulary.labels and vocabulary.labels[cell] == nearest and alike >= ALIKE
    return cell if same else None


def _list_unknown(reading: Reading, question: Question, column: Column, cells: pd.Series) -> None:
    labels = reading.labels(column)
    missing = cells.isin(labels.missing if labels else ())
    vocabulary = Vocabulary(question)
    shown = {cell: labels.answers.get(cell, cell) if labels else cell for cell in cells.unique()}
    near = {cell: vocabulary.nearest(words)[0] for cell, words in shown.items()}
    reading.add(question, column, cells[missing], "missing not declared")
    reading.add(question, column, cells[~missing], "not an option", near)


def _numbers(reading: Reading, question: Question, column: Column, cells: pd.Series) -> pd.Series:
    vocabulary = Vocabulary(question)
    read = {cell: _number(cell, vocabulary) for cell in cells.unique() if cell}
    labels = reading.labels(column)
    undeclared = {cell for cell in read if labels and cell in labels.missing and cell not in vocabulary.codes}
    reading.add(question, column, cells[cells.isin(undeclared)], "missing not declared")
    reading.add(question, column, cells[cells.isin({cell for cell, number in read.items() if number is None})], "not a number")
    out = {cell for cell, number in read.items() if number and cell not in undeclared and not _within(number, question)}
    reading.add(question, column, cells[cells.isin(out)], "out of range")
    return recoded(cells, lambda cell: "" if cell in undeclared else read.get(cell) or "")


def _number(cell: str, vocabulary: Vocabulary) -> str | None:
    """Write a number with a decimal point; a kind of missing is its code, anything else None."""
    if (code := vocabulary.code(cell)) is not None:
        return code
    plain = _THOUSANDS.sub("", cell).replace("−", "-").replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        return None
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _within(number: str, question: Question) -> bool:
    if number in {one.code for one in question.missing}:
        return True
    low = question.minimum is None or float(number) >= question.minimum
    return low and (question.maximum is None or float(number) <= question.maximum)

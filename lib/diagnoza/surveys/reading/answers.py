"""From a delivered file to one column per question, with every cell either recognised or listed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.delivery import read_delivery
from diagnoza.surveys.reading import multiple
from diagnoza.surveys.reading.choices import ALIKE, Vocabulary, clean
from diagnoza.surveys.reading.columns import read_time
from diagnoza.surveys.reading.dialects import normalise
from diagnoza.surveys.reading.matching import match
from diagnoza.surveys.reading.unknown import Unknown, problems_of

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.delivery_formats import Labels
    from diagnoza.errors import Problem
    from diagnoza.surveys.codebook import Codebook, Question
    from diagnoza.surveys.reading.columns import Column
    from diagnoza.surveys.reading.matching import Matched
    from diagnoza.surveys.reading.unknown import Why

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)")
_OFTEN = 5
_SHORTEST = 4


@dataclass(frozen=True)
class Answers:
    """
    Answers as the codebook declares them.

    ``frame`` has a row per respondent in the order of the file: ``row``, the line in the file; a column of text per question with the code,
    the number with a decimal point, or the words, "" where nothing was said; for a multiple question ``<id>__<code>`` per option (0, 1 or
    missing), ``<id>__missing`` with the code of a kind of missing. ``<id>__text`` has the words of an answer „inne”. ``system`` has what
    the tool noted: row, started, submitted (ISO), id. ``unknown`` lists every cell that ``frame`` does not hold as declared.
    """

    frame: pd.DataFrame
    system: pd.DataFrame
    matched: Matched
    unknown: tuple[Unknown, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    def numbers(self, question: str) -> pd.Series:
        """Give the answers to a question with numbers or a scale as numbers; kinds of missing are missing."""
        declared = self.matched.codebook.question(question)
        values = self.frame[question].where(~self.frame[question].isin([one.code for one in declared.missing]), "")
        return pd.to_numeric(values.where(values != ""), errors="coerce").astype("Float64")


@dataclass
class _Reading:
    """The columns made so far and what was not recognised in them."""

    matched: Matched
    columns: dict[str, pd.Series] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)

    def of(self, column: Column) -> pd.Series:
        return self.matched.responses.of(column)

    def labels(self, column: Column) -> Labels | None:
        return self.matched.responses.delivered.labels.get(column.header)

    def add(self, question: Question, column: Column, cells: pd.Series, why: Why, near: dict[str, str] | None = None) -> None:
        """List cells that are not as declared."""
        self.unknown += [
            Unknown(int(str(row)), column, question.id, value, why, (near or {}).get(value, "")) for row, value in cells.items()
        ]


def read_answers(
    path: Path, codebook: Codebook, *, dialect: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> Answers:
    """
    Read a survey file with its codebook.

    Parameters
    ----------
    path
        The file, of any kind that `diagnoza.delivery.read_delivery` reads.
    codebook
        The questionnaire.
    dialect
        The tool that exported it, one of `diagnoza.surveys.reading.dialects.DIALECTS`; None detects it.
    encoding, sheet
        As in `read_delivery`.

    Returns
    -------
        Every answer, with all problems of its columns and cells. Rows in the file = rows of the frame + rows reported.

    Raises
    ------
    ProblemsError
        If the file cannot be read at all.
    """
    return answers_of(match(normalise(read_delivery(path, encoding=encoding, sheet=sheet), dialect), codebook))


def answers_of(matched: Matched) -> Answers:
    """
    Read the cells of matched columns.

    Parameters
    ----------
    matched
        The columns of every question.

    Returns
    -------
        The answers.
    """
    reading = _Reading(matched)
    for question in matched.codebook.questions:
        if question.kind == "multiple":
            _read_multiple(reading, question)
        elif question.id in matched.whole:
            _read_one(reading, question, matched.whole[question.id])
    responses = matched.responses
    delivered = responses.delivered
    rows = pd.Series(responses.frame.index.to_numpy(), index=responses.frame.index)
    frame = pd.DataFrame({"row": rows, **reading.columns}).reset_index(drop=True)
    problems = (*delivered.problems, *matched.problems, *problems_of(delivered.file, reading.unknown))
    return Answers(frame, _system(matched, rows), matched, tuple(reading.unknown), problems, (*delivered.notes, *matched.notes))


def _read_one(reading: _Reading, question: Question, column: Column) -> None:
    """Read a question that is in one column."""
    cells = reading.of(column).map(clean)
    if question.kind == "number":
        reading.columns[question.id] = _numbers(reading, question, column, cells)
    elif question.kind in {"single", "scale"}:
        _read_coded(reading, question, column, cells)
    else:
        vocabulary = Vocabulary(question)
        reading.columns[question.id] = cells.map({cell: vocabulary.code(cell) or cell for cell in cells.unique()})
    _add_words(reading, question)


def _read_coded(reading: _Reading, question: Question, column: Column, cells: pd.Series) -> None:
    vocabulary = Vocabulary(question)
    codes = {cell: _code(cell, vocabulary, reading.labels(column)) for cell in cells.unique() if cell}
    unknown = {cell for cell, code in codes.items() if code is None}
    free = next((option.code for option in question.options if option.free_text), None)
    if free is not None:
        words = cells.where(cells.isin(unknown), "")
        if unknown:
            reading.columns[f"{question.id}__text"] = words
        codes |= dict.fromkeys(unknown, free)
        _suspect(reading, question, column, words)
    else:
        _list_unknown(reading, question, column, cells[cells.isin(unknown)])
    reading.columns[question.id] = cells.map({"": "", **{cell: code or "" for cell, code in codes.items()}})


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


def _list_unknown(reading: _Reading, question: Question, column: Column, cells: pd.Series) -> None:
    labels = reading.labels(column)
    missing = cells.isin(labels.missing if labels else ())
    vocabulary = Vocabulary(question)
    shown = {cell: labels.answers.get(cell, cell) if labels else cell for cell in cells.unique()}
    near = {cell: vocabulary.nearest(words)[0] for cell, words in shown.items()}
    reading.add(question, column, cells[missing], "missing not declared")
    reading.add(question, column, cells[~missing], "not an option", near)


def _suspect(reading: _Reading, question: Question, column: Column, words: pd.Series) -> None:
    """List words of „inne” that look like an option whose label was changed."""
    vocabulary = Vocabulary(question)
    given = words[words != ""]
    near = {text: vocabulary.nearest(text) for text in given.unique()}
    alike = [text for text, (_, likeness) in near.items() if likeness >= ALIKE and len(text) >= _SHORTEST]
    often = [text for text, times in given.value_counts().items() if times >= max(_OFTEN, len(words) // 20)]
    suspected = given[given.isin({*alike, *often})]
    reading.add(question, column, suspected, "perhaps a renamed option", {text: label for text, (label, _) in near.items()})


def _numbers(reading: _Reading, question: Question, column: Column, cells: pd.Series) -> pd.Series:
    vocabulary = Vocabulary(question)
    read = {cell: _number(cell, vocabulary) for cell in cells.unique() if cell}
    labels = reading.labels(column)
    undeclared = {cell for cell in read if labels and cell in labels.missing and cell not in vocabulary.codes}
    reading.add(question, column, cells[cells.isin(undeclared)], "missing not declared")
    reading.add(question, column, cells[cells.isin({cell for cell, number in read.items() if number is None})], "not a number")
    out = {cell for cell, number in read.items() if number and cell not in undeclared and not _within(number, question)}
    reading.add(question, column, cells[cells.isin(out)], "out of range")
    return cells.map({"": "", **{cell: number if number and cell not in undeclared else "" for cell, number in read.items()}})


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


def _read_multiple(reading: _Reading, question: Question) -> None:
    """Read a question with several answers, joined in one column or with a column for each option."""
    matched = reading.matched
    blanks = matched.responses.dialect == "kobo"
    vocabulary = Vocabulary(question)
    if column := matched.whole.get(question.id):
        chosen = multiple.of_joined(reading.of(column).map(clean), question, vocabulary, blanks=blanks)
    elif columns := _with_other(matched, question):
        column = next(iter(columns.values()))
        chosen = multiple.of_columns({code: reading.of(one).map(clean) for code, one in columns.items()}, question, vocabulary)
        for code, cells in chosen.strange.items():
            reading.add(question, columns[code], cells, "not an option")
    else:
        return
    reading.columns |= chosen.columns
    said = chosen.words[chosen.words != ""]
    if any(option.free_text for option in question.options):
        reading.columns[f"{question.id}__text"] = chosen.words
        _suspect(reading, question, column, chosen.words)
    elif not said.empty:
        reading.add(question, column, said, "not an option", {text: vocabulary.nearest(text)[0] for text in said.unique()})
    reading.add(question, column, chosen.too_many, "too many choices")
    _add_words(reading, question)


def _with_other(matched: Matched, question: Question) -> dict[str, Column]:
    """List the columns of options; words in a column of their own are the choice of „inne”."""
    columns = matched.options.get(question.id, {})
    free = next((option.code for option in question.options if option.free_text), None)
    others = matched.others.get(question.id, ())
    return {**columns, free: others[0]} if columns and free is not None and free not in columns and others else columns


def _add_words(reading: _Reading, question: Question) -> None:
    """Add what respondents wrote beside „inne” in columns of their own."""
    name = f"{question.id}__text"
    for column in reading.matched.others.get(question.id, ()):
        cells = reading.of(column).map(clean)
        before = reading.columns.get(name)
        if before is not None and before.equals(cells):
            continue
        if before is None:
            reading.columns[name] = cells
        else:
            reading.columns[name] = before.where(cells == "", before.where(before == "", before + "; ") + cells)


def _system(matched: Matched, rows: pd.Series) -> pd.DataFrame:
    """Gather what the tool noted; of several columns with one role the first that has anything."""
    noted = {"row": rows}
    for role in ("started", "submitted", "id"):
        for column in matched.responses.columns:
            cells = matched.responses.of(column)
            if column.role == role and role not in noted and (cells != "").any():
                noted[role] = cells if role == "id" else cells.map(_iso)
    return pd.DataFrame(noted).reset_index(drop=True)


def _iso(text: str) -> str:
    return time.isoformat() if (time := read_time(text)) else text

"""From a delivered file to one column per question, with every cell either recognised or listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.delivery import read_delivery
from diagnoza.surveys.reading import beside, multiple
from diagnoza.surveys.reading.cells import Reading
from diagnoza.surveys.reading.choices import Vocabulary
from diagnoza.surveys.reading.columns import read_time
from diagnoza.surveys.reading.dialects import normalise
from diagnoza.surveys.reading.matching import match
from diagnoza.surveys.reading.single import read_one
from diagnoza.surveys.reading.unknown import problems_of

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.errors import Problem
    from diagnoza.surveys.codebook import Codebook, Question
    from diagnoza.surveys.reading.matching import Matched
    from diagnoza.surveys.reading.unknown import Unknown


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
    reading = Reading(matched)
    for question in matched.codebook.questions:
        if question.kind == "multiple":
            _read_multiple(reading, question)
        elif question.id in matched.whole:
            read_one(reading, question, matched.whole[question.id])
    responses = matched.responses
    delivered = responses.delivered
    rows = pd.Series(responses.frame.index.to_numpy(), index=responses.frame.index)
    frame = pd.DataFrame({"row": rows, **reading.columns}).reset_index(drop=True)
    problems = (*delivered.problems, *matched.problems, *problems_of(delivered.file, reading.unknown))
    return Answers(frame, _system(matched, rows), matched, tuple(reading.unknown), problems, (*delivered.notes, *matched.notes))


def _read_multiple(reading: Reading, question: Question) -> None:
    """Read a question with several answers, joined in one column or with a column for each option."""
    matched = reading.matched
    vocabulary = Vocabulary(question)
    added, words = beside.of_other(reading, question) or (None, None)
    if column := matched.whole.get(question.id):
        blanks = matched.responses.dialect == "kobo"
        chosen = multiple.of_joined(reading.cells(column), question, vocabulary, blanks=blanks, beside=words)
    elif columns := matched.options.get(question.id):
        column = next(iter(columns.values()))
        cells = {code: reading.cells(one) for code, one in columns.items()}
        chosen = multiple.of_columns(cells, question, vocabulary, beside=words)
        for code, strange in chosen.strange.items():
            reading.add(question, columns[code], strange, "not an option")
    else:
        return
    reading.columns |= chosen.columns
    said = chosen.words[chosen.words != ""]
    if beside.free_text(question):
        reading.columns[f"{question.id}__text"] = chosen.words
        reading.suspect(question, added or column, chosen.words)
    elif not said.empty:
        reading.add(question, column, said, "not an option", {text: vocabulary.nearest(text)[0] for text in said.unique()})
    reading.add(question, column, chosen.too_many, "too many choices")
    beside.complete(reading, question)


def _system(matched: Matched, rows: pd.Series) -> pd.DataFrame:
    """Gather what the tool noted; of several columns with one role the first that has anything."""
    noted = {"row": rows}
    for role in ("started", "submitted", "id"):
        for column in (column for column in matched.responses.columns if column.role == role):
            cells = matched.responses.of(column)
            if role not in noted and (cells != "").any():
                noted[role] = cells if role == "id" else cells.map(_iso)
    return pd.DataFrame(noted).reset_index(drop=True)


def _iso(text: str) -> str:
    return time.isoformat() if (time := read_time(text)) else text

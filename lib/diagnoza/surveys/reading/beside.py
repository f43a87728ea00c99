"""What respondents wrote beside „inne” in columns of their own: who wrote something chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.surveys.reading.cells import recoded
from diagnoza.surveys.reading.multiple import is_no

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.reading.cells import Reading
    from diagnoza.surveys.reading.columns import Column


def free_text(question: Question) -> str:
    """Give the code of the option „inne”; "" where there is none."""
    return next((option.code for option in question.options if option.free_text), "")


def of_other(reading: Reading, question: Question) -> tuple[Column, pd.Series] | None:
    """
    Look up who chose „inne” by writing beside it.

    Parameters
    ----------
    reading
        The columns of the file.
    question
        A question.

    Returns
    -------
        The column and its words, "" for whoever wrote nothing or only "no"; None where the question has no such column. A comment on
        any other answer chooses nothing.
    """
    columns = [one for one in reading.matched.others.get(question.id, ()) if not one.subcode.endswith("comment")]
    if not columns or not free_text(question):
        return None
    return columns[0], recoded(reading.cells(columns[0]), lambda cell: "" if is_no(cell) else cell)


def complete(reading: Reading, question: Question) -> None:
    """
    Add words beside the answers to a question, and „inne” where a tool leaves the answer itself empty then.

    Parameters
    ----------
    reading
        Takes them; it has the answers already, those of a multiple question with „inne” chosen.
    question
        The question.
    """
    found = of_other(reading, question) if question.kind in {"single", "scale"} else None
    if found:
        column, words = found
        answers = reading.columns[question.id]
        alone = words.where(answers == "", "")
        reading.columns[question.id] = answers.where(alone == "", free_text(question))
        reading.suspect(question, column, alone)
    name = f"{question.id}__text"
    for column in reading.matched.others.get(question.id, ()):
        cells, before = reading.cells(column), reading.columns.get(name)
        if before is None:
            reading.columns[name] = cells
        elif (more := (cells != "") & (cells != before)).any():
            reading.columns[name] = before.where(~more, before.where(before == "", before + "; ") + cells)

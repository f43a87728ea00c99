"""Words that may be quoted: read by a person, masked, and with a sector only where nobody can be told by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import Problem
from diagnoza.tables.voices import VoiceQuotes
from diagnoza.voices.codes import CATEGORIES
from diagnoza.voices.rules import INTERVIEW, named, readable, usable

if TYPE_CHECKING:
    from collections.abc import Iterator


def quotes(coding: pd.DataFrame) -> pd.DataFrame:
    """
    Choose the statements that may be quoted.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        Table `VoiceQuotes`: each statement once, under its first code. A statement of a meeting has to be marked; one of an interview needs
        consent or the position of the institution as well, and never has a sector. Words that name the sector of a speaker who may not be
        labelled are not quoted.
    """
    rows = _marked(coding)
    rows = rows.assign(text=readable(rows, "text"), sector=rows["sector"].where(named(rows), ""))
    rows = rows[rows["text"].ne("")].sort_values("category", key=lambda one: one.map(list(CATEGORIES).index), kind="stable")
    table = rows[list(VoiceQuotes.to_schema().columns)].reset_index(drop=True)
    return pd.DataFrame(VoiceQuotes.validate(table, lazy=True))


def _marked(coding: pd.DataFrame) -> pd.DataFrame:
    rows = usable(coding)
    allowed = rows["quotable"].eq(1) & (rows["type"].ne(INTERVIEW) | rows["consent"].ne(""))
    return rows[allowed & rows["text"].ne("")].drop_duplicates("statement")


def unquotable(coding: pd.DataFrame) -> list[Problem]:
    """
    Find statements that are marked to be quoted, and are not.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        A problem for each: an interview without consent, words that name the sector of a speaker who may not be labelled, no words.
    """
    return list(_refused(coding[coding["quotable"].eq(1)].drop_duplicates("statement")))


def _refused(rows: pd.DataFrame) -> Iterator[Problem]:
    for row, text in zip(rows.to_dict("records"), readable(rows, "text"), strict=True):
        where = f"row {row['row']}, column quotable"
        if row["type"] == INTERVIEW and not row["consent"]:
            remedy = "Ask for consent or for the position of the institution, and write it in `consent`"
            yield Problem(row["file"], where, "an interview is not quoted without consent", remedy)
        elif not row["text"]:
            yield Problem(row["file"], where, "there are no words to quote", "Write them, or 0")
        elif not text:
            what = "the words name the sector of a speaker who was one of too few; they are not quoted"
            yield Problem(row["file"], where, what, "Paraphrase them so that the institution cannot be told")

"""A sheet for a person who reads open answers, names their themes and says what may be quoted."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import Problem, ProblemsError
from diagnoza.files import whole
from diagnoza.surveys.open_answers.masking import mask
from diagnoza.surveys.open_answers.review import unbroken, written
from diagnoza.surveys.open_answers.silent import is_silent
from diagnoza.surveys.open_answers.themes import propose

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.surveys.cleaning.cleaned import Cleaned


_FORMULA = ("=", "+", "-", "@")


def write_sheet(cleaned: Cleaned, path: Path) -> int:
    """
    Write a sheet for the open answers of a survey, as Polish Excel opens it: UTF-8 with a mark, semicolons, no cell that starts a formula.

    Parameters
    ----------
    cleaned
        The answers; the questions are those under `themes` in params that the files have.
    path
        The file; one that is there is not written over, as it may hold somebody's work. Reading it back forgives the space that keeps a
        dash at the beginning from being a formula.

    Returns
    -------
        How many different answers it holds.

    Raises
    ------
    ProblemsError
        If the file is there already, its folder is not, or nobody wrote an answer to such a question.
    """
    survey = cleaned.survey
    if path.exists() or not path.parent.is_dir():
        what, remedy = ("it is there already", "Take it away or name another one") if path.exists() else ("no such folder", "Make it first")
        raise ProblemsError([Problem(path.name, "output", what, remedy)])
    sheets = [review_sheet(question, written(cleaned, question)) for question in survey.themes if question in cleaned.frame]
    if not sum(map(len, sheets)):
        what = "no answers to the questions under `themes`"
        raise ProblemsError([Problem(path.name, f"survey {survey.id}", what, "Name an open question under `themes` in params")])
    sheet = pd.concat(sheets, ignore_index=True)
    sheet["text"] = sheet["text"].map(lambda text: f"\xa0{text}" if text.startswith(_FORMULA) else text)
    with whole(path) as file:
        sheet.to_csv(file, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    return len(sheet)


def review_sheet(question: str, texts: pd.Series) -> pd.DataFrame:
    """
    Make a sheet for a person who reads open answers; it holds answers and belongs nowhere but in data/raw.

    Parameters
    ----------
    question
        The id of the question.
    texts
        Its answers; they are masked here, whether they have been or not. What answers nothing is left out.

    Returns
    -------
        One row per different answer, by proposed theme: question, text, answers (how many are the same), proposed (number of the theme, 0:
        none), words (of that theme), and theme and quotable, which are empty and to be filled in.
    """
    answers = mask(texts.map(unbroken)).texts
    answers = answers[~is_silent(answers)]
    proposal = propose(answers)
    sheet = pd.DataFrame({"text": answers, "proposed": proposal.assignment})
    sheet = sheet.groupby("text", as_index=False).agg(answers=("proposed", "size"), proposed=("proposed", "first"))
    sheet = sheet.assign(question=question, words=sheet["proposed"].map(lambda theme: ", ".join(proposal.words.get(theme, ()))))
    ordered = sheet.assign(last=sheet["proposed"].eq(0)).sort_values(["last", "proposed", "text"], ignore_index=True)
    return ordered.assign(theme="", quotable="")[["question", "text", "answers", "proposed", "words", "theme", "quotable"]]

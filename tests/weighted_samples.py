"""Small cleaned surveys that tests of weights and estimates share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.survey_params import Survey
from diagnoza.surveys.cleaning.cleaned import Cleaned
from diagnoza.surveys.codebook import Codebook, Option, Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES = pd.Series(["Bobrowo", "Zbiczno"], index=["0402022", "0402102"])


def ask(name: str, kind: str, codes: Sequence[str] = (), **more: Any) -> Question:
    options = tuple(Option(code=code, label=f"Odpowiedź {code}") for code in codes)
    return Question(id=name, wording=f"Pytanie {name}", kind=kind, options=options, **more)  # type: ignore[arg-type]


def cleaned(questions: Sequence[Question], frame: pd.DataFrame, flags: pd.DataFrame | None = None, **declared: Any) -> Cleaned:
    survey = Survey.model_validate(
        {
            "id": "residents",
            "title": "Badanie mieszkańców",
            "questionnaire": "test",
            "design": "open_link",
            "mode": "ankieta internetowa",
            "start": dt.date(2021, 1, 4),
            "end": dt.date(2021, 2, 5),
            "groups": ("gmina",),
            **declared,
        }
    )
    book = Codebook(id="test", title="Test", group="residents", instrument_version="1", questions=tuple(questions))
    flags = pd.DataFrame(index=frame.index) if flags is None else flags
    return Cleaned(survey, book, frame, flags, pd.DataFrame(), pd.DataFrame(), ())


def margins(path: Path, totals: dict[str, dict[str, float]]) -> Path:
    rows = [(margin, category, total, "GUS", "synthetic") for margin, part in totals.items() for category, total in part.items()]
    pd.DataFrame(rows, columns=["margin", "category", "total", "source", "origin"]).to_csv(path, index=False)
    return path


def figure(table: pd.DataFrame, question: str, answer: str, group: str = "all", category: str = "") -> pd.Series:
    """Give the one row of a table of estimates or differences."""
    wanted = {"question": question, "answer": answer, "group": group, "category": category}
    return table[(table[list(wanted)] == pd.Series(wanted)).all(axis=1)].squeeze(axis=0)

"""Tiny surveys of Jabłonowo that tests of cleaning read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnoza.partnership import Delivery
from diagnoza.survey_params import Survey
from diagnoza.surveys.cleaning.clean import clean
from diagnoza.surveys.cleaning.corrections import Corrections
from diagnoza.surveys.cleaning.places import Places
from diagnoza.teryt import REGISTER, Register
from survey_samples import ask, book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.codebook import Codebook

MEMBERS = ("0402073", "0402042", "0402022", "0412062")  # Jabłonowo Pomorskie, Brzozie, Bobrowo, Wąpielsk
POLAND = Register.load(Path(__file__).parents[1] / REGISTER)

GMINA = ask("gmina", "Gmina zamieszkania", "place")
SEX = ask("sex", "Płeć", "single", ["Kobieta", "Mężczyzna"])
AGE = ask("age", "Wiek", "number", minimum=10, maximum=110)
WISH = ask("wish", "Co zmienić?")
BOOK = book(GMINA, SEX, AGE, WISH)
HEADER = [question.wording for question in BOOK.questions]


def survey(**more: Any) -> Survey:
    given = {
        "id": "residents",
        "title": "Badanie mieszkańców",
        "questionnaire": "test",
        "design": "open_link",
        "mode": "ankieta internetowa",
        "start": dt.date(2021, 1, 4),
        "end": dt.date(2021, 2, 5),
    }
    return Survey.model_validate({**given, **more})


def delivery(file: str, **more: Any) -> Delivery:
    given = {"table": "surveys", "survey": "residents", "file": file, "provider": "Urząd", "licence": "własne", "origin": "synthetic"}
    return Delivery.model_validate({**given, "date": dt.date(2021, 2, 8), **more})


def places(corrections: Corrections | None = None, members: tuple[str, ...] = MEMBERS) -> Places:
    return Places(members, POLAND, corrections or Corrections())


def cleaned(
    paths: Sequence[Path] | Path,
    codebook: Codebook = BOOK,
    corrections: Corrections | None = None,
    *,
    of: Survey | None = None,
    **more: Any,
) -> Cleaned:
    files = [(delivery(path.name, **more), path) for path in ([paths] if isinstance(paths, Path) else paths)]
    return clean(of or survey(), codebook, files, places(corrections), corrections or Corrections())


def audit(given: Cleaned) -> dict[str, int]:
    """Rows of all files by reason, "" for those kept."""
    return {str(reason): int(rows) for reason, rows in given.audit.groupby("reason")["rows"].sum().items()}


def changes(given: Cleaned) -> dict[tuple[str, str], int]:
    return {(str(row.question), str(row.rule)): int(str(row.rows)) for row in given.changes.itertuples()}

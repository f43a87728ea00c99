"""Cells of deliveries about goals: partners, days, levels, fields, dimensions, and points of the act."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from diagnoza.catalogue import SECTORS, known
from diagnoza.days import day_of
from diagnoza.folding import fold
from diagnoza.tables.goals import NO_FIELD, OPEN, POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.account import Row
    from diagnoza.catalogue import Scope

NO_UNIT = "nieznana gmina lub powiat"
NO_PARTNER = "gmina lub powiat spoza partnerstwa"
NO_DOCUMENT = "nie podano dokumentu"
NO_TEXT = "nie przytoczono celu"
NO_SUCH_FIELD = "nieznana dziedzina"

LEVELS = {
    "strategic": ("cel strategiczny", "strategiczny"),
    "operational": ("cel operacyjny", "operacyjny"),
    "direction": ("kierunek", "kierunek działań", "kierunek działania"),
}
DIMENSIONS = {
    "S": ("społeczny", "wymiar społeczny", "social"),
    "G": ("gospodarczy", "wymiar gospodarczy", "economic"),
    "P": ("przestrzenny", "wymiar przestrzenny", "spatial"),
}
REGIONAL_KINDS = {"goal": ("cel",), "mission": ("misja", "misja rozwoju", "wizja")}
FIELDS = {name: (label,) for name, label in SECTORS.items()} | {NO_FIELD: ("żadna", "żadne", "inna", "inne", "poza dziedzinami")}
_OPEN = {"bezterminowo", "bezterminowy", "bez terminu", "nieokreslony", "czas nieokreslony", OPEN}
_YEAR = re.compile(r"^((?:19|20)\d\d)(?: ?r\.?)?$")


def read_subject(row: Row, scope: Scope) -> dict[str, object]:
    """
    Read whose goal of which document it is, and its words; without one of them, or of somebody who is no partner, the row is set aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    scope
        The partnership's municipalities and powiats.
    """
    unit, written = scope.unit(row.text("teryt")), row.text("teryt")
    if not unit:
        row.report("teryt", f"„{written}” is not known", known(written, scope.units()), aside=NO_UNIT)
    elif unit not in {*scope.members, *scope.providers}:
        remedy = "Add it to `members:` of the params if it is one, or take the row out"
        row.report("teryt", f"„{written}” is no partner", remedy, aside=NO_PARTNER)
    if not row.text("document"):
        row.report("document", "the cell is empty", "Name the document that the goal stands in", aside=NO_DOCUMENT)
    if not row.text("text"):
        row.report("text", "the cell is empty", "Copy the goal as it stands in the document", aside=NO_TEXT)
    return {"teryt": unit, "document": row.text("document"), "text": row.text("text")}


def read_adopted(row: Row) -> str:
    """
    Read the day of adoption as an ISO date; "" where it is not told, and with a problem where it cannot be read.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    text = row.text("adopted")
    day = day_of(text)
    if text and day is None:
        row.report("adopted", f"„{text}” is no day; it was left out", "Write it as 2021-03-30 or 30.03.2021")
    return day.isoformat() if day else ""


def read_end(row: Row) -> str:
    """
    Read the last day of a document as an ISO date, a year being its 31 December, or that it has none; "" where it is not told.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    text = row.text("valid_to")
    if not text:
        return ""
    if fold(text) in _OPEN:
        return OPEN
    year = _YEAR.match(text)
    day = dt.date(int(year[1]), 12, 31) if year else day_of(text)
    if day is None:
        remedy = "Write a day, as 2030-12-31, a year of four digits, or „bezterminowo”"
        row.report("valid_to", f"„{text}” is no day; it was left out, and the document counts as one without a told end", remedy)
    return day.isoformat() if day else ""


def read_level(row: Row) -> str:
    """
    Read the level of a goal; "" where it is not told, and with a problem where it is unknown.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    return _optional(row, "level", LEVELS)


def read_kind(row: Row) -> str:
    """
    Read whether a row of the voivodeship's list is a goal or its mission; a goal where it is not told, or with a problem unknown.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    return _optional(row, "kind", REGIONAL_KINDS) or "goal"


def read_dimension(row: Row) -> str:
    """
    Read the dimension of a goal; "" where it is not told, and with a problem where it is unknown.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    return _optional(row, "dimension", DIMENSIONS)


def read_field(row: Row, name: str) -> str:
    """
    Read a field; "" where none is told, `none` where the goal is said to be of none; an unknown one sets the row aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    name
        The column: field, coder1, coder2 or agreed.
    """
    text = row.text(name)
    found = _code(text, FIELDS)
    if text and not found:
        remedy = f"{known(text, _shown(FIELDS))}. Write one, the main field of the goal"
        row.report(name, f"there is no field „{text}”", remedy, aside=NO_SUCH_FIELD)
    return found


def read_point(row: Row) -> int | None:
    """
    Read a point of art. 10e para. 3; None where it is not told, and with a problem where there is no such point.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    text = row.text("art10e_point")
    found = re.fullmatch(r"(?:pkt\.? ?)?(\d)", text)
    point = int(found[1]) if found and 1 <= int(found[1]) <= POINTS else None
    if text and point is None:
        row.report("art10e_point", f"„{text}” is no point; it was left out", f"Write one number from 1 to {POINTS}")
    return point


def _optional(row: Row, name: str, words: Mapping[str, Sequence[str]]) -> str:
    text = row.text(name)
    found = _code(text, words)
    if text and not found:
        row.report(name, f"„{text}” is not known; it was left out", known(text, _shown(words)))
    return found


def _code(text: str, words: Mapping[str, Sequence[str]]) -> str:
    written = fold(text)
    return next((code for code, others in words.items() if text and written in {fold(word) for word in (code, *others)}), "")


def _shown(words: Mapping[str, Sequence[str]]) -> list[str]:
    return [others[0] for others in words.values()]

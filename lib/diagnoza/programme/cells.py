"""Cells of deliveries about programmes: units, years, days, levels, scores, proposals, and what a row is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnoza.catalogue import known
from diagnoza.days import day_of
from diagnoza.folding import fold

if TYPE_CHECKING:
    from diagnoza.account import Row
    from diagnoza.catalogue import Scope
    from diagnoza.programme.model import Model

NO_UNIT = "nieznana gmina lub powiat"
NO_YEAR = "brak roku albo rok niemożliwy"
NO_PLANE = "nieznana płaszczyzna modelu"
NO_AREA = "nieznany obszar modelu"
NO_POINT = "nieznany punkt ustawowy"
OTHER_PLANE = "obszar należy do innej płaszczyzny"
TWO_THINGS = "obszar i punkt ustawowy w jednym wierszu"
NO_LEVEL = "poziom spoza skali 0–2"
NO_SCORE = "ocena spoza skali"
NO_PROPOSAL = "nieznana propozycja"

PROPOSALS = {
    "add": ("dodać", "dodanie", "uzupełnić"),
    "redraft": ("przeredagować", "przeredagowanie", "zmienić"),
    "keep": ("utrzymać", "utrzymanie", "zachować"),
    "consider": ("rozważyć", "do rozważenia", "przemyśleć"),
}
_YES, _NO = {"1", "tak", "t", "yes"}, {"0", "nie", "n", "no"}
_UNASSESSED = {"nie oceniono", "nieoceniono"}
_YEAR = re.compile(r"^(199\d|20\d\d|2100)(?: ?r\.?)?$")
_PERSONAL = re.compile(r"@|\d{3}|\b(?:p\.|pan|pani)\s", re.IGNORECASE)


def read_whose(row: Row, scope: Scope) -> dict[str, object]:
    """
    Read whose programme of which year it is; without either the row is set aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    scope
        The partnership's municipalities and powiats.
    """
    unit, year = scope.unit(row.text("teryt")), _YEAR.match(row.text("year"))
    if not unit:
        row.report("teryt", f"„{row.text('teryt')}” is not known", known(row.text("teryt"), scope.units()), aside=NO_UNIT)
    if not year:
        row.report("year", f"„{row.text('year')}” is no year", "Write one year of four digits; of several years a row each", aside=NO_YEAR)
    return {"teryt": unit, "year": int(year[1]) if year else 0}


def read_day(row: Row, name: str) -> str:
    """
    Read a day as an ISO date; "" where it is not told, and with a problem where it cannot be read.

    Parameters
    ----------
    row
        The row; takes the problems.
    name
        The column.
    """
    text = row.text(name)
    day = day_of(text)
    if text and day is None:
        row.report(name, f"„{text}” is no day; it was left out", "Write it as 2014-10-23 or 23.10.2014")
    return day.isoformat() if day else ""


def read_yes_no(row: Row, name: str) -> int | None:
    """
    Read yes or no; None where it is not told, and with a problem where it cannot be read.

    Parameters
    ----------
    row
        The row; takes the problems.
    name
        The column.
    """
    text = fold(row.text(name)) if row.text(name) else ""
    if text and text not in _YES | _NO:
        row.report(name, f"„{row.text(name)}” is neither yes nor no; it was left out", "Write tak or nie, or leave it empty")
    return 1 if text in _YES else 0 if text in _NO else None


def read_level(row: Row, name: str) -> int | None:
    """
    Read a level; empty is not assessed, and a level off the scale sets the row aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    name
        The column.
    """
    text = row.text(name)
    if not text or fold(text) in _UNASSESSED:
        return None
    if text not in {"0", "1", "2"}:
        row.report(name, f"„{text}” is no level", "Write 0, 1 or 2; leave it empty where it was not assessed", aside=NO_LEVEL)
        return None
    return int(text)


def read_score(row: Row, name: str, model: Model) -> float | None:
    """
    Read a score; empty is not given, and a score off the scale sets the row aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    name
        The column.
    model
        The areas, points and planes that there are, and the scale of scores.
    """
    text, scale = row.text(name).replace(",", "."), model.scores
    if not text or fold(text) in _UNASSESSED:
        return None
    value = float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None
    if value is None or not scale.lowest <= value <= scale.highest:
        remedy = f"Write a number from {scale.lowest} to {scale.highest}, the scale in params/programme/areas.yaml"
        row.report(name, f"„{row.text(name)}” is not on the scale", remedy, aside=NO_SCORE)
        return None
    return value


def read_proposal(row: Row) -> str:
    """
    Read what is proposed; "" where nothing is told, and an unknown word sets the row aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    text = row.text("proposal")
    found = next((code for code, words in PROPOSALS.items() if fold(text) in {fold(word) for word in (code, *words)}), "")
    if text and not found:
        words = known(text, [words[0] for words in PROPOSALS.values()])
        row.report("proposal", f"„{text}” is no proposal", words, aside=NO_PROPOSAL)
    return found


def read_owner(row: Row) -> str:
    """
    Read who answers for a proposal: an institution or a role; what looks like a person or a way to reach one is left out.

    Parameters
    ----------
    row
        The row; takes the problems.
    """
    text = row.text("owner")
    if _PERSONAL.search(text):
        row.report("owner", "it holds personal data; it was left out", "Write an institution or a role, e.g. urząd gminy")
        return ""
    return text


def read_area(row: Row, model: Model) -> str:
    """
    Read an area of the model; "" where none is named, and an unknown one sets the row aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    model
        The areas, points and planes that there are, and the scale of scores.
    """
    text = row.text("area")
    area = model.find_area(text) if text else ""
    if text and not area:
        plane = model.find_plane(row.text("plane")) if row.text("plane") else None
        listed = model.plane(plane).areas if plane else model.areas.values()
        remedy = f"{known(text, [one.name for one in listed])}; or add it to params/programme/areas.yaml"
        row.report("area", f"there is no area „{text}”", remedy, aside=NO_AREA)
    return area


def read_point(row: Row, model: Model) -> int | None:
    """
    Read a statutory point; None where none is named, and an unknown one sets the row aside.

    Parameters
    ----------
    row
        The row; takes the problems.
    model
        The areas, points and planes that there are, and the scale of scores.
    """
    text = row.text("point")
    point = model.find_point(text) if text else None
    if text and point is None:
        points = ", ".join(f"{int(one.id)} {one.name}" for one in model.points)
        row.report("point", f"there is no statutory point „{text}”", f"Known are: {points}", aside=NO_POINT)
    return point


def read_plane(row: Row, model: Model, area: str) -> int | None:
    """
    Read the plane, which follows from the area where there is one; None where none is named.

    Parameters
    ----------
    row
        The row; takes the problems.
    model
        The areas, points and planes that there are, and the scale of scores.
    area
        The id of the area that the row names; "": none.
    """
    text = row.text("plane")
    plane = model.find_plane(text) if text else None
    if text and plane is None:
        planes = known(text, [f"{int(one.id)} {one.short}" for one in model.planes])
        row.report("plane", f"there is no plane „{text}”", planes, aside=NO_PLANE)
    own = model.plane_of.get(area)
    if own is not None and plane is not None and own != plane:
        remedy = f"Write {own}, or another area"
        row.report("plane", f"the area „{row.text('area')}” belongs to plane {own}, not {plane}", remedy, aside=OTHER_PLANE)
    return plane if own is None else own

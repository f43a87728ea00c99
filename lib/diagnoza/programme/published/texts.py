"""Single cells of tables on programmes as they are printed, or why they are empty."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.grid import Cell
    from diagnoza.programme.model import Model

UNTOLD = "nie podano w źródle"
UNASSESSED = "nie oceniono"
BASIS = "Przepis i podstawa"
TO_FILL = "do uzupełnienia"
TO_VERIFY = "do sprawdzenia w ustawie"
LEVELS = {
    "text": {0: "brak", 1: "ogólnie", 2: "konkretnie"},
    "practice": {0: "nie działa", 1: "częściowo", 2: "działa"},
}
_STEPS = {side: ", ".join(f"{level}{polish.NBSP}{polish.DASH} {word}" for level, word in words.items()) for side, words in LEVELS.items()}
SCALE = f"Zapis: {_STEPS['text']} (kto, kiedy, ile). Praktyka: {_STEPS['practice']}"
NOT_ZERO = f"„{polish.upper_first(UNASSESSED)}” nie znaczy 0"
PROPOSALS = {"add": "dodać", "redraft": "przeredagować", "consider": "rozważyć", "keep": "utrzymać"}
"""Words of proposals, what asks for most work first."""
SIDES = {"text": "zapis", "practice": "praktyka"}


def told(text: object) -> str:
    """
    Give what was delivered, or say that the source does not tell it.

    Parameters
    ----------
    text
        As delivered; empty: not told.
    """
    return str(text) or UNTOLD


def quote(text: object) -> str:
    """
    Put the words of the source in quotation marks.

    Parameters
    ----------
    text
        As delivered; empty: not told.
    """
    return f"„{text}”" if str(text) else UNTOLD


def level(value: Any) -> Cell:
    """
    Give a level, or say that it was not assessed.

    Parameters
    ----------
    value
        0, 1, 2 or missing.
    """
    return UNASSESSED if polish.is_missing(value) else int(value)


def proposal(row: Mapping[Any, Any]) -> str:
    """
    Write a proposal with what is to be done.

    Parameters
    ----------
    row
        With proposal and action.
    """
    return ": ".join(filter(None, [PROPOSALS.get(row["proposal"], ""), str(row["action"])])) or UNTOLD


def basis(row: Mapping[Any, Any]) -> str:
    """
    Say what a judgement rests on: the provisions of the programme, other evidence, its place in the source.

    Parameters
    ----------
    row
        A row of the table `CoverageItems`.
    """
    told_there = "; ".join(filter(None, [str(row["provision"]), str(row["evidence"])]))
    place = f"({row['source']})" if row["source"] else ""
    return " ".join(filter(None, [told_there, place])) or UNTOLD


def day(row: Mapping[Any, Any]) -> str:
    """
    Write a day against the last day of the act.

    Parameters
    ----------
    row
        A row of the table `ProgrammeDates`.
    """
    due = polish.date_words(dt.date.fromisoformat(row["due"]))
    if not row["day"]:
        return f"{UNTOLD} (termin: {due})"
    late = int(row["late"])
    when = "w terminie" if late <= 0 else f"{polish.counted(late, 'dzień', 'dni', 'dni')} po terminie"
    return f"{polish.date_words(dt.date.fromisoformat(row['day']))}, {when} (do {due})"


def consulted(value: Any) -> str:
    """
    Say whether a programme was consulted.

    Parameters
    ----------
    value
        1, 0 or missing.
    """
    return UNTOLD if polish.is_missing(value) else "tak" if value else "nie"


def share(row: Mapping[Any, Any]) -> Cell:
    """
    Give the coverage of a part [%], or the range it lies in as long as not all is assessed.

    Parameters
    ----------
    row
        A row of the table `CoverageParts`.
    """
    if polish.is_missing(row["low"]):
        return UNASSESSED
    if polish.is_missing(row["coverage"]):
        return f"{polish.number(100 * row['low'])}{polish.DASH}{polish.number(100 * row['high'])}"
    return 100 * float(row["coverage"])


def item(kind: str, name: str, model: Model) -> str:
    """
    Name an area, or a statutory point with its number.

    Parameters
    ----------
    kind, name
        As in the table `CoverageItems`.
    model
        With the names.
    """
    return model.areas[name].name if kind == "area" else f"punkt {name} ustawy: {model.point(int(name)).name}"


def plane(number: Any, model: Model) -> str:
    """
    Name a plane of the model shortly, with its number.

    Parameters
    ----------
    number, model
        The number; with the names.
    """
    return f"{int(number)}. {polish.upper_first(model.plane(int(number)).short)}"

"""Single figures of services as they are printed, or why they are not given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.grid import explained, lettered
from diagnoza.services.gap import KINDS, UNASSESSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.grid import Cell

DOT = "•"
FEW = "za mało odpowiedzi"
HIDDEN = f"{DOT} – nie podajemy, aby nie dało się rozpoznać odpowiedzi pojedynczych osób"
NOT_SCORED = "nie oceniono"
SMALL = "mała podstawa"
ALL = "W"
ASSESSED_BY_ALL = "według wszystkich mieszkańców partnerstwa"
_PREFIX = "Nie oceniono: "


def ranged(value: float, low: float, high: float, decimals: int = 0) -> str:
    """
    Write a figure with its range: "42 (35–47)".

    Parameters
    ----------
    value, low, high
        The figure and its range; a missing range is left out.
    decimals
        Digits after the comma.
    """
    told = polish.number(value, decimals)
    if polish.is_missing(low) or polish.is_missing(high):
        return told
    return f"{told} ({polish.number(low, decimals)}{polish.DASH}{polish.number(high, decimals)})"


def cell(value: float, low: float, high: float, decimals: int = 0) -> Cell:
    """
    Give a figure for a table: with its range in words, without one as the number it is.

    Parameters
    ----------
    value, low, high, decimals
        As in `ranged`.
    """
    known = not (polish.is_missing(low) or polish.is_missing(high))
    return ranged(value, low, high, decimals) if known else polish.round_half_up(value, decimals)


def score(row: Mapping[Any, Any]) -> Cell:
    """
    Give the supply of a service with its range, as exactly as the threshold is applied to it.

    Parameters
    ----------
    row
        With supply, supply_low and supply_high.
    """
    return NOT_SCORED if polish.is_missing(row["supply"]) else cell(row["supply"], row["supply_low"], row["supply_high"], 1)


def needs(row: Mapping[Any, Any]) -> Cell:
    """
    Give how well needs are met, with the interval.

    Parameters
    ----------
    row
        With needs_met, needs_low and needs_high.
    """
    return NOT_SCORED if polish.is_missing(row["needs_met"]) else cell(row["needs_met"], row["needs_low"], row["needs_high"])


def hidden(status: str) -> str:
    """
    Say in the place of a figure why it is not given.

    Parameters
    ----------
    status
        As in the table `Perception`.
    """
    return FEW if status == "base" else DOT


def reason(row: Mapping[Any, Any]) -> str:
    """
    Say why a service is not assessed, as one remark; empty where it is.

    Parameters
    ----------
    row
        With `reason`.
    """
    return str(row["reason"]).replace(_PREFIX, "").replace(".;", ";").rstrip(".")


def kind(row: Mapping[Any, Any]) -> str:
    """
    Name the kind of gap, with what is to be known of it (assumptions A16 and A17).

    Parameters
    ----------
    row
        A row of `select.kinds`.
    """
    if row["shown"] == UNASSESSED:
        return f"{NOT_SCORED}: {reason(row)}"
    name = KINDS[row["shown"]]
    if row["borrowed"]:
        return f"{name} ({ASSESSED_BY_ALL})"
    return name if row["sure"] else f"{name} (niepewne: zakres obejmuje próg)"


def marked_kinds(rows: Sequence[Mapping[Any, Any]]) -> tuple[list[str], str]:
    """
    Name the kinds of gap of many rows shortly, with marks that a note explains once.

    Parameters
    ----------
    rows
        Rows of `select.kinds`.

    Returns
    -------
        A name for each row, and the note; reasons why a service is not assessed have letters.
    """
    unassessed = [row["shown"] == UNASSESSED for row in rows]
    letters = lettered(reason(row) for row, without in zip(rows, unassessed, strict=True) if without)
    names = []
    for row, without in zip(rows, unassessed, strict=True):
        mark = letters[reason(row)] if without else ALL if row["borrowed"] else "" if row["sure"] else "?"
        names.append(f"{KINDS[row['shown']]}{f' ({mark})' if mark else ''}")
    marks = {f"{ASSESSED_BY_ALL}, założenie A17": ALL, "niepewne, bo zakres obejmuje próg": "?"}
    used = {why: mark for why, mark in marks.items() if any(name.endswith(f"({mark})") for name in names)}
    return names, explained(used | letters)

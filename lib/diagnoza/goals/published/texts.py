"""Words of the chapter: states of documents, kinds of fields, levels, dimensions; every sign is explained once."""

from __future__ import annotations

import datetime as dt

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.tables.goals import NO_FIELD, OPEN

UNTOLD = "nie podano"
UNKNOWN = "nie wiadomo"
UNSETTLED = "nie ustalono"
STATES = {"valid": "obowiązuje", "expired": "nie obowiązuje", "later": "jeszcze nie obowiązuje", "undated": "nie wiadomo"}
KINDS = {"common": "wspólna", "shared": "częściowo wspólna", "single": "jednego partnera", "none": "bez celu"}
KINDS_NOTE = (
    "Wspólna: cel ma co najmniej dwóch partnerów i co najmniej dwie trzecie wszystkich; częściowo wspólna: co najmniej dwóch, "
    "ale mniej niż dwie trzecie."
)
LEVELS = {"strategic": "strategiczny", "operational": "operacyjny", "direction": "kierunek", "": UNTOLD}
DIMENSIONS = {"S": "społeczny", "G": "gospodarczy", "P": "przestrzenny", "": UNTOLD}
FIELDS = SECTORS | {NO_FIELD: "żadna z listy", "": UNSETTLED}
REGIONAL = {"goal": "cel", "mission": "misja"}
UNKNOWN_NOTE = "Nie wiadomo: cel jest w dokumencie, którego końca nie podano, albo nie ustalono dziedziny któregoś celu partnera."
HOLDS_NOTE = "Liczby: cele dokumentów, które obowiązują."


def partners(n: float) -> str:
    """Count partners: "5 partnerów"."""
    return polish.counted(n, "partner", "partnerzy", "partnerów")


def goals(n: float) -> str:
    """Count goals: "3 cele"."""
    return polish.counted(n, "cel", "cele", "celów")


def documents(n: float) -> str:
    """Count documents: "3 dokumenty"."""
    return polish.counted(n, "dokument", "dokumenty", "dokumentów")


def pairs(n: float) -> str:
    """Count pairs of partners: "3 pary partnerów"."""
    return polish.counted(n, "para", "pary", "par") + " partnerów"


def day(text: object) -> str:
    """
    Write a day of a document in words.

    Parameters
    ----------
    text
        ISO date; `open` has no end, "" was not told.
    """
    if text == OPEN:
        return "bezterminowo"
    return polish.date_words(dt.date.fromisoformat(str(text))) if text else UNTOLD


def state(row: dict[str, object]) -> str:
    """
    Say in a few words whether a document holds, with its last day.

    Parameters
    ----------
    row
        A row of `GoalDocuments`.
    """
    if row["state"] == "undated":
        return "nie podano, do kiedy obowiązuje"
    if row["state"] == "later":
        return f"przyjęty później, {day(row['adopted'])}"
    until = day(row["valid_to"])
    if row["state"] == "expired":
        return f"nie obowiązuje, skończył się {until}"
    return f"obowiązuje {until}" if row["valid_to"] == OPEN else f"obowiązuje do {until}"


def counted_range(least: int, most: int) -> str:
    """
    Write a count, or the least and the most that it may be.

    Examples
    --------
    >>> counted_range(2, 2), counted_range(2, 3)
    ('2', '2–3')
    """
    return polish.number(least) if least == most else f"{polish.number(least)}{polish.DASH}{polish.number(most)}"


def percent_range(least: float, most: float) -> str:
    """
    Write a share in whole percent, or the least and the most that it may be.

    Examples
    --------
    >>> percent_range(0.5, 0.5), percent_range(0.222, 0.444)
    ('50%', '22–44%')
    """
    low, high = polish.percent(least), polish.percent(most)
    return low if low == high else f"{low.removesuffix('%')}{polish.DASH}{high}"


def page(text: object) -> str | int:
    """
    Give a page as a number where it is one, so that it is one in a workbook, too.

    Parameters
    ----------
    text
        As delivered; "" was not told.
    """
    written = str(text)
    return int(written) if written.isdecimal() else written or UNTOLD


def on_page(text: object) -> str:
    r"""
    Say on which page a goal stands.

    Examples
    --------
    >>> on_page("12"), on_page("")
    ('s.\xa012', 'strony nie podano')
    """
    return f"s.{polish.NBSP}{text}" if text else "strony nie podano"

"""Single cells of the table of comments as they are printed, or why they are empty."""

from __future__ import annotations

import datetime as dt

from diagnoza import polish

UNTOLD = "nie podano"
UNREASONED = {"partly": "nie podano uzasadnienia", "rejected": "nie podano uzasadnienia", "explained": "nie podano wyjaśnienia"}
FROM = {
    "resident": "mieszkaniec lub mieszkanka",
    "ngo": "organizacja pozarządowa",
    "institution": "instytucja",
    "entrepreneur": "przedsiębiorca",
    "council": "rada lub osoba w niej zasiadająca",
    "other": "inny podmiot",
    "": UNTOLD,
}
POSITIONS = {
    "accepted": "uwzględniono",
    "partly": "uwzględniono częściowo",
    "rejected": "nie uwzględniono",
    "explained": "wyjaśniono",
    "unclear": "stanowisko niejednoznaczne",
    "": "jeszcze bez stanowiska",
}
"""In the order in which sentences count them."""


def day(text: object) -> str:
    """
    Write a day in words, "" where it was not told.

    Parameters
    ----------
    text
        ISO date; empty: not told.
    """
    return polish.date_words(dt.date.fromisoformat(str(text))) if str(text) else ""


def position(code: str, answer: str, answered: str) -> str:
    """
    Write the position with its reasons and its day.

    Parameters
    ----------
    code, answer, answered
        As in the table `Comments`.
    """
    word = polish.upper_first(POSITIONS[code])
    reasons = answer or UNREASONED.get(code, "")
    when = f" ({day(answered)})" if answered and code else ""
    return ": ".join(filter(None, [f"{word}{when}", reasons]))

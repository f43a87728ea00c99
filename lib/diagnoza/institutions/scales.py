"""Closed lists of words: how strong a tie is, what hinders it, which roles a team has, what state an item of the checklist is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.folding import fold
from diagnoza.tables.institutions import MOST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INTENSITIES = {
    0: ("brak", "nie współpracujemy", "none", "żadna"),
    1: ("informacja", "wymiana informacji", "information"),
    2: ("skierowania", "konsultacje", "skierowania lub konsultacje", "referral", "consultation"),
    3: ("wspólne działania", "wspólne działanie", "joint action"),
    4: ("porozumienie", "wspólne zasoby", "porozumienie lub wspólne zasoby", "formal agreement", "shared resources"),
}
BARRIERS = {
    "time": ("brak czasu", "za mało czasu", "obciążenie zadaniami"),
    "staff": ("brak kadry", "braki kadrowe", "za mało osób"),
    "money": ("brak pieniędzy", "brak środków", "finanse"),
    "legal": ("przepisy", "ochrona danych", "brak podstawy prawnej", "rodo"),
    "knowledge": ("brak wiedzy o zadaniach", "nieznajomość zadań", "brak informacji o zadaniach"),
    "contact": ("brak stałego kontaktu", "brak osoby do kontaktu", "nie wiadomo, z kim rozmawiać"),
    "rules": ("brak ustalonych zasad", "brak procedur", "brak porozumienia"),
    "distance": ("odległość", "dojazd"),
    "other": ("inna przeszkoda", "inna", "inne"),
}
"""The first words are those of the report. Other texts are not published: what is typed freely may rate a person."""
ROLES = {
    "coordinator": ("koordynator lub koordynatorka", "koordynator", "koordynatorka", "coordinator"),
    "chair": ("przewodniczący lub przewodnicząca", "przewodniczący", "przewodnicząca", "lider", "chair"),
    "deputy": ("zastępca lub zastępczyni", "zastępca", "zastępczyni", "deputy"),
    "animator": ("animator lub animatorka", "animator", "animatorka"),
    "secretary": ("sekretarz lub sekretarka", "sekretarz", "secretary"),
    "member": ("członek lub członkini", "członek", "członkini", "member"),
    "other": ("inna rola", "inna", "inne"),
}
STATES = {
    "yes": ("tak", "spełniony", "spełnione", "1", "yes"),
    "partly": ("częściowo", "w części", "w trakcie", "partly"),
    "no": ("nie", "niespełniony", "niespełnione", "0", "no"),
    "unknown": ("nie wiadomo", "nie wiem", "trudno powiedzieć", "unknown"),
}
_YES, _NO = {"1", "tak", "t", "yes", "true"}, {"0", "nie", "n", "no", "false"}


def code_of(text: str, words: Mapping[str, Sequence[str]]) -> str:
    """
    Find the code of a word.

    Parameters
    ----------
    text
        As delivered.
    words
        Codes with their words.

    Returns
    -------
        The code, "" where the word is none of them.

    Examples
    --------
    >>> code_of("Brak czasu", BARRIERS), code_of("złośliwość", BARRIERS)
    ('time', '')
    """
    folded = fold(text)
    return next((code for code, known in words.items() if folded in {fold(code), *map(fold, known)}), "")


def intensity_of(text: str) -> int | None:
    """
    Read how strong a tie is.

    Parameters
    ----------
    text
        A number of 0 to 4, a word of the scale, or both.

    Returns
    -------
        The number; None where it is none of them.

    Examples
    --------
    >>> intensity_of("3"), intensity_of("1,0"), intensity_of("wspólne działania"), intensity_of("5"), intensity_of("mocna")
    (3, 1, 3, None, None)
    """
    number = text.strip().removesuffix(",0").removesuffix(".0")
    if number.isdecimal():
        return int(number) if int(number) <= MOST else None
    folded = fold(text)
    return next(
        (level for level, known in INTENSITIES.items() if folded in {*map(fold, known), *(fold(f"{level} {one}") for one in known)}), None
    )


def yes_or_no(text: str) -> int | None:
    """
    Read a yes or no.

    Parameters
    ----------
    text
        As delivered.

    Returns
    -------
        1, 0, or None where it is neither.

    Examples
    --------
    >>> yes_or_no("Tak"), yes_or_no("0"), yes_or_no("może")
    (1, 0, None)
    """
    folded = fold(text)
    return 1 if folded in _YES else 0 if folded in _NO else None

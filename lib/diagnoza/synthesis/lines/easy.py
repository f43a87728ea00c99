"""Easy Polish for readers who need it (ETR): shares without percent signs, numbers that can be pictured."""

from __future__ import annotations

from diagnoza import polish

HUNDREDS, THOUSANDS = 100, 1000
EXACT_TO = 20_000
"""Persons from which numbers are told in thousands."""
ABOUT = "mniej więcej"
_PEOPLE = (
    (0.07, "mniej niż co dziesiąta osoba"),
    (0.125, f"{ABOUT} co dziesiąta osoba"),
    (0.175, f"{ABOUT} co siódma osoba"),
    (0.225, f"{ABOUT} co piąta osoba"),
    (0.285, f"{ABOUT} co czwarta osoba"),
    (0.37, f"{ABOUT} co trzecia osoba"),
    (0.45, f"{ABOUT} 4 na 10 osób"),
    (0.555, f"{ABOUT} połowa osób"),
    (0.645, f"{ABOUT} 6 na 10 osób"),
    (0.745, f"{ABOUT} 7 na 10 osób"),
    (0.845, f"{ABOUT} 8 na 10 osób"),
    (0.945, f"{ABOUT} 9 na 10 osób"),
)
"""The upper end of a range of shares, and how it is told, with a verb in the singular before it."""


def people(share: float) -> str:
    """
    Tell a share of persons without a percent sign, as the subject of a verb in the singular that stands before it.

    Parameters
    ----------
    share
        0-1.

    Examples
    --------
    >>> [people(share) for share in (0.02, 0.34, 0.5, 0.97)]
    ['mniej niż co dziesiąta osoba', 'mniej więcej co trzecia osoba', 'mniej więcej połowa osób', 'prawie każda osoba']
    """
    return next((words for top, words in _PEOPLE if share < top), "prawie każda osoba")


def about(persons: float) -> str:
    """
    Round a number of persons so that it can be remembered, in the genitive that goes after "około".

    Parameters
    ----------
    persons
        Persons.

    Examples
    --------
    >>> [about(n).replace(polish.NBSP, " ") for n in (8312, 134172)]
    ['8 300 osób', '134 tysięcy osób']
    """
    if persons < EXACT_TO:
        return f"{polish.number(round(persons / HUNDREDS) * HUNDREDS)}{polish.NBSP}osób"
    return f"{polish.counted(round(persons / THOUSANDS), 'tysiąca', 'tysięcy', 'tysięcy')} osób"

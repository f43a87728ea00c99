"""Single figures of flows as they are printed, or why they are not given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnoza.grid import Cell

PROTECTED, NOT_REPORTED, UNDEFINED = "utajniono", "nie podano", "nie dotyczy"
STATUSES = {
    "protected": PROTECTED,
    "not_reported": NOT_REPORTED,
    "undefined": UNDEFINED,
    "no_cost": "brak kosztu",
    "few": "za mało odpowiedzi",
}
HUNDREDS = 3  # digits
SIGNS = {"protected": "•", "not_reported": "?", "undefined": "×"}
"""In cells that have no room for a word."""
FLAGS = {
    "bound": "wartość to granica, a nie dokładna liczba",
    "missing_reporter": "nie wszyscy partnerzy podali dane",
    "many_unknown": "u zbyt wielu osób nie ustalono miejsca, nie porównujemy z innymi",
    "tie": "kilka miejsc ma tyle samo osób",
}
UNRANKED = ("bound", "missing_reporter", "many_unknown")
"""With these flags a place is not compared with others."""
MEANINGS = {
    PROTECTED: "Utajniono: liczby nie podajemy, aby nie dało się rozpoznać pojedynczych osób (założenie A20).",
    NOT_REPORTED: "Nie podano: nikt nie przekazał danych; to nie jest zero.",
    "≥": "Znak ≥: suma bez liczb, których nie podano.",
}
"""What is said under a table of the words and signs that stand in it."""


@dataclass(frozen=True)
class Noun:
    """
    How those who use a service are called.

    Attributes
    ----------
    one, few, many
        Nominative with 1, 2 and 5.
    one_of
        Genitive of one; that of several is `many`.
    who, whose
        Relative pronoun of several, and of one.
    """

    one: str = "osoba"
    few: str = "osoby"
    many: str = "osób"
    one_of: str = "osoby"
    who: str = "które"
    whose: str = "która"


PERSONS = Noun()
CHILDREN = Noun("dziecko", "dzieci", "dzieci", "dziecka", "które", "które")
PUPILS = Noun("uczeń", "uczniowie", "uczniów", "ucznia", "którzy", "który")
USERS = {"kindergarten": CHILDREN, "nursery": CHILDREN, "primary_school": PUPILS, "secondary_school": PUPILS}


def persons(n: float) -> str:
    """Count persons: "22 osoby"."""
    return polish.counted(n, "osoba", "osoby", "osób")


def persons_of(n: float) -> str:
    """Count persons in the genitive: "od 22 osób"."""
    return polish.counted(n, "osoby", "osób", "osób")


def out_of(n: float) -> str:
    r"""
    Write a number after "of", which is "ze" before a hundred and some.

    Examples
    --------
    >>> [out_of(n) for n in (2, 44, 138, 200, 1100, 120_000)]
    ['z\xa02', 'z\xa044', 'ze\xa0138', 'z\xa0200', 'z\xa01\xa0100', 'ze\xa0120\xa0000']
    """
    told = polish.number(n)
    first = told.split(polish.NBSP)[0]
    return f"z{'e' if len(first) == HUNDREDS and first.startswith('1') else ''}{polish.NBSP}{told}"


def from_among(n: float, noun: Noun, *, least: bool = False) -> str:
    r"""
    Begin a sentence on a number of users, in the genitive.

    Parameters
    ----------
    n, noun
        The number, and how users are called.
    least
        Whether the number is a lower bound.

    Examples
    --------
    >>> from_among(1, PUPILS), from_among(22, PERSONS)
    ('z\xa01\xa0ucznia, który mieszka', 'z\xa022\xa0osób, które mieszkają')
    """
    single = round(n) == 1
    who = f"{noun.whose} mieszka" if single else f"{noun.who} mieszkają"
    number = f"z co najmniej {polish.number(n)}" if least else out_of(n)
    return f"{number}{polish.NBSP}{noun.one_of if single else noun.many}, {who}"


def use(n: float) -> str:
    """
    Conjugate "to use" with a number.

    Examples
    --------
    >>> [use(n) for n in (0, 1, 2, 5, 12, 22)]
    ['korzysta', 'korzysta', 'korzystają', 'korzysta', 'korzysta', 'korzystają']
    """
    return polish.plural(n, "korzysta", "korzystają", "korzysta")


def word(status: object) -> str:
    """
    Say in the place of a figure why it is not given.

    Parameters
    ----------
    status
        As in the tables of flows.
    """
    return STATUSES.get(str(status), NOT_REPORTED)


def figure(value: object, status: object) -> Cell:
    """
    Give a figure, or the word in its place.

    Parameters
    ----------
    value, status
        The figure and its status; a missing figure that is "shown" was not reported.
    """
    return word(status) if polish.is_missing(value) else float(value)  # type: ignore[arg-type]


def at_least(value: float) -> str:
    r"""
    Write a lower bound.

    Examples
    --------
    >>> at_least(32)
    '≥\xa032'
    """
    return f"≥{polish.NBSP}{polish.number(value)}"


def ranged(value: float, low: float, high: float, *, decimals: int = 0, signed: bool = False) -> str:
    r"""
    Write a figure with the range it may lie in; of no width the range is left out.

    Examples
    --------
    >>> ranged(35, 30, 40, signed=True), ranged(35, 35, 35)
    ('+35 (od\xa0+30 do\xa0+40)', '35')
    """
    told = polish.number(value, decimals, signed=signed)
    if polish.is_missing(low) or polish.is_missing(high):
        return told
    ends = [polish.number(one, decimals, signed=signed) for one in (low, high)]
    return told if ends == [told, told] else f"{told} (od{polish.NBSP}{ends[0]} do{polish.NBSP}{ends[1]})"


def share(row: Mapping[Any, Any]) -> str:
    r"""
    Write a share with its range, or the word in its place.

    Parameters
    ----------
    row
        With value, low, high [0-1] and status; empty where there is no such row.

    Examples
    --------
    >>> share({"value": 0.56, "low": 0.5, "high": 0.6, "status": "shown"}), share({})
    ('56% (od\xa050% do\xa060%)', 'nie podano')
    """
    if not row or polish.is_missing(row["value"]):
        return word(row.get("status", "not_reported"))
    told, low, high = (polish.percent(row[name]) for name in ("value", "low", "high"))
    if polish.is_missing(row["low"]) or polish.is_missing(row["high"]) or told == low == high:
        return told
    return f"{told} (od{polish.NBSP}{low} do{polish.NBSP}{high})"


def money(value: float, low: float, high: float, *, signed: bool = False) -> str:
    r"""
    Write an amount in whole zlotys with its range.

    Examples
    --------
    >>> money(1200, 1000, 1400)
    '1\xa0200\xa0zł (od\xa01\xa0000 do\xa01\xa0400)'
    """
    told = ranged(value, low, high, signed=signed)
    first, bracket, rest = told.partition(" (")
    return f"{first}{polish.NBSP}zł{bracket}{rest}"


def noted(note: str, rows: Iterable[Iterable[Cell]]) -> str:
    """
    Add to the remark under a table what the words in the place of its figures mean.

    Parameters
    ----------
    note, rows
        The remark; finished cells.

    Examples
    --------
    >>> noted("Osoby.", [["A", 3], ["B", "nie podano"]])
    'Osoby. Nie podano: nikt nie przekazał danych; to nie jest zero.'
    """
    written = [cell for row in rows for cell in row if isinstance(cell, str)]
    told = [meaning for word, meaning in MEANINGS.items() if any(word in cell for cell in written)]
    return " ".join([note, *told] if note else told)


def comparable(flags: object) -> bool:
    """Tell whether a figure may be compared with that of other places."""
    return not set(UNRANKED) & {one.strip() for one in str(flags).split(",")}


def remarks(flags: Iterable[object]) -> str:
    """
    Say what is to be known of some figures, each thing once.

    Parameters
    ----------
    flags
        As in `FlowIndicators`: names with commas.

    Examples
    --------
    >>> remarks(["tie", "", "missing_reporter,tie"])
    'kilka miejsc ma tyle samo osób; nie wszyscy partnerzy podali dane'
    """
    named = [one.strip() for text in flags for one in str(text).split(",")]
    return "; ".join(FLAGS[one] for one in dict.fromkeys(named) if one in FLAGS)

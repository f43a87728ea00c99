"""Polish as the reader of a report expects it: numbers, dates, plurals, enumerations, alphabetical order, typography."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

NBSP = "\u00a0"
"""A sign of no width that lines are not broken at."""
MINUS = "\u2212"
DASH = "–"
NO_DATA = "brak danych"

_ALPHABET = "aąbcćdeęfghijklłmnńoóprsśtuvwxyzźż"
_ONE_LETTER = re.compile(r"(?<![\w„])([aiouwzAIOUWZ]) (?=\S)")
_NUMBER_UNIT = re.compile(r"(?<=\d) (?=(?:zł|km|ha|os\.|r\.|p\.p\.|tys\.|mln|mld|proc\.|lat|lata|gmin|osób|osoby)(?!\w))")

_KINDS = {  # how a municipality of each type is announced: nominative, genitive, locative
    "wiejska": ("gmina", "gminy", "gminie"),
    "miejsko-wiejska": ("gmina", "gminy", "gminie"),
    "miejska": ("miasto", "miasta", "mieście"),
    "miasto na prawach powiatu": ("miasto", "miasta", "mieście"),
}
_CASES = {"nominative": 0, "genitive": 1, "locative": 2}


def number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    r"""
    Write a number the Polish way: groups of three, decimal comma, a true minus sign.

    Parameters
    ----------
    value
        The number; missing (NaN, None, NA) is written as "brak danych".
    decimals
        Digits after the comma; halves round away from zero, as readers do it by hand.
    signed
        Whether positive numbers carry a plus sign.

    Returns
    -------
    str
        For example ``116 436`` or ``−0,5``; the spaces do not break.

    Examples
    --------
    >>> number(116436), number(-0.25, 1), number(2655.4), number(3, signed=True)
    ('116\xa0436', '−0,3', '2\xa0655', '+3')
    """
    if is_missing(value):
        return NO_DATA
    from babel.numbers import format_decimal  # noqa: PLC0415  (0.2 s that the command line need not pay)

    rounded = round_half_up(float(value), decimals)
    text = format_decimal(abs(rounded), "#,##0" + "." * (decimals > 0) + "0" * decimals, locale="pl")
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + str(text)


def round_half_up(value: float, decimals: int) -> float:
    """
    Round halves away from zero on the shortest decimal writing of the number.

    Examples
    --------
    >>> round_half_up(2.675, 2), round_half_up(-0.5, 0), round_half_up(1e-9, 1)
    (2.68, -1.0, 0.0)
    """
    quantum = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(quantum, rounding=ROUND_HALF_UP)) + 0.0


def is_missing(value: object) -> bool:
    """Tell whether a cell holds nothing: None, NaN or pandas NA."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and math.isnan(value)


def percent(value: float, decimals: int = 0) -> str:
    """
    Write a share (0-1) as a percentage, without a space before the sign.

    Examples
    --------
    >>> percent(0.125, 1)
    '12,5%'
    """
    return NO_DATA if is_missing(value) else f"{number(value * 100, decimals)}%"


def plural(n: float, one: str, few: str, many: str) -> str:
    """
    Choose the form of a noun that goes with a whole number.

    Examples
    --------
    >>> [plural(n, "osoba", "osoby", "osób") for n in (1, 2, 5, 12, 22, 112)]
    ['osoba', 'osoby', 'osób', 'osób', 'osoby', 'osób']
    """
    n = abs(round(n))
    if n == 1:
        return one
    if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}:
        return few
    return many


def counted(n: float, one: str, few: str, many: str) -> str:
    r"""
    Write a whole number with its noun.

    Examples
    --------
    >>> counted(1022, "gmina", "gminy", "gmin")
    '1\xa0022\xa0gminy'
    """
    return f"{number(n)}{NBSP}{plural(n, one, few, many)}"


def date_words(day: dt.date) -> str:
    r"""
    Write a date in words.

    Examples
    --------
    >>> import datetime
    >>> date_words(datetime.date(2021, 5, 3))
    '3\xa0maja 2021\xa0r.'
    """
    from babel.dates import format_date  # noqa: PLC0415  (as in number)

    return f"{format_date(day, 'd MMMM y', locale='pl').replace(' ', NBSP, 1)}{NBSP}r."


def days(start: dt.date, end: dt.date) -> str:
    r"""
    Write the days from one to another, without what both share.

    Examples
    --------
    >>> import datetime
    >>> days(datetime.date(2013, 3, 4), datetime.date(2013, 4, 26))
    '4\xa0marca\xa0– 26\xa0kwietnia 2013\xa0r.'
    >>> days(datetime.date(2021, 1, 4), datetime.date(2021, 1, 31))
    '4–31\xa0stycznia 2021\xa0r.'
    """
    last = date_words(end)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{DASH}{last}"
    first = date_words(start)
    return f"{first if start.year != end.year else first.rsplit(' ', 1)[0]}{NBSP}{DASH} {last}"


def span(years: Iterable[int]) -> str:
    """
    Write the first and last of some years.

    Examples
    --------
    >>> span([2012, 2010]), span([2018])
    ('2010–2012', '2018')
    """
    known = sorted(set(years))
    if not known:
        return NO_DATA
    return str(known[0]) if len(known) == 1 else f"{known[0]}{DASH}{known[-1]}"


def listed(words: Sequence[str]) -> str:
    r"""
    Join words with commas and "i".

    Examples
    --------
    >>> listed(["Bobrowo", "Brzozie", "Wąpielsk"])
    'Bobrowo, Brzozie i\xa0Wąpielsk'
    """
    return ", ".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} i{NBSP}{words[-1]}"  # noqa: PLR2004


def place(name: str, kind: str, case: Literal["nominative", "genitive", "locative"] = "nominative") -> str:
    """
    Announce a municipality so that its own name need not be declined.

    Parameters
    ----------
    name, kind
        Name and type of the municipality as the register has them; a powiat's name already says what it is.
    case
        The case that the sentence asks for.

    Examples
    --------
    >>> place("Deszczno", "wiejska", "locative"), place("Starachowice", "miejska", "genitive"), place("powiat brodnicki", "powiat")
    ('gminie Deszczno', 'miasta Starachowice', 'powiat brodnicki')
    """
    return f"{_KINDS[kind][_CASES[case]]} {name}" if kind in _KINDS else name


def collation_key(text: str) -> list[tuple[int, str]]:
    """
    Order words as a Polish dictionary does.

    Examples
    --------
    >>> sorted(["Świlcza", "Zbiczno", "Starachowice", "Łask", "Lwówek"], key=collation_key)
    ['Lwówek', 'Łask', 'Starachowice', 'Świlcza', 'Zbiczno']
    """
    return [(_ALPHABET.find(letter), letter) for letter in text.lower()]


def typography(text: str) -> str:
    r"""
    Keep one-letter words with the next word and numbers with their unit.

    Examples
    --------
    >>> typography("w 2 gminach i 5 km dalej")
    'w\xa02 gminach i\xa05\xa0km dalej'
    """
    glued = _ONE_LETTER.sub(rf"\1{NBSP}", text)
    return _NUMBER_UNIT.sub(NBSP, _ONE_LETTER.sub(rf"\1{NBSP}", glued))


def lower_first(text: str) -> str:
    """
    Begin a label as inside a sentence; what begins with an abbreviation is left as it is.

    Examples
    --------
    >>> lower_first("Transport publiczny"), lower_first("OSP i straż")
    ('transport publiczny', 'OSP i straż')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """
    Begin a sentence.

    Examples
    --------
    >>> upper_first("młodzież i OSP")
    'Młodzież i OSP'
    """
    return text[:1].upper() + text[1:]

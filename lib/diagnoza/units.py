"""Numbers and units as offices write them: "1 234,5", "85%", "tys. zł", "na 100 dzieci"; what is not certain is not read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Dots = Literal["decimal", "thousands", ""]
"""What one dot before three digits is in a file, as in 1.250; "": the file does not tell."""

PER = " na 1 000 "
"""Between what is counted and the population, in the unit of every rate."""
PERCENT = "%"
YES_NO = "tak/nie"

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"^(?P<sign>[-−]?)(?P<digits>\d[\d ,.]*?)\s*(?P<words>(?:[^\d\s,.–-].*)?)$")
_GROUPED = re.compile(r"^\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*$")
_DECIMAL_COMMA = re.compile(r"^[-−]?\d[\d .]*,\d+$")
_DECIMAL_DOT = re.compile(r"^[-−]?(?:0\.\d+|\d{4,}\.\d+|\d+\.(?:\d{1,2}|\d{4,}))$")
_MISSING = {"", "-", "--", "–", "—", "?", "...", "…", "bd", "b.d.", "b. d.", "b/d", "brak danych", "nie wiadomo", "no data", "n/a", "na"}
_NOT_APPLICABLE = {"nie dotyczy", "nd", "n.d.", "n. d.", "not applicable", "x"}
_THOUSANDS = {"tys": 1e3, "tysiąc": 1e3, "tysiące": 1e3, "tysięcy": 1e3, "mln": 1e6, "mld": 1e9}
_SCALE = re.compile(r"^(tys|tysiąc|tysiące|tysięcy|mln|mld)\b\.?\s*")
_RATE = re.compile(
    r"^(?P<base>.*?)\s*(?:\bna|\bper|/)\s*(?:(?P<count>\d[\d ]*)\s*(?P<many>tys\b\.?|mln\b)?|(?P<one>tys\b\.?))\s*(?P<of>.*)$"
)
_EACH = re.compile(r"\s*(?:\bna\b|\bper\b|/)\s*")
_BASES = {
    "zł": ("zl", "pln", "złotych", "złote"),
    PERCENT: ("procent", "proc.", "proc", "pct", "percent"),
    "szt.": ("szt", "sztuk", "sztuki", "liczba", "obiekty", "obiektów"),
    "osób": ("os.", "os", "osoby", "osoba", "persons"),
    "etatów": ("etat", "etaty", "etatu", "fte"),
    "miejsc": ("miejsca", "miejsce", "places"),
    "m²": ("m2", "m kw.", "mkw", "m kw"),
    "godz.": ("godz", "godziny", "godzin", "h", "hours"),
    "godz. tygodniowo": ("godz./tydz.", "godz/tydz", "godzin tygodniowo", "godz. w tygodniu", "h/tydz.", "h/tydz", "hours a week"),
    "min": ("minut", "minuty", "min."),
    "dni": ("dzień", "days"),
    YES_NO: ("0/1", "t/n", "tak / nie", "yes/no"),
}
_BASE = {word: base for base, words in _BASES.items() for word in (base, *words)}
_SHARES = {"udział", "ułamek", "share", "0-1", "0–1"}
_PEOPLE = {
    "mieszk.": "mieszkańców",
    "mieszk": "mieszkańców",
    "os.": "osób",
    "os": "osób",
    "ludności": "mieszkańców",
    "ludn.": "mieszkańców",
}
_INTENSIVE = {PERCENT, YES_NO, "godz.", "godz. tygodniowo", "min", "dni", "km", "lat", "pkt"}
_STANDARD = re.compile(
    r"^(?:(?P<least>min\.?|minimum|co najmniej|nie mniej niż|od|≥|>=|at least)|(?P<most>maks?\.?|max\.?|maksimum|maximum|co najwyżej"
    r"|nie więcej niż|do|≤|<=|at most))?\s*(?P<rest>.*)$"
)


class UnreadableError(ValueError):
    """A cell that cannot be read with certainty: what it is, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


@dataclass(frozen=True)
class Unit:
    """
    A unit: its one name here, what a value as delivered is multiplied by, and whether the values of providers add up.

    ``per`` is how many persons a rate is delivered for; 0: it is no rate.
    """

    name: str
    factor: float = 1.0
    adds_up: bool = True
    per: float = 0.0


def plain(text: str) -> str:
    """Write a cell with single ordinary spaces and no capitals."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip().lower()


def is_missing(text: str) -> bool:
    """Tell whether a cell says that there are no data; 0 does not."""
    return plain(text) in _MISSING


def is_not_applicable(text: str) -> bool:
    """Tell whether a cell says that the question does not arise."""
    return plain(text) in _NOT_APPLICABLE


def dots_of(cells: Iterable[str]) -> Dots:
    """
    Tell what a dot before three digits is in a text file, by its other numbers.

    Parameters
    ----------
    cells
        All cells of the columns of numbers.

    Returns
    -------
        thousands where others have a decimal comma, decimal where others have a decimal dot, "" where neither or both do.
    """
    texts = [plain(cell) for cell in cells]
    comma, dot = (any(pattern.match(text) for text in texts) for pattern in (_DECIMAL_COMMA, _DECIMAL_DOT))
    return "" if comma == dot else "thousands" if comma else "decimal"


def read_number(text: str, dots: Dots = "") -> tuple[float, str]:
    r"""
    Read a number the Polish way.

    Parameters
    ----------
    text
        A cell that is neither missing nor not applicable.
    dots
        What a dot before three digits is, as `dots_of` tells.

    Returns
    -------
        The number and the words behind it, such as "tys. zł".

    Raises
    ------
    UnreadableError
        If it is no number, or may be two.

    Examples
    --------
    >>> read_number("1\xa0234,5"), read_number("1.234.567 zł"), read_number("12.5"), read_number("1.250", "thousands")
    ((1234.5, ''), (1234567.0, 'zł'), (12.5, ''), (1250.0, ''))
    """
    found = _NUMBER.match(plain(text))
    if found is None:
        remedy = (
            "Write 0 where there is none, „brak danych” where it is not known" if plain(text) in {"brak", "nie ma"} else "Write a number"
        )
        raise UnreadableError("it is no number", remedy)
    digits = found["digits"].strip()
    marks = [mark for mark in digits if mark in ",."]
    whole, decimals = digits, ""
    if len(set(marks)) == 2 or (len(marks) == 1 and not _is_grouping(digits, marks[0], dots)):  # noqa: PLR2004  (comma and dot)
        whole, _, decimals = digits.rpartition(marks[-1])
    if not (whole.isdecimal() or _GROUPED.match(whole)) or (decimals and not decimals.isdecimal()):
        raise UnreadableError("its spaces, commas and dots do not make one number", "Write it as 1234,5")
    value = float(f"{re.sub('[ .,]', '', whole)}.{decimals or 0}")
    return -value if found["sign"] else value, found["words"].strip()


def _is_grouping(digits: str, mark: str, dots: Dots) -> bool:
    """Tell whether the one comma or dot of a number parts thousands: a comma never does."""
    if mark == "," or not _GROUPED.match(digits) or digits.startswith("0"):
        return False
    if not dots:
        meant = digits.replace(".", "")
        raise UnreadableError(f"it may be {meant} or {digits.replace('.', ',')}", "Write it without the dot, or with a comma")
    return dots == "thousands"


def read_unit(text: str) -> Unit:
    """
    Read a unit.

    Parameters
    ----------
    text
        As delivered; thousands, millions and rates of any size are recognised, other words stay as they are.

    Returns
    -------
        The unit. Rates are per 1 000, amounts in zł and not in thousands of them, shares in per cent.

    Examples
    --------
    >>> read_unit("miejsc na 100 dzieci")
    Unit(name='miejsc na 1 000 dzieci', factor=10.0, adds_up=False, per=100.0)
    >>> read_unit("tys. zł"), read_unit("osób na oddział").adds_up
    (Unit(name='zł', factor=1000.0, adds_up=True, per=0.0), False)
    """
    words = plain(text)
    if words in _BASE:
        return Unit(_BASE[words], adds_up=_BASE[words] not in _INTENSIVE)
    if words in _SHARES:
        return Unit(PERCENT, 100.0, adds_up=False)
    if scale := _SCALE.match(words):
        unit = read_unit(words[scale.end() :] or "szt.")
        return replace(unit, factor=unit.factor * _THOUSANDS[scale[1]])
    if rate := _RATE.match(words):
        count = float(rate["count"].replace(" ", "") if rate["count"] else 1) * _THOUSANDS.get(
            (rate["many"] or rate["one"] or "").rstrip("."), 1
        )
        if count > 0:
            base, people = read_unit(rate["base"] or "szt."), _PEOPLE.get(rate["of"], rate["of"] or "osób")
            return Unit(f"{base.name}{PER}{people}", base.factor * 1000 / count, adds_up=False, per=count)
    if each := _EACH.search(words):
        base = read_unit(words[: each.start()] or "szt.")
        return Unit(f"{base.name} na {words[each.end() :]}", base.factor, adds_up=False)
    return Unit(words, adds_up=words not in _INTENSIVE)


def read_standard(text: str, dots: Dots = "") -> tuple[float, str, str]:
    """
    Read a standard.

    Parameters
    ----------
    text
        A number, perhaps with „min.” or „maks.” before it; without, it is a least.
    dots
        As in `read_number`.

    Returns
    -------
        The number, the words behind it, and what is better: higher (a least) or lower (a most).

    Raises
    ------
    UnreadableError
        If it is no number above 0, or may be two.

    Examples
    --------
    >>> read_standard("maks. 25 osób"), read_standard("60")
    ((25.0, 'osób', 'lower'), (60.0, '', 'higher'))
    """
    found = _STANDARD.match(plain(text))
    value, words = read_number(found["rest"] if found else text, dots)
    if value <= 0:
        raise UnreadableError("a standard is above 0", "Write the standard of the law, or leave the cell empty")
    return value, words, "lower" if found and found["most"] else "higher"

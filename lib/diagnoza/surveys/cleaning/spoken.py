"""Numbers as people write them: with words around, in words, with a unit; and the ranges that they and labels name."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from diagnoza.folding import fold

if TYPE_CHECKING:
    from diagnoza.surveys.codebook import Question

_UNITS = {  # each family of words for one unit
    "year": "lat lata latek rok roku l",
    "minute": "min minut minuty minute minuta",
    "hour": "h godz godzin godziny godzine godzina",
    "km": "km kilometr kilometry kilometrow kilometra",
    "person": "os osoba osob osoby",
    "child": "dziecko dzieci dziecka",
    "zloty": "zl zloty zlotych zlote pln",
    "time": "raz razy",
    "day": "dzien dni dnia",
    "month": "miesiac miesiace miesiecy mies miesiaca",
}
_FAMILY = {word: family for family, words in _UNITS.items() for word in words.split()}
_WORDING = {"wiek": "year", "wieku": "year"} | {word: family for word, family in _FAMILY.items() if len(word) > 1}
_FACTOR = {("hour", "minute"): 60.0, ("minute", "hour"): 1 / 60}
_AROUND = {"mam", "ok", "okolo", "ca", "circa", "srednio", "jakies", "to", "jest", "skonczone", "tylko"}
_MORE_OR_LESS = "mniej wiecej"
_ONES = (
    "zero;jeden jedna jedno;dwa dwie dwoje dwoch;trzy troje trzech;cztery czworo czterech;piec piecioro pieciu;szesc szescioro szesciu;"
    "siedem siedmioro siedmiu;osiem osmioro osmiu;dziewiec dziewiecioro;dziesiec dziesiecioro;jedenascie;dwanascie;trzynascie;"
    "czternascie;pietnascie;szesnascie;siedemnascie;osiemnascie;dziewietnascie"
)
_TENS = "dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat dziewiecdziesiat"
_ONE = {word: number for number, words in enumerate(_ONES.split(";")) for word in words.split()}
_TEN = {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
_HALVES = {"pol": 0.5, "poltora": 1.5, "poltorej": 1.5}
_NUMBER = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)?(?![\d.,]*\d)")
_DECIMAL = re.compile(r"\d[.,]\d")
_BELOW = re.compile(r"^(?:ponizej|mniej niz|krocej niz|przed|<) (\d+)$")
_UP_TO = re.compile(r"^(?:do|najwyzej|nie wiecej niz|max|maksymalnie|<) (\d+)$")
_ABOVE = re.compile(r"^(?:powyzej|wiecej niz|ponad|dluzej niz|>) (\d+)$")
_FROM = re.compile(r"^(?:(?:od|co najmniej|minimum|min) (\d+)|(\d+) (?:(?:lub|i|albo) (?:wiecej|dluzej|powyzej|starsi|starszy)|\+))$")
_BETWEEN = re.compile(r"^(?:od )?(\d+) (?:do )?(\d+)$")
_EXACTLY = re.compile(r"^(\d+)$")


class Range(NamedTuple):
    """Whole numbers from `low` to `high`, both included, and their unit, "" where none is said."""

    low: float
    high: float
    unit: str


def number_in(text: str, question: Question) -> str | None:
    """
    Read a number that stands among words.

    Parameters
    ----------
    text
        What was written, e.g. „17 lat”, „ok. 20 minut”, „siedemnaście”.
    question
        The question; the unit that its wording names is the only one that is safe, hours and minutes turn into each other.

    Returns
    -------
        The number with a decimal point. None where there is no number or more than one (20–30 is not taken for 25), where it is a limit
        („35 i więcej”), or where its unit is not that of the question.

    Examples
    --------
    >>> from diagnoza.surveys.codebook import Question
    >>> way = Question(id="way", wording="Ile minut trwa dojazd?", kind="number")
    >>> [number_in(text, way) for text in ("ok. 20 minut", "1,5 h", "pół godziny", "dwadzieścia pięć", "20-30", "5 km", "35 i więcej")]
    ['20', '90', '30', '25', None, None, None]
    """
    found = _NUMBER.findall(text)
    rest = fold(_NUMBER.sub(" ", text).replace("~", " ")) if found else fold(text)
    words = rest.replace(_MORE_OR_LESS, " ").split() if any(letter.isalnum() for letter in rest) else []
    if not found and words and (value := _in_words(words)):
        found, words = [str(value[0])], value[1]
    units = {_FAMILY[word] for word in words if word in _FAMILY}
    if len(found) != 1 or len(units) > 1 or _signs(text) or any(word not in _FAMILY and word not in _AROUND for word in words):
        return None
    return _in_unit(float(found[0].replace(",", ".")), units, _unit_of(question))


def _signs(text: str) -> bool:
    """Tell whether a sign says that a number is a limit, negative or a share."""
    return re.search(r"[<>+%/–—−-]", text) is not None


def _in_words(words: list[str]) -> tuple[float, list[str]] | None:
    """Read a number below 100 that is written out, or half a unit; give it and the other words."""
    if words[0] in _HALVES and len(words) > 1:
        return _HALVES[words[0]], words[1:]
    tens = [word for word in words if word in _TEN]
    ones = [word for word in words if word in _ONE]
    if len(tens) > 1 or len(ones) > 1 or not (tens or ones):
        return None
    if tens and ones and not 0 < _ONE[ones[0]] < 10:  # noqa: PLR2004  (no „dwadzieścia dwanaście”)
        return None
    value = sum(_TEN[word] for word in tens) + sum(_ONE[word] for word in ones)
    return value, [word for word in words if word not in _TEN and word not in _ONE]


def _unit_of(question: Question) -> str:
    """Tell the unit that a wording names; "" if it names none or several."""
    named = {_WORDING[word] for word in fold(question.wording).split() if word in _WORDING}
    if named in ({"person", "year"}, {"child", "year"}):  # „Ile dzieci w wieku do 18 lat…”
        named.discard("year")
    return named.pop() if len(named) == 1 else ""


def _in_unit(value: float, units: set[str], unit: str) -> str | None:
    said = next(iter(units), unit)
    factor = 1.0 if said == unit else _FACTOR.get((said, unit))
    if factor is None:
        return None
    return f"{round(value * factor, 4):.4f}".rstrip("0").rstrip(".")


def range_in(text: str) -> Range | None:
    """
    Read a range of whole numbers.

    Parameters
    ----------
    text
        A label or an answer, e.g. „30–44 lata”, „poniżej 18 lat”, „80+”, „17 lat”.

    Returns
    -------
        The range; a single number is one too. None for anything else, decimals among it.

    Examples
    --------
    >>> [tuple(range_in(text)) for text in ("30–44 lata", "Poniżej 18 lat", "35 i więcej")]
    [(30.0, 44.0, 'year'), (-inf, 17.0, 'year'), (35.0, inf, '')]
    """
    if _DECIMAL.search(text):
        return None
    words = fold(text).split()
    units = {_FAMILY[word] for word in words if word in _FAMILY and word != "min"}
    plain = " ".join(word for word in words if word not in _FAMILY or word == "min")
    plain = re.sub(r"^(?:mam|wiek) ", "", plain)
    unit = units.pop() if len(units) == 1 else ""
    if units:
        return None
    for pattern, (low, high) in {
        _BELOW: (-math.inf, -1),
        _UP_TO: (-math.inf, 0),
        _ABOVE: (1, math.inf),
        _FROM: (0, math.inf),
        _EXACTLY: (0, 0),
    }.items():
        if said := pattern.match(plain):
            value = float(next(filter(None, said.groups())))
            return Range(value + low, value + high, unit)
    if (said := _BETWEEN.match(plain)) and int(said[1]) < int(said[2]):
        return Range(float(said[1]), float(said[2]), unit)
    return None


def option_by_range(text: str, question: Question) -> str | None:
    """
    Find the option whose range holds what was written.

    Parameters
    ----------
    text
        What was written, e.g. „17 lat” or „35 i więcej”.
    question
        The question; two of its options at least are ranges.

    Returns
    -------
        The code of the option; None where the range fits into none or into two, or is in another unit.
    """
    ranges = {option.code: found for option in question.options if (found := range_in(option.label))}
    said = range_in(text)
    if said is None or len(ranges) < 2:  # noqa: PLR2004  (ranges, not one label that holds a number)
        return None
    unit = {one.unit for one in ranges.values()} - {""}
    if said.unit and unit and unit != {said.unit}:
        return None
    fitting = [code for code, one in ranges.items() if one.low <= said.low and said.high <= one.high]
    return fitting[0] if len(fitting) == 1 else None

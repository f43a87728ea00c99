"""Cells of deliveries about flows: persons, which may be withheld or not reported and are then no number, years, amounts."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from diagnoza.units import UnreadableError, is_missing, is_not_applicable, plain, read_number, read_unit

if TYPE_CHECKING:
    from diagnoza.units import Dots

YEARS = (1990, 2100)
_WITHHELD = re.compile(r"^(\*+|#|\(z\)|tajemnica.*|dane ukryte|utajnione|(<|mniej niż|poniżej|do)\s*\d{1,2})$")
_YEAR = re.compile(r"(?<![\d.,])((?:19|20|21)\d{2})(?:\s*/\s*(?:\d{2}){1,2})?(?!\d|,\d)")
_PERSONS = {"osób", "szt.", "uczniów", "dzieci", "czytelników", "użytkowników", "korzystających", "uczestników", "pensjonariuszy"}


def read_users(text: str, dots: Dots, *, whole: bool) -> tuple[float | None, str]:
    """
    Read a number of persons.

    Parameters
    ----------
    text
        A cell: a number, a sign of no data („-”, „bd”, an empty cell) or of a number withheld („*”, „<5”, „(z)”, „tajemnica”).
    dots
        What a dot before three digits is; of whole persons it parts thousands where the file does not tell.
    whole
        Whether the persons were counted, so that there is no half of one.

    Returns
    -------
        The number and its status as in `diagnoza.tables.flows.REPORTED`; None unless it is reported. 0 is reported.

    Raises
    ------
    UnreadableError
        If it is no number of persons, negative, or not whole though they were counted.

    Examples
    --------
    >>> [read_users(text, "", whole=True) for text in ("1 204", "0", "<5", "bd")]
    [(1204.0, 'reported'), (0.0, 'reported'), (None, 'suppressed'), (None, 'not_reported')]
    """
    if is_missing(text) or is_not_applicable(text):
        return None, "not_reported"
    if _WITHHELD.match(plain(text)):
        return None, "suppressed"
    number, words = read_number(text, dots or ("thousands" if whole else ""))
    unit = read_unit(words or "osób")
    if unit.name not in _PERSONS:
        raise UnreadableError(f"it is in {words}, not in persons", "Write the number of persons")
    number *= unit.factor
    if number < 0:
        raise UnreadableError("a number of persons is not negative", "Correct it")
    if whole and not number.is_integer():
        raise UnreadableError("persons who were counted are whole", "Correct it, or write „szacunek” as the kind of the row")
    return number, "reported"


def read_year(text: str) -> int | None:
    """
    Find the year a text tells of: of a school year the first; None where it tells none, several, or an impossible one.

    Examples
    --------
    >>> read_year("2020 r."), read_year("rok szkolny 2020/2021"), read_year("30.09.2020"), read_year("2020 i 2021"), read_year("bd")
    (2020, 2020, 2020, None, None)
    """
    dated = re.sub(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?=\d{4})", " ", text)
    found = {int(year) for year in _YEAR.findall(dated)}
    year = found.pop() if len(found) == 1 else None
    return year if year is not None and YEARS[0] <= year <= YEARS[1] else None


def read_amount(text: str, dots: Dots, unit: str, factor: float = 1.0) -> float | None:
    """
    Read an amount that is 0 or more.

    Parameters
    ----------
    text
        A cell; a sign of no data is None, and so is „nie dotyczy”.
    dots
        What a dot before three digits is.
    unit
        The unit of the column; a cell may repeat it or name it in thousands.
    factor
        What the head of the column says a number is multiplied by, such as 1000 of „[tys. zł]”.

    Returns
    -------
        The amount in the unit; None where there are no data.

    Raises
    ------
    UnreadableError
        If it is no such amount.

    Examples
    --------
    >>> read_amount("1 250,50 zł", "", "zł"), read_amount("12", "", "zł", 1000.0), read_amount("12 tys. zł", "", "zł")
    (1250.5, 12000.0, 12000.0)
    """
    if is_missing(text) or is_not_applicable(text):
        return None
    number, words = read_number(text, dots)
    own = read_unit(words) if words else None
    if own and own.name not in {unit, "szt."}:
        raise UnreadableError(f"it is in {words}, not in {unit}", "Write it in the unit of the column")
    number *= own.factor if own else factor
    if number < 0 or not math.isfinite(number):
        raise UnreadableError("it cannot be negative", "Correct it")
    return number

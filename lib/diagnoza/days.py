"""Days as offices write them."""

from __future__ import annotations

import datetime as dt
import re

from diagnoza.folding import fold

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$")
_DOTS = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?r\.?)?$")
_WORDS = re.compile(r"^(\d{1,2}) ([a-z]+) (\d{4})(?: r| roku)?$")
_MONTHS = (
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
    *("lipca", "sierpnia", "wrzesnia", "pazdziernika", "listopada", "grudnia"),
)


def day_of(text: str) -> dt.date | None:
    """
    Read a day as offices write it; None where it is none.

    Parameters
    ----------
    text
        A cell.

    Examples
    --------
    >>> [str(day_of(text)) for text in ("2021-03-30", "30.03.2021 r.", "30 marca 2021 roku", "31.02.2021")]
    ['2021-03-30', '2021-03-30', '2021-03-30', 'None']
    """
    words = _WORDS.match(fold(text))
    if found := _ISO.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DOTS.match(text):
        day, month, year = (int(part) for part in found.groups())
    elif words and words[2] in _MONTHS:
        day, month, year = int(words[1]), _MONTHS.index(words[2]) + 1, int(words[3])
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

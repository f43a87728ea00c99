"""Rows that say the same thing twice, and providers that may be one under two names."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from diagnoza.errors import Problem
from diagnoza.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATED = "powtórzony wiersz"
WEAKER = "powtórzony wiersz, słabszy od pomiaru"
CONTRADICTORY = "sprzeczne wiersze o tym samym wskaźniku"

ATTRIBUTES = ("condition", "accessible_arch", "accessible_digital", "hours_week", "staff_fte", "spend_pln", "capacity", "users", "waiting")
"""Columns that say something of a provider in a year, whatever the indicator of the row is."""
NEAR = 90
"""Likeness, of 100, from which two names may be of one provider."""

_SHORT = {
    "sp": "szkola podstawowa",
    "lo": "liceum ogolnoksztalcace",
    "gok": "gminny osrodek kultury",
    "gops": "gminny osrodek pomocy spolecznej",
    "mops": "miejski osrodek pomocy spolecznej",
    "pcpr": "powiatowe centrum pomocy rodzinie",
    "gbp": "gminna biblioteka publiczna",
    "mzk": "miejski zaklad komunikacji",
    "zs": "zespol szkol",
}
_EMPTY_WORDS = {"w", "we", "im", "nr", "z", "siedziba", "siedziba w", "ul", "imienia"}

Rows = dict[int, dict[str, Any]]


def provider_key(name: str) -> str:
    """
    Reduce the name of a provider to what tells it from others.

    Examples
    --------
    >>> provider_key("SP nr 1 w Kłodawie"), provider_key("Szkoła Podstawowa Nr 1, Kłodawie")
    ('1 klodawie podstawowa szkola', '1 klodawie podstawowa szkola')
    """
    words = " ".join(_SHORT.get(word, word) for word in fold(name).split()).split()
    return " ".join(sorted(word for word in words if word not in _EMPTY_WORDS))


def set_aside(rows: Rows, drop: Callable[[int, str], None], problems: list[Problem], *, file: str) -> None:
    """
    Leave one row for each unit, service, provider, indicator and year.

    Parameters
    ----------
    rows
        Rows by line, as `read_row` gives them. Names of a provider that differ only in abbreviations, order or signs become the first of
        them in the alphabet; cells of `ATTRIBUTES` in which the rows of a provider contradict each other are emptied.
    drop
        Called with the line and the reason of a row that is set aside.
    problems
        Takes what was found; names that are near but not the same are told, and both stay.
    file
        For messages.

    Notes
    -----
    Of rows that differ in status the measured one stays, then the estimated one. Of rows of the same status with different values none is
    certain: all are set aside.
    """
    _name_providers(rows, problems, file)
    _contradictions(rows, problems, file)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for line, row in rows.items():
        groups[tuple(row[name] for name in ("teryt", "service", "provider", "part", "year"))].append(line)
    for lines in groups.values():
        if len(lines) > 1:
            _choose(rows, lines, drop, problems, file)


def _name_providers(rows: Rows, problems: list[Problem], file: str) -> None:
    named: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line, row in rows.items():
        if row["provider"]:
            named[row["teryt"], row["service"]][provider_key(row["provider"])].append(line)
    for (teryt, service), keys in sorted(named.items()):
        for lines in keys.values():
            spellings = sorted({rows[line]["provider"] for line in lines})
            if len(spellings) > 1:
                what = f"the provider of {service} in {teryt} has several names: {', '.join(f'„{one}”' for one in spellings)}; read as one"
                problems.append(Problem(file, "column provider", what, "Use one name"))
            for line in lines:
                rows[line]["provider"] = spellings[0]
        _near(rows, keys, problems, (file, f"{service} in {teryt}"))


def _near(rows: Rows, keys: dict[str, list[int]], problems: list[Problem], where: tuple[str, str]) -> None:
    for one, other in combinations(sorted(keys), 2):
        if fuzz.ratio(one, other) >= NEAR and re.findall(r"\d+", one) == re.findall(r"\d+", other):
            first, second = (rows[keys[key][0]]["provider"] for key in (one, other))
            what = f"„{first}” and „{second}”, {where[1]}, may be one provider; both count"
            problems.append(Problem(where[0], "column provider", what, "Write the name the same way if it is one"))


def _choose(rows: Rows, lines: list[int], drop: Callable[[int, str], None], problems: list[Problem], file: str) -> None:
    order = ("measured", "estimated", "no_data")
    best = min((rows[line]["status"] for line in lines), key=order.index)
    strong = [line for line in lines if rows[line]["status"] == best]
    values = {rows[line]["value"] for line in strong}
    where = f"rows {', '.join(map(str, lines))}"
    if len(values) > 1:
        what = f"the same indicator of the same provider and year has the values {', '.join(f'{value:g}' for value in sorted(values))}"
        problems.append(Problem(file, where, what, "Keep the right one; none of them counts"))
        for line in lines:
            drop(line, CONTRADICTORY)
        return
    what = "the same indicator of the same provider and year stands there more than once; one row counts"
    problems.append(Problem(file, where, what, "Keep one of them"))
    stays = min(strong, key=lambda line: [str(rows[line][name]) for name in sorted(rows[line])])  # whatever their order is
    for line in lines:
        if line != stays:
            _complete(rows[stays], rows[line])
            drop(line, REPEATED if line in strong else WEAKER)


def _complete(row: dict[str, Any], other: dict[str, Any]) -> None:
    """Take from a repeated row what the one that stays does not say."""
    for name in (*ATTRIBUTES, "target_pop", "standard", "better"):
        if row[name] in {None, ""}:
            row[name] = other[name]


def _contradictions(rows: Rows, problems: list[Problem], file: str) -> None:
    own: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for line, row in rows.items():
        if row["provider"]:
            own[tuple(row[name] for name in ("teryt", "service", "provider", "year"))].append(line)
    for (teryt, service, provider, year), lines in own.items():
        for name in ATTRIBUTES:
            told = {rows[line][name] for line in lines} - {None}
            if len(told) > 1:
                where = f"rows {', '.join(str(line) for line in lines)}, column {name}"
                what = (
                    f"„{provider}” ({service}, {teryt}, {year}) has the values {', '.join(f'{one:g}' for one in sorted(told))}; none counts"
                )
                problems.append(Problem(file, where, what, "Write the same in all its rows, or in one of them only"))
                for line in lines:
                    rows[line][name] = None

"""What lines of flows, voices, institutions, programmes and goals share: which tables are there, names, typed words, days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnoza.polish import NBSP, collation_key, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding

_MARKS = {ord(sign): "" for sign in r"\`*_[]#|~<>"}
_BREAKS = re.compile(r"[ \t\r\n]+")


def there(made: Mapping[str, pd.DataFrame], *names: str) -> bool:
    """
    Tell whether all of some tables are there and have rows.

    Parameters
    ----------
    made, *names
        Stored tables by name; the names.
    """
    return all(name in made and not made[name].empty for name in names)


def cited(made: Mapping[str, pd.DataFrame], *tables: str) -> tuple[str, ...]:
    """
    Name the sources of delivered tables, those that the partnership has.

    Parameters
    ----------
    made, *tables
        Stored tables by name, of which `sources` is read; names of delivered tables.
    """
    known = set(made["sources"]["source"]) if "sources" in made else set()
    return tuple(source for table in tables if (source := f"delivery:{table}") in known)


def unit_names(made: Mapping[str, pd.DataFrame], about: About) -> dict[str, str]:
    """
    Name municipalities and the powiats among the partners.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        Name by code, municipalities in Polish order, then the others.
    """
    names = {str(code): str(name) for code, name in about.names.items()}
    others = made["partners"].sort_values("teryt").to_dict("records") if "partners" in made else []
    return names | {str(row["teryt"]): str(row["name"]) for row in others if row["teryt"] not in names}


def typed(text: object) -> str:
    r"""
    Give words as people typed them, in one line and without the signs that Markdown or HTML would obey.

    Examples
    --------
    >>> typed("kursy *autobusu*\n<b>")
    'kursy autobusu b'
    """
    return _BREAKS.sub(" ", str(text).translate(_MARKS)).strip()


def when(days: Iterable[str]) -> str:
    """
    Give the day that all of some days are, else the last year of them.

    Examples
    --------
    >>> when(["2020-03-02", "2020-03-02"]), when(["2020-03-02", "2019-05-01", ""]), when([])
    ('2020-03-02', '2020', '')
    """
    known = sorted({day for day in map(str, days) if day})
    return "" if not known else known[0] if len(known) == 1 else known[-1][:4]


def out_of(n: int, whole: int, genitives: tuple[str, str]) -> str:
    r"""
    Write a number of a whole: "3 z 4 gmin".

    Parameters
    ----------
    n, whole
        The number and the whole.
    genitives
        Genitive of one and of several.

    Examples
    --------
    >>> out_of(3, 4, ("gminy", "gmin")), out_of(1, 1, ("gminy", "gmin")), out_of(6, 120, ("potrzeby", "potrzeb"))
    ('3\xa0z\xa04\xa0gmin', '1\xa0z\xa01\xa0gminy', '6\xa0ze\xa0120\xa0potrzeb')
    """
    told = number(whole)
    hundred = len(told.split(NBSP)[0]) == 3 and told.startswith("1")  # noqa: PLR2004  (digits; "ze stu")
    return f"{number(n)}{NBSP}z{'e' if hundred else ''}{NBSP}{told}{NBSP}{genitives[0 if whole == 1 else 1]}"


def in_polish_order(words: Iterable[str]) -> list[str]:
    """Order words as a Polish dictionary does, each once."""
    return sorted(dict.fromkeys(words), key=collation_key)


def named(words: Sequence[str], most: int) -> str:
    r"""
    List words, at most so many; the others are counted.

    Examples
    --------
    >>> named(["a", "b", "c"], 2), named(["a", "b"], 2)
    ('a, b i\xa0jeszcze 1', 'a i\xa0b')
    """
    rest = len(words) - most
    return listed(words) if rest <= 0 else f"{', '.join(words[:most])} i{NBSP}jeszcze {number(rest)}"


def strongest(found: Iterable[Finding | None], most: int) -> list[Finding]:
    """
    Keep the findings that stand out most.

    Parameters
    ----------
    found
        Findings; None: there is none of that kind.
    most
        How many at most.

    Returns
    -------
        By weight, then by identifier.
    """
    return sorted((one for one in found if one), key=lambda one: (-one.weight, one.finding))[:most]

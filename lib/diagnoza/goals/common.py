"""What partners have in common: how many of them have a goal in a field, and how alike the fields of two of them are."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza.catalogue import SECTORS
from diagnoza.goals.declared import declared
from diagnoza.tables.goals import GoalFields, GoalPairs

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARED = 2


def kind_of(having: int, partners: int) -> str:
    """
    Name a field by how many partners have a goal in it.

    Parameters
    ----------
    having, partners
        Partners with a valid goal, and all partners.

    Returns
    -------
        none; single: one partner; shared: at least two; common: at least two, and at least two thirds of all. One partner alone has
        nothing in common with anybody.

    Examples
    --------
    >>> [kind_of(having, 6) for having in (0, 1, 2, 3, 4)], kind_of(1, 1), kind_of(2, 3)
    (['none', 'single', 'shared', 'shared', 'common'], 'single', 'common')
    """
    if having < _SHARED:
        return "single" if having else "none"
    return "common" if 3 * having >= 2 * partners else "shared"


def fields(covered: pd.DataFrame) -> pd.DataFrame:
    """
    Count the partners that have a goal in each field.

    Parameters
    ----------
    covered
        Table `GoalCoverage`.

    Returns
    -------
        Table `GoalFields`, in the order of the catalogue; `none` is no field. As long as it is not known of all partners, the share is
        given at least and at most, and the kind for both.
    """
    rows: list[dict[str, object]] = []
    for field in SECTORS:
        has = covered.loc[covered["field"].eq(field), "has"]
        partners, having, unknown = len(has), int(has.eq(1).sum()), int(has.isna().sum())
        shares = {"low": having / partners, "high": (having + unknown) / partners} if partners else {}
        kinds = {"kind": kind_of(having, partners), "kind_high": kind_of(having + unknown, partners)}
        rows += [{"field": field, "partners": partners, "having": having, "unknown": unknown} | shares | kinds] if partners else []
    return declared(rows, GoalFields)


class _Fields(NamedTuple):
    """Fields of two partners: surely of both, of one and not of the other, of one and perhaps the other, and of nobody surely."""

    both: int
    one: int
    perhaps_both: int
    perhaps_one: int
    perhaps_any: int


def pairs(covered: pd.DataFrame) -> pd.DataFrame:
    """
    Measure how alike the fields of every two partners are.

    Parameters
    ----------
    covered
        Table `GoalCoverage`.

    Returns
    -------
        Table `GoalPairs`: Jaccard's index, fields of both / fields of either, `none` left out. As long as it is not known of a field
        whether a partner has it, the index is missing, and only what it can be at least and at most is given. No rows where there is
        one partner.

    References
    ----------
    Jaccard, P. (1901). Étude comparative de la distribution florale dans une portion des Alpes et des Jura. Bulletin de la Société
    Vaudoise des Sciences Naturelles 37.
    """
    only = covered[covered["field"].isin(list(SECTORS))]
    of = {str(teryt): dict(zip(some["field"], some["has"], strict=True)) for teryt, some in only.groupby("teryt", sort=True)}
    rows = [{"first": one, "second": other} | _likeness(_compare(of[one], of[other])) for one, other in combinations(of, 2)]
    return declared(rows, GoalPairs)


def _compare(one: Mapping[str, object], other: Mapping[str, object]) -> _Fields:
    found = [sorted("?" if pd.isna(has[field]) else str(has[field]) for has in (one, other)) for field in SECTORS]  # type: ignore[call-overload]
    return _Fields(*(found.count(states) for states in (["1", "1"], ["0", "1"], ["1", "?"], ["0", "?"], ["?", "?"])))


def _likeness(of: _Fields) -> dict[str, object]:
    """Resolve what is not known once against likeness and once in favour of it."""
    either, unknown = of.both + of.one + of.perhaps_both, of.perhaps_both + of.perhaps_one + of.perhaps_any
    row: dict[str, object] = {"both": of.both, "either": either, "unknown": unknown}
    if not either + unknown:
        return row | dict.fromkeys(("jaccard", "low", "high"))
    low = of.both / (either + of.perhaps_one + of.perhaps_any)
    high = (of.both + of.perhaps_both + of.perhaps_any) / (either + of.perhaps_any) if either + of.perhaps_any else 0.0
    return row | {"jaccard": None if unknown else low, "low": low, "high": high}

"""Who would go where if a provider closed, two merged or one opened: a table of moves, which everything else follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.situation import ELSEWHERE, nearest
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from diagnoza.flows.situation import Service, Situation

COLUMNS = ["origin", "source", "target", "users"]
EXACT = 9
"""Decimals of remainders that are told apart."""


def closing(service: Service, unit: str, situation: Situation) -> pd.DataFrame:
    """
    Send the users of a provider to others.

    Parameters
    ----------
    service
        The service; it is not changed.
    unit
        The partner that closes.
    situation
        The ways, for those whose municipality uses no other provider.

    Returns
    -------
        One row per origin, source (the partner that closes), target (a partner, OUT or UNKNOWN): users [whole persons where the flows
        are]; missing where a number that it needs is hidden or not reported.

    Notes
    -----
    Users go to the other providers of their municipality in proportion to its present use of them, places outside the partnership too;
    where there is none, to the nearest that serves anybody. Where users from outside or unknown places would go is not known. That the
    others are used in proportion is the assumption of every gravity model as well (independence of irrelevant alternatives).
    """
    users = service.users
    others = [place for place in service.serving() if place != unit]
    near = nearest(situation, [origin for origin in users.index if origin not in ELSEWHERE], others)
    moved = []
    for origin in users.index:
        leaving, use = float(users.loc[origin, unit]), service.used(origin, besides=unit)
        for target, persons in _targets(origin, leaving, use, near).items():
            moved.append((origin, unit, target, persons))
    return _table(moved)


def merging(service: Service, gone: str, stays: str) -> pd.DataFrame:
    """
    Send all users of one provider to another.

    Parameters
    ----------
    service
        The service; it is not changed.
    gone, stays
        The partner whose site closes, and the one that serves both.

    Returns
    -------
        As `closing` gives it.
    """
    return _table([(str(origin), gone, stays, float(persons)) for origin, persons in service.users[gone].items()])


def opening(service: Service, unit: str, *, share: float, places: float) -> pd.DataFrame:
    """
    Bring residents home who now go elsewhere.

    Parameters
    ----------
    service
        The service; it is not changed.
    unit
        The municipality that opens a site.
    share
        How many of those who leave would return, 0-1: a decision of the partnership, for no data tell it.
    places
        Capacity of the site [persons]: no more return.

    Returns
    -------
        As `closing` gives it, from each provider to the municipality. They return from all providers alike, in whole persons; of those
        who go nobody knows where none does. No residents of others come.
    """
    use = service.used(unit, besides=unit)
    returning = returning_users(service, unit, share=share, places=places)
    persons = use if use.eq(0).all() else apportioned(returning, use)
    return _table([(unit, str(source), unit, float(users)) for source, users in persons.items()])


def returning_users(service: Service, unit: str, *, share: float, places: float) -> float:
    """
    Count the residents who would return to a site that opens.

    Parameters
    ----------
    service, unit, share, places
        As for `opening`.

    Returns
    -------
        Whole persons, by demand less those served at home: known also where it is hidden which providers they go to. Missing where these
        are.
    """
    leaving = service.known_demand[unit] - service.at_home[unit]
    return float(np.minimum(np.floor(np.round(leaving * share, EXACT)), places))


def apportioned(persons: float, use: pd.Series) -> pd.Series:
    """
    Divide persons in proportion, in whole ones; those left over go to the largest remainders.

    Parameters
    ----------
    persons
        How many there are; a part of a person stays a part.
    use
        What they are divided by, not all 0; missing gives missing for all that are not 0.

    Examples
    --------
    >>> apportioned(5, pd.Series({"a": 2.0, "b": 1.0, "c": 0.0})).to_dict()
    {'a': 3.0, 'b': 2.0, 'c': 0.0}
    """
    if np.isnan(persons) or use.isna().any():
        return use.where(use.eq(0))
    exact = persons * use / use.sum()
    whole = pd.Series(np.floor(np.round(exact, EXACT)), index=use.index)
    left = persons - float(whole.sum())
    order = pd.DataFrame({"rest": (exact - whole).round(EXACT), "use": use, "at": use.index}).sort_values(
        ["rest", "use", "at"], ascending=[False, False, True]
    )
    for place in order.index:
        given = min(1.0, left)
        whole[place] += given
        left -= given
    return whole


def _targets(origin: str, leaving: float, use: pd.Series, near: dict[str, str]) -> dict[str, float]:
    """Tell where the users of one origin go."""
    if leaving == 0:
        return {}
    if origin in ELSEWHERE:
        return {UNKNOWN: leaving}
    if use.eq(0).all():
        return {near[origin]: leaving}
    return {str(place): persons for place, persons in apportioned(leaving, use).items() if persons != 0}


def _table(rows: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    """Make a table of moves, without those of nobody."""
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"users": float})
    return table[table["users"].ne(0)].reset_index(drop=True)


def added_minutes(moves: pd.DataFrame, minutes: pd.Series) -> tuple[float, float]:
    """
    Add up how much longer, or shorter, the ways become.

    Parameters
    ----------
    moves
        As `closing` gives them.
    minutes
        Way by origin and destination [min].

    Returns
    -------
        Person-minutes, one way, and the users whose ways are not in it: those from or to places outside the partnership or unknown. The
        first is missing where the number of users or a way is not known.
    """
    far = moves[["origin", "source", "target"]].isin([OUTSIDE, UNKNOWN]).any(axis=1)
    inside = moves[~far]
    before, after = (
        minutes.reindex(pd.MultiIndex.from_arrays([inside["origin"], inside[end]])).to_numpy(dtype=float) for end in ("source", "target")
    )
    return float((inside["users"].to_numpy() * (after - before)).sum()), float(moves.loc[far, "users"].sum(skipna=False))

"""What two providers might save by providing together, beside how closely they are bound, how far apart they are and who has room."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diagnoza.flows.moves import added_minutes, merging
from diagnoza.flows.situation import service_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.flows.situation import Service, Situation

KEYS = ["service", "year", "first", "second"]
COLUMNS = [*KEYS, "saving", "strength", "minutes", "room", "stays"]
NAN = float("nan")


def joint_provision(situation: Situation, links: pd.DataFrame, values: Mapping[str, float]) -> pd.DataFrame:
    r"""
    Compare two sites with one, for every two partners that provide a service.

    Parameters
    ----------
    situation
        The published tables; nothing else is looked at.
    links
        Table `FlowLinks`.
    values
        By service, what a minute more on the way is worth in a year [zł per user]; a service that is not in it has no value of time, and
        its travel stands beside the saving.

    Returns
    -------
        Table `JointProvision`: a row per service, year and pair of partners that serve somebody. The saving is missing, and nobody
        stays, where costs or users are not known, and where neither has room for both. There is no score over these columns.

    Notes
    -----
    :math:`C_i(q_i) + C_j(q_j) - C^*(q_i + q_j)` less added travel, with :math:`C(q) = F + v q` and :math:`C^*` that of the site that
    stays: the cheaper one of those with room for all; where it is not known of either, the cheaper of those whose capacity is not
    known. A negative saving means that together would be dearer. Users from outside or unknown places are served, but their ways are not
    known and not counted. Not in it: costs of the change itself.
    """
    rows = [row for keys in _served(situation) for row in _pairs(situation, keys, values.get(keys[0]))]
    table = pd.DataFrame(rows, columns=[*KEYS, "saving", "minutes", "room", "stays"])
    table = table.astype({"service": "string", "first": "string", "second": "string", "stays": "string", "year": int})
    return table.merge(links[[*KEYS, "strength"]], on=KEYS, how="left")[COLUMNS]


def _served(situation: Situation) -> list[tuple[str, int]]:
    """List services and years with flows."""
    rows = situation.flows[["service", "year"]].drop_duplicates().sort_values(["service", "year"])
    return [(str(service), int(year)) for service, year in rows.itertuples(index=False)]


def _pairs(situation: Situation, keys: tuple[str, int], value: float | None) -> list[dict[str, Any]]:
    """Compare the sites of one service in one year."""
    service, minutes = service_of(situation, *keys), situation.minutes
    rows = []
    for first, second in combinations(sorted(service.serving()), 2):
        sites = [_site(service, stays, gone, minutes, value) for stays, gone in ((first, second), (second, first))]
        chosen = _chosen(sites)
        rooms = [site["room"] for site in sites]
        rows.append(
            dict(zip(KEYS, (*keys, first, second), strict=True))
            | {"saving": chosen["saving"] if chosen else NAN, "stays": chosen["stays"] if chosen else ""}
            | {"room": chosen["room"] if chosen else _greatest(rooms), "minutes": _between(minutes, first, second)}
        )
    return rows


def _site(service: Service, stays: str, gone: str, minutes: pd.Series, value: float | None) -> dict[str, Any]:
    """Compute the saving if one of two stays, and its room."""
    one, other = service.means.loc[stays], service.means.loc[gone]
    users = service.supply[[stays, gone]]
    saving = other["fixed"] + (other["variable"] - one["variable"]) * users[gone]
    if value is not None:
        saving -= added_minutes(merging(service, gone, stays), minutes)[0] * value
    return {"stays": stays, "saving": saving, "room": one["capacity"] - users.sum(skipna=False)}


def _chosen(sites: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Choose the cheaper site with room, or else of those of which it is not known; None where a saving is not known or none has room."""
    if any(np.isnan(site["saving"]) for site in sites):
        return None
    able = [site for site in sites if site["room"] >= 0] or [site for site in sites if np.isnan(site["room"])]
    return max(able, key=lambda site: float(site["saving"]), default=None)


def _greatest(rooms: list[float]) -> float:
    return NAN if np.isnan(rooms).any() else max(rooms)


def _between(minutes: pd.Series, first: str, second: str) -> float:
    """Give the way between two places: the mean of both directions, or the one that is known."""
    ways = minutes.reindex(pd.MultiIndex.from_tuples([(first, second), (second, first)]))
    return float(ways.mean())

"""How many users live in each place and how many it serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.coded import NOWHERE, members_among, number_groups, number_places, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.flows.coded import Flags, Floats, Ints

STATUSES = ("shown", "not_reported", "undefined")
REPORTS = ("none", "residence", "provider", "both")


def totals(exact: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    """
    Add up flows by where users live and by where they are served.

    Parameters
    ----------
    exact
        Result of `diagnoza.flows.reconcile.reconcile`. It is not changed.
    units
        Codes of the municipalities and powiats of the partnership.

    Returns
    -------
        Table `FlowTotals`, nothing left out: one row per service, year and unit, OUT and UNKNOWN; powiats only where a flow to them is
        listed. Flows that nobody reports are not in a total, so where a side is silent its total is a lower bound; without anything else to
        add it is missing (not_reported). Nobody lives in a powiat: its demand is undefined. A unit that is silent as provider serves nobody
        if all municipalities reported as residences and none of them, itself among them, names it.

    Raises
    ------
    ValueError
        If a flow has a place that is no unit, or a powiat as its origin.
    """
    codes = sorted(units)
    groups, group = number_groups(exact)
    places = number_places(exact, codes)
    size = len(codes) + len(NOWHERE)
    found = reporters(exact, codes)
    users = exact["users"].to_numpy(dtype=float)
    known = ~np.isnan(users)
    columns: dict[str, object] = {
        "service": groups["service"].array.take(np.repeat(np.arange(len(groups)), size)),
        "year": np.repeat(groups["year"].to_numpy(), size),
        "unit": worded([*codes, *NOWHERE], np.tile(np.arange(size), len(groups))),
    }
    for end, name in enumerate(("demand", "supply")):
        at = group * size + places[end]
        sums = np.asarray(np.bincount(at[known], users[known], minlength=len(groups) * size), dtype=float)
        says = found.residence if name == "demand" else found.provider | found.idle
        told = _told(sums, np.bincount(at[known], minlength=len(groups) * size) > 0, says, size)
        lives = np.tile(np.concatenate([members_among(codes) | (name == "supply"), [True, True]]), len(groups))
        status = np.where(lives, np.where(told, 0, 1), 2)
        columns |= {name: np.where(status == 0, sums, np.nan), f"{name}_status": worded(STATUSES, status)}
    columns["reports"] = worded(REPORTS, (padded(found.residence) + 2 * padded(found.provider)).ravel())
    order = ["service", "year", "unit", "demand", "supply", "demand_status", "supply_status", "reports"]
    return pd.DataFrame(columns)[order][padded(found.present, fill=True).ravel()].reset_index(drop=True)


@dataclass(frozen=True)
class Reporters:
    """
    Who reported flows between units, by service and year × unit.

    Attributes
    ----------
    residence, provider
        Whether the unit reported as that side.
    present
        Whether it belongs there: a municipality, or a powiat that somebody lists.
    named
        Whether any report names it, as where users live or as where they are served.
    idle
        Whether it serves nobody, though it says nothing as provider: all municipalities reported as residences, and nobody names it.
    """

    residence: Flags
    provider: Flags
    present: Flags
    named: Flags
    idle: Flags


def reporters(exact: pd.DataFrame, units: Sequence[str]) -> Reporters:
    """
    Tell who reported flows between units, and who has none to report.

    Parameters
    ----------
    exact
        Result of `diagnoza.flows.reconcile.reconcile`. It is not changed.
    units
        Codes in order.
    """
    groups, group = number_groups(exact)
    places = number_places(exact, units)
    size = len(units)
    between = (places[0] < size) & (places[1] < size)

    def at(end: Ints, chosen: Flags) -> Flags:
        found: Flags = np.bincount((group * size + end)[chosen], minlength=len(groups) * size).reshape(len(groups), size) > 0
        return found

    residence, provider = (
        at(end, between & exact[f"{side}_said"].ne("not_reported").to_numpy(dtype=bool))
        for side, end in zip(("residence", "provider"), places, strict=True)
    )
    members = members_among(units)
    used = at(places[1], (places[1] < size) & ~exact["users"].eq(0).to_numpy(dtype=bool))
    all_reported = (residence | ~members).all(axis=1, keepdims=True)
    lives, serves = (at(end, end < size) for end in places)
    return Reporters(residence, provider, serves | members, lives | serves, ~provider & ~used & all_reported)


def padded(flags: Flags, *, fill: bool = False) -> Flags:
    """
    Add columns for OUT and UNKNOWN, which report nothing.

    Parameters
    ----------
    flags
        Service and year × unit.
    fill
        What stands in the new columns.
    """
    found: Flags = np.pad(flags, ((0, 0), (0, len(NOWHERE))), constant_values=fill)
    return found


def _told(sums: Floats, listed: Flags, spoke: Flags, size: int) -> Flags:
    """Tell which totals say something: a report of the place itself, or users that others report; of OUT and UNKNOWN any report."""
    by_place = listed.reshape(-1, size).copy()
    by_place[:, : spoke.shape[1]] = spoke
    by_place[:, -1] |= spoke.any(axis=1)
    return by_place.ravel() | (sums > 0)

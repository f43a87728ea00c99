"""How closely two units are bound by a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.coded import code_flows, worded
from diagnoza.flows.rates import NOT_REPORTED, PROTECTED, UNDEFINED, divided
from diagnoza.flows.rates import SHOWN as VISIBLE
from diagnoza.flows.sides import sides
from diagnoza.tables.flows import SHOWN

if TYPE_CHECKING:
    from diagnoza.flows.coded import Coded, Flags, Floats, Ints
    from diagnoza.flows.sides import Side


def links(flows: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    r"""
    Compute link strength and reciprocity of pairs.

    Parameters
    ----------
    flows
        Table `Flows`; or exact flows of `diagnoza.flows.reconcile.reconcile`: what comes out must then not be published.
    totals
        Table `FlowTotals` of the same flows.

    Returns
    -------
        Table `FlowLinks`, not rounded: one row per service, year and pair of units of which a flow is listed, the lower code first. The
        status is that of strength: not reported, if a flow or total is not, for ratios of lower bounds bound nothing; undefined, if nobody
        lives at one end and nobody is served at the other. Reciprocity needs the two flows only, and is missing where nobody goes either
        way or one of the two is a powiat, where nobody lives.

    Notes
    -----
    Strength is :math:`T_{ij}^2 / (D_i S_j) + T_{ji}^2 / (D_j S_i)`, without users of unknown place, 2 if each serves all residents of the
    other and nobody else; a direction in which nobody goes adds 0. Reciprocity is :math:`2 \min(T_{ij}, T_{ji}) / (T_{ij} + T_{ji})`.
    """
    coded = code_flows(flows, totals)
    residents, served = sides(coded)
    pair, there, back = _paired(coded)
    n = len(coded.units)
    group, first, second = pair // n**2, pair // n % n, pair % n
    strength = np.add(
        *(_pull(way.users, residents, served, group, ends) for way, ends in ((there, (first, second)), (back, (second, first))))
    )
    shared = divided(2 * np.minimum(there.users, back.users), there.users + back.users)
    reciprocity = np.where(coded.is_member[first] & coded.is_member[second], shared, np.nan)
    sums = ((residents, first), (served, second), (residents, second), (served, first))
    dark, quiet = there.hidden | back.hidden, there.missing | back.missing
    hidden = dark | _any([(side.total.hidden | side.unknown.hidden)[group, place] for side, place in sums])
    missing = quiet | _any([(side.total.missing | side.open)[group, place] for side, place in sums])
    status = np.select([hidden, missing, np.isnan(strength)], [PROTECTED, NOT_REPORTED, UNDEFINED], VISIBLE)
    return pd.DataFrame(
        {
            "service": coded.groups["service"].array.take(group),
            "year": coded.groups["year"].to_numpy()[group],
            "first": worded(coded.units, first),
            "second": worded(coded.units, second),
            "strength": np.where(status == VISIBLE, strength, np.nan),
            "reciprocity": np.where(dark | quiet, np.nan, reciprocity),
            "status": worded(SHOWN, status),
        }
    )


class _Way:
    """Flows of all pairs in one direction; a flow that is not listed is 0, or is not reported."""

    def __init__(self, coded: Coded, at: Ints, chosen: Flags, size: int) -> None:
        self.users: Floats = np.bincount(at[chosen], coded.users[chosen], minlength=size).astype(float)
        self.hidden = np.bincount(at[chosen], coded.hidden[chosen], minlength=size) > 0
        self.missing = np.bincount(at[chosen], coded.missing[chosen], minlength=size) > 0


def _paired(coded: Coded) -> tuple[Ints, _Way, _Way]:
    """Find the pairs and give the flows from the lower code to the higher and back."""
    inside = np.flatnonzero(coded.inside)
    n = len(coded.units)
    origin, destination = coded.origin[inside], coded.destination[inside]
    low, high = np.minimum(origin, destination), np.maximum(origin, destination)
    pairs, at = np.unique((coded.group[inside] * n + low) * n + high, return_inverse=True)
    places = np.zeros(len(coded.users), dtype=np.int64)
    places[inside] = at
    up = coded.inside & (coded.origin < coded.destination)
    return pairs, _Way(coded, places, up, len(pairs)), _Way(coded, places, coded.inside & ~up, len(pairs))


def _pull(users: Floats, residents: Side, served: Side, group: Ints, ends: tuple[Ints, Ints]) -> Floats:
    """Square the flow over residents of one end and users of the other; nobody lives in a powiat, so that nobody goes back from it."""
    here, there = residents.placed[group, ends[0]], served.placed[group, ends[1]]
    found: Floats = np.where(users > 0, divided(users**2, here * there), 0.0)
    nobody = (here == 0) & (there == 0)
    return np.where(nobody, np.nan, found)


def _any(flags: list[Flags]) -> Flags:
    found: Flags = np.logical_or.reduce(flags)
    return found

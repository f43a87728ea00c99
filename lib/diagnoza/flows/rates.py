"""Shares and balances of places, each with the range that unknown places, disputes and missing reports leave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from diagnoza.flows.sides import sum_of

if TYPE_CHECKING:
    from diagnoza.flows.coded import Flags, Floats, Ints
    from diagnoza.flows.sides import Side

MANY_UNKNOWN = 0.1
"""Share of users of unknown place above which places are not ranked."""
SHOWN, PROTECTED, NOT_REPORTED, UNDEFINED = range(4)
"""Positions in `diagnoza.tables.flows.SHOWN`."""
NOBODY = -1


@dataclass(frozen=True)
class Measured:
    """
    One indicator by service and year × unit.

    Attributes
    ----------
    value, low, high
        Missing where not shown; low and high also where nothing bounds the value or a flow in it is left out.
    status
        Position in `diagnoza.tables.flows.SHOWN`.
    bound, silent, many_unknown, tie
        Whether the value is only a bound; whether a report it rests on is missing; whether many users are of unknown place; whether the
        place it points to is one of several.
    other
        Number of the place it points to; -1: none.
    """

    value: Floats
    low: Floats
    high: Floats
    status: Ints
    bound: Flags
    silent: Flags
    many_unknown: Flags
    tie: Flags = field(default_factory=lambda: np.zeros((1, 1), dtype=bool))
    other: Ints = field(default_factory=lambda: np.full((1, 1), NOBODY))


def divided(part: Floats, whole: Floats) -> Floats:
    """
    Divide; missing where the whole is nothing.

    Parameters
    ----------
    part, whole
        Users, of the same shape.
    """
    shape = np.broadcast_shapes(np.shape(part), np.shape(whole))
    found: Floats = np.divide(part, whole, out=np.full(shape, np.nan), where=np.broadcast_to(whole, shape) != 0)
    return found


def measured(figures: tuple[Floats, Floats, Floats], hidden: Flags, missing: Flags, bound: Flags, *sides: Side) -> Measured:
    """
    Write down figures with what keeps them from being shown.

    Parameters
    ----------
    figures
        Value, low and high; a value that is missing though nothing is hidden or missing has nothing to be divided by.
    hidden, missing
        Whether something the value needs is left out; is not reported.
    bound
        Whether the value is only a bound.
    sides
        What it rests on.
    """
    status = np.select([hidden, missing, np.isnan(figures[0])], [PROTECTED, NOT_REPORTED, UNDEFINED], SHOWN).astype(np.int64)
    value, low, high = (np.where(status == SHOWN, figure, np.nan) for figure in figures)
    many = np.logical_or.reduce([side.unknown.value > MANY_UNKNOWN * side.total.value for side in sides])
    silent = np.logical_or.reduce([side.silent for side in sides])
    shown = status == SHOWN
    return Measured(value, low, high, status, bound & shown, silent, many & ~hidden)


def users(side: Side) -> Measured:
    """
    Count all users of a side.

    Parameters
    ----------
    side
        Residents, or those served.

    Returns
    -------
        Demand, or supply used [persons]; a lower bound where something is not reported.
    """
    low = np.where(side.ranged, sum_of(side.parts, "low"), np.nan)
    high = np.where(side.ranged & ~side.open, sum_of(side.parts, "high"), np.nan)
    return measured((side.total.value, low, high), side.total.hidden, side.total.missing, side.open, side)


def own_share(side: Side) -> Measured:
    r"""
    Tell which share lives and is served in one and the same municipality.

    Parameters
    ----------
    side
        Residents: self-sufficiency; those served: local use.

    Returns
    -------
        :math:`T_{ii} / (D_i - U_i)`, from :math:`T_{ii} / D_i` to :math:`(T_{ii} + U_i) / D_i`, U users of unknown place; an upper bound,
        from 0, where other flows are not reported.
    """
    own, rest = side.own, (side.inside, side.beyond)
    least = divided(own.low, own.low + sum_of((*rest, side.unknown), "high"))
    most = divided(own.high + side.unknown.high, own.high + side.unknown.high + sum_of(rest, "low"))
    low = np.where(side.ranged, np.where(side.open, 0.0, least), np.nan)
    high = np.where(side.ranged, most, np.nan)
    hidden = own.hidden | side.total.hidden | side.unknown.hidden
    return measured((divided(own.value, side.placed), low, high), hidden, own.missing | side.total.missing, side.open, side)


def inside_share(side: Side) -> Measured:
    r"""
    Tell which share stays in the partnership.

    Parameters
    ----------
    side
        Residents: how many are served by its municipalities and powiats; those served: how many live in it.

    Returns
    -------
        :math:`\sum_{j \in P} T_{ij} / (D_i - U_i)`; a lower bound, up to 1, where flows inside are not reported.
    """
    stay_low, stay_high = (getattr(side.own, name) + getattr(side.inside, name) for name in ("low", "high"))
    least = divided(stay_low, stay_low + side.beyond.high + side.unknown.high)
    most = divided(stay_high + side.unknown.high, stay_high + side.unknown.high + side.beyond.low)
    partly = side.own.missing | side.inside.missing
    low = np.where(side.ranged, least, np.nan)
    high = np.where(side.ranged, np.where(partly, 1.0, most), np.nan)
    hidden = side.total.hidden | side.unknown.hidden | side.beyond.hidden
    value = divided(side.placed - side.beyond.value, side.placed)
    return measured((value, low, high), hidden, side.total.missing | side.beyond.missing, partly | side.unknown.missing, side)


def complement(share: Measured) -> Measured:
    """
    Turn a share into that of all others: self-sufficiency into import, local use into export.

    Parameters
    ----------
    share
        0-1.
    """
    return replace(share, value=1 - share.value, low=1 - share.high, high=1 - share.low)


def net_balance(residents: Side, served: Side) -> Measured:
    r"""
    Set users who come from elsewhere against residents who leave.

    Parameters
    ----------
    residents, served
        Both sides.

    Returns
    -------
        :math:`In_i - Out_i` [persons]: whoever is served at home is in neither. A bound where one side is not all reported; not reported
        where neither is.
    """
    low = served.inside.low + served.beyond.low - residents.inside.high - residents.beyond.high - residents.unknown.high
    high = served.inside.high + served.beyond.high + served.unknown.high - residents.inside.low - residents.beyond.low
    return _balanced(residents, served, (served.placed - residents.placed, low, high), (np.nan, np.nan))


def effectiveness(residents: Side, served: Side) -> Measured:
    r"""
    Set the balance against all who cross the border.

    Parameters
    ----------
    residents, served
        Both sides.

    Returns
    -------
        :math:`(In - Out) / (In + Out)`, -1 (all leave) to 1 (all come).
    """
    come, leave = served.placed - served.own.value, residents.placed - residents.own.value
    comes = [served.inside.low + served.beyond.low, served.inside.high + served.beyond.high + served.unknown.high]
    leaves = [residents.inside.low + residents.beyond.low, residents.inside.high + residents.beyond.high + residents.unknown.high]
    low, high = (divided(comes[at] - leaves[1 - at], comes[at] + leaves[1 - at]) for at in (0, 1))
    found = _balanced(residents, served, (divided(come - leave, come + leave), low, high), (-1.0, 1.0))
    hidden = residents.own.hidden | served.own.hidden
    status = np.where(hidden, PROTECTED, found.status)
    return replace(_only(found, ~hidden), status=status)


def supply_demand_ratio(residents: Side, served: Side) -> Measured:
    r"""
    Set all who are served against all residents who use the service.

    Parameters
    ----------
    residents, served
        Both sides.

    Returns
    -------
        :math:`S'_i / D'_i`, users of unknown place left out; 1 is even.
    """
    comes = [served.inside.low + served.beyond.low, served.inside.high + served.beyond.high + served.unknown.high]
    leaves = [residents.inside.low + residents.beyond.low, residents.inside.high + residents.beyond.high + residents.unknown.high]
    stay = (residents.own.low, residents.own.high + np.maximum(residents.unknown.high, served.unknown.high))
    ends = [[divided(own + comes[at], own + leaves[1 - at]) for own in stay] for at in (0, 1)]
    low, high = np.minimum(*ends[0]), np.maximum(*ends[1])
    return _balanced(residents, served, (divided(served.placed, residents.placed), low, high), (0.0, np.nan))


def net_balance_inside(residents: Side, served: Side) -> Measured:
    r"""
    Set users from the other partners against residents who leave for them.

    Parameters
    ----------
    residents, served
        Both sides.

    Returns
    -------
        :math:`\sum_{j \in P} (T_{ji} - T_{ij})` [persons]; over all units it sums to 0.
    """
    value = (served.placed - served.beyond.value) - (residents.placed - residents.beyond.value)
    needed = [part for side in (residents, served) for part in (side.total, side.unknown, side.beyond)]
    hidden = np.logical_or.reduce([part.hidden for part in needed])
    leave, come = residents.inside.missing, served.inside.missing
    missing = residents.total.missing | served.total.missing | (leave & come)
    ranged = residents.ranged & served.ranged
    low = np.where(ranged & ~leave, served.inside.low - residents.inside.high - residents.unknown.high, np.nan)
    high = np.where(ranged & ~come, served.inside.high + served.unknown.high - residents.inside.low, np.nan)
    return measured((value, low, high), hidden, missing, leave | come, residents, served)


def _balanced(residents: Side, served: Side, figures: tuple[Floats, Floats, Floats], limits: tuple[float, float]) -> Measured:
    """Write down a figure that grows with who comes and falls with who leaves; limits hold where one of them is not all reported."""
    value, low, high = figures
    ranged = residents.ranged & served.ranged
    low = np.where(ranged, np.where(residents.open, limits[0], low), np.nan)
    high = np.where(ranged, np.where(served.open, limits[1], high), np.nan)
    hidden = np.logical_or.reduce([part.hidden for side in (residents, served) for part in (side.total, side.unknown)])
    missing = residents.total.missing | served.total.missing | (residents.open & served.open)
    return measured((value, low, high), hidden, missing, residents.open | served.open, residents, served)


def _only(found: Measured, kept: Flags) -> Measured:
    """Keep figures of some places."""
    value, low, high = (np.where(kept, figure, np.nan) for figure in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high, bound=found.bound & kept)

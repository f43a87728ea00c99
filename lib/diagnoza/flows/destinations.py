"""Where residents go: on whom a municipality depends, which centre it turns to, how spread its flows are, whether they are returned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array

from diagnoza.flows.rates import NOBODY, divided, measured
from diagnoza.flows.sides import sum_of

if TYPE_CHECKING:
    from diagnoza.flows.coded import Coded, Flags, Floats, Ints
    from diagnoza.flows.rates import Measured
    from diagnoza.flows.sides import Side


@dataclass(frozen=True)
class Greatest:
    """
    The greatest flow of each unit to another one, as far as it is certain.

    Attributes
    ----------
    users
        Service and year × unit [persons]; 0 where nobody leaves for another unit.
    low, high
        Least and greatest share of residents of known place that the greatest flow may be, by the reports of each flow [0-1].
    other
        Number of the unit it leads to; -1: none.
    tie
        Whether other flows are as great; then the unit with more users from other units is taken, then the lower code.
    hidden
        Whether a flow that is left out may be greater.
    """

    users: Floats
    low: Floats
    high: Floats
    other: Ints
    tie: Flags
    hidden: Flags


def greatest(coded: Coded, residents: Side, served: Side) -> Greatest:
    """
    Find the greatest flow from each unit to another unit.

    Parameters
    ----------
    coded
        Result of `diagnoza.flows.coded.code_flows`.
    residents, served
        Result of `diagnoza.flows.sides.sides`.

    Notes
    -----
    Flows that are left out hold together what the total of the unit leaves over; if one that is shown is no smaller, it is the greatest.
    """
    shape = residents.silent.shape
    n = shape[1]
    chosen = np.flatnonzero(coded.inside & (coded.users > 0))
    row = (coded.group * n + coded.origin)[chosen]
    top = np.zeros(shape[0] * n)
    np.maximum.at(top, row, coded.users[chosen])
    best, row = (part[coded.users[chosen] == top[row]] for part in (chosen, row))
    tie = np.bincount(row, minlength=top.size) > 1
    comes = _inflow(served)[coded.group[best], coded.destination[best]]
    order = np.lexsort((coded.destination[best], -comes, row))
    row, best = row[order], best[order]
    first = np.flatnonzero(np.diff(row, prepend=-1))
    other = np.full(top.size, NOBODY)
    other[row[first]] = coded.destination[best[first]]
    left_over = residents.total.value - sum_of(residents.parts, "value")
    users = top.reshape(shape)
    hidden = residents.inside.hidden & (residents.total.hidden | (users < left_over))
    return Greatest(users, *_range(coded, residents), other.reshape(shape), tie.reshape(shape), hidden)


def _range(coded: Coded, residents: Side) -> tuple[Floats, Floats]:
    """Find the greatest share by low reports beside high ones of the others, and by high ones beside low ones."""
    shape = residents.silent.shape
    chosen = np.flatnonzero(coded.inside)
    row = (coded.group * shape[1] + coded.origin)[chosen]
    low, high = coded.low[chosen], coded.high[chosen]
    rest = (residents.own, residents.inside, residents.beyond)
    unknown = residents.unknown.high.ravel()[row]
    least = divided(low, low + (sum_of(rest, "high").ravel()[row] - high) + unknown)
    most = divided(high + unknown, high + unknown + (sum_of(rest, "low").ravel()[row] - low))
    found = np.zeros((2, shape[0] * shape[1]))
    for at, share in enumerate((least, most)):
        np.maximum.at(found[at], row, np.nan_to_num(share))
    return found[0].reshape(shape), found[1].reshape(shape)


def dependency(found: Greatest, residents: Side) -> Measured:
    r"""
    Tell which share of residents the unit serves that serves most of those who leave for another unit.

    Parameters
    ----------
    found
        Result of `greatest`.
    residents
        Their side.

    Returns
    -------
        :math:`\max_{j \in P, j \neq i} T_{ij} / (D_i - U_i)`; `other` is j. OUT is many places, so it is not compared.
    """
    low = np.where(residents.ranged, np.where(residents.open, 0.0, found.low), np.nan)
    high = np.where(residents.ranged, np.where(residents.inside.missing, 1.0, found.high), np.nan)
    hidden = found.hidden | residents.total.hidden | residents.unknown.hidden
    share = measured((divided(found.users, residents.placed), low, high), hidden, residents.total.missing, residents.open, residents)
    return _pointed(share, found)


def dominant(found: Greatest, residents: Side, served: Side) -> Measured:
    """
    Tell to which unit most of those turn who leave for another unit, and whether it is a centre for them.

    Parameters
    ----------
    found
        Result of `greatest`.
    residents, served
        Both sides.

    Returns
    -------
        1 if `other` has more users from other units than this one, so that this one is dominated; else 0. Undefined where nobody leaves for
        another unit. No range.

    References
    ----------
    Nystuen, J. D., Dacey, M. F. (1961). A graph theory interpretation of nodal regions. Papers of the Regional Science Association 7.
    """
    comes = _inflow(served)
    at = np.arange(len(comes))[:, None], np.maximum(found.other, 0)
    points = found.other != NOBODY
    dark = np.logical_or.reduce([part.hidden for part in (served.total, served.own, served.beyond, served.unknown)])
    quiet = served.inside.missing | served.total.missing
    hidden = found.hidden | (points & (dark | dark[at]))
    missing = residents.inside.missing | residents.total.missing | (points & (quiet | quiet[at]))
    value = np.where(points, (comes[at] > comes).astype(float), np.nan)
    nothing = np.full(value.shape, np.nan)
    return _pointed(measured((value, nothing, nothing), hidden, missing, np.zeros_like(hidden), residents), found)


def concentration(coded: Coded, residents: Side) -> Measured:
    r"""
    Tell how far those who leave go to a single place.

    Parameters
    ----------
    coded
        Result of `diagnoza.flows.coded.code_flows`.
    residents
        Their side.

    Returns
    -------
        :math:`\sum_{j \neq i} (T_{ij} / Out_i)^2`, 1 if all go to one place. OUT counts as one place, an upper bound; `low` takes it as
        very many. The range holds nothing else. Not reported where a flow is not, for the sum would be of others.
    """
    shape = residents.silent.shape
    chosen = coded.inside
    row = (coded.group * shape[1] + coded.origin)[chosen]
    squares = np.bincount(row, coded.users[chosen] ** 2, minlength=shape[0] * shape[1]).astype(float).reshape(shape)
    leave = residents.placed - residents.own.value
    low = divided(squares, leave**2)
    value = divided(squares + residents.beyond.value**2, leave**2)
    hidden = np.logical_or.reduce([part.hidden for part in (residents.total, *residents.parts)])
    return measured((value, low, value), hidden, residents.total.missing | residents.open, residents.beyond.value > 0, residents)


def returned(coded: Coded, residents: Side) -> Measured:
    r"""
    Tell which share of flows between municipalities is returned.

    Parameters
    ----------
    coded
        Result of `diagnoza.flows.coded.code_flows`.
    residents
        Their side.

    Returns
    -------
        :math:`\sum_{i \neq j} \min(T_{ij}, T_{ji}) / \sum_{i \neq j} T_{ij}` by service and year (one column): 0 if all flows lead one
        way, 1 if each is matched. Powiats are left out: nobody lives in them. No range.

    References
    ----------
    Squartini, T., Picciolo, F., Ruzzenenti, F., Garlaschelli, D. (2013). Reciprocity of weighted networks. Scientific Reports 3.
    """
    n = len(coded.units)
    living = np.concatenate([coded.is_member, [False, False]])
    between = coded.inside & living[coded.origin] & living[coded.destination]
    value = np.full((len(coded.groups), 1), np.nan)
    hidden = np.zeros(value.shape, dtype=bool)
    for at in range(len(coded.groups)):
        own = between & (coded.group == at)
        matrix = coo_array((coded.users[own], (coded.origin[own], coded.destination[own])), shape=(n, n)).tocsr()
        hidden[at] = coded.hidden[own].any()
        value[at] = divided(*(np.full(1, float(part.sum())) for part in (matrix.minimum(matrix.T), matrix)))
    whole = residents.together(1)
    nothing = np.full(value.shape, np.nan)
    missing = whole.inside.missing
    return measured((value, nothing, nothing), hidden, np.zeros_like(missing), missing, whole)


def _inflow(served: Side) -> Floats:
    """Count users from other units, as totals tell it."""
    found: Floats = served.placed - served.beyond.value - served.own.value
    return found


def _pointed(share: Measured, found: Greatest) -> Measured:
    shown = ~np.isnan(share.value)
    return replace(share, tie=found.tie & shown, other=np.where(shown, found.other, NOBODY))

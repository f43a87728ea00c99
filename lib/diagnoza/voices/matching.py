"""Which offers answer which needs: the largest total that can be covered, by maximum flow, the surest offers first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from diagnoza.errors import DiagnozaError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

SURENESS = (3, 2, 1)
"""Readiness of offers, in the order in which they are used."""
_HUNDREDTHS = 100
_LARGEST = 2**31 - 1  # what the flow can count


def fits(needs: pd.DataFrame, offers: pd.DataFrame) -> NDArray[np.bool_]:
    """
    Tell which offers may answer which needs at all.

    Parameters
    ----------
    needs, offers
        With field, territory ("" is the whole partnership), resource ("": not told), amount, unit.

    Returns
    -------
        Needs × offers: the same field; the same municipality, or one side is the whole partnership; the same kind of resource and the same
        unit where both tell them.
    """
    pair = np.ones((len(needs), len(offers)), dtype=bool)
    for name, free in (("field", False), ("territory", True), ("resource", True), ("unit", True)):
        one, other = needs[name].to_numpy(dtype=str)[:, None], offers[name].to_numpy(dtype=str)[None, :]
        pair &= (one == other) | (((one == "") | (other == "")) if free else False)
    return pair


def cover(needs: Sequence[float], offers: Sequence[float], readiness: Sequence[int], pair: NDArray[np.bool_]) -> NDArray[np.float64]:
    """
    Cover as much of the needs as can be, and as much of that as can be by the surest offers.

    Parameters
    ----------
    needs, offers
        Amounts in one unit, at most two decimals.
    readiness
        Of each offer, 1 to 3.
    pair
        Needs × offers: which may answer which.

    Returns
    -------
        Needs × offers: the amount of the offer that goes to the need. The total is the largest there is.

    Raises
    ------
    DiagnozaError
        If the amounts are too large to be counted exactly.

    Notes
    -----
    What offers of readiness 3 can cover is the flow from them alone; what those of 2 add is the flow from both less that, and so on. What
    sets of offers can cover is a polymatroid, so a flow with these sums exists, and its total is the maximum.

    References
    ----------
    Edmonds, J. (1970). Submodular functions, matroids, and certain polyhedra. In: Combinatorial Structures and their Applications.
    """
    demand, supply = _whole(needs), _whole(offers)
    steps = np.asarray(readiness)
    sums = [_flow(demand, np.where(steps >= step, supply, 0), steps, pair, [_LARGEST] * len(SURENESS)).sum() for step in SURENESS]
    limits = [int(limit) for limit in np.diff([0, *sums])]
    return _flow(demand, supply, steps, pair, limits) / _HUNDREDTHS


def _whole(amounts: Sequence[float]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.rint(np.asarray(amounts, dtype=float) * _HUNDREDTHS).astype(np.int64)
    if found.sum() > _LARGEST:
        msg = f"Amounts of {sum(amounts):g} together are too large to be matched. Write them in a larger unit, e.g. tys. zł, as its name."
        raise DiagnozaError(msg)
    return found


def _flow(
    demand: NDArray[np.int64], supply: NDArray[np.int64], steps: NDArray[np.int64], pair: NDArray[np.bool_], limits: Sequence[int]
) -> NDArray[np.int64]:
    """Send as much as can be from offers to needs; offers of one readiness send at most their limit together."""
    classes, offers, needs = len(SURENESS), len(supply), len(demand)
    first_offer, first_need = 1 + classes, 1 + classes + offers
    roads = np.zeros((first_need + needs + 1,) * 2, dtype=np.int32)
    roads[0, 1 : 1 + classes] = limits
    for at, step in enumerate(SURENESS):
        roads[1 + at, first_offer:first_need] = np.where(steps == step, supply, 0)
    roads[first_offer:first_need, first_need:-1] = np.where(pair.T, np.minimum(supply[:, None], demand[None, :]), 0)
    roads[first_need:-1, -1] = demand
    sent = maximum_flow(csr_array(roads), 0, first_need + needs).flow.toarray()
    return np.asarray(sent[first_offer:first_need, first_need:-1].T.clip(0), dtype=np.int64)

"""From margins to weights: what to do with those whose category is unknown, and with weights that are too large."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diagnoza.surveys.design_based import TOLERANCE, NotConverged, rake

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = ""
_ROUNDS = 5000
_LEVEL = "unknown"  # how svy is told of the category of those whose category is unknown


class Raked(NamedTuple):
    """Weights with the mean 1; the share of them that stands at the cap; by how much a share of a margin misses its target at most."""

    weights: pd.Series
    capped: float
    error: float


def rake_known(categories: pd.DataFrame, targets: Mapping[str, pd.Series], cap: float) -> Raked:
    r"""
    Rake respondents to the margins in which they are known, with no weight above the cap.

    Parameters
    ----------
    categories
        One row per respondent, one column per margin; "" where the category is unknown.
    targets
        Per margin the share of the population in each category [0-1, sum 1].
    cap
        The largest weight, in mean weights.

    Returns
    -------
        The weights. If the margins cannot be met under the cap, raked weights are cut once and what is cut is
        spread over the others: the cap holds, and `error` says what it cost.

    Raises
    ------
    NotConverged
        If no weights meet all margins even without a cap.

    Notes
    -----
    Nobody's category is imputed. In each margin those who are known in it, taken together, keep the weight that they have, and within
    them the shares of the population hold:

    .. math:: \sum_{i \in c} w_i = t_c \sum_{i \text{ known}} w_i

    Those who are unknown in it are weighted by the other margins alone. This is raking (minimum discrimination information) to totals
    of :math:`1(i \in c) - t_c 1(i \text{ known})` that are 0, and the same as raking with "unknown" as a category of its own whose share
    is that of the solution. That share is found by iterative proportional fitting; svy then rakes.

    References
    ----------
    Deville, J.-C., Särndal, C.-E., Sautory, O. (1993). Generalized raking procedures in survey sampling.
    """
    if all(len(target) == 1 for target in targets.values()):
        return Raked(pd.Series(1.0, index=categories.index), 0.0, 0.0)
    unknown = categories == UNKNOWN
    labelled, shares = categories, {name: _named(target) for name, target in targets.items()}
    if unknown.any(axis=None):
        labelled, free = categories.mask(unknown, _LEVEL), _fit(categories, targets)
        shares = {name: _with_unknown(part, float(free[unknown[name]].sum() / free.sum())) for name, part in shares.items()}
    weights = rake(labelled, shares)
    if weights.max() > cap * (1 + TOLERANCE):
        try:
            weights = rake(labelled, shares, cap=cap)
        except NotConverged:
            weights = pd.Series(_cut(weights.to_numpy(), cap), index=categories.index)
    return Raked(weights.rename("weight"), float((weights >= cap * (1 - 1e-9)).mean()), margin_error(weights, categories, targets))


def _named(target: pd.Series) -> dict[str, float]:
    return {str(code): float(share) for code, share in target.items()}


def _with_unknown(shares: dict[str, float], unknown: float) -> dict[str, float]:
    """Make the share of those whose category is unknown a category of its own, if there are any."""
    return {**{code: share * (1 - unknown) for code, share in shares.items()}, _LEVEL: unknown} if unknown else shares


def _fit(categories: pd.DataFrame, targets: Mapping[str, pd.Series]) -> np.ndarray:
    """Fit the margins in turn, each among those who are known in it, until nothing changes."""
    weights = np.ones(len(categories))
    codes = {name: target.index.get_indexer(pd.Index(categories[name])) for name, target in targets.items()}
    for _ in range(_ROUNDS):
        before = weights
        for name, target in targets.items():
            inside = codes[name] >= 0
            sums = np.bincount(codes[name][inside], weights[inside], minlength=len(target))
            factors = target.to_numpy(dtype=float) * sums.sum() / sums
            weights = np.where(inside, weights * factors[codes[name]], weights)
        weights = weights / weights.mean()
        if np.abs(weights / before - 1).max() < TOLERANCE / 10:
            break
    return weights


def _cut(weights: np.ndarray, cap: float) -> np.ndarray:
    """Cut at the cap and spread what was cut over the others in proportion, until none is above."""
    while (weights > cap * (1 + 1e-12)).any():
        high = weights >= cap
        weights = np.where(high, cap, weights * (len(weights) - cap * high.sum()) / weights[~high].sum())
    return weights


def margin_error(weights: pd.Series, categories: pd.DataFrame, targets: Mapping[str, pd.Series]) -> float:
    """
    Measure by how much weighted shares miss their targets.

    Parameters
    ----------
    weights
        One weight per respondent.
    categories, targets
        As in `rake_known`.

    Returns
    -------
        The largest difference, over the categories of all margins, among those known in each [share, 0-1].
    """
    return max(float((shares(categories[name], weights).reindex(target.index) - target).abs().max()) for name, target in targets.items())


def shares(categories: pd.Series, weights: pd.Series) -> pd.Series:
    """Give the weighted share of each category among those whose category is known [0-1]."""
    sums = weights[categories != UNKNOWN].groupby(categories[categories != UNKNOWN]).sum()
    return sums / sums.sum()

"""What chance could have made of weighted figures: respondents of each municipality drawn again, many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

REPLICATES = 1000
SEED = 2014
PARTNERSHIP = ""
"""The unit that is all municipalities together."""
OUTER = (0.025, 0.975)
EXACT = 9
"""Decimals beyond which two figures are the same."""


@dataclass(frozen=True)
class Sums:
    """
    Weighted sums of columns, of the sample and of samples drawn from it.

    Attributes
    ----------
    units
        The partnership, then the municipalities in the order of their codes.
    values
        Replicate × unit × column; replicate 0 is the sample itself.
    """

    units: tuple[str, ...]
    values: Floats

    def of(self, columns: slice) -> Floats:
        """Give the sums of some columns."""
        return self.values[:, :, columns]


def weighted_sums(people: pd.DataFrame, columns: Floats, *, replicates: int = REPLICATES, seed: int = SEED) -> Sums:
    r"""
    Add up columns by municipality, again and again with respondents drawn anew.

    Parameters
    ----------
    people
        One row per respondent in an order that does not depend on the file: `teryt` (empty: not known), `weight` above 0.
    columns
        The same rows; what is added up.
    replicates, seed
        How many samples are drawn, and where chance begins.

    Returns
    -------
        The sums. Who lives nobody knows where counts in the partnership only.

    Notes
    -----
    From the :math:`n` respondents of a municipality :math:`n-1` are drawn with replacement and count :math:`n/(n-1)` times, so that
    variances are not too small in small samples. Weights are kept as they are: what raking gains is not taken into account, so intervals
    are rather too wide. A single respondent does not vary. Each municipality has chance of its own: a partner who joins changes no other.

    References
    ----------
    Rao, J. N. K., Wu, C. F. J. (1988). Resampling inference with complex survey data. JASA 83(401).
    """
    places = sorted(set(people["teryt"]))
    sums: Floats = np.zeros((len(places), replicates + 1, columns.shape[1]))
    for at, place in enumerate(places):
        inside = people["teryt"].eq(place).to_numpy(dtype=bool)
        weights = people["weight"].to_numpy(dtype=float)[inside]
        sums[at] = _factors(len(weights), replicates, [seed, *place.encode()]) * weights @ columns[inside]
    known = [at for at, place in enumerate(places) if place != PARTNERSHIP]
    together = np.concatenate([sums.sum(axis=0, keepdims=True), sums[known]])
    return Sums((PARTNERSHIP, *(places[at] for at in known)), np.moveaxis(together, 0, 1))


def _factors(n: int, replicates: int, seed: list[int]) -> Floats:
    """Tell how often each respondent counts: once in the sample, then as drawn."""
    factors = np.ones((replicates + 1, n))
    if n > 1:
        random = np.random.default_rng(seed)
        factors[1:] = random.multinomial(n - 1, np.full(n, 1 / n), size=replicates) * (n / (n - 1))
    return factors


def ratio(part: Floats, whole: Floats) -> Floats:
    """
    Divide sums; missing where the whole is nothing.

    Parameters
    ----------
    part, whole
        Sums of the same shape.
    """
    divided: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return divided


def rounded(values: Floats | float, decimals: int = 0) -> Floats:
    """
    Round halves away from zero, as readers do by hand.

    Parameters
    ----------
    values
        Missing ones stay missing.
    decimals
        Digits after the point.

    Examples
    --------
    >>> rounded(np.array([62.5, 0.5, -0.5])).tolist(), rounded(np.array([30.45]), 1).tolist()
    ([63.0, 1.0, -1.0], [30.5])
    """
    tens = 10.0**decimals
    whole: Floats = np.floor(np.round(np.abs(values) * tens, EXACT) + 0.5)
    return np.asarray(np.sign(values) * whole / tens + 0.0, dtype=np.float64)


def limits(replicated: Floats) -> tuple[Floats, Floats]:
    """
    Give percentile limits of figures.

    Parameters
    ----------
    replicated
        Replicate × …; replicate 0, the sample itself, does not count.

    Returns
    -------
        Lower and upper limits, 95 %; missing where no replicate has a value.
    """
    drawn = replicated[1:]
    empty = np.isnan(drawn).all(axis=0)
    low, high = np.nanquantile(np.where(empty, 0.0, drawn), OUTER, axis=0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)

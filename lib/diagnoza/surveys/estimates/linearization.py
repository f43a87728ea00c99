"""
Taylor linearisation of shares and means, for many answers at once; the same as svy and R survey, and far quicker.

References: Särndal, Swensson, Wretman (1992). Model Assisted Survey Sampling, ch. 5-7. Lumley (2010). Complex Surveys, ch. 2 and 7.
Korn, Graubard (1998). Confidence intervals for proportions with small expected number of positive counts. Survey Methodology 24(2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    import numpy.typing as npt

    from diagnoza.surveys.weighting.weigh import Weights

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

LEVEL = 0.95
NOTHING = 1e-12
"""Shares nearer to 0 or 1, and standard errors nearer to 0, are taken as that."""


@dataclass(frozen=True)
class Sampling:
    """
    What chance acts on.

    Attributes
    ----------
    weights
        One per respondent.
    basis
        Orthonormal columns that span what raking holds; residuals on them carry the variance.
    strata
        The number of the stratum of each respondent, from 0.
    unasked
        For each respondent the share of the stratum's population that did not answer [0-1].
    """

    weights: Floats
    basis: Floats
    strata: npt.NDArray[np.intp]
    unasked: Floats

    def scores(self, influence: Floats) -> Floats:
        """
        Turn influences on estimates into scores whose products add up to variances and covariances.

        Parameters
        ----------
        influence
            One row per respondent, one column per estimate: its derivative to the weight of the respondent.

        Returns
        -------
            The same shape. A stratum with a single respondent is held against the mean of all, not against itself.
        """
        scores: Floats = np.asarray(self.basis @ (self.basis.T @ influence))
        np.subtract(influence, scores, out=scores)
        scores *= self.weights[:, None]
        single = scores.mean(axis=0)
        for stratum in np.unique(self.strata):
            own = self.strata == stratum if self.strata.any() else slice(None)
            size = len(scores[own])
            scores[own] -= scores[own].mean(axis=0) if size > 1 else single
            scores[own] *= np.sqrt(self.unasked[own] * size / max(size - 1, 1))[:, None]
        return scores


def sampling(weights: Weights) -> Sampling:
    """
    Lay out the design of a weighted survey.

    Parameters
    ----------
    weights
        Of `diagnoza.surveys.weighting.weigh.weigh`.

    Returns
    -------
        The design; raking holds the sum of all weights too.
    """
    held = weights.constraints
    columns = np.column_stack([np.ones(len(held)), held]) if held.shape[1] else held
    basis, sizes, _ = np.linalg.svd(columns, full_matrices=False) if columns.size else (columns, np.empty(0), None)
    strata = weights.strata.astype("category").cat.codes.to_numpy().astype(np.intp)
    kept = basis[:, sizes > NOTHING**0.75 * max(sizes, default=0)]
    return Sampling(weights.weights.to_numpy(dtype=float), kept, strata, weights.unasked.to_numpy(dtype=float))


@dataclass(frozen=True)
class Means:
    """
    Weighted means of columns within some respondents; the means of columns of 0 and 1 are shares.

    Attributes
    ----------
    value
        The means; missing where nobody answered.
    influence
        One row per respondent, one column per mean: its derivative to the weight of the respondent.
    n, count
        Respondents who answered; those of them with a 1.
    n_eff
        Their effective number (Kish).
    df
        Degrees of freedom: respondents who answered less the strata they are in.
    deviation
        Weighted standard deviation.
    """

    value: Floats
    influence: Floats
    n: Floats
    count: Floats
    n_eff: Floats
    df: Floats
    deviation: Floats


def means(design: Sampling, values: Floats, answered: Flags, inside: Flags) -> Means:
    """
    Estimate the mean of each column.

    Parameters
    ----------
    design
        The design.
    values
        One row per respondent, one column per mean; read only where `answered`.
    answered
        Who counts in each column.
    inside
        Who belongs to the domain; all others keep their place in the design.

    Returns
    -------
        The means.
    """
    base, weights, strata = answered[inside], design.weights[inside], design.strata[inside]
    numbers = np.where(base, values[inside], 0.0)
    whole = weights @ base
    safe = np.where(whole > 0, whole, np.nan)
    value = weights @ numbers / safe
    apart = np.where(base, numbers - value, 0.0)
    influence = np.zeros(values.shape)
    influence[inside] = apart / np.where(whole > 0, whole, 1.0)
    n = base.sum(axis=0).astype(float)
    return Means(
        value=value,
        influence=influence,
        n=n,
        count=(numbers == 1).sum(axis=0).astype(float),
        n_eff=whole**2 / np.where(whole > 0, weights**2 @ base, np.nan),
        df=n - np.sum([base[strata == stratum].any(axis=0) for stratum in np.unique(strata)], axis=0),
        deviation=np.sqrt(weights @ apart**2 / safe),
    )


def standard_errors(design: Sampling, influence: Floats) -> Floats:
    """
    Give the standard error of each estimate.

    Parameters
    ----------
    design
        The design.
    influence
        One row per respondent, one column per estimate.

    Returns
    -------
        One per estimate, in the unit of the estimate.
    """
    scores = design.scores(influence)
    return np.asarray(np.sqrt(np.einsum("ij,ij->j", scores, scores)))


def t_limits(value: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """
    Give t limits of means and differences.

    Parameters
    ----------
    value, se, df
        One per estimate.

    Returns
    -------
        Lower and upper limits, 95 %; missing without degrees of freedom.
    """
    half = _quantile(df) * se
    return value - half, value + half


def share_limits(value: Floats, se: Floats, found: Means) -> tuple[Floats, Floats]:
    r"""
    Give Korn-Graubard limits of shares.

    Parameters
    ----------
    value, se
        The shares and their standard errors.
    found
        What they were estimated from.

    Returns
    -------
        Lower and upper limits, 95 % [0-1]; missing without degrees of freedom.

    Notes
    -----
    Clopper-Pearson limits on the number of respondents who would tell as much in a simple random sample, :math:`p(1-p)/se^2`, adjusted for
    degrees of freedom and at most n. Where the share is 0 or 1 its standard error tells nothing; there that number is Kish's effective
    one. (svy takes n there, as if unequal weights cost nothing; with equal weights it is the same.) A share that weighting holds fixed
    has no interval: both limits are the share.
    """
    edge = (value <= NOTHING) | (value >= 1 - NOTHING)
    p = np.where(value <= NOTHING, 0.0, np.where(value >= 1 - NOTHING, 1.0, value))
    fixed = ~edge & (se <= NOTHING)
    worth = np.where(edge, found.n_eff, p * (1 - p) / np.where(se > NOTHING, se, np.nan) ** 2)
    ratio = np.where(found.n > 1, _quantile(found.n - 1) / _quantile(found.df), 1.0)
    worth = np.minimum(worth * ratio**2, found.n)
    x = worth * p
    low = np.where(p <= 0, 0.0, special.betaincinv(np.where(x > 0, x, 1), worth - x + 1, (1 - LEVEL) / 2))
    high = np.where(p >= 1, 1.0, special.betaincinv(x + 1, np.where(worth - x > 0, worth - x, 1), (1 + LEVEL) / 2))
    known = found.df > 0
    return np.where(known, np.where(fixed, value, low), np.nan), np.where(known, np.where(fixed, value, high), np.nan)


def p_values(value: Floats, se: Floats, df: Floats) -> Floats:
    """
    Give two-sided p-values of the estimate being 0.

    Parameters
    ----------
    value, se, df
        One per estimate; `se` and `df` above 0.

    Returns
    -------
        One per estimate [0-1].
    """
    return np.asarray(2 * special.stdtr(df, -np.abs(value) / se))


def _quantile(df: Floats) -> Floats:
    """Give the quantile of t that leaves 2.5 % above; missing without degrees of freedom."""
    return np.asarray(np.where(df > 0, special.stdtrit(np.where(df > 0, df, 1.0), (1 + LEVEL) / 2), np.nan))


def weighted_median(values: Floats, weights: Floats) -> float:
    """
    Give the smallest value that at least half of the weight does not exceed.

    Parameters
    ----------
    values
        Without missing values, at least one.
    weights
        Above 0.

    Returns
    -------
        One of the values.

    Examples
    --------
    >>> weighted_median(np.array([10.0, 20.0, 30.0]), np.array([1.0, 1.0, 3.0]))
    30.0
    """
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, below[-1] / 2 * (1 - NOTHING))])

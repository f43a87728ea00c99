"""Whether two answers depend on each other: Rao-Scott tests of two-way tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import special

from diagnoza.surveys.estimates.linearization import NOTHING, means

if TYPE_CHECKING:
    import numpy.typing as npt

    from diagnoza.surveys.estimates.linearization import Floats, Sampling

TWO = 2


class Independence(NamedTuple):
    """F, its degrees of freedom, its p-value, and Cramer's V of the weighted table."""

    f: float
    df1: float
    df2: float
    p: float
    cramers_v: float


def rao_scott(design: Sampling, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]) -> Independence | None:
    r"""
    Test independence in a two-way table: Pearson's statistic with the second-order correction of Rao and Scott, as F.

    Parameters
    ----------
    design
        The design.
    rows, columns
        The category of each respondent, from 0 without gaps; -1 where the respondent is not in the table.

    Returns
    -------
        The test; None if a side has fewer than two categories or nothing varies.

    Notes
    -----
    With :math:`\Delta` the design effects of the contrasts of the table, :math:`F = X^2 / \mathrm{tr} \Delta` has
    :math:`(\mathrm{tr} \Delta)^2 / \mathrm{tr} \Delta^2` degrees of freedom, and that many times those of the design: respondents in the
    table less their strata. (R survey counts respondents outside the table too.)

    References
    ----------
    Rao, J. N. K., Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with cell proportions estimated from survey
    data. Thomas, D. R., Rao, J. N. K. (1987). Small-sample comparisons of level and power for simple goodness-of-fit statistics.
    """
    shape = int(rows.max(initial=-1)) + 1, int(columns.max(initial=-1)) + 1
    if min(shape) < TWO:
        return None
    inside = (rows >= 0) & (columns >= 0)
    cells = (rows * shape[1] + columns)[:, None] == np.arange(shape[0] * shape[1])
    found = means(design, cells.astype(float), np.ones_like(cells), inside)
    p = found.value.reshape(shape)
    expected = np.outer(p.sum(axis=1), p.sum(axis=0))
    phi = float(((p - expected) ** 2 / expected).sum())
    effects = _design_effects(design.scores(found.influence), found.value, shape)
    if effects is None:
        return None
    df1 = float(np.trace(effects)) ** 2 / float(np.trace(effects @ effects))
    f, df2 = phi / float(np.trace(effects)), df1 * float(found.df[0])
    return Independence(f, df1, df2, float(special.fdtrc(df1, df2, f)), float(np.sqrt(phi / (min(shape) - 1))))


def _design_effects(scores: Floats, p: Floats, shape: tuple[int, int]) -> Floats | None:
    """Give the matrix of design effects (over n) of the contrasts that independence says are 0."""
    inverse = np.where(p > 0, 1 / np.where(p > 0, p, 1), 0.0)
    contrasts = np.kron(_deviations(shape[0]), _deviations(shape[1])) * inverse[:, None]
    simple, actual = contrasts.T @ (p[:, None] * contrasts), scores @ contrasts
    if np.linalg.matrix_rank(simple) < len(simple):
        return None
    effects = np.linalg.solve(simple, actual.T @ actual)
    return np.asarray(effects) if np.trace(effects) > NOTHING**2 else None


def _deviations(levels: int) -> Floats:
    """Give the levels of one side but the first, each against the mean of all."""
    return np.eye(levels)[:, 1:] - 1 / levels

"""The one place where svy is used: raking. It is imported only when something is raked, because it is large; never fork after that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

SUPPORTED = "0.35."
TOLERANCE = 1e-10
_ROUNDS = 5000
_CYCLES = 500


class NotConverged(Exception):  # noqa: N818  (an answer: whoever asked tries another way)
    """Raking does not meet all margins, or not under the cap."""


def rake(categories: pd.DataFrame, shares: Mapping[str, Mapping[str, float]], *, cap: float | None = None) -> pd.Series:
    """
    Rake equal weights to margins.

    Parameters
    ----------
    categories
        One row per respondent, one column of text per margin, without missing values.
    shares
        Per margin the share of each category [0-1]; categories are those of the column, all above 0.
    cap
        The largest weight, in mean weights: what is above it is cut and spread over the others, and the weights are raked again until both
        hold. None: no cap.

    Returns
    -------
        Weights with the mean 1, on the index of `categories`; margins are met to `TOLERANCE`.

    Raises
    ------
    NotConverged
        If that cannot be reached.
    RuntimeError
        If svy is of another version than the one that was held against R.
    """
    import polars as pl  # noqa: PLC0415  (both are large, and most commands do not rake)
    import svy  # noqa: PLC0415

    if not svy.__version__.startswith(SUPPORTED):
        msg = f"svy {svy.__version__} is installed, but results were checked with {SUPPORTED}x. Install that one."
        raise RuntimeError(msg)
    columns = {f"m{i}": categories[name].astype(str).tolist() for i, name in enumerate(shares)}
    controls: dict[str, dict[Any, Any]] = {
        f"m{i}": {code: share * len(categories) for code, share in shares[name].items()} for i, name in enumerate(shares)
    }
    sample = svy.Sample(pl.DataFrame({**columns, "w": np.ones(len(categories))}), svy.Design(wgt="w"))
    trimming = None if cap is None else svy.TrimConfig(upper=float(cap), max_iter=_CYCLES)
    try:
        raked = sample.weighting.rake(controls=controls, wgt_name="raked", tol=TOLERANCE, max_iter=_ROUNDS, trimming=trimming)
    except svy.errors.WeightingError as error:
        raise NotConverged(str(error)) from error
    weights = raked.data.lazy().collect()["raked"].to_numpy()
    return pd.Series(weights / weights.mean(), index=categories.index, name="weight")

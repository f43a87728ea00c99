"""Importance-performance analysis: which services to work on first, by two cross-hairs and by the diagonal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = [
    "teryt",
    "service",
    "importance",
    "satisfaction",
    "cross_importance",
    "cross_satisfaction",
    "quadrant",
    "quadrant_scale",
    "changes",
    "sure",
    "diagonal",
    "below",
]
QUADRANTS = {
    "concentrate": "poprawić w pierwszej kolejności",
    "keep": "utrzymać",
    "low_priority": "mniej pilne",
    "overkill": "możliwy nadmiar",
}
OF = {(True, False): "concentrate", (True, True): "keep", (False, False): "low_priority", (False, True): "overkill"}
"""By whether importance is high, and whether satisfaction is."""
MIDDLE = 50.0
"""The middle of the scale of either [points]."""
LEAST = 2
"""With one service there is no mean to stand out from."""


def ipa(perception: pd.DataFrame) -> pd.DataFrame:
    """
    Place services by importance and by the satisfaction of users.

    Parameters
    ----------
    perception
        Table `Perception`.

    Returns
    -------
        Table `Ipa`, of all units with two services or more whose importance and satisfaction are published.

    Notes
    -----
    Two cross-hairs: the means over the services (data-centred, the one to read, for importance is high nearly everywhere) and the middle
    of the scales; `changes` tells which services change quadrant with it. What lies on a cross-hair counts as high. `diagonal` is
    importance less satisfaction; above 0, satisfaction stays behind whatever the quadrant. Users only: who needs a service in vain is in
    the quality gap.

    References
    ----------
    Martilla, J. A., James, J. C. (1977). Importance-performance analysis. Journal of Marketing 41(1).
    """
    known = perception.dropna(subset=["importance", "satisfaction"])
    known = known[known.groupby("teryt")["service"].transform("size").ge(LEAST)]
    means = known.groupby("teryt")[["importance", "satisfaction"]].transform("mean").round(6)
    centred = _quadrants(known, means["importance"], means["satisfaction"])
    scale = _quadrants(known, MIDDLE, MIDDLE)
    diagonal = known["importance"] - known["satisfaction"]
    return known.assign(
        cross_importance=means["importance"].round(1),
        cross_satisfaction=means["satisfaction"].round(1),
        quadrant=centred,
        quadrant_scale=scale,
        changes=np.array(centred) != np.array(scale),
        sure=_clear(known, "importance", means["importance"]) & _clear(known, "satisfaction", means["satisfaction"]),
        diagonal=diagonal,
        below=diagonal.gt(0),
    )[COLUMNS].reset_index(drop=True)


def _quadrants(known: pd.DataFrame, importance: pd.Series | float, satisfaction: pd.Series | float) -> list[str]:
    pairs = zip(known["importance"].ge(importance), known["satisfaction"].ge(satisfaction), strict=True)
    return [OF[important, content] for important, content in pairs]


def _clear(known: pd.DataFrame, name: str, cross: pd.Series) -> pd.Series:
    """Tell where the interval lies on one side of the cross-hair."""
    return known[f"{name}_low"].ge(cross) | known[f"{name}_high"].lt(cross)

"""Which services come first: important to many, and needs not met; never told as a mere order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.services.bootstrap import EXACT, OUTER, limits, rounded
from diagnoza.services.gap import FEW_ANSWERS, UNASSESSED

if TYPE_CHECKING:
    from diagnoza.services.bootstrap import Floats
    from diagnoza.services.perception import Perceived

COLUMNS = ["teryt", "service", "importance", "needs_met", "value", "low", "high", "rank_low", "rank_high", "tie", "reason"]
PLACES = ["rank_low", "rank_high", "tie"]


def priorities(perceived: Perceived, perception: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    r"""
    Weigh unmet needs by importance, and tell which places each service could take.

    Parameters
    ----------
    perceived
        Result of `diagnoza.services.perception.perceive`.
    perception
        Table `Perception` made of it.
    gaps
        Table `Gaps`: what is not assessed there is not weighed here, and gives the same reason.

    Returns
    -------
        Table `Priorities`, by unit, the highest value first.

    Notes
    -----
    :math:`I \max(0, I - N) / 100`, of the published whole points, so that it can be traced by hand; limits and places from samples drawn
    again. A tie group holds a first service and all below it whose interval reaches that of the first; the next group begins with the
    first that does not. A value near 0 cannot fall below it, so its interval is one-sided.
    """
    keys = ["teryt", "service"]
    table = gaps[[*keys, "kind", "reason"]].merge(perception[[*keys, "importance", "needs_met"]], on=keys, how="left")
    table["reason"] = table["reason"].mask(table["reason"].eq("") & table["importance"].isna(), FEW_ANSWERS)
    table["assessed"] = table["kind"].ne(UNASSESSED) & table[["importance", "needs_met"]].notna().all(axis=1)
    drawn = _drawn(perceived)
    parts = [_placed(of_unit, perceived, drawn) for _, of_unit in table.groupby("teryt", sort=True)]
    return pd.concat(parts, ignore_index=True)[COLUMNS].astype(dict.fromkeys(PLACES, "Int64"))


def weighed(importance: pd.Series, needs_met: pd.Series) -> pd.Series:
    """
    Weigh what is lacking by importance.

    Parameters
    ----------
    importance, needs_met
        Points of 100.

    Examples
    --------
    >>> weighed(pd.Series([80.0, 40.0]), pd.Series([30.0, 60.0])).tolist()
    [40.0, 0.0]
    """
    return importance * (importance - needs_met).clip(lower=0) / 100


def _drawn(perceived: Perceived) -> Floats:
    """Give the priority in every sample; where one has nobody to ask, that of the sample itself."""
    value = perceived.importance * np.maximum(perceived.importance - perceived.needs_met, 0) / 100
    return np.asarray(np.round(np.where(np.isnan(value), value[:1], value), EXACT), dtype=np.float64)


def _placed(table: pd.DataFrame, perceived: Perceived, drawn: Floats) -> pd.DataFrame:
    """Give values, limits and places of the services of one unit."""
    value = weighed(table["importance"], table["needs_met"]).where(table["assessed"])
    table = table.assign(value=rounded(value.to_numpy(dtype=float), 1), **dict.fromkeys(["low", "high", *PLACES], np.nan))
    table = table.sort_values(["value", "service"], ascending=[False, True], ignore_index=True)
    assessed = table[table["assessed"]]
    if assessed.empty:
        return table
    unit = perceived.units.index(str(assessed["teryt"].iloc[0]))
    samples = drawn[:, unit, [perceived.services.index(service) for service in assessed["service"]]]
    printed = assessed["value"].to_numpy(dtype=float)
    lowest, highest = limits(samples)
    low, high = np.minimum(rounded(lowest, 1), printed), np.maximum(rounded(highest, 1), printed)
    places = dict(zip(PLACES, (*_ranks(samples, printed), _ties(printed, low, high)), strict=True))
    table.loc[assessed.index, ["low", "high", *places]] = pd.DataFrame({"low": low, "high": high, **places}, index=assessed.index)
    return table


def _ranks(samples: Floats, value: Floats) -> tuple[Floats, Floats]:
    """Tell between which places the services stand, the highest value first; equal ones share the places that they take together."""
    drawn = samples[1:, :, None] < samples[1:, None, :], samples[1:, :, None] <= samples[1:, None, :]
    printed = value[:, None] < value[None, :], value[:, None] <= value[None, :]
    best = np.floor(np.quantile(1 + drawn[0].sum(axis=2), OUTER[0], axis=0))
    worst = np.ceil(np.quantile(drawn[1].sum(axis=2), OUTER[1], axis=0))
    return np.minimum(best, 1 + printed[0].sum(axis=1)), np.maximum(worst, printed[1].sum(axis=1))


def _ties(value: Floats, low: Floats, high: Floats) -> list[int]:
    """Give services, highest value first, the number of their group: those whose intervals reach that of its first."""
    groups, first = [1], 0
    for at in range(1, len(value)):
        apart = high[at] < low[first]
        groups.append(groups[-1] + int(apart))
        first = at if apart else first
    return groups

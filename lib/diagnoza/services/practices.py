"""Good practices: partners whose residents find their needs better met with no more resources, and who could learn from them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import special
from statsmodels.stats.multitest import multipletests

from diagnoza.services.bootstrap import PARTNERSHIP, limits, rounded
from diagnoza.services.gap import ORGANISATION, RESOURCE

if TYPE_CHECKING:
    from diagnoza.services.perception import Perceived

SIGNIFICANT = 0.05
CARD = ["problem", "done", "cost", "conditions", "contact"]
PAIRS = [
    "service",
    "teryt",
    "receiver",
    "difference",
    "low",
    "high",
    "p_adjusted",
    "supply",
    "supply_receiver",
    "unit_cost",
    "unit_cost_receiver",
    "advantage",
]
COLUMNS = [*PAIRS, "confirmed", *CARD]
FIGURES = ["difference", "low", "high", "p_adjusted", "supply", "supply_receiver", "unit_cost", "unit_cost_receiver"]


def better(perceived: Perceived, gaps: pd.DataFrame, costs: pd.DataFrame | None = None) -> pd.DataFrame:
    """
    Find the partners whose residents find their needs better met than those of another, at equal or lower supply or unit cost.

    Parameters
    ----------
    perceived
        Result of `diagnoza.services.perception.perceive`.
    gaps
        Table `Gaps` made of it: met needs that are missing there are not compared.
    costs
        Table `ServiceUse`: teryt, service, unit_cost; None: not known.

    Returns
    -------
        One row per service and pair, teryt the better one: difference, low, high [whole points of 100], p_adjusted, supply and unit cost of
        both, advantage [supply, unit_cost or both: what the better one has no more of].

    Notes
    -----
    Differences of met needs between all pairs of municipalities, from samples drawn independently. Two conditions: the interval lies above
    0, and the p-value, from the standard error over samples and the normal distribution, is below 0.05 after Holm's correction over all
    pairs of the service. Others are not worse; no difference was found.
    """
    tested = [_compared(perceived, str(service), list(rows["teryt"])) for service, rows in _comparable(gaps).groupby("service")]
    pairs = pd.concat(tested, ignore_index=True) if tested else pd.DataFrame(columns=PAIRS[:7])
    pairs = pairs[pairs["p_adjusted"].lt(SIGNIFICANT) & pairs["low"].gt(0)]
    supply = gaps.set_index(["teryt", "service"])["supply"]
    cost = pd.Series(dtype=float) if costs is None else costs.set_index(["teryt", "service"])["unit_cost"]
    for name, figure in [("supply", supply), ("unit_cost", cost)]:
        for column, who in [(name, "teryt"), (f"{name}_receiver", "receiver")]:
            pairs[column] = [float(figure.get(key, np.nan)) for key in zip(pairs[who], pairs["service"], strict=True)]
    no_more = {name: pairs[name].le(pairs[f"{name}_receiver"]) for name in ("supply", "unit_cost")}
    either = np.select(
        [no_more["supply"] & no_more["unit_cost"], no_more["supply"], no_more["unit_cost"]], ["both", "supply", "unit_cost"], ""
    )
    pairs = pairs.assign(advantage=either)
    pairs[FIGURES[:3]] = rounded(pairs[FIGURES[:3]].to_numpy(dtype=float))
    return pairs.loc[pairs["advantage"].ne(""), PAIRS].sort_values(["service", "teryt", "receiver"], ignore_index=True)


def _comparable(gaps: pd.DataFrame) -> pd.DataFrame:
    return gaps[gaps["teryt"].ne(PARTNERSHIP) & gaps["needs_met"].notna()]


def _compared(perceived: Perceived, service: str, units: list[str]) -> pd.DataFrame:
    """Compare all pairs of municipalities in one service, the better one first."""
    at = perceived.services.index(service)
    rows: list[dict[str, Any]] = []
    for pair in combinations(units, 2):
        first, other = (perceived.needs_met[:, perceived.units.index(unit), at] for unit in pair)
        apart = (first - other) if first[0] >= other[0] else (other - first)
        names = pair if first[0] >= other[0] else pair[::-1]
        se = float(np.nanstd(apart[1:], ddof=1))
        low, high = limits(apart)
        if se > 0:
            p = float(special.erfc(apart[0] / se / np.sqrt(2)))
            rows.append(
                {"service": service, "teryt": names[0], "receiver": names[1], "difference": apart[0], "low": low, "high": high, "p": p}
            )
    table = pd.DataFrame(rows, columns=[*PAIRS[:6], "p"])
    return table.assign(p_adjusted=multipletests(table["p"], method="holm")[1] if len(table) else []).drop(columns="p")


def cards(practices: pd.DataFrame, pairs: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """
    Match what partners tell of their good practices with those who lack it.

    Parameters
    ----------
    practices
        One row per practice: teryt, service, problem, done, cost, conditions, contact [text; a role, not a name].
    pairs
        Result of `better`.
    gaps
        Table `Gaps`.

    Returns
    -------
        Table `GoodPractices`. A practice that results confirm goes to the partners that do worse; a row without a description is a partner
        to be asked for one. A practice that they do not confirm (`confirmed` false, no figures) goes to the partners with a gap of the
        same service, and has an empty receiver if there is none.
    """
    told = practices[["teryt", "service", *CARD]]
    confirmed = pairs.merge(told, on=["teryt", "service"], how="left").assign(confirmed=True)
    known = set(zip(pairs["teryt"], pairs["service"], strict=True))
    keys = zip(told["teryt"], told["service"], strict=True)
    only_told = told[pd.Series([key not in known for key in keys], index=told.index, dtype=bool)]
    lacking = gaps.loc[gaps["teryt"].ne(PARTNERSHIP) & gaps["kind"].isin([ORGANISATION, RESOURCE]), ["teryt", "service"]]
    offers = only_told.reset_index(drop=True).reset_index(names="practice")
    matched = offers.merge(lacking.rename(columns={"teryt": "receiver"}), on="service")
    matched = matched[matched["receiver"].ne(matched["teryt"])]
    alone = offers[~offers["practice"].isin(matched["practice"])].assign(receiver="")
    rest = pd.concat([matched, alone]).drop(columns="practice").assign(confirmed=False, advantage="", **dict.fromkeys(FIGURES, np.nan))
    table = pd.concat([part for part in (confirmed[COLUMNS], rest[COLUMNS]) if len(part)] or [rest[COLUMNS]], ignore_index=True)
    table = table.fillna(dict.fromkeys(CARD, ""))
    return table.sort_values(["service", "confirmed", "teryt", "receiver"], ascending=[True, False, True, True], ignore_index=True)

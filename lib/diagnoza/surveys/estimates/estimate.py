"""All estimates of one survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.surveys.estimates.groups import ALL, Group, groups, unflagged
from diagnoza.surveys.estimates.items import TOP, Items, items
from diagnoza.surveys.estimates.linearization import means, sampling, share_limits, standard_errors, t_limits, weighted_median

if TYPE_CHECKING:
    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.estimates.linearization import Sampling
    from diagnoza.surveys.weighting.weigh import Weights

COLUMNS = ["survey", "question", "answer", "group", "category", "n", "count", "n_eff", "value", "se", "low", "high"]
PRECISE = ["n_eff", "value", "se", "low", "high"]


def estimate(cleaned: Cleaned, weights: Weights) -> pd.DataFrame:
    """
    Estimate shares, means and medians of everything that was asked, for all and for groups.

    Parameters
    ----------
    cleaned
        The survey.
    weights
        Its weights.

    Returns
    -------
        One row per question, answer, group and category with respondents; nothing is suppressed, so this must not be published as it is.
        Columns survey, question, answer, group, category as in table `Estimates`; n [respondents who were asked and answered]; count
        [those with the answer; missing for means and medians]; n_eff [Kish]; value [share 0-1, or the unit of the question]; se; low,
        high [95 %]. For those whose category is unknown, and for purposive surveys, only n and count are given; for medians no precision.

    Notes
    -----
    Linearised with residuals on the margins (see `diagnoza.surveys.estimates.linearization`); Korn-Graubard limits of shares, t limits of
    means. Degrees of freedom: respondents who answered, less their strata. In open links and quotas all this supposes that those who
    answered are, after weighting, as good as drawn at random.
    """
    design = sampling(weights)
    everybody = Group(ALL, "", pd.Series(data=True, index=cleaned.frame.index))
    whole, of_groups = items(cleaned, weights.names, of_groups=False), items(cleaned, weights.names, of_groups=True)
    parts = [_estimated(cleaned, design, whole, everybody)]
    parts += [_estimated(cleaned, design, of_groups, group) for group in groups(cleaned, weights.names)]
    if not cleaned.flags.empty:
        parts.append(_estimated(cleaned, design, of_groups.where(_leading(of_groups.keys)), unflagged(cleaned)))
    table = pd.concat(parts, ignore_index=True)
    return table.astype({"n": "Int64", "count": "Int64", **dict.fromkeys(PRECISE, float)})[COLUMNS]


def _leading(keys: pd.DataFrame) -> pd.Series:
    """Choose one figure of each question: the best answers of a scale, the mean of numbers, the first answer of others."""
    first = ~keys["question"].duplicated()  # of numbers that is the mean
    return first.where(keys["kind"] != "scale", keys["answer"] == TOP)


def _estimated(cleaned: Cleaned, design: Sampling, asked: Items, group: Group) -> pd.DataFrame:
    """Estimate all columns for one group."""
    inside = group.inside.to_numpy(dtype=bool)
    found = means(design, asked.numbers, asked.answered, inside)
    measure = asked.keys["measure"].to_numpy()
    table: pd.DataFrame = asked.keys[["question", "answer"]].assign(
        survey=cleaned.survey.id,
        group=group.group,
        category=group.category,
        n=found.n,
        count=np.where(measure == "share", found.count, np.nan),
        **dict.fromkeys(PRECISE, np.nan),
    )
    if cleaned.survey.design == "purposive":
        table = table[measure == "share"]
    elif group.is_known:
        se = standard_errors(design, found.influence)
        limits = (t_limits(found.value, se, found.df), share_limits(found.value, se, found))
        low, high = (np.where(measure == "share", share, mean) for mean, share in zip(*limits, strict=True))
        table = table.assign(n_eff=found.n_eff, value=found.value, se=se, low=low, high=high)
        for at in np.flatnonzero((measure == "median") & (found.n > 0)):
            who = inside & asked.answered[:, at]
            table.loc[at, ["value", "se", "low", "high"]] = [weighted_median(asked.numbers[who, at], design.weights[who]), *[np.nan] * 3]
    return table[table["n"] > 0]

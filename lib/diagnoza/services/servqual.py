"""The gap of SERVQUAL (luka SERVQUAL): what respondents perceive less what they expect. Not the quality gap of MG-6."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.errors import NotApplicable
from diagnoza.services.bootstrap import REPLICATES, SEED, limits, ratio, rounded, weighted_sums

if TYPE_CHECKING:
    from diagnoza.survey_params import Minimum

NOT_ASKED = "W ankiecie nie pytano zarazem o oczekiwania i o ich spełnienie, dlatego luki SERVQUAL nie obliczono."
OVERALL = ""
COLUMNS = ["teryt", "service", "dimension", "n", "value", "low", "high", "status"]
PERSON = ["teryt", "respondent", "weight"]


def servqual(ratings: pd.DataFrame, minimum: Minimum, *, replicates: int = REPLICATES, seed: int = SEED) -> pd.DataFrame:
    """
    Estimate perception less expectation, of those who gave both.

    Parameters
    ----------
    ratings
        One row per respondent, service and item: respondent, teryt, weight, service, expectation, performance [1-5], and, if items belong
        to dimensions, dimension.
    minimum
        Bases of the survey.
    replicates, seed
        Samples that are drawn, and where chance begins.

    Returns
    -------
        Table `Servqual` [points of the scale, one decimal; below 0: below expectation]; of each dimension, and of a service as a whole
        (dimension empty): the mean over its dimensions.

    Raises
    ------
    NotApplicable
        If expectation and performance were not both asked.

    Notes
    -----
    Pairs only: a difference of means of different respondents is no gap. The value of a dimension is the mean over a respondent's items,
    then over respondents; a service as a whole is the mean of its dimensions, unweighted.

    References
    ----------
    Parasuraman, A., Zeithaml, V. A., Berry, L. L. (1988). SERVQUAL. Journal of Retailing 64(1).
    """
    if not {"expectation", "performance"} <= set(ratings.columns):
        raise NotApplicable(NOT_ASKED)
    pairs = ratings.dropna(subset=["expectation", "performance"])
    if pairs.empty:
        raise NotApplicable(NOT_ASKED)
    if "dimension" not in pairs:
        pairs = pairs.assign(dimension=OVERALL)
    gap = (pairs["performance"] - pairs["expectation"]).groupby([pairs[name] for name in (*PERSON, "service", "dimension")]).mean()
    return pd.concat([_of_service(of_service, minimum, replicates, seed) for _, of_service in gap.groupby("service")], ignore_index=True)


def _of_service(gap: pd.Series, minimum: Minimum, replicates: int, seed: int) -> pd.DataFrame:
    wide = gap.droplevel("service").unstack("dimension").sort_index()
    people, dimensions = wide.index.to_frame(index=False), list(wide.columns)
    numbers, told = wide.fillna(0).to_numpy(dtype=float), wide.notna().to_numpy(dtype=bool)
    sums = weighted_sums(people, np.hstack([numbers, told]), replicates=replicates, seed=seed)
    size = len(dimensions)
    value = ratio(sums.of(slice(size)), sums.of(slice(size, 2 * size)))
    n = np.stack([told.sum(axis=0), *(told[people["teryt"].eq(unit).to_numpy(dtype=bool)].sum(axis=0) for unit in sums.units[1:])])
    if dimensions != [OVERALL]:
        value = np.concatenate([value.mean(axis=2, keepdims=True), value], axis=2)
        n = np.concatenate([n.min(axis=1, keepdims=True), n], axis=1)
        dimensions = [OVERALL, *dimensions]
    low, high = limits(value)
    index = pd.MultiIndex.from_product([sums.units, dimensions], names=["teryt", "dimension"])
    figures = {"value": value[0].ravel(), "low": low.ravel(), "high": high.ravel()}
    table = pd.DataFrame({name: rounded(part, 1) for name, part in figures.items()}, index=index).assign(
        n=n.ravel(), service=gap.index.get_level_values("service")[0]
    )
    enough = table["n"].ge(minimum.base)
    table = table.assign(status=np.where(~enough, "base", np.where(table["n"] < minimum.small, "small", "shown")))
    shown = ["value", "low", "high"]
    step = max(10, minimum.cell, minimum.sensitive)
    table[shown] = table[shown].where(enough)
    table["n"] = (table["n"] // step * step).astype("Int64").where(enough)
    return table.reset_index()[COLUMNS]

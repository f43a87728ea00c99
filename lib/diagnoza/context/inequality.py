"""How far apart the partners are, whether the distance closes, and what would close it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from diagnoza.context.indicators import INDICATORS

TWO = 2


def weighted_mean(values: pd.Series, weights: pd.Series) -> float:
    """
    Average values with weights.

    Parameters
    ----------
    values, weights
        On the same index, without missing values; weights are not negative.

    Returns
    -------
    float
        The mean in the unit of the values.
    """
    return float(np.average(values, weights=weights))


def weighted_cv(values: pd.Series, weights: pd.Series) -> float:
    r"""
    Population-weighted coefficient of variation (Williamson).

    Parameters
    ----------
    values, weights
        On the same index, without missing values; weights are not negative.

    Returns
    -------
    float
        Standard deviation as a share of the mean [0 = all the same]; missing unless all values are positive.

    Notes
    -----
    .. math:: CV = \sqrt{\sum_i p_i (y_i - \bar y)^2} \,/\, \bar y

    with shares of the population p. It weighs a large town more than a small village; for few units of unequal size it
    and the weighted Gini are the measures to trust.

    References
    ----------
    Williamson, J. G. (1965). Regional inequality and the process of national development.

    Examples
    --------
    >>> round(weighted_cv(pd.Series([1.0, 3.0]), pd.Series([1.0, 1.0])), 3)
    0.5
    """
    if not (values > 0).all():
        return float("nan")
    mean = weighted_mean(values, weights)
    return float(np.sqrt(np.average((values - mean) ** 2, weights=weights)) / mean)


def weighted_gini(values: pd.Series, weights: pd.Series) -> float:
    r"""
    Population-weighted Gini coefficient between units.

    Parameters
    ----------
    values, weights
        On the same index, without missing values; weights are not negative.

    Returns
    -------
    float
        0 = all the same; at most 1 minus the population share of the unit that has everything. Missing unless all values
        are positive.

    Notes
    -----
    .. math:: G = \sum_i \sum_j p_i p_j |y_i - y_j| \,/\, (2 \bar y)

    Differences inside a unit are not seen.

    Examples
    --------
    >>> round(weighted_gini(pd.Series([1.0, 3.0]), pd.Series([1.0, 1.0])), 3)
    0.25
    """
    if not (values > 0).all():
        return float("nan")
    y = values.to_numpy(dtype=float)
    p = weights.to_numpy(dtype=float) / weights.sum()
    return float(p @ np.abs(y[:, None] - y[None, :]) @ p / (2 * (p @ y)))


def inequality(indicators: pd.DataFrame, members: tuple[str, ...]) -> pd.DataFrame:
    """
    Measure the differences between municipalities, per indicator and year.

    Parameters
    ----------
    indicators
        Table `Indicators`.
    members
        Codes of the municipalities; powiats do not belong here.

    Returns
    -------
    pd.DataFrame
        Columns indicator, year, n [municipalities], mean [weighted by base], lowest, highest, cv, gini, ratio
        [highest / lowest]; years in which a member has no value have no row, and one municipality has none at all.
        `cv`, `gini` and `ratio` are missing where a value is zero or negative (balances, changes).
    """
    rows = indicators[indicators["teryt"].isin(members)]
    records = []
    for (name, year), group in rows.groupby(["indicator", "year"]):
        if len(group) < max(TWO, len(members)):
            continue
        values, weights = group["value"], group["base"]
        positive = bool((values > 0).all())
        records.append(
            {
                "indicator": name,
                "year": year,
                "n": len(group),
                "mean": weighted_mean(values, weights),
                "lowest": values.min(),
                "highest": values.max(),
                "cv": weighted_cv(values, weights),
                "gini": weighted_gini(values, weights),
                "ratio": values.max() / values.min() if positive else float("nan"),
            }
        )
    columns = ["indicator", "year", "n", "mean", "lowest", "highest", "cv", "gini", "ratio"]
    return pd.DataFrame(records, columns=columns)


def distances(indicators: pd.DataFrame, members: tuple[str, ...], *, target: pd.Series | None = None) -> pd.DataFrame:
    """
    Measure how far each municipality is from the partnership's mean, and what would bring it there.

    Parameters
    ----------
    indicators
        Table `Indicators`.
    members
        Codes of the municipalities.
    target
        Value to reach, per indicator; without it the mean of the members weighted by base.

    Returns
    -------
    pd.DataFrame
        One row per municipality and indicator that can be levelled, newest year that all members have. Columns teryt,
        indicator, year, value, base, target, difference [value minus target], relative [difference / target; missing
        where the target is not positive], shortfall [difference on the unfavourable side, in the indicator's unit, 0 on
        the other], amount [whole units that would close it: persons, PLN; missing where a difference has no amount].

    Notes
    -----
    ``amount = shortfall × base / scale``, rounded up. The other members stay as they are; closing the distance of one
    lifts the mean itself a little, so the amount reaches the present mean, not the future one.
    """
    judged = [name for name, indicator in INDICATORS.items() if indicator.direction and indicator.levelled]
    rows = indicators[indicators["teryt"].isin(members) & indicators["indicator"].isin(judged)]
    full = rows.groupby(["indicator", "year"])["teryt"].transform("size").eq(len(members))
    rows = rows[full & rows["year"].eq(rows["year"].where(full).groupby(rows["indicator"]).transform("max"))]
    if target is None:
        weighted = (rows["value"] * rows["base"]).groupby(rows["indicator"]).sum()
        target = weighted / rows.groupby("indicator")["base"].sum()
    table = rows.assign(target=rows["indicator"].map(target).astype(float)).dropna(subset=["target"])
    difference = table["value"] - table["target"]
    sign = table["indicator"].map(lambda name: INDICATORS[name].direction).astype(float)  # an empty column of texts stays one of texts
    scale = table["indicator"].map(lambda name: INDICATORS[name].scale).astype(float)
    shortfall = (-sign * difference).clip(lower=0)
    amount = np.ceil(np.round(shortfall * table["base"] / scale.where(scale > 0), 6))
    table = table.assign(
        difference=difference, relative=difference / table["target"].where(table["target"] > 0), shortfall=shortfall, amount=amount
    )
    columns = ["teryt", "indicator", "year", "value", "base", "target", "difference", "relative", "shortfall", "amount"]
    order = table["indicator"].map(list(INDICATORS).index)
    return table.assign(order=order).sort_values(["order", "teryt"], ignore_index=True)[columns]


def target(indicators: pd.DataFrame, distributions: pd.DataFrame, members: tuple[str, ...]) -> pd.Series | None:
    """
    Choose what municipalities are measured against: their own mean, or, for a single one, the mean of its group.

    Parameters
    ----------
    indicators, distributions
        Tables `Indicators` and `Distributions`.
    members
        Codes of the municipalities.

    Returns
    -------
    pd.Series or None
        Mean of the comparison group per indicator, newest year; None for several municipalities.
    """
    if len(members) > 1:
        return None
    newest = indicators[indicators["teryt"].isin(members)].sort_values("year").groupby("indicator").tail(1)
    levels = distributions[distributions["change_years"].eq(0)]
    return newest.merge(levels, on=["indicator", "year", "group"]).set_index("indicator")["mean"]

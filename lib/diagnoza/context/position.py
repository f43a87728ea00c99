"""Where a municipality stands among similar ones: level, change, and our own synthetic index."""

from __future__ import annotations

import pandas as pd

from diagnoza.context.indicators import DIMENSIONS, INDICATORS, changes

ORDER = list(INDICATORS)


def positions(indicators: pd.DataFrame, distributions: pd.DataFrame, *, change_years: int) -> pd.DataFrame:
    """
    Place the newest value of each indicator, and its change, in the comparison group.

    Parameters
    ----------
    indicators, distributions
        Tables `Indicators` and `Distributions`.
    change_years
        Years over which the change is measured; a distribution of such changes must be there (3 or 5).

    Returns
    -------
    pd.DataFrame
        One row per municipality and indicator, ordered as `INDICATORS`. Columns: teryt, indicator, year, value, base,
        base_year, group, n, mean, sd, median, `z` [standard deviations; positive is favourable for indicators with a
        direction, higher for those without], `favourable_to` [0-100: share of the group with a less favourable, or lower,
        value], rank [1 = most favourable, or highest; missing without national tables], change, change_z (signed as z).
        Missing: not published, or no spread in the group.

    Notes
    -----
    ``z = s (x - mean) / sd`` over all municipalities of the same type in the same year, s the direction. Powiats are no
    municipalities and have no position. The partners are never the group: they are too few to standardise over.
    """
    newest = indicators[indicators["teryt"].str.len().eq(7)].sort_values("year").groupby(["teryt", "indicator"]).tail(1)
    table = _standardised(newest, distributions, 0)
    moved = _standardised(changes(indicators, change_years), distributions, change_years)
    moved = moved.rename(columns={"value": "change", "z": "change_z"})[["teryt", "indicator", "year", "change", "change_z"]]
    table = table.merge(moved, on=["teryt", "indicator", "year"], how="left")
    judged_down = table["indicator"].map(_sign).eq(-1)
    favourable = table["percentile"].mask(judged_down, 100 - table["percentile"])
    from_lowest = table["rank"] + (table["n"] * (table["percentile"] / 50 - 1)).round()  # ties share the better place here too
    rank = table["rank"].mask(judged_down, from_lowest.astype("Int64"))
    spread = table["sd"] > 0
    table = table.assign(favourable_to=favourable.where(spread), rank=rank.where(spread), order=table["indicator"].map(ORDER.index))
    return table.sort_values(["teryt", "order"], ignore_index=True).drop(columns=["percentile", "order"])


def _sign(indicator: str) -> int:
    return INDICATORS[indicator].direction or 1


def _standardised(values: pd.DataFrame, distributions: pd.DataFrame, change_years: int) -> pd.DataFrame:
    group = distributions.loc[distributions["change_years"].eq(change_years), ["indicator", "year", "group", "n", "mean", "sd", "median"]]
    table = values.merge(group, on=["indicator", "year", "group"], how="left")
    z = table["indicator"].map(_sign).astype(float) * (table["value"] - table["mean"]) / table["sd"].where(table["sd"] > 0)
    return table.assign(z=z)


def synthetic_index(placed: pd.DataFrame, *, z_limit: float) -> pd.DataFrame:
    """
    Compute our own synthetic index of level and of change, per dimension and overall.

    Parameters
    ----------
    placed
        Result of `positions`.
    z_limit
        Values of z beyond this are brought to it, so that one indicator cannot decide alone.

    Returns
    -------
    pd.DataFrame
        Columns teryt, dimension (S, G, P or "all"), level, change [mean of z], n_level, n_change [indicators that entered];
        missing where no indicator entered.

    Notes
    -----
    Dimension = mean of z over its indicators that have a direction; overall = mean of the dimensions that have a value.
    A missing indicator is left out, never counted as 0. This is the project's own index, not the one of the Association
    of Polish Cities (Monitor Rozwoju Lokalnego), whose formula is not published.
    """
    judged = placed[placed["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)]
    limited = judged.assign(
        dimension=judged["indicator"].map(lambda name: INDICATORS[name].dimension),
        level=judged["z"].clip(-z_limit, z_limit),
        change=judged["change_z"].clip(-z_limit, z_limit),
    )
    grouped = limited.groupby(["teryt", "dimension"])[["level", "change"]]
    table = grouped.mean().join(grouped.count().add_prefix("n_"))
    everywhere = pd.MultiIndex.from_product([placed["teryt"].unique(), list(DIMENSIONS)], names=["teryt", "dimension"])
    table = table.reindex(everywhere).fillna({"n_level": 0, "n_change": 0})
    overall = table.groupby("teryt").agg({"level": "mean", "change": "mean", "n_level": "sum", "n_change": "sum"})
    overall = overall.assign(dimension="all").set_index("dimension", append=True)
    return (
        pd.concat([table, overall]).sort_index(level="teryt", sort_remaining=False).reset_index().astype({"n_level": int, "n_change": int})
    )

"""Where those who provide or lead see a service otherwise than its residents: self-rating of officials, rating of leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

COLUMNS = ["service", "who", "n", "count", "value", "residents", "difference", "low", "high", "text"]
GROUPS = {"officials": "samoocena urzędników", "leaders": "ocena liderów"}


def disagreements(residents: pd.DataFrame, others: pd.DataFrame, *, groups: Mapping[str, str] = GROUPS) -> pd.DataFrame:
    r"""
    Set the good ratings of others against those of residents.

    Parameters
    ----------
    residents
        Published: service, value, low, high [0-1, share of good ratings; missing: not published].
    others
        Published: service, who [a key of `groups`], n [who rated], count [with a good rating; purposive groups only], value, low, high
        [0-1; missing for purposive groups, and where not published].
    groups
        How the groups' ratings are called.

    Returns
    -------
        Table `Disagreements`: difference [0-1, others less residents] with limits where both have a share; of groups chosen on purpose
        counts and words only, for their shares tell of nobody else.

    Notes
    -----
    The samples are independent, so half-widths add as squares: limits by Newcombe's method of joining the limits of either share.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. Statistics in Medicine 17(8).
    """
    ours = residents.set_index("service")[["value", "low", "high"]].add_prefix("ours_")
    table = others.join(ours, on="service")
    below = np.hypot(table["value"] - table["low"], table["ours_high"] - table["ours_value"])
    above = np.hypot(table["high"] - table["value"], table["ours_value"] - table["ours_low"])
    difference = table["value"] - table["ours_value"]
    table = table.assign(residents=table["ours_value"], difference=difference, low=difference - below, high=difference + above)
    texts = [_text(row, groups[str(row["who"])]) for row in table.to_dict("records")]
    table = table.assign(text=texts).sort_values(["who", "service"], ignore_index=True)
    return table.astype({"n": "Int64", "count": "Int64"})[COLUMNS]


def _text(row: dict[Any, Any], name: str) -> str:
    """Say how a group and the residents rate a service."""
    ours = "brak wyniku" if polish.is_missing(row["residents"]) else f"{polish.percent(row['residents'])} ocen dobrych"
    if not polish.is_missing(row["difference"]):
        points = f"{polish.number(row['difference'] * 100, signed=True)}{polish.NBSP}p.p."
        doubt = "" if row["low"] > 0 or row["high"] < 0 else "; przedział różnicy obejmuje zero"
        return f"{name}: {polish.percent(row['value'])} ocen dobrych; mieszkańcy: {ours}; różnica {points}{doubt}"
    if not polish.is_missing(row["value"]):
        return f"{name}: {polish.percent(row['value'])} ocen dobrych; mieszkańcy: {ours}"
    if polish.is_missing(row["n"]) or polish.is_missing(row["count"]):
        return f"{name}: za mało odpowiedzi; mieszkańcy: {ours}"
    good = f"{polish.number(row['count'])} z{polish.NBSP}{polish.counted(row['n'], 'osoby', 'osób', 'osób')}"
    return f"{name}: dobrze ocenia {good} (dobór celowy, bez odsetków); mieszkańcy: {ours}"

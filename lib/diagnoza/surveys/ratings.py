"""What respondents say of services, one row per respondent and service: for the measures of the quality gap, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.surveys.cleaning.cleaned import Cleaned

USES = ("regularly", "sometimes", "unmet", "not_needed")
COLUMNS = ["respondent", "teryt", "weight", "service", "importance", "satisfaction", "expectation", "use"]
OFFICIALS = ("authorities", "office", "unit")
"""Answers of leaders to `sector` by which they work for a municipality or powiat."""
GOOD = 4
"""The least good rating on a scale of five."""


def ratings(cleaned: Cleaned, weights: pd.Series, services: Iterable[str]) -> pd.DataFrame:
    """
    Gather importance, use and satisfaction.

    Parameters
    ----------
    cleaned
        A survey with the common items ``imp_…``, ``use_…`` and ``sat_…``, and perhaps ``exp_…``.
    weights
        One per respondent, above 0.
    services
        Ids of services; those that were not asked about are passed over.

    Returns
    -------
        respondent (number of the row), teryt ("" not known), weight, service, importance, satisfaction and expectation
        (1-5, missing: none given), use ("" not known).
    """
    frame = cleaned.frame
    codes = frame.get("gmina", pd.Series("", index=frame.index))
    people = pd.DataFrame({"respondent": frame.index, "teryt": codes.where(codes.str.fullmatch(r"\d{7}"), ""), "weight": weights})
    found = [
        people.assign(
            service=service,
            importance=_scale(frame, f"imp_{service}"),
            satisfaction=_scale(frame, f"sat_{service}"),
            expectation=_scale(frame, f"exp_{service}"),
            use=_use(frame, f"use_{service}"),
        )
        for service in services
        if {f"imp_{service}", f"sat_{service}"} & set(frame.columns)
    ]
    return pd.concat(found, ignore_index=True)[COLUMNS] if found else pd.DataFrame(columns=COLUMNS)


def self_ratings(cleaned: Cleaned, services: Iterable[str]) -> pd.DataFrame:
    """
    Count how officials rate the services of their own municipality, among leaders.

    Parameters
    ----------
    cleaned
        A survey of leaders with the items ``self_rate_…`` and ``sector``.
    services
        Ids of services; those that were not asked about are passed over.

    Returns
    -------
        service, n (officials who rated), count (of them with a good rating), value, low, high (missing: a purposive sample has no shares).
        Numbers that tell of fewer respondents than the survey allows are missing, also those that follow when the officials are taken from
        all leaders.
    """
    frame, fewest = cleaned.frame, cleaned.survey.minimum.cell
    official = frame.get("sector", pd.Series("", index=frame.index)).isin(OFFICIALS)
    rows = []
    for service in services:
        rates = _scale(frame, f"self_rate_{service}")
        good, given = rates.ge(GOOD), rates.notna()
        parts = [int((whose & given & is_good).sum()) for whose in (official, ~official) for is_good in (good, ~good)]
        safe = all(part == 0 or part >= fewest for part in parts)
        if given.any():
            n, count = (sum(parts[:2]), parts[0]) if safe else (None, None)
            rows.append({"service": service, "n": n, "count": count})
    table = pd.DataFrame(rows, columns=["service", "n", "count"]).astype({"n": "Int64", "count": "Int64"})
    return table.assign(value=float("nan"), low=float("nan"), high=float("nan"))


def _scale(frame: pd.DataFrame, name: str) -> pd.Series:
    """Give the answers to a scale as numbers; kinds of missing have codes below 1."""
    values = pd.Series(pd.to_numeric(frame.get(name, pd.Series("", index=frame.index)), errors="coerce")).astype(float)
    return values.where(values >= 1)


def _use(frame: pd.DataFrame, name: str) -> pd.Series:
    values = frame.get(name, pd.Series("", index=frame.index))
    return values.where(values.isin(USES), "")

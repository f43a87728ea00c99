"""What respondents say of services, one row per respondent and service: for the measures of the quality gap, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.surveys.cleaning.cleaned import Cleaned

USES = ("regularly", "sometimes", "unmet", "not_needed")
COLUMNS = ["respondent", "teryt", "weight", "service", "importance", "satisfaction", "use"]


def ratings(cleaned: Cleaned, weights: pd.Series, services: Iterable[str]) -> pd.DataFrame:
    """
    Gather importance, use and satisfaction.

    Parameters
    ----------
    cleaned
        A survey with the common items ``imp_…``, ``use_…`` and ``sat_…``.
    weights
        One per respondent, above 0.
    services
        Ids of services; those that were not asked about are passed over.

    Returns
    -------
        respondent (number of the row), teryt ("" not known), weight, service, importance and satisfaction (1-5, missing: none given), use
        ("" not known).
    """
    frame = cleaned.frame
    codes = frame.get("gmina", pd.Series("", index=frame.index))
    people = pd.DataFrame({"respondent": frame.index, "teryt": codes.where(codes.str.fullmatch(r"\d{7}"), ""), "weight": weights})
    found = [
        people.assign(
            service=service,
            importance=_scale(frame, f"imp_{service}"),
            satisfaction=_scale(frame, f"sat_{service}"),
            use=_use(frame, f"use_{service}"),
        )
        for service in services
        if {f"imp_{service}", f"sat_{service}"} & set(frame.columns)
    ]
    return pd.concat(found, ignore_index=True)[COLUMNS] if found else pd.DataFrame(columns=COLUMNS)


def _scale(frame: pd.DataFrame, name: str) -> pd.Series:
    """Give the answers to a scale as numbers; kinds of missing have codes below 1."""
    values = pd.Series(pd.to_numeric(frame.get(name, pd.Series("", index=frame.index)), errors="coerce")).astype(float)
    return values.where(values >= 1)


def _use(frame: pd.DataFrame, name: str) -> pd.Series:
    values = frame.get(name, pd.Series("", index=frame.index))
    return values.where(values.isin(USES), "")

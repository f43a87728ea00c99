"""Where respondents say they use services, one row per respondent and service: for estimated flows, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.surveys.cleaning.places import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.surveys.cleaning.cleaned import Cleaned

COLUMNS = ["respondent", "teryt", "weight", "service", "place"]
OUT = "OUT"
"""A place outside the partnership, as tables of flows call it."""


def places_of_use(cleaned: Cleaned, weights: pd.Series, services: Iterable[str]) -> pd.DataFrame:
    """
    Gather where each respondent uses each service most often.

    Parameters
    ----------
    cleaned
        A survey with the common items ``where_…``.
    weights
        One per respondent, above 0.
    services
        Ids of services; those that were not asked about are passed over.

    Returns
    -------
        respondent (number of the row), teryt ("" not known), weight, service, place (TERYT, or OUT; "" for whoever does not use the
        service, uses it on-line or named no place). Every respondent has a row for every service asked about.
    """
    frame = cleaned.frame
    people = pd.DataFrame({"respondent": frame.index, "teryt": _codes(frame, "gmina"), "weight": weights})
    found = []
    for service in services:
        if (name := f"where_{service}") in frame.columns:
            place = _codes(frame, name).mask(frame[name].eq(OUTSIDE), OUT)
            found.append(people.assign(service=service, place=place))
    return pd.concat(found, ignore_index=True)[COLUMNS] if found else pd.DataFrame(columns=COLUMNS)


def _codes(frame: pd.DataFrame, name: str) -> pd.Series:
    """Take codes of municipalities; everything else is no place."""
    codes = frame.get(name, pd.Series("", index=frame.index))
    return codes.where(codes.str.fullmatch(r"\d{7}"), "")

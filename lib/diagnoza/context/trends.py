"""The rows of the indicator tables that charts over the years are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.context.indicators import INDICATORS
from diagnoza.context.inequality import distances, inequality, target
from diagnoza.context.words import NO_COMMON_YEAR, several
from diagnoza.errors import NotApplicable, NotDelivered

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

CHANGE_YEARS = 5  # of a profile, which has no params of its own
FOLLOWED = ("own_revenue", "unemployment", "migration_rate", "old_age_ratio")


def levels(distributions: pd.DataFrame) -> pd.DataFrame:
    """
    Take the distributions of values, without those of changes.

    Parameters
    ----------
    distributions
        Table `Distributions`.
    """
    return distributions[distributions["change_years"].eq(0)]


def history(indicators: pd.DataFrame, distributions: pd.DataFrame, name: str, members: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Take one indicator over the years, and the medians of the comparison groups.

    Parameters
    ----------
    indicators, distributions
        Tables `Indicators` and `Distributions`.
    name
        Identifier of the indicator.
    members
        Codes of the municipalities.

    Returns
    -------
    tuple of pd.DataFrame
        Rows of the municipalities, and rows of levels of the same indicator.

    Raises
    ------
    NotDelivered
        If there are no values of any of them.
    """
    rows = indicators[indicators["indicator"].eq(name) & indicators["teryt"].isin(list(members))]
    if rows.empty:
        msg = f"Nie dostarczono danych do wskaźnika „{INDICATORS[name].name}”."
        raise NotDelivered(msg)
    known = levels(distributions)
    return rows, known[known["indicator"].eq(name)]


def histories(indicators: pd.DataFrame) -> list[pd.DataFrame]:
    """
    Take the followed indicators of one municipality, each in a table of its own.

    Parameters
    ----------
    indicators
        Rows of one municipality.
    """
    tables = [indicators[indicators["indicator"].eq(name)].sort_values("year") for name in FOLLOWED]
    return [table for table in tables if len(table)]


def of_differences(indicators: pd.DataFrame, members: tuple[str, ...]) -> pd.DataFrame:
    """
    Measure the differences between partners over the years, for the followed indicators that allow it.

    Parameters
    ----------
    indicators
        Table `Indicators`.
    members
        Codes of the municipalities.

    Raises
    ------
    NotApplicable
        If there is only one municipality, or no year with values of all of them.
    """
    several(members)
    measured = inequality(indicators[indicators["indicator"].isin(FOLLOWED)], members)
    if measured.empty:
        raise NotApplicable(NO_COMMON_YEAR)
    never_negative = measured.groupby("indicator")["cv"].transform(lambda cv: cv.notna().all())
    return measured[never_negative]


def gaps(indicators: pd.DataFrame, distributions: pd.DataFrame, members: tuple[str, ...]) -> pd.DataFrame:
    """
    Measure how far municipalities are from what they are measured against, see `inequality.target`.

    Parameters
    ----------
    indicators, distributions
        Tables `Indicators` and `Distributions`.
    members
        Codes of the municipalities.

    Returns
    -------
    pd.DataFrame
        Result of `inequality.distances`.

    Raises
    ------
    NotApplicable
        If there is no year with values of all of them.
    """
    measured = distances(indicators, members, target=target(indicators, distributions, members))
    if measured["amount"].isna().all():
        raise NotApplicable(NO_COMMON_YEAR)
    return measured

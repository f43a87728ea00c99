"""The rows of the indicator tables that charts over the years are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.context.inequality import inequality
from diagnoza.context.words import several

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
    """
    rows = indicators[indicators["indicator"].eq(name) & indicators["teryt"].isin(list(members))]
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
        If there is only one municipality.
    """
    several(members)
    measured = inequality(indicators[indicators["indicator"].isin(FOLLOWED)], members)
    never_negative = measured.groupby("indicator")["cv"].transform(lambda cv: cv.notna().all())
    return measured[never_negative]

"""What findings of public statistics share: the rows they are read from, and what each of them is whatever its values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.context import position
from diagnoza.context.indicators import INDICATORS
from diagnoza.synthesis.base import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.synthesis.base import About

PLACED = ("indicators", "distributions")
FIXED: dict[str, dict[str, Any]] = {
    "population": {"chapter": "01-partnership", "dimension": "S", "keys": ("tab-partners",), "tables": ("figures",), "unit": "%"},
    "migration": {"dimension": "S", "keys": ("fig-trend-migration",), "tables": ("figures", "indicators"), "unit": "osoby"},
    "ageing": {"dimension": "S", "keys": ("fig-trend-age",), "tables": PLACED, "unit": INDICATORS["old_age_ratio"].unit},
    "unemployment": {"dimension": "G", "keys": ("fig-trend-unemployment",), "tables": PLACED, "unit": "gminy", "art10e_point": 3},
    "revenue": {"dimension": "G", "keys": ("fig-trend-revenue",), "tables": PLACED, "unit": "gminy", "art10e_point": 9},
    "index": {"dimension": "G", "field": "gospodarka", "keys": ("tab-index",), "tables": PLACED, "unit": "gminy", "art10e_point": 3},
    "extreme": {"kind": "need", "swot": "W", "keys": ("fig-positions",), "tables": PLACED},
    "levelling": {
        "dimension": "G", "field": "gospodarka", "kind": "difference", "swot": "W", "keys": ("tab-distances",), "tables": ("indicators",),
        "unit": "zł", "art10e_point": 9,
    },
}  # fmt: skip
"""What each finding is, whatever its values."""


def placed(made: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """
    Place the newest indicators of the municipalities among similar ones.

    Parameters
    ----------
    made
        Stored tables.
    about
        Whose synthesis it is.

    Returns
    -------
        Result of `position.positions`, rows of members; empty where a table is missing or holds nothing of them.
    """
    indicators, distributions = (made.get(name) for name in PLACED)
    if indicators is None or distributions is None or distributions.empty or not indicators["teryt"].isin(about.names.index).any():
        return pd.DataFrame()
    found = position.positions(indicators, distributions, change_years=about.partnership.method.change_years)
    return found[found["teryt"].isin(about.names.index)]


def finding(name: str, **rest: Any) -> Finding:
    """
    Put a finding together.

    Parameters
    ----------
    name
        A key of `FIXED`.
    rest
        What depends on the values.
    """
    common: dict[str, Any] = {"chapter": "02-context", "line": "statistics", "certainty": "measured", "kind": "trend", "art10e_point": 1}
    return Finding(finding=f"context-{name}", **(common | FIXED[name] | rest))


def rows_of(made: Mapping[str, pd.DataFrame], about: About, name: str) -> pd.DataFrame:
    """
    Take the rows of one indicator of the municipalities, in an order that does not depend on that of the table.

    Parameters
    ----------
    made, about, name
        Stored tables; whose synthesis it is; identifier of the indicator.
    """
    indicators = made.get("indicators")
    if indicators is None:
        return pd.DataFrame()
    rows = indicators[indicators["indicator"].eq(name) & indicators["teryt"].isin(about.names.index)]
    return rows.sort_values(["teryt", "year"])


def years_of(made: Mapping[str, pd.DataFrame], about: About, figure: str) -> pd.DataFrame:
    """
    Put a figure into a table with years in rows and municipalities in columns; only years that all have.

    Parameters
    ----------
    made, about, figure
        Stored tables; whose synthesis it is; identifier of the figure.
    """
    if (figures := made.get("figures")) is None:
        return pd.DataFrame()
    rows = figures[figures["figure"].eq(figure) & figures["teryt"].isin(about.names.index)]
    wide = rows.pivot(index="year", columns="teryt", values="value").astype(float)
    return wide.reindex(columns=sorted(about.names.index)).dropna().sort_index()


def figure_sources(made: Mapping[str, pd.DataFrame], about: About, figure: str) -> tuple[str, ...]:
    """
    List the sources that a figure of the municipalities comes from.

    Parameters
    ----------
    made, about, figure
        Stored tables; whose synthesis it is; identifier of the figure.
    """
    figures = made["figures"]
    rows = figures[figures["figure"].eq(figure) & figures["teryt"].isin(about.names.index)]
    return tuple(sorted(set(rows["source"].astype(str))))


def several(about: About) -> bool:
    """Tell whether there is more than one municipality."""
    return len(about.names) > 1

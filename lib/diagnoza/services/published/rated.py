"""Sentences on the importance-performance analysis, and on ratings by officials and leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.errors import NotApplicable
from diagnoza.services.ipa import QUADRANTS
from diagnoza.services.published.select import of_all
from diagnoza.services.published.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TOO_FEW = "Mniej niż dwie usługi mają zarazem ważność i zadowolenie, które można podać, dlatego tej analizy nie wykonano."
NOBODY_RATED = "Nie zebrano samooceny urzędników ani ocen liderów, które można by zestawić z ocenami mieszkańców."


def require_ipa(ipa: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on an importance-performance analysis of the whole partnership.

    Parameters
    ----------
    ipa
        Table `Ipa`.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if fewer than two services have both figures.
    """
    rows = of_all(ipa)
    if rows.empty:
        raise NotApplicable(TOO_FEW)
    return rows


def title_ipa(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Title the importance-performance analysis by what to improve first.

    Parameters
    ----------
    table
        Rows of `Ipa` of one unit.
    labels
        Names of services.
    """
    first = table.loc[table["quadrant"].eq("concentrate"), "service"]
    if first.empty:
        return "Ważność i zadowolenie: żadna usługa nie jest zarazem ważniejsza i oceniana gorzej niż przeciętnie"
    return f"Ważniejsze i oceniane gorzej niż przeciętnie: {listed(first, labels)}"


def say_ipa(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    List the services that change quadrant with the cross-hair.

    Parameters
    ----------
    table
        Rows of `Ipa` of one unit.
    labels
        Names of services.
    """
    moved = table[table["changes"]].to_dict("records")
    if not moved:
        return "Żadna usługa nie zmienia ćwiartki, gdy zamiast średnich weźmiemy środki skal."
    lines = [f"- „{labels[row['service']]}”: z „{QUADRANTS[row['quadrant']]}” do „{QUADRANTS[row['quadrant_scale']]}”" for row in moved]
    head = f"Usługi, które zmieniają ćwiartkę, gdy zamiast średnich weźmiemy środki skal ({len(moved)} z {len(table)}):\n"
    return "\n".join([head, *lines])


def require_rated(table: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on ratings by officials or leaders.

    Parameters
    ----------
    table
        Table `Disagreements`.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if there are none.
    """
    if table.empty:
        raise NotApplicable(NOBODY_RATED)
    return table

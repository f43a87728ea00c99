"""Titles and sentences of the profile of one municipality, built from finished measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.context.indicators import INDICATORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

HALF = 50.0  # percentile


def say_municipality(unit: pd.Series, partnerships: Sequence[str]) -> str:
    """
    Introduce a municipality.

    Parameters
    ----------
    unit
        Its row in the register.
    partnerships
        Names of the partnerships it belongs to.
    """
    article = polish.place(unit["name"], unit["type"])
    within = f"{unit['powiat']}, " if unit["powiat"] else ""
    text = f"{article[0].upper()}{article[1:]}: typ – {unit['type']}, {within}województwo {unit['voivodeship']}."
    return f"{text} Należy do: {'; '.join(partnerships)}." if partnerships else text


def title_profile(placed: pd.DataFrame) -> str:
    """
    Title the chart of places in the comparison group.

    Parameters
    ----------
    placed
        Rows of one municipality with a place.
    """
    judged = placed[placed["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)]
    better = int((judged["favourable_to"] > HALF).sum())
    return f"Korzystniej niż połowa podobnych gmin: {better} z {polish.counted(len(judged), 'wskaźnika', 'wskaźników', 'wskaźników')}"


def say_profile(placed: pd.DataFrame) -> str:
    """
    Tell the best and the worst place of a municipality, and how to read the chart.

    Parameters
    ----------
    placed
        Rows of one municipality with a place.
    """
    reading = "Koło pełne oznacza wskaźnik, który oceniamy, puste – który tylko opisujemy. Szary środek to połowa gmin grupy."
    judged = placed[placed["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)].sort_values("favourable_to")
    if judged.empty:
        return reading
    best, worst = judged.iloc[-1], judged.iloc[0]
    parts = [
        f"{words}: {INDICATORS[row['indicator']].name[0].lower()}{INDICATORS[row['indicator']].name[1:]} "
        f"(korzystniej niż {polish.number(row['favourable_to'])}% gmin)"
        for words, row in (("Najkorzystniej", best), ("najmniej korzystnie", worst))
    ]
    return f"{'; '.join(parts)}. {reading}"


def title_history(histories: Sequence[pd.DataFrame]) -> str:
    """
    Title the charts of several indicators over the years.

    Parameters
    ----------
    histories
        Rows of one indicator each.
    """
    years = [int(year) for one in histories for year in one["year"]]
    return f"Cztery wskaźniki w latach {polish.span(years)} na tle mediany podobnych gmin"

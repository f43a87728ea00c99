"""What was counted, as the line of sources under a table or figure says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish

if TYPE_CHECKING:
    import pandas as pd


def findings(n: int) -> str:
    """
    Count findings.

    Parameters
    ----------
    n
        How many.
    """
    return polish.counted(n, "ustalenie", "ustalenia", "ustaleń")


def programmes(n: int) -> str:
    """
    Count programmes.

    Parameters
    ----------
    n
        How many.
    """
    return polish.counted(n, "program", "programy", "programów")


def areas(n: int) -> str:
    """
    Count areas.

    Parameters
    ----------
    n
        How many.
    """
    return polish.counted(n, "obszar", "obszary", "obszarów")


def points(n: int) -> str:
    """
    Count points of the act.

    Parameters
    ----------
    n
        How many.
    """
    return polish.counted(n, "punkt ustawy", "punkty ustawy", "punktów ustawy")


def steps(n: int) -> str:
    """
    Count steps.

    Parameters
    ----------
    n
        How many.
    """
    return polish.counted(n, "krok", "kroki", "kroków")


def areas_and_points(items: pd.DataFrame) -> str:
    """
    Count areas and points of a programme.

    Parameters
    ----------
    items
        Rows of `CoverageItems`.
    """
    n = int(items["kind"].eq("area").sum())
    return f"{areas(n)} i {points(len(items) - n)}"

"""Totals of the population for weighting: real ones from the reference figures, invented ones that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic.people import Home

INVENTED = "szacunek syntetyczny"
ADULTS = {  # shares of adults by sex and age
    ("female", "18_29"): 0.094,
    ("female", "30_44"): 0.137,
    ("female", "45_59"): 0.119,
    ("female", "60_plus"): 0.166,
    ("male", "18_29"): 0.1,
    ("male", "30_44"): 0.143,
    ("male", "45_59"): 0.12,
    ("male", "60_plus"): 0.121,
}
SENIORS = {
    ("female", "60_69"): 0.29,
    ("female", "70_79"): 0.18,
    ("female", "80_plus"): 0.12,
    ("male", "60_69"): 0.23,
    ("male", "70_79"): 0.12,
    ("male", "80_plus"): 0.06,
}
Margin = list[tuple[str, str, int, str, str]]


def adults(homes: list[Home], figures: pd.DataFrame, year: int) -> Margin:
    """
    Add up those of working and post-working age, which begin at 18: a real figure.

    Parameters
    ----------
    homes
        The municipalities.
    figures
        Public figures, as data/raw/reference/figures.csv has them.
    year
        The year nearest to the survey.

    Returns
    -------
        A margin by municipality.
    """
    known = figures[figures["figure"].isin(["working", "post_working"]) & figures["year"].eq(year)]
    totals = known.groupby("teryt")["value"].sum()
    source = f"GUS, Bank Danych Lokalnych, ludność w wieku produkcyjnym i poprodukcyjnym, {year}"
    return [("gmina", home.teryt, int(totals[home.teryt]), source, "real") for home in homes]


def invented(margin: str, shares: dict[str, float] | dict[tuple[str, str], float], total: int) -> Margin:
    """Part a total by invented shares; what rounding leaves goes to the largest."""
    names = {"*".join(key) if isinstance(key, tuple) else key: share for key, share in shares.items()}
    counts = {name: round(share * total) for name, share in names.items()}
    counts[max(names, key=lambda name: names[name])] += total - sum(counts.values())
    return [(margin, name, count, INVENTED, "synthetic") for name, count in counts.items()]


def write(path: Path, *margins: Margin) -> None:
    """Write margins as CSV."""
    rows = [row for margin in margins for row in margin]
    pd.DataFrame(rows, columns=["margin", "category", "total", "source", "origin"]).to_csv(path, index=False, lineterminator="\n")

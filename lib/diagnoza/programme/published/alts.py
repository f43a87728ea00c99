"""Text alternatives of the charts of programmes, built from the figures that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.charts import fitting
from diagnoza.programme.published import texts
from diagnoza.programme.published.counts import areas
from diagnoza.programme.published.words import for_planes

if TYPE_CHECKING:
    import pandas as pd


def alt_matrix(items: pd.DataFrame, findings: pd.DataFrame) -> str:
    """
    Describe the table of colours by how many areas have which level, and by what is proposed for planes.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme that are areas.
    findings
        Result of `select.findings`.
    """
    parts = []
    for side, word in texts.SIDES.items():
        levels = items[f"level_{side}"]
        known = [f"{name} {int(levels.eq(level).sum())}" for level, name in texts.LEVELS[side].items() if levels.eq(level).any()]
        known += [f"{texts.UNASSESSED} {int(levels.isna().sum())}"] if levels.isna().any() else []
        parts.append(f"{word}: {', '.join(known)}")
    if told := for_planes(items, findings):
        parts.append(f"propozycje dla płaszczyzn: {', '.join(told)}")
    return fitting(f"Tabela barwna: zapis w programie, praktyka i propozycja, {areas(len(items))} modelu;", parts)

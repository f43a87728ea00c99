"""Text alternatives of the charts of surveys, built from the figures that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.charts import fitting
from diagnoza.surveys.published.selection import LABELS

if TYPE_CHECKING:
    from diagnoza.surveys.published.selection import Selection


def describe(chosen: Selection, intro: str, *, answer: str = "", ranked: bool = True) -> str:
    """
    Describe a chart: what it shows, then as many of its figures as there is room for.

    Parameters
    ----------
    chosen
        What the chart shows.
    intro
        Kind of chart and what it shows, Polish, without a full stop.
    answer
        Only the figures of this answer, e.g. "top2" of whole distributions.
    ranked
        Whether the largest figures come first; not of municipalities, which are never ranked.
    """
    rows = chosen.known[chosen.known["answer"].eq(answer)] if answer else chosen.known
    rows = rows.sort_values("value", ascending=False, kind="stable") if ranked else rows
    used = [name for name in LABELS[:3] if rows[name].nunique() > 1]
    parts = [
        f"{', '.join(row[name] for name in used if row[name])} {polish.percent(row['value'])}".strip() for row in rows.to_dict("records")
    ]
    return fitting(f"{intro}:", parts) if parts else f"{intro}; za mało odpowiedzi, aby podać wyniki."

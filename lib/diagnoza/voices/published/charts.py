"""Fields against categories: a dot for each code, as large as it has statements, as dark as it has meetings; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.charts import FOCUS, LINES, OUTLINE, SHADES, new_figure, readable_on, wrapped
from diagnoza.voices.codes import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEAST, MOST = 330.0, 1150.0  # square points: room for a number in the smallest dot, and for dots beside each other
ALL, SOME, TALKS = "na wszystkich spotkaniach", "na części spotkań", "tylko w wywiadach"
LOOKS = {ALL: FOCUS, SOME: SHADES[1], TALKS: "white"}
ONE = "na spotkaniu"
LONG_ROW, LONG_HEAD = 18, 13


def plot_codes(codes: pd.DataFrame, fields: list[str]) -> Figure:
    """
    Draw the number of statements of each code as a dot: dark where all meetings spoke of it, light where some did.

    Parameters
    ----------
    codes
        Rows of `VoiceCodes`, each code once.
    fields
        Fields in the order to be drawn.
    """
    chart = new_figure(0.62 * len(fields) + 1.5)
    axes = chart.subplots()
    most = float(codes["statements"].max())
    columns = list(CATEGORIES)
    for row in codes.to_dict("records"):
        colour = LOOKS[look(row)]
        at = (columns.index(row["category"]), fields.index(row["field"]))
        size = LEAST + (MOST - LEAST) * (row["statements"] - 1) / max(most - 1, 1)
        axes.scatter(*at, s=size, color=colour, edgecolor=OUTLINE, linewidth=1.2, zorder=2)
        axes.text(*at, polish.number(row["statements"]), ha="center", va="center", color=readable_on(colour), zorder=3)
    _frame(axes, [wrapped(polish.upper_first(SECTORS[field]), LONG_ROW) for field in fields])
    present = [one for one in LOOKS if one in {look(row) for row in codes.to_dict("records")}]
    labels = {ALL: ONE} if codes["meetings_of"].max() == 1 else {}
    chart.legend(handles=[_handle(one, labels.get(one, one)) for one in present], loc="outside lower left", ncols=1)
    return chart


def look(row: Mapping[Any, Any]) -> str:
    """
    Say which of the three looks a code has.

    Parameters
    ----------
    row
        A row of `VoiceCodes`.
    """
    if not row["meetings"]:
        return TALKS
    return ALL if row["meetings"] == row["meetings_of"] else SOME


def _frame(axes: Axes, rows: list[str]) -> None:
    heads = [wrapped(label, LONG_HEAD) for label in CATEGORIES.values()]
    axes.set(xlim=(-0.5, len(heads) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xticks(range(len(heads)), heads)
    axes.xaxis.tick_top()
    axes.grid(color=LINES)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _handle(one: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker="o", markersize=11, markerfacecolor=LOOKS[one], markeredgecolor=OUTLINE, label=label)

"""Dots with intervals, ranked bars and tables of colours: shares compared between groups, answers and municipalities."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from diagnoza import polish
from diagnoza.charts import FOCUS, INK, LINES, MUTED, OTHERS, OUTLINE, SECOND, SHADES, new_figure, readable_on, wrapped
from diagnoza.surveys.published.groups import GROUPS
from diagnoza.surveys.published.precision import mark
from diagnoza.surveys.published.selection import ALL
from diagnoza.surveys.published.texts import share_text
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.surveys.published.selection import Selection

LOOKS = {"first": (FOCUS, "o"), "second": (SECOND, "D"), **{name: (one.colour, one.marker) for name, one in GROUPS.items()}}
CROWDED = 3  # so many panels have room for few ticks
APART = 0.19  # inches between the dots of a row, so that their numbers do not touch


def plot_dots(chosen: Selection) -> Figure:
    """
    Draw shares as dots with intervals: a row for each item, a colour and a shape for each series, a column of axes for each panel.

    The numbers stand in columns of their own beside the axes, in the order of the legend.

    Parameters
    ----------
    chosen
        Result of `select.tops`, `options`, `paired`, `by_municipality` or `at_risk`.
    """
    rows = chosen.rows
    panels, items = list(dict.fromkeys(rows["panel"])), list(dict.fromkeys(rows["item"]))
    series = list(dict.fromkeys(rows["series"]))
    row = max(APART * len(series) + 0.13, 0.42)
    chart = new_figure(row * len(items) + (1.2 if len(series) > 1 else 1.0))
    grid = chart.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    reach = min(1.0, math.ceil(10 * float(chosen.known[["value", "high"]].max().max() + 0.02)) / 10) if len(chosen.known) else 1.0
    for axes, panel in zip(grid, panels, strict=True):
        of_panel = rows[rows["panel"].eq(panel)]
        for place, words in enumerate(series):
            _series(axes, of_panel[of_panel["series"].eq(words)], items, shift=APART / row * (place - (len(series) - 1) / 2))
        _dress(axes, items, panel, reach, count=len(panels))
    _between(grid, items)
    if len(series) > 1:
        _legend(chart, rows, series)
    return chart


def _series(axes: Axes, rows: pd.DataFrame, items: Sequence[str], *, shift: float) -> None:
    for row in rows.to_dict("records"):
        colour, marker = LOOKS.get(row["key"], (FOCUS, "o"))
        y = items.index(row["item"]) + shift
        if row["item"] == ALL:
            colour, marker = OUTLINE, "|"
        if row["status"] in SHOWN and not polish.is_missing(row["value"]):
            if not polish.is_missing(row["low"]):
                axes.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=1.6, zorder=2)
            axes.plot(
                [row["value"]],
                [y],
                marker=marker,
                color=colour,
                markersize=11 if marker == "|" else 6.5,
                markeredgewidth=2 if marker == "|" else 1,
                zorder=3,
            )
        where: Any = {"xycoords": axes.get_yaxis_transform(), "xytext": (44, 0), "textcoords": "offset points"}
        look: Any = {"ha": "right", "va": "center", "fontsize": 10, "color": INK if row["status"] in SHOWN else MUTED}
        axes.annotate(share_text(row), (1, y), annotation_clip=False, **where, **look)


def _dress(axes: Axes, items: Sequence[str], title: str, reach: float, *, count: int) -> None:
    axes.set_yticks(range(len(items)), [wrapped(item, 36 if count == 1 else 27) for item in items])
    axes.set_ylim(len(items) - 0.5, -0.5)
    axes.set_xlim(0, reach)
    step = 0.1 if reach <= 0.5 else 0.25 if count < CROWDED else 0.5  # noqa: PLR2004
    ticks = [step * tick for tick in range(math.floor(reach / step + 1e-9) + 1)]
    axes.set_xticks(ticks, [polish.percent(tick) for tick in ticks], fontsize=10)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    if title:
        axes.set_title(wrapped(title, 60 if count == 1 else 24 if count == 2 else 20), fontsize=11)  # noqa: PLR2004


def _between(grid: Sequence[Axes], items: Sequence[str]) -> None:
    """Rule lines between the items in place of lines through them."""
    for axes in grid:
        axes.grid(visible=False, axis="y")
        for y in range(len(items) - 1):
            axes.axhline(y + 0.5, color=LINES, linewidth=0.8)


def _legend(chart: Figure, rows: pd.DataFrame, series: Sequence[str]) -> None:
    keys = rows.drop_duplicates("series").set_index("series")["key"]
    looks = [LOOKS.get(str(keys[words]), (FOCUS, "o")) for words in series]
    handles = [Line2D([], [], color=colour, marker=marker, markersize=7, linewidth=1.6) for colour, marker in looks]
    chart.legend(handles, list(series), loc="outside lower center", ncols=len(series))


def plot_options(chosen: Selection) -> Figure:
    """
    Draw the answers to a question: bars of one survey, dots of several.

    Parameters
    ----------
    chosen
        Result of `select.options`.
    """
    return plot_bars(chosen) if len(chosen.surveys) == 1 else plot_dots(chosen)


def plot_bars(chosen: Selection) -> Figure:
    """
    Draw ranked bars with intervals, a panel for each question; the numbers stand in a column of their own.

    Parameters
    ----------
    chosen
        Result of `select.options` of one survey, or `several_options`.
    """
    panels = list(chosen.rows.groupby("panel", sort=False))
    columns = 1 if len(panels) < 2 else 2  # noqa: PLR2004
    lines = math.ceil(len(panels) / columns)
    most = [max(rows["item"].nunique() for _, rows in panels[i * columns : (i + 1) * columns]) for i in range(lines)]
    chart = new_figure(sum(0.40 * n + 0.55 for n in most), width=8.0)
    grid = chart.subplots(lines, columns, squeeze=False, height_ratios=[n + 1 for n in most]).ravel()
    for axes, (title, rows) in zip(grid, panels, strict=False):
        for y, row in enumerate(rows.to_dict("records")):
            if row["status"] in SHOWN:
                axes.barh(y, row["value"], height=0.62, color=FOCUS)
                if not polish.is_missing(row["low"]):
                    axes.plot([row["low"], row["high"]], [y, y], color=INK, linewidth=4.2, solid_capstyle="butt")
                    axes.plot([row["low"], row["high"]], [y, y], color=OTHERS, linewidth=2.4, solid_capstyle="butt")
            where: Any = {"xycoords": axes.get_yaxis_transform(), "xytext": (5, 0), "textcoords": "offset points"}
            axes.annotate(share_text(row), (1, y), va="center", fontsize=10.5, annotation_clip=False, **where)
        reach = float(rows[["value", "high"]].max().max()) if rows["value"].notna().any() else 1.0
        _bare(axes, list(rows["item"]), 36 if columns == 1 else 26, str(title) if len(panels) > 1 else "")
        axes.set_ylim(max(most) - 0.5 if columns > 1 and lines == 1 else len(rows) - 0.5, -0.5)
        axes.set_xlim(0, 1.03 * reach)
    for axes in grid[len(panels) :]:
        axes.set_axis_off()
    return chart


def _bare(axes: Axes, items: Sequence[str], width: int, title: str) -> None:
    axes.set_yticks(range(len(items)), [wrapped(item, width) for item in items], fontsize=10.5)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    if title:
        axes.set_title(wrapped(title, 38), fontsize=11)


def plot_heat(chosen: Selection) -> Figure:
    """
    Draw a table of shares: items in rows, municipalities in columns, five shades with the number on each; what is hidden is hatched.

    Parameters
    ----------
    chosen
        Result of `services.by_municipality`.
    """
    rows = chosen.rows
    items, places = list(dict.fromkeys(rows["item"])), list(dict.fromkeys(rows["series"]))
    chart = new_figure(0.46 * len(items) + 0.9)
    axes = chart.subplots()
    for row in rows.to_dict("records"):
        x, y = places.index(row["series"]), items.index(row["item"])
        shown = row["status"] in SHOWN
        colour = SHADES[min(4, int(row["value"] * 5))] if shown else "white"
        box: Any = {"facecolor": colour, "edgecolor": OUTLINE if shown else OTHERS, "linewidth": 0.5, "hatch": None if shown else "///"}
        axes.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, **box))
        paper = None if shown else {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
        text = share_text(row) if shown else mark(row)
        axes.text(x, y, text, ha="center", va="center", fontsize=10.5, color=readable_on(colour), bbox=paper)
    axes.set(xlim=(-0.5, len(places) - 0.5), ylim=(len(items) - 0.5, -0.5))
    _bare(axes, items, 34, "")
    axes.set_xticks(range(len(places)), [wrapped(place, 12) for place in places], fontsize=10.5)
    axes.xaxis.tick_top()
    return chart

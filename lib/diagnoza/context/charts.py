"""Charts of the context: each takes finished tables and returns a figure; nothing is computed here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import seaborn as sns
import textalloc
from matplotlib.colors import ListedColormap
from matplotlib.ticker import MaxNLocator

from diagnoza import polish
from diagnoza.charts import (
    DIVERGING,
    FAINT,
    FOCUS,
    INK,
    LINES,
    MUTED,
    OTHERS,
    OUTLINE,
    SECOND,
    WIDTH,
    new_figure,
    polish_ticks,
    readable_on,
    wrapped,
)
from diagnoza.context.indicators import DIMENSIONS, INDICATORS, POPULATION_BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Z_SHOWN = 2.5  # five colours, each one standard deviation wide, the middle one around the mean
PANELS_IN_ROW = 3
LOW_CV = 0.05  # below it the ticks of an axis need three decimals


def plot_positions(placed: pd.DataFrame, names: pd.Series) -> Figure:
    """
    Draw a heatmap of z: indicators with a direction in rows, municipalities in columns; what is not known is hatched.

    Five colours and not a scale of shades: on each of them the number can be read.

    Parameters
    ----------
    placed
        Result of `position.positions`, members only.
    names
        Name by code, in the order to be drawn.
    """
    judged = placed[placed["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)]
    wide = judged.pivot(index="indicator", columns="teryt", values="z")
    wide = wide.reindex(index=[name for name in INDICATORS if name in wide.index], columns=names.index)
    chart = new_figure(1.6 + 0.62 * len(wide))
    axes = chart.subplots()
    axes.set_facecolor("white")
    axes.patch.set(hatch="///", edgecolor=OTHERS)
    colours = ListedColormap(DIVERGING)
    sns.heatmap(wide, ax=axes, cmap=colours, vmin=-Z_SHOWN, vmax=Z_SHOWN, cbar=False, linewidths=2, linecolor="white")
    known = set(zip(judged["indicator"], judged["teryt"], strict=True))  # a value without z: its group has no spread
    for row, (name, values) in enumerate(wide.iterrows()):
        for column, (code, value) in enumerate(values.items()):
            missing = polish.is_missing(value)
            nothing = "nie\ndotyczy" if (name, code) in known else "brak"
            text = nothing if missing else polish.number(value, 1, signed=True)
            colour = INK if missing else readable_on(colours((value + Z_SHOWN) / (2 * Z_SHOWN)))
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5} if missing else None
            axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", color=colour, bbox=box)
    axes.set_yticklabels([wrapped(INDICATORS[str(name)].name) for name in wide.index], rotation=0)
    axes.set_xticklabels([wrapped(str(names[code]), 12) for code in wide.columns], rotation=0)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set(xlabel="Pozycja (z): plus – korzystniej, minus – mniej korzystnie niż średnio w grupie", ylabel="")
    axes.xaxis.set_label_position("bottom")
    return chart


def plot_quadrants(index: pd.DataFrame, names: pd.Series) -> Figure:
    """
    Draw level against change of the synthetic index, a panel for all dimensions and one for each that has a change.

    Parameters
    ----------
    index
        Result of `position.synthetic_index`, members only.
    names
        Name by code, in the order to be drawn.
    """
    known = index.dropna(subset=["level", "change"])
    panels = [name for name in ("all", *DIMENSIONS) if name in set(known["dimension"])]
    columns = min(2, len(panels))
    rows = math.ceil(len(panels) / columns)
    chart = new_figure(0.3 + 3.3 * rows)
    grid = chart.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    reach = {axis: max(0.6, 1.3 * float(known[axis].abs().max())) for axis in ("level", "change")}
    for axes, name in zip(grid, panels, strict=False):
        points = known[known["dimension"].eq(name)]
        axes.axhline(0, color=MUTED, linewidth=1)
        axes.axvline(0, color=MUTED, linewidth=1)
        axes.scatter(points["level"], points["change"], s=45, color=FOCUS, zorder=3)
        axes.set(xlim=(-reach["level"], reach["level"]), ylim=(-reach["change"], reach["change"]))
        axes.set_title("Wszystkie wymiary" if name == "all" else f"Wymiar {DIMENSIONS[name]}")
        polish_ticks(axes, x=1, y=1)
        axes.tick_params(labelbottom=True)
        _label_points(axes, points, names)
    for axes in grid[len(panels) :]:
        axes.set_axis_off()
    chart.supxlabel("Poziom na tle podobnych gmin (z)", fontsize=11)
    chart.supylabel("Zmiana na tle podobnych gmin (z)", fontsize=11)
    return chart


def _label_points(axes: Axes, points: pd.DataFrame, names: pd.Series) -> None:
    x, y = points["level"].tolist(), points["change"].tolist()
    labels = [str(names[code]) for code in points["teryt"]]
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    zero_lines: Any = {"x_lines": [[west, east], [0, 0]], "y_lines": [[0, 0], [south, north]]}
    look: Any = {"textsize": 10.5, "textcolor": INK, "linecolor": OTHERS, "min_distance": 0.02, "max_distance": 0.35}
    apart: Any = {"avoid_label_lines_overlap": True, "avoid_crossing_label_lines": True}
    textalloc.allocate(axes, x, y, labels, x_scatter=x, y_scatter=y, **zero_lines, **look, **apart)


def plot_trends(history: pd.DataFrame, medians: pd.DataFrame, names: pd.Series) -> Figure:
    """
    Draw one indicator over the years: a panel per municipality, the others in grey, the median of its group dashed.

    Parameters
    ----------
    history
        Rows of one indicator: teryt, year, value, group.
    medians
        Rows of the same indicator: group, year, median.
    names
        Name by code, in the order of the panels.
    """
    indicator = INDICATORS[str(history["indicator"].iloc[0])]
    columns = min(PANELS_IN_ROW, len(names))
    rows = math.ceil(len(names) / columns)
    chart = new_figure(0.5 + 2.05 * rows, width=WIDTH if columns > 1 else 0.75 * WIDTH)
    grid = chart.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for axes, code in zip(grid, names.index, strict=False):
        for other, rest in history.groupby("teryt"):
            if other != code:
                axes.plot(rest["year"], rest["value"], color=FAINT, linewidth=1.4)
        own = history[history["teryt"].eq(code)]
        _with_gaps(axes, own, "value", color=FOCUS, linewidth=2.4, label="gmina")
        group = medians[medians["group"].eq(own["group"].iloc[0])] if len(own) else medians.head(0)
        _with_gaps(axes, group, "median", color=SECOND, linewidth=1.8, linestyle=(0, (4, 2)), label="mediana gmin tego samego typu")
        axes.set_title(str(names[code]))
        axes.xaxis.set_major_locator(_whole_years())
        polish_ticks(axes, y=0)
        if indicator.direction and history["value"].min() < 0:
            axes.axhline(0, color=MUTED, linewidth=1)
    for axes in grid[len(names) :]:
        axes.set_axis_off()
    handles, labels = grid[0].get_legend_handles_labels()
    chart.legend(handles, labels, loc="outside lower center", ncols=2)
    chart.supylabel(indicator.unit, fontsize=11)
    return chart


def _with_gaps(axes: Axes, rows: pd.DataFrame, column: str, **line: object) -> None:
    """Draw a line that breaks where a year is missing, and where the base of the population changes."""
    series = rows.set_index("year")[column].sort_index()
    if series.empty:
        return
    years = range(int(series.index.min()), int(series.index.max()) + 1)
    whole = series.reindex(years)
    label = str(line.pop("label"))
    for part in (whole[whole.index < POPULATION_BREAK], whole[whole.index >= POPULATION_BREAK]):
        if part.notna().any():
            axes.plot(part.index, part.to_numpy(), label=label, marker="o", markersize=2.5, **line)  # type: ignore[arg-type]
            label = "_"


def _whole_years() -> MaxNLocator:
    return MaxNLocator(4, integer=True)


def plot_inequality(measured: pd.DataFrame) -> Figure:
    """
    Draw the history of the differences: weighted CV and Gini, a panel per indicator.

    Parameters
    ----------
    measured
        Result of `inequality.inequality`, rows with a CV.
    """
    shown = [name for name in INDICATORS if name in set(measured["indicator"])]
    chart = new_figure(2.9)
    row = chart.subplots(1, len(shown), sharey=True, squeeze=False)[0]
    for axes, name in zip(row, shown, strict=True):
        rows = measured[measured["indicator"].eq(name)]
        _with_gaps(axes, rows, "cv", color=FOCUS, linewidth=2.2, label="ważony współczynnik zmienności")
        _with_gaps(axes, rows, "gini", color=SECOND, linewidth=2.2, linestyle=(0, (4, 2)), label="ważony współczynnik Giniego")
        axes.set_title(wrapped(INDICATORS[name].name, 28))
        axes.xaxis.set_major_locator(_whole_years())
        polish_ticks(axes, y=2 if measured["cv"].max() > LOW_CV else 3)
    row[0].set_ylim(0, 1.08 * float(measured["cv"].max()))
    handles, labels = row[0].get_legend_handles_labels()
    chart.legend(handles, labels, loc="outside lower center", ncols=2)
    return chart


def plot_distances(measured: pd.DataFrame, names: pd.Series) -> Figure:
    """
    Draw how far each municipality is from the target: a panel per indicator, favourable and unfavourable sides hatched apart.

    Parameters
    ----------
    measured
        Result of `inequality.distances`, rows with an amount.
    names
        Name by code, in the order to be drawn.
    """
    shown = [name for name in INDICATORS if name in set(measured["indicator"])]
    count = measured["teryt"].nunique()
    chart = new_figure(1.3 + 0.34 * count)
    row = chart.subplots(1, len(shown), sharey=True, squeeze=False)[0]
    for axes, name in zip(row, shown, strict=True):
        rows = measured[measured["indicator"].eq(name)]
        rows = rows.set_index("teryt").reindex([code for code in names.index if code in set(rows["teryt"])])
        worse = rows["shortfall"] > 0
        colours = worse.map({True: DIVERGING[1], False: DIVERGING[3]})
        bars = axes.barh([str(names[code]) for code in rows.index], rows["difference"], color=colours, edgecolor=OUTLINE, linewidth=0.8)
        for bar, is_worse in zip(bars, worse, strict=True):
            bar.set_hatch("///" if is_worse else "")
        decimals = INDICATORS[name].decimals
        axes.bar_label(bars, labels=[polish.number(value, decimals, signed=True) for value in rows["difference"]], padding=3, fontsize=10)
        axes.axvline(0, color=INK, linewidth=1)
        axes.margins(x=0.45)
        axes.set_title(wrapped(INDICATORS[name].name, 26))
        axes.set_xlabel(INDICATORS[name].unit)
        polish_ticks(axes, x=0)
    row[0].invert_yaxis()
    return chart


def plot_profile(placed: pd.DataFrame) -> Figure:
    """
    Draw the place of one municipality in its group: a line from 0 to 100 per indicator, with its dot.

    Parameters
    ----------
    placed
        Result of `position.positions`, rows of one municipality that have a place.
    """
    chart = new_figure(0.7 + 0.42 * len(placed))
    axes = chart.subplots()
    height = range(len(placed))
    axes.barh(height, 100, height=0.2, color=LINES)
    axes.barh(height, 50, left=25, height=0.2, color=OTHERS, edgecolor=OUTLINE, linewidth=0.8)
    axes.axvline(50, color=MUTED, linewidth=1)
    judged = placed["indicator"].map(lambda name: INDICATORS[name].direction).ne(0).to_numpy()
    for y, (value, has_side) in enumerate(zip(placed["favourable_to"], judged, strict=True)):
        fill, rim = (FOCUS, "white") if has_side else ("white", FOCUS)
        axes.scatter(value, y, s=140, color=fill, edgecolor=rim, linewidth=2, zorder=3)
        axes.text(104, y, polish.number(value), va="center", ha="left")
    axes.set_yticks(list(height), [wrapped(INDICATORS[name].name) for name in placed["indicator"]])
    axes.set(xlim=(-2, 112), xlabel="% gmin tego samego typu")
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.invert_yaxis()
    return chart


def plot_history(histories: Sequence[pd.DataFrame], distributions: pd.DataFrame) -> Figure:
    """
    Draw several indicators of one municipality over the years, each with the median of its group.

    Parameters
    ----------
    histories
        Rows of one indicator each: indicator, teryt, year, value, group.
    distributions
        Rows of levels: indicator, group, year, median.
    """
    chart = new_figure(4.3)
    grid = chart.subplots(math.ceil(len(histories) / 2), 2, squeeze=False).ravel()
    for axes, history in zip(grid, histories, strict=False):
        name = str(history["indicator"].iloc[0])
        group = distributions[distributions["indicator"].eq(name) & distributions["group"].eq(history["group"].iloc[0])]
        _with_gaps(axes, history, "value", color=FOCUS, linewidth=2.4, label="gmina")
        _with_gaps(axes, group, "median", color=SECOND, linewidth=1.8, linestyle=(0, (4, 2)), label="mediana gmin tego samego typu")
        axes.set_title(wrapped(f"{INDICATORS[name].name} [{INDICATORS[name].unit}]", 36))
        axes.xaxis.set_major_locator(_whole_years())
        polish_ticks(axes, y=0)
    for axes in grid[len(histories) :]:
        axes.set_axis_off()
    handles, labels = grid[0].get_legend_handles_labels()
    chart.legend(handles, labels, loc="outside lower center", ncols=2)
    return chart

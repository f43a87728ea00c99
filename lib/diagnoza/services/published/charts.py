"""Supply against met needs, importance against satisfaction, importance beside met needs, priorities; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import textalloc
from matplotlib.lines import Line2D

from diagnoza import polish
from diagnoza.charts import FOCUS, INK, LINES, MUTED, OTHERS, OUTLINE, SECOND, SHADES, new_figure, polish_ticks, wrapped
from diagnoza.services.gap import KINDS, MIDDLE
from diagnoza.services.ipa import MIDDLE as HALF
from diagnoza.services.published.matrices import COLOURS
from diagnoza.services.published.select import short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Line = tuple[list[float], list[float]]
MARKERS = {"strength": "o", "organisation": "D", "verify": "s", "resource": "^"}
EDGE = 4.0  # points of margin around points and intervals


def plot_gaps(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """
    Draw the supply of services against how well needs are met, with the range of either; a colour and a shape for each kind of gap.

    Parameters
    ----------
    table
        Rows of `Gaps` of one unit that are assessed.
    labels
        Names of services.
    """
    chart = new_figure(6.6)
    axes = chart.subplots()
    for row in table.to_dict("records"):
        axes.plot([row["supply_low"], row["supply_high"]], [row["needs_met"]] * 2, color=OTHERS, linewidth=1, zorder=1)
        axes.plot([row["supply"]] * 2, [row["needs_low"], row["needs_high"]], color=OTHERS, linewidth=1, zorder=1)
        look: Any = {"marker": MARKERS[row["kind"]], "color": COLOURS[row["kind"]], "edgecolor": OUTLINE}
        axes.scatter(row["supply"], row["needs_met"], s=60, zorder=3, **look)
    _cross(axes, MIDDLE, MIDDLE, {"color": MUTED, "linewidth": 1.2})
    reach = [("supply", "supply_low", "supply_high"), ("needs_met", "needs_low", "needs_high")]
    _frame(axes, [table[list(columns)].to_numpy().ravel().tolist() for columns in reach])
    axes.set(xlabel="Zasoby (Z), 0–100", ylabel="Zaspokojenie potrzeb (N), 0–100")
    ranges = [([row["supply_low"], row["supply_high"]], [row["needs_met"]] * 2) for row in table.to_dict("records")]
    ranges += [([row["supply"]] * 2, [row["needs_low"], row["needs_high"]]) for row in table.to_dict("records")]
    _name_points(axes, (table["supply"].tolist(), table["needs_met"].tolist()), [labels[one] for one in table["service"]], ranges)
    handles = [
        Line2D([], [], linestyle="", marker=MARKERS[kind], color=COLOURS[kind], markeredgecolor=OUTLINE, markersize=8, label=KINDS[kind])
        for kind in MARKERS
    ]
    chart.legend(handles=handles, loc="outside lower left", ncols=1)
    return chart


def plot_ipa(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """
    Draw importance against the satisfaction of users with both cross-hairs and the diagonal; what changes quadrant is hollow.

    Parameters
    ----------
    table
        Rows of `Ipa` of one unit.
    labels
        Names of services.
    """
    chart = new_figure(6.6)
    axes = chart.subplots()
    first = table.iloc[0]
    _cross(axes, first["cross_satisfaction"], first["cross_importance"], {"color": FOCUS, "linewidth": 1.6})
    _cross(axes, HALF, HALF, {"color": SECOND, "linewidth": 1.4, "linestyle": (0, (4, 2))})
    axes.plot([0, 100], [0, 100], color=OTHERS, linewidth=1, linestyle=":")
    for row in table.to_dict("records"):
        fill = "white" if row["changes"] else FOCUS
        axes.scatter(row["satisfaction"], row["importance"], s=60, color=fill, edgecolor=FOCUS, linewidth=1.8, zorder=3)
    _frame(axes, [[*table["satisfaction"], MIDDLE], [*table["importance"], MIDDLE]])
    axes.set(xlabel="Zadowolenie użytkowników, 0–100", ylabel="Ważność (I), 0–100")
    crosses = [*_through(axes, first["cross_satisfaction"], first["cross_importance"]), *_through(axes, HALF, HALF)]
    _name_points(axes, (table["satisfaction"].tolist(), table["importance"].tolist()), [labels[one] for one in table["service"]], crosses)
    handles = [
        Line2D([], [], color=FOCUS, linewidth=1.6, label="średnie ważności i zadowolenia"),
        Line2D([], [], color=SECOND, linewidth=1.4, linestyle=(0, (4, 2)), label="środki skal"),
        Line2D([], [], color=OTHERS, linewidth=1, linestyle=":", label="ważność równa zadowoleniu"),
        Line2D([], [], linestyle="", marker="o", color=FOCUS, markersize=8, label="ta sama ćwiartka przy obu podziałach"),
        Line2D(
            [], [], linestyle="", marker="o", markerfacecolor="white", markeredgecolor=FOCUS, markersize=8, label="ćwiartka zmienia się"
        ),
    ]
    chart.legend(handles=handles, loc="outside lower left", ncols=1)
    return chart


def _cross(axes: Axes, x: float, y: float, look: Mapping[str, Any]) -> None:
    axes.axvline(x, **look)
    axes.axhline(y, **look)


def _frame(axes: Axes, values: Sequence[Sequence[float]]) -> None:
    """Leave room around the points, the middle included."""
    known = [[one for one in some if not polish.is_missing(one)] for some in values]
    (west, east), (south, north) = [(min([*some, MIDDLE]) - EDGE, max([*some, MIDDLE]) + EDGE) for some in known]
    axes.set(xlim=(max(-1, west), min(101, east)), ylim=(max(-1, south), min(101, north)))
    polish_ticks(axes, x=0, y=0)


def _through(axes: Axes, x: float, y: float) -> list[Line]:
    """Give the lines of a cross-hair, for labels to keep off."""
    return [([x, x], list(axes.get_ylim())), (list(axes.get_xlim()), [y, y])]


def _name_points(axes: Axes, points: Line, labels: Sequence[str], lines: Sequence[Line]) -> None:
    x, y = points
    look: Any = {"textsize": 11, "textcolor": INK, "linecolor": OTHERS, "min_distance": 0.02, "max_distance": 0.35}
    apart: Any = {"avoid_label_lines_overlap": True, "avoid_crossing_label_lines": True}
    drawn: Any = {"x_lines": [line[0] for line in lines], "y_lines": [line[1] for line in lines]}
    textalloc.allocate(axes, x, y, [wrapped(short(one), 22) for one in labels], x_scatter=x, y_scatter=y, **drawn, **look, **apart)


def plot_needs(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """
    Draw importance and met needs of each service as two dots on a line, with their intervals; the widest distance first.

    Parameters
    ----------
    table
        Rows of `Perception` of one unit, in the order to be drawn.
    labels
        Names of services.
    """
    chart = new_figure(0.5 * len(table) + 1.2)
    axes = chart.subplots()
    pairs = [("importance", "importance", FOCUS, "o", -0.12), ("needs_met", "needs", SECOND, "D", 0.12)]
    for y, row in enumerate(table.to_dict("records")):
        if not polish.is_missing(row["importance"]) and not polish.is_missing(row["needs_met"]):
            axes.plot([row["needs_met"], row["importance"]], [y, y], color=LINES, linewidth=7, zorder=1, solid_capstyle="round")
        for name, limit, colour, marker, shift in pairs:
            if not polish.is_missing(row[name]):
                axes.plot([row[f"{limit}_low"], row[f"{limit}_high"]], [y + shift] * 2, color=colour, linewidth=1.6, zorder=2)
                axes.plot([row[name]], [y + shift], marker=marker, color=colour, markersize=7, zorder=3)
    _rows(axes, [wrapped(labels[service], 36) for service in table["service"]])
    axes.set(xlim=(0, 100), xlabel="Punkty, 0–100")
    handles = [Line2D([], [], color=FOCUS, marker="o", markersize=7), Line2D([], [], color=SECOND, marker="D", markersize=7)]
    chart.legend(handles, ["ważność (I)", "zaspokojenie potrzeb (N)"], loc="outside lower center", ncols=2)
    return chart


def plot_priorities(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """
    Draw priorities with their intervals; services that cannot be told apart lie on one band.

    Parameters
    ----------
    table
        Rows of `Priorities` of one unit that are assessed, the highest first.
    labels
        Names of services.
    """
    chart = new_figure(0.46 * len(table) + 0.9)
    axes = chart.subplots()
    rows = table.to_dict("records")
    for y, row in enumerate(rows):
        if int(row["tie"]) % 2:
            axes.axhspan(y - 0.5, y + 0.5, color=SHADES[0], zorder=0)
        axes.plot([row["low"], row["high"]], [y, y], color=FOCUS, linewidth=1.8, zorder=2)
        axes.plot([row["value"]], [y], marker="o", color=FOCUS, markersize=7.5, zorder=3, clip_on=False)
        if y == 0 or row["tie"] != rows[y - 1]["tie"]:
            where: Any = {"xycoords": axes.get_yaxis_transform(), "annotation_clip": False}
            axes.annotate(f"grupa {int(row['tie'])}", (1.01, y), va="center", color=INK, **where)
    _rows(axes, [wrapped(labels[row["service"]], 36) for row in rows])
    axes.set_xlim(0, max(10.0, float(table["high"].max()) + 2))
    axes.set_xlabel("Priorytet: im więcej, tym pilniej")
    polish_ticks(axes, x=0)
    return chart


def _rows(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.grid(visible=False, axis="y")
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)

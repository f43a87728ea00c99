"""The network as a picture: every institution has its fixed place on an oval and its name beside it, so that no labels collide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from diagnoza.charts import FOCUS, INK, OTHERS, SECOND, TEAL, new_figure, wrapped
from diagnoza.institutions.published import select, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.institutions.published.select import Case

MOST = 25
"""With more institutions there is the matrix or the list only."""
SHAPES = {"gmina": ("o", FOCUS), "powiat": ("s", SECOND), "region": ("D", TEAL)}
STEP = 0.56  # inches between neighbours on one side
BESIDE = 0.09  # from the middle of a sign to its name, of half the width of the oval
NAME = 26  # letters in a line of a name
SIZE = 300
BEND = 0.85
"""How far towards the middle a line between the two ends of one side bows: by the side itself it would run over the others."""


def places(n: int) -> np.ndarray:
    """
    Place institutions on an oval in their order: down the right side, then up the left one, all at heights of their own.

    Parameters
    ----------
    n
        How many.

    Returns
    -------
        A row of x and y each, -1 to 1; on one side neighbours are equally far apart in height.
    """
    right = (n + 1) // 2
    rows = []
    for count, side in ((right, 1), (n - right, -1)):
        heights = (np.arange(count) + 0.5) / max(count, 1) * 2 - 1
        rows.append(np.column_stack([side * np.sqrt(1 - (0.93 * heights) ** 2), -heights * side]))
    return np.vstack(rows)


def plot_network(case: Case) -> Figure:
    """
    Draw the pairs that cooperate: the wider a line the stronger; dashed where one side reports it only.

    Parameters
    ----------
    case
        A partnership of at most `MOST` institutions.
    """
    institutions = case.institutions
    chart = new_figure(STEP * ((len(institutions) + 1) // 2) + 1.7)
    axes = chart.subplots()
    axes.set(xlim=(-2.05, 2.05), ylim=(-1.06, 1.06))
    axes.set_axis_off()
    ids = list(institutions["institution"])
    at = places(len(ids))
    _lines(axes, case.cooperation_pairs, {one: at[place] for place, one in enumerate(ids)})
    names = select.labels(institutions)
    for place, row in enumerate(institutions.to_dict("records")):
        x, y = at[place]
        shape, colour = SHAPES[row["level"]]
        answered = bool(row["responded"])
        look: Any = {"marker": shape, "s": SIZE, "color": colour if answered else "white", "edgecolor": colour, "linewidth": 1.8}
        axes.scatter([x], [y], zorder=3, **look)
        axes.text(x, y, str(place + 1), ha="center", va="center_baseline", fontsize=11, color="white" if answered else INK, zorder=4)
        side = 1 if x >= 0 else -1
        label = wrapped(names[row["institution"]], NAME)
        axes.text(x + side * BESIDE, y, label, ha="left" if side > 0 else "right", va="center", fontsize=11, linespacing=1.0, zorder=4)
    chart.legend(handles=_handles(), loc="outside lower left", ncols=2)
    return chart


def _lines(axes: Axes, pairs: pd.DataFrame, at: dict[str, Sequence[float]]) -> None:
    """Draw the weakest first, so that the strongest lie on top."""
    drawn = pairs.assign(best=pairs[["first_says", "second_says"]].max(axis=1).astype(int), sure=pairs["status"].eq("confirmed"))
    for row in drawn.sort_values(["sure", "best"], kind="stable").to_dict("records"):
        (x1, y1), (x2, y2) = at[row["first"]], at[row["second"]]
        sure = row["sure"]
        look: Any = {"edgecolor": FOCUS if sure else OTHERS, "linestyle": "-" if sure else (0, (4, 2)), "alpha": 0.75 if sure else 0.9}
        bend = 1 - BEND * min(1.0, 0.4 + abs(y1 - y2) / 2) if x1 * x2 > 0 else 1.0
        path = Path([(x1, y1), (bend * (x1 + x2) / 2, (y1 + y2) / 2), (x2, y2)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        axes.add_patch(PathPatch(path, fill=False, linewidth=0.5 + 0.75 * row["best"], zorder=2 if sure else 1, **look))


def _handles() -> list[Line2D]:
    signs = [
        Line2D([], [], linestyle="", marker=shape, color=colour, markersize=10, label=f"poziom: {level}")
        for level, (shape, colour) in SHAPES.items()
    ]
    silent: Any = {"linestyle": "", "marker": "o", "markerfacecolor": "white", "markeredgecolor": INK, "markersize": 10}
    lines = [
        Line2D([], [], color=FOCUS, linewidth=2, label="potwierdzają obie strony"),
        Line2D([], [], color=OTHERS, linewidth=2, linestyle=(0, (4, 2)), label="zgłasza jedna strona"),
    ]
    wide = Line2D([], [], linestyle="", label=f"szersza linia: większe natężenie (1–{max(texts.SCALE)})")
    return [*signs, Line2D([], [], label=f"puste: {texts.SILENT}", **silent), *lines, wide]

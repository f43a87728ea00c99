"""The table of colours of a programme: areas by plane, what is written, what is done, what is proposed. Nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch, Rectangle

from diagnoza.charts import INK, MUTED, OTHERS, OUTLINE, SHADES, new_figure, readable_on, wrapped
from diagnoza.programme.published import texts
from diagnoza.programme.published.grids import WHOLE_PLANE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.grid import Grid

FILLS = {0: SHADES[0], 1: SHADES[2], 2: SHADES[4]}
HEADS = ("Zapis\nw programie", "Praktyka", "Propozycja")
LETTERS = 40  # in a line of a label
ROW = 0.46  # inches


def plot_matrix(grid: Grid) -> Figure:
    """
    Draw the levels of areas: a shade, a number and a word for each; what was not assessed is hatched.

    Parameters
    ----------
    grid
        Result of `grids.matrix_grid`.
    """
    lines: list[tuple[str, Sequence[Any]]] = []
    for plane in dict.fromkeys(str(row[0]) for row in grid.rows):
        some = [row for row in grid.rows if row[0] == plane]
        lines += [(plane, next(([None, None, row[4]] for row in some if row[1] == WHOLE_PLANE), ()))]
        lines += [(str(row[1]), row[2:]) for row in some if row[1] != WHOLE_PLANE]
    chart, axes = _canvas(lines, [row[0] for row in grid.rows])
    for at, (_, cells) in enumerate(lines):
        for column, side in enumerate(texts.SIDES):
            if cells and cells[column] is not None:
                _cell(axes, (column, at), cells[column], side)
        if cells:
            axes.text(2, at, wrapped(str(cells[2]), 18), ha="center", va="center", fontsize=11, color=INK)
    handles = [
        Patch(
            facecolor=FILLS[level], edgecolor=OUTLINE, label=f"{level} – {texts.LEVELS['text'][level]} / {texts.LEVELS['practice'][level]}"
        )
        for level in FILLS
    ]
    handles.append(Patch(facecolor="white", edgecolor=OTHERS, hatch="///", label=texts.UNASSESSED))
    chart.legend(handles=handles, loc="outside lower left", ncols=2)
    return chart


def _canvas(lines: Sequence[tuple[str, Sequence[Any]]], planes: Sequence[Any]) -> tuple[Figure, Axes]:
    chart = new_figure(ROW * len(lines) + 1.4)
    axes = chart.subplots()
    axes.set(xlim=(-0.5, len(HEADS) - 0.5), ylim=(len(lines) - 0.5, -0.5))
    axes.set_yticks(range(len(lines)), [wrapped(name, LETTERS) for name, _ in lines])
    for label, (name, _) in zip(axes.get_yticklabels(), lines, strict=True):
        label.set_fontweight("bold" if name in planes else "normal")
    axes.set_xticks(range(len(HEADS)), HEADS)
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return chart, axes


def _cell(axes: Axes, at: tuple[int, int], level: Any, side: str) -> None:
    """Draw a level with its word; a text in its place is that nobody assessed it."""
    known = isinstance(level, int)
    fill = FILLS[level] if known else "white"
    text = f"{level} – {texts.LEVELS[side][level]}" if known else texts.UNASSESSED
    look: Any = {"facecolor": fill, "edgecolor": OUTLINE if known else OTHERS, "linewidth": 0.5, "hatch": None if known else "///"}
    axes.add_patch(Rectangle((at[0] - 0.48, at[1] - 0.45), 0.96, 0.9, **look))
    paper: Any = None if known else {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    axes.text(*at, text, ha="center", va="center", fontsize=11, color=readable_on(fill) if known else MUTED, bbox=paper)

"""The matrix of cooperation: a number and a shade in every cell, readable without colours; missing needed ties are framed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch, Rectangle

from diagnoza.charts import DIVERGING, FAINT, INK, LINES, MUTED, OTHERS, OUTLINE, SHADES, new_figure, readable_on, wrapped
from diagnoza.institutions.published import select, texts
from diagnoza.polish import is_missing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.institutions.published.select import Case

MOST = 30
"""With more institutions the strongest pairs are listed instead."""
UNKNOWN = "?"
COLOURS = {0: "white", 1: SHADES[1], 2: SHADES[2], 3: SHADES[3], 4: SHADES[4]}
ROW = 0.3  # inches


def plot_matrix(case: Case) -> Figure:
    """
    Draw who reports which ties: rows report, columns are named by their numbers.

    Parameters
    ----------
    case
        A partnership of at most `MOST` institutions.

    Returns
    -------
        0 to 4 in shades, „?” hatched where the institution did not answer; a frame where a needed tie is missing.
    """
    said, names = select.said(case), select.numbered(case.institutions)
    n = len(said)
    chart = new_figure(ROW * n + 2.6)
    axes = chart.subplots()
    _frame(axes, [names[str(one)] for one in said.index])
    values = said.to_numpy()
    for y in range(n):
        for x in range(n):
            if x == y:
                axes.add_patch(Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, facecolor=FAINT, edgecolor="none"))
            else:
                _cell(axes, (x, y), values[y, x])
    for first, second in _missing(case, list(said.index)):
        for x, y in ((first, second), (second, first)):
            axes.add_patch(Rectangle((x - 0.45, y - 0.45), 0.9, 0.9, fill=False, edgecolor=DIVERGING[0], linewidth=2.2, zorder=3))
    _levels(axes, list(case.institutions["level"]))
    chart.legend(handles=_handles(), loc="outside lower left", ncols=2)
    return chart


def _frame(axes: Axes, names: list[str]) -> None:
    n = len(names)
    axes.set(xlim=(-0.5, n - 0.5), ylim=(n - 0.5, -0.5))
    axes.set_yticks(range(n), [wrapped(name, 36).split("\n")[0] + ("…" if "\n" in wrapped(name, 36) else "") for name in names])
    axes.set_xticks(range(n), [str(at) for at in range(1, n + 1)])
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("z kim (numer)", fontweight="bold")
    axes.set_ylabel("kto zgłasza", fontweight="bold")
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _cell(axes: Axes, at: tuple[int, int], value: float) -> None:
    unknown = is_missing(value)
    colour = "white" if unknown else COLOURS[int(value)]
    box = ((at[0] - 0.48, at[1] - 0.48), 0.96, 0.96)
    look: Any = {
        "edgecolor": OTHERS if unknown else LINES if not value else OUTLINE,
        "linewidth": 0.5,
        "hatch": "////" if unknown else None,
    }
    axes.add_patch(Rectangle(*box, facecolor=colour, **look))
    ink = MUTED if unknown or not value else readable_on(colour)
    paper: Any = {"facecolor": "white", "edgecolor": "none", "pad": 0.4} if unknown else None
    text = UNKNOWN if unknown else str(int(value))
    axes.text(*at, text, ha="center", va="center_baseline", fontsize=11, color=ink, bbox=paper)


def _missing(case: Case, ids: list[str]) -> list[tuple[int, int]]:
    rows = select.needed(case, ("missing",))
    return [(ids.index(row["first"]), ids.index(row["second"])) for row in rows.to_dict("records")]


def _levels(axes: Axes, levels: list[str]) -> None:
    """Part the levels by lines."""
    for at in range(1, len(levels)):
        if levels[at] != levels[at - 1]:
            axes.axhline(at - 0.5, color=INK, linewidth=1.2, zorder=4)
            axes.axvline(at - 0.5, color=INK, linewidth=1.2, zorder=4)


def _handles() -> list[Patch]:
    scale = [Patch(facecolor=COLOURS[level], edgecolor=OUTLINE, label=f"{level} – {word}") for level, word in texts.SCALE.items()]
    unknown = Patch(facecolor="white", edgecolor=OTHERS, hatch="////", label=f"{UNKNOWN} – nie wiadomo, brak odpowiedzi")
    missing = Patch(facecolor="white", edgecolor=DIVERGING[0], linewidth=2.2, label="ramka – brak potrzebnej relacji")
    parted = Patch(facecolor="white", edgecolor="white", label="linie oddzielają gminę, powiat i region")
    return [*scale, unknown, missing, parted]

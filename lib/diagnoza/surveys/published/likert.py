"""Bars of whole distributions: scales from their middle, use of services from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.patches import Patch

from diagnoza import polish
from diagnoza.charts import DIVERGING, INK, MUTED, OUTLINE, SECOND, new_figure, readable_on, wrapped
from diagnoza.surveys.published.precision import mark
from diagnoza.surveys.published.texts import share_text
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.surveys.published.selection import Selection

ENDS = ("bottom2", "top2")
COLOURS = {  # by the number of answers, from the least favourable
    2: (DIVERGING[0], DIVERGING[4]),
    3: (DIVERGING[0], DIVERGING[2], DIVERGING[4]),
    4: (DIVERGING[0], DIVERGING[1], DIVERGING[3], DIVERGING[4]),
    5: DIVERGING,
}
USE = {"regularly": DIVERGING[4], "sometimes": DIVERGING[3], "unmet": SECOND, "not_needed": DIVERGING[2]}
IN_ONE_LINE = 72  # letters of all names in the legend
READABLE = 0.06  # a narrower part carries no number
ROW = 0.42  # inches
FIRST, COLUMN = 30, 54  # points beside the axes: middle of the first column of numbers, and from one to the next


def plot_likert(chosen: Selection) -> Figure:
    """
    Draw scales as bars around their middle, with the sums of both sides and n in columns of their own.

    A row of which a part may not be published has no bar, as the rest would give it away.

    Parameters
    ----------
    chosen
        Result of `select.scales` or `select.grid_scales`.
    """
    panels = list(chosen.rows.groupby("panel", sort=False))
    heights = [ROW * rows["item"].nunique() + 0.75 for _, rows in panels]
    chart = new_figure(sum(heights) + 0.25 * len(panels))
    grid = chart.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
    reach = 1.05 * max(_sides(rows) for _, rows in chosen.rows.groupby(["panel", "item"]))
    for axes, (title, rows) in zip(grid, panels, strict=True):
        items = list(dict.fromkeys(rows["item"]))
        answers = list(dict.fromkeys(rows.loc[~rows["answer"].isin(ENDS), "label"]))
        colours = COLOURS[len(answers)]
        for y, item in enumerate(items):
            of_item = rows[rows["item"].eq(item)]
            parts, ends = of_item[~of_item["answer"].isin(ENDS)], of_item[of_item["answer"].isin(ENDS)].set_index("answer")
            _bar(axes, y, parts, colours, centred=True)
            _columns(axes, y, [_text(ends, "bottom2"), _text(ends, "top2"), _respondents(parts)])
        _dress(axes, items, ("po lewej", "po prawej", "n"), str(title))
        axes.set_xlim(-reach, reach)
        axes.axvline(0, color=MUTED, linewidth=1, zorder=0)
        _legend(axes, answers, colours)
    return chart


def plot_use(chosen: Selection) -> Figure:
    """
    Draw how many use each service, need it but do not use it, or do not need it; unmet need is hatched and has its own column.

    Parameters
    ----------
    chosen
        Result of `services.used`.
    """
    items = list(dict.fromkeys(chosen.rows["item"]))
    chart = new_figure(ROW * len(items) + 1.2)
    axes = chart.subplots()
    for y, item in enumerate(items):
        of_item = chosen.rows[chosen.rows["item"].eq(item)].set_index("answer", drop=False)
        _bar(axes, y, of_item, tuple(USE[code] for code in of_item.index), centred=False)
        _columns(axes, y, [_text(of_item, "unmet"), _respondents(of_item)])
    _dress(axes, items, ("niezaspokojona potrzeba", "n"), "")
    axes.set_xlim(0, 1)
    labels = chosen.rows.drop_duplicates("answer").set_index("answer")["label"]
    _legend(axes, list(labels), tuple(USE[code] for code in labels.index), columns=2)
    return chart


def _bar(axes: Axes, y: int, parts: pd.DataFrame, colours: Sequence[str], *, centred: bool) -> None:
    if not _whole(parts) or len(parts) != len(colours):
        box = {"facecolor": "white", "edgecolor": "none", "pad": 2}
        axes.text(0 if centred else 0.5, y, "rozkładu nie podajemy", ha="center", va="center", color=MUTED, fontsize=10, bbox=box)
        return
    values = parts["value"].tolist()
    left = -_left(values) if centred else 0.0
    for value, colour in zip(values, colours, strict=True):
        hatch = "///" if colour == SECOND else None
        axes.barh(y, value, left=left, height=0.72, color=colour, edgecolor="white" if hatch else OUTLINE, linewidth=0.5, hatch=hatch)
        if value >= READABLE and not hatch:
            axes.text(left + value / 2, y, polish.number(100 * value), ha="center", va="center", fontsize=10, color=readable_on(colour))
        left += value


def _whole(parts: pd.DataFrame) -> bool:
    return bool(parts["status"].isin(SHOWN).all() and parts["value"].notna().all())


def _left(values: Sequence[float]) -> float:
    """Give what lies left of the middle; of a middle answer its half."""
    middle = len(values) // 2
    return sum(values[:middle]) + (values[middle] / 2 if len(values) % 2 else 0)


def _sides(rows: pd.DataFrame) -> float:
    parts = rows[~rows["answer"].isin(ENDS)]
    left = _left(parts["value"].tolist()) if _whole(parts) else 0.5
    return max(left, 1 - left)


def _text(rows: pd.DataFrame, answer: str) -> str:
    return share_text(pd.Series(rows.loc[answer])) if answer in rows.index else polish.DASH


def _respondents(parts: pd.DataFrame) -> str:
    n = pd.to_numeric(parts["n"]).max()
    return mark(parts.iloc[0]) if pd.isna(n) else polish.number(n)


def _columns(axes: Axes, y: float, texts: Sequence[str], **look: Any) -> None:
    """Write numbers beside the axes, each in its column."""
    for place, text in enumerate(texts):
        where: Any = {"xycoords": axes.get_yaxis_transform(), "xytext": (FIRST + COLUMN * place, 0), "textcoords": "offset points"}
        how: Any = {"ha": "center", "va": "center", "fontsize": 10.5, "color": INK, **look}
        axes.annotate(text, (1, y), annotation_clip=False, **where, **how)


def _dress(axes: Axes, items: Sequence[str], heads: Sequence[str], title: str) -> None:
    axes.set_yticks(range(len(items)), [wrapped(item, 30) for item in items])
    axes.set_ylim(len(items) - 0.45, -0.55)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    _columns(axes, -0.55, [wrapped(head, 14) for head in heads], va="bottom", fontsize=10, color=MUTED)
    if title:
        axes.set_title(wrapped(title, 60))


def _legend(axes: Axes, answers: Sequence[str], colours: Sequence[str], *, columns: int | None = None) -> None:
    handles = [
        Patch(
            facecolor=colour,
            edgecolor="white" if colour == SECOND else OUTLINE,
            linewidth=0.5,
            hatch="///" if colour == SECOND else None,
        )
        for colour in colours
    ]
    axes.legend(
        handles,
        [wrapped(answer, 17 if columns is None and sum(map(len, answers)) > IN_ONE_LINE else 40) for answer in answers],
        loc="upper center",
        bbox_to_anchor=(0.5, -0.02),
        ncols=columns or len(answers),
        fontsize=10,
        handlelength=1.1,
        columnspacing=0.9,
        handletextpad=0.4,
    )

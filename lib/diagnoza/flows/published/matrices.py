"""Tables of colours: who lives where and is served where, and how many are served at home; the number stands in every cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch, Rectangle

from diagnoza import polish
from diagnoza.charts import INK, MUTED, OTHERS, OUTLINE, SECOND, SHADES, new_figure, readable_on, wrapped
from diagnoza.flows.published import texts
from diagnoza.flows.published.select import FAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.flows.published.views import View
    from diagnoza.grid import Cell

MOST_PLACES = 25
"""With more places the greatest flows are tabulated instead."""
ROOMY = 7  # columns up to which a cell has room for a word
UPRIGHT = 13  # columns up to which numbers stand upright
LONGEST_SUM = 5  # signs of a sum that stands upright in a narrow column
LEVEL = 6  # columns up to which names stand level


@dataclass(frozen=True)
class Look:
    """How the cells of a table of colours are written: words or signs, upright or turned."""

    words: bool
    turned: bool


def fits(view: View) -> bool:
    """
    Tell whether all places of a service have room in one table.

    Parameters
    ----------
    view
        A service.
    """
    return max(len(view.origins), len(view.destinations)) <= MOST_PLACES


def plot_matrix(view: View) -> Figure:
    """
    Draw where users live against where they are served: numbers in colours of few to many, hidden cells hatched, sums apart.

    Parameters
    ----------
    view
        A service of at most `MOST_PLACES` places.
    """
    columns = [*view.destinations, ""]
    look = Look(words=len(columns) <= ROOMY + 1, turned=len(columns) > UPRIGHT + 1)
    heads = [*[view.names[code] for code in view.destinations], "razem"]
    handles = _handles(view, look)
    rows = [*[view.names[code] for code in view.origins], "razem"]
    chart, axes = _canvas(rows, heads, 0.46 if look.turned else 0.5, 0.5 + 0.25 * len(handles))
    most = float(view.known["users"].max()) if len(view.known) else 0.0
    for row in view.cells.to_dict("records"):
        at = (columns.index(row["destination"]), view.origins.index(row["origin"]))
        _users(axes, at, row, most, look)
        if row["origin"] == row["destination"] and row["origin"] not in FAR:
            axes.add_patch(Rectangle((at[0] - 0.46, at[1] - 0.44), 0.92, 0.88, fill=False, edgecolor=SECOND, linewidth=2.2, zorder=3))
    for y, code in enumerate(view.origins):
        _sum(axes, (len(columns) - 1, y), view.summed(code, "demand"), look)
    for x, code in enumerate(view.destinations):
        _sum(axes, (x, len(view.origins)), view.summed(code, "supply"), look)
    axes.set_xlabel("korzysta w", fontweight="bold", labelpad=8)
    axes.xaxis.set_label_position("top")
    axes.set_ylabel("mieszka w", fontweight="bold")
    chart.legend(handles=handles, loc="outside lower left", ncols=1)
    return chart


def plot_shares(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> Figure:
    """
    Draw which part of users is served in the municipality they live in: services in rows, municipalities in columns.

    Parameters
    ----------
    table
        Result of `across.at_home`: service, unit, value [0-1], status.
    names, labels
        Names of municipalities and of services by id, in the order to be drawn.
    """
    look = Look(words=len(names) <= ROOMY, turned=len(names) > UPRIGHT)
    kinds = [status for status in texts.SIGNS if status in set(table.loc[table["value"].isna(), "status"])]
    chart, axes = _canvas(list(labels.values()), [str(name) for name in names], 0.5, 0.2 if look.words else 0.5)
    codes, services = list(names.index), list(labels)
    for row in table.to_dict("records"):
        at = (codes.index(row["unit"]), services.index(row["service"]))
        if polish.is_missing(row["value"]):
            _lacking(axes, at, row["status"], look)
        else:
            _filled(axes, at, polish.percent(row["value"]), SHADES[min(4, int(5 * row["value"]))], turned=look.turned)
    if kinds and not look.words:
        chart.legend(handles=[_blank(status) for status in kinds], loc="outside lower left", ncols=len(kinds))
    return chart


def shade(value: float, most: float) -> str:
    """
    Choose a colour of few to many by the root of a number, so that great numbers do not leave all others pale.

    Parameters
    ----------
    value, most
        The number, and the greatest one.
    """
    return "white" if value <= 0 or most <= 0 else SHADES[min(4, int(5 * np.sqrt(value / most)))]


def _canvas(rows: Sequence[str], heads: Sequence[str], height: float, below: float) -> tuple[Figure, Axes]:
    narrow = len(heads) > LEVEL + 1
    lines = 1 if narrow else max(wrapped(head, 12).count("\n") + 1 for head in heads)
    above = max(len(head) for head in heads) * 0.085 if narrow else 0.2 * lines
    chart = new_figure(height * len(rows) + above + below)
    axes = chart.subplots()
    axes.set(xlim=(-0.5, len(heads) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    axes.set_yticks(range(len(rows)), [wrapped(row, 24) for row in rows])
    axes.set_xticks(range(len(heads)), heads if narrow else [wrapped(head, 12) for head in heads], rotation=90 if narrow else 0)
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return chart, axes


def _users(axes: Axes, at: tuple[int, int], row: Mapping[Any, Any], most: float, look: Look) -> None:
    if polish.is_missing(row["users"]):
        _lacking(axes, at, row["status"], look)
    else:
        _filled(axes, at, polish.number(row["users"]), shade(row["users"], most), turned=look.turned)


def _sum(axes: Axes, at: tuple[int, int], total: Cell, look: Look) -> None:
    """Write a sum without a colour, as it is of another size than the cells."""
    if not isinstance(total, str):
        text = polish.number(float(total or 0))
    else:
        signs = {texts.STATUSES[status]: sign for status, sign in texts.SIGNS.items()}
        text = total.replace(" ", "\n") if look.words else signs.get(total, total)
    turned = look.turned or (not look.words and len(text) > LONGEST_SUM)
    axes.text(*at, text, ha="center", va="center", fontsize=10.5, color=INK, rotation=90 if turned else 0, linespacing=1.0)


def _filled(axes: Axes, at: tuple[int, int], text: str, colour: str, *, turned: bool) -> None:
    box = ((at[0] - 0.48, at[1] - 0.46), 0.96, 0.92)
    axes.add_patch(Rectangle(*box, facecolor=colour, edgecolor=OUTLINE, linewidth=0.5))
    axes.text(*at, text, ha="center", va="center", fontsize=10.5, color=readable_on(colour), rotation=90 if turned else 0)


def _lacking(axes: Axes, at: tuple[int, int], status: object, look: Look) -> None:
    box, hidden = ((at[0] - 0.48, at[1] - 0.46), 0.96, 0.92), status == "protected"
    axes.add_patch(Rectangle(*box, facecolor="white", edgecolor=OTHERS, linewidth=0.5, hatch="///" if hidden else None))
    text = texts.word(status).replace(" ", "\n") if look.words else texts.SIGNS.get(str(status), "?")
    paper: Any = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    axes.text(*at, text, ha="center", va="center", fontsize=10.5, color=MUTED, bbox=paper, linespacing=1.0)


def _blank(status: str) -> Patch:
    label = f"{texts.SIGNS[status]} – {texts.STATUSES[status]}"
    return Patch(facecolor="white", edgecolor=OTHERS, hatch="///" if status == "protected" else None, label=label)


def _handles(view: View, look: Look) -> list[Patch]:
    label = "korzysta tam, gdzie mieszka; im ciemniejsze pole, tym więcej osób"
    home = Patch(facecolor="white", edgecolor=SECOND, linewidth=2.2, label=label)
    shown = set(view.cells.loc[view.cells["users"].isna(), "status"])
    return [home] if look.words else [home, *[_blank(status) for status in texts.SIGNS if status in shown]]

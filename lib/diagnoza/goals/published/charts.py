"""The matrix of fields and partners, and that of pairs of partners: a shade with a number or letter in every cell, readable in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch, Rectangle

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.charts import FAINT, INK, LINES, MUTED, OTHERS, OUTLINE, SHADES, new_figure, readable_on, wrapped
from diagnoza.goals.published import grids, select, texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.goals.published.select import Case
    from diagnoza.grid import Cell

MOST = 10
"""With more partners pairs are listed instead of drawn."""
UPRIGHT = 5
"""With more partners their names above the columns are slanted."""
EXPIRED, UNKNOWN, NOTHING = "w", "?", "b.d."
_FILLS = ("white", *SHADES[1:])
_ROW = 0.42  # inches
_LOOKS: dict[str, dict[str, Any]] = {
    EXPIRED: {"facecolor": "white", "edgecolor": OTHERS, "hatch": "\\\\\\"},
    UNKNOWN: {"facecolor": "white", "edgecolor": OTHERS, "hatch": "////"},
    NOTHING: {"facecolor": FAINT, "edgecolor": OUTLINE},
}


def plot_matrix(case: Case) -> Figure:
    """
    Draw how many goals that hold each partner has in each field, and beside it how many partners have one.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        A shade and a number; „w” hatched where all such goals are in documents that ended, „?” hatched where it is not known, „b.d.”
        grey where the partner delivered nothing.
    """
    told, names = grids.matrix(case), list(select.partners(case).values())
    chart = new_figure(_ROW * len(told) + 2.6)
    axes = chart.subplots()
    _frame(axes, names, [polish.upper_first(SECTORS[str(field)]) for field in told.index], room=1.55)
    for y, line in enumerate(told.to_numpy()):
        for x, cell in enumerate(line):
            _cell(axes, (x, y), cell)
    rows = case.goal_fields.set_index("field")
    for y, field in enumerate(told.index):
        one = rows.loc[field]
        count = texts.counted_range(int(one["having"]), int(one["having"] + one["unknown"]))
        words = wrapped(texts.KINDS[one["kind"]] + ("?" if one["kind"] != one["kind_high"] else ""), 15)
        axes.text(len(names) - 0.4, y, f"{count}: {words}", ha="left", va="center", fontsize=11, color=INK)
    chart.legend(handles=_handles(told), loc="outside lower left", ncols=2)
    return chart


def _frame(axes: Axes, columns: list[str], rows: list[str], *, room: float) -> None:
    axes.set(xlim=(-0.5, len(columns) - 0.5 + room * len(columns) / 5), ylim=(len(rows) - 0.5, -0.5))
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xticks(range(len(columns)), [wrapped(name, 11) for name in columns], rotation=90 if len(columns) > UPRIGHT else 0)
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _cell(axes: Axes, at: tuple[int, int], cell: Cell) -> None:
    """Draw a number in its shade, or a letter that the legend explains."""
    box = ((at[0] - 0.48, at[1] - 0.45), 0.96, 0.9)
    if isinstance(cell, int):
        colour = _FILLS[min(cell, len(_FILLS) - 1)]
        axes.add_patch(Rectangle(*box, facecolor=colour, edgecolor=OUTLINE if cell else LINES, linewidth=0.5))
        axes.text(*at, polish.number(cell), ha="center", va="center_baseline", fontsize=11, color=readable_on(colour) if cell else MUTED)
        return
    letter = {grids.ONLY_EXPIRED: EXPIRED, texts.UNKNOWN: UNKNOWN}.get(str(cell), NOTHING)
    axes.add_patch(Rectangle(*box, linewidth=0.5, **_LOOKS[letter]))
    paper: Any = {"facecolor": _LOOKS[letter]["facecolor"], "edgecolor": "none", "pad": 1.0}
    axes.text(*at, letter, ha="center", va="center_baseline", fontsize=11, color=INK, bbox=paper)


def _handles(told: Any) -> list[Patch]:
    """Explain what is drawn, and nothing else."""
    cells = {str(cell) for line in told.to_numpy() for cell in line if not polish.is_missing(cell)}
    handles = [Patch(facecolor=_FILLS[1], edgecolor=OUTLINE, label="liczba celów w dokumentach, które obowiązują")]
    if grids.ONLY_EXPIRED in cells:
        handles.append(Patch(**_LOOKS[EXPIRED], label=f"{EXPIRED} – cel tylko w dokumencie, który nie obowiązuje"))
    if texts.UNKNOWN in cells:
        handles.append(Patch(**_LOOKS[UNKNOWN], label=f"{UNKNOWN} – nie wiadomo, czy jest cel"))
    if told.isna().to_numpy().any():
        handles.append(Patch(**_LOOKS[NOTHING], label=f"{NOTHING} – partner nie dostarczył celów"))
    return handles


def plot_pairs(case: Case) -> Figure:
    """
    Draw how alike the fields of every two partners are.

    Parameters
    ----------
    case
        A partnership of 2 to `MOST` partners.

    Returns
    -------
        A triangle of percentages; a range, hatched, where not all is known.
    """
    names = select.partners(case)
    codes = list(names)
    rows = {frozenset((row["first"], row["second"])): row for row in select.pairs(case).to_dict("records")}
    chart = new_figure(0.5 * len(codes) + 1.4)
    axes = chart.subplots()
    _frame(axes, [names[code] for code in codes[:-1]], [names[code] for code in codes[1:]], room=0.0)
    for y, one in enumerate(codes[1:]):
        for x, other in enumerate(codes[: y + 1]):
            _share(axes, (x, y), rows[frozenset((one, other))])
    return chart


def _share(axes: Axes, at: tuple[int, int], row: Any) -> None:
    """Draw a share in its shade; a range is hatched, and what cannot be computed is grey."""
    box = ((at[0] - 0.48, at[1] - 0.45), 0.96, 0.9)
    if polish.is_missing(row["low"]):
        axes.add_patch(Rectangle(*box, linewidth=0.5, **_LOOKS[NOTHING]))
        axes.text(*at, polish.DASH, ha="center", va="center_baseline", fontsize=11, color=INK)
        return
    known = not polish.is_missing(row["jaccard"])
    colour = SHADES[min(int(row["low"] * len(SHADES)), len(SHADES) - 1)] if known else "white"
    look: Any = {"edgecolor": OUTLINE} if known else {"edgecolor": OTHERS, "hatch": "////"}
    axes.add_patch(Rectangle(*box, facecolor=colour, linewidth=0.5, **look))
    paper: Any = None if known else {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    text = texts.percent_range(row["low"], row["high"])
    axes.text(*at, text, ha="center", va="center_baseline", fontsize=11, color=readable_on(colour), bbox=paper)

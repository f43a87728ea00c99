"""Tables of colours with words: what the inventory knows, and which kind of gap a service has in a municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch, Rectangle

from diagnoza.charts import DIVERGING, INK, MUTED, OTHERS, OUTLINE, SECOND, SHADES, TEAL, new_figure, readable_on, wrapped
from diagnoza.polish import NBSP, is_missing
from diagnoza.services.gap import KINDS, ORGANISATION, RESOURCE, STRENGTH, UNASSESSED, VERIFY
from diagnoza.services.published.select import in_order, units
from diagnoza.services.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LETTERS = {STRENGTH: "M", ORGANISATION: "O", VERIFY: "S", RESOURCE: "B"}
COLOURS = {STRENGTH: TEAL, ORGANISATION: SECOND, VERIFY: SHADES[1], RESOURCE: DIVERGING[0]}
UNSURE = "?"
KNOWN = ("measured", "estimated", "partial")
GAPPED = ("partial", "no_data")
NARROW = 8  # columns from which cells have room for a sign only


def plot_completeness(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> Figure:
    """
    Draw how many kinds of resources the inventory has figures of, and of how many figures are lacking; nothing listed is hatched.

    Parameters
    ----------
    table
        Table `Completeness`.
    names
        Name of the municipalities by code, in the order to be drawn.
    labels
        Names of services.
    """
    services = in_order(table["service"], labels)
    chart, axes = _canvas(services, list(names.index), [str(name) for name in names], labels, 0.6)
    for (code, service), rows in table[table["teryt"].isin(list(names.index))].groupby(["teryt", "service"]):
        n, gapped = int(rows["status"].isin(KNOWN).sum()), int(rows["status"].isin(GAPPED).sum())
        colour = SHADES[round(n / len(RESOURCES) * 4)] if n else "white"
        at = (list(names.index).index(str(code)), services.index(str(service)))
        _cell(axes, at, _known(n, gapped, short=len(names) >= NARROW), colour)
    return chart


def plot_kinds(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> Figure:
    """
    Draw the kind of gap of each service in the partnership and in each municipality: letter and colour; not assessed is hatched.

    Parameters
    ----------
    table
        Result of `select.kinds`.
    names
        Name of the municipalities by code, in the order to be drawn.
    labels
        Names of services.
    """
    services, codes = in_order(table["service"], labels), units(names)
    heads = ["Partner-\nstwo", *[str(name) for name in names]] if len(codes) > 1 else [str(names.iloc[0])]
    chart, axes = _canvas(services, codes, heads, labels, 1.5)
    for row in table[table["teryt"].isin(codes)].to_dict("records"):
        at = (codes.index(row["teryt"]), services.index(row["service"]))
        if row["shown"] == UNASSESSED:
            _cell(axes, at, lacking(row) if len(codes) < NARROW else "–", "white")
        elif row["borrowed"]:
            _cell(axes, at, f"({LETTERS[row['shown']]})", "white", size=12, frame=COLOURS[row["shown"]])
        else:
            text = LETTERS[row["shown"]] + ("" if row["sure"] else UNSURE)
            _cell(axes, at, text, COLOURS[row["shown"]], size=13)
    handles = [Patch(facecolor=COLOURS[kind], edgecolor=OUTLINE, label=f"{letter} – {KINDS[kind]}") for kind, letter in LETTERS.items()]
    handles.append(Patch(facecolor="white", edgecolor=OTHERS, hatch="///", label="nie oceniono, z powodem"))
    chart.legend(handles=handles, loc="outside lower left", ncols=1)
    return chart


def lacking(row: Mapping[Any, Any]) -> str:
    """
    Say in a word or two which side of a gap is not known.

    Parameters
    ----------
    row
        A row of the table `Gaps`.
    """
    sides = [letter for letter, name in (("Z", "supply"), ("N", "needs_met")) if is_missing(row[name])]
    return "bez\n" + f"{NBSP}i{NBSP}".join(sides)


def _known(n: int, gapped: int, *, short: bool) -> str:
    """Say of how many kinds of resources there are figures, and of how many some are lacking."""
    if not n and not gapped:
        return "–" if short else "nie\nujęto"
    return str(n) if short else f"{n} z{NBSP}{len(RESOURCES)}" + (f"\nbraki: {gapped}" if gapped else "")


def _canvas(
    services: Sequence[str], codes: Sequence[str], heads: Sequence[str], labels: Mapping[str, str], below: float
) -> tuple[Figure, Axes]:
    chart = new_figure(0.5 * len(services) + 0.8 + below)
    axes = chart.subplots()
    axes.set(xlim=(-0.5, len(codes) - 0.5), ylim=(len(services) - 0.5, -0.5))
    axes.set_yticks(range(len(services)), [wrapped(labels[service], 30) for service in services])
    narrow = len(codes) >= NARROW
    axes.set_xticks(range(len(codes)), [wrapped(head, 12) for head in heads], rotation=90 if narrow else 0)
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return chart, axes


def _cell(axes: Axes, at: tuple[int, int], text: str, colour: str, *, size: float = 11, frame: str = "") -> None:
    plain = colour == "white" and not frame
    edge, width = (frame, 2.0) if frame else (OTHERS if plain else OUTLINE, 0.5)
    inset = 0.03 if frame else 0.0
    place = ((at[0] - 0.48 + inset, at[1] - 0.46 + inset), 0.96 - 2 * inset, 0.92 - 2 * inset)
    axes.add_patch(Rectangle(*place, facecolor=colour, edgecolor=edge, linewidth=width, hatch="///" if plain else None))
    paper: Any = {"facecolor": "white", "edgecolor": "none", "pad": 1.0} if plain else None
    ink = MUTED if plain else INK if frame else readable_on(colour)
    axes.text(*at, text, ha="center", va="center", fontsize=size, color=ink, bbox=paper, linespacing=1.05)

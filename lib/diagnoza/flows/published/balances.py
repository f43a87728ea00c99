"""How many come to a place to be served, how many leave it, and the balance of both, as far as it may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from diagnoza import polish
from diagnoza.charts import FAINT, INK, MUTED, OUTLINE, TEAL, new_figure, polish_ticks, wrapped
from diagnoza.flows.published import texts
from diagnoza.flows.published.select import FAR, POWIAT_DIGITS
from diagnoza.grid import Grid
from diagnoza.tables.flows import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.flows.published.views import View
    from diagnoza.grid import Cell

NET = "net_balance"
COLUMNS = ["unit", "inflow", "inflow_status", "outflow", "outflow_status", "net", "low", "high", "net_status", "flags"]
LEAST = "least"
"""Status of a number that is a lower bound."""


def balances(view: View) -> pd.DataFrame:
    """
    Gather what is known of who comes and who leaves, from published sums and cells only.

    Parameters
    ----------
    view
        A service.

    Returns
    -------
        One row per municipality and powiat, the greatest balance first, then those that are not compared, then those without one:
        `inflow` [persons served who live elsewhere], `outflow` [persons who live there and are served elsewhere], `net` with its range
        `low` to `high`, each with its status; "least": a lower bound. Persons whose other place is not known count in neither. A powiat
        has no residents of its own.
    """
    units = [code for code in view.destinations if code not in FAR]
    table = pd.DataFrame([_unit(view, code) for code in units], columns=COLUMNS)
    order = table.assign(net=table["net"].astype(float), last=table["net"].notna() & ~table["flags"].map(texts.comparable))
    ranked = order.sort_values(["last", "net"], ascending=[True, False], kind="stable", na_position="last", ignore_index=True)
    return pd.concat([ranked[ranked["net"].notna()], ranked[ranked["net"].isna()]], ignore_index=True)[COLUMNS]


def _unit(view: View, code: str) -> list[Any]:
    powiat = len(code) == POWIAT_DIGITS
    unknown = {"value": None, "low": None, "high": None, "status": "undefined" if powiat else "not_reported", "flags": ""}
    net = view.indicator(NET, code) or unknown
    outflow = (None, "undefined") if powiat else _elsewhere(view, code, "demand", [(code, code), (code, UNKNOWN)])
    inflow = _elsewhere(view, code, "supply", [(code, code), (UNKNOWN, code)])
    return [code, *inflow, *outflow, *[net[name] for name in ("value", "low", "high", "status", "flags")]]


def _elsewhere(view: View, code: str, side: str, without: Sequence[tuple[str, str]]) -> tuple[float | None, str]:
    """Take from a sum those served at home and those of unknown place; unknown as soon as one part is."""
    total = view.total(code)
    parts = [(total.get(side), str(total.get(f"{side}_status", "not_reported")))]
    parts += [(one["users"], str(one["status"])) for pair in without if (one := view.cell(*pair))]
    for value, status in parts:
        if polish.is_missing(value):
            return None, status if status in texts.STATUSES else "not_reported"
    first, *others = [float(value or 0) for value, _ in parts]
    return first - sum(others), LEAST if view.least(code, side) else "shown"


def plot_balances(table: pd.DataFrame, view: View) -> Figure:
    """
    Draw those who come to the right and those who leave to the left, the balance as a diamond with its range.

    Parameters
    ----------
    table, view
        Result of `balances`; the service.
    """
    chart = new_figure(0.46 * len(table) + 1.7)
    axes, told = chart.subplots(1, 2, sharey=True, width_ratios=[3.4, 1])
    for y, row in enumerate(table.to_dict("records")):
        gains = None if polish.is_missing(row["net"]) else row["net"] > 0
        for side, look, way in (("inflow", {"color": TEAL}, 1), ("outflow", {"color": FAINT, "hatch": "//"}, -1)):
            if polish.is_missing(row[side]) or not row[side]:
                _word(axes, (way, y), row, side, above=gains is (way > 0))
            else:
                axes.barh(y, way * row[side], height=0.56, edgecolor=OUTLINE, linewidth=0.6, zorder=2, **look)
        if not polish.is_missing(row["net"]):
            if not polish.is_missing(row["low"]):
                axes.plot([row["low"], row["high"]], [y, y], color=INK, linewidth=2, zorder=3)
            axes.plot([row["net"]], [y], marker="D", markersize=7, color="white", markeredgecolor=INK, markeredgewidth=1.6, zorder=4)
        told.text(0.02, y, _net(row), va="center", fontsize=10.5, color=INK if not polish.is_missing(row["net"]) else MUTED)
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(range(len(table)), [wrapped(view.names[code], 24) for code in table["unit"]])
    axes.set(ylim=(len(table) - 0.4, -0.6), xlabel="osoby")
    axes.margins(x=0.06)
    polish_ticks(axes, x=0)
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
    told.set_axis_off()
    told.set_title("saldo", fontsize=10.5)
    chart.legend(handles=_handles(), loc="outside lower left", ncols=2)
    return chart


def _word(axes: Axes, at: tuple[int, int], row: Mapping[Any, Any], side: str, *, above: bool) -> None:
    """Say in the place of a bar why it is not there; above its line where the balance is drawn on that side."""
    way, y = at
    status = row[f"{side}_status"]
    text = "0" if row[side] == 0 else texts.word(status)
    said: Any = {"fontsize": 10, "color": MUTED, "va": "center", "ha": "left" if way > 0 else "right", "zorder": 5}
    if status != "undefined":
        axes.annotate(text, (0, y), xytext=(5 * way, 10 if above else 0), textcoords="offset points", **said)


def _handles() -> list[Any]:
    return [
        Patch(facecolor=FAINT, edgecolor=OUTLINE, hatch="//", label="mieszkają tu, korzystają gdzie indziej"),
        Patch(facecolor=TEAL, edgecolor=OUTLINE, label="mieszkają gdzie indziej, korzystają tu"),
        Line2D([], [], color=INK, linewidth=2, marker="D", markersize=7, markerfacecolor="white", label="saldo i jego możliwy zakres"),
    ]


def _net(row: Mapping[Any, Any]) -> str:
    """Write a balance, its range in a second line, and whether there is something to be known of it."""
    if polish.is_missing(row["net"]):
        return texts.word(row["net_status"])
    told = texts.ranged(row["net"], row["low"], row["high"], signed=True).replace(" (", "\n(")
    return told if texts.comparable(row["flags"]) else f"{told}\nz zastrzeżeniem"


def balances_grid(table: pd.DataFrame, view: View) -> Grid:
    """
    Tabulate who comes, who leaves and the balance.

    Parameters
    ----------
    table, view
        Result of `balances`; the service.
    """
    rows = [
        [
            view.names[row["unit"]],
            _told(row["inflow"], row["inflow_status"]),
            _told(row["outflow"], row["outflow_status"]),
            _net(row).replace("\n", " "),
            texts.remarks([row["flags"]]) or polish.DASH,
        ]
        for row in table.to_dict("records")
    ]
    note = "Saldo = przyjeżdżający − wyjeżdżający, bez osób, których miejsca nie ustalono. Powiat nie ma własnych mieszkańców."
    return Grid(["Miejsce", "Przyjeżdżają", "Wyjeżdżają", "Saldo (zakres)", "Uwagi"], rows, note=texts.noted(note, rows))


def _told(value: float, status: object) -> Cell:
    return texts.at_least(value) if status == LEAST else texts.figure(value, status)

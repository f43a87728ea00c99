"""What a survey says of where a service is used: an estimate, in figures and tables of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.charts import FAINT, FOCUS, MUTED, new_figure, wrapped
from diagnoza.flows.published import texts
from diagnoza.flows.published.select import FAR, tabled
from diagnoza.grid import Grid

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from diagnoza.flows.published.select import Case
    from diagnoza.flows.published.views import View
    from diagnoza.grid import Cell


ESTIMATE = "Szacunek z ankiety, nie liczba z rejestru; przedział: od – do"
EVERYWHERE = "wszystkie miejsca"
SMALL = "mała podstawa"


def surveyed(case: Case, view: View) -> pd.DataFrame | None:
    """
    Give what the surveys say of a service, in the order of places; None where nothing is known.

    Parameters
    ----------
    case, view
        The partnership; the service.

    Returns
    -------
        Rows of `SurveyFlows`; of a municipality of which nothing is known one row, with every place as its destination.
    """
    table = tabled(case, "survey_flows")
    rows = None if table is None else table[table["service"].eq(view.service) & table["origin"].isin(view.members)]
    if rows is None or rows["share"].isna().all():
        return None
    order = {code: at for at, code in enumerate([*view.members, *view.destinations, *FAR])}
    places = rows.assign(first=rows["origin"].map(order), second=rows["destination"].map(order))
    ordered = places.sort_values(["first", "second"], kind="stable", na_position="last")[rows.columns]
    silent = ordered.groupby(["survey", "origin"])["share"].transform("count").eq(0)
    first = ordered[silent].drop_duplicates(["survey", "origin"]).index
    return ordered[~silent | ordered.index.isin(first)].assign(destination=ordered["destination"].mask(silent, EVERYWHERE))


def at_home(rows: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the shares of those who use a service where they live, as far as they are known.

    Parameters
    ----------
    rows
        Result of `surveyed`.
    """
    return rows[rows["origin"].eq(rows["destination"]) & rows["share"].notna()]


def plot_survey(rows: pd.DataFrame, view: View) -> Figure:
    """
    Draw the estimated share of those who use a service where they live, with its interval.

    Parameters
    ----------
    rows, view
        Result of `at_home`, not empty; the service.
    """
    chart = new_figure(0.42 * len(rows) + 1.0)
    axes = chart.subplots()
    for y, row in enumerate(rows.to_dict("records")):
        axes.plot([100 * row["low"], 100 * row["high"]], [y, y], color=FAINT, linewidth=6, solid_capstyle="round", zorder=2)
        small = row["status"] == "small"
        axes.plot([100 * row["share"]], [y], marker="o", markersize=8, color="white" if small else FOCUS, markeredgecolor=FOCUS, zorder=3)
        text = f"{polish.percent(row['share'])}{f' – {SMALL}' if small else ''}"
        axes.annotate(text, (100 * row["high"], y), xytext=(8, 0), textcoords="offset points", va="center", fontsize=10.5, color=MUTED)
    axes.set_yticks(range(len(rows)), [wrapped(view.names[code], 24) for code in rows["origin"]])
    axes.set(xlim=(0, 125), ylim=(len(rows) - 0.5, -0.5), xlabel="% użytkowników według ankiety; pas: przedział")
    axes.set_xticks(range(0, 101, 20))
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
    return chart


def title_survey(rows: pd.DataFrame, view: View) -> str:
    """
    Title the estimate by its range over the municipalities.

    Parameters
    ----------
    rows, view
        Result of `at_home`; the service.
    """
    ends = [polish.percent(rows["share"].min()), polish.percent(rows["share"].max())]
    told = ends[0] if ends[0] == ends[1] else f"od {ends[0]} do {ends[1]}"
    return f"{view.label}, szacunek z ankiety: na miejscu korzysta {told} użytkowników"


def balances(case: Case, view: View) -> pd.DataFrame | None:
    """
    Give the balances that the surveys estimate for a service; None where none is known.

    Parameters
    ----------
    case, view
        The partnership; the service.
    """
    table = tabled(case, "survey_balances")
    rows = None if table is None else table[table["service"].eq(view.service) & table["unit"].isin(view.members)]
    return (
        None if rows is None or rows["balance"].isna().all() else rows.sort_values("unit", key=lambda units: units.map(view.members.index))
    )


def balances_grid(rows: pd.DataFrame, view: View) -> Grid:
    """
    Tabulate the estimated balance between members, in per cent of the residents who use the service.

    Parameters
    ----------
    rows, view
        Result of `balances`; the service.
    """
    told: list[list[Cell]] = []
    for row in rows.to_dict("records"):
        if polish.is_missing(row["balance"]):
            told.append([view.names[row["unit"]], texts.word(row["status"]), polish.DASH, polish.DASH, polish.DASH])
        else:
            told.append([view.names[row["unit"]], *[100 * row[name] for name in ("balance", "low", "high")], _remark(row["status"])])
    note = f"Saldo = przyjeżdżający z innych gmin partnerstwa − wyjeżdżający do nich. {ESTIMATE} (założenie A11)."
    columns = ["Gmina", "Saldo (% mieszkańców, którzy korzystają)", "Od (%)", "Do (%)", "Uwaga"]
    return Grid(columns, told, signed=frozenset({1, 2, 3}), note=texts.noted(note, told))


def home_grid(rows: pd.DataFrame, view: View) -> Grid:
    """
    Tabulate the estimated share of those who use a service where they live.

    Parameters
    ----------
    rows, view
        Result of `at_home`; the service.
    """
    told: list[list[Cell]] = [
        [view.names[row["origin"]], 100 * row["share"], 100 * row["low"], 100 * row["high"], int(row["n"]), _remark(row["status"])]
        for row in rows.to_dict("records")
    ]
    return Grid(["Gmina", "Na miejscu (%)", "Od (%)", "Do (%)", "Odpowiedzi", "Uwaga"], told, note=f"{ESTIMATE} (założenie A11).")


def _remark(status: object) -> str:
    return SMALL if status == "small" else polish.DASH

"""How gains are spread over municipalities, so that levelling is visible: who gains, and who stands below the partnership in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.charts import FOCUS, LINES, OTHERS, SECOND, fitting, new_figure
from diagnoza.grid import Grid
from diagnoza.pieces import Drawn, Said
from diagnoza.synthesis.published.actions import actions
from diagnoza.synthesis.published.actions_grids import action
from diagnoza.synthesis.published.actions_select import Proposed

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.pieces import Piece
    from diagnoza.synthesis.published.actions_select import Case

HEAD = "## Komu służą działania"
ALONE = "Diagnoza obejmuje jedną gminę, więc podziału korzyści między partnerów nie ma."
NOBODY = "Dane nie pokazują, kto zyskałby na działaniach, dlatego podziału korzyści nie zestawiono."
CAUTION = (
    "Kropka mówi, że dane wskazują na korzyść, a nie, jak jest duża; gminy bez kropki mogą zyskać na tym, czego dane "
    "nie pokazują. Brak ramki znaczy, że gmina nie jest w tej sprawie poniżej partnerstwa albo że tego nie wiadomo."
)
TWO = 2
ROW, TOP = 0.36, 2.9  # inches
GAIN = "zyskuje"
TYPES = {
    "investment": "inwestycja",
    "joint_service": "wspólna usługa",
    "training": "szkolenie",
    "procedure": "zasady pracy",
    "information": "informacja",
    "cooperation": "współpraca",
    "exchange": "dobra praktyka",
    "programme_change": "zmiana dokumentu",
    "measure_next": "pomiar",
}
"""Kinds of actions in a word or two."""


def show(case: Case) -> list[Piece]:
    """
    Show who gains by which action, as a figure with the key gains; of a single municipality, that there is nothing to spread.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If nothing is proposed.
    """
    proposed = Proposed(case)
    rows = proposed.actions[proposed.actions["gaining"] > 0]
    if len(case.names) < TWO or rows.empty:
        return [Said(HEAD), Said(f"*{ALONE if len(case.names) < TWO else NOBODY}*")]
    marks, known = _marks(rows, case), counted(case.gains)
    about = (title(known), alt(rows, known, case), proposed.sources(rows), f"{actions(len(rows))} i {_municipalities(len(case.names))}")
    return [Said(HEAD), Drawn(plot_gains(rows, marks, case.names), gains_grid(rows, case), "gains", *about), Said(say_levelling(case))]


def _municipalities(n: int) -> str:
    return polish.counted(n, "gmina", "gminy", "gmin")


def counted(gains: pd.DataFrame) -> tuple[int, int, int, int]:
    """
    Count gains where it is known who stands below the partnership.

    Parameters
    ----------
    gains
        Table `Gains`.

    Returns
    -------
        Gains of those below, all such gains; municipalities below, all of which it is known – counted once per action that somebody
        gains by.
    """
    served = gains[gains.groupby("recommendation")["gains"].transform("max").eq(1)].dropna(subset="below")
    gaining = served[served["gains"].eq(1)]
    return int(gaining["below"].sum()), len(gaining), int(served["below"].sum()), len(served)


def title(known: tuple[int, int, int, int]) -> str:
    """
    Say in the title how many gains fall to those below.

    Parameters
    ----------
    known
        Result of `counted`.
    """
    if not known[1]:
        return "Kto zyskuje na działaniach"
    return f"Kto zyskuje na działaniach: {_of(known[0], known[1])} przypada gminom, które są w danej sprawie poniżej partnerstwa"


def _of(part: int, whole: int) -> str:
    return f"{polish.number(part)} z {polish.counted(whole, 'korzyści', 'korzyści', 'korzyści')}"


def say_levelling(case: Case) -> str:
    """
    Tell how many gains fall to those who stand below the partnership, beside how often municipalities stand below, and who gains nothing.

    Parameters
    ----------
    case
        The partnership.
    """
    below, gaining, stand, known = counted(case.gains)
    told = [CAUTION]
    if gaining:
        known_of = f"{_of(below, gaining)}, czyli {polish.percent(below / gaining)}"
        told += [f"Tam, gdzie wiadomo, kto jest poniżej partnerstwa, takim gminom przypada {known_of}."]
        told += [f"Gdyby korzyści rozkładały się niezależnie od tego, byłoby to {polish.percent(stand / known)}."]
    of_each = case.gains.groupby("teryt")["gains"].sum()
    none = [str(name) for code, name in case.names.items() if not of_each.get(code, 0)]
    told += [f"Żadne działanie nie wskazuje na korzyść dla: {', '.join(none)}."] if none else []
    return " ".join(told)


def _marks(rows: pd.DataFrame, case: Case) -> list[tuple[int, int, dict[Any, Any]]]:
    """Place each municipality of each action: column, row, and what is known of it."""
    at = {str(one): place for place, one in enumerate(rows["recommendation"])}
    column = {str(code): place for place, code in enumerate(case.names.index)}
    some = case.gains[case.gains["recommendation"].isin(list(at))]
    return [(column[str(row["teryt"])], at[str(row["recommendation"])], row) for row in some.to_dict("records")]


def plot_gains(rows: pd.DataFrame, marks: list[tuple[int, int, dict[Any, Any]]], names: pd.Series) -> Figure:
    """
    Draw actions against municipalities: a dot where one gains, a frame where it stands below the partnership.

    Parameters
    ----------
    rows
        Actions that somebody gains by.
    marks
        Column, row and the row of `Gains` of each municipality and action.
    names
        Names of municipalities by code.
    """
    chart = new_figure(ROW * len(rows) + TOP)
    axes = chart.subplots()
    axes.set(xlim=(-0.5, len(names) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    axes.set_yticks(range(len(rows)), [_label(row) for row in rows.to_dict("records")])
    axes.set_xticks(range(len(names)), [str(name) for name in names], rotation=90)
    axes.xaxis.tick_top()
    axes.grid(visible=True, color=LINES)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    for x, y, row in marks:
        _mark(axes, (x, y), row)
    chart.legend(handles=_handles(), loc="outside lower left", ncols=1)
    return chart


def _label(row: dict[Any, Any]) -> str:
    """Name an action in one line: its number, kind and field; the table above has its title."""
    return ": ".join([f"{row['number']}. {TYPES[row['type']]}", *([SECTORS[row["field"]]] if row["field"] else [])])


def _mark(axes: Axes, at: tuple[int, int], row: dict[Any, Any]) -> None:
    if row["gains"]:
        axes.plot(*at, marker="o", markersize=10, color=FOCUS, linestyle="none")
    else:
        axes.plot(*at, marker="o", markersize=3, color=OTHERS, linestyle="none")
    if not polish.is_missing(row["below"]) and row["below"]:
        axes.plot(*at, marker="s", markersize=17, markerfacecolor="none", markeredgecolor=SECOND, markeredgewidth=1.8, linestyle="none")


def _handles() -> list[Line2D]:
    look: dict[str, Any] = {"linestyle": "none"}
    frame: dict[str, Any] = {"marker": "s", "markersize": 15, "markerfacecolor": "none", "markeredgecolor": SECOND, "markeredgewidth": 1.8}
    return [
        Line2D([], [], marker="o", markersize=11, color=FOCUS, label="kropka: gmina zyskuje", **look),
        Line2D([], [], label="ramka: gmina jest w tej sprawie poniżej partnerstwa", **frame, **look),
        Line2D([], [], marker="o", markersize=3, color=OTHERS, label="punkt: dane nie wskazują korzyści", **look),
    ]


def alt(rows: pd.DataFrame, known: tuple[int, int, int, int], case: Case) -> str:
    """
    Describe the chart.

    Parameters
    ----------
    rows, known, case
        Actions that somebody gains by; result of `counted`; the partnership.
    """
    of_each = case.gains.groupby("teryt")["gains"].sum().reindex(case.names.index).fillna(0)
    parts = [f"gminom poniżej partnerstwa przypada {_of(known[0], known[1])}"] if known[1] else []
    parts += [f"{case.names[str(code)]}: {polish.number(n)}" for code, n in of_each.items()]
    return fitting(f"Tabela znaków: {actions(len(rows))} i {_municipalities(len(of_each))}, kto zyskuje;", parts)


def gains_grid(rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate what each municipality gains by each action, with the amount where it is known.

    Parameters
    ----------
    rows, case
        Actions that somebody gains by; the partnership.
    """
    by = {(str(row["recommendation"]), str(row["teryt"])): _cell(row) for row in case.gains.to_dict("records")}
    cells = [[action(row), *(by[str(row["recommendation"]), str(code)] for code in case.names.index)] for row in rows.to_dict("records")]
    return Grid(["Działanie", *(str(name) for name in case.names)], cells, note="Poniżej: gmina jest w tej sprawie poniżej partnerstwa.")


def _cell(row: dict[Any, Any]) -> str:
    """Write what one municipality gains."""
    amount = "" if polish.is_missing(row["amount"]) else f" ({row['unit']}: {polish.number(row['amount'])})"
    below = ", poniżej" if not polish.is_missing(row["below"]) and row["below"] else ""
    return f"{GAIN}{amount}{below}" if row["gains"] else f"nie wykazano{below}"

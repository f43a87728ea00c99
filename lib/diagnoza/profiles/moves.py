"""Where residents of a municipality use services, who comes to it, and what its balance with the other partners is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotDelivered
from diagnoza.flows.published import balances, money, select, texts, views
from diagnoza.flows.published.people import say_unit
from diagnoza.grid import Grid
from diagnoza.pieces import Said, Tabulated
from diagnoza.profiles.only import of_unit, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diagnoza.case import Case
    from diagnoza.flows.published.views import View
    from diagnoza.grid import Cell
    from diagnoza.pieces import Piece

NET = "Saldo = przyjeżdżający − wyjeżdżający, bez osób, których miejsca nie ustalono."
LEFT_OUT = "Pominięte: utajnione, niepodane lub bez kosztu."
UNKNOWN, ONE = "nie oszacowano", f"1{polish.NBSP}gmina"
ACCOUNTS = (
    ("due", money.DUE, "Szacunek rozliczeń z pozostałymi partnerami", money.FOR_TALKS),
    ("value", money.VALUE, "Wartość usług, za które nic się nie należy", money.NOTHING_OWED),
)


def show(case: Case, teryt: str) -> list[Piece]:
    """
    Tell where residents use every service, tabulate who comes and who leaves, and what the municipality would receive and pay.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If no flows were delivered.
    """
    seen = views.views(case)
    lines = [f"- {view.label} ({view.year} r.): {say_unit(view, teryt, case)}" for view in seen]
    n = polish.counted(len(seen), "usługa", "usługi", "usług")
    title = "Kto przyjeżdża do gminy po usługi, a kto z niej wyjeżdża"
    moved = Tabulated(balance_grid(seen, teryt), "m-balance", title, select.sources(case), n)
    return [moved, Said("\n".join(lines)), *_accounts(case, teryt)]


def balance_grid(seen: Sequence[View], teryt: str) -> Grid:
    """
    Tabulate the balance of each service: those who come, those who leave, and what is left.

    Parameters
    ----------
    seen, teryt
        Services; the municipality.
    """
    rows: list[list[Cell]] = []
    for view in seen:
        table = of_unit(balances.balances(view), teryt, "unit")
        rows += [[f"{view.label} ({view.year} r.)", *row[1:]] for row in balances.balances_grid(table, view).rows]
    return Grid(["Usługa", "Przyjeżdżają", "Wyjeżdżają", "Saldo (zakres)", "Uwagi"], rows, note=texts.noted(NET, rows))


def _accounts(case: Case, teryt: str) -> list[Piece]:
    """Show what the municipality would receive less what it would pay, and apart from it what is a value only."""
    pieces: list[Piece] = []
    for key, bases, title, purpose in ACCOUNTS:
        try:
            rows = of_unit(money.positions(case, bases), teryt, "unit")
        except NotDelivered:
            return []
        if len(rows):
            pieces.append(Tabulated(positions_grid(rows, case, purpose), f"m-{key}", title, money.sources(case), ONE))
    return pieces


def positions_grid(rows: pd.DataFrame, case: Case, purpose: str) -> Grid:
    """
    Tabulate the positions of the municipality; where every flow is left out its sums of nothing are not shown as zeros.

    Parameters
    ----------
    rows, case
        Rows of `SettlementPositions` of one municipality; the partnership.
    purpose
        What the amounts are for, Polish.
    """
    grid = without(money.positions_grid(rows, case), "Partner", f"{purpose} {LEFT_OUT}")
    nothing = rows[["receives", "pays"]].eq(0).all(axis=1) & rows["left_out"].gt(0)
    told = [[row[0], *[UNKNOWN] * 3, row[-1]] if hidden else row for row, hidden in zip(grid.rows, nothing, strict=True)]
    return replace(grid, rows=told)

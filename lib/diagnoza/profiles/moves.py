"""Where residents of a municipality use services, who comes to it, and what its balance with the other partners is."""

from __future__ import annotations

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

    from diagnoza.case import Case
    from diagnoza.flows.published.views import View
    from diagnoza.grid import Cell
    from diagnoza.pieces import Piece

NET = "Saldo = przyjeżdżający − wyjeżdżający, bez osób, których miejsca nie ustalono."
LEFT_OUT = "Pominięte: utajnione, niepodane lub bez kosztu."
ONE = f"1{polish.NBSP}gmina"
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
            grid = without(money.positions_grid(rows, case), "Partner", f"{purpose} {LEFT_OUT}")
            pieces.append(Tabulated(grid, f"m-{key}", title, money.sources(case), ONE))
    return pieces

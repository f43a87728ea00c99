"""Short tables of actions; what they rest on stands below them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.grid import Grid
from diagnoza.synthesis.recommendations.rules import LOW_COST, MEDIUM_COST

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.synthesis.published.actions_select import Proposed

COSTS = {"none": "bez kosztów", "low": "niski", "medium": "średni", "high": "wysoki", "unknown": "nieznany"}
TERMS = {"quick": "do pół roku", "short": "do dwóch lat", "long": "ponad dwa lata"}
NOT_MEASURED = "nie zmierzono"
TO_SET = "ustalą partnerzy"
NO_INDICATOR = "do ustalenia"
NOBODY = "nie wykazano"
ALL = "wszystkie gminy"
NO_COST = "Kosztów tych działań dane nie podają."
COST = 2
"""Place of the column of costs."""
HUNDRED = 100
"""From here on numbers are printed without decimals."""
TOGETHER = 4
"""Municipalities from which „all” is written in place of their names."""
NOTE = (
    f"Koszt w roku: niski do {polish.number(LOW_COST)} zł, średni do {polish.number(MEDIUM_COST)} zł; nieznany: dane go nie podają "
    "(założenie A29)."
)


def action(row: Mapping[Any, Any]) -> str:
    """
    Name an action with its number.

    Parameters
    ----------
    row
        A row of `Proposed.actions`.
    """
    return f"{row['number']}. {row['title']}"


def rests(row: Mapping[Any, Any], proposed: Proposed) -> str:
    """
    Tell the strength of an action and the numbers of its findings.

    Parameters
    ----------
    row, proposed
        A row of `Proposed.actions`; all of them.
    """
    numbers = [proposed.findings[key] for key in str(row["findings"]).split()]
    return f"{row['strength']}: {', '.join(numbers)}"


def who(row: Mapping[Any, Any], proposed: Proposed) -> str:
    """
    Name who gains, with the amount where it is known.

    Parameters
    ----------
    row, proposed
        A row of `Proposed.actions`; all of them.
    """
    gaining, names = proposed.gaining(str(row["recommendation"])), proposed.case.names
    if gaining.empty:
        return NOBODY
    if gaining["amount"].isna().all() and len(gaining) == len(names) and len(names) >= TOGETHER:
        return ALL
    told = [
        str(names[one["teryt"]]) + ("" if polish.is_missing(one["amount"]) else f": {_amount(one['amount'])}") for one in _rows(gaining)
    ]
    units = set(gaining["unit"]) - {""}
    return ", ".join(told) + (f" [{units.pop()}]" if units else "")


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")


def _amount(value: float) -> str:
    return polish.number(value, 0 if float(value).is_integer() or abs(value) >= HUNDRED else 1)


def indicator(row: Mapping[Any, Any]) -> str:
    """
    Tell what an action is measured by, its value now and the one to reach.

    Parameters
    ----------
    row
        A row of `Proposed.actions`.
    """
    if not row["indicator"]:
        return NO_INDICATOR
    now = NOT_MEASURED if polish.is_missing(row["baseline"]) else f"jest {_amount(row['baseline'])}"
    target = TO_SET if polish.is_missing(row["target"]) else _amount(row["target"])
    return f"{row['indicator']} [{row['unit']}]: {now}, cel {target}"


def actions_grid(rows: pd.DataFrame, proposed: Proposed) -> Grid:
    """
    Tabulate actions: who gains, cost where it is known of any, term, indicator, what they rest on.

    Parameters
    ----------
    rows, proposed
        Rows of `Proposed.actions`; all of them.
    """
    cells: list[list[Cell]] = [
        [action(row), who(row, proposed), COSTS[row["cost"]], TERMS[row["term"]], indicator(row), rests(row, proposed)]
        for row in _rows(rows)
    ]
    columns = ["Działanie", "Kto zyskuje", "Koszt", "Termin", "Wskaźnik", "Siła: wnioski"]
    if rows["cost"].ne("unknown").any():
        return Grid(columns, cells, note=NOTE)
    return Grid([*columns[:COST], *columns[COST + 1 :]], [[*row[:COST], *row[COST + 1 :]] for row in cells], note=NO_COST)


def training_grid(rows: pd.DataFrame, proposed: Proposed) -> Grid:
    """
    Tabulate the training plan: topic, audience, headcount.

    Parameters
    ----------
    rows, proposed
        As in `actions_grid`.
    """
    cells: list[list[Cell]] = [
        [
            action(row),
            row["audience"],
            who(row, proposed),
            None if polish.is_missing(row["headcount"]) else int(row["headcount"]),
            rests(row, proposed),
        ]
        for row in _rows(rows)
    ]
    note = "Osoby: etaty w jednostkach, których dotyczy szkolenie, zaokrąglone w górę; liczby osób w danych nie ma (założenie A29)."
    return Grid(["Szkolenie", "Dla kogo", "Gminy", "Osoby", "Siła: wnioski"], cells, note=note)


def measuring_grid(rows: pd.DataFrame, proposed: Proposed) -> Grid:
    """
    Tabulate what to measure next.

    Parameters
    ----------
    rows, proposed
        As in `actions_grid`.
    """
    cells: list[list[Cell]] = [[action(row), indicator(row), rests(row, proposed)] for row in _rows(rows)]
    return Grid(["Co zmierzyć", "Wskaźnik", "Siła: wnioski"], cells, note="Siła odnosi się do wniosku, z którego wynika pytanie.")

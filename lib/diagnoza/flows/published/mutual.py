"""How even it is what two municipalities do for each other's residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.flows.published.select import tabled, unit_name
from diagnoza.grid import Grid

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.flows.published.select import Case
    from diagnoza.grid import Cell

COLUMNS = [
    "Pierwsza gmina",
    "Druga gmina",
    "Mieszkańcy pierwszej w drugiej (zł)",
    "Mieszkańcy drugiej w pierwszej (zł)",
    "Wzajemność ogółem (0–1)",
    "Wzajemność w każdej usłudze (0–1)",
    "Usługi",
    "Pominięte usługi",
]
INDEX = (
    "Wskaźnik Grubela–Lloyda: 1 – tyle samo w obie strony, 0 – tylko w jedną. To wartość usług, a nie należność. Pominięte: przepływ "
    "między tymi gminami utajniono, nie podano go albo nie ma kosztu."
)


def known(case: Case) -> pd.DataFrame | None:
    """
    Give the pairs of which something is known both ways, the greatest value first; None where there are none.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Rows of `MutualBenefit`.
    """
    table = tabled(case, "mutual_benefit")
    rows = None if table is None else table[table["services"].gt(0)]
    if rows is None or rows.empty:
        return None
    order = (rows["first_uses"] + rows["second_uses"]).sort_values(ascending=False, kind="stable").index
    return rows.loc[order]


def mutual_grid(rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate what residents of either municipality use in the other, and how even it is.

    Parameters
    ----------
    rows, case
        Result of `known`; the partnership.
    """
    told: list[list[Cell]] = [
        [
            unit_name(row["first"], case),
            unit_name(row["second"], case),
            row["first_uses"],
            row["second_uses"],
            row["over_services"],
            row["within_services"],
            int(row["services"]),
            int(row["left_out"]),
        ]
        for row in rows.to_dict("records")
    ]
    return Grid(COLUMNS, told, {4: 2, 5: 2}, note=INDEX)

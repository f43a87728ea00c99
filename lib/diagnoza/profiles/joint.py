"""The conclusions that name a municipality, and what joint actions would bring it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.grid import Grid
from diagnoza.pieces import Said, Tabulated
from diagnoza.profiles.only import of_unit, without
from diagnoza.synthesis.published import texts
from diagnoza.synthesis.published.actions_grids import TERMS, action
from diagnoza.synthesis.published.actions_select import Proposed

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.case import Case
    from diagnoza.grid import Cell
    from diagnoza.pieces import Piece

MOST = 10
"""Findings that a profile lists; they stand in the order of the report, the strongest first."""
PUBLIC = "statistics"
NO_FINDINGS = "Żaden wniosek nie dotyczy tej gminy z osobna; wnioski o całym partnerstwie zawiera raport."
NO_GAINS = "Dane nie wskazują, by któreś z proponowanych działań przyniosło korzyść właśnie tej gminie."
SAME_NUMBERS = "Numery wniosków są te same co w raporcie."
SAID_ABOVE = "Pominięto wnioski ze statystyki publicznej: to, o czym mówią, zawierają poprzednie części profilu."
BELOW = {1: "tak", 0: "nie"}
NOTE = "Numery działań są te same co w raporcie."
DASHES = "Kreska: nie da się tego wyrazić liczbą albo porównać."


def show_findings(case: Case, teryt: str) -> list[Piece]:
    """
    List the findings that name the municipality, at most `MOST`; of a partnership of one, all but those of public figures.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If there is none.
    """
    numbers, table, alone = texts.numbered(case.findings), case.findings, len(case.names) == 1
    own = table[table["line"].ne(PUBLIC) if alone else table["units"].str.split().map(lambda units: teryt in units).astype(bool)]
    if own.empty:
        raise NotApplicable(NO_FINDINGS)
    lines = [
        f"- **{numbers[row['finding']]}. {texts.topic(row)}.** {texts.sentence(row)} *{texts.about(row)}*"
        for row in own.head(MOST).to_dict("records")
    ]
    rest = len(own) - len(lines)
    told = [SAME_NUMBERS, *([SAID_ABOVE] if alone and len(own) < len(table) else [])]
    told += [f"Tu są najmocniejsze; raport zawiera jeszcze {polish.counted(rest, 'wniosek', 'wnioski', 'wniosków')}."] if rest else []
    return [Said(" ".join(told)), Said("\n".join(lines))]


def show_gains(case: Case, teryt: str) -> list[Piece]:
    """
    Tabulate the actions that the municipality would gain by.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If there is none.
    """
    own = of_unit(case.gains, teryt)
    gained = own[own["gains"].eq(1)].set_index("recommendation")
    if gained.empty:
        raise NotApplicable(NO_GAINS)
    proposed = Proposed(case)
    rows = proposed.actions[proposed.actions["recommendation"].isin(gained.index)]
    n = polish.counted(len(rows), "działanie", "działania", "działań")
    title = "Działania, z których gmina by skorzystała"
    return [Tabulated(gains_grid(rows, gained), "m-gains", title, proposed.sources(rows), n)]


def gains_grid(rows: pd.DataFrame, gained: pd.DataFrame) -> Grid:
    """
    Tabulate actions with what the municipality would gain; a column that would have no value in any row is left out.

    Parameters
    ----------
    rows
        Rows of `Proposed.actions`.
    gained
        Rows of `Gains` of the municipality, by action.
    """
    cells = [_row(row, gained.loc[row["recommendation"]]) for row in rows.to_dict("records")]
    heads = ["Działanie", "Korzyść [jednostka]", "Poniżej partnerstwa w tej sprawie", "Termin", "Siła"]
    grid = Grid(heads, cells)
    for at, head in enumerate(heads):
        if all(row[at] == polish.DASH for row in cells):
            grid = without(grid, head)
    dashed = any(cell == polish.DASH for row in grid.rows for cell in row)
    return replace(grid, note=f"{NOTE} {DASHES}" if dashed else NOTE)


def _row(row: dict[Any, Any], gain: pd.Series) -> list[Cell]:
    amount = polish.DASH
    if not polish.is_missing(gain["amount"]):
        unit = f" [{gain['unit']}]" if gain["unit"] else ""
        amount = f"{polish.number(gain['amount'], 0 if float(gain['amount']).is_integer() else 1)}{unit}"
    below = polish.DASH if polish.is_missing(gain["below"]) else BELOW[int(gain["below"])]
    return [action(row), amount, below, TERMS[row["term"]], row["strength"]]

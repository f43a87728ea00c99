"""The published tables of the context: Polish headers over finished measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.context.indicators import DIMENSIONS, INDICATORS
from diagnoza.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_SIDE = "nie oceniamy"
NO_SPREAD = "nie dotyczy"  # all municipalities of the group have the same value
ABOUT = "Miejsce w grupie odczytano w przybliżeniu z rozkładu krajowego (założenie A4)."


def position_grid(placed: pd.DataFrame, names: pd.Series, *, dimension: str = "", national: bool) -> Grid:
    """
    Tabulate values with their place in the comparison group.

    Parameters
    ----------
    placed
        Result of `position.positions`.
    names
        Name by code, in the order of the rows.
    dimension
        S, G or P; without it all indicators.
    national
        Whether the place is exact and has a rank.

    Returns
    -------
    Grid
        One row per indicator and municipality.
    """
    rows: list[list[Any]] = []
    digits = {}
    for name, indicator in INDICATORS.items():
        if dimension and indicator.dimension != dimension:
            continue
        of_one = placed[placed["indicator"].eq(name)].set_index("teryt")
        for code in [code for code in names.index if code in of_one.index]:
            row = of_one.loc[code]
            digits[len(rows)] = indicator.decimals
            first = [indicator.label, str(names[code])] if len(names) > 1 else [indicator.label]
            rank = None if polish.is_missing(row["rank"]) else f"{polish.number(row['rank'])} z {polish.number(row['n'])}"
            rows.append(
                [
                    *first,
                    str(row["year"]),
                    row["value"],
                    row["median"],
                    NO_SPREAD if row["sd"] == 0 else row["z"] if indicator.direction else NO_SIDE,
                    NO_SPREAD if row["sd"] == 0 else row["favourable_to"],
                    *([rank] if national else []),
                ]
            )
    first = ["Wskaźnik", "Gmina"] if len(names) > 1 else ["Wskaźnik"]
    columns = [
        *first,
        "Rok",
        "Wartość",
        "Mediana grupy",
        "Pozycja (z)",
        "Korzystniej niż (% gmin)",
        *(["Miejsce w grupie"] if national else []),
    ]
    shift = len(first)
    notes = "Dla wskaźników, których nie oceniamy, podano odsetek gmin z wartością niższą."
    note = notes if national else f"{notes} {ABOUT}"
    return Grid(columns, rows, {shift + 3: 2, shift + 4: 0}, digits, frozenset({shift + 3}), note, grouped=len(names) > 1)


def index_grid(index: pd.DataFrame, names: pd.Series) -> Grid:
    """
    Tabulate the synthetic index of level and change.

    Parameters
    ----------
    index
        Result of `position.synthetic_index`.
    names
        Name by code, in the order of the rows.

    Returns
    -------
    Grid
        One row per municipality and dimension, with the number of indicators that entered.
    """
    labels = {**{key: f"wymiar {word}" for key, word in DIMENSIONS.items()}, "all": "wszystkie wymiary"}
    rows: list[list[Any]] = [
        [str(names[code]), labels[str(row.dimension)], row.level, row.n_level, row.change, row.n_change]
        for code in names.index
        for row in index[index["teryt"].eq(code)].itertuples()
    ]
    columns = ["Gmina", "Wymiar", "Poziom (z)", "Wskaźniki poziomu", "Zmiana (z)", "Wskaźniki zmiany"]
    note = "Wskaźnik syntetyczny (metoda własna), założenie A6. Zero oznacza średnią gmin tego samego typu."
    return Grid(columns, rows, {2: 2, 3: 0, 4: 2, 5: 0}, signed=frozenset({2, 4}), note=note, grouped=True)


def history_grid(history: pd.DataFrame, names: pd.Series) -> Grid:
    """
    Tabulate one indicator over the years: years in rows, municipalities in columns.

    Parameters
    ----------
    history
        Rows of one indicator: teryt, year, value.
    names
        Name by code, in the order of the columns.
    """
    wide = history.pivot(index="year", columns="teryt", values="value").reindex(columns=list(names.index))
    indicator = INDICATORS[str(history["indicator"].iloc[0])]
    rows = [[str(year), *values] for year, values in zip(wide.index, wide.to_numpy().tolist(), strict=True)]
    digits = dict.fromkeys(range(1, len(names) + 1), indicator.decimals)
    return Grid(["Rok", *[str(name) for name in names]], rows, digits, note=f"Jednostka: {indicator.unit}.")


def inequality_grid(measured: pd.DataFrame) -> Grid:
    """
    Tabulate the differences between partners in the first and the newest year.

    Parameters
    ----------
    measured
        Result of `inequality.inequality`.
    """
    rows: list[list[Any]] = []
    digits = {}
    for name, indicator in INDICATORS.items():
        of_one = measured[measured["indicator"].eq(name)].sort_values("year") if indicator.levelled else measured.head(0)
        for position in dict.fromkeys([0, len(of_one) - 1]) if len(of_one) else []:
            row = of_one.iloc[position]
            digits[len(rows)] = indicator.decimals
            spread = [row["cv"], row["gini"], row["ratio"]] if row["lowest"] > 0 else ["nie dotyczy"] * 3
            rows.append([indicator.label, str(int(row["year"])), row["mean"], row["lowest"], row["highest"], *spread])
    columns = [
        "Wskaźnik",
        "Rok",
        "Średnia ważona",
        "Najniższa",
        "Najwyższa",
        "Ważony wsp. zmienności",
        "Ważony wsp. Giniego",
        "Najwyższa / najniższa",
    ]
    note = "Nie dotyczy: miary różnic wymagają wartości dodatnich (założenie A7)."
    return Grid(columns, rows, {5: 3, 6: 3, 7: 2}, digits, note=note, grouped=True)


def yearly_grid(measured: pd.DataFrame) -> Grid:
    """
    Tabulate the history of the differences, every year.

    Parameters
    ----------
    measured
        Result of `inequality.inequality`, rows with a CV.
    """
    rows: list[list[Any]] = [[INDICATORS[str(row.indicator)].name, str(row.year), row.cv, row.gini] for row in measured.itertuples()]
    return Grid(["Wskaźnik", "Rok", "Ważony wsp. zmienności", "Ważony wsp. Giniego"], rows, {2: 3, 3: 3}, grouped=True)


def distance_grid(measured: pd.DataFrame, names: pd.Series, *, target: str) -> Grid:
    """
    Tabulate how far each municipality is from the target and what would bring it there.

    Parameters
    ----------
    measured
        Result of `inequality.distances`.
    names
        Name by code, in the order of the rows.
    target
        Polish header of the column of targets.
    """
    rows: list[list[Any]] = []
    digits = {}
    for name, indicator in INDICATORS.items():
        of_one = measured[measured["indicator"].eq(name)].set_index("teryt")
        for code in [code for code in names.index if code in of_one.index]:
            row = of_one.loc[code]
            digits[len(rows)] = indicator.decimals
            first = [indicator.label, str(names[code])] if len(names) > 1 else [indicator.label]
            rows.append([*first, str(int(row["year"])), row["value"], row["target"], row["difference"], _needed(row, name)])
    first = ["Wskaźnik", "Gmina"] if len(names) > 1 else ["Wskaźnik"]
    columns = [*first, "Rok", "Wartość", target, "Różnica", "Co wyrównałoby różnicę"]
    return Grid(columns, rows, {}, digits, signed=frozenset({len(first) + 3}), note="Założenie A8.", grouped=len(names) > 1)


def _needed(row: pd.Series, name: str) -> str:
    if row["shortfall"] <= 0:
        return "sytuacja nie gorsza od średniej"
    if polish.is_missing(row["amount"]):
        return "różnicy nie przelicza się na jednostki"
    return closing(row, name)


def closing(row: pd.Series, name: str) -> str:
    """
    Say what would close a shortfall, in units.

    Parameters
    ----------
    row
        A row of `inequality.distances` with an amount.
    name
        Identifier of the indicator.
    """
    indicator = INDICATORS[name]
    return f"{polish.counted(row['amount'], *indicator.counts)} {indicator.remedy}"


def formula_grid() -> Grid:
    """Tabulate what each indicator means and how it is computed."""
    sides = {1: "więcej znaczy korzystniej", -1: "mniej znaczy korzystniej", 0: "opisujemy, nie oceniamy"}
    rows = [[one.label, DIMENSIONS[one.dimension], one.formula, sides[one.direction]] for one in INDICATORS.values()]
    return Grid(["Wskaźnik", "Wymiar", "Wzór", "Kierunek"], rows)


def count_indicators() -> str:
    """Count the indicators: "8 wskaźników"."""
    return polish.counted(len(INDICATORS), "wskaźnik", "wskaźniki", "wskaźników")


def histories_grid(histories: Sequence[pd.DataFrame]) -> Grid:
    """
    Tabulate several indicators of one municipality: years in rows, indicators in columns.

    Parameters
    ----------
    histories
        Rows of one indicator each.
    """
    series = {str(one["indicator"].iloc[0]): one.set_index("year")["value"] for one in histories}
    wide = pd.DataFrame(series).sort_index()
    rows = [[str(year), *values] for year, values in zip(wide.index, wide.to_numpy().tolist(), strict=True)]
    digits = {column: INDICATORS[name].decimals for column, name in enumerate(series, start=1)}
    return Grid(["Rok", *[INDICATORS[name].label for name in series]], rows, digits)

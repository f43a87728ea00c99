"""The published tables of one service: who lives where and is served where, how far places serve themselves, load, what a survey says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.flows.published import texts
from diagnoza.flows.published.select import FAR
from diagnoza.grid import Grid, explained, lettered
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.flows.published.views import View
    from diagnoza.grid import Cell

HOME, LOCAL, WITHIN, DEPENDENCE = "self_sufficiency", "local_use", "partnership_sufficiency", "dependency"
PAIRS = 40
"""Greatest flows tabulated where a matrix has no room."""
NO_OUTSIDE = (
    "Nie wykazano nikogo, kto korzysta poza partnerstwem; jeśli tego nie badano, udział korzystających na miejscu to górna granica."
)
WITHOUT_UNKNOWN = "Udziały liczymy bez osób, których miejsca nie ustalono."
SURVEY_NOTE = (
    "Udział z ankiety to szacunek: część użytkowników usługi, którzy wskazali to miejsce; w nawiasie jego przedział (założenie A11). "
    "Liczb policzonych i szacunku nie łączymy."
)


def matrix_grid(view: View) -> Grid:
    """
    Tabulate who lives where (rows) and is served where (columns), with sums.

    Parameters
    ----------
    view
        A service.
    """
    rows: list[list[Cell]] = []
    for origin in view.origins:
        cells = [view.cell(origin, destination) for destination in view.destinations]
        told = [texts.figure(one["users"], one["status"]) for one in cells]
        rows.append([view.names[origin], *told, view.summed(origin, "demand")])
    rows.append(["Razem (korzystają tu)", *[view.summed(code, "supply") for code in view.destinations], polish.DASH])
    columns = ["Mieszka w – korzysta w:", *[view.names[code] for code in view.destinations], "Razem (mieszkają tu)"]
    return Grid(columns, rows, note=texts.noted("", rows))


def pairs_grid(view: View) -> Grid:
    """
    Tabulate the greatest flows between two places, where there are too many for a matrix.

    Parameters
    ----------
    view
        A service.
    """
    between = view.known[view.known["origin"].ne(view.known["destination"]) & view.known["users"].gt(0)]
    rows = between.sort_values(["users", "origin", "destination"], ascending=[False, True, True]).head(PAIRS)
    left = len(between) - len(rows)
    note = f"Pominięto {polish.counted(left, 'mniejszy przepływ', 'mniejsze przepływy', 'mniejszych przepływów')}." if left else ""
    return flows_grid(rows, view, note=note)


def flows_grid(rows: pd.DataFrame, view: View, *, note: str = "") -> Grid:
    """
    Tabulate some flows.

    Parameters
    ----------
    rows, view
        Rows of `View.cells`; the service.
    note
        Polish remark under the table.
    """
    told: list[list[Cell]] = [
        [view.names[row["origin"]], view.names[row["destination"]], texts.figure(row["users"], row["status"])]
        for row in rows.to_dict("records")
    ]
    return Grid(["Mieszka w", "Korzysta w", "Osoby"], told, note=texts.noted(note, told))


def sufficiency_grid(view: View) -> Grid:
    """
    Tabulate how far each place serves its own residents, and on whom it depends.

    Parameters
    ----------
    view
        A service.
    """
    rows: list[list[Cell]] = []
    codes = [one for one in view.destinations if one not in FAR]
    indicators = {code: {name: view.indicator(name, code) for name in (HOME, LOCAL, WITHIN, DEPENDENCE)} for code in codes}
    flags = {code: texts.remarks(row.get("flags", "") for row in measured.values()) for code, measured in indicators.items()}
    letters = lettered(flags.values())
    for code, measured in indicators.items():
        told = [texts.share(measured[name]) for name in (HOME, WITHIN, LOCAL)] if code in view.members else _of_powiat(measured)
        sums = [view.summed(code, side) if code in view.members or side == "supply" else texts.UNDEFINED for side in ("demand", "supply")]
        other = depends(measured[DEPENDENCE], view) if code in view.members else texts.UNDEFINED
        name = f"{view.names[code]} ({letters[flags[code]]})" if flags[code] else view.names[code]
        rows.append([name, *sums, *told, other])
    columns = [
        "Miejsce",
        "Mieszkańcy, którzy korzystają",
        "Osoby obsługiwane",
        "Mieszkańcy: na miejscu",
        "Mieszkańcy: w partnerstwie",
        "Obsługiwani: miejscowi",
        "Najważniejszy inny partner",
    ]
    return Grid(columns, rows, note=f"{texts.noted(_ranges(view), rows)} {explained(letters)}".strip())


def _of_powiat(measured: Mapping[str, Mapping[Any, Any]]) -> list[str]:
    """Write the shares of a powiat, which has no residents of its own."""
    return [texts.UNDEFINED, texts.UNDEFINED, texts.share(measured[LOCAL]) if measured[LOCAL] else texts.UNDEFINED]


def _ranges(view: View) -> str:
    note = "W nawiasie możliwy zakres: co dopuszczają rozbieżne dane, osoby bez ustalonego miejsca i dane, których nie podano."
    if UNKNOWN in {*view.origins, *view.destinations}:
        note += f" {WITHOUT_UNKNOWN}"
    return note if OUTSIDE in view.destinations else f"{note} {NO_OUTSIDE}"


def depends(row: Mapping[Any, Any], view: View) -> str:
    """
    Name the place that most residents use beside their own, with their share.

    Parameters
    ----------
    row, view
        An indicator with `other`; the service.
    """
    if not row or polish.is_missing(row["value"]):
        return texts.word(row.get("status", "not_reported"))
    if not row["other"] or not row["value"]:
        return "żadne"
    return f"{view.names.get(row['other'], row['other'])}: {texts.share(row)}"


def use_grid(used: pd.DataFrame, view: View) -> Grid:
    """
    Tabulate load against capacity, waiting and cost.

    Parameters
    ----------
    used, view
        Rows of `FlowUse`; the service.
    """
    rows: list[list[Cell]] = []
    for row in used.to_dict("records"):
        total, served = view.total(row["unit"]), row["served"]
        known = not polish.is_missing(served)
        load = polish.percent(row["utilisation"]) if known and not polish.is_missing(row["utilisation"]) else None
        told = [texts.figure(served, total.get("supply_status", "not_reported")), row["capacity"], load, row["waiting"], row["unit_cost"]]
        rows.append([view.names.get(row["unit"], row["unit"]), *told])
    columns = ["Miejsce", "Osoby obsługiwane", "Miejsca", "Wykorzystanie", "Oczekujący", "Koszt na osobę w ciągu roku (zł)"]
    note = "Wykorzystanie = osoby obsługiwane / miejsca. Brak danych to nie zero: liczby nie podano albo nie można jej ogłosić."
    return Grid(columns, rows, note=texts.noted(note, rows))


def survey_grid(surveyed: pd.DataFrame, view: View) -> Grid:
    """
    Tabulate where respondents use a service, with the interval, beside those who were counted.

    Parameters
    ----------
    surveyed, view
        Rows of `SurveyFlows`; the service, whose counted flows may lack the pair.
    """
    rows: list[list[Cell]] = []
    for row in surveyed.to_dict("records"):
        known = not polish.is_missing(row["share"])
        told = texts.share(row | {"value": row["share"]}) + (" – mała podstawa" if row["status"] == "small" else "")
        names = [view.names.get(row[side], FAR.get(row[side], row[side])) for side in ("origin", "destination")]
        n = int(row["n"]) if known and not polish.is_missing(row["n"]) else polish.DASH
        rows.append([*names, told, n, _counted(view, row)])
    columns = ["Mieszka w", "Korzysta w", "Szacunek z ankiety", "Odpowiedzi", "Policzone w rejestrach"]
    return Grid(columns, rows, note=texts.noted(SURVEY_NOTE, rows), grouped=True)


def _counted(view: View, row: Mapping[Any, Any]) -> str:
    """Write a counted flow with the sum of its row."""
    cell = view.cell(row["origin"], row["destination"])
    if not cell or polish.is_missing(cell["users"]):
        return texts.word(cell.get("status", "not_reported"))
    total = view.summed(row["origin"], "demand")
    whole = f" {texts.out_of(total)}" if isinstance(total, float) else ""
    return f"{polish.number(cell['users'])}{whole}"

"""The published tables of documents, fields, pairs, coders, and the voivodeship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.goals.published import select, texts
from diagnoza.grid import Grid
from diagnoza.tables.goals import KINDS

if TYPE_CHECKING:
    from diagnoza.goals.published.select import Case
    from diagnoza.grid import Cell

ONLY_EXPIRED = "tylko w dokumencie, który nie obowiązuje"
OF_KAPPA = (
    "Kappa Cohena: 1 – zgodność pełna, 0 – taka jak przez przypadek. Przy dziedzinie, którą wskazano kilka razy, kappa zmienia się mocno "
    "od jednego celu."
)


def documents_grid(case: Case) -> Grid:
    """
    Tabulate the documents that goals come from, and whether they hold.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.partners(case)
    rows: list[list[Cell]] = [
        [
            names[row["teryt"]],
            row["document"],
            texts.STATES[row["state"]],
            texts.day(row["valid_to"]),
            texts.day(row["adopted"]),
            int(row["goals"]),
        ]
        for row in select.documents(case).to_dict("records")
    ]
    note = f"Stan na {polish.date_words(case.goal_day)}, dzień dostarczenia ostatniego pliku z celami."
    return Grid(["Partner", "Dokument", "Stan", "Obowiązuje do", "Przyjęty", "Cele"], rows, note=note, grouped=True)


def cell_of(row: dict[str, Any]) -> Cell:
    """
    Say what a partner has in a field: the number of goals that hold, or why there is none.

    Parameters
    ----------
    row
        A row of `GoalCoverage`.

    Returns
    -------
        A number; `ONLY_EXPIRED`; „nie wiadomo”; None where the partner delivered no goals.
    """
    if polish.is_missing(row["goals"]):
        return None
    if polish.is_missing(row["has"]):
        return texts.UNKNOWN
    return ONLY_EXPIRED if not row["goals"] and row["expired"] else int(row["goals"])


def matrix(case: Case) -> pd.DataFrame:
    """
    Arrange what partners have by field.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Result of `cell_of`: a row per field of the catalogue, a column per partner, in their order.
    """
    told = {(row["teryt"], row["field"]): cell_of(row) for row in case.goal_coverage.to_dict("records")}  # type: ignore[arg-type]
    partners = list(select.partners(case))
    return pd.DataFrame({code: pd.Series({field: told[code, field] for field in SECTORS}, dtype=object) for code in partners})


def matrix_grid(case: Case) -> Grid:
    """
    Tabulate what partners have by field: what the figure shows.

    Parameters
    ----------
    case
        The partnership.
    """
    names, told = select.partners(case), matrix(case)
    rows: list[list[Cell]] = [
        [polish.upper_first(SECTORS[str(field)]), *_known(line)] for field, line in zip(told.index, told.to_numpy(), strict=True)
    ]
    note = f"{texts.HOLDS_NOTE} {texts.UNKNOWN_NOTE} Brak danych: nie dostarczono celów tego partnera."
    return Grid(["Dziedzina", *names.values()], rows, note=note)


def _known(line: Any) -> list[Cell]:
    return [None if polish.is_missing(cell) else cell for cell in line]


def fields_grid(case: Case) -> Grid:
    """
    Tabulate how many partners have a goal in each field, the most shared fields first.

    Parameters
    ----------
    case
        The partnership.
    """
    table = case.goal_fields
    order = table["kind"].map({kind: at for at, kind in enumerate(reversed(KINDS))}).sort_values(kind="stable").index
    rows: list[list[Cell]] = []
    for row in table.loc[order].to_dict("records"):
        least, most = int(row["having"]), int(row["having"] + row["unknown"])
        kind = texts.KINDS[row["kind"]]
        kind = kind if row["kind"] == row["kind_high"] else f"{kind} lub {texts.KINDS[row['kind_high']]}"
        share = texts.percent_range(row["low"], row["high"])
        rows.append([polish.upper_first(SECTORS[row["field"]]), kind, least, most, share])
    columns = ["Dziedzina", "Ocena", "Co najmniej partnerów", "Co najwyżej", "Udział partnerów"]
    return Grid(columns, rows, note=f"{texts.KINDS_NOTE} {texts.UNKNOWN_NOTE}")


def pairs_grid(case: Case) -> Grid:
    """
    Tabulate how alike the fields of every two partners are.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.partners(case)
    place = {code: at for at, code in enumerate(names)}
    rows: list[list[Cell]] = []
    for row in select.pairs(case).to_dict("records"):
        first, second = sorted((row["first"], row["second"]), key=lambda code: place[code])
        alike = texts.UNTOLD if polish.is_missing(row["low"]) else texts.percent_range(row["low"], row["high"])
        rows.append([names[first], names[second], int(row["both"]), int(row["either"]), int(row["unknown"]), alike])
    rows.sort(key=lambda cells: [list(names.values()).index(str(name)) for name in cells[:2]])
    note = (
        "Podobieństwo (wskaźnik Jaccarda): dziedziny, w których cel mają obaj, jako część dziedzin, w których ma go choć jeden. "
        "Przedział, na rycinie kreskowany: najmniej i najwięcej, ile może wyjść, gdy okaże się to, czego nie wiadomo."
    )
    columns = ["Partner", "Drugi partner", "Mają obaj", "Ma choć jeden", "Nie wiadomo", "Podobieństwo"]
    return Grid(columns, rows, note=note, grouped=True)


def agreement_grid(agreement: pd.DataFrame) -> Grid:
    """
    Tabulate how far two coders agree.

    Parameters
    ----------
    agreement
        Table `GoalAgreement`.
    """
    rows: list[list[Cell]] = [
        [
            polish.upper_first(texts.FIELDS[row["field"]]) if row["field"] else "Wszystkie dziedziny razem",
            int(row["agreed"]),
            "nie do obliczenia" if polish.is_missing(row["kappa"]) else float(row["kappa"]),
        ]
        for row in agreement.to_dict("records")
    ]
    return Grid(["Dziedzina", f"Zgodnie (z {int(agreement['n'].iloc[0])})", "Kappa"], rows, {2: 2}, note=OF_KAPPA)


def regional_grid(regional: pd.DataFrame) -> Grid:
    """
    Tabulate what documents of the voivodeship want, a row per goal.

    Parameters
    ----------
    regional
        Table `RegionalGoals`.
    """
    rows: list[list[Cell]] = []
    for _, some in regional.groupby("goal", sort=False):
        one = some.iloc[0]
        fields = polish.DASH if one["kind"] == "mission" else ", ".join(texts.FIELDS[field] for field in some["field"])
        until = "" if not one["valid_to"] else f" ({texts.day(one['valid_to'])})"
        rows.append([one["name"], texts.REGIONAL[one["kind"]], fields, f"{one['document']}{until}", one["source"]])
    note = "W nawiasie: ostatni dzień, w którym dokument obowiązuje."
    return Grid(["Treść", "Rodzaj", "Dziedziny", "Dokument", "Źródło"], rows, note=note)


def alignment_grid(case: Case) -> Grid:
    """
    Tabulate which partners have a goal in a field of each goal of the voivodeship.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.partners(case)
    rows: list[list[Cell]] = []
    for _, some in case.goal_alignment.groupby("goal", sort=False):
        has = {str(code): value for code, value in zip(some["teryt"], some["has"], strict=True)}
        told = {1: [], 0: [], None: []}  # type: dict[int | None, list[str]]
        for code, name in names.items():
            told[None if polish.is_missing(has[code]) else int(has[code])].append(name)
        rows.append([some["name"].iloc[0], *(", ".join(told[key]) or polish.DASH for key in (1, None, 0))])
    note = "Cel w tej samej dziedzinie może dotyczyć czego innego: tabela pokazuje, gdzie przeczytać oba dokumenty, a nie że są zgodne."
    return Grid(["Cel województwa", "Cel w tej dziedzinie mają", "Nie wiadomo", "Nie mają"], rows, note=note)

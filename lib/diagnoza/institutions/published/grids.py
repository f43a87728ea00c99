"""The published tables of the chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.grid import Grid
from diagnoza.institutions.published import select, texts
from diagnoza.institutions.scales import ROLES

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.institutions.published.select import Case

MOST_ROWS = 20
"""Rows of a list that a reader looks through; the others are counted in the note."""
TOP = 40
"""Pairs listed where a network is too large for a matrix."""


def listed_grid(case: Case) -> Grid:
    """
    Tabulate the institutions and who answered.

    Parameters
    ----------
    case
        The partnership.
    """
    numbers, names = select.numbers(case.institutions), select.labels(case.institutions)
    rows: list[list[Cell]] = []
    for row in case.institutions.to_dict("records"):
        one = row["institution"]
        mark = f" {texts.ALONE}" if row["one_person"] else ""
        answer = "tak" if row["responded"] else "nie"
        rows.append([f"{names[one]}{mark}", numbers[one], row["level"], select.sector(row["sector"]), answer])
    note = f"Numer to numer na macierzy i na rysunku sieci. {texts.ALONE_NOTE}"
    return Grid(["Instytucja", "Numer", "Poziom", "Sektor", "Odpowiedź"], rows, note=note)


def missing_grid(case: Case) -> Grid:
    """
    Tabulate needed ties that are not there, and those of which nobody could say it.

    Parameters
    ----------
    case
        The partnership.
    """
    return _needed_grid(case, select.needed(case, select.WITHOUT), "Stan", texts.MISSING_NOTE)


def present_grid(case: Case) -> Grid:
    """
    Tabulate needed ties that are there, one side's reports first.

    Parameters
    ----------
    case
        The partnership.
    """
    return _needed_grid(case, select.needed(case, (*select.ONE_SIDE, "confirmed")), "Kto zgłasza", texts.UNCHECKED_NOTE)


def _needed_grid(case: Case, found: pd.DataFrame, head: str, note: str) -> Grid:
    names, several = select.labels(case.institutions), len(case.names) > 1
    rows: list[list[Cell]] = []
    for row in found.to_dict("records"):
        place = [str(case.names[row["teryt"]])] if several else []
        state = texts.NEEDED[row["status"]]
        rows.append([*place, names[row["first"]], names[row["second"]], row["about"], state])
    if several:
        rows.sort(key=lambda cells: polish.collation_key(str(cells[0])))
    columns = [*(["Gmina"] if several else []), "Instytucja", "Druga instytucja", "W jakiej sprawie", head]
    return Grid(columns, rows, note=f"{note} {texts.PROPOSAL}", grouped=several)


def one_sided_grid(case: Case) -> Grid:
    """
    Tabulate ties that one side reports only: needed ones first, at most `MOST_ROWS`.

    Parameters
    ----------
    case
        The partnership.
    """
    found, names = select.one_sided(case), select.labels(case.institutions)
    silent = set(case.institutions.loc[case.institutions["responded"].eq(0), "institution"])
    rows: list[list[Cell]] = []
    for row in found.head(MOST_ROWS).to_dict("records"):
        other = "brak współpracy" if row["answered"] else texts.SILENT if row["other"] in silent else "nie podała"
        needed = "tak" if row["needed"] else "nie"
        rows.append([names[row["reporter"]], names[row["other"]], row["intensity"], other, needed])
    left = texts.left_out(len(found), len(rows), ("dalszą relację", "dalsze relacje", "dalszych relacji"))
    columns = ["Kto zgłasza", "Druga instytucja", "Natężenie", "Co mówi druga", "Na liście potrzebnych"]
    return Grid(columns, rows, note=f"{left}{texts.SCALE_NOTE}")


def matrix_grid(case: Case) -> Grid:
    """
    Tabulate the matrix in numbers: rows report, columns are named.

    Parameters
    ----------
    case
        The partnership.
    """
    said, names, numbers = select.said(case), select.numbered(case.institutions), select.numbers(case.institutions)
    rows: list[list[Cell]] = []
    for one, line in said.iterrows():
        told: list[Cell] = [
            polish.DASH if one == other else texts.NOT_KNOWN if polish.is_missing(value) else int(value) for other, value in line.items()
        ]
        rows.append([names[str(one)], *told])
    note = f"Wiersz: kto zgłasza; kolumna o numerze: z kim. {texts.SCALE_NOTE}"
    return Grid(["Kto zgłasza – z kim:", *[str(at) for at in numbers.values()]], rows, note=note)


def pairs_grid(case: Case, most: int | None = None) -> Grid:
    """
    Tabulate pairs that cooperate, the strongest first.

    Parameters
    ----------
    case
        The partnership.
    most
        How many at most; None: all.
    """
    names = select.numbered(case.institutions)
    found = case.cooperation_pairs.assign(best=case.cooperation_pairs[["first_says", "second_says"]].max(axis=1))
    ordered = found.sort_values("best", ascending=False, kind="stable")
    ordered = ordered if most is None else ordered.head(most)
    rows: list[list[Cell]] = []
    for row in ordered.to_dict("records"):
        words: list[Cell] = [texts.NOT_KNOWN if polish.is_missing(row[side]) else int(row[side]) for side in ("first_says", "second_says")]
        rows.append([names[row["first"]], names[row["second"]], *words, texts.NEEDED[row["status"]], "tak" if row["formal"] else "nie"])
    left = texts.left_out(len(found), len(rows), ("słabszą parę", "słabsze pary", "słabszych par"))
    columns = ["Pierwsza", "Druga", "Zdaniem pierwszej", "Zdaniem drugiej", "Kto zgłasza", "Umowa"]
    return Grid(columns, rows, note=f"{left}{texts.UNCHECKED_NOTE} {texts.SCALE_NOTE}")


def wanted_grid(case: Case) -> Grid:
    """
    Tabulate where institutions want closer cooperation, the greatest difference first, at most `MOST_ROWS`.

    Parameters
    ----------
    case
        The partnership.
    """
    found, names = select.wanted(case), select.labels(case.institutions)
    rows: list[list[Cell]] = [
        [names[row["source"]], names[row["target"]], row["intensity"], row["wanted"], row["more"], "tak" if row["both"] else "nie"]
        for row in found.head(MOST_ROWS).to_dict("records")
    ]
    left = texts.left_out(len(found), len(rows), ("dalszą relację", "dalsze relacje", "dalszych relacji"))
    columns = ["Kto chce więcej", "Druga instytucja", "Jest", "Chciałaby", "Różnica", "Druga też chce"]
    return Grid(columns, rows, signed=frozenset({4}), note=f"{left}{texts.SCALE_NOTE}")


def team_grid(case: Case) -> Grid:
    """
    Tabulate the team against the needed list; what is missing in the narrow circle first.

    Parameters
    ----------
    case
        The partnership.
    """
    names, method, several = select.labels(case.institutions), case.cooperation_method, len(case.names) > 1
    table = case.cooperation_team
    order = table["status"].eq("member").astype(int) + table["core"].fillna(-1).map({1: 0, 0: 2, -1: 4})
    rows: list[list[Cell]] = []
    for row in table.loc[order.sort_values(kind="stable").index].to_dict("records"):
        place = [str(case.names[row["teryt"]])] if several else []
        who = names[row["institution"]] if row["institution"] else method.kind_name(row["kind"])
        rows.append([*place, polish.upper_first(who), _circle(row), texts.IN_TEAM[row["status"]], _role(row)])
    if several:
        rows.sort(key=lambda cells: polish.collation_key(str(cells[0])))
    columns = [*(["Gmina"] if several else []), "Kto jest potrzebny", "Krąg", "Stan", "Rola"]
    note = f"Wąski krąg: od niego zespół zaczyna; szerszy: dołącza później. {texts.PROPOSAL}"
    return Grid(columns, rows, note=note, grouped=several)


def _circle(row: dict[Any, Any]) -> str:
    return "poza listą" if polish.is_missing(row["core"]) else "wąski" if row["core"] else "szerszy"


def _role(row: dict[Any, Any]) -> str:
    if row["status"] != "member":
        return polish.DASH
    return ROLES[row["role"]][0] if row["role"] else "nie podano"


def readiness_grid(case: Case) -> Grid:
    """
    Tabulate the checklist of readiness.

    Parameters
    ----------
    case
        The partnership.
    """
    items = case.cooperation_method.items
    rows: list[list[Cell]] = [
        [items[row["item"]].label, texts.STATES[row["state"]], row["evidence"] or polish.DASH]
        for row in case.cooperation_readiness.to_dict("records")
    ]
    note = "Lista jest propozycją do zmiany przez zespół. „Nie podano”: nikt o tym nie powiedział; to nie znaczy „nie”."
    return Grid(["Warunek", "Stan", "Na czym oparto ocenę"], rows, note=note)


def measures_grid(case: Case) -> Grid:
    """
    Tabulate the measures of the whole network.

    Parameters
    ----------
    case
        The partnership.
    """
    rows: list[list[Cell]] = []
    digits = {}
    for row in case.network_measures.to_dict("records"):
        label, unit = texts.MEASURES[row["measure"]]
        value = None if row["status"] != "shown" else row["value"] * (100 if unit == "%" else 1)
        of = polish.DASH if value is None or unit == "liczba" else f"{polish.number(row['part'])} z {polish.number(row['whole'])}"
        digits[len(rows)] = 2 if row["measure"].startswith("ei_") else 0
        rows.append([label, value, unit, of])
    note = (
        "Liczone z tego, co można było zgłosić: bez zdania instytucji, które nie odpowiedziały. E–I: 1 – wszystkie relacje łączą różne "
        "sektory lub poziomy, −1 – wszystkie są wewnątrz; przy E–I podano relacje między różnymi z wszystkich."
    )
    return Grid(["Miara", "Wartość", "Jednostka", "Z czego"], rows, row_decimals=digits, note=note)


def centrality_grid(case: Case) -> Grid:
    """
    Tabulate who is named most often and who joins others.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.labels(case.institutions)
    found = case.centrality[case.centrality["status"].eq("shown")].sort_values("named_by", ascending=False, kind="stable")
    rows: list[list[Cell]] = [
        [names[row["institution"]], int(row["named_by"]), int(row["asked"]), row["betweenness"] * 100] for row in found.to_dict("records")
    ]
    left = len(case.centrality) - len(rows)
    without = f"Nie podano: {texts.institutions(left)} – jednoosobowe albo bez odpowiedzi. " if left else ""
    note = f"{without}Pośrednictwo: na ilu procentach najkrótszych dróg między innymi instytucjami leży ta instytucja."
    return Grid(["Instytucja", "Liczba wskazań", "Ile mogło wskazać", "Pośrednictwo (%)"], rows, {3: 1}, note=note)

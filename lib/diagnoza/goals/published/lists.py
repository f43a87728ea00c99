"""The published lists of goals: to settle, proposed by like words, in conflict, and all of them with their quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.goals.published import select, texts
from diagnoza.grid import Grid

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.goals.published.select import Case
    from diagnoza.grid import Cell

MOST_ROWS = 15
"""Proposals that a reader looks through; the others are counted in the note."""


def disputes_grid(case: Case) -> Grid:
    """
    Tabulate the goals that coders have to settle.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.partners(case)
    rows: list[list[Cell]] = [
        [
            names[row["teryt"]],
            row["text"],
            row["document"],
            texts.page(row["page"]),
            *(texts.FIELDS[row[name]] for name in ("coder1", "coder2")),
        ]
        for row in case.goal_disputes.to_dict("records")
    ]
    note = "Dopóki dziedziny nie uzgodniono, cel nie liczy się w żadnej."
    return Grid(["Partner", "Cel", "Dokument", "Strona", "Pierwsza osoba", "Druga osoba"], rows, note=note)


def twins_grid(case: Case) -> Grid:
    """
    Tabulate goals of two partners that use like words, the most alike first, at most `MOST_ROWS`.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.partners(case)
    rows: list[list[Cell]] = [
        [names[row["first"]], row["first_text"], names[row["second"]], row["second_text"], float(row["similarity"])]
        for row in case.goal_twins.head(MOST_ROWS).to_dict("records")
    ]
    rest = len(case.goal_twins) - len(rows)
    left = f"Pominięto {polish.counted(rest, 'mniej podobną parę', 'mniej podobne pary', 'mniej podobnych par')}. " if rest > 0 else ""
    note = f"{left}Podobieństwo słów od 0 do 1; pokazano od 0,5. Ten sam pomysł można zapisać innymi słowami."
    return Grid(["Partner", "Cel", "Drugi partner", "Jego cel", "Podobieństwo słów"], rows, {4: 2}, note=note)


def proposed_grid(case: Case) -> Grid:
    """
    Tabulate the fields that like words propose for goals without one, at most `MOST_ROWS`.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.partners(case)
    rows: list[list[Cell]] = [
        [
            names[row["teryt"]],
            row["text"],
            texts.FIELDS[row["proposed"]],
            f"{row['like_text']} ({names[row['like_teryt']]})",
            float(row["similarity"]),
        ]
        for row in case.proposed_fields.head(MOST_ROWS).to_dict("records")
    ]
    rest = len(case.proposed_fields) - len(rows)
    left = f"Pominięto {polish.counted(rest, 'propozycję', 'propozycje', 'propozycji')}. " if rest > 0 else ""
    note = f"{left}Dziedzina liczy się dopiero wtedy, gdy ktoś wpisze ją do tabeli celów."
    return Grid(["Partner", "Cel", "Proponowana dziedzina", "Podobny cel", "Podobieństwo słów"], rows, {4: 2}, note=note)


def conflicts_grid(case: Case) -> Grid:
    """
    Tabulate conflicts as people wrote them.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.partners(case)
    rows: list[list[Cell]] = [
        [names[row["teryt"]], row["text"], f"{row['document']}, {texts.on_page(row['page'])}", row["conflict"]]
        for row in _ordered(select.conflicts(case), case).to_dict("records")
    ]
    note = "Słowami osób, które porównywały dokumenty; program sprzeczności nie szuka ani nie ocenia."
    return Grid(["Partner", "Cel", "Dokument i strona", "Z czym jest sprzeczny"], rows, note=note)


def goals_grid(case: Case) -> Grid:
    """
    Tabulate all goals with their words, page, field, and whether their document holds.

    Parameters
    ----------
    case
        The partnership.
    """
    names, states = select.partners(case), _states(case)
    rows: list[list[Cell]] = []
    for row in _ordered(case.goals, case).to_dict("records"):
        head = f"{names[row['teryt']]}: {row['document']} ({states[row['teryt'], row['document'], row['adopted'], row['valid_to']]})"
        field = texts.FIELDS[row["field"]] + (f" ({row['dimension']})" if row["dimension"] else "")
        told = f"{row['indicator']}: {row['target']}" if row["indicator"] and row["target"] else row["indicator"] or polish.DASH
        rows.append([head, row["text"], texts.page(row["page"]), texts.LEVELS[row["level"]], field, told])
    note = "W nawiasie wymiar: S – społeczny, G – gospodarczy, P – przestrzenny. Kreska: nie podano wskaźnika."
    return Grid(
        ["Partner i dokument", "Cel", "Strona", "Poziom", "Dziedzina", "Wskaźnik i wartość docelowa"], rows, note=note, grouped=True
    )


def _states(case: Case) -> dict[tuple[str, ...], str]:
    keys = ("teryt", "document", "adopted", "valid_to")
    rows = case.goal_documents.to_dict("records")
    return {tuple(str(row[key]) for key in keys): texts.state({str(name): value for name, value in row.items()}) for row in rows}


def _ordered(goals: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Order goals as the documents are, then by page."""
    keys = ["teryt", "document", "adopted", "valid_to"]
    place = {key: at for at, key in enumerate(select.documents(case)[keys].itertuples(index=False, name=None))}
    at = [place[key] for key in goals[keys].itertuples(index=False, name=None)]
    pages = [int(digits) if (digits := str(page).split("–", maxsplit=1)[0]).isdecimal() else 0 for page in goals["page"]]
    return goals.assign(at=at, from_page=pages).sort_values(["at", "from_page", "text"], kind="stable")

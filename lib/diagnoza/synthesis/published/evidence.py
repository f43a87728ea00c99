"""The part of the chapter on recommendations that shows the evidence: what each line says of each field, and whose goal it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotDelivered
from diagnoza.pieces import Drawn, Said, Tabulated
from diagnoza.synthesis.published import grids, matrix, select, texts

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.pieces import Piece
    from diagnoza.synthesis.published.select import Case

HOW_TO_READ = (
    "Zestawiamy, co o każdej dziedzinie mówią dane z różnych źródeł. Mocne dowody potrzeby działania są wtedy, gdy wskazują na nią co "
    "najmniej trzy źródła – wśród nich takie, które liczy lub mierzy, i takie, w którym wypowiadali się ludzie – i żadne jej nie "
    "przeczy. Średnie: wskazują na nią co najmniej dwa źródła, a przeczy jej mniej. Słabe: choć jedno (założenie A28). Cele partnerów "
    "mówią o zamiarach, więc siły dowodów nie zmieniają. Ankiety różnych grup liczymy osobno, choć miały wspólne pytania i nie są od "
    "siebie całkiem niezależne."
)
NO_STRONG = "W żadnej dziedzinie nie ma mocnych ani średnich dowodów potrzeby działania."
SAID = {
    "evidenced": "Cel co najmniej dwóch partnerów i dowody potrzeby działania mają dziedziny: {}.",
    "unevidenced": "Celem co najmniej dwóch partnerów są też dziedziny, w których dowodów brak albo są słabe: {}. Warto je sprawdzić.",
    "blind_spot": "Dowody potrzeby działania są, a nikt nie ma celu w dziedzinach: {}. To miejsca do rozmowy o wspólnym celu.",
    "single": "Cel tylko jednego partnera mają dziedziny: {}.",
    "nothing": "Ani celów, ani dowodów nie ma w dziedzinach: {}.",
    "unknown": "Nie wiadomo, ilu partnerów ma cel w dziedzinach: {}.",
}
NOBODYS = "Żadna dziedzina, w której są dowody potrzeby działania, nie jest pominięta w celach partnerów."


def show(case: Case) -> list[Piece]:
    """
    Show all the evidence: the picture, what stands behind it, and the goals beside it.

    Parameters
    ----------
    case
        The partnership.
    """
    try:
        return [*show_matrix(case), *show_items(case), *show_goals(case)]
    except NotDelivered as missing:
        return [Said(f"*{missing}*")]


def show_matrix(case: Case) -> list[Piece]:
    """
    Show what each line says of each field, as a figure with the key evidence.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If no line says anything.
    """
    evidence, lines, status = select.require_evidence(case), case.evidence_lines, case.field_status
    figure = Drawn(
        matrix.plot_evidence(lines, status),
        grids.lines_grid(lines, status),
        "evidence",
        title_matrix(status),
        matrix.alt_evidence(lines, status),
        select.sources_of(case, evidence),
        _n(evidence),
    )
    return [Said(HOW_TO_READ), figure, Said(say_strengths(status))]


def show_items(case: Case) -> list[Piece]:
    """
    Show the figures and statements behind the evidence, as a table with the key evidence-items, and where each comes from.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If no line says anything.
    """
    evidence = select.require_evidence(case)
    title, sources = "Na czym opierają się dowody", select.sources_of(case, evidence)
    numbers = [f"{number} – {texts.links([key])}" for key, number in grids.references(evidence).items()]
    table = Tabulated(grids.items_grid(evidence), "evidence-items", title, sources, _n(evidence))
    return [table, Said(f"Odnośniki do tabel i rycin: {'; '.join(numbers)}.")]


def show_goals(case: Case) -> list[Piece]:
    """
    Show evidence against goals, as a table with the key goals-evidence; without goals, that they were not delivered.

    Parameters
    ----------
    case
        The partnership.
    """
    try:
        status = select.require_goals(case)
    except NotDelivered as missing:
        return [Said(f"*{missing}*")]
    rested = [*(name for named in case.evidence["sources"] for name in named.split()), "delivery:goals"]
    title = "Cele partnerów i dowody potrzeby działania"
    table = Tabulated(grids.crossed_grid(status), "goals-evidence", title, list(case.sources(dict.fromkeys(rested))), _fields(len(status)))
    return [table, Said(say_crossed(status))]


def title_matrix(status: pd.DataFrame) -> str:
    """
    Say in the title of the figure where the evidence is strongest.

    Parameters
    ----------
    status
        Table `FieldStatus`.
    """
    for letter in ("A", "B"):
        if fields := texts.fields(status.loc[status["strength"].eq(letter), "field"]):
            return f"Potrzeba działania, dowody o sile {letter}: {fields}"
    return "Żadna dziedzina nie ma mocnych ani średnich dowodów potrzeby działania"


def say_strengths(status: pd.DataFrame) -> str:
    """
    Tell which fields have strong and medium evidence.

    Parameters
    ----------
    status
        Table `FieldStatus`.
    """
    words = {"A": "Mocne", "B": "Średnie"}
    by = {letter: texts.fields(status.loc[status["strength"].eq(letter), "field"]) for letter in words}
    told = [f"{words[letter]} dowody potrzeby działania: {fields}." for letter, fields in by.items() if fields]
    return " ".join(told) or NO_STRONG


def say_crossed(status: pd.DataFrame) -> str:
    """
    Tell where goals and evidence meet, and where they do not.

    Parameters
    ----------
    status
        Table `FieldStatus`.
    """
    by = {name: texts.fields(status.loc[status["crossed"].eq(name), "field"]) for name in SAID}
    told = [f"- {SAID[name].format(fields)}" for name, fields in by.items() if fields]
    settled = not by["blind_spot"] and not by["unknown"] and by["evidenced"]
    return "\n".join([*told, *([f"- {NOBODYS}"] if settled else [])])


def _n(evidence: pd.DataFrame) -> str:
    """Count what the evidence consists of."""
    said = polish.counted(len(evidence), "informacja", "informacje", "informacji")
    return f"{said} z {polish.counted(evidence['line'].nunique(), 'źródła', 'źródeł', 'źródeł')}"


def _fields(n: int) -> str:
    return polish.counted(n, "dziedzina", "dziedziny", "dziedzin")

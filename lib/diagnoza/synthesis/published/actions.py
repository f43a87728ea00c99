"""The chapter on recommendations: each action with its reason, and the findings that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.pieces import Said, Tabulated, plain
from diagnoza.synthesis.published import actions_grids as grids
from diagnoza.synthesis.published import texts
from diagnoza.synthesis.published.actions_select import SECTIONS, Proposed

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diagnoza.grid import Grid
    from diagnoza.pieces import Piece
    from diagnoza.synthesis.published.actions_select import Case

HOW_TO_READ = (
    "Każde działanie wynika z wniosków z diagnozy (W) i jest propozycją do decyzji. Najpierw stoją działania z najmocniejszymi dowodami, a "
    "wśród nich te, na których zyskuje najwięcej gmin. Miejsce „odpowiada” wypełnia ten, kto weźmie działanie na siebie."
)
HEADS = {
    "joint": "Wspólne przedsięwzięcia i usługi",
    "offers": "Potrzeby i oferty z rozmów",
    "remedies": "Jak zmniejszyć luki w usługach",
    "training": "Plan szkoleń",
    "exchange": "Wymiana dobrych praktyk",
    "change": "Zmiany w dokumentach, programach i zasadach",
    "measure": "Co zmierzyć w następnej kolejności",
}
TITLES = {
    "joint": "Wspólne przedsięwzięcia i usługi, które wynikają z wniosków",
    "offers": "Potrzeby z rozmów i oferty, które na nie odpowiadają",
    "remedies": "Działania według rodzaju luki w usługach",
    "training": "Plan szkoleń: temat, odbiorcy i liczba osób",
    "exchange": "Kto komu może przekazać dobrą praktykę",
    "change": "Zmiany w dokumentach, programach i zasadach",
    "measure": "Dane, które warto zebrać",
}
EMPTY = {
    "joint": "Z wniosków nie wynika wspólne przedsięwzięcie ani wspólna usługa.",
    "offers": "Z dostarczonych danych nie wynika, kto mógłby odpowiedzieć na czyje potrzeby.",
    "remedies": "Z dostarczonych danych nie wynika luka w usługach, którą można by opisać.",
    "training": "Z wniosków nie wynika żaden temat szkolenia.",
    "exchange": "Dane nie wskazują praktyki, którą jeden partner mógłby przekazać drugiemu.",
    "change": "Z wniosków nie wynika zmiana dokumentu, programu ani zasad.",
    "measure": "Z wniosków nie wynika, jakie dane zebrać w następnej kolejności.",
}
GRIDS: dict[str, Callable[[pd.DataFrame, Proposed], Grid]] = {"training": grids.training_grid, "measure": grids.measuring_grid}
OWNER = "Odpowiada: ………"
QUICK = "Szybkie efekty"
NO_QUICK = "Żadnego działania nie można zaliczyć do tych, które dają efekt w pół roku bez nowych pieniędzy."


def show(case: Case) -> list[Piece]:
    """
    Show all actions, part by part, and the findings that they rest on.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If nothing is proposed.
    """
    proposed = Proposed(case)
    pieces: list[Piece] = [Said(f"{say_how_many(proposed)} {HOW_TO_READ}")]
    for section in SECTIONS[:-1]:
        pieces += show_section(section, proposed)
    pieces += [Said(f"### {QUICK}"), Said(say_quick(proposed)), *show_section(SECTIONS[-1], proposed)]
    return [*pieces, Said("### Wnioski, z których wynikają działania"), Said(say_findings(proposed))]


def show_section(section: str, proposed: Proposed) -> list[Piece]:
    """
    Show one part: its table, and the reason of each action.

    Parameters
    ----------
    section, proposed
        One of `SECTIONS`; all actions.
    """
    head, rows = Said(f"### {HEADS[section]}"), proposed.of(section)
    if rows.empty:
        return [head, Said(f"*{EMPTY[section]}*")]
    grid = GRIDS.get(section, grids.actions_grid)(rows, proposed)
    table = Tabulated(grid, f"actions-{section}", TITLES[section], proposed.sources(rows), actions(len(rows)))
    return [head, table, Said(say_reasons(rows)), Said(say_links(rows, proposed))]


def actions(n: float) -> str:
    """Count actions."""
    return polish.counted(n, "działanie", "działania", "działań")


def say_how_many(proposed: Proposed) -> str:
    """
    Count the actions.

    Parameters
    ----------
    proposed
        All of them.
    """
    n = len(proposed.actions)
    return f"Z wniosków {polish.plural(n, 'wynika', 'wynikają', 'wynika')} {actions(n)}."


def say_reasons(rows: pd.DataFrame) -> str:
    """
    Tell why each action is proposed, with room for who answers for it.

    Parameters
    ----------
    rows
        Rows of `Proposed.actions`.
    """
    return "\n".join(f"- **{row['number']}.** {plain(row['reason'])} {OWNER}" for row in rows.to_dict("records"))


def say_links(rows: pd.DataFrame, proposed: Proposed) -> str:
    """
    Lead from the numbers of findings to the tables and figures that show them.

    Parameters
    ----------
    rows, proposed
        Rows of `Proposed.actions`; all of them.
    """
    keys = proposed.case.findings.set_index("finding")["keys"]
    told = [f"{proposed.findings[one]} – {texts.links(str(keys[one]).split())}" for one in proposed.rested(rows)]
    return f"Wnioski: {'; '.join(told)}."


def say_quick(proposed: Proposed) -> str:
    """
    List what can be done within half a year without new money.

    Parameters
    ----------
    proposed
        All actions.
    """
    quick = proposed.actions[proposed.actions["term"].eq("quick")]
    if quick.empty:
        return f"*{NO_QUICK}*"
    lead = "W pół roku i bez nowych pieniędzy można zacząć:\n"
    return "\n".join([lead, *(f"- **{row['number']}.** {plain(row['title'])}." for row in quick.to_dict("records"))])


def say_findings(proposed: Proposed) -> str:
    """
    List the findings that actions rest on, each with its strength and where it is shown.

    Parameters
    ----------
    proposed
        All actions.
    """
    rows = {str(row["finding"]): row for row in proposed.case.findings.to_dict("records")}
    return "\n".join(
        f"- **{number}.** {texts.sentence(rows[key])} ({texts.about(rows[key])}; {texts.links(str(rows[key]['keys']).split())})"
        for key, number in proposed.findings.items()
    )

"""What would change if a provider closed, two joined or one opened: each scenario before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.flows.published.select import tabled, unit_name
from diagnoza.grid import Grid, explained, lettered

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.flows.published.select import Case
    from diagnoza.grid import Cell

NO_SCENARIOS = "Partnerstwo nie wskazało zmian, których skutki należałoby sprawdzić."
MEANT = (
    "Osoby: ile osób zmieniłoby miejsce. Oszczędność w ciągu roku; poniżej zera to dodatkowy koszt. Dojazd: o ile minut w jedną stronę "
    "dłużej jechałyby wszystkie te osoby razem."
)
ASSUMED = (
    "Założenie: osoby z zamkniętego miejsca korzystałyby z innych w takich proporcjach, w jakich dziś korzystają z nich mieszkańcy tej "
    "samej gminy, a gdy takich miejsc nie ma – z najbliższego. Do otwartego miejsca wraca część mieszkańców, którą wskazało "
    "partnerstwo. To rachunek, a nie prognoza (założenie A22)."
)


def require_scenarios(case: Case) -> pd.DataFrame:
    """
    Insist on scenarios.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Table `Scenarios`, by rank.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if there are none.
    """
    table = tabled(case, "scenarios")
    if table is None:
        raise NotApplicable(NO_SCENARIOS)
    return table.sort_values("rank", kind="stable")


def count(rows: pd.DataFrame) -> str:
    """
    Count scenarios.

    Parameters
    ----------
    rows
        Result of `require_scenarios`.
    """
    return polish.counted(len(rows), "zmiana", "zmiany", "zmian")


def titles(case: Case) -> dict[str, str]:
    """
    Give the Polish name of each scenario.

    Parameters
    ----------
    case
        The partnership; its params name them.
    """
    return {str(one.id): str(one.title) for one in case.partnership.flows.scenarios}


def scenarios_grid(rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate scenarios: who would move, what would be saved, whether there is room.

    Parameters
    ----------
    rows, case
        Result of `require_scenarios`; the partnership.
    """
    named, letters = titles(case), lettered(rows["reason"])
    told: list[list[Cell]] = [
        [
            named.get(row["scenario"], row["scenario"]),
            case.service_labels[row["service"]],
            row["moved"],
            row["saved"],
            row["travel"],
            ("tak" if row["feasible"] else "nie") + (f" ({letters[row['reason']]})" if row["reason"] else ""),
        ]
        for row in rows.to_dict("records")
    ]
    columns = [
        "Zmiana",
        "Usługa",
        "Osoby",
        "Oszczędność (zł)",
        "Dojazd (min)",
        "Wykonalne",
    ]
    return Grid(columns, told, note=f"{MEANT} {ASSUMED} {explained(letters)}".strip())


def say_scenarios(rows: pd.DataFrame, case: Case) -> str:
    """
    Tell which feasible scenario saves most, and which are not feasible.

    Parameters
    ----------
    rows, case
        Result of `require_scenarios`; the partnership.
    """
    named = titles(case)
    saving = rows[rows["feasible"] & rows["saved"].gt(0)].sort_values("saved", ascending=False, kind="stable")
    told = []
    if len(saving):
        best: Mapping[Any, Any] = dict(saving.iloc[0])
        money = f"{polish.number(best['saved'])}{polish.NBSP}zł w ciągu roku"
        told.append(
            f"Spośród zmian, na które wystarcza miejsc, najwięcej oszczędza „{named.get(best['scenario'], best['scenario'])}”: {money}."
        )
    without = [f"„{named.get(one, one)}”" for one in rows.loc[~rows["feasible"], "scenario"]]
    if without:
        told.append(f"Niewykonalne lub nieobliczone, z powodem pod tabelą: {polish.listed(without)}.")
    return " ".join(told)


def units_grid(units: pd.DataFrame, rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate each place that a scenario changes, before and after.

    Parameters
    ----------
    units, rows, case
        Table `ScenarioUnits`; result of `require_scenarios`; the partnership.
    """
    named, told = titles(case), list[list["Cell"]]()
    for scenario in rows["scenario"]:
        for row in [one for one in units[units["scenario"].eq(scenario)].to_dict("records") if _changes(one)]:
            shares = [None if polish.is_missing(row[f"sufficiency_{when}"]) else 100 * row[f"sufficiency_{when}"] for when in WHEN]
            served, money = ([row[f"{name}_{when}"] for when in WHEN] for name in ("served", "position"))
            told.append([named.get(scenario, scenario), unit_name(row["unit"], case), *served, row["capacity"], *shares, *money])
    columns = [
        "Zmiana",
        "Miejsce",
        "Osoby dziś",
        "Osoby potem",
        "Miejsca potem",
        "Na miejscu dziś (%)",
        "Na miejscu potem (%)",
        "Saldo dziś (zł)",
        "Saldo potem (zł)",
    ]
    note = (
        "Osoby: obsługiwane w tym miejscu. Na miejscu: jaka część mieszkańców korzysta w swojej gminie. Saldo: rozliczenie tej usługi "
        "między partnerami. Brak danych to nie zero: liczby nie podano albo jej nie ogłaszamy."
    )
    return Grid(columns, told, signed=frozenset({7, 8}), note=note, grouped=True)


WHEN = ("before", "after")


def _changes(row: Mapping[Any, Any]) -> bool:
    """Tell whether a place is not after a scenario what it was before, or is not known after it."""
    pairs = [(row[f"{name}_before"], row[f"{name}_after"]) for name in ("served", "sufficiency", "position")]
    return any(not polish.is_missing(before) and (polish.is_missing(after) or before != after) for before, after in pairs)

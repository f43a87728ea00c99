"""Why a scenario cannot be carried out, and what could not be computed of it: short Polish sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diagnoza import polish
from diagnoza.flows.moves import added_minutes
from diagnoza.flows.situation import ELSEWHERE, HIDDEN
from diagnoza.tables.flows import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.flow_params import Scenario
    from diagnoza.flows.changes import Change
    from diagnoza.flows.situation import Service

HIDDEN_ONLY, MISSING_ONLY = "część liczb utajniono", "części liczb nie podano"
BOTH = "część liczb utajniono lub ich nie podano"


@dataclass(frozen=True)
class Findings:
    """
    What is the matter with a scenario.

    Attributes
    ----------
    computed
        Whether it is known how many users each partner would gain or lose.
    cause
        Why numbers are missing, in Polish; of use only where they are.
    crowded
        Partners that would serve more than they have places for: users and places.
    no_capacity, no_users
        Partners that would get more users and of whom it is not known how many places, or users, they have.
    no_saving
        Whether the saved cost is not known.
    travel
        Added travel [person-minutes]; missing: not known.
    uncounted, lost
        Users whose ways are not in it, and those of whom nobody knows where they would go; missing: not known how many.
    turned_away
        Residents who would return, but find no place.
    hidden
        Whether it is missing for some moves between partners how many users make them.
    """

    computed: bool
    cause: str
    crowded: Mapping[str, tuple[float, float]]
    no_capacity: tuple[str, ...]
    no_users: tuple[str, ...]
    no_saving: bool
    travel: float
    uncounted: float
    lost: float
    turned_away: float
    hidden: bool


def findings(service: Service, scenario: Scenario, change: Change, minutes: pd.Series) -> Findings:
    """
    Find what bars a scenario, and what could not be computed of it.

    Parameters
    ----------
    service
        The service, as published.
    scenario
        An entry of params.
    change
        What it changes at the service.
    minutes
        Way by origin and destination [min].

    Returns
    -------
        The findings. A place that opens takes no more than it holds, so only those that others are sent to can be crowded.
    """
    added = change.added.drop(list(ELSEWHERE))
    opened = scenario.units[0] if scenario.action == "open" else ""
    grown = [unit for unit in added.index[added.gt(0)] if unit != opened]
    after, places = (service.supply + change.added)[grown], change.capacity[grown]
    travel, uncounted = added_minutes(change.moves, minutes)
    inside = change.moves[~change.moves[["origin", "target", "source"]].isin(ELSEWHERE).any(axis=1)]
    return Findings(
        computed=bool(added.notna().all()),
        cause=_cause(service, scenario),
        crowded={unit: (after[unit], places[unit]) for unit in grown if after[unit] > places[unit]},
        no_capacity=tuple(places.index[places.isna()]),
        no_users=tuple(after.index[after.isna()]),
        no_saving=bool(np.isnan(change.saved)),
        travel=travel,
        uncounted=uncounted,
        lost=float(change.moves.loc[change.moves["target"].eq(UNKNOWN), "users"].sum(skipna=False)),
        turned_away=change.turned_away,
        hidden=bool(inside["users"].isna().any()),
    )


def reason(found: Findings, names: Mapping[str, str]) -> str:
    """
    Say in Polish why a scenario is infeasible and what could not be computed.

    Parameters
    ----------
    found
        The findings.
    names
        How partners are called in the nominative, e.g. „gmina Brzozie”, by code; the code where one is not in it.

    Returns
    -------
        Sentences; empty when there is nothing to say.
    """
    if not found.computed:
        return f"Nie obliczono, ile osób korzystałoby z poszczególnych miejsc: {found.cause}."
    told = [_crowded(found, names), _turned_away(found.turned_away)]
    for units, what in ((found.no_capacity, "Nie wiadomo, ile jest miejsc"), (found.no_users, "Nie wiadomo, ile osób już korzysta")):
        told.append(f"{what}: {_called(units, names)}." if units else "")
    told.append("Zmiany kosztów nie obliczono: części potrzebnych liczb nie ma." if found.no_saving else "")
    return " ".join(sentence for sentence in (*told, *_ways(found)) if sentence)


def _cause(service: Service, scenario: Scenario) -> str:
    """Say why numbers are missing that a scenario looks at."""
    places = [*service.serving(), *ELSEWHERE]
    if scenario.action == "open":
        needed = service.status.loc[[scenario.units[0]], places]
    elif scenario.action == "merge":
        needed = service.status[[unit for unit in scenario.units if unit != scenario.into]]
    else:
        needed = service.status.loc[service.users[scenario.units[0]].ne(0), places].drop(columns=UNKNOWN)
    words = {str(word) for word in needed.to_numpy().ravel()} - {""}
    if not words & set(HIDDEN):
        return MISSING_ONLY
    return BOTH if words - set(HIDDEN) else HIDDEN_ONLY


def _crowded(found: Findings, names: Mapping[str, str]) -> str:
    parts = [
        f"{names.get(unit, unit)} ({polish.counted(users, 'osoba', 'osoby', 'osób')}, "
        f"{polish.counted(places, 'miejsce', 'miejsca', 'miejsc')})"
        for unit, (users, places) in found.crowded.items()
    ]
    return f"Za mało miejsc: {polish.listed(parts)}." if parts else ""


def _turned_away(persons: float) -> str:
    if not persons > 0:
        return ""
    return f"Miejsc zabrakłoby dla {polish.counted(persons, 'osoby', 'osób', 'osób')} z tych, które by wróciły."


def _ways(found: Findings) -> list[str]:
    """Say of whom it is not known where they would go, and whose ways are not counted."""
    told = []
    if np.isnan(found.lost):
        told.append("Nie wiadomo, dokąd trafiłaby część osób.")
    elif found.lost > 0:
        verb = polish.plural(found.lost, "trafiłaby", "trafiłyby", "trafiłoby")
        told.append(f"Nie wiadomo, dokąd {verb} {polish.counted(found.lost, 'osoba', 'osoby', 'osób')}.")
    if np.isnan(found.travel):
        told.append(f"Czasu dojazdu nie obliczono: {found.cause if found.hidden else 'nie podano części czasów dojazdu'}.")
    elif np.isnan(found.uncounted):
        told.append("Czas dojazdu nie obejmuje osób z miejsc spoza partnerstwa lub nieznanych ani tych, które by tam trafiły.")
    elif found.uncounted > 0:
        people = polish.counted(found.uncounted, "osoby", "osób", "osób")
        told.append(f"Czas dojazdu nie obejmuje {people}: mieszkają poza partnerstwem lub nie wiadomo gdzie albo tam by trafiły.")
    return told


def _called(units: tuple[str, ...], names: Mapping[str, str]) -> str:
    return polish.listed([names.get(unit, unit) for unit in units])

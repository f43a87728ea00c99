"""What a scenario changes at one service: users by place, capacity and cost, known as far as published totals tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.flows.moves import closing, merging, opening, returning_users

if TYPE_CHECKING:
    from diagnoza.flow_params import Scenario
    from diagnoza.flows.situation import Service, Situation

NAN = float("nan")


@dataclass(frozen=True)
class Change:
    """
    A scenario as it works on one service.

    Attributes
    ----------
    moves
        Result of a function of `diagnoza.flows.moves`.
    moved
        Users who would use another place; known also where it is hidden who they are.
    added
        By place: users served after less before; missing: not known.
    capacity
        By partner, after; 0 where nobody provides any more.
    saved
        Cost of the partners before less after [zł a year]; missing: not known.
    gone
        The partner that provides no more; empty: none.
    turned_away
        Residents who would return, but find no place.
    """

    moves: pd.DataFrame
    moved: float
    added: pd.Series
    capacity: pd.Series
    saved: float
    gone: str = ""
    turned_away: float = 0.0


def change(service: Service, scenario: Scenario, situation: Situation) -> Change:
    """
    Work a scenario on its service.

    Parameters
    ----------
    service
        The service; it is not changed.
    scenario
        An entry of params, which the params have checked.
    situation
        The ways between places.

    Returns
    -------
        What changes.
    """
    if scenario.action == "close":
        return _close(service, scenario.units[0], situation)
    return _merge(service, scenario) if scenario.action == "merge" else _open(service, scenario)


def _close(service: Service, unit: str, situation: Situation) -> Change:
    moves = closing(service, unit, situation)
    added = _added(moves, service)
    added[unit] = -service.supply[unit]
    saved = service.means["fixed"][unit] - _variable(service.means["variable"], added)
    return Change(moves, float(service.supply[unit]), added, _without(service, unit), float(saved), unit)


def _merge(service: Service, scenario: Scenario) -> Change:
    stays = str(scenario.into)
    gone = next(unit for unit in scenario.units if unit != stays)
    added = pd.Series(0.0, index=service.users.columns)
    added[stays], added[gone] = service.supply[gone], -service.supply[gone]
    both, users = service.means.loc[[stays, gone]], service.supply[[stays, gone]]
    fixed = both["fixed"][stays] if scenario.fixed is None else scenario.fixed
    variable = both["variable"][stays] if scenario.variable is None else scenario.variable
    before = (both["fixed"] + both["variable"] * users).sum(skipna=False)
    saved = before - fixed - variable * users.sum(skipna=False)
    capacity = _without(service, gone)
    if scenario.capacity is not None:
        capacity[stays] = scenario.capacity
    return Change(merging(service, gone, stays), float(service.supply[gone]), added, capacity, float(saved), gone)


def _open(service: Service, scenario: Scenario) -> Change:
    unit, share, places = scenario.units[0], float(scenario.return_share or 0), float(scenario.capacity or 0)
    moves = opening(service, unit, share=share, places=places)
    returning = returning_users(service, unit, share=share, places=places)
    added = _added(moves, service)
    added[unit] = returning
    fixed, variable = (NAN if cost is None else cost for cost in (scenario.fixed, scenario.variable))
    saved = -(fixed + variable * returning) - _variable(service.means["variable"], added.drop(unit))
    capacity = service.means["capacity"].copy()
    capacity[unit] = places + (capacity[unit] if unit in service.serving() else 0.0)
    wanted = returning_users(service, unit, share=share, places=float("inf"))
    return Change(moves, returning, added, capacity, saved, turned_away=wanted - returning)


def _added(moves: pd.DataFrame, service: Service) -> pd.Series:
    """Count users by place after less before."""
    ends = [moves.groupby(end)["users"].sum(skipna=False).reindex(service.users.columns, fill_value=0.0) for end in ("target", "source")]
    return ends[0] - ends[1]


def _variable(variable: pd.Series, added: pd.Series) -> float:
    """Add up the variable cost of users more and less, at partners only; where none come or go the cost need not be known."""
    here = added.reindex(variable.index, fill_value=0.0)
    return float((here * variable).where(here.ne(0), 0.0).sum(skipna=False))


def _without(service: Service, unit: str) -> pd.Series:
    """Give the capacities after a partner has stopped to provide."""
    return service.means["capacity"].where(service.means.index != unit, 0.0)

"""Every place before a scenario and after it: users, self-sufficiency, settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.situation import ELSEWHERE

if TYPE_CHECKING:
    from diagnoza.flows.changes import Change
    from diagnoza.flows.situation import Service

COLUMNS = [
    "unit",
    "served_before",
    "served_after",
    "capacity",
    "sufficiency_before",
    "sufficiency_after",
    "position_before",
    "position_after",
]


def effects(service: Service, change: Change) -> pd.DataFrame:
    """
    Set every place before the change beside what it would be.

    Parameters
    ----------
    service
        The service, as published.
    change
        What a scenario changes at it.

    Returns
    -------
        Table `ScenarioUnits` without `scenario`: partners, OUT, UNKNOWN. Missing is what needs a hidden number.

    Notes
    -----
    Self-sufficiency: residents served at home of those of whom it was known before where they go; the base stays, also for those whom a
    closing sends to an unknown place. Settlement: as in `diagnoza.flows.settlement`, at the present cost, fee and grant per user; flows
    without a number or a cost are left out, before and after.
    """
    after = _after(service.users, change)
    base = service.known_demand.replace(0.0, np.nan)
    home = pd.Series({unit: after.loc[unit, unit] for unit in base.index}, dtype=float)
    columns = {
        "served_before": service.supply,
        "served_after": service.supply + change.added,
        "capacity": change.capacity,
        "sufficiency_before": service.at_home / base,
        "sufficiency_after": home / base,
        "position_before": _positions(service.users, service.rate),
        "position_after": _positions(after, service.rate),
    }
    table = pd.DataFrame({name: values.reindex(service.users.columns) for name, values in columns.items()})
    if change.gone:
        table.loc[change.gone, "served_after"] = 0.0
    if _unsettled(after, change.moves):
        table["position_after"] = np.nan
    return table.rename_axis("unit").reset_index()[COLUMNS]


def _after(users: pd.DataFrame, change: Change) -> pd.DataFrame:
    """Carry out the moves."""
    after = users.copy()
    for origin, source, target, persons in change.moves.itertuples(index=False):
        after.loc[origin, source] -= persons
        after.loc[origin, target] += persons
    if change.gone:
        after[change.gone] = 0.0
    return after


def _unsettled(after: pd.DataFrame, moves: pd.DataFrame) -> bool:
    """Tell whether it is not known how many users would come to, or stay with, a partner that serves others."""
    ends = [(str(origin), str(end)) for origin, *both in moves[["origin", "source", "target"]].itertuples(index=False) for end in both]
    unknown = after.isna()
    return any(origin != end and not {origin, end} & set(ELSEWHERE) and bool(unknown.loc[origin, end]) for origin, end in ends)


def _positions(users: pd.DataFrame, rate: pd.Series) -> pd.Series:
    """Add up by partner what it would receive less what it would pay; missing where every flow of its own lacks a number or a rate."""
    partners = list(rate.index)
    between = users[partners].reindex(partners, fill_value=0.0)
    other = ~np.eye(len(partners), dtype=bool) & between.ne(0)
    amounts = (between * rate.clip(lower=0)).where(other)
    known = amounts.notna()
    settled = known.sum() + known.sum(axis=1)
    there = other.sum() + other.sum(axis=1)
    return (amounts.sum() - amounts.sum(axis=1)).where(settled.gt(0) | there.eq(0))

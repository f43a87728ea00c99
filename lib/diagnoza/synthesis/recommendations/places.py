"""Actions for those who wait: free places of partners near by, or more places planned together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import ANY_KIND, Action, beneath, cost_band, slug

if TYPE_CHECKING:
    from diagnoza.synthesis.recommendations.ground import Ground

REACH = 30.0
"""Longest way between partners [min, one way] over which a service is shared: our own choice (A29)."""
FULL = 1.0
"""Utilisation from which a provider has no room."""


@dataclass(frozen=True)
class _Queue:
    """Who waits for a service, its providers by unit, and the findings that tell of it."""

    service: str
    waiting: pd.Series
    use: pd.DataFrame
    rests: tuple[str, ...]


def actions(ground: Ground) -> list[Action]:
    """
    Propose to share free places with those who wait near by, or more places where nobody near by has room.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        One per service with somebody waiting and a finding of the use of places to rest on. Room counts only where it is known that
        nobody waits, and only within `REACH`; an unknown way is not within reach. Powiats are left out: their places are of another kind.
    """
    found = []
    for queue in _queues(ground):
        free = (queue.use["capacity"] - queue.use["served"])[queue.use["waiting"].eq(0)]
        free, ways = free[free > 0], pd.Series(_ways(queue, ground), dtype=float)
        near = free[ways.reindex(free.index) <= REACH]
        full = queue.waiting[queue.use["utilisation"].reindex(queue.waiting.index) >= FULL]
        if not near.empty:
            found.append(_shared(queue, near, ground))
        elif not full.empty:
            found.append(_more(queue, full, _farther(free, ways, ground), ground))
    return found


def _queues(ground: Ground) -> list[_Queue]:
    table = ground.latest("flow_use")
    found = []
    for service, rows in () if table is None else table.groupby("service"):
        use = rows[rows["unit"].isin(ground.members)].set_index("unit")
        waiting = use["waiting"][use["waiting"] > 0]
        units, name = tuple(waiting.index), str(service)
        wanted = Wanted(("flows",), ANY_KIND, ("flow_use",), ground.field(name), general=True, services=(name,), units=units)
        if units and (rests := ground.rests(wanted)):
            found.append(_Queue(name, waiting, use, rests))
    return found


def _ways(queue: _Queue, ground: Ground) -> dict[str, float]:
    """Give the shortest known way of each provider to somebody who waits [min]."""
    pairs = ground.latest("joint_provision")
    if pairs is None:
        return {}
    found: dict[str, float] = {}
    for row in pairs[pairs["service"].eq(queue.service)].dropna(subset="minutes").to_dict("records"):
        for one, other in ((row["first"], row["second"]), (row["second"], row["first"])):
            if one in queue.waiting.index:
                found[str(other)] = min(float(row["minutes"]), found.get(str(other), float(row["minutes"])))
    return found


def served_below(ground: Ground, service: str) -> dict[str, int]:
    """
    Tell whose residents are served at home less than those of the partnership.

    Parameters
    ----------
    ground, service
        Tables; identifier of the service.

    Returns
    -------
        1 below, 0 not, where both shares are published and neither rests on incomplete reports.
    """
    table = ground.latest("flow_indicators")
    if table is None:
        return {}
    rows = table[table["service"].eq(service) & table["indicator"].eq("self_sufficiency") & table["status"].eq("shown")]
    rows = rows[~rows["flags"].str.contains("bound|missing_reporter|many_unknown")]
    values = {str(unit): float(value) for unit, value in zip(rows["unit"], rows["value"], strict=True)}
    return beneath({code: value for code, value in values.items() if code}, values.get("", float("nan")))


def _counts(counts: pd.Series, ground: Ground) -> str:
    return ", ".join(f"{ground.name(code)}: {polish.number(counts[code])}" for code in ground.ordered(counts.index))


def _said(waiting: pd.Series, ground: Ground) -> str:
    n = float(waiting.sum())
    people = f"{polish.plural(n, 'czeka', 'czekają', 'czeka')} {polish.counted(n, 'osoba', 'osoby', 'osób')}"
    return f"Na miejsce {people} ({_counts(waiting, ground)})."


def _common(queue: _Queue, waiting: pd.Series, ground: Ground) -> dict[str, Any]:
    """Say what both kinds of action have in common."""
    return {
        "findings": queue.rests,
        "field": ground.field(queue.service),
        "gains": {code: float(waiting[code]) for code in ground.municipal(waiting.index)},
        "gain_unit": "osoby oczekujące",
        "below": served_below(ground, queue.service),
        "indicator": "Osoby, które czekają na miejsce (razem)",
        "baseline": float(waiting.sum()),
        "unit": "osoby",
        "art10e_point": 4,
    }


def _shared(queue: _Queue, free: pd.Series, ground: Ground) -> Action:
    """Propose to open free places to the partners who wait; it costs what those who move would cost where they are served."""
    waiting, moved = queue.waiting, min(float(queue.waiting.sum()), float(free.sum()))
    return Action(
        id=f"places-{slug(queue.service)}",
        type="cooperation",
        title=f"Udostępnić wolne miejsca osobom, które czekają u partnerów: {ground.label(queue.service)}",
        reason=f"{_said(waiting, ground)} Wolne miejsca w odległości do {polish.number(REACH)} minut: {_counts(free, ground)}.",
        units=ground.ordered([*waiting.index, *free.index]),
        cost=cost_band(moved * float(queue.use.loc[free.index, "unit_cost"].max())),
        **_common(queue, waiting, ground),
    )


def _farther(free: pd.Series, ways: pd.Series, ground: Ground) -> str:
    """Tell the nearest free places that are too far away."""
    known = ways.reindex(free.index).dropna().sort_values(kind="stable")
    if known.empty:
        return ""
    code, minutes = str(known.index[0]), polish.counted(float(known.iloc[0]), "minuta", "minuty", "minut")
    places = polish.counted(float(free[code]), "wolne miejsce", "wolne miejsca", "wolnych miejsc")
    return f" Dalej jest {ground.name(code)}: {places}, droga {minutes}."


def _more(queue: _Queue, waiting: pd.Series, farther: str, ground: Ground) -> Action:
    """Propose more places where providers are full; running them costs at least what the cheapest provider spends on as many."""
    lacking = f"a w odległości do {polish.number(REACH)} minut żaden partner nie wykazał wolnych"
    return Action(
        id=f"capacity-{slug(queue.service)}",
        type="investment",
        title=f"Zaplanować wspólnie więcej miejsc: {ground.label(queue.service)}",
        reason=f"{_said(waiting, ground)} Wszystkie miejsca są tam zajęte, {lacking}.{farther}",
        units=ground.ordered(waiting.index),
        cost=cost_band(float(waiting.sum()) * float(queue.use["unit_cost"].min())),
        **_common(queue, waiting, ground),
    )

"""What if a provider closed, two merged or one opened: scenarios side by side, those that cannot be carried out last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.flows.changes import change
from diagnoza.flows.effects import COLUMNS as EFFECTS
from diagnoza.flows.effects import effects
from diagnoza.flows.scenario_reasons import findings, reason
from diagnoza.flows.situation import service_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from diagnoza.flow_params import Scenario
    from diagnoza.flows.situation import Situation

COLUMNS = ["scenario", "rank", "service", "year", "action", "moved", "saved", "travel", "feasible", "reason"]
BEST = ["computed", "feasible", "net"]


def imagine(
    situation: Situation, declared: Sequence[Scenario], *, values: Mapping[str, float], names: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Compute scenarios and put them in order.

    Parameters
    ----------
    situation
        The published tables. Nothing else is looked at, so scenarios tell nothing new; what is hidden there is not known here.
    declared
        The scenarios of params.
    values
        By service, what a minute more on the way is worth in a year [zł per user]; may be empty.
    names
        How partners are called in the nominative, by code, for Polish sentences.

    Returns
    -------
        Tables `Scenarios` and `ScenarioUnits`. Feasible ones come first, the greatest net result at the top (saved cost, less added travel
        where it has a value), then feasible ones of unknown net result, infeasible ones, and those that could not be computed; equal ones
        by id. No rows where there are no flows.

    Notes
    -----
    See `diagnoza.flows.moves` for who goes where. Feasible: it is known where users go, and no partner that gets more of them has fewer
    places than users; an unknown capacity bars nothing, and `reason` names it. Costs are those of the partners, fixed and variable; what
    places outside spend is not counted. Not in it: the cost of the change itself, and what people would do otherwise.
    """
    if situation.flows.empty:
        return _in_order([]), pd.DataFrame(columns=["scenario", *EFFECTS])
    rows, places = [], []
    for one in declared:
        year = one.year or _latest(situation, one.service)
        service = service_of(situation, one.service, year)
        changed = change(service, one, situation)
        found = findings(service, one, changed, situation.minutes)
        row = {"scenario": one.id, "service": one.service, "year": year, "action": one.action, "moved": changed.moved}
        row |= {"saved": changed.saved, "travel": found.travel, "feasible": found.computed and not found.crowded}
        net = changed.saved - (found.travel * values[one.service] if one.service in values else 0.0)
        rows.append(row | {"reason": reason(found, names), "net": net, "computed": found.computed})
        places.append(effects(service, changed).assign(scenario=one.id))
    together = pd.concat(places, ignore_index=True) if places else pd.DataFrame(columns=["scenario", *EFFECTS])
    return _in_order(rows), together[["scenario", *EFFECTS]]


def _latest(situation: Situation, service: str) -> int:
    """Give the latest year with flows of a service; of any where it has none."""
    years = situation.flows.loc[situation.flows["service"].eq(service), "year"]
    return int((situation.flows["year"] if years.empty else years).max())


def _in_order(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Put scenarios in order: what can be done first."""
    table = pd.DataFrame(rows, columns=[*(name for name in COLUMNS if name != "rank"), "net", "computed"])
    ascending = [*[False] * len(BEST), True]
    table = table.sort_values([*BEST, "scenario"], ascending=ascending, na_position="last", ignore_index=True)
    return table.assign(rank=range(1, len(table) + 1))[COLUMNS]

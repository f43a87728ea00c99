"""How full providers are, who waits, and what a place costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.disclosure import risky
from diagnoza.flows.protect import FEWEST
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = ["service", "year", "unit"]


def use(totals: pd.DataFrame, capacity: pd.DataFrame, costs: pd.DataFrame, minimum: Mapping[str, int]) -> pd.DataFrame:
    """
    Set users against places, and show who waits.

    Parameters
    ----------
    totals
        Table `FlowTotals` as published, so that nothing follows that it leaves out.
    capacity
        Table `Capacity`; empty: nothing is known.
    costs
        Table `UnitCosts`; empty: nothing is known.
    minimum
        By service the smallest number of persons who wait that may be published; 5 for others.

    Returns
    -------
        Table `FlowUse`, utilisation to 0.01: one row per service, year and unit that serves anybody or whose places or cost are known.
        Users are missing where the provider itself did not report: what others say is only a part. Figures of other years are not taken for
        missing ones. Utilisation of no places is missing.
    """
    providers = totals[~totals["unit"].isin([OUTSIDE, UNKNOWN]) & (totals["supply"].gt(0) | totals["supply_status"].eq("protected"))]
    table = providers[KEYS].merge(capacity[[*KEYS, "capacity", "waiting"]], how="outer", on=KEYS)
    table = table.merge(costs[[*KEYS, "unit_cost"]], how="outer", on=KEYS)
    own = totals.loc[totals["reports"].isin(["provider", "both"]), [*KEYS, "supply"]].rename(columns={"supply": "served"})
    table = table.merge(own, how="left", on=KEYS)
    least = table["service"].map(dict(minimum)).fillna(FEWEST)
    few = [bool(risky(waiting, int(fewest))) for waiting, fewest in zip(table["waiting"], least, strict=True)]
    table["waiting"] = table["waiting"].mask(pd.Series(few, index=table.index, dtype=bool))
    table["utilisation"] = (table["served"] / table["capacity"].where(table["capacity"] > 0)).round(2)
    columns = [*KEYS, "served", "capacity", "utilisation", "waiting", "unit_cost"]
    return table.sort_values(KEYS, ignore_index=True)[columns]

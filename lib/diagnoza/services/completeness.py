"""What an inventory says and does not say, by municipality, service and kind of resource; use of capacity and cost of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.folding import fold
from diagnoza.services.measured import COLUMNS
from diagnoza.services.resources import RESOURCES
from diagnoza.tables.services import Completeness, ServiceUse

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = ["users", "capacity", "spend_pln", "waiting"]


def completeness(inventory: pd.DataFrame, units: Sequence[str], services: Sequence[str]) -> pd.DataFrame:
    """
    Count what is known of every kind of resource.

    Parameters
    ----------
    inventory
        Rows as declared in `Inventory`; of each provider and indicator the latest year counts.
    units, services
        Codes and ids, in the order of the result.

    Returns
    -------
    pd.DataFrame
        As declared in `Completeness`: all units × services × seven kinds of resources. A column such as staff that a provider fills in
        counts for its kind; a column that nobody asked for is not counted as missing.
    """
    told = inventory[inventory["teryt"].isin(list(units)) & inventory["service"].isin(list(services))]
    told = (
        told.assign(part=told["indicator"].map(fold))
        .sort_values("year")
        .drop_duplicates(["teryt", "service", "provider", "part"], keep="last")
    )
    known = told["value"].notna()
    cells = told.assign(cells=1, known=known.astype(int), estimated=(known & told["status"].eq("estimated")).astype(int))
    filled = [
        inventory[inventory[one.name].notna()].drop_duplicates(["teryt", "service", "provider"]).assign(resource=one.resource)
        for one in COLUMNS.values()
    ]
    keys, counts = ["teryt", "service", "resource"], ["cells", "known", "estimated"]
    everything = pd.concat([cells, *(ones.assign(cells=1, known=1, estimated=0) for ones in filled)])[[*keys, *counts]]
    index = pd.MultiIndex.from_product([list(units), list(services), list(RESOURCES)], names=keys)
    matrix = everything.groupby(keys)[counts].sum().reindex(index, fill_value=0).reset_index()
    return pd.DataFrame(Completeness.validate(matrix.assign(status=_status(matrix)), lazy=True))


def _status(matrix: pd.DataFrame) -> pd.Series:
    status = pd.Series("measured", index=matrix.index)
    status = status.mask(matrix["estimated"] > 0, "estimated")
    status = status.mask(matrix["known"] < matrix["cells"], "partial")
    status = status.mask(matrix["known"] == 0, "no_data")
    return status.mask(matrix["cells"] == 0, "absent")


def service_use(inventory: pd.DataFrame) -> pd.DataFrame:
    """
    Work out the use of capacity and the cost of a user.

    Parameters
    ----------
    inventory
        Rows as declared in `Inventory`.

    Returns
    -------
    pd.DataFrame
        As declared in `ServiceUse`: a row for every unit and service, in its latest year. A ratio is taken over those providers that tell
        both its numbers, so that nobody's users are divided by another's places; missing where none does. More than 1 is more users than
        places.

    Notes
    -----
    A low cost of a user may be thrift or a poor service: it is read beside the score of supply and the needs met.
    """
    latest = inventory["year"].eq(inventory.groupby(["teryt", "service"])["year"].transform("max"))
    keys = ["teryt", "service", "year"]
    ones = inventory[latest].groupby([*keys, "provider"], dropna=False)[_NUMBERS].max().reset_index()
    use, cost = (
        ones[ones[["users", name]].notna().all(axis="columns") & ones[by].gt(0)]
        for name, by in (("capacity", "capacity"), ("spend_pln", "users"))
    )
    table = ones.groupby(keys)[_NUMBERS].sum(min_count=1)
    table["providers"] = ones.groupby(keys).size()
    table["use"] = use.groupby(keys)["users"].sum() / use.groupby(keys)["capacity"].sum()
    table["unit_cost"] = cost.groupby(keys)["spend_pln"].sum() / cost.groupby(keys)["users"].sum()
    columns = list(ServiceUse.to_schema().columns)
    return pd.DataFrame(ServiceUse.validate(table.reset_index()[columns], lazy=True))

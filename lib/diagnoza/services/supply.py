"""
The score of supply Z of a service: what there is, against statutory standards or a comparison group, on 0-100.

Partners are never measured against each other: a part with neither a standard nor a comparison stays out and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diagnoza.errors import DiagnozaError
from diagnoza.folding import fold
from diagnoza.polish import counted, span, typography
from diagnoza.services.measured import COLUMNS, Measured, column, indicator
from diagnoza.services.normalised import Reference, refer
from diagnoza.tables.services import Supply, SupplyParts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

Row = dict[str, Any]

KINDS = {"standard": "wobec normy", "comparison": "wobec grupy porównawczej", "scale": "na własnej skali"}
ABSENT = "inwentaryzacja nic o tej usłudze nie mówi"


def supply_parts(
    inventory: pd.DataFrame,
    comparison: pd.DataFrame,
    municipalities: Sequence[str],
    services: Sequence[str],
    *,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """
    Hold what municipalities have against standards and comparison values.

    Parameters
    ----------
    inventory
        Rows as declared in `Inventory`; those of powiats do not count, for their supply is not that of one municipality.
    comparison
        Values as declared in `Comparison`; it may be empty.
    municipalities, services
        Codes and ids, in the order of the result.
    weights
        Weights of parts, above 0; a part that is not named has 1. Only their proportions matter.

    Returns
    -------
    pd.DataFrame
        As declared in `SupplyParts`: for every municipality the same parts of a service, the indicators and filled columns of any of them,
        and those of the comparison.

    Raises
    ------
    DiagnozaError
        If a weight is not above 0.

    Notes
    -----
    Our own formula. Against a standard that is a least: ``100 min(1, value / standard)``; a most: ``100 min(1, standard / value)``. Against
    quartiles: the percentile by linear interpolation, 0 at nothing, never above the uppermost that is given. Against a typical value alone:
    ``50 min(2, value / typical)``, the other way round where less is better. Condition 1-5 and shares of accessible places have ends
    of their own. More than a standard asks for is not more supply.
    """
    if wrong := {part: weight for part, weight in (weights or {}).items() if not weight > 0}:
        msg = f"Weights of parts of the supply score are above 0, not {wrong}. A part without a comparison stays out of the score."
        raise DiagnozaError(msg)
    own = _records(inventory[inventory["teryt"].isin(list(municipalities))])
    given = {(str(row["service"]), str(row["part"])): row for row in _records(comparison)}
    found = []
    for service in services:
        parts = _parts(own, given, service)
        for teryt in municipalities:
            rows = [row for row in own if row["teryt"] == teryt and row["service"] == service]
            ones = [_part(rows, part, Reference(label, resource, given.get((service, part)))) for part, (label, resource) in parts.items()]
            found += [{"teryt": teryt, "service": service} | one for one in _weighed(ones, weights or {})]
    columns = list(SupplyParts.to_schema().columns)
    return pd.DataFrame(SupplyParts.validate(pd.DataFrame(found, columns=columns), lazy=True))


def supply(parts: pd.DataFrame, inventory: pd.DataFrame, municipalities: Sequence[str], services: Sequence[str]) -> pd.DataFrame:
    """
    Score the supply of services.

    Parameters
    ----------
    parts
        As `supply_parts` gives them.
    inventory
        The same as there; it tells services that only a powiat lists.
    municipalities, services
        The same as there.

    Returns
    -------
    pd.DataFrame
        As declared in `Supply`, a row for every municipality and service: the weighted mean of the parts that enter. ``low`` and ``high``
        are its least and greatest values when each part in turn is left out or counts double, and when all count the same.

    Notes
    -----
    Our own measure. Municipalities may be scored on different parts; `basis` tells on how many of how many. The range shows how much
    the choice of weights matters; it is no confidence interval.
    """
    of_powiats = {(str(code), str(service)) for code, service in zip(inventory["teryt"], inventory["service"], strict=True)}
    groups = dict(iter(parts.groupby(["teryt", "service"], sort=False)))
    rows = []
    for service in services:
        for teryt in municipalities:
            ones = groups.get((teryt, service), parts.iloc[:0])
            entered = ones[ones["normalised"].notna()]
            score, low, high = _score(entered["normalised"].to_numpy(dtype=float), entered["weight"].to_numpy(dtype=float))
            listed = (teryt, service) in of_powiats
            powiat = teryt[:4] if not listed and (teryt[:4], service) in of_powiats else ""
            basis = _basis(ones, entered, listed=listed, powiat=powiat)
            rows.append((teryt, service, score, low, high, len(entered), len(ones), basis))
    columns = list(Supply.to_schema().columns)
    return pd.DataFrame(Supply.validate(pd.DataFrame(rows, columns=columns), lazy=True))


def _records(table: pd.DataFrame) -> list[Row]:
    return [{str(name): None if pd.isna(cell) else cell for name, cell in row.items()} for row in table.to_dict("records")]


def _parts(rows: Sequence[Row], given: Mapping[tuple[str, str], Row], service: str) -> dict[str, tuple[str, str]]:
    """Name the parts of a service, with label and kind of resource: indicators in alphabetical order, then columns."""
    own = [row for row in rows if row["service"] == service]
    labels = {fold(row["indicator"]): (row["indicator"], row["resource"]) for row in sorted(own, key=lambda row: str(row["resource"]))}
    compared = {part for name, part in given if name == service}
    labels |= {part: (part, "other") for part in compared - set(labels) if part not in COLUMNS}
    filled = {part for part, one in COLUMNS.items() if part in compared or any(row[one.name] is not None for row in own)}
    columns = {part: (one.label, one.resource) for part, one in COLUMNS.items() if part in filled}
    return {part: labels[part] for part in sorted(labels)} | columns


def _part(rows: Sequence[Row], part: str, reference: Reference) -> Row:
    if part in COLUMNS:
        measured = column(rows, part)
    else:
        ones = [row for row in rows if fold(row["indicator"]) == part]
        unit = reference.row["unit"] if reference.row else ""
        measured = indicator(ones) if ones else Measured(None, unit, None, "nie ujęto w inwentaryzacji")
    return {"part": part} | refer(measured, part, reference)


def _weighed(ones: list[Row], weights: Mapping[str, float]) -> list[Row]:
    total = sum(weights.get(one["part"], 1.0) for one in ones if one["normalised"] is not None)
    return [one | {"weight": weights.get(one["part"], 1.0) / total if one["normalised"] is not None else 0.0} for one in ones]


def _score(values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Give the weighted mean, and its least and greatest values over other weightings; missing where there is nothing to weigh."""
    if not len(values):
        return np.nan, np.nan, np.nan
    score = float(np.clip(np.average(values, weights=weights), 0, 100))
    if len(values) == 1:
        return score, np.nan, np.nan
    others = [
        np.ones_like(weights),
        *(weights * np.where(np.arange(len(weights)) == at, factor, 1) for at in range(len(weights)) for factor in (0, 2)),
    ]
    means = [score, *(float(np.clip(np.average(values, weights=one), 0, 100)) for one in others)]
    return score, min(means), max(means)


def _basis(ones: pd.DataFrame, entered: pd.DataFrame, *, listed: bool, powiat: str) -> str:
    """Say what a score rests on, or why there is none."""
    if powiat:
        return typography(f"Nie oceniono: usługę wykazał tylko powiat ({powiat}), którego zasobów nie przypisano do jednej gminy.")
    if not listed:
        return typography(f"Nie oceniono: {ABSENT}.")
    if entered.empty:
        reasons = "; ".join(sorted(set(ones["note"])))
        return typography(f"Nie oceniono: żadnego wskaźnika nie można było użyć ({reasons}).")
    kinds = entered["kind"].value_counts()
    told = ", ".join(f"{kinds[kind]} {words}" for kind, words in KINDS.items() if kind in kinds)
    n = len(entered)
    used = counted(n, "wskaźniku", "wskaźnikach", "wskaźnikach")
    single = " Jeden wskaźnik nie pozwala sprawdzić, ile zależy od wag." if n == 1 else ""
    return typography(f"Na {used} z {len(ones)}: {told}; dane: {span(entered['year'].astype(int))}.{single}")

"""Topics of training: only from causes in organisation, competence and information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diagnoza.services.bootstrap import rounded
from diagnoza.services.causes import TRAINABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = [
    "field",
    "cause",
    "topic",
    "services",
    "municipalities",
    "units",
    "n_units",
    "staff",
    "without_staff",
    "declared",
    "base_score",
    "low",
    "high",
    "score",
    "rank",
]
TOPICS = {
    "organisation": "Organizacja usług i obsługi mieszkańców",
    "competence": "Jakość usług i kompetencje pracowników",
    "information": "Informowanie mieszkańców i komunikacja",
}
FEWEST = 5
"""The smallest number of staff behind a declared need: a share of fewer would tell of single persons."""


def topics(found: pd.DataFrame, causes: pd.DataFrame, inventory: pd.DataFrame, declared: pd.DataFrame | None = None) -> pd.DataFrame:
    r"""
    List topics of training, with the services, institutions and staff behind each.

    Parameters
    ----------
    found
        Result of `diagnoza.services.causes.cases`.
    causes
        Table `Causes`.
    inventory
        Table `Inventory`.
    declared
        What staff themselves say they need: service, cause, share [0-1], n [staff who answered]; None: they were not asked.

    Returns
    -------
        Table `Training`: a topic for each sector and cause, the most needed first.

    Notes
    -----
    :math:`\sum p \cdot s \cdot d` over units (a municipality, or a powiat that provides) and services with that cause: priority, staff
    concerned [full-time equivalents, latest year], share of staff who declare the need. `base_score` leaves out the last factor; `score`
    is missing where staff of a service were not asked, or fewer than 5 answered. The order is that of `score` if all topics have one,
    else that of `base_score`. Limits take the limits of all priorities at once, so they are rather too wide. Where several municipalities
    are served by one powiat, its staff count once, with the mean of the priorities.
    """
    trainable = causes.loc[causes["cause"].isin(list(TRAINABLE)), ["teryt", "service", "cause"]].drop_duplicates()
    table = _concerned(trainable.merge(found, on=["teryt", "service"]), _staff(inventory))
    table = table.merge(_declared(declared), on=["service", "cause"], how="left")
    rows = [_topic(str(field), str(cause), rows) for (field, cause), rows in table.groupby(["field", "cause"])]
    listed = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "rank"])
    by = "score" if len(listed) and listed["score"].notna().all() else "base_score"
    listed = listed.sort_values([by, "field", "cause"], ascending=[False, True, True], ignore_index=True)
    return listed.assign(rank=listed[by].rank(ascending=False, method="min").astype("Int64"))[COLUMNS]


def _staff(inventory: pd.DataFrame) -> pd.DataFrame:
    """Give the staff and the institutions of each unit and service in its latest year; an institution stands in several rows."""
    latest = inventory[inventory["year"].eq(inventory.groupby(["teryt", "service"])["year"].transform("max"))]
    keys = ["teryt", "service", "field", "provider"]
    each = latest.groupby(keys, dropna=False)["staff_fte"].max().reset_index()
    units = each.groupby(keys[:3])["provider"].agg(_joined)
    return pd.DataFrame({"staff": each.groupby(keys[:3])["staff_fte"].sum(min_count=1), "units": units}).reset_index()


def _joined(words: Iterable[Any]) -> str:
    return "; ".join(sorted({str(word) for word in words} - {""}))


def _concerned(table: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """Give the units whose staff a cause concerns: the municipality, and a powiat that provides the service to it."""
    units = [table.assign(unit=table["teryt"]), table.assign(unit=table["teryt"].str[:4])]
    behind = pd.concat(units).merge(staff.rename(columns={"teryt": "unit"}), on=["unit", "service"])
    once = behind.groupby(["field", "cause", "service", "unit", "units"])
    figures = once[["value", "low", "high", "staff"]].mean().assign(members=once["teryt"].agg(_joined))
    return figures.reset_index()


def _declared(declared: pd.DataFrame | None) -> pd.DataFrame:
    if declared is None:
        return pd.DataFrame({"service": pd.Series(dtype=str), "cause": pd.Series(dtype=str), "share": pd.Series(dtype=float)})
    return declared.loc[declared["n"].ge(FEWEST), ["service", "cause", "share"]]


def _topic(field: str, cause: str, rows: pd.DataFrame) -> dict[str, Any]:
    """Add up what stands behind one topic."""
    scores = {name: (rows[of] * rows["staff"]).sum(min_count=1) for name, of in [("base_score", "value"), ("low", "low"), ("high", "high")]}
    counted = rows["value"].notna() & rows["staff"].notna()
    known = rows[counted & rows["share"].notna()]
    complete = counted.any() and len(known) == counted.sum()
    weight = known["staff"].sum()
    return {
        "field": field,
        "cause": cause,
        "topic": TOPICS[cause],
        "services": _joined(rows["service"]),
        "municipalities": _joined(code for codes in rows["members"] for code in codes.split("; ")),
        "units": _joined(name for names in rows["units"] for name in names.split("; ")),
        "n_units": len({name for names in rows["units"] for name in names.split("; ")} - {""}),
        "staff": rows["staff"].sum(min_count=1),
        "without_staff": int(rows["staff"].isna().sum()),
        "declared": (known["share"] * known["staff"]).sum() / weight if weight > 0 else np.nan,
        **dict(zip(scores, rounded(np.array([*scores.values()], dtype=float), 1), strict=True)),
        "score": float(rounded((known["value"] * known["staff"] * known["share"]).sum(), 1)) if complete else np.nan,
    }

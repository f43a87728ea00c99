"""Evidence against goals: what is evidenced and whose goal it is, what is nobody's, what is a goal without evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.tables.synthesis import FieldStatus

if TYPE_CHECKING:
    import pandas as pd

SEVERAL = ("shared", "common")
"""Kinds of fields that at least two partners have a goal in."""
FIRM = ("A", "B")
"""Strengths at which a field counts as evidenced."""


def cross(strength: str, goals: str) -> str:
    """
    Set the evidence of a field against its goals.

    Parameters
    ----------
    strength
        A, B, C or "".
    goals
        none, single, shared, common; "" where it is not known.

    Returns
    -------
    str
        evidenced, unevidenced, blind_spot, single, nothing or unknown.

    Examples
    --------
    >>> cross("A", "common"), cross("C", "shared"), cross("B", "none"), cross("", "none"), cross("A", "single"), cross("A", "")
    ('evidenced', 'unevidenced', 'blind_spot', 'nothing', 'single', 'unknown')
    """
    firm = strength in FIRM
    if goals in SEVERAL:
        return "evidenced" if firm else "unevidenced"
    if goals == "none":
        return "blind_spot" if firm else "nothing"
    return "single" if goals == "single" else "unknown"


def crossed(strengths: pd.DataFrame, goal_fields: pd.DataFrame | None) -> pd.DataFrame:
    """
    Set the evidence of every field against its goals.

    Parameters
    ----------
    strengths
        Result of `strength.of_fields`.
    goal_fields
        Table `GoalFields`; None where no goals were delivered.

    Returns
    -------
    pd.DataFrame
        Table `FieldStatus`. Where the lowest and the highest number of partners lead to different results, the goals are not known.
    """
    found: dict[str, tuple[str, str]] = {}
    if goal_fields is not None:
        found = {str(row.field): (str(row.kind), str(row.kind_high)) for row in goal_fields.itertuples()}
    rows = []
    for row in strengths.to_dict("records"):
        kinds = found.get(row["field"], ("", ""))
        results = {cross(row["strength"], kind) for kind in kinds}
        settled = len(results) == 1
        rows.append({"goals": kinds[0] if settled else "", "crossed": results.pop() if settled else "unknown"})
    table = strengths.assign(**{name: [row[name] for row in rows] for name in ("goals", "crossed")})
    return table[list(FieldStatus.to_schema().columns)]

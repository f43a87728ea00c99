"""What every proposal of an action says, and the rules that all of them share: findings first, cost and term as far as tables tell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from dataclasses import field as left_open
from typing import TYPE_CHECKING

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEMS = ("need", "difference", "trend", "tie")
"""Kinds of findings that ask for something to be done."""
ANY_KIND = ("need", "asset", "difference", "trend", "tie")
POINTS = {
    "investment": 2,
    "joint_service": 2,
    "training": 2,
    "information": 2,
    "cooperation": 2,
    "exchange": 2,
    "procedure": 8,
    "programme_change": 8,
    "measure_next": 3,
}
"""Point of art. 10e para. 3 that a kind of action feeds, where its module tells no other: our own choice (A29)."""
TERMS = {"information": "quick", "exchange": "quick", "investment": "long", "joint_service": "long"}
"""Term of a kind of action, where its module tells no other; all other kinds take up to two years."""
LOW_COST, MEDIUM_COST = 50_000.0, 500_000.0
"""Upper limits of low and medium cost [zł a year]: our own choice (A29)."""


@dataclass(frozen=True)
class Action:
    """
    One proposal; attributes as the columns of `diagnoza.tables.synthesis.Recommendations`.

    `gains` has the amount for each municipality that gains, NaN where it is not a number; `below` has 1 for those that stand below the
    partnership in this and 0 for those that do not. Of who is in neither it is not known.
    """

    id: str
    type: str
    title: str
    reason: str
    findings: tuple[str, ...]
    field: str = ""
    units: tuple[str, ...] = ()
    gains: Mapping[str, float] = left_open(default_factory=dict)
    gain_unit: str = ""
    below: Mapping[str, int] = left_open(default_factory=dict)
    cost: str = "unknown"
    term: str = ""
    indicator: str = ""
    baseline: float = math.nan
    target: float = math.nan
    unit: str = ""
    audience: str = ""
    headcount: int | None = None
    art10e_point: int | None = None


def cost_band(yearly: float) -> str:
    """
    Put a yearly cost into a band.

    Parameters
    ----------
    yearly
        Cost [zł a year] told by the tables; missing: unknown, 0 or less: none.

    Examples
    --------
    >>> cost_band(float("nan")), cost_band(0), cost_band(49_999), cost_band(50_000), cost_band(500_000)
    ('unknown', 'none', 'low', 'medium', 'high')
    """
    if polish.is_missing(yearly):
        return "unknown"
    if yearly <= 0:
        return "none"
    return "low" if yearly < LOW_COST else "medium" if yearly < MEDIUM_COST else "high"


def beneath(values: Mapping[str, float], whole: float) -> dict[str, int]:
    """
    Tell who stands below the partnership.

    Parameters
    ----------
    values, whole
        Values of municipalities; that of the partnership.

    Returns
    -------
        1 below, 0 not; nothing of those without a value, and nothing at all where that of the partnership is not known.

    Examples
    --------
    >>> beneath({"a": 3.0, "b": 5.0, "c": float("nan")}, 5.0), beneath({"a": 3.0}, float("nan"))
    ({'a': 1, 'b': 0}, {})
    """
    if polish.is_missing(whole):
        return {}
    return {code: int(value < whole) for code, value in values.items() if not polish.is_missing(value)}


def slug(text: str) -> str:
    """
    Turn an identifier into a part of one of `Recommendations`.

    Parameters
    ----------
    text
        Letters a-z, digits and _.

    Examples
    --------
    >>> slug("culture_house")
    'culture-house'
    """
    return text.replace("_", "-").lower()

"""Who stands below the partnership in a whole field, and what lifting them to its mean would be measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.context import inequality
from diagnoza.context.indicators import INDICATORS
from diagnoza.synthesis.lines.statistics import FIELDS
from diagnoza.synthesis.recommendations.gaps import NEEDS_MET, POINTS_OF, needs_met, standing
from diagnoza.synthesis.recommendations.places import served_below
from diagnoza.synthesis.recommendations.rules import beneath

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from diagnoza.synthesis.recommendations.ground import Ground

HALF = 0.5


def standing_in(ground: Ground, field: str) -> dict[str, int]:
    """
    Tell who stands below the partnership in a field.

    Parameters
    ----------
    ground, field
        Tables; identifier of the field.

    Returns
    -------
        1 where a municipality stands below in more than half of what is known of it: needs met (or supply) and use at home of each
        service of the field, and the public figures that tell of it; 0 otherwise; nothing of those of whom nothing is known.
    """
    services = [name for name in ground.about.services if ground.field(name) == field]
    signals = [one for name in services for one in (standing(ground, name), served_below(ground, name))]
    signals += [_beneath_mean(rows, name) for name, rows in _indicators(ground, field)]
    known = {code: [one[code] for one in signals if code in one] for code in ground.members}
    return {code: int(sum(of_one) > HALF * len(of_one)) for code, of_one in known.items() if of_one}


def lift(ground: Ground, field: str, units: Collection[str] = ()) -> dict[str, Any]:
    """
    Measure levelling in a field: the lowest municipality now, and the mean of the partnership to lift it to.

    Parameters
    ----------
    ground, field
        Tables; identifier of the field.
    units
        Units of the values that findings turn on: a public figure in one of them goes before the others.

    Returns
    -------
        Indicator, baseline, target and unit, as in `Action`: of the service whose lowest municipality is farthest below, else of the
        public figure with the greatest relative distance that partners could even out; empty where neither is known.
    """
    services = [name for name in ground.about.services if ground.field(name) == field]
    found = [one for name in services if (one := _of_service(ground, name))]
    if not found:
        figures = [one for name, rows in _indicators(ground, field) if (one := _of_indicator(rows, name))]
        found = [one for one in figures if one[1]["unit"] in units] or figures
    return max(found, key=lambda one: one[0])[1] if found else {}


def _of_service(ground: Ground, service: str) -> tuple[float, dict[str, Any]] | None:
    met = needs_met(ground, service)
    whole = met.pop("", float("nan"))
    lowest = min(met.values(), default=float("nan"))
    if not lowest < whole:
        return None
    words = {"indicator": f"{NEEDS_MET}: {ground.label(service)}", "unit": POINTS_OF}
    return whole - lowest, {**words, "baseline": lowest, "target": whole}


def _of_indicator(rows: pd.DataFrame, name: str) -> tuple[float, dict[str, Any]] | None:
    told, mean = INDICATORS[name], inequality.weighted_mean(rows["value"], rows["base"])
    if not told.levelled or len(rows) < 2 or not mean:  # noqa: PLR2004  (one alone has nobody to be levelled with)
        return None
    worst = float(rows["value"].min() if told.direction > 0 else rows["value"].max())
    words = {"indicator": f"{told.name}: gmina w najtrudniejszym położeniu", "unit": told.unit}
    return abs(mean - worst) / abs(mean), {**words, "baseline": worst, "target": float(mean)}


def _indicators(ground: Ground, field: str) -> list[tuple[str, pd.DataFrame]]:
    """Give the public figures that tell of a field: latest year, rows of members."""
    table = ground.table("indicators")
    if table is None:
        return []
    members = table[table["teryt"].isin(ground.members)].dropna(subset=["value"])
    found = []
    for name, told in FIELDS.items():
        rows = members[members["indicator"].eq(name)]
        if told.field == field and not rows.empty:
            found.append((name, rows[rows["year"].eq(rows["year"].max())]))
    return found


def _beneath_mean(rows: pd.DataFrame, name: str) -> dict[str, int]:
    """Tell who is on the unfavourable side of the mean of the partnership, weighted by inhabitants."""
    direction = INDICATORS[name].direction
    if len(rows) < 2 or not direction:  # noqa: PLR2004  (as above)
        return {}
    values = {str(code): direction * float(value) for code, value in zip(rows["teryt"], rows["value"], strict=True)}
    return beneath(values, direction * float(inequality.weighted_mean(rows["value"], rows["base"])))

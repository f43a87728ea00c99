"""A value on 0-100: against a standard, a comparison group, or the ends of its own scale; without any of them not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diagnoza.services.measured import COLUMNS
from diagnoza.units import PER, read_unit

if TYPE_CHECKING:
    from diagnoza.services.measured import Measured

NO_REFERENCE = "bez normy i bez wartości porównawczej"
OTHER_UNIT = "wartość porównawcza jest w innej jednostce ({})"
QUANTILES = {"p10": 10.0, "q1": 25.0, "value": 50.0, "q3": 75.0, "p90": 90.0}
SCALES = {"@condition": (1.0, 5.0), "@accessible_arch": (0.0, 100.0), "@accessible_digital": (0.0, 100.0)}
"""Least and most of the parts that have ends of their own."""


class Reference(NamedTuple):
    """Label and kind of resource of a part, and the row of `Comparison` that there is for it."""

    label: str
    resource: str
    row: dict[str, Any] | None


def refer(measured: Measured, part: str, reference: Reference) -> dict[str, Any]:
    """
    Hold a value against what there is: a standard before a comparison before the ends of its own scale.

    Parameters
    ----------
    measured
        The value of a municipality.
    part
        Name of the part.
    reference
        What is known of the part besides.

    Returns
    -------
        The columns of `diagnoza.tables.services.SupplyParts` from label to note, without weight.
    """
    row: dict[str, Any] = {"label": reference.label, "resource": reference.resource, "year": measured.year, "unit": measured.unit}
    row |= {"value": measured.value, "reference": None, "kind": "none", "normalised": None, "note": measured.note}
    if measured.value is None:
        return row
    if measured.standard is not None:
        value = against_standard(measured.value, measured.standard, measured.better)
        return row | {"reference": measured.standard, "kind": "standard", "normalised": value}
    if reference.row is not None:
        return row | _compared(measured, reference.row)
    if part in SCALES:
        least, most = SCALES[part]
        return row | {"reference": most, "kind": "scale", "normalised": 100 * (measured.value - least) / (most - least)}
    return row | {"note": NO_REFERENCE}


def against_standard(value: float, standard: float, better: str) -> float:
    """
    Say how far a standard is kept; more than it asks for counts no more.

    Parameters
    ----------
    value, standard
        In the same unit, the standard above 0.
    better
        higher: the standard is a least; lower: it is a most.

    Returns
    -------
        0-100, and 100 where it is kept.

    Examples
    --------
    >>> against_standard(45, 60, "higher"), against_standard(50, 25, "lower"), against_standard(0, 25, "lower")
    (75.0, 50.0, 100.0)
    """
    if better == "lower":
        return 100.0 if value <= standard else 100 * standard / value
    return 100 * min(value / standard, 1.0)


def against_comparison(value: float, given: dict[str, Any]) -> float:
    """
    Say where a value stands in the comparison group.

    Parameters
    ----------
    value
        In the unit of the comparison.
    given
        A row of `diagnoza.tables.services.Comparison`.

    Returns
    -------
        0-100, 50 at the typical value. With both quartiles the percentile, by linear interpolation, 0 at nothing and no more than that of
        the uppermost that is given; with the typical value alone its ratio, 100 at twice or more of it (at half or less where less is
        better).

    Examples
    --------
    >>> against_comparison(30, {"value": 40, "better": "higher"}), against_comparison(0, {"value": 40, "better": "lower"})
    (37.5, 100.0)
    >>> against_comparison(30, {"q1": 20, "value": 40, "q3": 80, "better": "lower"})
    62.5
    """
    lower = given["better"] == "lower"
    if given.get("q1") is not None and given.get("q3") is not None:
        known = {name: percentile for name, percentile in QUANTILES.items() if given.get(name) is not None}
        at = float(np.interp(value, [0.0, *(float(given[name]) for name in known)], [0.0, *known.values()]))
        return 100 - at if lower else at
    if lower:
        return 100.0 if value <= given["value"] / 2 else 50 * float(given["value"]) / value
    return 50 * min(value / float(given["value"]), 2.0)


def _compared(measured: Measured, given: dict[str, Any]) -> dict[str, Any]:
    value, unit = measured.value, measured.unit
    if unit != given["unit"]:
        value, unit = _as_rate(measured, given["unit"]), given["unit"]
    if value is None:
        return {"note": OTHER_UNIT.format(given["unit"])}
    return {
        "value": value,
        "unit": unit,
        "reference": given["value"],
        "kind": "comparison",
        "normalised": against_comparison(value, given),
    }


def _as_rate(measured: Measured, unit: str) -> float | None:
    """Turn a count into the rate that the comparison is given as, by the target population of its rows."""
    base, rate, _ = unit.partition(PER)
    if not rate or base != measured.unit or measured.population is None or not read_unit(measured.unit).adds_up:
        return None
    return measured.value * 1000 / measured.population if measured.value is not None else None


def in_unit_of(part: str, unit: str) -> float | None:
    """
    Say what a comparison value of a column of the inventory is multiplied by to be in the unit of the part.

    Parameters
    ----------
    part
        A key of `COLUMNS`.
    unit
        The name that `read_unit` gives the unit of the comparison.

    Returns
    -------
        The factor; None where the unit is not one of the part's: a sum is compared only as a rate per persons.
    """
    column = COLUMNS[part]
    if column.kind == "sum":
        base, rate, _ = unit.partition(PER)
        each, one, _ = unit.partition(" na ")
        wanted = column.unit.partition(" na ")[0]
        if rate and base == wanted:
            return column.per / 1000
        return column.per if one and each == wanted and not rate else None
    return 1.0 if unit in {column.unit, "godz." if part == "@hours" else column.unit} else None

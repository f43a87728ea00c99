"""How much of the model a programme covers, whether it kept the dates of the act, and what changed from year to year."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.programme.items import programmes
from diagnoza.tables.programme import DATES, MOST, SIDES, CoverageChanges, CoverageParts, ProgrammeDates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.programme.model import Model
    from diagnoza.tables.base import Table


def coverage_parts(items: pd.DataFrame) -> pd.DataFrame:
    """
    Measure the coverage of each plane, and of the statutory points.

    Parameters
    ----------
    items
        Table `CoverageItems`.

    Returns
    -------
        Table `CoverageParts`: sum of levels / (2 × areas) [0-1], the text and the practice apart. An area that was not assessed is not
        taken for 0: as long as there is one, the coverage is missing, and only its least and greatest value are given.

    Notes
    -----
    Our own measure. It counts what people judged; it says nothing of how good a programme is, and areas are not weighted.
    """
    rows: list[dict[str, object]] = []
    for (teryt, year, part), some in items.groupby(["teryt", "year", "part"], sort=False):
        for side in SIDES:
            levels = some[f"level_{side}"].dropna()
            total, most, unknown = int(levels.sum()), MOST * len(some), len(some) - len(levels)
            row: dict[str, object] = {"teryt": teryt, "year": year, "part": part, "side": side, "items": len(some), "levels": total}
            row |= {"assessed": len(levels), "coverage": None if unknown else total / most}
            known = len(levels) > 0
            rows.append(row | {"low": total / most if known else None, "high": (total + MOST * unknown) / most if known else None})
    return _declared(rows, CoverageParts)


def programme_dates(programme: pd.DataFrame, model: Model) -> pd.DataFrame:
    """
    Hold the dates of programmes against those of the act.

    Parameters
    ----------
    programme
        Table `Programme`.
    model
        The last days.

    Returns
    -------
        Table `ProgrammeDates`; how late a day is that was not delivered is missing.

    Notes
    -----
    The last days are those of ``params/programme/statutory_points.yaml``, whatever the year: earlier wordings of the act are not known.
    """
    rows: list[dict[str, object]] = []
    for one in programme.to_dict("records"):
        for date in DATES:
            due, day = getattr(model.dates, date).of(int(one["year"])), str(one[date])
            late = (dt.date.fromisoformat(day) - due).days if day else None
            rows.append({"teryt": one["teryt"], "year": one["year"], "date": date, "day": day, "due": due.isoformat(), "late": late})
    return _declared(rows, ProgrammeDates)


def coverage_changes(items: pd.DataFrame) -> pd.DataFrame:
    """
    Compare each programme with the one delivered before it.

    Parameters
    ----------
    items
        Table `CoverageItems`.

    Returns
    -------
        Table `CoverageChanges`: a row per item and side of every two programmes that follow each other; none where a municipality has one
        programme. Added is a level above 0 after 0, dropped is 0 after a level above 0.
    """
    by_programme = {(str(teryt), int(str(year))): some for (teryt, year), some in items.groupby(["teryt", "year"], sort=False)}
    rows: list[dict[str, object]] = []
    for (teryt, before), (other, year) in pairwise(programmes([items])):
        if teryt != other:
            continue
        earlier = by_programme[teryt, before][["kind", "item", "level_text", "level_practice"]]
        both = by_programme[other, year].merge(earlier, on=["kind", "item"], suffixes=("", "_before"))
        for row in both.to_dict("records"):
            about: dict[str, object] = {"teryt": teryt, "before": before, "year": year} | {
                one: row[one] for one in ("kind", "item", "part")
            }
            for side in SIDES:
                was, now = row[f"level_{side}_before"], row[f"level_{side}"]
                rows.append(about | {"side": side, "level_before": was, "level": now, "change": _change(was, now)})
    return _declared(rows, CoverageChanges)


def _change(before: Any, level: Any) -> str:
    """Name the step from one level to another; without one of them it is unknown."""
    if pd.isna(before) or pd.isna(level):
        return "unknown"
    if before == level:
        return "same"
    if not before or not level:
        return "added" if level else "dropped"
    return "improved" if level > before else "worsened"


def _declared(rows: Iterable[dict[str, object]], table: type[Table]) -> pd.DataFrame:
    columns = list(table.to_schema().columns)
    return pd.DataFrame(table.validate(pd.DataFrame(list(rows), columns=columns), lazy=True))

"""Every area and statutory point of every programme, with what was judged of it, and what does not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import Problem
from diagnoza.tables.programme import POINTS, CoverageItems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diagnoza.programme.model import Model

LISTS = {0: "missing", 1: "redraft", 2: "present"}
"""Which list an item stands on, by its level of the text; without a level it is unassessed."""
PROGRAMME = ["teryt", "year"]
_TEXTS = ("evidence", "proposal", "action", "owner", "term", "source")
_JUDGED = ("level_text", "level_practice", "score_jst", "score_ngo", "score_agreed")


def programmes(tables: Iterable[pd.DataFrame]) -> list[tuple[str, int]]:
    """
    List the programmes that any table tells of.

    Parameters
    ----------
    tables
        With the columns teryt and year.

    Returns
    -------
        Code and year of each, sorted.
    """
    return sorted({(str(teryt), int(year)) for table in tables for teryt, year in zip(table["teryt"], table["year"], strict=True)})


def coverage_items(coverage: pd.DataFrame, provisions: pd.DataFrame, model: Model, wanted: Sequence[tuple[str, int]]) -> pd.DataFrame:
    """
    Set every area and point of the tables of method against what was judged of it.

    Parameters
    ----------
    coverage, provisions
        Tables `Coverage` and `Provisions`.
    model
        The areas and points.
    wanted
        Code and year of the programmes.

    Returns
    -------
        Table `CoverageItems`: each area and each point once per programme, in the order of the model; one that nobody judged is there
        without levels, as unassessed.
    """
    judged = {_key(row): row for row in coverage.to_dict("records") if row["area"] or not pd.isna(row["point"])}
    quotes: dict[tuple[object, ...], list[str]] = {}
    for row in provisions.to_dict("records"):
        paragraph = f"{row['paragraph']}: " if row["paragraph"] else ""
        for key in _keys(row):
            quotes.setdefault(key, []).append(f"{paragraph}„{row['quote']}”")
    kinds = [("area", name, str(plane)) for name, plane in model.plane_of.items()]
    kinds += [("point", str(int(point.id)), POINTS) for point in model.points]
    rows = []
    for teryt, year in wanted:
        for kind, item, part in kinds:
            key = (teryt, year, kind, item)
            about: dict[str, object] = {"teryt": teryt, "year": year, "kind": kind, "item": item, "part": part}
            rows.append(about | _judgement(judged.get(key, {})) | {"provision": "; ".join(quotes.get(key, []))})
    columns = list(CoverageItems.to_schema().columns)
    return pd.DataFrame(CoverageItems.validate(pd.DataFrame(rows, columns=columns), lazy=True))


def _keys(row: Mapping[object, object]) -> list[tuple[object, ...]]:
    """List the items that a row is about: an area, a point, both or none."""
    items = [("area", row["area"])] if row["area"] else []
    items += [("point", str(int(str(row["point"]))))] if not pd.isna(row["point"]) else []  # type: ignore[call-overload]
    return [(row["teryt"], row["year"], *item) for item in items]


def _key(row: Mapping[object, object]) -> tuple[object, ...]:
    return _keys(row)[0]


def _judgement(row: Mapping[object, object]) -> dict[str, object]:
    """Take what was judged of an item; nothing where nobody did."""
    level = row.get("level_text")
    status = "unassessed" if level is None or pd.isna(level) else LISTS[int(str(level))]  # type: ignore[call-overload]
    return {name: row.get(name) for name in _JUDGED} | {name: row.get(name, "") for name in _TEXTS} | {"status": status}


def unfitting(items: pd.DataFrame, known: Sequence[tuple[str, int]], quoted: Sequence[tuple[str, int]], model: Model) -> list[Problem]:
    """
    Find what does not fit together between the files.

    Parameters
    ----------
    items
        Table `CoverageItems`.
    known
        Programmes that stand in `Programme`.
    quoted
        Programmes that provisions were delivered of; only there a level is held against quotes.
    model
        The names of areas and points.

    Returns
    -------
        Programmes that are judged but not listed; levels above 0 without a quote; quotes of what is said to be absent.
    """
    problems = []
    for teryt, year in programmes([items]):
        if (teryt, year) not in known:
            remedy = "Add a row with its resolution and dates to the table programme"
            problems.append(Problem("programme", f"{teryt}, {year}", "the programme is judged, but nothing is told of it", remedy))
    for row in items.to_dict("records"):
        level, where = row["level_text"], f"{row['teryt']}, {row['year']}, {item_name(row['kind'], row['item'], model)}"
        if (row["teryt"], row["year"]) not in quoted or pd.isna(level):
            continue
        if level and not row["provision"]:
            remedy = "Quote the provision in the table provisions, or correct the level"
            problems.append(Problem("coverage", where, f"the text has level {level}, but no provision is quoted", remedy))
        elif not level and row["provision"]:
            remedy = "Correct the level, or the area or point of the provision"
            problems.append(Problem("coverage", where, "the text has level 0, but a provision is quoted", remedy))
    return problems


def item_name(kind: str, item: str, model: Model) -> str:
    """
    Name an area, or a statutory point with its number.

    Parameters
    ----------
    kind, item
        As in `CoverageItems`.
    model
        With the names.
    """
    return model.areas[item].name if kind == "area" else f"punkt {item}: {model.point(int(item)).name}"

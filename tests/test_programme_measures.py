"""Coverage that can be added up by hand, dates of the act, and what changed from year to year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.programme.items import coverage_items, programmes, unfitting
from diagnoza.programme.measures import coverage_changes, coverage_parts, programme_dates
from diagnoza.tables.programme import CoverageChanges, CoverageItems, CoverageParts, ProgrammeDates
from programme_samples import LWOWEK, MODEL, OTHER, judged, quoted, read

if TYPE_CHECKING:
    from pathlib import Path

THIRD = [area.id for area in MODEL.plane(3).areas]
FIRST = [area.id for area in MODEL.plane(1).areas]


def items_of(folder: Path, *rows: dict[str, object], quotes: tuple[dict[str, object], ...] = ()) -> pd.DataFrame:
    coverage = read(folder, "coverage", *rows).table
    provisions = read(folder, "provisions", *(quotes or ({"paragraph": "§ 1", "quote": "x"},))).table
    return coverage_items(coverage, provisions, MODEL, programmes([coverage]))


def part(items: pd.DataFrame, name: str, side: str) -> dict[str, object]:
    table = coverage_parts(items)
    CoverageParts.validate(table)
    [row] = table[table["part"].eq(name) & table["side"].eq(side)].to_dict("records")
    return dict(row)  # type: ignore[arg-type]


def test_coverage_is_the_sum_of_levels_by_twice_the_areas(tmp_path: Path) -> None:
    rows = [{"area": area, "level_text": level, "level_practice": 2} for area, level in zip(THIRD, (0, 1, 2), strict=True)]
    items = items_of(tmp_path, *rows)
    assert part(items, "3", "text")["coverage"] == (0 + 1 + 2) / (2 * 3)
    assert part(items, "3", "practice")["coverage"] == 1.0


def test_what_was_not_assessed_is_not_zero_and_leaves_a_range(tmp_path: Path) -> None:
    known = zip(FIRST[:4], (2, 1, 0, 1), strict=True)
    row = part(items_of(tmp_path, *({"area": area, "level_text": level} for area, level in known)), "1", "text")
    assert pd.isna(row["coverage"])  # type: ignore[call-overload]
    assert (row["items"], row["assessed"], row["levels"]) == (6, 4, 4)
    assert (row["low"], row["high"]) == (4 / 12, (4 + 2 * 2) / 12)


def test_a_plane_that_nobody_assessed_has_neither_coverage_nor_range(tmp_path: Path) -> None:
    row = part(items_of(tmp_path, {"area": FIRST[0], "level_text": 0}), "2", "text")
    assert [pd.isna(row[name]) for name in ("coverage", "low", "high")] == [True, True, True]  # type: ignore[call-overload]
    assert (row["assessed"], part(items_of(tmp_path, {"area": FIRST[0], "level_text": 0}), "1", "practice")["assessed"]) == (0, 0)


def test_points_of_the_act_are_counted_apart_from_the_planes(tmp_path: Path) -> None:
    rows = [{"point": at, "level_text": 2 if at <= 10 else 0} for at in range(1, 12)]
    items = items_of(tmp_path, *rows)
    assert part(items, "points", "text")["coverage"] == pytest.approx(20 / 22)
    assert part(items, "1", "text")["assessed"] == 0


def test_every_area_and_point_stands_in_the_table_once_and_lists_follow_from_the_level(tmp_path: Path) -> None:
    rows = [{"area": area, "level_text": level} for area, level in zip(THIRD, (0, 1, 2), strict=True)]
    items = items_of(tmp_path, *rows, {"plane": 1, "evidence": "ustalenie"})
    CoverageItems.validate(items)
    assert len(items) == 12 + 11
    assert items["status"].value_counts().to_dict() == {"unassessed": 20, "missing": 1, "redraft": 1, "present": 1}
    assert dict(zip(items["item"], items["status"], strict=True))[THIRD[0]] == "missing"


def test_an_item_carries_every_quote_on_it(tmp_path: Path) -> None:
    quotes = (
        {"paragraph": "§ 4", "quote": "Gmina konsultuje projekty.", "area": "consulting", "point": 4},
        {"paragraph": "§ 7", "quote": "Formą jest konsultacja.", "area": "consulting"},
    )
    items = items_of(tmp_path, {"area": "consulting", "level_text": 1}, quotes=quotes).set_index(["kind", "item"])["provision"]
    assert items["area", "consulting"] == "§ 4: „Gmina konsultuje projekty.”; § 7: „Formą jest konsultacja.”"
    assert items["point", "4"] == "§ 4: „Gmina konsultuje projekty.”"
    assert items["area", "informing"] == ""


def test_levels_without_a_quote_and_quotes_of_what_is_absent_are_told_only_where_quotes_were_delivered(tmp_path: Path) -> None:
    quotes = ({"paragraph": "§ 4", "quote": "x", "area": "consulting"},)
    items = items_of(tmp_path, {"area": "consulting", "level_text": 0}, {"area": "informing", "level_text": 2}, quotes=quotes)
    told = [str(one) for one in unfitting(items, [(LWOWEK, 2015)], [(LWOWEK, 2015)], MODEL)]
    assert len(told) == 2
    assert "wzajemne informowanie się: the text has level 2, but no provision is quoted" in told[0]
    assert "level 0, but a provision is quoted" in told[1]
    assert unfitting(items, [(LWOWEK, 2015)], [], MODEL) == []
    assert "nothing is told of it" in str(unfitting(items, [], [], MODEL)[0])


def test_the_programme_of_lwowek_was_adopted_38_days_before_the_last_day_and_of_its_report_nothing_is_known(tmp_path: Path) -> None:
    table = programme_dates(read(tmp_path, "programme", {"adopted": "2014-10-23"}).table, MODEL)
    ProgrammeDates.validate(table)
    adopted, report = table.to_dict("records")
    assert (adopted["due"], adopted["late"]) == ("2014-11-30", -38)
    assert (report["day"], report["due"], pd.isna(report["late"])) == ("", "2016-05-31", True)


@pytest.mark.parametrize(("day", "late"), [("2014-11-30", 0), ("2014-12-01", 1), ("2015-01-15", 46)])
def test_the_last_day_is_on_time_and_the_next_is_late(tmp_path: Path, day: str, late: int) -> None:
    table = programme_dates(read(tmp_path, "programme", {"adopted": day}).table, MODEL)
    assert table["late"].iloc[0] == late


STEPS = [
    ("0", "1", "added"),
    ("0", "2", "added"),
    ("2", "0", "dropped"),
    ("1", "2", "improved"),
    ("2", "1", "worsened"),
    ("1", "1", "same"),
]


@pytest.mark.parametrize(("before", "now", "change"), [*STEPS, ("", "1", "unknown"), ("2", "", "unknown"), ("", "", "unknown")])
def test_a_step_between_two_years_has_a_name(tmp_path: Path, before: str, now: str, change: str) -> None:
    rows = [{"year": 2015, "area": "consulting", "level_text": before}, {"year": 2016, "area": "consulting", "level_text": now}]
    table = coverage_changes(items_of(tmp_path, *rows))
    CoverageChanges.validate(table)
    [row] = table[table["item"].eq("consulting") & table["side"].eq("text")].to_dict("records")
    assert (row["before"], row["year"], row["change"]) == (2015, 2016, change)
    assert len(table) == 2 * 23


def test_only_years_of_one_municipality_are_compared_each_with_the_one_before(tmp_path: Path) -> None:
    rows = [{"teryt": LWOWEK, "year": year, "area": "consulting", "level_text": 1} for year in (2013, 2015, 2016)]
    table = coverage_changes(items_of(tmp_path, *rows, {"teryt": OTHER, "year": 2014, "area": "consulting", "level_text": 2}))
    assert set(zip(table["teryt"], table["before"], table["year"], strict=True)) == {(LWOWEK, 2013, 2015), (LWOWEK, 2015, 2016)}


@pytest.mark.parametrize("seed", range(6))
def test_coverage_lies_within_its_range_and_assessing_more_only_narrows_it(tmp_path: Path, seed: int) -> None:
    rows = judged(2015, seed, unknown=0.5)
    fewer, more = (
        items_of(tmp_path, *rows),
        items_of(tmp_path, *(row | {"level_text": 1 if row["level_text"] == "" else row["level_text"]} for row in rows)),
    )
    for one, other in zip(coverage_parts(fewer).to_dict("records"), coverage_parts(more).to_dict("records"), strict=True):
        if one["side"] == "text":
            assert other["assessed"] == other["items"]
            assert other["low"] == other["coverage"] == other["high"]
            if one["assessed"]:
                assert one["low"] <= other["coverage"] <= one["high"]


def test_a_measure_changes_nothing_that_it_is_given(tmp_path: Path) -> None:
    rows = judged(2015, 1) + judged(2016, 2)
    items = items_of(tmp_path, *rows, quotes=tuple(quoted(rows)))
    before = items.copy(deep=True)
    coverage_parts(items)
    coverage_changes(items)
    pd.testing.assert_frame_equal(items, before)


def test_the_order_of_areas_does_not_change_their_coverage(tmp_path: Path) -> None:
    items = items_of(tmp_path, *judged(2015, 3))
    shuffled = items.sample(frac=1, random_state=1)
    one, other = (coverage_parts(table).sort_values(["part", "side"], ignore_index=True) for table in (items, shuffled))
    pd.testing.assert_frame_equal(one, other)

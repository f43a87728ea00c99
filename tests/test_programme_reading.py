"""Delivered programmes: nothing is lost, nothing is guessed, everything that is wrong is told at once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from diagnoza.account import RAGGED, REPEATED, Handed
from diagnoza.errors import ParamsError, ProblemsError
from diagnoza.programme import cells, reading
from diagnoza.programme.forms import CONTRADICTS
from diagnoza.programme.model import FILES, load_model
from diagnoza.programme.reading import read_coverage, read_programme
from programme_samples import HEADS, LWOWEK, MODEL, OTHER, ROOT, SCOPE, deliver, judged, read
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path


def told(found: object, *words: str) -> list[str]:
    """List the problems that hold all of some words."""
    return [str(one) for one in found if all(word in str(one) for word in words)]  # type: ignore[attr-defined]


def test_a_programme_keeps_its_day_and_what_is_not_told_stays_missing(tmp_path: Path) -> None:
    found = read(
        tmp_path, "programme", {"adopted": "23 października 2014 r.", "resolution": "LIII/375/2014"}, {"year": 2016, "consulted": "nie"}
    )
    first, second = found.table.to_dict("records")
    assert (first["adopted"], first["report"], second["adopted"], second["consulted"]) == ("2014-10-23", "", "", 0)
    assert found.table["consulted"].isna().tolist() == [True, False]
    assert found.problems == ()


def test_polish_heads_names_of_municipalities_and_a_workbook_are_read_alike(tmp_path: Path) -> None:
    rows = [["Gmina", "Rok", "Płaszczyzna", "Obszar", "Zapis", "Praktyka", "Ocena organizacji", "Propozycja"]]
    rows += [["Lwówek", "2015 r.", "Płaszczyzna 3", "Partnerstwa lokalne", "1", "nie oceniono", "3,5", "Przeredagować"]]
    csv = read_coverage([Handed(as_csv(tmp_path / "a.csv", *rows, encoding="cp1250", separator=";"))], SCOPE, MODEL)
    book = read_coverage(
        [Handed(as_xlsx(tmp_path / "a.xlsx", dane=[*rows[:1], ["Lwówek", 2015, *rows[1][2:4], 1, "", 3.5, *rows[1][7:]]]))], SCOPE, MODEL
    )
    assert csv.problems == book.problems == ()
    assert csv.table.equals(book.table)
    [row] = csv.table.to_dict("records")
    assert [row[name] for name in ("teryt", "year", "plane", "area", "level_text", "score_ngo", "proposal")] == [
        *[LWOWEK, 2015, 3, "local_partnerships", 1, 3.5, "redraft"]
    ]
    assert csv.table["level_practice"].isna().all()


def test_an_empty_level_is_no_zero(tmp_path: Path) -> None:
    found = read(tmp_path, "coverage", {"area": "consulting", "level_text": 0}, {"area": "informing"}, {"point": 3, "level_practice": "-"})
    by_area = found.table.set_index("area")["level_text"]
    assert by_area["consulting"] == 0
    assert found.table["level_text"].isna().sum() == 2
    assert found.problems == ()


WRONG = [
    ({"area": "consulting", "level_text": 3}, cells.NO_LEVEL, "level_text"),
    ({"area": "consulting", "level_practice": "dobrze"}, cells.NO_LEVEL, "level_practice"),
    ({"plane": 4, "evidence": "x"}, cells.NO_PLANE, "tworzenie polityk publicznych"),
    ({"plane": 3, "area": "partnerstwa lokalnee"}, cells.NO_AREA, "Perhaps „partnerstwa lokalne”"),
    ({"plane": 1, "area": "partnerstwa lokalne"}, cells.OTHER_PLANE, "plane 3"),
    ({"point": 12}, cells.NO_POINT, "11 tryb powoływania"),
    ({"plane": 1, "point": 2}, cells.TWO_THINGS, "statutory point"),
    ({"area": "consulting", "score_ngo": 6}, cells.NO_SCORE, "from 1 to 5"),
    ({"area": "consulting", "proposal": "skreślić"}, cells.NO_PROPOSAL, "rozważyć"),
    ({"plane": 2, "level_practice": 2}, reading.LEVEL_OF_NOTHING, "no area and no point"),
    ({"plane": 2}, reading.NOTHING_SAID, "nothing is said"),
    ({"teryt": "Nigdzie", "area": "consulting"}, cells.NO_UNIT, "Nigdzie"),
    ({"year": "2015-2017", "area": "consulting"}, cells.NO_YEAR, "a row each"),
]


def test_every_fault_is_told_at_once_with_its_row_and_no_row_is_lost(tmp_path: Path) -> None:
    good = {"area": "evaluation", "level_text": 1}
    found = read(tmp_path, "coverage", good, *(row for row, *_ in WRONG))
    assert found.table["area"].tolist() == ["evaluation"]
    for line, (_, _, word) in enumerate(WRONG, start=3):
        assert told(found.problems, f"row {line},", word), line
    aside = found.audit[found.audit["outcome"].eq("set aside")].set_index("reason")["rows"]
    wanted = [reason for _, reason, _ in WRONG]
    assert aside.to_dict() == {reason: wanted.count(reason) for reason in wanted}
    assert found.audit["rows"].sum() == len(WRONG) + 1


def test_an_unknown_area_of_a_known_plane_lists_the_areas_of_that_plane(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "coverage", {"plane": 2, "area": "granty"}).problems
    names = {area.name for area in MODEL.plane(2).areas}
    assert all(name in problem.remedy for name in names)
    assert "wdrażanie polityk" not in problem.remedy


def test_rows_that_agree_count_once_and_rows_that_contradict_each_other_not_at_all(tmp_path: Path) -> None:
    one, two = {"area": "consulting", "level_text": 1, "source": "s. 1"}, {"area": "informing", "level_text": 1}
    first = deliver(tmp_path, "coverage", one, two, name="a.csv")
    second = deliver(tmp_path, "coverage", one | {"source": "s. 2"}, two | {"level_text": 2}, name="b.csv")
    found = read_coverage([first, second], SCOPE, MODEL)
    assert found.table["area"].tolist() == ["consulting"]
    rows = found.audit.set_index(["file", "outcome", "reason"])["rows"].to_dict()
    assert rows == {
        ("a.csv", "kept", ""): 1,
        ("a.csv", "set aside", CONTRADICTS): 1,
        ("b.csv", "kept", ""): 0,
        ("b.csv", "set aside", CONTRADICTS): 1,
        ("b.csv", "set aside", REPEATED): 1,
    }
    assert told(found.problems, "b.csv", "row 3", "row 3 of a.csv")


def test_two_findings_on_one_plane_stand_side_by_side_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "coverage", {"plane": 1, "evidence": "b"}, {"plane": 1, "evidence": "a"}, {"evidence": "c"})
    assert found.table["evidence"].tolist() == ["b", "a", "c"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("proposal", "level", "fits"), [("dodać", 0, True), ("dodać", 2, False), ("utrzymać", 0, False), ("rozważyć", 2, True)]
)
def test_a_proposal_that_does_not_go_with_the_level_is_told_but_kept(tmp_path: Path, proposal: str, level: int, fits: bool) -> None:  # noqa: FBT001
    found = read(tmp_path, "coverage", {"area": "consulting", "level_text": level, "proposal": proposal})
    assert (found.problems == ()) is fits
    assert len(found.table) == 1


def test_an_owner_is_an_institution_and_never_a_person_with_a_telephone(tmp_path: Path) -> None:
    rows = [
        {"area": area, "owner": owner}
        for area, owner in zip(MODEL.areas, ["urząd gminy", "Pan Kowalski", "a@b.pl", "tel. 600 100 200"], strict=False)
    ]
    found = read(tmp_path, "coverage", *rows)
    assert sorted(found.table["owner"]) == ["", "", "", "urząd gminy"]
    assert len(told(found.problems, "personal data")) == 3


def test_days_that_cannot_be_are_told(tmp_path: Path) -> None:
    rows = [
        {"adopted": "31.02.2014"},
        {"year": 2016, "adopted": "2011-11-20"},
        {"year": 2017, "adopted": "2016-11-20", "report": "2017-04-30"},
    ]
    found = read(tmp_path, "programme", *rows)
    assert found.table["adopted"].tolist() == ["", "2011-11-20", "2016-11-20"]
    assert [len(told(found.problems, word)) for word in ("no day", "far from", "before the end of 2017")] == [1, 1, 1]


def test_a_quote_on_an_area_and_one_on_nothing(tmp_path: Path) -> None:
    rows = [
        {"quote": "Gmina konsultuje projekty.", "paragraph": "§ 4", "area": "consulting", "point": 4},
        {"quote": "Inne.", "paragraph": "§ 9"},
    ]
    found = read(tmp_path, "provisions", *rows, {"paragraph": "§ 10"})
    assert len(found.table) == 2
    assert told(found.problems, "row 3", "no area and no point")
    assert found.audit["reason"].tolist() == ["", reading.NO_QUOTE]


def test_all_files_that_cannot_be_used_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    headless = as_csv(tmp_path / "headless.csv", ["Gmina", "Uchwała"], ["Lwówek", "1"])
    with pytest.raises(ProblemsError) as error:
        read_programme([Handed(tmp_path / "empty.csv"), Handed(headless), Handed(tmp_path / "none.csv")], SCOPE)
    for word in ("empty.csv", "column year", "column adopted", "none.csv"):
        assert word in str(error.value)


def test_a_row_of_other_length_and_an_unknown_column_are_told(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["teryt", "year", "adopted", "Poziom tekst"], [LWOWEK, "2015", "", "1"], [LWOWEK, "2016"])
    found = read_programme([Handed(path)], SCOPE)
    assert found.audit["reason"].tolist() == ["", RAGGED]
    assert told(found.problems, "column Poziom tekst", "is not read")


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_delivered_rows_in_are_rows_kept_and_set_aside(tmp_path: Path, seed: int) -> None:
    rows = judged(2015, seed) + judged(2015, seed + 1, OTHER) + [row | {"level_text": 7} for row in judged(2016, seed)]
    found = read(tmp_path, "coverage", *rows)
    counts = found.audit.groupby("outcome")["rows"].sum()
    assert counts.to_dict() == {"kept": 46, "set aside": 23}
    assert len(found.table) == 46
    assert list(found.table.columns) == HEADS["coverage"]


def test_the_tables_of_method_name_three_planes_and_eleven_points_and_what_is_to_be_verified() -> None:
    assert [plane.short for plane in MODEL.planes] == [
        "tworzenie polityk publicznych",
        "realizacja zadań publicznych",
        "infrastruktura współpracy",
    ]
    assert [int(point.id) for point in MODEL.points] == list(range(1, 12))
    assert [int(point.id) for point in MODEL.points if point.to_verify] == [10, 11]
    assert MODEL.areas_verified is False
    assert [str(MODEL.dates.adopted.of(2015)), str(MODEL.dates.report.of(2015))] == ["2014-11-30", "2016-05-31"]


def test_mistakes_in_the_tables_of_method_are_told_together(tmp_path: Path) -> None:
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    areas, points = (tmp_path / file for file in FILES)
    areas.write_text(areas.read_text("utf-8").replace("id: initiatives", "id: consulting").replace("lowest: 1", "lowest: 9"), "utf-8")
    points.write_text(points.read_text("utf-8").replace("month: 5, day: 31", "month: 6, day: 31").replace("id: 2,", "id: 1,"), "utf-8")
    with pytest.raises(ParamsError) as error:
        load_model(tmp_path)
    for word in ("planes[2].areas[0]", "scores.highest", "points[1].id", "dates.report.day"):
        assert word in str(error.value)


def test_an_area_that_is_added_to_the_table_can_be_delivered(tmp_path: Path) -> None:
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    path = tmp_path / FILES[0]
    path.write_text(
        path.read_text("utf-8").replace("      - {id: initiatives", "      - {id: training, name: szkolenia}\n      - {id: initiatives"),
        "utf-8",
    )
    rows = deliver(tmp_path, "coverage", {"plane": 3, "area": "szkolenia", "level_text": 0})
    assert read_coverage([rows], SCOPE, MODEL).table.empty
    assert read_coverage([rows], SCOPE, load_model(tmp_path)).table["area"].tolist() == ["training"]

"""Delivered goals: nothing is lost, nothing is guessed, everything that is wrong is told at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from diagnoza.account import RAGGED, REPEATED, Handed
from diagnoza.errors import ProblemsError
from diagnoza.goals import cells, regional
from diagnoza.goals.reading import CONTRADICTS, read_goals
from diagnoza.goals.regional import read_regional
from diagnoza.tables.goals import Goals
from goal_samples import HEADS, SCOPE, A, B, deliver, read
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.account import ReadRows


def told(found: object, *words: str) -> list[str]:
    """List the problems that hold all of some words."""
    return [str(one) for one in found if all(word in str(one) for word in words)]  # type: ignore[attr-defined]


def test_a_goal_is_read_as_it_stands_and_what_is_not_told_stays_missing(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"text": "  Rozwój   sportu ", "page": "12–13", "dimension": "społeczny", "art10e_point": "pkt 1"}, {"level": ""}
    )
    rows = {row["text"]: row for row in found.table.to_dict("records")}
    whole, bare = rows["Rozwój sportu"], rows["Cel numer 2"]
    assert [whole[name] for name in ("teryt", "adopted", "valid_to", "level", "page", "field", "dimension", "art10e_point")] == [
        *[A, "2021-03-30", "2030-12-31", "strategic", "12–13", "sport", "S", 1]
    ]
    assert (bare["level"], bare["dimension"], bare["coder1"], bare["indicator"], bare["conflict"]) == ("",) * 5
    assert found.table["art10e_point"].isna().sum() == 1
    assert found.problems == ()


def test_polish_heads_names_of_partners_and_a_workbook_are_read_alike(tmp_path: Path) -> None:
    rows = [["Partner", "Dokument", "Data przyjęcia", "Obowiązuje do", "Poziom", "Cel", "Strona", "Dziedzina", "Wymiar"]]
    rows += [["Lwówek", "Strategia", "30 marca 2021 r.", "31.12.2030 r.", "Kierunek działań", "Czyste powietrze", "7", "Środowisko", "P"]]
    csv = read_goals([Handed(as_csv(tmp_path / "a.csv", *rows, encoding="cp1250", separator=";"))], SCOPE)
    book = read_goals([Handed(as_xlsx(tmp_path / "a.xlsx", dane=[rows[0], [*rows[1][:6], 7, *rows[1][7:]]]))], SCOPE)
    assert csv.problems == book.problems == ()
    assert csv.table.equals(book.table)
    [row] = csv.table.to_dict("records")
    assert [row[name] for name in ("teryt", "adopted", "valid_to", "level", "page", "field")] == [
        *[B, "2021-03-30", "2030-12-31", "direction", "7", "srodowisko"]
    ]


@pytest.mark.parametrize(
    ("written", "end", "faults"),
    [("2030", "2030-12-31", 0), ("30.06.2027 r.", "2027-06-30", 0), ("bezterminowo", "open", 0), ("", "", 0), ("wkrótce", "", 1)],
)
def test_an_end_is_a_day_or_a_year_or_none_or_not_told(tmp_path: Path, written: str, end: str, faults: int) -> None:
    found = read(tmp_path, {"valid_to": written})
    assert (found.table["valid_to"].tolist(), len(found.problems)) == ([end], faults)


CODINGS = [
    ({"field": "sport"}, "sport", 0),
    ({"field": "", "coder1": "sport", "coder2": "sport"}, "sport", 0),
    ({"field": "", "coder1": "sport", "coder2": "zdrowie"}, "", 0),
    ({"field": "", "coder1": "sport", "coder2": "zdrowie", "agreed": "zdrowie"}, "zdrowie", 0),
    ({"field": "", "coder2": "zdrowie"}, "zdrowie", 0),
    ({"field": "", "coder1": "none", "coder2": "żadna"}, "none", 0),
    ({"field": ""}, "", 0),
    ({"field": "sport", "coder1": "sport", "coder2": "zdrowie"}, "", 1),
    ({"field": "sport", "coder1": "zdrowie", "coder2": "zdrowie"}, "zdrowie", 1),
    ({"field": "sport", "coder1": "zdrowie"}, "sport", 1),
    ({"field": "", "coder1": "sport", "coder2": "sport", "agreed": "zdrowie"}, "zdrowie", 1),
]


@pytest.mark.parametrize(("codes", "counts", "faults"), CODINGS)
def test_a_field_counts_once_it_is_settled_and_never_before(tmp_path: Path, codes: dict[str, object], counts: str, faults: int) -> None:
    found = read(tmp_path, codes)
    assert (found.table["field"].tolist(), len(found.problems)) == ([counts], faults)


ASIDE = [
    ({"teryt": "Nigdzie"}, cells.NO_UNIT, "„Nigdzie” is not known"),
    ({"teryt": "powiat nowotomyski"}, cells.NO_PARTNER, "Add it to `members:`"),
    ({"document": ""}, cells.NO_DOCUMENT, "Name the document"),
    ({"text": "-"}, cells.NO_TEXT, "Copy the goal"),
    ({"field": "kulturra"}, cells.NO_SUCH_FIELD, "Perhaps „kultura”"),
    ({"coder2": "sport; kultura"}, cells.NO_SUCH_FIELD, "Write one, the main field"),
]
EMPTIED = [
    ({"level": "cel główny"}, "level", "cel strategiczny"),
    ({"dimension": "X"}, "dimension", "społeczny"),
    ({"adopted": "31.02.2021"}, "adopted", "no day"),
    ({"art10e_point": "10"}, "art10e_point", "from 1 to 9"),
]


def test_every_fault_is_told_at_once_with_its_row_and_no_row_is_lost(tmp_path: Path) -> None:
    faulty = [row for row, *_ in (*ASIDE, *EMPTIED)]
    found = read(tmp_path, {}, *faulty)
    for line, (_, _, word) in enumerate([*ASIDE, *EMPTIED], start=3):
        assert told(found.problems, f"row {line},", word), line
    aside = found.audit[found.audit["outcome"].eq("set aside")].set_index("reason")["rows"]
    wanted = [reason for _, reason, _ in ASIDE]
    assert aside.to_dict() == {reason: wanted.count(reason) for reason in wanted}
    assert found.audit["rows"].sum() == 1 + len(faulty)
    assert len(found.table) == 1 + len(EMPTIED)
    for at, (_, name, _) in enumerate(EMPTIED, start=2 + len(ASIDE)):
        [row] = found.table[found.table["text"].eq(f"Cel numer {at}")].fillna({"art10e_point": 0}).to_dict("records")
        assert row[name] in {"", 0}


def test_rows_that_agree_count_once_and_rows_that_contradict_each_other_not_at_all(tmp_path: Path) -> None:
    first = deliver(tmp_path, {"text": "a"}, {"text": "b"}, name="a.csv")
    second = deliver(tmp_path, {"text": "a"}, {"text": "b", "field": "kultura"}, {"text": "b", "level": "kierunek"}, name="b.csv")
    found = read_goals([first, second], SCOPE)
    assert list(zip(found.table["text"], found.table["level"], strict=True)) == [("b", "direction"), ("a", "strategic")]
    assert found.audit.set_index(["file", "outcome", "reason"])["rows"].to_dict() == {
        ("a.csv", "kept", ""): 1,
        ("a.csv", "set aside", CONTRADICTS): 1,
        ("b.csv", "kept", ""): 1,
        ("b.csv", "set aside", CONTRADICTS): 1,
        ("b.csv", "set aside", REPEATED): 1,
    }
    assert told(found.problems, "b.csv", "row 3", "row 3 of a.csv")


def test_days_that_do_not_fit_are_told_and_the_goals_kept(tmp_path: Path) -> None:
    found = read(tmp_path, {"adopted": "2031-01-01"}, {"document": "SRPS"}, {"document": "SRPS", "valid_to": "2027"})
    assert len(found.table) == 3
    assert told(found.problems, "row 2,", "before the adoption")
    assert told(found.problems, "row 4,", "2027-12-31", "row 3")
    assert len(found.problems) == 2


def test_a_row_with_too_many_cells_is_in_the_account(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", HEADS, [A, "Strategia", "", "2030", "", "Cel", *[""] * (len(HEADS) - 6)], ["x"] * (len(HEADS) + 2))
    found = read_goals([Handed(path)], SCOPE)
    assert found.audit.set_index("reason")["rows"].to_dict() == {"": 1, RAGGED: 1}


def test_files_that_stop_the_reading_are_told_together_with_the_faults_of_the_others(tmp_path: Path) -> None:
    bad = [Handed(as_csv(tmp_path / name, ["Gmina", "Cel"], [A, "x"]), name) for name in ("a.csv", "b.csv")]
    with pytest.raises(ProblemsError) as error:
        read_goals([*bad, deliver(tmp_path, {"field": "rolnictwo"}, name="c.csv")], SCOPE)
    for words in (("a.csv", "document"), ("a.csv", "valid_to"), ("b.csv", "document"), ("c.csv", "row 2")):
        assert told(error.value.problems, *words)


def test_the_order_of_rows_and_files_changes_nothing(tmp_path: Path) -> None:
    rows = [{"text": text, "teryt": teryt} for text in "abc" for teryt in (A, B)]
    one = read_goals([deliver(tmp_path, *rows, name="a.csv")], SCOPE)
    parts = [deliver(tmp_path, *some, name=name) for some, name in ((rows[:1:-1], "b.csv"), (rows[1::-1], "c.csv"))]
    assert one.table.equals(read_goals(parts, SCOPE).table)


@pytest.mark.parametrize("rows", [0, 2])
def test_where_no_row_can_be_kept_the_table_is_empty_and_declared(tmp_path: Path, rows: int) -> None:
    handed = [deliver(tmp_path, *[{"teryt": "Nigdzie"}] * rows)] if rows else []
    found = read_goals(handed, SCOPE)
    assert found.table.empty
    assert list(found.table) == list(Goals.to_schema().columns)
    assert found.audit["rows"].sum() == rows


def test_a_powiat_has_goals_once_it_is_a_partner(tmp_path: Path) -> None:
    partners = replace(SCOPE, providers=("3015",))
    found = read_goals([deliver(tmp_path, {"teryt": "powiat nowotomyski"})], partners)
    assert (found.table["teryt"].tolist(), found.problems) == (["3015"], ())


def test_people_are_masked_in_conflicts_and_told_in_words_of_documents_without_being_repeated(tmp_path: Path) -> None:
    rows = [{"conflict": "Jan Nie chce drogi"}, {"text": "Droga według Jana Nie"}, {"text": "Droga"}]
    found = read_goals([deliver(tmp_path, *rows)], SCOPE, lambda text: re.sub(r"Jana? Nie", "[osoba]", text))
    assert sorted(found.table["conflict"]) == ["", "", "[osoba] chce drogi"]
    assert "Droga według Jana Nie" in set(found.table["text"])
    [problem] = found.problems
    assert (problem.where, "Jana" in str(problem)) == ("row 3, column text", False)


# The voivodeship ------------------------------------------------------------------------------------------------------------------

REGION = ["Numer", "Treść", "Rodzaj", "Dziedzina", "Dokument", "Obowiązuje do", "Źródło"]
GOAL = ["1", "Kultura dla wszystkich", "cel", "kultura", "Strategia województwa", "2030", "s. 30"]


def region(folder: Path, *changes: dict[int, str]) -> ReadRows:
    """Read a list of the voivodeship: the goal above, with some cells written otherwise."""
    rows = [[change.get(at, cell) for at, cell in enumerate(GOAL)] for change in changes]
    return read_regional([Handed(as_csv(folder / "region.csv", REGION, *rows), "region.csv")])


def test_goals_of_the_voivodeship_keep_their_order_and_a_mission_has_no_field(tmp_path: Path) -> None:
    found = region(tmp_path, {0: "3"}, {0: "1", 3: "sport i rekreacja"}, {0: "m", 2: "misja", 3: "żadna"}, {0: "4", 2: "", 3: ""})
    assert found.problems == ()
    assert found.table[["goal", "kind", "field", "valid_to"]].to_numpy().tolist() == [
        ["3", "goal", "kultura", "2030-12-31"],
        ["1", "goal", "sport", "2030-12-31"],
        ["m", "mission", "none", "2030-12-31"],
        ["4", "goal", "", "2030-12-31"],
    ]


def test_faults_of_the_list_are_told_at_once_and_every_row_is_in_the_account(tmp_path: Path) -> None:
    changes = [
        {0: "", 1: "a"},
        {1: ""},
        {4: ""},
        {6: "-"},
        {3: "rolnictwo"},
        {0: "2"},
        {0: "2"},
        {0: "3"},
        {0: "3", 1: "inne"},
        {0: "5", 2: "hasło"},
    ]
    found = region(tmp_path, *changes)
    assert found.audit.set_index("reason")["rows"].to_dict() == {
        "": 2,
        regional.NO_NUMBER: 1,
        regional.NO_NAME: 1,
        regional.NO_SOURCE: 2,
        regional.CONTRADICTS: 2,
        cells.NO_SUCH_FIELD: 1,
        REPEATED: 1,
    }
    assert found.table["goal"].tolist() == ["2", "5"]
    assert told(found.problems, "row 11", "hasło", "misja")
    assert found.table["kind"].tolist() == ["goal", "goal"]

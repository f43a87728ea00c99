"""Meetings and statements as delivered: every row is accounted for, and no name gets further than the file."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.errors import ProblemsError
from diagnoza.prepare import voices
from voice_samples import HEADS, MEETINGS, ROOT, as_csv, delivered, said, starachowice

if TYPE_CHECKING:
    from pathlib import Path


def reading(folder: Path, rows: list[dict[str, str]], meetings: str | None = MEETINGS) -> tuple[pd.DataFrame, dict[str, int], str]:
    """Read rows; give the coding, the counts of the audit by reason, and what is told."""
    found, problems = voices.read(delivered(folder, as_csv(rows), meetings), folder)
    audit = found["statements"].audit
    return found["statements"].table, dict(zip(audit["reason"], audit["rows"], strict=True)), "\n".join(map(str, problems))


def test_every_row_is_kept_or_set_aside_with_its_reason(tmp_path: Path) -> None:
    rows = [
        said(1),
        said(1, category="zasób"),
        said(1),
        said(2, category="marzenie"),
        said(3, field="pogoda"),
        said(4, meeting="Z"),
        said(5, territory="Kielce"),
        said("", text="x"),
        said(6, coder="3"),
    ]
    table, counts, told = reading(tmp_path, rows)
    assert sum(counts.values()) == len(rows)
    assert counts[""] == len(table) == 2
    assert {reason: n for reason, n in counts.items() if reason} == {
        "powtórzony kod tej samej wypowiedzi": 1,
        "nieznana kategoria": 1,
        "nieznana dziedzina": 1,
        "nieznane spotkanie": 1,
        "nieznane terytorium": 1,
        "brak numeru wypowiedzi": 1,
        "nieznany koder": 1,
    }
    assert "row 5, column category" in told
    assert "Known are: deficyt" in told


def test_a_row_with_too_few_cells_is_set_aside_and_counted(tmp_path: Path) -> None:
    partnership = delivered(tmp_path, as_csv([said(1)]) + "A,FGI\n")
    found, _ = voices.read(partnership, tmp_path)
    assert dict(zip(found["statements"].audit["reason"], found["statements"].audit["rows"], strict=True)) == {
        "": 1,
        "liczba komórek inna niż w nagłówku": 1,
    }


def test_polish_and_english_words_are_read_alike(tmp_path: Path) -> None:
    polish = "Spotkanie;Środowisko;Liczba osób z sektora;Nr wypowiedzi;Treść;Kategoria;Dziedzina;Terytorium;Siła;Można cytować\n"
    polish += "A;organizacje pozarządowe;4;1;Słowa.;Możliwość współpracy;Sprawy społeczne;całe miasto;3;tak\n"
    partnership = delivered(tmp_path, polish)
    (tmp_path / "data/raw/starachowice/statements.csv").write_bytes(polish.encode("cp1250"))
    found, problems = voices.read(partnership, tmp_path)
    [row] = found["statements"].table.to_dict("records")
    assert (row["sector"], row["category"], row["field"], row["territory"]) == ("ngo", "cooperation", "sprawy_spoleczne", "")
    assert (row["strength"], row["people"], row["quotable"]) == (3, 4, 1)
    assert [str(one) for one in problems if "meeting" not in str(one)] == []


def test_all_missing_columns_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    partnership = delivered(tmp_path, "statement_id,text\n1,x\n", "place\nurząd\n")
    with pytest.raises(ProblemsError) as raised:
        voices.read(partnership, tmp_path)
    told = str(raised.value)
    assert "meetings.csv, column type: the column is missing" in told
    assert "statements.csv, column category: the column is missing" in told


def test_missing_is_not_zero(tmp_path: Path) -> None:
    table, _, _ = reading(tmp_path, [said(1, readiness="0"), said(2, readiness="", strength="bd", meeting="B", people="")])
    assert table["readiness"].tolist()[0] == 0
    assert table[["readiness", "strength", "people"]].iloc[1].isna().all()


@pytest.mark.parametrize(
    ("amount", "unit", "read"),
    [("2,5", "etatu", (2.5, "etatów")), ("3 tys. zł", "", (3000.0, "zł")), ("0", "sal", (None, "")), ("kilka", "sal", (None, "")),
     ("2", "", (None, "")), ("1,234", "sal", (None, "")), ("-2", "sal", (None, ""))],
)  # fmt: skip
def test_an_amount_is_read_with_its_unit_or_not_at_all(amount: str, unit: str, read: tuple[float | None, str], tmp_path: Path) -> None:
    table, _, told = reading(tmp_path, [said(1, amount=amount, unit=unit)])
    found = table["amount"].iloc[0]
    assert (None if pd.isna(found) else found, table["unit"].iloc[0]) == read
    assert ("column amount" in told or "column unit" in told) == (read[0] is None)


def test_what_rows_of_a_statement_say_differently_is_taken_the_careful_way(tmp_path: Path) -> None:
    rows = [
        said(1, quotable="1", sector="ngo", people="4", consent="zgoda"),
        said(1, category="zasób", quotable="0", sector="policja", people="2", consent="stanowisko"),
        said(2, people="3", quotable="1"),
        said(2, category="zasób", sector="", people="", quotable="", text=""),
        said(3, people="5"),
    ]
    table, _, told = reading(tmp_path, rows)
    first, second = table[table["statement"].eq(1)], table[table["statement"].eq(2)]
    assert set(first["quotable"]) == {0}
    assert set(first["sector"]) == set(first["consent"]) == {""}
    assert set(second["quotable"]) == {1}
    assert set(second["text"]) == {"Słowa."}
    assert set(table.loc[table["sector"].eq("ngo"), "people"]) == {3}
    assert "say different things" in told
    assert "the smallest number counts" in told


def test_a_meeting_told_by_statements_alone_is_known_and_the_stricter_rule_holds(tmp_path: Path) -> None:
    rows = [
        said(1, meeting="K", type="IDI", date="2020-09-01"),
        said(2, meeting="A", type="wywiad"),
        said(3, meeting="B"),
    ]
    table, _, told = reading(tmp_path, rows)
    assert table["type"].tolist() == ["idi", "idi", "fgi"]
    assert table["date"].tolist() == ["2020-09-01", "2020-03-02", "2020-03-03"]
    assert "the stricter rule holds" in told


def test_more_persons_by_sector_than_participants_is_told(tmp_path: Path) -> None:
    meetings = "meeting,date,type,n,series,n_series\nA,2020-03-02,FGI,,s,6\nB,2020-03-02,FGI,,s,6\n"
    rows = [said(1, people="4"), said(2, meeting="B", people="3")]
    _, _, told = reading(tmp_path, rows, meetings)
    assert "7 persons by sector in series „s” of 6 participants" in told
    assert "persons by sector" not in reading(tmp_path, [said(1, people="4"), said(2, meeting="B", people="2")], meetings)[2]


def test_a_person_named_among_the_meetings_is_left_out(tmp_path: Path) -> None:
    meetings = "meeting,date,type,n,moderator,place\nA,2.03.2020,fokus,9,Pani Anna Nowak,Urząd Miejski\nB,2020-02-30,FGI,9,,\n"
    found, problems = voices.read(delivered(tmp_path, as_csv([said(1)]), meetings), tmp_path)
    [row] = found["meetings"].table.to_dict("records")
    assert (row["date"], row["moderator"], row["place"], row["n"]) == ("2020-03-02", "", "Urząd Miejski", 9)
    assert "column moderator: it seems to name a person" in "\n".join(map(str, problems))
    assert found["meetings"].audit["rows"].tolist() == [1, 1]


def test_statements_without_meetings_and_meetings_without_statements_are_read(tmp_path: Path) -> None:
    assert voices.read(delivered(tmp_path / "none", None, None), tmp_path / "none") == ({}, [])
    found, _ = voices.read(delivered(tmp_path / "some", None), tmp_path / "some")
    assert set(found) == {"meetings"}


def test_the_files_of_starachowice_hold_the_facts_of_the_announcement_and_the_planted_faults() -> None:
    found, problems, tables = starachowice()
    meetings = tables["meetings"]
    assert meetings["date"].tolist() == ["2020-03-02", "2020-03-02"]
    assert meetings["n_series"].tolist() == [25, 25]
    assert meetings["n"].isna().all()  # how many were in each was not announced
    assert "Powiatowy Urząd Pracy; Komenda Powiatowa Policji" in meetings["participants"].iloc[0]
    audit = found["statements"].audit
    assert audit.loc[audit["outcome"].eq("set aside"), "rows"].tolist() == [1, 1, 1, 1, 1, 1]
    assert audit["rows"].sum() == len((ROOT / "data/raw/starachowice/voices/statements.csv").read_text("utf-8-sig").splitlines()) - 1
    people = found["statements"].table.query("type == 'fgi'").drop_duplicates(["meeting", "sector"])["people"]
    assert people.sum() == 25
    assert "„kilka”" in "\n".join(map(str, problems))


def test_the_synthetic_statements_come_out_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    script = ROOT / "scripts" / "make_synthetic_voices.py"
    subprocess.run([sys.executable, str(script)], env={"DIAGNOZA_ROOT": str(tmp_path)}, check=True)
    made = (tmp_path / "data/raw/starachowice/voices/statements.csv").read_bytes()
    assert made == (ROOT / "data/raw/starachowice/voices/statements.csv").read_bytes()
    assert len(pd.read_csv(io.BytesIO(made), sep=";").columns) == len(HEADS) + 1

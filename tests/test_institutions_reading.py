"""Institutions and ties as they are handed over: nothing is lost, both reporters are kept apart, nothing tells of a person or a case."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza.errors import ParamsError, ProblemsError
from diagnoza.institutions import measures, network, pairs, reported
from diagnoza.institutions.account import Options
from diagnoza.institutions.listed import NO_LEVEL, NO_UNIT, REPEATED, read_institutions
from diagnoza.institutions.method import FILES, read_method
from diagnoza.institutions.reported import read_ties
from diagnoza.institutions.told import read_readiness, read_team
from diagnoza.partnership import load_partnership
from diagnoza.prepare import institutions as room
from institution_samples import LIST_HEADS, ONE, RURAL, TIE_HEADS, TOWN, TWO, listed, method
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path

A_B = listed("a", "b", "c", alone="c")


def said(given: Any) -> list[str]:
    return [str(problem).split(", ", 1)[1] for problem in given.problems]


def counts(given: Any) -> dict[tuple[str, str], int]:
    return {(one.outcome, one.reason): one.rows for one in given.audit.itertuples()}


def ties(folder: Path, *rows: list[str], heads: list[str] = TIE_HEADS, who: pd.DataFrame = A_B) -> Any:
    return read_ties(as_csv(folder / "ties.csv", heads, *rows), who)


def row(pair: str, intensity: str = "2", **more: str) -> list[str]:
    cells = dict.fromkeys(TIE_HEADS, "") | {"from": pair[0], "to": pair[1], "intensity": intensity, "year": "2021"} | more
    return [cells[head] for head in TIE_HEADS]


# The list of institutions -----------------------------------------------------------------------------------------------------


def test_level_and_sector_that_are_not_told_are_those_of_the_kind(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["Identyfikator", "Nazwa", "Typ"], ["1", "Ośrodek", "GOPS"], ["2", "Urząd pracy", "PUP"])
    table = read_institutions(path, ONE, method()).table
    assert table[["kind", "level", "sector", "teryt"]].to_numpy().tolist() == [
        ["social_centre", "gmina", "social", RURAL],
        ["labour_office", "powiat", "labour", "9901"],
    ]


def test_who_is_a_single_person_follows_from_the_kind_unless_it_is_told(tmp_path: Path) -> None:
    rows = [["1", "Dzielnicowy", "dzielnicowy", ""], ["2", "Dwoje", "dzielnicowy", "nie"], ["3", "Szkoła", "szkoła", "tak"]]
    table = read_institutions(as_csv(tmp_path / "a.csv", ["id", "nazwa", "typ", "jednoosobowa"], *rows), ONE, method()).table
    assert list(table["one_person"]) == [1, 0, 1]


def test_every_row_of_the_list_is_kept_or_set_aside_with_its_reason(tmp_path: Path) -> None:
    rows = [
        ["1", "Szkoła", "szkoła", "", "", "Dolina", "0", "1"],
        ["1", "Szkoła druga", "szkoła", "", "", "Dolina", "0", "1"],
        ["2", "Daleka", "szkoła", "", "", "Kraków", "0", "1"],
        ["3", "Coś", "klub szachowy", "", "", "", "0", "1"],
        ["4", "", "szkoła", "", "", "", "0", "1"],
        ["", "Bez", "szkoła", "", "", "", "0", "1"],
        ["6", "Klub", "klub szachowy", "gmina", "kultura", "", "0", "może"],
    ]
    given = read_institutions(as_csv(tmp_path / "a.csv", LIST_HEADS, *rows), TWO, method())
    assert counts(given)[("kept", "")] == 2
    assert given.audit["rows"].sum() == len(rows)
    assert {reason for outcome, reason in counts(given) if outcome == "set aside"} >= {REPEATED, NO_UNIT, NO_LEVEL}
    assert given.table.set_index("institution")["kind"].to_dict() == {"1": "school", "6": "other"}
    assert any("„może” is neither yes nor no" in one for one in said(given))


def test_a_powiat_institution_belongs_to_the_powiat_whatever_municipality_is_written(tmp_path: Path) -> None:
    rows = [["1", "PCPR", "pcpr", "powiat", "", "Gród", "", ""], ["2", "Szkoła", "szkoła", "", "", TOWN, "", ""]]
    table = read_institutions(as_csv(tmp_path / "a.csv", LIST_HEADS, *rows), TWO, method()).table
    assert list(table["teryt"]) == ["9901", TOWN]


def test_columns_of_persons_families_and_cases_are_named_and_not_read(tmp_path: Path) -> None:
    secret = ["Liczba rodzin z niebieską kartą", "Nazwisko kierownika", "Numer sprawy", "Telefon", "E-mail", "case_id", "Uwagi"]
    path = as_csv(tmp_path / "a.csv", ["id", "name", "type", *secret], ["1", "Szkoła", "szkoła", *["TAJNE-XYZ"] * len(secret)])
    given = read_institutions(path, ONE, method())
    refused = [one for one in said(given) if "persons, families or cases" in one]
    assert len(refused) == len(secret) - 1
    assert "column Uwagi: the column is not read. Nothing to do if it is a remark." in said(given)
    assert "TAJNE-XYZ" not in given.table.to_csv() + "".join(said(given))


def test_a_name_that_tells_of_a_person_is_replaced_by_that_of_the_kind(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["id", "name", "type"], ["1", "Pan Jan Kowalski", "sołtys"], ["2", "Anna Nowak", "szkoła"])
    given = read_institutions(path, ONE, method(), Options(personal=room._names_person))  # noqa: SLF001
    assert list(given.table["name"]) == ["sołtys", "szkoła"]
    assert not any("Kowalski" in one or "Nowak" in one for one in said(given))


# Ties -------------------------------------------------------------------------------------------------------------------------


def test_a_tie_is_read_by_id_and_by_name_and_is_reported_by_whom_it_goes_from(tmp_path: Path) -> None:
    table = ties(tmp_path, ["a", "Instytucja b", "praca", "wspólne działania", "tak", "", "4", "brak czasu", "2021"]).table
    assert table.iloc[0].to_dict() == {
        "source": "a", "target": "b", "field": "praca", "reporter": "a", "year": 2021,
        "intensity": 3, "wanted": 4, "formal": 1, "barrier": "time",
    }  # fmt: skip


def test_of_repeated_ties_the_strongest_of_each_reporter_counts(tmp_path: Path) -> None:
    given = ties(tmp_path, row("ab", "1"), row("ab", "3"), row("ab", "2"), row("ab", "4", reported_by="b"), row("ab", "1", field="praca"))
    assert given.table[["field", "reporter", "intensity"]].to_numpy().tolist() == [["", "a", 3], ["", "b", 4], ["praca", "a", 1]]
    assert counts(given) == {("kept", ""): 3, ("set aside", reported.REPEATED): 2}
    assert "file: repeated reports of a pair, field, reporter and year: 2" in said(given)[-1]


def test_both_ways_of_a_pair_and_other_years_are_no_repetition(tmp_path: Path) -> None:
    assert len(ties(tmp_path, row("ab"), row("ba"), row("ab", year="2020")).table) == 3


def test_what_is_not_told_is_not_zero(tmp_path: Path) -> None:
    table = ties(tmp_path, row("ab", "brak danych"), row("ac", "0")).table.set_index("target")
    assert pd.isna(table.loc["b", "intensity"])
    assert table.loc["c", "intensity"] == 0


def test_every_row_that_cannot_be_a_tie_is_set_aside_and_all_problems_are_told_at_once(tmp_path: Path) -> None:
    given = ties(
        tmp_path, row("ab"), row("aa"), row("ax"), row("ab", "5"), row("ab", "mocna"), row("ab", year="wczoraj"), row("ab", reported_by="c")
    )
    assert counts(given) == {
        ("kept", ""): 1,
        ("set aside", reported.SELF): 1,
        ("set aside", reported.NO_INSTITUTION): 1,
        ("set aside", reported.UNREAD): 2,
        ("set aside", reported.NO_YEAR): 1,
        ("set aside", reported.NOT_OF_PAIR): 1,
    }
    assert [one.split(":")[0] for one in said(given)] == [
        "row 3, column to", "row 4, column to", "row 5, column intensity", "row 6, column intensity", "row 7, column year",
        "row 8, column reported_by",
    ]  # fmt: skip


def test_a_name_that_two_institutions_have_is_not_guessed(tmp_path: Path) -> None:
    twins = listed("a", "b", "c").assign(name=["Urząd", "Szkoła", "Szkoła"])
    given = ties(tmp_path, row("ab"), ["Urząd", "Szkoła", "", "2", "", "", "", "", "2021"], who=twins)
    assert counts(given) == {("kept", ""): 1, ("set aside", reported.AMBIGUOUS): 1}


def test_no_barrier_is_told_of_a_single_person_and_none_in_free_words(tmp_path: Path) -> None:
    given = ties(
        tmp_path, row("ac", barrier="brak czasu"), row("ca", barrier="brak czasu"), row("ab", barrier="dyrektor jest leniwy"),
        row("ba", barrier="RODO"),
    )  # fmt: skip
    barriers = given.table.set_index(["source", "target"])["barrier"].to_dict()
    assert barriers == {("a", "c"): "", ("c", "a"): "", ("a", "b"): "other", ("b", "a"): "legal"}
    assert "leniwy" not in given.table.to_csv() + "".join(said(given))
    assert sum("barriers of ties with a single person, left out: 2" in one for one in said(given)) == 1


def test_a_workbook_of_polish_heads_is_read_as_a_csv(tmp_path: Path) -> None:
    heads = ["Od", "Do", "Dziedzina", "Natężenie", "Rok"]
    book = as_xlsx(tmp_path / "ties.xlsx", Relacje=[heads, ["a", "b", "praca", 3, 2021]])
    text = as_csv(tmp_path / "ties.csv", heads, ["a", "b", "praca", "3", "2021"], separator=";", encoding="cp1250")
    pd.testing.assert_frame_equal(read_ties(book, A_B).table, read_ties(text, A_B).table)


def test_missing_columns_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        read_ties(as_csv(tmp_path / "ties.csv", ["od", "do"], ["a", "b"]), A_B)
    assert [problem.where for problem in error.value.problems] == ["column intensity", "column year"]


# Team and readiness -----------------------------------------------------------------------------------------------------------


def test_the_team_names_institutions_of_the_list_once(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "t.csv", ["instytucja", "rola"], ["a", "koordynator"], ["b", "Jan Kowalski"], ["a", ""], ["z", ""])
    given = read_team(path, A_B)
    assert given.table.to_numpy().tolist() == [["a", "coordinator"], ["b", "other"]]
    assert given.audit["rows"].tolist() == [2, 1, 1]
    assert "Kowalski" not in "".join(said(given))


def test_the_checklist_keeps_states_apart_and_evidence_without_persons(tmp_path: Path) -> None:
    rows = [["agreement", "tak", "porozumienie z 2019 r."], ["Zespół spotyka się w stałym rytmie", "częściowo", "notuje Anna Nowak"],
            ["evaluation", "", ""], ["rhythm", "tak", ""], ["kawa", "tak", ""], ["coordinator", "chyba", ""],
            ["information", "nie wiadomo", ""]]  # fmt: skip
    given = read_readiness(as_csv(tmp_path / "r.csv", ["punkt", "stan", "dowód"], *rows), method(), Options(personal=room._names_person))  # noqa: SLF001
    assert given.table.to_numpy().tolist() == [
        ["agreement", "yes", "porozumienie z 2019 r."],
        ["rhythm", "partly", ""],
        ["information", "unknown", ""],
        ["evaluation", "not_told", ""],
    ]
    assert given.audit["rows"].sum() == len(rows)


# The editable tables ----------------------------------------------------------------------------------------------------------


def test_every_mistake_in_the_editable_tables_is_told_at_once(tmp_path: Path) -> None:
    folder = (tmp_path / FILES[0]).parent
    folder.mkdir(parents=True)
    (tmp_path / FILES[0]).write_text("kinds:\n  - {id: school, name: szkoła, level: village, sector: education}\n", "utf-8")
    (tmp_path / FILES[1]).write_text(
        "models:\n  - id: rural\n    pairs:\n      - {first: school, second: zoo, about: x}\n    team: [{kind: school}, {kind: school}]\n",
        "utf-8",
    )
    with pytest.raises(ParamsError) as error:
        read_method(tmp_path)
    assert [problem.where for problem in error.value.problems] == [
        "kinds[0].level", "models[0].pairs[0].second", "models[0].team[1]", "file",
    ]  # fmt: skip


def test_the_needed_list_is_marked_as_a_proposal_and_every_model_has_one() -> None:
    text = (room_root() / FILES[1]).read_text("utf-8")
    assert "PROPOSAL" in text
    assert "never a requirement of an act" in text
    assert set(method().models) == {"rural", "urban_rural", "urban"}
    assert all(model.pairs and model.team for model in method().models.values())


def room_root() -> Path:
    from institution_samples import ROOT  # noqa: PLC0415

    return ROOT


# The glue ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """A delivery as params name it."""

    table: str
    file: str
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Params:
    """The params that the room needs."""

    sources: tuple[Source, ...]
    path: Any
    id: str = "swilcza"
    municipalities: tuple[str, ...] = ("1816122",)
    providers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """What the room is given."""

    partnership: Params
    root: Path
    made: dict[str, pd.DataFrame] = field(default_factory=dict)
    weighed: tuple[Any, ...] = ()


def params(root: Path, *tables: str) -> Params:
    return Params(tuple(Source(table, f"{table}.csv") for table in tables), load_partnership("swilcza", root).path)


def test_nothing_delivered_is_nothing_read(root: Path) -> None:
    assert room.read(params(root), root) == ({}, [])  # type: ignore[arg-type]
    assert room.tabulate({}, Given(params(root), root)) == {}  # type: ignore[arg-type]


def test_ties_without_a_list_and_a_file_that_is_not_there_are_told_together(root: Path) -> None:
    given = params(root, "ties")
    given = replace(given, sources=(*given.sources, Source("readiness", "nowhere.csv")))
    with pytest.raises(ProblemsError) as error:
        room.read(given, root)  # type: ignore[arg-type]
    assert {problem.what for problem in error.value.problems} == {room.NO_LIST, "the file is not there"}


# Municipalities of Ukraine: 416 of them, repeated pairs, names used twice -----------------------------------------------------


@pytest.fixture(scope="module")
def contracts() -> Path:
    from conftest import ROOT  # noqa: PLC0415

    path = ROOT.parent / "shared/data/examples/ua-intermunicipal-cooperation/partnerships-hromadas-network.csv"
    if not path.is_file():
        pytest.skip("no register of contracts between municipalities beside the project")
    return path


def test_a_register_of_contracts_runs_through_the_same_code(contracts: Path, tmp_path: Path) -> None:
    with contracts.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {one["hromada_code.x"]: one["hromada_name.x"] for one in rows}
    municipalities = [[code, name, "hromada", "gmina"] for code, name in names.items()]
    list_file = as_csv(tmp_path / "i.csv", ["id", "name", "type", "level"], *municipalities)
    ties_file = as_csv(
        tmp_path / "t.csv",
        ["from", "to", "intensity", "formal", "year"],
        *[[one["hromada_code.x"], one["hromada_code.y"], "4", "1", "2022"] for one in rows],
    )
    who = read_institutions(list_file, TWO, method())
    given = read_ties(ties_file, who.table)
    table = network.answered(who.table, given.table)
    assert len(table) == 416
    assert table["name"].duplicated().any()
    assert counts(given) == {("kept", ""): len(rows) - 532, ("set aside", reported.REPEATED): 532}
    said_of = network.own_reports(table, given.table)
    found = pairs.cooperation(pairs.states(table, given.table))
    distinct = {frozenset((one["hromada_code.x"], one["hromada_code.y"])) for one in rows}
    assert len(found) == len(distinct)
    assert set(found["status"]) == {"confirmed"}
    told, whole = measures.reciprocity(said_of)
    assert told == whole == 2 * len(distinct)
    assert measures.centrality(table, said_of)["betweenness"].max() > 0

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.delivery import read_csv
from diagnoza.errors import DiagnozaError, SchemaError
from diagnoza.files import sha256
from diagnoza.partnership import load_partnership
from diagnoza.prepare.partnership import check, prepare
from diagnoza.prepare.reference import prepare_reference, reference_folder
from diagnoza.tables import TABLES
from diagnoza.tables import check as check_table

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.prepare.storage import Prepared

DELIVERED = "sources:\n  - {table: goals, file: fgi/goals.csv, provider: miasto, date: 2020-03-02, licence: zgoda, origin: synthetic}\n"
GOAL = "teryt,document,valid_to,text\n3015023,Strategia,2030,Cel {}\n"

OF_SURVEYS = {name for name, table in TABLES.items() if table.__module__.endswith("surveys")}
OF_SERVICES = {name for name, table in TABLES.items() if table.__module__.endswith(("services", "gaps"))}
OF_VOICES, OF_INSTITUTIONS, OF_PROGRAMME = (
    {name for name, table in TABLES.items() if table.__module__.endswith(room)} for room in ("voices", "institutions", "programme")
)
OF_GOALS = {name for name, table in TABLES.items() if table.__module__.endswith("goals")}
ESTIMATED = {"survey_flows", "survey_balances"}
OF_FLOWS = {name for name, table in TABLES.items() if table.__module__.endswith("flows")} - ESTIMATED


def prepared(project: Path, *names: str) -> dict[str, Prepared]:
    return {name: prepare(load_partnership(name, project), project) for name in names}


def redone(project: Path, *names: str) -> dict[str, bool]:
    return {name: one.redone for name, one in prepared(project, *names).items()}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def deliver(project: Path, content: str) -> None:
    """Let Lwówek deliver one file."""
    file = project / "data/raw/lwowek/fgi/goals.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    params = project / "params/lwowek.yaml"
    if DELIVERED not in params.read_text("utf-8"):
        change(params, "sources: []  # nothing is delivered yet\n", DELIVERED)


# What is redone --------------------------------------------------------------------------------------------------------------


def test_nothing_is_redone_while_nothing_has_changed(project: Path) -> None:
    assert redone(project, "mg-6", "lwowek") == {"mg-6": True, "lwowek": True}
    before = {path: path.stat().st_mtime_ns for path in (project / "data/processed").rglob("*")}
    assert redone(project, "mg-6", "lwowek") == {"mg-6": False, "lwowek": False}
    assert {path: path.stat().st_mtime_ns for path in (project / "data/processed").rglob("*")} == before


def test_a_changed_params_file_redoes_its_partnership_alone(project: Path) -> None:
    prepared(project, "mg-6", "lwowek")
    change(project / "params/mg-6.yaml", "start: 2013", "start: 2012")
    assert redone(project, "mg-6", "lwowek") == {"mg-6": True, "lwowek": False}
    assert not prepare_reference(project).redone


def test_a_changed_delivery_redoes_its_partnership_alone(project: Path) -> None:
    deliver(project, GOAL.format(1))
    prepared(project, "mg-6", "lwowek")
    deliver(project, GOAL.format(2))
    assert redone(project, "mg-6", "lwowek") == {"mg-6": False, "lwowek": True}


def test_a_changed_reference_table_redoes_all(project: Path) -> None:
    prepared(project, "mg-6", "lwowek")
    change(project / "data/raw/reference/figures.csv", "0861011,population,2022,116436", "0861011,population,2022,116437")
    assert redone(project, "mg-6", "lwowek") == {"mg-6": True, "lwowek": True}


def test_a_processed_table_that_went_missing_is_made_again(project: Path) -> None:
    folder = prepared(project, "lwowek")["lwowek"].folder
    (folder / "figures.parquet").unlink()
    assert redone(project, "lwowek") == {"lwowek": True}
    assert (folder / "figures.parquet").is_file()


def test_the_same_inputs_give_the_same_bytes(surveyed: Path, request: pytest.FixtureRequest) -> None:
    other: Path = request.getfixturevalue("prepared")
    folders = [prepare(load_partnership("jablonowo", place), place).folder for place in (surveyed, other)]
    first, second = ({path.name: sha256(path) for path in folder.iterdir()} for folder in folders)
    assert first == second


# What is stored --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("mg-6", {"servqual", "comments"} | OF_FLOWS | OF_VOICES | OF_INSTITUTIONS | OF_PROGRAMME),
        ("jablonowo", OF_SERVICES | OF_VOICES | OF_INSTITUTIONS | OF_PROGRAMME),
        ("starachowice", OF_SERVICES | OF_FLOWS | ESTIMATED | OF_INSTITUTIONS | OF_PROGRAMME | OF_GOALS | {"comments"}),
        ("swilcza", OF_SURVEYS | OF_SERVICES | OF_FLOWS | ESTIMATED | OF_VOICES | OF_PROGRAMME | OF_GOALS | {"comments"}),
        ("lwowek", OF_SURVEYS | OF_SERVICES | OF_FLOWS | ESTIMATED | OF_VOICES | OF_INSTITUTIONS | OF_GOALS | {"comments"}),
    ],
)
def test_every_stored_table_keeps_its_declaration_and_its_name_is_in_the_manifest(
    name: str, without: set[str], request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue("prepared") / "data/processed" / name
    stored = sorted(path.name for path in folder.glob("*.parquet"))
    assert stored == sorted(json.loads((folder / "manifest.json").read_text("utf-8"))["tables"])
    for file in stored:
        table = pd.read_parquet(folder / file)
        pd.testing.assert_frame_equal(check_table(table, file.removesuffix(".parquet"), file=file), table)
    assert {file.removesuffix(".parquet") for file in stored} == set(TABLES) - without - {"units", "edition_changes"}  # no edition before


def test_the_manifest_vouches_for_each_input_with_its_sha256(project: Path) -> None:
    deliver(project, GOAL.format(1))
    inputs = json.loads((prepared(project, "lwowek")["lwowek"].folder / "manifest.json").read_text("utf-8"))["inputs"]
    assert {"params/lwowek.yaml", "data/raw/lwowek/fgi/goals.csv", "data/raw/reference/figures.csv"} <= set(inputs)
    for name, fingerprint in inputs.items():
        assert fingerprint == hashlib.sha256((project / name).read_bytes()).hexdigest()


def test_a_delivered_file_is_recorded_with_its_fingerprint_and_origin(project: Path) -> None:
    deliver(project, GOAL.format(1))
    [row] = pd.read_parquet(prepared(project, "lwowek")["lwowek"].folder / "deliveries.parquet").to_dict("records")
    assert row == {
        "table": "goals",
        "file": "fgi/goals.csv",
        "survey": "",
        "provider": "miasto",
        "date": "2020-03-02",
        "licence": "zgoda",
        "origin": "synthetic",
        "sha256": hashlib.sha256(GOAL.format(1).encode()).hexdigest(),
    }


def test_where_nothing_is_delivered_the_table_of_deliveries_is_empty_and_there(project: Path) -> None:
    table = pd.read_parquet(prepared(project, "lwowek")["lwowek"].folder / "deliveries.parquet")
    assert table.empty
    assert list(table.columns) == list(TABLES["deliveries"].to_schema().columns)


def test_the_figures_of_a_partnership_are_those_of_its_members_and_their_powiat(project: Path) -> None:
    folder = prepared(project, "jablonowo")["jablonowo"].folder
    for name in ("figures", "indicators"):
        assert set(pd.read_parquet(folder / f"{name}.parquet")["teryt"]) == {"0402073", "0402042", "0402022", "0412062", "0402"}


# What goes wrong ---------------------------------------------------------------------------------------------------------------


def test_a_broken_reference_table_is_named_with_column_and_value_and_leaves_the_last_good_result(project: Path) -> None:
    folder = prepared(project, "mg-6")["mg-6"].folder
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    change(project / "data/raw/reference/figures.csv", "0861011,population,2022,116436", "0861011,population,2022,116 436")
    with pytest.raises(SchemaError, match=r"figures\.csv, column value: .*'116 436'"):
        prepared(project, "mg-6")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_reference_table_that_is_not_there_is_a_problem_without_a_traceback(project: Path) -> None:
    (project / "data/raw/reference/seats.csv").unlink()
    with pytest.raises(DiagnozaError, match=r"seats\.csv"):
        prepared(project, "mg-6")


def test_an_interrupted_run_leaves_no_table_that_is_taken_for_current(project: Path) -> None:
    folder = prepared(project, "mg-6")["mg-6"].folder
    params = project / "params/mg-6.yaml"
    before = pd.read_parquet(folder / "partners.parquet")
    (folder / "deliveries.parquet").rename(project / "aside.parquet")
    (folder / "deliveries.parquet").mkdir()  # the last table cannot be written: the run ends half way
    change(params, '{teryt: "0801022", role: member}', '{teryt: "0801022", role: lead}')
    with pytest.raises(OSError, match="deliveries"):
        prepared(project, "mg-6")
    assert not list(folder.glob(".*"))  # no draft is left
    (folder / "deliveries.parquet").rmdir()
    (project / "aside.parquet").rename(folder / "deliveries.parquet")
    change(params, '{teryt: "0801022", role: lead}', '{teryt: "0801022", role: member}')  # back to what it was
    prepared(project, "mg-6")
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "partners.parquet"), before)


def test_check_names_the_members_without_figures_and_writes_nothing(project: Path) -> None:
    change(project / "params/mg-6.yaml", '"0801022"', '"0201011"')
    problems = check(load_partnership("mg-6", project), project)
    assert [problem.where for problem in problems] == ["member 0201011"]
    assert not (project / "data/processed").exists()
    assert check(load_partnership("jablonowo", project), project) == []


# The national tables -------------------------------------------------------------------------------------------------------------


def test_a_reference_folder_without_the_tables_is_refused_with_the_names_of_the_tables(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIAGNOZA_REFERENCE", "params")
    with pytest.raises(DiagnozaError, match=r"population_area_2021_2022\.csv.*DIAGNOZA_REFERENCE"):
        prepared(project, "mg-6")
    assert not (project / "data/processed").exists()


def test_a_reference_folder_named_in_params_counts_before_the_variable(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIAGNOZA_REFERENCE", "nowhere")
    change(project / "params/mg-6.yaml", "sources:", "reference: elsewhere\nsources:")
    with pytest.raises(DiagnozaError, match="elsewhere"):
        reference_folder(project, load_partnership("mg-6", project))


def test_an_empty_variable_names_no_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIAGNOZA_REFERENCE", "")
    assert reference_folder(project) is None


def test_going_from_the_small_tables_to_the_national_ones_and_back_redoes_the_tables(
    project: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offline = prepared(project, "lwowek")["lwowek"]
    ranks = pd.read_parquet(offline.folder / "indicators.parquet")["rank"]
    assert ranks.isna().all()
    monkeypatch.setenv("DIAGNOZA_REFERENCE", str(shared))
    national = prepared(project, "lwowek")["lwowek"]
    assert national.redone
    assert national.fingerprint != offline.fingerprint
    assert pd.read_parquet(national.folder / "indicators.parquet")["rank"].notna().all()
    assert (national.folder / "boundaries.parquet").is_file()
    monkeypatch.delenv("DIAGNOZA_REFERENCE")
    back = prepared(project, "lwowek")["lwowek"]
    assert back.fingerprint == offline.fingerprint
    assert not (back.folder / "boundaries.parquet").exists()


def test_a_file_saved_by_polish_excel_is_refused_by_its_columns(project: Path) -> None:
    figures = project / "data/raw/reference/figures.csv"
    read_csv(figures).to_csv(figures, index=False, sep=";")
    with pytest.raises(SchemaError, match="column teryt: the column is missing"):
        prepared(project, "mg-6")

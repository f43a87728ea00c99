from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from diagnoza import tables
from diagnoza.delivery import read_csv
from diagnoza.errors import ProblemsError, SchemaError
from diagnoza.files import sha256, whole
from diagnoza.geography import distances_km
from diagnoza.reference.figures import FIGURES, OWN_FILES, read_own, read_table

if TYPE_CHECKING:
    from pathlib import Path

SEATS = pd.DataFrame({"teryt": ["0801032", "0801042"], "lon": [15.3, 15.2], "lat": [52.6, 52.8]})


def problems(table: pd.DataFrame, name: str = "seats") -> list[str]:
    with pytest.raises(SchemaError) as caught:
        tables.check(table, name, file="seats.csv")
    return [str(problem) for problem in caught.value.problems]


# Declarations ----------------------------------------------------------------------------------------------------------------


def test_a_table_that_keeps_its_declaration_comes_back_as_it_is() -> None:
    checked = tables.check(SEATS, "seats", file="seats.csv")
    assert checked.to_dict("list") == SEATS.to_dict("list")


def test_columns_come_back_in_the_declared_order_and_the_argument_stays_as_it_was() -> None:
    turned = SEATS[["lat", "teryt", "lon"]]
    before = turned.copy()
    assert list(tables.check(turned, "seats", file="seats.csv").columns) == ["teryt", "lon", "lat"]
    pd.testing.assert_frame_equal(turned, before)


def test_a_code_that_lost_its_leading_zero_is_found_with_its_row() -> None:
    [problem] = problems(SEATS.assign(teryt=["801032", "0801042"]))
    assert problem.startswith("seats.csv, column teryt: ")
    assert "'801032' (row 2)" in problem


def test_a_code_that_comes_twice_is_found() -> None:
    [problem] = problems(SEATS.assign(teryt="0801032"))
    assert "column teryt" in problem
    assert "'0801032'" in problem


def test_a_column_too_few_and_a_column_too_many_are_two_problems() -> None:
    found = problems(SEATS.drop(columns="lat").assign(latitude=52.0))
    assert [problem.split(":")[0] for problem in sorted(found)] == ["seats.csv, column lat", "seats.csv, column latitude"]


def test_a_place_outside_poland_is_not_a_seat() -> None:
    [problem] = problems(SEATS.assign(lon=[15.3, 51.2]))
    assert "column lon" in problem
    assert "51.2 (row 3)" in problem


def test_everything_wrong_is_told_at_once() -> None:
    found = problems(pd.DataFrame({"teryt": ["80103", "0801042"], "lon": [15.3, 99.0], "lat": [0.0, 52.8]}))
    assert len(found) == 3


def test_of_many_broken_values_five_are_shown_and_all_are_counted() -> None:
    many = pd.DataFrame({"teryt": [f"{n}" for n in range(8)], "lon": 15.0, "lat": 52.0})
    [problem] = problems(many)
    assert "8 values" in problem
    assert problem.count("(row ") == 5


def test_a_missing_value_is_not_let_in_where_a_figure_has_to_be() -> None:
    [problem] = problems(SEATS.assign(lat=[52.6, np.nan]))
    assert "column lat" in problem


def test_every_column_of_every_table_says_what_it_means() -> None:
    for model in tables.TABLES.values():
        assert model.__doc__
        for column in model.to_schema().columns.values():
            assert column.description, f"{model.__name__}.{column.name}"


def test_the_dictionary_names_every_table_and_column() -> None:
    written = tables.dictionary()
    for name, model in tables.TABLES.items():
        assert f"## `{name}`" in written
        for column in model.to_schema().columns:
            assert f"| `{column}` |" in written


# The small tables that come with the project -----------------------------------------------------------------------------------


def test_the_small_tables_keep_their_declarations_and_every_figure_is_described(root: Path) -> None:
    read = read_own(root / "data/raw/reference")
    assert set(read.figures["figure"]) <= set(FIGURES)
    assert set(read.figures["source"]) <= set(read.sources["source"])
    assert set(read.figures["teryt"]) <= set(read.units["teryt"])


def test_a_figure_of_a_unit_and_year_stands_once(root: Path) -> None:
    figures = read_table(root / "data/raw/reference", "figures")
    assert not figures.duplicated(["teryt", "figure", "year"]).any()


def test_in_the_audit_of_the_small_tables_every_row_is_kept(root: Path) -> None:
    folder = root / "data/raw/reference"
    audit = read_own(folder).audit.set_index("file")["rows"]
    for file in OWN_FILES.values():
        assert audit[file] == len((folder / file).read_text("utf-8").splitlines()) - 1


@pytest.mark.parametrize(
    ("file", "column", "wrong"),
    [
        ("figures", "value", "12,5"),
        ("figures", "value", "brak"),
        ("figures", "value", ""),
        ("figures", "year", "20l9"),
        ("figures", "year", "1899"),
        ("figures", "teryt", "801022"),
        ("seats", "lat", "52.6.1"),
        ("distributions", "sd", "-1"),
        ("units", "type", "wiejsko-miejska"),
        ("sources", "origin", "imputed"),
    ],
)
def test_a_broken_value_is_named_with_its_file_column_and_row(root: Path, tmp_path: Path, file: str, column: str, wrong: str) -> None:
    table = read_csv(root / "data/raw/reference" / OWN_FILES[file])
    table.loc[3, column] = wrong
    table.to_csv(tmp_path / OWN_FILES[file], index=False)
    with pytest.raises(SchemaError) as caught:
        read_table(tmp_path, file)
    [problem] = caught.value.problems
    assert problem.file == OWN_FILES[file]
    assert problem.where == f"column {column}"
    assert (wrong or "nan") in problem.what.lower() or repr(wrong) in problem.what
    assert "(row 5)" in problem.what


def test_a_figure_that_stands_twice_is_a_problem_of_its_file(root: Path, tmp_path: Path) -> None:
    table = read_csv(root / "data/raw/reference/figures.csv")
    pd.concat([table, table.head(1)]).to_csv(tmp_path / "figures.csv", index=False)
    with pytest.raises(SchemaError, match=r"figures\.csv"):
        read_table(tmp_path, "figures")


# Files -----------------------------------------------------------------------------------------------------------------------


def test_a_file_is_read_as_text_so_that_codes_keep_their_zeros_and_blanks_stay_blank(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("teryt,n\n0801032,\n0402,007\n", encoding="utf-8")
    assert read_csv(tmp_path / "a.csv").to_dict("list") == {"teryt": ["0801032", "0402"], "n": ["", "007"]}


def test_a_mark_of_utf8_at_the_start_is_not_part_of_the_first_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("teryt\n0801032\n", encoding="utf-8-sig")
    assert list(read_csv(tmp_path / "a.csv").columns) == ["teryt"]


@pytest.mark.parametrize(
    ("content", "what"),
    [(None, "not there"), (b"", "empty"), ("nazwa\nŚwilcza\n".encode("cp1250"), "not UTF-8")],
    ids=["none", "empty", "cp1250"],
)
def test_a_file_that_cannot_be_read_is_a_problem_with_a_remedy(tmp_path: Path, content: bytes | None, what: str) -> None:
    if content is not None:
        (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(ProblemsError) as caught:
        read_csv(tmp_path / "a.csv")
    [problem] = caught.value.problems
    assert problem.file == "a.csv"
    assert what in problem.what
    assert problem.remedy


def test_the_fingerprint_of_a_file_is_its_sha256(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"abc")
    assert sha256(tmp_path / "a.bin") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256(tmp_path / "a.bin") == hashlib.sha256(b"abc").hexdigest()


def half_written(path: Path, interruption: type[BaseException]) -> None:
    with whole(path) as draft:
        draft.write_text("half", encoding="utf-8")
        raise interruption


@pytest.mark.parametrize("interruption", [RuntimeError, KeyboardInterrupt])
def test_an_interrupted_write_leaves_no_file(tmp_path: Path, interruption: type[BaseException]) -> None:
    with pytest.raises(interruption):
        half_written(tmp_path / "table.csv", interruption)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        half_written(tmp_path / "table.csv", KeyboardInterrupt)
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_a_finished_write_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("old", encoding="utf-8")
    with whole(tmp_path / "table.csv") as draft:
        draft.write_text("new", encoding="utf-8")
        assert (tmp_path / "table.csv").read_text("utf-8") == "old"
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["new"]


def test_reading_does_not_need_the_other_tables(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "data/raw/reference/seats.csv", tmp_path)
    assert len(read_table(tmp_path, "seats")) == 13


# Distances -------------------------------------------------------------------------------------------------------------------


def test_a_degree_of_latitude_is_111_km_and_a_degree_of_longitude_at_60_north_is_half_of_it() -> None:
    origin = pd.DataFrame({"lon": [20.0], "lat": [60.0]})
    north, east = (distances_km(origin, pd.DataFrame({"lon": [lon], "lat": [lat]})).item() for lon, lat in ((20, 61), (21, 60)))
    assert north == pytest.approx(111.19, abs=0.01)
    assert east == pytest.approx(north / 2, rel=1e-4)


def test_distances_are_symmetric_zero_to_oneself_and_no_detour_is_shorter() -> None:
    points = pd.DataFrame({"lon": [15.2, 19.3, 22.0, 16.2], "lat": [52.7, 53.3, 50.1, 52.4]})
    apart = distances_km(points, points)
    np.testing.assert_allclose(apart, apart.T)
    np.testing.assert_allclose(np.diag(apart), 0, atol=1e-9)
    assert (apart[:, None, :] <= apart[:, :, None] + apart.T[None, :, :] + 1e-9).all()

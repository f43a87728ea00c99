"""The account of delivered rows: each is kept or set aside with its reason, whatever the files are like."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.account import RAGGED, REPEATED, Handed, Same, open_files
from diagnoza.errors import DiagnozaError, ProblemsError
from survey_samples import as_csv

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.account import Account

HEADS = {"name": ("nazwa",), "size": ("wielkość",)}
SAME = Same(itemgetter("name"), "name", "the same name", "sprzeczne")


def opened(folder: Path, *rows: list[str], name: str = "a.csv") -> Account:
    """Open one file of names and sizes; their cells are what they tell."""
    account = open_files([Handed(as_csv(folder / name, ["Nazwa", "Wielkość"], *rows), name)], HEADS, ["name"])
    for row in account.rows:
        row.told = {column: row.text(column) for column in HEADS}
    return account


def test_of_equal_rows_one_is_kept_and_of_contradicting_ones_none(tmp_path: Path) -> None:
    account = opened(tmp_path, ["las", "1"], ["las", "1"], ["pole", "2"], ["pole", "3"], ["łąka", "4"], ["krzywy"])
    account.settle(SAME)
    read = account.close(pd.DataFrame([row.told for row in account.kept]))
    assert read.table["name"].tolist() == ["las", "łąka"]
    assert set(read.audit.itertuples(index=False, name=None)) == {
        ("a.csv", "kept", "", 2),
        ("a.csv", "set aside", RAGGED, 1),
        ("a.csv", "set aside", REPEATED, 1),
        ("a.csv", "set aside", "sprzeczne", 2),
    }
    assert [problem.where for problem in read.problems if "row" in problem.where][-2:] == ["row 3, column Nazwa", "row 5, column Nazwa"]


def test_columns_that_may_differ_make_no_contradiction(tmp_path: Path) -> None:
    account = opened(tmp_path, ["las", "1"], ["las", "2"])
    account.settle(SAME._replace(besides=("size",)))
    assert [row.reason for row in account.rows] == ["", REPEATED]


def test_a_row_that_is_lost_stops_the_work(tmp_path: Path) -> None:
    account = opened(tmp_path, ["las", "1"], ["pole", "2"])
    with pytest.raises(DiagnozaError, match=r"a\.csv: rows were lost"):
        account.close(pd.DataFrame([account.kept[0].told]))


def test_what_is_wrong_with_other_files_is_told_with_the_file_that_cannot_be_used(tmp_path: Path) -> None:
    whole = as_csv(tmp_path / "a.csv", ["nazwa", "kolor"], ["las", "zielony"])
    headless = as_csv(tmp_path / "b.csv", ["kolor"], ["zielony"])
    account = open_files([Handed(whole, "a.csv"), Handed(headless, "b.csv")], HEADS, ["name"])
    account.rows[0].report("name", "too short", "Write more", aside="za krótkie")
    with pytest.raises(ProblemsError) as error:
        account.stop()
    told = [(problem.file, problem.where) for problem in error.value.problems]
    assert told == [("b.csv", "column name"), ("a.csv", "column kolor"), ("a.csv", "row 2, column nazwa")]

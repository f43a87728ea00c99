"""What is wrong with files of flows: all of it at once, with what to do; and the synthetic files hold exactly what was planted."""

from __future__ import annotations

import shutil
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza.catalogue import Scope, read_services
from diagnoza.errors import ProblemsError
from diagnoza.flows.reading.beside import read_capacity, read_travel, read_unit_costs
from diagnoza.flows.reading.reports import ReadFlows, read_reports
from diagnoza.flows.reading.several import resolve
from diagnoza.partnership import load_partnership
from diagnoza.surveys.codebook import BANK
from diagnoza.tables.flows import Capacity, FlowReports, Travel, UnitCosts
from diagnoza.teryt import REGISTER, Register
from survey_samples import as_csv, as_xlsx
from test_flow_reading import HEADS, MATRIX, SCOPE, row, users

if TYPE_CHECKING:
    from pathlib import Path

REPORTED = ("mieszkancy-2020.csv", "swiadczacy-2020.xlsx", "uczniowie-2020.csv")
FILES = (*REPORTED, "miejsca-2020.csv", "koszty-2020.csv", "dojazd.csv")
JABLONOWO, BRZOZIE, BOBROWO, WAPIELSK = "0402073", "0402042", "0402022", "0412062"


@pytest.fixture(scope="module")
def scope(root: Path) -> Scope:
    partnership = load_partnership("jablonowo", root)
    services = read_services(root / "params" / "questionnaires" / BANK)
    return Scope(partnership.municipalities, Register.load(root / REGISTER), services, partnership.providers)


@pytest.fixture(scope="module")
def delivered(root: Path, scope: Scope) -> dict[str, ReadFlows]:
    return {name: read_reports(root / "data/raw/jablonowo/flows" / name, scope) for name in REPORTED}


def said(given: Any) -> list[str]:
    return [f"{problem.where}: {problem.what}" for problem in given.problems]


def refused(path: Path, **options: Any) -> list[str]:
    with pytest.raises(ProblemsError) as told:
        read_reports(path, SCOPE, **options)
    return [f"{problem.where}: {problem.what}" for problem in told.value.problems]


def changed(*changes: tuple[int, int, object]) -> list[list[Any]]:
    rows = [list(one) for one in MATRIX]
    for at, column, value in changes:
        rows[at][column] = value
    return rows


# Matrices ---------------------------------------------------------------------------------------------------------------------


def test_all_that_is_wrong_with_a_matrix_is_in_one_list(tmp_path: Path) -> None:
    rows = changed((1, 1, -50), (2, 0, "Konojady"), (1, 4, 56), (3, 3, 30.5))
    rows = [[*one[:2], *one[3:]] for one in rows]  # no column of Brzozie
    given = read_reports(as_xlsx(tmp_path / "m.xlsx", library=[["2020"], *rows]), SCOPE)
    assert said(given) == [
        "sheet library, row 3, column Jabłonowo Pomorskie: „-50”: a number of persons is not negative",
        "sheet library, row 4: „Konojady” is no place that is known, or may be two",
        "sheet library, row 5, column Bobrowo: „30.5”: persons who were counted are whole",
        "sheet library, row 4, column Razem: the stated sum is 41, but its parts that are numbers add up to 1",
        "sheet library: Brzozie (0402042) is missing among the places where people live",
        "sheet library: Brzozie (0402042) is missing among the places where people are served",
    ]
    assert given.audit["rows"].sum() == 12
    assert users(given) == {(JABLONOWO, BOBROWO): 3, (BOBROWO, JABLONOWO): 6}


def test_sums_that_do_not_add_up_are_told_with_both_numbers(tmp_path: Path) -> None:
    given = read_reports(as_xlsx(tmp_path / "m.xlsx", library=[["2020"], *changed((1, 4, 56), (4, 2, 40), (4, 4, 100))]), SCOPE)
    assert said(given) == [
        "sheet library, row 3, column Razem: the stated sum is 56, but its parts that are numbers add up to 55",
        "sheet library, row 6, column Brzozie: the stated sum is 40, but its parts that are numbers add up to 46",
        "sheet library, row 6, column Razem: the stated sum is 100, but its parts that are numbers add up to 136",
    ]
    assert given.table["users"].sum() == 136


def test_a_matrix_of_which_the_direction_is_not_said_is_refused_with_all_its_problems(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "m.xlsx", Arkusz1=changed((0, 0, "Gmina"), (2, 2, "ok. 40")))
    assert refused(path) == [
        "sheet Arkusz1: nothing says which service it is",
        "sheet Arkusz1: nothing says which year it is, or several are named",
        "sheet Arkusz1: nothing says whether the rows are where people live or where they are served",
        "sheet Arkusz1, row 3, column Brzozie: „ok. 40”: it is no number",
    ]


def test_a_matrix_that_says_both_directions_is_refused(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "m.xlsx", library=[["2020"], ["Mieszka w", "Mieszka w"], ["", *MATRIX[0][1:]], *MATRIX[1:]])
    assert refused(path) == ["sheet library: it is said both ways what the rows and what the columns are"]


def test_a_first_column_with_a_misspelt_name_is_not_lost(tmp_path: Path) -> None:
    given = read_reports(as_xlsx(tmp_path / "m.xlsx", library=[["2020"], *changed((0, 1, "Jabłonwo"))]), SCOPE)
    assert "sheet library, column Jabłonwo: „Jabłonwo” is no place that is known, or may be two" in said(given)
    assert given.audit["rows"].sum() == 16
    assert given.audit.loc[given.audit["reason"].eq("nieznana gmina lub powiat"), "rows"].tolist() == [3]


# Lists ------------------------------------------------------------------------------------------------------------------------


def test_all_that_is_wrong_with_a_list_is_in_one_list(tmp_path: Path) -> None:
    rows = [
        row("Konojady", "Bobrowo", "3"),
        row("Brzozie", "Bobrowo", "-3"),
        row("powiat brodnicki", "Bobrowo", "3"),
        row("Brzozie", "Toruń", "3", Usługa="Kino"),
        row("Brzozie", "Toruń", "3", Rok="2o20"),
        row("Brzozie", "", "3"),
        row("Brzozie", "Brzozie", "40"),
        row("Brzozie", "Razem", "42"),
        ["library", "2020", "Brzozie", "Brzozie"],
    ]
    given = read_reports(as_csv(tmp_path / "flows.csv", HEADS, *rows, separator=";"), SCOPE)
    assert said(given) == [
        "row 2, column Mieszka w: „Konojady” is no place that is known, or may be two",
        "row 3, column Liczba osób: „-3”: a number of persons is not negative",
        "row 4, column Mieszka w: „powiat brodnicki” is a powiat, but people live in municipalities",
        "row 5, column Usługa: „Kino” is not known",
        "row 6, column Rok: „2o20” is no year",
        "row 7, column Korzysta w: the place is empty",
        "line 10: the row has 4 cells, the header 5",
        "row 9, column Liczba osób: the stated sum is 42, but its parts that are numbers add up to 43",
    ]
    assert users(given) == {(BRZOZIE, BRZOZIE): 40}
    assert given.audit["rows"].sum() == len(rows)
    assert given.audit.loc[given.audit["outcome"].eq("set aside"), "rows"].sum() == 8


def test_a_list_without_service_and_year_is_refused_unless_somebody_says_them(tmp_path: Path) -> None:
    path = as_csv(
        tmp_path / "flows.csv", ["Mieszka w", "Korzysta w", "Liczba osób"], ["Brzozie", "Konojady", "3"], ["Brzozie", "Bobrowo", "2"]
    )
    assert refused(path) == [
        "file: nothing says which service it is",
        "file: nothing says which year it is, or several are named",
        "row 2, column Korzysta w: „Konojady” is no place that is known, or may be two",
    ]
    assert users(read_reports(path, SCOPE, service="library", year=2020)) == {(BRZOZIE, BOBROWO): 2}


def test_two_columns_of_the_same_are_refused(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "flows.csv", [*HEADS, "Liczba uczniów"], [*row("Brzozie", "Bobrowo", "3"), "4"])
    assert refused(path) == ["column Liczba uczniów: the columns „Liczba osób” and „Liczba uczniów” are both read as users"]


@pytest.mark.parametrize("rows", [[["Usługa", "Gmina", "Wartość"], ["library", "Brzozie", "3"]], [["a", "b"], ["c", "d"]]])
def test_what_is_neither_a_list_nor_a_matrix_is_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    assert refused(as_csv(tmp_path / "flows.csv", *rows)) == ["file: it is neither a list of flows nor a matrix of places"]


def test_a_sheet_of_notes_beside_a_matrix_is_told_and_not_read(tmp_path: Path) -> None:
    given = read_reports(as_xlsx(tmp_path / "m.xlsx", library=[["2020"], *MATRIX], Opis=[["Dane zebrał urząd"], ["w listopadzie"]]), SCOPE)
    assert said(given) == ["sheet Opis: it is neither a list of flows nor a matrix of places"]
    assert given.table["users"].sum() == 136


def test_heads_without_rows_are_refused(tmp_path: Path) -> None:
    assert refused(as_xlsx(tmp_path / "l.xlsx", one=[HEADS])) == ["file: it has heads and no rows"]


def test_a_list_without_a_column_of_users_says_that_it_is_read_as_a_register(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "flows.csv", ["Usługa", "Rok", "Mieszka w", "Korzysta w", "Ile"], row("Brzozie", "Bobrowo", "30"))
    given = read_reports(path, SCOPE)
    assert said(given) == [
        "column Ile: the column is not read",
        "column users: there is no column of users, so every row is one person",
    ]


def test_costs_without_a_cost_and_travel_without_a_time_are_refused(tmp_path: Path) -> None:
    costs = as_csv(tmp_path / "c.csv", ["Usługa", "Rok", "Jednostka"], ["library", "2020", "Bobrowo"])
    with pytest.raises(ProblemsError, match="there is no column of costs"):
        read_unit_costs(costs, SCOPE)
    way = as_csv(tmp_path / "t.csv", ["Skąd", "Dokąd", "Kilometry"], ["Bobrowo", "Brzozie", "3"])
    with pytest.raises(ProblemsError, match="the columns of minutes and mode are missing"):
        read_travel(way, SCOPE)


# The synthetic files ----------------------------------------------------------------------------------------------------------


def test_the_synthetic_files_come_out_again_as_they_are(root: Path, tmp_path: Path) -> None:
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    shutil.copytree(root / "data/raw/reference", tmp_path / "data/raw/reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIAGNOZA_ROOT", str(tmp_path))
        patch.syspath_prepend(str(root / "scripts"))
        import_module("make_synthetic_flows").main()
    made, kept = tmp_path / "data/raw/jablonowo/flows", root / "data/raw/jablonowo/flows"
    assert sorted(path.name for path in kept.iterdir()) == sorted(FILES)
    assert [name for name in FILES if (made / name).read_bytes() != (kept / name).read_bytes()] == []


def test_the_list_of_residents_holds_exactly_what_was_planted(delivered: dict[str, ReadFlows]) -> None:
    given = delivered["mieszkancy-2020.csv"]
    assert said(given) == [
        "row 119, column Korzysta w: „Konojady” is no place that is known, or may be two",
        "row 120, column Liczba osób: „-3”: a number of persons is not negative",
        "row 121, column Liczba osób: „12,5”: persons who were counted are whole",
        "row 122, column Usługa: „Kino” is not known",
        "row 123, column Gmina zamieszkania: „powiat brodnicki” is a powiat, but people live in municipalities",
        "row 124, column Liczba osób: „ok. dwóch”: it is no number",
        "row 127, column Liczba osób: the stated sum is 999, but its parts that are numbers add up to 220",
        "rows 126: 1 row equals another row in every cell; all are added",
    ]
    assert set(given.table["side"]) == {"residence"}
    assert given.table["status"].value_counts().to_dict() == {"reported": 80, "suppressed": 3, "not_reported": 1}
    assert BOBROWO not in set(given.table.loc[given.table["service"].eq("library"), "origin"])


def test_the_workbook_of_providers_holds_exactly_what_was_planted(delivered: dict[str, ReadFlows]) -> None:
    given = delivered["swiadczacy-2020.xlsx"]
    assert said(given) == [
        "sheet Biblioteka publiczna, row 9, column Ogółem: the stated sum is 544, but its parts that are numbers add up to 534"
    ]
    assert sorted(set(given.table["service"])) == ["kindergarten", "library", "senior_care"]
    library = given.table[given.table["service"].eq("library")].set_index(["origin", "destination"])["users"]
    assert library[BOBROWO, JABLONOWO] > 0 == library[JABLONOWO, BRZOZIE]  # its sheet is turned
    assert library[JABLONOWO, JABLONOWO] > 1000  # written as a text, its thousands apart
    assert given.table["status"].value_counts().to_dict() == {"reported": 62, "not_reported": 2, "suppressed": 1}


def test_the_register_of_pupils_is_counted_and_its_numbers_are_not_read(delivered: dict[str, ReadFlows]) -> None:
    given = delivered["uczniowie-2020.csv"]
    assert [problem.where.split(",")[-1].strip() for problem in given.problems] == [
        "column Nr ucznia",
        "column users",
        "column Gmina zamieszkania",
        "column Gmina zamieszkania",
    ]
    assert "U-0" not in " ".join(map(str, given.problems))
    assert given.table["users"].sum() == given.audit.loc[given.audit["outcome"].eq("kept"), "rows"].sum()
    assert set(given.table["destination"]) == {"0402"}
    assert set(given.table["origin"]) == {JABLONOWO, BRZOZIE, BOBROWO, WAPIELSK, "OUT", "UNKNOWN"}


def test_together_they_are_two_sides_with_disputes_and_users_fit_the_people(root: Path, delivered: dict[str, ReadFlows]) -> None:
    both = resolve(list(delivered.values()))
    assert both.audit["rows"].sum() == sum(one.audit["rows"].sum() for one in delivered.values())
    wide = both.table.pivot(index=["service", "origin", "destination"], columns="side", values="users").dropna()
    apart = (wide["provider"] - wide["residence"]).abs()
    disputed = wide[apart.gt((0.1 * wide.max(axis=1)).clip(lower=3))].index
    assert set(disputed) == {
        ("kindergarten", BOBROWO, JABLONOWO),
        ("secondary_school", JABLONOWO, "0402"),
        ("library", WAPIELSK, WAPIELSK),
        ("senior_care", BOBROWO, JABLONOWO),
    }
    figures = pd.read_csv(root / "data/raw/reference/figures.csv", dtype={"teryt": str})
    young = figures[figures["figure"].eq("pre_working") & figures["year"].eq(2019)].set_index("teryt")["value"]
    pupils = both.table[both.table["service"].isin(["kindergarten", "secondary_school"]) & both.table["side"].eq("residence")]
    share = pupils.groupby("origin")["users"].sum() / young.reindex(pupils["origin"].unique())
    assert share.between(0.3, 0.45).all()


def test_places_costs_and_ways_are_read(root: Path, scope: Scope) -> None:
    folder = root / "data/raw/jablonowo/flows"
    places = read_capacity(folder / "miejsca-2020.csv", scope)
    costs = read_unit_costs(folder / "koszty-2020.csv", scope)
    ways = read_travel(folder / "dojazd.csv", scope)
    assert said(places) == ["row 14, column Jednostka: „Brodnica” is no unit of the partnership"]
    assert said(costs) == ["column Uwagi: the column is not read"]
    assert said(ways) == []
    assert (len(places.table), len(costs.table), len(ways.table)) == (11, 14, 30)
    assert ways.audit["rows"].sum() == 2 * 17
    for given, declared in ((places, Capacity), (costs, UnitCosts), (ways, Travel)):
        pd.testing.assert_frame_equal(given.table, pd.DataFrame(declared.validate(given.table)))


def test_tables_keep_their_declaration(delivered: dict[str, ReadFlows]) -> None:
    for given in delivered.values():
        pd.testing.assert_frame_equal(given.table, pd.DataFrame(FlowReports.validate(given.table)))
        assert not given.table.duplicated(["service", "year", "origin", "destination", "side"]).any()
        assert given.table["users"].notna().equals(given.table["status"].eq("reported"))

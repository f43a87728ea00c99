"""Flows as offices send them: a direction is never guessed, parts of a municipality are added up, and nothing reported is no zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza.catalogue import Scope, Service
from diagnoza.errors import ProblemsError
from diagnoza.flows.reading.beside import read_capacity, read_travel, read_unit_costs
from diagnoza.flows.reading.cells import read_users, read_year
from diagnoza.flows.reading.direction import Said, rows_live
from diagnoza.flows.reading.places import Places
from diagnoza.flows.reading.reports import PARTS_ADDED, REPEATED_ADDED, ReadFlows, read_reports
from diagnoza.flows.reading.several import CONTRADICTORY, IN_OTHER_FILE, KNOWN_IN_OTHER_FILE, resolve
from diagnoza.tables.flows import FlowReports
from diagnoza.teryt import REGISTER, Register, Unit
from diagnoza.units import UnreadableError
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path

SERVICES = {
    "kindergarten": Service("kindergarten", "Przedszkole", "edukacja"),
    "library": Service("library", "Biblioteka publiczna", "kultura"),
}
REGISTERED = Register(
    (
        Unit("0402", "powiat brodnicki", "powiat", "", "kujawsko-pomorskie"),
        Unit("0402011", "Brodnica", "miejska", "powiat brodnicki", "kujawsko-pomorskie"),
        Unit("0402022", "Bobrowo", "wiejska", "powiat brodnicki", "kujawsko-pomorskie"),
        Unit("0402032", "Brodnica", "wiejska", "powiat brodnicki", "kujawsko-pomorskie"),
        Unit("0402042", "Brzozie", "wiejska", "powiat brodnicki", "kujawsko-pomorskie"),
        Unit("0402073", "Jabłonowo Pomorskie", "miejsko-wiejska", "powiat brodnicki", "kujawsko-pomorskie"),
        Unit("0463011", "Toruń", "miasto na prawach powiatu", "", "kujawsko-pomorskie"),
        Unit("1465011", "Warszawa", "miasto na prawach powiatu", "", "mazowieckie"),
        Unit("0412", "powiat rypiński", "powiat", "", "kujawsko-pomorskie"),
    )
)
SCOPE = Scope(("0402073", "0402042", "0402022"), REGISTERED, SERVICES, ("0402",))
HEADS = ["Usługa", "Rok", "Mieszka w", "Korzysta w", "Liczba osób"]
CORNER = "mieszka w ↓ / korzysta w →"
MATRIX = [
    [CORNER, "Jabłonowo Pomorskie", "Brzozie", "Bobrowo", "Razem"],
    ["Jabłonowo Pomorskie", 50, 2, 3, 55],
    ["Brzozie", 1, 40, 0, 41],
    ["Bobrowo", 6, 4, 30, 40],
    ["Razem", 57, 46, 33, 136],
]


def row(origin: str, destination: str, users: str, **more: str) -> list[str]:
    cells = {"Usługa": "library", "Rok": "2020"} | more
    return [cells["Usługa"], cells["Rok"], origin, destination, users]


def read(folder: Path, *rows: list[str], heads: list[str] = HEADS, **options: Any) -> ReadFlows:
    return read_reports(as_csv(folder / "flows.csv", heads, *rows, separator=";"), SCOPE, **options)


def read_book(folder: Path, **sheets: Any) -> ReadFlows:
    return read_reports(as_xlsx(folder / "flows.xlsx", **sheets), SCOPE, year=2020, service="library")


def users(given: ReadFlows) -> dict[tuple[str, str], float]:
    return {(one.origin, one.destination): one.users for one in given.table.itertuples()}  # type: ignore[misc]


def counts(given: Any) -> dict[tuple[str, str], int]:
    return {(one.outcome, one.reason): one.rows for one in given.audit.itertuples()}


# Cells ------------------------------------------------------------------------------------------------------------------------


def test_zero_not_reported_and_suppressed_are_three_things(tmp_path: Path) -> None:
    given = read(tmp_path, row("Brzozie", "Brzozie", "0"), row("Brzozie", "Bobrowo", "bd"), row("Brzozie", "0402", "*"))
    found = given.table.set_index("destination")
    assert found["status"].to_dict() == {"0402": "suppressed", "0402022": "not_reported", "0402042": "reported"}
    assert found.loc["0402042", "users"] == 0
    assert found.loc[["0402", "0402022"], "users"].isna().all()


@pytest.mark.parametrize("text", ["*", "<5", "< 5", "(z)", "tajemnica statystyczna", "poniżej 5"])
def test_a_number_withheld_is_suppressed(text: str) -> None:
    assert read_users(text, "", whole=True) == (None, "suppressed")


@pytest.mark.parametrize(("text", "number"), [("1 204", 1204), ("1\u00a0204 os.", 1204), ("1.204", 1204), ("12 tys.", 12_000), ("0", 0)])
def test_persons_are_read_with_their_thousands(text: str, number: float) -> None:
    assert read_users(text, "", whole=True) == (number, "reported")


@pytest.mark.parametrize("text", ["-1", "12,5", "ok. 5", "5 zł", "5-7"])
def test_what_is_no_number_of_persons_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_users(text, "", whole=True)


def test_an_estimate_may_be_a_part_of_a_person() -> None:
    assert read_users("12,5", "", whole=False) == (12.5, "reported")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2020", 2020),
        ("2020/2021", 2020),
        ("2020/21", 2020),
        ("stan na 30.09.2020 r.", 2020),
        ("1850", None),
        ("2019, 2020", None),
        ("", None),
    ],
)
def test_a_school_year_is_the_year_it_begins_in(text: str, year: int | None) -> None:
    assert read_year(text) == year


# Places -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("0402073", "0402073"),
        ("402073", "0402073"),
        ("040207 3", "0402073"),
        ("040207", "0402073"),
        ("0402074", "0402073"),
        ("0402075", "0402073"),
        ("0402071", "0402073"),
        ("0402072", "0402073"),
        ("gm. Jabłonowo Pomorskie", "0402073"),
        ("Jabłonowo Pomorskie – miasto", "0402073"),
        ("JABŁONOWO POMORSKIE - obszar wiejski", "0402073"),
        ("powiat brodnicki", "0402"),
        ("POWIAT:0402", "0402"),
        ("402", "0402"),
        ("Toruń", "OUT"),
        ("Brodnica", "OUT"),
        ("gm. Brodnica", "OUT"),
        ("1465028", "OUT"),
        ("OUT:0402011", "OUT"),
        ("powiat rypiński", "OUT"),
        ("inna gmina", "OUT"),
        ("Poza partnerstwem", "OUT"),
        ("nie ustalono", "UNKNOWN"),
        ("bd", "UNKNOWN"),
        ("Konojady", ""),
        ("9999999", ""),
        ("", ""),
    ],
)
def test_a_place_is_a_member_a_powiat_outside_or_unknown(text: str, node: str) -> None:
    assert Places(SCOPE).node(text) == node


def test_a_name_of_two_neighbours_is_not_guessed() -> None:
    places = Places(Scope(("0402011",), REGISTERED, SERVICES))
    assert [places.node(text) for text in ("Brodnica", "miasto Brodnica", "Brodnica (gmina wiejska)")] == ["", "0402011", "OUT"]


# Rows that belong together ----------------------------------------------------------------------------------------------------


def test_town_and_rural_part_are_added_up(tmp_path: Path) -> None:
    given = read(tmp_path, row("0402074", "Brzozie", "7"), row("0402075", "Brzozie", "5"))
    assert users(given) == {("0402073", "0402042"): 12}
    assert counts(given) == {("kept", ""): 1, ("kept", PARTS_ADDED): 1}
    assert given.problems == ()


def test_parts_with_the_same_number_are_two_parts_and_not_one_row_twice(tmp_path: Path) -> None:
    given = read(tmp_path, row("0402074", "Brzozie", "3"), row("0402075", "Brzozie", "3"))
    assert users(given) == {("0402073", "0402042"): 6}
    assert given.problems == ()


def test_rows_that_are_equal_in_every_cell_are_added_and_told(tmp_path: Path) -> None:
    given = read(tmp_path, row("0402073", "Brzozie", "3"), row("0402073", "Brzozie", "3"), row("0402073", "Brzozie", "4"))
    assert users(given) == {("0402073", "0402042"): 10}
    assert counts(given) == {("kept", ""): 1, ("kept", REPEATED_ADDED): 2}
    [problem] = given.problems
    assert "rows 3: 1 row equals another row in every cell" in str(problem)


@pytest.mark.parametrize(("other", "status"), [("bd", "not_reported"), ("*", "suppressed")])
def test_a_sum_of_which_a_part_is_not_known_is_not_known(tmp_path: Path, other: str, status: str) -> None:
    given = read(tmp_path, row("0402074", "Brzozie", "7"), row("0402075", "Brzozie", other))
    [one] = given.table.to_dict("records")
    assert (one["status"], pd.isna(one["users"])) == (status, True)
    assert "their sum is not known" in given.problems[0].what


def test_a_part_that_nobody_reports_outweighs_one_that_is_withheld(tmp_path: Path) -> None:
    given = read(tmp_path, row("0402074", "Brzozie", "*"), row("0402075", "Brzozie", "bd"))
    assert given.table["status"].tolist() == ["not_reported"]


def test_places_outside_are_one_node(tmp_path: Path) -> None:
    given = read(tmp_path, row("Brzozie", "Brodnica", "7"), row("Brzozie", "Toruń", "5"), row("Brzozie", "nieznane", "2"))
    assert users(given) == {("0402042", "OUT"): 12, ("0402042", "UNKNOWN"): 2}


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [row("0402074", "Brzozie", "7"), row("Toruń", "Brzozie", "1"), row("0402075", "Brzozie", "*"), row("Bobrowo", "0402", "0")]
    one, other = read(tmp_path, *rows), read(tmp_path, *rows[::-1])
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.audit, other.audit)


# Who reports, and how it was made ---------------------------------------------------------------------------------------------


def test_the_side_is_a_word_or_one_of_the_two_places(tmp_path: Path) -> None:
    heads = [*HEADS, "Strona"]
    rows = [[*row("Brzozie", "Bobrowo", "9"), side] for side in ("zamieszkanie", "Bobrowo")]
    given = read(tmp_path, *rows, heads=heads)
    assert given.table["side"].tolist() == ["provider", "residence"]
    unclear = read(tmp_path, [*row("Brzozie", "Bobrowo", "9"), "Toruń"], heads=heads)
    assert len(unclear.table) == 0
    assert "neither a side nor one of the two places" in unclear.problems[0].what


def test_a_municipality_reports_of_those_who_stay_as_it_does_of_others(tmp_path: Path) -> None:
    heads = [*HEADS, "Kto zgłasza"]
    home, away, guests = ([*row(*pair, "9"), "Brzozie"] for pair in (("Brzozie", "Brzozie"), ("Brzozie", "Toruń"), ("Toruń", "Brzozie")))
    assert read(tmp_path, home, away, heads=heads).table["side"].tolist() == ["residence", "residence"]
    assert read(tmp_path, home, guests, heads=heads).table["side"].tolist() == ["provider", "provider"]
    assert read(tmp_path, home, heads=heads).table["side"].tolist() == ["provider"]


@pytest.mark.parametrize(("side", "read_as"), [(None, "provider"), ("residence", "residence")])
def test_without_a_column_registers_are_those_of_the_provider(tmp_path: Path, side: Any, read_as: str) -> None:
    assert read(tmp_path, row("Brzozie", "Bobrowo", "9"), side=side).table["side"].tolist() == [read_as]


def test_a_kind_that_is_not_told_is_the_weakest(tmp_path: Path) -> None:
    heads = [*HEADS, "Rodzaj danych"]
    rows = [[*row("Brzozie", place, "9"), kind] for place, kind in (("Brzozie", "policzone"), ("Bobrowo", "szacunek"), ("Toruń", "może"))]
    given = read(tmp_path, *rows, heads=heads)
    assert given.table.set_index("destination")["made"].to_dict() == {"0402042": "counted", "0402022": "estimated", "OUT": "declared"}
    assert [problem.where for problem in given.problems] == ["row 4, column Rodzaj danych"]


# Registers --------------------------------------------------------------------------------------------------------------------


def test_in_a_register_every_row_is_a_person_and_names_are_not_read(tmp_path: Path) -> None:
    rows = [["Jan Wymyślony", "Brzozie", "Bobrowo", "2020/2021"], ["Ewa Zmyślona", "Brzozie", "Bobrowo", "2020/2021"]]
    title = ["Przedszkole", "", "", ""]
    heads = ["Dziecko", "Gmina zamieszkania", "Gmina placówki", "Rok szkolny"]
    given = read_reports(
        as_csv(tmp_path / "register.csv", title, heads, *rows, ["Jan Wymyślony", "Kurkocin", "Bobrowo", "2020/2021"]), SCOPE
    )
    assert users(given) == {("0402042", "0402022"): 2}
    assert given.table[["service", "year"]].to_numpy().tolist() == [["kindergarten", 2020]]
    assert counts(given) == {("kept", ""): 2, ("set aside", "nieznana gmina lub powiat"): 1}
    assert "myśl" not in " ".join(map(str, given.problems))


def test_what_looks_like_the_number_of_a_person_is_not_repeated(tmp_path: Path) -> None:
    given = read(tmp_path, row("90010112345", "Bobrowo", "1"))
    assert "90010112345" not in str(given.problems[0])
    assert "is no place" in given.problems[0].what


# Matrices ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "live_in_rows"),
    [
        (Said("mieszka w ↓ / korzysta w →", "", ""), True),
        (Said("mieszka w → / korzysta w ↓", "", ""), False),
        (Said("zamieszkanie \\ miejsce nauki", "", ""), True),
        (Said("miejsce nauki / zamieszkanie", "", ""), False),
        (Said("Gmina zamieszkania", "Gmina szkoły", ""), True),
        (Said("", "Mieszka w", ""), False),
        (Said("Gmina", "", "wiersze: zamieszkanie, kolumny: miejsce nauki"), True),
        (Said("Gmina", "", "zamieszkanie (kolumny), miejsce nauki (wiersze)"), False),
        (Said("Gmina", "", "Uczniowie według gminy zamieszkania"), None),
        (Said("mieszka w", "mieszka w", ""), None),
    ],
)
def test_the_direction_is_read_where_it_is_said(said: Said, live_in_rows: bool | None) -> None:  # noqa: FBT001  (a parameter of the test)
    assert rows_live(said)[0] is live_in_rows


def test_a_matrix_is_read_with_its_sums_set_aside(tmp_path: Path) -> None:
    given = read_book(tmp_path, Arkusz1=MATRIX)
    assert users(given)[("0402022", "0402073")] == 6
    assert users(given)[("0402073", "0402022")] == 3
    assert (len(given.table), given.table["users"].sum()) == (9, 136)
    assert counts(given) == {("kept", ""): 9, ("set aside", "suma podana w pliku"): 7}
    assert given.problems == ()


def test_a_matrix_turned_gives_the_same_table(tmp_path: Path) -> None:
    turned = [list(column) for column in zip(*MATRIX, strict=True)]
    turned[0][0] = "korzysta w ↓ / mieszka w →"
    pd.testing.assert_frame_equal(read_book(tmp_path, one=MATRIX).table, read_book(tmp_path, one=turned).table)


def test_titles_and_merged_heads_above_a_matrix_tell_service_year_and_direction(tmp_path: Path) -> None:
    above = [["Usługa: Przedszkole, stan na 30.09.2020"], [], ["Mieszka w", "Korzysta w"]]
    path = as_xlsx(tmp_path / "m.xlsx", Arkusz1=[*above, ["", *MATRIX[0][1:]], *MATRIX[1:], [], ["Źródło: SIO"]])
    given = read_reports(path, SCOPE)
    assert set(given.table["service"]) == {"kindergarten"}
    assert (set(given.table["year"]), set(given.table["source"])) == ({2020}, {"Źródło: SIO"})
    pd.testing.assert_series_equal(given.table["users"], read_book(tmp_path, one=MATRIX).table["users"])


def test_every_sheet_is_a_service(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "m.xlsx", Przedszkole=[["2020"], *MATRIX], library=[["Rok 2020"], *MATRIX])
    assert read_reports(path, SCOPE).table.groupby("service")["users"].sum().to_dict() == {"kindergarten": 136, "library": 136}


def test_an_empty_cell_of_a_matrix_is_not_reported_and_a_sum_may_be_greater(tmp_path: Path) -> None:
    rows = [list(one) for one in MATRIX]
    rows[1][2] = ""
    rows[2][2] = "*"
    given = read_book(tmp_path, one=rows)
    found = given.table.set_index(["origin", "destination"])["status"]
    assert (found["0402073", "0402042"], found["0402042", "0402042"]) == ("not_reported", "suppressed")
    assert given.problems == ()


def test_a_matrix_as_csv_is_the_same(tmp_path: Path) -> None:
    rows = [["Biblioteka publiczna 2020"], *[[str(cell) for cell in one] for one in MATRIX]]
    rows[1][0] = "zamieszkanie \\ korzystanie"
    given = read_reports(as_csv(tmp_path / "m.csv", *rows, separator=";", encoding="cp1250"), SCOPE)
    pd.testing.assert_frame_equal(given.table, read_book(tmp_path, one=MATRIX).table)


# Several files ----------------------------------------------------------------------------------------------------------------


def test_two_files_that_differ_set_both_aside_whatever_their_order(tmp_path: Path) -> None:
    one = read(tmp_path, row("Brzozie", "Bobrowo", "9"), row("Brzozie", "Toruń", "4"), row("Brzozie", "0402", "bd"), file="a.csv")
    other = read(tmp_path, row("Brzozie", "Bobrowo", "12"), row("Brzozie", "Toruń", "4"), row("Brzozie", "0402", "6"), file="b.csv")
    both = resolve([one, other])
    assert users(both) == {("0402042", "OUT"): 4, ("0402042", "0402"): 6}
    assert both.audit.to_numpy().tolist() == [
        ["a.csv", "kept", "", 1],
        ["a.csv", "set aside", KNOWN_IN_OTHER_FILE, 1],
        ["a.csv", "set aside", CONTRADICTORY, 1],
        ["b.csv", "kept", "", 1],
        ["b.csv", "set aside", CONTRADICTORY, 1],
        ["b.csv", "set aside", IN_OTHER_FILE, 1],
    ]
    assert [problem.file for problem in both.problems] == ["a.csv, b.csv"]
    assert "is 9 in a.csv, 12 in b.csv" in both.problems[0].what
    pd.testing.assert_frame_equal(both.table, resolve([other, one]).table)
    pd.testing.assert_frame_equal(both.audit, resolve([other, one]).audit)


def test_the_two_sides_may_differ(tmp_path: Path) -> None:
    both = resolve([read(tmp_path, row("Brzozie", "Bobrowo", "9")), read(tmp_path, row("Brzozie", "Bobrowo", "12"), side="residence")])
    assert both.table[["side", "users"]].to_numpy().tolist() == [["provider", 9.0], ["residence", 12.0]]
    assert both.problems == ()


def test_no_file_is_an_empty_table() -> None:
    pd.testing.assert_frame_equal(resolve([]).table, pd.DataFrame(FlowReports.validate(resolve([]).table, lazy=True)))


# Beside flows -----------------------------------------------------------------------------------------------------------------


def test_places_of_a_unit_add_up_and_a_sum_with_a_gap_is_not_known(tmp_path: Path) -> None:
    heads = ["Usługa", "Rok", "Jednostka", "Liczba miejsc", "Oczekujący"]
    rows = [["library", "2020", "Bobrowo", "90", "11"], ["library", "2020", "Bobrowo", "75", "-"], ["library", "2020", "Toruń", "9", "0"]]
    given = read_capacity(as_csv(tmp_path / "c.csv", heads, *rows), SCOPE)
    [one] = given.table.to_dict("records")
    assert (one["unit"], one["capacity"], pd.isna(one["waiting"])) == ("0402022", 165, True)
    assert given.audit["rows"].tolist() == [1, 1, 1]
    assert [problem.where for problem in given.problems] == ["row 4, column Jednostka", "rows 2, 3"]


def test_costs_in_thousands_are_zloty_and_contradictions_count_for_nothing(tmp_path: Path) -> None:
    heads = ["Usługa", "Rok", "Jednostka", "Koszty stałe [tys. zł]", "Opłata"]
    rows = [
        ["library", "2020", "Bobrowo", "90,5", "0"],
        ["library", "2020", "Brzozie", "10", "1"],
        ["library", "2020", "Brzozie", "11", "1"],
    ]
    given = read_unit_costs(as_csv(tmp_path / "c.csv", heads, *rows, separator=";"), SCOPE)
    assert given.table[["unit", "fixed", "fee"]].to_numpy().tolist() == [["0402022", 90_500.0, 0.0]]
    assert counts(given) == {("kept", ""): 1, ("set aside", "sprzeczne wiersze o tym samym"): 2}


def test_travel_may_have_a_column_for_each_mode(tmp_path: Path) -> None:
    wide = as_csv(tmp_path / "w.csv", ["Skąd", "Dokąd", "Samochodem", "Komunikacją publiczną"], ["Bobrowo", "0402", "14 min", "bd"])
    long = as_csv(tmp_path / "l.csv", ["Skąd", "Dokąd", "Czas", "Środek transportu"], ["Bobrowo", "powiat brodnicki", "14", "samochód"])
    pd.testing.assert_frame_equal(read_travel(wide, SCOPE).table, read_travel(long, SCOPE).table)
    assert counts(read_travel(wide, SCOPE)) == {("kept", ""): 1, ("set aside", "brak czasu dojazdu"): 1}


# The country ------------------------------------------------------------------------------------------------------------------


def test_a_register_of_the_country_keeps_every_mover(root: Path, shared: Path) -> None:
    path = shared / "examples" / "od-flows" / "pl-gmina-migration-2023" / "mig_gmina.csv"
    if not path.is_file():
        pytest.skip(f"no example of flows: {path} is not there")
    register = Register.load(root / REGISTER)
    members = tuple(unit.teryt for unit in register.units if unit.is_municipality)
    given = read_reports(path, Scope(members, register, SERVICES), service="library", year=2023)
    moved = pd.read_csv(path, dtype=str)
    assert given.table["users"].sum() == moved["no"].astype(int).sum()
    assert given.audit["rows"].sum() == len(moved)
    assert counts(given)[("kept", REPEATED_ADDED)] == moved.duplicated(["kod_origin", "kod_dest"]).sum()
    assert f"{moved.duplicated().sum()} rows equal another row" in given.problems[-1].what


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="the file is not there"):
        read_reports(tmp_path / "none.csv", SCOPE)

"""An inventory as offices fill it in: every row is kept or set aside, no data is not 0, and a unit changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza.catalogue import Scope, Service, check_sectors, read_services
from diagnoza.errors import ProblemsError
from diagnoza.services.completeness import completeness, service_use
from diagnoza.services.inventory import ReadInventory, read_inventory
from diagnoza.services.told import read_practices
from diagnoza.tables.services import Inventory
from diagnoza.teryt import REGISTER, Register, Unit
from diagnoza.units import UnreadableError, is_missing, read_number, read_standard, read_unit
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path

HEADS = ["Gmina", "Usługa", "Świadczący", "Rodzaj zasobu", "Wskaźnik", "Wartość", "Jednostka miary", "Rok"]
SERVICES = {
    "library": Service("library", "Biblioteka publiczna", "kultura"),
    "nursery": Service("nursery", "Żłobek", "sprawy_spoleczne"),
}
REGISTERED = Register(
    (
        Unit("0801", "powiat gorzowski", "powiat", "", "lubuskie"),
        Unit("0801022", "Bogdaniec", "wiejska", "powiat gorzowski", "lubuskie"),
        Unit("0801042", "Kłodawa", "wiejska", "powiat gorzowski", "lubuskie"),
        Unit("0861011", "Gorzów Wielkopolski", "miasto na prawach powiatu", "", "lubuskie"),
    )
)
SCOPE = Scope(("0801022", "0801042", "0861011"), REGISTERED, SERVICES)


def row(**cells: str) -> list[str]:
    usual = dict(zip(HEADS, ["Kłodawa", "library", "GBP", "osobowe", "Bibliotekarze", "2", "etaty", "2013"], strict=True))
    return list((usual | cells).values())


def read(folder: Path, *rows: list[str], heads: list[str] = HEADS, **options: Any) -> ReadInventory:
    return read_inventory(as_csv(folder / "inventory.csv", heads, *rows, separator=";"), SCOPE, **options)


def reasons(given: ReadInventory) -> dict[str, int]:
    return dict(zip(given.audit["reason"], given.audit["rows"], strict=True))


def only_cell(given: ReadInventory, column: str) -> Any:
    [cell] = given.table[column]
    return cell


# Numbers and units ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", 1234.5),
        ("1\u00a0234", 1234),
        ("1\u202f234\u202f567", 1234567),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567),
        ("1,234.5", 1234.5),
        ("12.5", 12.5),
        ("0,75", 0.75),
        ("0.125", 0.125),
        ("−3", -3),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_poles_write_it(text: str, value: float) -> None:
    assert read_number(text) == (value, "")


@pytest.mark.parametrize("text", ["1.250", "12 34", "1,2,3", "ok. 5", "brak", "12-15", "1..5"])
def test_what_is_not_certainly_one_number_is_not_read(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_number(text)


@pytest.mark.parametrize("text", ["", "-", "–", "bd", "b.d.", "Brak danych", " ? "])
def test_no_data_is_not_zero(text: str) -> None:
    assert is_missing(text)
    assert not is_missing("0")


@pytest.mark.parametrize(
    ("text", "name", "factor"),
    [
        ("na 100 mieszkańców", "szt. na 1 000 mieszkańców", 10),
        ("miejsc na 1\u00a0000 dzieci", "miejsc na 1 000 dzieci", 1),
        ("etaty na 10 tys. mieszk.", "etatów na 1 000 mieszkańców", 0.1),
        ("tys. zł na 1 tys. osób", "zł na 1 000 osób", 1000),
        ("mln zł", "zł", 1e6),
        ("udział", "%", 100),
        ("proc.", "%", 1),
        ("osób/oddział", "osób na oddział", 1),
    ],
)
def test_a_unit_has_one_name_and_a_factor(text: str, name: str, factor: float) -> None:
    unit = read_unit(text)
    assert (unit.name, unit.factor) == (name, pytest.approx(factor))
    again = read_unit(unit.name)
    assert (again.name, again.factor, again.adds_up) == (name, 1, unit.adds_up)


def test_a_standard_is_a_least_or_a_most() -> None:
    assert [read_standard(text) for text in ("min. 0,5", "≤ 25 osób", "3")] == [
        (0.5, "", "higher"),
        (25, "osób", "lower"),
        (3, "", "higher"),
    ]


# Rows -------------------------------------------------------------------------------------------------------------------------


def test_heads_may_be_polish_or_english_and_say_their_unit(tmp_path: Path) -> None:
    english = ["municipality", "service", "provider", "resource", "indicator", "value", "unit", "year", "spend_pln"]
    polish = [*HEADS, "Wydatki [tys. zł]"]
    one = read(tmp_path, [*row(), "1250000"], heads=english)
    other = read(tmp_path, [*row(), "1 250"], heads=polish)
    assert only_cell(one, "spend_pln") == only_cell(other, "spend_pln") == 1_250_000
    pd.testing.assert_frame_equal(one.table, other.table)
    Inventory.validate(one.table, lazy=True)


@pytest.mark.parametrize("written", ["Kłodawa", "gm. Kłodawa", "GMINA KLODAWA", "0801042", "801042"])
def test_a_municipality_is_known_by_its_name_or_code(tmp_path: Path, written: str) -> None:
    assert only_cell(read(tmp_path, row(Gmina=written)), "teryt") == "0801042"


def test_a_powiat_provides_and_keeps_its_own_code(tmp_path: Path) -> None:
    assert only_cell(read(tmp_path, row(Gmina="powiat gorzowski")), "teryt") == "0801"
    assert only_cell(read(tmp_path, row(Gmina="0801")), "teryt") == "0801"


def test_no_data_and_zero_stay_apart(tmp_path: Path) -> None:
    given = read(tmp_path, *(row(Wartość=text, Wskaźnik=f"w{at}") for at, text in enumerate(["0", "brak danych", "-", ""])))
    assert given.table.set_index("indicator")["value"].isna().to_dict() == {"w0": False, "w1": True, "w2": True, "w3": True}
    assert given.table.set_index("indicator").at["w0", "value"] == 0  # noqa: PD008
    assert list(given.table["status"]) == ["measured", "no_data", "no_data", "no_data"]
    assert not given.problems


def test_the_same_in_another_unit_is_the_same_table(tmp_path: Path) -> None:
    heads = [*HEADS, "Norma"]
    thousand = read(tmp_path, [*row(Wartość="12", **{"Jednostka miary": "miejsc na 1 000 dzieci"}), "min. 30"], heads=heads)
    hundred = read(tmp_path, [*row(Wartość="1,2", **{"Jednostka miary": "miejsca na 100 dzieci"}), "min. 3"], heads=heads)
    pd.testing.assert_frame_equal(thousand.table, hundred.table)
    assert only_cell(hundred, "standard") == 30


def test_a_number_with_its_unit_is_read_and_with_another_refused(tmp_path: Path) -> None:
    heads = [*HEADS, "Wydatki"]
    assert only_cell(read(tmp_path, [*row(), "12,5 tys. zł"], heads=heads), "spend_pln") == 12_500
    refused = read(tmp_path, [*row(), "12 osób"], heads=heads)
    assert pd.isna(only_cell(refused, "spend_pln"))
    assert "is not in zł" in str(refused.problems[0])


def test_a_dot_before_three_digits_is_what_the_other_numbers_say(tmp_path: Path) -> None:
    comma = read(tmp_path, row(Wartość="1.250"), row(Wartość="2,5", Wskaźnik="inny"))
    dot = read(tmp_path, row(Wartość="1.250"), row(Wartość="2.5", Wskaźnik="inny"))
    neither = read(tmp_path, row(Wartość="1.250"), row(Wartość="2", Wskaźnik="inny"))
    assert [given.table.set_index("indicator")["value"].get("Bibliotekarze") for given in (comma, dot, neither)] == [1250, 1.25, None]
    assert "it may be 1250 or 1,250" in str(neither.problems[0])


def test_in_a_workbook_a_number_is_a_number_and_a_text_stays_doubtful(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADS, row(Wskaźnik="liczba"), row(Wskaźnik="tekst", Wartość="1.531")]
    rows[1][5] = 1.531
    given = read_inventory(as_xlsx(tmp_path / "a.xlsx", inwentaryzacja=rows, porównanie=[["x"], ["y"]]), SCOPE)
    assert list(given.table["value"]) == [1.531]
    assert reasons(given) == {"": 1, "wartość nie do odczytania": 1}


def test_all_problems_are_told_at_once_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    given = read(
        tmp_path,
        row(),
        row(Gmina="Witnica"),
        row(Usługa="kino"),
        row(**{"Rodzaj zasobu": "kadrowe"}),
        row(Rok="13"),
        row(Wartość="-2"),
        row(Wartość="140", **{"Jednostka miary": "%"}),
        row(Wartość="nie dotyczy"),
        row(Wartość="7", **{"Jednostka miary": ""}),
        row(Wskaźnik=""),
        row()[:5],
    )
    assert given.audit["rows"].sum() == 11
    assert reasons(given) == {
        "": 1,
        "brak jednostki miary": 1,
        "brak nazwy wskaźnika": 1,
        "brak roku albo rok niemożliwy": 1,
        "liczba komórek inna niż w nagłówku": 1,
        "nie dotyczy": 1,
        "nieznana gmina lub powiat": 1,
        "nieznana usługa": 1,
        "nieznany rodzaj zasobu": 1,
        "wartość niemożliwa": 2,
    }
    told = "\n".join(map(str, given.problems))
    assert "inventory.csv, row 4, column Usługa: „kino” is not known. Known are: library, nursery." in told
    assert "known are: institutional, staff, financial, legal, technological, infrastructural, other" in told.replace("Known", "known")


def test_cells_that_cannot_be_are_emptied_and_the_row_stays(tmp_path: Path) -> None:
    columns = {"condition": "6", "accessible_arch": "częściowo", "hours_week": "170", "staff_fte": "-1", "target_pop": "0", "form": "jakaś"}
    given = read(tmp_path, [*row(), *columns.values()], heads=[*HEADS, *columns])
    assert given.table[["condition", "accessible_arch", "hours_week", "staff_fte", "target_pop"]].isna().to_numpy().all()
    assert len(given.problems) == len(columns)


def test_an_unknown_sector_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    given = read(tmp_path, [*row(), "rozrywka"], [*row(Wskaźnik="b"), "Edukacja"], heads=[*HEADS, "Sektor"])
    assert reasons(given) == {"": 1, "nieznany sektor": 1}
    assert only_cell(given, "field") == "kultura"
    assert "nown are: edukacja, kultura, sprawy_spoleczne" in str(given.problems[0])
    assert "library belongs to kultura, not to edukacja" in str(given.problems[1])


def test_sectors_of_a_partnership_are_known_used_and_named_once() -> None:
    found = check_sectors(["kultura", "kutura", "kultura", "turystyka"], SERVICES.values(), file="params/x.yaml")
    assert [problem.where for problem in found] == ["sectors[1]", "sectors[2]", "sectors[3]"]
    assert "Perhaps „kultura”; known are: edukacja" in found[0].remedy
    assert check_sectors(["kultura"], SERVICES.values(), file="x") == []


def test_columns_that_are_missing_or_doubled_stop_the_reading(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["gmina", "teryt", "usługa"], ["x", "y", "z"])
    with pytest.raises(ProblemsError) as error:
        read_inventory(path, SCOPE)
    assert {problem.where for problem in error.value.problems} == {
        "column teryt",
        *(f"column {name}" for name in ("resource", "indicator", "value", "unit", "year")),
    }


# Rows that say the same -------------------------------------------------------------------------------------------------------


def test_the_same_row_twice_counts_once_and_a_measurement_goes_before_an_estimate(tmp_path: Path) -> None:
    heads = [*HEADS, "Status danych"]
    rows = [[*row(), "zmierzone"], [*row(), "zmierzone"], [*row(Wartość="3"), "szacunek"], [*row(Wartość="bd"), "brak danych"]]
    given = read(tmp_path, *rows, heads=heads)
    assert only_cell(given, "value") == 2
    assert reasons(given) == {"": 1, "powtórzony wiersz": 1, "powtórzony wiersz, słabszy od pomiaru": 2}


def test_rows_that_contradict_each_other_are_both_set_aside(tmp_path: Path) -> None:
    given = read(tmp_path, row(), row(Wartość="3"), row(Wskaźnik="inny"))
    assert reasons(given) == {"": 1, "sprzeczne wiersze o tym samym wskaźniku": 2}
    assert "rows 2, 3" in str(given.problems[0])


def test_a_provider_under_two_spellings_is_one_and_two_numbers_are_two(tmp_path: Path) -> None:
    given = read(
        tmp_path,
        row(Świadczący="SP nr 1 w Kłodawie"),
        row(Świadczący="Szkoła Podstawowa Nr 1, Kłodawie", Wskaźnik="inny"),
        row(Świadczący="SP nr 2 w Kłodawie"),
    )
    assert given.table["provider"].nunique() == 2
    [problem] = given.problems
    assert "has several names" in problem.what


def test_a_near_name_is_told_and_both_count(tmp_path: Path) -> None:
    given = read(tmp_path, row(Świadczący="Przedszkole Słoneczko"), row(Świadczący="Przedszkole Słonecko"))
    assert (len(given.table), "may be one provider" in str(given.problems[0])) == (2, True)


def test_columns_of_a_provider_that_contradict_each_other_do_not_count(tmp_path: Path) -> None:
    given = read(tmp_path, [*row(), "2"], [*row(Wskaźnik="inny"), "3"], [*row(Wskaźnik="trzeci"), ""], heads=[*HEADS, "Etaty"])
    assert given.table["staff_fte"].isna().all()
    assert "has the values 2, 3; none counts" in str(given.problems[0])


def test_a_value_in_a_unit_that_cannot_be_compared_is_set_aside(tmp_path: Path) -> None:
    odd = {"Jednostka miary": "zł", "Gmina": "Bogdaniec"}
    given = read(tmp_path, row(), row(Gmina="Gorzów Wielkopolski"), row(**odd))
    assert reasons(given) == {"": 2, "jednostka inna niż w pozostałych wierszach wskaźnika": 1}


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [
        row(Wskaźnik=name, Świadczący=who, Wartość=value)
        for name, who, value in [("a", "GBP", "1"), ("A", "gbp", "1"), ("b", "MBP", "2,5")]
    ]
    pd.testing.assert_frame_equal(read(tmp_path, *rows).table, read(tmp_path, *reversed(rows)).table)


# Completeness, use and cost ---------------------------------------------------------------------------------------------------


def test_the_matrix_tells_no_data_from_nothing_listed(tmp_path: Path) -> None:
    heads = [*HEADS, "Etaty", "Status danych"]
    given = read(
        tmp_path,
        [*row(**{"Rodzaj zasobu": "prawne"}, Wartość="bd"), "", ""],
        [*row(**{"Rodzaj zasobu": "inne"}, Wskaźnik="x"), "1,5", "szacunek"],
        [*row(**{"Rodzaj zasobu": "inne"}, Wskaźnik="y", Wartość="-"), "", ""],
        heads=heads,
    )
    matrix = completeness(given.table, ["0801042", "0801022"], ["library"])
    assert len(matrix) == 14
    status = matrix.set_index(["teryt", "resource"])["status"]
    found = {resource: status["0801042", resource] for resource in ("legal", "other", "staff", "financial")}
    assert found == {"legal": "no_data", "other": "partial", "staff": "measured", "financial": "absent"}
    assert set(status["0801022"]) == {"absent"}


def test_use_and_cost_are_of_providers_that_tell_both_numbers(tmp_path: Path) -> None:
    heads = [*HEADS, "users", "capacity", "spend_pln"]
    given = read(
        tmp_path,
        [*row(Świadczący="A"), "90", "100", "9000"],
        [*row(Świadczący="A", Wskaźnik="inny"), "90", "", ""],
        [*row(Świadczący="B"), "30", "", "6000"],
        [*row(Świadczący="C"), "", "50", "1000"],
        heads=heads,
    )
    [one] = service_use(given.table).to_dict("records")
    assert (one["providers"], one["users"], one["capacity"], one["use"], one["unit_cost"]) == (3, 120, 150, 0.9, 125)


# Practices and the example ----------------------------------------------------------------------------------------------------


def test_a_practice_has_a_role_to_ask_and_no_person(tmp_path: Path) -> None:
    heads = ["Gmina", "Usługa", "Problem", "Co zrobiono", "Koszt", "Warunki przeniesienia", "Kontakt (stanowisko)"]
    rows = [
        ["Kłodawa", "library", "p", "zrobiono", "", "", "kierownik biblioteki"],
        ["Kłodawa", "library", "p", "zrobiono", "", "", "pani Anna, tel. 600 700 800"],
        ["Kłodawa", "kino", "p", "zrobiono", "", "", ""],
        ["Kłodawa", "library", "p", "", "", "", ""],
    ]
    given = read_practices(as_csv(tmp_path / "practices.csv", heads, *rows), SCOPE)
    assert list(given.table["contact"]) == ["kierownik biblioteki", ""]
    assert reasons(given) == {"": 2, "nie napisano, co zrobiono": 1, "nieznana usługa": 1}


def test_reading_finds_the_faults_that_were_planted_in_the_example(root: Path) -> None:
    services = read_services(root / "params/questionnaires/bank.yaml")
    members = ("0801022", "0801032", "0801042", "0801052", "0801062", "0861011")
    scope = Scope(members, Register.load(root / REGISTER), services)
    given = read_inventory(root / "data/raw/mg-6/inventory.xlsx", scope)
    aside = {reason: rows for reason, rows in reasons(given).items() if reason}
    assert aside == {
        "brak roku albo rok niemożliwy": 1,
        "jednostka inna niż w pozostałych wierszach wskaźnika": 1,
        "nieznana gmina lub powiat": 1,
        "nieznana usługa": 1,
        "nieznany rodzaj zasobu": 1,
        "nieznany sektor": 1,
        "powtórzony wiersz": 3,
        "powtórzony wiersz, słabszy od pomiaru": 1,
        "sprzeczne wiersze o tym samym wskaźniku": 2,
        "wartość nie do odczytania": 1,
        "wartość niemożliwa": 2,
    }
    assert given.table["service"].nunique() == 14
    assert set(given.table["teryt"]) == {*members, "0801"}
    assert given.table["status"].eq("no_data").sum() == 16
    practices = read_practices(root / "data/raw/mg-6/practices.csv", scope)
    assert (len(practices.table), practices.problems) == (7, ())


def test_target_populations_of_the_example_are_parts_of_the_real_ones(root: Path) -> None:
    services = read_services(root / "params/questionnaires/bank.yaml")
    scope = Scope(("0801042",), Register.load(root / REGISTER), services)
    table = read_inventory(root / "data/raw/mg-6/inventory.xlsx", scope).table
    figures = pd.read_csv(root / "data/raw/reference/figures.csv", dtype={"teryt": str}).query("teryt == '0801042' and year == 2013")
    real = figures.set_index("figure")["value"]
    asked = table.dropna(subset="target_pop").groupby("service")["target_pop"].agg(set)
    assert asked["library"] == {real["population"]}
    assert asked["senior_care"] == {real["post_working"]}
    assert asked["nursery"] == {round(real["pre_working"] * 0.17)}

from __future__ import annotations

from pathlib import Path

import pytest

from diagnoza.errors import DiagnozaError, SchemaError
from diagnoza.teryt import REGISTER, Register, Unit

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load(ROOT / REGISTER)


def test_the_country_has_2479_municipalities_and_314_powiats(register: Register) -> None:
    municipalities = [unit for unit in register.units if unit.is_municipality]
    assert (len(municipalities), len(register.units) - len(municipalities)) == (2479, 314)
    assert len({unit.teryt for unit in register.units}) == len(register.units)


def test_a_code_keeps_its_leading_zero_and_two_places_of_one_name_stay_apart(register: Register) -> None:
    assert register.find("0402073") == Unit("0402073", "Jabłonowo Pomorskie", "miejsko-wiejska", "powiat brodnicki", "kujawsko-pomorskie")
    klodawa = [unit for unit in map(register.find, ("0801042", "3009063")) if unit]
    assert [(unit.name, unit.powiat) for unit in klodawa] == [("Kłodawa", "powiat gorzowski"), ("Kłodawa", "powiat kolski")]


def test_a_powiat_is_not_a_municipality_and_a_city_with_its_rights_is(register: Register) -> None:
    assert not register.is_municipality("0402")
    assert register.is_municipality("0861011")
    assert not register.is_municipality("9999999")
    assert register.find("9999999") is None


def test_a_right_code_needs_no_explanation(register: Register) -> None:
    assert [register.explain(code) for code in ("0402073", "0861011")] == [None, None]
    assert register.explain("0402", provider=True) is None


NUMBER = "is a number, but a code is text"
JABLONOWO = '"0402073" (Jabłonowo Pomorskie, miejsko-wiejska, powiat brodnicki)'
BRZOZIE = '"0402042" (Brzozie, wiejska, powiat brodnicki)'
GORZOW = '"0861011" (Gorzów Wielkopolski, miasto na prawach powiatu)'
POWIAT = '"0402" (powiat brodnicki, kujawsko-pomorskie)'
LOOK = "Look the code up in data/raw/reference/register.csv"


@pytest.mark.parametrize(
    ("code", "what", "remedy"),
    [
        (402073, f"402073 {NUMBER}", JABLONOWO),  # lost its leading zero
        (0o402073, f"132155 {NUMBER}", JABLONOWO),  # read as octal
        (2611011, f"2611011 {NUMBER}", '"2611011" (Starachowice, miejska, powiat starachowicki)'),
        (None, "None is not a code", LOOK),
        (True, "True is not a code", LOOK),
        (402073.0, "402073.0 is not a code", LOOK),
        ("402073", '"402073" is not seven digits', JABLONOWO),
        ("040207", '"040207" is not seven digits', JABLONOWO),  # without the type digit
        ("0402 073", '"0402 073" is not seven digits', JABLONOWO),
        ("Brzozie", '"Brzozie" is not seven digits', BRZOZIE),
        ("0861", '"0861" is not seven digits', GORZOW),
        ("12", '"12" is not seven digits', LOOK),
        ("", '"" is not seven digits', LOOK),
        ("٠٤٠٢٠٧٣", "is not seven digits", LOOK),  # digits of another script
        ("0402", f"{POWIAT} is a powiat, but a lead or a member is a municipality", "Use role provider for a powiat"),
        ("0402072", '"0402072" ends in the wrong type digit', f"Write {JABLONOWO}, as the register has it"),
        ("0402074", '"0402074" is only the town of an urban-rural municipality', JABLONOWO),
        ("0402075", '"0402075" is only the rural part of an urban-rural municipality', JABLONOWO),
        ("0402044", '"0402044" ends in the wrong type digit', BRZOZIE),  # Brzozie is rural and has no such part
        ("1465108", '"1465108" is only a district of a city', '"1465011" (Warszawa, miasto na prawach powiatu)'),
        ("0264029", '"0264029" is only a district of a city', '"0264011" (Wrocław, miasto na prawach powiatu)'),
        ("9999991", '"9999991" is not in the register of municipalities', LOOK),
    ],
)
def test_a_wrong_code_of_a_municipality_is_explained(register: Register, code: object, what: str, remedy: str) -> None:
    fault = register.explain(code)
    assert fault is not None
    assert what in fault.what
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("code", "what", "remedy"),
    [
        (402, f"402 {NUMBER}", POWIAT),
        ("0402042", f"{BRZOZIE} is a municipality, but a provider is a powiat", f"Use role member, or write {POWIAT} for its powiat"),
        ("0861", '"0861" is no powiat but a city with the rights of one', f"Write {GORZOW} with role member"),
        ("402", '"402" is not the four digits of a powiat', POWIAT),
        ("powiat brodnicki", '"powiat brodnicki" is not the four digits of a powiat', POWIAT),
        ("0499", '"0499" is not in the register of powiats', LOOK),
    ],
)
def test_a_wrong_code_of_a_powiat_is_explained(register: Register, code: object, what: str, remedy: str) -> None:
    fault = register.explain(code, provider=True)
    assert fault is not None
    assert fault.what == what
    assert remedy in fault.remedy


def test_what_stands_in_the_file_tells_more_than_the_number_read_from_it(register: Register) -> None:
    fault = register.explain(0o402073, written="0402073")
    assert fault == (f"0402073 {NUMBER}", f"Put it in quotes, so that it stays as it is: {JABLONOWO}")


def test_a_register_is_refused_that_is_not_there_or_was_through_a_spreadsheet(tmp_path: Path) -> None:
    with pytest.raises(DiagnozaError, match="git checkout"):
        Register.load(tmp_path / "register.csv")
    (tmp_path / "register.csv").write_text(
        "teryt,name,type,powiat,voivodeship\n402042,Brzozie,wiejska,powiat brodnicki,\n", encoding="utf-8"
    )
    with pytest.raises(SchemaError, match=r"1 of 1 codes are not four or seven digits, e\.g\. 402042"):
        Register.load(tmp_path / "register.csv")
    (tmp_path / "register.csv").write_text("code;name\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="the columns are not teryt, name"):
        Register.load(tmp_path / "register.csv")

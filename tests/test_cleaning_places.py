"""Municipalities as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaning_samples import MEMBERS, cleaned, places
from diagnoza.surveys.cleaning.corrections import Corrections, NamedPlace
from survey_samples import as_csv, ask, book

if TYPE_CHECKING:
    from pathlib import Path

JABLONOWO, BRZOZIE, BOBROWO, WAPIELSK = MEMBERS
MG6 = ("0801022", "0801032", "0801042", "0801052", "0801062", "0861011")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Bobrowo", BOBROWO),
        ("gm. Bobrowo", BOBROWO),
        ("Gmina Bobrowo", BOBROWO),
        ("BOBROWO gmina", BOBROWO),
        ("w gminie Bobrowo", BOBROWO),
        ("bobrowo, powiat brodnicki", BOBROWO),
        ("87-327 Bobrowo", BOBROWO),
        ("Bobrowo (gm. wiejska)", BOBROWO),
        ("Bobrwo", BOBROWO),
        ("Jablonowo Pom.", JABLONOWO),
        ("Miasto i Gmina Jabłonowo Pomorskie", JABLONOWO),
        ("Jabłonowo", JABLONOWO),
        ("jabłonowo pomorskie", JABLONOWO),
        ("Jabłonowo Pomorske", JABLONOWO),
        ("m. Jabłonowo Pom", JABLONOWO),
        ("Wapielsk", WAPIELSK),
        ("Wąpeilsk", WAPIELSK),
        ("0402022", BOBROWO),
        ("402022", BOBROWO),
        ("402022.0", BOBROWO),
        ("040202", BOBROWO),
        ("0402074", JABLONOWO),  # the town alone
        ("Brzozie", BRZOZIE),
    ],
)
def test_names_and_codes_of_members(written: str, code: str) -> None:
    assert places().find(written, residence=True).code == code


@pytest.mark.parametrize("written", ["Gorzów Wlkp.", "m. Gorzów", "Gorzow Wielkopolski", "Gorzów wlkp", "miasto Gorzów Wlkp"])
def test_a_city_by_its_short_names(written: str) -> None:
    assert places(members=MG6).find(written, residence=True).code == "0861011"


def test_a_member_comes_before_its_namesake_elsewhere() -> None:
    assert places(members=MG6).find("Kłodawa", residence=False).code == "0801042"


def test_two_members_of_one_name_are_told_apart_by_what_is_said_of_them_and_never_guessed() -> None:
    both = places(members=("0201011", "0201022"))
    assert both.find("Bolesławiec", residence=True).code == ""
    assert both.find("gm. Bolesławiec", residence=True).why == "may be 2 members"
    assert both.find("miasto Bolesławiec", residence=True).code == "0201011"
    assert both.find("Bolesławiec (gmina wiejska)", residence=True).code == "0201022"


@pytest.mark.parametrize("written", ["Toruń", "Miasto Toruń", "Brodnica", "0463011"])
def test_another_municipality_is_outside_for_services_and_uncertain_for_residence(written: str) -> None:
    assert places().find(written, residence=False).code == "outside"
    assert places().find(written, residence=True).code == ""


@pytest.mark.parametrize(
    "written", ["Konojady", "nie powiem", "gdzieś", "9999999", "Toruń i Brodnica", "x", "Bobowo Małe", "powiat brodnicki"]
)
def test_what_is_not_known_is_not_guessed(written: str) -> None:
    assert places().find(written, residence=False).code == ""


def test_a_true_name_elsewhere_is_no_slip_of_the_pen() -> None:
    assert places().find("Bobowo", residence=False).code == "outside"
    assert places().find("Bobowo", residence=True).code == ""


def test_a_declared_locality_is_understood_and_one_that_nobody_wrote_is_told() -> None:
    named = tuple(
        NamedPlace(written=name, teryt=code, reason="sołectwo")
        for name, code in [("Konojady", JABLONOWO), ("Za granicą", "outside"), ("Nieżywięć", BOBROWO)]
    )
    found = places(Corrections("params/jablonowo.corrections.yaml", places=named))
    assert [found.find(text, residence=True).code for text in ("konojady", "za granica")] == [JABLONOWO, "outside"]
    assert [str(problem) for problem in found.unused()] == [
        (
            "params/jablonowo.corrections.yaml, places[2].written: no answer says „Nieżywięć”. "
            "Take the entry out, or write the name as the files have it."
        )
    ]


def test_an_unknown_name_is_one_problem_with_its_rows_and_the_nearest_members(tmp_path: Path) -> None:
    where = ask("where", "Gdzie do lekarza?", "place")
    gmina = ask("gmina", "Gmina zamieszkania", "place")
    rows = [["Bobrowo", "Toruń"], ["Bobrowko", "Brzozie"], ["Bobrowko", "Konojady"], ["Brodnica", "gm. Brzozie"]]
    given = cleaned(as_csv(tmp_path / "a.csv", [gmina.wording, where.wording], *rows), book(gmina, where))
    assert given.frame["gmina"].tolist() == [BOBROWO, "", "", ""]
    assert given.frame["where"].tolist() == ["outside", BRZOZIE, "", BRZOZIE]
    remedy = "Declare what it means under `places:` in the corrections file"
    assert [str(problem) for problem in given.problems] == [
        (
            f"a.csv, column 1 „Gmina zamieszkania”, rows 3, 4: „Bobrowko” is no municipality that is known; left empty. {remedy}; "
            'the nearest: "0402022" (Bobrowo, wiejska, powiat brodnicki).'
        ),
        (
            "a.csv, column 1 „Gmina zamieszkania”, row 5: „Brodnica” is a municipality outside the partnership, "
            "or a locality of the same name; "
            f'left empty. {remedy}; the nearest: "0402011" (Brodnica, miejska, powiat brodnicki), '
            '"0402032" (Brodnica, wiejska, powiat brodnicki), "3026012" (Brodnica, wiejska, powiat śremski).'
        ),
        f"a.csv, column 2 „Gdzie do lekarza?”, row 4: „Konojady” is no municipality that is known; left empty. {remedy}.",
    ]

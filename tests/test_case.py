from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from diagnoza.case import open_case, open_municipality
from diagnoza.errors import DiagnozaError, ParamsError
from diagnoza.polish import collation_key

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.case import Case


@pytest.mark.parametrize("folder", [".", "notebooks"])
def test_a_case_opens_from_the_project_folder_and_from_the_notebooks(project: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.chdir(project / folder)
    case = open_case("mg-6")
    assert case.folder == project.resolve() / "data/processed/mg-6"
    assert case.name == "Związek Celowy Gmin MG-6"


def test_a_municipality_opens_from_the_notebooks_too(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "notebooks")
    assert open_municipality("0801032").name == "gmina Deszczno"


def test_a_partnership_that_is_not_there_is_answered_with_those_that_are(project: Path) -> None:
    with pytest.raises(ParamsError, match=r"jablonowo, lwowek, mg-6, starachowice, swilcza"):
        open_case("mg6", root=project)


def test_names_are_in_polish_order_and_members_in_the_same(cases: dict[str, Case]) -> None:
    assert list(cases["jablonowo"].names) == ["Bobrowo", "Brzozie", "Jabłonowo Pomorskie", "Wąpielsk"]
    for case in cases.values():
        assert list(case.names) == sorted(case.names, key=collation_key)
        assert case.members == tuple(case.names.index)


def test_a_powiat_is_a_partner_and_no_member(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    assert "0402" in set(case.partners["teryt"])
    assert "0402" not in case.members


def test_without_national_tables_there_are_no_boundaries_and_the_case_says_so(cases: dict[str, Case]) -> None:
    for case in cases.values():
        assert case.boundaries is None
        assert not case.national
        assert case.has_indicators


def test_with_national_tables_the_case_says_so(national_cases: dict[str, Case]) -> None:
    for case in national_cases.values():
        assert case.boundaries is not None
        assert case.national


def test_a_source_is_printed_once_however_many_indicators_rest_on_it(cases: dict[str, Case]) -> None:
    sources = cases["mg-6"].sources(["migration_rate", "unemployment", "density", "population"])
    assert [one.title for one in sources] == [
        "Migracje na pobyt stały 2010–2023",
        "Ludność i powierzchnia gmin 2021–2022",
        "Bezrobotni zarejestrowani 2003–2024",
    ]
    assert {one.origin for one in sources} == {"real"}


def test_every_indicator_has_a_source_that_is_known(cases: dict[str, Case]) -> None:
    for case in cases.values():
        assert case.sources(case.indicators["indicator"].unique())


def test_a_municipality_knows_its_register_row_and_its_partnerships(cases: dict[str, Case]) -> None:
    case = open_municipality("2611011", root=cases["mg-6"].root)
    assert case.name == "miasto Starachowice"
    assert case.unit["powiat"] == "powiat starachowicki"
    assert [one.id for one in case.partnerships] == ["starachowice"]
    assert case.members == ("2611011",)
    assert set(case.indicators["teryt"]) == {"2611011"}


@pytest.mark.parametrize("code", ["0201011", "801032", "9999999", ""])
def test_a_municipality_without_figures_is_refused_with_a_remedy(cases: dict[str, Case], code: str) -> None:
    with pytest.raises(DiagnozaError, match=rf"{code!r}.*DIAGNOZA_REFERENCE"):
        open_municipality(code, root=cases["mg-6"].root)


def test_a_code_that_papermill_has_made_a_number_is_refused_with_the_way_to_give_it_as_text(project: Path) -> None:
    with pytest.raises(DiagnozaError, match=r"2611011 is a number, but a code is text.*-r municipality 2611011"):
        open_municipality(2611011, root=project)  # type: ignore[arg-type]


def test_any_municipality_of_the_country_opens_with_the_national_tables(
    national_cases: dict[str, Case], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIAGNOZA_REFERENCE", str(shared))
    case = open_municipality("1465011", root=national_cases["mg-6"].root)
    assert case.name == "miasto Warszawa"
    assert case.national
    assert case.partnerships == []


def test_the_outline_of_the_country_is_round_the_seats(cases: dict[str, Case]) -> None:
    for case in cases.values():
        for column in ("lon", "lat"):
            assert case.seats[column].between(case.outline[column].min(), case.outline[column].max()).all()


def test_a_case_is_opened_without_a_folder_of_processed_tables(project: Path) -> None:
    open_case("lwowek", root=project)
    shutil.rmtree(project / "data/processed")
    assert len(open_case("lwowek", root=project).partners) == 1


def test_tables_are_read_once(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    assert case.figures is case.figures

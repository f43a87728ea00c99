"""The page of all partnerships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from diagnoza import polish
from diagnoza.errors import NotDelivered
from diagnoza.partnership import load_partnerships
from diagnoza.report.index import assemble_index
from diagnoza.report.index_contents import LINES
from report_checks import plain
from report_samples import HOSTILE

if TYPE_CHECKING:
    from diagnoza.case import Case
    from report_samples import Site


@pytest.fixture(scope="session")
def all_five(cases: dict[str, Case]) -> BeautifulSoup:
    """Make the index of the project's partnerships before any of their reports is made."""
    root = next(iter(cases.values())).root
    return BeautifulSoup(assemble_index(load_partnerships(root), root).read_text("utf-8"), "html.parser")


def rows(page: BeautifulSoup, section: str = "tabela", *, between: str = " ") -> list[list[str]]:
    lines = page.select(f"section[aria-labelledby='{section}'] tbody tr")
    return [[between.join(plain(text) for text in cell.stripped_strings) for cell in line.select("th, td")] for line in lines]


def held(page: BeautifulSoup, name: str) -> list[str]:
    """Give the cells of a diagnosis in the table of what diagnoses hold."""
    return next(cells[1:] for cells in rows(page, "zawartosc", between="\n") if cells[0].partition(" ")[2] == name)


def test_partnerships_stand_in_polish_alphabetical_order_and_carry_the_numbers_of_the_map(all_five: BeautifulSoup) -> None:
    names = [row[0].partition(" ")[2] for row in rows(all_five)]
    assert names == sorted(names, key=polish.collation_key)
    assert [row[0].partition(" ")[0] for row in rows(all_five)] == ["1.", "2.", "3.", "4.", "5."]
    circles = [str(one["aria-label"]) for one in all_five.select("svg[role=group] a")]
    assert circles == [f"{number}. {name}" for number, name in enumerate(names, start=1)]


def test_key_figures_add_up_the_table(all_five: BeautifulSoup) -> None:
    people = sum(int(row[3]) for row in rows(all_five))
    figures = [plain(one.get_text()) for one in all_five.select(".figures strong")]
    assert figures[:3] == ["5", str(sum(int(row[2]) for row in rows(all_five))), str(people)]


def test_a_powiat_is_no_municipality_and_its_people_are_not_counted_twice(all_five: BeautifulSoup, cases: dict[str, Case]) -> None:
    shown = {row[0].partition(" ")[2]: int(row[2]) for row in rows(all_five)}
    assert shown == {case.name: len(case.partnership.municipalities) for case in cases.values()}


def test_all_rows_share_the_scale_of_a_column(all_five: BeautifulSoup) -> None:
    for column in (4, 5, 6):
        strips = [line.select("td, th")[column].select_one("svg") for line in all_five.select("[aria-labelledby='tabela'] tbody tr")]
        ticks = {tuple(str(one["x1"]) for one in strip.select("line[stroke='#52606D']")) for strip in strips if strip}
        assert len(ticks) == 1
        values = [float(row[column].replace(",", ".")) for row in rows(all_five)]
        places = [float(str(strip.circle["cx"])) for strip in strips if strip and strip.circle]
        assert [place for _, place in sorted(zip(values, places, strict=True))] == sorted(places)


def test_a_report_that_is_not_there_is_not_linked_in_the_table(all_five: BeautifulSoup) -> None:
    assert all_five.select("main tbody a") == []
    assert {row[-1] for row in rows(all_five)} == {"raport nie powstał"}


def test_a_report_that_is_there_is_linked_with_its_size(site: Site) -> None:
    page = BeautifulSoup(site.pages["index"].read_text("utf-8"), "html.parser")
    assert [one["href"] for one in page.select("main tbody a")] == ["starachowice/index.html", "mg-6/index.html"]
    sizes = [round((site.reports / name / "index.html").stat().st_size / 1024) for name in ("starachowice", "mg-6")]
    assert [row[-1] for row in rows(page)] == [f"HTML, {size} KB" for size in sizes]


def test_one_partnership_alone_has_a_scale_too(cases: dict[str, Case]) -> None:
    case = cases["lwowek"]
    page = BeautifulSoup(assemble_index([case.partnership], case.root).read_text("utf-8"), "html.parser")
    assert {str(one["cx"]) for one in page.select("svg.strip circle")} == {"70"}
    assert "1 diagnoza dotyczy pojedynczej gminy." in page.get_text().replace("\u00a0", " ")


def test_what_diagnoses_hold_stands_in_the_same_order_with_the_same_numbers(all_five: BeautifulSoup) -> None:
    assert [cells[0] for cells in rows(all_five, "zawartosc")] == [cells[0] for cells in rows(all_five)]
    assert "To nie ranking" in all_five.get_text()


def test_every_line_of_a_diagnosis_is_told_or_named_as_not_delivered(all_five: BeautifulSoup, cases: dict[str, Case]) -> None:
    for case in cases.values():
        given, lacking, *_ = held(all_five, case.name)
        told = [line.partition(":")[0] for line in given.splitlines()]
        unsaid = [] if lacking == "brak" else lacking.split(", ")
        assert sorted([*(one.lower() for one in told), *unsaid]) == sorted(name.lower() for name in LINES)


def test_numbers_of_surveys_and_conclusions_are_those_of_the_tables(all_five: BeautifulSoup, cases: dict[str, Case]) -> None:
    for case in cases.values():
        given, _, strengths, actions = held(all_five, case.name)
        counts = [int((case.findings["strength"] == letter).sum()) for letter in "ABC"]
        assert strengths == "mocne: {}, średnie: {}, słabe: {}".format(*counts)
        assert actions == polish.counted(len(case.recommendations), "działanie", "działania", "działań").replace("\u00a0", " ")
        if (case.folder / "surveys.parquet").is_file():
            answers = polish.counted(int(case.surveys["kept"].sum()), "odpowiedź", "odpowiedzi", "odpowiedzi").replace("\u00a0", " ")
            assert answers in given.splitlines()[0]


def test_numbers_of_each_line_are_those_of_its_tables(all_five: BeautifulSoup, cases: dict[str, Case]) -> None:
    union, union_holds = cases["mg-6"], held(all_five, cases["mg-6"].name)[0]
    gapped = union.remedies[union.remedies["kind"].isin(["resource", "organisation"])]["service"].nunique()
    assert f"Usługi: {union.inventory['service'].nunique()} usług, z luką jakościową choć w jednej gminie: {gapped}" in union_holds
    four, four_holds = cases["jablonowo"], held(all_five, cases["jablonowo"].name)[0]
    assert f"Cele: {len(four.goals)} celów, wspólne dziedziny: {(four.goal_fields['kind'] == 'common').sum()}" in four_holds
    flows = four.flows[four.flows["year"].eq(four.flows.groupby("service")["year"].transform("max")) & four.flows["status"].eq("shown")]
    away = flows[flows["origin"].ne(flows["destination"]) & flows["users"].gt(0)]
    assert f"Przepływy: 4 usługi, przepływy między miejscami, z podaną liczbą: {len(away)}" in four_holds
    town, town_holds = cases["starachowice"], held(all_five, cases["starachowice"].name)[0]
    offered = town.voice_needs["status"].ne("unmatched").sum()
    assert f"Spotkania i wywiady: {len(town.voice_needs)} potrzeb, z pasującą ofertą: {offered}" in town_holds
    ties = cases["swilcza"].needed_ties["status"].eq("missing").sum()
    institutions = polish.counted(len(cases["swilcza"].institutions), "instytucja", "instytucje", "instytucji").replace("\u00a0", " ")
    assert f"Instytucje: {institutions}, brakujące relacje: {ties}" in held(all_five, cases["swilcza"].name)[0]
    assert held(all_five, cases["lwowek"].name)[0] == "Program z organizacjami: 1 program, 7 ustaleń, ocenione obszary i punkty: 0"


def test_an_inventory_without_a_survey_has_no_gaps_and_not_none_of_them(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]

    class Unasked:
        inventory = case.inventory
        names = case.names

        @property
        def gaps(self) -> None:
            raise NotDelivered

    assert LINES["Usługi"](Unasked()).endswith("luki jakościowej nie oceniono")  # type: ignore[arg-type]


def test_a_hostile_name_is_shown_not_obeyed(hostile_site: Site) -> None:
    page = BeautifulSoup(hostile_site.pages["index"].read_text("utf-8"), "html.parser")
    assert not page.select("script, img")
    assert plain(HOSTILE) in plain(page.main.get_text(" ") if page.main else "")
    link = page.select_one("svg[role=group] a")
    assert link is not None
    assert link["aria-label"] == f"1. {HOSTILE}"

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from diagnoza.case import open_case
from diagnoza.errors import NotDelivered
from diagnoza.partners import maps, members
from diagnoza.partnership import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.case import Case

PARTNERS = pd.DataFrame(
    {
        "teryt": ["0000012", "0000023", "0000"],
        "name": ["Dolina", "Górka", "powiat próbny"],
        "role": ["lead", "member", "provider"],
        "type": ["wiejska", "miejsko-wiejska", "powiat"],
        "powiat": ["powiat próbny", "powiat próbny", ""],
        "voivodeship": "lubuskie",
        "joined": [None, "2021-03-30", None],
    }
)
FIGURES = pd.DataFrame(
    [
        ("0000012", "population", 2021, 900),
        ("0000012", "population", 2022, 1000),
        ("0000023", "population", 2022, 3000),
        ("0000", "population", 2022, 9000),
        ("0000012", "area_ha", 2022, 1250),
        ("0000023", "area_ha", 2022, 4000),
        ("0000", "area_ha", 2022, 90_000),
    ],
    columns=["teryt", "figure", "year", "value"],
)


def row(grid: object, name: str) -> dict[str, str]:
    """Read one row of a grid as it is printed."""
    columns, rows = list(grid.columns), grid.rows  # type: ignore[attr-defined]
    number = next(n for n, cells in enumerate(rows) if cells[0] == name)
    return {column: grid.text(number, place) for place, column in enumerate(columns)}  # type: ignore[attr-defined]


def squares(*members_: tuple[float, bool]) -> gpd.GeoDataFrame:
    """Lay unit squares side by side, the left edge of each given."""
    shapes = [box(15 + x, 52, 16 + x, 53) for x, _ in members_]
    return gpd.GeoDataFrame({"member": [member for _, member in members_]}, geometry=shapes, crs=4326)


# Who they are ----------------------------------------------------------------------------------------------------------------


def test_the_newest_figure_of_each_place_counts() -> None:
    assert members.newest(FIGURES, "population")["value"].to_dict() == {"0000012": 1000, "0000023": 3000, "0000": 9000}


def test_partners_are_tabulated_in_the_order_of_their_params_with_area_in_square_kilometres() -> None:
    grid = members.partners_grid(PARTNERS, FIGURES)
    assert [cells[0] for cells in grid.rows] == ["Dolina", "Górka", "powiat próbny"]
    dolina = row(grid, "Dolina")
    assert dolina["TERYT"] == "0000012"
    assert dolina["Ludność (2022)"] == "1\xa0000"
    assert dolina["Powierzchnia [km²]"] == "12,5"
    assert dolina["Położenie"] == "powiat próbny, woj. lubuskie"
    assert "nie wchodzą do sum" in grid.note


def test_the_day_of_joining_is_told_once_somebody_joined_later() -> None:
    assert row(members.partners_grid(PARTNERS, FIGURES), "Górka")["Przystąpienie"] == "30\xa0marca 2021\xa0r."
    assert row(members.partners_grid(PARTNERS, FIGURES), "Dolina")["Przystąpienie"] == "od początku"
    founders = PARTNERS.assign(joined=None)
    assert "Przystąpienie" not in members.partners_grid(founders, FIGURES).columns


def test_without_figures_a_partner_keeps_its_row_and_says_that_there_are_none() -> None:
    grid = members.partners_grid(PARTNERS, FIGURES[FIGURES["teryt"].ne("0000012")])
    assert row(grid, "Dolina")["Ludność (2022)"] == "brak danych"


def test_the_inhabitants_of_a_powiat_are_not_added_to_those_of_its_municipalities() -> None:
    said = members.say_partners(PARTNERS, FIGURES)
    assert "4\xa0000" in said
    assert "Najwięcej mieszkańców ma Górka (3\xa0000), najmniej Dolina (1\xa0000)." in said


def test_where_a_figure_is_missing_no_sum_is_given() -> None:
    said = members.say_partners(PARTNERS, FIGURES[FIGURES["teryt"].ne("0000012")])
    assert "3\xa0000" not in said


def test_a_powiat_provides_services_and_is_not_compared() -> None:
    said = members.say_powiats(PARTNERS)
    assert "powiat próbny – Dolina i\xa0Górka" in said
    assert "Powiat próbny uczestniczy jako podmiot świadczący usługi i nie jest porównywany z gminami." in said


def test_a_city_with_powiat_rights_lies_in_no_powiat(cases: dict[str, Case]) -> None:
    assert "miasto na prawach powiatu – Gorzów Wielkopolski;" in members.say_powiats(cases["mg-6"].partners)


# What was delivered ------------------------------------------------------------------------------------------------------------


def test_every_raw_table_belongs_to_one_line_of_evidence() -> None:
    assert sorted(name for names in members.LINES.values() for name in names) == sorted(TABLES)


def test_what_was_not_delivered_is_named_and_what_was_is_named_with_its_terms() -> None:
    delivered = pd.DataFrame(
        [("statements", "statements.csv", "miasto", "2020-03-02", "zgoda", "synthetic")],
        columns=["table", "file", "provider", "date", "licence", "origin"],
    )
    grid = members.deliveries_grid(delivered)
    assert row(grid, "Spotkania fokusowe i wywiady") == {
        "Źródło wiedzy": "Spotkania fokusowe i\xa0wywiady",
        "Stan": "dostarczono: statements.csv",
        "Dostawca, data, licencja": "miasto, 2\xa0marca 2020\xa0r., zgoda",
        "Pochodzenie": "dane syntetyczne",
    }
    assert row(grid, "Inwentaryzacja usług i dobre praktyki")["Stan"] == "nie dostarczono"
    assert "spotkania fokusowe" not in members.say_deliveries(delivered)
    assert "inwentaryzacja usług" in members.say_deliveries(delivered)


def test_gaps_between_years_are_named(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    grid = members.figures_grid(case.figures, case.members)
    balance, people = row(grid, "Saldo migracji na pobyt stały"), row(grid, "Ludność (31 grudnia)")
    assert (balance["Lata"], balance["Brakujące lata"], balance["Gminy z danymi"]) == ("2010–2023", "2015", "6 z\xa06")
    assert (people["Lata"], people["Brakujące lata"]) == ("2010–2022", "2020")


def test_the_table_of_rows_adds_up(cases: dict[str, Case]) -> None:
    audit = pd.DataFrame(
        [("a.csv", "kept", "", 8), ("a.csv", "set aside", "brak wartości", 2), ("b.csv", "kept", "", 5)],
        columns=["file", "outcome", "reason", "rows"],
    )
    grid = members.audit_grid(audit)
    assert list(row(grid, "a.csv").values()) == ["a.csv", "10", "8", "2", "brak wartości (2)"]
    assert list(row(grid, "b.csv").values()) == ["b.csv", "5", "5", "0", "–"]
    for case in cases.values():
        for cells in members.audit_grid(case.audit).rows:
            assert cells[1] == cells[2] + cells[3]  # type: ignore[operator]


def test_a_profile_lists_the_newest_of_each_figure() -> None:
    grid = members.structure_grid(FIGURES, "0000012")
    assert [list(cells) for cells in grid.rows] == [
        ["Ludność (31 grudnia)", "osoby", "2022", 1000],
        ["Powierzchnia (1 stycznia następnego roku)", "ha", "2022", 1250],
    ]


# Where they lie ----------------------------------------------------------------------------------------------------------------


def test_neighbours_are_one_piece_and_a_gap_makes_two() -> None:
    assert maps.say_pieces(squares((0, True), (1, True))) == "Obszar partnerstwa jest spójny."
    assert "składa się z 2 części" in maps.say_pieces(squares((0, True), (1, False), (2, True)))


def test_a_slip_of_the_drawing_is_no_gap() -> None:
    assert maps.say_pieces(squares((0, True), (1.003, True))) == "Obszar partnerstwa jest spójny."


def test_without_boundaries_the_map_says_that_it_is_schematic(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    assert case.boundaries is None
    assert "schematyczna" in maps.say_pieces(case.boundaries)
    assert maps.alt_partners(case.names, pd.Series(dtype=float), None).startswith("Mapa schematyczna siedzib gmin: Bogdaniec, ")


def test_brzozie_has_no_common_border_with_the_others_and_mg6_is_in_one_piece(national_cases: dict[str, Case]) -> None:
    jablonowo, union = national_cases["jablonowo"].boundaries, national_cases["mg-6"].boundaries
    assert jablonowo is not None
    assert union is not None
    assert "nie jest spójny" in maps.say_pieces(jablonowo)
    assert maps.say_pieces(union) == "Obszar partnerstwa jest spójny."
    shapes = jablonowo[jablonowo["member"]].set_index("teryt")["geometry"]
    assert shapes["0402042"].distance(shapes.drop("0402042").union_all()) > 0.01  # degrees


def test_boundaries_hold_every_municipality_and_its_neighbours(national_cases: dict[str, Case]) -> None:
    for case in national_cases.values():
        shapes = case.boundaries
        assert shapes is not None
        assert set(shapes.loc[shapes["member"], "teryt"]) == set(case.members)
        assert not shapes["member"].all()


def test_seats_lie_inside_their_municipality(national_cases: dict[str, Case]) -> None:
    for case in national_cases.values():
        shapes = case.boundaries
        assert shapes is not None
        seats = case.seats.set_index("teryt")
        for one in shapes[shapes["member"]].itertuples():
            point = gpd.points_from_xy([seats.loc[one.teryt, "lon"]], [seats.loc[one.teryt, "lat"]])[0]
            assert one.geometry.buffer(0.005).contains(point), one.name


def test_the_map_shows_one_circle_for_each_municipality(cases: dict[str, Case]) -> None:
    for case in cases.values():
        population = members.newest(case.figures, "population")["value"]
        chart = maps.plot_partners(case.seats, case.names, population, case.boundaries)
        [circles] = chart.axes[0].collections
        assert len(circles.get_offsets()) == len(case.members)
        written = {text.get_text().split("\n")[0] for text in chart.axes[0].texts}
        assert set(case.names) <= written


def test_the_two_seats_furthest_apart_are_named_with_their_distance() -> None:
    seats = pd.DataFrame({"teryt": ["1", "2", "3"], "lon": [20.0, 20.0, 20.0], "lat": [52.0, 52.1, 53.0]})
    names = pd.Series({"1": "Alfa", "2": "Beta", "3": "Gama"})
    assert maps.say_distances(seats, names) == "Najdalej od siebie leżą siedziby Alfa i Gama: 111 km w linii prostej."
    assert maps.say_distances(seats.head(1), names.head(1)) == ""


def test_the_table_of_the_map_is_symmetric_and_each_seat_is_nowhere_from_itself(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    grid = maps.distance_grid(case.seats, case.names)
    apart = [list(cells[3:]) for cells in grid.rows]
    for one in range(6):
        assert apart[one][one] == pytest.approx(0, abs=1e-6)
        for other in range(6):
            assert apart[one][other] == pytest.approx(apart[other][one])


# Municipalities that the project has no figures of -----------------------------------------------------------------------------

ELSEWHERE = """\
id: elsewhere
name: Partnerstwo Próbne
kind: informal
members:
  - {{teryt: "{first}", role: lead}}
  - {{teryt: "{second}", role: member}}
period: {{start: 2020, end: 2021}}
description: Opis próbny.
"""


def elsewhere(project: Path, first: str, second: str) -> Case:
    (project / "params/elsewhere.yaml").write_text(ELSEWHERE.format(first=first, second=second), encoding="utf-8")
    return open_case("elsewhere", root=project)


def test_a_partnership_without_any_figures_still_has_partners_and_no_indicators(project: Path) -> None:
    case = elsewhere(project, "0201011", "0201043")
    assert len(case.partners) == 2
    assert case.figures.empty
    with pytest.raises(NotDelivered, match="danych publicznych"):
        _ = case.indicators


def test_the_map_of_a_partnership_without_seats_is_no_crash(project: Path) -> None:
    case = elsewhere(project, "0201011", "0201043")
    with contextlib.suppress(NotDelivered):  # a sentence in the report is as good as an empty map
        maps.plot_partners(case.seats, case.names, pd.Series(dtype=float), case.boundaries)


def test_two_municipalities_of_one_name_are_told_apart(project: Path) -> None:
    case = elsewhere(project, "0201011", "0201022")  # the town Bolesławiec and the municipality round it
    assert case.names.is_unique

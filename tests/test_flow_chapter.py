"""The chapter on flows: every figure stands in its table, nothing hidden shows, and sentences fit their numbers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Polygon
from shapely.geometry import box

import report_checks
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.flows.published import across, alts, balances, estimated, grids, maps, matrices, money, people, studies, texts, views, words
from diagnoza.flows.published.ribbons import apart, centre_line, ribbon
from diagnoza.pieces import Drawn, Said, Tabulated
from diagnoza.polish import NBSP, round_half_up
from flow_tables import OUT, PARTNERSHIPS, POWIAT, UNKNOWN, YEAR, Opened, opened
from report_samples import Stage

ROOT = Path(__file__).parents[1]
[CHAPTER] = (ROOT / "notebooks").glob("**/05-flows.ipynb")
SECRET = 777.0


def display(case: Any) -> Stage:
    """Run the chapter; give the stage it displays on, with the headings of the notebook."""
    stage, names = Stage(), dict[str, Any]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diagnoza.report.output.display", stage.display)
        patch.setattr("diagnoza.case.open_case", lambda _: case)
        for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102  (the notebook, as its kernel does it)
            else:
                stage.shown.append({"text/markdown": "".join(cell["source"])})
    return stage


@pytest.fixture(scope="module")
def four() -> Opened:
    return opened("four")


@pytest.fixture(scope="module")
def shown(four: Opened) -> dict[str, Stage]:
    return {"one": display(opened("one")), "four": display(four)}


def text_of(stage: Stage) -> str:
    return "\n".join(one.get("text/markdown") or one["text/html"] for one in stage.shown).replace(NBSP, " ")


def records(stage: Stage) -> dict[str, dict[str, Any]]:
    found = [one["application/vnd.diagnoza+json"] for one in stage.shown if "text/html" in one]
    return {one["key"]: one for one in found}


def view_of(case: Opened, service: str) -> views.View:
    return views.view(case, service)


def told(pieces: list[Any]) -> str:
    return " ".join(one.text for one in pieces if isinstance(one, Said)).replace(NBSP, " ")


def small(cells: dict[tuple[str, str], float | str], codes: str = "AB", *, far: bool = True) -> Opened:
    """Make a partnership of a few municipalities with one service, from numbers or statuses of pairs; unlisted pairs stay unlisted."""
    teryt = {letter: f"990{at}012" for at, letter in enumerate(codes, start=1)} | {"P": POWIAT, OUT: OUT, UNKNOWN: UNKNOWN}
    rows = []
    for (origin, destination), value in cells.items():
        number = value if not isinstance(value, str) else np.nan
        row = {"service": "library", "year": YEAR, "origin": teryt[origin], "destination": teryt[destination]}
        row |= dict.fromkeys(("users", "low", "high", "residence", "provider"), number)
        rows.append(row | {"verdict": "agree", "status": value if isinstance(value, str) else "shown"})
    flows = pd.DataFrame(rows)
    sums = []
    for code in [teryt[letter] for letter in codes] + ([OUT] if far else []):
        row = {"service": "library", "year": YEAR, "unit": code, "reports": "none" if code == OUT else "both"}
        for name, side in (("demand", "origin"), ("supply", "destination")):
            parts = flows[flows[side].eq(code)]
            hidden = parts["status"].eq("protected").any()
            row |= {name: np.nan if hidden else parts["users"].sum(), f"{name}_status": "protected" if hidden else "shown"}
        sums.append(row)
    empty = pd.DataFrame(columns=["service", "year", "unit", "indicator", "value", "low", "high", "other", "status", "flags"])
    names = pd.Series({teryt[letter]: f"Gmina{letter}" for letter in codes})
    return Opened(names, {"flows": flows, "flow_totals": pd.DataFrame(sums), "flow_indicators": empty})


def test_one_chapter_serves_one_municipality_and_several(shown: dict[str, Stage]) -> None:
    for stage in shown.values():
        assert not re.search(r"\b(nan|None|<NA>|inf)\b", text_of(stage))
        keys = set(records(stage))
        for service in ("kindergarten", "secondary-school", "library"):
            assert {f"fig-flows-{service}-{part}" for part in ("matrix", "map", "balance")} <= keys
        assert {"fig-flows-at-home", "tab-flows-scenarios", "fig-flows-library-survey"} <= keys
    assert "tab-flows-due" not in records(shown["one"])
    assert text_of(shown["one"]).count("Nie podano kosztów usług") == 1


@pytest.mark.parametrize("check", report_checks.TEXT_CHECKS, ids=lambda check: check.__name__)
def test_the_page_passes(check: Any, shown: dict[str, Stage]) -> None:
    for stage in shown.values():
        assert check(stage.page()) == []


def test_without_flows_the_chapter_ends_in_one_sentence() -> None:
    with pytest.raises(NotDelivered, match="przepływach"):
        display(Opened(pd.Series(PARTNERSHIPS["one"]), {}))


def test_without_capacity_costs_survey_and_scenarios_the_rest_stands(four: Opened) -> None:
    missing = ["flow_use", "survey_flows", "survey_balances", "settlement", "settlement_positions", "mutual_benefit", "joint_provision"]
    tables = {name: table for name, table in four.tables.items() if name not in missing}
    emptied = {name: four.tables[name].head(0) for name in missing}
    for case in (Opened(four.names, tables), Opened(four.names, tables | emptied)):
        view = view_of(case, "kindergarten")
        pieces = studies.study(case, view)
        assert [one.key.rsplit("-", 1)[1] for one in pieces if not isinstance(one, Said)] == ["matrix", "map", "balance", "sufficiency"]
        assert studies.NO_CAPACITY in told(pieces)
        assert told(studies.settlement_study(case)) == f"*{money.NO_COSTS}*"
        with pytest.raises(NotApplicable):
            money.require_joint(case)


def test_twelve_municipalities_have_their_matrix_map_and_balances() -> None:
    case = opened("twelve")
    view = view_of(case, "secondary_school")
    assert len(view.members) == 12
    chart = matrices.plot_matrix(view)
    assert len(matrices.plot_matrix(view).axes[0].texts) == len(view.cells) + len(view.origins) + len(view.destinations)
    assert len(balances.balances(view)) == 13
    assert len(maps.drawn(view, case.seats)) == maps.MOST
    assert inside(chart)


def test_a_matrix_shows_the_numbers_of_its_table(four: Opened) -> None:
    for service in ("kindergarten", "secondary_school", "library"):
        view = view_of(four, service)
        axes, grid = matrices.plot_matrix(view).axes[0], grids.matrix_grid(view)
        drawn = sorted(text.get_text().replace("\n", " ") for text in axes.texts)
        cells = [grid.text(row, column) for row in range(len(grid.rows)) for column in range(1, len(grid.columns))]
        assert drawn == sorted(cells[:-1])  # the corner holds no number


def test_zero_hidden_and_not_reported_do_not_look_alike() -> None:
    view = view_of(small({("A", "A"): 50, ("A", "B"): 0, ("B", "A"): "protected", ("B", "B"): "not_reported"}), "library")
    drawn = [text.get_text() for text in matrices.plot_matrix(view).axes[0].texts]
    assert drawn[:4] == ["50", "0", "utajniono", "nie\npodano"]
    fields = [patch for patch in matrices.plot_matrix(view).axes[0].patches if patch.get_fill()]
    looks = [(patch.get_facecolor(), patch.get_edgecolor(), patch.get_hatch()) for patch in fields]
    assert len(set(looks)) == len(looks) == 4
    note = grids.matrix_grid(view).note
    assert "Utajniono:" in note
    assert "to nie jest zero" in note


def test_a_pair_that_nobody_lists_is_zero_only_where_somebody_reported() -> None:
    case = small({("A", "A"): 50, ("B", "B"): 40})
    view = view_of(case, "library")
    [a, b] = view.members
    assert view.cell(a, b)["users"] == 0
    silent = case.tables["flow_totals"].assign(reports="none")
    view = view_of(replace(case, tables=case.tables | {"flow_totals": silent}), "library")
    assert view.cell(a, b)["status"] == "not_reported"
    assert np.isnan(view.cell(a, b)["users"])


def test_a_sum_without_what_nobody_reported_is_a_lower_bound() -> None:
    view = view_of(small({("A", "A"): 50, ("A", "B"): 7, ("B", "A"): "not_reported", ("B", "B"): 30}), "library")
    [a, b] = view.members
    assert view.summed(a, "supply") == f"≥{NBSP}50"
    assert view.summed(a, "demand") == 57
    table = balances.balances(view).set_index("unit")
    assert (table.loc[a, "inflow"], table.loc[a, "inflow_status"]) == (0, "least")
    assert (table.loc[b, "inflow"], table.loc[b, "inflow_status"]) == (7, "shown")


def test_outside_stands_in_the_matrix_only_where_somebody_uses_it() -> None:
    within = {("A", "A"): 50, ("B", "B"): 40, ("A", OUT): 0}
    assert OUT not in view_of(small(within), "library").destinations
    assert grids.NO_OUTSIDE in grids.sufficiency_grid(view_of(small(within), "library")).note
    beyond = view_of(small(within | {("A", OUT): 9}), "library")
    assert beyond.destinations[-1] == OUT
    assert OUT not in beyond.origins
    assert grids.NO_OUTSIDE not in grids.sufficiency_grid(beyond).note


def test_more_places_than_a_matrix_has_room_for_give_the_greatest_flows() -> None:
    codes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = {f"99{n:02d}012": f"Gmina{letter}" for n, letter in enumerate(codes, start=1)}
    rows = [(a, b, 5.0 + (i * 7 + j) % 90) for i, a in enumerate(names) for j, b in enumerate(names)]
    table = pd.DataFrame(rows, columns=["origin", "destination", "users"]).assign(service="library", year=YEAR, verdict="", status="shown")
    table[["low", "high", "residence", "provider"]] = np.nan
    case = Opened(pd.Series(names), {"flows": table})
    view = view_of(case, "library")
    [piece] = [one for one in studies.study(case, view) if getattr(one, "key", "").endswith("-pairs")]
    assert isinstance(piece, Tabulated)
    between = table[table["origin"].ne(table["destination"])]
    assert [row[2] for row in piece.grid.rows] == sorted(between["users"], reverse=True)[: grids.PAIRS]
    assert f"Pominięto {26 * 25 - 40} mniejszych przepływów" in piece.grid.note.replace(NBSP, " ")


def ribbons_of(chart: Any) -> list[Polygon]:
    return [patch for patch in chart.axes[0].patches if isinstance(patch, Polygon) and patch.get_alpha() == 0.85]


def test_a_map_draws_each_flow_of_its_table_and_no_hidden_one(four: Opened) -> None:
    for service in ("kindergarten", "secondary_school", "library"):
        view = view_of(four, service)
        rows = maps.drawn(view, four.seats)
        assert rows["status"].eq("shown").all()
        assert (rows["origin"] != rows["destination"]).all()
        chart = maps.plot_map(view, four.seats, None)
        assert len(ribbons_of(chart)) == len(rows) == len(grids.flows_grid(rows, view).rows)
        written = [text.get_text() for text in chart.axes[0].texts if not text.get_text().endswith(" km")]
        numbers = [int(found) for text in written for found in re.findall(r"\d+", text)]
        most = rows["users"].max()
        assert set(numbers) <= {*rows["users"], round_half_up(most / 4, 0)}
        assert most in numbers


def test_ribbons_are_wide_where_users_live_and_both_directions_part() -> None:
    start, end = np.array([0.0, 0.0]), np.array([100.0, 0.0])
    there, back = centre_line(start, end), centre_line(end, start)
    assert there[12, 1] > 5
    assert back[12, 1] < -5
    outline = ribbon(there, 10.0)
    wide, tip = (np.hypot(*(outline[at] - outline[-1 - at])) for at in (0, len(there) - 1))
    assert wide == pytest.approx(10)
    assert tip == pytest.approx(0.8)
    gapped = centre_line(start, end, gap=8)
    assert np.hypot(*gapped[0]) >= 8
    assert np.hypot(*(gapped[-1] - end)) >= 8


def test_a_town_and_the_municipality_around_it_are_pushed_apart() -> None:
    moved = apart(np.array([[0.0, 0.0], [0.1, 0.0], [300.0, 0.0]]), 46)
    pairs = [float(np.hypot(*(moved[a] - moved[b]))) for a, b in combinations(range(3), 2)]
    assert min(pairs) >= 46 - 1e-6
    assert moved[2].tolist() == [300.0, 0.0]


def boxes_of(chart: Any) -> list[tuple[str, Any]]:
    chart.draw_without_rendering()
    texts_drawn = [text for axes in chart.axes for text in axes.texts if text.get_text()]
    return [(text.get_text(), text.get_window_extent()) for text in texts_drawn]


def inside(chart: Any) -> bool:
    width, height = chart.bbox.width, chart.bbox.height
    return all(b.x0 >= -2 and b.y0 >= -2 and b.x1 <= width + 2 and b.y1 <= height + 2 for _, b in boxes_of(chart))


@pytest.mark.parametrize("partnership", ["one", "four", "twelve"])
def test_no_two_texts_of_a_map_lie_on_each_other_and_none_is_cut_off(partnership: str) -> None:
    case = opened(partnership)
    chart = maps.plot_map(view_of(case, "secondary_school"), case.seats, None)
    assert inside(chart)
    for (one, a), (other, b) in combinations(boxes_of(chart), 2):
        across_, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across_ < 3 or down < 4, f"{one!r} lies on {other!r}"


def test_boundaries_lie_under_the_ribbons(four: Opened) -> None:
    around = [box(lon - 0.1, lat - 0.08, lon + 0.1, lat + 0.08) for lon, lat in zip(four.seats["lon"], four.seats["lat"], strict=True)]
    shapes = gpd.GeoDataFrame({"member": True, "source": "prg"}, geometry=around, crs=4326, index=range(len(around)))
    view = view_of(four, "kindergarten")
    chart = maps.plot_map(view, four.seats, shapes)
    rows = maps.drawn(view, four.seats)
    land = [patch for patch in chart.axes[0].patches if isinstance(patch, Polygon) and patch.get_zorder() == 1]
    assert len(land) == len(around)
    assert len(ribbons_of(chart)) == len(rows)
    assert "schematyczna" not in words.say_map(rows, view, four.seats, bounded=True)
    assert alts.alt_map(rows, view, bounded=True).startswith("Mapa, ")
    for number, shape in enumerate(land):  # every seat lies in its own municipality
        dot = [line for line in chart.axes[0].lines if line.get_marker() == "o"][number]
        assert shape.get_path().contains_point((dot.get_xdata()[0], dot.get_ydata()[0]))


def test_no_seats_or_no_flows_give_a_sentence_instead_of_a_map(four: Opened) -> None:
    view = view_of(small({("A", "A"): 50, ("A", "B"): 0, ("B", "A"): "protected", ("B", "B"): 40}), "library")
    nowhere = pd.DataFrame(columns=["teryt", "lon", "lat"])
    seats = pd.DataFrame({"teryt": view.members, "lon": [19.0, 19.2], "lat": [53.0, 53.1]})
    for places, reason in ((nowhere, maps.NO_SEATS), (seats, maps.NO_FLOWS)):
        with pytest.raises(NotApplicable, match=re.escape(reason)):
            maps.drawn(view, places)
    assert maps.unplaced(view_of(four, "kindergarten"), four.seats.head(3)) == ["Wąpielsk"]


def test_bars_of_balances_have_the_lengths_of_their_table(four: Opened) -> None:
    view = view_of(four, "secondary_school")
    table = balances.balances(view)
    grid = balances.balances_grid(table, view)
    widths = sorted(patch.get_width() for patch in balances.plot_balances(table, view).axes[0].patches)
    numbers = [row[1] for row in grid.rows if isinstance(row[1], float)] + [-row[2] for row in grid.rows if isinstance(row[2], float)]
    assert widths == pytest.approx(sorted(numbers))
    assert grid.rows[-1][:3] == ["powiat brodnicki", 404.0, "nie dotyczy"]


def test_a_balance_is_who_comes_less_who_leaves_wherever_all_three_are_known() -> None:
    case = opened("twelve")
    for service in ("kindergarten", "library"):
        table = balances.balances(view_of(case, service)).dropna(subset=["inflow", "outflow", "net"])
        assert (table["inflow"] - table["outflow"]).tolist() == pytest.approx(table["net"].tolist())


def test_a_municipality_whose_figures_are_bounds_is_not_compared(four: Opened) -> None:
    rows = four.flow_indicators
    first = rows["unit"].eq("0402073") & rows["service"].eq("kindergarten")
    best = rows["indicator"].eq("net_balance") & first
    told_of = rows.assign(value=rows["value"].mask(best, 90.0), low=rows["low"].mask(best), high=rows["high"].mask(best))
    case = replace(four, tables=four.tables | {"flow_indicators": told_of})
    view = view_of(case, "kindergarten")
    assert "przyjmuje Jabłonowo Pomorskie: +90" in words.title_balances(balances.balances(view), view)
    flagged = told_of.assign(flags=told_of["flags"].mask(first, "missing_reporter"))
    view = view_of(replace(four, tables=four.tables | {"flow_indicators": flagged}), "kindergarten")
    table = balances.balances(view)
    assert "Jabłonowo" not in words.title_balances(table, view)
    assert "Jabłonowo" not in words.say_sufficiency(view)
    assert "Jabłonowo" not in across.title_at_home(across.at_home([view]), [view])
    grid = grids.sufficiency_grid(view)
    assert "Jabłonowo Pomorskie (a)" in [row[0] for row in grid.rows]
    assert "(a) nie wszyscy partnerzy podali dane." in grid.note


def leaked(case: Opened) -> Opened:
    """Let figures come along that their status holds back."""
    tables = {}
    for name, (guards, columns) in {
        "flows": (["status"], ["users", "low", "high", "residence", "provider"]),
        "flow_indicators": (["status"], ["value", "low", "high"]),
        "survey_flows": (["status"], ["share", "low", "high"]),
        "settlement": (["status"], ["users", "amount", "low", "high"]),
    }.items():
        table = case.tables[name].copy()
        hidden = ~table[guards[0]].isin(["shown", "small"])
        assert hidden.any()
        table.loc[hidden, columns] = SECRET
        tables[name] = table
    sums = case.tables["flow_totals"].copy()
    for side in ("demand", "supply"):
        sums.loc[sums[f"{side}_status"].ne("shown"), side] = SECRET
    return replace(case, tables=case.tables | tables | {"flow_totals": sums})


def test_what_is_hidden_cannot_show_even_if_its_value_came_along(four: Opened, shown: dict[str, Stage]) -> None:
    output = display(leaked(four))
    assert output.shown == shown["four"].shown
    visible = [report_checks.visible(output.page()), *report_checks.downloads(output.page()).values()]
    assert not any(re.search(r"(?<!\d)777(?!\d)", text) for text in visible)


def test_what_a_survey_estimates_is_never_drawn_with_what_is_counted(shown: dict[str, Stage]) -> None:
    for stage in shown.values():
        found = records(stage)
        figures = [one for key, one in found.items() if key.startswith("fig-") and "survey" in key]
        assert figures
        for one in figures:
            assert "szacunek z ankiety" in one["title"]
            assert "szacunek z ankiety" in one["alt"]
            assert not any("Policzone" in column for column in one["grid"]["columns"])
        counted = [one for key, one in found.items() if key.startswith("fig-") and "survey" not in key]
        assert not any("ankiet" in json.dumps(one["grid"], ensure_ascii=False) for one in counted)
    rows = found["tab-flows-library-survey-compared"]["grid"]["rows"]
    assert {row[2] for row in rows} >= {"za mało odpowiedzi", "utajniono"}
    assert any("mała podstawa" in str(row[2]) for row in rows)


def test_the_interval_of_an_estimate_is_drawn_as_tabulated(four: Opened) -> None:
    view = view_of(four, "library")
    rows = estimated.surveyed(four, view)
    assert rows is not None
    home = estimated.at_home(rows)
    bands = [line for line in estimated.plot_survey(home, view).axes[0].lines if line.get_marker() == "None"]
    grid = estimated.home_grid(home, view)
    assert [list(line.get_xdata()) for line in bands] == [[row[2], row[3]] for row in grid.rows]


@pytest.mark.parametrize(
    ("n", "home", "sentence"),
    [
        (1, 1, "z 1 osoby, która mieszka w gminie GminaA i korzysta z usługi, na miejscu korzysta 1."),
        (5, 2, "z 5 osób, które mieszkają w gminie GminaA i korzystają z usługi, na miejscu korzystają 2."),
        (22, 5, "z 22 osób, które mieszkają w gminie GminaA i korzystają z usługi, na miejscu korzysta 5."),
        (138, 22, "ze 138 osób, które mieszkają w gminie GminaA i korzystają z usługi, na miejscu korzystają 22."),
        (40, 0, "z 40 osób, które mieszkają w gminie GminaA i korzystają z usługi, na miejscu nie korzysta nikt."),
        (0, 0, "wykazano, że nikt, kto mieszka w gminie GminaA, z niej nie korzysta."),
    ],
)
def test_a_sentence_fits_its_number(n: int, home: int, sentence: str) -> None:
    case = small({("A", "A"): home, ("A", "B"): n - home, ("B", "B"): 60})
    view = view_of(case, "library")
    said = people.say_unit(view, view.members[0], case).replace(NBSP, " ")
    assert said.partition(" Poza tym")[0] == sentence
    assert (f"GminaB ({n - home})" in said) == (n > home)


def test_a_sentence_says_how_sure_it_is_and_what_it_may_not_tell() -> None:
    case = small({("A", "A"): 60, ("A", "B"): "not_reported", ("B", "A"): "protected", ("B", "B"): 60})
    row = {"service": "library", "year": YEAR, "unit": "9901012", "indicator": "self_sufficiency", "value": 0.6, "low": 0.5, "high": 0.75}
    measured = pd.DataFrame([row | {"other": "", "status": "shown", "flags": "missing_reporter"}])
    case = replace(case, tables=case.tables | {"flow_indicators": measured})
    view = view_of(case, "library")
    first, second = (people.say_unit(view, code, case).replace(NBSP, " ") for code in view.members)
    assert first.startswith("z co najmniej 60 osób")
    assert "korzysta 60 (60%; od 50% do 75%)." in first
    assert first.endswith("Nie wszyscy partnerzy podali dane.")
    assert second == "liczby korzystających mieszkańców nie podajemy."


def test_pupils_and_children_are_called_so() -> None:
    assert texts.from_among(1, texts.PUPILS) == f"z{NBSP}1{NBSP}ucznia, który mieszka"
    assert texts.from_among(2, texts.PUPILS) == f"z{NBSP}2{NBSP}uczniów, którzy mieszkają"
    assert texts.from_among(22, texts.CHILDREN) == f"z{NBSP}22{NBSP}dzieci, które mieszkają"
    assert [texts.persons(n) for n in (1, 2, 5, 22)] == [f"1{NBSP}osoba", f"2{NBSP}osoby", f"5{NBSP}osób", f"22{NBSP}osoby"]
    assert [texts.persons_of(n) for n in (1, 2, 22)] == [f"1{NBSP}osoby", f"2{NBSP}osób", f"22{NBSP}osób"]


def test_a_dispute_gives_both_numbers_and_asks_both() -> None:
    case = small({("A", "A"): 60, ("A", "B"): 20, ("B", "A"): 10, ("B", "B"): 60})
    with pytest.raises(NotApplicable, match="zgadzają się"):
        across.disputes([view_of(case, "library")])
    flows = case.tables["flows"].copy()
    flows.loc[1, ["residence", "verdict"]] = [33.0, "dispute"]
    seen = [view_of(replace(case, tables=case.tables | {"flows": flows}), "library")]
    rows = across.disputes(seen)
    assert list(across.disputes_grid(rows, seen).rows[0][1:]) == ["GminaA", "GminaB", 33.0, 20.0, 13.0, 20.0]
    said = across.say_disputes(rows, seen).replace(NBSP, " ")
    assert said.startswith("Nie zgadza się 1 z 4 przepływów, które podały obie strony.")
    assert "Prosimy obie gminy o sprawdzenie" in said
    assert "zameldowania" in said
    flows[["residence"]] = np.nan
    with pytest.raises(NotApplicable, match="nie można porównać"):
        across.disputes([view_of(replace(case, tables=case.tables | {"flows": flows}), "library")])


def test_mutual_value_is_shown_only_where_it_is_known_both_ways(four: Opened) -> None:
    [table] = [one.grid for one in studies.settlement_study(four) if isinstance(one, Tabulated) and one.key == "flows-mutual"]
    assert [list(row) for row in table.rows] == [["Bobrowo", "Jabłonowo Pomorskie", 1000.0, 3000.0, 0.5, 0.25, 2, 0]]
    assert "a nie należność" in table.note


def test_a_municipality_of_which_a_survey_knows_nothing_has_one_row(four: Opened) -> None:
    view = view_of(four, "library")
    rows = estimated.surveyed(four, view)
    assert rows is not None
    assert [list(row)[1:3] for row in grids.survey_grid(rows, view).rows if row[0] == "Brzozie"] == [
        ["wszystkie miejsca", "za mało odpowiedzi"]
    ]
    gained = estimated.balances(four, view)
    assert gained is not None
    assert estimated.balances_grid(gained, view).rows[:2] == [
        ["Bobrowo", -5.0, -12.0, 2.0, "–"],
        ["Brzozie", "za mało odpowiedzi", "–", "–", "–"],
    ]


def test_a_share_without_those_of_unknown_place_stands_beside_their_number_without_them() -> None:
    case = small({("A", "A"): 60, ("A", "B"): 20, ("A", UNKNOWN): 20, ("B", "B"): 60})
    measured = pd.DataFrame(
        [{"service": "library", "year": YEAR, "unit": "9901012", "indicator": "self_sufficiency", "value": 0.75, "low": 0.6, "high": 0.8}]
    ).assign(other="", status="shown", flags="")
    case = replace(case, tables=case.tables | {"flow_indicators": measured})
    view = view_of(case, "library")
    said = people.say_unit(view, view.members[0], case).replace(NBSP, " ")
    assert said.startswith(
        "z 80 osób, które mieszkają w gminie GminaA i korzystają z usługi w ustalonym miejscu, na miejscu korzysta 60 (75%"
    )
    assert grids.WITHOUT_UNKNOWN in grids.sufficiency_grid(view).note


def test_value_is_never_counted_as_money_due(four: Opened) -> None:
    pieces = [one for one in studies.settlement_study(four) if isinstance(one, Tabulated) and "Podstawa" in one.grid.columns]
    of = {one.key: {row[column] for row in one.grid.rows} for one in pieces for column in [one.grid.columns.index("Podstawa")]}
    assert of["flows-due"] == of["flows-due-netted"] == of["flows-due-positions"] == {"ustawa"}
    assert of["flows-value-positions"] == {money.BASES["value"]}
    [value] = [one for one in studies.settlement_study(four) if isinstance(one, Tabulated) and one.key == "flows-value"]
    assert "Podstawa" not in value.grid.columns  # its title and note say what holds of every row
    assert "nic się nie należy" in value.title
    assert money.NOTHING_OWED in value.grid.note
    assert "flows-value-netted" not in of
    [position] = [one.grid for one in pieces if one.key == "flows-due-positions"]
    estimated = [row for row in position.rows if row[4] != money.NOT_ESTIMATED]
    assert estimated
    assert sum(row[4] for row in estimated) == 0  # type: ignore[misc]
    assert all(list(row[2:5]) == [money.NOT_ESTIMATED] * 3 and row[5] for row in position.rows if row not in estimated)
    said = told(studies.settlement_study(four))
    assert money.FOR_TALKS in said
    assert money.NOTHING_OWED in said
    assert "nie roszczenie" in position.note


def test_an_amount_that_is_covered_or_partial_says_so(four: Opened) -> None:
    table = four.settlement
    at = table.index[table["amount"].gt(0) & table["service"].eq("kindergarten")][:2]
    changed = table.copy()
    changed.loc[at[0], ["amount", "low", "high", "status"]] = [0.0, 0.0, 0.0, "covered"]
    changed.loc[at[1], ["amount", "low", "high", "status"]] = [np.nan, np.nan, np.nan, "no_cost"]
    changed.loc[changed["service"].eq(""), "status"] = "partial"
    case = replace(four, tables=four.tables | {"settlement": changed})
    cells = [row[-1] for row in money.settlement_grid(money.settled(case, money.DUE), case).rows]
    assert f"0{NBSP}zł: {money.COVERED}" in cells
    assert "brak kosztu" in cells
    assert "część przepływów pominięto" in str(money.netted_grid(money.netted(case, money.DUE), case).rows)


def test_a_scenario_that_cannot_be_is_named_as_such(shown: dict[str, Stage]) -> None:
    rows = records(shown["four"])["tab-flows-scenarios"]["grid"]["rows"]
    assert [(row[0], row[5]) for row in rows] == [("Zamknięcie przedszkola w Bobrowie", "tak"), ("Wspólna opieka", "nie (a)")]
    assert "(a) " in records(shown["four"])["tab-flows-scenarios"]["grid"]["note"]
    said = text_of(shown["four"])
    assert "najwięcej oszczędza „Zamknięcie przedszkola w Bobrowie”: 300 000 zł" in said
    assert "Niewykonalne lub nieobliczone, z powodem pod tabelą: „Wspólna opieka”" in said


def test_load_names_those_who_wait_and_hides_what_was_left_out(four: Opened) -> None:
    view = view_of(four, "kindergarten")
    used = four.flow_use[four.flow_use["service"].eq("kindergarten")]
    rows = {row[0]: row for row in grids.use_grid(used, view).rows}
    assert rows["Bobrowo"][1:4] == ["utajniono", 200.0, None]
    assert rows["Brzozie"][1:4] == [248.0, 200.0, "124%"]
    assert words.say_use(used, view) == "Na usługę czekają: Bobrowo (12)."


def test_alternative_texts_tell_figures_of_their_tables(shown: dict[str, Stage]) -> None:
    for stage in shown.values():
        for one in records(stage).values():
            if one["kind"] == "figure":
                assert len(one["alt"]) <= 250
                cells = json.dumps(one["grid"]["rows"], ensure_ascii=False).replace("\\u00a0", " ")
                numbers = re.findall(r"(?<![\d,])\d+(?=%|;|\.$|\b)", one["alt"].partition(":")[2])
                assert all(re.search(rf"(?<!\d){number}(?!\d)", cells) for number in numbers), one["alt"]


def test_every_piece_has_a_key_of_its_own_and_nobody_computes_in_the_notebook(four: Opened) -> None:
    pieces = studies.service_studies(four, views.views(four))
    keys = [(type(one), one.key) for one in pieces if isinstance(one, Drawn | Tabulated)]
    assert len(set(keys)) == len(keys)
    cells = [cell for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert all(len(cell["source"]) <= 12 and cell["outputs"] == [] for cell in cells)

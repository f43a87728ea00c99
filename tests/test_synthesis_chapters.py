"""The summary, the evidence and the way to the strategy as they are shown: nothing without a reference, nothing left unsaid."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import report_checks
from diagnoza import report
from diagnoza.catalogue import SECTORS
from diagnoza.pieces import Said
from diagnoza.polish import NBSP
from diagnoza.stored.comments import NO_COMMENTS
from diagnoza.stored.editions import FIRST
from diagnoza.synthesis.published import baselines, evidence, grids, matrix, points, summary, swot, texts
from diagnoza.tables.goals import POINTS
from diagnoza.tables.synthesis import CROSSED, LINES
from report_samples import HOSTILE, Stage
from synthesis_samples import NAMES, Synthesised, deliveries, finding, goal_fields, item, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.pieces import Piece

ROOT = Path(__file__).parents[1]
CHAPTERS = ("00-summary", "11-strategy")
ITEMS = (
    item("statistics"), item("residents"), item("residents", "contradicts", item="road", key="fig-road"), item("voices"),
    item("flows", "contradicts", field="kultura", key="tab-flows"), item("youth", field="zdrowie"), item("goals", field="edukacja"),
)  # fmt: skip
FINDINGS = (
    finding("gap-bus", certainty="measured", art10e_point=2, swot="W"),
    finding("flows-core", "flows", kind="tie", art10e_point=4, swot="O", field="zdrowie", dimension="S", keys=("tab-flows", "fig-flows")),
    finding("ageing", "statistics", field="", kind="trend", dimension="G", art10e_point=9, swot="T", certainty="measured"),
    finding("plans", "youth", sources=("survey:residents",), field="edukacja", dimension="S"),
)
GOALS = goal_fields(transport=("none", "none"), edukacja=("common", "common"), zdrowie=("single", "shared"))


def display(name: str, case: Any) -> Stage:
    """Run a chapter as its kernel does."""
    stage, names = Stage(), dict[str, Any]()
    with pytest.MonkeyPatch.context() as patch, report.if_delivered():
        patch.setattr("diagnoza.report.output.display", stage.display)
        patch.setattr("diagnoza.case.open_case", lambda _: case)
        for cell in json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102  (the notebook)
    return stage


def text_of(stage: Stage) -> str:
    return "\n".join(one.get("text/markdown") or one["text/html"] for one in stage.shown).replace(NBSP, " ")


def said(pieces: Iterable[Piece]) -> str:
    return "\n".join(one.text for one in pieces if isinstance(one, Said))


@pytest.fixture(scope="module")
def case() -> Synthesised:
    return opened(ROOT, ITEMS, FINDINGS, goals=GOALS)


def test_every_finding_of_the_summary_leads_to_its_table_and_tells_its_strength(case: Synthesised) -> None:
    lines = [line for line in summary.say_findings(case).splitlines() if line.startswith("- ")]
    assert len(lines) == len(FINDINGS)
    for line, row in zip(lines, case.findings.to_dict("records"), strict=True):
        assert row["sentence"] in line
        assert f"Siła {row['strength']}," in line
        assert all(f"](#{key})" in line for key in row["keys"].split())
        assert ("dane syntetyczne" in line) == (row["origin"] == "synthetic")


def test_the_easy_version_says_each_finding_in_its_easy_words(case: Synthesised) -> None:
    easy = summary.say_easy(case)
    assert [line.removeprefix("- ") for line in easy.splitlines() if line.startswith("- ")] == case.findings["plain"].tolist()
    assert summary.INVENTED in easy
    real = opened(ROOT, ITEMS, FINDINGS[:1])
    assert summary.INVENTED not in summary.say_easy(real)


def test_a_finding_has_one_number_in_the_summary_and_in_the_strategy() -> None:
    many = opened(ROOT, ITEMS, [finding(f"f-{at:02}", "flows", weight=at / 100, swot="SWOT"[at % 4]) for at in range(20)])
    shown, all_of_them = (
        dict(re.findall(r"\*\*(W\d+)\. [^*]*\*\* (.*?\.) \*", told)) for told in (summary.say_findings(many), swot.say_swot(many.findings))
    )
    assert len(shown) == 8
    assert len(all_of_them) == 20
    assert shown.items() <= all_of_them.items()


def test_what_did_not_come_is_named_and_what_came_is_not(case: Synthesised) -> None:
    missing = summary.say_missing(case)
    assert "ankieta seniorów" in missing
    assert "przepływy usług" not in missing
    everything = case.evidence_lines.assign(gap="")
    assert summary.say_missing(Synthesised(**{**vars(case), "evidence_lines": everything})) == ""


@pytest.mark.parametrize(("n", "wanted"), [(1, "wynika 1 wniosek"), (2, "wynikają 2 wnioski"), (5, "wynika 5 wniosków")])
def test_findings_are_counted_in_polish(n: int, wanted: str) -> None:
    some = opened(ROOT, ITEMS, [finding(f"f-{at}", field="") for at in range(n)])
    assert wanted in summary.say_findings(some).replace(NBSP, " ")


def test_without_findings_each_chapter_says_so_in_a_sentence() -> None:
    empty = opened(ROOT)
    for name in CHAPTERS:
        told = text_of(display(name, empty))
        assert "nie wynika żaden wniosek" in told
        assert "<table" not in told
    assert said(evidence.show(empty)).strip("*").startswith("Żadne z dostarczonych danych")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_a_sound_page(name: str, case: Synthesised) -> None:
    body = display(name, case).finish()
    assert body.html
    if name == "11-strategy":
        assert [record["key"] for record in body.records] == ["tab-strategy-points"]


def test_a_typed_word_is_shown_and_not_obeyed() -> None:
    hostile = opened(ROOT, [item("voices", statement=HOSTILE)], [finding(sentence=HOSTILE, plain=HOSTILE)])
    for stage in (*(display(name, hostile) for name in CHAPTERS), staged(evidence.show(hostile))):
        page = stage.page()
        assert "<script>alert" not in page
        assert "onerror" not in re.sub(r"&lt;img.*?&gt;", "", page)
        assert report_checks.nothing_private(page) == []
    assert r"\*w\*" in summary.say_findings(hostile)


def staged(pieces: list[Piece]) -> Stage:
    stage = Stage()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diagnoza.report.output.display", stage.display)
        report.show(pieces)
    return stage


def test_the_picture_has_a_mark_for_every_delivered_line_and_a_word_for_every_mark(case: Synthesised) -> None:
    grid = grids.lines_grid(case.evidence_lines, case.field_status)
    assert [row[0] for row in grid.rows] == ["Edukacja", "Kultura", "Transport publiczny", "Zdrowie"]
    told = {row[0]: dict(zip(grid.columns[1:], row[1:], strict=True)) for row in grid.rows}
    assert told["Transport publiczny"]["Ankieta mieszkańców"] == matrix.WORDS[matrix.BOTH]
    assert told["Edukacja"]["Cele strategiczne"] == matrix.WORDS[matrix.GOAL]
    assert told["Kultura"]["Przepływy usług"] == matrix.WORDS[matrix.NONE]
    assert told["Transport publiczny"]["Cele strategiczne"] == matrix.WORDS[matrix.NOBODYS]
    assert told["Zdrowie"]["Cele strategiczne"] == matrix.WORDS[matrix.SILENT]
    assert told["Kultura"]["Siła dowodów"] == "brak"
    assert told["Transport publiczny"]["Siła dowodów"] == "A – mocna"
    assert "Ankieta seniorów" not in grid.columns
    assert "ankieta seniorów" in grid.note
    drawn = {text.get_text() for text in matrix.plot_evidence(case.evidence_lines, case.field_status).axes[0].texts}
    assert drawn == {matrix.NEED, matrix.BOTH, matrix.NONE, matrix.GOAL, matrix.NOBODYS, matrix.SILENT, "A", "C"}


def test_the_text_alternative_names_the_fields_and_fits(case: Synthesised) -> None:
    alt = matrix.alt_evidence(case.evidence_lines, case.field_status)
    assert "mocna siła dowodów: transport publiczny" in alt
    many = opened(ROOT, [item(line, field=field) for field in SECTORS for line in ("statistics", "residents", "voices", "flows")])
    assert 0 < len(matrix.alt_evidence(many.evidence_lines, many.field_status)) <= report.output.ALT_MAX


def test_every_item_has_a_number_that_leads_to_the_table_that_shows_it(case: Synthesised) -> None:
    grid, told = grids.items_grid(case.evidence), said(evidence.show_items(case))
    links = dict(re.findall(r"(\d+) – \[\w+\]\(#([a-z-]+)\)", told))
    shown = grids.telling(case.evidence)
    assert [links[str(row[5])] for row in grid.rows] == shown["key"].tolist()
    assert [row[2] for row in grid.rows if row[1] == "Cele strategiczne"] == ["cel partnera"]
    assert all(row[1].endswith("(s)") == (origin == "synthetic") for row, origin in zip(grid.rows, shown["origin"], strict=True))


def test_each_side_of_a_line_has_its_largest_figure_and_the_others_are_counted() -> None:
    items = [item("residents", item=f"i{value}", value=value, statement=f"wartość {value}") for value in (3.0, 9.0, 5.0)]
    items += [item("residents", "contradicts", item="no", statement="nie"), item("voices", item="said", statement="mówiono")]
    rows = grids.items_grid(opened(ROOT, items).evidence).rows
    assert [str(row[3]).replace(NBSP, " ") for row in rows] == ["wartość 9.0 (i jeszcze 2 informacje)", "nie", "mówiono"]
    assert [row[2] for row in rows] == ["potrzeba", "brak potrzeby", "potrzeba"]


def test_an_item_without_a_count_has_a_dash_and_not_a_zero() -> None:
    [row] = grids.items_grid(opened(ROOT, [item("programme", n=None)]).evidence).rows
    assert row[4] == "–"


def test_each_way_goals_and_evidence_meet_has_its_sentence(case: Synthesised) -> None:
    told = said(evidence.show_goals(case))
    assert "nikt nie ma celu w dziedzinach: transport publiczny" in told
    assert "warto je sprawdzić" in told.lower()
    assert "Nie wiadomo, ilu partnerów ma cel w dziedzinach: " in told
    assert set(evidence.SAID) == set(grids.CROSSED) == set(CROSSED)
    assert "transport publiczny" not in told.split("Nie wiadomo, ilu partnerów")[1]


def test_without_goals_evidence_is_shown_and_goals_are_named_as_missing() -> None:
    pieces = evidence.show(opened(ROOT, ITEMS))
    assert "Nie dostarczono celów strategicznych" in said(pieces)
    assert [one.key for one in pieces if not isinstance(one, Said)] == ["evidence", "evidence-items"]


def test_that_no_evidenced_field_is_left_out_is_said_only_where_all_goals_are_known() -> None:
    known = goal_fields(**dict.fromkeys(SECTORS, ("common", "common")))
    assert evidence.NOBODYS in said(evidence.show_goals(opened(ROOT, ITEMS, goals=known)))
    unsure = pd.concat([known[known["field"].ne("sport")], goal_fields(sport=("none", "common"))])
    assert evidence.NOBODYS not in said(evidence.show_goals(opened(ROOT, ITEMS, goals=unsure)))


def test_findings_are_numbered_once_and_each_point_names_those_that_feed_it(case: Synthesised) -> None:
    numbers = texts.numbered(case.findings)
    told = dict(re.findall(r"\*\*(W\d+)\. [^*]*\*\* (.*?\.) \*", swot.say_swot(case.findings)))
    sentences = dict(zip(case.findings["finding"], case.findings["sentence"], strict=True))
    assert told == {numbers[name]: sentence for name, sentence in sentences.items()}
    rows = {int(str(row[0])[0]): row for row in points.points_grid(case.findings, case.evidence_lines).rows}
    assert rows[4][1] == numbers["flows-core"]
    assert rows[9][2] == numbers["ageing"]
    assert rows[2][3] == numbers["gap-bus"]
    assert len(rows) == len(points.POINTS) == POINTS
    fed = {cell for row in rows.values() for cell in row[1:4] if cell != "–"}
    assert fed == {numbers[name] for name in ("flows-core", "ageing", "gap-bus")}


def test_a_point_without_a_finding_says_why(case: Synthesised) -> None:
    rows = {int(str(row[0])[0]): row[4] for row in points.points_grid(case.findings, case.evidence_lines).rows}
    assert rows[6] == points.NOT_ASKED
    assert rows[8] == "nie dostarczono: spotkania i wywiady, współpraca instytucji, program współpracy z organizacjami"
    everything = case.evidence_lines.assign(gap="")
    full = {int(str(row[0])[0]): row[4] for row in points.points_grid(case.findings, everything).rows}
    assert (full[1], full[2], full[6]) == (points.NOT_FOUND, "–", points.NOT_ASKED)
    assert "1. cele strategiczne" in points.say_unfed(case.findings)


def test_an_empty_quadrant_says_so_and_a_full_one_has_links(case: Synthesised) -> None:
    told = swot.say_swot(case.findings)
    assert swot.QUADRANTS["S"][1] in told
    assert swot.QUADRANTS["W"][1] not in told
    for line in (line for line in told.splitlines() if line.startswith("- ")):
        assert re.search(r"\]\(#(tab|fig)-", line)


def test_the_law_of_several_municipalities_is_not_told_of_one() -> None:
    assert "art. 10g" in points.say_law(NAMES)
    assert "art. 10g" not in points.say_law(NAMES.head(1))
    assert "sprawdź aktualne" in points.say_law(NAMES)


PUBLIC = pd.DataFrame(
    [("0402022", "unemployment", 2020, 40.0, 1000.0), ("0402042", "unemployment", 2020, 60.0, 3000.0),
     ("0402022", "unemployment", 2021, 10.0, 1000.0), ("0402022", "distance_to_city", 2021, 30.0, 1000.0),
     ("0402042", "distance_to_city", 2021, 30.0, 1000.0)],
    columns=["teryt", "indicator", "year", "value", "base"],
)  # fmt: skip
ACTION = {
    "recommendation": "bus-line", "type": "joint_service", "field": "transport", "title": "Wspólna linia", "reason": "Bo tak.",
    "findings": "gap-bus", "units": "", "gaining": 2, "cost": "unknown", "term": "short", "indicator": "Zaspokojone potrzeby",
    "baseline": 41.5, "target": None, "unit": "pkt", "audience": "", "headcount": None, "owner": "", "art10e_point": 2, "strength": "B",
}  # fmt: skip


def indicators_of(*actions: dict[str, Any], public: pd.DataFrame = PUBLIC) -> list[Piece]:
    table = pd.DataFrame(actions) if actions else None
    return baselines.show(opened(ROOT, ITEMS, FINDINGS, recommendations=table, public=public))


def test_an_indicator_is_the_mean_of_all_members_in_the_newest_year_that_all_have() -> None:
    table = indicators_of()[0]
    [row] = table.grid.rows  # type: ignore[union-attr]
    assert row[1:] == [55.0, "40,0 do 60,0", baselines.TO_SET, "2020", "Statystyka publiczna"]


def test_the_indicator_of_an_action_has_its_baseline_and_people_set_the_target() -> None:
    table = indicators_of(ACTION)[0]
    row = table.grid.rows[1]  # type: ignore[union-attr]
    assert row == ["Zaspokojone potrzeby [pkt]", 41.5, "–", baselines.TO_SET, "–", "Inwentaryzacja usług"]
    assert table.grid.text(1, 1) == "41,5"  # type: ignore[union-attr]
    assert table.grid.note.endswith(baselines.PEOPLE_SET)  # type: ignore[union-attr]
    assert len(indicators_of(ACTION | {"type": "measure_next"})[0].grid.rows) == 1  # type: ignore[union-attr]
    with_target = indicators_of(ACTION | {"target": 55.0})[0]
    assert with_target.grid.rows[1][3] == 55.0  # type: ignore[union-attr]


def test_an_indicator_that_nobody_measured_is_a_gap_and_not_a_zero() -> None:
    pieces = indicators_of(ACTION | {"baseline": None})
    assert len(pieces[0].grid.rows) == 1  # type: ignore[union-attr]
    assert "Bez stanu wyjściowego są wskaźniki: Zaspokojone potrzeby." in said(pieces)


def test_gaps_of_data_are_listed_by_kind() -> None:
    told = said(indicators_of(public=PUBLIC.head(0)))
    assert "Z danych nie wynika żaden wskaźnik" in told
    assert "O tych dziedzinach nie mówi żadne źródło: sprawy społeczne" in told
    assert "Dowody potrzeby działania są słabe i warto je sprawdzić w dziedzinach: zdrowie." in told


def test_what_is_hidden_is_named_by_line_and_field(case: Synthesised) -> None:
    at = case.evidence_lines["line"].eq("leaders") & case.evidence_lines["field"].isin(["transport", "sport"])
    hidden = case.evidence_lines.assign(gap=case.evidence_lines["gap"].mask(at, "hidden"))
    told = baselines.say_gaps(Synthesised(**{**vars(case), "evidence_lines": hidden}), case.all_recommendations)
    assert "ankieta liderów (transport publiczny, sport i rekreacja)" in told


def test_every_line_has_a_name_and_a_head_and_every_point_its_lines() -> None:
    assert tuple(texts.LINES) == tuple(matrix.HEADS) == LINES
    assert set(points.FEEDING) == set(points.POINTS)
    assert {line for lines in points.FEEDING.values() for line in lines} <= set(LINES)
    assert deliveries().empty


def test_comments_and_changes_have_their_place_and_are_named_where_there_are_none(case: Synthesised) -> None:
    told = text_of(display("11-strategy", case))
    assert NO_COMMENTS in told
    assert FIRST in told

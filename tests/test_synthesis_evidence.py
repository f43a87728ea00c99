"""The tables of the synthesis: a row for every field and line, a reason where nothing is said, origin and order of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza import tables
from diagnoza.catalogue import SECTORS
from diagnoza.errors import NotApplicable
from diagnoza.polish import NBSP
from diagnoza.stored.synthesis import SynthesisTables
from diagnoza.synthesis import blind_spots, conclusions, crossing, evidence, strength
from diagnoza.tables.synthesis import LINES
from synthesis_samples import SOURCES, about, deliveries, evidence_of, finding, goal_fields, item

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.synthesis.base import Finding


def lines_of(root: Path, *items: object, **made: pd.DataFrame) -> pd.DataFrame:
    found = evidence_of(*items)  # type: ignore[arg-type]
    table = evidence.by_line(found, {"deliveries": deliveries(), **made}, about(root))
    return tables.check(table, "evidence_lines", file="test").set_index(["field", "line"])


def test_there_is_a_row_for_every_field_and_line_whatever_came(root: Path) -> None:
    for items in ((), (item("flows"),)):
        table = lines_of(root, *items)
        assert table.index.tolist() == [(field, line) for field in SECTORS for line in LINES]
        assert table["gap"].eq("").sum() == len(items)


def test_what_a_line_says_is_counted_by_side(root: Path) -> None:
    both = [item("flows"), item("flows", item="kindergarten"), item("flows", "contradicts", item="library")]
    row = lines_of(root, *both, item("voices", "contradicts")).loc["transport"]
    assert row.loc["flows", ["state", "supporting", "contradicting", "gap"]].tolist() == ["mixed", 2, 1, ""]
    assert row.loc["voices", ["state", "supporting", "contradicting", "gap"]].tolist() == ["contradicts", 0, 1, ""]


def test_what_did_not_come_what_is_silent_and_what_is_hidden_are_three_things(root: Path) -> None:
    answers = pd.DataFrame(
        [("r", "sat_bus", "all", "protected"), ("r", "sat_bus", "gmina", "shown"), ("r", "sat_library", "all", "protected"),
         ("r", "use_library", "all", "small")],
        columns=["survey", "question", "group", "status"],
    )  # fmt: skip
    surveys = pd.DataFrame({"survey": ["r"], "group": ["residents"]})
    gaps = lines_of(root, estimates=answers, surveys=surveys)["gap"]
    assert gaps["transport", "residents"] == "hidden"
    assert gaps["kultura", "residents"] == "silent"
    assert gaps["zdrowie", "residents"] == "silent"
    assert gaps["transport", "youth"] == "not_delivered"
    counted = pd.DataFrame({"service": ["bus", "library"], "status": ["protected", "undefined"]})
    gaps = lines_of(root, deliveries=deliveries("flows"), flow_indicators=counted)["gap"]
    assert gaps["transport", "flows"] == "hidden"
    assert gaps["kultura", "flows"] == "silent"


@pytest.mark.parametrize(
    ("line", "table"),
    [("inventory", "inventory"), ("flows", "flows"), ("voices", "statements"), ("institutions", "team"), ("programme", "coverage"),
     ("goals", "goals")],
)  # fmt: skip
def test_a_line_is_there_once_its_file_came(root: Path, line: str, table: str) -> None:
    assert set(lines_of(root)["gap"].xs(line, level="line")) == {"not_delivered"}
    assert set(lines_of(root, deliveries=deliveries(table))["gap"].xs(line, level="line")) == {"silent"}


def test_meetings_without_statements_tell_nothing_of_fields(root: Path) -> None:
    assert set(lines_of(root, deliveries=deliveries("meetings"))["gap"].xs("voices", level="line")) == {"not_delivered"}


def test_public_figures_of_others_are_none_of_ours(root: Path) -> None:
    own, other = (pd.DataFrame({"teryt": [code]}) for code in ("0402022", "0801022"))
    assert set(lines_of(root, indicators=own)["gap"].xs("statistics", level="line")) == {"silent"}
    assert set(lines_of(root, indicators=other)["gap"].xs("statistics", level="line")) == {"not_delivered"}


def test_evidence_is_synthetic_where_any_part_of_it_is() -> None:
    table = evidence_of(item("flows"), item("inventory", sources=("delivery:inventory", "survey:residents")))
    assert table.set_index("line")["origin"].to_dict() == {"inventory": "synthetic", "flows": "real"}


def test_the_order_of_items_does_not_matter() -> None:
    items = [item("voices"), item("flows"), item("flows", item="a"), item("statistics", field="edukacja"), item("goals")]
    pd.testing.assert_frame_equal(evidence_of(*items), evidence_of(*reversed(items)))
    assert evidence_of(*items)["line"].tolist() == ["statistics", "flows", "flows", "voices", "goals"]


def test_a_source_that_the_partnership_does_not_have_stops_the_work() -> None:
    with pytest.raises(ValueError, match="flows: flows-bus names sources that the partnership does not have: delivery:travel"):
        evidence_of(item("flows", sources=("delivery:travel",)))
    with pytest.raises(ValueError, match="services-gap-bus names sources"):
        conclusions.table_of([finding(sources=("delivery:travel",))], evidence_of(), SOURCES)


def findings_of(*findings: object, items: tuple[object, ...] = ()) -> pd.DataFrame:
    table = conclusions.table_of(findings, evidence_of(*items), SOURCES)  # type: ignore[arg-type]
    return tables.check(table, "findings", file="test")


def test_findings_are_ordered_by_strength_then_weight_then_name() -> None:
    some = [finding("c", weight=0.9), finding("b", weight=0.4), finding("a", weight=0.4), finding("z", certainty="measured", weight=0.1)]
    assert findings_of(*some)["finding"].tolist() == ["z", "c", "a", "b"]
    pd.testing.assert_frame_equal(findings_of(*some), findings_of(*reversed(some)))


def test_no_finding_makes_an_empty_table_that_keeps_its_declaration() -> None:
    assert findings_of().empty
    assert evidence_of().empty


def test_a_finding_keeps_all_it_came_with() -> None:
    came = finding(units=("0402022", "0402042"), n=12, value=3.5, unit="osób", art10e_point=4, swot="W", keys=("tab-bus", "fig-bus"))
    [row] = findings_of(came).to_dict("records")
    assert (row["units"], row["keys"], row["origin"]) == ("0402022 0402042", "tab-bus fig-bus", "real")
    assert (row["n"], row["value"], row["art10e_point"], row["swot"]) == (12, 3.5, 4, "W")


def chosen_of(*findings: object) -> list[str]:
    return conclusions.chosen(findings_of(*findings))["finding"].tolist()


def test_a_summary_is_varied_over_lines_and_fields() -> None:
    fields = list(SECTORS)[:6]
    many = [finding(f"{line}-{at:02}", line, field=field, weight=1 - at / 100) for line in ("flows", "inventory", "voices")
            for at, field in enumerate(fields)]  # fmt: skip
    shown = conclusions.chosen(findings_of(*many))
    assert shown["line"].value_counts().to_dict() == {"flows": 3, "inventory": 3, "voices": 3}
    assert shown["field"].value_counts().max() <= 2


def test_a_summary_has_at_most_twelve_findings_and_at_least_eight_where_there_are_so_many() -> None:
    lines = ("statistics", "residents", "youth", "flows", "inventory", "voices", "institutions", "programme")
    many = [finding(f"{line}-{at}", line, field="") for line in lines for at in range(4)]
    assert len(chosen_of(*many)) == conclusions.MOST
    assert len(chosen_of(*many[:4])) == 4
    assert len(chosen_of(*(finding(f"f-{at:02}", "flows") for at in range(20)))) == conclusions.ENOUGH


def test_the_strongest_are_chosen_and_stay_first() -> None:
    weak = [finding(f"weak-{at}", "flows", field="") for at in range(6)]
    assert chosen_of(*weak, finding("sure", "statistics", certainty="measured", weight=0.0))[0] == "sure"


def test_tables_are_read_from_their_folder_and_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    for name, table in {"findings": findings_of(finding()), "evidence": evidence_of(), "gains": pd.DataFrame()}.items():
        table.to_parquet(tmp_path / f"{name}.parquet")
    stored = SynthesisTables(tmp_path, tmp_path, "")
    assert stored.findings["finding"].tolist() == ["services-gap-bus"]
    assert stored.evidence.empty
    with pytest.raises(NotApplicable, match="nie wynika żadne wspólne działanie"):
        _ = stored.gains


def spots_of(*items: object, **kinds: tuple[str, str]) -> dict[Finding, str]:
    found = evidence_of(*items)  # type: ignore[arg-type]
    goals = goal_fields(**kinds).assign(partners=5)
    return blind_spots.findings(found, crossing.crossed(strength.of_fields(found), goals), goals)


EVIDENCED = (item("statistics"), item("residents"), item("voices"), item("youth", "contradicts"))


def test_an_evidenced_field_that_is_nobodys_goal_is_a_finding_as_strong_as_its_field() -> None:
    [(found, grade)] = spots_of(*EVIDENCED, transport=("none", "none")).items()
    assert found.finding == "goals-blind-spot-transport"
    assert grade == "B"
    words = found.sentence.replace(NBSP, " ")
    assert "wskazują 3 źródła (statystyka publiczna, ankieta mieszkańców, spotkania i wywiady), przeczy jej 1 źródło" in words
    assert "żaden z 5 partnerów" in words
    assert set(found.sources) == {"population", "survey:residents", "delivery:statements", "delivery:goals"}
    table = conclusions.table_of([], evidence_of(*EVIDENCED), SOURCES, settled={found: grade})
    assert tables.check(table, "findings", file="test")[["strength", "origin"]].to_numpy().tolist() == [["B", "synthetic"]]


@pytest.mark.parametrize("kinds", [("none", "single"), ("single", "single"), ("common", "common"), ("none", "common")])
def test_what_may_be_somebodys_goal_is_no_blind_spot(kinds: tuple[str, str]) -> None:
    assert spots_of(*EVIDENCED, transport=kinds) == {}


def test_without_evidence_or_without_goals_there_is_no_blind_spot() -> None:
    assert spots_of(item("voices"), transport=("none", "none")) == {}
    found = evidence_of(*EVIDENCED)
    assert blind_spots.findings(found, crossing.crossed(strength.of_fields(found), None), None) == {}

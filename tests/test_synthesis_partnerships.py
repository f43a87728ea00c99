"""The synthesis of the five partnerships: it rests on what was delivered, adds up, and every conclusion leads to its table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from diagnoza.synthesis import conclusions, crossing, evidence, strength
from diagnoza.synthesis.published import evidence as pieces
from diagnoza.synthesis.published import summary
from diagnoza.tables.synthesis import LINES

if TYPE_CHECKING:
    from diagnoza.case import Case
    from report_samples import Site

PARTNERSHIPS = ("jablonowo", "lwowek", "mg-6", "starachowice", "swilcza")
GOALS = {"jablonowo", "mg-6"}


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_field_has_a_row_for_every_line_and_a_gap_exactly_where_nothing_is_said(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    lines = case.evidence_lines
    assert len(lines) == 12 * len(LINES)
    assert (lines["gap"].eq("") == lines["state"].ne("no_data")).all()
    told = case.evidence.groupby(["field", "line"]).size()
    counted = lines.set_index(["field", "line"])[["supporting", "contradicting"]].sum(axis=1)
    assert counted[counted.gt(0)].to_dict() == told.to_dict()


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_what_is_stored_of_fields_follows_from_the_stored_evidence(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    goals = case.goal_fields if name in GOALS else None
    again = crossing.crossed(strength.of_fields(case.evidence), goals)
    assert again.to_numpy().tolist() == case.field_status.to_numpy().tolist()
    assert case.field_status["crossed"].eq("unknown").all() == (name not in GOALS)


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_nothing_rests_on_what_was_not_delivered(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    known = set(case.manifest["tables"])
    delivered = {f"delivery:{table}" for table in case.deliveries["table"]} | {f"survey:{one}" for one in case.deliveries["survey"] if one}
    for table in (case.evidence, case.findings):
        for row in table.to_dict("records"):
            assert {f"{one}.parquet" for one in row["tables"].split()} <= known
            assert {one for one in row["sources"].split() if one.startswith(("delivery:", "survey:"))} <= delivered
    missing = set(case.evidence_lines.loc[case.evidence_lines["gap"].eq("not_delivered"), "line"])
    assert not missing & set(case.findings["line"]) - {"flows"}  # flows that residents told are no delivery of flows


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_the_summary_is_short_ordered_and_the_same_each_time(cases: dict[str, Case], name: str) -> None:
    found = cases[name].findings
    shown = conclusions.chosen(found)
    assert conclusions.ENOUGH <= len(shown) <= conclusions.MOST
    assert shown["strength"].is_monotonic_increasing
    for _, own in shown.groupby("strength"):
        assert own["weight"].is_monotonic_decreasing
    assert shown["finding"].tolist() == conclusions.chosen(found.copy())["finding"].tolist()


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_sentences_end_and_the_easy_ones_have_no_hard_signs(cases: dict[str, Case], name: str) -> None:
    for row in cases[name].findings.to_dict("records"):
        assert row["sentence"].endswith((".", "”")), row["sentence"]
        assert row["plain"].endswith((".", "?", "”")), row["plain"]
        assert not re.search(r"%|\bnp\.|\btzn\.|\bm\.in\.|\bp\.p\.|‰", row["plain"]), row["plain"]
        assert not re.search(r"\d\.\d", row["sentence"]), row["sentence"]


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_what_did_not_come_is_named_in_the_summary(cases: dict[str, Case], name: str) -> None:
    told = summary.say_missing(cases[name])
    assert ("przepływy usług" in told) == ("flows" not in set(cases[name].deliveries["table"]))
    assert ("cele strategiczne" in told) == (name not in GOALS)


def test_places_of_use_that_residents_told_do_not_make_evidence_stronger(cases: dict[str, Case]) -> None:
    for case in cases.values():
        own = case.evidence["sources"].map(strength.only_answers).astype(bool) & ~case.evidence["line"].isin(evidence.SURVEYS)
        assert strength.of_fields(case.evidence[~own]).to_numpy().tolist() == strength.of_fields(case.evidence).to_numpy().tolist()


@pytest.mark.parametrize("name", ["mg-6", "starachowice"])
def test_every_finding_and_every_item_leads_to_a_table_or_figure_of_the_report(site: Site, cases: dict[str, Case], name: str) -> None:
    page = site.pages[name].read_text("utf-8")
    there = set(re.findall(r'id="((?:tab|fig)-[a-z0-9-]+)"', page))
    named = {key for keys in cases[name].findings["keys"] for key in keys.split()} | set(cases[name].evidence["key"])
    assert named <= there
    assert "tab-strategy-points" in there
    assert not re.search(r"(tabela|rycina) niedostępna", page)


def test_the_evidence_of_a_partnership_without_goals_has_no_table_of_goals(cases: dict[str, Case]) -> None:
    keys = {name: [getattr(one, "key", "") for one in pieces.show(case)] for name, case in cases.items()}
    assert {name for name, of_one in keys.items() if "goals-evidence" in of_one} == GOALS

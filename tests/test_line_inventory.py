"""The line of the inventory: gaps, strengths, practices, training and completeness of three municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import line_checks
from diagnoza.catalogue import read_services
from diagnoza.partnership import load_partnership
from diagnoza.synthesis.base import About
from diagnoza.synthesis.lines import inventory
from diagnoza.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding

PARTNERSHIPS = ("jablonowo", "lwowek", "mg-6", "starachowice", "swilcza")
A, B = "9901012", "9901022"


@pytest.fixture
def whose(root: Path) -> About:
    names = pd.Series({A: "Alfa", B: "Beta"})
    return About(load_partnership("mg-6", root), names, read_services(root / "params/questionnaires/bank.yaml"))


def gap(service: str, kind: str, supply: float, needs: float | None, **other: Any) -> dict[str, Any]:
    known = needs is not None
    ends = {"needs_low": needs - 5, "needs_high": needs + 5} if needs is not None else {"needs_low": None, "needs_high": None}
    zs = {"supply": supply, "supply_low": supply - 5, "supply_high": supply + 5}
    fixed = {"quality_gap": None, "sure": known, "reason": "" if known else "o usługę nie pytano w ankiecie"}
    return {"teryt": "", "service": service, "scored": 2, "kind": kind, "needs_met": needs, **ends, **zs, **fixed, **other}


def priority(service: str, value: float) -> dict[str, Any]:
    rest = {"importance": 70.0, "needs_met": 40.0, "rank_low": 1, "rank_high": 2, "tie": 1, "reason": ""}
    return {"teryt": "", "service": service, "value": value, "low": max(0.0, value - 2), "high": value + 2, **rest}


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return TABLES[name].validate(pd.DataFrame(rows, columns=list(TABLES[name].to_schema().columns)))


def made(gaps: list[dict[str, Any]], priorities: list[dict[str, Any]] | None = None, **more: pd.DataFrame) -> dict[str, pd.DataFrame]:
    remedy = {"teryt": A, "service": "bus", "kind": "resource", "cause": "staff", "main": True, "type": "shared_service", "text": "razem"}
    return {
        "inventory": pd.DataFrame({"year": [2018, 2019], "service": ["bus", "rail"]}),
        "gaps": table("gaps", gaps),
        "priorities": table("priorities", priorities or []),
        "remedies": table("remedies", [{**remedy, "value": 20.0, "level": "own"}]),
        "sources": pd.DataFrame({"source": ["delivery:inventory", "delivery:practices", "survey:ask"]}),
        "surveys": pd.DataFrame({"survey": ["ask"], "group": ["residents"]}),
        **more,
    }


def by_id(found: list[Finding], name: str) -> Finding:
    return next(one for one in found if one.finding == name)


def test_a_gap_supports_and_a_strength_contradicts(whose: About) -> None:
    rows = [gap("bus", "resource", 30, 40), gap("primary_school", "strength", 70, 70), gap("culture_house", "verify", 30, 70)]
    found = inventory.evidence(made(rows), whose)
    assert [(one.field, one.item, one.state) for one in found] == [
        ("transport", "gap-bus", "supports"),
        ("edukacja", "gap-primary_school", "contradicts"),
    ]
    assert found[0].statement == "„Komunikacja autobusowa” – luka zasobowa (zasoby 30,0 pkt, zaspokojenie potrzeb 40 pkt na 100)"
    assert (found[0].n, found[0].date, found[0].sources) == (2, "2019", ("delivery:inventory", "survey:ask"))


def test_needs_that_may_be_met_are_no_evidence(whose: About) -> None:
    rows = [gap("bus", "resource", 30, 46), gap("rail", "organisation", 60, 44)]
    assert [one.item for one in inventory.evidence(made(rows), whose)] == ["gap-rail"]  # 41-51 reaches the middle, 39-49 does not


def test_whether_resources_or_organisation_lack_may_be_unsure_where_needs_are_surely_not_met(whose: About) -> None:
    (found,) = inventory.evidence(made([gap("bus", "organisation", 52, 30, sure=False)]), whose)
    assert (found.state, "rodzaj niepewny" in found.statement) == ("supports", True)
    assert inventory.evidence(made([gap("bus", "strength", 52, 70, sure=False)]), whose) == []


def test_without_answers_resources_alone_speak_and_no_survey_is_named(whose: About) -> None:
    rows = [gap("bus", "unassessed", 30, None), gap("rail", "unassessed", 48, None), gap("library", "unassessed", 70, None)]
    found = inventory.evidence(made(rows), whose)
    assert {one.item: one.state for one in found} == {"gap-bus": "supports", "gap-library": "contradicts"}
    assert {one.sources for one in found} == {("delivery:inventory",)}
    assert inventory.findings(made(rows), whose) == []


def test_gaps_are_told_by_priority_with_the_municipalities_concerned(whose: About) -> None:
    rows = [gap("bus", "resource", 30, 40), gap("bus", "resource", 30, 40, teryt=B), gap("rail", "organisation", 60, 40)]
    found = inventory.findings(made(rows, [priority("bus", 12.5), priority("rail", 25.0)]), whose)
    assert [one.finding for one in found] == ["inventory-gap-rail", "inventory-gap-bus"]
    bus = by_id(found, "inventory-gap-bus")
    assert (bus.units, bus.weight, bus.value) == ((B,), pytest.approx(0.25), 40)
    assert bus.sentence == (
        "„Komunikacja autobusowa” – luka zasobowa: zasoby 30,0 pkt, zaspokojenie potrzeb 40 pkt (na 100), priorytet 12,5 "
        "(przedział od 10,5 do 14,5). Gminy z luką (założenie A17): Beta."
    )


def test_what_has_no_priority_is_not_told(whose: About) -> None:
    assert inventory.findings(made([gap("bus", "resource", 30, 40)], [priority("bus", 0.0)]), whose) == []
    assert inventory.findings(made([gap("bus", "resource", 30, 40)]), whose) == []


def test_at_most_two_strengths_are_told_the_best_met_needs_first(whose: About) -> None:
    rows = [gap(name, "strength", 70, needs) for name, needs in (("bus", 60), ("rail", 80), ("library", 70))]
    assert [one.finding for one in inventory.findings(made(rows), whose)] == ["inventory-strength-rail", "inventory-strength-library"]


def practice(**other: Any) -> dict[str, Any]:
    row = {"service": "bus", "teryt": A, "receiver": B, "difference": 20.0, "low": 5.0, "high": 35.0, "p_adjusted": 0.01}
    sides = {"supply": 50.0, "supply_receiver": 60.0, "unit_cost": 10.0, "unit_cost_receiver": 12.0, "advantage": "both", "confirmed": True}
    told = {"problem": "Brak", "done": "Jeden rozkład.", "cost": "", "conditions": "", "contact": ""}
    return {**row, **sides, **told, **other}


def test_a_practice_is_told_where_results_confirm_it_and_it_is_described(whose: About) -> None:
    gaps = [gap("bus", "verify", 40, 70)]
    (found,) = inventory.findings(made(gaps, good_practices=table("good_practices", [practice()])), whose)
    assert (found.finding, found.units, found.sources) == (
        f"inventory-practice-bus-{A}",
        (A, B),
        ("delivery:inventory", "delivery:practices", "survey:ask"),
    )
    assert found.sentence == (
        "„Komunikacja autobusowa”, dobra praktyka – Alfa: jeden rozkład. Przy zasobach i koszcie na osobę nie większych potrzeby są tam "
        "zaspokojone lepiej niż w gminach: Beta (o 20 pkt na 100)."
    )
    for other in ({"confirmed": False}, {"done": ""}, {"receiver": ""}):
        assert inventory.findings(made(gaps, good_practices=table("good_practices", [practice(**other)])), whose) == []


def test_one_topic_of_training_is_told_of_each_field(whose: About) -> None:
    row = {"field": "transport", "cause": "information", "topic": "Informowanie", "services": "bus; rail", "municipalities": f"{A}; {B}"}
    numbers = {"n_units": 3, "staff": 4.5, "without_staff": 0, "declared": None, "base_score": 100.0, "low": 80.0, "high": 120.0}
    rows = [{**row, **numbers, "rank": 1, "units": "x"}, {**row, **numbers, "cause": "competence", "rank": 2, "units": "x"}]
    (found,) = inventory.findings(made([gap("bus", "verify", 40, 70)], training=table("training", rows)), whose)
    assert (found.finding, found.field, found.value, found.units, found.weight) == (
        "inventory-training-transport",
        "transport",
        4.5,
        (A, B),
        0.5,
    )
    assert found.sentence.endswith(
        "Usługi: „Komunikacja autobusowa” i\xa0„Połączenia kolejowe”. Instytucje, których dotyczy: 3 (4,5 etatu)."
    )


def test_what_the_inventory_does_not_say_is_a_finding_and_a_complete_one_is_none(whose: About) -> None:
    row = {"teryt": A, "service": "bus", "resource": "staff", "estimated": 0, "status": "partial"}
    full, part, none = {"cells": 4, "known": 4}, {"cells": 6, "known": 5}, {"cells": 0, "known": 0}
    gaps = [gap("bus", "verify", 40, 70)]
    of_bus = [{**row, **full}, {**row, **part, "teryt": B}]
    rows = [*of_bus, {**row, **none, "service": "rail"}, {**row, **full, "service": "rail", "teryt": B}]
    (found,) = inventory.findings(made(gaps, completeness=table("completeness", rows)), whose)
    assert found.sentence.replace("\xa0", " ") == (
        "Inwentaryzacja usług jest niepełna: o 1 z 4 par gmina–usługa nie mówi nic; w 1 z 14 komórek brak w niej danych. "
        "Brak danych to nie zero."
    )
    assert inventory.findings(made(gaps, completeness=table("completeness", rows[:1])), whose) == []


def test_without_an_inventory_there_is_nothing(whose: About) -> None:
    tables = made([gap("bus", "resource", 30, 40)], [priority("bus", 12.5)])
    tables.pop("inventory")
    assert inventory.evidence(tables, whose) == []
    assert inventory.findings(tables, whose) == []


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_what_is_told_of_a_partnership_keeps_the_declaration(cases: dict[str, Case], root: Path, name: str) -> None:
    tables, about, shown = line_checks.stored(cases[name]), line_checks.about(cases[name]), line_checks.keys(root)
    assert bool(inventory.findings(tables, about)) == ("inventory" in tables)
    assert line_checks.items(inventory, tables, about, shown) == []
    assert line_checks.findings(inventory, tables, about, shown) == []
    assert line_checks.without(inventory, tables, about) == []
    assert line_checks.shuffled(inventory, tables, about) == []

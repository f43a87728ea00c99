"""The line of goals: whose goal a field is, documents that have run out, conflicts that people wrote; never a sign of a need or of none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import line_checks
from diagnoza.synthesis.lines import goals
from line_samples import about, known_sources, plainly, problems

if TYPE_CHECKING:
    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding

A, B, POWIAT = "0402022", "0402042", "0402"
WHOSE = about({A: "Bobrowo", B: "Brzozie"})


def field(name: str, having: int, kind: str, high: str = "") -> dict[str, Any]:
    return {"field": name, "partners": 3, "having": having, "unknown": 0, "kind": kind, "kind_high": high or kind}


def document(teryt: str, name: str, state: str, goals_of_it: int = 2, valid_to: str = "2020-12-31") -> dict[str, Any]:
    return {"teryt": teryt, "document": name, "state": state, "goals": goals_of_it, "valid_to": valid_to}


def goal(teryt: str, conflict: str) -> dict[str, Any]:
    return {"teryt": teryt, "document": "Strategia", "text": f"Cel {conflict}", "conflict": conflict}


def made(**tables: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    partners = pd.DataFrame({"teryt": [A, B, POWIAT], "name": ["Bobrowo", "Brzozie", "powiat brodnicki"]})
    base = {"sources": known_sources("goals"), "partners": partners, "goal_day": pd.DataFrame({"day": ["2021-02-12"]})}
    return base | {name: pd.DataFrame(rows) for name, rows in tables.items()}


def findings(tables: dict[str, pd.DataFrame]) -> dict[str, Finding]:
    return {one.finding: plainly(one) for one in goals.findings(tables, WHOSE)}


def test_a_field_is_somebodys_goal_and_nobodys_goal_says_nothing() -> None:
    found = goals.evidence(made(goal_fields=[field("sport", 1, "single"), field("transport", 0, "none")]), WHOSE)
    assert [(one.field, one.state, one.value, one.n, one.date) for one in found] == [("sport", "supports", 1.0, 3, "2021-02-12")]
    assert found[0].statement.replace("\xa0", " ") == "cel w obowiązującym dokumencie ma 1 z 3 partnerów"


def test_common_fields_are_told_with_their_partners_and_what_is_not_settled() -> None:
    rows = [
        field("kultura", 2, "common"),
        field("edukacja", 3, "common"),
        field("sport", 1, "single", "common"),
        field("zdrowie", 1, "single"),
    ]
    one = findings(made(goal_fields=rows))["goals-common"]
    assert one.sentence == (
        "Dziedziny, w których cel ma co najmniej dwie trzecie z 3 partnerów: edukacja (3) i kultura (2). "
        "W 1 dalszej dziedzinie nie wiadomo."
    )
    assert (one.field, one.value, one.n, one.swot) == ("", 2.0, 3, "S")


def test_without_a_common_field_that_is_told_and_is_no_asset() -> None:
    one = findings(made(goal_fields=[field("sport", 1, "single")]))["goals-common"]
    assert one.sentence == "W żadnej dziedzinie celu nie mają na pewno co najmniej dwie trzecie z 3 partnerów."
    assert (one.kind, one.swot) == ("difference", "")
    assert "goals-common" not in findings(made(goal_fields=[field("sport", 1, "single") | {"partners": 1}]))


def test_documents_that_have_run_out_are_named_with_whose_they_are_and_undated_ones_are_not() -> None:
    rows = [document(A, "Program", "expired"), document(POWIAT, "Plan", "expired", 3, "2019-12-31"), document(B, "SRPS", "undated", 1, "")]
    one = findings(made(goal_documents=[*rows, document(B, "Strategia", "valid")]))["goals-expired"]
    assert one.sentence == (
        "Nie obowiązują już 2 z 4 dokumentów, z których spisano cele: Plan (powiat brodnicki) i Program (Bobrowo). Pochodzi z nich 5 celów."
    )
    assert (one.units, one.value, one.n) == ((A,), 2.0, 4)
    assert "goals-expired" not in findings(made(goal_documents=rows[2:]))


def test_conflicts_are_those_that_people_wrote() -> None:
    one = findings(made(goals=[goal(A, "zabudowa i ochrona brzegu"), goal(B, "")]))["goals-conflicts"]
    assert one.sentence == "Przy 1 z 2 celów wpisano sprzeczność: „zabudowa i ochrona brzegu”."
    assert one.units == (A,)
    assert findings(made(goals=[goal(A, "")])) == {}


def test_agreement_of_coders_is_no_finding_on_the_partnership() -> None:
    assert findings(made(goal_agreement=[{"field": "", "n": 9, "kappa": 0.1}])) == {}


@pytest.mark.parametrize("name", ["jablonowo", "mg-6", "starachowice", "swilcza", "lwowek"])
def test_of_each_partnership_only_that_is_said_which_its_chapter_shows(cases: dict[str, Case], name: str) -> None:
    assert problems(goals, cases[name], "09-goals") == []


def test_a_field_has_an_item_exactly_where_the_table_of_fields_has_a_partner(cases: dict[str, Case]) -> None:
    for name, case in cases.items():
        made_of = line_checks.stored(case)
        found = {one.field for one in goals.evidence(made_of, line_checks.about(case))}
        assert bool(found) is (name in {"jablonowo", "mg-6"})
        if found:
            assert found == set(case.goal_fields.loc[case.goal_fields["having"].gt(0), "field"])

"""The line of voices: how widely needs were named, in meetings and sectors, never in shares; what was offered for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import line_checks
from diagnoza.synthesis.lines import voices
from line_samples import about, known_sources, plainly, problems

if TYPE_CHECKING:
    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding

WHOSE = about({"2611011": "Starachowice"}, "starachowice")


def code(category: str, field: str, meetings: int, sectors: int, **more: Any) -> dict[str, Any]:
    row = {"category": category, "field": field, "territory": "*", "meetings": meetings, "meetings_of": 3, "interviews": None}
    row |= {"interviews_of": None, "sectors": sectors, "sectors_of": 5, "at_least": 0, "statements": max(meetings, 1), "strong": 0}
    return row | more


def need(number: int, status: str, field: str = "transport", **more: Any) -> dict[str, Any]:
    return {
        "need": number,
        "subject": f"rzecz {number}",
        "field": field,
        "territory": "",
        "meetings": 1,
        "statements": 1,
        "status": status,
    } | more


def made(**tables: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    base = pd.DataFrame({"type": ["fgi"], "meetings": [3], "statements": [20], "used": [20]})
    return {"voice_base": base, "sources": known_sources("statements")} | {
        f"voice_{name}": pd.DataFrame(rows) for name, rows in tables.items()
    }


def items(tables: dict[str, pd.DataFrame]) -> set[tuple[str, str, str, float]]:
    return {(one.field, one.item, one.state, one.value) for one in voices.evidence(tables, WHOSE)}


def findings(tables: dict[str, pd.DataFrame]) -> dict[str, Finding]:
    return {one.finding: plainly(one) for one in voices.findings(tables, WHOSE)}


def test_a_need_named_by_one_sector_at_one_meeting_is_no_evidence_and_a_resource_never_is() -> None:
    rows = [code("deficit", "kultura", 1, 1), code("change", "sport", 1, 2), code("own_problem", "zdrowie", 2, 1)]
    rows += [code("resource", "edukacja", 3, 5), code("deficit", "turystyka", 3, 5, territory="2611011")]
    assert items(made(codes=rows)) == {("sport", "change", "supports", 1.0), ("zdrowie", "own_problem", "supports", 2.0)}


def test_interviews_count_where_no_meeting_spoke_of_it() -> None:
    talked = code("deficit", "zdrowie", 0, 0, interviews=2, interviews_of=3)
    [one] = voices.evidence(made(codes=[talked]), WHOSE)
    assert (one.value, one.unit, one.n) == (2.0, "wywiadów", 3)
    assert one.statement.replace("\xa0", " ") == "deficyt: w 2 z 3 wywiadów"
    assert items(made(codes=[talked | {"interviews": 1}])) == set()


def test_needs_without_an_offer_support_and_needs_with_one_say_nothing_against() -> None:
    tables = made(needs=[need(1, "unmatched"), need(2, "matched"), need(3, "part", "sport"), need(4, "possible", "sport")])
    assert items(tables) == {("transport", "unmatched", "supports", 1.0)}


def test_the_widest_deficits_are_findings_of_two_fields_in_counts() -> None:
    rows = [code("deficit", field, 2, 3) for field in ("transport", "kultura", "sport")] + [code("deficit", "zdrowie", 2, 2)]
    found = findings(made(codes=rows))
    assert set(found) == {"voices-deficit-kultura", "voices-deficit-sport"}
    assert found["voices-deficit-kultura"].sentence == (
        "Deficyty w dziedzinie „kultura” należą do najszerzej zgłaszanych: mówiono o nich na 2 z 3 spotkań, w 3 z 5 środowisk."
    )
    assert "%" not in found["voices-deficit-kultura"].sentence


def test_unmet_needs_are_counted_and_the_widest_named_first() -> None:
    rows = [need(1, "unmatched"), need(2, "unmatched", meetings=3), need(3, "matched"), need(4, "unmatched"), need(5, "unmatched")]
    one = findings(made(needs=rows))["voices-unmet"]
    assert one.sentence == "Na 4 z 5 potrzeb nikt nie odpowiedział ofertą; najszerzej wskazywano: rzecz 2, rzecz 1, rzecz 4 i jeszcze 1."
    assert (one.field, one.dimension, one.units, one.value, one.n) == ("transport", "P", (), 4.0, 5)
    placed = [need(1, "unmatched", territory="2611011"), need(2, "unmatched", "sport", territory="2611011")]
    one = findings(made(needs=placed))["voices-unmet"]
    assert (one.field, one.units) == ("", ("2611011",))


def test_offers_that_answer_needs_are_told_with_those_that_depend_on_a_condition() -> None:
    offers = [{"condition": "zwrot kosztów"}, {"condition": ""}]
    rows = [need(1, "matched"), need(2, "part"), need(3, "possible"), need(4, "unmatched")]
    one = findings(made(needs=rows, offers=offers))["voices-answered"]
    assert one.sentence == (
        "Oferty uczestników odpowiadają w całości na 1 z 4 potrzeb: rzecz 1 (transport publiczny); odpowiadają w części: 1; "
        "ilość trzeba dopiero uzgodnić: 1. Warunek podano przy 1 z 2 ofert."
    )
    assert "voices-answered" not in findings(made(needs=rows[1:], offers=offers))


def test_readiness_is_counted_over_sectors_and_a_strength_only_of_more_than_half() -> None:
    ready = {"sector": "ngo", "people": 4, "no": 1, "conditional": 1, "declared": 2, "committed": 1}
    one = findings(made(readiness=[ready]))["voices-readiness"]
    assert one.sentence == ("Gotowość do wspólnych działań, 5 deklaracji: zobowiązanie – 1, deklaracja – 2, pod warunkiem – 1, nie – 1.")
    assert (one.value, one.n, one.swot) == (3.0, 5, "S")
    assert findings(made(readiness=[ready | {"conditional": 3}]))["voices-readiness"].swot == ""


def test_words_that_people_typed_obey_neither_markdown_nor_html() -> None:
    hostile = need(1, "unmatched", subject="<b>[kurs](http://x)</b> *nocny*\n# autobus")
    told = findings(made(needs=[hostile]))["voices-unmet"].sentence
    assert not set(told) & set("<>[]*#\n")
    assert "nocny autobus" in told


def test_without_statements_meetings_alone_say_nothing() -> None:
    meetings = pd.DataFrame({"date": ["2020-03-02"]})
    assert voices.evidence({"meetings": meetings, "sources": known_sources("meetings")}, WHOSE) == []
    assert voices.findings({"meetings": meetings, "sources": known_sources("meetings")}, WHOSE) == []


@pytest.mark.parametrize("name", ["jablonowo", "mg-6", "starachowice", "swilcza", "lwowek"])
def test_of_each_partnership_only_that_is_said_which_its_chapter_shows(cases: dict[str, Case], name: str) -> None:
    assert problems(voices, cases[name], "06-voices") == []


def test_only_the_partnership_that_delivered_statements_has_findings_of_them(cases: dict[str, Case]) -> None:
    found = {name: voices.findings(line_checks.stored(case), line_checks.about(case)) for name, case in cases.items()}
    assert {name for name, some in found.items() if some} == {"starachowice"}
    assert 2 <= len(found["starachowice"]) <= 5

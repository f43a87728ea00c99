"""The line of programmes: what is proposed for planes with its place, what is missing, dates of the act; nothing of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import line_checks
from diagnoza.synthesis.lines import programme
from line_samples import about, known_sources, plainly, problems

if TYPE_CHECKING:
    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding

L, OTHER = "3015023", "3015012"
WHOSE = about({L: "Lwówek", OTHER: "Kuślin"}, "lwowek")


def said(plane: int | None, proposal: str, action: str, **more: Any) -> dict[str, Any]:
    row = {
        "teryt": L,
        "year": 2015,
        "plane": plane,
        "area": "",
        "proposal": proposal,
        "action": action,
        "evidence": "słowa",
        "source": "punkt 2",
    }
    return row | more


def item(status: str, **more: Any) -> dict[str, Any]:
    return {"teryt": L, "year": 2015, "kind": "area", "item": "a", "part": "1", "status": status} | more


def made(
    items: list[dict[str, Any]],
    coverage: list[dict[str, Any]] = (),
    dates: list[dict[str, Any]] = (),  # type: ignore[assignment]
) -> dict[str, pd.DataFrame]:
    tables = {"coverage_items": pd.DataFrame(items), "sources": known_sources("programme", "coverage")}
    if coverage:
        tables["coverage"] = pd.DataFrame(list(coverage)).astype({"plane": "Int64"})
    if dates:
        tables["programme_dates"] = pd.DataFrame(list(dates))
        tables["programme"] = tables["programme_dates"][["teryt", "year"]].assign(source="punkt 1")
    return tables


def findings(tables: dict[str, pd.DataFrame]) -> dict[str, Finding]:
    return {one.finding: plainly(one) for one in programme.findings(tables, WHOSE)}


NOTHING = [item("unassessed")]


def test_what_is_proposed_for_a_plane_is_told_in_the_words_of_the_source_with_its_place() -> None:
    rows = [
        said(1, "consider", "strategia"),
        said(1, "add", "diagnoza"),
        said(1, "keep", ""),
        said(1, "", "dane"),
        said(None, "", "spotkanie"),
    ]
    found = findings(made(NOTHING, rows))
    assert set(found) == {f"programme-plane-1-act-{L}", f"programme-plane-1-keep-{L}"}
    act, keep = found[f"programme-plane-1-act-{L}"], found[f"programme-plane-1-keep-{L}"]
    assert act.sentence == (
        "W ustaleniach o płaszczyźnie 1 modelu współpracy (tworzenie polityk publicznych) zaproponowano dodać: diagnoza; "
        "rozważyć: strategia (w źródle: punkt 2)."
    )
    assert keep.sentence.endswith("zaproponowano utrzymać: „słowa” (w źródle: punkt 2).")
    assert (act.kind, act.swot, keep.kind, keep.swot) == ("need", "W", "asset", "S")
    assert (act.field, act.art10e_point, act.units, act.certainty) == ("", 8, (L,), "told")


def test_missing_and_to_redraft_count_among_what_was_assessed() -> None:
    items = [item("missing"), item("redraft"), item("redraft"), item("present"), item("unassessed")]
    one = findings(made(items))[f"programme-lists-{L}"]
    assert one.sentence == ("W programie współpracy na 2015 r. brakuje 1 z 4 ocenionych obszarów i punktów, do przeredagowania: 2.")
    assert (one.value, one.n, one.kind) == (3.0, 4, "need")
    assert findings(made([item("present")]))[f"programme-lists-{L}"].kind == "asset"
    assert findings(made(NOTHING)) == {}


@pytest.mark.parametrize(
    ("late", "told", "kind"),
    [(-38, "w terminie ustawy", "asset"), (0, "w terminie ustawy", "asset"), (2, "2 dni po terminie ustawy", "need")],
)
def test_a_programme_is_late_only_after_the_last_day_of_the_act(late: int, told: str, kind: str) -> None:
    date = {"teryt": L, "year": 2015, "date": "adopted", "day": "2014-10-23", "due": "2014-11-30", "late": late}
    one = findings(made(NOTHING, dates=[date]))[f"programme-adopted-{L}"]
    assert told in one.sentence
    assert one.sentence.endswith("(w źródle: punkt 1).")
    assert one.kind == kind
    assert findings(made(NOTHING, dates=[date | {"day": "", "late": None}])) == {}


def test_only_the_newest_programme_counts_and_several_are_told_apart_by_name() -> None:
    old = [item("missing"), item("present", year=2016)]
    assert findings(made(old))[f"programme-lists-{L}"].kind == "asset"
    two = findings(made([*old, item("missing", teryt=OTHER)]))
    assert two[f"programme-lists-{OTHER}"].sentence.startswith("Kuślin: w programie współpracy")


def test_programmes_say_nothing_of_a_field() -> None:
    assert programme.evidence(made([item("missing")]), WHOSE) == []


@pytest.mark.parametrize("name", ["jablonowo", "mg-6", "starachowice", "swilcza", "lwowek"])
def test_of_each_partnership_only_that_is_said_which_its_chapter_shows(cases: dict[str, Case], name: str) -> None:
    assert problems(programme, cases[name], "08-programme") == []


def test_lwowek_has_the_findings_of_its_source_and_no_judgement_of_its_own(cases: dict[str, Case]) -> None:
    found = {name: programme.findings(line_checks.stored(case), line_checks.about(case)) for name, case in cases.items()}
    assert {name for name, some in found.items() if some} == {"lwowek"}
    names = [f"programme-{name}-{L}" for name in ("plane-1-act", "plane-3-act", "plane-2-keep", "adopted")]
    assert [one.finding for one in found["lwowek"]] == names
    assert "przygotowanie strategii rozwiązywania problemów społecznych" in found["lwowek"][0].sentence
    assert all("w źródle: punkt" in one.sentence for one in found["lwowek"])

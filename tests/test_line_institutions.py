"""The line of institutions: ties and members that are missing, counted; nobody who is alone in an institution is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import line_checks
from diagnoza.synthesis.lines import institutions
from line_samples import about, known_sources, plainly, problems

if TYPE_CHECKING:
    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding

G = "1816122"
WHOSE = about({G: "Świlcza"}, "swilcza")
LISTED = {
    "ops": ("Ośrodek", "social", 0),
    "sp": ("Szkoła", "education", 0),
    "poz": ("Przychodnia", "health", 0),
    "sad": ("Kuratorzy", "justice", 0),
    "dz": ("Dzielnicowy", "safety", 1),
}


def tie(first: str, second: str, status: str, topic: str = "sprawa") -> dict[str, Any]:
    return {"teryt": G, "first": first, "second": second, "about": topic, "status": status}


def member(kind: str, institution: str, status: str, core: int | None = 1) -> dict[str, Any]:
    return {"teryt": G, "kind": kind, "core": core, "institution": institution, "status": status}


def made(**tables: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    rows = [{"institution": one, "name": name, "sector": sector, "one_person": alone} for one, (name, sector, alone) in LISTED.items()]
    base = {"institutions": pd.DataFrame(rows), "sources": known_sources("institutions", "ties", "team", "readiness")}
    found = base | {name: pd.DataFrame(some) for name, some in tables.items()}
    if "cooperation_team" in found:
        found["cooperation_team"]["core"] = found["cooperation_team"]["core"].astype("Int64")
    return found


def items(tables: dict[str, pd.DataFrame]) -> dict[str, tuple[str, float, int | None]]:
    return {one.field: (one.state, one.value, one.n) for one in institutions.evidence(tables, WHOSE)}


def findings(tables: dict[str, pd.DataFrame]) -> dict[str, Finding]:
    return {one.finding: plainly(one) for one in institutions.findings(tables, WHOSE)}


def test_a_missing_tie_tells_of_the_fields_of_both_its_institutions_from_a_quarter_of_them() -> None:
    ties = [tie("ops", "poz", "missing"), tie("ops", "sp", "confirmed"), tie("ops", "sad", "confirmed"), tie("ops", "dz", "one_sided")]
    assert items(made(needed_ties=ties)) == {"sprawy_spoleczne": ("supports", 1.0, 4), "zdrowie": ("supports", 1.0, 1)}
    more = [*ties, tie("ops", "sp", "unchecked")]
    assert "sprawy_spoleczne" not in items(made(needed_ties=more))


def test_what_nobody_could_tell_is_not_missing_and_a_kind_that_is_not_listed_is_not_counted() -> None:
    ties = [tie("ops", "poz", "unknown"), tie("ops", "", "absent"), tie("", "sp", "absent")]
    assert items(made(needed_ties=ties)) == {}
    assert findings(made(needed_ties=ties)) == {}


def test_only_ties_that_both_sides_confirm_and_at_least_three_of_them_tell_of_no_need() -> None:
    ties = [tie("ops", "poz", "confirmed"), tie("ops", "sp", "confirmed"), tie("ops", "sad", "confirmed")]
    assert items(made(needed_ties=ties)) == {"sprawy_spoleczne": ("contradicts", 3.0, 3)}
    assert items(made(needed_ties=[*ties[:2], tie("ops", "sad", "one_sided")])) == {}


def test_missing_ties_are_counted_and_told_by_what_they_are_about() -> None:
    ties = [
        tie("ops", "poz", "missing", "opieka w domu"),
        tie("sp", "dz", "missing", "bezpieczeństwo uczniów"),
        tie("ops", "sp", "unknown"),
    ]
    one = findings(made(needed_ties=ties))["institutions-missing"]
    assert one.sentence == (
        "Brakuje 2 z 3 potrzebnych relacji z roboczej listy: żadna z obu instytucji nie zgłasza współpracy. Chodzi między innymi o takie "
        "sprawy: opieka w domu. O dalszych 1 nie wiadomo."
    )
    assert (one.value, one.n, one.units, one.art10e_point) == (2.0, 3, (G,), 8)


def test_the_team_lacks_a_kind_only_where_no_institution_of_it_is_a_member() -> None:
    team = [member("school", "sp", "member"), member("school", "sp-b", "outside"), member("health", "poz", "outside")]
    team += [member("police", "", "absent"), member("officer", "dz", "outside"), member("court", "sad", "outside", None)]
    one = findings(made(cooperation_team=team))["institutions-team"]
    assert one.sentence == "W zespole współpracy nie ma 3 z 4 instytucji wąskiego kręgu z roboczej listy: Przychodnia."
    assert (one.value, one.n) == (3.0, 4)
    assert findings(made(cooperation_team=team[:2])) == {}


def test_readiness_is_told_by_state_and_not_told_is_no_no() -> None:
    states = [{"item": str(at), "state": state} for at, state in enumerate(["yes", "yes", "partly", "no", "not_told"])]
    one = findings(made(cooperation_readiness=states))["institutions-readiness"]
    assert (
        one.sentence
        == "Lista gotowości do współpracy ma 5 warunków: spełnione – 2, spełnione częściowo – 1, niespełnione – 1, nie podano – 1."
    )
    assert (one.kind, one.swot, one.value) == ("need", "W", 2.0)
    assert findings(made(cooperation_readiness=[{"item": "a", "state": "not_told"}])) == {}


def test_who_is_named_most_is_told_of_a_measured_network_only_of_one_and_never_of_a_person() -> None:
    central = [
        {"institution": "ops", "named_by": 9, "asked": 14, "status": "shown"},
        {"institution": "sp", "named_by": 4, "asked": 14, "status": "shown"},
    ]
    measured = [{"measure": "density", "status": "shown"}]
    one = findings(made(network_measures=measured, centrality=central))["institutions-centre"]
    assert one.sentence == (
        "Najczęściej wskazywany partner współpracy to: Ośrodek – wskazuje tę instytucję 9 z 14 instytucji, które mogły to zrobić."
    )
    assert findings(made(network_measures=[{"measure": "density", "status": "small"}], centrality=central)) == {}
    assert findings(made(network_measures=measured, centrality=[central[0], central[1] | {"named_by": 9}])) == {}
    assert findings(made(network_measures=measured, centrality=[central[0] | {"institution": "dz"}])) == {}


def test_no_finding_names_an_institution_of_one_person(cases: dict[str, Case]) -> None:
    case = cases["swilcza"]
    alone = case.institutions.loc[case.institutions["one_person"].eq(1), "name"]
    told = " ".join(one.sentence + one.plain for one in institutions.findings(line_checks.stored(case), line_checks.about(case)))
    assert len(alone) == 2
    assert not any(name in told for name in alone)


@pytest.mark.parametrize("name", ["jablonowo", "mg-6", "starachowice", "swilcza", "lwowek"])
def test_of_each_partnership_only_that_is_said_which_its_chapter_shows(cases: dict[str, Case], name: str) -> None:
    assert problems(institutions, cases[name], "07-institutions") == []


def test_only_the_partnership_that_delivered_institutions_has_findings_of_them(cases: dict[str, Case]) -> None:
    found = {name: institutions.findings(line_checks.stored(case), line_checks.about(case)) for name, case in cases.items()}
    assert {name for name, some in found.items() if some} == {"swilcza"}
    assert 2 <= len(found["swilcza"]) <= 4

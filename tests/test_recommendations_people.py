"""Actions from what people said, from the cooperation of institutions, and from the programme with NGOs."""

from __future__ import annotations

import pandas as pd
import pytest

from recommendation_samples import NAN, A, B, finding, gained, proposed

# Needs and offers ----------------------------------------------------------------------------------------------------------------

NEED = {
    "need": 1, "subject": "sala", "field": "kultura", "territory": A, "target": "młodzież", "resource": "", "amount": 2.0, "unit": "sal",
    "term": "", "meetings": 2, "statements": 3, "covered": 2.0, "status": "matched",
}  # fmt: skip
OFFER = {
    "offer": 5, "subject": "świetlica", "field": "kultura", "territory": A, "resource": "", "owner": "ngo", "amount": 4.0, "unit": "sal",
    "condition": "", "readiness": 2, "used": 2.0, "status": "part",
}  # fmt: skip
ANSWERED = finding("voices-answered", "voices", tables="voice_base voice_needs voice_offers", kind="tie")
UNMET = finding("voices-unmet", "voices", tables="voice_base voice_needs", units=A)


def voices(need: dict[str, object] = NEED, offer: dict[str, object] = OFFER, amount: float = 2.0) -> dict[str, pd.DataFrame]:
    matches = pd.DataFrame({"need": [1], "offer": [5], "amount": [amount]})
    return {"voice_needs": pd.DataFrame([need]), "voice_offers": pd.DataFrame([offer]), "voice_matches": matches}


def test_a_need_and_a_declared_offer_are_brought_together_quickly() -> None:
    row = proposed(voices(), ANSWERED).loc["match-need-1"]
    assert row["reason"] == (
        "Potrzebę nazwano w dyskusjach (dla kogo: młodzież). Oferty: świetlica (2 sal; gotowość zadeklarowana). Oferty pokrywają 2 z 2 sal."
    )
    assert row[["term", "target", "unit"]].tolist() == ["quick", 2, "sal"]
    assert pd.isna(row["baseline"])
    assert gained(voices(), ANSWERED)["amount"].dropna().to_dict() == {("match-need-1", A): 2}


@pytest.mark.parametrize("change", [{"readiness": 1}, {"condition": "zwrot kosztów"}])
def test_an_offer_with_a_condition_takes_longer(change: dict[str, object]) -> None:
    assert proposed(voices(offer=OFFER | change), ANSWERED).loc["match-need-1", "term"] == "short"


def test_an_offer_of_unknown_extent_is_to_be_agreed_on() -> None:
    made = voices(NEED | {"status": "possible", "amount": NAN, "covered": NAN}, amount=NAN)
    row = proposed(made, ANSWERED).loc["agree-kultura"]
    assert row["reason"] == "Potrzeby: sala. Oferty: świetlica (gotowość zadeklarowana). Nie powiedziano, ile pokryją."


def test_what_several_meetings_lack_is_looked_for_together() -> None:
    alone = NEED | {"status": "unmatched", "covered": 0.0}
    row = proposed(voices(alone), UNMET, ANSWERED).loc["seek-need-1"]
    assert row[["findings", "target"]].tolist() == ["voices-unmet", 2]
    assert proposed(voices(alone | {"meetings": 1}), UNMET, ANSWERED).empty


def test_a_need_of_the_whole_partnership_is_a_gain_for_all() -> None:
    gains = gained(voices(NEED | {"territory": ""}), ANSWERED)
    assert gains["gains"].tolist() == [1, 1, 1]
    assert gains["amount"].isna().all()


# Institutions --------------------------------------------------------------------------------------------------------------------

INSTITUTIONS = pd.DataFrame({"institution": ["ops", "poz", "sp"], "name": ["Ośrodek", "Przychodnia", "Szkoła"]})
TEAM = pd.DataFrame(
    [("ops", 1, "member"), ("poz", 1, "outside"), ("sp", 0, "outside"), ("", 1, "absent")], columns=["institution", "core", "status"]
).assign(teryt=A)  # fmt: skip
TIES = pd.DataFrame(
    [("ops", "poz", "missing"), ("ops", "sp", "one_sided"), ("sp", "poz", "unchecked")], columns=["first", "second", "status"]
).assign(teryt=A, about="dzieci")  # fmt: skip
READY = pd.DataFrame({"item": ["rhythm", "agreement", "own_point", "evaluation"], "state": ["no", "yes", "no", "unknown"]})
WORK = {"institutions": INSTITUTIONS, "cooperation_team": TEAM, "needed_ties": TIES, "cooperation_readiness": READY}
ON = {
    name: finding(f"institutions-{name}", "institutions", tables=f"institutions {table}")
    for name, table in {"team": "cooperation_team", "ties": "needed_ties", "ready": "cooperation_readiness"}.items()
}


def test_institutions_of_the_narrow_circle_that_are_outside_are_invited() -> None:
    row = proposed(WORK, ON["team"]).loc["team-invite"]
    assert row["reason"] == "Poza zespołem: Przychodnia."
    assert row[["baseline", "target", "term", "art10e_point"]].tolist() == [1, 3, "quick", 8]


def test_ties_that_are_missing_one_sided_or_unheard_ask_for_three_things() -> None:
    table = proposed(WORK, ON["ties"])
    assert table["type"].to_dict() == {"ties-agree": "procedure", "ties-new": "cooperation", "ties-ask": "measure_next"}
    assert table.loc["ties-new", "reason"] == "Współpracy nie zgłasza żadna strona: Ośrodek i Przychodnia (dzieci)."
    assert table["gaining"].to_dict() == {"ties-agree": 1, "ties-new": 1, "ties-ask": 0}


def test_what_readiness_lacks_is_named_and_own_points_are_counted() -> None:
    row = proposed(WORK, ON["ready"]).loc["readiness"]
    assert row["reason"] == "Z listy gotowości brakuje: stały rytm spotkań, 1\u00a0inny punkt."
    assert row[["baseline", "target"]].tolist() == [1, 4]


def test_each_rests_on_its_own_finding() -> None:
    assert set(proposed(WORK, *ON.values()).index) == {"team-invite", "ties-agree", "ties-new", "ties-ask", "readiness"}
    assert list(proposed(WORK, ON["ready"]).index) == ["readiness"]


# Programme -----------------------------------------------------------------------------------------------------------------------

COVERAGE = pd.DataFrame(
    [
        (2014, 1, "consider", "stary pomysł", ""),
        (2015, 1, "consider", "przygotowanie diagnozy", "zastanowią się nad diagnozą"),
        (2015, 2, "keep", "", "Partnerstwo pracuje dobrze."),
        (2015, 3, "", "następne spotkanie", "termin"),
    ],
    columns=["year", "plane", "proposal", "action", "evidence"],
).assign(teryt=A, source="punkt 2a")
ITEMS = pd.DataFrame({"status": ["missing", "redraft", "present", "unassessed"], "proposal": ["", "redraft", "", ""]}).assign(
    teryt=A, year=2015
)
PROGRAMME = {"coverage": COVERAGE, "coverage_items": ITEMS}
LACKING = finding(f"programme-plane-1-act-{A}", "programme", tables="coverage", units=A)
KEEPING = finding(f"programme-plane-2-keep-{A}", "programme", tables="coverage", units=A, kind="asset")


def test_only_what_was_proposed_of_the_latest_programme_is_handed_on_in_its_words() -> None:
    table = proposed({"coverage": COVERAGE}, LACKING, KEEPING)
    assert table["title"].tolist() == ["Rozważyć: przygotowanie diagnozy", "Utrzymać: to, co uczestnicy uznali za dobre"]
    assert table["findings"].tolist() == [LACKING["finding"], KEEPING["finding"]]
    assert table["reason"].iloc[0] == "Program na 2015 r., Bobrowo. Słowa źródła (punkt 2a): „zastanowią się nad diagnozą”."


def test_a_proposal_rests_on_the_finding_of_its_plane() -> None:
    other = LACKING | {"finding": f"programme-plane-3-act-{A}"}
    assert proposed({"coverage": COVERAGE}, other).empty
    assert proposed({"coverage": COVERAGE}, LACKING | {"units": B, "finding": f"programme-plane-1-act-{B}"}).empty


def test_what_is_missing_is_filled_and_what_nobody_assessed_is_measured() -> None:
    table = proposed({"coverage_items": ITEMS}, LACKING)
    assert (
        table.loc[f"programme-{A}-fill", "reason"] == "Bez zapisu: 1, z zapisem ogólnym: 0 z 3 ocenionych obszarów modelu i punktów ustawy."
    )
    assert table.loc[f"programme-{A}-fill", ["baseline", "target"]].tolist() == [1, 3]
    assert table.loc[f"measure-programme-{A}", ["type", "baseline", "target", "gaining"]].tolist() == ["measure_next", 3, 4, 0]

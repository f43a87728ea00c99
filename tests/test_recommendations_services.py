"""Actions from gaps of services: remedies by kind of gap, the training plan, exchange of good practices."""

from __future__ import annotations

import pandas as pd
import pytest

from recommendation_samples import GAP, NAN, A, B, C, finding, gained, gap, proposed, remedy

GAPS = pd.DataFrame([gap("", 40), gap(A, 20), gap(B, 50)])


def remedies(*rows: dict[str, object]) -> dict[str, pd.DataFrame]:
    return {"remedies": pd.DataFrame(list(rows)), "gaps": GAPS}


@pytest.mark.parametrize(
    ("units", "of_gap", "cause", "remedied", "kind"),
    [
        ((A, B), "resource", "staff", "shared_service", "joint_service"),
        ((A,), "resource", "staff", "shared_service", "investment"),
        ((A, B), "resource", "technological", "investment", "investment"),
        ((A,), "organisation", "competence", "procedure", "procedure"),
        ((A,), "organisation", "information", "information", "information"),
    ],
)
def test_the_kind_of_gap_tells_the_kind_of_action(units: tuple[str, ...], of_gap: str, cause: str, remedied: str, kind: str) -> None:
    rows = [remedy(unit, of_gap, cause, remedied) for unit in units]
    assert proposed(remedies(*rows), GAP)["type"].to_dict() == {f"gap-{of_gap}-bus": kind}


def test_training_is_no_remedy_of_a_gap_of_resources() -> None:
    table = proposed(remedies(remedy(A, "resource", "information", "training", main=False)), GAP)
    assert table.empty


def test_the_reason_tells_where_on_whose_answers_why_and_what_helps() -> None:
    rows = [
        remedy(A, "resource", "staff", "shared_service"),
        remedy(B, "resource", "staff", "shared_service", level="partnership"),
        remedy(B, "resource", "financial", "cooperation", level="partnership"),
    ]
    assert proposed(remedies(*rows), GAP).loc["gap-resource-bus", "reason"] == (
        "Luka zasobowa: Bobrowo, Brzozie (z własnych odpowiedzi 1 z nich, z pozostałych na podstawie odpowiedzi z całego partnerstwa). "
        "W partnerstwie potrzeby są zaspokojone na 40 ze 100 punktów. Przyczyny: zasoby osobowe; zasoby finansowe (1\u00a0gmina). "
        "Co pomaga: rada: shared_service; rada: cooperation (1\u00a0gmina)."
    )


def test_the_lowest_is_lifted_to_the_partnership_and_without_it_the_partnership_is_watched() -> None:
    row = remedy(A, "resource", "staff", "investment")
    assert proposed(remedies(row), GAP).loc["gap-resource-bus", ["baseline", "target"]].tolist() == [20, 40]
    made = {"remedies": pd.DataFrame([row]), "gaps": pd.DataFrame([gap("", 40), gap(A, NAN)])}
    watched = proposed(made, GAP).loc["gap-resource-bus"]
    assert watched["baseline"] == 40
    assert pd.isna(watched["target"])


# Training ------------------------------------------------------------------------------------------------------------------------

TOPIC = {
    "field": "transport", "cause": "information", "topic": "Informowanie mieszkańców", "services": "bus; rail",
    "municipalities": f"{A}; {B}", "units": "Przewoźnik", "n_units": 2, "staff": 12.25, "declared": 0.22,
}  # fmt: skip


def topics(**more: object) -> dict[str, pd.DataFrame]:
    return {"training": pd.DataFrame([TOPIC | more]), "gaps": GAPS}


def test_a_training_has_a_topic_an_audience_a_headcount_and_a_reason() -> None:
    row = proposed(topics(), GAP).loc["training-transport-information"]
    assert row["title"] == "Przeszkolić pracowników: informowanie mieszkańców (transport publiczny)"
    assert row["reason"] == (
        "Przyczyna luki: informowanie mieszkańców; usługi: „Autobus”, „Pociąg”; gminy: Bobrowo, Brzozie. "
        "Potrzebę takiego szkolenia zgłosiło 22% zapytanych pracowników."
    )
    assert row[["type", "audience", "headcount", "gaining"]].tolist() == ["training", "pracownicy 2\u00a0jednostek", 13, 2]
    below = gained(topics(), GAP).loc["training-transport-information", "below"]
    assert below.drop(C).to_dict() == {A: 1, B: 0}
    assert pd.isna(below[C])


def test_posts_that_are_not_known_and_staff_not_asked_are_not_made_up() -> None:
    row = proposed(topics(staff=NAN, declared=NAN), GAP).loc["training-transport-information"]
    assert pd.isna(row["headcount"])
    assert "Potrzebę" not in row["reason"]


@pytest.mark.parametrize("cause", ["staff", "financial", "infrastructural"])
def test_no_training_follows_from_a_lack_of_resources(cause: str) -> None:
    assert proposed(topics(cause=cause), GAP).empty


# Good practices ------------------------------------------------------------------------------------------------------------------

PRACTICE = {
    "service": "bus", "teryt": B, "receiver": A, "difference": 30.0, "confirmed": True, "done": "Jeden rozkład.", "cost": "45 tys. zł",
    "conditions": "Porozumienie.",
}  # fmt: skip
KNOWN = finding("inventory-practice-bus", "inventory", "transport", kind="asset", tables="good_practices inventory", units=f"{A} {B}")


def practices(*rows: dict[str, object]) -> dict[str, pd.DataFrame]:
    return {"good_practices": pd.DataFrame(list(rows)), "gaps": GAPS}


def test_a_practice_goes_from_who_does_better_to_who_lacks_it() -> None:
    made = practices(PRACTICE)
    row = proposed(made, KNOWN).loc[f"exchange-bus-{B}"]
    assert row["title"] == "Przekazać dobrą praktykę: „Autobus” (daje: Brzozie; korzysta: Bobrowo)"
    assert row["reason"].startswith(
        "Potrzeby są tam zaspokojone lepiej niż w gminach, które mogą skorzystać (Bobrowo: o 30 pkt). Co zrobiono:"
    )
    assert gained(made, KNOWN)["amount"].dropna().tolist() == [30]


@pytest.mark.parametrize("change", [{"confirmed": False}, {"receiver": ""}])
def test_what_results_do_not_confirm_or_nobody_lacks_is_not_passed_on(change: dict[str, object]) -> None:
    assert proposed(practices(PRACTICE | change), KNOWN).empty


def test_a_finding_on_the_practice_of_another_is_none_to_rest_on() -> None:
    assert proposed(practices(PRACTICE), KNOWN | {"units": f"{A} {C}"}).empty
    lacking = GAP | {"units": A}
    assert list(proposed(practices(PRACTICE), KNOWN | {"units": f"{A} {C}"}, lacking)["findings"]) == ["inventory-gap-bus"]

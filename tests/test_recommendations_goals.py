"""Actions from goals beside evidence, levelling in a field, and what to measure next."""

from __future__ import annotations

import pandas as pd
import pytest

from diagnoza.synthesis.recommendations.ground import Ground
from diagnoza.synthesis.recommendations.levelling import lift, standing_in
from recommendation_samples import POWIAT, A, B, C, about, finding, findings, gained, gap, proposed, remedy

NEED = finding("residents-field-transport", "residents", "transport", tables="estimates")


def status(strength: str, crossed: str, goals: str = "shared", field: str = "transport") -> dict[str, pd.DataFrame]:
    row = {"field": field, "strength": strength, "supporting": 3, "contradicting": 0, "goals": goals, "crossed": crossed}
    return {"field_status": pd.DataFrame([row])}


@pytest.mark.parametrize(
    ("crossed", "name", "kind", "point", "title"),
    [
        ("blind_spot", "goal-transport", "programme_change", 1, "Rozważyć wpisanie celu do strategii: transport publiczny"),
        ("single", "goal-transport", "programme_change", 1, "Rozważyć, czy cel jednego partnera ma być wspólny: transport publiczny"),
        ("evidenced", "undertaking-transport", "cooperation", 2, "Przygotować wspólne przedsięwzięcie: transport publiczny"),
        ("unknown", "undertaking-transport", "cooperation", 2,
         "Zaplanować działanie i sprawdzić, czy mówią o nim cele w dokumentach: transport publiczny"),
    ],
)  # fmt: skip
def test_whose_goal_an_evidenced_field_is_tells_what_to_do(crossed: str, name: str, kind: str, point: int, title: str) -> None:
    table = proposed(status("A", crossed), NEED)
    assert table.loc[name, ["type", "art10e_point", "title", "gaining"]].tolist() == [kind, point, title, 3]
    assert table.loc[name, "reason"].endswith("Na potrzebę działania wskazują 3\u00a0źródła danych, a na jej brak żadne.")


@pytest.mark.parametrize("made", [status("C", "single"), status("", "blind_spot"), status("A", "nothing"), {}])
def test_weak_evidence_carries_no_action_for_a_whole_field(made: dict[str, pd.DataFrame]) -> None:
    assert proposed(made, NEED).empty


def test_an_asset_or_a_goal_alone_is_no_need() -> None:
    for row in (NEED | {"kind": "asset"}, NEED | {"line": "goals"}, NEED | {"field": "kultura"}):
        assert proposed(status("A", "blind_spot"), row).empty


def test_those_gain_whom_all_findings_name() -> None:
    named = NEED | {"finding": "context-extreme", "units": B}
    assert gained(status("A", "blind_spot"), named)["gains"].tolist() == [0, 1, 0]
    assert gained(status("A", "blind_spot"), named, NEED)["gains"].tolist() == [1, 1, 1]


def test_documents_whose_term_is_over_are_renewed() -> None:
    papers = pd.DataFrame(
        [(A, "Strategia", "2020-12-31", "expired"), (POWIAT, "Plan", "2019-06-30", "expired"), (B, "Program", "2030-12-31", "valid")],
        columns=["teryt", "document", "valid_to", "state"],
    )  # fmt: skip
    old = finding("goals-expired", "goals", tables="goal_documents")
    made = {"goal_documents": papers, "partners": pd.DataFrame({"teryt": [POWIAT], "name": ["powiat brodnicki"]})}
    row = proposed(made, old).loc["documents-renew"]
    assert row["reason"] == "powiat brodnicki: „Plan” (do 30\u00a0czerwca 2019); Bobrowo: „Strategia” (do 31\u00a0grudnia 2020)."
    assert row[["gaining", "baseline", "units"]].tolist() == [1, 2, f"{A} {POWIAT}"]
    assert proposed(made | {"goal_documents": papers.assign(state="valid")}, old).empty


# Levelling -----------------------------------------------------------------------------------------------------------------------

FIGURES = pd.DataFrame(
    [("own_revenue", A, 1000.0), ("own_revenue", B, 2000.0), ("own_revenue", C, 3000.0), ("own_revenue", POWIAT, 1.0),
     ("unemployment", A, 30.0), ("unemployment", B, 10.0), ("unemployment", C, 20.0)],
    columns=["indicator", "teryt", "value"],
).assign(year=2020, base=100.0)  # fmt: skip


def ground(**made: pd.DataFrame) -> Ground:
    return Ground(made, findings(), about())


def test_who_has_little_revenue_and_few_jobs_stands_below_the_mean_of_members() -> None:
    assert standing_in(ground(indicators=FIGURES), "gospodarka") == {A: 1, B: 0, C: 0}


def test_revenue_is_lifted_to_the_mean_where_findings_turn_on_money() -> None:
    assert lift(ground(indicators=FIGURES), "gospodarka", {"zł"})["baseline"] == 1000
    assert lift(ground(indicators=FIGURES), "gospodarka", {"zł"})["target"] == 2000
    assert lift(ground(indicators=FIGURES), "gospodarka", {"osoby"})["target"] == 20


def test_a_field_with_services_is_lifted_by_needs_met() -> None:
    rows = pd.DataFrame([gap("", 40), gap(A, 20), gap("", 60, service="rail"), gap(A, 55, service="rail")])
    assert [lift(ground(gaps=rows), "transport")[name] for name in ("baseline", "target")] == [20, 40]
    assert lift(ground(), "transport") == {}
    assert standing_in(ground(), "transport") == {}


# What to measure next ------------------------------------------------------------------------------------------------------------

LINES = pd.DataFrame(
    [("residents", "supports", ""), ("youth", "no_data", "not_delivered"), ("flows", "no_data", "not_delivered"),
     ("statistics", "no_data", "silent"), ("goals", "supports", "")],
    columns=["line", "state", "gap"],
).assign(field="transport")  # fmt: skip


@pytest.mark.parametrize("state", [("C", "single"), ("", "unevidenced")])
def test_where_evidence_is_weak_the_silent_sources_are_named(state: tuple[str, str]) -> None:
    row = proposed(status(*state) | {"evidence_lines": LINES}, NEED).loc["measure-transport"]
    assert row["reason"].endswith(
        "Nic nie mówią: ankieta młodzieży, przepływy usług (nie dostarczono); statystyka publiczna (o tym nie mówi)."
    )
    assert row[["type", "baseline", "gaining"]].tolist() == ["measure_next", 1, 0]


def test_strong_evidence_needs_no_more_data() -> None:
    table = proposed(status("A", "evidenced") | {"evidence_lines": LINES}, NEED)
    assert "measure-transport" not in table.index


def test_few_resources_and_met_needs_are_talked_over() -> None:
    made = {"remedies": pd.DataFrame([remedy(A, "verify", "", "check")])}
    doubt = finding("inventory-doubt-bus", "inventory", "transport", tables="gaps")
    assert proposed(made, doubt).loc["measure-talk-bus", "reason"] == (
        "Zasobów jest mało, a potrzeby są zaspokojone (Bobrowo; 1\u00a0gmina): niskie oczekiwania albo koszt ponoszony gdzie indziej."
    )

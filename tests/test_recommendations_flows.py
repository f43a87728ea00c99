"""Actions from flows: places, provision together, agreements, settlement."""

from __future__ import annotations

import pandas as pd
import pytest

from recommendation_samples import NAN, PLACES, POWIAT, A, B, C, finding, gained, proposed, use, way

JOINT = finding("flows-joint-library", "flows", "kultura", tables="flows joint_provision", kind="tie")
FULL, FREE = use(A, 110, 100, 7), use(B, 40, 60, 0)


def places(*rows: dict[str, object], minutes: float = 20, **more: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"flow_use": pd.DataFrame(list(rows)), "joint_provision": pd.DataFrame([way(A, B, minutes)])} | more


def test_twenty_free_places_twenty_minutes_away_are_offered_to_seven_who_wait() -> None:
    row = proposed(places(FULL, FREE), PLACES).loc["places-kindergarten"]
    assert row["title"] == "Udostępnić wolne miejsca osobom, które czekają u partnerów: „Przedszkole”"
    assert row["reason"] == "Na miejsce czeka 7\u00a0osób (Bobrowo: 7). Wolne miejsca w odległości do 30 minut: Brzozie: 20."
    assert row[["type", "cost", "units", "baseline"]].tolist() == ["cooperation", "low", f"{A} {B}", 7]  # 7 × 1 000 zł


def test_with_free_places_too_far_away_more_places_are_planned_and_the_far_ones_are_told() -> None:
    row = proposed(places(FULL, FREE, minutes=31), PLACES).loc["capacity-kindergarten"]
    assert row["type"] == "investment"
    assert row["reason"].endswith("Dalej jest Brzozie: 20\u00a0wolnych miejsc, droga 31\u00a0minut.")


@pytest.mark.parametrize(
    ("waits", "other"),
    [(use(A, 90, 100, 7), use(B, 60, 60, 0)), (use(A, 110, 100, 0), FREE), (use(A, 90, 100, 7), use(B, 40, 60, NAN))],
)  # they have room themselves; nobody waits; they have room and of the neighbour it is not known whether somebody waits there
def test_else_nothing_is_proposed(waits: dict[str, object], other: dict[str, object]) -> None:
    assert proposed(places(waits, other), PLACES).empty


def test_the_places_of_a_powiat_are_of_another_kind() -> None:
    made = places(FULL, use(POWIAT, 10, 90, 0))
    made["joint_provision"] = pd.DataFrame([way(POWIAT, A, 10)])
    assert list(proposed(made, PLACES).index) == ["capacity-kindergarten"]


def test_whose_children_stay_at_home_less_than_those_of_the_partnership_stands_below() -> None:
    shares = pd.DataFrame(
        [("", 0.7, ""), (A, 0.5, ""), (B, 0.9, ""), (C, 0.1, "bound")], columns=["unit", "value", "flags"]
    ).assign(service="kindergarten", year=2020, indicator="self_sufficiency", status="shown")  # fmt: skip
    below = gained(places(FULL, FREE, flow_indicators=shares), PLACES).loc["places-kindergarten", "below"]
    assert below.drop(C).to_dict() == {A: 1, B: 0}
    assert pd.isna(below[C])


def library(**more: object) -> pd.DataFrame:
    row = way(A, C, 15, "library", saving=339_396.0, stays=A)
    return pd.DataFrame([way(A, B, 40, "library", saving=900_000.0), row | more])


def test_two_libraries_a_quarter_of_an_hour_apart_are_compared() -> None:
    row = proposed({"joint_provision": library()}, JOINT).loc["joint-library"]
    assert row["reason"] == (
        "Rachunek dla pary Bobrowo, Jabłonowo: koszt niższy o 339\u00a0396 zł rocznie, droga 15\u00a0minut; liczby miejsc nie podano. "
        "Kosztów samej zmiany rachunek nie obejmuje."
    )
    assert row[["cost", "gaining", "art10e_point"]].tolist() == ["unknown", 2, 4]


@pytest.mark.parametrize("change", [{"saving": -5.0}, {"saving": NAN}, {"room": -1.0}, {"minutes": 31.0}, {"minutes": NAN}])
def test_nothing_is_joined_that_saves_nothing_has_no_room_or_is_far(change: dict[str, float]) -> None:
    assert proposed({"joint_provision": library(**change)}, JOINT).empty


def test_the_dearest_is_measured_against_the_mean_of_municipalities() -> None:
    costs = pd.DataFrame([(A, 300.0), (B, 200.0), (C, 250.0), (POWIAT, 9000.0)], columns=["unit", "unit_cost"])
    costs = costs.assign(service="library", year=2020, waiting=0.0, served=1.0, capacity=NAN, utilisation=NAN)
    row = proposed({"joint_provision": library(), "flow_use": costs}, JOINT).loc["joint-library"]
    assert row[["baseline", "target", "unit"]].tolist() == [300, 250, "zł rocznie"]


def scenario(**more: object) -> pd.DataFrame:
    row = {"scenario": "one", "rank": 1, "service": "library", "year": 2020, "action": "merge", "moved": 534.0, "saved": 143_068.0}
    return pd.DataFrame([row | {"travel": 9975.0, "feasible": True, "reason": ""} | more])


def test_a_scenario_that_can_be_done_and_saves_is_told() -> None:
    made = {"joint_provision": library(), "scenarios": scenario()}
    told = "143\u00a0068 zł rocznie mniej, 534\u00a0osoby korzystałyby z innego miejsca"
    assert told in proposed(made, JOINT).loc["joint-library", "reason"]
    for change in ({"feasible": False}, {"saved": -1.0}, {"saved": NAN}):
        assert "zmianie" not in proposed(made | {"scenarios": scenario(**change)}, JOINT).loc["joint-library", "reason"].split("Kosztów")[0]


def test_neighbours_that_use_each_other_agree_and_each_gains_what_it_uses() -> None:
    uses = pd.DataFrame([(2020, A, C, 600.0, 200.0, 3), (2020, A, B, 50.0, 0.0, 1)])
    uses.columns = ["year", "first", "second", "first_uses", "second_uses", "services"]
    mutual = finding("flows-mutual", "flows", tables="mutual_benefit", kind="tie", units=f"{A} {C}")
    gains = gained({"mutual_benefit": uses}, mutual)
    assert gains.index.get_level_values(0).unique().tolist() == [f"agreement-{A}-{C}"]
    assert gains["amount"].dropna().tolist() == [600, 200]
    assert gained({"mutual_benefit": uses}, mutual | {"units": B}).empty


def test_settlement_tells_who_would_receive_more_and_how_far_estimates_are_apart() -> None:
    positions = pd.DataFrame([("statute", A, -50.0), ("statute", C, 50.0), ("value", B, 9.0)], columns=["basis", "unit", "position"])
    flows = pd.DataFrame([("kindergarten", "statute", 50.0, 50.0, 80.0), ("", "statute", 50.0, 0.0, 99.0), ("bus", "value", 9.0, 0.0, 9.0)])
    flows.columns = ["service", "basis", "amount", "low", "high"]
    made = {"settlement_positions": positions.assign(year=2020), "settlement": flows.assign(year=2020)}
    money = finding("flows-settlement", "flows", tables="flows settlement", kind="difference")
    row = proposed(made, money).loc["settlement"]
    assert row[["baseline", "art10e_point", "units"]].tolist() == [30, 9, f"{A} {C}"]
    assert "Jabłonowo: 50 zł" in row["reason"]
    assert gained(made, money)["amount"].dropna().tolist() == [50]

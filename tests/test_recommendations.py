"""Actions all together: none without a finding, in a stated order, and who gains told of every municipality."""

from __future__ import annotations

import pandas as pd
import pytest

from diagnoza import tables
from diagnoza.synthesis.recommendations.ground import Ground, Wanted
from recommendation_samples import (
    GAP,
    NAN,
    PLACES,
    POWIAT,
    A,
    B,
    C,
    about,
    both,
    finding,
    findings,
    gained,
    gap,
    proposed,
    remedy,
    use,
    way,
)

FLOWS = {"flow_use": pd.DataFrame([use(A, 110, 100, 7), use(B, 40, 60, 0)]), "joint_provision": pd.DataFrame([way(A, B, 20)])}
GAPS = {
    "remedies": pd.DataFrame([remedy(A, "resource", "staff", "shared_service"), remedy(B, "resource", "staff", "shared_service")]),
    "gaps": pd.DataFrame([gap("", 40), gap(A, 20), gap(B, 50), gap(C, 60)]),
}
ALL = FLOWS | GAPS


def test_nothing_is_proposed_without_a_finding() -> None:
    table, gains = both(ALL)
    assert table.empty
    assert gains.empty
    tables.check(table, "recommendations", file="test")
    tables.check(gains, "gains", file="test")


def test_every_action_names_findings_that_are_there() -> None:
    table = proposed(ALL, PLACES, GAP)
    assert len(table) == 2
    assert {key for keys in table["findings"] for key in keys.split()} == {"flows-places-kindergarten", "inventory-gap-bus"}


@pytest.mark.parametrize(("gone", "left"), [(PLACES, ["gap-resource-bus"]), (GAP, ["places-kindergarten"])])
def test_without_a_finding_the_action_that_rests_on_it_goes(gone: dict[str, object], left: list[str]) -> None:
    assert set(proposed(ALL, PLACES, GAP).index) == {"gap-resource-bus", "places-kindergarten"}
    rest = [one for one in (PLACES, GAP) if one is not gone]
    assert list(proposed(ALL, *rest).index) == left


def test_an_action_that_rests_on_two_findings_keeps_to_the_one_that_is_left() -> None:
    second = finding("inventory-training-transport", "inventory", "transport", tables="training gaps", strength="A")
    assert proposed(GAPS, GAP, second).loc["gap-resource-bus", ["findings", "strength"]].tolist() == [
        "inventory-training-transport inventory-gap-bus", "A"
    ]  # fmt: skip
    assert proposed(GAPS, GAP).loc["gap-resource-bus", ["findings", "strength"]].tolist() == ["inventory-gap-bus", "B"]


def test_the_best_evidenced_come_first_then_those_by_which_more_gain() -> None:
    assert list(proposed(ALL, PLACES, GAP).index) == ["gap-resource-bus", "places-kindergarten"]  # B and B; two gain, one gains
    strong = PLACES | {"strength": "A"}
    assert list(proposed(ALL, strong, GAP).index) == ["places-kindergarten", "gap-resource-bus"]


def test_every_municipality_is_told_of_and_no_powiat() -> None:
    made = ALL | {"flow_use": pd.DataFrame([use(A, 110, 100, 7), use(B, 40, 60, 0), use(POWIAT, 50, 50, 9)])}
    gains = gained(made, PLACES, GAP)
    assert len(gains) == 2 * 3
    assert gains.loc["places-kindergarten", "gains"].to_dict() == {A: 1, B: 0, C: 0}
    assert gains.loc["places-kindergarten", "amount"].dropna().to_dict() == {A: 7.0}
    assert gains.loc["gap-resource-bus", "gains"].to_dict() == {A: 1, B: 1, C: 0}


def test_who_stands_below_the_partnership_is_told() -> None:
    assert gained(GAPS, GAP).loc["gap-resource-bus", "below"].to_dict() == {A: 1, B: 0, C: 0}
    unknown = GAPS | {"gaps": pd.DataFrame([gap("", 40, NAN), gap(A, 20, NAN)])}
    assert gained(unknown, GAP).loc["gap-resource-bus", "below"].isna().to_dict() == {A: False, B: True, C: True}


def test_as_many_gain_as_the_table_counts_and_nobody_owns_an_action() -> None:
    table, gains = both(ALL, PLACES, GAP)
    assert table.set_index("recommendation")["gaining"].to_dict() == gains.groupby("recommendation")["gains"].sum().to_dict()
    assert set(table["owner"]) == {""}


def test_a_target_stands_only_where_a_mean_is_known() -> None:
    table = proposed(ALL, PLACES, GAP)
    assert table.loc["gap-resource-bus", ["baseline", "target"]].tolist() == [20, 40]
    assert table.loc["places-kindergarten", "baseline"] == 7
    assert pd.isna(table.loc["places-kindergarten", "target"])


def test_the_order_of_rows_changes_nothing_and_tables_stay_as_they_are() -> None:
    made = {name: table.copy() for name, table in ALL.items()}
    turned = {name: table.iloc[::-1].reset_index(drop=True) for name, table in ALL.items()}
    for one, other in zip(both(made, PLACES, GAP), both(turned, GAP, PLACES), strict=True):
        pd.testing.assert_frame_equal(one, other)
    for name, table in ALL.items():
        pd.testing.assert_frame_equal(made[name], table)


@pytest.mark.parametrize("name", list(ALL))
def test_a_table_that_was_not_delivered_is_no_error(name: str) -> None:
    some = {one: table for one, table in ALL.items() if one != name}
    empty = some | {name: ALL[name].iloc[:0]}
    for made in (some, empty):
        tables.check(both(made, PLACES, GAP)[0], "recommendations", file="test")


def rests(rows: list[dict[str, object]], wanted: Wanted) -> tuple[str, ...]:
    return Ground({}, findings(*rows), about()).rests(wanted)


def test_a_finding_on_another_service_field_kind_table_or_municipality_is_none_to_rest_on() -> None:
    own = GAP | {"units": f"{A} {B}"}
    wanted = Wanted(("inventory",), tables=("gaps",), field="transport", services=("bus",), units=(A,))
    assert rests([own], wanted) == ("inventory-gap-bus",)
    others = (
        {"finding": "inventory-gap-rail"}, {"field": "kultura"}, {"kind": "asset"}, {"tables": "training"}, {"units": C}, {"line": "flows"}
    )  # fmt: skip
    for change in others:
        assert rests([own | change], wanted) == (), change


def test_a_finding_that_names_no_service_counts_for_all_of_its_field_and_the_strongest_comes_first() -> None:
    rows = [GAP, GAP | {"finding": "inventory-all", "weight": 0.9}, GAP | {"finding": "inventory-best", "strength": "A"}]
    wanted = Wanted(("inventory",), field="transport", services=("rail",))
    assert rests(rows, wanted) == ("inventory-best", "inventory-all")


def test_a_finding_of_no_one_field_counts_only_where_that_is_asked_for() -> None:
    row = GAP | {"field": ""}
    assert rests([row], Wanted(field="transport")) == ()
    assert rests([row], Wanted(field="transport", general=True)) == ("inventory-gap-bus",)

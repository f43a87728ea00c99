from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from diagnoza.flows.reconcile import reconcile, reliability
from diagnoza.flows.totals import totals
from diagnoza.tables.flows import OUTSIDE, UNKNOWN, Flows, FlowTotals
from flow_samples import POWIAT, A, B, C, report, reports, simulated, units_of


def cell(table: pd.DataFrame, origin: str, destination: str) -> pd.Series:
    rows = table[table["origin"].eq(origin) & table["destination"].eq(destination)]
    assert len(rows) == 1
    return rows.iloc[0]


def total(table: pd.DataFrame, unit: str) -> pd.Series:
    return table.set_index("unit").loc[unit]


def test_two_reports_agree_within_three_persons_or_a_tenth() -> None:
    told = {(A, B): (20.0, 23.0), (A, C): (20.0, 24.0), (B, A): (100.0, 90.0), (B, C): (101.0, 90.0)}
    table = reconcile(reports({pair: both[0] for pair, both in told.items()}, {pair: both[1] for pair, both in told.items()}))
    assert [cell(table, *pair)["verdict"] for pair in told] == ["agree", "dispute", "agree", "dispute"]
    assert cell(reconcile(reports({(A, B): 0}, {(A, B): 0})), A, B)["verdict"] == "agree"
    strict = reconcile(reports({(A, B): 20.0}, {(A, B): 23.0}), absolute=0, relative=0.1)
    assert cell(strict, A, B)["verdict"] == "dispute"


def test_the_register_of_the_provider_counts_and_the_range_holds_both() -> None:
    one = cell(reconcile(reports({(A, B): 24.0}, {(A, B): 20.0})), A, B)
    assert one[["users", "low", "high", "residence", "provider"]].tolist() == [20, 20, 24, 24, 20]


def test_zero_not_reported_and_withheld_stay_apart() -> None:
    residence = {(A, A): 50.0, (A, B): 0.0, (A, C): None, (B, A): "suppressed", (C, A): "suppressed"}
    provider = {(A, A): 50.0, (A, B): 0.0, (A, C): None, (B, A): None, (C, A): 7.0}
    table = reconcile(reports(residence, provider))
    found = [tuple(cell(table, *pair)[["status", "verdict"]]) for pair in residence]
    kinds = [("shown", "agree"), ("shown", "agree"), ("not_reported", "missing"), ("suppressed", "missing"), ("shown", "one_sided")]
    assert found == kinds
    assert cell(table, A, B)["users"] == 0
    assert table.set_index(["origin", "destination"])["users"].isna().to_dict() == {
        (A, A): False,
        (A, B): False,
        (A, C): True,
        (B, A): True,
        (C, A): False,
    }


def test_a_flow_that_a_reporter_does_not_list_is_0_to_him() -> None:
    table = reconcile(reports({(A, A): 10.0, (A, B): 12.0}, {(C, B): 5.0}))
    one = cell(table, A, B)
    assert one[["residence", "provider", "verdict"]].tolist() == [12, 0, "dispute"]
    assert cell(table, C, B)[["residence", "provider", "verdict", "users"]].fillna(-1).tolist() == [-1, 5, "one_sided", 5]
    assert cell(table, A, A)["verdict"] == "one_sided"


def test_only_the_residence_tells_who_leaves_and_only_the_provider_who_comes() -> None:
    rows = [report("library", pair, "provider", 8.0) for pair in ((A, OUTSIDE), (OUTSIDE, A), (A, UNKNOWN), (A, A), (OUTSIDE, OUTSIDE))]
    table = reconcile(pd.DataFrame(rows))
    assert cell(table, A, OUTSIDE)["residence"] == 8
    assert cell(table, OUTSIDE, A)["provider"] == 8
    assert len(table) == 4
    assert total(totals(table, [A]), A)["reports"] == "provider"


def test_a_flow_reported_twice_by_one_side_is_an_error() -> None:
    rows = pd.DataFrame([report("library", (A, B), "provider", 8.0), report("library", (A, B), "provider", 9.0)])
    with pytest.raises(ValueError, match=rf"1 flows .* from {A} to {B}"):
        reconcile(rows)


def test_weights_lean_to_the_more_reliable_side_and_stay_between_both() -> None:
    told = reports({(A, B): 100.0, (B, A): 50.0, (A, C): 80.0, (A, A): 9.0}, {(A, B): 60.0, (B, A): 50.0, (A, C): 20.0, (A, A): 5.0})
    weights = pd.Series({A: 0.3, B: 0.1, C: 0.2})
    table = reconcile(told, weights=weights)
    assert cell(table, A, B)["users"] == pytest.approx(0.25 * 100 + 0.75 * 60)
    assert cell(table, B, A)["users"] == 50
    assert cell(table, A, A)["users"] == 7
    with pytest.raises(ValueError, match=f"no weight for {C}"):
        reconcile(told, weights=weights.drop(C))


def test_reliability_is_drawn_to_that_of_all() -> None:
    table = reconcile(reports({(A, B): 110.0, (B, A): 100.0, (A, C): 100.0, (A, A): 90.0}, {(A, B): 90.0, (B, A): 100.0, (A, C): 100.0}))
    pool = 20 / 300
    found = reliability(table, kappa=100)
    assert found[A] == pytest.approx((20 + 100 * pool) / (300 + 100))
    assert found[B] == pytest.approx((20 + 100 * pool) / (200 + 100))
    assert found[C] == pytest.approx((0 + 100 * pool) / (100 + 100))
    assert reliability(table, kappa=0)[C] == 0
    silent = reliability(reconcile(reports({(A, A): 5.0, (A, OUTSIDE): 3.0}, {})))
    assert silent.to_dict() == {A: 0.0}


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_weights_users_lie_within_the_range_and_order_changes_nothing(seed: int) -> None:
    told = simulated(seed, 5)
    plain = reconcile(told)
    table = reconcile(told, weights=reliability(plain))
    known = table["users"].notna()
    assert table.loc[known, "users"].between(table.loc[known, "low"], table.loc[known, "high"]).all()
    assert (plain["users"] == plain["provider"].fillna(plain["residence"])).all()
    pd.testing.assert_frame_equal(plain, reconcile(told.sample(frac=1, random_state=seed)))
    Flows.validate(plain.drop(columns=["residence_said", "provider_said"]))


def test_several_services_and_years_are_reconciled_as_if_alone() -> None:
    parts = [simulated(seed, 4, service=service).assign(year=year) for seed, (service, year) in enumerate([("b", 2021), ("a", 2020)])]
    together = reconcile(pd.concat(parts))
    apart = pd.concat([reconcile(part) for part in reversed(parts)], ignore_index=True)
    pd.testing.assert_frame_equal(together, apart)


# Totals ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_totals_add_up_to_all_users_both_ways(seed: int) -> None:
    table = reconcile(simulated(seed, 5))
    sums = FlowTotals.validate(totals(table, units_of(table)))
    assert sums["demand"].sum() == sums["supply"].sum() == table["users"].sum()
    assert total(sums, POWIAT)["demand_status"] == "undefined"
    assert np.isnan(total(sums, POWIAT)["demand"])
    by_hand = {place: table.loc[table["origin"].eq(place), "users"].sum() for place in sums["unit"] if place != POWIAT}
    assert sums.set_index("unit")["demand"].drop(POWIAT).to_dict() == by_hand


def test_who_did_not_report_has_what_the_others_say_or_nothing() -> None:
    table = reconcile(reports({(A, A): 40.0, (A, B): 6.0, (A, C): 0.0}, {(A, A): 40.0, (B, A): 9.0, (C, A): 0.0}))
    sums = totals(table, [A, B, C])
    assert total(sums, B)[["demand", "supply", "reports"]].tolist() == [9, 6, "none"]
    assert total(sums, C)[["demand_status", "supply_status"]].tolist() == ["not_reported", "not_reported"]
    assert total(sums, A)["reports"] == "both"
    assert total(sums, OUTSIDE)[["demand_status", "reports"]].tolist() == ["not_reported", "none"]


def test_a_unit_that_no_residence_names_serves_nobody_once_all_residences_reported() -> None:
    cells = {(A, A): 40.0, (B, A): 9.0, (B, C): 0.0, (C, POWIAT): 30.0}
    table = reconcile(reports(cells | {(A, OUTSIDE): 5.0}, {(A, A): 40.0, (B, A): 9.0, (OUTSIDE, A): 2.0}))
    sums = totals(table, [A, B, C, POWIAT, "0001"])
    assert sums["unit"].tolist() == [POWIAT, A, B, C, OUTSIDE, UNKNOWN], "nobody lists the powiat 0001"
    assert [tuple(total(sums, unit)[["supply", "supply_status", "reports"]]) for unit in (B, C)] == [(0, "shown", "residence")] * 2
    assert total(sums, POWIAT)[["supply", "reports"]].tolist() == [30, "none"]
    silent = totals(table[table["origin"].ne(B)], [A, B, C, POWIAT])
    assert total(silent, C)["supply_status"] == "not_reported"


def test_places_that_are_no_partner_and_powiats_as_origins_are_errors() -> None:
    table = reconcile(reports({(A, A): 40.0, (A, B): 6.0}))
    with pytest.raises(ValueError, match=f"{B}: no unit of this partnership"):
        totals(table, [A])
    with pytest.raises(ValueError, match="a powiat is the origin"):
        totals(reconcile(reports({(POWIAT, A): 6.0, (A, A): 1.0})), [A, POWIAT])

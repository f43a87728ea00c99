from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from diagnoza.flows.links import links
from diagnoza.flows.protect import protect
from diagnoza.flows.reconcile import reconcile
from diagnoza.flows.totals import totals
from diagnoza.tables.flows import OUTSIDE, UNKNOWN, FlowLinks
from flow_samples import POWIAT, A, B, C, D, matrix, reports, simulated, units_of
from test_flow_indicators import PLACES, ROWS, UNITS

if TYPE_CHECKING:
    import pandas as pd


def linked(told: pd.DataFrame, units: list[str] | None = None) -> pd.DataFrame:
    exact = reconcile(told)
    table = links(exact, totals(exact, units or units_of(exact)))
    return FlowLinks.validate(table).set_index(["first", "second"])


def test_strength_and_reciprocity_by_hand() -> None:
    table = linked(reports(matrix(ROWS, PLACES)), UNITS)
    assert table.loc[(A, B), "strength"] == pytest.approx(20**2 / (100 * 75) + 10**2 / (95 * 100), abs=1e-12)
    assert table.loc[(B, C), "strength"] == pytest.approx(20**2 / (95 * 25) + 5**2 / (20 * 75), abs=1e-12)
    assert table.loc[(POWIAT, A), "strength"] == pytest.approx(10**2 / (100 * 30), abs=1e-12)
    assert table.loc[(A, B), "reciprocity"] == 2 * 10 / 30
    assert table.loc[(B, C), "reciprocity"] == 2 * 5 / 25
    assert np.isnan(table.loc[(POWIAT, A), "reciprocity"])
    assert np.isnan(table.loc[(A, C), "reciprocity"])
    assert table.loc[(A, C), ["strength", "status"]].tolist() == [0, "shown"]


def test_two_that_serve_only_each_other_are_bound_most() -> None:
    table = linked(reports({(A, B): 30.0, (B, A): 7.0, (A, OUTSIDE): 0.0, (OUTSIDE, A): 0.0}))
    assert table.loc[(A, B), "strength"] == 2


def test_bounds_of_totals_bound_no_ratio_and_hidden_flows_none() -> None:
    told = reports({(A, A): 60.0, (A, B): 20.0, (B, A): 10.0, (B, B): 9.0})
    table = linked(told)
    assert table.loc[(A, B), "status"] == "not_reported"
    assert table.loc[(A, B), "reciprocity"] == 2 * 10 / 30
    cells = matrix({A: [90.0, 30, 3], B: [9.0, 40, 20], C: [5.0, 50, 20]}, [A, B, C])
    published = protect(reconcile(reports(cells)), [A, B, C], {})
    pairs = links(published.flows, published.totals).set_index(["first", "second"])
    assert pairs.loc[(A, C), "status"] == "protected"
    assert pairs.loc[(A, C), ["strength", "reciprocity"]].isna().all()


@pytest.mark.parametrize("seed", range(4))
def test_all_agrees_with_loops_and_lies_between_its_limits(seed: int) -> None:
    exact = reconcile(simulated(seed, 5))
    table = linked(simulated(seed, 5))
    users = exact.set_index(["origin", "destination"])["users"]
    lives = exact[exact["destination"].ne(UNKNOWN)].groupby("origin")["users"].sum()
    serves = exact[exact["origin"].ne(UNKNOWN)].groupby("destination")["users"].sum()
    for one, other in table.index:
        there, back = users.get((one, other), 0.0), users.get((other, one), 0.0)
        expected = sum(t**2 / (lives[i] * serves[j]) for t, i, j in ((there, one, other), (back, other, one)) if t > 0)
        assert table.loc[(one, other), "strength"] == pytest.approx(expected, abs=1e-12)
        if there + back > 0 and POWIAT not in (one, other):
            assert table.loc[(one, other), "reciprocity"] == pytest.approx(2 * min(there, back) / (there + back), abs=1e-12)
    assert table["strength"].between(0, 2).all()


def test_who_has_no_users_at_all_has_no_strength() -> None:
    cells = {(A, A): 9.0, (A, B): 0.0, (C, D): 0.0, (D, C): 0.0, (A, OUTSIDE): 0.0, (OUTSIDE, A): 0.0}
    table = linked(reports(cells | {(unit, unit): 0.0 for unit in (B, C, D)}))
    assert table.loc[(C, D), "status"] == "undefined"

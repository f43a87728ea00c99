"""Flows of a real province, to be added up against what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from diagnoza.flows.indicators import indicators
from diagnoza.flows.links import links
from diagnoza.flows.reconcile import reconcile
from diagnoza.flows.totals import totals
from diagnoza.tables.flows import OUTSIDE
from flow_samples import reports

if TYPE_CHECKING:
    from pathlib import Path

BRINDISI = "0074001"


@pytest.fixture(scope="module")
def commuters(shared: Path) -> pd.DataFrame:
    """Who commutes where in the province of Brindisi: 20 municipalities, nobody from or to beyond."""
    file = shared / "examples" / "od-flows" / "it-brindisi-commuting" / "flows.csv"
    if not file.is_file():
        pytest.skip(f"no example of commuting: {file} is not there")
    table = pd.read_csv(file)
    pairs = zip(*(table[name].map("{:07d}".format) for name in ("community_live", "community_work")), strict=True)
    cells = dict(zip(pairs, table["amount"].astype(float), strict=True))
    return reconcile(reports(cells | {(BRINDISI, OUTSIDE): 0.0, (OUTSIDE, BRINDISI): 0.0}))


def whole(table: pd.DataFrame, indicator: str) -> float:
    return float(table.loc[table["indicator"].eq(indicator) & table["unit"].eq(""), "value"].item())


def of(table: pd.DataFrame, indicator: str) -> pd.DataFrame:
    return table[table["indicator"].eq(indicator) & table["unit"].ne("")].set_index("unit")


def dense(flows: pd.DataFrame, units: list[str]) -> np.ndarray:
    table = flows.pivot(index="origin", columns="destination", values="users").reindex(index=units, columns=units)
    return table.fillna(0).to_numpy(copy=True)


def test_commuters_of_brindisi(commuters: pd.DataFrame) -> None:
    units = sorted(set(commuters["origin"]) - {OUTSIDE})
    assert len(units) == 20
    table = indicators(commuters, totals(commuters, units))
    assert whole(table, "demand") == whole(table, "supply") == 89_192
    assert whole(table, "self_sufficiency") == pytest.approx(70_265 / 89_192, abs=1e-12)
    assert whole(table, "partnership_sufficiency") == 1
    supply, local = of(table, "supply")["value"], of(table, "local_use")["value"]
    assert round(supply[BRINDISI] * (1 - local[BRINDISI])) == 8_909
    assert of(table, "net_balance")["value"].sum() == of(table, "net_balance_inside")["value"].sum() == 0
    assert of(table, "net_balance")["value"].idxmax() == BRINDISI


def test_most_of_the_province_turns_to_a_centre(commuters: pd.DataFrame) -> None:
    units = sorted(set(commuters["origin"]) - {OUTSIDE})
    table = indicators(commuters, totals(commuters, units))
    users = dense(commuters, units)
    np.fill_diagonal(users, 0)
    found = of(table, "dominant_destination")
    clear = ~found["flags"].str.contains("tie").to_numpy()
    assert (found["other"].to_numpy() == np.array(units)[users.argmax(axis=1)])[clear].all()
    assert (found["value"].to_numpy() == (users.sum(axis=0)[users.argmax(axis=1)] > users.sum(axis=0)))[clear].all()
    assert found.loc[BRINDISI, "value"] == 0
    assert whole(table, "reciprocity") == pytest.approx(np.minimum(users, users.T).sum() / users.sum(), abs=1e-12)


def test_links_of_the_province_against_dense_matrices(commuters: pd.DataFrame) -> None:
    units = sorted(set(commuters["origin"]) - {OUTSIDE})
    table = links(commuters, totals(commuters, units)).set_index(["first", "second"])["strength"]
    users = dense(commuters, units)
    pull = users**2 / np.outer(users.sum(axis=1), users.sum(axis=0))
    both = pd.DataFrame(pull + pull.T, index=units, columns=units)
    assert all(table[pair] == pytest.approx(both.loc[pair], abs=1e-12) for pair in table.index)
    assert len(table) == (np.triu(users + users.T, 1) > 0).sum()

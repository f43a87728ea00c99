"""How quick flows of a country are reconciled and measured, against dense numpy within one run: ``python bench/flows.py``."""

from __future__ import annotations

import resource
import statistics
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.indicators import indicators
from diagnoza.flows.links import links
from diagnoza.flows.protect import protect
from diagnoza.flows.reconcile import reconcile, reliability
from diagnoza.flows.totals import totals
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
UNITS, SERVICES, FLOWS = 2_477, 6, 730_000
PARTNERS = 12
ANYWHERE = 0.3
"""Share of flows that lead anywhere."""


def main() -> None:
    """Time 730 000 flows of six services between 2 477 municipalities, reported by providers and then by both sides, and a partnership."""
    units = [f"{i:06d}2" for i in range(1, UNITS + 1)]
    flows = country(units)
    registers, both = one_sided(flows), two_sided(flows)
    exact = reconcile(registers)
    sums = totals(exact, units)
    matrices = dense(exact, units)
    plain = timed(lambda: plain_indicators(matrices))
    print(f"{len(flows):,} flows, {len(both):,} reports of both sides; dense numpy {plain:.3f} s on matrices already made")
    for name, work, most in (
        ("reconciling registers", lambda: reconcile(registers), "1 s"),
        ("reconciling both sides", lambda: reconcile(both), "1 s"),
        ("reliability of reporters", lambda: reliability(exact), "-"),
        ("totals", lambda: totals(exact, units), "-"),
        ("all indicators", lambda: indicators(exact, sums), "1 s"),
        ("totals and all indicators", lambda: indicators(exact, totals(exact, units)), "1 s"),
        ("links of pairs", lambda: links(exact, sums), "-"),
    ):
        seconds = timed(work)
        print(f"{name:28} {seconds:6.3f} s   {seconds / plain:5.2f} x dense numpy   (at most {most})")
    few = [*units[:PARTNERS]]
    own = reconcile(registers[registers["origin"].isin([*few, OUTSIDE]) & registers["destination"].isin([*few, OUTSIDE])])
    print(f"protecting {SERVICES} services of {PARTNERS} partners {timed(lambda: protect(own, few, {})):.2f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"most memory {memory:.2f} GB, dense matrices and reports of both sides among it")


def country(units: list[str]) -> pd.DataFrame:
    """Draw flows: everybody serves his own, most others come from nearby, some from anywhere, OUT or an unknown place."""
    random = np.random.default_rng(1)
    places = np.array([*units, OUTSIDE, UNKNOWN])
    size = len(places)
    parts = []
    for service in range(SERVICES):
        n = FLOWS // SERVICES * 5 // 4
        origin = random.integers(0, size, n)
        near = (origin + random.geometric(0.03, n) * random.choice([-1, 1], n)) % size
        destination = np.where(random.random(n) < ANYWHERE, random.integers(0, size, n), near)
        pairs = random.permutation(np.unique(origin * size + destination))[: FLOWS // SERVICES - len(units)]
        pairs = np.unique(np.concatenate([pairs, np.arange(len(units)) * (size + 1)]))
        pairs = pairs[(pairs // size < len(units)) | (pairs % size < len(units))]
        ends = [pd.Series(places, dtype="str").array.take(at) for at in (pairs // size, pairs % size)]
        users = np.floor(random.pareto(1.2, len(pairs)) * 8)
        pairs_named = {"origin": ends[0], "destination": ends[1]}
        parts.append(pd.DataFrame({"service": f"service_{service}", "year": 2020, **pairs_named, "users": users}))
    return pd.concat(parts, ignore_index=True)


def one_sided(flows: pd.DataFrame) -> pd.DataFrame:
    """Report every flow once."""
    return flows.assign(side="provider", status="reported", made="counted", source="").sample(frac=1, random_state=1, ignore_index=True)


def two_sided(flows: pd.DataFrame) -> pd.DataFrame:
    """Report flows between municipalities twice, the residence with a few persons more or less."""
    random = np.random.default_rng(2)
    registers = one_sided(flows)
    between = registers[~registers["origin"].isin([OUTSIDE, UNKNOWN]) & ~registers["destination"].isin([OUTSIDE, UNKNOWN])]
    other = between.assign(side="residence", users=(between["users"] + random.integers(-2, 3, len(between))).clip(lower=0))
    return pd.concat([registers, other]).sample(frac=1, random_state=2, ignore_index=True)


def dense(exact: pd.DataFrame, units: list[str]) -> np.ndarray:
    """Lay the flows out: service × origin × destination."""
    places = pd.Index([*units, OUTSIDE, UNKNOWN])
    table = np.zeros((SERVICES, len(places), len(places)))
    at = pd.factorize(exact["service"], sort=True)[0]
    table[at, places.get_indexer(pd.Index(exact["origin"])), places.get_indexer(pd.Index(exact["destination"]))] = exact["users"]
    return table


def plain_indicators(table: np.ndarray) -> None:
    """Compute sums, shares, balances, greatest flows, concentration and reciprocity in the shortest way."""
    size = table.shape[1] - 2
    for users in table:
        own, rows, columns = np.diag(users)[:size], users.sum(axis=1)[:size], users.sum(axis=0)[:size]
        rows, columns = rows - users[:size, -1], columns - users[-1, :size]
        inside = users[:size, :size].copy()
        np.fill_diagonal(inside, 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = own / rows, own / columns, (own + inside.sum(axis=1)) / rows, (columns - rows) / (columns + rows - 2 * own)
            spread = ((inside**2).sum(axis=1) + users[:size, -2] ** 2) / (rows - own) ** 2
        best = inside.argmax(axis=1)
        inflow = inside.sum(axis=0)
        returned = np.minimum(inside, inside.T).sum() / inside.sum()
        (*shares, spread, inflow[best] > inflow, inside[np.arange(size), best], inflow - inside.sum(axis=1), returned)


def timed(work: Callable[[], object]) -> float:
    """Run something a few times, once before to warm up, and give the median of the seconds it took."""
    work()
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


if __name__ == "__main__":
    main()

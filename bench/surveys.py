"""How quick weights and estimates of surveys are, against plain numpy within one run: ``python bench/surveys.py``."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.surveys.design_based import rake
from diagnoza.surveys.estimates.linearization import Sampling, means, share_limits, standard_errors
from diagnoza.surveys.weighting.raking import UNKNOWN, rake_known

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
TOLERANCE = 1e-10
CAP = 1.5
LEVELS = {"gmina": 6, "sex": 2, "age": 5}


def main() -> None:
    """Time raking of 100 000 answers to 3 margins, and 60 questions with five answers each in 6 municipalities of 3 000 answers."""
    categories, targets = population(100_000)
    shares = {name: {str(code): float(share) for code, share in target.items()} for name, target in targets.items()}
    partly = categories.mask(np.random.default_rng(3).choice([True, False], categories.shape, p=[0.02, 0.98]), UNKNOWN)
    plain = timed(lambda: plain_raking(categories, targets))
    for name, work in (
        ("svy", lambda: rake(categories, shares)),
        ("all known, no weight at the cap", lambda: rake_known(categories, targets, 50)),
        ("2 % unknown, some weights at the cap", lambda: rake_known(partly, targets, CAP)),
    ):
        seconds = timed(work)
        print(f"raking, {name:36} {seconds:6.3f} s   {seconds / plain:5.1f} x plain numpy ({plain:.3f} s)")
    print(f"300 shares in 6 municipalities, raked         {timed(all_shares(3_000)):6.3f} s   (at most 2 s)")


def population(n: int) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Draw respondents and shares of a population that differ from theirs."""
    random = np.random.default_rng(1)
    categories = pd.DataFrame({name: random.choice([f"c{i}" for i in range(size)], n) for name, size in LEVELS.items()})
    targets = {name: pd.Series(random.dirichlet(np.full(size, 20)), [f"c{i}" for i in range(size)]) for name, size in LEVELS.items()}
    return categories, targets


def plain_raking(categories: pd.DataFrame, targets: dict[str, pd.Series]) -> np.ndarray:
    """Rake in the shortest way, to the same tolerance."""
    codes = {name: pd.Categorical(categories[name], categories=list(target.index)).codes for name, target in targets.items()}
    weights = np.ones(len(categories))
    for _ in range(5000):
        missed = 0.0
        for name, target in targets.items():
            sums = np.bincount(codes[name], weights, minlength=len(target))
            factors = target.to_numpy() * len(weights) / sums
            weights = weights * factors[codes[name]]
            missed = max(missed, float(np.abs(factors - 1).max()))
        if missed < TOLERANCE:
            break
    return weights


def all_shares(n: int) -> Callable[[], object]:
    """Prepare raked answers; what it gives estimates every share with its limits."""
    categories, targets = population(n)
    random = np.random.default_rng(2)
    questions = random.integers(1, 6, (n, 60))
    weights = rake_known(categories, targets, 4).weights.to_numpy()
    held = np.hstack([categories[name].to_numpy()[:, None] == target.index.to_numpy()[None, :] for name, target in targets.items()]).astype(
        float
    )
    basis, sizes, _ = np.linalg.svd(held, full_matrices=False)
    design = Sampling(weights, basis[:, sizes > 1e-9 * sizes.max()], np.zeros(n, dtype=np.intp), np.ones(n))

    def work() -> None:
        numbers = (questions[:, :, None] == np.arange(1, 6)).reshape(n, -1).astype(float)
        answered = np.ones_like(numbers, dtype=bool)
        for place in targets["gmina"].index:
            found = means(design, numbers, answered, (categories["gmina"] == place).to_numpy())
            share_limits(found.value, standard_errors(design, found.influence), found)

    return work


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

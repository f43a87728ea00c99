"""Agreement of two coders."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from diagnoza.agreement import cohen_kappa


def test_kappa_by_hand_and_by_another_computation() -> None:
    # 20 statements: both yes 10, only the first 3, only the second 2, neither 5: po 0.75, pe (13·12 + 7·8) / 400 = 0.53
    first = [True] * 13 + [False] * 7
    second = [True] * 10 + [False] * 3 + [True] * 2 + [False] * 5
    assert cohen_kappa(first, second) == pytest.approx((0.75 - 0.53) / 0.47)
    chance = np.random.default_rng(5)
    for _ in range(50):
        labels = int(chance.integers(2, 5))
        one, other = chance.integers(labels, size=(2, 30)).tolist()
        counts = np.zeros((labels, labels))
        for at in zip(one, other, strict=True):
            counts[at] += 1
        assert cohen_kappa(one, other) == pytest.approx(cohens_kappa(counts).kappa)


def test_where_chance_explains_all_or_nothing_was_coded_there_is_no_kappa() -> None:
    assert cohen_kappa([], []) is None
    assert cohen_kappa(["a", "a"], ["a", "a"]) is None

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from diagnoza.disclosure import Crosstab, dominated, hide_cells, hide_parts, risky, span


def crosstab(cells: list[list[int]], precision: float = 0.0) -> tuple[Crosstab, np.ndarray]:
    """Add the sums, leave out counts of 1-4, and ask that they stay 5 wide."""
    table = np.array(cells)
    table = np.column_stack([table, table.sum(axis=1)])
    table = np.vstack([table, table.sum(axis=0)])
    small = risky(table, 5)
    small[-1] = small[:, -1] = False
    return Crosstab(table, ~small, precision), np.where(small, np.minimum(5, table[:, -1:]), 0)


def test_a_single_hidden_count_follows_from_the_sums() -> None:
    table, _ = crosstab([[3, 20], [40, 30]])
    assert span(table, table.published, (0, 0)) == (3, 3)


def test_a_loop_of_four_hides_a_count() -> None:
    table, needed = crosstab([[3, 20], [40, 30]])
    published = hide_cells(table, needed)
    assert not published[:2, :2].any()
    assert published[-1].all()
    assert published[:, -1].all()
    assert span(table, published, (0, 0)) == (0, 23)


def test_the_cheapest_cells_are_opened() -> None:
    table, needed = crosstab([[3, 20, 200], [40, 30, 300], [90, 80, 400]])
    assert np.argwhere(~hide_cells(table, needed)).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_rounded_shares_of_large_groups_hide_without_help() -> None:
    table, needed = crosstab([[3, 900, 900], [400, 450, 450], [400, 450, 450]], precision=0.01)
    assert (hide_cells(table, needed) == table.published).all()
    exact, _ = crosstab([[3, 900, 900], [400, 450, 450], [400, 450, 450]])
    assert (hide_cells(exact, needed) != exact.published).any()


def test_a_table_without_small_counts_stays_whole() -> None:
    table, needed = crosstab([[10, 20], [0, 30]])
    assert hide_cells(table, needed).all()


def test_bounds_agree_with_every_table_that_can_be_counted() -> None:
    table, needed = crosstab([[2, 4, 6], [5, 3, 1]])
    published = hide_cells(table, needed)
    found = [
        (a, b)
        for a, b in product(range(13), repeat=2)
        for cells in [np.array([[a, b, 12 - a - b], [7 - a, 7 - b, a + b - 5]])]
        if (cells >= 0).all() and (cells == table.counts[:2, :3])[published[:2, :3]].all()
    ]
    assert span(table, published, (0, 0)) == (min(a for a, _ in found), max(a for a, _ in found))
    assert span(table, published, (0, 1)) == (min(b for _, b in found), max(b for _, b in found))


@pytest.mark.parametrize(("seed", "precision"), [(seed, precision) for seed in range(12) for precision in (0, 0.01)])
def test_every_hidden_count_stays_as_wide_as_needed(seed: int, precision: float) -> None:
    random = np.random.default_rng(seed)
    chances = random.dirichlet(np.full(random.integers(2, 8), 0.7))
    cells = np.stack([random.multinomial(random.integers(30, 160), chances) for _ in range(random.integers(2, 7))], axis=1)
    table, needed = crosstab(cells.tolist(), precision)
    published = hide_cells(table, needed)
    for i, j in np.argwhere(needed > 0):
        low, high = span(table, published, (i, j))
        assert low <= table.counts[i, j] <= high
        assert high - low >= needed[i, j]


def test_what_cannot_be_protected_ends_with_everything_left_out() -> None:
    table, _ = crosstab([[1, 0], [0, 1]])
    published = hide_cells(table, np.array([[9, 0, 0], [0, 0, 0], [0, 0, 0]]))
    assert span(table, published, (0, 0)) == (0, 1)


def test_parts_of_a_sum_are_hidden_with_the_smallest_others() -> None:
    assert hide_parts([3, 50, 20], [True, False, False], 5).tolist() == [True, False, True]
    assert hide_parts([2, 2, 6, 50], [True, True, False, False], 5).tolist() == [True, True, True, False]
    assert hide_parts([4, 4, 50], [True, True, False], 5).tolist() == [True, True, False]
    assert hide_parts([9, 50], [False, False], 5).tolist() == [False, False]


def test_nobody_is_not_a_small_count() -> None:
    assert risky([0, 1, 4, 5], 5).tolist() == [False, True, True, False]


def test_three_entities_and_three_quarters() -> None:
    assert [dominated(values) for values in ([1, 1, 1], [5, 5], [76, 12, 12], [75, 13, 12])] == [False, True, True, False]

"""
What has to be left out of a published table so that nobody can compute what it hides.

Small counts are left out first; then as few others as possible, until every hidden count could be several values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

PAIR = 2  # one hidden part of a known sum is no secret
FAR = 1e6  # persons: how far above the truth a count is sought that no base bounds
ENTITIES, DOMINANT = 3, 0.75


@dataclass(frozen=True)
class Crosstab:
    """
    Counts of persons in two ways, and how much of them is published.

    Attributes
    ----------
    counts
        Rows × columns, with the sums of rows as last column and the sums of columns as last row. Everybody stands in one
        row and one column: answers nobody reads of and persons of unknown group are a row and a column too.
    published
        The same shape; false what is left out already, or never published.
    precision
        Unit to which shares of the last row are rounded in print, e.g. 0.01; 0 if counts are known exactly. The last row
        itself, the bases, is always known exactly where it is published.
    """

    counts: NDArray[np.int64]
    published: Mask
    precision: float = 0.0

    @cached_property
    def signs(self) -> Numbers:
        """1 for cells and the grand total, -1 for other sums: times these, every row and column adds up to nothing."""
        signs = np.ones(self.counts.shape)
        signs[-1] *= -1
        signs[:, -1] *= -1
        return signs

    def bounds(self, published: Mask) -> tuple[Numbers, Numbers]:
        """
        Tell what a reader knows of each count without adding anything up.

        Parameters
        ----------
        published
            What is published.

        Returns
        -------
            Lowest and highest possible count; of what is hidden 0 and the base of the column, or far more if that is hidden, too.
        """
        low, high, most = self._told
        return np.where(published, low, 0.0), np.where(published, high, most)

    @cached_property
    def _told(self) -> tuple[Numbers, Numbers, Numbers]:
        """What print tells of each count: the lowest and the highest; what its base tells, if it is hidden: the highest."""
        exact = self.counts.astype(float)
        low, high = exact.copy(), exact.copy()
        if self.precision:
            bases = np.broadcast_to(np.maximum(exact[-1], 1), exact.shape)[:-1]
            printed = np.round(exact[:-1] / bases / self.precision)
            low[:-1] = np.minimum(exact[:-1], np.ceil((printed - 0.5) * self.precision * bases - 1e-9).clip(0))
            high[:-1] = np.maximum(exact[:-1], np.minimum(bases, np.floor((printed + 0.5) * self.precision * bases + 1e-9)))
        return low, high, np.broadcast_to(np.where(self.published[-1], exact[-1], exact[-1] + FAR), exact.shape)


def risky(counts: ArrayLike, minimum: int) -> Mask:
    """
    Find the counts that are too small to be published: from 1 to below the minimum.

    Parameters
    ----------
    counts
        Persons; 0 is not risky, for it is nobody.
    minimum
        The smallest number of persons behind a figure.

    Returns
    -------
        True where too small.
    """
    counts = np.asarray(counts)
    return (counts > 0) & (counts < minimum)


def hide_parts(counts: ArrayLike, hidden: ArrayLike, minimum: int) -> Mask:
    """
    Choose which parts of a known sum are left out so that the hidden ones cannot be had by subtraction.

    Parameters
    ----------
    counts
        Persons in each part.
    hidden
        True for the parts that must be left out.
    minimum
        The parts left out hold at least so many persons together, if there are so many, and are at least two.

    Returns
    -------
        True for the parts to leave out: the given ones, and the smallest others.
    """
    counts, out = np.asarray(counts), np.array(hidden, dtype=bool)
    for part in np.argsort(np.where(counts > 0, counts, counts.sum() + 1), kind="stable"):
        if not out.any() or (out.sum() >= PAIR and counts[out].sum() >= minimum):
            break
        out[part] = True
    return out


def hide_cells(table: Crosstab, needed: ArrayLike) -> Mask:
    """
    Leave out further cells until no hidden count can be told more closely than allowed (complementary suppression).

    Parameters
    ----------
    table
        Counts, and what is left out already.
    needed
        By cell, in the shape of the counts: how far apart the lowest and the highest count must lie that agree with all
        that is published; 0 for counts that need no protection.

    Returns
    -------
        What may be published: never more than before. Sums are never left out here.

    Notes
    -----
    A count is safe when other tables agree with everything published, too: where counts can move along closed loops of cells (one more,
    one less, …). Those of four cells are tried first; how far all loops together lead is a maximum flow between rows and columns, which
    is exact and in whole numbers. If that is not enough, the loop that costs least is opened; a cell costs 1 + the root of its count. A
    cell that stays too narrow when nothing is left to hide is as wide as it can be. The widest needs come first; more hidden cells never
    make another one narrower.

    References
    ----------
    Gusfield, D. (1988). A graph theoretic approach to statistical data security. SIAM Journal on Computing 17(3).
    """
    published, needed = table.published.copy(), np.asarray(needed, dtype=float)
    for cell in sorted(map(_place, np.argwhere(needed > 0)), key=lambda cell: (needed[cell], cell), reverse=True):
        while not _safe(table, published, cell, needed[cell]):
            found = _cheapest(table, published, cell, needed[cell])
            if found is None:
                break
            published = found
    return published


def span(table: Crosstab, published: Mask, cell: tuple[int, int]) -> tuple[float, float]:
    """
    Compute the lowest and the highest count of a cell that agree with all that is published.

    Parameters
    ----------
    table
        The counts; those of hidden cells are only where the search starts.
    published
        What a reader sees.
    cell
        Row and column; not of a sum.

    Returns
    -------
        Both ends, by maximum flow.
    """
    up, down = _steps(table, *table.bounds(published))
    return table.counts[cell] - _flow(down, up, cell), table.counts[cell] + _flow(up, down, cell)


def _place(at: NDArray[np.intp]) -> tuple[int, int]:
    return int(at[0]), int(at[1])


def _safe(table: Crosstab, published: Mask, cell: tuple[int, int], needed: float) -> bool:
    """Tell whether a count could be as far apart as needed."""
    up, down = _steps(table, *table.bounds(published))
    if _loop(up, down, cell) + _loop(down, up, cell) >= needed:
        return True
    return all(reach(up, down, cell) + reach(down, up, cell) >= needed for reach in (_limit, _flow))


def _steps(table: Crosstab, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Tell how far each cell can go up and down, in signed counts."""
    up, down, positive = high - table.counts, table.counts - low, table.signs > 0
    return np.where(positive, up, down), np.where(positive, down, up)


def _loop(up: Numbers, down: Numbers, cell: tuple[int, int]) -> float:
    """Find how far a count can go up in one loop of four cells."""
    return float(_turn(up[cell], down[cell[0]], up, down[:, cell[1]], cell).max())


def _limit(up: Numbers, down: Numbers, cell: tuple[int, int]) -> float:
    """Tell how far a count can go up at most: as far as the others in its row, and in its column, can go down."""
    row, column = down[cell[0]].sum(), down[:, cell[1]].sum()
    return float(min(up[cell], row - down[cell], column - down[cell]))


def _flow(up: Numbers, down: Numbers, cell: tuple[int, int]) -> float:
    """Find how far a count can go up in all loops: what flows back from its column to its row, by way of the other cells."""
    (i, j), (height, width) = cell, up.shape
    roads = np.zeros((height + width, height + width), dtype=np.int32)
    roads[:height, height:], roads[height:, :height] = up, down.T
    roads[i, height + j] = roads[height + j, i] = 0
    return min(float(up[cell]), float(maximum_flow(csr_array(roads), height + j, i).flow_value))


def _turn(start: float, row: Numbers, corner: Numbers, column: Numbers, cell: tuple[int, int]) -> Numbers:
    """Give by opposite corner how far a loop can turn: what the four cells allow."""
    least = np.minimum(np.minimum(row[None, :], column[:, None]), np.minimum(corner, start))
    least[cell[0]], least[:, cell[1]] = 0, 0
    return least


def _cheapest(table: Crosstab, published: Mask, cell: tuple[int, int], needed: float) -> Mask | None:
    """Open the cheapest of the loops that protect a cell, or, if none does, of the widest; None when nothing is left to open."""
    sums = np.zeros(published.shape, dtype=bool)
    sums[-1] = sums[:, -1] = True
    shut = _steps(table, *table.bounds(published))
    opened = _steps(table, *table.bounds(published & sums))
    price = np.where(published & ~sums, 1 + np.sqrt(table.counts), 0.0)
    i, j = cell
    best, found = (0.0, np.inf), None
    for row, corner, column in product((False, True), repeat=3):
        sides = [(opened if one else shut) for one in (row, corner, column)]
        turns = [_turn(shut[way][cell], sides[0][1 - way][i], sides[1][way], sides[2][1 - way][:, j], cell) for way in (0, 1)]
        cost = row * price[i][None, :] + corner * price + column * price[:, j][:, None]
        width = np.where(cost > 0, np.minimum(turns[0] + turns[1], needed), 0)
        at = np.unravel_index(np.argmin(np.where(width == width.max(), cost, np.inf)), width.shape)
        if width[at] > 0 and (-width[at], cost[at]) < (-best[0], best[1]):
            best = (float(width[at]), float(cost[at]))
            found = published.copy()
            for chosen, place in ((row, (i, at[1])), (corner, at), (column, (at[0], j))):
                found[place] &= not (chosen and not sums[place])
    return found if found is not None else _nearest(published, price, cell)


def _nearest(published: Mask, price: Numbers, cell: tuple[int, int]) -> Mask | None:
    """Open the cheapest cell of the row and the column where no loop of four can turn; None when they are open."""
    beside = np.zeros(published.shape, dtype=bool)
    beside[cell[0]] = beside[:, cell[1]] = True
    costs = np.where(beside & (price > 0), price, np.inf)
    if np.isinf(costs).all():
        return None
    found = published.copy()
    found[np.unravel_index(np.argmin(costs), costs.shape)] = False
    return found


def dominated(values: ArrayLike) -> bool:
    """
    Tell whether a sum over enterprises or institutions would tell of one of them.

    Parameters
    ----------
    values
        Not negative, one per entity.

    Returns
    -------
        True for fewer than 3 entities, or one with more than three quarters of the sum: such a sum is not published.

    Notes
    -----
    Ustawa o statystyce publicznej, art. 38 ust. 2: the rule of Polish official statistics for economic figures.

    Examples
    --------
    >>> dominated([80, 10, 10]), dominated([75, 15, 10]), dominated([50, 50])
    (True, False, True)
    """
    values = np.asarray(values, dtype=float)
    return len(values) < ENTITIES or bool(values.max() > DOMINANT * values.sum())

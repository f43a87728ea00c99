"""Which flows and totals of one service must be left out so that nobody can compute how few persons use it somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diagnoza.disclosure import Crosstab, hide_cells, hide_parts, risky, span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diagnoza.flows.coded import Flags, Floats, Ints


@dataclass(frozen=True)
class Matrix(Crosstab):
    """
    Users by origin and destination, with their sums.

    Attributes
    ----------
    fixed
        In the shape of the counts; true where everybody knows that nobody is counted: no such flow, or nobody reports it. Such a cell can
        hide nothing.
    """

    fixed: Flags | None = None

    def bounds(self, published: Flags) -> tuple[Floats, Floats]:
        """
        Tell what a reader knows of each count without adding anything up.

        Parameters
        ----------
        published
            What is published.
        """
        return super().bounds(published if self.fixed is None else published | self.fixed)


def publishable(users: Ints, small: Flags, fixed: Flags, minimum: int) -> NDArray[np.bool_]:
    """
    Choose the flows and totals of one service and year that may be published.

    Parameters
    ----------
    users
        Origin × destination [persons].
    small
        Flows that tell of too few persons.
    fixed
        Flows that everybody knows to be nothing here: they do not exist, or nobody reports them.
    minimum
        The smallest number of persons that may be published; every hidden number could be so many apart.

    Returns
    -------
        In the shape of the flows, with a last column for sums of rows and a last row for sums of columns: true what may be published. The
        sum of all is not: whoever can add up the totals knows it.

    Notes
    -----
    Small totals are left out, the smallest others with them; then small flows, and others by `diagnoza.disclosure.hide_cells`. While a
    hidden number is closer than the minimum, its own total, or the next smallest one where it is a total itself, is left out, too; with
    nothing published nothing can be told. A total of 0 is always published, and all its flows with it; so is one of which all flows are.
    """
    counts = np.pad(users, ((0, 1), (0, 1)))
    counts[-1], counts[:, -1] = counts[:-1].sum(axis=0), counts[:, :-1].sum(axis=1)
    counts[-1, -1] = users.sum()
    empty = (counts[:, -1:] == 0) | (counts[-1:] == 0)
    known = np.pad(fixed, ((0, 1), (0, 1))) | empty
    shown = np.pad(~small | known[:-1, :-1], ((0, 1), (0, 1)), constant_values=True)
    shown[-1, :-1], shown[:-1, -1] = _totals(counts[-1, :-1], minimum), _totals(counts[:-1, -1], minimum)
    shown[-1, -1] = False
    while True:
        shown = _with_others(Matrix(counts, shown, fixed=known), minimum)
        narrow = _narrow(Matrix(counts, shown, fixed=known), minimum)
        following = _next_total(counts, shown, narrow) if narrow else None
        if following is None:
            return shown | _told(shown)
        shown[following] = False


def _totals(sums: Ints, minimum: int) -> Flags:
    """Leave out small totals and the smallest others, for the sum of all may be known."""
    return ~(hide_parts(sums, risky(sums, minimum), minimum) & (sums > 0))


def _with_others(matrix: Matrix, minimum: int) -> Flags:
    """Leave out further flows until hidden ones, those left out for others too, are wide enough or nothing else can be left out."""
    known = np.zeros(matrix.published.shape, dtype=bool) if matrix.fixed is None else matrix.fixed
    shown = matrix.published
    while True:
        needed = np.where(shown, 0, minimum)
        needed[-1], needed[:, -1] = 0, 0
        following = hide_cells(Matrix(matrix.counts, shown, fixed=known), needed) | known
        following[-1], following[:, -1] = shown[-1], shown[:, -1]
        if (following == shown).all():
            return following
        shown = following


def _narrow(matrix: Matrix, minimum: int) -> list[tuple[int, int]]:
    """List hidden flows and totals that can be told more closely than the minimum."""
    found = []
    corner = matrix.counts.shape[0] - 1, matrix.counts.shape[1] - 1
    for i, j in np.argwhere(~(matrix.published | _told(matrix.published))):
        at = int(i), int(j)
        if at != corner:
            low, high = span(matrix, matrix.published, at)
            found += [at] if high - low < minimum else []
    return found


def _told(shown: Flags) -> Flags:
    """Find totals of which every flow is shown: to hide them is of no use."""
    found = np.zeros(shown.shape, dtype=bool)
    found[:-1, -1], found[-1, :-1] = shown[:-1, :-1].all(axis=1), shown[:-1, :-1].all(axis=0)
    return found


def _next_total(counts: Ints, shown: Flags, narrow: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Choose the smallest total that is still published: of the row or column of a narrow flow, beside a narrow total, or any other."""
    last = counts.shape[0] - 1, counts.shape[1] - 1
    totals = [(i, last[1]) for i in range(last[0])] + [(last[0], j) for j in range(last[1])]
    left = [at for at in totals if shown[at] and counts[at] > 0]
    rows, columns = {i for i, _ in narrow}, {j for _, j in narrow}
    own = [at for at in left if (at[0] in rows and at[0] != last[0]) or (at[1] in columns and at[1] != last[1])]
    beside = [at for at in left if (at[0] == last[0] and last[0] in rows) or (at[1] == last[1] and last[1] in columns)]
    return min(own or beside or left, key=lambda at: (counts[at], at), default=None)

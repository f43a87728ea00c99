"""How closely a reader can tell each count that is left out: linear programmes over all that is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from diagnoza.release.relations import STRUCTURE, compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from diagnoza.release.relations import Cell, Flags, Floats, Ints, Relation, Relations, System

SLACK = 1e-6
SOLUTIONS = 8
"""Looked for with all counts at once, before a count is asked for by itself."""
SEED = 20


@dataclass(frozen=True)
class Part:
    """Relations and counts that have to do with each other, and with no others."""

    relations: tuple[Relation, ...]
    counts: Ints

    def system(self, without: Collection[str] = ()) -> System:
        """Give the relations as numbers; without what some tables tell, if so wanted."""
        return compiled([one for one in self.relations if one.source not in without], self.counts)

    @property
    def sources(self) -> list[str]:
        """The tables that speak of these counts."""
        return sorted({one.source for one in self.relations} - {STRUCTURE})


@dataclass(frozen=True)
class Split:
    """All parts: those that agree, and those in which tables contradict each other; and how many links were dropped for that."""

    sound: tuple[Part, ...]
    broken: tuple[Part, ...]
    dropped: int


def solve(system: System, goal: Floats) -> Floats | None:
    """
    Find counts that agree with everything published and make a sum as small as possible.

    Parameters
    ----------
    system
        What is published.
    goal
        A factor for each count.

    Returns
    -------
        The counts; None if none agree.
    """
    if (system.least > system.most + SLACK).any():
        return None
    limits = Bounds(np.minimum(system.least, system.most), system.most)
    rows = LinearConstraint(system.matrix, system.low - SLACK, system.high + SLACK) if system.matrix.nnz else ()
    found = milp(goal, constraints=rows, bounds=limits)
    return None if found.x is None else np.asarray(found.x, dtype=float)


def split(known: Relations) -> Split:
    """
    Take relations apart into groups that have no unknown count in common, and drop links that contradict what they link.

    Parameters
    ----------
    known
        All that is published.
    """
    sound, broken, dropped = list[Part](), list[Part](), 0
    found = _parts(known)
    if solve(compiled(known.relations, np.arange(len(known.numbers))), np.zeros(len(known.numbers))) is not None:
        return Split(tuple(found), (), 0)
    for part in found:
        nothing = np.zeros(len(part.counts))
        if all(len(one.counts) == 1 and one.low <= one.high for one in part.relations) or solve(part.system(), nothing) is not None:
            sound.append(part)
            continue
        kept = [one for one in part.relations if not one.link]
        for link in (one for one in part.relations if one.link):
            if solve(compiled([*kept, link], part.counts), nothing) is not None:
                kept.append(link)
        dropped += len(part.relations) - len(kept)
        rest = Part(tuple(kept), part.counts)
        (broken if solve(rest.system(), nothing) is None else sound).append(rest)
    return Split(tuple(sound), tuple(broken), dropped)


def _parts(known: Relations) -> list[Part]:
    size = len(known.numbers)
    rows = np.repeat(np.arange(len(known.relations)), [len(one.counts) for one in known.relations]) + size
    columns = np.fromiter((at for one in known.relations for at in one.counts), dtype=np.intp)
    graph = csr_array((np.ones(len(rows)), (rows, columns)), shape=(size + len(known.relations),) * 2)
    _, group = connected_components(graph, directed=False)
    order = np.argsort(group, kind="stable")
    pieces = np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
    return [Part(tuple(known.relations[at - size] for at in one[one >= size]), one[one < size]) for one in pieces]


@dataclass(frozen=True)
class Narrow:
    """
    A count that can be told too closely.

    Attributes
    ----------
    cell
        The count.
    lower, upper
        The least and the most it can be [persons]; NaN where the tables contradict each other, so that nothing can be said.
    through
        The tables that tell it: without any of them it could not be told so closely.
    """

    cell: Cell
    lower: float
    upper: float
    through: tuple[str, ...]


class Asked:
    """
    What is known so far of each count that is left out.

    Parameters
    ----------
    cells
        The counts.
    numbers
        Their numbers, those of the groups they are part of, and of all who gave the answer; one row each.
    """

    def __init__(self, cells: Sequence[Cell], numbers: Ints) -> None:
        self.at, self._base, self._given = numbers
        self._part = np.array([one.within is not None for one in cells], dtype=bool)
        self._size, self._light, self._minimum = (
            np.array([getattr(one, name) for one in cells], dtype=float) for name in ("size", "light", "minimum")
        )

    def persons(self, least: Floats, most: Floats) -> tuple[Floats, Floats]:
        """Give the least and the most of each count found so far, in respondents of the mean weight of their group."""
        scale = self._scale(least, most)
        return least[self.at] * scale, most[self.at] * scale

    def safe(self, least: Floats, most: Floats) -> Flags:
        """
        Tell which counts are known to be wide enough.

        Parameters
        ----------
        least, most
            Of every count of the whole release, over the solutions found so far.

        Returns
        -------
            A count by itself is safe if it can be `minimum` apart. A part of a group of respondents is safe if it is not certain and, where
            there surely is somebody but fewer than the minimum, can be as far apart as the minimum, the group, or all who gave the answer;
            persons weighing as little as they may.
        """
        seen = np.isfinite(least[self.at])
        least, most = np.where(np.isfinite(least), least, 0.0), np.where(np.isfinite(most), most, 0.0)
        lower, upper = self.persons(least, most)
        width, scale = upper - lower + SLACK, self._scale(least, most)
        given, size = most[self._given] * scale, np.where(np.isnan(self._size), most[self._base], self._size)
        needed = np.minimum(np.minimum(self._minimum, given), size)
        certain = width < self._light * np.minimum(1.0, given)
        few = (lower > SLACK) & (upper < needed - SLACK) & (width < self._light * needed)
        wide: Flags = seen & np.where(self._part, ~(certain | few), width >= self._minimum)
        return wide

    def _scale(self, least: Floats, most: Floats) -> Floats:
        middle = (least[self._base] + most[self._base]) / 2
        return np.where(self._part & ~np.isnan(self._size) & (middle > 0), self._size / np.maximum(middle, SLACK), 1.0)


def narrow(known: Relations) -> tuple[list[Narrow], Split]:
    """
    Find the counts that can be told too closely.

    Parameters
    ----------
    known
        What is published, and what is left out.

    Returns
    -------
        These counts in the order they were listed, and how the relations fell apart.

    Notes
    -----
    A count is proved safe by two solutions that agree with everything published and lie far enough apart, so each solution serves all
    counts. Those not proved safe by some solutions of everything at once are asked for one by one, among the relations that have to do
    with them; those bounds are exact but for whole numbers.
    """
    if not known.cells:
        return [], Split((), (), 0)
    found = split(known)
    within = [(one.key, *(one.within or (one.key, one.key))) for one in known.cells]
    asked = Asked(known.cells, np.array([[known.numbers[key] for key in keys] for keys in within], dtype=np.intp).T)
    least, most = np.full(len(known.numbers), np.inf), np.full(len(known.numbers), -np.inf)
    _together(found.sound, asked, least, most)
    home = {int(count): part for part in found.sound for count in part.counts}
    lost = {int(count): part for part in found.broken for count in part.counts}
    told = []
    safe = asked.safe(least, most)
    for at, cell in enumerate(known.cells):
        count = int(asked.at[at])
        if count in lost:
            told.append(Narrow(cell, np.nan, np.nan, tuple(lost[count].sources)))
        elif not safe[at]:
            _widen(home[count], home[count].system(), count, least, most)
            safe = asked.safe(least, most)
            if not safe[at]:
                told.append(_explained(home[count], cell, at, asked, (least, most)))
    return told, found


def _together(parts: Sequence[Part], asked: Asked, least: Floats, most: Floats) -> None:
    """Find some solutions of everything at once, each pushing the counts not yet proved safe up or down."""
    random = np.random.default_rng(SEED)
    member = np.full(len(least), -1)
    for number, part in enumerate(parts):
        member[part.counts] = number
    for turn in range(SOLUTIONS):
        pushed = np.unique(asked.at[~asked.safe(least, most) & (member[asked.at] >= 0)])
        chosen = [parts[number] for number in np.unique(member[pushed])]
        if not chosen:
            return
        counts = np.concatenate([part.counts for part in chosen])
        goal = np.zeros(len(least))
        goal[pushed] = (1.0, -1.0)[turn] if turn < 2 else random.choice([-1.0, 1.0], len(pushed))  # noqa: PLR2004
        solution = solve(compiled([one for part in chosen for one in part.relations], counts), goal[counts])
        if solution is None:
            return
        least[counts], most[counts] = np.minimum(least[counts], solution), np.maximum(most[counts], solution)


def _widen(part: Part, system: System, count: int, least: Floats, most: Floats) -> None:
    """Find how far a count can go down and up; the solutions tell of the others, too."""
    goal = np.where(part.counts == count, 1.0, 0.0)
    for sign in (1.0, -1.0):
        solution = solve(system, sign * goal)
        if solution is not None:
            least[part.counts] = np.minimum(least[part.counts], solution)
            most[part.counts] = np.maximum(most[part.counts], solution)


def _explained(part: Part, cell: Cell, at: int, asked: Asked, ends: tuple[Floats, Floats]) -> Narrow:
    """Leave tables out one by one as long as the count can be told without them: what is left tells it."""
    lower, upper = (float(one[at]) for one in asked.persons(*ends))
    without: list[str] = []
    for source in part.sources:
        trial = [np.full(len(ends[0]), fill) for fill in (np.inf, -np.inf)]
        system = part.system([*without, source])
        _widen(part, system, int(asked.at[at]), *trial)
        if not asked.safe(*trial)[at]:
            without.append(source)
    return Narrow(cell, lower, upper, tuple(one for one in part.sources if one not in without))

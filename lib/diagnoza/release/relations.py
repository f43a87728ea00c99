"""What a reader can write down from published tables: unknown counts of persons, and equations and limits between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]

Key = tuple[str, ...]
"""Names one count: what it is of, and by what it is divided."""
FAR = 1e6
"""Persons: more than any count in a partnership."""
STRUCTURE = ""
"""The source of what is so by definition: a total is the sum of its parts."""


@dataclass(frozen=True)
class Cell:
    """
    A count that is not published and must stay uncertain.

    Attributes
    ----------
    key
        The count.
    minimum
        The smallest number of persons that may be published.
    table, name
        Where it is left out, and how a message calls it.
    within
        The group of respondents it is a part of, and all who gave the answer; None: a count by itself, such as a flow.
    size
        Respondents in the group; NaN: not told.
    light
        The least that a respondent weighs, in mean weights.
    """

    key: Key
    minimum: float
    table: str
    name: str
    within: tuple[Key, Key] | None = None
    size: float = np.nan
    light: float = 1.0


@dataclass(frozen=True)
class Relation:
    """One thing that is published: a sum of counts, each times a factor, lies between two numbers; `link` between tables or editions."""

    counts: tuple[int, ...]
    factors: tuple[float, ...]
    low: float
    high: float
    source: str
    link: bool = False


@dataclass
class Relations:
    """All that a reader knows, and what must not follow from it."""

    numbers: dict[Key, int] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def number(self, key: Key) -> int:
        """Give the number of a count; a new one, if nobody has spoken of it yet."""
        return self.numbers.setdefault(key, len(self.numbers))

    def say(self, parts: Iterable[tuple[Key, float]], low: float, high: float, source: str = STRUCTURE, *, link: bool = False) -> None:
        """
        Write down that a sum lies between two numbers.

        Parameters
        ----------
        parts
            Counts and their factors; a count may stand there twice.
        low, high
            The limits; the same for an equation.
        source
            The table that tells it, with its edition; empty: it is so by definition.
        link
            Whether it supposes that two tables or editions mean the same persons; dropped where they contradict each other.
        """
        factors: dict[int, float] = {}
        for key, factor in parts:
            at = self.number(key)
            factors[at] = factors.get(at, 0.0) + factor
        self.relations.append(Relation(tuple(factors), tuple(factors.values()), low, high, source, link))

    def add_up(self, total: Key, parts: Iterable[Key], source: str = STRUCTURE, *, link: bool = False) -> None:
        """Write down that a count is the sum of others."""
        self.say([(total, -1.0), *((part, 1.0) for part in parts)], 0.0, 0.0, source, link=link)

    def known(self, key: Key, value: float, source: str, *, link: bool = False) -> None:
        """Write down a published count."""
        self.say([(key, 1.0)], value, value, source, link=link)


@dataclass(frozen=True)
class System:
    """
    Relations as numbers.

    Attributes
    ----------
    matrix, low, high
        Relations of two counts and more: relation × count, and their limits. A count that is known by itself is in the limits.
    least, most
        Limits of each count by itself, 0 and far more than there are people where nothing is told.
    """

    matrix: csr_array
    low: Floats
    high: Floats
    least: Floats
    most: Floats


def compiled(relations: Sequence[Relation], counts: Ints) -> System:
    """
    Turn relations into numbers.

    Parameters
    ----------
    relations
        What is known.
    counts
        Of which counts, in the order wanted; the relations speak of no others.
    """
    place = np.zeros(int(counts.max()) + 1, dtype=np.intp)
    place[counts] = np.arange(len(counts))
    least, most = np.zeros(len(counts)), np.full(len(counts), FAR)
    several = [one for one in relations if len(one.counts) > 1]
    for one in relations:
        if len(one.counts) == 1:
            at, ends = place[one.counts[0]], sorted((one.low / one.factors[0], one.high / one.factors[0]))
            least[at], most[at] = max(least[at], ends[0]), min(most[at], ends[1])
    rows = np.repeat(np.arange(len(several)), [len(one.counts) for one in several])
    columns = place[np.fromiter((at for one in several for at in one.counts), dtype=np.intp)]
    factors = np.fromiter((factor for one in several for factor in one.factors), dtype=float)
    fixed = (least == most)[columns]
    told: Floats = np.bincount(rows[fixed], (factors * least[columns])[fixed], minlength=len(several)).astype(np.float64)
    matrix = csr_array((factors[~fixed], (rows[~fixed], columns[~fixed])), shape=(len(several), len(counts)))
    low, high = (np.asarray([getattr(one, end) for one in several], dtype=np.float64) - told for end in ("low", "high"))
    return System(matrix, low, high, least, most)


def rows(table: pd.DataFrame) -> list[Any]:
    """
    Give the rows of a stored table, each with its columns as attributes.

    Parameters
    ----------
    table
        The table; its declaration holds the types.
    """
    return list(table.itertuples(index=False))

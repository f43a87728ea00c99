"""Measures of a network: of what could be reported, none of a small one, and none of a single person or of who did not answer."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from diagnoza.institutions.network import LEAST
from diagnoza.tables.institutions import MEASURES, Centrality, NetworkMeasures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ties = NDArray[np.bool_]

SMALLEST = 15
"""Institutions from which a network has measures; below there is the matrix and the list of what is missing."""


def density(said: pd.DataFrame) -> tuple[int, int]:
    """
    Count ties among those that could be reported.

    Parameters
    ----------
    said
        Result of `network.own_reports`.

    Returns
    -------
        Reported ties, and pairs (each way) of which the word is known.
    """
    known = said.notna().to_numpy()
    return int(_ties(said).sum()), int(known.sum())


def reciprocity(said: pd.DataFrame) -> tuple[int, int]:
    """
    Count ties that are returned, of those whose other end answered.

    Parameters
    ----------
    said
        Result of `network.own_reports`.

    Returns
    -------
        Ties with a tie back, and ties whose way back is known.
    """
    ties, known = _ties(said), said.notna().to_numpy()
    asked = ties & known.T
    return int((asked & ties.T).sum()), int(asked.sum())


def ei_index(said: pd.DataFrame, groups: pd.Series) -> tuple[int, int]:
    """
    Count ties between groups and within them; the E-I index is (E - I) / (E + I).

    Parameters
    ----------
    said
        Result of `network.own_reports`.
    groups
        Sector or level by institution, in the same order.

    Returns
    -------
        E, ties between groups, and I, ties within one.
    """
    ties, names = _ties(said), groups.to_numpy()
    within = names[:, None] == names[None, :]
    return int((ties & ~within).sum()), int((ties & within).sum())


def components(said: pd.DataFrame) -> int:
    """
    Count the parts that no tie joins, whichever way it goes; an institution without any tie is a part.

    Parameters
    ----------
    said
        Result of `network.own_reports`.
    """
    ties = _ties(said)
    return int(connected_components(csr_array((ties | ties.T).astype(int)), directed=False)[0])


def betweenness(said: pd.DataFrame) -> pd.Series:
    """
    Measure how often an institution lies on the shortest ways between two others.

    Parameters
    ----------
    said
        Result of `network.own_reports`; a tie is one way, all count the same.

    Returns
    -------
        Share of the ordered pairs of others, 0-1, by institution; where several ways are as short each counts its part. 0 where there
        are fewer than three institutions.

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40. Computed as by Brandes, U. (2001). A faster
    algorithm for betweenness centrality. Journal of Mathematical Sociology 25.
    """
    ties = _ties(said)
    after = [np.flatnonzero(row).tolist() for row in ties]
    total = np.zeros(len(ties))
    for start in range(len(ties)):
        total += _dependencies(after, start)
    pairs = (len(ties) - 1) * (len(ties) - 2)
    return pd.Series(total / pairs if pairs > 0 else total, index=said.index, name="betweenness")


def _dependencies(after: Sequence[Sequence[int]], start: int) -> NDArray[np.float64]:
    """Say for how many ends of the shortest ways from one start each other one is passed."""
    n = len(after)
    ways, distance = np.zeros(n), np.full(n, -1)
    ways[start], distance[start] = 1, 0
    before: list[list[int]] = [[] for _ in range(n)]
    order, queue = [], deque([start])
    while queue:
        one = queue.popleft()
        order.append(one)
        for other in after[one]:
            if distance[other] < 0:
                distance[other] = distance[one] + 1
                queue.append(other)
            if distance[other] == distance[one] + 1:
                ways[other] += ways[one]
                before[other].append(one)
    passed = np.zeros(n)
    for one in reversed(order):
        for earlier in before[one]:
            passed[earlier] += ways[earlier] / ways[one] * (1 + passed[one])
    passed[start] = 0
    return passed


def network_measures(institutions: pd.DataFrame, said: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """
    Measure the whole network.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    said, pairs
        Results of `network.own_reports` and `pairs.states`.

    Returns
    -------
        Table `NetworkMeasures`; a network of fewer than `SMALLEST` institutions has the status small and no values.
    """
    counted = {
        "density": density(said),
        "reciprocity": reciprocity(said),
        "confirmed_share": _confirmed(pairs),
    }
    rows = [(name, part / whole if whole else np.nan, part, whole) for name, (part, whole) in counted.items()]
    for name in ("sector", "level"):
        outside, inside = ei_index(said, institutions[name])
        rows.append((f"ei_{name}", (outside - inside) / (outside + inside) if outside + inside else np.nan, outside, outside + inside))
    rows.append(("components", float(components(said)), components(said), len(said)))
    table = pd.DataFrame(rows, columns=["measure", "value", "part", "whole"]).set_index("measure").loc[list(MEASURES)].reset_index()
    small = len(institutions) < SMALLEST
    table["status"] = "small" if small else np.where(table["value"].isna(), "undefined", "shown")
    table = table.astype({"part": "Int64", "whole": "Int64"})
    table[["value", "part", "whole"]] = table[["value", "part", "whole"]].where(table["status"].eq("shown"))
    return pd.DataFrame(NetworkMeasures.validate(table, lazy=True))


def _confirmed(pairs: pd.DataFrame) -> tuple[int, int]:
    both = int(pairs["status"].eq("confirmed").sum())
    return both, both + int(pairs["status"].eq("one_sided").sum())


def centrality(institutions: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """
    Measure who is sought as partner and who joins others.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    said
        Result of `network.own_reports`.

    Returns
    -------
        Table `Centrality`, in the order of the institutions: none for whoever did not answer, for a single person, or in a network of
        fewer than `SMALLEST` institutions. Ways through those who did not answer are not known, so betweenness is of reported ties.
    """
    ties, known = _ties(said), said.notna().to_numpy()
    table = pd.DataFrame(
        {
            "institution": institutions["institution"],
            "named_by": ties.sum(axis=0),
            "asked": known.sum(axis=0),
            "betweenness": betweenness(said).to_numpy(),
        }
    )
    small = np.full(len(table), len(table) < SMALLEST)
    alone, silent = institutions["one_person"].eq(1).to_numpy(), institutions["responded"].eq(0).to_numpy()
    table["status"] = np.select([small, alone, silent], ["small", "one_person", "not_responded"], default="shown")
    columns = ["named_by", "asked", "betweenness"]
    table = table.astype({"named_by": "Int64", "asked": "Int64"})
    table[columns] = table[columns].where(table["status"].eq("shown"))
    return pd.DataFrame(Centrality.validate(table, lazy=True))


def _ties(said: pd.DataFrame) -> Ties:
    return np.asarray(said.to_numpy() >= LEAST, dtype=np.bool_)

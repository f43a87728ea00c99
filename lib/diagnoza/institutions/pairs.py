"""Pairs of institutions: ties that both report, ties that one side reports only, and ties that nobody could confirm."""

from __future__ import annotations

import numpy as np
import pandas as pd

from diagnoza.institutions.network import LEAST, words
from diagnoza.tables.institutions import CooperationPairs

NONE, UNKNOWN = "none", "unknown"


def states(institutions: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """
    Say how the tie of every pair is known.

    Parameters
    ----------
    institutions, ties
        Tables `Institutions` and `Ties` of one year.

    Returns
    -------
        One row per pair, in the order of the institutions: first, second, first_says, second_says [0-4, missing: not known], formal
        [0 or 1], status: confirmed (both report a tie), one_sided (one does, the other says there is none), unchecked (one does, the
        other's word is not known), none (both say there is none), unknown (nobody reports a tie and a word is missing).
    """
    said = words(institutions, ties)
    first, second = np.triu_indices(len(said), k=1)
    ids, values = said.index.to_numpy(), said.to_numpy()
    pairs = pd.DataFrame({"first": ids[first], "second": ids[second]})
    mine, other = values[first, second], values[second, first]
    pairs["first_says"], pairs["second_says"] = mine, other
    written = ties[ties["formal"].eq(1).fillna(value=False)]
    agreed = {frozenset(pair) for pair in zip(written["source"], written["target"], strict=True)}
    pairs["formal"] = [int(frozenset(pair) in agreed) for pair in zip(pairs["first"], pairs["second"], strict=True)]
    ties_told = (mine >= LEAST).astype(int) + (other >= LEAST)
    missing = np.isnan(mine) | np.isnan(other)
    pairs["status"] = np.select(
        [ties_told == 2, (ties_told == 1) & missing, ties_told == 1, missing],  # noqa: PLR2004  (both)
        ["confirmed", "unchecked", "one_sided", UNKNOWN],
        default=NONE,
    )
    return pairs


def cooperation(pairs: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the pairs of which at least one reports a tie.

    Parameters
    ----------
    pairs
        Result of `states`.

    Returns
    -------
        Table `CooperationPairs`.
    """
    rows = pairs[~pairs["status"].isin([NONE, UNKNOWN])].reset_index(drop=True)
    rows = rows.astype({"first_says": "Int64", "second_says": "Int64"})
    return pd.DataFrame(CooperationPairs.validate(rows, lazy=True))

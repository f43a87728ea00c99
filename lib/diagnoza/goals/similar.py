"""Goals that use like words: only a proposal of what to read side by side or how to code; people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.catalogue import SECTORS
from diagnoza.goals.declared import declared
from diagnoza.tables.goals import GoalTwins, ProposedFields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Lemmatise = Callable[[Sequence[str]], Sequence[Sequence[str]]]
    """Gives the words of each text in their dictionary form, as `surveys.open_answers.lemmas.lemmatise` does."""

SIMILAR = 0.5
"""Goals are proposed from this cosine on; our own choice, which no study of such goals stands behind."""
_DECIMALS = 12  # so that what is equally alike compares as equal
_ORDER = ["teryt", "document", "level", "text"]


def cosines(words: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
    """
    Compare texts by how often each word stands in them.

    Parameters
    ----------
    words
        The words of each text, in their dictionary form.

    Returns
    -------
        Cosine of the counts for every two texts [0-1], one row and one column per text; 0 where a text has no words, with itself too.

    Examples
    --------
    >>> cosines([["droga", "gminny"], ["droga", "szkoła"], []]).round(2).tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    place = {word: at for at, word in enumerate(sorted({word for text in words for word in text}))}
    counts = np.zeros((len(words), len(place)))
    for row, text in enumerate(words):
        for word in text:
            counts[row, place[word]] += 1
    products = counts @ counts.T
    squares = np.diag(products)
    lengths = np.sqrt(np.outer(squares, squares))
    return np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0).round(_DECIMALS)


def twins(goals: pd.DataFrame, lemmatise: Lemmatise, *, threshold: float = SIMILAR) -> pd.DataFrame:
    """
    Propose goals of two partners to read side by side.

    Parameters
    ----------
    goals
        Table `Goals`.
    lemmatise
        Gives the words of each text in their dictionary form.
    threshold
        Least cosine, above 0.

    Returns
    -------
        Table `GoalTwins`, the most alike first. It changes no field and enters no other measure.

    Notes
    -----
    Like words may mean different things, and one thing may be said in different words: a pair that is not listed says nothing.
    """
    least, ordered = _checked(threshold), goals.sort_values(_ORDER, ignore_index=True)
    alike, owners = cosines(lemmatise(ordered["text"].tolist())), ordered["teryt"].to_numpy(dtype=object)
    first, second = np.nonzero(np.triu(alike >= least, 1) & (owners[:, None] != owners[None, :]))
    columns: dict[str, object] = {"similarity": alike[first, second]}
    for side, at in (("first", first), ("second", second)):
        goal = ordered.iloc[at].reset_index(drop=True)
        columns |= {side: goal["teryt"]} | {f"{side}_{name}": goal[name] for name in _ORDER[1:]}
    found = pd.DataFrame(columns)[list(GoalTwins.to_schema().columns)].sort_values("similarity", ascending=False, kind="stable")
    return pd.DataFrame(GoalTwins.validate(found.reset_index(drop=True), lazy=True))


def proposed_fields(goals: pd.DataFrame, lemmatise: Lemmatise, *, threshold: float = SIMILAR) -> pd.DataFrame:
    """
    Propose fields for goals that have none yet.

    Parameters
    ----------
    goals
        Table `Goals`.
    lemmatise
        Gives the words of each text in their dictionary form.
    threshold
        Least cosine, above 0.

    Returns
    -------
        Table `ProposedFields`: for each goal that was not coded or not settled the field of the coded goal that is most alike, of any
        partner; a row per field where several are equally alike; no row where none is alike enough. `none` is never proposed. It is
        written into no goal: a field counts only when people have put it into the delivered table.
    """
    least, ordered = _checked(threshold), goals.sort_values(_ORDER, ignore_index=True)
    alike = cosines(lemmatise(ordered["text"].tolist()))
    coded = np.flatnonzero(ordered["field"].isin(list(SECTORS)).to_numpy(dtype=bool))
    rows: list[dict[str, object]] = []
    for at in np.flatnonzero(ordered["field"].eq("").to_numpy(dtype=bool)).tolist():
        best = alike[at, coded].max() if coded.size else 0.0
        if best < least:
            continue
        like = ordered.loc[coded[alike[at, coded] == best]].drop_duplicates("field")
        about = {name: ordered.loc[at, name] for name in _ORDER} | {"similarity": float(best)}
        rows += [
            about | {"proposed": one["field"], "like_teryt": one["teryt"], "like_text": one["text"]} for one in like.to_dict("records")
        ]
    return declared(rows, ProposedFields).sort_values([*_ORDER, "proposed"], ignore_index=True)


def _checked(threshold: float) -> float:
    if not 0 < threshold <= 1:
        msg = f"The threshold is {threshold}: write a number above 0 and at most 1."
        raise ValueError(msg)
    return threshold

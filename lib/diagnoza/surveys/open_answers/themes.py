"""Open answers in groups of like words: a proposal for a person who reads and names them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

from diagnoza.surveys.open_answers.lemmas import lemmatise

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_ANSWERS = 30
SHOWN_IN = 3
WORDS = 6
_FEWEST, _MOST = 3, 10
_WEAK = 0.1
_LIGHT = 0.1
_NONE = -1
_NOTHING = 1e-12


@dataclass(frozen=True)
class Proposal:
    """
    Themes of open answers that nobody has read yet.

    Attributes
    ----------
    assignment
        The number of the theme of each answer, on their index: 1 is the largest, 0 is none.
    words
        The commonest words of each theme in their dictionary form; each stands in three answers at least.
    """

    assignment: pd.Series
    words: dict[int, tuple[str, ...]]


def propose(texts: pd.Series, n_themes: int | None = None, *, seed: int = 0) -> Proposal:
    """
    Group open answers by their words.

    Parameters
    ----------
    texts
        One answer a row, personal data masked.
    n_themes
        How many themes; None takes the square root of half the number of answers, 3 to 10, a rule of thumb.
    seed
        For the decomposition with which the factorization starts; the same seed gives the same themes.

    Returns
    -------
        The themes; none for fewer than 30 answers, or where no words recur.

    Notes
    -----
    TF-IDF of lemmas, non-negative matrix factorization (NNDSVDa start). An answer belongs to the
    theme it is nearest to (cosine), to none below 0.1. Each answer has one theme, though people often write of two.

    References
    ----------
    Lee, D. D., Seung, H. S. (1999). Learning the parts of objects by non-negative matrix factorization. Nature 401, 788-791.
    """
    words = lemmatise(texts)
    frequencies = Counter(word for answer in words for word in set(answer))
    shown = {word for word, count in frequencies.items() if count >= SHOWN_IN}
    count = min(n_themes or min(max(round(math.sqrt(len(texts) / 2)), _FEWEST), _MOST), len(shown) - 1)
    if len(texts) < MIN_ANSWERS or count < 1:
        return Proposal(pd.Series(0, index=texts.index, dtype="int64"), {})
    vocabulary = sorted(frequencies)
    answers = TfidfVectorizer(analyzer=list, lowercase=False, vocabulary=vocabulary, sublinear_tf=True).fit_transform(words)
    model = NMF(count, init="nndsvda", random_state=seed, max_iter=5000).fit(answers)
    themes = model.components_ / np.maximum(np.linalg.norm(model.components_, axis=1, keepdims=True), _NOTHING)
    nearness = np.asarray(answers @ themes.T)
    nearest = pd.Series(np.where(nearness.max(axis=1) >= _WEAK, nearness.argmax(axis=1), _NONE), index=texts.index)
    sizes = nearest[nearest != _NONE].value_counts()
    order = sorted(sizes.index, key=lambda theme: (-sizes[theme], theme))
    number = {theme: i for i, theme in enumerate(order, start=1)}
    assignment = nearest.map(lambda theme: number.get(theme, 0)).astype("int64")
    return Proposal(assignment, {number[theme]: _top(themes[theme], vocabulary, shown) for theme in order})


def _top(loadings: np.ndarray, vocabulary: Sequence[str], shown: set[str]) -> tuple[str, ...]:
    """Give the words that count most in a theme and are rare nowhere."""
    order = (vocabulary[j] for j in np.argsort(-loadings, kind="stable") if loadings[j] >= _LIGHT * loadings.max())
    return tuple(word for word in order if word in shown)[:WORDS]

"""Answers to an open question that answer nothing: „nie wiem”, „brak”, „-”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.folding import fold

if TYPE_CHECKING:
    import pandas as pd

_SILENT = frozenset(
    fold(phrase)
    for phrase in """
        nic | nic takiego | nic nie trzeba | nic dodać nic ująć | nie | nie wiem | niewiem | nie mam | nie mam zdania | nie mam uwag
        nie mam pomysłu | nie dotyczy | nd | n/d | brak | brak zdania | brak uwag | brak odpowiedzi | bez uwag | bez zmian | bez komentarza
        trudno powiedzieć | trudno mi powiedzieć | wszystko | wszystko ok | wszystko jest ok | wszystko dobrze | wszystko jest dobrze
        wszystko w porządku | wszystko jest w porządku | wszystko gra | jest ok | jest dobrze | jest w porządku | ok | x
    """.replace("\n", "|").split("|")
)


def is_silent(texts: pd.Series) -> pd.Series:
    """
    Find the answers that answer nothing.

    Parameters
    ----------
    texts
        Open answers to a question of what is to be changed, what hinders and the like.

    Returns
    -------
        True for signs without a word and for a listed phrase alone, however it is written; „nie wiem, może autobusy” is an answer.
    """
    return texts.map(lambda text: not any(map(str.isalnum, text)) or fold(text) in _SILENT).astype(bool)

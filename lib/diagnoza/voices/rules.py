"""Who may be told by what is published: which statements count, and which may carry the label of a sector."""

from __future__ import annotations

import pandas as pd

from diagnoza.tables.voices import NO_CODE
from diagnoza.voices.codes import ENOUGH
from diagnoza.voices.hiding import tells_sector

INTERVIEW = "idi"


def settled(coding: pd.DataFrame) -> pd.DataFrame:
    """
    Take of each statement one coding: the agreed one, or else that of the first coder, or else that of the second.

    Parameters
    ----------
    coding
        Table `Coding`.

    Returns
    -------
        The same columns, fewer rows.
    """
    first = coding.groupby("statement")["coder"].transform("min")
    return coding[coding["coder"].eq(first)].reset_index(drop=True)


def usable(coding: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the codes that may be published without any label.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        The same columns, without rows of no code; without interviews that nobody consented to, unless at least `ENOUGH` were held, as a
        deficit named in the only interview names its speaker.
    """
    talks = coding["type"].eq(INTERVIEW)
    hidden = talks & coding["consent"].eq("") & (coding.loc[talks, "meeting"].nunique() < ENOUGH)
    return coding[~hidden & coding["category"].ne(NO_CODE)].reset_index(drop=True)


def named(coding: pd.DataFrame) -> pd.Series:
    """
    Tell which statements may carry the label of their sector.

    Parameters
    ----------
    coding
        Table `Coding`.

    Returns
    -------
        True by row where the meeting is no interview and had at least `ENOUGH` persons of the sector; where it is not told how many, False.
    """
    enough = coding["people"].ge(ENOUGH).fillna(value=False).astype(bool)
    return (enough & coding["type"].ne(INTERVIEW) & coding["sector"].ne("")).rename("named")


def readable(coding: pd.DataFrame, column: str) -> pd.Series:
    """
    Take out words that name the sector of a speaker who may not be labelled.

    Parameters
    ----------
    coding
        Table `Coding`.
    column
        The words, masked already.

    Returns
    -------
        The words by row, "" where they would stand for the label; an interview with consent may name its institution.
    """
    told = [tells_sector(text, sector) for text, sector in zip(coding[column], coding["sector"], strict=True)]
    telling = pd.Series(told, index=coding.index, dtype=bool)
    return coding[column].mask(telling & ~named(coding) & coding["consent"].eq(""), "")

"""Cells on their way to be answers: the columns made so far, and what was not recognised in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.surveys.reading.choices import ALIKE, Vocabulary, clean
from diagnoza.surveys.reading.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnoza.delivery_formats import Labels
    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.reading.columns import Column
    from diagnoza.surveys.reading.matching import Matched
    from diagnoza.surveys.reading.unknown import Why

_OFTEN = 5
_SHORTEST = 4


@dataclass
class Reading:
    """The columns of answers made so far, and the cells that are not as declared."""

    matched: Matched
    columns: dict[str, pd.Series] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)

    def cells(self, column: Column) -> pd.Series:
        """Give the cells of a column without what nobody sees."""
        return recoded(self.matched.responses.of(column), clean)

    def labels(self, column: Column) -> Labels | None:
        """Give what an SPSS file says of a column; None for other files."""
        return self.matched.responses.delivered.labels.get(column.header)

    def add(self, question: Question, column: Column, cells: pd.Series, why: Why, near: dict[str, str] | None = None) -> None:
        """List cells that are not as declared."""
        self.unknown += [
            Unknown(int(str(row)), column, question.id, value, why, (near or {}).get(value, "")) for row, value in cells.items()
        ]

    def suspect(self, question: Question, column: Column, words: pd.Series) -> None:
        """List words of „inne” that look like an option whose label was changed."""
        given = words[words != ""]
        if given.empty:
            return
        vocabulary = Vocabulary(question)
        near = {text: vocabulary.nearest(text) for text in given.unique()}
        alike = [text for text, (_, likeness) in near.items() if likeness >= ALIKE and len(text) >= _SHORTEST]
        often = [text for text, times in given.value_counts().items() if times >= max(_OFTEN, len(words) // 20)]
        suspected = given[given.isin({*alike, *often})]
        self.add(question, column, suspected, "perhaps a renamed option", {text: label for text, (label, _) in near.items()})


def recoded(cells: pd.Series, told: Callable[[str], str]) -> pd.Series:
    """
    Write cells anew.

    Parameters
    ----------
    cells
        Texts, none of them missing.
    told
        Gives what is written for a text; called once for each different one.

    Returns
    -------
        The new texts, with the index of the cells.
    """
    numbers, different = pd.factorize(cells)
    anew = [told(cell) for cell in different]
    return cells if anew == list(different) else pd.Series(pd.array(anew, dtype="str").take(numbers), cells.index)

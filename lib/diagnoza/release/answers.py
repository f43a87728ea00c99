"""Delivered answers and statements that nobody marked as quotable: what the finished files are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.delivery import read_delivery
from diagnoza.release.scan import LONG, WORDS, flat
from diagnoza.surveys.codebook import BANK, load_codebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from diagnoza.partnership import Partnership

QUOTED = ("quotes", "voice_quotes", "voice_needs", "voice_offers", "voice_readiness", "comments")
"""Stored tables of what may be quoted, or is told of needs and offers."""
DIFFERENT = 0.5
"""Share of different cells from which a column holds what respondents wrote, not the labels of answers they chose."""


def unquotable(partnership: Partnership, root: Path, tables: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """
    List what respondents and speakers wrote or said that may not be published.

    Parameters
    ----------
    partnership
        Loaded params; its surveys and statements are read.
    root
        Project folder.
    tables
        Stored tables, with those of quotes.

    Returns
    -------
        Texts of 25 characters and 4 words or more, blanks of any kind as one, that are no quotes. Shorter ones cannot be recognised.
    """
    allowed = _quoted(tables) | _labels(partnership, root)
    found: set[str] = set()
    for source in partnership.sources:
        if not source.survey and source.table != "statements":
            continue
        path = root / "data" / "raw" / partnership.id / source.file
        frame = read_delivery(path, encoding=source.encoding, sheet=source.sheet).frame
        found |= {text for name in frame.columns for text in _written(frame[name])}
    return frozenset(text for text in found if not _chosen(text, allowed))


def _chosen(text: str, allowed: set[str]) -> bool:
    """Tell whether a cell holds nothing but what may be told; forms join several chosen answers by semicolons."""
    return text in allowed or allowed.issuperset(part.strip() for part in text.split(";") if part.strip())


def _quoted(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    texts = (tables[name].select_dtypes(["object", "string"]) for name in QUOTED if name in tables)
    return {flat(str(text)) for frame in texts for column in frame for text in frame[column].dropna()}


def _labels(partnership: Partnership, root: Path) -> set[str]:
    """Give the words of questionnaires: answers to choose from are not what a respondent wrote."""
    folder = root / "params" / "questionnaires"
    books = [load_codebook(folder / f"{name}.yaml", folder / BANK) for name in {one.questionnaire for one in partnership.surveys}]
    questions = [question for book in books for question in book.questions]
    options = [text for question in questions for one in question.options for text in (one.label, *one.variants)]
    return {flat(text) for text in [*options, *(one.wording for one in questions), *(one.label or "" for one in questions)]}


def _written(column: pd.Series) -> Iterator[str]:
    cells = [flat(str(cell)) for cell in column if isinstance(cell, str) and cell.strip()]
    if len(set(cells)) >= DIFFERENT * max(1, len(cells)):
        yield from _long(cells)


def _long(cells: Iterable[str]) -> Iterator[str]:
    return (cell for cell in cells if len(cell) >= LONG and len(cell.split()) >= WORDS)

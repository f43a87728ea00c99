"""Nothing of a single respondent leaves data/: not in a page, a workbook, an executed notebook or a processed table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import load_workbook

from diagnoza.delivery import read_delivery
from diagnoza.partnership import load_partnership
from diagnoza.surveys.tabulate import read_surveys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_samples import Site

PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\b(?:\d{1,3}\.){3}\d{1,3}\b|\b\d{11}\b|\b\d{3}[ -]\d{3}[ -]\d{3}\b")
WORDS = 25
"""An open answer of so many characters is recognised when it turns up elsewhere."""
PUBLISHED = ["mg-6", "starachowice"]


def released(site: Site, partnership: str) -> str:
    """Read all that leaves the project about a partnership, blanks of any kind as one."""
    folder = site.root / "reports" / partnership
    texts = [path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in {".html", ".ipynb", ".csv", ".log", ".json"}]
    book = load_workbook(folder / "tables.xlsx", read_only=True)
    texts += [str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert len(texts) > 100
    return flat("\n".join(texts))


def flat(text: str) -> str:
    return " ".join(text.replace("&nbsp;", " ").split())


def delivered(root: Path, partnership: str) -> Iterator[pd.DataFrame]:
    for source in load_partnership(partnership, root).sources:
        if not source.survey:
            continue
        yield read_delivery(root / "data/raw" / partnership / source.file).frame


@pytest.mark.parametrize("partnership", PUBLISHED)
def test_no_personal_value_of_a_delivered_file_is_released(site: Site, partnership: str) -> None:
    cells = {cell for frame in delivered(site.root, partnership) for cell in frame.to_numpy().ravel() if cell}
    personal = {found for cell in cells for found in PERSONAL.findall(cell)}
    assert len(personal) > 3
    told = released(site, partnership)
    assert [value for value in personal if value in told] == []


@pytest.mark.parametrize("partnership", PUBLISHED)
def test_no_open_answer_is_released_but_those_that_a_person_marked(site: Site, partnership: str) -> None:
    answered = read_surveys(load_partnership(partnership, site.root), site.root).surveys
    words = {
        flat(text)
        for cleaned in answered
        for question in cleaned.codebook.questions
        for name in (question.id if question.kind == "text" else "", f"{question.id}__text")
        for text in cleaned.frame.get(name, ())
        if len(text) >= WORDS
    }
    quotes = set(pd.read_parquet(site.root / "data/processed" / partnership / "quotes.parquet")["text"].map(flat))
    assert len(words) > 100
    assert 3 < len(quotes) < len(words) / 4
    told = released(site, partnership)
    assert [text for text in words - quotes if text in told] == []
    assert any(text in told for text in quotes)  # the search finds what is there


@pytest.mark.parametrize("partnership", ["mg-6", "jablonowo", "starachowice"])
def test_no_stored_table_has_a_figure_where_it_says_that_there_is_none(prepared: Path, partnership: str) -> None:
    estimates = pd.read_parquet(prepared / "data/processed" / partnership / "estimates.parquet")
    hidden = estimates[~estimates["status"].isin(["shown", "small"])]
    assert len(hidden) > 100
    assert hidden[["count", "n_eff", "value", "se", "low", "high"]].isna().all(axis=None)
    assert not estimates["category"].str.startswith("unknown").any()
    assert (estimates["n"].dropna() >= 5).all()

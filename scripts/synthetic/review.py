"""
A review of invented open answers: what a person who reads them would note. Nobody has read them.

The theme of an answer is the one its first sentence was made of, so that nothing is told by words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.surveys.open_answers.masking import mask
from diagnoza.surveys.open_answers.review import COLUMNS, unbroken, written
from diagnoza.surveys.open_answers.silent import is_silent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from synthetic.exports import Rows
    from synthetic.opinions import Filled
    from synthetic.words import Said

NAMES = {
    "transport": "Transport publiczny",
    "roads": "Drogi, chodniki i ścieżki rowerowe",
    "health": "Dostęp do lekarzy",
    "culture": "Kultura i czas wolny",
    "young": "Miejsca spotkań i głos młodzieży",
    "jobs": "Praca i przedsiębiorczość",
    "children": "Żłobki, przedszkola i szkoły",
    "seniors": "Opieka nad osobami starszymi i niesamodzielnymi",
    "office": "Urząd i współpraca gmin",
    "environment": "Czyste powietrze, woda i odpady",
    "safety": "Oświetlenie i bezpieczeństwo na drogach",
    "housing": "Mieszkania i działki budowlane",
}
ORIGIN = "recenzja syntetyczna"
QUESTION = "open_change"
QUOTES = 3


def review(given: Iterable[Filled], cleaned: Cleaned) -> Rows:
    """
    Review the open answers of a survey.

    Parameters
    ----------
    given
        Filled questionnaires, which know what was meant.
    cleaned
        What cleaning made of the files that hold them; its masked answers are what a review is of.

    Returns
    -------
        The header and a row per different answer that says something, by theme.
    """
    said = {one.codes[QUESTION]: one.said for one in given if one.said and QUESTION in one.codes}
    meant = {unbroken(text): what for text, what in zip(mask(pd.Series(list(said))).texts, said.values(), strict=True)}
    texts = written(cleaned, QUESTION)
    answers = sorted((NAMES[meant[text].theme], text) for text in set(texts[~is_silent(texts)]))
    quoted = _varied({text: meant[text] for _, text in answers if meant[text].clean and "[" not in text})
    return [[*COLUMNS, "origin"], *([QUESTION, text, theme, int(text in quoted), ORIGIN] for theme, text in answers)]


def _varied(fit: dict[str, Said]) -> set[str]:
    """Choose a few answers of each theme, no two of which were made alike."""
    chosen: dict[str, dict[str, str]] = {}
    for text, said in fit.items():
        if len(chosen.setdefault(said.theme, {})) < QUOTES:
            chosen[said.theme].setdefault(said.template, text)
    return {text for alike in chosen.values() for text in alike.values()}

"""Words of scales and of not answering, Polish and English: enough to propose a kind, never to decide it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnoza.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.surveys.codebook import Direction, MissingKind

_SCALES = (  # each from the least to the most
    ("zdecydowanie sie nie zgadzam", "raczej sie nie zgadzam", "ani tak ani nie", "raczej sie zgadzam", "zdecydowanie sie zgadzam"),
    ("zdecydowanie nie", "raczej nie", "ani tak ani nie", "raczej tak", "zdecydowanie tak"),
    ("wcale", "w malym stopniu", "w umiarkowanym stopniu", "w duzym stopniu", "w bardzo duzym stopniu"),
    ("bardzo zle", "zle", "raczej zle", "ani dobrze ani zle", "przecietnie", "srednio", "raczej dobrze", "dobrze", "bardzo dobrze"),
    ("bardzo niezadowolony", "raczej niezadowolony", "ani zadowolony ani niezadowolony", "raczej zadowolony", "bardzo zadowolony"),
    ("zdecydowanie niezadowolony", "niezadowolony", "ani zadowolony ani niezadowolony", "zadowolony", "zdecydowanie zadowolony"),
    ("zupelnie niewazne", "niewazne", "raczej niewazne", "ani wazne ani niewazne", "raczej wazne", "wazne", "bardzo wazne"),
    ("nigdy", "rzadko", "czasami", "czasem", "czesto", "bardzo czesto", "zawsze"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "neither agree or disagree", "agree", "strongly agree"),
    ("very dissatisfied", "somewhat dissatisfied", "dissatisfied", "neither", "somewhat satisfied", "satisfied", "very satisfied"),
    ("very poor", "poor", "adequate", "good", "excellent"),
    ("never", "rarely", "sometimes", "often", "always"),
)
_LEAST = 3
_LONGEST = 10
_NUMBER = re.compile(r"^\s*(-?\d{1,2})(?:\s*[(=:.–-]\s*\D.*)?$")
_KINDS: tuple[tuple[MissingKind, tuple[str, ...]], ...] = (
    ("dont_know", ("trudno powiedziec", "nie wiem", "nie mam zdania", "don t know", "dont know", "brak zdania", "no opinion")),
    (
        "refused",
        (
            "wole nie odpowiadac",
            "wole nie odpowiedziec",
            "odmowa",
            "odmawiam",
            "nie chce odpowiadac",
            "prefer not to answer",
            "prefer not to say",
            "refused",
        ),
    ),
    ("not_applicable", ("nie dotyczy", "nie korzystam", "not applicable", "n a", "does not apply")),
)


def _scale(labels: Sequence[str]) -> list[int]:
    """Place labels on the scale that knows most of them; an empty list where one does not know them all."""
    folded = [fold(label) for label in labels]
    for scale in _SCALES:
        if len(folded) >= _LEAST and set(folded) <= set(scale):
            return [scale.index(label) for label in folded]
    numbers = [number for label in labels if (number := number_before(label)) is not None]
    if len(numbers) >= _LEAST and len({*numbers}) == len(labels) and max(numbers) <= _LONGEST:
        return numbers
    return []


def number_before(label: str) -> int | None:
    """
    Read the number that a label of a scale is, or begins with.

    Examples
    --------
    >>> number_before("10 (zawsze)"), number_before("3"), number_before("18–24")
    (10, 3, None)
    """
    found = _NUMBER.match(label)
    return int(found[1]) if found else None


def ordered(labels: Sequence[str]) -> list[str]:
    """
    Put the labels of a scale in order, the least first; other labels stay as they are.

    Examples
    --------
    >>> ordered(["Raczej tak", "Zdecydowanie nie", "Raczej nie"])
    ['Zdecydowanie nie', 'Raczej nie', 'Raczej tak']
    """
    places = _scale(labels)
    return [label for _, label in sorted(zip(places, labels, strict=True))] if places else list(labels)


def direction(labels: Sequence[str]) -> Direction | None:
    """
    Tell whether the codes of a scale, given in their order, rise towards the most.

    Examples
    --------
    >>> direction(["Zdecydowanie nie", "Raczej nie", "Raczej tak"]), direction(["Agree", "Disagree", "Strongly disagree"])
    ('up', 'down')
    """
    places = _scale(labels)
    if not places or places not in (sorted(places), sorted(places, reverse=True)):
        return None
    return "up" if places == sorted(places) else "down"


def missing_kind(label: str) -> MissingKind:
    """
    Propose a kind of missing for the label of an answer; ``not_asked`` for a label that says nothing of the sort.

    Examples
    --------
    >>> missing_kind("Trudno powiedzieć"), missing_kind("(-1) Refused"), missing_kind("Tak")
    ('dont_know', 'refused', 'not_asked')
    """
    words = f" {fold(label)} "
    return next((kind for kind, said in _KINDS if any(f" {one} " in words or words.startswith(f" {one}") for one in said)), "not_asked")

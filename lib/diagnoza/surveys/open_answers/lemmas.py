"""Open answers to dictionary forms, so that „drogi”, „dróg” and „drogę” count as one word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from diagnoza.surveys.open_answers.morphology import look_up

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\[[\w-]+\]|[^\W\d_]+")
_PARTS = ("subst", "adj", "inf", "fin", "impt", "praet", "ger", "pact", "ppas", "imps", "bedzie")  # the first that a form can be
_FUNCTION = {"prep", "conj", "comp", "part", "ppron12", "ppron3", "siebie"}
_NO_THEME = """
    mama lepsze być mieć móc musieć chcieć powinien można trzeba należeć należałoby to ten tam się nie tak bardzo więcej mniej brak brakować
    potrzeba potrzebny duży mały mało dużo każdy inny wszystko wszystkie sam jaki który co kto nic coś ktoś swój mój nasz jeden dwa rok raz
    czas rzecz sprawa strona lepszy dobry zły nowy zrobić robić dać myśleć uważać gmina
"""
_STOP = frozenset(_NO_THEME.split())  # mama for „mam”


def lemmas(text: str) -> list[str]:
    """
    Give the words of one answer in their dictionary form, as `lemmatise` does.

    Examples
    --------
    >>> lemmas("W gminie brak dróg rowerowych, a droga do Brodnicy [osoba] dziurawa")
    ['droga', 'rowerowy', 'droga', 'Brodnica', 'dziurawy']
    """
    return lemmatise([text])[0]


def lemmatise(texts: Iterable[str]) -> list[list[str]]:
    """
    Give the words of answers in their dictionary form.

    Parameters
    ----------
    texts
        Open answers to one question, personal data masked.

    Returns
    -------
        Nouns, adjectives and verbs of each answer in lower case, in order and as often as they stand; places keep their capital. Left out
        are words that carry no theme, numbers, what was masked, first names and surnames, and words the dictionary does not have: they
        may be names.

    Notes
    -----
    A form that can belong to several words is given to the one that most words of all the answers can belong to: „drogi” to droga where
    others wrote „dróg”. What is left is decided by part of speech, nouns first.
    """
    answers = [_words(text) for text in texts]
    support = Counter(lemma for words in answers for word in words for lemma in _candidates(word))
    chosen = {
        word: max(candidates, key=lambda lemma: support[lemma])
        for word in {word for words in answers for word in words}
        if (candidates := _candidates(word))
    }
    return [[chosen[word] for word in words if word in chosen and chosen[word] not in _STOP] for words in answers]


def _words(text: str) -> list[str]:
    shouted = sum(letter.isupper() for letter in text) > sum(letter.islower() for letter in text)
    return [word.lower() if shouted else word for word in _WORD.findall(text) if not word.startswith("[")]


@cache
def _candidates(word: str) -> tuple[str, ...]:
    """List the words a form can belong to, the likelier first; a place only where it can be nothing else."""
    form = look_up(word)
    surname = form.slots("last") and word[0].isupper() and all(each.lemma.endswith(("ski", "cki", "zki")) for each in form.words())
    if surname or any(reading.part in _FUNCTION for reading in form.words()):
        return ()
    words = [reading for reading in form.words() if reading.part in _PARTS]
    stems = {reading.lemma[:-1] for reading in words if reading.part == "adj"} - {"drog"}  # „młoda” is młody, but „droga” a road
    likelier = sorted(
        words, key=lambda each: (each.part == "subst" and each.lemma[:-1] in stems, _PARTS.index(each.part), _order(each.lemma))
    )
    places = sorted(reading.lemma for reading in form.readings if reading.role == "place" and word[0].isupper())
    return tuple(dict.fromkeys(reading.lemma.lower() for reading in likelier)) or tuple(places[:1])


def _order(lemma: str) -> tuple[bool, int, str]:
    """Put words with a singular before those without: „zajęć” to zajęcie; then the shorter one."""
    singular = any(reading.lemma == lemma and "sg:nom" in reading.slots for reading in look_up(lemma).words())
    return not singular, len(lemma), lemma

"""Words as people type them: without Polish letters, or with one letter too few, too many, wrong, or in the wrong place."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from diagnoza.surveys.open_answers.morphology import knows, look_up

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLISH = dict(zip("acelnosz", ("ą", "ć", "ę", "ł", "ń", "ó", "ś", "źż"), strict=True))
_LETTERS = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
_MOST = 4
_HELPING = {"prep", "conj", "comp", "part", "ppron12", "ppron3", "siebie", "adv"}


@cache
def restored(word: str) -> tuple[str, ...]:
    """
    Put Polish letters back into a word that was written without.

    Parameters
    ----------
    word
        Letters; a capital stays one.

    Returns
    -------
        What is found with the fewest letters changed, four at most: of a word in small letters words in use, of others names as well.

    Examples
    --------
    >>> restored("sciezka"), restored("Szczepanski"), restored("xyz")
    (('ścieżka',), ('Szczepański',), ())
    """
    places = [place for place, letter in enumerate(word) if letter.lower() in _POLISH]
    for changed in range(1, min(len(places), _MOST) + 1):
        written = (_changed(word, at, letters) for at in combinations(places, changed) for letters in _polish(word, at))
        if found := tuple(one for one in written if knows(one) and (look_up(one).words() or not word.islower())):
            return found
    return ()


def _polish(word: str, places: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    return product(*(_POLISH[word[place].lower()] for place in places))


def _changed(word: str, places: tuple[int, ...], letters: tuple[str, ...]) -> str:
    signs = list(word)
    for place, letter in zip(places, letters, strict=True):
        signs[place] = letter.upper() if word[place].isupper() else letter
    return "".join(signs)


@cache
def is_slip(word: str, *, helping: bool = False) -> bool:
    """
    Tell whether a word is one slip away from a word in use.

    Parameters
    ----------
    word
        In small letters.
    helping
        Only from one that leads no sentence: a preposition, a conjunction, a pronoun, an adverb.

    Examples
    --------
    >>> is_slip("jeszce", helping=True), is_slip("szkoł"), is_slip("adamczyk")
    (True, True, False)
    """
    near = (reading for one in _near(word) if knows(one) for reading in look_up(one).words())
    return any(not helping or reading.part in _HELPING for reading in near)


def _near(word: str) -> set[str]:
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    added = {head + letter + tail for head, tail in halves for letter in _LETTERS}
    wrong = {head + letter + tail[1:] for head, tail in halves if tail for letter in _LETTERS}
    left_out = {head + tail[1:] for head, tail in halves if tail}
    turned = {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    return (added | wrong | left_out | turned) - {word}

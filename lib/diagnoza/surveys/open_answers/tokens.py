"""The words of an answer, each with what it can be as a name and as another word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from diagnoza.surveys.open_answers.morphology import Form, look_up
from diagnoza.surveys.open_answers.slips import restored

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diagnoza.surveys.open_answers.morphology import Reading

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_START = re.compile(r"(?:[.!?:;\n•*–„\"(-]|\d\))\s*$")
_ACRONYM = 5


class Token(NamedTuple):
    """A word of an answer; ``gap`` stands before it, ``written`` is capital, acronym or small."""

    text: str
    start: int
    end: int
    gap: str
    written: str

    @property
    def form(self) -> Form:
        """What it can be if it is a name, written with Polish letters or without."""
        parts = [_named(part.capitalize()) for part in self.text.replace("’", "'").split("-")]
        surnames = [
            part for part in parts if part.slots("last") and not part.slots("place") and (not part.words() or only(part.words(), is_ski))
        ]
        return next(iter(surnames), parts[-1]) if all(part.slots("last") for part in parts) else parts[-1]

    @property
    def plain(self) -> Form:
        """What it can be if it is not."""
        return look_up(self.text.lower())

    @property
    def meant(self) -> tuple[Reading, ...]:
        """What it can be if it is not, written with Polish letters or without."""
        return self.plain.words() or _joined(restored(self.text.lower())).words()

    @property
    def places(self) -> frozenset[str]:
        """Number and case in which it names a place, written with Polish letters or without."""
        return self.form.slots("place") or _joined(restored(self.text.capitalize())).slots("place")

    @property
    def lemmas(self) -> frozenset[str]:
        """Dictionary forms as a word, and the word itself."""
        return self.form.lemmas() | {reading.lemma.lower() for reading in self.meant} | {self.text.lower()}

    @property
    def starts(self) -> bool:
        """Whether a sentence starts here, so that a capital letter says nothing."""
        return bool(_START.search(self.gap))

    @property
    def joins(self) -> bool:
        """Whether it goes on from the word before it."""
        return bool(self.gap) and not self.gap.strip() and "\n" not in self.gap


def split(text: str) -> list[Token]:
    """Give the words of an answer; one that is shouted has no capitals."""
    shouted = sum(letter.isupper() for letter in text) > sum(letter.islower() for letter in text)
    tokens: list[Token] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found[0]
        written = "small" if (shouted and len(word) > 1) or not word[0].isupper() else "capital"
        if written == "capital" and word.isupper() and 1 < len(word) <= _ACRONYM:
            written = "acronym"
        tokens.append(Token(word, found.start(), found.end(), text[end : found.start()] if tokens else "\n", written))
        end = found.end()
    return tokens


def only(readings: Sequence[Reading], rule: Callable[[Reading], bool]) -> bool:
    """Tell whether there are readings and all are of a kind."""
    return bool(readings) and all(map(rule, readings))


def is_ski(reading: Reading) -> bool:
    """Tell whether a reading is an adjective such as surnames are."""
    return reading.part == "adj" and reading.lemma.endswith(("ski", "cki", "zki"))


def _named(word: str) -> Form:
    form, other = look_up(word), _joined(restored(word))
    if not form.known:
        return other
    return form._replace(readings=(*form.readings, *(reading for reading in other.readings if reading.role in {"first", "last"})))


def _joined(words: Sequence[str]) -> Form:
    forms = [look_up(word) for word in words]
    return Form(tuple(reading for form in forms for reading in form.readings), known=bool(forms))

"""Cells to codes: one label or code, or several joined in one cell by a tool that does not say how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from diagnoza.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.surveys.codebook import Missing, Option, Question

_INVISIBLE = re.compile("[\ufeff\u200b\u00ad]")
_SEPARATOR = re.compile(r"\s*[;,|\n]\s*")
_STRICT = re.compile(r"\s*[;\n]\s*")
_BLANK = re.compile(r"\s+")
_NUMBERED = re.compile(r"^\s*\(?-?\d{1,3}\s*[.):=–-]\s*(?=\D)")
LIME_OTHER = "-oth-"
"""What LimeSurvey writes where a respondent chose „inne”."""
ALIKE = 85
"""From here on, of 100, a text is taken for an option that was renamed, not for an answer of the respondent's own."""


@dataclass(frozen=True)
class Choices:
    """What a cell with several answers holds: codes of options and of kinds of missing, and the words that are none of them."""

    codes: tuple[str, ...]
    words: str = ""


class Vocabulary:
    """
    The answers that a question knows.

    Codes and labels are recognised exactly, and else folded (case, accents, punctuation, a number before the label); a folded text that
    could be two options is none.
    """

    def __init__(self, question: Question) -> None:
        answers: tuple[Option | Missing, ...] = (*question.options, *question.missing)
        self.codes = tuple(answer.code for answer in answers)
        self.labels = {answer.code: answer.label for answer in answers}
        self._exact: dict[str, str] = {}
        self._folded: dict[str, set[str]] = {}
        named = [(one.code, one.code) for one in answers]
        named += [(name, one.code) for one in answers for name in (one.label, *one.variants)]
        for name, code in named:
            self._exact.setdefault(clean(name), code)
            for form in (fold(name), fold(_NUMBERED.sub("", name))):
                self._folded.setdefault(form, set()).add(code)
        if free := next((option.code for option in question.options if option.free_text), None):
            self._exact.setdefault(LIME_OTHER, free)
        self._spoken = sorted((name.lower() for name in self._exact), key=len, reverse=True)
        self._by_lower = {name.lower(): code for name, code in reversed(self._exact.items())}

    def code(self, text: str) -> str | None:
        """Give the code of an answer; None when the question knows no such answer."""
        plain = clean(text)
        if plain in self._exact:
            return self._exact[plain]
        for form in (fold(plain), fold(_NUMBERED.sub("", plain))):
            if len(found := self._folded.get(form, set())) == 1:
                return next(iter(found))
        return None

    def nearest(self, text: str) -> tuple[str, float]:
        """Give the label nearest to a text, and how near it is, 0-100; an empty label when there are none."""
        found = process.extractOne(text, self.labels, scorer=fuzz.ratio, processor=fold)
        return (found[0], found[1]) if found else ("", 0.0)

    def split(self, text: str, *, blanks: bool = False) -> Choices:
        """
        Take apart a cell in which a tool joined the answers.

        Parameters
        ----------
        text
            The cell; an option may itself hold the separator.
        blanks
            Whether blanks may join, as KoboToolbox joins codes.

        Returns
        -------
            Codes in the order of the cell, each once; what is no answer of the question, as one text in the order of the cell.
        """
        plain = clean(text)
        separator = _BLANK if blanks and not _STRICT.search(plain) else _SEPARATOR
        codes: dict[str, None] = {}
        words: list[str] = []
        place = 0
        while place < len(plain):
            if skipped := separator.match(plain, place):
                place = max(skipped.end(), place + 1)
                continue
            code, end = self._known(plain, place, separator)
            if code is None:
                end = self._unknown(plain, place, separator)
                words.append(plain[place:end].strip())
            else:
                codes[code] = None
            place = end
        return Choices(tuple(codes), "; ".join(words))

    def _known(self, text: str, place: int, separator: re.Pattern[str]) -> tuple[str | None, int]:
        """Find the longest answer that stands here and ends where a separator or the cell does."""
        lower = text.lower() if len(text.lower()) == len(text) else text
        for name in self._spoken:
            end = place + len(name)
            if name and lower.startswith(name, place) and (end == len(text) or separator.match(text, end)):
                return self._by_lower[name], end
        end = self._piece(text, place, separator)
        return self.code(text[place:end]), end

    def _unknown(self, text: str, place: int, separator: re.Pattern[str]) -> int:
        """Find where words that are no answer end: at a semicolon or a blank that joins, or before the next answer."""
        hard = _BLANK if separator is _BLANK else _STRICT
        for found in separator.finditer(text, place):
            if hard.match(text, found.start()) or self._known(text, found.end(), separator)[0] is not None:
                return found.start()
        return len(text)

    @staticmethod
    def _piece(text: str, place: int, separator: re.Pattern[str]) -> int:
        found = separator.search(text, place)
        return found.start() if found else len(text)


def clean(text: str) -> str:
    """Leave out marks that nobody sees, and blanks around; blanks between words become one."""
    lines = _INVISIBLE.sub("", text).replace("\r", "\n").replace("\u00a0", " ").split("\n")
    return "\n".join(words for line in lines if (words := " ".join(line.split())))


def listed(words: Iterable[str], most: int = 3) -> str:
    """Write the first of some values, and how many more there are."""
    values = list(words)
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return ", ".join(values[:most]) + more

"""Cells that reading could not take as they stood: what is certain is understood, all else becomes empty and is listed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.surveys.cleaning.answered import WORDS
from diagnoza.surveys.cleaning.spoken import number_in, option_by_range
from diagnoza.surveys.reading.choices import listed
from diagnoza.surveys.reading.unknown import problems_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from diagnoza.surveys.codebook import Codebook, Missing, Option, Question
    from diagnoza.surveys.reading.answers import Answers
    from diagnoza.surveys.reading.unknown import Unknown

CERTAIN = 88
"""From here on, of 100, a text is taken for a label with a slip of the pen."""
APART = 8
"""How much nearer it has to be than any other label."""
SLIP = "label with a slip of the pen read"
BY_RANGE = "number read as the option whose range holds it"
IN_WORDS = "number among words read"
IMPOSSIBLE = "impossible value emptied"
_SHORTEST = 5
_SHOWN = 5
_JOINT = "; "
_NUMBER = re.compile(r"\d+")


@dataclass
class Repaired:
    """Answers with cells repaired, how many by question and rule, and what is left to look at."""

    frame: pd.DataFrame
    changes: dict[tuple[str, str], int] = field(default_factory=dict)
    left: list[Unknown] = field(default_factory=list)
    impossible: list[Unknown] = field(default_factory=list)

    def count(self, question: str, rule: str) -> None:
        """Note a changed cell."""
        self.changes[question, rule] = self.changes.get((question, rule), 0) + 1


def repair(answers: Answers) -> tuple[Repaired, tuple[Problem, ...]]:
    """
    Understand what can be understood for certain of the cells that reading listed.

    Parameters
    ----------
    answers
        As read; they stay as they are.

    Returns
    -------
        The repaired answers, and a problem for everything else. Read are labels with a slip of the pen, numbers among words („17 lat”), and
        numbers where the options are ranges („17 lat”, „35 i więcej”); numbers out of the range of their question are emptied.
    """
    done = Repaired(answers.frame.copy())
    place = dict(zip(answers.frame["row"], answers.frame.index, strict=True))
    codebook = answers.matched.codebook
    slips: dict[tuple[str, str], str] = {}
    for question in codebook.questions:
        if question.kind == "multiple":
            _own_words(done, question, slips)
    for one in answers.unknown:
        question, at = codebook.question(one.question), place[one.row]
        if one.why == "out of range":
            done.frame.loc[at, question.id] = ""
            done.impossible.append(one)
            done.count(question.id, IMPOSSIBLE)
        elif one.why == "not a number":
            _number(done, question, one, int(at))
        elif one.why in {"not an option", "perhaps a renamed option"}:
            understand = _several if question.kind == "multiple" else _single
            understand(done, question, one, int(at), slips)
        else:
            done.left.append(one)
    file = answers.matched.responses.delivered.file
    return done, (*problems_of(file, done.left), *_impossible(file, done.impossible, codebook))


def _number(done: Repaired, question: Question, one: Unknown, at: int) -> None:
    number = number_in(one.value, question)
    if number is None:
        done.left.append(one)
    elif _possible(float(number), question):
        done.frame.loc[at, question.id] = number
        done.count(question.id, IN_WORDS)
    else:
        done.impossible.append(one)
        done.count(question.id, IMPOSSIBLE)


def _possible(number: float, question: Question) -> bool:
    return (question.minimum is None or number >= question.minimum) and (question.maximum is None or number <= question.maximum)


def _single(done: Repaired, question: Question, one: Unknown, at: int, slips: dict[tuple[str, str], str]) -> None:
    code, rule = _meant(question, one.value, slips), SLIP
    if not code and (ranged := option_by_range(one.value, question)):
        code, rule = ranged, BY_RANGE
    if not code:
        done.left.append(one)
        return
    done.frame.loc[at, question.id] = code
    words = f"{question.id}{WORDS}"
    if words in done.frame and done.frame.loc[at, words] == one.value:
        done.frame.loc[at, words] = ""
    done.count(question.id, rule)


def _several(done: Repaired, question: Question, one: Unknown, at: int, slips: dict[tuple[str, str], str]) -> None:
    """Understand a cell of a question without „inne”; the words of „inne” are looked at all together."""
    words = f"{question.id}{WORDS}"
    if words in done.frame:
        if done.frame.loc[at, words] == one.value:
            done.left.append(one)
        return
    codes, rest = _parts(question, one.value, slips)
    _choose(done, question, at, codes)
    if rest or not codes:
        done.left.append(one)


def _own_words(done: Repaired, question: Question, slips: dict[tuple[str, str], str]) -> None:
    """Take options with a slip of the pen out of the words of „inne”; who wrote nothing else did not choose it."""
    words, free = f"{question.id}{WORDS}", next((option.code for option in question.options if option.free_text), None)
    if free is None or words not in done.frame:
        return
    for at, text in done.frame.loc[done.frame[words] != "", words].items():
        codes, rest = _parts(question, text, slips)
        if codes:
            _choose(done, question, at, codes)
            done.frame.loc[at, words] = _JOINT.join(rest)
            done.frame.loc[at, f"{question.id}__{free}"] = int(bool(rest))


def _parts(question: Question, text: str, slips: dict[tuple[str, str], str]) -> tuple[list[str], list[str]]:
    """Give the options that the parts of a cell mean, and the parts that mean none."""
    parts = [part.strip() for part in text.split(_JOINT)]
    meant = {part: _meant(question, part, slips) for part in parts}
    return [code for code in meant.values() if code in question.codes], [part for part in parts if meant[part] not in question.codes]


def _choose(done: Repaired, question: Question, at: Hashable, codes: list[str]) -> None:
    for code in codes:
        done.frame.loc[at, f"{question.id}__{code}"] = 1
        done.count(question.id, SLIP)


def _meant(question: Question, text: str, slips: dict[tuple[str, str], str]) -> str:
    key = (question.id, text)
    if key not in slips:
        slips[key] = meant_option(question, text)
    return slips[key]


def meant_option(question: Question, text: str) -> str:
    """
    Find the option that a text is with a slip of the pen.

    Parameters
    ----------
    question
        The question.
    text
        What was written.

    Returns
    -------
        The code of the option; "" unless one label is at least `CERTAIN` or one letter away, and clearly the nearest, with the same numbers
        and as many „nie”, so that "nieważne" is never taken for "ważne".
    """
    written = fold(text)
    known: tuple[Option | Missing, ...] = (*question.options, *question.missing)
    answers = [(fold(name), one.code) for one in known for name in (one.label, *one.variants)]
    scored = sorted(((fuzz.ratio(written, label), label, code) for label, code in answers), reverse=True)
    if len(written) < _SHORTEST or not scored:
        return ""
    best, label, code = scored[0]
    rival = max((score for score, _, other in scored if other != code), default=0.0)
    alike = _NUMBER.findall(written) == _NUMBER.findall(label) and _denials(written) == _denials(label)
    near = best >= CERTAIN or OSA.distance(written, label) == 1
    return code if near and best - rival >= APART and alike else ""


def _denials(folded: str) -> int:
    return sum(word.startswith(("nie", "bez", "brak")) for word in folded.split())


def _impossible(file: str, cells: list[Unknown], codebook: Codebook) -> list[Problem]:
    """Tell of values that cannot be, a problem for each question."""
    columns: dict[str, list[Unknown]] = {}
    for one in cells:
        columns.setdefault(one.question, []).append(one)
    problems = []
    for name, ones in columns.items():
        question = codebook.question(name)
        rows = listed((str(one.row) for one in ones), most=_SHOWN)
        values = listed(dict.fromkeys(f"„{one.value}”" for one in ones))
        what = f"{values} cannot be an answer to „{name}”, {_limits(question)}; left empty"
        where = f"{ones[0].column.name}, row{'s' if len(ones) > 1 else ''} {rows}"
        problems.append(Problem(file, where, what, "Ask the provider, and write what is right into the corrections file"))
    return problems


def _limits(question: Question) -> str:
    ends = {"from": question.minimum, "to": question.maximum}
    return "which goes " + " ".join(f"{word} {end:g}" for word, end in ends.items() if end is not None)

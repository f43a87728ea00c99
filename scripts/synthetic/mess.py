"""The mess of real deliveries, counted: no row gets two faults, so that what reading and cleaning must find is known."""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from synthetic import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from diagnoza.surveys.codebook import Codebook
    from synthetic.opinions import Filled

SLOWEST = 90
"""Seconds that the slowest of those who are far too quick takes."""


@dataclass(frozen=True)
class Mess:
    """
    How many rows of a survey have which fault.

    Attributes
    ----------
    spelled, elsewhere
        The municipality written in another way; places that are no municipality of the partnership, or could be several.
    doubled, tests, screened, broken_off, speeders, straight
        Sent twice; tried out by its author; of an age the survey is not about; ended early; far too quick; the same answer in all grids.
    numbers
        Question and what stands there where a number is asked.
    invisible
        Answers with no-break spaces and marks that nobody sees.
    personal
        Open answers with invented personal data.
    empty
        Rows without anything.
    """

    spelled: int = 0
    elsewhere: tuple[str, ...] = ()
    doubled: int = 0
    tests: int = 0
    screened: int = 0
    screened_age: str = "under_18"
    broken_off: int = 0
    speeders: int = 0
    straight: int = 0
    numbers: tuple[tuple[str, str], ...] = ()
    invisible: int = 0
    personal: int = 0
    empty: int = 0

    @property
    def added(self) -> int:
        """Rows that are more than there are respondents; empty ones are no rows."""
        return self.doubled + self.tests


def plant(given: list[Filled], codebook: Codebook, mess: Mess, chance: Random) -> list[Filled]:
    """
    Plant the faults of a delivery.

    Parameters
    ----------
    given
        Answers in the order of their time; they are changed.
    codebook
        The questionnaire.
    mess
        What to plant.
    chance
        Where randomness comes from.

    Returns
    -------
        All rows, in the order of their time.
    """
    order = list(range(len(given)))
    chance.shuffle(order)
    rows = (given[at] for at in order)
    _misspell(rows, mess)
    for _ in range(mess.screened):
        next(rows).codes["age_group"] = mess.screened_age
    for _ in range(mess.broken_off):
        _break_off(next(rows), codebook, chance)
    for _ in range(mess.speeders):
        next(rows).seconds = SLOWEST - int(chance.random() * 50)
    for at in range(mess.straight):
        _straighten(next(rows), codebook, "3" if at % 2 else "5")
    for question, written in mess.numbers:
        next(rows).written[question] = written
    for _ in range(mess.invisible):
        _hide(next(rows), codebook)
    for at in range(mess.personal):
        _tell(next(rows), at, chance)
    doubled = [_again(next(rows), chance) for _ in range(mess.doubled)]
    tests = [_test(given[0], given[at + 1], codebook, at) for at in range(mess.tests)]
    return sorted([*given, *doubled, *tests], key=lambda one: one.started or dt.datetime.min)  # noqa: DTZ901  (clocks on the wall)


def _misspell(rows: Iterator[Filled], mess: Mess) -> None:
    times: Counter[str] = Counter()
    for _ in range(mess.spelled):
        one = next(rows)
        home = one.person.home
        one.written["gmina"] = home.spellings[times[home.name] % len(home.spellings)]
        times[home.name] += 1
    for name in mess.elsewhere:
        next(rows).written["gmina"] = name


def _break_off(one: Filled, codebook: Codebook, chance: Random) -> None:
    names = [question.id for question in codebook.questions]
    seen = set(names[: int(len(names) * (0.05 + 0.1 * chance.random()))])
    for kept in (one.codes, one.chosen, one.words):
        for name in set(kept) - seen:
            kept.pop(name)
    one.finished = False
    one.seconds = max(one.seconds // 4, SLOWEST + 10)


def _straighten(one: Filled, codebook: Codebook, code: str) -> None:
    for question in codebook.questions:
        if question.grid and question.kind == "scale" and question.id in one.codes and code in question.codes:
            one.codes[question.id] = code


def _hide(one: Filled, codebook: Codebook) -> None:
    """Put no-break spaces into labels, and a mark of no width behind one."""
    for question in codebook.questions:
        option = question.option(one.codes.get(question.id, ""))
        if option and question.kind == "scale" and not question.grid:
            one.written[question.id] = option.label.replace(" ", "\u00a0") + "\u200b"


def _tell(one: Filled, at: int, chance: Random) -> None:
    one.said = words.open_change(one.person.group, chance)
    one.codes["open_change"] = f"{one.said.text} {words.filled(words.PERSONAL[at % len(words.PERSONAL)], chance)}"


def _again(one: Filled, chance: Random) -> Filled:
    """Send the same answers once more, some minutes later."""
    other = copy.deepcopy(one)
    if other.started:
        other.started += dt.timedelta(seconds=other.seconds + 60 + int(chance.random() * 300))
    return other


def _test(first: Filled, like: Filled, codebook: Codebook, at: int) -> Filled:
    """Try the form out, as its author does before it is sent."""
    other = copy.deepcopy(like)
    other.started = (first.started or dt.datetime.min) - dt.timedelta(days=1, minutes=7 * at)  # noqa: DTZ901  (clocks on the wall)
    other.seconds = SLOWEST // 2
    other.written = {"gmina": "test"}
    for question in codebook.questions:
        if question.kind == "text":
            other.codes[question.id] = ("test", "asdf", "TEST TEST")[at % 3]
    return other

"""Which figures of a survey are left out, question by question: too few respondents behind them, or behind what they would tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.disclosure import Crosstab, hide_cells, hide_parts, risky

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diagnoza.survey_params import Survey
    from diagnoza.surveys.codebook import Codebook, Question

    Mask = NDArray[np.bool_]
    Ints = NDArray[np.int64]
    Texts = NDArray[np.object_]

PURPOSIVE_BASE = 10  # respondents of a published group of people chosen for what they know
UNIFORM_BASE = 30  # below it "nobody" and "everybody" are not published either
MEANS = ("mean", "median")
HALF_UNIT = 0.05  # of means in print


@dataclass(frozen=True)
class Figures:
    """
    Raw estimates of one question, one element each.

    ``key`` is what respondents are divided by, ``known`` whether it is known where they belong, ``n`` those who answered and ``count``
    those with the answer, 0 of means.
    """

    answer: Texts
    key: Texts
    category: Texts
    known: Mask
    n: Ints
    count: Ints

    def where(self, kept: Mask | NDArray[np.intp]) -> Figures:
        """Take some of them."""
        return Figures(self.answer[kept], self.key[kept], self.category[kept], self.known[kept], self.n[kept], self.count[kept])


@dataclass(frozen=True)
class Rules:
    """What may be published of one survey, and how closely a reader knows the counts behind its shares."""

    survey: Survey
    codebook: Codebook
    precision: float

    @property
    def base(self) -> int:
        """The smallest number of respondents of whom anything is published."""
        return PURPOSIVE_BASE if self.survey.design == "purposive" else self.survey.minimum.base

    @cached_property
    def sensitive(self) -> set[str]:
        """The questions whose answers need more."""
        return {one.id for one in self.codebook.questions if one.sensitive}

    def minimum(self, question: str, group: str) -> int:
        """Give the smallest count: more for sensitive questions and groups, and for the schools of the young."""
        told = [question, group, *(one.question for one in self.survey.at_risk if group == "at_risk:" + one.id)]
        schools = self.codebook.group == "youth" and any(name.startswith("school_") for name in told)
        return self.survey.minimum.sensitive if schools or self.sensitive.intersection(told) else self.survey.minimum.cell

    def boxes(self, question: Question) -> dict[str, tuple[str, ...]]:
        """Name the codes that are also reported together: the ends of a scale, joined answers."""
        if question.kind == "scale":
            size = 1 if len(question.codes) < 4 else 2  # noqa: PLR2004  (of three answers the best one, of four and more two)
            ends = question.codes[:size], question.codes[-size:]
            return dict(zip(("top2", "bottom2") if question.direction == "down" else ("bottom2", "top2"), ends, strict=True))
        return {one.code: one.codes for one in self.survey.join if one.question == question.id}


def withheld(figures: Figures, rules: Rules, question: Question) -> tuple[Mask, Mask]:
    """
    Find what is left out of the answers to one question, over all its groups.

    Parameters
    ----------
    figures
        Raw estimates of the question.
    rules
        What may be published.
    question
        The question.

    Returns
    -------
        Whether each figure, and whether each base, is left out beside what the smallest base rules out.
    """
    out, quiet = np.zeros((2, len(figures.n)), dtype=bool)
    missing = np.array([answer.startswith("missing:") for answer in figures.answer])
    if risky(figures.count[missing], rules.minimum(question.id, "all")).any():
        out[missing] = quiet[missing] = True
    overall = (figures.key == "all") & ~missing
    if not overall.any():
        out[~missing] = quiet[~missing] = True
        return out, quiet
    everybody = figures.where(overall)
    counts, n = dict(zip(everybody.answer, everybody.count.tolist(), strict=True)), int(everybody.n.max())
    veiled = _overall(counts, n, rules, question)
    out[overall] = [answer in veiled for answer in everybody.answer]
    whole = Whole(counts, n, frozenset(veiled), rules, question)
    for key in pd.unique(figures.key[~overall & ~missing]):
        own = (figures.key == key) & ~missing
        out[own], quiet[own] = Division(figures.where(own), whole, rules.minimum(question.id, key)).left_out()
    return out, quiet


def _uniform(counts: Ints, bases: Ints | int) -> Mask:
    same: Mask = (counts == 0) | (counts == bases)
    return same & (np.asarray(bases) < UNIFORM_BASE)


def _overall(given: dict[str, int], n: int, rules: Rules, question: Question) -> set[str]:
    """Choose the answers that are left out for all respondents, and therefore for every group."""
    minimum, boxes = rules.minimum(question.id, "all"), rules.boxes(question)
    counts = {name: count for name, count in given.items() if name not in (*MEANS, *boxes)}
    x = np.array([*counts.values()], dtype=int)
    small = risky(x, minimum) | _uniform(x, n)
    if question.kind == "multiple":
        return {*compress(counts, small | risky(n - x, minimum))}
    bad = dict(zip(counts, small.tolist(), strict=True))
    together = {name: [code for code in codes if code in counts] for name, codes in boxes.items()}
    boxed = {code for codes in together.values() for code in codes}
    parts = {name: codes for name, codes in together.items() if codes} | {code: [code] for code in counts if code not in boxed}
    sums = [sum(counts[code] for code in codes) for codes in parts.values()]
    gone = [bool(risky(total, minimum)) or (len(codes) == 1 and bad[codes[0]]) for total, codes in zip(sums, parts.values(), strict=True)]
    veiled: set[str] = set()
    spread: list[list[str]] = [[]]  # answers of which only the sum is known: those of hidden parts, and some of each box
    for (name, codes), hidden in zip(parts.items(), hide_parts(sums, gone, minimum), strict=True):
        inner = [*compress(codes, hide_parts([counts[code] for code in codes], [bad[code] for code in codes], minimum))]
        veiled |= {name, *codes} if hidden else {*inner}
        spread = [[*spread[0], *codes], *spread[1:]] if hidden else [*spread, inner]
    if "mean" in given and veiled and _mean_tells(counts, spread, n, minimum):
        veiled |= {"mean"}
    return veiled


def _mean_tells(counts: dict[str, int], spread: list[list[str]], n: int, minimum: int) -> bool:
    """Tell whether a mean of one decimal leaves too few ways to move respondents between two hidden answers."""
    total = sum(float(code) * count for code, count in counts.items())
    printed = round(total / n, 1)
    below, above = total - (printed - HALF_UNIT) * n + 1e-9, (printed + HALF_UNIT) * n - total + 1e-9
    for codes in filter(None, spread):
        values, sizes = np.array(codes, dtype=float), np.array([counts[code] for code in codes])
        adds = values[:, None] - values[None, :]  # to the sum, one more here and one less there
        each = np.where(adds == 0, np.inf, np.abs(adds))
        more = np.minimum(sizes[None, :], np.where(adds > 0, above, below) // each).max(axis=1)
        less = np.minimum(sizes[:, None], np.where(adds > 0, below, above) // each).max(axis=1)
        if (more + less < np.minimum(np.where(risky(sizes, minimum), minimum, 1), sizes.sum())).any():
            return True
    return False


@dataclass(frozen=True)
class Whole:
    """The answers of all respondents to one question: how many gave each, how many answered, and which are left out everywhere."""

    counts: dict[str, int]
    n: int
    veiled: frozenset[str]
    rules: Rules
    question: Question

    def total(self, answer: str) -> int:
        """Give the count of an answer; that of a joined answer is that of its parts."""
        parts = (answer,) if answer in self.counts else self.boxes.get(answer, ())
        return sum(self.counts.get(code, 0) for code in parts)

    @cached_property
    def boxes(self) -> dict[str, tuple[str, ...]]:
        """The codes that are also reported together."""
        return self.rules.boxes(self.question)

    @cached_property
    def has_middle(self) -> bool:
        """Whether it is a scale with answers between its ends."""
        return self.question.kind == "scale" and sum(map(len, self.boxes.values())) < len(self.question.codes)

    @cached_property
    def middle_known(self) -> bool:
        """Whether the sum of these answers is published for all respondents."""
        return self.question.kind == "scale" and not self.veiled.intersection(self.question.codes).difference(*self.boxes.values())


@dataclass(frozen=True)
class Division:
    """The answers to one question by one division of respondents, such as sex."""

    figures: Figures
    whole: Whole
    minimum: int

    def left_out(self) -> tuple[Mask, Mask]:
        """Find which figures and bases are left out, beside what rests on too few respondents."""
        known, cell = self.figures.where(self.figures.known), self.whole.rules.survey.minimum.cell
        column, categories = pd.factorize(known.category)
        n = np.zeros(len(categories), dtype=int)
        np.maximum.at(n, column, known.n)
        rest = self.whole.n - int(n.sum())
        if rest < 0:
            raise ValueError(f"{self.name}: {-rest} respondents more than there are in all")
        few = risky(n, cell)
        quiet = hide_parts([*n, rest], [*few, few.any()], cell)[:-1]
        open_ = (n >= self.whole.rules.base) & ~quiet
        answers, row = np.unique(known.answer, return_inverse=True)
        counts = np.zeros((len(answers), len(n)), dtype=int)
        counts[row, column] = known.count
        hidden = self._hidden(answers, counts, n, open_, rest)
        out, silent = ~self.figures.known, np.zeros(len(self.figures.n), dtype=bool)
        out[self.figures.known], silent[self.figures.known] = hidden[row, column], quiet[column]
        return out, silent

    @property
    def name(self) -> str:
        """Question and division, as errors name them."""
        return f"{self.whole.question.id} by {self.figures.key[0]}"

    def _hidden(self, answers: Texts, counts: Ints, n: Ints, open_: Mask, rest: int) -> Mask:
        """Leave cells out: answers × categories. The options of a question with several answers are tables of their own."""
        hidden = np.tile(~open_, (len(answers), 1))
        shares = np.flatnonzero(~np.isin(answers, MEANS))
        for rows in shares[:, None] if self.whole.question.kind == "multiple" else [shares]:
            if len(rows):
                hidden[rows] = self._hidden_shares(answers[rows], counts[rows], n, open_, rest)
        hidden[answers == "mean"] |= "mean" in self.whole.veiled
        hidden[answers == "mean"] |= self._hidden_means(hidden[np.isin(answers, ["top2", "bottom2"])].any(axis=0) | ~open_, n, rest)
        return hidden

    def _hidden_means(self, out: Mask, n: Ints, rest: int) -> Mask:
        """Hold back a mean where an end of the scale is hidden, and where the mean of very few could be had by subtraction."""
        if risky(rest + n[out].sum(), self.minimum) and not out.all():
            out[np.argmin(np.where(out, n.max() + 1, n))] = True
        return out

    def _hidden_shares(self, answers: Texts, x: Ints, bases: Ints, open_: Mask, rest: int) -> Mask:
        """Leave cells out of one table."""
        whole, size = self.whole, x.shape
        veiled = np.array([answer in whole.veiled for answer in answers])
        binary = whole.question.kind in {"multiple", "scale"}
        bad = risky(x, self.minimum) | _uniform(x, bases) | (binary & risky(bases - x, self.minimum))
        table = np.zeros((size[0] + 2, size[1] + 2), dtype=int)
        table[: size[0], : size[1]], table[: size[0], -1] = x, [whole.total(answer) for answer in answers]
        table[-1] = [*bases, rest, whole.n]
        table[: size[0], -2] = table[: size[0], -1] - x.sum(axis=1)
        table[-2] = table[-1] - table[: size[0]].sum(axis=0)  # all other answers: nobody reads of them
        if (table < 0).any():
            raise ValueError(f"{self.name}: more respondents gave an answer than there are in all")
        others = bool(table[-2].any()) or whole.has_middle
        published = np.zeros(table.shape, dtype=bool)
        published[: size[0], : size[1]] = open_ & ~veiled[:, None] & ~bad
        published[: size[0], -1] = ~veiled
        published[-1] = True
        published[-2, :-1] = not others
        published[-2, -1] = not others or whole.middle_known
        crosstab = Crosstab(table, published, whole.rules.precision)
        return ~hide_cells(crosstab, self._needed(table, published, rest))[: size[0], : size[1]]

    def _needed(self, table: Ints, published: Mask, rest: int) -> Ints:
        """
        Tell how wide each hidden count has to stay.

        Too small a count: as wide as the minimum, or as all who gave the answer or belong to the group, if they are fewer; another
        hidden count must not be certain; so must nobody's answer among very few respondents of unknown category.
        """
        needed = np.zeros(table.shape, dtype=int)
        cells, visible = table[:-1, :-1], slice(0, table.shape[1] - 2)
        hidden = ~published[:-1, :-1]
        given = np.where(published[:-1, -1], table[:-1, -1], table[:-1, -1][~published[:-1, -1]].sum())
        most = np.minimum(given[:, None], table[-1, :-1][None, :])
        wide = np.where(risky(cells, self.minimum), self.minimum, 1)
        wide[-1] = np.where(risky(cells[-1], self.minimum), self.minimum, 0)
        needed[:-1, visible] = np.where(hidden, np.minimum(wide, most), 0)[:, visible]
        if risky(rest, self.minimum):
            needed[:-1, -2] = np.minimum((cells[:, -1] > 0) & hidden[:, -1], most[:, -1])
        return needed

"""What published shares, counts and bases of surveys tell of the answers that are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diagnoza.release.relations import Cell
from diagnoza.surveys.withheld import MEANS, UNIFORM_BASE
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from diagnoza.release.relations import Key, Relations
    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.withheld import Rules

HALF = 0.005 + 1e-9
"""Half of the unit that shares are printed in."""
WHOLE = 1e-6
AROUND = 1.25
"""How far the mean weight of those who answered a question may lie from that of all respondents."""
ALL, NOBODY_KNOWS = "all", "?"
ENDS = ("top2", "bottom2")


@dataclass(frozen=True)
class Row:
    """One row of table `Estimates`: a share or a count; `n` and `count` are NaN where they are not told."""

    answer: str
    category: str
    n: float
    count: float
    value: float
    shown: bool


Divided = dict[str, list[Row]]
"""Rows of one question by what respondents are divided by."""


@dataclass(frozen=True)
class Asked:
    """One question of one survey in one edition, how far weights may lie from 1, and whether shares are of whole respondents."""

    tag: str
    question: Question
    rules: Rules
    low: float
    high: float
    whole: bool
    source: str

    def answer(self, answer: str, division: str, category: str) -> Key:
        """Name those of a category who gave an answer [respondents of mean weight]."""
        return ("answer", self.tag, self.rules.survey.id, self.question.id, answer, division, category)

    def base(self, division: str, category: str) -> Key:
        """Name those of a category who answered [respondents of mean weight]."""
        return ("base", self.tag, self.rules.survey.id, self.question.id, division, category)

    @property
    def exact(self) -> bool:
        """Whether counts are printed."""
        return self.rules.survey.design == "purposive"

    def defines(self, division: str) -> bool:
        """Tell whether groups are made by the answers to this very question."""
        of_risk = {f"at_risk:{one.id}": one.question for one in self.rules.survey.at_risk}
        return of_risk.get(division, division) == self.question.id

    def covers(self, given: Iterable[str], answers: Iterable[str]) -> bool:
        """Tell whether some answers, joined ones with their parts, are all there are."""
        boxes, given = self.rules.boxes(self.question), set(given)
        return set(answers) <= given.union(*(boxes.get(one, ()) for one in given))


def tell_surveys(known: Relations, tag: str, tables: Mapping[str, pd.DataFrame], rules: Mapping[str, Rules], source: str) -> None:
    """
    Write down what the estimates of all surveys tell.

    Parameters
    ----------
    known
        Takes the relations, and the counts that are left out.
    tag, source
        Edition; how messages call the table.
    tables
        Stored tables; without surveys nothing is told.
    rules
        What may be published, by survey; surveys that are not in it are passed over.

    Notes
    -----
    Shares of a survey that is not weighted are of whole respondents. One of a weighted survey is of weights, so counts are in respondents
    of mean weight, and the weight of each group is a count of its own, within the smallest and the largest weight. Means, medians, tests
    and limits are not read.
    """
    if "estimates" not in tables or "surveys" not in tables:
        return
    weights = tables["surveys"].set_index("survey")
    for survey, questions in _by_question(tables["estimates"]).items():
        if survey not in rules or survey not in weights.index:
            continue
        one, spread = rules[survey], weights.loc[[survey], ["low_weight", "high_weight"]].to_numpy(dtype=float)[0]
        weighted = bool(weights["weighted"].loc[[survey]].any())
        ends = (spread[0] / AROUND, spread[1] * AROUND) if weighted and spread[0] < spread[1] else (1.0, 1.0)
        for name, divided in questions.items():
            _tell_question(known, Asked(tag, one.codebook.question(name), one, ends[0], ends[1], not weighted, source), divided)


def _by_question(estimates: pd.DataFrame) -> dict[str, dict[str, Divided]]:
    """Lay the shares out by survey, question and division; the groups at risk overlap, so each is a division of its own."""
    kept = estimates[~estimates["answer"].isin(MEANS) & ~estimates["answer"].str.startswith("missing:")]
    shown = kept["status"].isin(SHOWN)
    numbers = [kept[name].astype(float) for name in ("n", "count", "value")]
    found: dict[str, dict[str, Divided]] = {}
    texts = [kept[name] for name in ("survey", "question", "group", "answer", "category")]
    for survey, question, group, answer, category, *rest in zip(*texts, *numbers, shown, strict=True):
        division = f"at_risk:{category.split(':')[-1]}" if group == "at_risk" else group
        found.setdefault(survey, {}).setdefault(question, {}).setdefault(division, []).append(Row(answer, category, *rest))
    return found


def _tell_question(known: Relations, asked: Asked, divided: Divided) -> None:
    everybody = divided.get(ALL, [])
    n = max((row.n for row in everybody), default=np.nan)
    if np.isnan(n):
        return
    known.known(asked.base(ALL, ""), n, asked.source)
    boxes = asked.rules.boxes(asked.question)
    settled = {row.answer for row in everybody if n >= UNIFORM_BASE and row.shown and not HALF < row.value < 1 - HALF}
    answers = [row.answer for row in everybody if row.answer not in boxes]
    _tell_rows(known, asked, ALL, everybody, set())
    for name, codes in boxes.items():
        known.add_up(asked.answer(name, ALL, ""), [asked.answer(code, ALL, "") for code in codes if code in answers])
    _tell_column(known, asked, ALL, "", answers, answers)
    for division, rows in divided.items():
        if division != ALL:
            own = {row.answer for row in rows} if asked.defines(division) else settled
            _tell_division(known, asked, division, rows, (n, answers, own))


def _tell_division(known: Relations, asked: Asked, division: str, rows: list[Row], whole: tuple[float, list[str], set[str]]) -> None:
    """Write down one crosstab: those of unknown category are a column of it that nobody reads."""
    n, answers, settled = whole
    bases = {row.category: row.n for row in rows}
    given = list(dict.fromkeys(row.answer for row in rows))
    everywhere = [*bases, NOBODY_KNOWS]
    bases[NOBODY_KNOWS] = n - sum(bases.values())
    for category, size in bases.items():
        if not np.isnan(size):
            known.say([(asked.base(division, category), 1.0)], asked.low * size, asked.high * size, asked.source)
    known.add_up(asked.base(ALL, ""), [asked.base(division, category) for category in everywhere])
    _tell_rows(known, asked, division, rows, settled)
    for category in everywhere:
        _tell_column(known, asked, division, category, given, answers)
    for answer in given:
        known.add_up(asked.answer(answer, ALL, ""), [asked.answer(answer, division, category) for category in everywhere])


def _tell_rows(known: Relations, asked: Asked, division: str, rows: list[Row], settled: set[str]) -> None:
    """Write down what is printed, and what is not; what follows from „everybody” or „nobody” of all respondents is no secret."""
    for row in rows:
        count, base = asked.answer(row.answer, division, row.category), asked.base(division, row.category)
        if not row.shown and row.answer in settled:
            continue
        if not row.shown:
            minimum = asked.rules.minimum(asked.question.id, division)
            place = f"{row.answer} of {asked.question.id} in {division} {row.category}".strip()
            name = f"{asked.rules.survey.id}, {place}"
            within = base, asked.answer(row.answer, ALL, "")
            known.cells.append(Cell(count, minimum, asked.source, name, within, row.n, asked.low))
        elif asked.exact:
            known.known(count, row.count, asked.source)
        elif asked.whole:
            ends = np.ceil((row.value - HALF) * row.n - WHOLE), np.floor((row.value + HALF) * row.n + WHOLE)
            known.say([(count, 1.0)], max(0.0, ends[0]), min(row.n, ends[1]), asked.source)
        else:
            low, high = max(0.0, row.value - HALF), min(1.0, row.value + HALF)
            known.say([(base, low), (count, -1.0)], -np.inf, 0.0, asked.source)
            known.say([(base, high), (count, -1.0)], 0.0, np.inf, asked.source)


def _tell_column(known: Relations, asked: Asked, division: str, category: str, given: list[str], answers: list[str]) -> None:
    """Write down how the answers of a category make up all who answered."""
    base = asked.base(division, category)
    if asked.question.kind == "multiple":
        for answer in given:
            known.say([(asked.answer(answer, division, category), 1.0), (base, -1.0)], -np.inf, 0.0)
        return
    whole = asked.covers(given, answers)
    known.say([(base, -1.0), *((asked.answer(one, division, category), 1.0) for one in given)], 0.0 if whole else -np.inf, 0.0)

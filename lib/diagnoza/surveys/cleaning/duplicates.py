"""Answers that came more than once, so that nobody counts twice; who merely agrees with another stays."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.surveys.cleaning.answered import answered, columns_of
from diagnoza.surveys.reading.columns import read_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy.typing as npt

    from diagnoza.surveys.codebook import Codebook

SAME_ID = "powtórzony identyfikator odpowiedzi"
SAME_PERSON = "ta sama osoba odpowiedziała ponownie"
SAME_TRACE = "te same odpowiedzi z tego samego urządzenia lub pod tym samym nazwiskiem"
SAME_ANSWERS = "te same odpowiedzi wysłane ponownie"
OTHER_FILE = "wiersz powtórzony w innym pliku tego badania"
ORDER = (SAME_ID, SAME_PERSON, SAME_TRACE, SAME_ANSWERS)

BY_CHANCE = 0.01
"""Pairs of respondents expected to agree by chance, below which two rows that agree are one respondent."""
AGREE = 0.95
"""Share of answers that are the same in a form sent twice within `SOON`."""
AGREE_TRACED = 0.9
"""The same where both also came from one device or bear one name, whenever sent."""
SOON = 30.0
"""Time between two submissions of one form [minutes]."""
SHARED = 5
"""An address with more rows than this belongs to an office or an interviewer, not to a respondent."""
_UNIQUE_ID = 16  # characters: a UUID, not a number that every form counts from 1
_NEIGHBOURS = 40


@dataclass(frozen=True)
class Submitted:
    """
    Rows of all files of a survey, in order, with the same index throughout.

    Attributes
    ----------
    frame
        The answers, columns as in `Cleaned.frame`.
    origin
        Text columns file, id, started, submitted, "" where the tool noted nothing.
    sure, traces
        As in `diagnoza.surveys.cleaning.persons.Persons`.
    """

    frame: pd.DataFrame
    origin: pd.DataFrame
    sure: pd.Series
    traces: pd.Series

    def where(self, left: pd.Series) -> Submitted:
        """Give some of the rows."""
        return Submitted(self.frame[left], self.origin[left], self.sure[left], self.traces[left])


@dataclass
class _Links:
    """Which rows are one respondent, and why: a forest over row numbers."""

    parent: list[int]
    why: dict[int, str] = field(default_factory=dict)

    def root(self, row: int) -> int:
        while self.parent[row] != row:
            self.parent[row] = self.parent[self.parent[row]]
            row = self.parent[row]
        return row

    def join(self, rows: Iterable[int], reason: str) -> None:
        first, *others = rows
        for other in others:
            self.parent[self.root(other)] = self.root(first)
        for row in (first, *others) if others else ():
            known = self.why.setdefault(row, reason)
            self.why[row] = min(known, reason, key=ORDER.index)


def repeated(rows: Submitted, codebook: Codebook) -> pd.Series:
    """
    Find rows that repeat another.

    One respondent are rows with

    - the same id of the tool: within a file; in two files (a later export holds an earlier one) only if the id is a UUID, if the times are
      the same, or if nine in ten answers are, for forms count from 1 again;
    - the same e-mail, phone, PESEL or token, unless more than `SHARED` rows have it;
    - the same device or name and `AGREE_TRACED` of the answers;
    - `AGREE` of the answers, sent within `SOON` of each other; all answers, whenever sent.

    The last two hold only where agreement by chance is negligible: were answers to different questions independent, fewer than `BY_CHANCE`
    pairs of all rows would agree so. A grid counts as one question there, because whoever ticks one column agrees with all who do.

    Parameters
    ----------
    rows
        What is looked at, without empty rows.
    codebook
        The questionnaire.

    Returns
    -------
        Per row the Polish reason to leave it out, "" for those to keep: of each respondent the row with most answers, of these the one sent
        last, of these the last.
    """
    answers = _Answers.of(rows.frame, codebook)
    links = _Links(list(range(len(rows.frame))))
    _by_id(links, rows, answers)
    for group in _sharing(rows.sure):
        if len(group) <= SHARED:
            links.join(group, SAME_PERSON)
    for group in _sharing(rows.traces):
        _alike(links, answers, group, AGREE_TRACED, SAME_TRACE)
    _sent_again(links, rows, answers)
    return _all_but_one(links, rows, answers)


@dataclass(frozen=True)
class _Answers:
    """Answers as numbers, 0 for none; ``blocks`` are the columns of one grid or question, ``rare`` the log share of each row's pattern."""

    codes: npt.NDArray[np.int32]
    blocks: npt.NDArray[np.intp]
    rare: npt.NDArray[np.float64]

    @classmethod
    def of(cls, frame: pd.DataFrame, codebook: Codebook) -> _Answers:
        given = answered(frame, codebook)
        asked = [question for question in codebook.questions if question.id in given]
        codes = np.zeros((len(frame), len(asked)), dtype=np.int32)
        for at, question in enumerate(asked):
            columns = columns_of(frame, question)
            said = frame[columns[0]].astype(str)
            for name in columns[1:]:
                said = said + "|" + frame[name].astype(str)
            codes[:, at] = np.where(given[question.id], pd.factorize(said)[0] + 1, 0)
        named = {name: at for at, name in enumerate(dict.fromkeys(question.grid or question.id for question in asked))}
        blocks = np.array([named[question.grid or question.id] for question in asked], dtype=np.intp)
        rare = np.column_stack([_log_share(codes[:, blocks == at]) for at in named.values()] or [np.zeros(len(frame))])
        return cls(codes, blocks, rare)

    def agreement(self, row: int, others: npt.NDArray[np.intp], *, both: bool) -> npt.NDArray[np.float64]:
        """Share of answers that a row has in common with others, of those that both gave or that either gave."""
        mine, theirs = self.codes[row], self.codes[others]
        counted = (mine > 0) & (theirs > 0) if both else (mine > 0) | (theirs > 0)
        return np.asarray(((mine == theirs) & counted).sum(axis=1) / np.maximum(counted.sum(axis=1), 1))

    def negligible(self, row: int, other: int) -> bool:
        """Tell whether it is negligible that two respondents agree so by chance."""
        differ = np.unique(self.blocks[self.codes[row] != self.codes[other]])
        agreed = np.setdiff1d(np.arange(self.rare.shape[1]), differ)
        n = len(self.codes)
        return float(np.log(n * (n - 1) / 2) + self.rare[row, agreed].sum()) < math.log(BY_CHANCE)


def _log_share(codes: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """Give per row the log of the share of other rows with the same answers, at least one; 0 where nothing was answered."""
    _, pattern, times = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    share = np.maximum(times[pattern.ravel()] - 1, 1) / len(codes)
    return np.where((codes > 0).any(axis=1), np.log(share), 0.0)


def _sharing(hashes: pd.Series) -> list[list[int]]:
    """List the groups of row numbers that share a hash."""
    groups: dict[str, list[int]] = {}
    for row, ones in enumerate(hashes):
        for one in dict.fromkeys(ones):
            groups.setdefault(one, []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def _by_id(links: _Links, rows: Submitted, answers: _Answers) -> None:
    origin = rows.origin
    groups: dict[str, list[int]] = {}
    for row, name in enumerate(origin["id"]):
        if name:
            groups.setdefault(name, []).append(row)
    files, started, submitted = (origin[name].tolist() for name in ("file", "started", "submitted"))

    def same(a: int, b: int) -> bool:
        if files[a] == files[b]:
            return True
        at_once = any(times[a] and times[a] == times[b] for times in (started, submitted))
        return at_once or float(answers.agreement(a, np.array([b]), both=True)[0]) >= AGREE_TRACED

    for name, group in groups.items():
        if len(name) >= _UNIQUE_ID:
            links.join(group, SAME_ID)
        else:
            _pairs(links, group, same, SAME_ID)


def _pairs(links: _Links, group: list[int], same: Callable[[int, int], bool], reason: str) -> None:
    for at, row in enumerate(group):
        for other in group[at + 1 :]:
            if same(row, other):
                links.join((row, other), reason)


def _alike(links: _Links, answers: _Answers, group: list[int], least: float, reason: str) -> None:
    for at, row in enumerate(group[:-1]):
        others = np.array(group[at + 1 :], dtype=np.intp)
        for other in others[answers.agreement(row, others, both=False) >= least]:
            if answers.negligible(row, int(other)):
                links.join((row, int(other)), reason)


def _sent_again(links: _Links, rows: Submitted, answers: _Answers) -> None:
    """Join rows with all answers the same, and those sent soon after each other with nearly all."""
    equal: dict[bytes, list[int]] = {}
    for row in range(len(answers.codes)):
        equal.setdefault(answers.codes[row].tobytes(), []).append(row)
    for group in equal.values():
        if len(group) > 1 and answers.negligible(group[0], group[1]):
            links.join(group, SAME_ANSWERS)
    minutes = np.array([time.timestamp() / 60 if (time := read_time(text)) else np.nan for text in rows.origin["submitted"]])
    order = np.argsort(minutes)[: int(np.isfinite(minutes).sum())]
    for at, row in enumerate(order):
        near = order[at + 1 : at + 1 + _NEIGHBOURS]
        near = near[minutes[near] - minutes[row] <= SOON]
        for other in near[answers.agreement(int(row), near, both=False) >= AGREE]:
            if answers.negligible(int(row), int(other)):
                links.join((int(row), int(other)), SAME_ANSWERS)


def _all_but_one(links: _Links, rows: Submitted, answers: _Answers) -> pd.Series:
    complete = (answers.codes > 0).sum(axis=1)
    sent, files = rows.origin["submitted"].tolist(), rows.origin["file"].tolist()
    clusters: dict[int, list[int]] = {}
    for row in links.why:
        clusters.setdefault(links.root(row), []).append(row)
    reasons = pd.Series("", index=rows.frame.index, dtype=str)
    for cluster in clusters.values():
        kept = max(cluster, key=lambda row: (complete[row], sent[row], row))
        for row in cluster:
            if row != kept:
                elsewhere = files[row] != files[kept] and links.why[row] != SAME_PERSON
                reasons.iloc[row] = OTHER_FILE if elsewhere else links.why[row]
    return reasons


def shared_traces(rows: Submitted) -> int:
    """Count rows that share a device, a name or an address with another."""
    return len({row for hashes in (rows.sure, rows.traces) for group in _sharing(hashes) for row in group})

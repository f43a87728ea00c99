"""One delivered file of a survey to rows that can be counted: corrected, read, repaired, located, nothing personal in the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem, ProblemsError
from diagnoza.surveys.cleaning.answered import WORDS, answered
from diagnoza.surveys.cleaning.corrections import correct
from diagnoza.surveys.cleaning.located import locate
from diagnoza.surveys.cleaning.persons import persons_of
from diagnoza.surveys.cleaning.rejected import trial
from diagnoza.surveys.cleaning.repair import repair
from diagnoza.surveys.reading.answers import answers_of
from diagnoza.surveys.reading.dialects import normalise
from diagnoza.surveys.reading.matching import match

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diagnoza.partnership import Delivery
    from diagnoza.surveys.cleaning.corrections import Corrections
    from diagnoza.surveys.cleaning.persons import Persons
    from diagnoza.surveys.cleaning.places import Places
    from diagnoza.surveys.codebook import Codebook
    from diagnoza.surveys.reading.answers import Answers
    from diagnoza.surveys.reading.matching import Matched

CORRECTED = "cell corrected by hand"


@dataclass(frozen=True)
class Scene:
    """What all files of a survey are read with; `residence` are questions that say where a respondent belongs, `key` hashes persons."""

    codebook: Codebook
    places: Places
    corrections: Corrections
    residence: frozenset[str]
    key: bytes


@dataclass(frozen=True)
class FileRows:
    """
    The rows of one file, index 0, 1, … throughout.

    Attributes
    ----------
    file
        Its path below data/raw/<id>/.
    delivered, ragged
        Rows of the file; of these those that reading had to leave out.
    frame
        The answers, columns as in `Cleaned.frame`, open answers not yet masked.
    said
        Who said anything to which question, understood or not, a boolean column per question.
    origin
        Text columns file, row, id, started, submitted; "" where the tool noted nothing.
    persons
        Hashes, in memory only.
    tried
        Rows that come of trying the form out.
    by_hand
        Rows left out by the corrections file: the reason, else "".
    changes
        Cells changed: question, rule, number.
    problems
        What the consultant should look at.
    """

    file: str
    delivered: int
    ragged: int
    frame: pd.DataFrame
    said: pd.DataFrame
    origin: pd.DataFrame
    persons: Persons
    tried: pd.Series
    by_hand: pd.Series
    changes: tuple[tuple[str, str, int], ...]
    problems: tuple[Problem, ...]


def read_rows(delivery: Delivery, path: Path, scene: Scene) -> FileRows:
    """
    Read one file.

    Parameters
    ----------
    delivery
        As under `sources`.
    path
        Where the file lies.
    scene
        What it is read with.

    Returns
    -------
        Every row of the file.

    Raises
    ------
    ProblemsError
        If it cannot be used: unreadable, no column or two columns for a question, corrections that no longer apply. All problems of the
        file as far as it could be read are listed.
    """
    responses = normalise(read_delivery(path, encoding=delivery.encoding, sheet=delivery.sheet), delivery.dialect)
    matched = match(responses, scene.codebook)
    if _unusable(matched):
        raise ProblemsError([*responses.delivered.problems, *matched.problems, *matched.notes])
    corrected = correct(matched, scene.corrections, delivery.file)
    answers = answers_of(corrected.matched)
    repaired, problems = repair(answers)
    persons = persons_of(matched, scene.key)
    tried = trial(repaired.frame, scene.codebook) | persons.trial
    moved, lost = locate(repaired.frame, corrected.matched, scene.places, scene.residence, tried)
    problems = (*responses.delivered.problems, *_of_columns(matched), *problems, *lost, *answers.notes)
    if corrected.problems:
        raise ProblemsError([*corrected.problems, *problems])
    frame, personal = _impersonal(repaired.frame, matched)
    changes = [(question, rule, rows) for (question, rule), rows in {**repaired.changes, **moved}.items()]
    changes += [(question.split("__")[0], CORRECTED, rows) for question, rows in corrected.changed.items()]
    lines = frame.pop("row")
    return FileRows(
        delivery.file,
        len(responses.frame) + len(responses.delivered.rejected),
        len(responses.delivered.rejected),
        frame,
        _said(answers),
        _origin(delivery.file, answers),
        persons,
        tried,
        pd.Series([corrected.rejected.get(int(line), "") for line in lines], dtype=str),
        tuple(changes),
        (*problems, *personal),
    )


def _unusable(matched: Matched) -> bool:
    nothing = len(matched.absent) == len(matched.codebook.questions)
    return nothing or any(" columns for one question" in problem.what for problem in matched.problems)


def _of_columns(matched: Matched) -> list[Problem]:
    """List the problems of columns; that a personal question has none is none."""
    personal = tuple(f"no column for the question „{one.id}”" for one in matched.codebook.questions if one.personal)
    return [problem for problem in matched.problems if not problem.what.startswith(personal or "\0")]


def _impersonal(frame: pd.DataFrame, matched: Matched) -> tuple[pd.DataFrame, list[Problem]]:
    """Leave out what tells who answered: by the codebook, or by the header or the cells of the column."""
    gone: list[str] = []
    problems: list[Problem] = []
    for question in matched.codebook.questions:
        own = [matched.whole[question.id]] if question.id in matched.whole else list(matched.options.get(question.id, {}).values())
        suspected = [column for column in own if column.personal]
        if question.personal or suspected:
            gone += [str(name) for name in frame if name == question.id or str(name).startswith(f"{question.id}__")]
        elif any(column.personal for column in matched.others.get(question.id, ())):
            gone.append(f"{question.id}{WORDS}")
        if suspected and not question.personal:
            what = f"the column of „{question.id}” looks personal, so its answers were left out"
            remedy = "Ask for the column without personal data, or declare the question `personal: true`"
            problems.append(Problem(matched.responses.delivered.file, suspected[0].name, what, remedy))
    return frame.drop(columns=[name for name in gone if name in frame]), problems


def _said(answers: Answers) -> pd.DataFrame:
    said = answered(answers.frame, answers.matched.codebook)
    place = dict(zip(answers.frame["row"], said.index, strict=True))
    for one in answers.unknown:
        said.loc[place[one.row], one.question] = True
    return said


def _origin(file: str, answers: Answers) -> pd.DataFrame:
    noted: Mapping[str, pd.Series] = {str(name): answers.system[name].astype(str) for name in answers.system}
    blank = pd.Series("", index=answers.system.index, dtype=str)
    return pd.DataFrame({"file": file, **{name: noted.get(name, blank) for name in ("row", "id", "started", "submitted")}}, dtype=str)

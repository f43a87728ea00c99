"""Reviewed corrections of delivered answers, ``params/<id>.corrections.yaml``: raw files stay as they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal

import pandas as pd
from pydantic import BeforeValidator, Field
from rapidfuzz.distance import OSA

from diagnoza.errors import ParamsError, Problem
from diagnoza.folding import fold
from diagnoza.strict_yaml import Code, Draft, Flag, Strict, Text, as_written, check_keys, check_values, in_order, read
from diagnoza.surveys.reading.choices import clean
from diagnoza.teryt import REGISTER, WHERE_TO_LOOK, Register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from diagnoza.surveys.reading.columns import Column
    from diagnoza.surveys.reading.matching import Matched

Cell = Annotated[str, BeforeValidator(lambda value: getattr(value, "written", value))]
OUTSIDE = "outside"
_SLIPS = 2


class Correction(Strict):
    """A cell, or all cells of a question with one value, or a whole row, and what is right."""

    file: Text = Field(description="the path of the file from data/raw/<id>/, as under sources")
    row: int | None = Field(default=None, ge=2, description="the line of the file, the header being 1")
    all: Flag = Field(default=False, description="true for all rows with the old value, else take it out")
    question: Text | None = Field(default=None, description="the id of the question, or id__code for the column of one of its options")
    row_status: Literal["reject"] | None = Field(default=None, description="reject, to leave the whole row out")
    old: Cell | None = Field(default=None, description='the cell as it was delivered, in quotes, "" when it is empty')
    new: Cell | None = Field(default=None, description='what it is to be, in quotes, "" to empty it')
    reason: Text = Field(description="why, in Polish, as the report may print it, without anything that tells who answered")
    by: Text = Field(description="who decided it")
    date: dt.date = Field(description="the day it was decided, without quotes, e.g. 2021-03-30")


class NamedPlace(Strict):
    """What a name that respondents use means: a locality, an old or a local name."""

    written: Code = Field(description="the name as respondents write it, case and accents do not matter")
    teryt: Text = Field(description=f'the seven digits of a municipality in quotes, or {OUTSIDE} for anything else, such as "za granicą"')
    reason: Text = Field(description="how this is known")


class CorrectionsFile(Strict):
    """The file."""

    corrections: tuple[Correction, ...] = Field(default=(), description="the list of corrections")
    places: tuple[NamedPlace, ...] = Field(default=(), description="the list of names, each with the keys written, teryt and reason")


@dataclass(frozen=True)
class Corrections:
    """The corrections of a partnership and how messages name their file."""

    file: str = "corrections"
    cells: tuple[Correction, ...] = ()
    places: tuple[NamedPlace, ...] = ()

    def of(self, file: str) -> list[tuple[int, Correction]]:
        """List the corrections of a delivered file with their positions."""
        return [(at, one) for at, one in enumerate(self.cells) if one.file == file]

    def astray(self, files: Iterable[str]) -> tuple[Problem, ...]:
        """
        List corrections of files that are not delivered.

        Parameters
        ----------
        files
            All files with answers to a survey, as under `sources`.
        """
        known = set(files)
        return tuple(
            self.problem(
                at, "file", f"'{one.file}' is no file of a survey under `sources`", "Write the path as it stands there, or take it out"
            )
            for at, one in enumerate(self.cells)
            if one.file not in known
        )

    def misspelt(self, files: Iterable[str]) -> tuple[Problem, ...]:
        """
        List those of `astray` that mean, it seems, a file that is delivered: its path with up to two slips of the pen.

        Other corrections of files that are not delivered have nothing to correct: they are told, and the rest goes on without them.

        Parameters
        ----------
        files
            As in `astray`.
        """
        known = set(files)
        meant = {one.file for one in self.cells if any(_is_slip(one.file, file) for file in known)}
        return tuple(
            problem
            for one, problem in zip([one for one in self.cells if one.file not in known], self.astray(known), strict=True)
            if one.file in meant
        )

    def problem(self, at: int, key: str, what: str, remedy: str) -> Problem:
        """Say what is wrong with a correction."""
        return Problem(self.file, f"corrections[{at}].{key}", what, remedy)


def _is_slip(written: str, file: str) -> bool:
    """Tell whether a path is another one with up to two slips; with other digits it is another file, as those of two months are."""
    same_digits = [letter for letter in written if letter.isdigit()] == [letter for letter in file if letter.isdigit()]
    return same_digits and 0 < OSA.distance(written, file) <= _SLIPS


@dataclass(frozen=True)
class Corrected:
    """Matched columns with corrected cells, the rows to leave out with the reason, what was changed, what no longer applies."""

    matched: Matched
    rejected: dict[int, str]
    changed: dict[str, int]
    problems: tuple[Problem, ...]


def load_corrections(path: Path, root: Path) -> Corrections:
    """
    Read the corrections of a partnership.

    Parameters
    ----------
    path
        ``params/<id>.corrections.yaml``; there need not be one.
    root
        The project folder.

    Returns
    -------
        The corrections; none when there is no file, or when nothing but comments is in it.

    Raises
    ------
    ParamsError
        With every problem of the file.
    """
    draft = Draft(path, root)
    if not path.is_file() or _says_nothing(path):
        return Corrections(draft.file)
    if read(draft):
        check_keys(draft, draft.values, CorrectionsFile)
        check_values(draft, CorrectionsFile)
        _check_cells(draft)
        _check_places(draft, Register.load(root / REGISTER))
    if draft.problems:
        raise ParamsError([problem for _, problem in in_order(draft).problems])
    checked = CorrectionsFile.model_validate(draft.values)
    return Corrections(draft.file, checked.corrections, checked.places)


def _says_nothing(path: Path) -> bool:
    lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    return all(not line.strip() or line.strip().startswith(b"#") for line in lines)


def _check_cells(draft: Draft) -> None:
    taken: dict[tuple[str, ...], int] = {}
    for i, row in draft.rows("corrections"):
        at = ("corrections", i)
        if (row.get("row") is None) == (as_written(row.get("all")) not in {"true", "True"}):
            draft.report(at, "it does not say which rows, or says it twice", "Write either `row:` or `all: true`")
        elif (row.get("question") is None) == (row.get("row_status") is None):
            draft.report(at, "it does not say what to correct, or says it twice", "Write either `question:` or `row_status: reject`")
        elif row.get("question") is None and ({"all", "old", "new"} & row.keys()):
            draft.report(at, "a row is left out by its line alone", "Take `all`, `old` and `new` out, and write `row:`")
        elif row.get("question") is not None and not {"old", "new"} <= row.keys():
            draft.report(at, "`old` and `new` do not both stand here", "Write the cell as it was delivered, and what it is to be")
        elif row.get("question") is not None and as_written(row["old"]) == as_written(row["new"]):
            draft.report((*at, "new"), "it is the same as the old value", "Write what the cell is to be, or take the correction out")
        which = row.get("row", f"all {as_written(row.get('old'))}")
        first = taken.setdefault((as_written(row.get("file")), as_written(row.get("question")), as_written(which)), i)
        if first != i:
            draft.report(at, f"corrections[{first}] corrects the same", "Keep one of them")


def _check_places(draft: Draft, register: Register) -> None:
    taken: dict[str, int] = {}
    for i, _ in draft.rows("places"):
        written, code = draft.sound("places", i, "written"), draft.sound("places", i, "teryt")
        if code is not None and code != OUTSIDE and not register.is_municipality(code):
            what = f'"{code}" is no municipality of the register'
            draft.report(("places", i, "teryt"), what, f"{WHERE_TO_LOOK}, or write {OUTSIDE}")
        if written is not None and (first := taken.setdefault(fold(as_written(written)), i)) != i:
            draft.report(("places", i, "written"), f"'{as_written(written)}' stands in places[{first}] already", "Keep one of them")


# To the cells of a file -------------------------------------------------------------------------------------------------------


def correct(matched: Matched, corrections: Corrections, file: str) -> Corrected:
    """
    Apply corrections to the cells of a file as they were delivered, before they are read as answers.

    Parameters
    ----------
    matched
        The file with its columns matched; it stays as it is.
    corrections
        Of the partnership.
    file
        The path of the file as under `sources`.

    Returns
    -------
        What was corrected. A correction whose row or question is not in the file, or whose old value is not what stands there, is a problem
        and changes nothing: the file is another one than was looked at.
    """
    frame = matched.responses.frame.copy()
    rejected: dict[int, str] = {}
    changed: dict[str, int] = {}
    problems: list[Problem] = []
    for at, one in corrections.of(file):
        if one.row is not None and one.row not in frame.index:
            lines = f"its answers stand in lines {frame.index.min()} to {frame.index.max()}"
            problems.append(corrections.problem(at, "row", f"{file} has no line {one.row}; {lines}", "Look the line up again"))
        elif one.row is not None and one.question is None:
            rejected[one.row] = one.reason
        elif (column := _column(matched, one.question or "")) is None:
            what = f"'{one.question}' has no column in {file}"
            problems.append(
                corrections.problem(at, "question", what, "Write the id of a question of this file, or of an option as id__code")
            )
        else:
            place = matched.responses.of(column).map(clean).eq(clean(one.old or "")) & _rows(frame, one)
            if place.any():
                frame.loc[place, column.position] = one.new
                changed[one.question or ""] = changed.get(one.question or "", 0) + int(place.sum())
            else:
                problems.append(_stale(corrections, at, one, matched.responses.of(column)))
    return Corrected(replace(matched, responses=replace(matched.responses, frame=frame)), rejected, changed, tuple(problems))


def _rows(frame: pd.DataFrame, one: Correction) -> pd.Series:
    rows = pd.Series(data=True, index=frame.index)
    return rows if one.row is None else pd.Series(frame.index == one.row, index=frame.index)


def _column(matched: Matched, name: str) -> Column | None:
    if name in matched.whole:
        return matched.whole[name]
    question, _, option = name.partition("__")
    return matched.options.get(question, {}).get(option)


def _stale(corrections: Corrections, at: int, one: Correction, cells: pd.Series) -> Problem:
    remedy = "The file is another one than was corrected: look at it again, then change or take out the correction"
    if one.row is None:
        return corrections.problem(at, "old", f"no cell of „{one.question}” in {one.file} is „{one.old}”", remedy)
    what = f"line {one.row} of {one.file}, „{one.question}”, is „{cells.loc[one.row]}” and not „{one.old}”"
    return corrections.problem(at, "old", what, remedy)

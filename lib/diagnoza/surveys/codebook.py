"""Questionnaires as typed, frozen objects: ``params/questionnaires/*.yaml``, built on one bank of common items."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import Field

from diagnoza.errors import DiagnozaError, ParamsError
from diagnoza.strict_yaml import Code, Flag, Strict, Text
from diagnoza.survey_params import Sector
from diagnoza.surveys.codebook_checks import examine_bank, examine_questionnaire

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.surveys.codebook_checks import Read

BANK = "bank.yaml"
NAME = r"^[a-z0-9]+(_[a-z0-9]+)*$"
ID = r"^(W|(W_)?\{W\}(_W)?)$".replace("W", NAME[1:-1])  # with the name of a list of rows in braces
Group = Literal["residents", "youth", "leaders", "entrepreneurs", "seniors"]
Kind = Literal["single", "multiple", "scale", "number", "text", "place"]
MissingKind = Literal["dont_know", "refused", "not_asked", "not_applicable"]
Direction = Literal["up", "down"]
Aspect = Literal["satisfaction", "expectation", "importance", "use", "place_of_use", "barrier"]


class Option(Strict):
    """An answer that can be chosen."""

    code: Code = Field(description="a short code of the answer, e.g. 1 or bus")
    label: Text = Field(description="the answer in Polish, as the respondent read it")
    variants: tuple[Code, ...] = Field(default=(), description="the list of other labels or codes that are accepted for it")
    free_text: Flag = Field(default=False, description='true for an answer "inne" that the respondent completes in words, else take it out')
    exclusive: Flag = Field(default=False, description="true for an answer such as „żadne” beside which no other holds, else take it out")


class Missing(Strict):
    """A way of not answering."""

    code: Code = Field(description="a short code of the kind of missing answer, e.g. -8")
    label: Text = Field(description="the Polish words of it, e.g. Trudno powiedzieć")
    kind: MissingKind = Field(description="one of dont_know, refused, not_asked, not_applicable")
    variants: tuple[Code, ...] = Field(default=(), description="the list of other labels or codes that are accepted for it")


class Base(Strict):
    """Who is asked: those who gave one of these answers to an earlier question."""

    question: Text = Field(description="the id of an earlier question")
    codes: tuple[Code, ...] = Field(description="the list of those of its codes after which this question is asked", min_length=1)


class Question(Strict):
    """One question of a questionnaire; a grid has one for each of its rows."""

    id: Text = Field(pattern=NAME)
    wording: Text
    kind: Kind
    label: Text | None = None
    variants: tuple[Text, ...] = ()
    options: tuple[Option, ...] = ()
    missing: tuple[Missing, ...] = ()
    max_choices: int | None = None
    direction: Direction | None = None
    minimum: float | None = None
    maximum: float | None = None
    base: Base | None = None
    field: Sector | None = None
    aspect: Aspect | None = None
    sensitive: Flag = False
    personal: Flag = False
    common: bool = False
    grid: str | None = None
    row: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the answers, in the order of the questionnaire."""
        return tuple(option.code for option in self.options)

    def option(self, code: str) -> Option | None:
        """Give the answer with this code; None when there is none."""
        return next((option for option in self.options if option.code == code), None)


class Codebook(Strict):
    """A questionnaire: what was asked of one group, in order."""

    id: Text
    title: Text
    group: Group
    instrument_version: Text
    questions: tuple[Question, ...]

    @property
    def common(self) -> tuple[str, ...]:
        """Ids of the questions from the common bank, which other groups are asked too."""
        return tuple(question.id for question in self.questions if question.common)

    def question(self, name: str) -> Question:
        """
        Look a question up.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
            The question.

        Raises
        ------
        DiagnozaError
            If the questionnaire does not ask it; the nearest ids are named.
        """
        for question in self.questions:
            if question.id == name:
                return question
        near = ", ".join(difflib.get_close_matches(name, [question.id for question in self.questions]))
        msg = f"The questionnaire '{self.id}' has no question '{name}'. {f'Near it are: {near}' if near else 'See its codebook'}."
        raise DiagnozaError(msg)


class Entry(Strict):
    """A row of a grid: what a question is asked about."""

    id: Text = Field(pattern=NAME, description="a short name of lower-case letters a-z, digits and _, e.g. library")
    label: Text = Field(description="its Polish name, as it stands in the questions")
    field: Sector | None = Field(default=None, description=f"one of {', '.join(get_args(Sector))}")
    sensitive: Flag = Field(default=False, description="true if asking about it tells of health, poverty and the like, else take it out")


class Service(Entry):
    """A public service."""

    field: Sector = Field(description=f"one of {', '.join(get_args(Sector))}")


class Rows(Strict):
    """The rows of a grid."""

    id: Text = Field(pattern=NAME, description="the name that questions use in braces, e.g. institution for trust_{institution}")
    entries: tuple[Entry, ...] = Field(description="the list of rows, each with the keys id and label", min_length=1)


class Answers(Strict):
    """Answers that several questions share."""

    id: Text = Field(pattern=NAME, description="the name that questions use with `answers:`")
    options: tuple[Option, ...] = Field(default=(), description="the list of answers, each with the keys code and label")
    missing: tuple[Missing, ...] = Field(default=(), description="the list of ways of not answering, with the keys code, label and kind")
    direction: Direction | None = Field(default=None, description="for scales: up if the higher code is better or more, else down")


class QuestionSource(Strict):
    """A question as a file has it: of its own, or a common item and what differs; braces stand for the rows of a grid."""

    item: Text = Field(default="", description="the id of a common item, e.g. sex or sat_{service}")
    only: tuple[Text, ...] = Field(default=(), description="the list of those rows of the grid that are asked")
    id: Text = Field(default="", pattern=ID, description="a name of lower-case letters a-z, digits and _, e.g. sex or sat_{service}")
    wording: Text = Field(default="", description="the question in Polish as it is asked; {label} stands for the row of a grid")
    kind: Kind = Field(default="text", description=f"one of {', '.join(get_args(Kind))}")
    label: Text | None = Field(default=None, description="a short Polish name for tables and figures")
    variants: tuple[Text, ...] = Field(default=(), description="the list of other wordings that are accepted for it")
    answers: Text | None = Field(default=None, description="the id of answers declared for several questions")
    options: tuple[Option, ...] = Field(default=(), description="the list of answers, each with the keys code and label")
    missing: tuple[Missing, ...] = Field(default=(), description="the list of ways of not answering, with the keys code, label and kind")
    max_choices: int | None = Field(default=None, ge=1, description="how many answers may be chosen")
    direction: Direction | None = Field(default=None, description="up if the higher code is better or more, else down")
    minimum: float | None = Field(default=None, allow_inf_nan=False, description="the smallest number that is possible")
    maximum: float | None = Field(default=None, allow_inf_nan=False, description="the largest number that is possible")
    base: Base | None = Field(default=None, description="the keys question and codes: asked only of those who gave such an answer")
    field: Sector | None = Field(default=None, description=f"one of {', '.join(get_args(Sector))}")
    aspect: Aspect | None = Field(default=None, description=f"one of {', '.join(get_args(Aspect))}")
    sensitive: Flag = Field(default=False, description="true for health, poverty, disability and the like, else take it out")
    personal: Flag = Field(default=False, description="true for names, addresses and devices, which are dropped, else take it out")


class BankSource(Strict):
    """The common items, and what they are asked about."""

    services: tuple[Service, ...] = Field(description="the list of services, each with the keys id, label and field")
    lists: tuple[Rows, ...] = Field(default=(), description="the list of other rows of grids, each with the keys id and entries")
    answers: tuple[Answers, ...] = Field(default=(), description="the list of answers that several questions share")
    items: tuple[QuestionSource, ...] = Field(description="the list of common items", min_length=1)


class CodebookSource(Strict):
    """A questionnaire as its file has it."""

    id: Text = Field(
        pattern=r"^[a-z0-9-]+$", description="the name of the file without .yaml, of lower-case letters a-z, digits and hyphens"
    )
    title: Text = Field(description="the Polish title of the questionnaire")
    group: Group = Field(description=f"one of {', '.join(get_args(Group))}")
    instrument_version: Text = Field(description='the version of the questionnaire in quotes, e.g. "1.0"')
    services: tuple[Text, ...] = Field(
        default=(), description="the list of those services of the bank that are asked about, or take it out"
    )
    lists: tuple[Rows, ...] = Field(default=(), description="the list of other rows of grids, each with the keys id and entries")
    answers: tuple[Answers, ...] = Field(default=(), description="the list of answers that several questions share")
    questions: tuple[QuestionSource, ...] = Field(description="the list of questions, in the order of the questionnaire", min_length=1)


def load_codebook(path: Path, bank: Path) -> Codebook:
    """
    Read one questionnaire.

    Parameters
    ----------
    path
        Its YAML file.
    bank
        The YAML file of the common items.

    Returns
    -------
        The questionnaire, every question written out.

    Raises
    ------
    ParamsError
        With every problem of both files.
    """
    return _load([path], bank)[0]


def load_codebooks(folder: Path) -> dict[str, Codebook]:
    """
    Read all questionnaires of a folder, sorted by id.

    Parameters
    ----------
    folder
        Where they lie, with the common items in ``bank.yaml``.

    Returns
    -------
        The questionnaires by id.

    Raises
    ------
    ParamsError
        With every problem of all files.
    """
    paths = sorted(path for path in folder.glob("*.y*ml") if path.name != BANK)
    return {codebook.id: codebook for codebook in _load(paths, folder / BANK)}


def _load(paths: list[Path], bank: Path) -> list[Codebook]:
    root = (*bank.resolve().parents, *[bank.resolve().parent] * 3)[2]  # of params/questionnaires/bank.yaml
    common = examine_bank(bank, root=root, model=BankSource)
    found = [examine_questionnaire(path, root=root, model=CodebookSource, bank=common) for path in paths]
    if problems := [problem for file in (common, *found) for _, problem in file.draft.problems]:
        raise ParamsError(problems)
    return [_codebook(file) for file in found]


def _codebook(file: Read) -> Codebook:
    head = {key: file.draft.values[key] for key in ("id", "title", "group", "instrument_version")}
    return Codebook.model_validate({**head, "questions": tuple(question.values for question in file.asked)})

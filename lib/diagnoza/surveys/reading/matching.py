"""Columns to questions, by code or by wording; whatever finds no partner is listed with the nearest, never dropped."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from diagnoza.errors import Problem
from diagnoza.folding import fold, fold_wording
from diagnoza.surveys.reading.headers import completed
from diagnoza.surveys.reading.multiple import YES_OR_NO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnoza.surveys.codebook import Codebook, Question
    from diagnoza.surveys.reading.columns import Column
    from diagnoza.surveys.reading.dialects import Responses

NEAREST = 3
_WORTH_SHOWING = 45
_SHOWN = 70


class Place(NamedTuple):
    """Which question a column belongs to, and which of its options, "" for the whole question."""

    question: str
    option: str = ""


@dataclass(frozen=True)
class Unmatched:
    """A column that belongs to no question, and the questions nearest to it, the best first."""

    column: Column
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class Matched:
    """
    Which columns answer which question.

    ``whole`` are columns that hold a question, ``options`` those that hold one option of a multiple one, ``others`` the words added to
    „inne”; ``repeated`` only say again what another says (0/1 beside a joined column, a value beside a label).
    """

    responses: Responses
    codebook: Codebook
    whole: dict[str, Column]
    options: dict[str, dict[str, Column]]
    others: dict[str, tuple[Column, ...]]
    repeated: tuple[Column, ...]
    unmatched: tuple[Unmatched, ...]
    absent: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass
class _Index:
    """Names of the questions and options of a codebook, exact and folded."""

    exact: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    folded: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))

    def add(self, name: str, place: Place) -> None:
        self.exact[name.strip()].add(place)
        self.folded[fold_wording(name)].add(place)

    def find(self, names: Iterable[str]) -> Place | None:
        """Look names up, the surest first, each exactly and then folded; a name that means two questions means none."""
        for name in names:
            for found in (self.exact.get(name.strip()), self.folded.get(fold_wording(name))) if name.strip() else ():
                whole = {place for place in found or () if not place.option} or found
                if whole and len(whole) == 1:
                    return next(iter(whole))
        return None


def match(responses: Responses, codebook: Codebook) -> Matched:
    """
    Find the columns of every question.

    Parameters
    ----------
    responses
        The file.
    codebook
        The questionnaire. A column belongs to a question by its code (the id or a variant) or by its wording (or a variant): exactly, or
        else with case, spaces, HTML, punctuation, Polish letters and numbering forgiven.

    Returns
    -------
        Every column of the file stands in exactly one of its lists, or is one that the tool added. A question without a column and one with
        two are problems; so is an option column that the question does not declare.
    """
    index = _index(codebook)
    claims: dict[Place, list[Column]] = defaultdict(list)
    lost, repeated = [], []
    others: dict[str, list[Column]] = defaultdict(list)
    for column in responses.columns:
        if column.role not in {"answer", "other", "value"}:
            continue
        place = _place(column, codebook, index)
        if parent := _completed(column, responses, codebook, index):
            others[parent].append(column)
        elif place is None:
            lost.append(column)
        elif column.role == "other":
            others[place.question].append(column)
        elif column.role == "value":
            repeated.append(column)
        else:
            claims[place].append(column)
    return _settled(responses, codebook, claims, others, _Rest(lost, repeated))


class _Rest(NamedTuple):
    lost: list[Column]
    repeated: list[Column]


def _index(codebook: Codebook) -> _Index:
    index = _Index()
    for question in codebook.questions:
        whole = Place(question.id)
        for name in (question.id, question.wording, *question.variants):
            index.add(name, whole)
        if question.kind == "multiple":
            for option in question.options:
                for name in (f"{question.id}_{option.code}", f"{question.id}__{option.code}", f"{question.id}[{option.code}]"):
                    index.add(name, Place(question.id, option.code))
    return index


def _place(column: Column, codebook: Codebook, index: _Index) -> Place | None:
    """Find where a column belongs: as a whole question first, then as an option of a multiple one."""
    if found := index.find(_names(column)):
        return found
    if not (column.subcode or column.option):
        return None
    parent = index.find((column.code, column.question, f"{column.code}[{column.subcode}]"))
    question = codebook.question(parent.question) if parent else None
    if question is None or (question.kind != "multiple" and column.role != "other"):
        return None
    if column.role == "other":
        return Place(question.id)
    code = _option(question, column)
    return Place(question.id, code) if code else None


def _completed(column: Column, responses: Responses, codebook: Codebook, index: _Index) -> str:
    """Find the question to whose „inne” a column such as job_other adds words; one that says only yes and no is an option of it."""
    own, parent = index.find([column.code]), index.find([completed(column.code)])
    if column.role != "answer" or column.subcode or parent is None or parent.option or (own and not own.option):
        return ""
    free = next((option.label for option in codebook.question(parent.question).options if option.free_text), None)
    said = {fold(cell) for cell in responses.of(column).unique()} - {""}
    words = free is not None and not (said and said <= {*YES_OR_NO, fold(free)})
    return parent.question if words else ""


def _names(column: Column) -> Iterator[str]:
    """Names of a column as a whole, the surest first."""
    if column.subcode:
        yield f"{column.code}[{column.subcode}]"
        yield f"{column.code}_{column.subcode}"
    else:
        yield column.code
    yield column.header
    if column.question and column.option:
        yield f"{column.question} [{column.option}]"
    elif column.option or column.question:
        yield column.option or column.question


def _option(question: Question, column: Column) -> str:
    """Find the option that a column stands for: by its code, else by its label."""
    answers = [(one.code, (one.code, one.label, *one.variants)) for one in question.options]
    answers += [(one.code, (one.code, one.label, *one.variants)) for one in question.missing]
    for said in (column.subcode, column.option):
        for exactly in (True, False):
            for code, names in answers:
                if said and (said in names if exactly else fold(said) in {fold(name) for name in names}):
                    return code
    return ""


def _settled(
    responses: Responses, codebook: Codebook, claims: dict[Place, list[Column]], others: dict[str, list[Column]], rest: _Rest
) -> Matched:
    file = responses.delivered.file
    whole: dict[str, Column] = {}
    options: dict[str, dict[str, Column]] = defaultdict(dict)
    problems, doubtful = [], set()
    for place, columns in claims.items():
        if len(columns) > 1:
            problems.append(_twice(file, place, columns))
            doubtful.add(place.question)
            rest.lost.extend(columns)
        elif place.option:
            options[place.question][place.option] = columns[0]
        else:
            whole[place.question] = columns[0]
    rest.repeated.extend(column for name in whole for column in options.pop(name, {}).values())
    rest.lost.extend(column for name in others.keys() - whole.keys() - options.keys() for column in others.pop(name))  # beside no answers
    joined = {(column.code, column.question) for name, column in whole.items() if codebook.question(name).kind == "multiple"}
    said = [column for column in rest.lost if column.subcode and (column.code, column.question) in joined]  # the joined column says it too
    rest.repeated.extend(said)
    rest.lost[:] = [column for column in rest.lost if column not in said]
    absent = [one.id for one in codebook.questions if one.id not in whole and one.id not in options and one.id not in doubtful]
    unmatched = tuple(_unmatched(column, codebook) for column in sorted(rest.lost, key=lambda one: one.position))
    problems += _undeclared(file, rest.lost, codebook, options) + _missing(file, codebook, absent, rest.lost)
    words = {name: tuple(columns) for name, columns in others.items()}
    notes = tuple(_note(file, one) for one in unmatched)
    return Matched(responses, codebook, whole, dict(options), words, tuple(rest.repeated), unmatched, tuple(absent), tuple(problems), notes)


def _twice(file: str, place: Place, columns: list[Column]) -> Problem:
    what = f"{len(columns)} columns for one question, {_called(place)}: {' and '.join(column.name for column in columns)}"
    return Problem(file, columns[0].name, what, "Leave one of them, or name the right one exactly in the variants of the question")


def _called(place: Place) -> str:
    return f"„{place.question}”, option „{place.option}”" if place.option else f"„{place.question}”"


def _undeclared(file: str, lost: list[Column], codebook: Codebook, options: dict[str, dict[str, Column]]) -> list[Problem]:
    """List columns of options that their question does not declare: renamed or added in the course of the survey."""
    parents = {(column.code, column.question): name for name, columns in options.items() for column in columns.values()}
    found = []
    for column in lost:
        name = parents.get((column.code, column.question)) if column.subcode or column.option else None
        if name:
            labels = [option.label for option in codebook.question(name).options]
            near = process.extractOne(column.option or column.subcode, labels, processor=fold, score_cutoff=None) or ("",)
            remedy = f"Add it to the options of „{name}” or to the variants of one; the nearest is „{near[0]}”"
            found.append(Problem(file, column.name, f"the question „{name}” has no option „{column.option or column.subcode}”", remedy))
    return found


def _missing(file: str, codebook: Codebook, absent: list[str], lost: list[Column]) -> list[Problem]:
    """List the questions without a column; where there are none at all, say only that."""
    if len(absent) == len(codebook.questions) > 1:
        what = f"no column is a question of the questionnaire „{codebook.id}”"
        return [Problem(file, "header", what, "Name the questionnaire that this file answers, or add its wordings to the variants")]
    headers = {column.position: column.header for column in lost}
    return [_without(file, codebook.question(name), headers) for name in absent]


def _without(file: str, question: Question, headers: dict[int, str]) -> Problem:
    near = process.extract(question.wording, headers, scorer=fuzz.token_sort_ratio, processor=fold_wording, limit=NEAREST)
    shown = [f"column {position} „{_short(header)}”" for header, score, position in near if score >= _WORTH_SHOWING]
    ask = "Ask for the column, or take the question out"
    remedy = f"The nearest: {', '.join(shown)}. Add the right one to its variants" if shown else ask
    return Problem(file, "header", f"no column for the question „{question.id}” („{_short(question.wording)}”)", remedy)


def _unmatched(column: Column, codebook: Codebook) -> Unmatched:
    wordings = {question.id: question.wording for question in codebook.questions}
    words = f"{column.question} {column.option}".strip() or column.header
    near = process.extract(words, wordings, scorer=fuzz.token_sort_ratio, processor=fold_wording, limit=NEAREST)
    return Unmatched(column, tuple(name for _, _, name in near))


def _note(file: str, one: Unmatched) -> Problem:
    near = ", ".join(f"„{name}”" for name in one.nearest)
    personal = "; it looks personal, so it is never stored" if one.column.personal else ""
    what = f"belongs to no question{personal}"
    remedy = f"The nearest are {near}; add its wording to the variants of the right one, or leave it out"
    return Problem(file, one.column.name, what, remedy)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN // 2 - 1]}…{plain[-_SHOWN // 2 :]}"

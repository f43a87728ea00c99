"""Answers as survey tools export them: Google Forms, MS Forms, LimeSurvey, KoboToolbox, SurveyMonkey, a plain table, SPSS."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyreadstat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pyreadstat.pyclasses import MissingRange

    from diagnoza.surveys.codebook import Codebook, Missing, Option, Question
    from synthetic.opinions import Filled

Rows = list[list[Any]]


def label(one: Filled, question: Question) -> str:
    """Give what stands in the cell of a question with one answer, in the words of the questionnaire."""
    code = one.codes.get(question.id, "")
    if question.id in one.written:
        return one.written[question.id]
    if question.id in one.words and question.kind != "multiple":
        return one.words[question.id]
    return next((answer.label for answer in _answers(question) if answer.code == code), code)


def _answers(question: Question) -> tuple[Option | Missing, ...]:
    return (*question.options, *question.missing)


def labels(one: Filled, question: Question) -> list[str]:
    """Give the words of several answers; those of „inne” stand for it."""
    if question.id in one.codes:
        return [label(one, question)]
    words = one.words.get(question.id)
    chosen = [option for option in question.options if option.code in one.chosen.get(question.id, ())]
    return [words if words and option.free_text else option.label for option in chosen]


def code(one: Filled, question: Question) -> str:
    """Give what stands in the cell of a question with one answer, as a code; a place by its name."""
    plain = one.written.get(question.id, one.codes.get(question.id, ""))
    return label(one, question) if question.kind == "place" else plain


def _after(one: Filled) -> dt.datetime:
    return _start(one) + dt.timedelta(seconds=one.seconds)


def _start(one: Filled) -> dt.datetime:
    if one.started is None:
        msg = "A questionnaire without a time was exported"
        raise ValueError(msg)
    return one.started


def _grid(question: Question, codebook: Codebook) -> tuple[str, str]:
    """Part the wording of a row of a grid into the question and the row."""
    head, dash, row = question.wording.rpartition(" – ")
    alike = sum(other.wording.startswith(head + dash) for other in codebook.questions)
    return (head, row) if question.grid and dash and alike > 1 else (question.wording, "")


def google_forms(codebook: Codebook, given: Sequence[Filled]) -> Rows:
    """Export as Google Forms in Polish: grids in brackets, instructions on a line of their own, checked answers joined by commas."""
    header = ["Sygnatura czasowa", "Nazwa użytkownika"]
    for question in codebook.questions:
        wording, row = _grid(question, codebook)
        header.append(f"{wording} [{row}]" if row else wording.replace(". Pros", ".\nPros").replace("? Pros", "?\nPros"))
    rows = []
    for one in given:
        cells = [
            ", ".join(labels(one, question)) if question.kind == "multiple" else label(one, question) for question in codebook.questions
        ]
        rows.append([_after(one).strftime("%Y-%m-%d %H:%M:%S"), one.device, *cells])
    return [header, *rows]


def ms_forms(codebook: Codebook, given: Sequence[Filled]) -> Rows:
    """Export as MS Forms in Polish: times, identity columns, a semicolon after each of several answers."""
    header = ["Identyfikator", "Godzina rozpoczęcia", "Godzina ukończenia", "Adres e-mail", "Nazwa"]
    rows: Rows = [[*header, *(question.wording for question in codebook.questions)]]
    for at, one in enumerate(given, start=1):
        cells = [
            "".join(f"{answer};" for answer in labels(one, question)) if question.kind == "multiple" else label(one, question)
            for question in codebook.questions
        ]
        rows.append([at, _start(one), _after(one), "anonymous", "", *cells])
    return rows


def limesurvey(codebook: Codebook, given: Sequence[Filled]) -> Rows:
    """Export as LimeSurvey with codes: a column for each of several options, Y where it was chosen."""
    header = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr"]
    columns = [(question, option) for question in codebook.questions for option in _subquestions(question)]
    rows: Rows = [[*header, *(f"{question.id}[{option}]" if option else question.id for question, option in columns)]]
    for at, one in enumerate(given, start=1):
        end = _after(one).strftime("%Y-%m-%d %H:%M:%S")
        started = _start(one).strftime("%Y-%m-%d %H:%M:%S")
        system = [str(at + 12), end if one.finished else "", "7" if one.finished else "2", "pl", str(1_000_000 + at * 7919), started, end]
        rows.append([*system, one.device, *(_lime(one, question, option) for question, option in columns)])
    return rows


def _subquestions(question: Question) -> list[str]:
    """List the columns of a question: the whole one, options of several answers, words beside „inne”."""
    if question.kind == "multiple":
        return list(question.codes)
    return ["", *(["other"] if any(option.free_text for option in question.options) else [])]


def _lime(one: Filled, question: Question, option: str) -> str:
    if not option:
        return "-oth-" if question.id in one.words else code(one, question)
    if option == "other":
        return one.words.get(question.id, "")
    return "Y" if option in one.chosen.get(question.id, ()) else ""


def kobo(codebook: Codebook, given: Sequence[Filled]) -> Rows:
    """Export as KoboToolbox with XML names: groups, several answers joined by blanks and again as a column of 0 and 1 for each."""
    header = ["start", "end", "today", "deviceid"]
    columns: list[tuple[Question, str, str]] = []
    for question in codebook.questions:
        name = f"{question.grid.partition('_{')[0] if question.grid else 'ankieta'}/{question.id}"
        columns += [(question, "", name), *((question, option, f"{name}/{option}") for option in _options(question))]
    tail = ["_id", "_uuid", "_submission_time", "_validation_status"]
    rows: Rows = [[*header, *(name for _, _, name in columns), *tail]]
    for at, one in enumerate(given, start=1):
        start, end = _start(one), _after(one)
        system = [f"{start.isoformat()}.000+02:00", f"{end.isoformat()}.000+02:00", end.date().isoformat(), one.device]
        cells = [_kobo(one, question, option) for question, option, _ in columns]
        uuid = f"{at * 2654435761 % 2**32:08x}-5e9d-4c1a-9f00-{at:012x}"
        rows.append([*system, *cells, 90_000 + at, uuid, f"{end.isoformat()}", ""])
    return rows


def _options(question: Question) -> tuple[str, ...]:
    return question.codes if question.kind == "multiple" else ()


def _kobo(one: Filled, question: Question, option: str) -> str | int:
    chosen = one.chosen.get(question.id)
    if option:
        return "" if chosen is None else int(option in chosen)
    return " ".join(chosen) if chosen is not None else code(one, question)


def surveymonkey(codebook: Codebook, given: Sequence[Filled]) -> Rows:
    """Export as SurveyMonkey in Polish: two rows of headers, the second with rows of grids and options."""
    first = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name", "Last Name"]
    second = [""] * len(first)
    columns = []
    before = ""
    for question in codebook.questions:
        wording, row = _grid(question, codebook)
        for option in _monkey_options(question):
            first.append("" if wording == before else wording)
            second.append(option or row or ("Odpowiedź otwarta" if question.kind in {"text", "number", "place"} else "Odpowiedź"))
            columns.append((question, option))
            before = wording
    rows: Rows = [first, second]
    for at, one in enumerate(given, start=1):
        times = [moment.strftime("%m/%d/%Y %I:%M:%S %p") for moment in (_start(one), _after(one))]
        system = [str(11_700_000_000 + at * 1013), "402113377", *times, one.device, "", "", ""]
        rows.append([*system, *(_monkey(one, question, option) for question, option in columns)])
    return rows


OTHER = "Inne (proszę podać)"


def _monkey_options(question: Question) -> list[str]:
    shown = [OTHER if option.free_text else option.label for option in question.options]
    if question.kind == "multiple":
        return [*shown, *(one.label for one in question.missing)]
    return ["", *(one for one in shown if one == OTHER)]


def _monkey(one: Filled, question: Question, option: str) -> str:
    if option == OTHER:
        return one.words.get(question.id, "")
    if not option:
        free = next((answer.label for answer in question.options if answer.free_text), "")
        return free if question.id in one.words else label(one, question)
    return option if option in labels(one, question) else ""


def table(codebook: Codebook, given: Sequence[Filled]) -> Rows:
    """Write a plain table as somebody types it from paper: ids of questions, codes of answers."""
    rows: Rows = [["nr", *(question.id for question in codebook.questions)]]
    for at, one in enumerate(given, start=1):
        cells = [
            ", ".join(_typed(one, question)) if question.kind == "multiple" else code(one, question) for question in codebook.questions
        ]
        rows.append([str(at), *cells])
    return rows


def _typed(one: Filled, question: Question) -> list[str]:
    if question.id in one.codes:
        return [one.codes[question.id]]
    words = one.words.get(question.id)
    return [words if words and name == "other" else name for name in one.chosen.get(question.id, ())]


UNKNOWN = 98
CREATED = b"15 FEB 2109:30:00"
"""Date and time in the header of an SPSS file; they begin at byte 92."""


def write_spss(path: Path, codebook: Codebook, given: Sequence[Filled]) -> None:
    """Write an SPSS file: numbers with labels, 98 for what is user-missing, 0 and 1 for each of several answers."""
    columns: dict[str, list[Any]] = {}
    names: dict[str, str | None] = {}
    answers: dict[str, dict[float, str]] = {}
    for question in codebook.questions:
        wording, row = _grid(question, codebook)
        for option in question.codes if question.kind == "multiple" else [""]:
            name = f"{question.id}_{option}" if option else question.id
            inside = row or next((one.label for one in question.options if one.code == option), "")
            names[name] = f"{wording} [{inside}]" if inside else wording
            columns[name] = [_spss(one, question, option) for one in given]
            if question.kind not in {"place", "text"}:
                answers[name] = {0: "Nie", 1: "Tak"} if option else {**_numbered(question), UNKNOWN: "Trudno powiedzieć"}
    unknown: dict[str, list[int | float | str | MissingRange]] = {name: [UNKNOWN] for name, known in answers.items() if UNKNOWN in known}
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        path,
        file_label="Dane syntetyczne",
        column_labels=names,
        variable_value_labels=answers,
        missing_ranges=unknown,
        row_compress=True,
    )
    content = path.read_bytes()
    path.write_bytes(content[:92] + CREATED + content[92 + len(CREATED) :])


def _numbered(question: Question) -> dict[float, str]:
    """Give each answer a number: scales their codes, others from 1; then refusals and what does not apply."""
    answers = {float(one.code) if question.kind == "scale" else float(at): one.label for at, one in enumerate(question.options, start=1)}
    others = {float(90 + at): one.label for at, one in enumerate(question.missing, start=1) if one.kind != "dont_know"}
    return answers | others


def _spss(one: Filled, question: Question, option: str) -> str | float | None:
    if option:
        return float(option in one.chosen[question.id]) if question.id in one.chosen else None
    if question.kind in {"place", "text"}:
        return label(one, question)
    given = one.codes.get(question.id, "")
    if not given:
        return None
    if any(missing.code == given and missing.kind == "dont_know" for missing in question.missing):
        return UNKNOWN
    said = next(answer.label for answer in _answers(question) if answer.code == given)
    return next(number for number, words in _numbered(question).items() if words == said)

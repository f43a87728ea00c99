"""Whose export a file is, and its columns in one shape whoever exported it: one row per respondent, one `Column` per column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from diagnoza.errors import Problem, ProblemsError
from diagnoza.folding import fold
from diagnoza.survey_params import Dialect
from diagnoza.surveys.reading import headers
from diagnoza.surveys.reading.columns import Column, is_personal, system_role

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.delivery import Delivered

DIALECTS: tuple[str, ...] = get_args(Dialect)

_TIMESTAMPS = {"timestamp", "sygnatura czasowa", "znacznik czasu"}
_MS_TIMES = {"start time", "godzina rozpoczecia", "czas rozpoczecia"}, {"completion time", "godzina ukonczenia", "czas ukonczenia"}
_LIME = {
    *("response id", "date submitted", "last page", "start language", "seed", "submitdate", "lastpage", "startlanguage"),
    *("id odpowiedzi", "identyfikator odpowiedzi", "data wyslania", "ostatnia strona", "jezyk poczatkowy", "ziarno"),
}
_KOBO = {
    "_uuid",
    "_submission_time",
    "_validation_status",
    "__version__",
    "meta/instanceID",
    "meta.instanceID",
    "instanceID",
    "KEY",
    "_xform_id_string",
}
_MONKEY = {"response", "open ended response", "odpowiedz", "odpowiedz otwarta"}
_NUMBERS = {"", "id", "lp", "l p", "nr", "numer"}
_LIME_CODE = re.compile(r"^[A-Za-z]\w*(?:\[\w+\])*\.\s|^[A-Za-z]\w*(?:\[\w+\])+$")
_TOOLS = {"ms_forms", "limesurvey", "surveymonkey", "kobo", "google_forms"}


@dataclass(frozen=True)
class Responses:
    """
    Answers as delivered, one row per respondent.

    ``frame`` has the line in the file as its index ``row`` and a column of text for each of ``columns``, named by its position.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    dialect: Dialect
    reason: str
    delivered: Delivered

    def of(self, column: Column) -> pd.Series:
        """Give the cells of a column."""
        return self.frame[column.position]


def detect(delivered: Delivered) -> tuple[Dialect, str]:
    """
    Tell which tool exported a file.

    Parameters
    ----------
    delivered
        The file as text.

    Returns
    -------
        The dialect and, in words, what in the file says so; ``table`` when nothing does.
    """
    raw = delivered.header[0]
    names = [fold(headers.unmangled(name)) for name in raw]
    kobo = _KOBO & {headers.unmangled(name) for name in raw}
    identified = names[0] in {"id", "identyfikator"} or {"email", "poczta e mail"} & set(names)
    told: list[tuple[Dialect, str]] = [
        ("spss", "the file is an SPSS file" if delivered.format == "sav" else ""),
        ("surveymonkey", _surveymonkey(delivered)),
        ("kobo", f"it has the column „{min(kobo)}”" if kobo else ""),
        ("limesurvey", _limesurvey(raw, set(names))),
        ("ms_forms", "it has the times of start and completion" if identified and all(times & set(names) for times in _MS_TIMES) else ""),
        ("google_forms", f"its first column is „{raw[0]}”" if names[0] in _TIMESTAMPS else ""),
        ("web_form", headers.web_form(delivered.frame)),
        ("table", "no tool is recognised by its columns: a plain table"),
    ]
    return next((dialect, reason) for dialect, reason in told if reason)


def _surveymonkey(delivered: Delivered) -> str:
    raw = delivered.header[0]
    second = [fold(cell) for cell in delivered.frame.iloc[0]]
    answers = sum(cell in _MONKEY for cell in second)
    identified = fold(raw[0]) in {"respondentid", "respondent id"} and not second[0]
    if answers and (identified or (len(raw) > 1 and "" in raw[1:] and not second[0])):
        return f"its second row is a header too: {answers} columns say „Response”, {raw.count('')} stand under the question to their left"
    return ""


def _limesurvey(raw: list[str], names: set[str]) -> str:
    if len(found := _LIME & names) > 1:
        return f"it has {len(found)} columns of LimeSurvey, such as „{min(found)}”"
    coded = [name for name in raw if _LIME_CODE.match(name)]
    return f"{len(coded)} of {len(raw)} headers are like „{coded[0][:30]}”" if len(coded) * 2 > len(raw) else ""


def normalise(delivered: Delivered, dialect: str | None = None) -> Responses:
    """
    Bring the columns of any tool into one shape.

    Parameters
    ----------
    delivered
        The file as text.
    dialect
        One of `DIALECTS`; None detects it.

    Returns
    -------
        Every column of the file, none left out; every row, but for a second row of headers.

    Raises
    ------
    ProblemsError
        If there is no such dialect, or no respondents are left under the headers.
    """
    if dialect is not None and dialect not in DIALECTS:
        remedy = f"Name one of {', '.join(DIALECTS)}, or none"
        raise ProblemsError([Problem(delivered.file, "file", f"there is no dialect {dialect!r}", remedy)])
    named = next((name for name in get_args(Dialect) if name == dialect), None)
    found, reason = (named, "it was named") if named else detect(delivered)
    frame = delivered.frame.set_axis(range(1, delivered.frame.shape[1] + 1), axis=1)
    if found == "surveymonkey":
        columns, frame = headers.of_two_rows(delivered.header[0], frame.iloc[0].tolist()), frame.iloc[1:]
    else:
        columns = _columns(delivered, found)
    if frame.empty:
        raise ProblemsError([Problem(delivered.file, "file", "it has headers and no answers", "Ask the provider for it again")])
    told = tuple(_told(column, frame[column.position], trusted=found in _TOOLS) for column in columns)
    if found == "web_form":
        told = tuple(headers.doubled(list(told), frame))
    return Responses(frame, told, found, reason, delivered)


def _columns(delivered: Delivered, dialect: Dialect) -> list[Column]:
    raw = delivered.header[0]
    if dialect == "spss":
        return headers.of_spss(raw, {name: labels.label for name, labels in delivered.labels.items()})
    if dialect == "kobo":
        return headers.of_kobo(raw, delivered.frame)
    if dialect == "limesurvey":
        return [headers.of_limesurvey(at, name) for at, name in enumerate(raw, start=1)]
    return [headers.of_question(at, name) for at, name in enumerate(raw, start=1)]


def _told(column: Column, values: pd.Series, *, trusted: bool) -> Column:
    """Say what the tool added, what tells who the respondent is, and what holds nothing at all."""
    if column.role != "answer":
        return column
    role = None if column.subcode or column.option else system_role(headers.unmangled(column.header), trusted=trusted)
    if role is not None:
        return replace(column, role=role, personal=role in {"identity", "device"})
    if not column.header.strip() and not column.question and (values.str.strip() == "").all():
        return replace(column, role="section")
    if column.position == 1 and fold(column.header) in _NUMBERS and values.is_unique:
        return replace(column, role="id")
    return replace(column, personal=is_personal(f"{column.header} {column.question if column.header == column.code else ''}", values))

"""The form behind a KoboToolbox or ODK survey (XLSForm) as the source of a codebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnoza.delivery import read_delivery
from diagnoza.errors import ProblemsError
from diagnoza.folding import fold
from diagnoza.surveys.reading.scales import direction, missing_kind

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

Entry = dict[str, Any]

_NUMBERS = {"integer", "decimal", "range"}
_TEXTS = {"text", "date", "time", "datetime", "geopoint", "geotrace", "geoshape", "image", "audio", "file", "barcode"}
_PERSONAL = {"geopoint", "geotrace", "geoshape", "image", "audio"}
_LABEL = re.compile(r"^label(?:::(?P<language>.*))?$")
_ASKED = re.compile(r"^\s*(?:selected\(\s*\$\{(?P<a>\w+)\}\s*,\s*'(?P<x>[^']+)'\s*\)|\$\{(?P<b>\w+)\}\s*=\s*'(?P<y>[^']+)')\s*$")
_LOW = re.compile(r"\.\s*(>=?)\s*(-?\d+(?:\.\d+)?)")
_HIGH = re.compile(r"\.\s*(<=?)\s*(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Form:
    """The two tables of a form."""

    survey: pd.DataFrame
    choices: pd.DataFrame


def read_form(path: Path) -> Form | None:
    """
    Read a form, if the file is one.

    Parameters
    ----------
    path
        A workbook with the sheets ``survey`` and ``choices``, or a CSV of the survey with the choices beside it under the same name,
        "choices" in place of "survey".

    Returns
    -------
        The form; None if the file is something else.
    """
    beside = path.with_name(path.name.replace("survey", "choices"))
    try:
        if path.suffix.lower() in {".xlsx", ".xls", ".ods"}:
            return _form(read_delivery(path, sheet="survey").frame, read_delivery(path, sheet="choices").frame)
        if beside != path and beside.is_file():
            return _form(read_delivery(path).frame, read_delivery(beside).frame)
    except ProblemsError:
        return None
    return None


def _form(survey: pd.DataFrame, choices: pd.DataFrame) -> Form | None:
    lists = {"list_name", "list name"} & set(choices.columns)
    if not {"type", "name"} <= set(survey.columns) or not lists:
        return None
    return Form(survey, choices.rename(columns={min(lists): "list_name"}))


def questions(form: Form) -> list[Entry]:
    """
    Make questions of a form.

    Parameters
    ----------
    form
        The form. Its labels are taken in Polish where it has them, else in English, else in its first language.

    Returns
    -------
        Entries of a codebook: kinds, options, kinds of missing, ranges and bases as far as the form states them. Notes, groups,
        calculations and metadata are no questions.
    """
    label = _language(form.survey)
    made: list[Entry] = []
    known: dict[str, str] = {}
    for row in form.survey.to_dict("records"):
        kind, _, name = str(row["type"]).strip().partition(" ")
        entry = {"id": _id(row["name"]), "wording": _one_line(row[label]) or row["name"]} | _kind(kind, _list(form, name))
        if "kind" not in entry:
            continue
        if entry["id"] != row["name"]:
            entry["variants"] = [row["name"]]
        made.append(entry | _range(row, entry["kind"]) | _base(row, known) | ({"personal": True} if kind in _PERSONAL else {}))
        known[row["name"]] = entry["id"]
    return made


def _kind(kind: str, answers: list[tuple[str, str]]) -> Entry:
    if kind in _NUMBERS:
        return {"kind": "number"}
    if kind in _TEXTS:
        return {"kind": "text"}
    if kind not in {"select_one", "select_multiple"} or not answers:
        return {}
    kinds = {code: missing_kind(label) for code, label in answers}
    options = [{"code": code, "label": label} | _free(code) for code, label in answers if kinds[code] == "not_asked"]
    missing = [{"code": code, "label": label, "kind": kinds[code]} for code, label in answers if kinds[code] != "not_asked"]
    towards = direction([one["label"] for one in options]) if kind == "select_one" else None
    named = "multiple" if kind == "select_multiple" else "scale" if towards else "single"
    entry: Entry = {"kind": named} | ({"direction": towards} if towards else {}) | {"options": options}
    return entry | ({"missing": missing} if missing else {})


def _free(code: str) -> Entry:
    return {"free_text": True} if fold(code) in {"other", "inne", "inny", "inna"} else {}


def _list(form: Form, name: str) -> list[tuple[str, str]]:
    """List the codes and labels of a list of choices."""
    rows = form.choices[form.choices["list_name"].str.strip() == name.removesuffix(" or_other").strip()]
    label = _language(form.choices)
    pairs = [(str(row["name"]).strip(), _one_line(row[label])) for row in rows.to_dict("records")]
    return [(code, words or code) for code, words in pairs if code]


def _language(table: pd.DataFrame) -> str:
    found = {str(name): match["language"] or "" for name in table.columns if (match := _LABEL.match(str(name)))}
    if not found:
        return "name"

    def rank(name: str) -> tuple[bool, bool]:
        language = fold(found[name])
        return not language.startswith("pol") and not language.endswith(" pl"), not language.startswith("english")

    return min(found, key=rank)


def _range(row: dict[Any, Any], kind: str) -> Entry:
    """Take a range from a constraint that is nothing but one."""
    said = str(row.get("constraint", ""))
    if kind != "number" or "or" in said.split() or "$" in said:
        return {}
    limits: Entry = {}
    for key, pattern, step in (("minimum", _LOW, 1.0), ("maximum", _HIGH, -1.0)):
        if found := pattern.search(said):
            limits[key] = float(found[2]) + (step if "=" not in found[1] and str(row["type"]).startswith("integer") else 0.0)
    return limits


def _base(row: dict[Any, Any], known: dict[str, str]) -> Entry:
    """Take a base from a condition that is nothing but one answer to an earlier question."""
    if not (found := _ASKED.match(str(row.get("relevant", "")))):
        return {}
    question = known.get(found["a"] or found["b"])
    return {"base": {"question": question, "codes": [found["x"] or found["y"]]}} if question else {}


def _id(name: Any) -> str:
    return re.sub("[^a-z0-9]+", "_", fold(str(name))).strip("_") or "question"


def _one_line(words: Any) -> str:
    return " ".join(str(words).replace("{", "(").replace("}", ")").split())

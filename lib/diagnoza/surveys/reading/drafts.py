"""A draft codebook from a file: what its columns show, for a consultant to finish; a form or SPSS file gives nearly all of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem, ProblemsError
from diagnoza.files import whole
from diagnoza.folding import fold, fold_wording
from diagnoza.surveys.reading import xlsform
from diagnoza.surveys.reading.choices import clean
from diagnoza.surveys.reading.dialects import normalise
from diagnoza.surveys.reading.multiple import YES_OR_NO
from diagnoza.surveys.reading.scales import direction, missing_kind, number_before, ordered
from diagnoza.surveys.reading.soundness import made_sound

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from diagnoza.surveys.reading.columns import Column
    from diagnoza.surveys.reading.dialects import Responses

Entry = dict[str, Any]

HEAD = """# Draft of a codebook made from {file} ({source}).
# Finish it by hand: group, ids, kinds, directions of scales, kinds of missing, base; then put it in params/questionnaires/.
# Not questions: {left_out}
"""
_MOST_OPTIONS = 15
_OFTEN = 0.2
_JOINED = re.compile(r"\s*;\s*|,\s+(?=[^a-ząćęłńóśźż(])|\n")
_WORDS = 5
_FEW = 3


def draft(path: Path, dialect: str | None = None) -> str:
    """
    Write a draft codebook.

    Parameters
    ----------
    path
        A survey file of any kind, or an XLSForm (a workbook with the sheets survey and choices, or the two as CSV beside each other).
    dialect
        The tool that exported the file; None detects it.

    Returns
    -------
        YAML with a question per question of the file; options, kinds and missing answers are those that the file states (a form, SPSS)
        or shows.

    Raises
    ------
    ProblemsError
        If the file cannot be read.
    """
    if (form := xlsform.read_form(path)) is not None:
        return _written(path, "XLSForm", xlsform.questions(form), [])
    responses = normalise(read_delivery(path), dialect)
    left_out = [column.name for column in responses.columns if column.role not in {"answer", "other"}]
    return _written(path, f"{responses.dialect}: {responses.reason}", _questions(responses), left_out)


def save(text: str, path: Path) -> None:
    """
    Write a draft to a new file; a codebook that somebody has begun to finish is not overwritten.

    Parameters
    ----------
    text
        The draft.
    path
        Where it goes.

    Raises
    ------
    ProblemsError
        If there is such a file already, or no such folder.
    """
    if path.exists():
        raise ProblemsError([Problem(path.name, "file", "there is such a file already", "Give another name, or move it away first")])
    if not path.parent.is_dir():
        raise ProblemsError([Problem(path.name, "file", f"there is no folder {path.parent}", "Make it, or give another one")])
    with whole(path) as temporary:
        temporary.write_text(text, "utf-8")


def _written(path: Path, source: str, questions: list[Entry], left_out: list[str]) -> str:
    name = re.sub("[^a-z0-9]+", "-", fold(path.stem)).strip("-") or "draft"
    head = HEAD.format(file=path.name, source=source, left_out="; ".join(left_out) or "none")
    codebook = {"id": name, "title": path.stem, "group": "residents", "instrument_version": "1", "questions": made_sound(questions)}
    return head + yaml.dump(codebook, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=140)


class _Dumper(yaml.SafeDumper):
    """Plain YAML without anchors, its lists indented."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (the signature of its parent)
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  (as its parent's)
        super().increase_indent(flow, False)  # noqa: FBT003


def identifier(words: str) -> str:
    """
    Make an id of a code or of the first words of a question.

    Examples
    --------
    >>> identifier("5. Jak ocenia Pan(i) dostęp do lekarza?"), identifier("Q1[SQ001]")
    ('jak_ocenia_pan_i_dostep', 'q1_sq001')
    """
    folded = re.sub("[^a-z0-9]+", "_", fold_wording(words).replace("-", "minus ")).strip("_")
    return "_".join(folded.split("_")[:_WORDS]) if " " in words.strip() else folded or "question"


def _questions(responses: Responses) -> list[Entry]:
    """Make a question of each column, and one of the columns of options of a multiple one."""
    groups = _groups(responses)
    joined = {column.code for column in responses.columns if column.code and not column.subcode}
    made: list[Entry] = []
    done: set[tuple[str, str]] = set()
    for column in responses.columns:
        key = (column.code if column.subcode else "", column.question)
        if column.role != "answer" or key in done:
            continue
        if key in groups:
            done.add(key)
            if not (column.subcode and column.code in joined):
                made.append(_of_options(groups[key]))
        else:
            parts = [one for group, ones in groups.items() if group[0] == column.code != "" and not column.subcode for one in ones]
            made.append(_of_joined(column, parts) if parts else _of_column(column, responses))
    return made


def _groups(responses: Responses) -> dict[tuple[str, str], list[Column]]:
    """Gather columns that are options of one question: each says yes, no or its own label."""
    families: dict[tuple[str, str], list[Column]] = {}
    for column in responses.columns:
        if column.role in {"answer", "other"} and (column.subcode or column.option) and (column.code or column.question):
            families.setdefault((column.code if column.subcode else "", column.question), []).append(column)
    return {
        family: columns
        for family, columns in families.items()
        if len(columns) > 1 and all(_is_option(column, responses.of(column)) for column in columns)
    }


def _is_option(column: Column, values: pd.Series) -> bool:
    said = {fold(value) for value in values.unique() if value.strip()}
    return column.role == "other" or said <= YES_OR_NO or said == {fold(column.option)}


def _of_options(columns: list[Column]) -> Entry:
    first = columns[0]
    options: list[Entry] = []
    for number, column in enumerate((one for one in columns if one.role == "answer"), start=1):
        options.append({"code": column.subcode or str(number), "label": clean(column.option) or column.subcode})
    if any(one.role == "other" for one in columns):
        options.append({"code": "other", "label": "Inne", "free_text": True})
    name, words = first.code or first.question, first.question or first.code
    return {"id": identifier(name), "wording": _wording(words), "kind": "multiple", "options": options}


def _of_joined(column: Column, parts: list[Column]) -> Entry:
    """Make a select_multiple of KoboToolbox from its joined column and the columns of its options."""
    return _of_options(parts) | {"id": identifier(column.code), "wording": _wording(column.question or column.code)}


def _of_column(column: Column, responses: Responses) -> Entry:
    code = f"{column.code}_{column.subcode}" if column.subcode else column.code
    words = f"{column.question} [{column.option}]" if column.question and column.option else column.question or column.option or code
    question: Entry = {"id": identifier(code or words), "wording": _wording(words or column.name)}
    if column.subcode:
        question["variants"] = [f"{column.code}[{column.subcode}]"]
    labels = responses.delivered.labels.get(column.header)
    if labels and labels.answers:
        seen = set(responses.of(column)) - {"", *labels.answers}
        more = {cell: cell for cell in sorted(seen)} if len(seen) <= _MOST_OPTIONS else {}
        question |= _coded(labels.answers | more, labels.missing)
    else:
        question |= _seen(responses.of(column).map(clean), labels.missing if labels else ())
    return question | ({"personal": True} if column.personal else {})


def _coded(answers: dict[str, str], missing: tuple[str, ...]) -> Entry:
    """Take the labelled answers of an SPSS file; a user-missing one is a kind of missing."""
    if all(re.fullmatch(r"-?\d+", code) for code in answers):
        answers = dict(sorted(answers.items(), key=lambda pair: int(pair[0])))
    options = [{"code": code, "label": label or code} for code, label in answers.items() if code not in missing]
    kinds = [{"code": code, "label": answers.get(code) or code, "kind": missing_kind(answers.get(code, ""))} for code in missing]
    return _answers([one for one in options if one["label"]], [one for one in kinds if one["label"]])


def _seen(cells: pd.Series, missing: tuple[str, ...] = ()) -> Entry:
    """Tell a kind by the answers: numbers, a few that repeat, several joined in a cell, or words."""
    given = cells[cells != ""]
    times = given[~given.isin(missing)].value_counts()
    kinds = [{"code": code, "label": code, "kind": "not_asked"} for code in missing]
    if times.empty:
        return {"kind": "text"} | ({"missing": kinds} if kinds else {})  # nothing to tell by
    numeric = [cell for cell in times.index if re.fullmatch(r"-?\d+(?:[.,]\d+)?", cell)]
    more = {"missing": kinds} if kinds else {}
    if len(numeric) == len(times) and not (len(times) > _FEW - 1 and {*times.index} <= {str(n) for n in range(11)}):
        numbers = [float(cell.replace(",", ".")) for cell in numeric]
        return {"kind": "number", "minimum": min(numbers), "maximum": max(numbers)} | more
    if parts := _parts(times):
        return {"kind": "multiple", "options": [{"code": str(at), "label": label} for at, label in enumerate(parts, start=1)]}
    if len(times) <= min(_MOST_OPTIONS, max(_FEW, len(given) * _OFTEN)):
        options, said = _split_missing(sorted(times.index, key=lambda cell: (len(cell), cell)) if numeric else list(times.index))
        return _answers(options, said + kinds)
    return {"kind": "text"} | more


def _parts(times: pd.Series) -> list[str]:
    """List the answers that cells join; none if the cells hold one answer each, or words."""
    counted: Counter[str] = Counter()
    joined = 0
    for cell, number in times.items():
        parts = [part for part in _JOINED.split(str(cell)) if part]
        joined += int(number) * (len(parts) > 1 or str(cell).endswith(";"))
        counted.update(dict.fromkeys(parts, int(number)))
    often = [part for part, number in counted.most_common() if number > 1]
    few = len(often) <= _MOST_OPTIONS * 2 and len(often) < len(times)
    return often if joined >= max(2, int(times.sum()) * _OFTEN) and few and sum(counted[one] for one in often) * 2 > counted.total() else []


def _split_missing(labels: list[str]) -> tuple[list[Entry], list[Entry]]:
    kinds = {label: missing_kind(label) for label in labels}
    kept = ordered([label for label in labels if kinds[label] == "not_asked"])
    numbers = [number_before(label) for label in kept]
    numbered = None not in numbers and len(set(numbers)) == len(numbers)
    codes = {label: str(number if numbered else at) for at, (label, number) in enumerate(zip(kept, numbers, strict=True), start=1)}
    others = [label for label in labels if label not in kept]
    missing = [{"code": str(-8 - at), "label": label, "kind": kinds[label]} for at, label in enumerate(others)]
    return [{"code": code, "label": label} for label, code in codes.items()], missing


def _answers(options: list[Entry], missing: list[Entry]) -> Entry:
    """Put answers together; those of a scale in its order, with its direction."""
    towards = direction([one["label"] for one in options])
    answers: Entry = {"kind": "scale", "direction": towards} if towards else {"kind": "single"}
    return answers | {"options": options} | ({"missing": missing} if missing else {})


def _wording(words: str) -> str:
    """Write a wording on one line; braces mean rows of a grid in a codebook."""
    return " ".join(clean(words).replace("{", "(").replace("}", ")").split())

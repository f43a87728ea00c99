"""Headers of survey tools taken apart: code, row or option, and the words of the question."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from diagnoza.folding import fold
from diagnoza.surveys.reading.columns import Column

if TYPE_CHECKING:
    import pandas as pd

_MANGLED = re.compile(r"^(?:X\.U\.FEFF\.|\ufeff)+")  # a byte-order mark that went through R
_UNDERSCORE = re.compile(r"^X(?=_)")  # R does not let a name begin with an underscore
_LIME = re.compile(r"^(?P<code>[A-Za-z]\w*)(?P<subs>(?:\[\w+\])*)(?:\.\s+(?P<words>.*)|$)", re.DOTALL)
_SUFFIX = re.compile(r"[\s_(\[–-]+(?:wartość|wartosc|value|kod|code|punkty|pkt|score)[\])]?\s*$", re.IGNORECASE)
_OTHER = re.compile(r"^(?:other|inne|inny|inna|inne jakie|other please specify|inne prosze podac\w*)$")
_COMPLETES = re.compile(r"^(\w+)_(?:other|inn[eya])(?:_(?:text|txt|specify|jak[aie]e?|tekst|opis))?$", re.IGNORECASE)
_SWITCH = frozenset({"0", "1", "True", "False", "TRUE", "FALSE", ""})
_GENERIC = {"response", "open ended response", "odpowiedz", "odpowiedz otwarta"}
_MOST = 0.9


def unmangled(header: str) -> str:
    """Undo what R did to a name: ``X.U.FEFF.start`` is ``start``, ``X_uuid`` is ``_uuid``."""
    return _UNDERSCORE.sub("", _MANGLED.sub("", header))


def split_row(header: str) -> tuple[str, str]:
    """
    Part a header that ends in brackets.

    Examples
    --------
    >>> split_row("Jak Pan ocenia… [Lekarz [POZ]]"), split_row("Płeć")
    (('Jak Pan ocenia…', 'Lekarz [POZ]'), ('Płeć', ''))
    """
    text, depth = header.strip(), 0
    if not text.endswith("]"):
        return text, ""
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth == 0:
            return text[:place].strip(), text[place + 1 : -1].strip()
    return text, ""


def of_question(position: int, header: str) -> Column:
    """Take apart ``Question`` or ``Question [row]``, as Google Forms, MS Forms and plain tables have it."""
    question, row = split_row(header)
    return Column(position, header, code=header.strip() if not row else "", question=question, option=row)


def of_limesurvey(position: int, header: str) -> Column:
    """Take apart ``code``, ``code[sub]``, ``code[sub]. Question [option]`` or a full text."""
    plain = header.removeprefix("\ufeff")
    if not (found := _LIME.match(plain)) or (found["words"] is None and not found["subs"] and " " in plain.strip()):
        question, row = split_row(plain)
        return _other(Column(position, header, question=question, option=row))
    question, row = split_row(found["words"] or "")
    subs = re.findall(r"\[(\w+)\]", found["subs"])
    return _other(Column(position, header, found["code"], "_".join(subs), question, row))


def _other(column: Column) -> Column:
    """Mark the column of words that a respondent added to „inne”, or to an option as a comment."""
    if not (column.subcode or column.option):
        return column
    words = fold(column.option) if column.option else ""
    said = column.subcode == "other" or column.subcode.endswith("comment") or bool(_OTHER.match(words))
    return replace(column, role="other") if said else column


def completed(name: str) -> str:
    """
    Give the question whose „inne” a column completes by its name, "" where it says no such thing.

    Examples
    --------
    >>> completed("job_other"), completed("job_inne_jakie"), completed("OTHER"), completed("job_mother")
    ('job', 'job', '', '')
    """
    found = _COMPLETES.match(name)
    return found[1] if found else ""


def of_two_rows(first: list[str], second: list[str]) -> list[Column]:
    """Join the two rows of headers of SurveyMonkey: an empty first one belongs to the question on its left."""
    columns: list[Column] = []
    question = ""
    for position, (name, below) in enumerate(zip(first, second, strict=True), start=1):
        question = name.strip() or question
        option = "" if fold(below) in _GENERIC else below.strip()
        header = f"{question} [{option}]" if option else question
        column = Column(position, header, code="" if option else question, question=question, option=option)
        columns.append(_other(column) if option else column)
    return columns


def of_spss(names: list[str], labels: dict[str, str]) -> list[Column]:
    """Take the names of variables as codes and their labels as wordings."""
    parts = [(name, *split_row(labels.get(name, ""))) for name in names]
    return [Column(at, name, code=name, question=question, option=row) for at, (name, question, row) in enumerate(parts, start=1)]


def of_kobo(names: list[str], frame: pd.DataFrame) -> list[Column]:
    """Take apart groups (``group/name``, ``group.name``) and options of a select_multiple (``name/option``, ``name.option``)."""
    plain = [unmangled(name) for name in names]
    multiple = {name for name in plain if name} | _without_joined(plain, frame)
    columns = []
    for position, (header, name) in enumerate(zip(names, plain, strict=True), start=1):
        parent, option = _parted(name)
        if option and parent in multiple:
            columns.append(Column(position, header, _last(parent), option, _words(parent), option if " " in name else ""))
        else:
            columns.append(Column(position, header, _last(name), question=_words(name)))
    return columns


def _parted(name: str) -> tuple[str, str]:
    """Part a name at its last separator; a name with blanks is a wording, where only a slash parts."""
    separators = "/" if " " in name or "/" in name else "."
    parent, _, option = name.rpartition(separators)
    return (parent, option) if parent else (name, "")


def _last(name: str) -> str:
    if " " in name:
        return ""
    return name.rpartition("/")[2] if "/" in name else name.rpartition(".")[2]


def _words(name: str) -> str:
    return name if " " in name else ""


def _without_joined(names: list[str], frame: pd.DataFrame) -> set[str]:
    """List questions of which only the columns of options were exported: two or more beside each other, of 0 and 1."""
    switches: dict[str, list[bool]] = {}
    for at, name in enumerate(names):
        parent, option = _parted(name)
        if option:
            cells = set(frame.iloc[:, at].unique())
            switches.setdefault(parent, []).append(cells <= _SWITCH and cells != {""})
    return {parent for parent, found in switches.items() if len(found) > 1 and sum(found) > 1 and parent not in names and all(found)}


def web_form(frame: pd.DataFrame) -> str:
    """Say, in words, what shows that a web form exported headings as nameless columns, or each answer twice; else an empty text."""
    names = [str(name).strip() for name in frame.columns]
    nameless = [at for at, name in enumerate(names) if not name and _constant(frame.iloc[:, at])]
    repeated = [at for at in range(1, len(names)) if _repeats(names[at - 1], names[at])]
    pairs = [at for at in repeated if _doubles(frame.iloc[:, at - 1], frame.iloc[:, at])]
    if len(pairs) > 1:
        return f"{len(pairs)} columns repeat the answer to their left as a value"
    return f"{len(nameless)} columns without a name head sections" if nameless else ""


def doubled(columns: list[Column], frame: pd.DataFrame) -> list[Column]:
    """Mark nameless headings as sections, and a column that repeats the one to its left as its value: both hold one answer."""
    heads = {one.position for one in columns if not one.header.strip() and _constant(frame[one.position])}
    told = [replace(one, role="section") if one.position in heads else one for one in columns]
    for at, (left, right) in enumerate(pairwise(told), start=1):
        answers = left.role == right.role == "answer"
        if answers and _repeats(left.header, right.header) and _doubles(frame[left.position], frame[right.position]):
            told[at] = replace(right, role="value", code=left.code, question=left.question, option=left.option)
    return told


def _constant(values: pd.Series) -> bool:
    return len(set(values.str.strip())) <= 1


def _repeats(name: str, beside: str) -> bool:
    """Tell whether a header names the value of the column to its left: the same name, or none."""
    same = not beside.strip() or fold(beside) == fold(name) or fold(_SUFFIX.sub("", beside)) == fold(name)
    return bool(name.strip()) and same


def _doubles(left: pd.Series, right: pd.Series) -> bool:
    """Tell whether the right column writes the left one in numbers: one value for each label."""
    pairs = {(one.strip(), other.strip()) for one, other in zip(left, right, strict=True)} - {("", "")}
    numbers = sum(other.replace(",", ".").replace(".", "", 1).lstrip("-").isdigit() for _, other in pairs)
    distinct = len(pairs) == len({one for one, _ in pairs}) and all(one != other for one, other in pairs)
    return bool(pairs) and distinct and numbers >= _MOST * len(pairs)

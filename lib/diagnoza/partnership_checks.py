"""Everything that can be wrong with a params file, found in one pass: one mistake, one line."""

from __future__ import annotations

import datetime as dt
import difflib
import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, cast, get_args

import yaml
from pydantic import BaseModel, ValidationError
from yaml.constructor import SafeConstructor

from diagnoza.errors import Problem
from diagnoza.teryt import POWIAT_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnoza.teryt import Register

Loc = tuple[str | int, ...]
Mapping = dict[str, Any]

INDENTATION = "Look at this line and the one above: indent with spaces, and put text that holds a colon, # or quotes into double quotes"
EXPECTED = {"string": "text", "int": "a whole number", "float": "a number", "date": "a date", "tuple": "a list", "model": "a group of keys"}
GIVEN = {int: "a number", float: "a number", str: "text", dt.date: "a date", tuple: "a list", dict: "a group of keys"}


class Number(int):
    """A whole number that remembers how it was written: YAML reads 0402073 as the octal number 132155."""

    written: str


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases: a params file writes every value where it stands."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            problem = "aliases (*name) are not used here"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark, note="Write the value out, or quote it")
        return super().compose_node(parent, index)


@dataclass
class Draft:
    """A params file on its way to be a partnership: its values as read, and the problems found so far."""

    path: Path
    root: Path
    values: Mapping = field(default_factory=dict)
    problems: list[tuple[Loc, Problem]] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Path of the file as it is shown: relative to the project where it lies in it."""
        path, root = self.path.resolve(), self.root.resolve()
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()

    def report(self, loc: Loc, what: str, remedy: str) -> None:
        """Add a problem of the value at `loc`."""
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
        self.problems.append((loc, Problem(self.file, where or "file", what, remedy)))

    def sound(self, *loc: str | int) -> Any:
        """Look up the value at `loc`; None when it is missing or there is a problem with it already."""
        faulty = {reported for reported, _ in self.problems}
        value: Any = self.values
        for depth, part in enumerate(loc, start=1):
            if isinstance(value, dict):
                value = value.get(part)
            else:
                value = value[part] if isinstance(value, tuple) and isinstance(part, int) else None
            if loc[:depth] in faulty:
                return None
        return value

    def rows(self, key: str) -> Iterator[tuple[int, Mapping]]:
        """Go through the entries of the list at `key` that are groups of keys, each with its position."""
        rows = self.sound(key)
        yield from ((i, row) for i, row in enumerate(rows if isinstance(rows, tuple) else ()) if isinstance(row, dict))


def examine(path: Path, *, root: Path, model: type[BaseModel], register: Register) -> Draft:
    """
    Find every problem of a params file.

    Parameters
    ----------
    path
        The YAML file.
    root
        The project folder, which paths in the file start from.
    model
        What the file has to be; the description of each field says what belongs there.
    register
        The municipalities and powiats there are.

    Returns
    -------
        The values, and the problems in the order of the file, missing and unknown keys last.
        A value with a problem is not checked any further.
    """
    draft = Draft(path, root)
    if _read(draft):
        _check_keys(draft, draft.values, model, ())
        _check_values(draft, model)
        _check_members(draft, register)
        _check_kind(draft)
        _check_dates(draft)
        _check_sources(draft)
        _check_names(draft)
    draft.problems.sort(key=lambda found: _position(draft.values, found[0]))
    return draft


# Reading ----------------------------------------------------------------------------------------------------------------------


def _read(draft: Draft) -> bool:
    try:
        node = _Loader(draft.path.read_text(encoding="utf-8-sig")).get_single_node()
        draft.values = _value(draft, node, ()) if isinstance(node, yaml.MappingNode) else {}
    except UnicodeDecodeError:
        draft.report((), "the text is not in UTF-8", "Save the file with the encoding UTF-8")
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "file"
        draft.report((line,), f"this is not YAML that can be read: {error.problem}", error.note or INDENTATION)
    except (yaml.YAMLError, RecursionError) as error:
        draft.report((), f"this is not YAML that can be read: {str(error).splitlines()[0]}", "Write the file again as plain text")
    else:
        if draft.values:
            return True
        draft.report((), "there are no keys in it", "Begin with `id: ...`, and see the other files in params/")
    return False


def _value(draft: Draft, node: yaml.Node, loc: Loc) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(draft, node, loc)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_value(draft, child, (*loc, i)) for i, child in enumerate(node.value))
    try:
        value = SafeConstructor().construct_object(node)
    except (ValueError, LookupError, AttributeError):  # looks like a date or a number and is none, e.g. 2021-02-30
        return node.value
    if isinstance(value, bool | dt.datetime):  # no key takes one; and `no` may be a word
        return node.value
    if isinstance(value, int):
        value = Number(value)
        value.written = node.value
    return value


def _mapping(draft: Draft, node: yaml.MappingNode, loc: Loc) -> Mapping:
    values: Mapping = {}
    lines: dict[str, list[int]] = {}
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="a key is not a word", problem_mark=key.start_mark, note="Write `key: value`")
        lines.setdefault(key.value, []).append(key.start_mark.line + 1)
        if key.value not in values:
            values[key.value] = _value(draft, child, (*loc, key.value))
    for key, found in lines.items():
        if len(found) > 1:
            draft.report((*loc, key), f"the key stands {len(found)} times, in lines {_listed(found)}", "Keep one of them")
    return values


# Keys and values: what the model says -----------------------------------------------------------------------------------------


def _check_keys(draft: Draft, values: Mapping, model: type[BaseModel], loc: Loc) -> None:
    """Report unknown keys; a misspelled one is taken as what it was meant to be, so that it does not count as missing too."""
    known = list(model.model_fields)
    for key in [key for key in values if key not in known]:
        value = values.pop(key)
        near = difflib.get_close_matches(key, [name for name in known if name not in values], n=1)
        values.update(dict.fromkeys(near, value))
        remedy = f"Write `{near[0]}`" if near else f"Take it out; the keys known here are {_listed(known)}"
        draft.report((*loc, key), f"the key `{key}` is not known", remedy)
    for key, info in model.model_fields.items():
        nested, value = _model_of(info.annotation), values.get(key)
        if nested and isinstance(value, dict):
            _check_keys(draft, value, nested, (*loc, key))
        elif nested and isinstance(value, tuple):
            for i, row in enumerate(value):
                if isinstance(row, dict):
                    _check_keys(draft, row, nested, (*loc, key, i))


def _check_values(draft: Draft, model: type[BaseModel]) -> None:
    try:
        model.model_validate(draft.values)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            number_as_code = found["loc"][-1] == "teryt" and isinstance(found["input"], Number)
            if not number_as_code:  # the register says more about it
                what, add = _what(found["type"], found["input"])
                draft.report(found["loc"], what, f"{add} {_description(model, found['loc'])}")


def _what(kind: str, value: object) -> tuple[str, str]:
    text = repr(value) if isinstance(value, str) else getattr(value, "written", str(value))
    shown = text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004  (what fits on a line)
    expected = EXPECTED.get(kind.removesuffix("_type"))
    if kind == "missing":
        return "is missing", "Add"
    if value is None or kind == "string_too_short":
        return "is empty", "Write"
    if expected:
        given = next((name for of, name in GIVEN.items() if isinstance(value, of)), "something else")
        return f"{'this' if isinstance(value, tuple | dict) else shown} is {given}, not {expected}", "Write"
    bounds = {"greater_than_equal": "too small", "less_than_equal": "too large", "finite_number": "not a finite number"}
    return f"{shown} is {bounds.get(kind, 'not allowed here')}", "Write"


def _description(model: type[BaseModel], loc: Loc) -> str:
    found, owner = "", model
    for name in (part for part in loc if isinstance(part, str)):
        info = owner.model_fields[name]
        found, owner = info.description or "", _model_of(info.annotation) or owner
    return found


def _model_of(annotation: object) -> type[BaseModel] | None:
    candidates = (annotation, *get_args(annotation))
    return next((candidate for candidate in candidates if isinstance(candidate, type) and issubclass(candidate, BaseModel)), None)


# What only the register, the disk, the calendar or another value can tell ----------------------------------------------------


def _check_members(draft: Draft, register: Register) -> None:
    seen: dict[str, int] = {}
    for i, _ in draft.rows("members"):
        code, role = draft.sound("members", i, "teryt"), draft.sound("members", i, "role")
        if code is None:
            continue
        written = _code(code)
        if written in seen:
            draft.report(("members", i, "teryt"), f"{written} is a member already, members[{seen[written]}]", "Keep one of them")
            continue
        seen[written] = i
        provider = role == "provider" if role else _is_powiat(code)
        if fault := register.explain(code, provider=provider, written=getattr(code, "written", None)):
            draft.report(("members", i, "teryt"), *fault)


def _check_kind(draft: Draft) -> None:
    kind, members, rows = draft.sound("kind"), draft.sound("members"), [row for _, row in draft.rows("members")]
    if members is None:
        return
    leads = list(dict.fromkeys(_code(row.get("teryt")) for row in rows if row.get("role") == "lead" and not _is_powiat(row.get("teryt"))))
    if len(leads) > 1:
        remedy = "Keep the role lead for one, and write member for the others"
        draft.report(("members",), f"there are {len(leads)} leads: {_listed(leads)}", remedy)
    # a code that is itself wrong, or stands twice, is read as what it was probably meant to be: it has its line already
    meant = [row for row in rows if row.get("role") != "provider" or not _is_powiat(row.get("teryt"))]
    certain = {_code(row["teryt"]) for row in rows if row.get("teryt") and not _is_powiat(row["teryt"])}
    if not meant and len(rows) == len(members):
        draft.report(("members",), "there is no municipality among the members", "Add at least one, with role lead or member")
    elif kind == "single" and len(certain) > 1:
        remedy = "Write union or informal, or keep one municipality"
        draft.report(("kind",), f"'single' does not go with {len(certain)} municipalities", remedy)
    elif kind in {"union", "informal"} and len(meant) == 1 and len(rows) == len(members):
        draft.report(("kind",), f"'{kind}' does not go with one municipality", "Write single, or add the other members")


def _check_dates(draft: Draft) -> None:
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    dated = [("members", i, "joined") for i, _ in draft.rows("members")] + [("sources", i, "date") for i, _ in draft.rows("sources")]
    for loc in dated:
        day = draft.sound(*loc)
        if day is not None and day > today:
            draft.report(loc, f"{day} is in the future", "Write the day on which it happened")
    start, end = draft.sound("period", "start"), draft.sound("period", "end")
    if start is not None and end is not None and end < start:
        remedy = "Write the last year of the period, not earlier than its first"
        draft.report(("period", "end"), f"{end} is before the start, {start}", remedy)


def _check_sources(draft: Draft) -> None:
    folder = draft.root / "data" / "raw" / draft.path.stem
    shown = f"data/raw/{draft.path.stem}/"
    seen: dict[tuple[str, str], int] = {}
    for i, row in draft.rows("sources"):
        file, loc = draft.sound("sources", i, "file"), ("sources", i, "file")
        if file is None:
            continue
        first = seen.setdefault((str(row.get("table")), os.path.normpath(file)), i)
        if first != i:
            draft.report(loc, f"'{file}' is delivered as this table already, sources[{first}]", "Keep one of them, or its rows count twice")
        elif _leaves(file):
            remedy = f"Copy the file there and write its path from there, with / and without {shown}"
            draft.report(loc, f"'{file}' is not inside {shown}", remedy)
        elif not (folder / file).is_file():
            present = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
            near = difflib.get_close_matches(file, present, n=1, cutoff=0.85)
            otherwise = f"Copy the file there, as it was delivered, or take the source out of {draft.file}"
            draft.report(loc, f"there is no file {shown}{file}", f"Write '{near[0]}' if that is the file" if near else otherwise)


def _check_names(draft: Draft) -> None:
    name, reference = draft.sound("id"), draft.sound("reference")
    if draft.path.suffix != ".yaml":
        draft.report((), "the name of the file does not end in .yaml", f"Rename it to {draft.path.stem}.yaml")
    if name is not None and name != draft.path.stem:
        draft.report(("id",), f"'{name}' is not the name of the file", f"Write {draft.path.stem}, or rename the file to {name}.yaml")
    if reference is not None and not (draft.root / reference).is_dir():
        draft.report(("reference",), f"there is no folder '{reference}'", "Write the folder of the national tables, or take the key out")


def _leaves(file: str) -> bool:
    absolute = PurePosixPath(file).is_absolute() or bool(PureWindowsPath(file).drive)
    return absolute or "\\" in file or Path(os.path.normpath(file)).parts[:1] == ("..",)


def _position(values: Mapping, loc: Loc) -> list[int]:
    position, value = [], cast("Any", values)
    for part in loc:
        keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, tuple) else []
        position.append(keys.index(part) if part in keys else len(keys))
        value = value[part] if part in keys else None
    return position


def _code(code: object) -> str:
    return str(getattr(code, "written", code))


def _is_powiat(code: object) -> bool:
    return _code(code).isdecimal() and len(_code(code)) == POWIAT_DIGITS


def _listed(values: list[Any]) -> str:
    return " and ".join(filter(None, [", ".join(map(str, values[:-1])), str(values[-1])]))

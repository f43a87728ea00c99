"""YAML read strictly and held against a model: every problem found in one pass, one mistake, one line."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from yaml.constructor import SafeConstructor

from diagnoza.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Loc = tuple[str | int, ...]
Mapping = dict[str, Any]

INDENTATION = "Look at this line and the one above: indent with spaces, and put text that holds a colon, # or quotes into double quotes"
EXPECTED = {
    "string": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "date": "a date",
    "tuple": "a list",
    "model": "a group of keys",
}
GIVEN = {int: "a number", float: "a number", str: "text", dt.date: "a date", tuple: "a list", dict: "a group of keys"}


class Strict(BaseModel):
    """Nothing is converted, nothing unknown is let in, nothing changes afterwards."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", str_strip_whitespace=True)


Text = Annotated[str, Field(min_length=1)]
# a code is text as it was written: 01 stays 01, whether in quotes or not
Code = Annotated[str, Field(min_length=1), BeforeValidator(lambda value: getattr(value, "written", value))]
Flag = Annotated[bool, BeforeValidator(lambda value: {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value)]


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
    """A params file on its way to be an object: its values as read, and the problems found so far."""

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
        self.problems.append((loc, Problem(self.file, shown(loc) or "file", what, remedy)))

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

    def faultless(self, *loc: str | int) -> Any:
        """Give the value at `loc` without those parts that there is a problem with."""
        value = self.sound(*loc)
        if isinstance(value, dict):
            parts = {key: self.faultless(*loc, key) for key in value}
            return {key: part for key, part in parts.items() if part is not None}
        if isinstance(value, tuple):
            return tuple(part for i in range(len(value)) if (part := self.faultless(*loc, i)) is not None)
        return value

    def rows(self, *loc: str | int) -> Iterator[tuple[int, Mapping]]:
        """Go through the entries of the list at `loc` that are groups of keys, each with its position."""
        rows = self.sound(*loc)
        yield from ((i, row) for i, row in enumerate(rows if isinstance(rows, tuple) else ()) if isinstance(row, dict))


# Reading ----------------------------------------------------------------------------------------------------------------------


def read(draft: Draft) -> bool:
    """
    Read the file of a draft.

    Parameters
    ----------
    draft
        Takes its values, or the problem why there are none: not UTF-8, no YAML, nothing in it.

    Returns
    -------
        Whether there are values.
    """
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
            draft.report((*loc, key), f"the key stands {len(found)} times, in lines {listed(found)}", "Keep one of them")
    return values


# Keys and values: what the model says -----------------------------------------------------------------------------------------


def check_keys(draft: Draft, values: Mapping, model: type[BaseModel], loc: Loc = ()) -> None:
    """
    Report unknown keys; a misspelled one is taken as what it was meant to be, so that it does not count as missing too.

    Parameters
    ----------
    draft
        The file.
    values
        Its values, or those of a group in it; misspelled keys are renamed.
    model
        What they have to be.
    loc
        Where the group stands.
    """
    known = list(model.model_fields)
    for key in [key for key in values if key not in known]:
        value = values.pop(key)
        near = difflib.get_close_matches(key, [name for name in known if name not in values], n=1)
        values.update(dict.fromkeys(near, value))
        remedy = f"Write `{near[0]}`" if near else f"Take it out; the keys known here are {listed(known)}"
        draft.report((*loc, key), f"the key `{key}` is not known", remedy)
    for key, info in model.model_fields.items():
        nested, value = _model_of(info.annotation), values.get(key)
        if nested and isinstance(value, dict):
            check_keys(draft, value, nested, (*loc, key))
        elif nested and isinstance(value, tuple):
            for i, row in enumerate(value):
                if isinstance(row, dict):
                    check_keys(draft, row, nested, (*loc, key, i))


def check_values(draft: Draft, model: type[BaseModel], *, besides: Callable[[Loc, object], bool] | None = None) -> None:
    """
    Report values that are missing, of another type, or not allowed.

    Parameters
    ----------
    draft
        The file.
    model
        What it has to be; the description of each field says what belongs there.
    besides
        Tells, by place and value, which ones another check reports.
    """
    try:
        model.model_validate(draft.values)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            if besides is None or not besides(found["loc"], found["input"]):
                what, add = _what(found["type"], found["input"])
                draft.report(found["loc"], what, f"{add} {describe(model, found['loc'])}")


def check_file_name(draft: Draft) -> None:
    """
    Report an id that is not the name of the file, and another ending than .yaml.

    Parameters
    ----------
    draft
        The file.
    """
    name = draft.sound("id")
    if draft.path.suffix != ".yaml":
        draft.report((), "the name of the file does not end in .yaml", f"Rename it to {draft.path.stem}.yaml")
    if name is not None and name != draft.path.stem:
        draft.report(("id",), f"'{name}' is not the name of the file", f"Write {draft.path.stem}, or rename the file to {name}.yaml")


def in_order(draft: Draft) -> Draft:
    """Sort the problems as their places stand in the file, missing and unknown keys last; give the same draft."""
    draft.problems.sort(key=lambda found: _position(draft.values, found[0]))
    return draft


def as_written(value: object) -> str:
    """Give a value as it stands in the file: 0402073, and not the number that YAML makes of it."""
    return str(getattr(value, "written", value))


def _what(kind: str, value: object) -> tuple[str, str]:
    text = repr(value) if isinstance(value, str) else as_written(value)
    shown = text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004  (what fits on a line)
    expected = EXPECTED.get(kind.removesuffix("_type"))
    if kind == "missing":
        return "is missing", "Add"
    if value is None or kind in {"string_too_short", "too_short"}:
        return "is empty", "Write"
    if expected:
        given = next((name for of, name in GIVEN.items() if isinstance(value, of)), "something else")
        return f"{'this' if isinstance(value, tuple | dict) else shown} is {given}, not {expected}", "Write"
    bounds = {"greater_than_equal": "too small", "less_than_equal": "too large", "finite_number": "not a finite number"}
    return f"{shown} is {bounds.get(kind, 'not allowed here')}", "Write"


def describe(model: type[BaseModel], loc: Loc) -> str:
    """Say what belongs at `loc`, in the words of the model."""
    found, owner = "", model
    for name in (part for part in loc if isinstance(part, str)):
        info = owner.model_fields[name]
        found, owner = info.description or "", _model_of(info.annotation) or owner
    return found


def _model_of(annotation: object) -> type[BaseModel] | None:
    candidates = (annotation, *get_args(annotation))
    return next((candidate for candidate in candidates if isinstance(candidate, type) and issubclass(candidate, BaseModel)), None)


def _position(values: Mapping, loc: Loc) -> list[int]:
    position, value = [], cast("Any", values)
    for part in loc:
        keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, tuple) else []
        position.append(keys.index(part) if part in keys else len(keys))
        value = value[part] if part in keys else None
    return position


def shown(loc: Loc) -> str:
    """Write a place in a file, e.g. ``members[0].teryt``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")


def listed(values: Sequence[object]) -> str:
    """Enumerate: a, b and c."""
    return " and ".join(filter(None, [", ".join(map(str, values[:-1])), str(values[-1])]))

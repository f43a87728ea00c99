"""What can be wrong within one question: its answers, its kind, the rows of its grid."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from diagnoza.folding import fold
from diagnoza.strict_yaml import as_written, describe, listed, shown

if TYPE_CHECKING:
    from pydantic import BaseModel

    from diagnoza.strict_yaml import Draft, Loc

Values = Mapping[str, Any]

LEAST = {"single": 1, "multiple": 1, "scale": 2}  # options; the other kinds have none
SHARED = ("options", "missing", "direction")
OF_KIND = {"max_choices": "multiple", "direction": "scale", "minimum": "number", "maximum": "number"}
BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass
class Scope:
    """What the questions of a file may name: lists of rows and shared answers."""

    rows: dict[str, tuple[Values, ...]] = field(default_factory=dict)
    answers: dict[str, Values] = field(default_factory=dict)  # empty ones have a problem


def known(names: Iterable[str], wrong: str) -> str:
    """Say what to write instead: the nearest name, or all there are."""
    names = list(names)
    near = difflib.get_close_matches(wrong, names, n=1)
    return f"Write {near[0]}" if near else f"Write one of {listed(names)}" if names else "Take it out; there are none yet"


def check_answers(draft: Draft, loc: Loc) -> None:
    """
    Report codes, labels and variants that could mean more than one answer.

    Parameters
    ----------
    draft
        The file.
    loc
        Where `options` and `missing` stand.
    """
    answers = [(*loc, part, i) for part in ("options", "missing") for i, _ in draft.rows(*loc, part)]
    taken: dict[str, Loc] = {}
    twice: set[Loc] = set()
    for key, remedy in {
        "code": "Give each answer a code of its own",
        "label": "Give each answer a label of its own",
        "variants": "Take it out, or an answer could mean either",
    }.items():
        for answer in (answer for answer in answers if answer not in twice):
            for at in _texts(draft, (*answer, key)):
                text = as_written(draft.sound(*at))
                owner = taken.setdefault(fold(text), answer)
                if owner != answer:
                    twice.add(answer)
                    draft.report(at, f"'{text}' means {shown(owner[len(loc) :])} already", remedy)


def check_scale(draft: Draft, loc: Loc) -> None:
    """Report codes of a scale that are no whole numbers: they have an order only as numbers."""
    for i, _ in draft.rows(*loc, "options"):
        code = draft.sound(*loc, "options", i, "code")
        if code is not None and not re.fullmatch(r"-?\d+", as_written(code)):
            draft.report((*loc, "options", i, "code"), f"'{code}' is no whole number, and this is a scale", "Write 1, 2, 3 and so on")


def check_question(draft: Draft, loc: Loc, scope: Scope, model: type[BaseModel]) -> None:
    """
    Find every problem within one question.

    Parameters
    ----------
    draft
        The file.
    loc
        Where the question stands.
    scope
        What it may name.
    model
        What it has to be.
    """
    for key in ("id", "wording", "kind"):
        if key not in draft.sound(*loc):
            draft.report((*loc, key), "is missing", f"Add {describe(model, (key,))}")
    check_braces(draft, loc, scope, as_written(draft.sound(*loc, "id") or ""))
    check_answers(draft, loc)
    kind = draft.sound(*loc, "kind")
    if kind == "scale":
        check_scale(draft, loc)
    if kind and _check_shared(draft, loc, scope):
        _check_kind(draft, loc, scope, kind)


def check_braces(draft: Draft, loc: Loc, scope: Scope, name: str) -> None:
    """
    Report braces that stand for nothing, and wordings that are the same in all rows of a grid.

    Parameters
    ----------
    draft
        The file.
    loc
        Where the question stands.
    scope
        The lists of rows there are.
    name
        The id of the question, of its own or of the common item.
    """
    lists = BRACES.findall(name)
    if lists and lists[0] not in scope.rows:
        key = "id" if "id" in draft.sound(*loc) else "item"
        draft.report((*loc, key), f"there is no list '{lists[0]}'", known(scope.rows, lists[0]))
        return
    for at in [at for key in ("wording", "variants") for at in _texts(draft, (*loc, key))]:
        text = draft.sound(*at)
        if unknown := [word for word in BRACES.findall(text) if word != "label" or not lists]:
            remedy = "Write {label} for the row of the grid" if lists else "Take it out, or name a list in braces in the id"
            draft.report(at, f"{{{unknown[0]}}} stands for nothing here", remedy)
        elif lists and "{label}" not in text:
            draft.report(at, "it would be the same for every row of the grid", "Add {label} where the row is to stand")
    _check_only(draft, loc, [as_written(row["id"]) for row in scope.rows[lists[0]]] if lists else [])


def _check_only(draft: Draft, loc: Loc, rows: list[str]) -> None:
    only = draft.sound(*loc, "only")
    if only and not rows:
        draft.report((*loc, "only"), "the question has no rows to choose from", "Take it out")
        return
    for i, row in enumerate(only or ()):
        if row not in rows and draft.sound(*loc, "only", i) is not None:
            draft.report((*loc, "only", i), f"there is no row '{row}'", known(rows, row))


def _check_shared(draft: Draft, loc: Loc, scope: Scope) -> bool:
    """Report what does not go with shared answers; tell whether the rest can be checked."""
    question = draft.sound(*loc)
    if question.get("answers") is None:
        return True
    name = draft.sound(*loc, "answers")
    if name is not None and name not in scope.answers:
        draft.report((*loc, "answers"), f"there are no answers '{name}'", known(scope.answers, name))
        name = None
    for key in SHARED:
        if question.get(key) is not None:
            draft.report((*loc, key), f"`{key}` stands beside `answers`", "Keep one of them")
            name = None
    return bool(name is not None and scope.answers[name])  # empty: there is a problem with them already


def _check_kind(draft: Draft, loc: Loc, scope: Scope, kind: str) -> None:
    given = draft.sound(*loc)
    question = {**given, **scope.answers.get(given.get("answers"), {})}
    place = {key: "answers" if given.get("answers") else key for key in SHARED}
    if place["options"] not in given or draft.sound(*loc, place["options"]) is not None:
        _check_number_of_options(draft, (*loc, place["options"]), kind, question)
    if kind == "scale" and question.get("direction") is None:
        remedy = "Add direction: up if the higher code is better or more, else down"
        draft.report((*loc, place["direction"]), "the direction of the scale is missing", remedy)
    if kind == "number":
        _check_range(draft, loc, question)
    if kind in {"single", "scale"}:
        _check_exclusive(draft, (*loc, place["options"]), kind, question)
    misplaced = {owner: key for key, owner in reversed(OF_KIND.items()) if question.get(key) is not None and owner != kind}
    for owner, key in misplaced.items():
        draft.report((*loc, place.get(key, key)), f"`{key}` does not go with kind {kind}", f"Take it out, or write kind {owner}")


def _check_number_of_options(draft: Draft, at: Loc, kind: str, question: Values) -> None:
    count = len(question.get("options") or ())
    most, at_most = question.get("max_choices"), (*at[:-1], "max_choices")
    if kind not in LEAST:
        if count:
            draft.report(at, f"options do not go with kind {kind}", "Take them out, or write kind single, multiple or scale")
    elif count < LEAST[kind]:
        what = f"one option is too few for kind {kind}" if count else "there are no options"
        draft.report(at, what, f"Write the list of answers, each with the keys code and label, at least {LEAST[kind]}")
    elif kind == "multiple" and most is not None and draft.sound(*at_most) is not None and most > count:
        draft.report(at_most, f"{most} is more than the {count} options", f"Write {count} or fewer, or take it out if all may be chosen")


def _check_exclusive(draft: Draft, at: Loc, kind: str, question: Values) -> None:
    """Report answers that exclude all others where only one can be given; shared ones where the question names them."""
    places: list[Loc] = [(*at, i, "exclusive") for i, option in draft.rows(*at) if "exclusive" in option]
    if at[-1] == "answers" and any("exclusive" in option for option in question.get("options", ())):
        places = [at]
    for place in places:
        draft.report(place, f"`exclusive` does not go with kind {kind}", "Take it out, or write kind multiple")


def _check_range(draft: Draft, loc: Loc, question: Values) -> None:
    ends = {key: question.get(key) for key in ("minimum", "maximum")}
    if all(end is None for end in ends.values()):
        remedy = "Add minimum and maximum, the smallest and the largest that is possible"
        draft.report((*loc, "minimum"), "the range of the number is missing", remedy)
        return
    for key, end in ends.items():
        if end is None:
            draft.report((*loc, key), "is missing", f"Add the {'smallest' if key == 'minimum' else 'largest'} number that is possible")
    low, high = draft.sound(*loc, "minimum"), draft.sound(*loc, "maximum")
    if low is not None and high is not None and low > high:
        draft.report((*loc, "maximum"), f"{high} is less than the minimum, {low}", "Write the largest number that is possible")


def _texts(draft: Draft, loc: Loc) -> list[Loc]:
    """List the places of the sound texts at `loc`: one, or those of a list."""
    value = draft.sound(*loc)
    places = [(*loc, i) for i in range(len(value))] if isinstance(value, tuple) else [loc]
    return [at for at in places if draft.sound(*at) not in (None, ())]

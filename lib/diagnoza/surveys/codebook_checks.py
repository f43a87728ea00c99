"""Everything that can be wrong with a questionnaire or the bank of common items, found in one pass: one mistake, one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagnoza.folding import fold
from diagnoza.strict_yaml import Draft, check_file_name, check_keys, check_values, in_order, read
from diagnoza.surveys.asked import Asked, check_own_ids, check_together, write_out
from diagnoza.surveys.question_checks import Scope, Values, check_answers, check_braces, check_question, check_scale, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from diagnoza.strict_yaml import Loc

SERVICES = "service"  # the name of the list of services, as in sat_{service}
OVERRIDES = ("item", "only", "wording", "variants", "base")


@dataclass
class Read:
    """A file and what it declares."""

    draft: Draft
    scope: Scope = field(default_factory=Scope)
    asked: list[Asked] = field(default_factory=list)

    @property
    def items(self) -> dict[str, Values]:
        """Common items by id: as they stand in the file, e.g. sat_{service}, and written out, e.g. sat_bus."""
        written_out = {question.values["id"]: question.values for question in self.asked}
        return written_out | {item["id"]: item for item in self.draft.values["items"]}


def examine_bank(path: Path, *, root: Path, model: type[BaseModel]) -> Read:
    """
    Find every problem of the bank of common items.

    Parameters
    ----------
    path
        The YAML file.
    root
        The folder from which its path is shown.
    model
        What it has to be; the description of each field says what belongs there.

    Returns
    -------
        Its values and problems, and if there are none of these, its items written out in order.
    """
    bank = Read(Draft(path, root))
    draft = bank.draft
    if _read(draft, model):
        _check_rows(draft, ("services",))
        _declare(bank, Scope())
        bank.scope.rows[SERVICES] = _entries(draft, "services")
        _check_once(draft, ("items",))
        for i, item in draft.rows("items"):
            for key in ("item", "only"):
                if key in item:
                    draft.report(("items", i, key), f"`{key}` is for questionnaires, and this is the bank", "Take it out")
            if draft.sound("items", i) is not None:
                check_question(draft, ("items", i), bank.scope, _part(model, "items"))
        bank.asked.extend(write_out(draft, "items", bank.scope, {}))
        check_together(draft, bank.asked)
    in_order(draft)
    return bank


def examine_questionnaire(path: Path, *, root: Path, model: type[BaseModel], bank: Read) -> Read:
    """
    Find every problem of a questionnaire.

    Parameters
    ----------
    path
        The YAML file.
    root
        The folder from which its path is shown.
    model
        What it has to be; the description of each field says what belongs there.
    bank
        The common items; if there are problems with them, what needs them is not checked.

    Returns
    -------
        Its values and problems, and if there are none of these, its questions written out in order.
    """
    found = Read(Draft(path, root))
    draft = found.draft
    if _read(draft, model) and not bank.draft.problems:
        check_file_name(draft)
        _declare(found, bank.scope)
        found.scope.rows[SERVICES] = tuple(_selected(draft, bank.scope.rows[SERVICES]))
        items = bank.items
        for i, question in draft.rows("questions"):
            if "item" in question:
                _check_item(draft, ("questions", i), found.scope, items)
            elif draft.sound("questions", i) is not None:
                check_question(draft, ("questions", i), found.scope, _part(model, "questions"))
        found.asked.extend(write_out(draft, "questions", found.scope, items))
        check_own_ids(draft, found.asked, items)
        check_together(draft, found.asked)
    in_order(draft)
    return found


def _read(draft: Draft, model: type[BaseModel]) -> bool:
    if not draft.path.is_file():
        others = ", ".join(sorted(path.stem for path in draft.path.parent.glob("*.yaml")))
        draft.report((), "there is no such file", f"Known here are: {others or 'none yet'}")
    elif read(draft):
        check_keys(draft, draft.values, model)
        check_values(draft, model)
        return True
    return False


def _part(model: type[BaseModel], key: str) -> type[BaseModel]:
    part: type[BaseModel] = model.model_fields[key].annotation.__args__[0]  # type: ignore[union-attr]
    return part


# What a file declares for its questions ----------------------------------------------------------------------------------------


def _declare(read_file: Read, outer: Scope) -> None:
    """Check the lists of rows and the shared answers, and add them to those of the bank."""
    draft, scope = read_file.draft, read_file.scope
    _check_once(draft, ("lists",), (*outer.rows, SERVICES))
    _check_once(draft, ("answers",), outer.answers)
    for i, _ in draft.rows("lists"):
        _check_rows(draft, ("lists", i, "entries"))
    for i, _ in draft.rows("answers"):
        check_answers(draft, ("answers", i))
        if draft.sound("answers", i, "direction") is not None:
            check_scale(draft, ("answers", i))
    lists = [(i, draft.sound("lists", i, "id")) for i, _ in draft.rows("lists")]
    scope.rows.update(outer.rows | {name: _entries(draft, "lists", i, "entries") for i, name in lists if name is not None})
    scope.answers.update(outer.answers)
    faulty = {loc[:2] for loc, _ in draft.problems}
    for i, row in draft.rows("answers"):
        if (name := draft.sound("answers", i, "id")) is not None:
            scope.answers[name] = {} if ("answers", i) in faulty else {key: row[key] for key in row if key != "id"}


def _entries(draft: Draft, *loc: str | int) -> tuple[Values, ...]:
    """List the rows of a grid; one with a faulty label is there all the same."""
    rows = [draft.faultless(*loc, i) for i, _ in draft.rows(*loc)]
    return tuple({"label": row["id"], **row} for row in rows if row and "id" in row)


def _check_rows(draft: Draft, loc: Loc) -> None:
    """Report rows of a grid with the same id or the same label: their questions would be the same."""
    _check_once(draft, loc)
    seen: dict[str, int] = {}
    for i, _ in draft.rows(*loc):
        label = draft.sound(*loc, i, "label")
        if label is not None and draft.sound(*loc, i, "id") is not None and seen.setdefault(fold(label), i) != i:
            draft.report((*loc, i, "label"), f"'{label}' is in {loc[-1]}[{seen[fold(label)]}] already", "Tell them apart in words")


def _check_once(draft: Draft, loc: Loc, taken: Iterable[str] = ()) -> None:
    seen = dict.fromkeys(taken, "the bank")
    for i, _ in draft.rows(*loc):
        name = draft.sound(*loc, i, "id")
        if name in seen:
            draft.report((*loc, i, "id"), f"'{name}' is in {seen[name]} already", "Give it an id of its own")
        elif name is not None:
            seen[name] = f"{loc[-1]}[{i}]"


def _selected(draft: Draft, services: tuple[Values, ...]) -> Iterator[Values]:
    by_id = {service["id"]: service for service in services}
    chosen = draft.sound("services")
    for i, name in enumerate(chosen or ()):
        if draft.sound("services", i) is None:
            continue
        if name in chosen[:i]:
            draft.report(("services", i), f"'{name}' stands there already, services[{chosen.index(name)}]", "Keep one of them")
        elif name in by_id:
            yield by_id[name]
        else:
            draft.report(("services", i), f"there is no service '{name}' in the bank", known(by_id, name))
    if not chosen:
        yield from services


def _check_item(draft: Draft, loc: Loc, scope: Scope, items: dict[str, Values]) -> None:
    name = draft.sound(*loc, "item")
    if name is None:
        return
    for key in draft.sound(*loc):
        if key not in OVERRIDES:
            what = f"'{name}' is a common item, and `{key}` is the same in all questionnaires"
            draft.report((*loc, key), what, "Take it out, or ask a question with an id of its own instead of the item")
    if name not in items:
        near = known(items, name)
        draft.report((*loc, "item"), f"there is no item '{name}' in the bank", near if "one of" not in near else "Look it up in bank.yaml")
    else:
        check_braces(draft, loc, scope, name)

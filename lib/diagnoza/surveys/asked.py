"""Questions written out, one row of a grid at a time, and held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnoza.folding import fold_wording
from diagnoza.strict_yaml import as_written, listed
from diagnoza.surveys.question_checks import BRACES, Scope, Values, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnoza.strict_yaml import Draft, Loc

OF_THE_FILE = {"item", "only", "answers"}  # what a file says, and a question written out does not


@dataclass(frozen=True)
class Asked:
    """A question written out, and where it stands in its file."""

    loc: Loc
    values: dict[str, Any]

    @property
    def name(self) -> str:
        """Its id, empty if it has none."""
        return as_written(self.values.get("id") or "")


def write_out(draft: Draft, key: str, scope: Scope, items: dict[str, Values]) -> Iterator[Asked]:
    """
    Write every question out: its common item, its shared answers, the rows of its grid.

    Parameters
    ----------
    draft
        The file.
    key
        Where its questions stand.
    scope
        What they may name.
    items
        The common items by id.

    Yields
    ------
    Asked
        The questions in order; one with problems as far as it is known.
    """
    for i, row in draft.rows(key):
        question = draft.faultless(key, i)
        if question is not None:
            question.update({"base": None} if row.get("base", row) is None else {})  # a common item asked of all
            together = _joined(question, items.get(question.get("item", ""), {}), scope)
            yield from (Asked((key, i), one) for one in _rows(together, scope))


def _joined(question: Values, common: Values, scope: Scope) -> dict[str, Any]:
    renamed = (common["wording"],) if common and "wording" in question else ()  # the common wording is understood too
    variants = (*question.get("variants", ()), *renamed, *common.get("variants", ()))
    shared = scope.answers.get(question.get("answers", common.get("answers", "")), {})
    return {**shared, **common, **question, "variants": tuple(dict.fromkeys(map(as_written, variants))), "common": bool(common)}


def _rows(question: dict[str, Any], scope: Scope) -> Iterator[dict[str, Any]]:
    only, lists = question.get("only"), BRACES.findall(question.get("id", ""))
    plain = {key: value for key, value in question.items() if key not in OF_THE_FILE}
    if not lists:
        yield plain
    for row in scope.rows.get(lists[0], ()) if lists else ():
        if not only or row["id"] in only:
            yield _of_row(plain, f"{{{lists[0]}}}", row)


def _of_row(question: dict[str, Any], braces: str, row: Values) -> dict[str, Any]:
    base = question.get("base")
    texts: dict[str, Any] = {key: question[key].replace("{label}", row["label"]) for key in ("wording", "label") if key in question}
    return {
        "label": row["label"],
        "field": row.get("field"),
        "sensitive": row.get("sensitive", False),
        **question,
        **texts,
        "id": question["id"].replace(braces, row["id"]),
        "variants": tuple(text.replace("{label}", row["label"]) for text in question["variants"]),
        "base": base and {**base, "question": as_written(base.get("question", "")).replace(braces, row["id"])},
        "grid": question["id"],
        "row": row["id"],
    }


def check_together(draft: Draft, asked: list[Asked]) -> None:
    """
    Report what is wrong between questions: the same id or wording twice, and filters that cannot work.

    Parameters
    ----------
    draft
        The file.
    asked
        Its questions in order.
    """
    all_known = not any(loc[2:] in {(), ("id",), ("item",)} for loc, _ in draft.problems if len(loc) > 1)
    taken: dict[str, Asked] = {}
    for part in ("id", "wording", "variants"):
        for question in asked:
            for at, text in _names(draft, question, part):
                owner = taken.setdefault(fold_wording(text), question)
                if owner is not question and draft.sound(*at) is not None:
                    draft.report(at, *_clash(part, text, owner))
    order = {question.name: position for position, question in reversed([*enumerate(asked)])}
    for question in asked:
        if all_known or _target(question) in order:
            _check_base(draft, question, asked, order)


def check_own_ids(draft: Draft, asked: list[Asked], items: dict[str, Values]) -> None:
    """
    Report questions that are not common and have the id of a common item.

    Parameters
    ----------
    draft
        The questionnaire.
    asked
        Its questions.
    items
        The common items by id.
    """
    for question in asked:
        at = (*question.loc, "id")
        if not question.values["common"] and question.name in items and draft.sound(*at) is not None:
            remedy = f"Write `item: {question.name}`, or give the question an id of its own"
            draft.report(at, f"'{question.name}' is a common item of the bank", remedy)


def _names(draft: Draft, question: Asked, part: str) -> Iterator[tuple[Loc, str]]:
    """Go through the id, the wording or the variants of a question; what the bank says stands at the item."""
    own, value = draft.sound(*question.loc), question.values.get(part, ())
    home = (*question.loc, "item" if "item" in own else "id")
    for i, text in enumerate(value if isinstance(value, tuple) else (value,)):
        here = part in own and (part != "variants" or i < len(own[part]))
        if draft.sound(*home) is not None:
            yield ((*question.loc, part, i) if part == "variants" else (*question.loc, part)) if here else home, text


def _clash(part: str, text: str, owner: Asked) -> tuple[str, str]:
    place = f"{owner.loc[0]}[{owner.loc[1]}]"
    if part == "id":
        return f"'{text}' is asked already, {place}", "Keep one of them"
    return f"'{text}' means {place} ({owner.name}) already", "Tell them apart in words, or a column could be either"


def _target(question: Asked) -> str:
    return as_written((question.values.get("base") or {}).get("question", ""))


def _check_base(draft: Draft, question: Asked, asked: list[Asked], order: dict[str, int]) -> None:
    base, own = question.values.get("base"), draft.sound(*question.loc)
    here = (*question.loc, "base", "question") if "base" in own else (*question.loc, "item")
    if not base or draft.sound(*here) is None:
        return
    name, position = _target(question), order.get(question.name, len(asked))
    earlier = [other for other, at in order.items() if other and at < position]
    if name not in earlier and "base" not in own:
        what = f"'{question.name}' is only for some answers to '{name}', which is not asked before it"
        draft.report(here, what, f"Ask {name} before it")
    elif name in order and name not in earlier:
        draft.report(here, f"'{name}' is not asked before this question", "Move it up, or write the id of an earlier question")
    elif name not in order:
        draft.report(here, f"there is no question '{name}'", known(earlier, name))
    elif "base" in own:
        _check_codes(draft, (*question.loc, "base"), asked[order[name]])


def _check_codes(draft: Draft, loc: Loc, target: Asked) -> None:
    if any(found[:2] == target.loc for found, _ in draft.problems):
        return
    codes = [as_written(option["code"]) for option in target.values.get("options", ())]
    if not codes:
        draft.report((*loc, "question"), f"'{target.name}' has no options to choose", "Write the id of a question that has")
        return
    for i, code in enumerate(draft.sound(*loc, "codes") or ()):
        if as_written(code) not in codes and draft.sound(*loc, "codes", i) is not None:
            draft.report((*loc, "codes", i), f"'{as_written(code)}' is no answer to '{target.name}'", f"Write one of {listed(codes)}")

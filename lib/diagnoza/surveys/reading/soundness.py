"""Drafts made to keep the rules of codebooks: codes, labels and wordings that tell apart, ranges, bases that lead somewhere."""

from __future__ import annotations

import re
from typing import Any

from diagnoza.folding import fold, fold_wording

Entry = dict[str, Any]

LARGEST = 1e9
"""The end of a range that nothing states; a consultant writes the right one."""


def made_sound(questions: list[Entry]) -> list[Entry]:
    """
    Complete the questions of a draft.

    Parameters
    ----------
    questions
        Questions with an id each.

    Returns
    -------
        The same questions; what two shared (an id, a wording, the folded label of two options) is told apart by a number or the code.
    """
    ids: set[str] = set()
    wordings: set[str] = set()
    for question in questions:
        question["id"] = _apart(question["id"], ids, "{}_{}")
        if fold_wording(question["wording"]) in wordings:
            question["wording"] = f"{question['wording']} ({question['id']})"
        wordings.add(fold_wording(question["wording"]))
        _distinct(question)
        if question["kind"] == "scale":
            _whole_numbers(question)
        if question["kind"] == "number":
            low, high = question.setdefault("minimum", 0.0), question.setdefault("maximum", LARGEST)
            question["maximum"] = max(low, high)
        if question["kind"] in {"single", "scale", "multiple"} and len(question["options"]) < (1 if question["kind"] == "multiple" else 2):
            question["kind"] = "text"
            question.pop("options")
    _lead_somewhere(questions)
    return questions


def _apart(name: str, taken: set[str], pattern: str) -> str:
    found, number = name, 1
    while fold(found) in taken:
        number += 1
        found = pattern.format(name, number)
    taken.add(fold(found))
    return found


def _distinct(question: Entry) -> None:
    """Tell codes and labels of one question apart where only case or accents do."""
    taken: set[str] = set()
    for answer in (*question.get("options", ()), *question.get("missing", ())):
        own = {fold(answer["code"]), fold(answer["label"])}
        if own & taken:
            answer["variants"] = list(dict.fromkeys([answer["code"], answer["label"]]))
            answer["code"] = _apart(answer["code"], set(taken), "{}_{}")
            answer["label"] = _apart(f"{answer['label']} ({answer['code']})", set(taken), "{} {}")
            answer["variants"] = [text for text in answer["variants"] if fold(text) not in taken]
        taken |= {fold(answer[key]) for key in ("code", "label")} | {fold(text) for text in answer.get("variants", ())}
        if not answer.get("variants", True):
            answer.pop("variants")


def _whole_numbers(question: Entry) -> None:
    """Give a scale codes from 1 where they are words; the words stay variants."""
    if all(re.fullmatch(r"-?\d+", option["code"]) for option in question["options"]):
        return
    for number, option in enumerate(question["options"], start=1):
        option["variants"] = list(dict.fromkeys([*option.get("variants", ()), option["code"]]))
        option["code"] = str(number)
        option["variants"] = [text for text in option["variants"] if fold(text) != fold(option["label"])]
        if not option["variants"]:
            option.pop("variants")


def _lead_somewhere(questions: list[Entry]) -> None:
    """Take out bases that name no option of an earlier question, and follow codes that were renumbered."""
    earlier: dict[str, dict[str, str]] = {}
    for question in questions:
        base = question.get("base")
        if base:
            known = earlier.get(base["question"], {})
            base["codes"] = [known[code] for code in base["codes"] if code in known]
            if not base["codes"]:
                question.pop("base")
        names = [(option, (option["code"], *option.get("variants", ()))) for option in question.get("options", ())]
        earlier[question["id"]] = {name: option["code"] for option, told in names for name in told}

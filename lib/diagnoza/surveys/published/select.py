"""Choosing the rows that one figure or table of the chapter shows; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.surveys.published.selection import ALL, LAST, chosen, labelled, name_of, top_words, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diagnoza.survey_params import Survey
    from diagnoza.surveys.published.results import Results
    from diagnoza.surveys.published.selection import Selection

LONGEST = 12
"""Answers shown of a long list."""
REST = "other:"
INSTITUTIONS = ("neighbours", "office", "council", "county", "ngo", "partnership")
COMMON = (
    *((name, "top2") for name in ("place_good", "change_5y", "sat_overall", "ties_place")),
    *((f"trust_{name}", "top2") for name in INSTITUTIONS),
    ("coop_know", "yes"),
)
"""Questions that several groups are asked, each with the answer in which the groups are confronted."""


def scales(results: Sequence[Results], questions: Sequence[str]) -> Selection:
    """
    Choose whole distributions of scales that have answers of their own: a panel for each question, a row for each survey.

    Parameters
    ----------
    results
        Surveys with shares.
    questions
        Identifiers of scales; those that a survey does not ask are left out.
    """
    rows = [
        row
        for name in questions
        for one in results
        if one.asks(name)
        for row in _distribution(one, name, panel=name_of(one.codebook.question(name)), item=one.group.name)
    ]
    return chosen(rows, results, {"panel": "Pytanie", "item": "Grupa", "label": "Odpowiedź"})


def grid_scales(one: Results, grid: str, head: str) -> Selection:
    """
    Choose whole distributions of the rows of a grid, which share their answers; the most favourable first.

    Parameters
    ----------
    one
        A survey with shares.
    grid
        Name of the grid, e.g. "sat_{service}".
    head
        Polish header of what was asked about.
    """
    asked = sorted(one.questions(grid), key=lambda question: -_value(one, question.id, "top2"))
    rows = [row for question in asked for row in _distribution(one, question.id, item=name_of(question))]
    return chosen(rows, [one], {"item": head, "label": "Odpowiedź"})


def _value(one: Results, question: str, answer: str) -> float:
    found = one.figure(question, answer)
    return -1.0 if found is None or polish.is_missing(found["value"]) else float(found["value"])


def _distribution(one: Results, name: str, **labels: str) -> list[dict[str, Any]]:
    """Give a row for each answer, from the least favourable, then the sums of both ends."""
    question = one.codebook.question(name)
    options = question.options if question.direction != "down" else question.options[::-1]
    rows = [row for option in options for row in labelled(one, name, option.code, {**labels, "label": option.label})]
    for answer, words in (("bottom2", "razem po lewej stronie wykresu"), ("top2", "razem po prawej stronie wykresu")):
        rows += labelled(one, name, answer, {**labels, "label": words})
    return rows


def options(results: Sequence[Results], question: str, *, longest: int = LONGEST, panel: str = "") -> Selection:
    """
    Choose the shares of the answers to a question, most frequent first, side by side for several surveys.

    Parameters
    ----------
    results
        Surveys with shares.
    question
        Identifier of a single or multiple question.
    longest
        Answers shown at most; the chosen ones are the most frequent of any survey.
    panel
        Polish title of the panel.

    Notes
    -----
    "Other" and "none" come last, however frequent.
    """
    asking = [one for one in results if one.asks(question)]
    order = _ranked(asking, question)[:longest]
    rows = [
        row
        for label, code in order
        for one in asking
        for row in labelled(one, question, code, {"panel": panel, "item": label, "series": one.group.name, "key": str(one.survey["group"])})
    ]
    several = {"series": "Grupa"} if len(asking) > 1 else {}
    return chosen(rows, asking, {"panel": "Pytanie", "item": "Odpowiedź", **several})


def _ranked(results: Sequence[Results], question: str) -> list[tuple[str, str]]:
    labels = {option.code: option.label for one in results for option in one.codebook.question(question).options}
    reach = {code: max(_value(one, question, code) for one in results) for code in labels}
    return [(labels[code], code) for code in sorted(labels, key=lambda code: (LAST.index(code) if code in LAST else -1, -reach[code]))]


def several_options(one: Results, questions: Sequence[str]) -> Selection:
    """
    Choose the answers to several questions, a panel for each.

    Parameters
    ----------
    one
        A survey with shares.
    questions
        Identifiers of single or multiple questions.
    """
    parts = [
        options([one], name, panel=name_of(one.codebook.question(name))).rows.assign(series="") for name in questions if one.asks(name)
    ]
    rows = pd.concat(parts).to_dict("records") if parts else []
    return chosen(rows, [one], {"panel": "Pytanie", "item": "Odpowiedź"})  # type: ignore[arg-type]


def tops(results: Sequence[Results], questions: Sequence[tuple[str, str]]) -> Selection:
    """
    Choose the shares of favourable answers to common items, side by side for several surveys.

    Parameters
    ----------
    results
        Surveys with shares.
    questions
        Question and answer, e.g. ("place_good", "top2"); those that fewer than two of the surveys ask are left out.
    """
    rows = []
    for name, answer in questions:
        asking = [one for one in results if one.figure(name, answer) is not None]
        for one in asking if len(asking) > 1 else []:
            labels = {"item": _item(one, name, answer), "series": one.group.name, "key": str(one.survey["group"])}
            rows += labelled(one, name, answer, labels)
    return chosen(rows, results, {"item": "Pytanie i odpowiedź", "series": "Grupa"})


def _item(one: Results, name: str, answer: str) -> str:
    question = one.codebook.question(name)
    option = question.option(answer)
    trust = (question.grid or "").startswith("trust_")
    return (f"Zaufanie: {polish.lower_first(name_of(question))}" if trust else name_of(question)) + (
        f": {polish.lower_first(option.label)}" if option else ""
    )


def paired(results: Sequence[Results], first: tuple[str, str], second: tuple[str, str], head: str) -> Selection:
    """
    Choose the favourable answers to two grids with the same rows, a panel for each survey.

    Parameters
    ----------
    results
        Surveys with shares.
    first, second
        Prefix of the grid, and the Polish name of what it measures, e.g. ("imp_", "ważność").
    head
        Polish header of what was asked about.
    """
    rows = []
    for one in results:
        asked = [
            question for prefix, _ in (first, second) for question in one.codebook.questions if (question.grid or "").startswith(prefix)
        ]
        order = sorted(
            {str(question.row): name_of(question) for question in asked}.items(),
            key=lambda pair: -_value(one, f"{second[0]}{pair[0]}", "top2"),
        )
        for row, label in order:
            for key, (prefix, words) in (("first", first), ("second", second)):
                if one.asks(f"{prefix}{row}"):
                    labels = {"panel": one.group.name if len(results) > 1 else "", "item": label, "series": words, "key": key}
                    rows += labelled(one, f"{prefix}{row}", "top2", labels)
    return chosen(rows, results, {**({"panel": "Grupa"} if len(results) > 1 else {}), "item": head, "series": "Miara"})


def by_municipality(one: Results, questions: Sequence[tuple[str, str]]) -> Selection:
    """
    Choose figures by municipality in alphabetical order, after those of all respondents; a panel for each question.

    Parameters
    ----------
    one
        A survey with shares.
    questions
        Question and answer.

    Raises
    ------
    NotApplicable
        If the partnership is a single municipality.
    """
    if len(one.names) == 1:
        msg = "Diagnoza dotyczy jednej gminy, dlatego wyników nie porównano między gminami."
        raise NotApplicable(msg)
    rows = []
    for name, answer in questions:
        if one.asks(name):
            labels = {"panel": _item(one, name, answer)}
            rows += labelled(one, name, answer, {**labels, "item": ALL, "key": "all"})
            for code, words in one.names.items():
                of = {"group": "gmina", "category": str(code)}
                found = labelled(one, name, answer, {**labels, "item": str(words), "key": str(code)}, of)
                rows += [{**row, "gap": one.apart(name, answer, **of)} for row in found]
    return chosen(rows, [one], {"panel": "Pytanie i odpowiedź", "item": "Gmina"}, "Gminy są ułożone alfabetycznie")


def at_risk(one: Results, questions: Sequence[tuple[str, str]], declared: Iterable[Survey]) -> Selection:
    """
    Choose figures of people at risk of marginalisation and of all others: a panel for each question, a row for each group at risk.

    Parameters
    ----------
    one
        A survey with shares.
    questions
        Question and answer.
    declared
        The surveys of the params, which name the groups at risk.

    Raises
    ------
    NotDelivered
        If no such group is declared, or it has no figures.
    """
    rows = []
    risks = [risk for survey in declared if survey.id == one.id for risk in survey.at_risk]
    for name, answer in [pair for pair in questions if one.asks(pair[0])]:
        for risk in risks:
            for key, category, words in (("second", risk.id, "osoby z tej grupy"), ("first", f"{REST}{risk.id}", "pozostali")):
                labels = {"panel": _item(one, name, answer), "item": risk.label, "series": words, "key": key}
                rows += labelled(one, name, answer, labels, {"group": "at_risk", "category": category})
    if not rows:
        msg = "Nie wyodrębniono grup zagrożonych marginalizacją, dlatego nie porównano ich z pozostałymi osobami."
        raise NotDelivered(msg)
    return chosen(rows, [one], {"panel": "Pytanie i odpowiedź", "item": "Grupa zagrożona", "series": "Kto"})


def counts(one: Results, questions: Sequence[str]) -> Selection:
    """
    Choose counts of a purposive survey: of scales the favourable answers, of lists the most frequent ones.

    Parameters
    ----------
    one
        A survey of which only counts are published.
    questions
        Identifiers, of grids too; those that are not asked are left out.
    """
    rows = []
    for question in one.codebook.questions:
        if (question.id in questions or question.grid in questions) and one.asks(question.id):
            if question.kind == "scale":
                panel, item = (
                    (f"{wording(question)} – {top_words(question)}", name_of(question))
                    if question.grid
                    else (name_of(question), top_words(question))
                )
                rows += labelled(one, question.id, "top2", {"panel": panel, "item": item})
            else:
                found = [row for option in question.options for row in labelled(one, question.id, option.code, {"item": option.label})]
                found.sort(key=lambda row: -1 if polish.is_missing(row["count"]) else int(row["count"]), reverse=True)
                rows += [{**row, "panel": name_of(question)} for row in found[: LONGEST // 2]]
    return chosen(rows, [one], {"panel": "Pytanie", "item": "Odpowiedź"})

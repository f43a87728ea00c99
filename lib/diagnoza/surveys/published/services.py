"""What surveys say of services: use and unmet need, ratings by municipality, barriers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.grid import Grid
from diagnoza.surveys.published.precision import mark, remarks
from diagnoza.surveys.published.selection import ALL, chosen, labelled, name_of
from diagnoza.surveys.published.texts import share_text
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from diagnoza.surveys.published.results import Results
    from diagnoza.surveys.published.selection import Selection

SATISFACTION, USE, BARRIER = "sat_{service}", "use_{service}", "barrier_{service}"
WHERE, OUTSIDE = "where_{service}", "outside"
ANSWERS = ("regularly", "sometimes", "unmet", "not_needed")
MOST = 3
"""Barriers named for each service."""


def used(one: Results) -> Selection:
    """
    Choose who uses each service, who needs it and does not use it, who does not need it; the largest unmet need first.

    Parameters
    ----------
    one
        A survey with shares.
    """
    rows = []
    for question in one.questions(USE):
        labels = {option.code: option.label for option in question.options}
        found = {answer: one.figure(question.id, answer) for answer in ANSWERS}
        rows += [
            {"item": name_of(question), "label": labels[answer], "survey": one.id, "question": question.id, "answer": answer, **figure}
            for answer, figure in found.items()
            if figure is not None
        ]
    unmet = {row["item"]: -1.0 if polish.is_missing(row["value"]) else row["value"] for row in rows if row["answer"] == "unmet"}
    rows.sort(key=lambda row: -unmet.get(row["item"], -1.0))
    return chosen(rows, [one], {"item": "Usługa", "label": "Odpowiedź"})


def by_municipality(one: Results) -> Selection:
    """
    Choose the shares of favourable ratings of each service, of all respondents and by municipality in alphabetical order.

    Parameters
    ----------
    one
        A survey with shares.

    Raises
    ------
    NotApplicable
        If the partnership is a single municipality.
    """
    if len(one.names) == 1:
        msg = "Diagnoza dotyczy jednej gminy, dlatego ocen usług nie porównano między gminami."
        raise NotApplicable(msg)
    rows = []
    everyone: dict[str, str] = {}
    for question in one.questions(SATISFACTION):
        for words, of in [(ALL, everyone), *[(str(name), {"group": "gmina", "category": str(code)}) for code, name in one.names.items()]]:
            labels = {"item": name_of(question), "series": words, "survey": one.id, "question": question.id, "answer": "top2"}
            if (figure := one.figure(question.id, "top2", **of)) is not None:
                rows.append({**labels, "gap": one.apart(question.id, "top2", **of) if of else 0.0, **figure})
    remark = "Bez osób, które nie korzystają lub nie mają zdania. Gminy są ułożone alfabetycznie"
    return chosen(rows, [one], {"item": "Usługa", "series": "Gmina"}, remark)


def outside(one: Results) -> Selection:
    """
    Choose how many of those who use each service mostly use it outside the partnership; the largest share first.

    Parameters
    ----------
    one
        A survey with shares.
    """
    rows = [row for question in one.questions(WHERE) for row in labelled(one, question.id, OUTSIDE, {"item": name_of(question)})]
    rows.sort(key=lambda row: -1.0 if polish.is_missing(row["value"]) else row["value"], reverse=True)
    remark = f"Odsetek osób, które z usługi korzystają najczęściej {beyond(one)}; bez korzystających przez internet i osób bez zdania"
    return chosen(rows, [one], {"item": "Usługa"}, remark)


def beyond(one: Results) -> str:
    """
    Say "outside the partnership", which for a single municipality is outside of it.

    Parameters
    ----------
    one
        A survey.
    """
    return "poza gminami partnerstwa" if len(one.names) > 1 else "poza swoją gminą"


def barriers(one: Results) -> Selection:
    """
    Choose the most frequent barriers of each service, of those who use it rarely or need it in vain.

    Parameters
    ----------
    one
        A survey with shares.
    """
    rows: list[dict[str, Any]] = []
    for question in one.questions(BARRIER):
        found = [
            {"item": name_of(question), "label": option.label, "survey": one.id, "question": question.id, "answer": option.code, **figure}
            for option in question.options
            if option.code != "none" and (figure := one.figure(question.id, option.code)) is not None
        ]
        known = [row for row in found if row["status"] in SHOWN]
        rows += sorted(known, key=lambda row: -row["value"])[:MOST] or found[:1]
    remark = "Pytano osoby, które z usługi korzystają czasem albo jej potrzebują, lecz nie korzystają"
    return chosen(rows, [one], {"item": "Usługa", "label": "Utrudnienie"}, remark)


def barriers_grid(some: Selection) -> Grid:
    """
    Tabulate the most frequent barriers: a row for each service.

    Parameters
    ----------
    some
        Result of `barriers`.
    """
    rows: list[list[Any]] = []
    for item, of_item in some.rows.groupby("item", sort=False):
        first = of_item.iloc[0]
        named = [f"{row['label']} ({share_text(row)})" for row in of_item.to_dict("records") if row["status"] in SHOWN]
        n = mark(first) if polish.is_missing(first["n"]) else int(first["n"])
        rows.append([str(item), n, "; ".join(named) or mark(first)])
    return Grid(["Usługa", "n", "Najczęstsze utrudnienia"], rows, note=remarks(some))

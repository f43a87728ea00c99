"""How strong the evidence of a field is, and that of a finding: assumption A28."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import SECTORS
from diagnoza.synthesis.evidence import SURVEYS
from diagnoza.tables.synthesis import ITEM_STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.synthesis.base import Finding

COUNTED = ("statistics", "inventory", "flows")
"""Lines that count or measure."""
HEARD = (*SURVEYS, "voices")
"""Lines in which people were heard."""
INTENT = "goals"
"""Goals tell what partners mean to do, not what is the case: they never count."""
STRONG = 3
"""Lines that must support a field for strength A."""
MEDIUM = 2
"""Lines that must support a field for strength B."""


def leanings(evidence: pd.DataFrame) -> pd.DataFrame:
    """
    Tell which lines count for or against a need to act in each field.

    Parameters
    ----------
    evidence
        Table `Evidence`.

    Returns
    -------
    pd.DataFrame
        Columns field, line, supports, contradicts [bool]; a row for each line that counts. A line with items on both sides supports,
        unless more of them contradict: then it takes neither side.

    Notes
    -----
    Goals never count. Neither does an item of another line that rests on answers of a survey only (such as places of use that residents
    told): the survey speaks for itself.
    """
    from_survey = evidence["sources"].map(only_answers).astype(bool) & ~evidence["line"].isin(SURVEYS)
    counting = evidence[evidence["line"].ne(INTENT) & ~from_survey]
    by_side = counting.assign(n=1).pivot_table(index=["field", "line"], columns="state", values="n", aggfunc="sum", fill_value=0)
    n = by_side.reindex(columns=list(ITEM_STATES), fill_value=0)
    sides = {"supports": n["supports"].gt(0) & n["supports"].ge(n["contradicts"]), "contradicts": n["supports"].eq(0)}
    return pd.DataFrame(sides).reset_index().reindex(columns=["field", "line", *ITEM_STATES])


def only_answers(sources: str) -> bool:
    """
    Tell whether something rests on surveys and on nothing else.

    Examples
    --------
    >>> only_answers("survey:residents"), only_answers("survey:residents delivery:flows")
    (True, False)
    """
    return all(one.startswith("survey:") for one in sources.split())


def of_field(supporting: Sequence[str], contradicting: Sequence[str]) -> str:
    """
    Give the strength of a field.

    Parameters
    ----------
    supporting, contradicting
        Lines that count, result of `leanings`.

    Returns
    -------
    str
        A: three lines or more support, among them one that counts or measures and one in which people were heard, and none contradicts;
        B: two or more support, and fewer contradict than support; C: some line supports; "": none does.

    Examples
    --------
    >>> of_field(["statistics", "residents", "voices"], []), of_field(["residents", "youth", "leaders"], []), of_field(["flows"], [])
    ('A', 'B', 'C')
    """
    n, against = len(supporting), len(contradicting)
    if n >= STRONG and of_both_kinds(supporting) and not against:
        return "A"
    if n >= MEDIUM and against < n:
        return "B"
    return "C" if n else ""


def of_both_kinds(lines: Sequence[str]) -> bool:
    """
    Tell whether some lines hold one that counts or measures, and one in which people were heard.

    Parameters
    ----------
    lines
        Of the lines of evidence.
    """
    return any(line in COUNTED for line in lines) and any(line in HEARD for line in lines)


def of_fields(evidence: pd.DataFrame) -> pd.DataFrame:
    """
    Give the strength of every field.

    Parameters
    ----------
    evidence
        Table `Evidence`.

    Returns
    -------
    pd.DataFrame
        Columns field, strength, supporting, contradicting (numbers of lines that count); a row for each field.
    """
    leaning = leanings(evidence)
    rows = []
    for field in SECTORS:
        sides = _sides(leaning, field)
        rows.append((field, of_field(*sides), *(len(side) for side in sides)))
    return pd.DataFrame(rows, columns=["field", "strength", "supporting", "contradicting"])


def _sides(leaning: pd.DataFrame, field: str) -> tuple[list[str], list[str]]:
    """List the lines that support a field, and those that contradict."""
    own = leaning[leaning["field"].eq(field)]
    return own.loc[own["supports"], "line"].tolist(), own.loc[own["contradicts"], "line"].tolist()


def of_finding(finding: Finding, leaning: pd.DataFrame) -> str:
    """
    Give the strength of a finding: by its own certainty, and by the other lines of its field.

    Parameters
    ----------
    finding
        As its line hands it over.
    leaning
        Result of `leanings`.

    Returns
    -------
    str
        A: a need with which two other lines or more agree and none disagrees, among them and its own one that counts or measures and one
        in which people were heard, and which rests on more than what few told; B: it is measured for all members, or another line agrees
        and not more disagree than agree; C: otherwise.

    Notes
    -----
    Other lines agree with a need if they support the field, with an asset if they contradict it; that nobody sees a need does not prove
    an asset, which is therefore never A. Nothing but their own figures speaks
    for differences, trends and ties, nor for what belongs to no one field.
    """
    supporting, contradicting = _sides(leaning[leaning["line"].ne(finding.line)], finding.field)
    if finding.kind == "asset":
        supporting, contradicting = contradicting, supporting
    elif finding.kind != "need":
        supporting, contradicting = [], []
    n, against = len(supporting), len(contradicting)
    own = [] if finding.line not in SURVEYS and only_answers(" ".join(finding.sources)) else [finding.line]
    strong = n >= MEDIUM and of_both_kinds([*own, *supporting]) and not against and finding.certainty != "told"
    if strong and finding.kind == "need":
        return "A"
    if finding.certainty == "measured" or (n and against <= n):
        return "B"
    return "C"

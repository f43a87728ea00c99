"""Actions from goals and evidence together: fields that are evidenced, by whose goal they are, and documents whose term is over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.levelling import lift, standing_in
from diagnoza.synthesis.recommendations.rules import ANY_KIND, Action, slug
from diagnoza.tables.synthesis import LINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.synthesis.recommendations.ground import Ground

EVIDENCE = tuple(line for line in LINES if line != "goals")
"""Lines that tell of needs."""
NEEDS = ("need", "difference", "trend")
ENOUGH = ("A", "B")
"""Strength of evidence from which an action is proposed for a whole field."""
MOST = 6


class _Crossed(NamedTuple):
    """What to do in an evidenced field, by whose goal it is."""

    id: str
    type: str
    title: str
    whose: str
    term: str
    point: int


CROSSED = {
    "blind_spot": _Crossed(
        "goal", "programme_change", "Rozważyć wpisanie celu do strategii", "Celu w tej dziedzinie nie ma żaden partner.", "short", 1
    ),
    "single": _Crossed(
        "goal",
        "programme_change",
        "Rozważyć, czy cel jednego partnera ma być wspólny",
        "Cel w tej dziedzinie ma jeden partner.",
        "short",
        1,
    ),
    "evidenced": _Crossed("undertaking", "cooperation", "Przygotować wspólne przedsięwzięcie", "", "long", 2),
    "unknown": _Crossed(
        "undertaking",
        "cooperation",
        "Zaplanować działanie i sprawdzić, czy mówią o nim cele w dokumentach",
        "Nie wiadomo, czy i czyim celem jest ta dziedzina.",
        "long",
        2,
    ),
}
SHARES = {"common": "Cel w tej dziedzinie ma większość partnerów.", "shared": "Cel w tej dziedzinie ma część partnerów."}


def actions(ground: Ground) -> list[Action]:
    """
    Propose what follows from evidence beside goals.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        For each field with evidence of strength A or B: to consider a goal where nobody has one, or to make that of one partner a
        common one; a joint undertaking where several partners have one, or where goals are not known. One for expired documents. Only
        those with a finding to rest on. Those gain whom the findings name; all, where one of them names none.
    """
    status = ground.table("field_status")
    rows = [] if status is None else status[status["strength"].isin(ENOUGH) & status["crossed"].isin(list(CROSSED))].to_dict("records")
    found = [_of_field(row, ground) for row in rows]
    return [one for one in [*found, _expired(ground)] if one]


def _of_field(row: Mapping[Any, Any], ground: Ground) -> Action | None:
    """Propose a goal, or an undertaking, in a field."""
    field, crossed = str(row["field"]), CROSSED[row["crossed"]]
    rests = ground.rests(Wanted(EVIDENCE, NEEDS, field=field))
    if not rests:
        return None
    goals = ground.rests(Wanted(("goals",), ANY_KIND, field=field)) if row["crossed"] == "evidenced" else ()
    return Action(
        id=f"{crossed.id}-{slug(field)}",
        type=crossed.type,
        title=f"{crossed.title}: {SECTORS[field]}",
        reason=f"{crossed.whose or SHARES[row['goals']]} {_weighed(row)}",
        findings=(*rests, *goals),
        field=field,
        units=ground.members,
        gains=dict.fromkeys(_concerned(rests, ground), float("nan")),
        below=standing_in(ground, field),
        term=crossed.term,
        art10e_point=crossed.point,
        **lift(ground, field, set(ground.findings.set_index("finding").loc[list(rests), "unit"])),
    )


def _weighed(row: Mapping[Any, Any]) -> str:
    """Tell how many lines of evidence speak for and against."""
    n, against = int(row["supporting"]), int(row["contradicting"])
    verb, kinds = polish.plural(n, "wskazuje", "wskazują", "wskazuje"), polish.counted(n, "źródło", "źródła", "źródeł")
    told = f"Na potrzebę działania {verb} {kinds} danych"
    return f"{told}, na jej brak: {polish.number(against)}." if against else f"{told}, a na jej brak żadne."


def _concerned(rests: tuple[str, ...], ground: Ground) -> tuple[str, ...]:
    """Give the municipalities that the findings name; all of them where one names none."""
    units = [str(text).split() for text in ground.findings.set_index("finding").loc[list(rests), "units"]]
    named = ground.municipal([code for some in units for code in some])
    return named if all(units) and named else ground.members


def _expired(ground: Ground) -> Action | None:
    """Propose to renew the documents whose term is over."""
    table = ground.table("goal_documents")
    rests = ground.rests(Wanted(("goals",), ANY_KIND, ("goal_documents",)))
    rows = None if table is None else table[table["state"].eq("expired")].sort_values(["teryt", "valid_to", "document"])
    if rows is None or rows.empty or not rests:
        return None
    units, told = ground.ordered(rows["teryt"]), [_document(row, ground) for row in rows.head(MOST).to_dict("records")]
    rest = len(rows) - len(told)
    more = [f"oraz {polish.counted(rest, 'inny dokument', 'inne dokumenty', 'innych dokumentów')}"] if rest else []
    return Action(
        id="documents-renew",
        type="procedure",
        title="Zaktualizować dokumenty, których termin minął, i uzgodnić ich cele",
        reason=f"{'; '.join([*told, *more])}.",
        findings=rests,
        units=units,
        gains=dict.fromkeys(ground.municipal(units), float("nan")),
        indicator="Dokumenty, których termin minął",
        baseline=float(len(rows)),
        unit="dokumenty",
        art10e_point=8,
    )


def _document(row: Mapping[Any, Any], ground: Ground) -> str:
    """Name a document with its partner and its last day."""
    last = polish.date_words(dt.date.fromisoformat(row["valid_to"])).removesuffix(f"{polish.NBSP}r.")
    return f"{ground.name(str(row['teryt']))}: „{row['document']}” (do {last})"

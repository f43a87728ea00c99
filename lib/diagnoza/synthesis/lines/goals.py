"""
Whose goal a field is, and the findings on common goals, documents that have run out and conflicts that people wrote down.

Goals tell what partners intend, not what is needed: whoever weighs evidence leaves this line aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.catalogue import SECTORS
from diagnoza.polish import counted, number, plural
from diagnoza.synthesis.base import FIELD_DIMENSIONS, Finding, Item
from diagnoza.synthesis.lines.telling import cited, in_polish_order, named, out_of, strongest, there, typed, unit_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About

COVERAGE, DOCUMENTS, CONFLICTS = "tab-goals-coverage", "tab-goals-documents", "tab-goals-conflicts"
"""Keys of the chapter."""
NAMED = 3
PARTNERS, OF_DOCUMENTS = ("partnera", "partnerów"), ("dokumentu", "dokumentów")
DIMENSION = "S"
"""Of findings on several fields or documents."""


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell of each field whose goal it is.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        One item for every field in which at least one partner has a goal of a valid document; it supports, as it is somebody's intention.
        A field without one has no item: nobody's goal is no sign that nothing is needed.
    """
    del about  # partners are counted, not named
    if not there(made, "goal_fields"):
        return []
    rows = made["goal_fields"].sort_values("field")
    shared: dict[str, Any] = {
        "tables": ("goal_fields",),
        "sources": cited(made, "goals"),
        "date": _day(made),
        "key": COVERAGE,
        "unit": "partnerów",
    }
    return [
        Item(
            field=str(row["field"]),
            line="goals",
            item="goal",
            state="supports",
            statement=f"cel w obowiązującym dokumencie ma {out_of(row['having'], row['partners'], PARTNERS)}",
            value=float(row["having"]),
            n=int(row["partners"]),
            **shared,
        )
        for row in rows[rows["having"].gt(0)].to_dict("records")
    ]


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Conclude from goals what stands out.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        At most three: the fields in which at least two thirds of partners have a goal, or that there is none; documents that have run
        out; conflicts that people wrote beside goals.
    """
    found = [_common(made), _expired(made, about), _conflicts(made, about)]
    return strongest(found, len(found))


def _day(made: Mapping[str, pd.DataFrame]) -> str:
    """Give the day that documents are held against; it dates what is said, nothing more."""
    return str(made["goal_day"]["day"].iloc[0]) if there(made, "goal_day") else ""


def _finding(made: Mapping[str, pd.DataFrame], name: str, **told: Any) -> Finding:
    shared: dict[str, Any] = {
        "finding": f"goals-{name}",
        "chapter": "09-goals",
        "line": "goals",
        "certainty": "told",
        "dimension": DIMENSION,
    }
    shared |= {"art10e_point": 1, "sources": cited(made, "goals"), "date": _day(made)}
    return Finding(**(shared | told))


def _common(made: Mapping[str, pd.DataFrame]) -> Finding | None:
    if not there(made, "goal_fields"):
        return None
    rows = made["goal_fields"]
    partners, common = int(rows["partners"].iloc[0]), rows[rows["kind"].eq("common")]
    if partners == 1:
        return None
    having = {SECTORS[row["field"]]: int(row["having"]) for row in common.to_dict("records")}
    ordered = sorted(in_polish_order(having), key=lambda field: -having[field])
    told = named([f"{field} ({having[field]})" for field in ordered], len(ordered))
    maybe = int((rows["kind"].ne("common") & rows["kind_high"].eq("common")).sum())
    rest = f" W {counted(maybe, 'dalszej dziedzinie', 'dalszych dziedzinach', 'dalszych dziedzinach')} nie wiadomo." if maybe else ""
    sentence = f"Dziedziny, w których cel ma co najmniej dwie trzecie z {counted(partners, *_OF_PARTNERS)}: {told}.{rest}"
    plain = f"Większość partnerów chce działać w tych samych sprawach. To są dziedziny: {named(ordered, len(ordered))}."
    if common.empty:
        sentence = f"W żadnej dziedzinie celu nie mają na pewno co najmniej dwie trzecie z {counted(partners, *_OF_PARTNERS)}.{rest}"
        plain = "Partnerzy zapisali różne cele. Nie ma dziedziny, w której cel ma na pewno większość z nich."
    alone = {"field": str(common["field"].iloc[0]), "dimension": FIELD_DIMENSIONS[common["field"].iloc[0]]} if len(common) == 1 else {}
    about = {"keys": (COVERAGE,), "tables": ("goal_fields",), "value": float(len(common)), "unit": "dziedzin", "n": partners}
    kind = {"kind": "asset", "swot": "S"} if len(common) else {"kind": "difference"}
    return _finding(made, "common", sentence=sentence, plain=plain, weight=0.6, **kind, **about, **alone)


_OF_PARTNERS = ("partnera", "partnerów", "partnerów")


def _expired(made: Mapping[str, pd.DataFrame], about: About) -> Finding | None:
    if not there(made, "goal_documents"):
        return None
    rows = made["goal_documents"]
    gone = rows[rows["state"].eq("expired")].sort_values(["valid_to", "teryt", "document"])
    if gone.empty:
        return None
    names, goals = unit_names(made, about), int(gone["goals"].sum())
    hold = plural(len(gone), "obowiązuje", "obowiązują", "obowiązuje")
    told = [f"{typed(row['document'])} ({names.get(row['teryt'], row['teryt'])})" for row in gone.to_dict("records")]
    return _finding(
        made,
        "expired",
        kind="need",
        swot="W",
        sentence=(
            f"Nie {hold} już {out_of(len(gone), len(rows), OF_DOCUMENTS)}, z których spisano cele: {named(told, NAMED)}. "
            f"{plural(goals, 'Pochodzi', 'Pochodzą', 'Pochodzi')} z nich {counted(goals, 'cel', 'cele', 'celów')}."
        ),
        plain=f"Niektóre dokumenty gmin są nieaktualne. Takich dokumentów jest {number(len(gone))}. "
        f"Sprawdziliśmy {counted(len(rows), 'dokument', 'dokumenty', 'dokumentów')}.",
        keys=(DOCUMENTS,),
        tables=("goal_documents",),
        weight=0.3 + 0.6 * len(gone) / len(rows),
        units=tuple(str(code) for code in about.names.index if code in set(gone["teryt"])),
        value=float(len(gone)),
        unit="dokumentów",
        n=len(rows),
    )


def _conflicts(made: Mapping[str, pd.DataFrame], about: About) -> Finding | None:
    """Conclude that people see conflicts; nothing finds any by itself."""
    if not there(made, "goals"):
        return None
    rows = made["goals"]
    found = rows[rows["conflict"].ne("")].sort_values(["teryt", "document", "text"])
    if found.empty:
        return None
    told = list(dict.fromkeys(typed(text) for text in found["conflict"]))
    return _finding(
        made,
        "conflicts",
        kind="difference",
        swot="W",
        sentence=f"Przy {out_of(len(found), len(rows), ('celu', 'celów'))} wpisano sprzeczność: „{told[0]}”"
        f"{f' i jeszcze {len(told) - 1}' if len(told) > 1 else ''}.",
        plain=f"Niektóre cele nie pasują do siebie. Ludzie wskazali {counted(len(found), 'taki cel', 'takie cele', 'takich celów')}.",
        keys=(CONFLICTS,),
        tables=("goals",),
        weight=0.5,
        units=tuple(str(code) for code in about.names.index if code in set(found["teryt"])),
        value=float(len(found)),
        unit="celów",
        n=len(rows),
    )

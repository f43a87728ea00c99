"""Findings that no single line can give: evidence of a need in a field that is nobody's goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.synthesis.base import FIELD_DIMENSIONS, Finding
from diagnoza.synthesis.published import texts
from diagnoza.synthesis.strength import INTENT, leanings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

KEY = "tab-goals-evidence"
CHAPTER = "10-recommendations"
GOALS = "delivery:goals"


def findings(evidence: pd.DataFrame, status: pd.DataFrame, goal_fields: pd.DataFrame | None) -> dict[Finding, str]:
    """
    Name the fields that are evidenced but nobody's goal.

    Parameters
    ----------
    evidence, status
        Tables `Evidence` and `FieldStatus`.
    goal_fields
        Table `GoalFields`; None where no goals were delivered: then nothing is known of blind spots.

    Returns
    -------
        A finding for each, with the strength of its field, which it does not exceed.
    """
    if goal_fields is None:
        return {}
    leaning, heard = leanings(evidence), evidence["line"].ne(INTENT)
    most = leaning["line"].nunique()
    found: dict[Finding, str] = {}
    for row in status[status["crossed"].eq("blind_spot")].to_dict("records"):
        field = str(row["field"])
        lines = leaning.loc[leaning["field"].eq(field) & leaning["supports"], "line"].tolist()
        behind = evidence[heard & evidence["field"].eq(field) & evidence["line"].isin(lines)]
        partners = int(goal_fields["partners"].max())
        found[_finding(row, lines, behind, partners, most)] = str(row["strength"])
    return found


def _finding(row: Mapping[Any, Any], lines: Sequence[str], behind: pd.DataFrame, partners: int, most: int) -> Finding:
    """Write the finding of a field, from the lines that support it and their items."""
    field, against = str(row["field"]), int(row["contradicting"])
    n = len(lines)
    verb = polish.plural(n, "wskazuje", "wskazują", "wskazuje")
    said = f"Na potrzebę działania {verb} {polish.counted(n, 'źródło', 'źródła', 'źródeł')} ({texts.named(lines)})"
    denied = f", przeczy jej {polish.counted(against, 'źródło', 'źródła', 'źródeł')}" if against else ""
    nobody = f"żaden z {polish.counted(partners, 'partnera', 'partnerów', 'partnerów')}" if partners > 1 else "gmina"
    return Finding(
        finding=f"goals-blind-spot-{field.replace('_', '-')}",
        chapter=CHAPTER,
        line=INTENT,
        dimension=FIELD_DIMENSIONS[field],
        kind="need",
        sentence=f"{said}{denied}, a celu w tej dziedzinie nie ma w obowiązujących dokumentach {nobody}.",
        plain=f"Różne dane mówią, że tu trzeba coś zrobić: {SECTORS[field]}. Nikt nie ma takiego celu w swoich dokumentach.",
        keys=(KEY,),
        tables=tuple(dict.fromkeys([*(name for named in behind["tables"] for name in named.split()), "goal_fields"])),
        sources=tuple(dict.fromkeys([*(name for named in behind["sources"] for name in named.split()), GOALS])),
        certainty="estimated",
        weight=n / most,
        field=field,
        swot="W",
        art10e_point=1,
        value=float(n),
        unit="źródła",
        n=partners,
    )

"""Actions from the programme of cooperation with NGOs: what people proposed, what it lacks, what was not assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import PROBLEMS, Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.recommendations.ground import Ground

WORDS = {
    "add": "Dodać do programu współpracy",
    "redraft": "Przeredagować w programie współpracy",
    "consider": "Rozważyć",
    "keep": "Utrzymać",
}
AS_IT_IS = "to, co uczestnicy uznali za dobre"
TABLES = ("coverage", "coverage_items", "coverage_parts")
PLANE = "-plane-"
"""How identifiers of findings on one plane of the model name it, followed by its number."""
ITEMS = "obszary i punkty"


def actions(ground: Ground) -> list[Action]:
    """
    Propose changes of programmes: only what people proposed or judged, in their words.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        One per proposal of the latest programme of each partner; one for areas and points that are missing or too general and have no
        proposal; one for those that nobody assessed. Only those with a finding to rest on.
    """
    proposals = _proposals(ground.table("coverage"))
    found = [_proposed(row, rests, ground) for row in proposals if (rests := _of_plane(row, ground))]
    items = ground.table("coverage_items")
    for teryt, some in () if items is None else _latest(items).groupby("teryt"):
        if rests := _rests(ground, teryt):
            found += [*_lacking(str(teryt), some, rests, ground), *_unassessed(str(teryt), some, rests, ground)]
    return found


def _rests(ground: Ground, teryt: object) -> tuple[str, ...]:
    return ground.rests(Wanted(("programme",), PROBLEMS, TABLES, units=(str(teryt),)))


def _of_plane(row: Mapping[Any, Any], ground: Ground) -> tuple[str, ...]:
    """List findings of the plane that a proposal is about: what works for what is to be kept, what is lacking for the rest."""
    kinds = ("asset",) if row["proposal"] == "keep" else PROBLEMS
    rests = ground.rests(Wanted(("programme",), kinds, TABLES, units=(str(row["teryt"]),)))
    return tuple(one for one in rests if PLANE not in one or f"{PLANE}{row['plane']}-" in one)


def _latest(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["year"].eq(table.groupby("teryt")["year"].transform("max"))]


def _proposals(coverage: pd.DataFrame | None) -> list[dict[Any, Any]]:
    """List what was proposed of the latest programmes; proposals without any words say nothing."""
    if coverage is None:
        return []
    rows = _latest(coverage)
    rows = rows[rows["proposal"].ne("") & (rows["action"].ne("") | rows["evidence"].ne(""))]
    return rows.assign(number=rows.groupby("teryt").cumcount() + 1).to_dict("records")


def _gains(teryt: str, ground: Ground) -> dict[str, float]:
    return dict.fromkeys(ground.municipal([teryt]), float("nan"))


def _proposed(row: Mapping[Any, Any], rests: tuple[str, ...], ground: Ground) -> Action:
    """Hand on a proposal with the words and the place of the source."""
    place = f" ({row['source']})" if row["source"] else ""
    words = f"Słowa źródła{place}: „{str(row['evidence']).rstrip('.')}”." if row["evidence"] else f"Tak zapisano w źródle{place}."
    return Action(
        id=f"programme-{row['teryt']}-{row['year']}-{row['number']}",
        type="programme_change",
        title=f"{WORDS[row['proposal']]}: {row['action'] or AS_IT_IS}",
        reason=f"Program na {int(row['year'])} r., {ground.name(str(row['teryt']))}. {words}",
        findings=rests,
        units=(str(row["teryt"]),),
        gains=_gains(str(row["teryt"]), ground),
    )


def _lacking(teryt: str, items: pd.DataFrame, rests: tuple[str, ...], ground: Ground) -> list[Action]:
    """Propose to fill what is judged missing or too general and has no proposal of its own."""
    judged = items[items["status"].ne("unassessed")]
    rows = judged[judged["status"].isin(["missing", "redraft"]) & judged["proposal"].eq("")]
    if rows.empty:
        return []
    missing, general = int(rows["status"].eq("missing").sum()), int(rows["status"].eq("redraft").sum())
    return [
        Action(
            id=f"programme-{teryt}-fill",
            type="programme_change",
            title=f"Uzupełnić program współpracy o to, czego w nim brakuje ({ground.name(teryt)})",
            reason=f"Bez zapisu: {polish.number(missing)}, z zapisem ogólnym: {polish.number(general)} "
            f"z {polish.number(len(judged))} ocenionych obszarów modelu i punktów ustawy.",
            findings=rests,
            units=(teryt,),
            gains=_gains(teryt, ground),
            indicator="Obszary i punkty z konkretnym zapisem",
            baseline=float(judged["status"].eq("present").sum()),
            target=float(len(judged)),
            unit=ITEMS,
        )
    ]


def _unassessed(teryt: str, items: pd.DataFrame, rests: tuple[str, ...], ground: Ground) -> list[Action]:
    """Propose to assess what nobody has assessed."""
    left = int(items["status"].eq("unassessed").sum())
    if not left:
        return []
    return [
        Action(
            id=f"measure-programme-{teryt}",
            type="measure_next",
            title=f"Ocenić wspólnie obszary modelu i punkty ustawy, których nie oceniono ({ground.name(teryt)})",
            reason=f"Bez oceny: {polish.number(left)} z {polish.number(len(items))} obszarów i punktów.",
            findings=rests,
            units=(teryt,),
            indicator="Ocenione obszary i punkty",
            baseline=float(len(items) - left),
            target=float(len(items)),
            unit=ITEMS,
        )
    ]

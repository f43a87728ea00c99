"""Actions from focus groups and interviews: needs joined with offers, offers whose extent is to be agreed, needs that nobody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import ANY_KIND, Action, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.synthesis.recommendations.ground import Ground

DECLARED = 2
"""Readiness from which an offer is declared without conditions."""
WIDELY = 2
"""Meetings that named a need, from which it is put forward although nobody offers anything."""
READY = {1: "pod warunkiem", 2: "zadeklarowana", 3: "z zobowiązaniem"}
OFFERED = ("voice_matches", "voice_offers")
NEEDS = ("need", "difference")
"""Kinds of findings of what nobody answers."""
COVERED = "Pokryta część potrzeby"


def actions(ground: Ground) -> list[Action]:
    """
    Propose to join needs with offers.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        One per need that offers cover wholly or in part, one per field for offers whose extent is to be agreed, one per need that
        several meetings named and no offer answers; only those with a finding to rest on. Quick are those whose offers are all declared
        without a condition.
    """
    needs = ground.table("voice_needs")
    if needs is None:
        return []
    covered, open_ = needs[needs["status"].isin(["part", "matched"])], needs[needs["status"].eq("possible")]
    sought = needs[needs["status"].eq("unmatched") & needs["meetings"].ge(WIDELY)]
    found = [_joined(row, rests, ground) for row in covered.to_dict("records") if (rests := _rests(ground, row, OFFERED))]
    for field, rows in open_.groupby("field"):
        if rests := _rests(ground, {"field": field, "territory": ""}, OFFERED):
            found.append(_agreed(str(field), rows, rests, ground))
    tables = ("voice_needs", "voice_codes")
    return [*found, *(_sought(row, rests, ground) for row in sought.to_dict("records") if (rests := _rests(ground, row, tables, NEEDS)))]


def _rests(ground: Ground, row: Mapping[Any, Any], tables: tuple[str, ...], kinds: tuple[str, ...] = ANY_KIND) -> tuple[str, ...]:
    units = (str(row["territory"]),) if row["territory"] else ()
    return ground.rests(Wanted(("voices",), kinds, tables, str(row["field"]), general=True, units=units))


def _offers(needs: list[int], ground: Ground) -> pd.DataFrame:
    """List the offers that answer some needs, each once, with how much of it is taken."""
    matches, offers = ground.table("voice_matches"), ground.table("voice_offers")
    if matches is None or offers is None:
        return pd.DataFrame(columns=["offer", "subject", "field", "condition", "readiness", "amount", "unit"])
    taken = matches[matches["need"].isin(needs)].sort_values(["need", "offer"]).drop_duplicates("offer")
    return taken.merge(offers.drop(columns=["amount"]), on="offer").sort_values("offer")


def _amount(value: float, unit: str) -> str:
    if polish.is_missing(value):
        return ""
    return f"{polish.number(value, 0 if float(value).is_integer() else 1)} {unit}".strip()


def _subject(row: Mapping[Any, Any]) -> str:
    return str(row["subject"]) or f"zasób w dziedzinie: {SECTORS[row['field']]}"


def _units(row: Mapping[Any, Any], ground: Ground) -> tuple[str, ...]:
    return (str(row["territory"]),) if row["territory"] in ground.members else ground.members


def _listed(offers: pd.DataFrame) -> str:
    """Tell offers with their amount, readiness and condition."""
    told = []
    for row in offers.to_dict("records"):
        parts = [_amount(row["amount"], row["unit"]), f"gotowość {READY[int(row['readiness'])]}"]
        parts += [f"warunek: {row['condition']}"] if row["condition"] else []
        told.append(f"{_subject(row)} ({'; '.join(part for part in parts if part)})")
    return ", ".join(told)


def _term(offers: pd.DataFrame) -> str:
    ready = not offers.empty and bool((offers["readiness"] >= DECLARED).all() and offers["condition"].eq("").all())
    return "quick" if ready else "short"


def _whom(row: Mapping[Any, Any]) -> str:
    return f" (dla kogo: {row['target']})" if row["target"] else ""


def _joined(row: Mapping[Any, Any], rests: tuple[str, ...], ground: Ground) -> Action:
    """Propose to bring together those who need and those who offer."""
    offers, units = _offers([int(row["need"])], ground), _units(row, ground)
    known = not polish.is_missing(row["amount"]) and not polish.is_missing(row["covered"])
    covered = f" Oferty pokrywają {_amount(row['covered'], '')} z {_amount(row['amount'], row['unit'])}." if known else ""
    alone = known and len(units) == 1
    return Action(
        id=f"match-need-{row['need']}",
        type="cooperation",
        title=f"Połączyć potrzebę z ofertą: {_subject(row)}",
        reason=f"Potrzebę nazwano w dyskusjach{_whom(row)}. Oferty: {_listed(offers)}.{covered}",
        findings=rests,
        field=str(row["field"]),
        units=units,
        gains=dict.fromkeys(units, float(row["covered"]) if alone else float("nan")),
        gain_unit=str(row["unit"]) if alone else "",
        term=_term(offers),
        **(_measured(row) if known else {}),
    )


def _measured(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Measure by how much of the need is covered, which nobody has measured yet; the target is the need as it was named."""
    return {"indicator": COVERED, "target": float(row["amount"]), "unit": str(row["unit"])}


def _agreed(field: str, rows: pd.DataFrame, rests: tuple[str, ...], ground: Ground) -> Action:
    """Propose to agree on offers that fit needs but whose extent was not told."""
    needs = rows.to_dict("records")
    offers = _offers([int(row["need"]) for row in needs], ground)
    units = ground.ordered(code for row in needs for code in _units(row, ground))
    return Action(
        id=f"agree-{slug(field)}",
        type="cooperation",
        title=f"Ustalić zakres ofert, które odpowiadają na potrzeby: {SECTORS[field]}",
        reason=f"Potrzeby: {'; '.join(_subject(row) for row in needs)}. Oferty: {_listed(offers)}. Nie powiedziano, ile pokryją.",
        findings=rests,
        field=field,
        units=units,
        gains=dict.fromkeys(units, float("nan")),
        term=_term(offers),
    )


def _sought(row: Mapping[Any, Any], rests: tuple[str, ...], ground: Ground) -> Action:
    """Propose to look together for what several meetings lack and nobody offers."""
    units, amount = _units(row, ground), _amount(row["amount"], row["unit"])
    told = f"Potrzebę nazwano na {polish.number(row['meetings'])} spotkaniach{_whom(row)}"
    return Action(
        id=f"seek-need-{row['need']}",
        type="cooperation",
        title=f"Poszukać wspólnie zasobów: {_subject(row)}",
        reason=f"{told}{f': {amount}' if amount else ''}. Nikt nie złożył oferty.",
        findings=rests,
        field=str(row["field"]),
        units=units,
        gains=dict.fromkeys(units, float("nan")),
        **(_measured(row) if amount else {}),
    )

"""Exchange of good practices: from whom, to whom, and what results say for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.synthesis.recommendations.gaps import lifted, measured, needs_met, standing
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import Action, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.recommendations.ground import Ground

NEEDS = ("need", "difference")
TABLES = ("good_practices", "practices", "gaps", "remedies", "priorities", "perception")


def actions(ground: Ground) -> list[Action]:
    """
    Propose an exchange for each service in which a partner does better and another has a gap.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        One per service and partner that gives; only practices that results confirm, to those who lack them.
    """
    table = ground.table("good_practices")
    if table is None:
        return []
    rows = table[table["confirmed"] & table["receiver"].ne("")]
    found = []
    for (service, giver), some in rows.groupby(["service", "teryt"]):
        if rests := _rests(str(service), str(giver), ground.ordered(some["receiver"]), ground):
            found.append(_action((str(service), str(giver)), some, rests, ground))
    return found


def _rests(service: str, giver: str, receivers: tuple[str, ...], ground: Ground) -> tuple[str, ...]:
    """List findings of what receivers lack, and of what the giver does well."""
    field, services = ground.field(service), (service,)
    lacking = ground.rests(Wanted(("inventory",), NEEDS, TABLES, field, services=services, units=receivers))
    return (*lacking, *ground.rests(Wanted(("inventory",), ("asset",), TABLES, field, services=services, units=(giver,))))


def _action(case: tuple[str, str], rows: pd.DataFrame, rests: tuple[str, ...], ground: Ground) -> Action:
    service, giver = case
    points = {str(code): float(value) for code, value in zip(rows["receiver"], rows["difference"], strict=True)}
    receivers = ground.ordered(points)
    lowest, whole = lifted(needs_met(ground, service), receivers)
    return Action(
        f"exchange-{slug(service)}-{giver}",
        "exchange",
        f"Przekazać dobrą praktykę: {ground.label(service)} (daje: {ground.name(giver)}; korzysta: {ground.names(receivers)})",
        _reason(rows.iloc[0], points, ground),
        rests,
        field=ground.field(service),
        units=ground.ordered([giver, *receivers]),
        gains=points,
        gain_unit="pkt różnicy w zaspokojeniu potrzeb",
        below=standing(ground, service),
        **measured(lowest, whole),
    )


def _reason(first: pd.Series, points: Mapping[str, float], ground: Ground) -> str:
    """Tell by how much needs are met better, what was done and what it cost, as far as it was described."""
    better = ", ".join(f"{ground.name(code)}: o {polish.number(points[code])} pkt" for code in ground.ordered(points))
    told = f"Potrzeby są tam zaspokojone lepiej niż w gminach, które mogą skorzystać ({better})."
    described = [
        f"{head}: {str(first[name]).strip().rstrip('.')}."
        for name, head in (("done", "Co zrobiono"), ("cost", "Koszt u tego partnera"), ("conditions", "Warunki"))
        if str(first[name]).strip()
    ]
    if str(first["cost"]).strip():
        described.append("Samo przekazanie nie wymaga nowych pieniędzy, wprowadzenie praktyki może ich wymagać.")
    return " ".join([told, *(described or ["Opisu praktyki nie dostarczono, warto o niego poprosić."])])

"""Actions from flows: provision together, agreements on mutual use, rules of settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.places import REACH, served_below
from diagnoza.synthesis.recommendations.rules import ANY_KIND, Action, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.recommendations.ground import Ground

DUE = ("statute", "agreement")
"""Bases on which something is due; a value alone is not."""


def actions(ground: Ground) -> list[Action]:
    """
    Propose what flows between partners suggest.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        Joint provision of a service, agreements of two municipalities, settlement; only those with a finding to rest on.
    """
    return [*_joint(ground), *_agreements(ground), *_settlement(ground)]


def _joint(ground: Ground) -> list[Action]:
    """Propose to provide together what would save money over a short way, with room for all or with room not known."""
    table = ground.latest("joint_provision")
    if table is None:
        return []
    rows = table[(table["saving"] > 0) & (table["minutes"] <= REACH) & ~(table["room"] < 0)]
    found = []
    for service, pairs in rows.groupby("service"):
        name, units = str(service), ground.ordered([*pairs["first"], *pairs["second"]])
        tables = ("joint_provision", "scenarios")
        wanted = Wanted(("flows",), ANY_KIND, tables, ground.field(name), general=True, services=(name,), units=units)
        if rests := ground.rests(wanted):
            found.append(_provided(name, pairs, rests, ground))
    return found


def _provided(service: str, pairs: pd.DataFrame, rests: tuple[str, ...], ground: Ground) -> Action:
    """Propose joint provision; how partners would share the saving is theirs to decide."""
    units = ground.ordered([*pairs["first"], *pairs["second"]])
    return Action(
        id=f"joint-{slug(service)}",
        type="joint_service",
        title=f"Sprawdzić wspólne prowadzenie usługi: {ground.label(service)}",
        reason=f"{_account(pairs, ground)}{_scenario(service, ground)} Kosztów samej zmiany rachunek nie obejmuje.",
        findings=rests,
        field=ground.field(service),
        units=units,
        gains=dict.fromkeys(ground.municipal(units), float("nan")),
        below=served_below(ground, service),
        art10e_point=4,
        **_dearest(service, units, ground),
    )


def _account(pairs: pd.DataFrame, ground: Ground) -> str:
    """Tell the saving of the best pair, the way, and whether there is room."""
    best = pairs.sort_values(["saving", "first", "second"], ascending=[False, True, True]).iloc[0]
    room = "; liczby miejsc nie podano" if polish.is_missing(best["room"]) else ""
    pair = ground.names([best["first"], best["second"]])
    minutes = polish.counted(best["minutes"], "minuta", "minuty", "minut")
    told = f"Rachunek dla pary {pair}: koszt niższy o {polish.number(best['saving'])} zł rocznie, droga {minutes}{room}."
    return f"{told} Oszczędność wychodzi dla {polish.number(len(pairs))} par partnerów." if len(pairs) > 1 else told


def _dearest(service: str, units: tuple[str, ...], ground: Ground) -> dict[str, Any]:
    """Give the highest unit cost of those concerned as baseline, the mean of municipalities as target; powiats provide something else."""
    table = ground.latest("flow_use")
    if table is None:
        return {}
    costs = table[table["service"].eq(service) & table["unit"].isin(ground.members)].set_index("unit")["unit_cost"].dropna()
    highest = float(costs.reindex(list(units)).max())
    if not highest > float(costs.mean()):
        return {}
    words = {"indicator": "Koszt na osobę tam, gdzie jest najwyższy", "unit": "zł rocznie"}
    return {**words, "baseline": highest, "target": float(costs.mean())}


def _scenario(service: str, ground: Ground) -> str:
    """Tell the best feasible scenario that saves money."""
    table = ground.latest("scenarios")
    if table is None:
        return ""
    rows = table[table["service"].eq(service) & table["feasible"] & (table["saved"] > 0) & (table["moved"] > 0)]
    if rows.empty:
        return ""
    best = rows.sort_values("rank").iloc[0]
    moved = polish.counted(best["moved"], "osoba korzystałaby", "osoby korzystałyby", "osób korzystałoby")
    way = (
        f", a droga w jedną stronę wydłużyłaby się dla wszystkich łącznie o {polish.number(best['travel'])} minut"
        if best["travel"] > 0
        else ""
    )
    return f" W zmianie, którą rozważa partnerstwo: {polish.number(best['saved'])} zł rocznie mniej, {moved} z innego miejsca{way}."


def _agreements(ground: Ground) -> list[Action]:
    """Propose a standing agreement to municipalities that use each other's services."""
    table = ground.table("mutual_benefit")
    if table is None:
        return []
    rows = table[table["year"].eq(table["year"].max()) & table["first_uses"].gt(0) & table["second_uses"].gt(0)]
    found = []
    for row in rows.sort_values(["first", "second"]).to_dict("records"):
        pair = ground.ordered([row["first"], row["second"]])
        if rests := ground.rests(Wanted(("flows",), ANY_KIND, ("mutual_benefit",), units=pair)):
            found.append(_agreement(row, pair, rests, ground))
    return found


def _agreement(row: Mapping[Any, Any], pair: tuple[str, ...], rests: tuple[str, ...], ground: Ground) -> Action:
    used = {str(row["first"]): float(row["first_uses"]), str(row["second"]): float(row["second_uses"])}
    told = "; ".join(f"{ground.name(code)}: {polish.number(used[code])} zł" for code in pair)
    services = polish.counted(row["services"], "usługi", "usług", "usług")
    return Action(
        id=f"agreement-{pair[0]}-{pair[1]}",
        type="cooperation",
        title=f"Zawrzeć stałe porozumienie o wzajemnym korzystaniu z usług: {ground.names(pair)}",
        reason=f"Mieszkańcy obu gmin korzystają z usług sąsiada. Wartość w roku: {told} (na podstawie {services}).",
        findings=rests,
        units=pair,
        gains=used,
        gain_unit="zł rocznie",
        art10e_point=4,
    )


def _settlement(ground: Ground) -> list[Action]:
    """Propose rules of settlement where amounts are due between partners."""
    table, flows = ground.table("settlement_positions"), ground.table("settlement")
    rests = ground.rests(Wanted(("flows",), ANY_KIND, ("settlement", "settlement_positions")))
    if table is None or flows is None or not rests:
        return []
    rows = table[table["year"].eq(table["year"].max()) & table["basis"].isin(DUE) & table["position"].ne(0)]
    known = flows[flows["year"].eq(table["year"].max()) & flows["service"].ne("") & flows["basis"].isin(DUE) & flows["amount"].notna()]
    return [] if rows.empty else [_settled(rows, float((known["high"] - known["low"]).sum()), rests, ground)]


def _settled(rows: pd.DataFrame, apart: float, rests: tuple[str, ...], ground: Ground) -> Action:
    position = rows.groupby("unit")["position"].sum()
    due = position[position > 0]
    told = "; ".join(f"{ground.name(code)}: {polish.number(due[code])} zł" for code in ground.ordered(due.index))
    return Action(
        id="settlement",
        type="procedure",
        title="Uzgodnić dane i zasady rozliczeń za usługi między partnerami",
        reason=f"Szacunek do rozmowy, a nie roszczenie. Więcej do otrzymania niż do zapłaty: {told}. "
        f"Najwyższy i najniższy szacunek kwot różnią się łącznie o {polish.number(apart)} zł.",
        findings=rests,
        units=ground.ordered(rows["unit"]),
        gains={code: float(due[code]) for code in ground.municipal(due.index)},
        gain_unit="zł rocznie",
        indicator="Różnica między najwyższym a najniższym szacunkiem kwot",
        baseline=apart,
        unit="zł",
        art10e_point=9,
    )

"""The quality gap of MG-6 (luka jakościowa): what a municipality provides against how well its residents find their needs met."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from diagnoza.services.bootstrap import PARTNERSHIP, rounded

COLUMNS = [
    "teryt",
    "service",
    "scored",
    "supply",
    "supply_low",
    "supply_high",
    "needs_met",
    "needs_low",
    "needs_high",
    "quality_gap",
    "kind",
    "sure",
    "reason",
]
MIDDLE = 50.0
"""Points of 100 from which supply, and met needs, are high, unless params say otherwise: the middle of either scale."""

STRENGTH, ORGANISATION, VERIFY, RESOURCE, UNASSESSED = "strength", "organisation", "verify", "resource", "unassessed"
KINDS = {
    STRENGTH: "mocna strona",
    ORGANISATION: "luka organizacyjna, kompetencyjna lub informacyjna",
    VERIFY: "niskie oczekiwania lub ukryty koszt – do sprawdzenia",
    RESOURCE: "luka zasobowa",
    UNASSESSED: "nie oceniono",
}
KIND_OF = {(True, True): STRENGTH, (True, False): ORGANISATION, (False, True): VERIFY, (False, False): RESOURCE}
"""By whether supply is high, and whether needs met are."""

NO_INVENTORY = "brak usługi w inwentaryzacji"
NO_SCORE = "w żadnej gminie nie oceniono podaży"
NOT_ASKED = "o usługę nie pytano w ankiecie"
FEW_ANSWERS = "za mało odpowiedzi, aby ocenić zaspokojenie potrzeb"
SUPPLY = ["supply", "supply_low", "supply_high"]
NEEDS = ["needs_met", "needs_low", "needs_high"]


def gaps(
    perception: pd.DataFrame, supply: pd.DataFrame, people: pd.Series, *, supply_from: float = MIDDLE, needs_from: float = MIDDLE
) -> pd.DataFrame:
    """
    Set supply against met needs, by service, in the partnership and in each municipality.

    Parameters
    ----------
    perception
        Table `Perception`.
    supply
        Table `Supply`.
    people
        Inhabitants of each municipality of the partnership, by its code.
    supply_from, needs_from
        Points from which they are high.

    Returns
    -------
        Table `Gaps`: every service of either table in every unit. What lacks a side is "unassessed", with the reason.

    Notes
    -----
    The supply of the partnership is the mean over the municipalities with a score, by inhabitants; `scored` tells how many. Both sides
    run from 0 to 100, yet they are not one measure: their difference says which way and about how far they part, and the kind does not
    rest on it. This is not the gap of SERVQUAL: see `servqual`.
    """
    services = sorted({*perception["service"], *supply["service"]})
    provided = _provided(supply, people, services)
    index = pd.MultiIndex.from_product([[PARTNERSHIP, *sorted(people.index)], services], names=["teryt", "service"])
    sides = provided.set_index(["teryt", "service"]).join(perception.set_index(["teryt", "service"])[NEEDS]).reindex(index)
    asked = sides.index.get_level_values("service").isin(perception["service"])
    reasons = [
        np.where(sides["supply"].notna(), "", sides["basis"]),
        np.where(sides["needs_met"].notna(), "", np.where(asked, FEW_ANSWERS, NOT_ASKED)),
    ]
    both = sides[["supply", "needs_met"]].notna().all(axis=1)
    high = zip(sides["supply"].ge(supply_from), sides["needs_met"].ge(needs_from), both, strict=True)
    table = sides.assign(
        quality_gap=rounded((sides["supply"] - sides["needs_met"]).to_numpy(dtype=float), 1),
        kind=[KIND_OF[plenty, content] if known else UNASSESSED for plenty, content, known in high],
        sure=both & _clear(sides, "supply", supply_from) & _clear(sides, "needs", needs_from),
        reason=["; ".join(filter(None, pair)) for pair in zip(*reasons, strict=True)],
    )
    return table.reset_index()[COLUMNS].astype({"scored": int})


def _clear(sides: pd.DataFrame, side: str, threshold: float) -> pd.Series:
    """Tell where the whole range lies on one side of the threshold."""
    return sides[f"{side}_low"].ge(threshold) | sides[f"{side}_high"].lt(threshold)


def _provided(supply: pd.DataFrame, people: pd.Series, services: list[str]) -> pd.DataFrame:
    """Give the supply of each municipality and, as mean by inhabitants, of the partnership."""
    index = pd.MultiIndex.from_product([sorted(people.index), services], names=["teryt", "service"])
    table = supply.set_index(["teryt", "service"])[["score", "low", "high", "basis"]].set_axis([*SUPPLY, "basis"], axis=1).reindex(index)
    for side in SUPPLY[1:]:
        table[side] = table[side].fillna(table["supply"])  # a score of one part has no range
    table[SUPPLY] = rounded(table[SUPPLY].to_numpy(dtype=float), 1)
    table = table.assign(scored=table["supply"].notna().astype(int), basis=table["basis"].fillna(NO_INVENTORY)).reset_index()
    return pd.concat([table, pd.DataFrame([_together(rows, people) for _, rows in table.groupby("service")])], ignore_index=True)


def _together(rows: pd.DataFrame, people: pd.Series) -> dict[str, Any]:
    """Average the supply of one service over the municipalities that have a score."""
    scored = rows[rows["supply"].notna()]
    weights = scored["teryt"].map(people).to_numpy(dtype=float)
    means = rounded(np.average(scored[SUPPLY], axis=0, weights=weights), 1) if len(scored) else [np.nan] * len(SUPPLY)
    names = {"teryt": PARTNERSHIP, "service": rows["service"].iloc[0], "basis": NO_SCORE}
    return {**names, "scored": len(scored), **dict(zip(SUPPLY, means, strict=True))}

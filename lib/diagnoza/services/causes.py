"""Why needs are not met: kinds of resources that fall short by the inventory, and what residents say stands in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza import polish
from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.services.gap import KIND_OF, MIDDLE, ORGANISATION, RESOURCE, UNASSESSED
from diagnoza.services.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

TRAINABLE = {"organisation": "organizacja", "competence": "kompetencje", "information": "informacja"}
"""The causes that training can remove, and no other."""
CAUSES = TRAINABLE | RESOURCES
CASES = ["teryt", "service", "kind", "value", "low", "high", "level"]
COLUMNS = ["teryt", "service", "kind", "cause", "origin", "share", "level", "evidence"]
NAMED = 0.2
"""The share of those asked from which a barrier counts as a cause."""
BAD_CONDITION = 2
TOLD_BY_ROWS = ("@condition", "@accessible")
"""Parts of the score that the rows of the inventory tell more exactly."""
THINGS = ("infrastructural", "institutional", "technological", "financial")
"""What no training makes up for: buildings and vehicles, places, equipment, money."""


class Barrier(NamedTuple):
    """What a barrier points to, and the shortages that explain it just as well: then the cause is the shortage."""

    label: str
    cause: str
    unless: tuple[str, ...] = ()


BARRIERS = {
    "no_information": Barrier("brak informacji", "information"),
    "hours": Barrier("nieodpowiednie godziny", "organisation", (*THINGS, "staff")),
    "queue": Barrier("kolejki, brak miejsc", "organisation", (*THINGS, "staff")),
    "quality": Barrier("niska jakość", "competence", THINGS),
    "price": Barrier("zbyt wysoki koszt", "financial"),
    "travel": Barrier("trudny dojazd", "infrastructural"),
    "no_offer": Barrier("brak usługi w okolicy", "institutional"),
    "not_adapted": Barrier("niedostosowanie do osób ze szczególnymi potrzebami", "infrastructural"),
}
"""By code of an answer; "other" and "none" point to nothing."""


def cases(gaps: pd.DataFrame, priorities: pd.DataFrame, *, supply_from: float = MIDDLE, needs_from: float = MIDDLE) -> pd.DataFrame:
    """
    Say for every municipality and service which gap has to be remedied, and how urgent it is.

    Parameters
    ----------
    gaps, priorities
        Tables `Gaps` and `Priorities`.
    supply_from, needs_from
        Points from which supply and met needs are high, as in `diagnoza.services.gap.gaps`.

    Returns
    -------
        Columns teryt, service, kind [as in `Gaps`], value, low, high [priority], level [own; partnership: too few answers in the
        municipality, so its own supply is set against what all residents of the partnership say]. Supply is always its own: without it a
        service stays unassessed.
    """
    weighed = priorities.set_index(["teryt", "service"])[["value", "low", "high"]]
    sides = gaps.set_index(["teryt", "service"])[["supply", "needs_met", "kind"]].join(weighed)
    of_all = sides.loc[[PARTNERSHIP]].droplevel("teryt")
    own = sides.drop(index=PARTNERSHIP, level="teryt").reset_index()
    borrowed = own["needs_met"].isna() & own["supply"].notna() & own["service"].map(of_all["needs_met"]).notna()
    for name in ("needs_met", "value", "low", "high"):
        own[name] = own[name].mask(borrowed, own["service"].map(of_all[name]))
    kinds = [
        KIND_OF[plenty, content] for plenty, content in zip(own["supply"].ge(supply_from), own["needs_met"].ge(needs_from), strict=True)
    ]
    kind = own["kind"].mask(borrowed, pd.Series(kinds, index=own.index, dtype=object))
    return own.assign(kind=kind, level=borrowed.map({False: "own", True: "partnership"}))[CASES]


def causes(
    found: pd.DataFrame,
    inventory: pd.DataFrame,
    parts: pd.DataFrame,
    barriers: pd.DataFrame,
    *,
    meaning: Mapping[str, Barrier] = BARRIERS,
    named: float = NAMED,
) -> pd.DataFrame:
    """
    Find the causes of gaps.

    Parameters
    ----------
    found
        Result of `cases`.
    inventory, parts
        Tables `Inventory` and `SupplyParts`.
    barriers
        Published shares: teryt (empty: partnership), service, barrier, share [0-1, of those who use the service now and then or need it in
        vain; missing: not published].
    meaning
        What barriers point to.
    named
        The share from which a barrier counts.

    Returns
    -------
        Table `Causes`, only of services whose needs are not met: kinds "organisation" and "resource".

    Notes
    -----
    A barrier that a shortage explains is put down to that shortage: long queues where places are lacking are no fault of organisation. Of a
    municipality whose answers are too few, the barriers of the partnership are taken.
    """
    lacking = found[found["kind"].isin([ORGANISATION, RESOURCE])]
    short = shortages(inventory, parts)
    of_supply = lacking[["teryt", "service", "kind"]].merge(_reaching(short, lacking), on=["teryt", "service"])
    listed = of_supply.assign(origin="inventory", share=float("nan"), level="own").rename(columns={"resource": "cause"})
    told = _told(lacking, barriers.dropna(subset="share"))
    told = told[told["share"].ge(named) & told["barrier"].isin(list(meaning))]
    table = pd.concat([listed[COLUMNS], _explained(told, of_supply[of_supply["explains"]], meaning)], ignore_index=True)
    return table.drop_duplicates().sort_values(["teryt", "service", "origin", "cause", "evidence"], ignore_index=True)


def shortages(inventory: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """
    List where resources fall short.

    Parameters
    ----------
    inventory, parts
        Tables `Inventory` and `SupplyParts`.

    Returns
    -------
        Columns teryt [of a municipality, or a powiat that provides], service, resource, explains [whether too little of it can be why a
        service is bad for everybody], evidence [Polish]: parts of the score below a standard, or in the lower half;
        people who wait, bad condition and no access in the latest year of each unit and service.
    """
    latest = inventory[inventory["year"].eq(inventory.groupby(["teryt", "service"])["year"].transform("max"))]
    low = parts[parts["normalised"].lt(parts["kind"].eq("standard").map({True: 100.0, False: MIDDLE}))]
    low = low[~low["part"].str.startswith(TOLD_BY_ROWS)]
    measured = low["label"] + " – " + low["normalised"].map(polish.number).astype(str) + " punktów na 100"
    told = [low.assign(explains=True, evidence=measured)]
    for mask, resource, explains, evidence in [
        (latest["waiting"].gt(0), "institutional", True, "są osoby, które czekają na miejsce"),
        (latest["condition"].le(BAD_CONDITION), "infrastructural", True, "zły stan (1 lub 2 w skali od 1 do 5)"),
        (latest["accessible_arch"].eq(0), "infrastructural", False, "budynek niedostępny dla osób ze szczególnymi potrzebami"),
        (latest["accessible_digital"].eq(0), "technological", False, "strona internetowa niedostępna cyfrowo"),
    ]:
        told.append(latest[mask.fillna(value=False).astype(bool)].assign(resource=resource, explains=explains, evidence=evidence))
    columns = ["teryt", "service", "resource", "explains", "evidence"]
    return pd.concat([one[columns] for one in told], ignore_index=True).drop_duplicates(ignore_index=True)


def _reaching(short: pd.DataFrame, lacking: pd.DataFrame) -> pd.DataFrame:
    """Give each municipality its own shortages and those of the powiat that provides the service to it."""
    keys = lacking[["teryt", "service"]]
    of_powiat = keys.assign(member=keys["teryt"], teryt=keys["teryt"].str[:4]).merge(short, on=["teryt", "service"])
    return pd.concat([short, of_powiat.drop(columns="teryt").rename(columns={"member": "teryt"})], ignore_index=True)


def _told(lacking: pd.DataFrame, barriers: pd.DataFrame) -> pd.DataFrame:
    """Give each case the barriers that its own residents name, or else those of the partnership."""
    asked = set(zip(barriers["teryt"], barriers["service"], strict=True))
    keys = zip(lacking["teryt"], lacking["service"], strict=True)
    own = pd.Series([key in asked for key in keys], index=lacking.index, dtype=bool)
    asking = lacking[["teryt", "service", "kind"]].assign(
        where=lacking["teryt"].where(own, PARTNERSHIP), level=own.map({True: "own", False: "partnership"})
    )
    return asking.merge(barriers.rename(columns={"teryt": "where"}), on=["where", "service"])


def _explained(told: pd.DataFrame, short: pd.DataFrame, meaning: Mapping[str, Barrier]) -> pd.DataFrame:
    """Put barriers down to what they point to, or to the shortage that explains them."""
    lacking = short.groupby(["teryt", "service"])["resource"].agg(set).to_dict()
    causes, evidence = [], []
    for row in told.to_dict("records"):
        barrier = meaning[row["barrier"]]
        blamed = [resource for resource in barrier.unless if resource in lacking.get((row["teryt"], row["service"]), ())]
        causes.append([*blamed, barrier.cause][0])
        explained = f"; inwentaryzacja wskazuje na niedobór zasobów: {RESOURCES[blamed[0]]}" if blamed else ""
        evidence.append(f"utrudnienie: {barrier.label}{explained}")
    return told.assign(cause=causes, evidence=evidence, origin="barrier")[COLUMNS]


def assessed(found: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the cases that have a kind.

    Parameters
    ----------
    found
        Result of `cases`.
    """
    return found[found["kind"].ne(UNASSESSED)]

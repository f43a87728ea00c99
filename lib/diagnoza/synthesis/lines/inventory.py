"""The line of the inventory: the quality gap of services, what could be shared, what training follows, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.services.gap import KINDS, MIDDLE, ORGANISATION, RESOURCE, STRENGTH
from diagnoza.surveys.published.words import quoted
from diagnoza.synthesis.base import Item
from diagnoza.synthesis.lines import inventory_findings, inventory_limits
from diagnoza.synthesis.lines.inventory_told import delivered, newest_year, of_partnership, sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.catalogue import Service
    from diagnoza.synthesis.base import About, Finding

LINE = "inventory"
GAPS = (RESOURCE, ORGANISATION)


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell what the inventory says of the need to act in a field.

    Parameters
    ----------
    made
        Stored tables; `inventory`, `gaps` and `supply` are read.
    about
        Whose synthesis it is.

    Returns
    -------
        An item per service, of the partnership as a whole. A gap supports where the whole interval of met needs lies below 50 points:
        whether resources lack or organisation, needs are not met. A strength contradicts where the whole ranges of resources and of met
        needs lie above. Where needs are not known, resources alone speak: all below 50 support, all above contradict. What is to be
        checked, and what lies across the middle, is no item.

    Notes
    -----
    Met needs are those of the residents' survey, set against the resources of the inventory: the line is not independent of `residents`.
    """
    if not delivered(made):
        return []
    rows = of_partnership(made["gaps"], about) if len(made.get("gaps", ())) else []
    items = [_item(made, row, about.services[str(row["service"])]) for row in rows]
    return [item for item in items if item is not None]


def _item(made: Mapping[str, pd.DataFrame], row: Mapping[Any, Any], service: Service) -> Item | None:
    supply = f"zasoby {polish.number(row['supply'], 1)} pkt"
    value, tables, key = float(row["supply"]), ("gaps", "inventory"), "fig-services-gaps"
    if polish.is_missing(row["needs_met"]):
        low, high = row["supply_low"], row["supply_high"]
        state = "" if polish.is_missing(value) else "supports" if high < MIDDLE else "contradicts" if low >= MIDDLE else ""
        told = f"{supply} na 100 (zaspokojenia potrzeb nie oceniono)"
    else:
        gap = row["kind"] in GAPS and row["needs_high"] < MIDDLE
        state = "supports" if gap else "contradicts" if row["kind"] == STRENGTH and row["sure"] else ""
        what = KINDS[row["kind"]] if row["sure"] else "luka jakościowa, rodzaj niepewny"
        told = f"{what} ({supply}, zaspokojenie potrzeb {polish.number(row['needs_met'])} pkt na 100)"
    if not state:
        return None
    return Item(
        field=service.field,
        line=LINE,
        item=f"gap-{service.id}",
        state=state,
        statement=f"{quoted(service.label)} – {told}",
        key=key,
        tables=tables,
        sources=sources(made, residents=not polish.is_missing(row["needs_met"])),
        value=value,
        unit="pkt",
        n=int(row["scored"]),
        date=newest_year(made),
    )


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Draw findings from the inventory and the quality gap.

    Parameters
    ----------
    made
        Stored tables; those of services and gaps are read.
    about
        Whose synthesis it is.

    Returns
    -------
        At most `inventory_findings.MOST` of each kind: services with a gap, by priority; services that are a strength; confirmed good
        practices; one topic of training of each field; how complete the inventory is. Only what is sure on the side that decides.
    """
    if not delivered(made):
        return []
    return [
        *inventory_findings.gaps(made, about),
        *inventory_findings.strengths(made, about),
        *inventory_findings.practices(made, about),
        *inventory_findings.training(made, about),
        *inventory_limits.completeness(made, about),
    ]

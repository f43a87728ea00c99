"""
What counted flows of users say of a need to act in a field, and the findings on who serves whom.

Only what the chapter shows is read: each service in its newest year, published figures with their ranges, as decision 12 has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.flows.published import texts
from diagnoza.polish import listed, number, percent
from diagnoza.synthesis.base import Item
from diagnoza.synthesis.lines import flow_money, flow_places, flow_ties
from diagnoza.synthesis.lines.flow_rows import seen
from diagnoza.synthesis.lines.telling import cited, out_of, strongest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding
    from diagnoza.synthesis.lines.flow_rows import Seen

LEAVING = 0.25
"""Share of residents served outside the partnership, from which it supports."""
ELSEWHERE = 1 / 3
"""Share of residents of a municipality who are served elsewhere, from which it supports."""
AT_HOME = 0.75
"""Share of residents that every municipality serves at home, from which free places contradict."""
PLACES = 2
"""Services of which places are a finding."""
MUNICIPALITIES = ("gminy", "gmin")


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell what flows say of the field of each service.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        At most three items for each service. "places": a provider serves more than it has places for, or somebody waits (supports); every
        provider has room, nobody waits, and every municipality serves at least 3/4 of its residents at home (contradicts). "home": in
        some municipality at least a third of residents are served elsewhere (supports), where others do serve theirs at home. "outside":
        at least a quarter of residents are served outside the partnership (supports).

    Notes
    -----
    The thresholds are our own and hold at the less striking end of a range. Figures that a missing report makes a bound are left out;
    what is hidden or not reported gives no item.
    """
    found: list[Item | None] = []
    for one in seen(made, about):
        found += [_places(one, made), _home(one, made), _outside(one, made)]
    return [item for item in found if item]


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Conclude from flows what stands out.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        At most six: places that lack or are waited for (of two services), the service that municipalities serve most unlike at home, the
        partner on whom most of them depend, the money on which data of both sides differ, the pair that could provide jointly.
    """
    services = seen(made, about)
    full = strongest((flow_places.finding(one, made) for one in services), PLACES)
    others = [rule(services, made) for rule in (flow_ties.home, flow_ties.centre, flow_money.settlement, flow_money.joint)]
    return strongest([*full, *others], PLACES + len(others))


def _item(one: Seen, kind: str, made: Mapping[str, pd.DataFrame], **told: Any) -> Item:
    """Complete an item: field, line, sources, year."""
    sources = cited(made, "flows", *told.pop("more", ()))
    return Item(field=one.service.field, line="flows", item=f"{one.key}-{kind}", sources=sources, date=str(one.year), **told)


def _places(one: Seen, made: Mapping[str, pd.DataFrame]) -> Item | None:
    found = flow_places.places(one)
    over, waiting = (int(rows[name].sum()) for rows, name in ((found.over, "over"), (found.waiting, "waiting")))
    told = {"key": f"tab-flows-{one.key}-use", "tables": flow_places.TABLES, "more": ("capacity",), "unit": "osób"}
    n = int(found.known["served"].sum()) if len(found.known) else None
    if found.lacking:
        parts = [f"o {number(over)} więcej użytkowników niż miejsc"] if over else []
        parts += [f"czekający: {'' if found.all_waiting else 'co najmniej '}{number(waiting)}"] if waiting else []
        statement = f"{one.quoted}: {', '.join(parts)}"
        return _item(one, "places", made, state="supports", statement=statement, value=float(over or waiting), n=n, **told)
    home = one.measured("self_sufficiency")
    enough = len(home) == len(one.members) and bool(home["low"].ge(AT_HOME).all())
    if not (enough and found.all_known and found.all_waiting and len(found.free) == len(found.known)):
        return None
    free = int(found.free["free"].sum())
    statement = f"{one.quoted}: każda gmina obsługuje na miejscu co najmniej {percent(AT_HOME)}, wolne miejsca: {number(free)}"
    told["tables"] = (*flow_places.TABLES, "flow_indicators")
    return _item(one, "places", made, state="contradicts", statement=statement, value=float(free), n=n, **(told | {"unit": "miejsc"}))


def _home(one: Seen, made: Mapping[str, pd.DataFrame]) -> Item | None:
    """Say where many are served elsewhere; where nobody is served at home the service is of another level, such as of the powiat."""
    home = one.measured("self_sufficiency")
    far = home[(1 - home["high"]).ge(ELSEWHERE)]
    if far.empty or not home["value"].gt(0).any():
        return None
    places = listed([f"{one.name(row['unit'])} – {texts.share(row | {'status': 'shown'})}" for row in far.to_dict("records")])
    statement = (
        f"{one.quoted}: co najmniej co trzecia osoba korzysta poza swoją gminą "
        f"w {out_of(len(far), len(home), MUNICIPALITIES)}, o których to wiadomo; na miejscu: {places}"
    )
    told = {"key": f"tab-flows-{one.key}-sufficiency", "tables": ("flows", "flow_indicators")}
    return _item(one, "home", made, state="supports", statement=statement, value=float(len(far)), unit="gmin", n=len(home), **told)


def _outside(one: Seen, made: Mapping[str, pd.DataFrame]) -> Item | None:
    whole = one.whole("partnership_sufficiency")
    if not whole or 1 - whole["high"] < LEAVING:
        return None
    ends = {"value": 1 - whole["value"], "low": 1 - whole["high"], "high": 1 - whole["low"], "status": "shown"}
    statement = f"{one.quoted}: poza partnerstwem korzysta z niej {texts.share(ends)} mieszkańców, którzy z niej korzystają"
    users = one.whole("demand")
    told = {"key": f"tab-flows-{one.key}-sufficiency", "tables": ("flows", "flow_indicators")}
    n, value = int(users["value"]) if users else None, 100 * ends["value"]
    return _item(one, "outside", made, state="supports", statement=statement, value=value, unit="%", n=n, **told)

"""Who serves whom: the service that municipalities serve most unlike at home, and the partner on whom most of them depend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.flows.published.select import POWIAT_DIGITS
from diagnoza.polish import counted, listed, number, percent
from diagnoza.synthesis.lines.flow_rows import concluded
from diagnoza.synthesis.lines.telling import cited, out_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diagnoza.synthesis.base import Finding
    from diagnoza.synthesis.lines.flow_rows import Seen

TABLES = ("flows", "flow_indicators")
APART = 0.2
"""Difference of shares served at home from which municipalities are unlike."""
HALF = 0.5
OF_POWIAT = 0.5
"""Part of its weight that a finding keeps where the partner is a powiat, whose task such a service may be anyway."""


def home(services: Sequence[Seen], made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """
    Conclude which service municipalities serve most unlike at home.

    Parameters
    ----------
    services, made
        Result of `flow_rows.seen`; stored tables by name.

    Returns
    -------
        None where no service has shares of more than half of the municipalities that are 0.2 apart, ranges included.
    """
    shares = [(one, one.measured("self_sufficiency")) for one in services]
    unlike = [(one, rows) for one, rows in shares if 2 * len(rows) > len(one.members) and len(rows) > 1 and _apart(rows) >= APART]
    if not unlike:
        return None
    one, rows = max(unlike, key=lambda pair: _apart(pair[1]))
    ordered = rows.sort_values(["value", "unit"])
    low, high = dict(ordered.iloc[0]), dict(ordered.iloc[-1])
    ends = [f"{percent(row['value'])} ({one.name(row['unit'])}{_range(row)})" for row in (low, high)]
    hundred = [f"{one.name(row['unit'])}: {number(100 * row['value'])} na 100." for row in (low, high)]
    sentence = (
        f"Spośród usług, o których to wiadomo, gminy najbardziej różnią się w usłudze {one.quoted}: "
        f"na miejscu korzysta z niej od {ends[0]} do {ends[1]} mieszkańców, którzy z niej korzystają."
    )
    plain = f"Sprawdziliśmy, ile {one.noun.many} korzysta z niej w swojej gminie. Najmniej – {hundred[0]} Najwięcej – {hundred[1]}"
    told: dict[str, Any] = {
        "sentence": sentence,
        "plain": f"{one.plainly} {plain}",
        "kind": "difference",
        "swot": "W",
        "units": one.members,
    }
    told |= {"weight": min(1.0, 0.3 + _apart(rows)), "value": 100 * float(high["value"] - low["value"]), "unit": "p.p.", "n": len(rows)}
    return concluded(one, "home", keys=_keys(one), tables=TABLES, sources=cited(made, "flows"), **told)


def _keys(one: Seen) -> tuple[str, ...]:
    return f"tab-flows-{one.key}-sufficiency", "fig-flows-at-home"


def _range(row: Mapping[Any, Any]) -> str:
    """Write the range of a share, where it has one."""
    low, high = percent(row["low"]), percent(row["high"])
    return "" if low == high else f"; zakres od {low} do {high}"


def _apart(rows: pd.DataFrame) -> float:
    """Measure how far the greatest share is from the least, at the ends of their ranges that are nearer to each other."""
    ordered = rows.sort_values(["value", "unit"])
    return float(ordered["low"].iloc[-1] - ordered["high"].iloc[0])


def centre(services: Sequence[Seen], made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """
    Conclude on which partner most municipalities depend, in the service where it is so.

    Parameters
    ----------
    services, made
        Result of `flow_rows.seen`; stored tables by name.

    Returns
    -------
        None where no municipality has at least half of its users, range included, at one other partner.
    """
    half: list[tuple[Seen, str, pd.DataFrame, int]] = []
    for one in services:
        known = one.measured("dependency")
        rows = known[known["low"].ge(HALF) & known["other"].ne("")]
        half += [(one, str(other), own, len(known)) for other, own in rows.groupby("other", sort=True)]
    if not half:
        return None
    one, other, rows, known_of = max(half, key=lambda found: (len(found[2]), found[2]["value"].mean()))
    places = listed([f"{one.name(row['unit'])} ({percent(row['value'])})" for row in rows.to_dict("records")])
    caveat = "" if known_of == len(one.members) else ", o których to wiadomo,"
    sentence = (
        f"Usługa {one.quoted}: w {out_of(len(rows), known_of, ('gminy', 'gmin'))}{caveat} co najmniej połowa {one.noun.many} "
        f"korzysta z niej u jednego innego partnera: {one.name(other)}. Te gminy to: {places}."
    )
    many = counted(len(rows), "gminie", "gminach", "gminach")
    plain = f"W {many} co najmniej połowa {one.noun.many} korzysta z niej u innego partnera. Ten partner to: {one.name(other)}."
    told: dict[str, Any] = {
        "sentence": sentence,
        "plain": f"{one.plainly} {plain}",
        "kind": "tie",
        "value": float(len(rows)),
        "unit": "gmin",
    }
    told |= {"weight": (OF_POWIAT if len(other) == POWIAT_DIGITS else 1.0) * len(rows) / len(one.members), "n": known_of}
    told["units"] = tuple(unit for unit in one.members if unit in {other, *rows["unit"]})
    return concluded(one, "centre", keys=_keys(one), tables=TABLES, sources=cited(made, "flows"), **told)

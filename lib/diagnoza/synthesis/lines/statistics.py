"""The line of public statistics: how the municipalities stand against similar ones, and what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diagnoza import polish
from diagnoza.context import inequality
from diagnoza.context.indicators import INDICATORS
from diagnoza.synthesis.base import Item
from diagnoza.synthesis.lines import statistics_findings
from diagnoza.synthesis.lines.statistics_told import placed as place

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding

LINE = "statistics"
TABLES = ("indicators", "distributions")
APART = 0.5
"""Standard deviations from the mean of similar municipalities from which an indicator tells of a need, or of none."""
HALF = 0.5


class Told(NamedTuple):
    """Of which field an indicator tells, whether also of no need, and the table that shows it."""

    field: str
    both: bool
    key: str


FIELDS = {
    "unemployment": Told("gospodarka", both=True, key="tab-positions-economic"),
    "own_revenue": Told("gospodarka", both=True, key="tab-positions-economic"),
    "distance_to_city": Told("transport", both=False, key="tab-positions-spatial"),
}
"""
Which field an indicator tells of: our own choice (A28). Demography (people, age, migration) belongs to no one field. Few jobs and little
revenue of one's own tell of the economy that both come from. A long way to the next city tells of a need to travel; a short one does not
tell that buses run, so it is no evidence against. Pupils per teacher and density are described, not judged.
"""


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell what public statistics say of the need to act in a field.

    Parameters
    ----------
    made
        Stored tables; `indicators` and `distributions` are read.
    about
        Whose synthesis it is.

    Returns
    -------
        An item per indicator of `FIELDS`. It supports where z, positive on the favourable side, is at most -0.5 for the average inhabitant
        or for at least half of the municipalities; otherwise it contradicts from +0.5 for the average inhabitant; between the two there is
        none. Municipalities without a value do not count; where fewer than half have one there is no item.
    """
    placed = place(made, about)
    items = [_item(placed[placed["indicator"].eq(name)], name, len(about.names)) for name in FIELDS] if len(placed) else []
    return [item for item in items if item is not None]


def _item(rows: pd.DataFrame, name: str, members: int) -> Item | None:
    known = rows.dropna(subset=["z"])
    if known.empty or len(known) < HALF * members:
        return None
    told, indicator = FIELDS[name], INDICATORS[name]
    mean = inequality.weighted_mean(known["z"], known["base"])
    low = int(known["z"].le(-APART).sum())
    supports = mean <= -APART or low >= HALF * len(known)
    if not supports and not (told.both and mean >= APART):
        return None
    side = f"{polish.number(abs(mean), 1)} odchylenia standardowego {'mniej korzystnie' if mean < 0 else 'korzystniej'}"
    many = f"; wyraźnie mniej korzystnie: {low} z {polish.counted(len(known), 'gminy', 'gmin', 'gmin')}" if low and len(known) > 1 else ""
    return Item(
        field=told.field,
        line=LINE,
        item=name,
        state="supports" if supports else "contradicts",
        statement=f"{polish.lower_first(indicator.name)}: o {side} niż średnia podobnych gmin{many}",
        key=told.key,
        tables=TABLES,
        sources=indicator.sources,
        value=float(mean),
        unit="z",
        n=len(known),
        date=str(int(known["year"].max())),
    )


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Draw findings from public statistics.

    Parameters
    ----------
    made
        Stored tables; `figures`, `indicators` and `distributions` are read.
    about
        Whose synthesis it is.

    Returns
    -------
        At most eight: population, migration, ageing, unemployment, own revenue, the economic index, the least favourable position, and
        what would level own revenue. One that the data do not carry is left out. None tells a cause.
    """
    fields = {name: told.field for name, told in FIELDS.items()}
    return statistics_findings.draw(made, about, fields=fields)

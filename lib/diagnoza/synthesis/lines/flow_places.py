"""Places that lack, are free or are waited for at the providers of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.polish import counted, listed, number, plural
from diagnoza.synthesis.lines.flow_rows import concluded
from diagnoza.synthesis.lines.telling import cited, out_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import Finding
    from diagnoza.synthesis.lines.flow_rows import Seen

TABLES = ("flows", "flow_use")
PROVIDERS = ("świadczącego", "świadczących")


@dataclass(frozen=True)
class Places:
    """
    What is known of the places of a service.

    Attributes
    ----------
    known
        Rows of `FlowUse` with users and capacity, with `over` [users above capacity] and `free` [places left], the greatest first.
    waiting
        Rows where somebody waits, the greatest first.
    all_known, all_waiting
        Whether users and capacity, and those who wait, are known of all providers.
    """

    known: pd.DataFrame
    waiting: pd.DataFrame
    all_known: bool
    all_waiting: bool

    @property
    def over(self) -> pd.DataFrame:
        """Those that serve more than they have places for."""
        return self.known[self.known["over"].gt(0)]

    @property
    def free(self) -> pd.DataFrame:
        """Those with places left."""
        return self.known[self.known["free"].gt(0)].sort_values(["free", "unit"], ascending=[False, True])

    @property
    def lacking(self) -> int:
        """Users above capacity, and those who wait [persons]."""
        return int(self.over["over"].sum() + self.waiting["waiting"].sum())


def places(seen: Seen) -> Places:
    """
    Gather what is known of the places of a service.

    Parameters
    ----------
    seen
        The service.
    """
    rows = seen.use.astype(dict.fromkeys(("served", "capacity", "waiting"), float))
    apart = rows["capacity"] - rows["served"]
    rows = rows.assign(over=(-apart).clip(lower=0), free=apart.clip(lower=0))
    known = rows[apart.notna()].sort_values(["over", "unit"], ascending=[False, True])
    waiting = rows[rows["waiting"].gt(0)].sort_values(["waiting", "unit"], ascending=[False, True])
    return Places(known, waiting, bool(len(rows)) and bool(apart.notna().all()), bool(rows["waiting"].notna().all()))


def finding(seen: Seen, made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """
    Conclude where places lack and where they are free; None where nothing lacks and nobody waits.

    Parameters
    ----------
    seen, made
        The service; stored tables by name.
    """
    found = places(seen)
    if not found.lacking:
        return None
    served, over = float(found.known["served"].sum()), float(found.over["over"].sum())
    return concluded(
        seen,
        "places",
        kind="need",
        swot="W",
        sentence=f"Usługa {seen.quoted}: {'; '.join(_told(seen, found))}.",
        plain=" ".join(_plainly(seen, found)),
        keys=(f"tab-flows-{seen.key}-use",),
        tables=TABLES,
        sources=cited(made, "flows", "capacity"),
        weight=min(1.0, 0.6 + found.lacking / served) if served else 0.6,
        units=tuple(unit for unit in seen.members if unit in {*found.over["unit"], *found.waiting["unit"]}),
        value=over or float(found.waiting["waiting"].sum()),
        unit="osób",
        n=int(served) if served else None,
    )


def _told(seen: Seen, found: Places) -> list[str]:
    parts = []
    if len(found.over):
        full = [
            f"{seen.name(row['unit'])} ({seen.users(row['served'])}, {counted(row['capacity'], 'miejsce', 'miejsca', 'miejsc')})"
            for row in found.over.to_dict("records")
        ]
        more = number(found.over["over"].sum())
        parts.append(
            f"u {out_of(len(full), len(found.known), PROVIDERS)}, o których to wiadomo, jest więcej użytkowników niż miejsc – "
            f"{listed(full)}, razem o {more}"
        )
    if len(found.waiting):
        parts.append(f"{_wait(found, 'nią')}: {_each(seen, found.waiting, 'waiting')}")
    free = int(found.free["free"].sum())
    parts.append(f"wolne miejsca ({number(free)}): {_each(seen, found.free, 'free')}" if free else "nie stwierdzono wolnych miejsc")
    return parts


def _wait(found: Places, what: str) -> str:
    waiting = int(found.waiting["waiting"].sum())
    least = "" if found.all_waiting else "co najmniej "
    return f"{plural(waiting, 'czeka', 'czekają', 'czeka')} na {what} {least}{counted(waiting, 'osoba', 'osoby', 'osób')}"


def _each(seen: Seen, rows: pd.DataFrame, column: str) -> str:
    return listed([f"{seen.name(row['unit'])} ({number(row[column])})" for row in rows.to_dict("records")])


def _plainly(seen: Seen, found: Places) -> list[str]:
    told = [seen.plainly]
    if len(found.over):
        told += [f"W tych miejscach jest za dużo osób: {listed([seen.name(unit) for unit in found.over['unit']])}."]
        told += [f"Razem brakuje {counted(found.over['over'].sum(), 'miejsca', 'miejsc', 'miejsc')}."]
    if len(found.waiting):
        told += [f"{polish.upper_first(_wait(found, 'tę usługę'))}."]
    free = int(found.free["free"].sum())
    return [*told, *([f"Wolne miejsca: {number(free)}."] if free else [])]

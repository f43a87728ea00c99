"""What programmes of co-operation with NGOs lack, what is proposed for them, and whether they were adopted in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.polish import counted, number
from diagnoza.programme.items import programmes
from diagnoza.programme.published.texts import PROPOSALS
from diagnoza.synthesis.base import Finding
from diagnoza.synthesis.lines.telling import cited, in_polish_order, out_of, strongest, there, typed, unit_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.synthesis.base import About, Item

PLANES = {1: "tworzenie polityk publicznych", 2: "realizacja zadań publicznych", 3: "infrastruktura współpracy"}
"""Short names of the planes of the model."""
EASY = {
    "add": "Proponują dodać:",
    "redraft": "Proponują napisać inaczej:",
    "consider": "Proponują zastanowić się nad tym:",
    "keep": "Proponują robić tak dalej:",
}
MOST = 4
"""Findings of a partnership."""
ASSESSED = ("ocenionego obszaru lub punktu", "ocenionych obszarów i punktów")
DIMENSION, POINT = "S", 8
"""Co-operation with organisations of residents is social; in a strategy it is a matter of how it is carried out."""


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell what programmes say of a field, which is nothing.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        Always none: the tables of programmes tell of areas of the model and points of the act, none of which belongs to a field, and no
        field is guessed from words of a programme.
    """
    del made, about
    return []


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Conclude from the newest programme of each municipality or powiat what stands out.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        At most four, those of most weight: areas and points that are missing or to redraft, where any was assessed; what is proposed for
        a plane as a whole, and what is to be kept, with its place in the source; whether the programme was adopted in time.
    """
    tables = [made[name] for name in ("coverage_items", "programme") if name in made] if "coverage_items" in made else []
    newest = dict(programmes(tables))  # the last year of each stays
    names = unit_names(made, about)
    found: list[Finding | None] = []
    for teryt, year in newest.items():
        about_one = _Programme(made, teryt, year, "" if len(newest) == 1 else f"{names.get(teryt, f'powiat ({teryt})')}: ")
        found += [_adopted(about_one), _lists(about_one), *_planes(about_one)]
    return strongest(found, MOST)


@dataclass(frozen=True)
class _Programme:
    """One programme: whose and of which year, how a sentence on it begins, what findings on it share."""

    made: Mapping[str, pd.DataFrame]
    teryt: str
    year: int
    name: str

    def of(self, table: str) -> pd.DataFrame:
        if not there(self.made, table):
            return pd.DataFrame(columns=["plane", "area", "status", "date", "day"])
        rows = self.made[table]
        return rows[rows["teryt"].eq(self.teryt) & rows["year"].eq(self.year)]

    def concluded(self, name: str, key: str, delivered: str, **told: Any) -> Finding:
        shared: dict[str, Any] = {
            "finding": f"programme-{name}-{self.teryt}",
            "chapter": "08-programme",
            "line": "programme",
            "dimension": DIMENSION,
        }
        shared |= {
            "certainty": "told",
            "art10e_point": POINT,
            "units": (self.teryt,),
            "date": str(self.year),
            "keys": (f"tab-programme-{key}",),
        }
        told["sentence"] = f"{self.name}{polish.lower_first(told['sentence']) if self.name else told['sentence']}"
        return Finding(**(shared | {"sources": cited(self.made, delivered)} | told))


def _adopted(one: _Programme) -> Finding | None:
    """Conclude whether the programme was adopted by the last day of the act; only of a date that was delivered."""
    rows, whole = one.of("programme_dates"), one.of("programme")
    rows = rows[rows["date"].eq("adopted") & rows["day"].ne("")]
    if rows.empty or whole.empty:
        return None
    row = dict(rows.iloc[0])
    late = int(row["late"])
    day, due = (polish.date_words(dt.date.fromisoformat(row[name])) for name in ("day", "due"))
    when = "w terminie" if late <= 0 else f"{counted(late, 'dzień', 'dni', 'dni')} po terminie"
    return one.concluded(
        "adopted",
        "dates",
        "programme",
        kind="asset" if late <= 0 else "need",
        swot="S" if late <= 0 else "W",
        sentence=f"Program współpracy na {one.year} r. przyjęto {day}, {when} ustawy (do {due}){_place(whole)}.",
        plain=f"Jest program współpracy z organizacjami na {one.year} rok. Przyjęto go {'na czas' if late <= 0 else 'za późno'}.",
        tables=("programme", "programme_dates"),
        weight=0.2 if late <= 0 else 0.6,
        value=float(abs(late)),
        unit="dni przed terminem" if late <= 0 else "dni po terminie",
        date=str(row["day"]),
    )


def _place(rows: pd.DataFrame) -> str:
    """Say where it stands in the source."""
    places = in_polish_order(typed(text) for text in rows["source"] if text) if "source" in rows else []
    return f" (w źródle: {', '.join(places)})" if places else ""


def _lists(one: _Programme) -> Finding | None:
    """Conclude how much of what was assessed is missing or to redraft."""
    counts = one.of("coverage_items")["status"].value_counts().drop("unassessed", errors="ignore")
    n, missing, redraft = int(counts.sum()), int(counts.get("missing", 0)), int(counts.get("redraft", 0))
    if not n:
        return None
    bad = missing + redraft
    if bad:
        sentence = f"W programie współpracy na {one.year} r. brakuje {out_of(missing, n, ASSESSED)}, do przeredagowania: {number(redraft)}."
    else:
        sentence = f"Program współpracy na {one.year} r. obejmuje wszystko, co oceniono: {counted(n, *_ITEMS)}."
    plain = (
        f"Sprawdzono program współpracy z organizacjami. Ocenionych części: {number(n)}. Brakuje: {number(missing)}. "
        f"Do poprawy: {number(redraft)}."
    )
    return one.concluded(
        "lists",
        f"lists-{one.teryt}-{one.year}",
        "coverage",
        kind="need" if bad else "asset",
        swot="W" if bad else "S",
        sentence=sentence,
        plain=plain,
        tables=("coverage_items",),
        weight=0.4 + 0.5 * bad / n,
        value=float(bad),
        unit="obszarów i punktów",
        n=n,
    )


_ITEMS = ("obszar lub punkt", "obszary i punkty", "obszarów i punktów")


def _planes(one: _Programme) -> list[Finding]:
    """Conclude what is proposed for each plane as a whole: apart what is to be done, and what is to be kept."""
    rows = one.of("coverage")
    rows = rows[rows["plane"].notna() & rows["area"].eq("")]
    if rows.empty:
        return []
    told = rows[rows["proposal"].ne("")].sort_values(["plane", "action", "evidence"])
    found: list[Finding] = []
    for plane in sorted({int(plane) for plane in told["plane"]}):
        own = told[told["plane"].eq(plane)]
        keep = own["proposal"].eq("keep")
        found += [_plane(one, plane, some) for some in (own[~keep], own[keep]) if len(some)]
    return found


def _plane(one: _Programme, plane: int, rows: pd.DataFrame) -> Finding:
    keep = bool(rows["proposal"].eq("keep").all())
    said = {proposal: _things(rows[rows["proposal"].eq(proposal)]) for proposal in PROPOSALS if proposal in set(rows["proposal"])}
    told = "; ".join(f"{PROPOSALS[proposal]}: {'; '.join(things)}" for proposal, things in said.items())
    name = f" ({PLANES[plane]})" if plane in PLANES else ""
    easy = " ".join(f"{EASY[proposal]} {'; '.join(things)}." for proposal, things in said.items())
    return one.concluded(
        f"plane-{plane}-{'keep' if keep else 'act'}",
        f"findings-{one.teryt}-{one.year}",
        "coverage",
        kind="asset" if keep else "need",
        swot="S" if keep else "W",
        sentence=f"W ustaleniach o płaszczyźnie {plane} modelu współpracy{name} zaproponowano {told}{_place(rows)}.",
        plain=f"Na spotkaniu rozmawiano o współpracy gminy i organizacji. {easy}",
        tables=("coverage",),
        weight=0.4 if keep else min(0.9, 0.5 + 0.1 * len(rows)),
        n=len(rows),
    )


def _things(rows: pd.DataFrame) -> list[str]:
    """Name what is to be done or kept; where nothing names it, quote what the judgement rests on."""
    actions = [typed(text) for text in rows["action"] if text]
    return actions or [f"„{typed(text)}”" for text in rows["evidence"] if text] or ["bez opisu"]

"""Items, findings and deliveries for tests of the synthesis, small enough to be counted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import tables
from diagnoza.catalogue import Service
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.partnership import load_partnership
from diagnoza.stored.base import Source
from diagnoza.stored.comments import NO_COMMENTS
from diagnoza.stored.editions import FIRST
from diagnoza.stored.synthesis import NO_ACTIONS, NO_FINDINGS
from diagnoza.synthesis import conclusions, crossing, evidence, strength
from diagnoza.synthesis.base import About, Finding, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SOURCES = pd.DataFrame(
    [
        ("population", "GUS", "Ludność", "real"),
        ("survey:residents", "Gmina", "Ankieta mieszkańców", "synthetic"),
        ("survey:youth", "Gmina", "Ankieta młodzieży", "real"),
        ("delivery:flows", "Gmina", "Przepływy", "real"),
        ("delivery:inventory", "Gmina", "Inwentaryzacja", "real"),
        ("delivery:statements", "Gmina", "Wypowiedzi", "real"),
        ("delivery:goals", "Gmina", "Cele", "real"),
    ],
    columns=["source", "provider", "title", "origin"],
)
OF_LINE = {
    "statistics": "population",
    "residents": "survey:residents",
    "youth": "survey:youth",
    "leaders": "survey:youth",
    "flows": "delivery:flows",
    "inventory": "delivery:inventory",
    "voices": "delivery:statements",
    "institutions": "delivery:statements",
    "programme": "delivery:statements",
    "goals": "delivery:goals",
}
NAMES = pd.Series({"0402022": "Bobrowo", "0402042": "Brzozie"})


def item(line: str, state: str = "supports", field: str = "transport", **more: Any) -> Item:
    """Make an item of a line, with the source that the line usually has."""
    told = {"item": f"{line}-bus", "statement": "autobus: 40 ze 100", "key": "tab-bus", "tables": ("estimates",), "n": 100}
    told |= {"sources": (OF_LINE[line],)}
    return Item(**{"field": field, "line": line, "state": state, **told, **more})


def finding(name: str = "services-gap-bus", line: str = "inventory", **more: Any) -> Finding:
    """Make a finding of a line: a need in transport, estimated, unless told otherwise."""
    told: dict[str, Any] = {
        "chapter": "04-services", "dimension": "P", "kind": "need", "sentence": f"Zdanie {name}.", "plain": f"Proste {name}.",
        "keys": ("tab-bus",), "tables": ("gaps",), "sources": (OF_LINE[line],), "certainty": "estimated", "weight": 0.5,
        "field": "transport",
    }  # fmt: skip
    return Finding(finding=name, line=line, **{**told, **more})


def about(root: Path) -> About:
    """Give a partnership of two municipalities with a bus and a library."""
    services = {"bus": Service("bus", "autobus", "transport"), "library": Service("library", "biblioteka", "kultura")}
    return About(load_partnership("jablonowo", root), NAMES, services)


def evidence_of(*items: Item) -> pd.DataFrame:
    """Make the table of evidence."""
    return tables.check(evidence.table_of(items, SOURCES), "evidence", file="test")


def deliveries(*names: str) -> pd.DataFrame:
    """Make the table of what was delivered, as far as it matters here."""
    return pd.DataFrame({"table": list(names)}, dtype="string")


def goal_fields(**kinds: tuple[str, str]) -> pd.DataFrame:
    """Make the kinds of some fields, at least and at most."""
    return pd.DataFrame([(field, *pair) for field, pair in kinds.items()], columns=["field", "kind", "kind_high"])


@dataclass(frozen=True)
class Synthesised:
    """A partnership opened on tables of the synthesis made here."""

    evidence: pd.DataFrame
    evidence_lines: pd.DataFrame
    field_status: pd.DataFrame
    all_findings: pd.DataFrame
    all_recommendations: pd.DataFrame
    public: pd.DataFrame
    names: pd.Series

    @property
    def findings(self) -> pd.DataFrame:
        """Give the findings, if there are any."""
        if self.all_findings.empty:
            raise NotApplicable(NO_FINDINGS)
        return self.all_findings

    @property
    def recommendations(self) -> pd.DataFrame:
        """Give the recommendations, if there are any."""
        if self.all_recommendations.empty:
            raise NotApplicable(NO_ACTIONS)
        return self.all_recommendations

    @property
    def indicators(self) -> pd.DataFrame:
        """Give the public figures."""
        return self.public

    @property
    def comments(self) -> pd.DataFrame:
        """Give no comments."""
        raise NotDelivered(NO_COMMENTS)

    @property
    def edition_changes(self) -> pd.DataFrame:
        """Give no edition before."""
        raise NotApplicable(FIRST)

    def sources(self, names: Iterable[str]) -> list[Source]:
        """Give the sources of these tests, and one for whatever else is asked for."""
        known = {row.source: Source(str(row.provider), str(row.title), str(row.origin)) for row in SOURCES.itertuples()}
        return [known.get(name, Source("GUS", name, "real")) for name in names]


def opened(  # noqa: PLR0913
    root: Path,
    items: Sequence[Item] = (),
    findings: Sequence[Finding] = (),
    *,
    goals: pd.DataFrame | None = None,
    recommendations: pd.DataFrame | None = None,
    public: pd.DataFrame | None = None,
    names: pd.Series = NAMES,
) -> Synthesised:
    """Make all tables of the synthesis from some items and findings."""
    found = evidence_of(*items)
    delivered = deliveries("flows", *(["goals"] if goals is not None else []))
    empty = pd.DataFrame(columns=list(tables.TABLES["recommendations"].to_schema().columns))
    actions = tables.check(empty if recommendations is None else recommendations, "recommendations", file="test")
    return Synthesised(
        found,
        tables.check(evidence.by_line(found, {"deliveries": delivered}, about(root)), "evidence_lines", file="test"),
        tables.check(crossing.crossed(strength.of_fields(found), goals), "field_status", file="test"),
        tables.check(conclusions.table_of(findings, found, SOURCES), "findings", file="test"),
        actions,
        pd.DataFrame(columns=["teryt", "indicator", "year", "value", "base"]) if public is None else public,
        names,
    )

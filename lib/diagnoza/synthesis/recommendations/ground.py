"""What actions are built on: the tables, the findings that they may rest on, and the names of those concerned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnoza.catalogue import SECTORS
from diagnoza.synthesis.recommendations.rules import PROBLEMS, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About


@dataclass(frozen=True)
class Wanted:
    """
    Which findings an action may rest on.

    Attributes
    ----------
    lines, kinds, tables
        Lines of evidence, kinds, and stored tables of which a finding names at least one; empty: any.
    field
        Field of the action; findings of no one field count as well if `general`.
    services
        Services it is about: findings whose identifier names only other services do not count.
    units
        Partners it is about: findings that concern only others do not count.
    """

    lines: tuple[str, ...] = ()
    kinds: tuple[str, ...] = PROBLEMS
    tables: tuple[str, ...] = ()
    field: str = ""
    general: bool = False
    services: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """
    All that actions are proposed from.

    Attributes
    ----------
    made
        Stored tables by name; what was not delivered is absent or empty.
    findings
        Table `Findings`.
    about
        Whose synthesis it is.
    """

    made: Mapping[str, pd.DataFrame]
    findings: pd.DataFrame
    about: About

    def table(self, name: str) -> pd.DataFrame | None:
        """Give a stored table, or None where it was not delivered or holds nothing."""
        table = self.made.get(name)
        return None if table is None or table.empty else table

    def latest(self, name: str) -> pd.DataFrame | None:
        """Give the latest year of each service of a stored table."""
        table = self.table(name)
        return None if table is None else table[table["year"].eq(table.groupby("service")["year"].transform("max"))]

    def rests(self, wanted: Wanted) -> tuple[str, ...]:
        """List the findings that an action may rest on, the strongest first; empty: it may not be proposed."""
        rows = self.findings
        if wanted.lines:
            rows = rows[rows["line"].isin(wanted.lines)]
        if wanted.kinds:
            rows = rows[rows["kind"].isin(wanted.kinds)]
        if wanted.field:
            rows = rows[rows["field"].isin([wanted.field, *([""] if wanted.general else [])])]
        kept = [row for row in rows.to_dict("records") if self._fits(row, wanted)]
        return tuple(str(row["finding"]) for row in sorted(kept, key=lambda row: (row["strength"], -row["weight"], row["finding"])))

    def _fits(self, row: Mapping[object, object], wanted: Wanted) -> bool:
        """Tell whether a finding is of the tables, partners and services that are asked for."""
        if wanted.tables and not set(str(row["tables"]).split()) & set(wanted.tables):
            return False
        concerned = set(str(row["units"]).split())
        if wanted.units and concerned and not concerned & set(wanted.units):
            return False
        named = {service for service in self.about.services if f"-{slug(service)}-" in f"-{row['finding']}-"}
        return not wanted.services or not named or bool(named & set(wanted.services))

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the municipalities, in the order of the report."""
        return tuple(str(code) for code in self.about.names.index)

    def ordered(self, units: Iterable[str]) -> tuple[str, ...]:
        """Put partners in the order of the report: municipalities by name, then powiats."""
        known = {str(code) for code in units}
        return (*[code for code in self.members if code in known], *sorted(known - set(self.members)))

    def municipal(self, units: Iterable[str]) -> tuple[str, ...]:
        """Keep the municipalities: powiats gain nothing in tables of municipalities."""
        return tuple(code for code in self.ordered(units) if code in self.members)

    def name(self, code: str) -> str:
        """Name one partner."""
        if code in self.members:
            return str(self.about.names[code])
        partners = self.table("partners")
        known = {} if partners is None else dict(zip(partners["teryt"], partners["name"], strict=True))
        return str(known.get(code, f"powiat {code}"))

    def names(self, units: Iterable[str]) -> str:
        """Join the names of partners, so that no name need be declined."""
        return ", ".join(self.name(code) for code in self.ordered(units))

    def label(self, service: str) -> str:
        """Name a service in quotation marks, so that it need not be declined."""
        return f"„{self.about.services[service].label if service in self.about.services else service}”"

    def field(self, service: str) -> str:
        """Give the field of a service; "" where the service is not known."""
        found = self.about.services[service].field if service in self.about.services else ""
        return found if found in SECTORS else ""

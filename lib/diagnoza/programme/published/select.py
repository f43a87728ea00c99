"""Which rows a part of the chapter is about: programmes, their names and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from diagnoza.programme.items import programmes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from diagnoza.programme.model import Model


class Case(Protocol):
    """A partnership as this chapter needs it."""

    @property
    def partners(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def deliveries(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def programme(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def coverage(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def coverage_items(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def coverage_parts(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def programme_dates(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def coverage_changes(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def cooperation_model(self) -> Model: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


@dataclass(frozen=True)
class Seen:
    """
    One programme as the chapter shows it.

    Attributes
    ----------
    teryt, year
        Whose and of which year.
    name
        Name of the municipality or powiat.
    alone
        Whether it is the only programme shown.
    """

    teryt: str
    year: int
    name: str
    alone: bool

    @property
    def key(self) -> str:
        """Part of the keys of its tables and figures."""
        return f"{self.teryt}-{self.year}"

    def of(self, table: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of a table that are about it."""
        return table[table["teryt"].eq(self.teryt) & table["year"].eq(self.year)]


def latest(case: Case) -> list[Seen]:
    """
    List the newest programme of each municipality and powiat, in the order of the partners.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If nothing was delivered about programmes.
    """
    newest = {teryt: year for teryt, year in programmes([case.coverage_items, case.programme])}  # noqa: C416  (the last year stays)
    order = [str(code) for code in case.names.index]
    codes = [*(code for code in order if code in newest), *(code for code in newest if code not in order)]
    return [Seen(code, newest[code], unit_name(code, case), len(codes) == 1) for code in codes]


def unit_name(code: str, case: Case) -> str:
    """
    Name a municipality or powiat.

    Parameters
    ----------
    code
        TERYT.
    case
        The partnership.
    """
    if code in case.names.index:
        return str(case.names[code])
    partners = case.partners.set_index("teryt")["name"]
    return str(partners[code]) if code in partners.index else f"powiat ({code})"


def sources(case: Case, *tables: str) -> list[Any]:
    """
    Give the sources of some delivered tables, those that were delivered.

    Parameters
    ----------
    case
        The partnership.
    tables
        Of programme, provisions and coverage; none means all.
    """
    delivered = set(case.deliveries["table"])
    wanted = [table for table in ("programme", "provisions", "coverage") if table in delivered]
    chosen = [table for table in wanted if table in tables] or wanted
    return list(case.sources([f"delivery:{table}" for table in chosen]))


def findings(seen: Seen, case: Case) -> pd.DataFrame:
    """
    Keep what was found of whole planes.

    Parameters
    ----------
    seen, case
        The programme; the partnership.
    """
    rows = seen.of(case.coverage)
    return rows[rows["plane"].notna() & rows["area"].eq("")]


def agreements(seen: Seen, case: Case) -> pd.DataFrame:
    """
    Keep what was agreed of the programme as a whole.

    Parameters
    ----------
    seen, case
        The programme; the partnership.
    """
    rows = seen.of(case.coverage)
    return rows[rows["plane"].isna() & rows["point"].isna()]

"""Which rows a part is about, and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from diagnoza.catalogue import SECTORS
from diagnoza.errors import NotApplicable
from diagnoza.tables.synthesis import LINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

NO_EVIDENCE = "Żadne z dostarczonych danych nie mówią o potrzebach w poszczególnych dziedzinach, dlatego dowodów nie zestawiono."
NO_GOALS = "Nie dostarczono celów strategicznych partnerów, dlatego nie zestawiono ich z dowodami."


class Case(Protocol):
    """A partnership as these chapters need it."""

    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def evidence(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def evidence_lines(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def field_status(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def findings(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def sources_of(case: Case, rows: pd.DataFrame) -> list[Any]:
    """
    Give the sources that some rows rest on, each once.

    Parameters
    ----------
    case
        The partnership.
    rows
        With the column sources.
    """
    return list(case.sources(dict.fromkeys(name for named in rows["sources"] for name in named.split())))


def require_evidence(case: Case) -> pd.DataFrame:
    """
    Give the evidence, if there is any.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If no line says anything of any field.
    """
    if case.evidence.empty:
        raise NotApplicable(NO_EVIDENCE)
    return case.evidence


def require_goals(case: Case) -> pd.DataFrame:
    """
    Give the evidence and goals of fields, where goals were delivered.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If they were not.
    """
    if "goals" in undelivered(case.evidence_lines):
        raise NotApplicable(NO_GOALS)
    return case.field_status


def undelivered(lines: pd.DataFrame) -> list[str]:
    """
    List the lines of evidence that no file came for.

    Parameters
    ----------
    lines
        Table `EvidenceLines`.
    """
    missing = set(lines.loc[lines["gap"].eq("not_delivered"), "line"])
    return [line for line in LINES if line in missing]


def delivered(lines: pd.DataFrame) -> list[str]:
    """
    List the lines of evidence that a table of evidence has columns for: delivered, or telling something of a field all the same.

    Parameters
    ----------
    lines
        Table `EvidenceLines`.
    """
    there = set(lines.loc[lines["gap"].ne("not_delivered"), "line"])
    return [line for line in LINES if line in there]


def told(lines: pd.DataFrame) -> list[str]:
    """
    List the fields that at least one line says something of.

    Parameters
    ----------
    lines
        Table `EvidenceLines`.
    """
    there = set(lines.loc[lines["state"].ne("no_data"), "field"])
    return [field for field in SECTORS if field in there]

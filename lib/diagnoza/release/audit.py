"""One audit over everything that is published: which counts left out could be told after all, and through which tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diagnoza.catalogue import read_services
from diagnoza.errors import Problem
from diagnoza.flows.protect import smallest
from diagnoza.release.bounds import narrow
from diagnoza.release.of_editions import tell_editions
from diagnoza.release.of_flows import tell_flows
from diagnoza.release.of_others import Told, tell_others
from diagnoza.release.of_surveys import tell_surveys
from diagnoza.release.relations import Relations
from diagnoza.surveys.codebook import BANK, load_codebook
from diagnoza.surveys.withheld import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from diagnoza.partnership import Partnership

READ = (
    "partners", "surveys", "estimates", "survey_flows", "weighting", "weighting_units", "themes", "perception", "inventory", "flows",
    "flow_totals", "flow_indicators", "flow_use", "settlement", "voice_sectors", "meetings",
)  # fmt: skip
"""Stored tables that the audit reads."""


@dataclass(frozen=True)
class Minimums:
    """
    What may be published, as the rooms have it.

    Attributes
    ----------
    services
        Smallest number of users by service; 5 for others.
    surveys
        Rules by survey.
    """

    services: Mapping[str, int]
    surveys: Mapping[str, Rules]

    @classmethod
    def of(cls, partnership: Partnership, root: Path) -> Minimums:
        """Read them from params and questionnaires."""
        folder = root / "params" / "questionnaires"
        services = smallest(read_services(folder / BANK).values()) | partnership.flows.minimums
        books = {one.id: load_codebook(folder / f"{one.questionnaire}.yaml", folder / BANK) for one in partnership.surveys}
        return cls(services, {one.id: Rules(one, books[one.id], 0.0) for one in partnership.surveys})


@dataclass(frozen=True)
class Leak:
    """
    A count that was left out and can be told too closely from what is published.

    Attributes
    ----------
    table, cell
        Where it is left out, and what it counts. Neither says how many there are.
    lower, upper
        Between these it must lie; NaN where tables contradict each other. They are for programs: where they lie close together they are
        as good as the truth, so no message may print them.
    through
        The tables that tell it, each with its edition where there are two.
    """

    table: str
    cell: str
    lower: float
    upper: float
    through: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """Say it without the number."""
        where, tables = f"the count of {self.cell}", ", ".join(self.through) or self.table
        if np.isnan(self.lower):
            what = f"{where} cannot be examined, as published tables contradict each other: {tables}"
            return Problem(self.table, "audit", what, "Prepare the partnership again; if it stays so, this is a mistake in diagnoza")
        width = f"to within {self.upper - self.lower:.0f} persons" if self.upper - self.lower >= 1 else "exactly"
        remedy = "Raise `minimum` of the survey or service, join answers or groups in params, or leave out one of these tables"
        return Problem(self.table, "audit", f"{where} is left out but can be told {width} through {tables}", remedy)


@dataclass(frozen=True)
class Audit:
    """What was found, and how much was examined."""

    leaks: tuple[Leak, ...]
    cells: int
    relations: int
    dropped: int


def audit(tables: Mapping[str, pd.DataFrame], minimums: Minimums, earlier: Mapping[str, pd.DataFrame] | None = None) -> Audit:
    """
    Examine everything that is published, and the edition before it.

    Parameters
    ----------
    tables
        Stored tables by name; what is not there tells nothing. They are not changed.
    minimums
        What may be published.
    earlier
        Stored tables of the edition that was published before; None: there was none.

    Returns
    -------
        Leaks in the order of the rooms, the number of counts left out, of relations, and of links that contradicted what is shown.

    Notes
    -----
    See docs/release.md for what is read, what is supposed and what is not covered.
    """
    known = Relations()
    now = Told("now", tables, minimums.surveys, "" if earlier is None else " (this edition)")
    editions = [now] if earlier is None else [Told("before", earlier, minimums.surveys, " (earlier edition)"), now]
    for one in editions:
        tell_surveys(known, one.tag, one.tables, one.rules, one.source("estimates"))
        tell_flows(known, one.tag, one.tables, minimums.services, one.ending)
        tell_others(known, one)
    if earlier is not None:
        tell_editions(known, *editions)
    found, parts = narrow(known)
    leaks = tuple(Leak(one.cell.table, one.cell.name, one.lower, one.upper, one.through) for one in found)
    return Audit(leaks, len(known.cells), len(known.relations), parts.dropped)

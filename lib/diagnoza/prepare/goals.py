"""From goals of partners' documents to what they have in common, on the day that the last of them were handed over."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Handed
from diagnoza.catalogue import Scope
from diagnoza.errors import ProblemsError
from diagnoza.goals.coding import agreement, disputes
from diagnoza.goals.common import fields, pairs
from diagnoza.goals.coverage import alignment, coverage, documents
from diagnoza.goals.declared import declared
from diagnoza.goals.reading import read_goals
from diagnoza.goals.regional import read_regional
from diagnoza.goals.similar import proposed_fields, twins
from diagnoza.tables.goals import GoalDay
from diagnoza.teryt import REGISTER, Register

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.errors import Problem
    from diagnoza.partnership import Partnership
    from diagnoza.prepare.given import Given

GOALS, REGIONAL = DELIVERED = ("goals", "regional_goals")
Read = dict[str, "ReadRows"]


def read(partnership: Partnership, root: Path) -> tuple[Read, list[Problem]]:
    """
    Read what was delivered about goals of partners and of the voivodeship.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The tables of `DELIVERED` with their audits, those that were delivered; and what the consultant should look at. Names of people are
        masked in what people wrote of conflicts; words of documents are left as they stand, but told where they seem to name a person.

    Raises
    ------
    ProblemsError
        If a file cannot be used, with the problems of all.
    """
    handed = _handed(partnership, root)
    if not handed:
        return {}, []
    scope = Scope(partnership.municipalities, Register.load(root / REGISTER), {}, partnership.providers)
    readers = {GOALS: lambda files: read_goals(files, scope, _people), REGIONAL: read_regional}
    found: Read = {}
    stopping: list[Problem] = []
    for table in (name for name in DELIVERED if name in handed):
        try:
            found[table] = readers[table](handed[table])
        except ProblemsError as error:
            stopping += error.problems
    problems = [problem for one in found.values() for problem in one.problems]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    return found, problems


def tabulate(read: Read, given: Given) -> dict[str, pd.DataFrame]:
    """
    Make of goals what partners have in common, and what is still to be settled.

    Parameters
    ----------
    read
        What was delivered about goals.
    given
        With the partnership: municipalities and powiats that are its members are its partners here, each counting once.

    Returns
    -------
        The tables of `diagnoza.tables.goals` that are stored. Those of the voivodeship are there where its list was delivered.
    """
    if GOALS not in read:
        return {REGIONAL: read[REGIONAL].table} if REGIONAL in read else {}
    goals, partners = read[GOALS].table, [*given.partnership.municipalities, *given.partnership.providers]
    day = day_of_goals(given.partnership)
    covered = coverage(goals, partners, day)
    of_region = {REGIONAL: read[REGIONAL].table, "goal_alignment": alignment(covered, read[REGIONAL].table)} if REGIONAL in read else {}
    return {
        "goals": goals,
        "goal_day": declared([{"day": day.isoformat()}], GoalDay),
        "goal_documents": documents(goals, day),
        "goal_coverage": covered,
        "goal_fields": fields(covered),
        "goal_pairs": pairs(covered),
        "goal_agreement": agreement(goals),
        "goal_disputes": disputes(goals),
        **_proposals(goals),
        **of_region,
    }


def day_of_goals(partnership: Partnership) -> dt.date:
    """
    Give the day that documents are held against: that on which the last file of goals was handed over.

    Parameters
    ----------
    partnership
        Loaded params, with at least one delivery of goals.

    Notes
    -----
    The report is then the same whenever it is made, and a document that ended while goals were being collected has run out.
    """
    return max(source.date for source in partnership.sources if source.table == GOALS)


def _proposals(goals: pd.DataFrame) -> dict[str, pd.DataFrame]:
    from diagnoza.surveys.open_answers.lemmas import lemmatise  # noqa: PLC0415  (a dictionary of the language: heavy)

    return {"goal_twins": twins(goals, lemmatise), "proposed_fields": proposed_fields(goals, lemmatise)}


@cache
def _people(text: str) -> str:
    """Mask names, numbers and addresses."""
    from diagnoza.surveys.open_answers.masking import mask  # noqa: PLC0415  (heavy, as above)

    return str(mask(pd.Series([text], dtype=object)).texts.iloc[0])


def _handed(partnership: Partnership, root: Path) -> dict[str, list[Handed]]:
    """List the delivered files of each table."""
    folder = root / "data" / "raw" / partnership.id
    handed: dict[str, list[Handed]] = {}
    for source in partnership.sources:
        if source.table in DELIVERED:
            handed.setdefault(source.table, []).append(Handed(folder / source.file, source.file, source.encoding, source.sheet))
    return handed

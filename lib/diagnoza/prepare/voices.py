"""From meetings and coded statements to what may be told of them: codes, needs and offers, readiness, quotes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Handed
from diagnoza.catalogue import Scope
from diagnoza.errors import Problem, ProblemsError
from diagnoza.surveys.open_answers.masking import mask
from diagnoza.tables.voices import Meetings
from diagnoza.teryt import REGISTER, Register
from diagnoza.voices import agreement, extent
from diagnoza.voices.meetings import read_meetings, relabel
from diagnoza.voices.needs import contradictory, needs_and_offers
from diagnoza.voices.quotes import quotes, unquotable
from diagnoza.voices.readiness import readiness
from diagnoza.voices.rules import settled
from diagnoza.voices.statements import Around, read_statements

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.partnership import Partnership
    from diagnoza.prepare.given import Given

MEETINGS, STATEMENTS = DELIVERED = ("meetings", "statements")
Read = dict[str, "ReadRows"]


def read(partnership: Partnership, root: Path) -> tuple[Read, list[Problem]]:
    """
    Read what was delivered about meetings and interviews.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The tables of `DELIVERED` with their audits, those that were delivered; and what the consultant should look at.

    Raises
    ------
    ProblemsError
        If a file cannot be used, with the problems of all.
    """
    handed = _handed(partnership, root)
    found: Read = {}
    stopping: list[Problem] = []
    if MEETINGS in handed:
        try:
            found[MEETINGS] = read_meetings(handed[MEETINGS], _people)
        except ProblemsError as error:
            stopping += error.problems
    if STATEMENTS in handed:
        scope = Scope(partnership.municipalities, Register.load(root / REGISTER), {}, partnership.providers)
        try:
            found[STATEMENTS] = read_statements(handed[STATEMENTS], Around(scope, _meetings(found), _people))
        except ProblemsError as error:
            stopping += error.problems
    problems = [problem for one in found.values() for problem in one.problems]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    return found, [*problems, *_doubts(found)]


def _doubts(found: Read) -> list[Problem]:
    """List what stands out only once all statements are read."""
    if STATEMENTS not in found:
        return []
    coding = settled(found[STATEMENTS].table)
    return [*contradictory(coding), *unquotable(coding), *_too_many(_meetings(found), found[STATEMENTS].table)]


def _too_many(meetings: pd.DataFrame, coding: pd.DataFrame) -> list[Problem]:
    """Find meetings, and series of them, whose sectors have more persons than there were participants."""
    told = coding.drop_duplicates(["meeting", "sector"]).groupby("meeting")["people"].sum()
    told = meetings["meeting"].map(told).fillna(0).astype(int)
    known = [(f"meeting „{name}”", n, there) for name, n, there in zip(meetings["meeting"], meetings["n"], told, strict=True)]
    series = meetings.assign(told=told)[meetings["series"].ne("")].groupby("series").agg({"n_series": "max", "told": "sum"})
    known += [(f"series „{name}”", n, there) for name, n, there in series.itertuples()]
    remedy = "Correct the number of persons of a sector, or that of participants"
    return [
        Problem(
            str(coding["file"].iloc[0]), "column n_sector_in_meeting", f"{there} persons by sector in {name} of {n} participants", remedy
        )
        for name, n, there in known
        if pd.notna(n) and there > n
    ]


def tabulate(read: Read, given: Given) -> dict[str, pd.DataFrame]:
    """
    Make of meetings and statements what may be published.

    Parameters
    ----------
    read
        What was delivered about meetings and interviews.
    given
        With the partnership.

    Returns
    -------
        Those tables of `diagnoza.tables.voices` that are stored: `meetings` where they were delivered, the others with statements. No
        statement is among them but what may be quoted.
    """
    if not read:
        return {}
    if STATEMENTS not in read:
        return {MEETINGS: relabel(_meetings(read), pd.DataFrame(columns=["meeting", "type", "date"]))[0]}
    meetings, coding = relabel(_meetings(read), read[STATEMENTS].table)
    one = settled(coding)
    return {
        MEETINGS: meetings,
        "voice_base": extent.base(one),
        "voice_sectors": extent.sectors(one, meetings),
        "voice_codes": extent.codes(one, places=len(given.partnership.municipalities) > 1),
        "voice_pairs": extent.pairs(one),
        **needs_and_offers(one),
        "voice_readiness": readiness(one),
        "voice_quotes": quotes(one),
        "coder_agreement": agreement.agreement(coding),
        "coding_disputes": agreement.disputes(coding),
    }


def _handed(partnership: Partnership, root: Path) -> dict[str, list[Handed]]:
    """List the delivered files of each table."""
    folder = root / "data" / "raw" / partnership.id
    handed: dict[str, list[Handed]] = {}
    for source in partnership.sources:
        if source.table in DELIVERED:
            handed.setdefault(source.table, []).append(Handed(folder / source.file, source.file, source.encoding, source.sheet))
    return handed


def _meetings(found: Read) -> pd.DataFrame:
    """Give the meetings, without rows where they were not delivered."""
    if MEETINGS in found:
        return found[MEETINGS].table
    return pd.DataFrame(Meetings.validate(pd.DataFrame(columns=list(Meetings.to_schema().columns)), lazy=True))


@cache
def _people(text: str) -> str:
    """Mask names, numbers and addresses."""
    return str(mask(pd.Series([text], dtype=object)).texts.iloc[0])

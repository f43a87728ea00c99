"""What focus groups, workshops and interviews said: codes, needs and offers, readiness, quotes; nobody can be told from them."""

from __future__ import annotations

from typing import Any, ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.catalogue import SECTORS
from diagnoza.tables.base import MUNICIPALITY, Table

TYPES = ("fgi", "workshop", "idi")
CATEGORIES = ("deficit", "resource", "readiness", "own_problem", "change", "cooperation")
NO_CODE = "none"
"""A coder read the statement and gave it no code."""
SPEAKERS = (
    "office", "powiat", "police", "education", "health", "culture", "ngo", "social_economy", "business", "church", "leaders", "residents",
    "other",
)  # fmt: skip
RESOURCES = ("institutional", "staff", "financial", "legal", "technological", "infrastructural", "other")
CONSENTS = ("", "consent", "institution")
CODERS = (0, 1, 2)
"""0: the coding that both agreed on; 1 and 2: the two coders."""
EVERYWHERE = "*"
"""All territories together, beside "", the partnership as a whole."""
PLACES = rf"^$|^\*$|{MUNICIPALITY}"
NEEDS = ("unmatched", "part", "possible", "matched")
OFFERS = ("unused", "part", "possible", "matched")
DIMENSIONS = ("category", "field", "codes")
UNLABELLED = "unlabelled"
"""Sectors that may not be named, together."""


def _category() -> Any:
    return pa.Field(isin=list(CATEGORIES), description="category of the code")


def _field() -> Any:
    return pa.Field(isin=list(SECTORS), description="field of public services")


def _resource() -> Any:
    return pa.Field(isin=["", *RESOURCES], description="kind of resource; empty: not told")


class Meetings(Table):
    """Meetings and interviews as they were announced: one row each."""

    meeting: Series[pd.StringDtype] = pa.Field(unique=True, description="F1, F2 … focus groups, W1 … workshops, I1 … interviews, by date")
    type: Series[pd.StringDtype] = pa.Field(isin=list(TYPES), description="fgi, workshop or idi (interview)")
    date: Series[pd.StringDtype] = pa.Field(str_matches=r"^\d{4}-\d\d-\d\d$", description="day, ISO date")
    place: Series[pd.StringDtype] = pa.Field(description="institution where it was; empty: not told")
    n: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="participants; missing: not told of this meeting alone")
    series: Series[pd.StringDtype] = pa.Field(description="meetings whose participants were counted together; empty: counted alone")
    n_series: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="participants of the series together; missing: not told")
    participants: Series[pd.StringDtype] = pa.Field(description="kinds of institutions that took part, joined by '; '")
    moderator: Series[pd.StringDtype] = pa.Field(description="role of who led it, never a name; empty: not told")


class Coding(Table):
    """Statements with their codes, before anything is published: never stored. One row per statement, coder and code."""

    file: Series[pd.StringDtype] = pa.Field(description="delivered file")
    row: Series[int] = pa.Field(ge=1, description="its row")
    meeting: Series[pd.StringDtype] = pa.Field(description="as in Meetings")
    type: Series[pd.StringDtype] = pa.Field(isin=list(TYPES), description="of the meeting")
    date: Series[pd.StringDtype] = pa.Field(description="of the meeting, ISO date; empty: not told")
    statement: Series[int] = pa.Field(ge=1, description="number of the statement")
    turn: Series[pd.StringDtype] = pa.Field(description="turn of the talk that it belongs to; else the statement itself")
    sector: Series[pd.StringDtype] = pa.Field(isin=["", *SPEAKERS], description="of the speaker; empty: not told")
    people: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="persons of the sector in the meeting; missing: not told")
    coder: Series[int] = pa.Field(isin=list(CODERS), description="1, 2, or 0 for what both agreed on")
    category: Series[pd.StringDtype] = pa.Field(isin=[*CATEGORIES, NO_CODE], description="category; none: read, and given no code")
    field: Series[pd.StringDtype] = pa.Field(isin=["", *SECTORS], description="field; empty only without a code")
    territory: Series[pd.StringDtype] = pa.Field(str_matches=rf"^$|{MUNICIPALITY}", description="municipality; empty: whole partnership")
    strength: Series[pd.Int64Dtype] = pa.Field(isin=[1, 2, 3], nullable=True, description="1 weak to 3 strong; missing: not told")
    item: Series[pd.StringDtype] = pa.Field(description="number of the need or offer spoken of; empty: of its own")
    subject: Series[pd.StringDtype] = pa.Field(description="what is needed or offered, personal data masked")
    target: Series[pd.StringDtype] = pa.Field(description="target group, masked")
    resource: Series[pd.StringDtype] = _resource()
    amount: Series[float] = pa.Field(gt=0, nullable=True, description="how much, in `unit`; missing: not told")
    unit: Series[pd.StringDtype] = pa.Field(description="unit of the amount")
    condition: Series[pd.StringDtype] = pa.Field(description="condition of an offer, masked")
    term: Series[pd.StringDtype] = pa.Field(description="until or from when, masked")
    readiness: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1, 2, 3], nullable=True, description="0 no to 3 committed; missing: not told")
    text: Series[pd.StringDtype] = pa.Field(description="words of the statement, masked")
    quotable: Series[int] = pa.Field(isin=[0, 1], description="1: a person has read it and lets it be quoted")
    consent: Series[pd.StringDtype] = pa.Field(isin=list(CONSENTS), description="of an interview: consent, or position of the institution")


class VoiceBase(Table):
    """How much was said: one row per type of meeting."""

    type: Series[pd.StringDtype] = pa.Field(isin=list(TYPES), unique=True, description="as in Meetings")
    meetings: Series[int] = pa.Field(ge=1, description="meetings or interviews with statements")
    statements: Series[int] = pa.Field(ge=1, description="statements read")
    used: Series[int] = pa.Field(ge=0, description="of these in the other tables; the rest could be put down to one person, or has no code")


class VoiceSectors(Table):
    """Who took part in meetings by sector, where there were enough of them; interviews have no sectors."""

    meeting: Series[pd.StringDtype] = pa.Field(description="as in Meetings")
    sector: Series[pd.StringDtype] = pa.Field(isin=list(SPEAKERS), description="sector")
    people: Series[pd.Int64Dtype] = pa.Field(ge=3, nullable=True, description="persons; missing: fewer than 3, or not told")
    status: Series[pd.StringDtype] = pa.Field(
        isin=["shown", "few", "not_told", "protected"], description="why persons are missing; protected: others could be told from them"
    )

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["meeting", "sector"]


class VoiceCodes(Table):
    """
    How widely a code was spoken of: meetings and sectors first, statements second. Never shares: a focus group is no survey.

    Sectors are only counted: which they were is not told.
    """

    category: Series[pd.StringDtype] = _category()
    field: Series[pd.StringDtype] = _field()
    territory: Series[pd.StringDtype] = pa.Field(str_matches=PLACES, description=f"municipality; empty: partnership; {EVERYWHERE}: all")
    meetings: Series[int] = pa.Field(ge=0, description="focus groups and workshops that spoke of it")
    meetings_of: Series[int] = pa.Field(ge=0, description="of so many")
    interviews: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="interviews that did; missing: fewer than 3 were held")
    interviews_of: Series[pd.Int64Dtype] = pa.Field(ge=3, nullable=True, description="of so many; missing: fewer than 3")
    sectors: Series[int] = pa.Field(ge=0, description="sectors in focus groups and workshops that did")
    sectors_of: Series[int] = pa.Field(ge=0, description="of so many")
    at_least: Series[int] = pa.Field(isin=[0, 1], description="1: `sectors` or one more, as „all of them” would tell of single persons")
    statements: Series[int] = pa.Field(ge=1, description="statements with the code")
    strong: Series[int] = pa.Field(ge=0, description="of these of strength 3")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["category", "field", "territory"]


class VoicePairs(Table):
    """Codes that come up together in a turn of the talk; only codes of 3 turns or more."""

    category_a: Series[pd.StringDtype] = _category()
    field_a: Series[pd.StringDtype] = _field()
    category_b: Series[pd.StringDtype] = _category()
    field_b: Series[pd.StringDtype] = _field()
    n_a: Series[int] = pa.Field(ge=3, description="turns with the first")
    n_b: Series[int] = pa.Field(ge=3, description="turns with the second")
    both: Series[int] = pa.Field(ge=1, description="turns with both")
    jaccard: Series[float] = pa.Field(gt=0, le=1, description="both / (n_a + n_b - both)")


class VoiceNeeds(Table):
    """Deficits as needs, those without an offer first."""

    need: Series[int] = pa.Field(ge=1, unique=True, description="number of the need")
    subject: Series[pd.StringDtype] = pa.Field(description="what is lacking, masked; empty: not told")
    field: Series[pd.StringDtype] = _field()
    territory: Series[pd.StringDtype] = pa.Field(str_matches=PLACES, description="municipality; empty: whole partnership")
    target: Series[pd.StringDtype] = pa.Field(description="target group, masked; empty: not told")
    resource: Series[pd.StringDtype] = _resource()
    amount: Series[float] = pa.Field(gt=0, nullable=True, description="largest amount named, in `unit`; missing: not told")
    unit: Series[pd.StringDtype] = pa.Field(description="unit of the amount")
    term: Series[pd.StringDtype] = pa.Field(description="by when, masked; empty: not told")
    meetings: Series[int] = pa.Field(ge=0, description="focus groups and workshops that named it")
    statements: Series[int] = pa.Field(ge=1, description="statements that name it")
    covered: Series[float] = pa.Field(ge=0, nullable=True, description="amount that offers cover; missing: the amount is not told")
    status: Series[pd.StringDtype] = pa.Field(
        isin=list(NEEDS), description="unmatched: no offer; part; possible: an offer whose amount is to be agreed; matched"
    )


class VoiceOffers(Table):
    """Resources that somebody offers to share, with the conditions."""

    offer: Series[int] = pa.Field(ge=1, unique=True, description="number of the offer")
    subject: Series[pd.StringDtype] = pa.Field(description="what is offered, masked; empty: not told")
    field: Series[pd.StringDtype] = _field()
    territory: Series[pd.StringDtype] = pa.Field(str_matches=PLACES, description="municipality; empty: whole partnership")
    resource: Series[pd.StringDtype] = _resource()
    owner: Series[pd.StringDtype] = pa.Field(isin=["", *SPEAKERS], description="sector that offers; empty: may not be named")
    amount: Series[float] = pa.Field(gt=0, nullable=True, description="amount in `unit`; missing: not told")
    unit: Series[pd.StringDtype] = pa.Field(description="unit of the amount")
    condition: Series[pd.StringDtype] = pa.Field(description="on what condition, masked; empty: not told")
    readiness: Series[int] = pa.Field(isin=[1, 2, 3], description="1 conditional, 2 declared, 3 committed")
    used: Series[float] = pa.Field(ge=0, nullable=True, description="amount that needs take; missing: the amount is not told")
    status: Series[pd.StringDtype] = pa.Field(
        isin=list(OFFERS), description="unused: nobody needs it; part; possible: a need whose amount is to be agreed; matched"
    )


class VoiceMatches(Table):
    """Which offer answers which need."""

    need: Series[int] = pa.Field(ge=1, description="as in VoiceNeeds")
    offer: Series[int] = pa.Field(ge=1, description="as in VoiceOffers")
    amount: Series[float] = pa.Field(gt=0, nullable=True, description="how much of it; missing: to be agreed")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["need", "offer"]


class VoiceReadiness(Table):
    """Declarations of readiness by sector: counts."""

    sector: Series[pd.StringDtype] = pa.Field(isin=[*SPEAKERS, UNLABELLED], unique=True, description="sector; unlabelled: others together")
    people: Series[int] = pa.Field(ge=3, description="persons of the sector in meetings with 3 of them or more")
    no: Series[int] = pa.Field(ge=0, description="declarations of readiness 0")
    conditional: Series[int] = pa.Field(ge=0, description="of readiness 1")
    declared: Series[int] = pa.Field(ge=0, description="of readiness 2")
    committed: Series[int] = pa.Field(ge=0, description="of readiness 3")


class VoiceQuotes(Table):
    """Words that may be quoted, personal data, places and positions masked."""

    category: Series[pd.StringDtype] = _category()
    field: Series[pd.StringDtype] = _field()
    sector: Series[pd.StringDtype] = pa.Field(isin=["", *SPEAKERS], description="of the speaker; empty: may not be named, and interviews")
    type: Series[pd.StringDtype] = pa.Field(isin=list(TYPES), description="of the meeting")
    consent: Series[pd.StringDtype] = pa.Field(isin=list(CONSENTS), description="of an interview: what it is quoted on")
    text: Series[pd.StringDtype] = pa.Field(description="the words")


class CoderAgreement(Table):
    """How far two coders agree, on statements that both coded."""

    dimension: Series[pd.StringDtype] = pa.Field(isin=list(DIMENSIONS), description="category, field; codes: all codes of a statement")
    code: Series[pd.StringDtype] = pa.Field(description="the category or field, given or not; empty: all codes of a statement as one")
    n: Series[int] = pa.Field(ge=1, description="statements that both coded")
    agreed: Series[int] = pa.Field(ge=0, description="of these coded alike")
    both: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="both gave the code; missing: all codes as one")
    first: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="only the first did")
    second: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="only the second did")
    kappa: Series[float] = pa.Field(ge=-1, le=1, nullable=True, description="Cohen's kappa; missing: chance alone explains all")


class CodingDisputes(Table):
    """Statements that the coders coded differently and have not settled: one row per code of either."""

    file: Series[pd.StringDtype] = pa.Field(description="delivered file")
    row: Series[int] = pa.Field(ge=1, description="first row of the statement in it")
    category: Series[pd.StringDtype] = _category()
    field: Series[pd.StringDtype] = _field()
    territory: Series[pd.StringDtype] = pa.Field(str_matches=PLACES, description="municipality; empty: whole partnership")
    first: Series[int] = pa.Field(isin=[0, 1], description="1: the first coder gave it")
    second: Series[int] = pa.Field(isin=[0, 1], description="1: the second coder gave it")
    strength_first: Series[pd.Int64Dtype] = pa.Field(isin=[1, 2, 3], nullable=True, description="strength by the first; missing: not told")
    strength_second: Series[pd.Int64Dtype] = pa.Field(isin=[1, 2, 3], nullable=True, description="strength by the second")

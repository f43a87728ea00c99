"""Goals of the documents of partners, what they have in common, and how they were coded."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.catalogue import SECTORS
from diagnoza.tables.base import UNIT, Table

LEVELS = ("strategic", "operational", "direction")
DIMENSIONS = ("S", "G", "P")
"""Social, economic (gospodarczy) and spatial (przestrzenny) dimension."""
NO_FIELD = "none"
"""The code of a goal that belongs to no field of the list; empty is a goal that was not coded."""
FIELDS = (*SECTORS, NO_FIELD)
OPEN = "open"
"""The end of a document that says of itself that it has none; empty is an end that was not told."""
STATES = ("valid", "expired", "later", "undated")
KINDS = ("none", "single", "shared", "common")
"""How many partners have a goal in a field, from none to at least two thirds."""
REGIONAL_KINDS = ("goal", "mission")
POINTS = 9
"""Points of art. 10e para. 3."""

_CODED = ["", *FIELDS]


class Goals(Table):
    """Goals of all documents of all partners: one row per goal, with its main field."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner: municipality or powiat [TERYT]")
    document: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="name of the document, as delivered")
    adopted: Series[pd.StringDtype] = pa.Field(description="day of adoption, ISO date; empty: not told")
    valid_to: Series[pd.StringDtype] = pa.Field(description=f"last day it holds, ISO date; {OPEN}: it has no end; empty: not told")
    level: Series[pd.StringDtype] = pa.Field(isin=["", *LEVELS], description="strategic, operational, direction; empty: not told")
    text: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="words of the document")
    page: Series[pd.StringDtype] = pa.Field(description="page of the document, as delivered; empty: not told")
    field: Series[pd.StringDtype] = pa.Field(
        isin=_CODED, description=f"field that counts; {NO_FIELD}: of none; empty: not coded or not settled"
    )
    dimension: Series[pd.StringDtype] = pa.Field(isin=["", *DIMENSIONS], description="S social, G economic, P spatial; empty: not told")
    coder1: Series[pd.StringDtype] = pa.Field(isin=_CODED, description="field by the first coder; empty: did not code it")
    coder2: Series[pd.StringDtype] = pa.Field(isin=_CODED, description="field by the second coder; empty: did not code it")
    agreed: Series[pd.StringDtype] = pa.Field(isin=_CODED, description="field that both settled on; empty: nothing was settled")
    art10e_point: Series[pd.Int64Dtype] = pa.Field(
        ge=1, le=POINTS, nullable=True, description="point of art. 10e para. 3 that it feeds; missing: not told"
    )
    indicator: Series[pd.StringDtype] = pa.Field(description="indicator in the document; empty: none is told")
    target: Series[pd.StringDtype] = pa.Field(description="target in the document, with its unit; empty: none is told")
    conflict: Series[pd.StringDtype] = pa.Field(description="what it is in conflict with, as people wrote it; empty: nothing was written")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "document", "level", "text"]


class GoalDay(Table):
    """The day that documents are held against: one row."""

    day: Series[pd.StringDtype] = pa.Field(
        str_matches=r"^\d{4}-\d\d-\d\d$", description="ISO date: the day on which the last file of goals was handed over"
    )


class GoalDocuments(Table):
    """Documents that goals come from, and whether they hold on a given day."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner [TERYT]")
    document: Series[pd.StringDtype] = pa.Field(description="name of the document")
    adopted: Series[pd.StringDtype] = pa.Field(description="as in Goals")
    valid_to: Series[pd.StringDtype] = pa.Field(description="as in Goals")
    state: Series[pd.StringDtype] = pa.Field(
        isin=list(STATES), description="valid; expired; later: adopted after the day; undated: no end told"
    )
    goals: Series[int] = pa.Field(ge=1, description="goals that were listed from it")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "document", "adopted", "valid_to"]


class GoalCoverage(Table):
    """Goals of each partner in each field on a given day; a partner that delivered none has a row with missing counts."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner [TERYT]")
    field: Series[pd.StringDtype] = pa.Field(isin=list(FIELDS), description=f"field; {NO_FIELD}: goals of no field")
    goals: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="goals of valid documents; missing: nothing was delivered")
    expired: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="goals of expired documents; missing as above")
    undated: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="goals of documents without a told end; missing as above")
    has: Series[pd.Int64Dtype] = pa.Field(
        isin=[0, 1], nullable=True, description="1 a valid goal, 0 none; missing: it may have one (undated, not coded, or not delivered)"
    )

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "field"]


class GoalFields(Table):
    """How many partners have a valid goal in a field, at least and at most."""

    field: Series[pd.StringDtype] = pa.Field(isin=list(SECTORS), unique=True, description="field")
    partners: Series[int] = pa.Field(ge=1, description="all partners")
    having: Series[int] = pa.Field(ge=0, description="partners with a valid goal")
    unknown: Series[int] = pa.Field(ge=0, description="partners that may have one")
    low: Series[float] = pa.Field(ge=0, le=1, description="share of partners if none of the unknown ones had one")
    high: Series[float] = pa.Field(ge=0, le=1, description="share of partners if all of the unknown ones had one")
    kind: Series[pd.StringDtype] = pa.Field(
        isin=list(KINDS), description="common: at least 2/3 and 2 partners, shared: 2, single, none; at the low share"
    )
    kind_high: Series[pd.StringDtype] = pa.Field(
        isin=list(KINDS), description="the same at the high share; differs where it is not settled"
    )


class GoalPairs(Table):
    """How alike the fields of two partners are."""

    first: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner with the lower code [TERYT]")
    second: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="other partner [TERYT]")
    both: Series[int] = pa.Field(ge=0, description="fields that both surely have a valid goal in")
    either: Series[int] = pa.Field(ge=0, description="fields that at least one surely has a valid goal in")
    unknown: Series[int] = pa.Field(ge=0, description="fields where it is not known of one of them or of both")
    jaccard: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="both / either; missing: not all is known, or neither has a goal"
    )
    low: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="least that it can be; missing: neither has a goal")
    high: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="most that it can be; missing: neither has a goal")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["first", "second"]


class GoalAgreement(Table):
    """How far two coders agree on the fields of goals that both coded."""

    field: Series[pd.StringDtype] = pa.Field(isin=_CODED, unique=True, description="field, given or not; empty: all fields as one label")
    goals: Series[int] = pa.Field(ge=0, description="all goals")
    n: Series[int] = pa.Field(ge=0, description="goals that both coded")
    agreed: Series[int] = pa.Field(ge=0, description="of these coded alike")
    kappa: Series[float] = pa.Field(le=1, nullable=True, description="Cohen's kappa; missing: chance explains all")


class GoalDisputes(Table):
    """Goals that the coders gave different fields and have not settled."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner [TERYT]")
    document: Series[pd.StringDtype] = pa.Field(description="name of the document")
    page: Series[pd.StringDtype] = pa.Field(description="as in Goals")
    level: Series[pd.StringDtype] = pa.Field(isin=["", *LEVELS], description="as in Goals")
    text: Series[pd.StringDtype] = pa.Field(description="words of the document")
    coder1: Series[pd.StringDtype] = pa.Field(isin=list(FIELDS), description="field by the first coder")
    coder2: Series[pd.StringDtype] = pa.Field(isin=list(FIELDS), description="field by the second coder")


class GoalTwins(Table):
    """Goals of two partners that use like words: a proposal to read them side by side, no finding."""

    first: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner with the lower code [TERYT]")
    first_document: Series[pd.StringDtype] = pa.Field(description="its document")
    first_level: Series[pd.StringDtype] = pa.Field(isin=["", *LEVELS], description="level of its goal")
    first_text: Series[pd.StringDtype] = pa.Field(description="words of its goal")
    second: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="other partner [TERYT]")
    second_document: Series[pd.StringDtype] = pa.Field(description="its document")
    second_level: Series[pd.StringDtype] = pa.Field(isin=["", *LEVELS], description="level of its goal")
    second_text: Series[pd.StringDtype] = pa.Field(description="words of its goal")
    similarity: Series[float] = pa.Field(gt=0, le=1, description="cosine of the counts of words in dictionary form")


class ProposedFields(Table):
    """Fields that like words propose for goals without one: for people to accept or refuse; several where they are equally like."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner [TERYT]")
    document: Series[pd.StringDtype] = pa.Field(description="name of the document")
    level: Series[pd.StringDtype] = pa.Field(isin=["", *LEVELS], description="as in Goals")
    text: Series[pd.StringDtype] = pa.Field(description="words of the goal without a field")
    proposed: Series[pd.StringDtype] = pa.Field(isin=list(SECTORS), description="field of the coded goal that is most alike")
    similarity: Series[float] = pa.Field(gt=0, le=1, description="cosine of the counts of words in dictionary form")
    like_teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner of that goal [TERYT]")
    like_text: Series[pd.StringDtype] = pa.Field(description="words of that goal")


class RegionalGoals(Table):
    """What documents of the voivodeship want, an editable list: one row per goal and field that it belongs to; a mission has no field."""

    goal: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="number or id of the goal in the strategy")
    name: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="words of the strategy")
    kind: Series[pd.StringDtype] = pa.Field(isin=list(REGIONAL_KINDS), description="goal; mission: held against no field")
    field: Series[pd.StringDtype] = pa.Field(
        isin=_CODED, description=f"field that the goal belongs to; {NO_FIELD}: none; empty: nobody decided it"
    )
    dimension: Series[pd.StringDtype] = pa.Field(isin=["", *DIMENSIONS], description="as in Goals")
    document: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="name of the document")
    adopted: Series[pd.StringDtype] = pa.Field(description="as in Goals")
    valid_to: Series[pd.StringDtype] = pa.Field(description="as in Goals")
    source: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="where it was read: page, or who quotes it")
    said: Series[pd.StringDtype] = pa.Field(description="what partners say of how they agree with it, quoted; empty: nothing")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["goal", "field"]


class GoalAlignment(Table):
    """Whether a partner has a valid goal in a field of each goal of the voivodeship."""

    goal: Series[pd.StringDtype] = pa.Field(description="as in RegionalGoals")
    name: Series[pd.StringDtype] = pa.Field(description="as in RegionalGoals")
    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="partner [TERYT]")
    goals: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="valid goals in its fields; missing: nothing was delivered")
    has: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1], nullable=True, description="1 a valid goal, 0 none; missing: it may have one")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["goal", "teryt"]

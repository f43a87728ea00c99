"""What all lines of evidence say together, and what follows from it: made by `prepare` from the tables of all rooms."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.catalogue import SECTORS
from diagnoza.tables.base import UNIT, Table
from diagnoza.tables.goals import DIMENSIONS, POINTS

LINES = (
    "statistics",
    "residents",
    "youth",
    "leaders",
    "entrepreneurs",
    "seniors",
    "inventory",
    "flows",
    "voices",
    "institutions",
    "programme",
    "goals",
)
"""Lines of evidence, in the order of the chapters that show them."""
ITEM_STATES = ("supports", "contradicts")
STATES = (*ITEM_STATES, "mixed", "no_data")
GAPS = ("not_delivered", "hidden", "silent")
"""Why a line says nothing of a field: no file came, all of it may not be published, or it holds nothing of the field."""
STRENGTHS = ("A", "B", "C")
CROSSED = ("evidenced", "unevidenced", "blind_spot", "single", "nothing", "unknown")
"""A field by its goals and its evidence: common or shared and evidenced, the same without evidence, evidenced but nobody's goal, a goal of
one partner only, neither goal nor evidence, goals not known."""
KINDS = ("need", "asset", "difference", "trend", "tie")
SWOT = ("", "S", "W", "O", "T")
TYPES = (
    "investment",
    "joint_service",
    "training",
    "procedure",
    "information",
    "cooperation",
    "exchange",
    "programme_change",
    "measure_next",
)
COSTS = ("none", "low", "medium", "high", "unknown")
TERMS = ("quick", "short", "long")
"""Within half a year without new money; within two years; later."""

_FIELDS = ["", *SECTORS]


class Evidence(Table):
    """What each line of evidence says of the need to act in a field: one row per thing that was measured or told."""

    field: Series[pd.StringDtype] = pa.Field(isin=list(SECTORS), description="field, of the sectors")
    line: Series[pd.StringDtype] = pa.Field(isin=list(LINES), description="line of evidence")
    item: Series[pd.StringDtype] = pa.Field(
        str_length={"min_value": 1}, description="what was measured or told, e.g. a service or indicator"
    )
    state: Series[pd.StringDtype] = pa.Field(
        isin=list(ITEM_STATES), description="supports: it tells of a need to act; contradicts: of none"
    )
    statement: Series[pd.StringDtype] = pa.Field(
        str_length={"min_value": 1}, description="what it says, a short Polish clause with its value"
    )
    value: Series[float] = pa.Field(nullable=True, description="the value, in `unit`; missing: said without a number")
    unit: Series[pd.StringDtype] = pa.Field(description="Polish unit; empty: none")
    n: Series[pd.Int64Dtype] = pa.Field(
        ge=0, nullable=True, description="what it rests on (persons, municipalities ...); missing: no count applies"
    )
    date: Series[pd.StringDtype] = pa.Field(description="year or ISO day that it is about; empty: not told")
    origin: Series[pd.StringDtype] = pa.Field(isin=["real", "synthetic"], description="synthetic where any part of it is")
    tables: Series[pd.StringDtype] = pa.Field(description="stored tables that it was read from, with blanks between")
    sources: Series[pd.StringDtype] = pa.Field(description="sources, as in Sources, with blanks between")
    key: Series[pd.StringDtype] = pa.Field(str_matches=r"^(tab|fig)-[a-z0-9-]+$", description="table or figure of the report that shows it")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["field", "line", "item"]


class EvidenceLines(Table):
    """What each line says of each field: a row for every line and field."""

    field: Series[pd.StringDtype] = pa.Field(isin=list(SECTORS), description="field")
    line: Series[pd.StringDtype] = pa.Field(isin=list(LINES), description="line of evidence")
    state: Series[pd.StringDtype] = pa.Field(
        isin=list(STATES), description="of its items: all support, all contradict, mixed; or none is there"
    )
    supporting: Series[int] = pa.Field(ge=0, description="items that support")
    contradicting: Series[int] = pa.Field(ge=0, description="items that contradict")
    gap: Series[pd.StringDtype] = pa.Field(isin=["", *GAPS], description="why there is none; empty where there is one")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["field", "line"]


class FieldStatus(Table):
    """How strong the evidence of each field is, and whose goal it is."""

    field: Series[pd.StringDtype] = pa.Field(isin=list(SECTORS), unique=True, description="field")
    strength: Series[pd.StringDtype] = pa.Field(isin=["", *STRENGTHS], description="A strong, B medium, C weak; empty: no line supports it")
    supporting: Series[int] = pa.Field(
        ge=0,
        description="lines that support, goals aside; a mixed one unless more of its items contradict, none that only repeats a survey",
    )
    contradicting: Series[int] = pa.Field(ge=0, description="lines that contradict, goals aside")
    goals: Series[pd.StringDtype] = pa.Field(
        isin=["", "none", "single", "shared", "common"], description="as GoalFields.kind; empty: not known"
    )
    crossed: Series[pd.StringDtype] = pa.Field(isin=list(CROSSED), description="evidence and goals together")


class Findings(Table):
    """Conclusions: one sentence each, built from values of the tables that it names."""

    finding: Series[pd.StringDtype] = pa.Field(
        str_matches=r"^[a-z0-9-]+$", unique=True, description="identifier, the same in every edition"
    )
    chapter: Series[pd.StringDtype] = pa.Field(str_matches=r"^\d\d-[a-z]+$", description="chapter that shows its table or figure")
    line: Series[pd.StringDtype] = pa.Field(isin=list(LINES), description="line of evidence")
    field: Series[pd.StringDtype] = pa.Field(isin=_FIELDS, description="field; empty: of no one field")
    dimension: Series[pd.StringDtype] = pa.Field(isin=list(DIMENSIONS), description="S social, G economic, P spatial")
    kind: Series[pd.StringDtype] = pa.Field(isin=list(KINDS), description="need, asset, difference between partners, trend, tie")
    swot: Series[pd.StringDtype] = pa.Field(isin=list(SWOT), description="where it stands in SWOT; empty: nowhere")
    sentence: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="Polish sentence, or two")
    plain: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="the same in easy Polish (ETR): short, no jargon")
    strength: Series[pd.StringDtype] = pa.Field(isin=list(STRENGTHS), description="A strong, B medium, C weak evidence")
    weight: Series[float] = pa.Field(
        ge=0, le=1, description="how much it stands out within its line, 0 to 1; orders findings of one strength"
    )
    art10e_point: Series[pd.Int64Dtype] = pa.Field(ge=1, le=POINTS, nullable=True, description="point of art. 10e para. 3 that it feeds")
    units: Series[pd.StringDtype] = pa.Field(description="municipalities concerned [TERYT], with blanks between; empty: all")
    value: Series[float] = pa.Field(nullable=True, description="the value that the sentence turns on; missing: none")
    unit: Series[pd.StringDtype] = pa.Field(description="Polish unit of the value; empty: none")
    n: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="what it rests on; missing: no count applies")
    date: Series[pd.StringDtype] = pa.Field(description="year or ISO day that it is about; empty: not told")
    origin: Series[pd.StringDtype] = pa.Field(isin=["real", "synthetic"], description="synthetic where any part of it is")
    tables: Series[pd.StringDtype] = pa.Field(
        str_length={"min_value": 1}, description="stored tables that it was read from, with blanks between"
    )
    sources: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="sources, as in Sources, with blanks between")
    keys: Series[pd.StringDtype] = pa.Field(
        str_matches=r"^(tab|fig)-[a-z0-9-]+( (tab|fig)-[a-z0-9-]+)*$", description="tables and figures that show it"
    )


class Recommendations(Table):
    """What the partnership could do together: a proposal that rests on findings, for people to decide."""

    recommendation: Series[pd.StringDtype] = pa.Field(str_matches=r"^[a-z0-9-]+$", unique=True, description="identifier")
    type: Series[pd.StringDtype] = pa.Field(isin=list(TYPES), description="kind of action")
    field: Series[pd.StringDtype] = pa.Field(isin=_FIELDS, description="field; empty: of no one field")
    title: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="what to do, Polish")
    reason: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="why, Polish, with values")
    findings: Series[pd.StringDtype] = pa.Field(str_matches=r"^[a-z0-9-]+( [a-z0-9-]+)*$", description="Findings that it rests on")
    units: Series[pd.StringDtype] = pa.Field(description="partners concerned [TERYT], with blanks between; empty: all")
    gaining: Series[int] = pa.Field(ge=0, description="municipalities that gain")
    cost: Series[pd.StringDtype] = pa.Field(isin=list(COSTS), description="cost band; unknown: the tables tell no cost")
    term: Series[pd.StringDtype] = pa.Field(isin=list(TERMS), description="quick, short, long")
    indicator: Series[pd.StringDtype] = pa.Field(description="what tells whether it works, Polish; empty: none is measured yet")
    baseline: Series[float] = pa.Field(nullable=True, description="its value now; missing: not measured yet")
    target: Series[float] = pa.Field(nullable=True, description="value to reach; missing: people set it")
    unit: Series[pd.StringDtype] = pa.Field(description="Polish unit of both")
    audience: Series[pd.StringDtype] = pa.Field(description="of training: who, Polish; else empty")
    headcount: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="of training: persons; missing: not known or no training")
    owner: Series[pd.StringDtype] = pa.Field(description="who answers for it: always empty, for people to fill")
    art10e_point: Series[pd.Int64Dtype] = pa.Field(ge=1, le=POINTS, nullable=True, description="point of art. 10e para. 3")
    strength: Series[pd.StringDtype] = pa.Field(isin=list(STRENGTHS), description="strength of the best of its findings")


class Gains(Table):
    """What each recommendation would bring each municipality."""

    recommendation: Series[pd.StringDtype] = pa.Field(description="as in Recommendations")
    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality [TERYT]")
    gains: Series[int] = pa.Field(isin=[0, 1], description="1 it gains, 0 the tables show no gain")
    amount: Series[float] = pa.Field(nullable=True, description="how much, in `unit`; missing: not a number")
    unit: Series[pd.StringDtype] = pa.Field(description="Polish unit of the amount")
    below: Series[pd.Int64Dtype] = pa.Field(
        isin=[0, 1], nullable=True, description="1 it stands below the partnership in this; missing: not known"
    )

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["recommendation", "teryt"]

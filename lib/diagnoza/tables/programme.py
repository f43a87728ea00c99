"""The yearly programme of co-operation with NGOs: its dates, its provisions, and how far it covers the model and the act."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import UNIT, Table

PROPOSALS = ("add", "redraft", "keep", "consider")
KINDS = ("area", "point")
STATUSES = ("missing", "redraft", "present", "unassessed")
SIDES = ("text", "practice")
POINTS = "points"
"""The part of coverage that is no plane of the model: the points of the act."""
CHANGES = ("added", "dropped", "improved", "worsened", "same", "unknown")
DATES = ("adopted", "report")
MOST = 2
"""The highest level: 0 absent, 1 told in general, 2 operational."""


class Programme(Table):
    """Programmes of co-operation: one row per municipality or powiat and year."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year that the programme is for")
    resolution: Series[pd.StringDtype] = pa.Field(description="number and organ of the resolution, as delivered; empty: not told")
    adopted: Series[pd.StringDtype] = pa.Field(description="day of adoption, ISO date; empty: not told")
    consulted: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1], nullable=True, description="consulted before: 1 yes, 0 no; missing: not told")
    report: Series[pd.StringDtype] = pa.Field(description="day of the report on the programme, ISO date; empty: not told")
    source: Series[pd.StringDtype] = pa.Field(description="place in the source; empty: not told")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "year"]


class Provisions(Table):
    """Quotes from programmes: one row per quote and what it is about; a quote on two areas has two rows."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year of the programme")
    paragraph: Series[pd.StringDtype] = pa.Field(description="paragraph of the programme, as delivered; empty: not told")
    quote: Series[pd.StringDtype] = pa.Field(description="words of the programme")
    point: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="statutory point; missing: of none")
    area: Series[pd.StringDtype] = pa.Field(description="area of the model, id in params/programme/areas.yaml; empty: of none")
    source: Series[pd.StringDtype] = pa.Field(description="place in the source; empty: not told")


class Coverage(Table):
    """
    What people judged of a programme: one row per area, statutory point, or finding on a plane or on the whole programme.

    Levels and scores belong to areas and points only. What is missing was not assessed, which is not level 0.
    """

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year of the programme")
    plane: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="plane of the model; missing: a point, or the whole programme")
    area: Series[pd.StringDtype] = pa.Field(description="area of the model; empty: a point, a whole plane, or the whole programme")
    point: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="statutory point; missing: none")
    level_text: Series[pd.Int64Dtype] = pa.Field(
        isin=[0, 1, 2], nullable=True, description="what is written: 0 absent, 1 in general, 2 operational"
    )
    level_practice: Series[pd.Int64Dtype] = pa.Field(
        isin=[0, 1, 2], nullable=True, description="what is done: 0 nothing, 1 in part, 2 works"
    )
    score_jst: Series[float] = pa.Field(nullable=True, description="score by the municipality, on the scale of areas.yaml")
    score_ngo: Series[float] = pa.Field(nullable=True, description="score by the organisations, on the same scale")
    score_agreed: Series[float] = pa.Field(nullable=True, description="score that both agreed on; never a mean of the two")
    evidence: Series[pd.StringDtype] = pa.Field(description="what the judgement rests on: a quote or a document; empty: not told")
    proposal: Series[pd.StringDtype] = pa.Field(isin=["", *PROPOSALS], description="what is proposed; empty: nothing is told")
    action: Series[pd.StringDtype] = pa.Field(description="what is to be done, in words; empty: not told")
    owner: Series[pd.StringDtype] = pa.Field(description="institution or role that answers for it; empty: not told")
    term: Series[pd.StringDtype] = pa.Field(description="until when, as delivered; empty: not told")
    source: Series[pd.StringDtype] = pa.Field(description="place in the source; empty: not told")


class CoverageItems(Table):
    """Every area of the model and every statutory point, for every programme, whether assessed or not."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year of the programme")
    kind: Series[pd.StringDtype] = pa.Field(isin=list(KINDS), description="area or point")
    item: Series[pd.StringDtype] = pa.Field(description="id of the area, or number of the point")
    part: Series[pd.StringDtype] = pa.Field(description=f"number of the plane; {POINTS} for the points of the act")
    level_text: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1, 2], nullable=True, description="as in Coverage; missing: not assessed")
    level_practice: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1, 2], nullable=True, description="as in Coverage; missing: not assessed")
    status: Series[pd.StringDtype] = pa.Field(isin=list(STATUSES), description="which list: level_text 0 missing, 1 redraft, 2 present")
    score_jst: Series[float] = pa.Field(nullable=True, description="as in Coverage")
    score_ngo: Series[float] = pa.Field(nullable=True, description="as in Coverage")
    score_agreed: Series[float] = pa.Field(nullable=True, description="as in Coverage")
    provision: Series[pd.StringDtype] = pa.Field(description="paragraphs and quotes of the programme; empty: none delivered")
    evidence: Series[pd.StringDtype] = pa.Field(description="as in Coverage")
    proposal: Series[pd.StringDtype] = pa.Field(isin=["", *PROPOSALS], description="as in Coverage")
    action: Series[pd.StringDtype] = pa.Field(description="as in Coverage")
    owner: Series[pd.StringDtype] = pa.Field(description="as in Coverage")
    term: Series[pd.StringDtype] = pa.Field(description="as in Coverage")
    source: Series[pd.StringDtype] = pa.Field(description="as in Coverage")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "year", "kind", "item"]


class CoverageParts(Table):
    """
    Coverage of each plane, and of the statutory points, in the text and in practice: sum of levels / (2 × areas).

    As long as some are not assessed, only what it can be at least and at most is known.
    """

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year of the programme")
    part: Series[pd.StringDtype] = pa.Field(description="as in CoverageItems")
    side: Series[pd.StringDtype] = pa.Field(isin=list(SIDES), description="text or practice")
    items: Series[int] = pa.Field(ge=1, description="areas of the plane, or points of the act")
    assessed: Series[int] = pa.Field(ge=0, description="of these with a level")
    levels: Series[int] = pa.Field(ge=0, description="sum of their levels")
    coverage: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="share; missing: not all are assessed")
    low: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="share if all others were 0; missing: none is assessed")
    high: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="share if all others were 2; missing: none is assessed")


class ProgrammeDates(Table):
    """Dates of programmes against those of the act; only dates that were delivered are judged."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year of the programme")
    date: Series[pd.StringDtype] = pa.Field(isin=list(DATES), description="adopted, or report")
    day: Series[pd.StringDtype] = pa.Field(description="ISO date; empty: not told")
    due: Series[pd.StringDtype] = pa.Field(description="last day by the act, ISO date")
    late: Series[pd.Int64Dtype] = pa.Field(nullable=True, description="days after the last day, 0 or less on time; missing: not told")


class CoverageChanges(Table):
    """Levels of one programme against those of the programme delivered before it, of the same municipality."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    before: Series[int] = pa.Field(ge=1990, le=2100, description="year of the earlier programme")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year of the later programme")
    kind: Series[pd.StringDtype] = pa.Field(isin=list(KINDS), description="as in CoverageItems")
    item: Series[pd.StringDtype] = pa.Field(description="as in CoverageItems")
    part: Series[pd.StringDtype] = pa.Field(description="as in CoverageItems")
    side: Series[pd.StringDtype] = pa.Field(isin=list(SIDES), description="text or practice")
    level_before: Series[pd.Int64Dtype] = pa.Field(nullable=True, description="level in the earlier programme; missing: not assessed")
    level: Series[pd.Int64Dtype] = pa.Field(nullable=True, description="level in the later programme; missing: not assessed")
    change: Series[pd.StringDtype] = pa.Field(
        isin=list(CHANGES), description="added from 0, dropped to 0, improved, worsened, same; unknown: one of the two was not assessed"
    )

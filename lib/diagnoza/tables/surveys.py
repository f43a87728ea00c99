"""
What surveys say: made once by `prepare`, with everything that may not be published already left out.

No table here has a row per respondent.
"""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import MUNICIPALITY, Table

DESIGNS = ("probability", "quota", "open_link", "census_attempt", "purposive")
STATUSES = ("shown", "small", "base", "protected")
SHOWN = ("shown", "small")
"""The statuses of figures that are published."""
NOTES = ("joined", "scaled", "capped", "unknown", "left out", "not weighted")
"""What is told of weighting; left out: municipalities that nobody answered from."""


class Surveys(Table):
    """The surveys of a partnership: one row each."""

    survey: Series[pd.StringDtype] = pa.Field(unique=True, description="identifier in params")
    title: Series[pd.StringDtype] = pa.Field(description="Polish name")
    group: Series[pd.StringDtype] = pa.Field(description="who was asked: residents, youth, leaders, entrepreneurs or seniors")
    questionnaire: Series[pd.StringDtype] = pa.Field(description="questionnaire in params/questionnaires")
    design: Series[pd.StringDtype] = pa.Field(isin=list(DESIGNS), description="how respondents came to answer")
    mode: Series[pd.StringDtype] = pa.Field(description="how answers were collected, Polish")
    start: Series[pd.StringDtype] = pa.Field(description="first day, ISO date")
    end: Series[pd.StringDtype] = pa.Field(description="last day, ISO date")
    delivered: Series[int] = pa.Field(ge=0, description="rows in all files = kept + rejected")
    kept: Series[int] = pa.Field(ge=0, description="rows that count")
    population: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="persons the survey is about; missing: not known")
    invited: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="persons asked to answer; missing: not known")
    weighted: Series[bool] = pa.Field(description="whether answers were weighted")
    n_eff: Series[float] = pa.Field(ge=0, description="effective number of respondents (Kish); kept where not weighted")
    deff: Series[float] = pa.Field(ge=1, description="design effect of weighting (Kish): kept / n_eff")
    low_weight: Series[float] = pa.Field(ge=0, description="smallest weight [mean weights]")
    high_weight: Series[float] = pa.Field(ge=0, description="largest weight [mean weights]")
    capped: Series[float] = pa.Field(ge=0, le=1, description="share of respondents whose weight was cut at the cap")


class Flags(Table):
    """Answers that were kept but look careless, and how much results would change without them."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    flag: Series[pd.StringDtype] = pa.Field(description="what looks careless, Polish")
    rows: Series[int] = pa.Field(ge=0, description="kept rows with the flag")


class Weighting(Table):
    """Margins of a survey before and after weighting."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    margin: Series[pd.StringDtype] = pa.Field(description="question, or questions joined by *")
    category: Series[pd.StringDtype] = pa.Field(description="code, or codes joined by *; of joined categories by +")
    label: Series[pd.StringDtype] = pa.Field(description="Polish name of the category")
    total: Series[float] = pa.Field(gt=0, description="persons in the population")
    n: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents; missing: fewer than may be published")
    target: Series[float] = pa.Field(ge=0, le=1, description="share in the population")
    before: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="share of respondents whose category is known; missing as n")
    after: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="the same, weighted; missing as n")
    source: Series[pd.StringDtype] = pa.Field(description="where the totals come from, Polish")
    origin: Series[pd.StringDtype] = pa.Field(isin=["real", "synthetic"], description="real or synthetic")


class WeightingNotes(Table):
    """What was done so that weighting was possible."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    kind: Series[pd.StringDtype] = pa.Field(isin=list(NOTES), description="what was done")
    text: Series[pd.StringDtype] = pa.Field(description="a Polish sentence")


class WeightingUnits(Table):
    """Weights by municipality."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    teryt: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="municipality [TERYT]")
    n: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents; missing: fewer than may be published")
    n_eff: Series[float] = pa.Field(ge=0, nullable=True, description="effective number of respondents (Kish); missing as n")
    deff: Series[float] = pa.Field(
        ge=1, nullable=True, description="design effect of weighting (Kish), 1 where nobody answered; missing as n"
    )


class Estimates(Table):
    """Shares and means of all that surveys asked, for all respondents and for groups of them."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    question: Series[pd.StringDtype] = pa.Field(description="identifier in the questionnaire")
    answer: Series[pd.StringDtype] = pa.Field(
        description="code of an answer; of scales also top2, bottom2, mean; of numbers mean, median; `missing:` and a code: not answered"
    )
    group: Series[pd.StringDtype] = pa.Field(
        description="question whose answers make the group; `all`; `at_risk`: a declared group; `unflagged`: no careless answers"
    )
    category: Series[pd.StringDtype] = pa.Field(description="code in it; of `at_risk` the id, or `other:` and the id; else empty")
    n: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents of the group who answered; missing: too few")
    count: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents with the answer; purposive surveys only")
    n_eff: Series[float] = pa.Field(ge=0, nullable=True, description="effective number of respondents behind the value")
    value: Series[float] = pa.Field(nullable=True, description="share (0-1, whole percents), mean or median; missing: not published")
    se: Series[float] = pa.Field(ge=0, nullable=True, description="standard error of the value, design-based")
    low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %")
    high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    status: Series[pd.StringDtype] = pa.Field(
        isin=list(STATUSES),
        description="shown; small: shown, on a small base; base: too few respondents; protected: too few with the answer, or another figure"
        " could be computed from it: which of the two would itself tell a count",
    )
    minimum: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="the number of respondents that a base missed; else missing")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["survey", "question", "answer", "group", "category"]


class Differences(Table):
    """Differences between groups of respondents, and between surveys; only of figures that are published."""

    kind: Series[pd.StringDtype] = pa.Field(
        isin=["rest", "at_risk", "survey"],
        description="rest: a category against all others; at_risk: a group against others; survey: two surveys",
    )
    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    other: Series[pd.StringDtype] = pa.Field(description="the other survey; empty within one")
    question: Series[pd.StringDtype] = pa.Field(description="identifier in the questionnaire")
    answer: Series[pd.StringDtype] = pa.Field(description="as in Estimates")
    group: Series[pd.StringDtype] = pa.Field(description="as in Estimates; `all` between surveys")
    category: Series[pd.StringDtype] = pa.Field(description="as in Estimates; empty between surveys")
    value: Series[float] = pa.Field(description="share or mean minus that of the others")
    se: Series[float] = pa.Field(ge=0, description="standard error of the difference")
    low: Series[float] = pa.Field(description="lower limit, 95 %, of this difference alone")
    high: Series[float] = pa.Field(description="upper limit, 95 %, of this difference alone")
    p: Series[float] = pa.Field(ge=0, le=1, description="p-value of no difference")
    p_adjusted: Series[float] = pa.Field(ge=0, le=1, description="the same after Holm, within the family")
    family: Series[pd.StringDtype] = pa.Field(description="the family of comparisons that Holm takes together")
    effect: Series[float] = pa.Field(description="Cohen's h of shares, difference in standard deviations of means")


class Tests(Table):
    """Whether the answers to a question depend on the group: Rao-Scott tests."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    question: Series[pd.StringDtype] = pa.Field(description="identifier in the questionnaire")
    answer: Series[pd.StringDtype] = pa.Field(description="of a multiple question the code; else empty: all answers")
    group: Series[pd.StringDtype] = pa.Field(description="question whose answers make the groups")
    n: Series[int] = pa.Field(ge=1, description="respondents")
    f: Series[float] = pa.Field(ge=0, description="Rao-Scott F, second order")
    df1: Series[float] = pa.Field(gt=0, description="numerator degrees of freedom")
    df2: Series[float] = pa.Field(gt=0, description="denominator degrees of freedom")
    p: Series[float] = pa.Field(ge=0, le=1, description="p-value of independence")
    p_adjusted: Series[float] = pa.Field(ge=0, le=1, description="the same after Holm, over the questions of the survey and this group")
    cramers_v: Series[float] = pa.Field(ge=0, le=1, description="Cramer's V of the weighted table")


class Themes(Table):
    """Open answers in groups of like words."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    question: Series[pd.StringDtype] = pa.Field(description="identifier in the questionnaire")
    theme: Series[int] = pa.Field(ge=0, description="number of the theme, from the largest; 0: answers of no theme")
    name: Series[pd.StringDtype] = pa.Field(description="Polish name by a person who read the answers; empty: a proposal nobody has read")
    words: Series[pd.StringDtype] = pa.Field(description="its commonest words, in the dictionary form, joined by commas")
    n: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="answers; missing: fewer than may be published")
    answered: Series[int] = pa.Field(ge=0, description="answers to the question")


class Quotes(Table):
    """Open answers that a person has read and marked as fit to be quoted."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys")
    question: Series[pd.StringDtype] = pa.Field(description="identifier in the questionnaire")
    theme: Series[int] = pa.Field(ge=0, description="number of the theme; 0: none")
    text: Series[pd.StringDtype] = pa.Field(description="the answer, personal data masked")

"""How well services meet needs, where resources and needs part, why, and what would help; nothing here that may not be published."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import MUNICIPALITY, UNIT, Table

WHERE = r"^(\d{7})?$"
STATUSES = ("shown", "small", "base", "protected")
KINDS = ("strength", "organisation", "verify", "resource", "unassessed")
RESOURCES = ("institutional", "staff", "financial", "legal", "technological", "infrastructural", "other")
TRAINABLE = ("organisation", "competence", "information")
QUADRANTS = ("concentrate", "keep", "low_priority", "overkill")
REMEDIES = ("training", "procedure", "information", "investment", "shared_service", "cooperation", "check", "good_practice")
UNIT_OF = "municipality [TERYT]; empty: the partnership"
SERVICE = "identifier of the service"
LEVELS = ("own", "partnership")
LEVEL = "whose answers it rests on: those of the municipality, or, where they are too few, of the partnership"


class Perception(Table):
    """How important residents find a service and how well their needs are met, in whole points and percents."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=WHERE, description=UNIT_OF)
    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    importance: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="I, mean importance to all residents [0-100]")
    importance_low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %")
    importance_high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    needs_met: Series[float] = pa.Field(
        ge=0, le=100, nullable=True, description="N, how well needs of users and would-be users are met [0-100]; would-be users count 0"
    )
    needs_low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %")
    needs_high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    satisfaction: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="mean satisfaction of users alone [0-100]")
    satisfaction_low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %")
    satisfaction_high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    unmet: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="share of would-be users among users and would-be users")
    unmet_low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %")
    unmet_high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    n_importance: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents behind I, rounded down to tens")
    n_needs: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents behind N, rounded down to tens")
    status_importance: Series[pd.StringDtype] = pa.Field(isin=list(STATUSES), description="of I, as status")
    status: Series[pd.StringDtype] = pa.Field(
        isin=list(STATUSES),
        description="of N: shown; small: shown, on a small base; base: too few respondents; protected: would tell of persons",
    )

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service"]


class Gaps(Table):
    """The quality gap of MG-6 (luka jakościowa): supply by the inventory against needs met by the survey. Not the gap of SERVQUAL."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=WHERE, description=UNIT_OF)
    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    scored: Series[int] = pa.Field(ge=0, description="municipalities with a score of supply behind it")
    supply: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="Z of Supply; of the partnership the mean by inhabitants")
    supply_low: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="least over other weightings of the parts")
    supply_high: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="greatest over other weightings of the parts")
    needs_met: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="N of Perception")
    needs_low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %")
    needs_high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    quality_gap: Series[float] = pa.Field(ge=-100, le=100, nullable=True, description="Z less N [points]; a direction, not one scale")
    kind: Series[pd.StringDtype] = pa.Field(
        isin=list(KINDS),
        description="strength: Z and N high; organisation: Z high, N low (organisation, competence, information); verify: Z low, N high;"
        " resource: both low; unassessed: one of them is not known",
    )
    sure: Series[bool] = pa.Field(description="whether the ranges of Z and N lie on one side of the thresholds")
    reason: Series[pd.StringDtype] = pa.Field(description="why it is not assessed, Polish; else empty")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service"]


class Priorities(Table):
    """Unmet needs weighed by importance: I × max(0, I − N) / 100."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=WHERE, description=UNIT_OF)
    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    importance: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="I of Perception")
    needs_met: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="N of Perception")
    value: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="priority [0-100]; missing: not assessed")
    low: Series[float] = pa.Field(ge=0, nullable=True, description="lower limit, 95 %, bootstrap")
    high: Series[float] = pa.Field(ge=0, nullable=True, description="upper limit, 95 %, bootstrap")
    rank_low: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="first place it could take (95 % of samples)")
    rank_high: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="last place it could take (95 % of samples)")
    tie: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="group whose intervals reach that of its first service")
    reason: Series[pd.StringDtype] = pa.Field(description="why it is not assessed, Polish; else empty")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service"]


class Ipa(Table):
    """Importance against the satisfaction of users, by two cross-hairs and the diagonal."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=WHERE, description=UNIT_OF)
    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    importance: Series[float] = pa.Field(ge=0, le=100, description="I of Perception")
    satisfaction: Series[float] = pa.Field(ge=0, le=100, description="satisfaction of Perception")
    cross_importance: Series[float] = pa.Field(ge=0, le=100, description="mean importance over the services")
    cross_satisfaction: Series[float] = pa.Field(ge=0, le=100, description="mean satisfaction over the services")
    quadrant: Series[pd.StringDtype] = pa.Field(isin=list(QUADRANTS), description="by these means (data-centred)")
    quadrant_scale: Series[pd.StringDtype] = pa.Field(isin=list(QUADRANTS), description="by the middle of the scales, 50 (scale-centred)")
    changes: Series[bool] = pa.Field(description="whether the two differ")
    sure: Series[bool] = pa.Field(description="whether both intervals lie on one side of the data-centred cross-hair")
    diagonal: Series[float] = pa.Field(description="importance less satisfaction [points]")
    below: Series[bool] = pa.Field(description="whether satisfaction stays behind importance")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service"]


class Servqual(Table):
    """The gap of SERVQUAL (luka SERVQUAL): perception less expectation of those who gave both. Not the quality gap of MG-6."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=WHERE, description=UNIT_OF)
    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    dimension: Series[pd.StringDtype] = pa.Field(description="dimension; empty: the service as a whole, the mean of its dimensions")
    n: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents with both answers, rounded down to tens")
    value: Series[float] = pa.Field(ge=-4, le=4, nullable=True, description="P − E [points of the scale]; below 0: below expectation")
    low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %, bootstrap")
    high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %, bootstrap")
    status: Series[pd.StringDtype] = pa.Field(isin=["shown", "small", "base"], description="as in Perception")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service", "dimension"]


class Disagreements(Table):
    """Good ratings by officials or leaders against those by residents."""

    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    who: Series[pd.StringDtype] = pa.Field(
        isin=["officials", "leaders"], description="officials: of the state of the service; leaders: of it as users"
    )
    n: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="respondents of the group who rated; missing: not published")
    count: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="with a good rating; groups chosen on purpose only")
    value: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="their share of good ratings; missing for groups chosen on purpose"
    )
    residents: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="the residents' share of good ratings")
    difference: Series[float] = pa.Field(ge=-1, le=1, nullable=True, description="others less residents; missing where one has no share")
    low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %")
    high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    text: Series[pd.StringDtype] = pa.Field(description="both in Polish words")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["service", "who"]


class Causes(Table):
    """Why needs are not met: what the inventory and the residents name."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="municipality [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    kind: Series[pd.StringDtype] = pa.Field(isin=["organisation", "resource"], description="kind of gap, as in Gaps")
    cause: Series[pd.StringDtype] = pa.Field(
        isin=[*TRAINABLE, *RESOURCES], description="kind of resource that falls short, or what can be trained"
    )
    origin: Series[pd.StringDtype] = pa.Field(isin=["inventory", "barrier"], description="inventory, or what residents say hinders them")
    share: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="of barriers: the share that names it; else missing")
    level: Series[pd.StringDtype] = pa.Field(isin=list(LEVELS), description=LEVEL)
    evidence: Series[pd.StringDtype] = pa.Field(description="what speaks for it, Polish")


class Remedies(Table):
    """What would help, by gap and cause."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="municipality [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    kind: Series[pd.StringDtype] = pa.Field(isin=list(KINDS[:-1]), description="kind of gap, as in Gaps")
    cause: Series[pd.StringDtype] = pa.Field(
        isin=["", *TRAINABLE, *RESOURCES], description="as in Causes; empty: none found, or none needed"
    )
    main: Series[bool] = pa.Field(description="whether the cause is one that the kind of gap suggests")
    type: Series[pd.StringDtype] = pa.Field(isin=list(REMEDIES), description="type of remedy")
    text: Series[pd.StringDtype] = pa.Field(description="what it means, Polish")
    value: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="priority of the service; missing: not known")
    level: Series[pd.StringDtype] = pa.Field(isin=list(LEVELS), description=LEVEL)


class Training(Table):
    """Topics of training, only from causes in organisation, competence and information."""

    field: Series[pd.StringDtype] = pa.Field(description="sector")
    cause: Series[pd.StringDtype] = pa.Field(isin=list(TRAINABLE), description="cause that it removes")
    topic: Series[pd.StringDtype] = pa.Field(description="topic, Polish")
    services: Series[pd.StringDtype] = pa.Field(description="services with the cause, joined by `; `")
    municipalities: Series[pd.StringDtype] = pa.Field(description="municipalities with the cause [TERYT], joined by `; `")
    units: Series[pd.StringDtype] = pa.Field(description="institutions whose staff it concerns, joined by `; `")
    n_units: Series[int] = pa.Field(ge=0, description="institutions named")
    staff: Series[float] = pa.Field(ge=0, nullable=True, description="staff concerned [full-time equivalents]; missing: not known")
    without_staff: Series[int] = pa.Field(ge=0, description="units and services whose staff is not known; they do not count")
    declared: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="share of staff who declare the need; missing: not asked")
    base_score: Series[float] = pa.Field(ge=0, nullable=True, description="sum of priority × staff")
    low: Series[float] = pa.Field(ge=0, nullable=True, description="the same with the lower limits of priorities")
    high: Series[float] = pa.Field(ge=0, nullable=True, description="the same with the upper limits of priorities")
    score: Series[float] = pa.Field(ge=0, nullable=True, description="sum of priority × staff × declared need; missing: need not known")
    rank: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="place by score if all have one, else by base_score")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["field", "cause"]


class GoodPractices(Table):
    """Partners who do better with no more resources, what they did, and who lacks it."""

    service: Series[pd.StringDtype] = pa.Field(description=SERVICE)
    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="who does better: municipality, or powiat that tells so [TERYT]")
    receiver: Series[pd.StringDtype] = pa.Field(str_matches=WHERE, description="who lacks it [TERYT]; empty: nobody with a gap")
    difference: Series[float] = pa.Field(nullable=True, description="N less that of the receiver [whole points]; missing: not confirmed")
    low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %, of this difference alone")
    high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %, of this difference alone")
    p_adjusted: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="p-value after Holm, over all pairs of the service")
    supply: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="Z of Supply")
    supply_receiver: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="Z of the receiver")
    unit_cost: Series[float] = pa.Field(ge=0, nullable=True, description="unit cost of ServiceUse [zł per user and year]")
    unit_cost_receiver: Series[float] = pa.Field(ge=0, nullable=True, description="unit cost of the receiver")
    advantage: Series[pd.StringDtype] = pa.Field(isin=["", "supply", "unit_cost", "both"], description="what the better one has no more of")
    confirmed: Series[bool] = pa.Field(description="whether results of survey and inventory confirm it")
    problem: Series[pd.StringDtype] = pa.Field(description="which problem it was, Polish; empty: no description delivered")
    done: Series[pd.StringDtype] = pa.Field(description="what was done, Polish")
    cost: Series[pd.StringDtype] = pa.Field(description="what it cost, Polish")
    conditions: Series[pd.StringDtype] = pa.Field(description="on which conditions it can be transferred, Polish")
    contact: Series[pd.StringDtype] = pa.Field(description="role of the person to ask, no name")

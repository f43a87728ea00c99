"""What services there are and with which resources: the inventory, the score of supply made of it, use and cost."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import MUNICIPALITY, UNIT, Table

RESOURCES = ("institutional", "staff", "financial", "legal", "technological", "infrastructural", "other")
STATUSES = ("measured", "estimated", "no_data")
BETTER = ("higher", "lower")
KINDS = ("standard", "comparison", "scale", "none")
"""Against what a part of the score is held; none: it does not enter."""


class Inventory(Table):
    """Services as municipalities and powiats provide them: one row per unit, service, provider, indicator and year."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality served, or powiat that provides [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service in params/questionnaires/bank.yaml")
    field: Series[pd.StringDtype] = pa.Field(description="sector of the service")
    provider: Series[pd.StringDtype] = pa.Field(description="institution that provides it, as delivered; empty: not named")
    provider_type: Series[pd.StringDtype] = pa.Field(description="municipality, powiat, ngo, private or other; empty: not told")
    form: Series[pd.StringDtype] = pa.Field(description="own, commissioned, agreement, ngo or other; empty: not told")
    resource: Series[pd.StringDtype] = pa.Field(isin=list(RESOURCES), description="kind of resource that the indicator is about")
    indicator: Series[pd.StringDtype] = pa.Field(description="name of the indicator, as delivered first")
    value: Series[float] = pa.Field(ge=0, nullable=True, description="value in `unit`; missing: no data, which is not 0")
    unit: Series[pd.StringDtype] = pa.Field(description="unit of value and standard: rates per 1 000, amounts in zł, shares in %")
    target_pop: Series[float] = pa.Field(gt=0, nullable=True, description="persons in the municipality whom the service is for")
    standard: Series[float] = pa.Field(gt=0, nullable=True, description="statutory standard in `unit`; missing: none given")
    better: Series[pd.StringDtype] = pa.Field(isin=["", *BETTER], description="with a standard: it is a least (higher) or a most (lower)")
    condition: Series[float] = pa.Field(ge=1, le=5, nullable=True, description="state of buildings or equipment, 1 worst, 5 best")
    accessible_arch: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1], nullable=True, description="accessible building: 1 yes, 0 no")
    accessible_digital: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1], nullable=True, description="accessible website: 1 yes, 0 no")
    hours_week: Series[float] = pa.Field(ge=0, le=168, nullable=True, description="hours a week it is open")
    staff_fte: Series[float] = pa.Field(ge=0, nullable=True, description="staff of the provider [full-time equivalents]")
    spend_pln: Series[float] = pa.Field(ge=0, nullable=True, description="current spending on the service in the year [zł]")
    capacity: Series[float] = pa.Field(ge=0, nullable=True, description="persons it can serve at once or in the year, e.g. places")
    users: Series[float] = pa.Field(ge=0, nullable=True, description="persons served")
    waiting: Series[float] = pa.Field(ge=0, nullable=True, description="persons who wait")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year that the row is about")
    source: Series[pd.StringDtype] = pa.Field(description="where the figure comes from, as delivered; empty: not told")
    status: Series[pd.StringDtype] = pa.Field(isin=list(STATUSES), description="how the value came about; no_data: there is none")


class Comparison(Table):
    """Values that supply is compared with where there is no standard: one row per service and part of the score."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    part: Series[pd.StringDtype] = pa.Field(description="part of the score, as in SupplyParts")
    unit: Series[pd.StringDtype] = pa.Field(description="unit of the values")
    better: Series[pd.StringDtype] = pa.Field(isin=list(BETTER), description="whether more or less of it is better")
    value: Series[float] = pa.Field(gt=0, description="typical value of the comparison group: median, or mean where no median is given")
    p10: Series[float] = pa.Field(ge=0, nullable=True, description="10th percentile over the comparison group; missing: not given")
    q1: Series[float] = pa.Field(ge=0, nullable=True, description="lower quartile; missing: not given")
    q3: Series[float] = pa.Field(ge=0, nullable=True, description="upper quartile; missing: not given")
    p90: Series[float] = pa.Field(ge=0, nullable=True, description="90th percentile; missing: not given")
    group: Series[pd.StringDtype] = pa.Field(description="with whom it is compared, Polish")
    source: Series[pd.StringDtype] = pa.Field(description="where the values come from; empty: not told")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["service", "part"]


class Completeness(Table):
    """What the inventory says and does not say: one row per municipality, service and kind of resource."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    resource: Series[pd.StringDtype] = pa.Field(isin=list(RESOURCES), description="kind of resource")
    cells: Series[int] = pa.Field(ge=0, description="figures asked for: indicators listed, and columns of the resource filled in")
    known: Series[int] = pa.Field(ge=0, description="of these with a value, measured or estimated")
    estimated: Series[int] = pa.Field(ge=0, description="of these estimated")
    status: Series[pd.StringDtype] = pa.Field(
        isin=["measured", "estimated", "partial", "no_data", "absent"],
        description="all known; known, some estimated; some without data; listed, none known; not listed at all",
    )

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service", "resource"]


class SupplyParts(Table):
    """What the score of supply is made of, and what could not enter it."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="municipality [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    part: Series[pd.StringDtype] = pa.Field(
        description="folded name of an indicator, or `@` and a column of the inventory: @capacity, @staff …"
    )
    label: Series[pd.StringDtype] = pa.Field(description="Polish name of the part")
    resource: Series[pd.StringDtype] = pa.Field(isin=list(RESOURCES), description="kind of resource")
    year: Series[pd.Int64Dtype] = pa.Field(nullable=True, description="year of the value; missing: no value")
    value: Series[float] = pa.Field(nullable=True, description="value of the municipality, all its providers together; missing: no data")
    unit: Series[pd.StringDtype] = pa.Field(description="unit of value and reference")
    reference: Series[float] = pa.Field(nullable=True, description="standard, or typical value of the comparison group; missing: none")
    kind: Series[pd.StringDtype] = pa.Field(
        isin=list(KINDS), description="what it is held against: standard, comparison, the ends of its own scale, or none"
    )
    normalised: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="value on 0-100; missing: the part does not enter")
    weight: Series[float] = pa.Field(ge=0, le=1, description="share in the score; 0: it does not enter")
    note: Series[pd.StringDtype] = pa.Field(description="why it does not enter, Polish; empty: it enters")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service", "part"]


class Supply(Table):
    """Score of supply Z: how far the resources of a service reach, by standards and comparison; one row per municipality and service."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="municipality [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    score: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="Z, weighted mean of the parts; missing: no part could enter")
    low: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="least score over other weightings; missing: one part or none")
    high: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="greatest score over other weightings; missing as low")
    parts: Series[int] = pa.Field(ge=0, description="parts that entered")
    of: Series[int] = pa.Field(ge=0, description="parts that are known of this service anywhere in the partnership or the comparison")
    basis: Series[pd.StringDtype] = pa.Field(description="what the score rests on, or why there is none, Polish")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service"]


class ServiceUse(Table):
    """Use of capacity and cost per user; over those providers of a unit that tell both numbers."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="latest year of the inventory of this unit and service")
    providers: Series[int] = pa.Field(ge=1, description="providers in that year")
    users: Series[float] = pa.Field(ge=0, nullable=True, description="persons served by all that tell it; missing: nobody tells")
    capacity: Series[float] = pa.Field(ge=0, nullable=True, description="persons who can be served, of all that tell it")
    use: Series[float] = pa.Field(ge=0, nullable=True, description="users / capacity, of providers that tell both; missing: none")
    spend_pln: Series[float] = pa.Field(ge=0, nullable=True, description="current spending of all that tell it [zł]")
    unit_cost: Series[float] = pa.Field(
        ge=0, nullable=True, description="spending / users, of providers that tell both [zł per user and year]"
    )
    waiting: Series[float] = pa.Field(ge=0, nullable=True, description="persons who wait, of all that tell it")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "service"]


class TrainingNeeds(Table):
    """What staff say they need training in: one row per service and cause."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    cause: Series[pd.StringDtype] = pa.Field(isin=["organisation", "competence", "information"], description="what training would be about")
    share: Series[float] = pa.Field(ge=0, le=1, description="share of the staff asked who say that they need it, 0-1")
    n: Series[int] = pa.Field(ge=1, description="staff who were asked; a share of fewer than 5 is not used")


class Practices(Table):
    """What partners tell of what they have done well; a role to ask, no names."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat that did it [TERYT]")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    problem: Series[pd.StringDtype] = pa.Field(description="what was the matter, Polish")
    done: Series[pd.StringDtype] = pa.Field(description="what was done, Polish")
    cost: Series[pd.StringDtype] = pa.Field(description="what it cost, in words; empty: not told")
    conditions: Series[pd.StringDtype] = pa.Field(description="what others need to do the same, Polish; empty: not told")
    contact: Series[pd.StringDtype] = pa.Field(description="role of the person to ask; empty: not told")

"""Who uses whose services: what both sides report, what may be published of it, and what follows."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import MUNICIPALITY, UNIT, Table

OUTSIDE, UNKNOWN = "OUT", "UNKNOWN"
"""Any place outside the partnership, and a place that is not known."""
NODE = rf"{UNIT[:-1]}$|^(OUT|UNKNOWN)$"
SIDES = ("residence", "provider")
"""Who reports a flow: the municipality its users live in, or the unit that serves them."""
REPORTED = ("reported", "not_reported", "suppressed")
"""reported: a number, which may be 0. not_reported: nobody says. suppressed: the reporter withheld a small number."""
MADE = ("counted", "estimated", "declared")
VERDICTS = ("agree", "dispute", "one_sided", "missing")
SHOWN = ("shown", "protected", "not_reported", "undefined")
"""
shown: published. protected: left out, as it or another hidden figure would tell of few persons. not_reported: nobody reported what it
needs. undefined: there is nothing to divide by.
"""
SETTLED = ("statute", "agreement", "value")
"""On what money may be asked for: an act, an agreement between municipalities, or nothing (the value of the service only)."""
UNSETTLED = ("no_cost", "covered", "partial")
"""
no_cost: cost, fee or grant is not known. covered: fee and grant cover the cost, so the amount is 0. partial: what is left of a pair over
its services, without those flows that are hidden, not reported or without a cost.
"""


class FlowReports(Table):
    """What each side reports: one row per service, year, origin, destination and side. Exact counts: never stored, never published."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service in params/questionnaires/bank.yaml")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year, or the year a school year begins in")
    origin: Series[pd.StringDtype] = pa.Field(str_matches=NODE, description="where the users live [TERYT, OUT or UNKNOWN]")
    destination: Series[pd.StringDtype] = pa.Field(str_matches=NODE, description="where they are served [TERYT, powiat, OUT or UNKNOWN]")
    side: Series[pd.StringDtype] = pa.Field(isin=list(SIDES), description="who reports: residence or provider")
    users: Series[float] = pa.Field(ge=0, nullable=True, description="persons; missing unless status is reported")
    status: Series[pd.StringDtype] = pa.Field(isin=list(REPORTED), description="reported (0 is a report), not_reported or suppressed")
    made: Series[pd.StringDtype] = pa.Field(isin=list(MADE), description="counted in a register, estimated, or declared")
    source: Series[pd.StringDtype] = pa.Field(description="register or document, as delivered; empty: not told")


class Capacity(Table):
    """What a unit can serve: one row per service, unit and year."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat that provides [TERYT]")
    capacity: Series[float] = pa.Field(ge=0, nullable=True, description="persons it can serve at once or in the year; missing: not known")
    waiting: Series[float] = pa.Field(ge=0, nullable=True, description="persons who wait; missing: not known")


class UnitCosts(Table):
    """What a unit spends on a service: one row per service, unit and year. Amounts in zł of the year."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat that provides [TERYT]")
    fixed: Series[float] = pa.Field(ge=0, nullable=True, description="cost a year that does not depend on users [zł]; missing: not known")
    variable: Series[float] = pa.Field(ge=0, nullable=True, description="cost a year of one more user [zł]; missing: not known")
    unit_cost: Series[float] = pa.Field(ge=0, nullable=True, description="whole current cost a year per user [zł]; missing: not known")
    fee: Series[float] = pa.Field(ge=0, nullable=True, description="fees of users a year per user [zł]; missing: not known")
    grant: Series[float] = pa.Field(ge=0, nullable=True, description="state grant a year per user [zł]; missing: not known")


class Travel(Table):
    """How far it is from one municipality to another, as delivered."""

    origin: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="municipality [TERYT]")
    destination: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    minutes: Series[float] = pa.Field(ge=0, description="one way [min]")
    mode: Series[pd.StringDtype] = pa.Field(isin=["car", "public"], description="by car or by public transport")


class Flows(Table):
    """Users of a service living in one place and served in another, both reports reconciled; small numbers are left out."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year, or the year a school year begins in")
    origin: Series[pd.StringDtype] = pa.Field(str_matches=NODE, description="where the users live [TERYT, OUT or UNKNOWN]")
    destination: Series[pd.StringDtype] = pa.Field(str_matches=NODE, description="where they are served [TERYT, powiat, OUT or UNKNOWN]")
    users: Series[float] = pa.Field(ge=0, nullable=True, description="persons: what the provider reports, else what the residence reports")
    low: Series[float] = pa.Field(ge=0, nullable=True, description="smaller of the two reports; missing with users")
    high: Series[float] = pa.Field(ge=0, nullable=True, description="greater of the two reports; missing with users")
    residence: Series[float] = pa.Field(ge=0, nullable=True, description="what the residence reports; missing: nothing, or left out")
    provider: Series[float] = pa.Field(ge=0, nullable=True, description="what the provider reports; missing: nothing, or left out")
    verdict: Series[pd.StringDtype] = pa.Field(isin=["", *VERDICTS], description="agree, dispute, one_sided or missing; empty: left out")
    status: Series[pd.StringDtype] = pa.Field(
        isin=[*SHOWN, "suppressed"],
        description="shown, protected, not_reported, or suppressed: a reporter withheld it, nobody else tells",
    )


class FlowTotals(Table):
    """
    Sums of flows by place: users who live in it (demand), and users it serves (supply).

    Demand of a place that did not report as residence, and supply of one that did not as provider, are what the others say: lower bounds
    (but a supply of 0). A powiat stands only beside services for which somebody lists it.
    """

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=NODE, description="place [TERYT, powiat, OUT or UNKNOWN]")
    demand: Series[float] = pa.Field(ge=0, nullable=True, description="users who live there; missing: not reported or left out")
    supply: Series[float] = pa.Field(ge=0, nullable=True, description="users served there; missing: not reported or left out")
    demand_status: Series[pd.StringDtype] = pa.Field(
        isin=list(SHOWN), description="shown, protected or not_reported; undefined: nobody lives in a powiat"
    )
    supply_status: Series[pd.StringDtype] = pa.Field(isin=list(SHOWN), description="shown, protected or not_reported")
    reports: Series[pd.StringDtype] = pa.Field(description="sides that reported: residence, provider, both or none")


class FlowIndicators(Table):
    """One row per service, place and indicator; `unit` is empty for the partnership as a whole, `service` for all services together."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service; empty: all services with the same unit")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=rf"^$|{NODE}", description="municipality or powiat [TERYT]; empty: the partnership")
    indicator: Series[pd.StringDtype] = pa.Field(description="name in `diagnoza.flows.indicators.INDICATORS`")
    value: Series[float] = pa.Field(nullable=True, description="value; rates 0-1 to 0.01, users whole; missing with its status")
    low: Series[float] = pa.Field(
        nullable=True, description="least value that unknown places, disputes and missing reports allow; missing: not known, or left out"
    )
    high: Series[float] = pa.Field(nullable=True, description="greatest value of the same")
    other: Series[pd.StringDtype] = pa.Field(description="the place an indicator points to, such as the dominant destination; else empty")
    status: Series[pd.StringDtype] = pa.Field(isin=list(SHOWN), description="shown, protected, not_reported or undefined")
    flags: Series[pd.StringDtype] = pa.Field(description="bound, missing_reporter, many_unknown, tie: with commas; empty: none")


class FlowLinks(Table):
    """How closely two municipalities are bound by a service."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    first: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="one unit, the lower code [TERYT]")
    second: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="the other [TERYT]")
    strength: Series[float] = pa.Field(ge=0, le=2, nullable=True, description="index of link strength, 0-2; missing with its status")
    reciprocity: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="twice the smaller of both flows over their sum, 0-1; missing: a flow is, or nobody goes"
    )
    status: Series[pd.StringDtype] = pa.Field(isin=list(SHOWN), description="of strength: shown, protected, not_reported or undefined")


class SurveyFlows(Table):
    """Where respondents say they use a service most often: an estimate, never mixed with counted flows."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier of the survey")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    origin: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="where they live [TERYT]")
    destination: Series[pd.StringDtype] = pa.Field(str_matches=NODE, description="where they use it [TERYT or OUT]")
    share: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="weighted share of users who name a place, to 0.01")
    low: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="lower limit, 95 %, as the survey gives it")
    high: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="upper limit, 95 %")
    n: Series[pd.Int64Dtype] = pa.Field(
        ge=0, nullable=True, description="respondents who live there, use it and named a place; missing: left out"
    )
    status: Series[pd.StringDtype] = pa.Field(isin=["shown", "small", "protected", "few"], description="few: too few for a share")


class SurveyBalances(Table):
    """Who gains users from the other municipalities and who loses them, as respondents tell it: an estimate."""

    survey: Series[pd.StringDtype] = pa.Field(description="identifier of the survey")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="municipality [TERYT]")
    balance: Series[float] = pa.Field(
        nullable=True, description="users who come from other members less those who leave for them, by residents who use it, to 0.01"
    )
    low: Series[float] = pa.Field(nullable=True, description="lower limit, 95 %, respondents drawn again")
    high: Series[float] = pa.Field(nullable=True, description="upper limit, 95 %")
    status: Series[pd.StringDtype] = pa.Field(
        isin=["shown", "small", "protected", "few"], description="as the least of the shares it is made of"
    )


class FlowUse(Table):
    """Load against capacity, waiting and cost of a service at its providers, as far as published flows allow."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat that provides [TERYT]")
    served: Series[float] = pa.Field(ge=0, nullable=True, description="users it reports as provider; missing: not reported or left out")
    capacity: Series[float] = pa.Field(ge=0, nullable=True, description="persons it can serve; missing: not known")
    utilisation: Series[float] = pa.Field(ge=0, nullable=True, description="served over capacity; missing: one of them is")
    waiting: Series[float] = pa.Field(ge=0, nullable=True, description="persons who wait; missing: not known or left out")
    unit_cost: Series[float] = pa.Field(ge=0, nullable=True, description="whole current cost a year per user [zł]; missing: not known")


class Settlement(Table):
    """What users from one municipality are worth to the unit that serves them: an estimate for discussion, not a claim."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service; empty: all services on that basis, netted")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    basis: Series[pd.StringDtype] = pa.Field(isin=list(SETTLED), description="statute, agreement, or value (nothing is due)")
    payer: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality the users live in [TERYT]")
    payee: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="unit that serves them [TERYT]")
    users: Series[float] = pa.Field(ge=0, nullable=True, description="persons; missing for netted rows")
    rate: Series[float] = pa.Field(nullable=True, description="unit cost less fee and grant [zł a year per user]; missing for netted rows")
    amount: Series[float] = pa.Field(nullable=True, description="zł; missing: rate or flow not known or left out")
    low: Series[float] = pa.Field(nullable=True, description="least amount that both reports allow [zł]")
    high: Series[float] = pa.Field(nullable=True, description="greatest amount that both reports allow [zł]")
    status: Series[pd.StringDtype] = pa.Field(
        isin=[*SHOWN, "suppressed", *UNSETTLED],
        description="shown, protected, suppressed, not_reported, no_cost, covered or partial",
    )


class SettlementPositions(Table):
    """What each unit would receive less what it would pay; sums to 0 over the partnership."""

    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    basis: Series[pd.StringDtype] = pa.Field(isin=list(SETTLED), description="statute, agreement, or value (nothing is due)")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    receives: Series[float] = pa.Field(description="sum of amounts [zł]")
    pays: Series[float] = pa.Field(description="sum of amounts [zł]")
    position: Series[float] = pa.Field(description="receives less pays [zł]")
    left_out: Series[int] = pa.Field(ge=0, description="flows that are not in it: hidden, not reported or without a cost")


class MutualBenefit(Table):
    """What two municipalities are worth to each other by services known both ways, and how even it is."""

    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    first: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="one municipality, the lower code [TERYT]")
    second: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, description="the other [TERYT]")
    first_uses: Series[float] = pa.Field(ge=0, description="value of what residents of the first use in the second [zł]")
    second_uses: Series[float] = pa.Field(ge=0, description="value of what residents of the second use in the first [zł]")
    over_services: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="Grubel-Lloyd index of both sums, 0-1")
    within_services: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="the same, netted within each service, 0-1")
    services: Series[int] = pa.Field(ge=0, description="services in it")
    left_out: Series[int] = pa.Field(ge=0, description="services left out: a flow between both is hidden, not reported or without a cost")


class JointProvision(Table):
    """What two providers might save by providing together; shown beside link strength, distance and room, never as one score."""

    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    first: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="one unit, the lower code [TERYT]")
    second: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="the other [TERYT]")
    saving: Series[float] = pa.Field(
        nullable=True, description="cost of both less cost of one for all, less travel if it has a value [zł a year]"
    )
    strength: Series[float] = pa.Field(ge=0, le=2, nullable=True, description="link strength, 0-2")
    minutes: Series[float] = pa.Field(ge=0, nullable=True, description="travel between them, one way [min]; missing: not known")
    room: Series[float] = pa.Field(
        nullable=True, description="capacity of the one that stays, or of the greater, less users of both [persons]; missing: not known"
    )
    stays: Series[pd.StringDtype] = pa.Field(description="unit that would provide [TERYT]")


class Scenarios(Table):
    """What would change if a provider closed, two merged or one opened: one row per scenario."""

    scenario: Series[pd.StringDtype] = pa.Field(description="identifier in params")
    rank: Series[int] = pa.Field(ge=1, description="order by net result; infeasible ones last")
    service: Series[pd.StringDtype] = pa.Field(description="identifier of the service")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year")
    action: Series[pd.StringDtype] = pa.Field(isin=["close", "merge", "open"], description="close, merge or open")
    moved: Series[float] = pa.Field(ge=0, nullable=True, description="users who would use another place; missing: not computable")
    saved: Series[float] = pa.Field(nullable=True, description="cost of partners before less after [zł a year]; missing: costs not known")
    travel: Series[float] = pa.Field(nullable=True, description="added travel, one way [person-minutes]; missing: not known")
    feasible: Series[bool] = pa.Field(description="computed, and no known capacity is exceeded")
    reason: Series[pd.StringDtype] = pa.Field(description="Polish: why it is infeasible or what could not be computed; empty: nothing")


class ScenarioUnits(Table):
    """Each place before and after a scenario."""

    scenario: Series[pd.StringDtype] = pa.Field(description="identifier in params")
    unit: Series[pd.StringDtype] = pa.Field(str_matches=NODE, description="place [TERYT, powiat, OUT or UNKNOWN]")
    served_before: Series[float] = pa.Field(nullable=True, description="users it serves; missing: not known or left out")
    served_after: Series[float] = pa.Field(nullable=True, description="users it would serve, to whole persons")
    capacity: Series[float] = pa.Field(nullable=True, description="persons it can serve, after; missing: not known")
    sufficiency_before: Series[float] = pa.Field(nullable=True, description="share of its residents served at home, 0-1")
    sufficiency_after: Series[float] = pa.Field(nullable=True, description="the same after")
    position_before: Series[float] = pa.Field(nullable=True, description="settlement position of the service [zł]")
    position_after: Series[float] = pa.Field(nullable=True, description="the same after [zł]")

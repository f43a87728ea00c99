"""Who cooperates with whom: institutions, ties as they report them, which needed ties and team members are missing."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import UNIT, Table

LEVELS = ("gmina", "powiat", "region")
SECTORS = ("administration", "social", "education", "health", "labour", "safety", "justice", "culture", "community", "religion", "other")
MOST = 4
"""The strongest tie: 0 none, 1 information, 2 referral or consultation, 3 joint action, 4 agreement or shared resources."""
SEEN = ("confirmed", "one_sided", "unchecked")
"""How a tie of a pair is known: both report it, one does and the other does not, one does and the other did not answer."""
NEEDED = ("missing", "absent", "unknown", "one_sided", "unchecked", "confirmed")
IN_TEAM = ("member", "outside", "absent")
STATES = ("yes", "partly", "no", "unknown", "not_told")
MEASURES = (
    "density",
    "reciprocity",
    "confirmed_share",
    "ei_sector",
    "ei_level",
    "components",
)
STATUSES = ("shown", "small", "undefined")
CENTRAL = ("shown", "small", "one_person", "not_responded")


class Institutions(Table):
    """Institutions that could cooperate: one row each."""

    institution: Series[pd.StringDtype] = pa.Field(unique=True, description="identifier, as delivered")
    name: Series[pd.StringDtype] = pa.Field(description="name, as delivered; never that of a person")
    kind: Series[pd.StringDtype] = pa.Field(description="kind in params/cooperation/institution_types.yaml; other: none of them")
    level: Series[pd.StringDtype] = pa.Field(isin=list(LEVELS), description="gmina, powiat or region")
    sector: Series[pd.StringDtype] = pa.Field(isin=list(SECTORS), description="sector that it belongs to")
    teryt: Series[pd.StringDtype] = pa.Field(str_matches=rf"^$|{UNIT}", description="where it belongs [TERYT]; empty: not told, a region")
    one_person: Series[int] = pa.Field(isin=[0, 1], description="1: it is a single person, so nothing rates it")
    responded: Series[int] = pa.Field(isin=[0, 1], description="1: it answered; 0: it did not, so its word is not known")


class Ties(Table):
    """Cooperation as institutions report it: one row per direction, field, reporter and year."""

    source: Series[pd.StringDtype] = pa.Field(description="institution that the tie goes from")
    target: Series[pd.StringDtype] = pa.Field(description="institution that it goes to")
    field: Series[pd.StringDtype] = pa.Field(description="field of cooperation, as delivered first; empty: cooperation in general")
    reporter: Series[pd.StringDtype] = pa.Field(description="who of the two reports it")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year that the report is about")
    intensity: Series[pd.Int64Dtype] = pa.Field(
        ge=0, le=MOST, nullable=True, description="0 none, 1 information, 2 referral, 3 joint action, 4 agreement; missing: not told"
    )
    wanted: Series[pd.Int64Dtype] = pa.Field(ge=0, le=MOST, nullable=True, description="intensity that is wanted; missing: not told")
    formal: Series[pd.Int64Dtype] = pa.Field(isin=[0, 1], nullable=True, description="1 by a written agreement; missing: not told")
    barrier: Series[pd.StringDtype] = pa.Field(
        description="what hinders it, one of `diagnoza.institutions.scales.BARRIERS`; empty: not told, or an institution of one person"
    )

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["source", "target", "field", "reporter", "year"]


class CooperationPairs(Table):
    """Pairs of institutions of which at least one reports cooperation in the latest year, in any field."""

    first: Series[pd.StringDtype] = pa.Field(description="one institution")
    second: Series[pd.StringDtype] = pa.Field(description="the other")
    first_says: Series[pd.Int64Dtype] = pa.Field(ge=0, le=MOST, nullable=True, description="intensity by the first; missing: not known")
    second_says: Series[pd.Int64Dtype] = pa.Field(ge=0, le=MOST, nullable=True, description="intensity by the second; missing: not known")
    formal: Series[int] = pa.Field(isin=[0, 1], description="1: one of them reports a written agreement")
    status: Series[pd.StringDtype] = pa.Field(isin=list(SEEN), description="confirmed, one_sided, or unchecked: the other did not answer")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["first", "second"]


class NeededTies(Table):
    """Pairs that should cooperate by the editable list of the model, and whether they do: one row per municipality and pair."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality whose model it is [TERYT]")
    first: Series[pd.StringDtype] = pa.Field(description="one institution; empty: there is none of its kind")
    second: Series[pd.StringDtype] = pa.Field(description="the other; empty: there is none of its kind")
    first_kind: Series[pd.StringDtype] = pa.Field(description="kind of the one")
    second_kind: Series[pd.StringDtype] = pa.Field(description="kind of the other")
    about: Series[pd.StringDtype] = pa.Field(description="what they should cooperate on, Polish")
    status: Series[pd.StringDtype] = pa.Field(
        isin=list(NEEDED),
        description="missing, absent: no such institution is listed, unknown: nobody could say; or as in CooperationPairs",
    )


class CooperationTeam(Table):
    """The cooperation team against the needed list of the model: one row per municipality, kind and institution."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality whose model it is [TERYT]")
    kind: Series[pd.StringDtype] = pa.Field(description="kind of institution")
    core: Series[pd.Int64Dtype] = pa.Field(
        isin=[0, 1], nullable=True, description="1: of the narrow circle that begins, 0: joins later; missing: not on the needed list"
    )
    institution: Series[pd.StringDtype] = pa.Field(description="the institution; empty: there is none of its kind")
    role: Series[pd.StringDtype] = pa.Field(description="role in the team, one of `diagnoza.institutions.scales.ROLES`; empty: not told")
    status: Series[pd.StringDtype] = pa.Field(isin=list(IN_TEAM), description="member, outside the team, or absent: none is listed")


class CooperationReadiness(Table):
    """The checklist of readiness: one row per item."""

    item: Series[pd.StringDtype] = pa.Field(unique=True, description="identifier in params/cooperation/readiness.yaml")
    state: Series[pd.StringDtype] = pa.Field(isin=list(STATES), description="yes, partly, no, unknown as told; not_told: no row of it")
    evidence: Series[pd.StringDtype] = pa.Field(description="what shows it, as delivered, without personal data; empty: not told")


class NetworkMeasures(Table):
    """Measures of the whole network of the latest year; none of a small one."""

    measure: Series[pd.StringDtype] = pa.Field(isin=list(MEASURES), unique=True, description="name of the measure")
    value: Series[float] = pa.Field(nullable=True, description="share 0-1, E-I index -1 to 1, or a number; missing with its status")
    part: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="numerator, where the measure is a share")
    whole: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="denominator: what could be reported")
    status: Series[pd.StringDtype] = pa.Field(
        isin=list(STATUSES), description="shown; small: too few institutions; undefined: none to count"
    )


class Centrality(Table):
    """Who is sought as partner and who joins others, in the latest year: one row per institution."""

    institution: Series[pd.StringDtype] = pa.Field(unique=True, description="identifier")
    named_by: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="how many report a tie to it; missing with its status")
    asked: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True, description="institutions that could have named it")
    betweenness: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="share of shortest ways of others that lead through it, 0-1; missing with its status"
    )
    status: Series[pd.StringDtype] = pa.Field(
        isin=list(CENTRAL), description="shown; small: too few institutions; one_person: nobody is rated; not_responded"
    )

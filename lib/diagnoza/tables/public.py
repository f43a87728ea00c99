"""Public figures, the partners, and what was delivered."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import GROUPS, MUNICIPALITY, UNIT, Table


class Units(Table):
    """Municipalities and powiats of the register."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, unique=True, description="TERC code: 7 digits municipality, 4 digits powiat")
    name: Series[pd.StringDtype] = pa.Field(description="name in the register, nominative")
    type: Series[pd.StringDtype] = pa.Field(isin=[*GROUPS, "powiat"], description="type; for municipalities also the comparison group")
    powiat: Series[pd.StringDtype] = pa.Field(description="powiat it lies in; empty for a powiat and a city with powiat rights")
    voivodeship: Series[pd.StringDtype] = pa.Field(description="voivodeship")


class Figures(Table):
    """Public figures as published: one row per unit, figure and year."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    figure: Series[pd.StringDtype] = pa.Field(description="identifier of the figure, see docs/data-dictionary.md")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year; state on 31 December where a state is meant")
    value: Series[float] = pa.Field(description="value in the unit of the figure; a figure not published has no row")
    source: Series[pd.StringDtype] = pa.Field(description="identifier in Sources")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["teryt", "figure", "year"]


class Sources(Table):
    """Where each figure comes from."""

    source: Series[pd.StringDtype] = pa.Field(unique=True, description="identifier")
    provider: Series[pd.StringDtype] = pa.Field(description="who publishes it, Polish, as printed under tables")
    title: Series[pd.StringDtype] = pa.Field(description="what it is, Polish")
    obtained: Series[pd.StringDtype] = pa.Field(description="where the file was obtained and its licence")
    origin: Series[pd.StringDtype] = pa.Field(isin=["real", "synthetic"], description="real or synthetic")


class Seats(Table):
    """One point per municipality: its seat."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=MUNICIPALITY, unique=True, description="municipality [TERYT]")
    lon: Series[float] = pa.Field(ge=14, le=24.2, description="longitude of the seat [degrees, WGS 84]")
    lat: Series[float] = pa.Field(ge=48.9, le=55, description="latitude of the seat [degrees, WGS 84]")


class Indicators(Table):
    """Indicators computed from public figures, with the place of the unit in its comparison group."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, description="municipality or powiat [TERYT]")
    indicator: Series[pd.StringDtype] = pa.Field(description="identifier of the indicator, see docs/data-dictionary.md")
    year: Series[int] = pa.Field(ge=1990, le=2100, description="year of the numerator")
    value: Series[float] = pa.Field(description="value in the unit of the indicator")
    base: Series[float] = pa.Field(ge=0, description="size of the population that the value speaks of [persons, or hectares]")
    base_year: Series[int] = pa.Field(description="year of the base; earlier than `year` where no newer one is published")
    group: Series[pd.StringDtype] = pa.Field(isin=[*GROUPS, "powiat"], description="comparison group: municipalities of the same type")
    percentile: Series[float] = pa.Field(ge=0, le=100, nullable=True, description="percentage of the group with a lower value (mid-rank)")
    rank: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True, description="place from the highest value; missing without national tables")


class Distributions(Table):
    """How an indicator, or its change, is distributed over all municipalities of a type."""

    indicator: Series[pd.StringDtype] = pa.Field(description="identifier of the indicator")
    year: Series[int] = pa.Field(description="year (of a change: the later year)")
    group: Series[pd.StringDtype] = pa.Field(isin=list(GROUPS), description="type of municipality")
    change_years: Series[int] = pa.Field(isin=[0, 3, 5], description="0: the value; 3, 5: the change over so many years")
    n: Series[int] = pa.Field(ge=1, description="municipalities with a value")
    mean: Series[float] = pa.Field(description="unweighted mean over municipalities")
    sd: Series[float] = pa.Field(ge=0, description="standard deviation over all municipalities of the type (divisor n)")
    min: Series[float] = pa.Field(description="lowest value")
    p10: Series[float] = pa.Field(description="10th percentile")
    q1: Series[float] = pa.Field(description="lower quartile")
    median: Series[float] = pa.Field(description="median")
    q3: Series[float] = pa.Field(description="upper quartile")
    p90: Series[float] = pa.Field(description="90th percentile")
    max: Series[float] = pa.Field(description="highest value")


class Partners(Table):
    """The members of a partnership, in the order of its params file."""

    teryt: Series[pd.StringDtype] = pa.Field(str_matches=UNIT, unique=True, description="municipality or powiat [TERYT]")
    name: Series[pd.StringDtype] = pa.Field(description="name in the register")
    role: Series[pd.StringDtype] = pa.Field(isin=["lead", "member", "provider"], description="role; provider: a powiat serving residents")
    type: Series[pd.StringDtype] = pa.Field(isin=[*GROUPS, "powiat"], description="type in the register")
    powiat: Series[pd.StringDtype] = pa.Field(description="powiat it lies in")
    voivodeship: Series[pd.StringDtype] = pa.Field(description="voivodeship")
    joined: Series[pd.StringDtype] = pa.Field(nullable=True, description="day it joined, ISO date; missing: from the start")


class Deliveries(Table):
    """What the partnership has delivered."""

    table: Series[pd.StringDtype] = pa.Field(description="raw table")
    file: Series[pd.StringDtype] = pa.Field(description="file below data/raw/<partnership>/")
    survey: Series[pd.StringDtype] = pa.Field(description="identifier in Surveys; empty for other tables")
    provider: Series[pd.StringDtype] = pa.Field(description="who delivered it")
    date: Series[pd.StringDtype] = pa.Field(description="day of delivery, ISO date")
    licence: Series[pd.StringDtype] = pa.Field(description="licence or terms of use")
    origin: Series[pd.StringDtype] = pa.Field(isin=["real", "synthetic"], description="real or synthetic")
    sha256: Series[pd.StringDtype] = pa.Field(str_matches="^[0-9a-f]{64}$", description="fingerprint of the file")


class Audit(Table):
    """What became of the rows of every input file: read = kept + set aside, by reason."""

    file: Series[pd.StringDtype] = pa.Field(description="input file")
    outcome: Series[pd.StringDtype] = pa.Field(isin=["kept", "set aside"], description="what became of the rows")
    reason: Series[pd.StringDtype] = pa.Field(description="why, in Polish, as the report prints it; empty for kept rows")
    rows: Series[int] = pa.Field(ge=0, description="rows (of a wide file: cells)")

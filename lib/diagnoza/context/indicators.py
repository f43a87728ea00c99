"""Indicators from public figures: what each means, how it is computed, how it is distributed over similar municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

BASE_LAG = 2  # years (A3)
CHANGES = (3, 5)  # years
POPULATION_BREAK = 2021  # first year on the base of the 2021 census (A5)
PERSONS = ("osoba", "osoby", "osób")
QUANTILES = {"min": 0.0, "p10": 0.1, "q1": 0.25, "median": 0.5, "q3": 0.75, "p90": 0.9, "max": 1.0}


@dataclass(frozen=True)
class Indicator:
    """
    One indicator of the social, economic or spatial situation.

    Attributes
    ----------
    id, name, unit
        Identifier; Polish name and unit as the report prints them.
    dimension
        S social, G economic (gospodarczy), P spatial (przestrzenny).
    direction
        1: more is better; -1: less is better; 0: described, not judged.
    decimals
        Digits printed.
    sources
        Identifiers of its sources.
    formula
        Polish, for the method note.
    scale
        Persons (or hectares) of the base that the value speaks of: 1000 for "per 1000 inhabitants"; 0 where a difference
        of the value has no amount in units.
    counts, remedy
        Polish: the noun of such an amount in three forms, and what more or less of it would close a shortfall.
    levelled
        Whether a difference between partners is something that they could even out; a distance on the map is not.
    """

    id: str
    name: str
    unit: str
    dimension: Literal["S", "G", "P"]
    direction: Literal[-1, 0, 1]
    decimals: int
    sources: tuple[str, ...]
    formula: str
    scale: int = 0
    counts: tuple[str, str, str] = ("", "", "")
    remedy: str = ""
    levelled: bool = True

    @property
    def label(self) -> str:
        """Name with unit, as a table prints it."""
        return f"{self.name} [{self.unit}]"


INDICATORS = {
    indicator.id: indicator
    for indicator in (
        Indicator("migration_rate", "Saldo migracji na 1000 mieszkańców", "‰", "S", 1, 1, ("migration", "population"),
                  "1000 × (zameldowania − wymeldowania z pobytu stałego w roku) / ludność",
                  1000, PERSONS, "więcej w rocznym saldzie migracji"),
        Indicator("old_age_ratio", "Ludność w wieku poprodukcyjnym na 100 osób w wieku produkcyjnym", "osoby", "S", -1, 1, ("age_groups",),
                  "100 × ludność w wieku poprodukcyjnym / ludność w wieku produkcyjnym"),
        Indicator("population_change", "Zmiana liczby ludności w ciągu 5 lat", "%", "S", 1, 1, ("age_groups",),
                  "100 × (ludność / ludność 5 lat wcześniej − 1), tylko w obrębie jednej bazy spisowej"),
        Indicator("pupils_per_teacher", "Uczniowie na nauczyciela w szkołach podstawowych", "uczniowie", "S", 0, 1, ("schools",),
                  "średnia szkół podstawowych w gminie, bez ważenia wielkością szkoły (założenie A9)", levelled=False),
        Indicator("own_revenue", "Dochody własne gminy na mieszkańca", "zł", "G", 1, 0, ("own_revenue", "age_groups"),
                  "dochody własne budżetu gminy w roku / ludność, ceny bieżące", 1, ("zł", "zł", "zł"), "więcej dochodów własnych rocznie"),
        Indicator("unemployment", "Bezrobotni zarejestrowani na 1000 mieszkańców", "osoby", "G", -1, 1, ("unemployed", "population"),
                  "1000 × bezrobotni zarejestrowani na koniec roku / ludność", 1000, PERSONS, "mniej w rejestrze bezrobotnych"),
        Indicator("distance_to_city", "Odległość do najbliższego miasta na prawach powiatu", "km", "P", -1, 1, ("seats",),
                  "linia prosta od siedziby gminy do siedziby najbliższego miasta na prawach powiatu", levelled=False),
        Indicator("density", "Gęstość zaludnienia", "osoby na km²", "P", 0, 1, ("population",),
                  "100 × ludność / powierzchnia w hektarach", levelled=False),
    )
}  # fmt: skip
DIMENSIONS = {"S": "społeczny", "G": "gospodarczy", "P": "przestrzenny"}


def compute(figures: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """
    Compute every indicator for every unit and year that has its figures.

    Parameters
    ----------
    figures, units
        Tables `Figures` and `Units`.

    Returns
    -------
    pd.DataFrame
        Columns teryt, indicator, year, value, base, base_year, group; no row where a figure is missing.

    Notes
    -----
    Rates use the population of the same 31 December; where none is published, that of the nearest earlier one, at most
    `BASE_LAG` years back (A3), and `base_year` tells. The population of 2010-2019 rests on the census of 2011, that of
    2021-2022 on the census of 2021: changes of population are computed within one base only.
    """
    wide = figures.pivot(index=["teryt", "year"], columns="figure", values="value").reindex(columns=_NEEDED)
    years = np.arange(figures["year"].min(), figures["year"].max() + 1)
    wide = wide.reindex(pd.MultiIndex.from_product([figures["teryt"].unique(), years], names=["teryt", "year"]))
    base = wide["population"].groupby(level="teryt").ffill(limit=BASE_LAG)
    year = pd.Series(wide.index.get_level_values("year"), index=wide.index, dtype=float)
    base_year = year.where(wide["population"].notna()).groupby(level="teryt").ffill(limit=BASE_LAG)
    values = _values(wide, base)
    parts = [
        pd.DataFrame({"value": value, "base": wide[base_of] if base_of else base, "base_year": year if base_of else base_year})
        .dropna()
        .assign(indicator=name)
        .reset_index()
        for name, (value, base_of) in values.items()
    ]
    table = pd.concat(parts, ignore_index=True).astype({"base_year": int})
    return table.assign(group=table["teryt"].map(units.set_index("teryt")["type"]))


_NEEDED = [
    "population",
    "pre_working",
    "working",
    "post_working",
    "area_ha",
    "own_revenue",
    "unemployed",
    "migration_balance",
    "pupils_per_teacher",
    "distance_to_city",
]


def _values(wide: pd.DataFrame, base: pd.Series) -> dict[str, tuple[pd.Series, str | None]]:
    """Give the value of each indicator, and the figure that is its base where that is not the population with its lag."""
    population = wide["population"]
    earlier = population.groupby(level="teryt").shift(5)
    same_base = (wide.index.get_level_values("year") < POPULATION_BREAK) | (wide.index.get_level_values("year") - 5 >= POPULATION_BREAK)
    return {
        "migration_rate": (1000 * wide["migration_balance"] / base, None),
        "old_age_ratio": (100 * wide["post_working"] / wide["working"], "working"),
        "population_change": ((100 * (population / earlier - 1)).where(same_base), "population"),
        "pupils_per_teacher": (wide["pupils_per_teacher"], None),
        "own_revenue": (wide["own_revenue"] / population, "population"),
        "unemployment": (1000 * wide["unemployed"] / base, None),
        "distance_to_city": (wide["distance_to_city"], "population"),
        "density": (100 * population / wide["area_ha"], "area_ha"),
    }


def changes(indicators: pd.DataFrame, years: int) -> pd.DataFrame:
    """
    Compute how each indicator changed over some years.

    Parameters
    ----------
    indicators
        Table with teryt, indicator, year, value, group.
    years
        Distance between the two years.

    Returns
    -------
    pd.DataFrame
        Columns teryt, indicator, year (the later one), value (later minus earlier, in the unit of the indicator), group.
    """
    earlier = indicators[["teryt", "indicator", "year", "value"]].assign(year=indicators["year"] + years)
    both = indicators.merge(earlier, on=["teryt", "indicator", "year"], suffixes=("", "_before"))
    return both.assign(value=both["value"] - both["value_before"])[["teryt", "indicator", "year", "value", "group"]]


def distributions(indicators: pd.DataFrame) -> pd.DataFrame:
    """
    Describe each indicator, and its changes, over all municipalities of a type.

    Parameters
    ----------
    indicators
        Result of `compute` for all municipalities of the country; powiats are left out.

    Returns
    -------
    pd.DataFrame
        Table `Distributions`.

    Notes
    -----
    Municipalities count equally (A2). The standard deviation has divisor n: the group is the whole of its kind, not a sample.
    Quantiles are linear between the two nearest municipalities (Hyndman and Fan's type 7).
    """
    municipal = indicators[indicators["teryt"].str.len().eq(7)]
    parts = [municipal.assign(change_years=0), *(changes(municipal, k).assign(change_years=k) for k in CHANGES)]
    grouped = pd.concat(parts).groupby(["indicator", "year", "group", "change_years"])["value"]
    table = grouped.agg(["size", "mean"]).rename(columns={"size": "n"}).assign(sd=grouped.std(ddof=0))
    quantiles = grouped.quantile(np.array(list(QUANTILES.values()))).unstack()
    return table.join(quantiles.set_axis(list(QUANTILES), axis=1)).reset_index()


def place(indicators: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """
    Add the place of each value in its comparison group.

    Parameters
    ----------
    indicators
        Result of `compute`.
    known
        Distributions, where only some municipalities are at hand; None where all of them are.

    Returns
    -------
    pd.DataFrame
        The table with `percentile` [0-100: share of the group with a lower value, ties by half] and `rank` [from the
        highest value, ties share the better place].

    Notes
    -----
    With distributions only, the percentile is read off the seven stored quantiles, linear between them (A4), and there
    is no rank. Powiats have neither: they are no municipalities.
    """
    if known is not None:
        return indicators.assign(percentile=_percentiles_from(indicators, known), rank=pd.array([pd.NA] * len(indicators), dtype="Int64"))
    municipal = indicators["teryt"].str.len().eq(7)
    grouped = indicators[municipal].groupby(["indicator", "year", "group"])["value"]
    n = grouped.transform("size")
    percentile = 100 * (grouped.rank(method="average") - 0.5) / n
    rank = grouped.rank(method="min", ascending=False).astype("Int64")
    return indicators.assign(percentile=percentile.reindex(indicators.index), rank=rank.reindex(indicators.index))


def _percentiles_from(indicators: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
    levels = known[known["change_years"].eq(0)]
    joined = indicators[["indicator", "year", "group", "value"]].merge(levels, on=["indicator", "year", "group"], how="left")
    cuts = joined[list(QUANTILES)].to_numpy(dtype=float)
    found = [_mid_percentile(value, row) for value, row in zip(joined["value"], cuts, strict=True)]
    return pd.Series(found, index=indicators.index, dtype=float)


def _mid_percentile(value: float, cuts: np.ndarray) -> float:
    """Read a value off the stored quantiles; where several are equal, take the middle of their percentages."""
    if not np.isfinite(cuts).all():
        return float("nan")
    at = np.array(list(QUANTILES.values())) * 100
    below = 100 - np.interp(-value, -cuts[::-1], 100 - at[::-1])
    return float((below + np.interp(value, cuts, at)) / 2)

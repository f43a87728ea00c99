"""Findings on people: how many there are, whether they come or go, how old they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.context import inequality, words
from diagnoza.context.indicators import INDICATORS, POPULATION_BREAK
from diagnoza.synthesis.lines import easy
from diagnoza.synthesis.lines.statistics_told import figure_sources, finding, rows_of, several, years_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding

TEN = 10.0
"""Per cent of change, or persons per thousand inhabitants, that count as standing out altogether."""
SIZES = ((1.0, "bardzo mała"), (5.0, "niewielka"), (float("inf"), "duża"))
"""Per cent below which a change of population is so called."""


def _where(about: About) -> str:
    return "W gminach partnerstwa" if several(about) else "W gminie"


def population(made: Mapping[str, pd.DataFrame], about: About) -> Finding | None:
    """
    Tell how many people there are, and how their number changed within one census; `figures` is read.

    Parameters
    ----------
    made
        Stored tables.
    about
        Whose synthesis it is.
    """
    people = years_of(made, about, "population").sum(axis=1)
    before = people[people.index < POPULATION_BREAK]
    if people.empty or len(before) < 2:  # noqa: PLR2004
        return None
    first, last = before.index[0], before.index[-1]
    change = 100 * (before.iloc[-1] / before.iloc[0] - 1)
    word, swot = ("wzrosła", "O") if change > 0 else ("zmalała", "T")
    who = "Gminy partnerstwa mają łącznie" if several(about) else "Gmina ma"
    many = polish.counted(people.iloc[-1], "mieszkańca", "mieszkańców", "mieszkańców")
    sentence = (
        f"{who} {many} (31 grudnia {people.index[-1]} r.). "
        f"W latach {first}–{last} liczba mieszkańców {word} o {polish.number(abs(change), 1)}%."
    )
    how = next(size for top, size in SIZES if abs(change) < top)
    plain = (
        f"{_where(about)} mieszka około {easy.about(people.iloc[-1])}. "
        f"Od {first} do {last} roku liczba mieszkańców {word}. Zmiana jest {how}."
    )
    return finding(
        "population",
        sentence=sentence,
        plain=plain,
        sources=figure_sources(made, about, "population"),
        weight=min(1.0, abs(change) / TEN),
        swot=swot,
        value=float(change),
        n=len(about.names),
        date=str(people.index[-1]),
    )


def migration(made: Mapping[str, pd.DataFrame], about: About) -> Finding | None:
    """
    Tell whether more people came for good than left, in the newest year that all have; `figures` and `indicators` are read.

    Parameters
    ----------
    made
        Stored tables.
    about
        Whose synthesis it is.
    """
    balance, rates = years_of(made, about, "migration_balance"), rows_of(made, about, "migration_rate")
    if balance.empty or rates.empty:
        return None
    year, newest, last = balance.index[-1], balance.iloc[-1], rates.groupby("teryt").tail(1)
    total, rate = newest.sum(), inequality.weighted_mean(last["value"], last["base"])
    sentence, plain = f"W {year} r. saldo migracji na pobyt stały wyniosło {polish.number(total, signed=True)}", _moved(total, year)
    if several(about):
        told, easily = _where_gained(newest, about.names)
        sentence, plain = f"{sentence}; {told}", f"{plain} {easily}"
    return finding(
        "migration",
        sentence=f"{sentence}.",
        plain=plain,
        sources=figure_sources(made, about, "migration_balance"),
        weight=min(1.0, abs(rate) / TEN),
        swot="" if abs(rate) < 1 else "W" if rate < 0 else "S",
        value=float(total),
        n=len(newest),
        date=str(year),
    )


def _where_gained(newest: pd.Series, names: pd.Series) -> tuple[str, str]:
    """Tell how many municipalities gained, and the ends of the range; the second time in easy Polish."""
    gaining, high, low = int((newest > 0).sum()), str(newest.idxmax()), str(newest.idxmin())
    place = words.within_how_many(gaining, len(newest))
    told = (
        f"{'' if gaining else 'nie '}było dodatnie {place}, najwyższe: {names[high]} ({polish.number(newest[high], signed=True)}), "
        f"najniższe: {names[low]} ({polish.number(newest[low], signed=True)})"
    )
    how = "więcej osób przyjechało" if gaining else "nie przyjechało więcej osób"
    return told, f"{polish.upper_first(place)} {how}, niż wyjechało."


def _moved(total: float, year: int) -> str:
    head = f"W {year} roku sprawdzono, ile osób przyjechało na stałe, a ile wyjechało."
    if not total:
        return f"{head} Tyle samo osób przyjechało i wyjechało."
    persons = polish.counted(abs(total), "osoba", "osoby", "osób")
    more = "Wyjechało więcej osób, niż przyjechało" if total < 0 else "Przyjechało więcej osób, niż wyjechało"
    return f"{head} {more}. Różnica to {persons}."


def ageing(made: Mapping[str, pd.DataFrame], about: About) -> Finding | None:
    """
    Tell how many people of retirement age there are to those of working age, and how it changed; `indicators` is read.

    Parameters
    ----------
    made
        Stored tables.
    about
        Whose synthesis it is.
    """
    rows = rows_of(made, about, "old_age_ratio")
    full = rows[rows.groupby("year")["teryt"].transform("size").eq(len(about.names))]
    if full["year"].nunique() < 2:  # noqa: PLR2004
        return None
    years = sorted(full["year"].unique())
    ends = (full[full["year"].eq(year)] for year in (years[0], years[-1]))
    first, last = (inequality.weighted_mean(of["value"], of["base"]) for of in ends)
    more = last > first
    sentence = (
        f"Na 100 osób w wieku produkcyjnym przypadało w {years[-1]} r. {polish.number(last, 1)} osoby w wieku poprodukcyjnym; "
        f"od {years[0]} r. liczba ta {'wzrosła' if more else 'zmalała'} z {polish.number(first, 1)}."
    )
    plain = (
        f"{_where(about)} jest coraz {'więcej' if more else 'mniej'} osób w wieku emerytalnym. "
        f"W {years[-1]} roku na 100 osób w wieku do pracy było około {round(last)} takich osób. "
        f"W {years[0]} roku było ich około {round(first)}."
    )
    return finding(
        "ageing",
        sentence=sentence,
        plain=plain,
        sources=INDICATORS["old_age_ratio"].sources,
        weight=min(1.0, abs(last / first - 1)),
        swot="T" if more else "O",
        value=float(last),
        n=len(about.names),
        date=str(years[-1]),
    )

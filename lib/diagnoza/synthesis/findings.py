"""Findings: sentences built from values, each with the table or figure that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.context import inequality, words
from diagnoza.context.indicators import DIMENSIONS, INDICATORS, POPULATION_BREAK
from diagnoza.context.published import closing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

Z_WORTH_TELLING = 1.0


@dataclass(frozen=True)
class Finding:
    """
    One conclusion.

    Attributes
    ----------
    dimension
        S social, G economic, P spatial.
    sentence
        Polish, built from values.
    key
        Of the table or figure it rests on.
    """

    dimension: str
    sentence: str
    key: str


def context_findings(
    figures: pd.DataFrame,
    indicators: pd.DataFrame,
    distributions: pd.DataFrame,
    placed: pd.DataFrame,
    index: pd.DataFrame,
    names: pd.Series,
) -> list[Finding]:
    """
    Draw findings from public figures.

    Parameters
    ----------
    figures, indicators, distributions
        Tables of the partnership.
    placed, index
        Results of `position.positions` and `position.synthetic_index`, members only.
    names
        Name by code of the municipalities, in Polish order.

    Returns
    -------
    list of Finding
        5 to 8; one that the data do not carry is left out, none is invented.
    """
    found = [
        _population(figures, names),
        _migration(figures, names),
        _ageing(indicators, names),
        _against_group(indicators, distributions, "unemployment", names),
        _against_group(indicators, distributions, "own_revenue", names),
        _index(index, names),
        _extreme(placed, names),
        _levelling(indicators, names),
    ]
    return [one for one in found if one is not None]


def as_markdown(findings: Sequence[Finding]) -> str:
    """
    Write findings as a numbered list, each with its dimension and the table or figure it rests on.

    Parameters
    ----------
    findings
        In the order to be printed.
    """
    lines = []
    for one in findings:
        word = "tabela" if one.key.startswith("tab-") else "rycina"
        lines.append(f"1. **Wymiar {DIMENSIONS[one.dimension]}.** {one.sentence} ([{word}](#{one.key}))")
    return "\n".join(lines)


def _of(figures: pd.DataFrame, figure: str, names: pd.Series) -> pd.DataFrame:
    """Years in rows, municipalities in columns; only years that all have."""
    rows = figures[figures["figure"].eq(figure) & figures["teryt"].isin(names.index)]
    return rows.pivot(index="year", columns="teryt", values="value").reindex(columns=list(names.index)).dropna()


def _population(figures: pd.DataFrame, names: pd.Series) -> Finding | None:
    people = _of(figures, "population", names).sum(axis=1)
    before = people[people.index < POPULATION_BREAK]
    if people.empty or len(before) < 2:  # noqa: PLR2004
        return None
    first, last = before.index[0], before.index[-1]
    change = 100 * (before.iloc[-1] / before.iloc[0] - 1)
    word = "wzrosła" if change > 0 else "zmalała"
    who = "Gminy partnerstwa mają łącznie" if len(names) > 1 else "Gmina ma"
    sentence = (
        f"{who} {polish.counted(people.iloc[-1], 'mieszkańca', 'mieszkańców', 'mieszkańców')} (31 grudnia {people.index[-1]} r.). "
        f"W latach {first}–{last} liczba mieszkańców {word} o {polish.number(abs(change), 1)}%."
    )
    return Finding("S", sentence, "tab-partners")


def _migration(figures: pd.DataFrame, names: pd.Series) -> Finding | None:
    balance = _of(figures, "migration_balance", names)
    if balance.empty:
        return None
    year, newest = balance.index[-1], balance.iloc[-1]
    sentence = f"W {year} r. saldo migracji na pobyt stały wyniosło {polish.number(newest.sum(), signed=True)}"
    if len(names) > 1:
        gaining = int((newest > 0).sum())
        high, low = str(newest.idxmax()), str(newest.idxmin())
        sentence += (
            f"; było dodatnie {words.within_how_many(gaining, len(names))}, najwyższe: {names[high]} "
            f"({polish.number(newest[high], signed=True)}), najniższe: {names[low]} ({polish.number(newest[low], signed=True)})"
        )
    return Finding("S", f"{sentence}.", "fig-trend-migration")


def _ageing(indicators: pd.DataFrame, names: pd.Series) -> Finding | None:
    rows = indicators[indicators["indicator"].eq("old_age_ratio") & indicators["teryt"].isin(names.index)]
    full = rows[rows.groupby("year")["teryt"].transform("size").eq(len(names))]
    if full["year"].nunique() < 2:  # noqa: PLR2004
        return None
    years = sorted(full["year"].unique())
    ends = (full[full["year"].eq(year)] for year in (years[0], years[-1]))
    first, last = (inequality.weighted_mean(of["value"], of["base"]) for of in ends)
    word = "wzrosła" if last > first else "zmalała"
    sentence = (
        f"Na 100 osób w wieku produkcyjnym przypadało w {years[-1]} r. {polish.number(last, 1)} osoby w wieku poprodukcyjnym; "
        f"od {years[0]} r. liczba ta {word} z {polish.number(first, 1)}."
    )
    return Finding("S", sentence, "fig-trend-age")


def _against_group(indicators: pd.DataFrame, distributions: pd.DataFrame, name: str, names: pd.Series) -> Finding | None:
    history = indicators[indicators["indicator"].eq(name) & indicators["teryt"].isin(names.index)]
    if history.empty:
        return None
    key = {"unemployment": "fig-trend-unemployment", "own_revenue": "fig-trend-revenue"}[name]
    return Finding("G", f"{INDICATORS[name].name}. {words.say_trend(history, distributions, names)}", key)


def _index(index: pd.DataFrame, names: pd.Series) -> Finding | None:
    known = index[index["dimension"].eq("G")].dropna(subset=["level"])
    if len(known) < len(names):
        return None
    above = int((known["level"] > 0).sum())
    place = f"powyżej średniej podobnych gmin {words.within_how_many(above, len(names))}"
    if len(names) == 1:
        place = f"{'powyżej' if above else 'poniżej'} średniej podobnych gmin"
    return Finding("G", f"Gospodarczy wskaźnik syntetyczny (metoda własna) jest {place}.", "tab-index")


def _extreme(placed: pd.DataFrame, names: pd.Series) -> Finding | None:
    judged = placed[placed["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)].dropna(subset=["z"]).sort_values("z")
    if judged.empty or judged["z"].iloc[0] > -Z_WORTH_TELLING:
        return None
    worst = judged.iloc[0]
    indicator = INDICATORS[worst["indicator"]]
    who = f"{names[worst['teryt']]}: " if len(names) > 1 else ""
    sentence = (
        f"Najdalej od średniej podobnych gmin, po stronie niekorzystnej – {who}{indicator.name[0].lower()}{indicator.name[1:]} "
        f"({polish.number(worst['value'], indicator.decimals)}, mediana grupy {polish.number(worst['median'], indicator.decimals)})."
    )
    return Finding(indicator.dimension, sentence, "fig-positions")


def _levelling(indicators: pd.DataFrame, names: pd.Series) -> Finding | None:
    if len(names) == 1:
        return None
    measured = inequality.distances(indicators, tuple(names.index))
    row = words.lowest(measured, "own_revenue")
    if row is None:
        return None
    sentence = (
        f"Największa luka do średniej partnerstwa w dochodach własnych: {names[row['teryt']]}. "
        f"Wyrównałoby ją {closing(row, 'own_revenue')} ({int(row['year'])} r.)."
    )
    return Finding("G", sentence, "tab-distances")

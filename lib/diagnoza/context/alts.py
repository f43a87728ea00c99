"""Text alternatives of the charts of the context, built from the same measures: kind of chart, what it shows, the finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.charts import LONGEST, fitting
from diagnoza.context.indicators import INDICATORS
from diagnoza.context.words import ALL, ends, lowest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

SHORT = {
    "migration_rate": "saldo migracji",
    "old_age_ratio": "obciążenie ludnością starszą",
    "population_change": "zmiana liczby ludności",
    "pupils_per_teacher": "uczniowie na nauczyciela",
    "own_revenue": "dochody własne",
    "unemployment": "bezrobocie",
    "distance_to_city": "odległość do dużego miasta",
    "density": "gęstość zaludnienia",
}


def alt_positions(placed: pd.DataFrame, names: pd.Series) -> str:
    """
    Describe the heatmap of positions.

    Parameters
    ----------
    placed
        Result of `position.positions`, members only.
    names
        Name by code.
    """
    judged = placed.dropna(subset=["z"])
    judged = judged[judged["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)]
    if judged.empty:
        return "Mapa ciepła pozycji wskaźników; brak danych do porównania."
    ordered = judged.sort_values("z")
    best, worst = ordered.iloc[-1], ordered.iloc[0]
    intro = f"Mapa ciepła pozycji {polish.counted(len(names), 'gminy', 'gmin', 'gmin')} na tle podobnych gmin."
    return fitting(
        intro, [f"Najkorzystniej: {names[best['teryt']]}, {_brief(best)}", f"najmniej korzystnie: {names[worst['teryt']]}, {_brief(worst)}"]
    )


def _brief(row: pd.Series) -> str:
    return f"{SHORT[row['indicator']]} (z = {polish.number(row['z'], 1, signed=True)})"


def alt_quadrants(index: pd.DataFrame, names: pd.Series) -> str:
    """
    Describe the chart of level and change.

    Parameters
    ----------
    index
        Result of `position.synthetic_index`, members only.
    names
        Name by code.
    """
    overall = index[index["dimension"].eq(ALL)].dropna(subset=["level", "change"])
    sides = {
        "wysoki poziom i poprawa": (overall["level"] > 0) & (overall["change"] > 0),
        "wysoki poziom i pogorszenie": (overall["level"] > 0) & (overall["change"] <= 0),
        "niski poziom i poprawa": (overall["level"] <= 0) & (overall["change"] > 0),
        "niski poziom i pogorszenie": (overall["level"] <= 0) & (overall["change"] <= 0),
    }
    listed = {words: [str(names[code]) for code in overall.loc[which, "teryt"]] for words, which in sides.items()}
    full = [f"{words}: {polish.listed(some)}" for words, some in listed.items() if some]
    counts = [f"{words}: {len(some)}" for words, some in listed.items() if some]
    fits = len("; ".join(full)) < LONGEST - len("Wykres punktowy poziomu i zmiany. .")
    return fitting("Wykres punktowy poziomu i zmiany.", full) if fits else fitting("Wykres punktowy poziomu i zmiany, liczba gmin.", counts)


def alt_trend(history: pd.DataFrame, names: pd.Series) -> str:
    """
    Describe the history of an indicator: highest and lowest in the newest year.

    Parameters
    ----------
    history
        Rows of one indicator.
    names
        Name by code.
    """
    indicator = INDICATORS[str(history["indicator"].iloc[0])]
    first, last, _, _ = ends(history)
    newest = history[history["year"].eq(last)].set_index("teryt")["value"]
    value = newest.map(lambda one: polish.number(one, indicator.decimals))
    high, low = str(newest.idxmax()), str(newest.idxmin())
    most = f"najwięcej {names[high]} ({value[high]}), najmniej {names[low]} ({value[low]})" if len(newest) > 1 else value[high]
    return f"Wykres liniowy, lata {first}–{last}: {indicator.name.lower()} i mediana podobnych gmin. W {last} r. {most}."


def alt_inequality(measured: pd.DataFrame) -> str:
    """
    Describe the history of the differences.

    Parameters
    ----------
    measured
        Result of `inequality.inequality`, rows with a CV.
    """
    parts = []
    for name, rows in measured.sort_values("year").groupby("indicator", sort=False):
        values = f"{polish.number(rows['cv'].iloc[0], 2)} i {polish.number(rows['cv'].iloc[-1], 2)}"
        parts.append(f"{SHORT[str(name)]} {values}")
    return fitting("Wykres liniowy współczynników zmienności i Giniego. Zmienność na początku i na końcu:", parts)


def alt_distances(measured: pd.DataFrame, names: pd.Series) -> str:
    """
    Describe the bars of the distances.

    Parameters
    ----------
    measured
        Result of `inequality.distances`, rows with an amount.
    names
        Name by code.
    """
    parts = []
    for name in INDICATORS:
        row = lowest(measured, name)
        if row is not None:
            difference = polish.number(row["difference"], INDICATORS[name].decimals, signed=True)
            parts.append(f"{SHORT[name]}: {names[row['teryt']]} ({difference})")
    intro = "Wykres słupkowy odległości od średniej."
    return fitting(f"{intro} Najbardziej niekorzystnie –", parts) if parts else f"{intro} Nikt nie leży po stronie niekorzystnej."


def alt_profile(placed: pd.DataFrame, name: str) -> str:
    """
    Describe the places of one municipality in its group.

    Parameters
    ----------
    placed
        Rows of one municipality with a place.
    name
        How the municipality is announced.
    """
    parts = [f"{SHORT[str(row.indicator)]} {polish.number(float(str(row.favourable_to)))}" for row in placed.itertuples()]
    return fitting(f"Wykres pozycji, {name}: odsetek podobnych gmin z wartością mniej korzystną (dla opisywanych: niższą) –", parts)


def alt_history(histories: Sequence[pd.DataFrame], name: str) -> str:
    """
    Describe the charts of several indicators over the years.

    Parameters
    ----------
    histories
        Rows of one indicator each.
    name
        How the municipality is announced.
    """
    parts = []
    for one in histories:
        first, last = one.iloc[0], one.iloc[-1]
        decimals = INDICATORS[str(first["indicator"])].decimals
        ends = f"{polish.number(first['value'], decimals)} ({first['year']}), {polish.number(last['value'], decimals)} ({last['year']})"
        parts.append(f"{SHORT[str(first['indicator'])]} {ends}")
    return fitting(f"Wykresy liniowe, {name}, na początku i na końcu:", parts)

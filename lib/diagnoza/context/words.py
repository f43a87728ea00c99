"""Sentences, titles and text alternatives of the context, built from finished measures: they cannot disagree with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.context.indicators import INDICATORS
from diagnoza.context.published import closing
from diagnoza.errors import NotApplicable

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

TELLING = 0.5  # standard deviations: less is called close to the average
ALL = "all"
NO_COMMON_YEAR = "Nie ma roku, dla którego są dane wszystkich gmin, dlatego tego porównania nie wykonano."


def municipalities(n: int) -> str:
    """Count municipalities: "6 gmin"."""
    return polish.counted(n, "gmina", "gminy", "gmin")


def _of_all(total: int) -> str:
    return f"z{polish.NBSP}{polish.number(total)}{polish.NBSP}gmin"


def how_many(n: int, total: int) -> str:
    """
    Say how many of several municipalities, as the subject of a sentence.

    Parameters
    ----------
    n, total
        Some, and all; at least two in all.

    Examples
    --------
    >>> [how_many(n, 4).replace(polish.NBSP, " ") for n in (0, 1, 4)]
    ['żadna z 4 gmin', '1 z 4 gmin', 'wszystkie 4 gminy']
    """
    of_all = _of_all(total)
    if n == 0:
        return f"żadna {of_all}"
    return f"wszystkie {municipalities(total)}" if n == total else f"{n} {of_all}"


def within_how_many(n: int, total: int) -> str:
    """
    Say in how many of several municipalities.

    Parameters
    ----------
    n, total
        Some, and all; at least two in all.

    Examples
    --------
    >>> [within_how_many(n, 4).replace(polish.NBSP, " ") for n in (0, 1, 4)]
    ['w żadnej z 4 gmin', 'w 1 z 4 gmin', 'we wszystkich 4 gminach']
    """
    of_all = _of_all(total)
    if n == 0:
        return f"w żadnej {of_all}"
    return f"we wszystkich {polish.number(total)}{polish.NBSP}gminach" if n == total else f"w{polish.NBSP}{n} {of_all}"


def compared(placed: pd.DataFrame) -> str:
    """
    Say what was counted in a comparison with similar municipalities.

    Parameters
    ----------
    placed
        Result of `position.positions`, members only.
    """
    groups = placed.groupby("group")["n"].max()
    parts = [f"{_group(str(group))}: {polish.number(n)}" for group, n in groups.items()]
    return f"{municipalities(placed['teryt'].nunique())}; w kraju – {', '.join(parts)}"


def _group(kind: str) -> str:
    plural = {"wiejska": "gminy wiejskie", "miejsko-wiejska": "gminy miejsko-wiejskie", "miejska": "gminy miejskie"}
    return plural.get(kind, "miasta na prawach powiatu")


def title_positions(index: pd.DataFrame) -> str:
    """
    Title the comparison with similar municipalities.

    Parameters
    ----------
    index
        Result of `position.synthetic_index`, members only.
    """
    overall = index[index["dimension"].eq(ALL)].dropna(subset=["level"])
    above = int((overall["level"] > 0).sum())
    if len(overall) == 1:
        return f"Pozycja gminy na tle podobnych gmin jest {'korzystniejsza' if above else 'mniej korzystna'} niż przeciętna"
    return f"Powyżej średniej podobnych gmin: {how_many(above, len(overall))}"


def say_positions(index: pd.DataFrame, names: pd.Series) -> str:
    """
    Tell which municipalities stand above and below the average of their group.

    Parameters
    ----------
    index
        Result of `position.synthetic_index`, members only.
    names
        Name by code, in Polish order.
    """
    overall = index[index["dimension"].eq(ALL)].dropna(subset=["level"]).set_index("teryt")["level"].reindex(names.index).dropna()
    groups = {
        "wyraźnie powyżej średniej": overall[overall >= TELLING],
        "blisko średniej": overall[overall.abs() < TELLING],
        "wyraźnie poniżej średniej": overall[overall <= -TELLING],
    }
    parts = [f"{words}: {polish.listed([str(names[code]) for code in some.index])}" for words, some in groups.items() if len(some)]
    text = f"Wskaźnik syntetyczny (metoda własna) na tle gmin tego samego typu – {'; '.join(parts)}."
    return f"{text} To punkt wyjścia do rozmowy, a nie ocena pracy samorządu."


def title_quadrants(index: pd.DataFrame) -> str:
    """
    Title the chart of level and change.

    Parameters
    ----------
    index
        Result of `position.synthetic_index`, members only.
    """
    overall = index[index["dimension"].eq(ALL)].dropna(subset=["level", "change"])
    better = int((overall["change"] > 0).sum())
    if len(overall) == 1:
        return f"Pozycja gminy wobec podobnych gmin {'poprawia' if better else 'pogarsza'} się"
    return f"Pozycja wobec podobnych gmin poprawia się {within_how_many(better, len(overall))}"


def title_trend(history: pd.DataFrame) -> str:
    """
    Title the history of an indicator by how many municipalities rose.

    Parameters
    ----------
    history
        Rows of one indicator.
    """
    indicator = INDICATORS[str(history["indicator"].iloc[0])]
    first, last, rose, known = ends(history)
    years = f"{first}–{last}"
    if known == 1:
        return f"{indicator.name}: {'wzrost' if rose else 'spadek'} w latach {years}"
    word, count = ("wzrost", rose) if 2 * rose >= known else ("spadek", known - rose)
    return f"{indicator.name}: {word} {within_how_many(count, known)} w latach {years}"


def ends(history: pd.DataFrame) -> tuple[int, int, int, int]:
    """
    Find the ends of a history.

    Parameters
    ----------
    history
        Rows of one indicator.

    Returns
    -------
    tuple
        First and last year that all municipalities with data have, how many rose between them, and how many there are.

    Raises
    ------
    NotApplicable
        If they have no year in common.
    """
    wide = history.pivot(index="year", columns="teryt", values="value").dropna()
    if wide.empty:
        raise NotApplicable(NO_COMMON_YEAR)
    rose = int((wide.iloc[-1] > wide.iloc[0]).sum())
    return int(wide.index[0]), int(wide.index[-1]), rose, wide.shape[1]


def say_trend(history: pd.DataFrame, distributions: pd.DataFrame, names: pd.Series) -> str:
    """
    Tell the extremes of an indicator in its newest year, and how many stand better than the median of their group.

    Parameters
    ----------
    history
        Rows of one indicator.
    distributions
        Rows of levels.
    names
        Name by code.
    """
    indicator = INDICATORS[str(history["indicator"].iloc[0])]
    last = int(history["year"].max())
    newest = history[history["year"].eq(last)]
    known = distributions[
        distributions["indicator"].eq(indicator.id) & distributions["year"].eq(last) & distributions["change_years"].eq(0)
    ]
    medians = newest["group"].map(known.set_index("group")["median"])
    better = int((indicator.direction * (newest["value"] - medians) > 0).sum())
    values = newest.set_index("teryt")["value"]
    shown = {code: f"{names[code]} ({polish.number(values[code], indicator.decimals)})" for code in values.index}
    if len(values) == 1:
        place = "korzystniejsza" if better else "mniej korzystna"
        median = polish.number(float(medians.iloc[0]), indicator.decimals)
        value = polish.number(values.iloc[0], indicator.decimals)
        return f"W {last} r. wartość wynosiła {value} i była {place} niż mediana podobnych gmin ({median})."
    return (
        f"W {last} r. najwyższa wartość: {shown[values.idxmax()]}, najniższa: {shown[values.idxmin()]}. "
        f"Korzystniej niż mediana podobnych gmin: {how_many(better, len(values))}."
    )


def several(members: Iterable[str]) -> None:
    """
    Insist on several municipalities.

    Parameters
    ----------
    members
        Codes of the municipalities.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if there is only one.
    """
    if len(tuple(members)) == 1:
        msg = "Diagnoza obejmuje jedną gminę, dlatego nie ma w niej różnic między partnerami."
        raise NotApplicable(msg)


def title_inequality(measured: pd.DataFrame) -> str:
    """
    Title the history of the differences.

    Parameters
    ----------
    measured
        Result of `inequality.inequality`, rows with a CV.
    """
    parts = []
    for name, rows in measured.sort_values("year").groupby("indicator", sort=False):
        change = rows["cv"].iloc[-1] - rows["cv"].iloc[0]
        parts.append((INDICATORS[str(name)].name, "maleją" if change < 0 else "rosną"))
    falling = sum(word == "maleją" for _, word in parts)
    return f"Różnice między partnerami maleją dla {falling} z {polish.counted(len(parts), 'wskaźnika', 'wskaźników', 'wskaźników')}"


def say_inequality(measured: pd.DataFrame) -> str:
    """
    Tell how the differences changed, indicator by indicator.

    Parameters
    ----------
    measured
        Result of `inequality.inequality`, rows with a CV.
    """
    parts = []
    for name, rows in measured.sort_values("year").groupby("indicator", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        word = "zmalał" if last["cv"] < first["cv"] else "wzrósł"
        parts.append(
            f"„{INDICATORS[str(name)].name}” {word} z {polish.number(first['cv'], 3)} ({int(first['year'])}) "
            f"do {polish.number(last['cv'], 3)} ({int(last['year'])})"
        )
    return f"Ważony współczynnik zmienności dla wskaźnika {'; dla wskaźnika '.join(parts)}."


def lowest(measured: pd.DataFrame, name: str) -> pd.Series | None:
    """
    Find the municipality furthest on the unfavourable side of the target.

    Parameters
    ----------
    measured
        Result of `inequality.distances`.
    name
        Identifier of the indicator.

    Returns
    -------
    pd.Series or None
        Its row; None if nobody is on that side.
    """
    rows = measured[measured["indicator"].eq(name) & measured["shortfall"].gt(0)]
    return rows.sort_values("shortfall").iloc[-1] if len(rows) else None


def say_distances(measured: pd.DataFrame, names: pd.Series) -> str:
    """
    Tell what would bring the lowest municipality to the target, indicator by indicator.

    Parameters
    ----------
    measured
        Result of `inequality.distances`.
    names
        Name by code.
    """
    goal = "średniej partnerstwa" if len(names) > 1 else "średniej gmin tego samego typu"
    parts = []
    for name, indicator in INDICATORS.items():
        row = lowest(measured, name) if indicator.scale else None
        if row is not None:
            who = f"{names[row['teryt']]} – " if len(names) > 1 else ""
            parts.append(f"{who}{closing(row, name)} ({int(row['year'])} r.)")
    if not parts:
        return f"W żadnym z przeliczanych wskaźników nie ma luki do {goal}."
    opening = "Największe luki" if len(names) > 1 else "Luki"
    return f"{opening} do {goal} wyrównałoby: {'; '.join(parts)}."


def say_cities(placed: pd.DataFrame, names: pd.Series) -> str:
    """
    Warn that the revenue of a city with powiat rights pays for more tasks than a municipality's.

    Parameters
    ----------
    placed
        Result of `position.positions`, members only.
    names
        Name by code.

    Returns
    -------
    str
        Empty where there is no such city.
    """
    cities = placed.loc[placed["group"].eq("miasto na prawach powiatu"), "teryt"].unique()
    if not len(cities):
        return ""
    listed = polish.listed([str(names[code]) for code in cities])
    why = "jego dochody służą także zadaniom powiatu, dlatego nie są w pełni porównywalne z dochodami gmin (założenie A1)"
    return f"{listed} – miasto na prawach powiatu: {why}."


def say_change(placed: pd.DataFrame, years: int) -> str:
    """
    Tell over which years the change is measured, and for which indicators it cannot be.

    Parameters
    ----------
    placed
        Result of `position.positions`, members only.
    years
        Years over which the change is measured.
    """
    judged = placed[placed["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)]
    without = [name for name, rows in judged.groupby("indicator") if rows["change_z"].isna().all()]
    text = f"Zmianę mierzymy w ciągu {polish.counted(years, 'roku', 'lat', 'lat')} do ostatniego roku, dla którego są dane."
    if without:
        text += f" Zmiany nie da się policzyć dla wskaźników: {polish.listed([f'„{INDICATORS[str(name)].name}”' for name in without])}."
    return text


def name_target(members: Iterable[str]) -> str:
    """
    Name the value that municipalities are measured against.

    Parameters
    ----------
    members
        Codes of the municipalities.
    """
    return "Średnia partnerstwa" if len(tuple(members)) > 1 else "Średnia podobnych gmin"


def title_distances(measured: pd.DataFrame, names: pd.Series) -> str:
    """
    Title the chart of distances.

    Parameters
    ----------
    measured
        Result of `inequality.distances`, rows with an amount.
    names
        Name by code.
    """
    if len(names) == 1:
        below = int((measured["shortfall"] > 0).sum())
        count = polish.counted(measured["indicator"].nunique(), "wskaźnika", "wskaźników", "wskaźników")
        return f"Mniej korzystnie niż średnia podobnych gmin: {below} z {count}"
    row = lowest(measured, "own_revenue")
    return "Odległość gmin od średniej partnerstwa" + (f"; najniższe dochody własne: {names[row['teryt']]}" if row is not None else "")

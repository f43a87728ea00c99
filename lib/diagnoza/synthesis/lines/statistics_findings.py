"""Findings from public statistics: sentences built from values, each with the table or figure that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.context import inequality, position, words
from diagnoza.context.indicators import INDICATORS
from diagnoza.context.published import closing
from diagnoza.synthesis.lines import statistics_people
from diagnoza.synthesis.lines.statistics_told import finding, placed, rows_of, several

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding

Z_WORTH_TELLING = 1.0
FAR = 2.0
"""Standard deviations from the mean that count as standing out altogether."""
EASY = {
    "migration_rate": "Przyjazdy i wyjazdy mieszkańców wypadają dużo mniej korzystnie niż w podobnych gminach.",
    "old_age_ratio": "Osób w wieku emerytalnym jest dużo więcej niż w podobnych gminach.",
    "population_change": "Liczba mieszkańców zmieniła się dużo mniej korzystnie niż w podobnych gminach.",
    "own_revenue": "Własnych pieniędzy gminy na jedną osobę jest dużo mniej niż w podobnych gminach.",
    "unemployment": "Osób bez pracy jest dużo więcej niż w podobnych gminach.",
    "distance_to_city": "Do dużego miasta jest dużo dalej niż z podobnych gmin.",
}
"""The unfavourable side of each indicator in easy Polish."""


def draw(made: Mapping[str, pd.DataFrame], about: About, *, fields: Mapping[str, str]) -> list[Finding]:
    """
    Draw the findings that the data carry.

    Parameters
    ----------
    made
        Stored tables; `figures`, `indicators` and `distributions` are read.
    about
        Whose synthesis it is.
    fields
        Field by indicator.

    Returns
    -------
        At most eight, in the order of the chapters.
    """
    stands = placed(made, about)
    found = [statistics_people.population(made, about), statistics_people.migration(made, about)]
    if len(stands):
        found += [statistics_people.ageing(made, about)]
        found += [_against_group(made, about, stands, name, fields[name]) for name in ("unemployment", "own_revenue")]
        found += [_index(about, stands), _extreme(about, stands, fields), _levelling(made, about)]
    return [one for one in found if one is not None]


def _against_group(made: Mapping[str, pd.DataFrame], about: About, stands: pd.DataFrame, name: str, field: str) -> Finding | None:
    history = rows_of(made, about, name)
    known = stands[stands["indicator"].eq(name)].dropna(subset=["z", "median"])
    if history.empty or known.empty:
        return None
    indicator = INDICATORS[name]
    better = int((indicator.direction * (known["value"] - known["median"]) > 0).sum())
    mean = inequality.weighted_mean(known["z"], known["base"])
    return finding(
        {"unemployment": "unemployment", "own_revenue": "revenue"}[name],
        field=field,
        kind="asset" if better > len(known) / 2 else "need",
        sentence=f"{indicator.name}. {words.say_trend(history, made['distributions'], about.names)}",
        plain=_easily(name, better, len(known)),
        sources=indicator.sources,
        weight=min(1.0, abs(mean) / FAR),
        swot=_side(mean),
        value=float(better),
        n=len(known),
        date=str(int(known["year"].max())),
    )


def _side(mean: float) -> str:
    """Give the side of SWOT; none where the mean is close to that of similar municipalities."""
    return "" if abs(mean) < words.TELLING else "S" if mean > 0 else "W"


def _easily(name: str, better: int, n: int) -> str:
    """Tell in easy Polish in how many municipalities it is better than in a typical one of the same type."""
    lead = {
        "unemployment": "Niektóre osoby nie mają pracy i są zapisane w urzędzie pracy.",
        "own_revenue": "Gmina ma własne pieniądze, na przykład z podatków.",
    }[name]
    what = {
        "unemployment": ("mniej osób bez pracy", "więcej osób bez pracy"),
        "own_revenue": ("więcej takich pieniędzy na jedną osobę", "mniej takich pieniędzy na jedną osobę"),
    }[name]
    if n == 1:
        return f"{lead} W gminie jest {what[0] if better else what[1]} niż w typowej podobnej gminie."
    place = polish.upper_first(words.within_how_many(better, n))
    return f"{lead} {place} {f'jest {what[0]}' if better else 'nie jest pod tym względem lepiej'} niż w typowej podobnej gminie."


def _index(about: About, stands: pd.DataFrame) -> Finding | None:
    index = position.synthetic_index(stands, z_limit=about.partnership.method.z_limit)
    known = index[index["dimension"].eq("G")].dropna(subset=["level"])
    n = len(about.names)
    if len(known) < n:
        return None
    above, level = int((known["level"] > 0).sum()), float(known["level"].mean())
    if n == 1:
        place, plain = ("powyżej", "lepiej") if above else ("poniżej", "gorzej")
        place, plain = f"jest {place} średniej podobnych gmin", f"w gminie jest {plain} niż przeciętnie"
    else:
        where, no = words.within_how_many(above, n), "" if above else "nie "
        place, plain = f"{no}jest powyżej średniej podobnych gmin {where}", f"{where} {no}jest lepiej niż przeciętnie"
    used = [INDICATORS[name] for name in dict.fromkeys(stands["indicator"]) if INDICATORS[name].dimension == "G"]
    return finding(
        "index",
        kind="asset" if above > n / 2 else "need",
        sentence=f"Gospodarczy wskaźnik syntetyczny (metoda własna) {place}.",
        plain=f"Porównaliśmy bezrobocie i pieniądze gmin z podobnymi gminami w Polsce. {polish.upper_first(plain)}.",
        sources=tuple(dict.fromkeys(source for one in used for source in one.sources)),
        weight=min(1.0, abs(level) / FAR),
        swot=_side(level),
        value=float(above),
        n=n,
        date=str(int(stands["year"].max())),
    )


def _extreme(about: About, stands: pd.DataFrame, fields: Mapping[str, str]) -> Finding | None:
    order = {code: at for at, code in enumerate(sorted(about.names.index))}
    judged = stands[stands["indicator"].map(lambda name: INDICATORS[name].direction).ne(0)].dropna(subset=["z"])
    judged = judged.assign(order=judged["teryt"].map(order)).sort_values(["z", "indicator", "order"], kind="stable")
    if judged.empty or judged["z"].iloc[0] > -Z_WORTH_TELLING:
        return None
    worst = judged.iloc[0]
    name, code = str(worst["indicator"]), str(worst["teryt"])
    indicator = INDICATORS[name]
    who = f"{about.names[code]}: " if several(about) else ""
    sentence = (
        f"Najdalej od średniej podobnych gmin, po stronie niekorzystnej – {who}{polish.lower_first(indicator.name)} "
        f"({polish.number(worst['value'], indicator.decimals)}, mediana grupy {polish.number(worst['median'], indicator.decimals)})."
    )
    of = f" Chodzi o gminę: {about.names[code]}." if several(about) else ""
    return finding(
        "extreme",
        dimension=indicator.dimension,
        field=fields.get(name, ""),
        sentence=sentence,
        plain=f"Porównaliśmy gminę z podobnymi gminami w Polsce. {EASY[name]}{of}",
        sources=indicator.sources,
        weight=min(1.0, -float(worst["z"]) / FAR / 2),
        art10e_point=4 if indicator.dimension == "P" else 3,
        units=(code,),
        value=float(worst["value"]),
        unit=indicator.unit,
        n=1,
        date=str(int(worst["year"])),
    )


def _levelling(made: Mapping[str, pd.DataFrame], about: About) -> Finding | None:
    if not several(about):
        return None
    measured = inequality.distances(made["indicators"], tuple(sorted(about.names.index)))
    row = words.lowest(measured, "own_revenue")
    if row is None:
        return None
    sentence = (
        f"Największa luka do średniej partnerstwa w dochodach własnych: {about.names[row['teryt']]}. "
        f"Wyrównałoby ją {closing(row, 'own_revenue')} ({int(row['year'])} r.)."
    )
    plain = (
        f"Gminy mają różne własne pieniądze, na przykład z podatków. Na jedną osobę jest najmniej w gminie: {about.names[row['teryt']]}. "
        f"Do średniej brakuje tam około {polish.number(round(float(row['shortfall']) / 10) * 10)} złotych na osobę."
    )
    return finding(
        "levelling",
        sentence=sentence,
        plain=plain,
        sources=INDICATORS["own_revenue"].sources,
        weight=min(1.0, float(row["shortfall"]) / float(row["target"])),
        units=(str(row["teryt"]),),
        value=float(row["amount"]),
        n=len(about.names),
        date=str(int(row["year"])),
    )

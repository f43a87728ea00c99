"""Findings of the inventory: gaps by priority, strengths, good practices, topics of training, and how complete it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import pieces, polish
from diagnoza.catalogue import SECTORS
from diagnoza.services.gap import KINDS, MIDDLE, ORGANISATION, RESOURCE, STRENGTH
from diagnoza.services.published import select
from diagnoza.services.published.forum import ADVANTAGES
from diagnoza.surveys.published.words import quoted
from diagnoza.synthesis.lines.inventory_told import finding, of_partnership, sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding

MOST = 4
"""Findings of gaps; of strengths and good practices half as many."""
HALF = MOST // 2
POINTS, FULL = 100, 50
"""Points of a scale, and of priority that count as standing out altogether."""
ANY_ADVANTAGE = "przy zasobach lub koszcie na osobę nie większych"
EASY = {
    RESOURCE: "Zasobów na nią jest mało. Zasoby to na przykład ludzie, pieniądze, budynki i sprzęt.",
    ORGANISATION: "Zasoby są, na przykład ludzie i budynki. Trzeba sprawdzić, jak usługa jest zorganizowana i czy ludzie o niej wiedzą.",
    "": "Nie jest pewne, czy brakuje ludzi, pieniędzy i budynków, czy dobrej organizacji.",
}


def _there(made: Mapping[str, pd.DataFrame], *names: str) -> bool:
    return all(len(made.get(name, ())) > 0 for name in names)


def gaps(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Tell the services whose needs are surely not met, the highest priority first.

    Parameters
    ----------
    made
        Stored tables; `gaps`, `remedies`, `priorities` and `inventory` are read.
    about
        Whose synthesis it is.
    """
    if not _there(made, "gaps", "priorities", "remedies"):
        return []
    urgent = {row["service"]: row for row in of_partnership(made["priorities"], about)}
    rows = [row for row in of_partnership(made["gaps"], about) if row["kind"] in (RESOURCE, ORGANISATION) and row["needs_high"] < MIDDLE]
    rows = [row for row in rows if row["service"] in urgent and urgent[row["service"]]["value"] > 0]
    rows.sort(key=lambda row: -float(urgent[row["service"]]["value"]))
    kinds = select.kinds(made["gaps"], made["remedies"])
    return [_gap(made, about, row, urgent[row["service"]], _short(kinds, row, about)) for row in rows[:MOST]]


def _short(kinds: pd.DataFrame, row: Mapping[Any, Any], about: About) -> tuple[str, ...]:
    """List the municipalities where the service has a gap, in Polish order of their names."""
    own = kinds[kinds["service"].eq(row["service"]) & kinds["shown"].isin([RESOURCE, ORGANISATION])]["teryt"]
    return tuple(str(code) for code in about.names.index if code in set(own))


def _gap(
    made: Mapping[str, pd.DataFrame], about: About, row: Mapping[Any, Any], urgent: Mapping[Any, Any], short: tuple[str, ...]
) -> Finding:
    service = about.services[str(row["service"])]
    sentence, plain = _say_gap(about, row, urgent, short)
    return finding(
        made,
        f"gap-{service.id}",
        service,
        kind="need",
        swot="W",
        sentence=sentence,
        plain=plain,
        keys=("fig-services-gaps", "fig-services-priorities"),
        tables=("gaps", "priorities", "remedies", "inventory"),
        weight=min(1.0, float(urgent["value"]) / FULL),
        art10e_point=2,
        units=short,
        value=float(row["needs_met"]),
        unit="pkt",
        n=int(row["scored"]),
    )


def _say_gap(about: About, row: Mapping[Any, Any], urgent: Mapping[Any, Any], short: tuple[str, ...]) -> tuple[str, str]:
    service, sure = about.services[str(row["service"])], bool(row["sure"])
    met, where = polish.number(row["needs_met"]), ""
    if len(about.names) > 1 and short:
        where = f" Gminy z luką (założenie A17): {polish.listed([str(about.names[code]) for code in short])}."
    sentence = (
        f"{quoted(service.label)} – {KINDS[row['kind']] if sure else 'luka jakościowa, której rodzaj jest niepewny'}: zasoby "
        f"{polish.number(row['supply'], 1)} pkt, zaspokojenie potrzeb {met} pkt (na 100), priorytet {polish.number(urgent['value'], 1)} "
        f"(przedział od {polish.number(urgent['low'], 1)} do {polish.number(urgent['high'], 1)}).{where}"
    )
    plain = (
        f"Sprawdziliśmy usługę: {polish.lower_first(select.short(service.label))}. Ludzie oceniają, że słabo spełnia ona ich potrzeby. "
        f"W skali od 0 do 100 jest to {_points(row)}. {EASY[row['kind'] if sure else '']}"
    )
    return sentence, plain


def _points(row: Mapping[Any, Any]) -> str:
    return polish.counted(row["needs_met"], "punkt", "punkty", "punktów")


def strengths(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Tell the services with resources and met needs both surely above the middle, the best met needs first.

    Parameters
    ----------
    made
        Stored tables; `gaps` and `inventory` are read.
    about
        Whose synthesis it is.
    """
    rows = of_partnership(made["gaps"], about) if _there(made, "gaps") else []
    firm = sorted((row for row in rows if row["kind"] == STRENGTH and row["sure"]), key=lambda row: -float(row["needs_met"]))
    found = []
    for row in firm[:HALF]:
        service, met = about.services[str(row["service"])], polish.number(row["needs_met"])
        label, supply = quoted(service.label), polish.number(row["supply"], 1)
        fixed: dict[str, Any] = {"kind": "asset", "swot": "S", "art10e_point": 2, "tables": ("gaps", "inventory"), "unit": "pkt"}
        sentence = f"{label} – mocna strona: zasoby {supply} pkt, zaspokojenie potrzeb {met} pkt (na 100)."
        plain = (
            f"Sprawdziliśmy usługę: {polish.lower_first(select.short(service.label))}. Zasobów na nią jest dość dużo. "
            "Zasoby to na przykład ludzie i budynki. "
            f"Ludzie oceniają, że spełnia ona ich potrzeby. W skali od 0 do 100 jest to {_points(row)}."
        )
        weight, n = (float(row["needs_met"]) - MIDDLE) / MIDDLE, int(row["scored"])
        told = {"sentence": sentence, "plain": plain, "keys": ("fig-services-gaps",), "value": float(row["needs_met"])}
        found.append(finding(made, f"strength-{service.id}", service, weight=weight, n=n, **(fixed | told)))
    return found


def practices(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Tell who surely does better with no more resources and has described it, the largest difference first.

    Parameters
    ----------
    made
        Stored tables; `good_practices` and `inventory` are read.
    about
        Whose synthesis it is.
    """
    if not _there(made, "good_practices"):
        return []
    table = made["good_practices"]
    rows = table[table["confirmed"] & table["done"].ne("") & table["service"].isin(list(about.services))]
    rows = rows[rows["teryt"].isin(about.names.index) & rows["receiver"].isin(about.names.index)]
    cards = [_practice(made, about, some) for _, some in rows.sort_values("receiver").groupby(["service", "teryt", "done"])]
    return sorted(cards, key=lambda one: (-one.weight, one.finding))[:HALF]


def _practice(made: Mapping[str, pd.DataFrame], about: About, rows: pd.DataFrame) -> Finding:
    best = rows.sort_values(["difference", "receiver"], ascending=[False, True]).iloc[0]
    service, giver = about.services[str(best["service"])], str(best["teryt"])
    receivers = [code for code in about.names.index if code in set(rows["receiver"])]
    sentence, plain = _say_practice(about, rows, best, receivers)
    return finding(
        made,
        f"practice-{service.id}-{giver}",
        service,
        kind="asset",
        swot="O",
        sentence=sentence,
        plain=plain,
        keys=("tab-services-forum",),
        tables=("good_practices", "inventory"),
        sources=sources(made, more=("delivery:practices",)),
        weight=min(1.0, float(best["difference"]) / POINTS),
        art10e_point=8,
        units=(giver, *receivers),
        value=float(best["difference"]),
        unit="pkt",
        n=len(receivers),
    )


def _say_practice(about: About, rows: pd.DataFrame, best: pd.Series, receivers: list[Any]) -> tuple[str, str]:
    service, giver = about.services[str(best["service"])], str(best["teryt"])
    points = {code: polish.number(rows.loc[rows["receiver"].eq(code), "difference"].max()) for code in receivers}
    better = polish.listed([f"{about.names[code]} (o {points[code]} pkt na 100)" for code in receivers])
    ways = set(rows["advantage"])
    how = polish.upper_first(ADVANTAGES[ways.pop()] if len(ways) == 1 else ANY_ADVANTAGE)
    sentence = (
        f"{quoted(service.label)}, dobra praktyka – {about.names[giver]}: {polish.lower_first(pieces.plain(best['done']).rstrip('.'))}. "
        f"{how} potrzeby są tam zaspokojone lepiej niż w gminach: {better}."
    )
    plain = (
        f"Jedna gmina robi coś dobrze. To gmina: {about.names[giver]}. Chodzi o usługę: {polish.lower_first(select.short(service.label))}. "
        f"Inne gminy mogą się od niej uczyć: {', '.join(str(about.names[code]) for code in receivers)}."
    )
    return sentence, plain


def training(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Tell the first topic of training of each field, with the staff it concerns.

    Parameters
    ----------
    made
        Stored tables; `training` and `inventory` are read.
    about
        Whose synthesis it is.
    """
    if not _there(made, "training"):
        return []
    rows = made["training"].sort_values(["rank", "field", "cause"]).dropna(subset=["rank"]).drop_duplicates("field")
    most = rows["base_score"].max()
    return [_topic(made, about, row, most) for row in rows[rows["field"].isin(SECTORS)].to_dict("records")]


def _topic(made: Mapping[str, pd.DataFrame], about: About, row: Mapping[Any, Any], most: float) -> Finding:
    sentence, plain = _say_topic(about, row)
    units, staff = [code for code in str(row["municipalities"]).split("; ") if code in about.names.index], row["staff"]
    unscored = polish.is_missing(row["base_score"]) or not most
    return finding(
        made,
        f"training-{row['field']}",
        None,
        field=str(row["field"]),
        kind="need",
        swot="W",
        sentence=sentence,
        plain=plain,
        keys=("tab-services-training",),
        tables=("training", "inventory"),
        sources=sources(made, more=("delivery:training_needs",)),
        weight=0.0 if unscored else float(row["base_score"]) / float(most) / 2,
        art10e_point=8,
        units=tuple(units),
        value=float(staff) if not polish.is_missing(staff) else float("nan"),
        unit="etaty",
        n=int(row["n_units"]),
    )


def _say_topic(about: About, row: Mapping[Any, Any]) -> tuple[str, str]:
    services = [about.services[one].label for one in str(row["services"]).split("; ") if one in about.services]
    staff = row["staff"]
    many = "" if polish.is_missing(staff) else f" ({polish.number(staff, 1)} etatu)"
    sentence = (
        f"Szkolenia, {SECTORS[str(row['field'])]}: z przyczyn luki jakościowej wynika temat {quoted(str(row['topic']))}. Usługi: "
        f"{polish.listed([quoted(label) for label in services])}. Instytucje, "
        f"których dotyczy: {polish.number(row['n_units'])}{many}."
    )
    plain = (
        f"Pracownikom może pomóc szkolenie. Temat szkolenia: {polish.lower_first(str(row['topic']))}. "
        f"Chodzi o usługi: {', '.join(polish.lower_first(select.short(label)) for label in services)}."
    )
    return sentence, plain

"""Actions from gaps between resources and needs: what is lacking in resources, and what in organisation and information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import Action, beneath, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from diagnoza.synthesis.recommendations.ground import Ground

TABLES = ("gaps", "remedies", "causes", "priorities", "perception", "supply")
SHARED = 2
"""Municipalities with the same gap of resources from which a joint service is proposed; one alone is an investment of its own."""
MOST_TEXTS = 3
CAUSES = {
    "institutional": "zasoby instytucjonalne",
    "staff": "zasoby osobowe",
    "financial": "zasoby finansowe",
    "legal": "podstawy prawne",
    "technological": "zasoby technologiczne",
    "infrastructural": "infrastruktura",
    "other": "inne zasoby",
    "organisation": "organizacja pracy",
    "competence": "kompetencje pracowników",
    "information": "informowanie mieszkańców",
}
NEEDS_MET = "Zaspokojenie potrzeb tam, gdzie jest najniższe"
NEEDS_OF_ALL = "Zaspokojenie potrzeb w partnerstwie"
POINTS_OF = "pkt (0–100)"


def actions(ground: Ground) -> list[Action]:
    """
    Propose remedies for each service, by the kind of its gap.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        For a gap of resources a joint service (two municipalities or more) or an investment, for a gap of organisation a procedure or
        information; only remedies whose cause is of the kind that the gap suggests, and only with a finding to rest on.
    """
    table = ground.table("remedies")
    if table is None:
        return []
    rows = table[table["main"] & table["cause"].ne("") & table["kind"].isin(["resource", "organisation"])]
    found = []
    for (service, kind), some in rows.groupby(["service", "kind"]):
        units = ground.ordered(some["teryt"])
        wanted = Wanted(("inventory",), tables=TABLES, field=ground.field(str(service)), services=(str(service),), units=units)
        if rests := ground.rests(wanted):
            found.append(_action((str(service), str(kind)), some, rests, ground))
    return found


def _action(case: tuple[str, str], rows: pd.DataFrame, rests: tuple[str, ...], ground: Ground) -> Action:
    service, kind = case
    units = ground.ordered(rows["teryt"])
    met = needs_met(ground, service)
    lowest, whole = lifted(met, units)
    return Action(
        f"gap-{kind}-{slug(service)}",
        _type(kind, rows, len(units)),
        f"{_title(kind, len(units))}: {ground.label(service)}",
        _reason(rows, met.get("", float("nan")), ground),
        rests,
        field=ground.field(service),
        units=units,
        gains=dict.fromkeys(units, float("nan")),
        below=standing(ground, service),
        **measured(lowest, whole),
    )


def _type(kind: str, rows: pd.DataFrame, units: int) -> str:
    """Choose the kind of action: together where several lack the same, else what most municipalities need."""
    types = rows["type"]
    if kind == "resource":
        return "joint_service" if units >= SHARED and types.eq("shared_service").any() else "investment"
    return "procedure" if types.eq("procedure").any() else "information"


def _title(kind: str, units: int) -> str:
    if kind == "organisation":
        return "Poprawić organizację usługi i informację o niej"
    return "Uzupełnić wspólnie brakujące zasoby" if units >= SHARED else "Uzupełnić brakujące zasoby"


def _reason(rows: pd.DataFrame, whole: float, ground: Ground) -> str:
    """Tell where the gap is, on whose answers that rests, its causes and what would help."""
    units = ground.ordered(rows["teryt"])
    own = rows[rows["level"].eq("own")]["teryt"].nunique()
    kind = "Luka zasobowa" if rows["kind"].iloc[0] == "resource" else "Luka organizacyjna"
    basis = (
        "z własnych odpowiedzi każdej z nich"
        if own == len(units)
        else f"z własnych odpowiedzi {polish.number(own)} z nich, z pozostałych na podstawie odpowiedzi z całego partnerstwa"
        if own
        else "na podstawie odpowiedzi z całego partnerstwa"
    )
    if len(units) == 1:
        basis = "z własnych odpowiedzi" if own else "na podstawie odpowiedzi z całego partnerstwa"
    met = "" if polish.is_missing(whole) else f" W partnerstwie potrzeby są zaspokojone na {polish.number(whole)} ze 100 punktów."
    where = f"{kind}: {ground.names(units)} ({basis})."
    return f"{where}{met} Przyczyny: {_commonest(rows, 'cause')}. Co pomaga: {_commonest(rows, 'text')}."


def _commonest(rows: pd.DataFrame, column: str) -> str:
    """List causes or remedies, the commonest first; their municipalities are counted where they are not all."""
    counts = rows.groupby(column, sort=True)["teryt"].nunique().sort_values(ascending=False, kind="stable").head(MOST_TEXTS)
    everywhere = rows["teryt"].nunique()
    told = {name: "" if n == everywhere else f" ({polish.counted(n, 'gmina', 'gminy', 'gmin')})" for name, n in counts.items()}
    return "; ".join(f"{CAUSES[str(name)] if column == 'cause' else name}{where}" for name, where in told.items())


def lifted(met: Mapping[str, float], units: Iterable[str]) -> tuple[float, float]:
    """
    Give what levelling starts from and what it leads to: the lowest of some municipalities, and the partnership.

    Parameters
    ----------
    met, units
        Result of `needs_met`; the municipalities concerned.

    Returns
    -------
        Points 0-100; missing where they are not known.
    """
    return min((met[code] for code in units if code in met), default=float("nan")), met.get("", float("nan"))


def measured(lowest: float, whole: float) -> dict[str, Any]:
    """
    Measure an action by needs met: lift the lowest to the partnership; where no municipality is known, watch the partnership.

    Parameters
    ----------
    lowest, whole
        Result of `lifted`.

    Returns
    -------
        Indicator, baseline, target and unit, as in `Action`; empty where neither is known or nobody stands below.
    """
    if lowest < whole:
        return {"indicator": NEEDS_MET, "baseline": lowest, "target": whole, "unit": POINTS_OF}
    if polish.is_missing(lowest) and not polish.is_missing(whole):
        return {"indicator": NEEDS_OF_ALL, "baseline": whole, "unit": POINTS_OF}
    return {}


def needs_met(ground: Ground, service: str) -> dict[str, float]:
    """
    Give how well needs are met, by municipality; "" is the partnership.

    Parameters
    ----------
    ground, service
        Stored tables; identifier of the service.

    Returns
    -------
        Points 0-100; whoever has too few answers is not in it.
    """
    return _known(ground, service, "needs_met")


def standing(ground: Ground, service: str) -> dict[str, int]:
    """
    Tell who stands below the partnership in a service: by needs met, else, where those are not known, by the score of supply.

    Parameters
    ----------
    ground, service
        As in `needs_met`.

    Returns
    -------
        1 below, 0 not; nothing of those of whom neither is known.
    """
    found: dict[str, int] = {}
    for column in ("supply", "needs_met"):
        values = _known(ground, service, column)
        found |= beneath({code: value for code, value in values.items() if code}, values.get("", float("nan")))
    return found


def _known(ground: Ground, service: str, column: str) -> dict[str, float]:
    table = ground.table("gaps")
    if table is None:
        return {}
    rows = table[table["service"].eq(service)].dropna(subset=column)
    return {str(code): float(value) for code, value in zip(rows["teryt"], rows[column], strict=True)}

"""The training plan: topic, audience, headcount and reason, only from causes in organisation, competence and information."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.synthesis.recommendations.gaps import CAUSES, TABLES, standing
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import Action, slug
from diagnoza.tables.gaps import TRAINABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.synthesis.recommendations.ground import Ground


def actions(ground: Ground) -> list[Action]:
    """
    Propose a training for each topic that follows from the causes of gaps.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        One per field and cause. The headcount is the posts concerned, rounded up: posts are told, persons are not, and a person rarely
        holds more than one.
    """
    table = ground.table("training")
    if table is None:
        return []
    found = []
    for row in table[table["cause"].isin(TRAINABLE)].to_dict("records"):
        units = ground.ordered(_parts(row["municipalities"]))
        wanted = Wanted(
            ("inventory",), tables=(*TABLES, "training"), field=str(row["field"]), services=tuple(_parts(row["services"])), units=units
        )
        if rests := ground.rests(wanted):
            found.append(_action(row, rests, ground))
    return found


def _parts(text: object) -> list[str]:
    return [part for part in str(text).split("; ") if part]


def _action(row: Mapping[Any, Any], rests: tuple[str, ...], ground: Ground) -> Action:
    units = ground.ordered(_parts(row["municipalities"]))
    staff = float(row["staff"])
    field, cause = str(row["field"]), str(row["cause"])
    n = int(row["n_units"])
    return Action(
        f"training-{slug(field)}-{cause}",
        "training",
        f"Przeszkolić pracowników: {polish.lower_first(str(row['topic']))} ({SECTORS[field]})",
        _reason(row, ground),
        rests,
        field=field,
        units=units,
        gains=dict.fromkeys(units, float("nan")),
        below=_below(_parts(row["services"]), ground),
        audience=f"pracownicy {polish.counted(n, 'jednostki', 'jednostek', 'jednostek')}"
        if n
        else "pracownicy usług, których dotyczy luka",
        headcount=None if polish.is_missing(staff) else math.ceil(staff),
    )


def _below(services: list[str], ground: Ground) -> dict[str, int]:
    """Tell who stands below the partnership in at least one of the services."""
    found: dict[str, int] = {}
    for service in services:
        for code, below in standing(ground, service).items():
            found[code] = max(below, found.get(code, 0))
    return found


def _reason(row: Mapping[Any, Any], ground: Ground) -> str:
    """Tell the cause, the services, the municipalities, and what staff themselves declare."""
    services = ", ".join(ground.label(one) for one in _parts(row["services"]))
    told = f"Przyczyna luki: {CAUSES[str(row['cause'])]}; usługi: {services}; gminy: {ground.names(_parts(row['municipalities']))}."
    declared = float(row["declared"])
    asked = (
        "" if polish.is_missing(declared) else f" Potrzebę takiego szkolenia zgłosiło {polish.percent(declared)} zapytanych pracowników."
    )
    return told + asked

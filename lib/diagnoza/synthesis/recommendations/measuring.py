"""What to measure next: fields with weak evidence, goals whose need nobody has shown, services that must be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.synthesis.published.texts import LINES
from diagnoza.synthesis.recommendations.gaps import TABLES
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import ANY_KIND, PROBLEMS, Action, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.recommendations.ground import Ground

GAPS = {"not_delivered": "nie dostarczono", "hidden": "wyników nie można ogłosić", "silent": "o tym nie mówi"}


def actions(ground: Ground) -> list[Action]:
    """
    Propose what to measure before deciding.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        One for each field whose evidence is weak (C) or that has a goal of several partners without evidence, and one for services with
        few resources and met needs, which must be talked over. Nobody gains by measuring alone. Only those with a finding to rest on.
    """
    status = ground.table("field_status")
    rows = [] if status is None else status.to_dict("records")
    weak = [_of_field(row, ground) for row in rows if row["strength"] == "C" or row["crossed"] == "unevidenced"]
    return [*(one for one in weak if one), *_doubtful(ground)]


def _of_field(row: Mapping[Any, Any], ground: Ground) -> Action | None:
    """Propose to gather what is lacking on a field."""
    field = str(row["field"])
    rests = ground.rests(Wanted(field=field)) or ground.rests(Wanted((), ANY_KIND, field=field))
    lacking = _lacking(ground, field)
    if not rests or not lacking:
        return None
    why = (
        "Dowody potrzeby są słabe"
        if row["strength"] == "C"
        else "Cel ma co najmniej dwóch partnerów, a potrzeby nie potwierdzają mocne dowody"
    )
    return Action(
        f"measure-{slug(field)}",
        "measure_next",
        f"Zebrać dane, których brakuje: {SECTORS[field]}",
        f"{why}. Nic nie mówią: {lacking}.",
        rests,
        field=field,
        indicator="Źródła danych, które mówią o dziedzinie",
        baseline=float(_telling(ground, field)),
        unit="źródła",
    )


def _of(ground: Ground, field: str) -> pd.DataFrame | None:
    table = ground.table("evidence_lines")
    return None if table is None else table[table["field"].eq(field) & table["line"].ne("goals")]


def _telling(ground: Ground, field: str) -> int:
    rows = _of(ground, field)
    return 0 if rows is None else int(rows["state"].ne("no_data").sum())


def _lacking(ground: Ground, field: str) -> str:
    """List the lines that say nothing, by the reason."""
    rows = _of(ground, field)
    if rows is None:
        return ""
    order = list(LINES)
    told = []
    for gap, words in GAPS.items():
        lines = sorted(rows.loc[rows["gap"].eq(gap), "line"], key=order.index)
        told += [f"{', '.join(LINES[str(line)] for line in lines)} ({words})"] if lines else []
    return "; ".join(told)


def _doubtful(ground: Ground) -> list[Action]:
    """Propose to talk over services with few resources whose users are content: low expectations, or a cost borne elsewhere."""
    table = ground.table("remedies")
    if table is None:
        return []
    found = []
    for service, rows in table[table["kind"].eq("verify")].groupby("service"):
        units = ground.ordered(rows["teryt"])
        wanted = Wanted(("inventory",), PROBLEMS, TABLES, ground.field(str(service)), services=(str(service),), units=units)
        if rests := ground.rests(wanted):
            found.append(
                Action(
                    f"measure-talk-{slug(str(service))}",
                    "measure_next",
                    f"Sprawdzić w rozmowach z mieszkańcami: {ground.label(str(service))}",
                    f"Zasobów jest mało, a potrzeby są zaspokojone ({ground.names(units)}; "
                    f"{polish.counted(len(units), 'gmina', 'gminy', 'gmin')}): niskie oczekiwania albo koszt ponoszony gdzie indziej.",
                    rests,
                    field=ground.field(str(service)),
                    units=units,
                )
            )
    return found

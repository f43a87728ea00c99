"""Findings, tables and a partnership of three municipalities that actions are tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from diagnoza.catalogue import Service
from diagnoza.synthesis.base import About
from diagnoza.synthesis.recommendations.recommend import recommend
from diagnoza.tables.synthesis import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.partnership import Partnership

A, B, C, POWIAT = "0402022", "0402042", "0402073", "0402"
NAMES = {A: "Bobrowo", B: "Brzozie", C: "Jabłonowo"}
SERVICES = {
    "bus": Service("bus", "Autobus", "transport"),
    "rail": Service("rail", "Pociąg", "transport"),
    "kindergarten": Service("kindergarten", "Przedszkole", "edukacja"),
    "library": Service("library", "Biblioteka", "kultura"),
}
NAN = float("nan")


def about(names: Mapping[str, str] | None = None) -> About:
    """Say whose actions they are; nothing of the params is looked at."""
    return About(cast("Partnership", None), pd.Series(names or NAMES, name="name"), SERVICES)


def finding(name: str, line: str, field: str = "", **more: Any) -> dict[str, Any]:
    """Make a row of `Findings`: a need of strength B that names no municipality."""
    row = {
        "finding": name, "chapter": "05-flows", "line": line, "field": field, "dimension": "S", "kind": "need", "swot": "W",
        "sentence": f"Zdanie {name}.", "plain": "Zdanie.", "strength": "B", "weight": 0.5, "art10e_point": None, "units": "", "value": None,
        "unit": "", "n": None, "date": "2020", "origin": "synthetic", "tables": "flows", "sources": "delivery:flows", "keys": "tab-x",
    }  # fmt: skip
    return row | more


def findings(*rows: dict[str, Any]) -> pd.DataFrame:
    """Put findings into their table."""
    return pd.DataFrame(Findings.validate(pd.DataFrame(list(rows), columns=list(Findings.to_schema().columns))))


def proposed(made: Mapping[str, pd.DataFrame], *rows: dict[str, Any], names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Propose actions and give them by identifier."""
    return both(made, *rows, names=names)[0].set_index("recommendation")


def gained(made: Mapping[str, pd.DataFrame], *rows: dict[str, Any], names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Propose actions and give who gains, by action and municipality."""
    return both(made, *rows, names=names)[1].set_index(["recommendation", "teryt"])


def both(
    made: Mapping[str, pd.DataFrame], *rows: dict[str, Any], names: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Propose actions and give both tables."""
    return recommend(made, findings(*rows), about(names))


# Flows ---------------------------------------------------------------------------------------------------------------------------


def use(unit: str, served: float, capacity: float, waiting: float, cost: float = 1000) -> dict[str, Any]:
    """Make a row of `FlowUse` of kindergartens."""
    row = {"service": "kindergarten", "year": 2020, "unit": unit, "served": served, "capacity": capacity, "waiting": waiting}
    return row | {"utilisation": served / capacity, "unit_cost": cost}


def way(first: str, second: str, minutes: float, service: str = "kindergarten", **more: Any) -> dict[str, Any]:
    """Make a row of `JointProvision` without a saving."""
    row = {"service": service, "year": 2020, "first": first, "second": second, "saving": NAN, "strength": NAN, "minutes": minutes}
    return row | {"room": NAN, "stays": ""} | more


PLACES = finding("flows-places-kindergarten", "flows", "edukacja", tables="flows flow_use")


# Gaps ----------------------------------------------------------------------------------------------------------------------------


def remedy(unit: str, kind: str, cause: str, what: str, service: str = "bus", **more: Any) -> dict[str, Any]:
    """Make a row of `Remedies` whose cause is of the kind that the gap suggests."""
    row = {"teryt": unit, "service": service, "kind": kind, "cause": cause, "main": True, "type": what, "text": f"rada: {what}"}
    return row | {"value": 20.0, "level": "own"} | more


def gap(unit: str, met: float, supply: float = 40.0, service: str = "bus") -> dict[str, Any]:
    """Make what is looked at of a row of `Gaps`."""
    return {"teryt": unit, "service": service, "needs_met": met, "supply": supply}


GAP = finding("inventory-gap-bus", "inventory", "transport", tables="gaps remedies inventory")

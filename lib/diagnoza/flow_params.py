"""How flows of users are reconciled, settled and imagined otherwise: the key ``flows:`` of a params file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import Field

from diagnoza.errors import Problem
from diagnoza.strict_yaml import Flag, Strict, Text, as_written, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from diagnoza.strict_yaml import Draft

Side = Literal["residence", "provider"]
Basis = Literal["statute", "agreement", "none"]
"""
On what money may be asked for.

statute: an act says who pays. agreement: the municipalities have agreed on it. none: nothing is due, the value of the service only.
"""
Action = Literal["close", "merge", "open"]
Mode = Literal["car", "public"]
NAME = r"^[a-z0-9]+(_[a-z0-9]+)*$"
UNITS = {"close": 1, "merge": 2, "open": 1}
NEEDED = {"close": (), "merge": ("into",), "open": ("capacity", "return_share")}
TAKEN = {"close": (), "merge": ("into", "capacity", "fixed", "variable"), "open": ("capacity", "fixed", "variable", "return_share")}

Year = Annotated[int, Field(ge=1990, le=2100)]
Count = Annotated[int, Field(ge=1)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Agreement(Strict):
    """How far two reports of one flow may differ and still agree: by so many persons, or by such a share, whichever is more."""

    absolute: Amount = Field(default=3.0, description="the persons that two reports may differ by, 0 or more")
    relative: Share = Field(default=0.1, description="the share of the greater report that two may differ by, 0 to 1")


class SmallestFlow(Strict):
    """The smallest flow of a service that may be published."""

    service: Text = Field(description="the id of a service in params/questionnaires/bank.yaml")
    persons: Count = Field(description="the smallest number of persons behind a published flow, 1 or more")


class SettlementBasis(Strict):
    """On what money may be asked for the users of a service."""

    service: Text = Field(description="the id of a service in params/questionnaires/bank.yaml")
    basis: Basis = Field(description=f"one of {', '.join(get_args(Basis))}")


class TravelValue(Strict):
    """What a way is worth to the users of a service."""

    service: Text = Field(description="the id of a service in params/questionnaires/bank.yaml")
    hour: Amount = Field(description="the value of an hour of a user on the way, in zł")
    trips: Amount = Field(description="the ways, one way each, that a user makes in a year")


class Scenario(Strict):
    """What if a provider closed, two merged, or one opened."""

    id: Text = Field(pattern=NAME, description="a short name of lower-case letters a-z, digits and _, e.g. one_kindergarten")
    title: Text = Field(description='its Polish name, e.g. "Jedno przedszkole dla dwóch gmin"')
    service: Text = Field(description="the id of a service in params/questionnaires/bank.yaml")
    year: Year | None = Field(default=None, description="the year of the flows, 1990 to 2100; or take it out, for the latest")
    action: Action = Field(description=f"one of {', '.join(get_args(Action))}")
    units: tuple[Text, ...] = Field(description="the list of the codes, in quotes: two partners for merge, one for close and open")
    into: Text | None = Field(default=None, description="for merge: the code, in quotes, of the one of `units` that stays")
    capacity: Amount | None = Field(
        default=None, description="for open: the places that are added; for merge: those of the one that stays, or take it out"
    )
    fixed: Amount | None = Field(default=None, description="for open and merge: the cost a year that does not depend on users, in zł")
    variable: Amount | None = Field(default=None, description="for open and merge: the cost a year of one more user, in zł")
    return_share: Share | None = Field(
        default=None, description="for open: the share of residents who now go elsewhere and would return, 0 to 1"
    )


class FlowParams(Strict):
    """What a partnership decides about its flows; every key may be left out."""

    agree: Agreement = Field(default=Agreement(), description="those of the keys absolute and relative that differ, or take `agree` out")
    reliability: Flag = Field(default=False, description="true to weigh two reports by how reliable the reporters are, or take it out")
    minimum: tuple[SmallestFlow, ...] = Field(
        default=(), description="the list of services with another smallest flow, with the keys service, persons"
    )
    settlement: tuple[SettlementBasis, ...] = Field(
        default=(), description="the list of services that money may be asked for, with the keys service, basis"
    )
    mode: Mode = Field(default="car", description="how users travel: car or public")
    travel_value: tuple[TravelValue, ...] = Field(
        default=(), description="the list of services whose ways are counted in zł, with the keys service, hour, trips"
    )
    scenarios: tuple[Scenario, ...] = Field(
        default=(), description="the list of scenarios, with the keys id, title, service, action, units, or take it out"
    )

    @property
    def bases(self) -> dict[str, str]:
        """Basis by service."""
        return {one.service: one.basis for one in self.settlement}

    @property
    def minimums(self) -> dict[str, int]:
        """Smallest published flow by service [persons]; those that differ."""
        return {one.service: one.persons for one in self.minimum}

    @property
    def minute_values(self) -> dict[str, float]:
        """By service, what a minute more on the way is worth in a year [zł per user]."""
        return {one.service: one.hour / 60 * one.trips for one in self.travel_value}


def check_flows(draft: Draft) -> None:
    """
    Find what is wrong with the flows of a params file and with what its deliveries say of flows.

    Parameters
    ----------
    draft
        The params file; takes the problems.
    """
    for name in ("minimum", "settlement", "travel_value"):
        _check_once(draft, name, "service")
    _check_once(draft, "scenarios", "id")
    for i, _ in draft.rows("flows", "scenarios"):
        action = draft.sound("flows", "scenarios", i, "action")
        if action in UNITS:
            _check_units(draft, i, action)
            _check_keys_of(draft, i, action)
    for i, row in draft.rows("sources"):
        given = [key for key in ("side", "service", "year") if row.get(key) is not None]
        if given and draft.sound("sources", i, "table") not in {None, "flows"}:
            draft.report(("sources", i, given[0]), "it goes only with the table flows", "Take it out")


def check_services(flows: FlowParams, delivered: Sequence[str | None], services: Collection[str], *, file: str) -> list[Problem]:
    """
    Find the services that params name in `flows:` and its deliveries, and that there are not.

    Parameters
    ----------
    flows
        The params.
    delivered
        The `service` of every delivery, in their order; None where it says none.
    services
        Identifiers of the bank.
    file
        The params file, for messages.

    Returns
    -------
        A problem for every place that names a service which is not in the bank.
    """
    named = [(f"sources[{i}].service", service) for i, service in enumerate(delivered) if service is not None]
    for key in ("minimum", "settlement", "travel_value", "scenarios"):
        named += [(f"flows.{key}[{i}].service", one.service) for i, one in enumerate(getattr(flows, key))]
    remedy = f"Write one of {listed(list(services))}"
    return [Problem(file, where, f"there is no service '{service}'", remedy) for where, service in named if service not in services]


def _check_once(draft: Draft, name: str, key: str) -> None:
    """See that no entry of a list stands there twice."""
    seen: dict[str, int] = {}
    for i, _ in draft.rows("flows", name):
        value = draft.sound("flows", name, i, key)
        first = seen.setdefault(str(value), i)
        if value is not None and first != i:
            draft.report(("flows", name, i, key), f"'{value}' stands in {name}[{first}] already", "Keep one of them, or write another one")


def _check_units(draft: Draft, i: int, action: str) -> None:
    """See that a scenario names partners, as many as it needs, and that whoever opens has residents."""
    loc = ("flows", "scenarios", i, "units")
    units, partners = draft.sound(*loc), _partners(draft)
    if units is None or any(draft.sound(*loc, at) is None for at in range(len(units))):
        return
    unknown = [unit for unit in units if unit not in partners]
    needed = UNITS[action]
    if len(set(units)) != needed or len(units) != needed:
        draft.report(loc, f"'{action}' needs {needed} {'units' if needed > 1 else 'unit'}", "Write the codes of as many, each once")
    elif unknown and partners:
        draft.report(loc, f"{listed(unknown)} is no partner", f"Write one of {listed(list(partners))}")
    elif action == "open" and partners and partners[units[0]] == "provider":
        draft.report(loc, f"{units[0]} has no residents who could return", "Name a municipality")


def _check_keys_of(draft: Draft, i: int, action: str) -> None:
    """See that a scenario has the keys that its action needs and none that it does not take."""
    loc = ("flows", "scenarios", i)
    row, units, into = draft.sound(*loc), draft.sound(*loc, "units"), draft.sound(*loc, "into")
    for key in NEEDED[action]:
        if row.get(key) is None:
            draft.report((*loc, key), f"'{action}' needs it, and it is missing", f"Add {Scenario.model_fields[key].description}")
    for key in ("into", "capacity", "fixed", "variable", "return_share"):
        if row.get(key) is not None and key not in TAKEN[action]:
            draft.report((*loc, key), f"it does not go with '{action}'", "Take it out")
    if action == "merge" and into is not None and units is not None and into not in units:
        draft.report((*loc, "into"), f"{into} is none of the units", f"Write one of {listed(list(units)) if units else '`units`'}")


def _partners(draft: Draft) -> dict[str, str]:
    """Give the role of each partner by its code, as it is written."""
    return {as_written(row["teryt"]): str(row.get("role")) for _, row in draft.rows("members") if row.get("teryt") is not None}

"""One service in its newest year, as its line of evidence reads it: published figures only, those that may be compared apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.flows.published import texts
from diagnoza.flows.published.select import POWIAT_DIGITS, published
from diagnoza.synthesis.base import FIELD_DIMENSIONS, Finding
from diagnoza.synthesis.lines.telling import there, unit_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.catalogue import Service
    from diagnoza.flows.published.texts import Noun
    from diagnoza.synthesis.base import About

PARTNERSHIP = ""


@dataclass(frozen=True)
class Seen:
    """
    One service in its newest year.

    Attributes
    ----------
    service, year
        The service; the year.
    indicators, use
        Its rows of `FlowIndicators` and `FlowUse` in that year; what its status hides is missing.
    members, names
        Municipalities in Polish order; names of them and of powiats.
    """

    service: Service
    year: int
    indicators: pd.DataFrame
    use: pd.DataFrame
    members: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def key(self) -> str:
        """Its part of the keys of tables and figures."""
        return self.service.id.replace("_", "-")

    @property
    def noun(self) -> Noun:
        """How its users are called."""
        return texts.USERS.get(self.service.id, texts.PERSONS)

    @property
    def quoted(self) -> str:
        """Its name, quoted: a label in the nominative."""
        return f"„{self.service.label}”"

    @property
    def plainly(self) -> str:
        """The sentence that an easy text on it begins with."""
        return f"Chodzi o usługę: {polish.lower_first(self.service.label)}."

    def users(self, n: float) -> str:
        """Count its users: "88 dzieci"."""
        return polish.counted(n, self.noun.one, self.noun.few, self.noun.many)

    def name(self, unit: str) -> str:
        """Name a municipality or powiat."""
        return self.names.get(unit, f"powiat ({unit})" if len(unit) == POWIAT_DIGITS else unit)

    def measured(self, indicator: str) -> pd.DataFrame:
        """
        Give an indicator of municipalities, where it is shown and may be compared with that of others.

        Returns
        -------
            unit, value, low, high, other, in the order of `members`; where the range is not known it is the value itself.
        """
        rows = self.indicators[self.indicators["indicator"].eq(indicator) & self.indicators["unit"].isin(self.members)]
        return _known(rows).sort_values("unit", key=lambda units: units.map(self.members.index), ignore_index=True)

    def whole(self, indicator: str) -> dict[Any, Any]:
        """Give an indicator of the partnership as one place, as `measured` gives those of municipalities; empty: not known."""
        rows = self.indicators[self.indicators["indicator"].eq(indicator) & self.indicators["unit"].eq(PARTNERSHIP)]
        known = _known(rows)
        return dict(known.iloc[0]) if len(known) else {}


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    kept = rows[rows["value"].notna() & rows["flags"].map(texts.comparable).astype(bool)]
    ends = {end: kept[end].fillna(kept["value"]) for end in ("low", "high")}
    return kept.assign(**ends)[["unit", "value", "low", "high", "other"]]


def seen(made: Mapping[str, pd.DataFrame], about: About) -> list[Seen]:
    """
    Give every service with flows in its newest year, in the order in which services are declared.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        None where no flows were delivered.
    """
    if not there(made, "flows"):
        return []
    years = made["flows"].groupby("service")["year"].max()
    names, members = unit_names(made, about), tuple(str(code) for code in about.names.index)
    found = []
    for service in about.services.values():
        if service.id in years.index:
            year = int(years[service.id])
            measured, use = (_rows(made, name, service.id, year) for name in ("flow_indicators", "flow_use"))
            found.append(Seen(service, year, measured, use, members, names))
    return found


def concluded(one: Seen, name: str, **told: Any) -> Finding:
    """
    Complete a finding on one service: what all of them share, unless told otherwise.

    Parameters
    ----------
    one, name
        The service; what it is about, as part of the identifier.
    **told
        Other attributes of `Finding`.
    """
    field = one.service.field
    shared: dict[str, Any] = {
        "finding": f"flows-{name}-{one.key}",
        "field": field,
        "dimension": FIELD_DIMENSIONS[field],
        "certainty": "measured",
    }
    shared |= {"chapter": "05-flows", "line": "flows", "art10e_point": 4, "date": str(one.year)}
    return Finding(**(shared | told))


def newest(made: Mapping[str, pd.DataFrame], name: str, services: Sequence[Seen]) -> pd.DataFrame:
    """
    Keep the rows of services in their newest year, as they may be shown.

    Parameters
    ----------
    made, name, services
        Stored tables by name; which of them, with service and year; result of `seen`.
    """
    rows = published(made[name], name)
    return rows[rows["year"].eq(rows["service"].map({one.service.id: one.year for one in services}))]


def _rows(made: Mapping[str, pd.DataFrame], name: str, service: str, year: int) -> pd.DataFrame:
    if name not in made:
        return pd.DataFrame(columns=COLUMNS[name])
    rows = published(made[name], name)
    return rows[rows["service"].eq(service) & rows["year"].eq(year)]


COLUMNS = {
    "flow_indicators": ["unit", "indicator", "value", "low", "high", "other", "status", "flags"],
    "flow_use": ["unit", "served", "capacity", "utilisation", "waiting"],
}

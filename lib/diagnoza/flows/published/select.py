"""What of the tables of flows is shown: nothing that its status holds back; how places are named, and where numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

import pandas as pd

from diagnoza import polish
from diagnoza.errors import NotDelivered
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


POWIAT_DIGITS = 4
FAR = {OUTSIDE: "poza partnerstwem", UNKNOWN: "miejsce nieustalone"}
PARTNERSHIP = ""
CELL = ["users", "low", "high", "residence", "provider"]
GUARDED = {  # of each table: the column that says what is shown, and those it speaks for
    "flows": [("status", CELL)],
    "flow_totals": [("demand_status", ["demand"]), ("supply_status", ["supply"])],
    "flow_indicators": [("status", ["value", "low", "high"])],
    "flow_links": [("status", ["strength", "reciprocity"])],
    "survey_flows": [("status", ["share", "low", "high", "n"])],
    "survey_balances": [("status", ["balance", "low", "high"])],
    "settlement": [("status", ["users", "amount", "low", "high"])],
}
OPEN = ("shown", "small", "no_cost", "covered", "partial")


class Case(Protocol):
    """What this chapter asks of a case."""

    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def partners(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def seats(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def boundaries(self) -> Any: ...  # noqa: D102
    @property
    def service_labels(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def partnership(self) -> Any: ...  # noqa: D102
    @property
    def flows(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def settlement(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def settlement_positions(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102
    def survey_sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def found(table: pd.DataFrame, **keys: str) -> dict[Any, Any]:
    """
    Find the first row with some keys; a row that is not there is empty.

    Parameters
    ----------
    table, **keys
        The table, and the values of its columns.
    """
    chosen = pd.Series(data=True, index=table.index)
    for column, value in keys.items():
        chosen &= table[column].eq(value)
    rows = table[chosen]
    return dict(rows.iloc[0]) if len(rows) else {}


def published(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """
    Take out what its status does not let through, should a figure have come along.

    Parameters
    ----------
    table, name
        A table of flows and its name.
    """
    shown = table.copy()
    for status, columns in GUARDED.get(name, []):
        through = shown[status].isin(OPEN)
        shown[columns] = shown[columns].where(through)
        if "other" in shown.columns:
            shown["other"] = shown["other"].where(through, "")
    return shown


def tabled(case: Case, name: str) -> pd.DataFrame | None:
    """
    Open a table of flows as it may be shown; None where it is empty or was not delivered.

    Parameters
    ----------
    case, name
        The partnership; name of the table.
    """
    try:
        table: pd.DataFrame = getattr(case, name)
    except NotDelivered:
        return None
    return None if table.empty else published(table, name)


def newest(table: pd.DataFrame | None, service: str, year: int) -> pd.DataFrame:
    """
    Keep the rows of a service and a year.

    Parameters
    ----------
    table, service, year
        The table, or None: then there are no rows and no columns that could be asked for.
    """
    if table is None:
        return pd.DataFrame(columns=["unit", "indicator", "status"])
    return table[table["service"].eq(service) & table["year"].eq(year)]


def unit_name(code: str, case: Case) -> str:
    """
    Name a place in a table or figure.

    Parameters
    ----------
    code, case
        TERYT, OUT or UNKNOWN; the partnership.
    """
    if code in FAR:
        return FAR[code]
    if code in case.names.index:
        return str(case.names[code])
    partner = found(case.partners, teryt=code)
    return str(partner["name"]) if partner else f"powiat ({code})"


def announced(code: str, case: Case, form: Literal["nominative", "genitive", "locative"] = "nominative") -> str:
    """
    Name a place so that its own name need not be declined: "gminy Bobrowo", "powiat brodnicki".

    Parameters
    ----------
    code, case
        TERYT, OUT or UNKNOWN; the partnership.
    form
        The case that the sentence asks for.
    """
    partner = found(case.partners, teryt=code)
    return polish.place(str(partner["name"]), str(partner["type"]), form) if partner else unit_name(code, case)


def sources(case: Case, *more: str) -> list[Any]:
    """
    Give the source of flows, and of what else a table rests on.

    Parameters
    ----------
    case, *more
        The partnership; identifiers of further sources: deliveries are left out where they are not known.
    """
    given = list(case.sources(["delivery:flows"]))
    for one in more:
        try:
            given += case.sources([one])
        except KeyError:
            continue
    return given

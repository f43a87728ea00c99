"""Which rows a part of the chapter is about: units, services of a sector, the kind of gap shown, and its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.services.gap import UNASSESSED
from diagnoza.services.perception import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

RESIDENTS = "residents"
HIDES = {"status_importance": ("importance", "n_importance"), "status": ("needs", "satisfaction", "unmet", "n_needs")}
"""Columns of `Perception` that each status is about, by how their names begin."""
KEYS = ["teryt", "service"]
_ASIDE = re.compile(r"\s*\([^)]*\)")


class Case(Protocol):
    """A partnership as this chapter needs it."""

    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def sectors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def service_labels(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def service_fields(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def surveys(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def inventory(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def supply(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def service_use(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def perception(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def gaps(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def priorities(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def causes(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def remedies(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def training(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def good_practices(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102
    def survey_sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def inventoried(case: Case) -> list[Any]:
    """
    Give the source of what there is.

    Parameters
    ----------
    case
        The partnership.
    """
    return list(case.sources(["delivery:inventory"]))


def answered(case: Case) -> list[Any]:
    """
    Give the source of what residents say.

    Parameters
    ----------
    case
        The partnership.
    """
    return list(case.survey_sources(case.surveys.loc[case.surveys["group"].eq(RESIDENTS), "survey"]))


def both(case: Case) -> list[Any]:
    """
    Give the sources of the quality gap: inventory and residents' survey.

    Parameters
    ----------
    case
        The partnership.
    """
    return [*inventoried(case), *answered(case)]


def studied(case: Case) -> pd.DataFrame:
    """
    Keep the rows of the inventory that are about services of the sectors chosen.

    Parameters
    ----------
    case
        The partnership.
    """
    return case.inventory[case.inventory["service"].isin(set(case.supply["service"]))]


def units(names: pd.Series) -> list[str]:
    """
    List the units of a table: the partnership and its municipalities; of a single municipality only all of it.

    Parameters
    ----------
    names
        Name by code, in the order to be shown.
    """
    return [PARTNERSHIP, *names.index] if len(names) > 1 else [PARTNERSHIP]


def unit_name(code: str, names: pd.Series) -> str:
    """
    Name a municipality, the partnership, or a powiat that provides.

    Parameters
    ----------
    code, names
        TERYT, empty for the partnership; name by code.
    """
    if code == PARTNERSHIP:
        return "Partnerstwo" if len(names) > 1 else str(names.iloc[0])
    return str(names[code]) if code in names.index else f"powiat ({code})"


def short(label: str) -> str:
    """
    Name a service without what stands in brackets.

    Examples
    --------
    >>> short("Opieka nad dziećmi do lat 3 (żłobek, klub dziecięcy)")
    'Opieka nad dziećmi do lat 3'
    """
    return _ASIDE.sub("", label)


def in_order(services: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """
    Put services in the order in which they are declared, sector by sector.

    Parameters
    ----------
    services, labels
        Some services; names of all of them, in their order.
    """
    some = set(services)
    return [service for service in labels if service in some]


def of_all(table: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the rows of the partnership as a whole.

    Parameters
    ----------
    table
        With `teryt`.
    """
    return table[table["teryt"].eq(PARTNERSHIP)]


def published(perception: pd.DataFrame) -> pd.DataFrame:
    """
    Take out what its status does not let through, should a figure have come along.

    Parameters
    ----------
    perception
        Table `Perception`.
    """
    table = perception.copy()
    for status, starts in HIDES.items():
        columns = [name for name in table.columns if name.startswith(starts)]
        table[columns] = table[columns].where(table[status].isin(SHOWN))
    return table


def by_distance(perception: pd.DataFrame) -> pd.DataFrame:
    """
    Order services by how far importance lies above met needs; those without both come last.

    Parameters
    ----------
    perception
        Rows of `Perception` of one unit.
    """
    apart = (perception["importance"] - perception["needs_met"]).sort_values(ascending=False, kind="stable")
    return perception.loc[apart.index]


def of_sector(case: Case, sector: str) -> list[str]:
    """
    List the services of a sector, in the order of the table of supply.

    Parameters
    ----------
    case, sector
        The partnership; identifier of the sector.
    """
    listed = dict.fromkeys([*case.supply["service"], *case.gaps["service"]])
    return [service for service in listed if case.service_fields[service] == sector]


def kinds(gaps: pd.DataFrame, remedies: pd.DataFrame) -> pd.DataFrame:
    """
    Give the kind of gap that is shown of each unit and service.

    Parameters
    ----------
    gaps, remedies
        Tables `Gaps` and `Remedies`.

    Returns
    -------
        Gaps with `shown` [kind] and `borrowed`: whether, for want of own answers, own supply is set against all residents (assumption A17).
    """
    lent = remedies.loc[remedies["level"].eq("partnership"), [*KEYS, "kind"]].drop_duplicates(KEYS).rename(columns={"kind": "lent"})
    table = gaps.merge(lent, on=KEYS, how="left")
    borrowed = table["kind"].eq(UNASSESSED) & table["lent"].notna()
    return table.assign(shown=table["kind"].mask(borrowed, table["lent"]), borrowed=borrowed).drop(columns="lent")


def found(table: pd.DataFrame, teryt: str, service: str) -> dict[Any, Any]:
    """
    Find the row of a unit and a service.

    Parameters
    ----------
    table, teryt, service
        With both as keys; a row that is not there is empty.
    """
    rows = table[table["teryt"].eq(teryt) & table["service"].eq(service)]
    return dict(rows.iloc[0]) if len(rows) else {}

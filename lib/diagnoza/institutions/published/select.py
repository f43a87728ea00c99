"""What the chapter needs of a case: names and numbers of institutions, the network of the latest year, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.institutions.listed import SECTOR_WORDS
from diagnoza.institutions.network import latest, own_reports
from diagnoza.institutions.wanted import wanted_more
from diagnoza.tables.institutions import NEEDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diagnoza.institutions.method import Method

WITHOUT = ("missing", "unknown")
"""Needed ties that are not there, or of which nobody could say it."""
ONE_SIDE = ("one_sided", "unchecked")


class Case(Protocol):
    """What this chapter asks of a case."""

    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def institutions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def ties(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def cooperation_pairs(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def needed_ties(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def cooperation_team(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def cooperation_readiness(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def network_measures(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def centrality(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def cooperation_method(self) -> Method: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def sources(case: Case, *more: str) -> list[Any]:
    """
    Give the source of the list of institutions, and of what else a table rests on.

    Parameters
    ----------
    case, *more
        The partnership; other delivered tables: ties, team or readiness.
    """
    return list(case.sources([f"delivery:{name}" for name in ("institutions", *more)]))


def labels(institutions: pd.DataFrame) -> dict[str, str]:
    """
    Name institutions; those of one name are told apart by their id.

    Parameters
    ----------
    institutions
        Table `Institutions`.

    Returns
    -------
        Names by id, in the order of the table.
    """
    twice = institutions["name"].duplicated(keep=False)
    names = institutions["name"].mask(twice, institutions["name"] + " (" + institutions["institution"] + ")")
    return {str(one): str(name) for one, name in zip(institutions["institution"], names, strict=True)}


def numbers(institutions: pd.DataFrame) -> dict[str, int]:
    """
    Give institutions numbers in the order of the table, as the matrix and the picture of the network do.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    """
    return {str(one): at for at, one in enumerate(institutions["institution"], start=1)}


def numbered(institutions: pd.DataFrame) -> dict[str, str]:
    """
    Name institutions with their number before the name.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    """
    at = numbers(institutions)
    return {one: f"{at[one]}. {name}" for one, name in labels(institutions).items()}


def said(case: Case) -> pd.DataFrame:
    """
    Tabulate who reports which ties in the latest year: rows report, columns are named.

    Parameters
    ----------
    case
        The partnership.
    """
    return own_reports(case.institutions, latest(case.ties))


def needed(case: Case, states: Sequence[str]) -> pd.DataFrame:
    """
    Choose needed ties between institutions that are on the list.

    Parameters
    ----------
    case, states
        The partnership; states of `NeededTies`.
    """
    rows = case.needed_ties
    return rows[rows["status"].isin(states) & rows["first"].ne("") & rows["second"].ne("")].reset_index(drop=True)


def absent_kinds(case: Case) -> list[str]:
    """
    Name the kinds of institutions that needed pairs speak of and the list has none of.

    Parameters
    ----------
    case
        The partnership.
    """
    rows = case.needed_ties[case.needed_ties["status"].eq("absent")]
    kinds = [str(row[f"{side}_kind"]) for row in rows.to_dict("records") for side in ("first", "second") if not row[side]]
    names = [case.cooperation_method.kind_name(kind) for kind in dict.fromkeys(kinds)]
    return sorted(names, key=polish.collation_key)


def one_sided(case: Case) -> pd.DataFrame:
    """
    List ties that one side reports only.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        reporter, other, intensity [1-4], answered [whether the other did], needed [on the list of needed pairs]; needed ones first, then
        those that the other side denies, then the strongest.
    """
    rows = case.cooperation_pairs[case.cooperation_pairs["status"].isin(ONE_SIDE)]
    listed = needed(case, NEEDED)
    wanted_pairs = {frozenset(pair) for pair in zip(listed["first"], listed["second"], strict=True)}
    told = rows["first_says"].fillna(0).ge(1)
    table = pd.DataFrame(
        {
            "reporter": rows["first"].where(told, rows["second"]),
            "other": rows["second"].where(told, rows["first"]),
            "intensity": rows["first_says"].where(told, rows["second_says"]).astype(int),
            "answered": rows["status"].eq("one_sided"),
            "needed": [frozenset(pair) in wanted_pairs for pair in zip(rows["first"], rows["second"], strict=True)],
        }
    )
    return table.sort_values(["needed", "answered", "intensity"], ascending=False, kind="stable", ignore_index=True)


def wanted(case: Case) -> pd.DataFrame:
    """
    List the ties that institutions want stronger in the latest year.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If nobody was asked or nobody wants more.
    """
    rows = wanted_more(case.institutions, latest(case.ties))
    if rows.empty:
        msg = "Żadna instytucja nie podała, że chce ściślejszej współpracy niż obecna, albo o to nie pytano."
        raise NotApplicable(msg)
    return rows


def sector(name: str) -> str:
    """Name a sector in Polish."""
    return SECTOR_WORDS[name]


def found(rows: Mapping[str, str], name: object) -> str:
    """Give the name of an institution; a dash where there is none."""
    return rows.get(str(name), polish.DASH)

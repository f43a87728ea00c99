"""Titles of the team, the checklist of readiness and the measures, built from their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.institutions.measures import SMALLEST
from diagnoza.institutions.published import select, texts
from diagnoza.polish import NBSP

if TYPE_CHECKING:
    from diagnoza.institutions.published.select import Case

NAMED = 3
"""Institutions named in a title."""


def title_team(case: Case) -> str:
    """
    Say how many kinds of the narrow circle are not in the team.

    Parameters
    ----------
    case
        The partnership.
    """
    core = case.cooperation_team[case.cooperation_team["core"].eq(1).fillna(value=False)]
    kinds = set(zip(core["teryt"], core["kind"], strict=True))
    there = core[core["status"].eq("member")]
    missing = len(kinds - set(zip(there["teryt"], there["kind"], strict=True)))
    if not missing:
        return "W zespole są wszystkie potrzebne instytucje wąskiego kręgu"
    return f"W zespole brakuje {polish.number(missing)} z {polish.number(len(kinds))} potrzebnych instytucji wąskiego kręgu"


def team_count(case: Case) -> str:
    """
    Count the members of the team.

    Parameters
    ----------
    case
        The partnership.
    """
    n = int(case.cooperation_team.loc[case.cooperation_team["status"].eq("member"), "institution"].nunique())
    return f"{texts.institutions(n)} w{NBSP}zespole"


def title_readiness(case: Case) -> str:
    """
    Say how many items of the checklist are kept.

    Parameters
    ----------
    case
        The partnership.
    """
    states = case.cooperation_readiness["state"]
    kept, partly = int(states.eq("yes").sum()), int(states.eq("partly").sum())
    half = f", a częściowo {polish.number(partly)}" if partly else ""
    return f"Spełniono {polish.number(kept)} z {polish.number(len(states))} warunków gotowości{half}"


def readiness_count(case: Case) -> str:
    """
    Count the items of the checklist.

    Parameters
    ----------
    case
        The partnership.
    """
    return polish.counted(len(case.cooperation_readiness), "warunek", "warunki", "warunków")


def require_measured(case: Case) -> None:
    """
    See that the network is large enough for measures.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If it is too small.
    """
    if case.network_measures["status"].eq("small").all():
        msg = (
            f"W sieci jest mniej niż {SMALLEST} instytucji, dlatego nie liczymy miar sieci ani nie porządkujemy instytucji; "
            "o współpracy mówią macierz i lista brakujących relacji."
        )
        raise NotApplicable(msg)


def title_measures(case: Case) -> str:
    """
    Say how dense the network is.

    Parameters
    ----------
    case
        The partnership.
    """
    density = float(case.network_measures.set_index("measure")["value"]["density"])
    return f"Zgłoszono {polish.percent(density)} możliwych relacji"


def title_centrality(case: Case) -> str:
    """
    Say who is named most often; all of them where several are.

    Parameters
    ----------
    case
        The partnership.
    """
    found = case.centrality[case.centrality["status"].eq("shown")]
    most = found["named_by"].max()
    names = select.labels(case.institutions)
    first = [names[str(one)] for one in found.loc[found["named_by"].eq(most), "institution"]]
    if len(first) > NAMED:
        return (
            f"Najczęściej wskazywane: {texts.institutions(len(first))}, {polish.counted(most, 'wskazaniu', 'wskazania', 'wskazań')} każda"
        )
    return f"Najczęściej wskazywane: {polish.listed(first)}"

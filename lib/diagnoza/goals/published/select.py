"""What the chapter needs of a case: its partners and their names, which rows a part is about, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.tables.goals import STATES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    import pandas as pd

_FEWEST = 2  # partners that can be compared


class Case(Protocol):
    """What this chapter asks of a case."""

    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def partners(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goals(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_day(self) -> dt.date: ...  # noqa: D102
    @property
    def goal_documents(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_coverage(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_fields(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_pairs(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_agreement(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_disputes(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_twins(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def proposed_fields(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def regional_goals(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def goal_alignment(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def sources(case: Case, *more: str) -> list[Any]:
    """
    Give the source of goals, and of what else a table rests on.

    Parameters
    ----------
    case, *more
        The partnership; other delivered tables: regional_goals.
    """
    return list(case.sources([f"delivery:{name}" for name in ("goals", *more)]))


def of_region(case: Case) -> list[Any]:
    """
    Give the source of the list of the voivodeship.

    Parameters
    ----------
    case
        The partnership.
    """
    return list(case.sources(["delivery:regional_goals"]))


def partners(case: Case) -> dict[str, str]:
    """
    Name all partners whose goals are compared: municipalities in Polish order, then powiats.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Names by code, without those whose goals nobody holds against the others.
    """
    known = {str(code): str(name) for code, name in case.names.items()}
    others = case.partners[~case.partners["teryt"].isin(known)]
    powiats = {str(row["teryt"]): str(row["name"]) for row in others.to_dict("records")}
    known |= {code: powiats[code] for code in sorted(powiats, key=lambda code: polish.collation_key(powiats[code]))}
    covered = set(case.goal_coverage["teryt"])
    return {code: name for code, name in known.items() if code in covered}


def require_goals(case: Case) -> pd.DataFrame:
    """
    Give the goals.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If no goals were delivered, or none of the delivered ones could be read.
    """
    if case.goals.empty:
        msg = "Z dostarczonych plików nie udało się odczytać żadnego celu; przyczyny podano w rozdziale o partnerstwie."
        raise NotApplicable(msg)
    return case.goals


def documents(case: Case) -> pd.DataFrame:
    """
    List the documents by partner, those that hold first.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Table `GoalDocuments` in the order of partners, then of states, then of names.
    """
    place = {code: at for at, code in enumerate(partners(case))}
    rows = case.goal_documents
    order = rows.assign(place=rows["teryt"].map(place), at=rows["state"].map({state: at for at, state in enumerate(STATES)}))
    return rows.loc[order.sort_values(["place", "at", "document"], kind="stable").index].reset_index(drop=True)


def pairs(case: Case) -> pd.DataFrame:
    """
    Give the pairs of partners that can be compared.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If there are fewer than two partners.
    """
    if len(partners(case)) < _FEWEST:
        msg = "Partner jest jeden, dlatego nie ma z czym porównać jego dziedzin."
        raise NotApplicable(msg)
    return case.goal_pairs


def require_agreement(case: Case) -> pd.DataFrame:
    """
    Give the agreement of coders.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If no goal was coded by two people.
    """
    if case.goal_agreement.empty:
        msg = "Żadnego celu nie zakodowały dwie osoby, dlatego nie wiadomo, na ile przypisanie do dziedzin zależy od osoby."
        raise NotApplicable(msg)
    return case.goal_agreement


def require_some(rows: pd.DataFrame, sentence: str) -> pd.DataFrame:
    """
    Give rows, where there are any.

    Parameters
    ----------
    rows, sentence
        Rows of a part of the chapter; what to say where there is none, Polish.

    Raises
    ------
    NotApplicable
        With the sentence, if there is no row.
    """
    if rows.empty:
        raise NotApplicable(sentence)
    return rows


def conflicts(case: Case) -> pd.DataFrame:
    """
    Give the goals that people wrote a conflict of.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If nobody did.
    """
    found = case.goals[case.goals["conflict"].ne("")]
    return require_some(found, "Nikt nie zapisał, że jakiś cel jest sprzeczny z innym. To nie znaczy, że sprzeczności nie ma.")

"""Which rows a part of the chapter is about, and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.tables.voices import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

TOGETHER = 2
"""Turns in which two codes came up together, from which the pair is listed."""
NO_CODES = "Żadnej zakodowanej wypowiedzi nie można podać tak, aby nie wskazywała osoby, dlatego tej części nie opracowano."
NO_SECTORS = "Nie podano, z jakich środowisk były osoby na spotkaniach grupowych."
NO_NEEDS = "Nie opisano żadnej potrzeby ani oferty, dlatego nie ma czego dopasować."
NO_READINESS = "Za mało osób z poszczególnych środowisk mówiło o gotowości, aby ją podać."
NO_PAIRS = "Żadne dwa tematy nie pojawiły się razem na tyle często, aby je podać."
NO_QUOTES = "Żadnej wypowiedzi nie oznaczono jako takiej, którą można przytoczyć."
SETTLED = "Koderzy nie mają nic do uzgodnienia."
NOT_DOUBLE = "Żadnej wypowiedzi nie kodowały dwie osoby, dlatego zgodności kodowania nie oceniono."


class Case(Protocol):
    """A partnership as this chapter needs it."""

    @property
    def names(self) -> pd.Series: ...  # noqa: D102
    @property
    def meetings(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def voice_base(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def voice_needs(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def voice_offers(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def voice_matches(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def of_meetings(case: Case) -> list[Any]:
    """
    Give the source of the list of meetings.

    Parameters
    ----------
    case
        The partnership.
    """
    return list(case.sources(["delivery:meetings"]))


def of_statements(case: Case) -> list[Any]:
    """
    Give the source of the statements.

    Parameters
    ----------
    case
        The partnership.
    """
    return list(case.sources(["delivery:statements"]))


def require_some(case: Case) -> None:
    """
    Insist on meetings or statements; with neither there is no chapter.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If neither were delivered.
    """
    try:
        _ = case.meetings
    except NotDelivered:
        _ = case.voice_base


def require_base(case: Case) -> pd.DataFrame:
    """
    Insist on statements.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Table `VoiceBase`.

    Raises
    ------
    NotDelivered
        If none were delivered.
    NotApplicable
        If every row of them was set aside.
    """
    return _some(case.voice_base, NO_CODES)


def whole(codes: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the rows of all territories together.

    Parameters
    ----------
    codes
        Table `VoiceCodes`.

    Raises
    ------
    NotApplicable
        If there are none.
    """
    return _some(codes[codes["territory"].eq(EVERYWHERE)].reset_index(drop=True), NO_CODES)


def widest(codes: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the codes of most meetings: those that all of them spoke of, or, if there are none, as many of them as any code has.

    Parameters
    ----------
    codes
        Table `VoiceCodes`.

    Raises
    ------
    NotApplicable
        If there are no codes.
    """
    rows = whole(codes)
    return rows[rows["meetings"].eq(rows["meetings"].max())].reset_index(drop=True)


def require_sectors(sectors: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on sectors of meetings.

    Parameters
    ----------
    sectors
        Table `VoiceSectors`.

    Raises
    ------
    NotApplicable
        If there were interviews only, or no sector is told.
    """
    return _some(sectors, NO_SECTORS)


def together(pairs: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the pairs of codes that came up together at least `TOGETHER` times.

    Parameters
    ----------
    pairs
        Table `VoicePairs`.

    Raises
    ------
    NotApplicable
        If there are none.
    """
    return _some(pairs[pairs["both"].ge(TOGETHER)].reset_index(drop=True), NO_PAIRS)


def require_needs(case: Case) -> None:
    """
    Insist on needs or offers.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If there are neither.
    """
    if case.voice_needs.empty and case.voice_offers.empty:
        raise NotApplicable(NO_NEEDS)


def require_readiness(readiness: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on declarations of readiness.

    Parameters
    ----------
    readiness
        Table `VoiceReadiness`.

    Raises
    ------
    NotApplicable
        If there are none that can be told.
    """
    return _some(readiness, NO_READINESS)


def require_agreement(agreement: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on statements that two coded.

    Parameters
    ----------
    agreement
        Table `CoderAgreement`.

    Raises
    ------
    NotApplicable
        If there are none.
    """
    return _some(agreement, NOT_DOUBLE)


def require_disputes(disputes: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on statements to settle.

    Parameters
    ----------
    disputes
        Table `CodingDisputes`.

    Raises
    ------
    NotApplicable
        If the coders agree on everything that both coded.
    """
    return _some(disputes, SETTLED)


def require_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on quotes.

    Parameters
    ----------
    quotes
        Table `VoiceQuotes`.

    Raises
    ------
    NotApplicable
        If there are none.
    """
    return _some(quotes, NO_QUOTES)


def _some(rows: pd.DataFrame, why_not: str) -> pd.DataFrame:
    if rows.empty:
        raise NotApplicable(why_not)
    return rows

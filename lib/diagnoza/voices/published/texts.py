"""Words of cells and sentences that several parts of the chapter share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.voices.codes import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NOT_TOLD = "nie podano"
NO_SUBJECT = "opis pominięto"
UNNAMED = "nie podajemy"
NEEDS = {"unmatched": "bez oferty", "part": "pokryte w części", "possible": "ilość do uzgodnienia", "matched": "dopasowane"}
OFFERS = {"unused": "bez odbiorcy", "part": "wykorzystana w części", "possible": "ilość do uzgodnienia", "matched": "wykorzystana"}


def code(category: object, field: object) -> str:
    """
    Name a code, field first.

    Examples
    --------
    >>> code("deficit", "transport")
    'Transport publiczny: deficyt'
    """
    return f"{polish.upper_first(SECTORS[str(field)])}: {CATEGORIES[str(category)]}"


def subject(row: Mapping[Any, Any]) -> str:
    """
    Tell what is needed or offered, with the unit of its amount.

    Parameters
    ----------
    row
        A row of `VoiceNeeds` or `VoiceOffers`.
    """
    unit = f" [{row['unit']}]" if row["unit"] else ""
    return f"{row['subject'] or NO_SUBJECT}{unit}"


def statements(n: float) -> str:
    """Count statements."""
    return polish.counted(n, "wypowiedź", "wypowiedzi", "wypowiedzi")


def meetings(n: float) -> str:
    """Count meetings."""
    return polish.counted(n, "spotkanie", "spotkania", "spotkań")


def interviews(n: float) -> str:
    """Count interviews."""
    return polish.counted(n, "wywiad", "wywiady", "wywiadów")


def of_meetings(n: float) -> str:
    """
    Count meetings in the genitive, after „z”.

    Examples
    --------
    >>> of_meetings(1).replace(polish.NBSP, " "), of_meetings(2).replace(polish.NBSP, " ")
    ('1 spotkania', '2 spotkań')
    """
    return polish.counted(n, "spotkania", "spotkań", "spotkań")


def of_sectors(n: float) -> str:
    """Count sectors in the genitive, after „z”."""
    return polish.counted(n, "środowiska", "środowisk", "środowisk")


def extent(row: Mapping[Any, Any]) -> str:
    """
    Tell how widely a code was spoken of: „na 2 z 2 spotkań, w 3 z 5 środowisk”.

    Parameters
    ----------
    row
        A row of `VoiceCodes`.
    """
    parts = [f"na {row['meetings']} z {of_meetings(row['meetings_of'])}"] if row["meetings_of"] else []
    least = "co najmniej " if row["at_least"] else ""
    parts += [f"w {least}{row['sectors']} z {of_sectors(row['sectors_of'])}"] if row["sectors_of"] > 1 else []
    if not polish.is_missing(row["interviews"]) and not row["meetings"]:
        parts = [f"w {row['interviews']} z {polish.counted(row['interviews_of'], 'wywiadu', 'wywiadów', 'wywiadów')}"]
    return ", ".join(parts)

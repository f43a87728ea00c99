"""Single cells of the log of changes as they are printed, and the words of its sentences."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {"partner": "Partnerzy", "delivery": "Pliki danych", "finding": "Wnioski", "recommendation": "Rekomendacje"}
WHATS = {
    ("partner", "new"): "nowy partner",
    ("partner", "gone"): "nie ma go już w partnerstwie",
    ("partner", "role"): "inna rola",
    ("delivery", "new"): "nowy plik",
    ("delivery", "gone"): "plik wycofany",
    ("delivery", "content"): "inna treść pliku",
    ("finding", "new"): "nowy wniosek",
    ("finding", "gone"): "wniosek wycofany",
    ("finding", "sentence"): "inna treść",
    ("finding", "strength"): "inna siła dowodów",
    ("recommendation", "new"): "nowa rekomendacja",
    ("recommendation", "gone"): "rekomendacja wycofana",
}
ROLES = {"lead": "lider", "member": "członek", "provider": "świadczący usługi"}
PARTNERS = {"new": "Nowi partnerzy", "gone": "Nie ma już w partnerstwie", "role": "Inną rolę mają"}
_COMMON = {"new": ("nowy", "nowe", "nowych"), "gone": ("wycofany", "wycofane", "wycofanych")}
COUNTED = {  # what sentences count of each kind, with forms after numbers
    "delivery": ("Pliki danych", _COMMON | {"content": ("o innej treści",) * 3}),
    "finding": ("Wnioski", _COMMON | {"sentence": ("o innej treści",) * 3, "strength": ("o innej sile dowodów",) * 3}),
    "recommendation": ("Rekomendacje", {"new": ("nowa", "nowe", "nowych"), "gone": ("wycofana", "wycofane", "wycofanych")}),
}


def cell(row: Mapping[Any, Any], value: str) -> str:
    """
    Write what something is, or was.

    Parameters
    ----------
    row
        Of the table `EditionChanges`.
    value
        Its before or now.

    Returns
    -------
        Name and role of a partner, name and day of a file, a sentence, or the strength of its evidence.
    """
    if row["kind"] == "partner":
        return f"{row['name']} ({ROLES[value]})"
    if row["kind"] == "delivery":
        return f"{row['name']} (z dnia {polish.date_words(dt.date.fromisoformat(value))})"
    return value if row["what"] == "sentence" else f"{row['name']} ({value})"

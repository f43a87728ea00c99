"""The cells of a row of statements: codes, steps, amounts; what cannot be read is told and emptied, or the row is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.catalogue import SECTORS, is_powiat, known
from diagnoza.folding import fold
from diagnoza.tables.voices import NO_CODE
from diagnoza.units import UnreadableError, read_number, read_unit
from diagnoza.voices.codes import CATEGORIES, CONSENTS, READINESS, RESOURCES, SPEAKERS, find, find_field, remedy

if TYPE_CHECKING:
    from diagnoza.account import Row
    from diagnoza.catalogue import Scope

NO_CATEGORY = "nieznana kategoria"
NO_FIELD = "nieznana dziedzina"
NO_TERRITORY = "nieznane terytorium"
NO_CODER = "nieznany koder"
MOST = 10_000_000
"""The largest amount that is read."""
_WHOLE = {"", "calosc", "cale partnerstwo", "partnerstwo", "caly obszar", "cale miasto", "cala gmina"}
_AGREED = {"0", "uzgodnione", "wspolnie", "agreed"}
_YES, _NO = {"1", "tak", "t"}, {"", "0", "nie", "n"}
_STRONGEST = 3


def read_category(row: Row) -> str:
    """Read the category of the code; a coder who gave none writes „brak kodu”."""
    text = row.text("category")
    found = find(text, CATEGORIES | {NO_CODE: "brak kodu"})
    if not found:
        row.report("category", f"„{text}” is not known", known(text, remedy(CATEGORIES, "brak kodu")), aside=NO_CATEGORY)
    return found


def read_field(row: Row) -> str:
    """Read the field of public services."""
    text = row.text("field")
    found = find_field(text)
    if not found:
        row.report("field", f"„{text}” is not known", known(text, SECTORS.values()), aside=NO_FIELD)
    return found


def read_territory(row: Row, scope: Scope) -> str:
    """Read a municipality; "" is the partnership as a whole, and so is a powiat that it lies in."""
    text = row.text("territory")
    if fold(text) in _WHOLE:
        return ""
    found = scope.unit(text)
    if not found:
        row.report("territory", f"„{text}” is not known", known(text, [*scope.units(), "całość"]), aside=NO_TERRITORY)
    return "" if is_powiat(found) else found


def read_coder(row: Row) -> int:
    """Read which coder gave the code: 1 where it is not told, 0 for what both agreed on."""
    text = row.text("coder")
    if fold(text) in _AGREED:
        return 0
    if text not in {"", "1", "2"}:
        row.report("coder", f"„{text}” is no coder", "Write 1 or 2, or „uzgodnione” for what both agreed on", aside=NO_CODER)
    return 2 if text == "2" else 1


def read_step(row: Row, name: str, lowest: int) -> int | None:
    """Read a step of strength (1 to 3) or readiness (0 to 3, or its word); None where it is not told."""
    text = row.text(name)
    words = {fold(word): step for step, word in READINESS.items()} if name == "readiness" else {}
    step = words.get(fold(text), int(text) if text.isdecimal() else None)
    if text and (step is None or not lowest <= step <= _STRONGEST):
        row.report(name, f"„{text}” is not on the scale", f"Write a number from {lowest} to {_STRONGEST}")
        return None
    return step


def read_sector(row: Row) -> str:
    """Read the sector of the speaker."""
    text = row.text("sector")
    found = find(text, SPEAKERS)
    if text and not found:
        row.report("sector", f"„{text}” is not known; the statement has no sector", known(text, remedy(SPEAKERS)))
    return found


def read_resource(row: Row) -> str:
    """Read the kind of resource."""
    text = row.text("resource")
    found = find(text, RESOURCES)
    if text and not found:
        row.report("resource", f"„{text}” is not known", known(text, remedy(RESOURCES)))
    return found


def read_amount(row: Row) -> tuple[float | None, str]:
    """Read an amount with its unit, which may stand behind it; thousands become units, at most two decimals are kept."""
    text, written = row.text("amount"), row.text("unit")
    if not text:
        return None, ""
    try:
        value, words = read_number(text)
    except UnreadableError as error:
        row.report("amount", f"„{text}”: {error.what}", error.remedy)
        return None, ""
    unit = read_unit(written or words)
    amount = value * unit.factor
    if not 0 < amount <= MOST or round(amount, 2) != amount:
        row.report("amount", f"„{text}” cannot be used", f"Write an amount above 0, at most {MOST}, with at most two decimals")
        return None, ""
    if not unit.name:
        row.report("unit", "the amount has no unit", "Write what is counted, e.g. osób, sal, godz. tygodniowo")
        return None, ""
    return amount, unit.name


def read_quotable(row: Row) -> int:
    """Read whether a statement may be quoted: only where it says so."""
    text = row.text("quotable").lower()
    if text not in _YES | _NO:
        row.report("quotable", f"„{text}” is neither yes nor no; it is not quoted", "Write 1 or 0")
    return int(text in _YES)


def read_consent(row: Row) -> str:
    """Read what an interview may be quoted on: consent, or the position of the institution; "" where there is none."""
    text = row.text("consent")
    found = find(text, CONSENTS)
    if not found and text.lower() not in _NO:
        row.report("consent", "it is neither a consent nor a position of the institution; it is not quoted", "Write zgoda or stanowisko")
    return found

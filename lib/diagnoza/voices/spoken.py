"""What rows of one statement say of it together: who spoke, how many of the sector were there, whether it may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.tables.voices import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.account import Row

REPEATED = "powtórzony kod tej samej wypowiedzi"
CONTRADICTS = "kod obok „brak kodu” tego samego kodera"
_CODE = ("coder", "category", "field", "territory", "item", "subject", "resource", "amount", "unit")
_SAID = {"sector": "", "turn": "", "text": "", "consent": ""}


def settle(rows: Sequence[Row]) -> None:
    """
    Give all rows of a statement its number and the same speaker, words and consent; where they differ, the more careful one holds.

    Parameters
    ----------
    rows
        Rows with `told`; those that are not set aside get `statement`, and the same values of what is said of a statement.
    """
    numbers: dict[tuple[object, str], int] = {}
    for row in rows:
        if not row.reason:
            row.told["statement"] = numbers.setdefault((row.told["meeting"], row.text("statement")), len(numbers) + 1)
    for number in numbers.values():
        own = [row for row in rows if not row.reason and row.told["statement"] == number]
        _agree(own, number)
        _repeated(own)
    _people([row for row in rows if not row.reason])


def _agree(own: Sequence[Row], number: int) -> None:
    for name, none in _SAID.items():
        told = list(dict.fromkeys(str(row.told[name]) for row in own if row.told[name]))
        if len(told) > 1:
            careful = "the first counts" if name in {"text", "turn"} else "it is taken as not told"
            own[-1].report(name, f"rows of the statement say different things; {careful}", "Write the same in all its rows, or in one only")
        value = told[0] if told and (len(told) == 1 or name in {"text", "turn"}) else none
        for row in own:
            row.told[name] = value if name != "turn" else f"{row.told['meeting']} {value}" if value else f"statement {number}"
    marked = [row for row in own if row.text("quotable")]
    quotable = int(bool(marked) and all(row.told["quotable"] for row in marked))
    for row in own:
        row.told["quotable"] = quotable


def _repeated(own: Sequence[Row]) -> None:
    """Set aside codes that stand there again, and „brak kodu” beside a code of the same coder."""
    coded = {row.told["coder"] for row in own if row.told["category"] != NO_CODE}
    seen: set[tuple[object, ...]] = set()
    for row in own:
        key = tuple(row.told[name] for name in _CODE)
        if row.told["category"] == NO_CODE and row.told["coder"] in coded:
            row.report("category", "the coder gave the statement a code as well", "Keep one of the two", aside=CONTRADICTS)
        elif key in seen:
            row.report("category", "the coder gave the statement this code already", "Keep one of them", aside=REPEATED)
        seen.add(key)


def _people(rows: Sequence[Row]) -> None:
    """Give all statements of a sector in a meeting the same number of persons: where several are told, the smallest."""
    groups: dict[tuple[object, object], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.told["meeting"], row.told["sector"]), []).append(row)
    for (_, sector), own in groups.items():
        told = {int(str(row.told["people"])) for row in own if row.told["people"] is not None}
        if len(told) > 1 and sector:
            what = f"persons of the sector in the meeting are told as {sorted(told)}; the smallest number counts"
            own[-1].report("people", what, "Write the same number in all rows of the sector and meeting")
        for row in own:
            row.told["people"] = min(told) if told and sector else None

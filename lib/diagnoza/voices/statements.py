"""Coded statements as delivered: a row for each code that a coder gave; words are masked before anything else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza.account import open_files
from diagnoza.errors import Problem
from diagnoza.tables.voices import NO_CODE, Coding
from diagnoza.voices import cells, heads
from diagnoza.voices.codes import TYPES, find
from diagnoza.voices.hiding import conceal
from diagnoza.voices.meetings import NO_MEETING, read_count, read_day
from diagnoza.voices.rules import INTERVIEW
from diagnoza.voices.spoken import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diagnoza.account import Handed, ReadRows, Row
    from diagnoza.catalogue import Scope

NO_STATEMENT = "brak numeru wypowiedzi"
_WORDS = ("text", "subject", "target", "condition", "term")


class Around(NamedTuple):
    """What statements are read against: the partnership, its meetings by id, and what masks names of people."""

    scope: Scope
    meetings: pd.DataFrame
    people: Callable[[str], str]


def read_statements(handed: Sequence[Handed], around: Around) -> ReadRows:
    """
    Read coded statements.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns of `diagnoza.voices.heads.STATEMENTS`: one row per statement, coder and code. What is said
        of a statement (speaker, words, consent) may stand in one of its rows or in all.
    around
        The partnership, its meetings, the mask of names. A meeting that is not among them is taken from the columns date and type.

    Returns
    -------
        Rows as declared in `diagnoza.tables.voices.Coding`, with the ids of meetings as delivered. A row without a known meeting, a
        statement, a category, a field, a territory or a coder is set aside; another cell that cannot be read is emptied. Both are told.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing.
    """
    account = open_files(handed, heads.STATEMENTS, heads.STATEMENTS_REQUIRED)
    account.stop()
    dates = {str(meeting): str(date) for meeting, date in zip(around.meetings["meeting"], around.meetings["date"], strict=True)}
    types, hidden = _types(account.rows, around.meetings), _hidden(account.rows)
    for row in account.rows:
        row.told = _meeting(row, types, dates) | _read(row, around.scope)
        typed = {name: row.text(name) for name in _WORDS} | {"unit": str(row.told["unit"])}
        row.told |= {name: conceal(text, hidden[_spoken(row)], around.people) for name, text in typed.items()}
    settle(account.rows)
    account.problems += _silent(account.kept, around.meetings, list(account.ragged))
    table = pd.DataFrame([row.told for row in account.kept], columns=list(Coding.to_schema().columns))
    return account.close(pd.DataFrame(Coding.validate(table, lazy=True)))


def _types(rows: Sequence[Row], meetings: pd.DataFrame) -> dict[str, str]:
    """Find the type of each meeting; where two are told, an interview is taken, as its rule is the stricter one."""
    types = {str(meeting): str(kind) for meeting, kind in zip(meetings["meeting"], meetings["type"], strict=True)}
    for row in rows:
        meeting, kind = row.text("meeting"), find(row.text("type"), TYPES)
        if row.text("type") and not kind:
            row.report("type", f"„{row.text('type')}” is not known", f"Write one of {', '.join(TYPES.values())}, or leave it to meetings")
        if kind and kind != types.setdefault(meeting, kind):
            row.report("type", f"the meeting is told to be {types[meeting]} and {kind}; the stricter rule holds", "Correct one of the two")
            types[meeting] = INTERVIEW if INTERVIEW in {types[meeting], kind} else types[meeting]
    return types


def _meeting(row: Row, types: Mapping[str, str], dates: Mapping[str, str]) -> dict[str, object]:
    meeting = row.text("meeting")
    if not meeting or meeting not in types:
        remedy = "Write an id of a meeting in meetings.csv, or the date and the type here"
        row.report("meeting", "the meeting is not known", remedy, aside=NO_MEETING)
    if not row.text("statement"):
        row.report("statement", "the cell is empty", "Number the statements of each meeting", aside=NO_STATEMENT)
    day = dates.get(meeting) or read_day(row, "date")
    return {"file": row.file, "row": row.line, "meeting": meeting, "type": types.get(meeting, ""), "date": day}


def _read(row: Row, scope: Scope) -> dict[str, object]:
    category = cells.read_category(row)
    amount, unit = cells.read_amount(row)
    return {
        "sector": cells.read_sector(row),
        "people": read_count(row, "people"),
        "coder": cells.read_coder(row),
        "category": category,
        "field": "" if category == NO_CODE else cells.read_field(row),
        "territory": cells.read_territory(row, scope),
        "strength": cells.read_step(row, "strength", 1),
        "readiness": cells.read_step(row, "readiness", 0),
        "resource": cells.read_resource(row),
        "amount": amount,
        "unit": unit,
        "quotable": cells.read_quotable(row),
        "consent": cells.read_consent(row),
        "item": row.text("item"),
        "turn": row.text("turn"),
    }


def _spoken(row: Row) -> tuple[str, str]:
    return row.text("meeting"), row.text("statement")


def _hidden(rows: Sequence[Row]) -> dict[tuple[str, str], list[str]]:
    """Gather the words to be masked in all rows of a statement, whichever of them names them."""
    words: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        words.setdefault(_spoken(row), []).extend(word.strip() for word in row.text("hidden").split(";") if word.strip())
    return words


def _silent(rows: Sequence[Row], meetings: pd.DataFrame, files: Sequence[str]) -> list[Problem]:
    """Tell meetings that no statement comes from."""
    said = {row.told["meeting"] for row in rows}
    remedy = "Add its statements, or nothing to do: it is then not among the meetings that codes are counted in"
    return [
        Problem(files[0], "column meeting_id", f"no statement comes from meeting „{meeting}”", remedy)
        for meeting in meetings["meeting"]
        if meeting not in said
    ]

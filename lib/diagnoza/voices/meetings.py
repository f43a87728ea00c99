"""Meetings and interviews as they were announced, and the labels that stand for them in everything stored."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import open_files
from diagnoza.catalogue import known
from diagnoza.tables.voices import Meetings
from diagnoza.voices import heads
from diagnoza.voices.codes import TYPES, find, remedy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diagnoza.account import Handed, ReadRows, Row

NO_MEETING = "nieznane spotkanie"
NO_TYPE = "nieznany rodzaj spotkania"
NO_DAY = "data nie do odczytania"
REPEATED = "powtórzone spotkanie"
_PREFIX = {"fgi": "F", "workshop": "W", "idi": "I"}
_LAST = "9999"


def read_meetings(handed: Sequence[Handed], people: Callable[[str], str]) -> ReadRows:
    """
    Read meetings.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns meeting, date, type and n, and place, series, n_series, participants, moderator if they are
        told, or their Polish heads. Participants that were only counted together stand in `n_series`, the same in all meetings of the
        series, and `n` stays empty.
    people
        Masks names; a place, participant or moderator that holds one is emptied.

    Returns
    -------
        Rows as declared in `diagnoza.tables.voices.Meetings`, but with the ids of the file. A meeting without id, type or day, or that
        stands there again, is set aside.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing.
    """
    account = open_files(handed, heads.MEETINGS, heads.MEETINGS_REQUIRED)
    account.stop()
    seen: set[str] = set()
    for row in account.rows:
        row.told = _read(row, people)
        if not row.reason and row.told["meeting"] in seen:
            row.report("meeting", "the meeting stands there already; the first counts", "Keep one of them", aside=REPEATED)
        seen.add(str(row.told["meeting"]))
    _check_series(account.kept)
    columns = list(Meetings.to_schema().columns)
    table = pd.DataFrame([row.told for row in account.kept], columns=columns)
    return account.close(pd.DataFrame(Meetings.validate(table, lazy=True)))


def _read(row: Row, people: Callable[[str], str]) -> dict[str, object]:
    kind, day = find(row.text("type"), TYPES), read_day(row, "date")
    if not row.text("meeting"):
        row.report("meeting", "the cell is empty", "Give the meeting an id that statements name", aside=NO_MEETING)
    if not kind:
        row.report("type", f"„{row.text('type')}” is not known", known(row.text("type"), remedy(TYPES)), aside=NO_TYPE)
    if not day and not row.reason:
        row.report("date", "there is no day", "Write it as 2020-03-02", aside=NO_DAY)
    told = {name: _unnamed(row, name, people) for name in ("place", "participants", "moderator")}
    told["participants"] = "; ".join(part.strip() for part in told["participants"].split(";") if part.strip())
    counts = {name: read_count(row, name) for name in ("n", "n_series")}
    return {"meeting": row.text("meeting"), "type": kind, "date": day, "series": row.text("series"), **told, **counts}


def _unnamed(row: Row, name: str, people: Callable[[str], str]) -> str:
    """Give a cell, emptied where it names a person."""
    text = row.text(name)
    if people(text) == text:
        return text
    row.report(name, "it seems to name a person; the cell is left out", "Write a role or an institution, without a name")
    return ""


def read_count(row: Row, name: str) -> int | None:
    """
    Read a number of persons.

    Parameters
    ----------
    row, name
        The row, which takes the problem; the column.

    Returns
    -------
        A whole number from 1; None where it is not told or cannot be.
    """
    text = row.text(name)
    if text and not (text.isdecimal() and int(text) > 0):
        row.report(name, f"„{text}” is no number of persons", "Write it in digits, from 1, or leave the cell empty where it is not known")
        return None
    return int(text) if text else None


def read_day(row: Row, name: str) -> str:
    """
    Read a day as an ISO date, from 2020-03-02, 2.03.2020 or a date and time of a workbook.

    Parameters
    ----------
    row, name
        The row, which takes the problem; the column.

    Returns
    -------
        The ISO date; "" where it is not told or cannot be read.
    """
    text = row.text(name).removesuffix(" r.").removesuffix(" 00:00:00")
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    if text:
        row.report(name, f"„{text}” is no day", "Write it as 2020-03-02", aside=NO_DAY)
    return ""


def _check_series(rows: Sequence[Row]) -> None:
    """Tell series whose meetings do not say the same number, or whose meetings have more participants than all together."""
    for name in dict.fromkeys(str(row.told["series"]) for row in rows if row.told["series"]):
        own = [row for row in rows if row.told["series"] == name]
        totals = {int(str(row.told["n_series"])) for row in own if row.told["n_series"] is not None}
        counted = sum(int(str(row.told["n"])) for row in own if row.told["n"] is not None)
        if len(totals) > 1:
            own[-1].report("n_series", f"the series has {sorted(totals)} participants; the greatest counts", "Write one number in all rows")
        if totals and counted > max(totals):
            own[-1].report("n_series", f"its meetings have {counted} participants, together {max(totals)}", "Correct one of the two")
        for row in own:
            row.told["n_series"] = max(totals) if totals else None


def relabel(meetings: pd.DataFrame, coding: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Put labels in place of the ids of meetings, which may tell who was there.

    Parameters
    ----------
    meetings, coding
        Tables `Meetings` and `Coding` with the ids of the files.

    Returns
    -------
        Both with F1, F2 … for focus groups, W1 … for workshops, I1 … for interviews, by date and then as delivered; meetings in that order.
    """
    both = pd.concat([meetings[["meeting", "type", "date"]], coding[["meeting", "type", "date"]]]).drop_duplicates("meeting")
    both = both.assign(date=both["date"].mask(both["date"].eq(""), _LAST)).sort_values("date", kind="stable")
    counts: Counter[str] = Counter()
    labels = {}
    for meeting, kind in zip(both["meeting"], both["type"], strict=True):
        counts[kind] += 1
        labels[meeting] = f"{_PREFIX[kind]}{counts[kind]}"
    order = {label: at for at, label in enumerate(labels.values())}
    named = meetings.assign(meeting=meetings["meeting"].map(labels)).sort_values("meeting", key=lambda one: one.map(order))
    return named.reset_index(drop=True), coding.assign(meeting=coding["meeting"].map(labels))

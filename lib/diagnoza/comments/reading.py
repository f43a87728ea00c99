"""Comments as delivered: every comment is kept or set aside with its reason, nobody who sent one is let in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Same, open_files
from diagnoza.comments import heads
from diagnoza.days import day_of
from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.tables.comments import Comments

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diagnoza.account import Account, Handed, ReadRows, Row, Unread

NO_NUMBER = "brak numeru uwagi"
NO_COMMENT = "brak treści uwagi"
CONTRADICTS = "jedna uwaga ma dwa różne stanowiska"
NAMES = 0.5
"""Part of the cells of a column from which it is taken for one of names, numbers or addresses of people."""
_WORDS = ("about", "comment", "answer")
_NUMBER = re.compile(r"\d+")


def read_comments(handed: Sequence[Handed], people: Callable[[str], str]) -> ReadRows:
    """
    Read comments with the positions on them.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns of `diagnoza.tables.comments.Comments`, or their Polish heads; number, from_kind, comment
        and position have to be there.
    people
        Masks names, numbers and addresses of people.

    Returns
    -------
        Rows as declared there, by number, their words masked. A comment without a number or without words is set aside; of rows that say
        the same the first is kept; where one comment has two positions neither is taken. Two comments of one number are both kept. A sender
        who is of no known kind is „other”, a position that cannot be read „unclear”: neither is stored as it was written. An empty
        position is none yet.

    Raises
    ------
    ProblemsError
        If a file cannot be read, columns are missing, or it tells who sent a comment: then nothing of it may be read.
    DiagnozaError
        If rows are lost, which would be a mistake of this library.
    """
    account = open_files(handed, heads.COMMENTS, heads.REQUIRED)
    _refuse(account, people)
    account.stop()
    for row in account.rows:
        row.told = _read(row, people)
    account.settle(Same(_same, "number", "one comment", CONTRADICTS))
    _doubt_numbers(account.kept)
    table = pd.DataFrame([row.told for row in account.kept], columns=list(Comments.to_schema().columns))
    ordered = table.sort_values("number", key=lambda numbers: numbers.map(_place), kind="stable", ignore_index=True)
    return account.close(pd.DataFrame(Comments.validate(ordered, lazy=True)))


def _same(told: Mapping[str, object]) -> tuple[object, ...]:
    return told["number"], fold(str(told["comment"]))


def _place(number: object) -> int:
    """Order numbers as a reader does: 2 before 10; without a figure last."""
    found = _NUMBER.search(str(number))
    return int(found[0]) if found else 10**9


# Who sent it ------------------------------------------------------------------------------------------------------------------


def _refuse(account: Account, people: Callable[[str], str]) -> None:
    """Stop where a file tells who sent comments, by the head of a column or by its cells."""
    remedy = "Take it out and hand the file over again: a comment is published without its author, by the kind of sender only"
    telling = [column for column in account.unread if _tells(column, people)]
    for column in telling:
        where = f"column {column.head or 'without a head'}"
        account.stopping.append(Problem(column.file, where, "it seems to tell who sent the comments; the file is refused", remedy))
    account.problems = [one for one in account.problems if (one.file, one.where) not in {(c.file, f"column {c.head}") for c in telling}]
    for row in account.rows:
        sender = row.text("from_kind")
        if sender and not heads.code_of(sender, heads.FROM) and people(sender) != sender:
            row.report("from_kind", "it seems to name a person; the file is refused", f"Write one of {_kinds()}, never a name")
            account.stopping.append(row.problems.pop())


def _tells(column: Unread, people: Callable[[str], str]) -> bool:
    filled = [cell.strip() for cell in column.cells if cell.strip()]
    masked = sum(people(cell) != cell for cell in filled)
    return bool(filled) and (bool(heads.OF_PERSONS.search(fold(column.head))) or masked >= NAMES * len(filled))


def _kinds() -> str:
    return ", ".join(words[0] for words in heads.FROM.values())


# Cells ------------------------------------------------------------------------------------------------------------------------


def _read(row: Row, people: Callable[[str], str]) -> dict[str, object]:
    if not row.text("number"):
        row.report("number", "the cell is empty", "Number the comments", aside=NO_NUMBER)
    if not row.text("comment"):
        row.report("comment", "there is no comment", "Copy its words, or take the row out", aside=NO_COMMENT)
    told: dict[str, object] = {"number": people(row.text("number")), "from_kind": _sender(row)}
    told |= {name: _masked(row, name, people) for name in _WORDS}
    told |= {"position": _position(row), "received": _day(row, "received"), "answered": _day(row, "answered")}
    if not row.reason:
        _doubt(row, told)
    return told


def _sender(row: Row) -> str:
    text = row.text("from_kind")
    kind = heads.code_of(text, heads.FROM)
    if text and not kind:
        row.report("from_kind", "the sender is of no known kind, so it counts as another one", f"Write one of {_kinds()}")
        return "other"
    return kind


def _position(row: Row) -> str:
    """Read the position: "" where there is none yet; words of none of the four, and an answer without a position, are unclear."""
    text = row.text("position")
    if not text or fold(text) in map(fold, heads.OPEN):
        if not row.text("answer"):
            return ""
        row.report("position", "there is an answer but no position", f"Write one of {_positions()}")
        return "unclear"
    code = heads.code_of(text, heads.POSITIONS)
    if not code:
        row.report("position", "the position is of no known kind, so the report says that it is unclear", f"Write one of {_positions()}")
    return code or "unclear"


def _positions() -> str:
    return ", ".join(words[0] for words in heads.POSITIONS.values())


def _masked(row: Row, name: str, people: Callable[[str], str]) -> str:
    text = row.text(name)
    masked = people(text)
    if masked != text:
        row.report(name, "words that may tell of a person were masked", "Read the row; put it in words without persons where sense is lost")
    return masked


def _day(row: Row, name: str) -> str:
    text = row.text(name)
    day = day_of(text) if text else None
    if text and day is None:
        row.report(name, f"„{text}” is no day", "Write it as 2021-02-15")
    return day.isoformat() if day else ""


def _doubt(row: Row, told: Mapping[str, object]) -> None:
    """Tell what does not fit together: the comment is kept as it is."""
    if told["position"] in {"partly", "rejected", "explained"} and not told["answer"]:
        row.report("answer", "no reason or explanation is given for the position", "Write it: the report says that it is lacking")
    if told["answered"] and not told["position"]:
        row.report("answered", "there is a day of the position but no position", "Write the position, or take the day out")
    if told["received"] and told["answered"] and str(told["answered"]) < str(told["received"]):
        row.report("answered", "it is before the day on which the comment came in", "Correct one of the two")


def _doubt_numbers(rows: Sequence[Row]) -> None:
    """Tell different comments that have one number: all are kept."""
    first: dict[object, Row] = {}
    for row in rows:
        known = first.setdefault(row.told["number"], row)
        if known is not row:
            row.report("number", f"row {known.line} of {known.file} has the same number; both are kept", "Give each comment its own number")

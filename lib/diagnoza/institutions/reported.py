"""Ties as institutions report them: both reporters kept apart, the strongest of repeated reports, no text that may rate a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.institutions import heads as named_heads
from diagnoza.institutions.account import Options, opened
from diagnoza.institutions.scales import BARRIERS, INTENSITIES, code_of, intensity_of, yes_or_no
from diagnoza.tables.institutions import Ties

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.institutions.account import Account

NO_INSTITUTION = "nieznana instytucja"
AMBIGUOUS = "nazwa kilku instytucji"
SELF = "relacja instytucji z samą sobą"
NOT_OF_PAIR = "zgłosił ktoś spoza pary"
UNREAD = "natężenie nie do odczytania"
NO_YEAR = "brak roku albo rok niemożliwy"
REPEATED = "powtórzona relacja: liczy się najsilniejsza"
YEARS = range(1990, 2101)
KEYS = ["source", "target", "field", "reporter", "year"]
_SIDES = {"from": "source", "od": "source", "source": "source", "to": "target", "do": "target", "target": "target"}


def read_ties(path: Path, institutions: pd.DataFrame, options: Options | None = None) -> ReadRows:
    """
    Read ties between institutions.

    Parameters
    ----------
    path
        CSV or a workbook with the columns from, to, intensity, year, and where they are told field, formal, reported_by,
        wanted_intensity, barrier; or their Polish heads.
    institutions
        Table `Institutions`: who may be named, by id or by name.
    options
        How to read; None: as the file says itself.

    Returns
    -------
        Ties as declared in `diagnoza.tables.institutions.Ties`, sorted, the account of rows, and problems. Without a reporter it is the
        institution that the tie goes from. An empty intensity is not told, which is not 0. Of reports of the same pair, field, reporter
        and year the strongest counts. A barrier is one of a closed list, others count as „other”; of a tie with an institution of one
        person none is kept.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    options = options or Options()
    account, rows = opened(path, named_heads.TIES, named_heads.TIES_REQUIRED, options)
    who = known_names(institutions)
    alone = set(institutions.loc[institutions["one_person"].eq(1), "institution"])
    fields: dict[str, str] = {}
    for line, cells in rows:
        reason, row = _ends(account, line, cells, who)
        row["year"], row["intensity"] = _year(account, line, cells["year"]), _level(account, line, "intensity", cells["intensity"])
        reason = reason or (NO_YEAR if row["year"] is None else UNREAD if row["intensity"] == UNREAD else "")
        row["field"] = _field(account, line, cells.get("field", ""), (options, fields))
        row["wanted"] = _level(account, line, "wanted", cells.get("wanted", ""))
        row["wanted"] = None if row["wanted"] == UNREAD else row["wanted"]
        row["formal"] = _formal(account, line, cells.get("formal", ""), row["intensity"])
        row["barrier"] = _barrier(account, line, cells.get("barrier", ""))
        account.kept[line] = row
        if reason:
            account.set_aside(line, reason)
    _repeated(account)
    _spare(account, alone)
    return account.read(_table(account.kept))


def known_names(institutions: pd.DataFrame) -> dict[str, list[str]]:
    """
    Give the ids that an id or a name may mean.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    """
    found: dict[str, list[str]] = {}
    for one, name in zip(institutions["institution"], institutions["name"], strict=True):
        for word in dict.fromkeys([fold(str(one)), fold(str(name))]):
            found.setdefault(word, []).append(str(one))
    exact = {str(one): [str(one)] for one in institutions["institution"]}
    return found | exact


def named(text: str, who: Mapping[str, list[str]]) -> list[str]:
    """
    Give the institutions that an id or a name may mean; an id goes before a name.

    Parameters
    ----------
    text, who
        As delivered; ids by id and by folded id and name.
    """
    return who.get(text) or who.get(fold(text), [])


def _ends(account: Account, line: int, cells: Mapping[str, str], who: Mapping[str, list[str]]) -> tuple[str, dict[str, object]]:
    """Read between whom a tie is and who reports it; give the reason to set the row aside with it, the first one found."""
    row: dict[str, object] = {"source": "", "target": "", "reporter": ""}
    reasons = []
    for column in ("source", "target", "reporter"):
        text = cells.get(column, "")
        if column == "reporter" and (not text or fold(text) in _SIDES):
            row[column] = row[_SIDES.get(fold(text), "source")]
            continue
        ids = named(text, who)
        if len(ids) == 1:
            row[column] = ids[0]
            continue
        what = f"„{text}” is the name of {len(ids)} institutions" if ids else f"„{text}” is no institution of the list"
        account.report(line, column, what, "Write the id of the institution" if ids else "Correct it, or add the institution to the list")
        reasons.append(AMBIGUOUS if ids else NO_INSTITUTION)
    if not reasons and row["source"] == row["target"]:
        account.report(line, "target", "an institution has no tie with itself", "Write the other institution")
        reasons.append(SELF)
    if not reasons and row["reporter"] not in {row["source"], row["target"]}:
        account.report(line, "reporter", f"{row['reporter']} is neither of the two", "Only the two institutions of a pair report their tie")
        reasons.append(NOT_OF_PAIR)
    return next(iter(reasons), ""), row


def _year(account: Account, line: int, text: str) -> int | None:
    year = int(text[:4]) if text[:4].isdecimal() else 0
    if year in YEARS and (len(text) == 4 or not text[4:5].isdecimal()):  # noqa: PLR2004  (a year, or a date that begins with it)
        return year
    account.report(line, "year", f"„{text}” is no year", "Write the year in four digits")
    return None


def _level(account: Account, line: int, column: str, text: str) -> int | str | None:
    """Read an intensity: a number, None where it is not told, `UNREAD` where it cannot be read."""
    if not text:
        return None
    found = intensity_of(text)
    if found is None:
        scale = ", ".join(f"{level} {words[0]}" for level, words in INTENSITIES.items())
        account.report(line, column, f"„{text}” is not on the scale", f"Write one of {scale}")
        return UNREAD
    return found


def _field(account: Account, line: int, text: str, about: tuple[Options, dict[str, str]]) -> str:
    """Give the field as it was written first; a text that names a person is left out."""
    options, fields = about
    if text and options.names_person(text):
        account.report(line, "field", "the text holds personal data; it was left out", "Write the field of cooperation, e.g. praca")
        return ""
    return fields.setdefault(fold(text), text)


def _formal(account: Account, line: int, text: str, intensity: object) -> int | None:
    answer = yes_or_no(text)
    if text and answer is None:
        account.report(line, "formal", f"„{text}” is neither yes nor no; it is taken as not told", "Write 1 or 0")
    if answer == 1 and intensity == 0:
        account.report(line, "formal", "there is a written agreement but no cooperation; both are kept", "Check which of them is right")
    return answer


def _barrier(account: Account, line: int, text: str) -> str:
    """Give the code of a barrier; free words count as another one and are not stored."""
    code = code_of(text, BARRIERS) if text else ""
    if text and not code:
        what = "it is not on the list, so it counts as another barrier and its text is not stored"
        account.report(line, "barrier", what, f"Write one of {', '.join(words[0] for words in BARRIERS.values())}")
    return code or ("other" if text else "")


def _spare(account: Account, alone: Collection[str]) -> None:
    """Take out the barriers of ties with an institution of one person: they would tell of that person."""
    lines = [line for line, row in account.kept.items() if row["barrier"] and {row["source"], row["target"]} & set(alone)]
    for line in lines:
        account.kept[line]["barrier"] = ""
    if lines:
        what = f"barriers of ties with a single person, left out: {len(lines)}, the first in row {lines[0]}"
        where = f"column {account.heads['barrier'].text}"
        account.problems.append(Problem(account.file, where, what, "Nothing to do: no barrier is told of a single person"))


def _repeated(account: Account) -> None:
    """Keep the strongest of reports of the same pair, field, reporter and year; the first of equals."""

    def strength(line: int) -> tuple[int, int, int]:
        row = account.kept[line]
        told = [-1 if row[name] is None else int(str(row[name])) for name in ("intensity", "wanted")]
        return told[0], told[1], -line

    groups: dict[tuple[object, ...], list[int]] = {}
    for line, row in account.kept.items():
        groups.setdefault(tuple(row[key] for key in KEYS), []).append(line)
    weaker = [line for lines in groups.values() for line in lines if line != max(lines, key=strength)]
    for line in weaker:
        account.set_aside(line, REPEATED)
    if weaker:
        what = f"repeated reports of a pair, field, reporter and year: {len(weaker)}; the strongest of each counts"
        account.problems.append(Problem(account.file, "file", what, "Nothing to do if these are several agreements of the same two"))


def _table(kept: Mapping[int, Mapping[str, object]]) -> pd.DataFrame:
    columns = list(Ties.to_schema().columns)
    rows = pd.DataFrame(list(kept.values()), columns=columns)
    rows = rows.astype(dict.fromkeys(("year", "intensity", "wanted", "formal"), "Int64"))
    return pd.DataFrame(Ties.validate(rows.sort_values(KEYS, ignore_index=True), lazy=True))

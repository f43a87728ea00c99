"""Which partners have valid goals in which fields (A30), which documents have run out, and what that has to do with the voivodeship."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import SECTORS
from diagnoza.errors import DiagnozaError
from diagnoza.goals.declared import declared
from diagnoza.tables.goals import FIELDS, OPEN, GoalAlignment, GoalCoverage, GoalDocuments, RegionalGoals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

_DOCUMENT = ["teryt", "document", "adopted", "valid_to"]


def state_of(adopted: str, valid_to: str, day: dt.date) -> str:
    """
    Tell whether a document holds on a day.

    Parameters
    ----------
    adopted, valid_to
        As in `Goals`.
    day
        The day; the first and the last day of a document are days that it holds.

    Returns
    -------
        later: adopted after the day; expired: ended before it; undated: no end was told; else valid. Where no adoption was told, the
        document is taken as adopted.

    Examples
    --------
    >>> import datetime as dt
    >>> [state_of("2021-03-30", end, dt.date(2025, 12, 31)) for end in ("2025-12-31", "2025-12-30", "open", "")]
    ['valid', 'expired', 'valid', 'undated']
    """
    if adopted and adopted > day.isoformat():
        return "later"
    if not valid_to:
        return "undated"
    return "valid" if valid_to == OPEN or valid_to >= day.isoformat() else "expired"


def documents(goals: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """
    List the documents that goals come from, with their days.

    Parameters
    ----------
    goals
        Table `Goals`.
    day
        The day that they are held against.

    Returns
    -------
        Table `GoalDocuments`, by partner and document. A document that was delivered with two different ends has a row for each.
    """
    rows = []
    for (teryt, document, adopted, end), some in goals.groupby(_DOCUMENT, sort=True):
        about = {"teryt": teryt, "document": document, "adopted": adopted, "valid_to": end}
        rows.append(about | {"state": state_of(str(adopted), str(end), day), "goals": len(some)})
    return declared(rows, GoalDocuments)


def expired(goals: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """
    List the documents that have run out, those that did first before the others.

    Parameters
    ----------
    goals
        Table `Goals`.
    day
        The day that they are held against.

    Returns
    -------
        Rows of `GoalDocuments` whose state is expired, with the day that each ended.
    """
    listed = documents(goals, day)
    return listed[listed["state"].eq("expired")].sort_values(["valid_to", "teryt", "document"], ignore_index=True)


def coverage(goals: pd.DataFrame, partners: Sequence[str], day: dt.date) -> pd.DataFrame:
    """
    Count the goals of each partner in each field.

    Parameters
    ----------
    goals
        Table `Goals`.
    partners
        Codes of all partners; one that no goal was delivered of is not known, and not one without goals.
    day
        The day that documents are held against.

    Returns
    -------
        Table `GoalCoverage`: each partner with each field, and with `none`. A goal counts under `goals` where its document is valid; goals
        of documents without a told end, and goals that are not coded, do not count, but where a partner has such ones and no other in
        a field, it is not known whether it has one.

    Raises
    ------
    DiagnozaError
        If goals belong to somebody who is no partner.

    Notes
    -----
    Our own measure: it counts what is written, goals of all levels alike, and says nothing of what is done. Goals of documents that were
    adopted after the day do not count.
    """
    if strangers := sorted(set(goals["teryt"]) - set(partners)):
        raise DiagnozaError(f"There are goals of {', '.join(strangers)}, who are no partners: add them, or take their goals out.")
    states = [state_of(adopted, end, day) for adopted, end in zip(goals["adopted"], goals["valid_to"], strict=True)]
    found = Counter(zip(goals["teryt"], goals["field"], states, strict=True))
    delivered = set(goals["teryt"])
    return declared((_cell(teryt, field, found, teryt in delivered) for teryt in sorted(set(partners)) for field in FIELDS), GoalCoverage)


def _cell(teryt: str, field: str, found: Mapping[tuple[str, str, str], int], delivered: bool) -> dict[str, object]:  # noqa: FBT001
    row: dict[str, object] = {"teryt": teryt, "field": field}
    if not delivered:
        return row | dict.fromkeys(("goals", "expired", "undated", "has"))
    counts = {
        name: found.get((teryt, field, state), 0) for name, state in (("goals", "valid"), ("expired", "expired"), ("undated", "undated"))
    }
    uncoded = any(found.get((teryt, "", state), 0) for state in ("valid", "undated"))
    unknown = not counts["goals"] and (counts["undated"] > 0 or uncoded)
    return row | counts | {"has": None if unknown else int(counts["goals"] > 0)}


def alignment(covered: pd.DataFrame, regional: pd.DataFrame) -> pd.DataFrame:
    """
    Hold the fields of partners against the goals of the voivodeship.

    Parameters
    ----------
    covered
        Table `GoalCoverage`.
    regional
        Table `RegionalGoals`, an editable list: which fields each goal of the voivodeship belongs to, as people decided.

    Returns
    -------
        Table `GoalAlignment`: each goal of the voivodeship, in the order of the list, with each partner. It has one where it has a valid
        goal in one of the fields; it has none where that is known of all of them. A mission, and a goal of no field, are left out.

    Raises
    ------
    pandera.errors.SchemaErrors
        If the list is not as declared.

    Notes
    -----
    A goal in the same field may still want something else: it shows where to read both documents, not that they agree.
    """
    listed = pd.DataFrame(RegionalGoals.validate(regional, lazy=True))
    listed = listed[listed["kind"].eq("goal") & listed["field"].isin(list(SECTORS))]
    rows: list[dict[str, object]] = []
    for goal, some in listed.groupby("goal", sort=False):
        about = {"goal": goal, "name": some["name"].iloc[0]}
        for teryt, cells in covered[covered["field"].isin(some["field"])].groupby("teryt", sort=True):
            has = cells["has"]
            known = 1 if has.eq(1).any() else None if has.isna().any() else 0
            rows.append(about | {"teryt": teryt, "goals": cells["goals"].sum(skipna=False), "has": known})
    return declared(rows, GoalAlignment)

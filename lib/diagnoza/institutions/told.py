"""The cooperation team and the checklist of readiness as delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import known
from diagnoza.institutions import heads as named_heads
from diagnoza.institutions.account import Options, opened
from diagnoza.institutions.reported import AMBIGUOUS, NO_INSTITUTION, known_names, named
from diagnoza.institutions.scales import ROLES, STATES, code_of
from diagnoza.tables.institutions import CooperationReadiness

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.institutions.method import Method

NO_ITEM = "nieznany punkt listy"
NO_STATE = "stan nie do odczytania"
MEMBER_AGAIN = "powtórzony członek zespołu"
ITEM_AGAIN = "powtórzony punkt listy"


def read_team(path: Path, institutions: pd.DataFrame, options: Options | None = None) -> ReadRows:
    """
    Read who is in the cooperation team.

    Parameters
    ----------
    path
        CSV or a workbook with the columns institution (id or name) and, where it is told, role; or their Polish heads.
    institutions
        Table `Institutions`.
    options
        How to read; None: as the file says itself.

    Returns
    -------
        Members with the columns institution and role (a code of `scales.ROLES`, "" where it is not told), the account of rows, and
        problems. Roles are of a closed list, others count as „other”: no name of a person is read.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    account, rows = opened(path, named_heads.TEAM, named_heads.TEAM_REQUIRED, options or Options())
    who, seen = known_names(institutions), set[str]()
    for line, cells in rows:
        ids = named(cells["institution"], who)
        if len(ids) != 1:
            what = f"„{cells['institution']}” is {'the name of several institutions' if ids else 'no institution of the list'}"
            account.report(line, "institution", what, "Write the id of an institution of the list")
            account.set_aside(line, AMBIGUOUS if ids else NO_INSTITUTION)
            continue
        if ids[0] in seen:
            account.report(line, "institution", f"„{ids[0]}” stands there already; the first counts", "Keep one of the rows")
            account.set_aside(line, MEMBER_AGAIN)
            continue
        role = code_of(cells.get("role", ""), ROLES) if cells.get("role") else ""
        if cells.get("role") and not role:
            remedy = f"Write one of {', '.join(words[0] for words in ROLES.values())}"
            account.report(line, "role", "it is not on the list of roles, so it counts as another role and its text is not stored", remedy)
        account.kept[line] = {"institution": ids[0], "role": role or ("other" if cells.get("role") else "")}
        seen.add(ids[0])
    return account.read(pd.DataFrame(list(account.kept.values()), columns=["institution", "role"], dtype="string"))


def read_readiness(path: Path, method: Method, options: Options | None = None) -> ReadRows:
    """
    Read the checklist of readiness.

    Parameters
    ----------
    path
        CSV or a workbook with the columns item (id or Polish label), state (tak, częściowo, nie, nie wiadomo) and, where it is told,
        evidence; or their Polish heads.
    method
        Items of the checklist.
    options
        How to read; None: as the file says itself.

    Returns
    -------
        Items as declared in `diagnoza.tables.institutions.CooperationReadiness`, only those that were delivered and in the order of the
        checklist, the account of rows, and problems. Evidence that names a person or holds a number or mailbox of one is emptied.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    options = options or Options()
    account, rows = opened(path, named_heads.READINESS, named_heads.READINESS_REQUIRED, options, ("state",))
    seen: set[str] = set()
    for line, cells in rows:
        item, state, evidence = method.item(cells["item"]), code_of(cells["state"], STATES), cells.get("evidence", "")
        if not item:
            account.report(line, "item", f"„{cells['item']}” is no item of the checklist", known(cells["item"], method.items))
        if not state and cells["state"]:
            account.report(
                line, "state", f"„{cells['state']}” is not known", known(cells["state"], [words[0] for words in STATES.values()])
            )
        if item in seen:
            account.report(line, "item", f"„{item}” stands there already; the first counts", "Keep one of the rows")
        if evidence and options.names_person(evidence):
            account.report(line, "evidence", "the evidence holds personal data; it was left out", "Write a document or a date, no person")
            evidence = ""
        account.kept[line] = {"item": item, "state": state or "not_told", "evidence": evidence}
        if reason := NO_ITEM if not item else ITEM_AGAIN if item in seen else NO_STATE if cells["state"] and not state else "":
            account.set_aside(line, reason)
        else:
            seen.add(item)
    table = pd.DataFrame(list(account.kept.values()), columns=["item", "state", "evidence"])
    order = {name: at for at, name in enumerate(method.items)}
    table = table.sort_values("item", key=lambda items: items.map(order), ignore_index=True)
    return account.read(pd.DataFrame(CooperationReadiness.validate(table, lazy=True)))

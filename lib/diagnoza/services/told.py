"""Good practices as partners tell them: one row each, with a role to ask and no names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza import headings
from diagnoza.catalogue import known
from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem
from diagnoza.services import heads as named_heads
from diagnoza.services.inventory import RAGGED, ReadInventory
from diagnoza.services.rows import NO_SERVICE, NO_UNIT
from diagnoza.tables.services import Practices

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.catalogue import Scope

NOTHING_DONE = "nie napisano, co zrobiono"
_PERSONAL = re.compile(r"@|\d{3}|\b(?:p\.|pan|pani)\s", re.IGNORECASE)


def read_practices(
    path: Path, scope: Scope, *, file: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> ReadInventory:
    """
    Read good practices.

    Parameters
    ----------
    path
        CSV or a workbook with the columns teryt, service, problem, done, cost, conditions, contact, or their Polish heads.
    scope
        The units and services there may be.
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them.

    Returns
    -------
        Practices as declared in `diagnoza.tables.services.Practices`, the account of rows, and problems. A contact that holds a mailbox, a
        number or „pan”, „pani” is emptied: a role is asked for. A name alone cannot be told from a role, so contacts are to be read.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    delivered = read_delivery(path, encoding=encoding, sheet=sheet)
    name = file or delivered.file
    heads = headings.match_heads(delivered.frame.columns, named_heads.PRACTICES, list(named_heads.PRACTICES), file=name)
    problems = [*delivered.notes, *delivered.problems]
    rows, reasons = [], [RAGGED] * len(delivered.rejected)
    for line, texts in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True):
        row = {column: " ".join(texts[head.at].split()) for column, head in heads.items()}
        found = row | {"teryt": scope.unit(row["teryt"]), "service": scope.service(row["service"])}
        faults = {
            "teryt": (not found["teryt"], NO_UNIT, f"„{row['teryt']}” is not known", known(row["teryt"], scope.units())),
            "service": (not found["service"], NO_SERVICE, f"„{row['service']}” is not known", known(row["service"], scope.services)),
            "done": (not row["done"], NOTHING_DONE, "the cell is empty", "Write what was done"),
        }
        wrong = {column: fault for column, fault in faults.items() if fault[0]}
        problems += [
            Problem(name, f"row {line}, column {heads[column].text}", what, remedy) for column, (_, _, what, remedy) in wrong.items()
        ]
        if wrong:
            reasons.append(next(iter(wrong.values()))[1])
            continue
        if _PERSONAL.search(row["contact"]):
            where = f"row {line}, column {heads['contact'].text}"
            problems.append(
                Problem(name, where, "the contact holds personal data; it was left out", "Write a role, e.g. kierownik ośrodka")
            )
            found["contact"] = ""
        rows.append(found)
    table = pd.DataFrame(Practices.validate(pd.DataFrame(rows, columns=list(named_heads.PRACTICES)), lazy=True))
    counts = [(name, "kept", "", len(rows)), *((name, "set aside", reason, reasons.count(reason)) for reason in sorted(set(reasons)))]
    return ReadInventory(table, pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"]), tuple(problems))

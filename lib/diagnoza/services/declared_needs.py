"""What staff themselves say they need training in: one row per service and cause, counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza import headings
from diagnoza.catalogue import known
from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.services import heads as named_heads
from diagnoza.services.causes import TRAINABLE
from diagnoza.services.inventory import RAGGED, ReadInventory
from diagnoza.services.rows import NO_SERVICE
from diagnoza.tables.services import TrainingNeeds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diagnoza.catalogue import Scope

NO_CAUSE = "nieznana przyczyna"
NO_COUNT = "liczba osób nie do odczytania"
REPEATED = "powtórzona usługa i przyczyna"


def read_training_needs(
    path: Path, scope: Scope, *, file: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> ReadInventory:
    """
    Read how many of the staff of a service say that they need training.

    Parameters
    ----------
    path
        CSV or a workbook with the columns service, cause (organisation, competence or information), asked and declaring [persons], or
        their Polish heads.
    scope
        The services there may be.
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them.

    Returns
    -------
        Needs as declared in `diagnoza.tables.services.TrainingNeeds`, the account of rows, and problems; a row that cannot be read, or
        that stands there again, is set aside.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    delivered = read_delivery(path, encoding=encoding, sheet=sheet)
    name = file or delivered.file
    heads = headings.match_heads(delivered.frame.columns, named_heads.TRAINING_NEEDS, list(named_heads.TRAINING_NEEDS), file=name)
    problems = [*delivered.notes, *delivered.problems]
    rows: dict[tuple[str, str], dict[str, object]] = {}
    reasons = [RAGGED] * len(delivered.rejected)
    for line, texts in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True):
        cells = {column: " ".join(texts[head.at].split()) for column, head in heads.items()}
        row, faults = _read(cells, scope)
        key = (str(row["service"]), str(row["cause"]))
        if key in rows and not faults:
            faults = [("service", REPEATED, f"{key[1]} of {key[0]} stands there already; the first counts", "Keep one of them")]
        problems += [Problem(name, f"row {line}, column {heads[column].text}", what, remedy) for column, _, what, remedy in faults]
        if faults:
            reasons.append(faults[0][1])
        else:
            rows[key] = row
    table = pd.DataFrame(list(rows.values()), columns=["service", "cause", "share", "n"])
    table = pd.DataFrame(TrainingNeeds.validate(table.sort_values(["service", "cause"], ignore_index=True), lazy=True))
    counts = [(name, "kept", "", len(rows)), *((name, "set aside", reason, reasons.count(reason)) for reason in sorted(set(reasons)))]
    return ReadInventory(table, pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"]), tuple(problems))


def _read(cells: Mapping[str, str], scope: Scope) -> tuple[dict[str, object], list[tuple[str, str, str, str]]]:
    """Read a row; give it with what is wrong: column, reason, what and remedy."""
    service, cause = scope.service(cells["service"]), _cause(cells["cause"])
    asked, declaring = (int(cells[one]) if cells[one].isdecimal() else None for one in ("asked", "declaring"))
    faults = []
    if not service:
        faults.append(("service", NO_SERVICE, f"„{cells['service']}” is not known", known(cells["service"], scope.services)))
    if not cause:
        remedy = f"{known(cells['cause'], [*TRAINABLE, *TRAINABLE.values()])}; training follows from no other cause"
        faults.append(("cause", NO_CAUSE, f"„{cells['cause']}” is not known", remedy))
    for column, number in (("asked", asked), ("declaring", declaring)):
        if number is None or (column == "asked" and number == 0):
            faults.append((column, NO_COUNT, f"„{cells[column]}” is no number of persons", "Write how many persons, in digits"))
    if asked is not None and declaring is not None and declaring > asked:
        faults.append(("declaring", NO_COUNT, f"{declaring} of {asked} cannot be", "Correct one of the numbers"))
    return {"service": service, "cause": cause, "share": (declaring or 0) / (asked or 1), "n": asked or 0}, faults


def _cause(text: str) -> str:
    return next((name for name, label in TRAINABLE.items() if fold(text) in {fold(name), fold(label)}), "")

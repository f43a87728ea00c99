"""The list of what documents of the voivodeship want: delivered files to the declared table."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Same, open_files
from diagnoza.goals import cells, heads
from diagnoza.tables.goals import RegionalGoals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.account import Handed, ReadRows, Row

NO_NUMBER = "nie podano numeru celu"
NO_NAME = "nie przytoczono celu województwa"
NO_SOURCE = "nie podano dokumentu lub miejsca w nim"
CONTRADICTS = "wiersze o tym samym celu województwa mówią co innego"
_NEEDED = {"goal": NO_NUMBER, "name": NO_NAME, "document": NO_SOURCE, "source": NO_SOURCE}


def read_regional(handed: Sequence[Handed]) -> ReadRows:
    """
    Read the goals of the voivodeship, and its mission.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns of `diagnoza.tables.goals.RegionalGoals`, or their Polish heads; goal, name, document and
        source have to be there.

    Returns
    -------
        Rows as declared there, in the order of the files. A row without a number, words, document or source, or with an unknown field,
        is set aside; of rows that say the same the first is kept, and where rows say different things of one goal and field none is.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing, with the problems of all files.
    """
    account = open_files(handed, heads.REGIONAL, heads.REGIONAL_REQUIRED)
    for row in account.rows:
        row.told = _read_row(row)
    account.settle(Same(itemgetter("goal", "field"), "goal", "the same goal and field", CONTRADICTS))
    account.stop()
    kept = pd.DataFrame([row.told for row in account.kept], columns=list(RegionalGoals.to_schema().columns))
    return account.close(pd.DataFrame(RegionalGoals.validate(kept, lazy=True)))


def _read_row(row: Row) -> dict[str, object]:
    for name, reason in _NEEDED.items():
        if not row.text(name):
            row.report(name, "the cell is empty", "Write it as it stands in the document", aside=reason)
    told: dict[str, object] = {name: row.text(name) for name in (*_NEEDED, "said")}
    told |= {"kind": cells.read_kind(row), "field": cells.read_field(row, "field"), "dimension": cells.read_dimension(row)}
    return told | {"adopted": cells.read_adopted(row), "valid_to": cells.read_end(row)}

"""Goals of the documents of partners: delivered files to the declared table."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Same, open_files
from diagnoza.goals import cells, heads
from diagnoza.goals.documents import doubt_documents
from diagnoza.tables.goals import OPEN, Goals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diagnoza.account import Handed, ReadRows, Row
    from diagnoza.catalogue import Scope

_CODES = ("field", "coder1", "coder2", "agreed")
_AS_WRITTEN = ("page", "indicator", "target", "conflict")
_QUOTED = ("document", "text", "indicator", "target")
_ORDER = ["teryt", "document", "level", "text"]
CONTRADICTS = "wiersze o tym samym celu mówią co innego"


def read_goals(handed: Sequence[Handed], scope: Scope, people: Callable[[str], str] = str) -> ReadRows:
    """
    Read the goals of all documents of all partners.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns of `diagnoza.tables.goals.Goals`, or their Polish heads; teryt, document, valid_to and
        text have to be there.
    scope
        The partnership's municipalities and powiats.
    people
        Gives a text with personal data masked, as `surveys.open_answers.masking` does: what was written of conflicts is taken so; words of
        documents are kept as they stand, and told where they would change.

    Returns
    -------
        Rows as declared there. A row without a known partner, a document or words, or with an unknown field, is set aside; an unknown
        level, dimension, day or point is emptied, and told. Of rows that say the same the first is kept; of rows that say different
        things of one goal all are set aside, in whatever files they stand.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing, with the problems of all files.
    DiagnozaError
        If rows are lost, which would be a mistake of this library.
    """
    account = open_files(handed, heads.GOALS, heads.REQUIRED)
    for row in account.rows:
        row.told = _read_row(row, scope)
        _mask(row, people)
    account.settle(Same(itemgetter(*_ORDER), "text", "the same goal", CONTRADICTS))
    doubt_documents(account.rows)
    account.stop()
    kept = pd.DataFrame([row.told for row in account.kept], columns=list(Goals.to_schema().columns))
    return account.close(pd.DataFrame(Goals.validate(kept, lazy=True)).sort_values(_ORDER, ignore_index=True))


def _read_row(row: Row, scope: Scope) -> dict[str, object]:
    values = cells.read_subject(row, scope) | {"adopted": cells.read_adopted(row), "valid_to": cells.read_end(row)}
    values |= {"level": cells.read_level(row), "dimension": cells.read_dimension(row), "art10e_point": cells.read_point(row)}
    values |= {name: row.text(name) for name in _AS_WRITTEN}
    codes = {name: cells.read_field(row, name) for name in _CODES}
    if not row.reason:
        _doubt(row, values, codes)
    return values | codes | {"field": field_of(codes)}


def _mask(row: Row, people: Callable[[str], str]) -> None:
    """Mask people in what was written of a conflict; tell where words of a document seem to name one, without repeating them."""
    row.told["conflict"] = people(row.text("conflict"))
    for name in _QUOTED:
        if people(row.text(name)) != row.text(name):
            remedy = "See whether it may be published; else take it out of the delivered table"
            row.report(name, "it seems to hold the name, number or address of a person", remedy)


def field_of(codes: Mapping[str, str]) -> str:
    """
    Give the field that counts for a goal.

    Parameters
    ----------
    codes
        By name: field, coder1, coder2, agreed; "" where nothing was told.

    Returns
    -------
        What was agreed; else what both coders gave; else, where at most one of them coded it, the field, or what that one gave. "" where
        the coders differ and settled nothing, whatever stands in the field, or where nobody coded it.

    Examples
    --------
    >>> field_of({"field": "", "coder1": "sport", "coder2": "kultura", "agreed": "kultura"})
    'kultura'
    >>> field_of({"field": "sport", "coder1": "sport", "coder2": "kultura", "agreed": ""})
    ''
    """
    if codes["agreed"]:
        return codes["agreed"]
    if codes["coder1"] and codes["coder2"]:
        return codes["coder1"] if codes["coder1"] == codes["coder2"] else ""
    return codes["field"] or codes["coder1"] or codes["coder2"]


def _doubt(row: Row, values: Mapping[str, object], codes: Mapping[str, str]) -> None:
    """Tell what does not fit together in a row: it is kept, but one of the two may be a slip."""
    counts, ends = field_of(codes), str(values["valid_to"])
    given = {codes[name] for name in ("coder1", "coder2") if codes[name]}
    if codes["field"] and not counts:
        what = f"the coders differ and nothing is agreed, so „{row.text('field')}” does not count"
        row.report("field", what, "Write in `agreed` what they settled on")
    elif codes["field"] and (codes["field"] != counts or (not codes["agreed"] and given - {counts})):
        told = counts if codes["field"] != counts else " and ".join(sorted(given))
        row.report("field", f"„{row.text('field')}” is not what was coded, {told}; {counts} counts", "Correct one of the two")
    if codes["agreed"] and len(given) == 1 and codes["agreed"] not in given and codes["coder1"] and codes["coder2"]:
        row.report("agreed", f"both coders gave {given.pop()}, but {codes['agreed']} was agreed", "See whether this is meant")
    if ends and ends != OPEN and values["adopted"] and ends < str(values["adopted"]):
        row.report("valid_to", f"{ends} is before the adoption on {values['adopted']}", "Correct one of the two")

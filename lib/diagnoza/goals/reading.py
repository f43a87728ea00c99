"""Goals of the documents of partners: delivered files to the declared table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza import headings
from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem, ProblemsError
from diagnoza.goals import account, cells, heads
from diagnoza.goals.account import File, Row
from diagnoza.tables.goals import OPEN, Goals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.catalogue import Scope
    from diagnoza.goals.account import Handed

_CODES = ("field", "coder1", "coder2", "agreed")
_AS_WRITTEN = ("page", "indicator", "target", "conflict")
_ORDER = ["teryt", "document", "level", "text"]


@dataclass(frozen=True)
class ReadGoals:
    """
    Goals after cleaning.

    Attributes
    ----------
    table
        Kept rows, as declared in `diagnoza.tables.goals.Goals`, sorted by partner, document, level and words.
    audit
        What became of the rows of each file: columns file, outcome, reason (Polish), rows.
    problems
        Everything that was not taken as it stands, and what may be a mistake.
    """

    table: pd.DataFrame
    audit: pd.DataFrame
    problems: tuple[Problem, ...] = ()


def read_goals(handed: Sequence[Handed], scope: Scope) -> ReadGoals:
    """
    Read the goals of all documents of all partners.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns of `diagnoza.tables.goals.Goals`, or their Polish heads; teryt, document, valid_to and
        text have to be there.
    scope
        The partnership's municipalities and powiats.

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
    files: list[File] = []
    stopping: list[Problem] = []
    for one in handed:
        try:
            files.append(_read(one, scope))
        except ProblemsError as error:
            stopping += error.problems
    rows = [row for file in files for row in file.rows]
    account.settle(rows)
    account.doubt_documents(rows)
    problems = [problem for file in files for problem in (*file.problems, *(found for row in file.rows for found in row.problems))]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    kept = pd.DataFrame([row.told for row in rows if not row.reason], columns=list(Goals.to_schema().columns))
    table = pd.DataFrame(Goals.validate(kept, lazy=True)).sort_values(_ORDER, ignore_index=True)
    return ReadGoals(table, account.audit(files), tuple(problems))


def _read(handed: Handed, scope: Scope) -> File:
    delivered = read_delivery(handed.path, encoding=handed.encoding, sheet=handed.sheet)
    name = handed.name or delivered.file
    found = headings.match_heads(delivered.frame.columns, heads.GOALS, heads.REQUIRED, file=name)
    problems = [*delivered.notes, *delivered.problems]
    for unused in headings.unused_heads(delivered.frame.columns, found):
        remedy = f"If it is one of {', '.join(heads.GOALS)}, correct its head; if it is a remark, leave it"
        problems.append(Problem(name, f"column {unused}", "the column is not read", remedy))
    rows = []
    for line, texts in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True):
        row = Row(name, int(line), {column: texts[head.at] for column, head in found.items()}, found)
        row.told = _read_row(row, scope)
        rows.append(row)
    return File(name, rows, len(delivered.rejected), problems)


def _read_row(row: Row, scope: Scope) -> dict[str, object]:
    values = cells.read_subject(row, scope) | {"adopted": cells.read_adopted(row), "valid_to": cells.read_end(row)}
    values |= {"level": cells.read_level(row), "dimension": cells.read_dimension(row), "art10e_point": cells.read_point(row)}
    values |= {name: row.text(name) for name in _AS_WRITTEN}
    codes = {name: cells.read_field(row, name) for name in _CODES}
    if not row.reason:
        _doubt(row, values, codes)
    return values | codes | {"field": field_of(codes)}


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

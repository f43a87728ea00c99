"""From programmes of co-operation and what people judged of them to their coverage of the model and of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Handed
from diagnoza.catalogue import Scope
from diagnoza.errors import Problem, ProblemsError
from diagnoza.programme.items import coverage_items, programmes, unfitting
from diagnoza.programme.measures import coverage_changes, coverage_parts, programme_dates
from diagnoza.programme.model import load_model
from diagnoza.programme.reading import read_coverage, read_programme, read_provisions
from diagnoza.tables.programme import Coverage, Programme, Provisions
from diagnoza.teryt import REGISTER, Register

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.partnership import Partnership
    from diagnoza.prepare.given import Given
    from diagnoza.programme.model import Model
    from diagnoza.tables.base import Table

DELIVERED: dict[str, type[Table]] = {"programme": Programme, "provisions": Provisions, "coverage": Coverage}
Read = dict[str, "ReadRows"]


def read(partnership: Partnership, root: Path) -> tuple[Read, list[Problem]]:
    """
    Read what was delivered about programmes of co-operation.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The tables of `DELIVERED` with their audits, those that were delivered; and what the consultant should look at.

    Raises
    ------
    ProblemsError
        If a file or a table of method cannot be used, with the problems of all.
    """
    handed = _handed(partnership, root)
    if not handed:
        return {}, []
    model = load_model(root)
    scope = Scope(partnership.municipalities, Register.load(root / REGISTER), {}, partnership.providers)
    found: Read = {}
    stopping: list[Problem] = []
    for table, files in handed.items():
        try:
            found[table] = _read(table, files, scope, model)
        except ProblemsError as error:
            stopping += error.problems
    problems = [problem for one in found.values() for problem in one.problems]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    tables = _tables(found)
    items = _items(tables, model)
    return found, [*problems, *unfitting(items, programmes([tables["programme"]]), programmes([tables["provisions"]]), model)]


def _read(table: str, files: list[Handed], scope: Scope, model: Model) -> ReadRows:
    if table == "programme":
        return read_programme(files, scope)
    return (read_provisions if table == "provisions" else read_coverage)(files, scope, model)


def tabulate(read: Read, given: Given) -> dict[str, pd.DataFrame]:
    """
    Measure the coverage of programmes, hold their dates against the act, and compare years.

    Parameters
    ----------
    read
        What was delivered about programmes.
    given
        With the project folder.

    Returns
    -------
        The tables of `diagnoza.tables.programme`; none where nothing was delivered.
    """
    if not read:
        return {}
    model, tables = load_model(given.root), _tables(read)
    items = _items(tables, model)
    return tables | {
        "coverage_items": items,
        "coverage_parts": coverage_parts(items),
        "programme_dates": programme_dates(tables["programme"], model),
        "coverage_changes": coverage_changes(items),
    }


def _handed(partnership: Partnership, root: Path) -> dict[str, list[Handed]]:
    """List the delivered files of each table."""
    folder = root / "data" / "raw" / partnership.id
    handed: dict[str, list[Handed]] = {}
    for source in partnership.sources:
        if source.table in DELIVERED:
            handed.setdefault(source.table, []).append(Handed(folder / source.file, source.file, source.encoding, source.sheet))
    return handed


def _tables(read: Read) -> dict[str, pd.DataFrame]:
    """Give the three tables, without rows those that were not delivered."""
    return {
        name: read[name].table
        if name in read
        else pd.DataFrame(table.validate(pd.DataFrame(columns=list(table.to_schema().columns)), lazy=True))
        for name, table in DELIVERED.items()
    }


def _items(tables: dict[str, pd.DataFrame], model: Model) -> pd.DataFrame:
    return coverage_items(tables["coverage"], tables["provisions"], model, programmes(tables.values()))

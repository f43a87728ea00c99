"""What is delivered beside flows: what units can serve, what it costs, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.errors import Problem, ProblemsError
from diagnoza.flows.reading import heads as named
from diagnoza.flows.reading.amounts import AmountRows, Row, amount_rows
from diagnoza.flows.reading.reports import audit_of
from diagnoza.folding import fold
from diagnoza.tables.flows import Capacity, Travel, UnitCosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from diagnoza.catalogue import Scope
    from diagnoza.tables.base import Table

SUMMED = "dodane: kolejny wiersz tej samej jednostki"
SAME = "powtórzony wiersz"
CONTRADICTORY = "sprzeczne wiersze o tym samym"
NO_MODE = "nieznany środek transportu"
NO_MINUTES = "brak czasu dojazdu"
FAR = "miejsce poza partnerstwem"

_CAPACITY = {"capacity": "miejsc", "waiting": "osób"}
_COSTS = dict.fromkeys(("fixed", "variable", "unit_cost", "fee", "grant"), "zł")
_MINUTES = {"minutes": "min", "minutes_car": "min", "minutes_public": "min"}


@dataclass(frozen=True)
class ReadBeside:
    """A declared table, the account of the rows of its file (file, outcome, reason, rows), and what is wrong with them."""

    table: pd.DataFrame
    audit: pd.DataFrame
    problems: tuple[Problem, ...] = field(default=())


def read_capacity(
    path: Path, scope: Scope, *, file: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> ReadBeside:
    """
    Read what units can serve.

    Parameters
    ----------
    path
        CSV or a workbook with the columns service, year, unit, capacity, and waiting if it is known; heads may be Polish.
    scope
        The units and services there may be.
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them.

    Returns
    -------
        Rows as declared in `diagnoza.tables.flows.Capacity`. Rows of the same service, year and unit, such as those of its facilities or of
        town and rural part, are added; where one of them is not known, the sum is not. A number that cannot be read is left out and told.

    Raises
    ------
    ProblemsError
        If the file cannot be read or a column is missing.
    """
    rows = amount_rows(path, scope, (named.CAPACITY, ("service", "year", "unit", "capacity"), _CAPACITY), (file, encoding, sheet))
    return _put_together(rows, ["service", "year", "unit"], list(_CAPACITY), _added, Capacity)


def read_unit_costs(
    path: Path, scope: Scope, *, file: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> ReadBeside:
    """
    Read what services cost.

    Parameters
    ----------
    path
        CSV or a workbook with the columns service, year, unit, and any of fixed, variable, unit_cost, fee, grant [zł a year]; a head may
        name thousands, as in „Koszty stałe [tys. zł]”.
    scope
        The units and services there may be.
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them.

    Returns
    -------
        Rows as declared in `diagnoza.tables.flows.UnitCosts`. Costs of a person cannot be added, so of rows about the same service, year
        and unit one counts if they are equal and none if they are not.

    Raises
    ------
    ProblemsError
        If the file cannot be read, a column is missing, or there is no column of costs.
    """
    rows = amount_rows(path, scope, (named.UNIT_COSTS, ("service", "year", "unit"), _COSTS), (file, encoding, sheet))
    if not set(_COSTS) & set(rows.heads):
        heads = ", ".join(f"„{named.UNIT_COSTS[name][0]}”" for name in _COSTS)
        raise ProblemsError([Problem(rows.file, "columns", "there is no column of costs", f"Add one of {heads}"), *rows.problems])
    return _put_together(rows, ["service", "year", "unit"], list(_COSTS), _equal, UnitCosts)


def read_travel(path: Path, scope: Scope, *, file: str | None = None, encoding: str | None = None, sheet: str | None = None) -> ReadBeside:
    """
    Read how far it is.

    Parameters
    ----------
    path
        CSV or a workbook with the columns origin, destination, minutes and mode; or with a column of minutes for each mode.
    scope
        The units there may be; a row from or to another place is set aside.
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them.

    Returns
    -------
        Rows as declared in `diagnoza.tables.flows.Travel`; the way back is a row of its own. In the audit a row of the file with two modes
        counts once for each. Times of the same way and mode that differ are all set aside.

    Raises
    ------
    ProblemsError
        If the file cannot be read or a column is missing.
    """
    rows = amount_rows(path, scope, (named.TRAVEL, ("origin", "destination"), _MINUTES), (file, encoding, sheet))
    wide = [name for name in ("minutes_car", "minutes_public") if name in rows.heads]
    if not wide and not {"minutes", "mode"} <= set(rows.heads):
        remedy = "Add „Czas dojazdu” and „Środek transportu”, or „Samochodem” and „Komunikacją publiczną”"
        raise ProblemsError([Problem(rows.file, "columns", "the columns of minutes and mode are missing", remedy), *rows.problems])
    rows.rows = [part for row in rows.rows for part in _by_mode(row, wide, rows)]
    return _put_together(rows, ["origin", "destination", "mode"], ["minutes"], _equal, Travel)


def _by_mode(row: Row, wide: Sequence[str], rows: AmountRows) -> list[Row]:
    """Part a row into one for each mode, and set aside what tells no time or no mode."""
    far = any(not str(row.said.get(end, "")).isdecimal() for end in ("origin", "destination"))
    parts = [Row(row.line, row.said | {"minutes": row.said[name], "mode": name.removeprefix("minutes_")}, row.reason) for name in wide]
    if not wide:
        written = rows.text(row, "mode")
        mode = named.word_of(fold(written), named.MODE_WORDS)
        parts = [Row(row.line, row.said | {"mode": mode}, row.reason)]
        if not mode:
            rows.report(
                row.line, "mode", f"„{written}” is no mode" if written else "the cell is empty", "Write samochód or komunikacja publiczna"
            )
            parts[0].set_aside(NO_MODE)
    for part in parts:
        if far:
            part.set_aside(FAR)
        if part.said["minutes"] is None:
            part.set_aside(NO_MINUTES)
    return parts


def _put_together(
    rows: AmountRows, keys: list[str], amounts: list[str], together: Callable[..., dict[str, Any] | None], table: type[Table]
) -> ReadBeside:
    """Leave one row for each of the keys."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows.rows:
        if not row.reason:
            groups.setdefault(tuple(row.said[key] for key in keys), []).append(row)
    made, trace = [], [(rows.file, row.line, "set aside", row.reason) for row in rows.rows if row.reason]
    for key in sorted(groups, key=str):
        ones = groups[key]
        found = together(ones, amounts, rows, key) if len(ones) > 1 else {name: ones[0].said.get(name) for name in amounts}
        trace += [(rows.file, row.line, *_fate(at, found, summed=together is _added)) for at, row in enumerate(ones)]
        made += [dict(zip(keys, key, strict=True)) | found] if found is not None else []
    columns = list(table.to_schema().columns)
    declared = pd.DataFrame(table.validate(pd.DataFrame(made, columns=columns), lazy=True))
    audit = audit_of(pd.DataFrame(trace, columns=["file", "line", "outcome", "reason"]))
    return ReadBeside(declared, audit, tuple(rows.problems))


def _fate(at: int, found: dict[str, Any] | None, *, summed: bool) -> tuple[str, str]:
    """Say what became of a row of those about the same: outcome and reason."""
    if found is None:
        return "set aside", CONTRADICTORY
    if at == 0:
        return "kept", ""
    return ("kept", SUMMED) if summed else ("set aside", SAME)


def _added(ones: list[Row], amounts: list[str], rows: AmountRows, key: tuple[Any, ...]) -> dict[str, Any]:
    """Add rows of a unit; of equal ones and of sums that are not known somebody is told."""
    lines = ", ".join(str(row.line) for row in ones)
    if len({tuple(row.said.items()) for row in ones}) < len(ones):
        rows.problems.append(
            Problem(rows.file, f"rows {lines}", "rows of one unit are equal; all are added", "Take out what was entered twice")
        )
    sums: dict[str, Any] = {}
    for name in amounts:
        told = [row.said[name] for row in ones if row.said.get(name) is not None]
        sums[name] = sum(sorted(told)) if len(told) == len(ones) else None
        if told and sums[name] is None:
            what = f"{name} of {_named(key)} is known of some rows only: the sum is not known"
            rows.problems.append(Problem(rows.file, f"rows {lines}", what, "Give it in all of them"))
    return sums


def _equal(ones: list[Row], amounts: list[str], rows: AmountRows, key: tuple[Any, ...]) -> dict[str, Any] | None:
    """Take one of equal rows; None, and a problem, where they differ."""
    told = {tuple(row.said.get(name) for name in amounts) for row in ones}
    if len(told) == 1:
        return dict(zip(amounts, told.pop(), strict=True))
    lines = ", ".join(str(row.line) for row in ones)
    rows.problems.append(
        Problem(rows.file, f"rows {lines}", f"{_named(key)} is told in several ways", "Keep the right row; none of them counts")
    )
    return None


def _named(key: Iterable[object]) -> str:
    return ", ".join(map(str, key))

"""An inventory as delivered to declared rows: every row is kept or set aside with its reason, every doubtful cell is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza import headings
from diagnoza.delivery import read_delivery
from diagnoza.errors import DiagnozaError, Problem
from diagnoza.services import heads as named_heads
from diagnoza.services import repeated
from diagnoza.services.rows import Cells, read_row
from diagnoza.tables.services import Inventory
from diagnoza.units import dots_of

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.catalogue import Scope
    from diagnoza.delivery import Delivered

SHEETS = ("inventory", "inwentaryzacja", "zasoby")
RAGGED = "liczba komórek inna niż w nagłówku"
UNITS_DIFFER = "jednostka inna niż w pozostałych wierszach wskaźnika"

_NUMBERS = ("value", "target_pop", "standard", "hours_week", "staff_fte", "spend_pln", "capacity", "users", "waiting")


@dataclass(frozen=True)
class ReadInventory:
    """
    An inventory after cleaning.

    Attributes
    ----------
    table
        Kept rows, as declared in `diagnoza.tables.services.Inventory`, sorted.
    audit
        What became of the rows of the file: columns file, outcome, reason (Polish), rows.
    problems
        Everything that was not taken as it stands, and what may be a mistake.
    """

    table: pd.DataFrame
    audit: pd.DataFrame
    problems: tuple[Problem, ...] = ()


@dataclass
class _Account:
    """Rows on their way: kept ones by line, reasons of the others, problems."""

    file: str
    kept: dict[int, dict[str, object]] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def set_aside(self, line: int, reason: str) -> None:
        self.aside[line] = reason
        del self.kept[line]


def read_inventory(
    path: Path, scope: Scope, *, file: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> ReadInventory:
    """
    Read and clean an inventory.

    Parameters
    ----------
    path
        CSV or a workbook; heads in Polish or English, see `diagnoza.services.heads`.
    scope
        The partnership's municipalities, the powiats that may provide, the services.
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them; without a sheet the one named inventory, inwentaryzacja or zasoby, or else the only one.

    Returns
    -------
        Kept rows, and the account of all others. „brak danych”, „-” and an empty cell are no data, 0 is 0. A row is set aside where it
        does not tell what it is about or its value cannot be read; another cell that cannot be read is emptied. Both are told as problems.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    DiagnozaError
        If rows are lost, which would be a mistake of this library.
    """
    sheet = sheet or headings.sheet_called(path, SHEETS)
    delivered = read_delivery(path, encoding=encoding, sheet=sheet)
    heads = headings.match_heads(delivered.frame.columns, named_heads.INVENTORY, named_heads.REQUIRED, file=file or delivered.file)
    account = _Account(file or delivered.file, problems=[*delivered.notes, *delivered.problems])
    account.aside |= dict.fromkeys(delivered.rejected, RAGGED)
    for head in headings.unused_heads(delivered.frame.columns, heads):
        account.problems.append(Problem(account.file, f"column {head}", "the column is not read", "Nothing to do if it is a remark"))
    _read_rows(delivered, heads, scope, account, headings.number_cells(path, sheet))
    _agree(account)
    repeated.set_aside(account.kept, account.set_aside, account.problems, file=account.file)
    table = _table(account.kept)
    return ReadInventory(table, _audit(account, len(delivered.frame) + len(delivered.rejected)), tuple(account.problems))


def _read_rows(delivered: Delivered, heads: dict[str, headings.Head], scope: Scope, account: _Account, typed: set[tuple[int, int]]) -> None:
    frame = delivered.frame
    numbers = [head.at for name, head in heads.items() if name in _NUMBERS]
    dots = dots_of(str(cell) for at in numbers for cell in frame.iloc[:, at]) if delivered.format == "csv" else ""
    for line, texts in zip(frame.index, frame.to_numpy().tolist(), strict=True):
        typed_here = frozenset(name for name, head in heads.items() if (line, head.at) in typed)
        cells = Cells(account.file, int(line), {name: texts[head.at] for name, head in heads.items()}, heads, dots, typed_here)
        row = read_row(cells, scope)
        account.problems += cells.problems
        if cells.reason:
            account.aside[int(line)] = cells.reason
        else:
            account.kept[int(line)] = row


def _agree(account: _Account) -> None:
    """Set aside values in another unit than most rows of the indicator have: the two cannot be compared."""
    rows = pd.DataFrame.from_dict(account.kept, orient="index")
    if rows.empty:
        return
    told = rows[rows["value"].notna()]
    for (service, part), ones in told.groupby(["service", "part"], sort=True):
        counts = ones["unit"].value_counts()
        usual = min(counts[counts.eq(counts.max())].index)
        for line, unit in ones["unit"][ones["unit"].ne(usual)].items():
            what = f"{unit} cannot be compared with {usual}, the unit of {part!r} of {service!r} in {counts[usual]} rows"
            account.problems.append(Problem(account.file, f"row {line}, column unit", what, "Give the value in the same unit"))
            account.set_aside(int(str(line)), UNITS_DIFFER)


def _table(kept: dict[int, dict[str, object]]) -> pd.DataFrame:
    """Give rows their declared form; an indicator has its commonest name, and where it has no value the unit of the others."""
    columns = list(Inventory.to_schema().columns)
    rows = pd.DataFrame.from_dict(kept, orient="index") if kept else pd.DataFrame(columns=[*columns, "part"])
    for _, ones in rows.groupby(["service", "part"]):
        rows.loc[ones.index, "indicator"] = ones["indicator"].mode().min()
        told = ones["unit"][ones["value"].notna()]
        rows.loc[ones.index[ones["value"].isna()], "unit"] = told.iloc[0] if len(told) else ones["unit"].min()
    keys = ["teryt", "service", "provider", "resource", "indicator", "year"]
    return pd.DataFrame(Inventory.validate(rows[columns].sort_values([*keys, "value"], kind="stable").reset_index(drop=True), lazy=True))


def _audit(account: _Account, delivered: int) -> pd.DataFrame:
    reasons = pd.Series(account.aside, dtype=object).value_counts()
    counts = [(account.file, "kept", "", len(account.kept))]
    counts += [(account.file, "set aside", str(reason), int(rows)) for reason, rows in sorted(reasons.items(), key=str)]
    if sum(rows for *_, rows in counts) != delivered:
        msg = f"{account.file}: {delivered} rows were read, {counts} were kept or set aside. Report this: it must never happen."
        raise DiagnozaError(msg)
    return pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"])

"""Comparison values as a consultant delivers them: a sheet of the inventory's workbook, or a CSV of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import headings
from diagnoza.catalogue import Scope, known
from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem
from diagnoza.services import heads as named_heads
from diagnoza.services.measured import COLUMNS, part_of
from diagnoza.services.normalised import in_unit_of
from diagnoza.tables.services import Comparison
from diagnoza.units import Dots, UnreadableError, dots_of, is_missing, plain, read_number, read_unit

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.headings import Head

SHEETS = ("comparison", "porównanie", "wartości porównawcze")
NOT_READ = "wiersz porównania nie do odczytania"
REPEATED = "powtórzony wiersz"

_NUMBERS = ("value", "p10", "q1", "q3", "p90")
_BETTER = {
    "higher": {"higher", "więcej", "wyżej", "wyższa", "stymulanta", "+"},
    "lower": {"lower", "mniej", "niżej", "niższa", "destymulanta", "-", "−"},
}


@dataclass(frozen=True)
class ReadComparison:
    """Comparison values as declared in `diagnoza.tables.services.Comparison`; the account of rows; what is wrong with them."""

    table: pd.DataFrame
    audit: pd.DataFrame
    problems: tuple[Problem, ...] = ()


def none_given() -> pd.DataFrame:
    """Give the comparison of an inventory that comes without one: no rows."""
    return pd.DataFrame(Comparison.validate(pd.DataFrame(columns=list(Comparison.to_schema().columns)), lazy=True))


def read_comparison(
    path: Path, scope: Scope, *, file: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> ReadComparison:
    """
    Read comparison values.

    Parameters
    ----------
    path
        CSV or a workbook; heads in Polish or English, see `diagnoza.services.heads`.
    scope
        The services.
    file
        What messages and the audit call the file; None: its name.
    encoding, sheet
        As `read_delivery` takes them; without a sheet the one named comparison or porównanie, or else the only one.

    Returns
    -------
        The values, in the units of the score; a row that cannot be read, or stands there twice, is set aside with a problem.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    sheet = sheet or headings.sheet_called(path, SHEETS)
    delivered = read_delivery(path, encoding=encoding, sheet=sheet)
    name = file or delivered.file
    heads = headings.match_heads(delivered.frame.columns, named_heads.COMPARISON, named_heads.COMPARISON_REQUIRED, file=name)
    problems = [*delivered.notes, *delivered.problems]
    numbers = [str(cell) for one in _NUMBERS if one in heads for cell in delivered.frame.iloc[:, heads[one].at]]
    typed = headings.number_cells(path, sheet)
    reader = _Reader(name, heads, scope, problems, dots_of(numbers) if delivered.format == "csv" else "", typed)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    aside = {NOT_READ: len(delivered.rejected), REPEATED: 0}
    for line, texts in zip(delivered.frame.index, delivered.frame.to_numpy().tolist(), strict=True):
        row = reader.read(int(line), {one: texts[head.at] for one, head in heads.items()})
        key = (row["service"], row["part"]) if row else ("", "")
        if row is None:
            aside[NOT_READ] += 1
        elif key in rows:
            aside[REPEATED] += 1
            problems.append(
                Problem(name, f"row {line}", f"{key[1]!r} of {key[0]} stands there already; the first counts", "Keep one of them")
            )
        else:
            rows[key] = row
    counts = [(name, "kept", "", len(rows)), *((name, "set aside", reason, n) for reason, n in aside.items() if n)]
    table = pd.DataFrame(list(rows.values()), columns=list(Comparison.to_schema().columns))
    table = pd.DataFrame(Comparison.validate(table.sort_values(["service", "part"]).reset_index(drop=True), lazy=True))
    return ReadComparison(table, pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"]), tuple(problems))


@dataclass(frozen=True)
class _Reader:
    file: str
    heads: dict[str, Head]
    scope: Scope
    problems: list[Problem]
    dots: Dots
    typed: set[tuple[int, int]]

    def read(self, line: int, texts: dict[str, str]) -> dict[str, Any] | None:
        """Read a row; None where something that it needs cannot be read."""
        before = len(self.problems)
        service, better = self.scope.service(texts["service"]), self._better(texts["better"])
        part, unit = part_of(texts["indicator"], dict(named_heads.INVENTORY)), read_unit(texts["unit"])
        if not service:
            self._report(line, "service", f"„{texts['service']}” is not known", known(texts["service"], self.scope.services))
        if not better:
            self._report(line, "better", f"„{texts['better']}” is neither higher nor lower", "Write więcej or mniej")
        if not part:
            self._report(line, "indicator", "the indicator has no name", "Name it as in the inventory")
        factor: float | None = unit.factor
        if part in COLUMNS:
            own = in_unit_of(part, unit.name)
            factor = None if own is None else own * unit.factor
        if factor is None:
            self._report(line, "unit", f"„{texts['unit']}” is no unit of {part[1:]}", f"Give it as {COLUMNS[part].unit}")
        values = {name: self._number(line, name, texts.get(name, ""), factor or 1.0) for name in _NUMBERS}
        self._check(line, values)
        if len(self.problems) > before:
            return None
        row = {"service": service, "part": part, "unit": COLUMNS[part].unit if part in COLUMNS else unit.name, "better": better}
        return row | values | {name: " ".join(texts.get(name, "").split()) for name in ("group", "source")}

    def _report(self, line: int, name: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, f"row {line}, column {self.heads[name].text}", what, remedy))

    @staticmethod
    def _better(text: str) -> str:
        return next((name for name, words in _BETTER.items() if plain(text) in words), "")

    def _number(self, line: int, name: str, text: str, factor: float) -> float | None:
        if is_missing(text):
            return None
        try:
            dots: Dots = "decimal" if (line, self.heads[name].at) in self.typed else self.dots
            return read_number(text, dots)[0] * factor
        except UnreadableError as error:
            self._report(line, name, f"„{text}”: {error.what}", error.remedy)
            return None

    def _check(self, line: int, values: dict[str, float | None]) -> None:
        value = values["value"]
        if value is None or value <= 0:
            self._report(line, "value", "there is no typical value above 0", "Write the median, or the mean, of the comparison group")
        order = [one for name in ("p10", "q1", "value", "q3", "p90") if (one := values[name]) is not None]
        if order != sorted(order):
            self._report(line, "value", "the percentiles do not rise from p10 to p90", "Correct them")

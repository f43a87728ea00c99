"""What a municipality has of a resource of a service, all its providers together, in the latest year that it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from diagnoza.folding import fold
from diagnoza.units import PER, read_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = dict[str, Any]

NO_DATA = "brak danych"
NOT_ALL = "nie wszyscy świadczący podali wartość ({} z {})"
NO_POPULATION = "nie podano liczebności grupy docelowej"
TWO_STANDARDS = "normy są sprzeczne: jedna najmniejsza, druga największa"


@dataclass(frozen=True)
class Column:
    """
    A part of the score that a column of the inventory gives.

    ``kind``: of providers a sum per so many persons of the target population, or a mean; a share in per cent is a mean of 0 and 1.
    """

    name: str
    label: str
    resource: str
    unit: str
    kind: Literal["sum", "mean", "share"]
    per: float = 1000


COLUMNS = {
    "@capacity": Column("capacity", "Liczba miejsc na 1 000 osób z grupy docelowej", "institutional", f"miejsc{PER}osób", "sum"),
    "@hours": Column("hours_week", "Godziny otwarcia w tygodniu", "institutional", "godz. tygodniowo", "mean"),
    "@staff": Column("staff_fte", "Etaty na 1 000 osób z grupy docelowej", "staff", f"etatów{PER}osób", "sum"),
    "@spend": Column("spend_pln", "Wydatki bieżące na osobę z grupy docelowej", "financial", "zł na osobę", "sum", 1),
    "@condition": Column("condition", "Stan techniczny (1–5)", "infrastructural", "pkt", "mean"),
    "@accessible_arch": Column("accessible_arch", "Udział placówek dostępnych architektonicznie", "infrastructural", "%", "share"),
    "@accessible_digital": Column("accessible_digital", "Udział placówek dostępnych cyfrowo", "technological", "%", "share"),
}
"""Columns that are parts of the score of every service, by the name of the part."""
_OWN = ("capacity", "users", "staff_fte", "hours_week")


@dataclass(frozen=True)
class Measured:
    """A value of a municipality, or why there is none; with the standard that its rows give, if they do."""

    value: float | None
    unit: str
    year: int | None
    note: str = ""
    standard: float | None = None
    better: str = ""
    population: float | None = None


def indicator(rows: Sequence[Row]) -> Measured:
    """
    Put the rows of one indicator of one municipality and service together.

    Parameters
    ----------
    rows
        Rows of the inventory, at least one; only those of the latest year with a value count, and if some have a standard only those.

    Returns
    -------
        The sum over providers of what adds up (persons, places, zł), missing where one of them has no data; of rates, shares and the like
        the mean of those that have, weighted by users, or else by capacity, where all tell them. The standard is put together likewise.
    """
    year = _latest(rows, lambda row: row["value"] is not None)
    ones = [row for row in rows if row["year"] == year]
    unit, known = ones[0]["unit"], [row for row in ones if row["value"] is not None]
    if not known:
        return Measured(None, unit, None, NO_DATA)
    adds_up = read_unit(unit).adds_up
    if adds_up and len(known) < len(ones):
        return Measured(None, unit, None, NOT_ALL.format(len(known), len(ones)))
    with_standard = [row for row in known if row["standard"] is not None]
    if len({row["better"] for row in with_standard}) > 1:
        return Measured(None, unit, None, TWO_STANDARDS)
    used = with_standard or known
    together = _total if adds_up else _mean
    standard = together(used, "standard") if with_standard else None
    better = with_standard[0]["better"] if with_standard else ""
    return Measured(together(used, "value"), unit, year, standard=standard, better=better, population=_population(ones))


def column(rows: Sequence[Row], part: str) -> Measured:
    """
    Put a column of the inventory together over the providers of one municipality and service.

    Parameters
    ----------
    rows
        Rows of the inventory; a provider has several, which agree where they tell the column.
    part
        A key of `COLUMNS`.

    Returns
    -------
        Sums per persons of the target population (the largest that the rows of the year name), missing where a provider that tells anything
        of itself does not tell the column; means and shares of the providers that tell it.
    """
    what = COLUMNS[part]
    year = _latest(rows, lambda row: row[what.name] is not None)
    ones = [row for row in rows if row["year"] == year]
    providers = _providers(ones, what.name)
    told = [row for row in providers if row[what.name] is not None]
    if not told:
        return Measured(None, what.unit, None, NO_DATA)
    if what.kind != "sum":
        return Measured(_mean(told, what.name) * (100 if what.kind == "share" else 1), what.unit, year)
    if len(told) < len(providers):
        return Measured(None, what.unit, None, NOT_ALL.format(len(told), len(providers)))
    population = _population(ones)
    if population is None:
        return Measured(None, what.unit, None, NO_POPULATION)
    return Measured(_total(told, what.name) * what.per / population, what.unit, year, population=population)


def part_of(text: str, heads: dict[str, Sequence[str]]) -> str:
    """Name the part of the score that an indicator is: a key of `COLUMNS` where it is called as that column, else the indicator folded."""
    words = fold(text)
    for part, one in COLUMNS.items():
        if words in {fold(part), fold(one.name), fold(one.label), *(fold(head) for head in heads[one.name])}:
            return part
    return words


def _latest(rows: Sequence[Row], told: Callable[[Row], bool]) -> int | None:
    years = [row["year"] for row in rows if told(row)] or [row["year"] for row in rows]
    return max(years, default=None)


def _providers(rows: Sequence[Row], name: str) -> list[Row]:
    """Give one row for each provider that tells anything of itself, and for rows without a provider that tell the column."""
    found: dict[str, Row] = {}
    unnamed = []
    for row in rows:
        if not row["provider"]:
            unnamed += [row] if row[name] is not None else []
        elif any(row[one] is not None for one in (*_OWN, name)):
            own = found.setdefault(row["provider"], dict(row))
            own.update({one: row[one] for one in (*_OWN, name) if own[one] is None})
    return [*found.values(), *unnamed]


def _population(rows: Sequence[Row]) -> float | None:
    return max((row["target_pop"] for row in rows if row["target_pop"] is not None), default=None)


def _total(rows: Sequence[Row], name: str) -> float:
    return sum(sorted(float(row[name]) for row in rows))


def _mean(rows: Sequence[Row], name: str) -> float:
    for weight in ("users", "capacity"):
        weights = [row[weight] for row in rows]
        if all(weights) and None not in weights:
            return sum(sorted(float(row[name]) * float(row[weight]) for row in rows)) / sum(sorted(map(float, weights)))
    return _total(rows, name) / len(rows)

"""One row of an inventory: its cells to codes and numbers, with a problem for each that cannot be read or cannot be."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagnoza.catalogue import SECTORS, known
from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.services.resources import RESOURCES
from diagnoza.units import (
    PERCENT,
    YES_NO,
    Dots,
    UnreadableError,
    is_missing,
    is_not_applicable,
    plain,
    read_number,
    read_standard,
    read_unit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.catalogue import Scope
    from diagnoza.headings import Head

NO_UNIT = "nieznana gmina lub powiat"
NO_SERVICE = "nieznana usługa"
NO_SECTOR = "nieznany sektor"
NO_RESOURCE = "nieznany rodzaj zasobu"
NO_INDICATOR = "brak nazwy wskaźnika"
NO_YEAR = "brak roku albo rok niemożliwy"
NO_MEASURE = "brak jednostki miary"
NOT_APPLICABLE = "nie dotyczy"
UNREAD = "wartość nie do odczytania"
IMPOSSIBLE = "wartość niemożliwa"

PROVIDER_TYPES = {
    "municipality": ("gmina", "samorząd", "jednostka gminy", "miasto"),
    "powiat": ("county", "jednostka powiatu"),
    "ngo": ("organizacja pozarządowa", "stowarzyszenie", "fundacja"),
    "private": ("prywatny", "firma", "przedsiębiorca"),
    "other": ("inny", "inne"),
}
FORMS = {
    "own": ("własna", "we własnym zakresie"),
    "commissioned": ("zlecona", "zlecenie"),
    "agreement": ("porozumienie", "międzygminne porozumienie"),
    "ngo": ("organizacja pozarządowa",),
    "other": ("inna", "inny", "inne"),
}
STATUSES = {
    "measured": ("zmierzone", "policzone", "z ewidencji"),
    "estimated": ("szacunek", "szacowane", "oszacowane"),
    "no_data": ("brak danych", "bd", "b.d.", "brak"),
}
YEARS = (1990, 2100)
HOURS = 168
_YES, _NO = {"1", "tak", "t", "yes", "true"}, {"0", "nie", "n", "no", "false"}
_AMOUNTS = {  # columns of numbers: the unit they are in, and the most that there can be
    "target_pop": ("osób", math.inf),
    "hours_week": ("godz.", HOURS),
    "staff_fte": ("etatów", math.inf),
    "spend_pln": ("zł", math.inf),
    "capacity": ("miejsc", math.inf),
    "users": ("osób", math.inf),
    "waiting": ("osób", math.inf),
}
_ALSO = {"capacity": {"osób", "szt."}, "hours_week": {"godz. tygodniowo"}}


@dataclass
class Cells:
    """
    The cells of a row by column, what is wrong with them, and the reason to set the row aside, the first that was found.

    ``dots`` is what a dot before three digits is; in the columns of ``typed``, numbers of a workbook, it is the decimal one.
    """

    file: str
    line: int
    texts: Mapping[str, str]
    heads: Mapping[str, Head]
    dots: Dots = ""
    typed: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    reason: str = ""

    def text(self, name: str) -> str:
        """Give a cell without spaces around it; "" where there is none or it says that there are no data."""
        found = self.texts.get(name, "")
        return "" if is_missing(found) else " ".join(found.split())

    def dot(self, name: str) -> Dots:
        """Say what a dot before three digits is in a cell."""
        return "decimal" if name in self.typed else self.dots

    def report(self, name: str, what: str, remedy: str, *, aside: str = "") -> None:
        """Take a problem with a cell, and the reason if the row is set aside for it."""
        self.problems.append(Problem(self.file, f"row {self.line}, column {self.heads[name].text}", what, remedy))
        self.reason = self.reason or aside


def read_row(cells: Cells, scope: Scope) -> dict[str, object]:
    """
    Read a row; all that is wrong with it is found at once.

    Parameters
    ----------
    cells
        The row; takes the problems.
    scope
        The units and services there may be.

    Returns
    -------
        The columns of `diagnoza.tables.services.Inventory` and `part`, the indicator folded; of use only where there is no reason against.
    """
    row: dict[str, object] = {}
    row["teryt"] = _required(cells, "teryt", scope.unit(cells.text("teryt")), scope.units(), NO_UNIT)
    row["service"] = _required(cells, "service", scope.service(cells.text("service")), list(scope.services), NO_SERVICE)
    row["field"] = _field(cells, scope, str(row["service"]))
    row["resource"] = _required(cells, "resource", _resource(cells.text("resource")), [*RESOURCES, *RESOURCES.values()], NO_RESOURCE)
    row |= {name: cells.text(name) for name in ("provider", "indicator", "source")}
    row["part"] = fold(str(row["indicator"]))
    if not row["part"]:
        cells.report("indicator", "the indicator has no name", "Name what the value measures", aside=NO_INDICATOR)
    row |= {name: _word(cells, name, words) for name, words in (("provider_type", PROVIDER_TYPES), ("form", FORMS))}
    row["year"] = _year(cells)
    row |= _measure(cells)
    row |= {name: _amount(cells, name) for name in _AMOUNTS}
    if row["target_pop"] == 0:
        cells.report("target_pop", "nobody is in the target population", "Write how many persons the service is for, or „brak danych”")
        row["target_pop"] = None
    row["condition"] = _condition(cells)
    return row | {name: _yes_no(cells, name) for name in ("accessible_arch", "accessible_digital")}


def _required(cells: Cells, name: str, found: str, words: list[str], reason: str) -> str:
    if not found:
        written = cells.texts[name].strip()
        cells.report(name, f"„{written}” is not known" if written else "the cell is empty", known(written, words), aside=reason)
    return found


def _resource(text: str) -> str:
    """Recognise a kind of resource, in any Polish gender: „osobowe”, „zasoby osobowe”, „osobowy”."""
    words = fold(text).removeprefix("zasoby ").removeprefix("zasob ")
    for name, label in RESOURCES.items():
        if words == fold(name) or (words and words[-1] in "eyia" and words[:-1] == fold(label)[:-1]):
            return name
    return ""


def _field(cells: Cells, scope: Scope, service: str) -> str:
    own, written = scope.services[service].field if service else "", cells.text("field")
    named = next((name for name, label in SECTORS.items() if fold(written) in {fold(name), fold(label)}), "")
    if written and not named:
        cells.report("field", f"„{written}” is no sector", known(written, SECTORS), aside=NO_SECTOR)
    elif written and own and named != own:
        cells.report("field", f"{service} belongs to {own}, not to {named}", f"Write {own}; it is counted there")
    return own


def _word(cells: Cells, name: str, words: Mapping[str, tuple[str, ...]]) -> str:
    written = fold(cells.text(name))
    found = next((word for word, others in words.items() if written in {fold(one) for one in (word, *others)}), "")
    if written and not found:
        cells.report(name, f"„{cells.text(name)}” is not known", known(written, words))
    return found


def _year(cells: Cells) -> int:
    text = cells.text("year").removesuffix("r.").strip()
    if text.isdecimal() and YEARS[0] <= int(text) <= YEARS[1]:
        return int(text)
    cells.report("year", f"„{cells.texts['year']}” is no year", f"Write a year from {YEARS[0]} to {YEARS[1]}", aside=NO_YEAR)
    return 0


def _measure(cells: Cells) -> dict[str, object]:
    """Read value, unit, standard and status, which belong together."""
    status = _word(cells, "status", STATUSES)
    unit = read_unit(cells.text("unit"))
    empty: dict[str, object] = {"value": None, "unit": unit.name, "standard": None, "better": "", "status": "no_data"}
    if is_not_applicable(cells.texts["value"]):
        cells.reason = cells.reason or NOT_APPLICABLE
        return empty
    if is_missing(cells.texts["value"]):
        if status in {"measured", "estimated"}:
            cells.report("value", f"there is no value, but its status is {status}", "Write the value, or „brak danych” as the status")
        return empty | _standard(cells, unit.name)
    value, name = _value(cells, unit.name, unit.factor)
    if status == "no_data":
        cells.report("value", "a value stands beside the status „brak danych”; it was left out", "Correct the status, or empty the value")
        return empty | _standard(cells, name)
    return {"value": value, "unit": name, "status": status or "measured"} | _standard(cells, name)


def _value(cells: Cells, unit: str, factor: float) -> tuple[float | None, str]:
    written = plain(cells.texts["value"])
    if unit == YES_NO or (not unit and written in {"tak", "nie"}):
        if written not in _YES | _NO:
            cells.report("value", f"„{written}” is neither yes nor no", "Write tak or nie", aside=UNREAD)
        return float(written in _YES), YES_NO
    value, name = _number(cells, "value", unit, factor)
    if value is None:
        cells.reason = cells.reason or UNREAD
    elif not name:
        cells.report("unit", "the value has no unit", "Write the unit, e.g. miejsc na 1 000 mieszkańców", aside=NO_MEASURE)
    elif value < 0 or (name == PERCENT and value > 100):  # noqa: PLR2004  (per cent)
        remedy = "Correct it; what may be more than the whole is given na 100" if value > 0 else "Correct it"
        cells.report("value", f"„{cells.texts['value']}” {name} cannot be", remedy, aside=IMPOSSIBLE)
    return value, name


def _number(cells: Cells, name: str, unit: str, factor: float) -> tuple[float | None, str]:
    """Read a number that may have its unit behind it; the unit has to be the one of its column, if that has one."""
    try:
        value, words = read_number(cells.texts[name], cells.dot(name))
    except UnreadableError as error:
        cells.report(name, f"„{cells.texts[name]}”: {error.what}", error.remedy)
        return None, unit
    return _with_unit(cells, name, value, words, (unit, factor))


def _with_unit(cells: Cells, name: str, value: float, words: str, column: tuple[str, float]) -> tuple[float | None, str]:
    unit, factor = column
    if not words:
        return value * factor, unit
    own = read_unit(words)
    thousands = own.name == "szt." and own.factor > 1 and unit  # „12 tys.” in a column of zł
    if thousands and factor == 1:
        return value * own.factor, unit
    if own.name in {unit, *_ALSO.get(name, ())} or not unit:
        return value * own.factor, unit or own.name
    cells.report(name, f"„{cells.texts[name]}” is not in {unit}", "Write it in the unit of the column")
    return None, unit


def _standard(cells: Cells, unit: str) -> dict[str, object]:
    none: dict[str, object] = {"standard": None, "better": ""}
    text = cells.text("standard")
    if not text or is_not_applicable(text):
        return none
    if unit == YES_NO:
        return {"standard": 1.0, "better": "higher"} if plain(text) in _YES else none
    try:
        value, words, better = read_standard(text, cells.dot("standard"))
    except UnreadableError as error:
        cells.report("standard", f"„{text}”: {error.what}", error.remedy)
        return none
    written = read_unit(cells.text("unit"))
    found, _ = _with_unit(cells, "standard", value, words, (unit, written.factor if written.name == unit else 1.0))
    return {"standard": found, "better": better} if found is not None else none


def _amount(cells: Cells, name: str) -> float | None:
    if name not in cells.heads or not cells.text(name) or is_not_applicable(cells.text(name)):
        return None
    unit, most = _AMOUNTS[name]
    head = cells.heads[name].unit
    value, _ = _number(cells, name, unit, head.factor if head else 1.0)
    if value is not None and not 0 <= value <= most:
        cells.report(name, f"„{cells.texts[name]}” cannot be", f"Write a number from 0 to {most:g}" if most < math.inf else "Correct it")
        return None
    return value


def _condition(cells: Cells) -> float | None:
    text = cells.text("condition")
    if not text or is_not_applicable(text):
        return None
    try:
        value, words = read_number(text, "decimal")
    except UnreadableError:
        value, words = 0.0, ""
    if words or not 1 <= value <= 5:  # noqa: PLR2004  (the scale)
        cells.report("condition", f"„{text}” is not on the scale", "Write a number from 1 (worst) to 5 (best)")
        return None
    return value


def _yes_no(cells: Cells, name: str) -> int | None:
    text = plain(cells.text(name))
    if not text or is_not_applicable(text):
        return None
    if text not in _YES | _NO:
        cells.report(name, f"„{cells.texts[name]}” is neither yes nor no", "Write tak or nie, or „brak danych”")
        return None
    return int(text in _YES)

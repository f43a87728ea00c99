"""Municipalities and powiats: their codes, which are text, their names, and what to do about a code that is wrong."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from diagnoza.errors import DiagnozaError, Problem, SchemaError

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = "data/raw/reference/register.csv"
COLUMNS = ("teryt", "name", "type", "powiat", "voivodeship")
POWIAT_DIGITS = 4
MUNICIPALITY_DIGITS = 7
WHERE_TO_LOOK = f"Look the code up in {REGISTER}"


class Fault(NamedTuple):
    """What is wrong with a code, and the remedy."""

    what: str
    remedy: str


@dataclass(frozen=True)
class Unit:
    """A municipality (seven digits) or a powiat (four digits); `powiat` is empty for powiats and for cities with their rights."""

    teryt: str
    name: str
    type: str
    powiat: str
    voivodeship: str

    @property
    def is_municipality(self) -> bool:
        """A municipality and not a powiat."""
        return len(self.teryt) == MUNICIPALITY_DIGITS

    @property
    def label(self) -> str:
        """Code and name as they are shown to somebody who has to choose, e.g. ``"0402042" (Brzozie, wiejska, powiat brodnicki)``."""
        known = (self.name, self.type, self.powiat) if self.is_municipality else (self.name, self.voivodeship)
        return f'"{self.teryt}" ({", ".join(filter(None, known))})'


@dataclass(frozen=True)
class Register:
    """
    Every municipality and powiat by its code.

    A municipality's code has seven digits: two of the voivodeship, two of the powiat, two of the municipality and one of its type
    (1 urban, 2 rural, 3 urban-rural), which changes when a village becomes a town. 4 and 5 are the town and the rural part of an
    urban-rural municipality, 8 and 9 the districts of the largest cities: parts, which are in no register of municipalities.
    """

    units: tuple[Unit, ...]
    _by_code: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {unit.teryt: unit for unit in self.units})

    @classmethod
    def load(cls, path: Path) -> Register:
        """
        Read the register.

        Parameters
        ----------
        path
            CSV in UTF-8 with the columns teryt, name, type, powiat, voivodeship.

        Returns
        -------
            All units, in the order of the file.

        Raises
        ------
        DiagnozaError
            If there is no such file.
        SchemaError
            If a column is missing or a code is not four or seven digits, as when a spreadsheet has dropped leading zeros.
        """
        if not path.is_file():
            msg = f"{path}: the register of municipalities is not there. Restore it with: git checkout -- {REGISTER}"
            raise DiagnozaError(msg)
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        if not rows or not set(COLUMNS) <= set(rows[0]):
            problem = Problem(str(path), "line 1", f"the columns are not {', '.join(COLUMNS)}", "Restore the file from git")
            raise SchemaError([problem])
        units = tuple(Unit(*(row[column] or "" for column in COLUMNS)) for row in rows)
        if broken := [unit.teryt for unit in units if not _is_code(unit.teryt)]:
            what = f"{len(broken)} of {len(units)} codes are not four or seven digits, e.g. {', '.join(broken[:5])}"
            raise SchemaError([Problem(str(path), "column teryt", what, "Keep the column as text, so that leading zeros stay")])
        return cls(units)

    def find(self, code: str) -> Unit | None:
        """Find the unit of a code; None when the register does not have it."""
        return self._by_code.get(code)

    def is_municipality(self, code: str) -> bool:
        """Tell whether the register has a municipality of this code."""
        unit = self.find(code)
        return unit is not None and unit.is_municipality

    def explain(self, code: object, *, provider: bool = False, written: str | None = None) -> Fault | None:
        """
        Say what is wrong with the code of a partner.

        Parameters
        ----------
        code
            The code as it was read.
        provider
            A powiat is expected, and not a municipality.
        written
            How a code that was read as a number stands in the file: YAML reads an unquoted 0402073 as the octal number 132155.

        Returns
        -------
            What is wrong and the remedy; None when the register has the code and it is what was expected.
        """
        if not isinstance(code, str):
            return self._explain_number(code, provider=provider, written=written)
        unit = self.find(code)
        if unit is not None and unit.is_municipality != provider:
            return None
        return self._explain_provider(code, unit) if provider else self._explain_municipality(code, unit)

    def _explain_number(self, code: object, *, provider: bool, written: str | None) -> Fault:
        if not isinstance(code, int) or isinstance(code, bool):
            return Fault(f"{code!r} is not a code", f'Write it as text of digits in quotes, e.g. "0402042". {WHERE_TO_LOOK}')
        digits = POWIAT_DIGITS if provider else MUNICIPALITY_DIGITS
        texts = [written] if written else [str(code), f"{code:o}"]
        padded = [text.zfill(digits) for text in texts]
        units = [unit for text in (*padded, *texts) if (unit := self.find(text))]
        meant = units[0].label if units else f'"{padded[0]}"'
        return Fault(f"{texts[0]} is a number, but a code is text", f"Put it in quotes, so that it stays as it is: {meant}")

    def _explain_provider(self, code: str, unit: Unit | None) -> Fault:
        if unit is not None:
            powiat = self.find(code[:POWIAT_DIGITS])
            other = f", or write {powiat.label} for its powiat" if powiat else ""
            return Fault(f"{unit.label} is a municipality, but a provider is a powiat", f"Use role member{other}")
        if city := self._city(code):
            return Fault(f'"{code}" is no powiat but a city with the rights of one', f"Write {city.label} with role member")
        if not (_is_code(code) and len(code) == POWIAT_DIGITS):
            return Fault(f'"{code}" is not the four digits of a powiat', self._suggest(code))
        return Fault(f'"{code}" is not in the register of powiats', WHERE_TO_LOOK)

    def _explain_municipality(self, code: str, unit: Unit | None) -> Fault:
        if unit is not None:
            return Fault(f"{unit.label} is a powiat, but a lead or a member is a municipality", "Use role provider for a powiat")
        if not (_is_code(code) and len(code) == MUNICIPALITY_DIGITS):
            return Fault(f'"{code}" is not seven digits', self._suggest(code))
        same = self._same_place(code)
        if code[-1] in "45" and same and same.type == "miejsko-wiejska":
            part = "the town" if code[-1] == "4" else "the rural part"
            return Fault(f'"{code}" is only {part} of an urban-rural municipality', f"Write the municipality's code, {same.label}")
        if code[-1] in "89" and (city := self._city(code[:POWIAT_DIGITS])):
            return Fault(f'"{code}" is only a district of a city', f"Write the city's code, {city.label}")
        if same:
            return Fault(f'"{code}" ends in the wrong type digit', f"Write {same.label}, as the register has it")
        return Fault(f'"{code}" is not in the register of municipalities', WHERE_TO_LOOK)

    def _same_place(self, code: str) -> Unit | None:
        return next((unit for digit in "123" if (unit := self.find(code[:6] + digit))), None)

    def _city(self, powiat: str) -> Unit | None:
        city = self.find(powiat + "011") if len(powiat) == POWIAT_DIGITS else None
        return city if city and city.type == "miasto na prawach powiatu" else None

    def _suggest(self, text: str) -> str:
        digits = "".join(character for character in text if character in "0123456789")
        guesses = [
            self.find(digits),
            self.find(digits.zfill(MUNICIPALITY_DIGITS)),
            self.find(digits.zfill(POWIAT_DIGITS)),
            self._city(digits),
        ]
        if len(digits) == MUNICIPALITY_DIGITS - 1:
            guesses.append(self._same_place(digits))
        units = [unit for unit in guesses if unit] if digits else self._named(text)
        return f"Write {' or '.join(unit.label for unit in units[:3])}" if units else WHERE_TO_LOOK

    def _named(self, name: str) -> list[Unit]:
        sought = name.strip().casefold()
        return [unit for unit in self.units if unit.name.casefold() == sought]


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) in {POWIAT_DIGITS, MUNICIPALITY_DIGITS}

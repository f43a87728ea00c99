"""What deliveries may name: services and their sectors, municipalities and powiats."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.teryt import MUNICIPALITY_DIGITS, POWIAT_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from diagnoza.teryt import Register

SECTORS = {
    "edukacja": "edukacja",
    "kultura": "kultura",
    "sprawy_spoleczne": "sprawy społeczne",
    "transport": "transport publiczny",
    "zdrowie": "zdrowie",
    "sport": "sport i rekreacja",
    "administracja": "administracja",
    "srodowisko": "środowisko",
    "bezpieczenstwo": "bezpieczeństwo",
    "gospodarka": "gospodarka",
    "mieszkalnictwo": "mieszkalnictwo",
    "turystyka": "turystyka",
}


@dataclass(frozen=True)
class Service:
    """A public service; `sensitive`: what people say of it needs more care."""

    id: str
    label: str
    field: str
    sensitive: bool = False


@dataclass(frozen=True)
class Scope:
    """
    Whose inventory it is and which services may stand in it.

    Attributes
    ----------
    members
        Codes of the municipalities.
    register
        Names of municipalities and powiats.
    services
        Services by id.
    providers
        Codes of powiats that are partners; the powiats that the municipalities lie in may always provide.
    """

    members: tuple[str, ...]
    register: Register
    services: Mapping[str, Service]
    providers: tuple[str, ...] = ()
    _codes: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        around = dict.fromkeys([*self.providers, *(code[:POWIAT_DIGITS] for code in self.members)])
        codes: dict[str, str] = {}
        for code in (*self.members, *around):
            if unit := self.register.find(code):
                codes |= {code: code, code.lstrip("0"): code, fold(unit.name): code, fold(f"{_KINDS.get(unit.type, '')} {unit.name}"): code}
                codes |= {fold(f"gm {unit.name}"): code, fold(f"gmina {unit.name}"): code} if unit.is_municipality else {}
        object.__setattr__(self, "_codes", codes)

    def unit(self, text: str) -> str:
        """Give the code of a municipality or powiat written as a code or a name; "" where it is none of them."""
        written = text.strip()
        return self._codes.get(written) or self._codes.get(fold(written), "")

    def units(self) -> list[str]:
        """List the units, with code and name, for somebody who has to choose."""
        found = [self.register.find(code) for code in dict.fromkeys(self._codes.values())]
        return [unit.label for unit in found if unit]

    def service(self, text: str) -> str:
        """Give the id of a service written as its id or its Polish name; "" where it is none of them."""
        words = fold(text)
        return next((one.id for one in self.services.values() if words in {fold(one.id), fold(one.label)}), "")


_KINDS = {"miejska": "miasto", "miasto na prawach powiatu": "miasto"}


def read_services(bank: Path) -> dict[str, Service]:
    """
    Read the services that the questionnaires ask about.

    Parameters
    ----------
    bank
        ``params/questionnaires/bank.yaml``, which the questionnaires have checked.

    Returns
    -------
        Services by id, in the order of the file.
    """
    listed = yaml.safe_load(bank.read_text("utf-8"))["services"]
    return {str(one["id"]): Service(one["id"], one["label"], one["field"], bool(one.get("sensitive"))) for one in listed}


def check_sectors(sectors: Sequence[str], services: Iterable[Service], *, file: str) -> list[Problem]:
    """
    Find what is wrong with the sectors that a partnership has chosen.

    Parameters
    ----------
    sectors
        Identifiers, as params name them.
    services
        All services.
    file
        The params file, for messages.

    Returns
    -------
        A problem for every sector that is unknown, stands there twice or has no service; the first names the known ones.
    """
    filled = dict.fromkeys(one.field for one in services)
    problems = []
    for at, sector in enumerate(sectors):
        if sector not in SECTORS:
            problems.append(Problem(file, f"sectors[{at}]", f"there is no sector '{sector}'", known(sector, SECTORS)))
        elif sector in sectors[:at]:
            problems.append(Problem(file, f"sectors[{at}]", f"'{sector}' stands there already", "Keep one of them"))
        elif sector not in filled:
            remedy = "Declare one under `services:` in params/questionnaires/bank.yaml, or take the sector out"
            problems.append(Problem(file, f"sectors[{at}]", f"no service belongs to '{sector}'", remedy))
    return problems


def known(text: str, words: Iterable[str]) -> str:
    """Write a remedy: the nearest of the known words, if one is near, and all of them."""
    listed = list(words)
    near = difflib.get_close_matches(fold(text), [fold(word) for word in listed], n=1)
    first = f"Perhaps „{next(word for word in listed if fold(word) == near[0])}”; known are" if near else "Known are"
    return f"{first}: {', '.join(listed)}"


def is_powiat(code: str) -> bool:
    """Tell whether a code is that of a powiat, which is no municipality of its own in any table per inhabitant."""
    return len(code) != MUNICIPALITY_DIGITS

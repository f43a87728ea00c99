"""Places as offices write them to nodes: members, powiats that provide, outside, unknown. Parts are their whole municipality."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagnoza.catalogue import known
from diagnoza.flows.reading.heads import OUTSIDE_WORDS, TOTALS, UNKNOWN_WORDS
from diagnoza.folding import fold
from diagnoza.tables.flows import OUTSIDE, UNKNOWN
from diagnoza.teryt import MUNICIPALITY_DIGITS, POWIAT_DIGITS

if TYPE_CHECKING:
    from diagnoza.catalogue import Scope

_BEFORE = {  # what stands before a name, the longer first, and which kind of municipality it means
    "gmina miejsko wiejska": "both",
    "miasto i gmina": "both",
    "gmina i miasto": "both",
    "gmina wiejska": "rural",
    "gmina miejska": "town",
    "gm wiejska": "rural",
    "gmina": "any",
    "gm": "any",
    "miasto": "town",
    "m": "town",
}
_BEHIND = {
    "gmina miejsko wiejska": "both",
    "gmina wiejska": "rural",
    "gmina miejska": "town",
    "obszar wiejski": "rural",
    "czesc wiejska": "rural",
    "czesc miejska": "town",
    "miasto": "town",
    "miejska": "town",
    "wiejska": "rural",
    "wies": "rural",
    "gmina": "any",
}
_TYPES = {
    "town": {"miejska", "miasto na prawach powiatu", "miejsko-wiejska"},
    "rural": {"wiejska", "miejsko-wiejska"},
    "both": {"miejsko-wiejska"},
}
_SPACED = re.compile(r"[\s\u00a0_-]+")
_LABELLED = re.compile(r"^(out|powiat)\s*:\s*(\d*)$", re.IGNORECASE)
_PERSONAL_DIGITS = 9
REMEDY = "or write the code of any municipality in the register, „poza partnerstwem” or „nieznane”"


@dataclass
class Places:
    """
    The places that a delivery may name.

    Attributes
    ----------
    scope
        The members and the powiats that may provide; every other municipality of its register is outside.
    """

    scope: Scope
    _named: dict[str, list[str]] = field(init=False, repr=False)
    _known: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        named: dict[str, list[str]] = defaultdict(list)
        for unit in self.scope.register.units:
            named[fold(unit.name)].append(unit.teryt)
        self._named = dict(named)

    def node(self, text: str) -> str:
        """
        Give the node of a place.

        Parameters
        ----------
        text
            A code (of a part as well: „0402074” is the town of „0402073”), a name, „powiat …”, a word for outside or for unknown.

        Returns
        -------
            The code of a member or of a powiat that may provide, OUT, UNKNOWN; "" where it is none of them or may be two places. A name
            that a member bears is the member, unless another municipality of its powiat bears it too and the text does not tell which.
        """
        if text not in self._known:
            self._known[text] = self._found(text)
        return self._known[text]

    def is_total(self, text: str) -> bool:
        """Tell whether a text stands at a sum: „Razem”, „Ogółem”, „Suma”."""
        return fold(text).partition(" ")[0] in TOTALS

    def remedy(self, text: str) -> str:
        """Say what to write instead of a text that is no place."""
        return f"{known(text, self.scope.units())}; {REMEDY}"

    def _found(self, text: str) -> str:
        words = fold(text)
        if labelled := _LABELLED.match(text.strip()):
            return OUTSIDE if labelled[1].lower() == "out" else self._of_code(labelled[2])
        if words in OUTSIDE_WORDS:
            return OUTSIDE
        if words in UNKNOWN_WORDS:
            return UNKNOWN
        digits = _SPACED.sub("", text)
        return self._of_code(digits) if digits.isdecimal() and digits.isascii() else self._of_name(words)

    def _of_code(self, digits: str) -> str:
        find = self.scope.register.find
        if len(digits) in {POWIAT_DIGITS - 1, POWIAT_DIGITS}:
            unit = find(digits.zfill(POWIAT_DIGITS))
            return self._in_scope(unit.teryt) if unit else ""
        whole = [digits.zfill(MUNICIPALITY_DIGITS)] if MUNICIPALITY_DIGITS - 1 <= len(digits) <= MUNICIPALITY_DIGITS else []
        whole += [digits + "3"] if len(digits) == MUNICIPALITY_DIGITS - 1 else []
        for code in whole:
            same = [code, *(code[:6] + digit for digit in "123"), *([code[:4] + "011"] if code[-1] in "89" else [])]
            for one in same:
                if find(one):
                    return self._in_scope(one)
        return ""

    def _of_name(self, words: str) -> str:
        if words.startswith(("powiat ", "pow ")):
            return self._among(self._named.get(f"powiat {words.partition(' ')[2]}", []), "")
        if exact := self._named.get(words):
            return self._among(exact, "")
        name, kind = _bare(words)
        return self._among(self._named.get(name, []), kind)

    def _among(self, codes: list[str], kind: str) -> str:
        """Choose between municipalities of one name."""
        find = self.scope.register.find
        fitting = [code for code in codes if kind in _TYPES and (unit := find(code)) and unit.type in _TYPES[kind]] or codes
        own = [code for code in fitting if self._in_scope(code) != OUTSIDE]
        rivals = [code for code in fitting if own and code != own[0] and code[:POWIAT_DIGITS] == own[0][:POWIAT_DIGITS]]
        if len(own) > 1 or rivals:
            return ""
        return own[0] if own else OUTSIDE if fitting else ""

    def _in_scope(self, code: str) -> str:
        return self.scope.unit(code) or OUTSIDE


def quoted(text: str) -> str:
    """Quote a cell in a message; what looks like the number of a person is not repeated."""
    digits = sum(sign.isdecimal() for sign in text)
    return "the text" if digits >= _PERSONAL_DIGITS or "@" in text else f"„{' '.join(text.split())}”"


def _bare(words: str) -> tuple[str, str]:
    """Take what says the kind of a municipality off its name."""
    for mark, kind in _BEFORE.items():
        if words.startswith(f"{mark} "):
            return words.removeprefix(f"{mark} "), kind
    for mark, kind in _BEHIND.items():
        if words.endswith(f" {mark}"):
            return words.removesuffix(f" {mark}"), kind
    return words, ""

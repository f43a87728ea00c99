"""Municipalities as people write them to TERYT codes: what is not certain is listed, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from diagnoza.errors import Problem
from diagnoza.folding import fold
from diagnoza.teryt import MUNICIPALITY_DIGITS

if TYPE_CHECKING:
    from diagnoza.surveys.cleaning.corrections import Corrections
    from diagnoza.teryt import Register, Unit

OUTSIDE = "outside"
APART = 10
"""How much nearer, of 100, a slip of the pen has to be to its member than to any other municipality, or of one's own to other members."""
_NEARER = 1
_SHORTEST = 5
_LONG = 9
_NEAREST = 3
_WORTH_SHOWING = 55

_URBAN = frozenset({"miejska", "miasto na prawach powiatu"})
_KINDS = {
    "m": _URBAN,
    "miasto": _URBAN,
    "miasta": _URBAN,
    "miejska": _URBAN,
    "wiejska": frozenset({"wiejska"}),
    "wies": frozenset({"wiejska"}),
}
_BEFORE = {
    *("gm", "gmina", "gminy", "gminie", "g", "m", "miasto", "miasta", "miescie", "miejska", "wiejska", "mw", "wies"),
    *("i", "w", "we", "z", "na", "terenie", "mig", "ug", "um", "urzad"),
}
_AFTER = {"gmina", "gm", "miasto", "miejska", "wiejska", "wies", "mw"}
_DISTRICT = re.compile(r"\s(?:pow|powiat|powiecie|woj|wojewodztwo)\b.*$")
_POST_CODE = re.compile(r"\b\d{2}[ -]?\d{3}\b")
_TERYT = re.compile(r"^\d{6,7}(?:[.,]0+)?$")
_SHORT = {"wlkp": "wielkopolsk", "wielkop": "wielkopolsk", "maz": "mazowieck", "sl": "slask", "podl": "podlask", "kuj": "kujawsk"}
_STEM = 3


@dataclass(frozen=True)
class Found:
    """What a text means: a TERYT code or `OUTSIDE`, "" where that is not certain, with the units it may be and why."""

    code: str
    near: tuple[Unit, ...] = ()
    why: str = ""


@dataclass
class Places:
    """
    The municipalities of a partnership, and all others, by the names that people give them.

    Recognised are, in this order: names declared in the corrections file; TERYT codes, also without the leading zero or the digit of the
    type; the names of members with or without „gm.”, „miasto”, a post code or a powiat, shortened („Jabłonowo Pom.”, „Gorzów Wlkp.”) or
    without the second word; the exact name of any other municipality; and, where it can be only one, the name of a member with a slip of
    the pen. A locality is recognised only where it is declared: the project has no list of localities.
    """

    members: tuple[str, ...]
    register: Register
    corrections: Corrections
    _known: dict[tuple[str, bool], Found] = field(default_factory=dict, init=False, repr=False)
    _asked: set[str] = field(default_factory=set, init=False, repr=False)
    _named: dict[str, list[Unit]] = field(default_factory=dict, init=False, repr=False)
    _declared: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for unit in self.register.units:
            if unit.is_municipality:
                self._named.setdefault(fold(unit.name), []).append(unit)
        self._declared = {fold(one.written): self._within(one.teryt) for one in self.corrections.places}

    def find(self, text: str, *, residence: bool) -> Found:
        """
        Resolve what somebody wrote.

        Parameters
        ----------
        text
            The answer.
        residence
            Whether it says where the respondent belongs. Then the name of a municipality elsewhere is not certain: it may as well be a
            village of a member that has the same name.

        Returns
        -------
            The code of a member, `OUTSIDE`, or "" with the nearest units.
        """
        self._asked.add(fold(text))
        key = (text, residence)
        if key not in self._known:
            self._known[key] = self._find(text, residence=residence)
        return self._known[key]

    def unused(self) -> tuple[Problem, ...]:
        """List declared names that no answer has had so far; asked when all surveys are cleaned."""
        return tuple(
            Problem(
                self.corrections.file,
                f"places[{at}].written",
                f"no answer says „{one.written}”",
                "Take the entry out, or write the name as the files have it",
            )
            for at, one in enumerate(self.corrections.places)
            if fold(one.written) not in self._asked
        )

    def label(self, code: str) -> str:
        """Name a unit to somebody who has to choose."""
        unit = self.register.find(code)
        return unit.label if unit else code

    def _within(self, code: str) -> str:
        return code if code in self.members else OUTSIDE

    def _find(self, text: str, *, residence: bool) -> Found:
        if (code := self._declared.get(fold(text))) is not None:
            return Found(code)
        if _TERYT.match(text.strip()):
            return self._by_code(re.split("[.,]", text.strip())[0], residence=residence)
        plain = _POST_CODE.sub(" ", text)
        words = _DISTRICT.sub("", fold(plain)).split()
        kinds = _kind(words)
        name = _stripped(words)
        ours = [unit for unit in (self.register.find(code) for code in self.members) if unit]
        for fits in (_same, _shortened, _first_word):
            if found := [unit for unit in ours if fits(name, fold(unit.name).split())]:
                return _one_of(found, kinds)
        elsewhere = self._named.get(" ".join(name)) or self._named.get(" ".join(words))
        if elsewhere:
            return self._elsewhere(elsewhere, residence=residence)
        return self._nearest(" ".join(name), ours, residence=residence)

    def _by_code(self, digits: str, *, residence: bool) -> Found:
        """Read a code that may have lost its leading zero or its last digit, or is that of a part of a municipality."""
        candidates = [digits.zfill(MUNICIPALITY_DIGITS), *(digits + kind for kind in "123" if len(digits) < MUNICIPALITY_DIGITS)]
        candidates += [code[:-1] + "3" for code in candidates if code[-1] in "45"]
        units = list(dict.fromkeys(unit for code in candidates if (unit := self.register.find(code))))
        ours = [unit for unit in units if unit.teryt in self.members]
        if ours:
            return _one_of(ours, frozenset())
        return self._elsewhere(units, residence=residence) if units else Found("", why="is no code of a municipality")

    @staticmethod
    def _elsewhere(units: list[Unit], *, residence: bool) -> Found:
        if not residence:
            return Found(OUTSIDE)
        return Found("", tuple(units[:_NEAREST]), "is a municipality outside the partnership, or a locality of the same name")

    def _nearest(self, name: str, ours: list[Unit], *, residence: bool) -> Found:
        """Forgive a slip of the pen where only one member can be meant; else list the nearest."""
        scores = {known: score for known, score, _ in process.extract(name, list(self._named), scorer=fuzz.ratio, limit=None)}
        best = sorted(ours, key=lambda unit: -scores[fold(unit.name)])
        names = [fold(unit.name) for unit in best]
        near = tuple(unit for unit, known in zip(best, names, strict=True) if scores[known] >= _WORTH_SHOWING)[:_NEAREST]
        if near and is_slip(name, names[0]):
            member = max((scores[known] for known in names[1:]), default=0.0)
            other = max(score for known, score in scores.items() if known not in names)
            if scores[names[0]] - member >= APART and scores[names[0]] - other >= (_NEARER if residence else APART):
                return Found(best[0].teryt)
        return Found("", near, "is no municipality that is known")


def is_slip(written: str, name: str) -> bool:
    """
    Tell whether a text is a name with a slip of the pen.

    Two slips pass in a long name; in a short one a letter left out, doubled or exchanged with its neighbour. With another letter a short
    name may be another place.

    Parameters
    ----------
    written, name
        Folded.

    Examples
    --------
    >>> [is_slip(text, "bobrowo") for text in ("bobrwo", "bobroow", "bobrowko", "bobrowa")]
    [True, True, False, False]
    """
    distance = OSA.distance(written, name)
    if len(name) >= _LONG:
        return distance <= 2  # noqa: PLR2004  (see above)
    other = len(written) == len(name) and sorted(written) != sorted(name)
    return len(written) >= _SHORTEST and distance == 1 and not other and set(written) <= set(name)


def _kind(words: list[str]) -> frozenset[str]:
    """Tell which types of municipality the words before or after the name allow; none where they do not say."""
    if words[:3] == ["miasto", "i", "gmina"]:
        return frozenset()
    said = [_KINDS[word] for word in (*words[:2], *words[-1:]) if word in _KINDS]
    return said[0] if said and all(one == said[0] for one in said) else frozenset()


def _stripped(words: list[str]) -> list[str]:
    name = list(words)
    while len(name) > 1 and name[0] in _BEFORE:
        name.pop(0)
    while len(name) > 1 and name[-1] in _AFTER:
        name.pop()
    return name


def _same(written: list[str], name: list[str]) -> bool:
    return written == name


def _shortened(written: list[str], name: list[str]) -> bool:
    if len(written) != len(name) or written[0] != name[0]:
        return False
    return all(whole.startswith(_SHORT.get(part, part)) and (len(part) >= _STEM or part in _SHORT) for part, whole in _pairs(written, name))


def _pairs(written: list[str], name: list[str]) -> list[tuple[str, str]]:
    return list(zip(written[1:], name[1:], strict=True))


def _first_word(written: list[str], name: list[str]) -> bool:
    return len(written) == 1 and written[0] == name[0] and len(written[0]) >= _SHORTEST


def _one_of(units: list[Unit], kinds: frozenset[str]) -> Found:
    fitting = [unit for unit in units if unit.type in kinds] if len(units) > 1 and kinds else units
    if len(fitting) == 1:
        return Found(fitting[0].teryt)
    return Found("", tuple(units), f"may be {len(units)} members")

"""Polish words by the dictionary of Morfeusz2: what a form can be, in which cases, and whether it can name a person."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import morfeusz2

SURNAME, FIRST_NAME = "nazwisko", "imię"
_PLACES = {"nazwa_geograficzna", "człon_nazwy_geograficznej"}
_CASES = {"nom", "gen", "dat", "acc", "inst", "loc"}  # without the vocative, in which people are seldom spoken of
_OUT_OF_USE = {"daw.", "przest.", "arch.", "rzad.", "char.", "gwar."}
_UNKNOWN = "ign"
_GENDERS = {"m1", "m2", "m3", "f", "n"}


class Reading(NamedTuple):
    """
    One way to understand a form.

    ``part`` is the part of speech as Morfeusz has it, ``slots`` what it agrees in, as ``sg:gen``; ``genders`` are m1, m2, m3, f, n.
    ``role`` is one of first, last, place, word, rare (a word out of use, or an abbreviation).
    """

    lemma: str
    part: str
    slots: frozenset[str]
    genders: frozenset[str]
    role: str


class Form(NamedTuple):
    """All ways to understand a form, and whether the dictionary knows it."""

    readings: tuple[Reading, ...]
    known: bool

    def slots(self, *roles: str) -> frozenset[str]:
        """Give number and case of the readings in these roles."""
        return frozenset(slot for reading in self.readings if reading.role in roles for slot in reading.slots)

    def words(self) -> tuple[Reading, ...]:
        """Give the readings as a word in use that names neither a person nor a place."""
        return tuple(reading for reading in self.readings if reading.role == "word")

    def lemmas(self) -> frozenset[str]:
        """Give the dictionary forms of those readings, in lower case."""
        return frozenset(reading.lemma.lower() for reading in self.words())


@cache
def look_up(form: str) -> Form:
    """
    Look a form up; a capital letter allows for names, a small one does not.

    Parameters
    ----------
    form
        Letters only.

    Returns
    -------
        Its readings; none when the dictionary does not have it.
    """
    found = [(lemma, tag, kinds, styles) for start, _, (_, lemma, tag, kinds, styles) in _morfeusz().analyse(form) if start == 0]
    readings = [reading for each in found for reading in _readings(form, *each)]
    return Form(tuple(readings), known=bool(found) and found[0][1] != _UNKNOWN)


def knows(form: str) -> bool:
    """Tell whether the dictionary has a form; nothing is kept, so that a great many can be tried."""
    found = _morfeusz().analyse(form)
    return bool(found) and found[0][2][2] != _UNKNOWN


@cache
def _morfeusz() -> morfeusz2.Morfeusz:
    return morfeusz2.Morfeusz(generate=False, praet="composite")


def _readings(form: str, lemma: str, tag: str, kinds: list[str], styles: list[str]) -> list[Reading]:
    """One reading per role; a depreciative form or a mere vocative is not how answers name a person."""
    part, *rest = tag.split(":")
    fields = [set(field.split(".")) for field in rest]
    numbers = next((field for field in fields if field <= {"sg", "pl"}), set())
    cases = next((field & _CASES for field in fields if field & _CASES), set())
    genders = frozenset(value for field in fields for value in field if value in _GENDERS)
    slots = frozenset(f"{number}:{case}" for number in numbers for case in cases)
    base = lemma.split(":", maxsplit=1)[0]
    short = part == "brev" or (base.isupper() and not form.isupper())
    roles = [] if part in {_UNKNOWN, "depr"} else ["rare"] if short else _roles(set(kinds), set(styles))
    return [Reading(base, part, slots, genders, role) for role in roles if slots or role not in {"first", "last", "place"}]


def _roles(kinds: set[str], styles: set[str]) -> list[str]:
    roles = [role for role, named in (("first", {FIRST_NAME}), ("last", {SURNAME}), ("place", _PLACES)) if kinds & named]
    return roles or (["rare"] if styles & _OUT_OF_USE else ["word"])

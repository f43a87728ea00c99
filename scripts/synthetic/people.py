"""Invented respondents: where they live, who they are, and what they are inclined to. None of this was measured anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from random import Random

    from diagnoza.surveys.codebook import Group

AGES = {
    "under_18": (16, 17),
    "18_29": (18, 29),
    "30_44": (30, 44),
    "45_59": (45, 59),
    "60_69": (60, 69),
    "70_79": (70, 79),
    "80_plus": (80, 92),
}
AGE_MIX: dict[Group, dict[str, int]] = {  # the middle-aged answer most readily
    "residents": {"18_29": 14, "30_44": 36, "45_59": 30, "60_69": 13, "70_79": 5, "80_plus": 2},
    "youth": {"under_18": 55, "18_29": 45},
    "leaders": {"18_29": 4, "30_44": 32, "45_59": 46, "60_69": 16, "70_79": 2},
    "entrepreneurs": {"18_29": 8, "30_44": 40, "45_59": 40, "60_69": 12},
    "seniors": {"60_69": 50, "70_79": 36, "80_plus": 14},
}
FEMALE: dict[Group, float] = {"residents": 0.63, "youth": 0.55, "leaders": 0.52, "entrepreneurs": 0.4, "seniors": 0.66}


@dataclass(frozen=True)
class Home:
    """A municipality: how many answer there, how people write its name, where they go for what it lacks, how content they are."""

    name: str
    teryt: str
    spellings: tuple[str, ...]
    town: float
    elsewhere: tuple[str, ...]
    mood: float = 0.0


@dataclass(frozen=True)
class Person:
    """A respondent; the leanings are in points of a five-point scale."""

    group: Group
    home: Home
    village: bool
    sex: Literal["female", "male"]
    age: int
    content: float
    means: float

    @property
    def age_group(self) -> str:
        """The answer to the question on age."""
        return next(code for code, (low, high) in AGES.items() if low <= self.age <= high)


def respondents(group: Group, counts: dict[Home, int], chance: Random) -> list[Person]:
    """
    Invent the respondents of a survey.

    Parameters
    ----------
    group
        Whom the survey asks.
    counts
        Respondents of each municipality.
    chance
        Where randomness comes from.

    Returns
    -------
        The respondents, municipality by municipality; women and the middle-aged are too many, as they are in such surveys.
    """
    return [_person(group, home, chance) for home, count in counts.items() for _ in range(count)]


def _person(group: Group, home: Home, chance: Random) -> Person:
    mix = AGE_MIX[group]
    low, high = AGES[chance.choices(list(mix), list(mix.values()))[0]]
    age = min(low + int(chance.random() * (high - low + 1)), 19 if group == "youth" else 99)
    village = chance.random() >= home.town
    return Person(
        group=group,
        home=home,
        village=village,
        sex="female" if chance.random() < FEMALE[group] else "male",
        age=age,
        content=chance.gauss(home.mood, 0.5),
        means=chance.gauss(3.5 - 0.2 * village - 0.25 * (age >= AGES["60_69"][0]), 0.8),
    )

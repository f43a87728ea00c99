"""From an invented respondent to the answers of a questionnaire: facts first, then opinions, with all the ways of not answering."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from synthetic import words
from synthetic.leanings import (
    AT_HOME,
    CONTENT,
    DISCONTENT,
    IMPORTANCE,
    LIKELY,
    MEANS,
    OF_GROUP,
    QUALITY,
    SERVICE_OF_GROUP,
    UNMET,
    USED,
    USED_BY_YOUTH,
)

if TYPE_CHECKING:
    import datetime as dt
    from random import Random

    from diagnoza.surveys.codebook import Codebook, Question
    from synthetic.people import Person
    from synthetic.words import Said

SKIPPED = 0.015
DONT_KNOW = 0.04
REFUSED = 0.04
NOT_USED = 0.6
WRITES = {"residents": 0.45, "youth": 0.4, "leaders": 0.75, "entrepreneurs": 0.35, "seniors": 0.35}
OLD = 60


@dataclass
class Filled:
    """
    A questionnaire that somebody filled in.

    ``codes`` has the answer to each question that allows one, ``chosen`` the codes of each that allows several, ``words`` what stands
    beside „inne”. ``written`` is what is literally in the cell where that differs from the declared answer; ``said`` is what was meant by
    the answer to what should be changed.
    """

    person: Person
    codes: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    said: Said | None = None
    started: dt.datetime | None = None
    seconds: int = 0
    device: str = ""
    finished: bool = True


def fill(codebook: Codebook, person: Person, chance: Random) -> Filled:
    """
    Answer a questionnaire.

    Parameters
    ----------
    codebook
        The questionnaire.
    person
        Who answers.
    chance
        Where randomness comes from.

    Returns
    -------
        The answers; a question whose base the respondent is not in has none.
    """
    given = Filled(person)
    for question in codebook.questions:
        base = question.base
        asked = base is None or given.codes.get(base.question) in base.codes
        if not asked or (question.kind != "place" and question.id not in FACTS and chance.random() < SKIPPED):
            continue
        if question.kind == "multiple":
            _choose(given, question, chance)
        elif (code := _one(given, question, chance)) != "":
            given.codes[question.id] = code
            _add_words(given, question, chance)
    return given


def _one(given: Filled, question: Question, chance: Random) -> str:
    if question.id in FACTS:
        return _fact(given.person, question.id, chance)
    if question.kind == "place":
        return _place(given, question, chance)
    if question.kind == "text":
        return _text(given, question.id, chance)
    if question.kind == "number":
        return _number(given.person, question.id, chance)
    if (missing := _missing(given, question, chance)) != "":
        return missing
    return _scale(given.person, question, chance) if question.kind == "scale" else _single(given.person, question, chance)


FACTS = {"gmina", "place_type", "sex", "age_group"}


def _fact(person: Person, name: str, chance: Random) -> str:
    if name in {"sex", "age_group"} and chance.random() < REFUSED / 2:
        return "-9"
    place = "village" if person.village else "town"
    return {"gmina": person.home.name, "place_type": place, "sex": person.sex, "age_group": person.age_group}[name]


def _missing(given: Filled, question: Question, chance: Random) -> str:
    """Give the code of a kind of missing, or nothing."""
    unused = given.codes.get(f"use_{question.id.removeprefix('sat_')}") in {"not_needed", "unmet"}
    likely = {"dont_know": DONT_KNOW, "refused": REFUSED * (2 if question.sensitive else 1), "not_applicable": NOT_USED if unused else 0.02}
    for one in question.missing:
        if chance.random() < likely[one.kind]:
            return one.code
    return ""


def _looked_up(table: dict[str, float], name: str, otherwise: float) -> float:
    """Find the entry with the longest beginning of a name."""
    found = max((key for key in table if name == key or name.startswith(f"{key}_")), key=len, default="")
    return table.get(found, otherwise)


def _level(person: Person, name: str) -> float:
    """Say where a respondent stands on a scale from 1 to 5."""
    head, _, service = name.partition("_")
    if head == "sat" and service in QUALITY:
        town, lack = QUALITY[service]
        return town + lack * person.village + SERVICE_OF_GROUP.get((person.group, service), 0.0) + 0.6 * person.content
    if head == "imp":
        return IMPORTANCE.get(service, 3.8) + (0.3 if person.group == "youth" and service in {"bus", "sports_ground"} else 0.0)
    if name == "mat_situation":
        return person.means
    level = _looked_up(MEANS, name, 3.2) + OF_GROUP.get((person.group, name), 0.0)
    signs = (1 if name in CONTENT or head in CONTENT else 0) - (1 if name in DISCONTENT or head in DISCONTENT else 0)
    old = -1.2 if name in {"digital_skill", "digital_use"} and person.age >= OLD else 0.0
    young = 1.0 if name == "intent_move" and person.age < 30 else 0.0  # noqa: PLR2004  (years)
    access = -0.7 if name in {"transport_access", "push_transport"} and person.village else 0.0
    return level + signs * person.content * 0.8 + old + young + access


def _scale(person: Person, question: Question, chance: Random) -> str:
    codes = question.codes
    share = (chance.gauss(_level(person, question.id), 0.95) - 1) / 4
    at = min(max(round(share * (len(codes) - 1)), 0), len(codes) - 1)
    return codes[at]


def _single(person: Person, question: Question, chance: Random) -> str:
    name = question.id
    if name.startswith("use_"):
        return _use(person, name.removeprefix("use_"), chance)
    weights = dict.fromkeys(question.codes, 1.0) | _likely(name)
    if name == "car":
        weights = {"always": 5, "sometimes": 2, "no": 0.6 + 1.5 * (person.age >= OLD) + (person.means < 2)}  # noqa: PLR2004  (points)
    elif name == "work_status":
        weights = _work(person)
    elif name == "school_type":
        weights = {"general": 50, "technical": 42, "vocational": 11, "other": 0}
    elif name == "coop_know" and person.group == "leaders":
        weights["yes"] += 8
    elif name == "live_5y":
        weights["here"] += max(person.content, 0) * 3
    elif name == "commute" and person.age >= OLD:
        weights["no"] += 20
    codes = [code for code in question.codes if code in weights]
    return chance.choices(codes, [weights[code] for code in codes])[0]


def _work(person: Person) -> dict[str, float]:
    if person.age >= OLD:
        return {"retired": 8, "disability_pension": 0.6, "employed": 2, "farmer": 0.5 * person.village}
    young = 3.0 if person.age < 25 else 0.0  # noqa: PLR2004  (years)
    return {
        "employed": 8,
        "self_employed": 1.5,
        "farmer": 1.2 * person.village,
        "student": young,
        "unemployed": 0.6,
        "home": 1,
        "other": 0.1,
    }


def _use(person: Person, service: str, chance: Random) -> str:
    share = USED_BY_YOUTH.get(service, USED[service]) if person.group == "youth" else USED[service]
    if chance.random() >= share:
        return "not_needed"
    if chance.random() < UNMET.get(service, 0.04) * (1.4 if person.village else 0.7):
        return "unmet"
    return "regularly" if chance.random() < 0.5 else "sometimes"  # noqa: PLR2004  (half of them)


def _place(given: Filled, question: Question, chance: Random) -> str:
    home = given.person.home
    service = question.id.removeprefix("where_")
    if question.id == "commute_work_teryt":
        stays = 0.75 if home.town == 1 else 0.15
    else:
        stays = AT_HOME.get(service, 0.85) if given.person.village else (0.55 if service == "specialist_care" else 0.95)
        if question.missing and chance.random() < 0.02:  # noqa: PLR2004  (few)
            return chance.choice(["online", "-8"])
    return home.name if chance.random() < stays else chance.choice(home.elsewhere)


def _text(given: Filled, name: str, chance: Random) -> str:
    if chance.random() >= WRITES[given.person.group]:
        return ""
    if name == "open_change":
        given.said = words.open_change(given.person.group, chance)
        return given.said.text
    return words.typed(words.filled(chance.choice(words.POTENTIAL if name == "potential" else words.BARRIERS), chance), chance)


def _number(person: Person, name: str, chance: Random) -> str:
    if name == "commute_min":
        return str(5 * max(1, round(chance.gauss(7 if person.village else 3.5, 2.5))))
    if name == "years":
        return str(int(chance.random() ** 1.5 * 32))
    if name == "household":
        return str(1 + min(int(abs(chance.gauss(1.6 if person.age < OLD else 0.6, 1.3))), 7))
    return str(min(int(abs(chance.gauss(0, 1.3))), 4) if person.age < OLD else 0)


def _likely(name: str) -> dict[str, float]:
    found = max((key for key in LIKELY if name == key or name.startswith(f"{key}_")), key=len, default="")
    return LIKELY.get(found, {})


def _choose(given: Filled, question: Question, chance: Random) -> None:
    """Choose some of several answers."""
    missing = _missing(given, question, chance)
    if missing != "":
        given.codes[question.id] = missing
        return
    weights = {"other": 0.15, "none": 0.4} | _likely(question.id)
    left = {code: weights.get(code, 1.0) * _for(given.person, code) for code in question.codes}
    most = min(question.max_choices or 5, len(left) - 2)
    taken: list[str] = []
    for _ in range(1 + int(chance.random() * most)):
        code = chance.choices(list(left), list(left.values()))[0]
        taken = ["none"] if code == "none" and not taken else [*taken, code] if code != "none" else taken
        if taken == ["none"]:
            break
        del left[code]
    given.chosen[question.id] = [code for code in question.codes if code in taken]
    if "other" in taken and (option := question.option("other")) and option.free_text:
        given.words[question.id] = chance.choice(words.OTHER)


def _for(person: Person, code: str) -> float:
    """Weigh an answer by who gives it: transport in villages, culture and places to meet for the young, content leaders."""
    if code in {"transport", "public_transport", "travel"}:
        return 1.6 if person.village else 0.6
    if code in {"culture", "youth_places", "sport", "cycling"} and person.group == "youth":
        return 2.0
    if code in {"authorities", "schools"} and person.group == "leaders":
        return 2.0
    return 1.0


def _add_words(given: Filled, question: Question, chance: Random) -> None:
    option = question.option(given.codes[question.id]) if question.options else None
    if option and option.free_text:
        given.words[question.id] = chance.choice(words.OTHER)

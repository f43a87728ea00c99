"""What two editions of a report tell together: the same persons twice, and whoever joined as the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.release.of_flows import services_of
from diagnoza.release.of_others import MUNICIPAL
from diagnoza.release.of_surveys import ALL, NOBODY_KNOWS
from diagnoza.release.relations import Cell
from diagnoza.tables.flows import OUTSIDE

if TYPE_CHECKING:
    from diagnoza.release.of_flows import Service
    from diagnoza.release.of_others import Told
    from diagnoza.release.relations import Key, Relations

NEW = "new"
"""The tag of those who are counted in the later edition only."""


def tell_editions(known: Relations, earlier: Told, later: Told) -> None:
    """
    Write down what is the same in two editions.

    Parameters
    ----------
    known
        Holds what each edition tells by itself; takes the links, and counts of those who joined.
    earlier, later
        The editions.

    Notes
    -----
    Flows of the same service, year and places are the same; of a municipality that joined, what was OUT before. Answers to the same
    question of a survey of one id are the same in every municipality, and all respondents of the later edition are those of the earlier
    and new ones; not of weighted surveys, as weights change with the municipalities. Each link is dropped where it contradicts what is
    shown. New respondents fewer than the base are told as such, whatever the survey (decision 0009).
    """
    before = {(one.name, one.year): one for one in services_of(earlier.tag, earlier.tables)}
    for one in services_of(later.tag, later.tables):
        if (one.name, one.year) in before:
            _tell_flows(known, before[one.name, one.year], one)
    _tell_answers(known, earlier, later)
    _tell_new(known, earlier, later)


def _tell_flows(known: Relations, before: Service, now: Service) -> None:
    for origin, destination in sorted(before.pairs):
        parts = now.sum(_same(origin, before, now), _same(destination, before, now))
        if parts:
            known.say([(before.flow(origin, destination), -1.0), *parts], 0.0, 0.0, link=True)


def _same(place: str, before: Service, now: Service) -> list[str]:
    """Give the places of the later edition that a place of the earlier one has become."""
    return [OUTSIDE, *sorted(now.places - before.places)] if place == OUTSIDE else [place]


def _unweighted(earlier: Told, later: Told) -> list[str]:
    """List the surveys that stand in both editions and are weighted in none."""
    if "surveys" not in earlier.tables or "surveys" not in later.tables:
        return []
    plain = [set(one.tables["surveys"].loc[~one.tables["surveys"]["weighted"].astype(bool), "survey"]) for one in (earlier, later)]
    return sorted(str(name) for name in plain[0] & plain[1] if name in later.rules)


def _tell_answers(known: Relations, earlier: Told, later: Told) -> None:
    surveys = set(_unweighted(earlier, later))
    places = _places(later) - _places(earlier)
    was = {key: (key[0], earlier.tag, *key[2:]) for key in known.numbers if key[0] in {"answer", "base"} and key[1] == later.tag}
    for key, old in was.items():
        if key[2] not in surveys or old not in known.numbers or key[-1] == NOBODY_KNOWS:
            continue
        if key[-2] == MUNICIPAL:
            known.add_up(key, [old], link=True)
        else:
            new = (key[0], NEW, *key[2:])
            known.add_up(key, [old, new], link=True)
            _protect(known, later, new, places)


def _places(told: Told) -> set[str]:
    partners = told.tables.get("partners")
    return set() if partners is None else set(partners.loc[partners["role"] != "provider", "teryt"])


def _protect(known: Relations, later: Told, new: Key, joined: set[str]) -> None:
    """Protect new respondents who gave an answer as any others; they are those of the municipalities that joined, and some unknown."""
    kind, _, survey, question, *rest = new
    division, category = rest[-2:]
    if division == ALL:
        own = [(kind, later.tag, survey, question, *rest[:-2], MUNICIPAL, place) for place in sorted(joined)]
        here = [key for key in own if key in known.numbers]
        if here and len(here) == len(own):
            known.say([(new, -1.0), *((key, 1.0) for key in here)], -float("inf"), 0.0, link=True)
    if kind == "answer":
        rules = later.rules[survey]
        base, given = ("base", NEW, survey, question, division, category), ("answer", NEW, survey, question, rest[0], ALL, "")
        for key in (base, given):
            known.number(key)
        name = f"{survey}, {rest[0]} of {question} in {division} {category}".strip()
        known.cells.append(
            Cell(new, rules.minimum(question, division), later.source("estimates"), f"new respondents of {name}", (base, given))
        )


def _tell_new(known: Relations, earlier: Told, later: Told) -> None:
    """Tell new respondents fewer than the base: old and new totals would tell their answers."""
    if "surveys" not in earlier.tables or "surveys" not in later.tables:
        return
    old, now = (one.tables["surveys"].set_index("survey")["kept"] for one in (earlier, later))
    for survey in now.index.intersection(old.index):
        if survey in later.rules and 0 < now[survey] - old[survey] < later.rules[survey].base:
            key = ("kept", NEW, str(survey))
            known.say([(key, 1.0)], float(now[survey]), float(now[survey]), later.source("surveys"))
            before = ("kept", earlier.tag, str(survey))
            known.known(before, float(old[survey]), earlier.source("surveys"))
            new = ("new respondents", str(survey))
            known.add_up(key, [before, new])
            known.cells.append(Cell(new, later.rules[survey].base, later.source("surveys"), f"{survey}, new respondents"))

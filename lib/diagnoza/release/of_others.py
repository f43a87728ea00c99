"""What tables of other rooms tell of the same persons: inventories, weighting, themes, perception, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.from_survey import BEYOND, ITEM
from diagnoza.release.of_flows import services_of
from diagnoza.release.of_surveys import ALL, HALF
from diagnoza.release.relations import Cell, rows
from diagnoza.tables.flows import OUTSIDE
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.release.relations import Relations
    from diagnoza.surveys.withheld import Rules

MUNICIPAL = "gmina"
USE, USERS, WOULD_BE = "use_", ("regularly", "sometimes"), "unmet"
FEW = 2
"""Persons of a sector that is told to be few: 1 or 2."""


@dataclass(frozen=True)
class Told:
    """One edition as these relations need it."""

    tag: str
    tables: Mapping[str, pd.DataFrame]
    rules: Mapping[str, Rules]
    ending: str

    def source(self, name: str) -> str:
        """Name a table as messages do."""
        return f"{name}{self.ending}"


def tell_others(known: Relations, told: Told) -> None:
    """
    Write down what is told of persons outside of flows and estimates.

    Parameters
    ----------
    known
        Takes the relations, and further counts that are left out.
    told
        The edition; tables it does not have tell nothing.

    Notes
    -----
    That users in an inventory are those of the flows is supposed, and dropped where it contradicts what is shown.
    """
    _tell_inventory(known, told)
    _tell_weighting(known, told)
    _tell_themes(known, told)
    _tell_perception(known, told)
    _tell_survey_flows(known, told)
    _tell_sectors(known, told)


def _tell_inventory(known: Relations, told: Told) -> None:
    """Users of all providers of a unit are its supply; those who live there and use a service are not more than whom it is for."""
    table = told.tables.get("inventory")
    flows = {(one.name, one.year): one for one in services_of(told.tag, told.tables)}
    if table is None or not flows:
        return
    for (service, year, unit), own in table.groupby(["service", "year", "teryt"], sort=True):
        one = flows.get((str(service), int(str(year))))
        if one is None:
            continue
        users = own.groupby("provider")["users"].max()
        supply, demand = (one.total(side, str(unit)) for side in ("supply", "demand"))
        if supply in known.numbers and users.notna().any():
            high = float(users.sum()) if users.notna().all() else np.inf
            known.say([(supply, 1.0)], float(users.sum()), high, told.source("inventory"), link=True)
        if demand in known.numbers and own["target_pop"].notna().any():
            known.say([(demand, 1.0)], 0.0, float(own["target_pop"].max()), told.source("inventory"), link=True)


def _tell_weighting(known: Relations, told: Told) -> None:
    """Respondents by category: those of a margin and of unknown category are all that are kept; bases of questions are not more."""
    if "surveys" not in told.tables:
        return
    kept = told.tables["surveys"].set_index("survey")["kept"]
    units = told.tables.get("weighting_units", pd.DataFrame(columns=["survey", "teryt", "n"]))
    margins = told.tables.get("weighting", pd.DataFrame(columns=["survey", "margin", "category", "n"]))
    listed = [(one.survey, MUNICIPAL, one.teryt, one.n, "weighting_units") for one in rows(units)]
    listed += [(one.survey, one.margin, one.category, one.n, "weighting") for one in rows(margins)]
    categories: dict[tuple[str, str], set[str]] = {}
    for survey, margin, category, n, name in listed:
        if survey not in told.rules:
            continue
        categories.setdefault((survey, margin), set()).add(category)
        key = ("kept", told.tag, survey, margin, category)
        if pd.notna(n):
            known.known(key, float(n), told.source(name))
        else:
            minimum = told.rules[survey].survey.minimum.cell
            known.cells.append(Cell(key, minimum, told.source(name), f"{survey}, respondents of {category} in {margin}"))
    for (survey, margin), found in categories.items():
        parts = [(("kept", told.tag, survey, margin, category), 1.0) for category in sorted(found)]
        known.say(parts, 0.0, float(kept[survey]), told.source("surveys"))
        _tell_bases(known, told, survey, margin, found)


def _tell_bases(known: Relations, told: Told, survey: str, margin: str, categories: set[str]) -> None:
    """Whoever answered a question is a respondent, too."""
    estimates = told.tables["estimates"]
    own = estimates[(estimates["survey"] == survey) & (estimates["group"] == margin)]
    for category, n in own.groupby("category")["n"].max().dropna().items():
        if str(category) in categories:
            known.say([(("kept", told.tag, survey, margin, str(category)), 1.0)], float(n), np.inf, told.source("estimates"))


def _tell_themes(known: Relations, told: Told) -> None:
    """Every answer is in one theme; themes are told from the largest, and each has an answer."""
    if "themes" not in told.tables:
        return
    for (survey, question), own in told.tables["themes"].groupby(["survey", "question"], sort=True):
        if survey not in told.rules:
            continue
        source, minimum = told.source("themes"), told.rules[str(survey)].minimum(str(question), ALL)
        keys = {int(theme): ("theme", told.tag, str(survey), str(question), str(theme)) for theme in own["theme"]}
        known.say([(key, 1.0) for key in keys.values()], float(own["answered"].max()), float(own["answered"].max()), source)
        for theme, n in zip(own["theme"], own["n"], strict=True):
            if pd.notna(n):
                known.known(keys[int(theme)], float(n), source)
            else:
                known.say([(keys[int(theme)], 1.0)], 0.0 if theme == 0 else 1.0, np.inf, source)
                known.cells.append(Cell(keys[int(theme)], minimum - 2, source, f"{survey}, answers of theme {theme} to {question}"))


def _tell_perception(known: Relations, told: Told) -> None:
    """Read the share of unmet needs: one of the answers to the question of use, among users and would-be users."""
    surveys = [name for name, rules in told.rules.items() if rules.codebook.group == "residents"]
    if "perception" not in told.tables or len(surveys) != 1:
        return
    for row in rows(told.tables["perception"].dropna(subset=["unmet"])):
        place = (MUNICIPAL, str(row.teryt)) if row.teryt else (ALL, "")
        keys = {code: ("answer", told.tag, surveys[0], f"{USE}{row.service}", code, *place) for code in (*USERS, WOULD_BE)}
        if not known.numbers.keys() >= set(keys.values()):
            continue
        for share, low, high in ((row.unmet - HALF, 0.0, np.inf), (row.unmet + HALF, -np.inf, 0.0)):
            parts = [(key, float(code == WOULD_BE) - share) for code, key in keys.items()]
            known.say(parts, low, high, told.source("perception"), link=True)


def _tell_survey_flows(known: Relations, told: Told) -> None:
    """Estimated flows are shares of those who named a place, as the estimates have them."""
    for row in rows(told.tables["survey_flows"]) if "survey_flows" in told.tables else ():
        if row.status not in SHOWN or pd.isna(row.share):
            continue
        answer, question = BEYOND if row.destination == OUTSIDE else str(row.destination), f"{ITEM}{row.service}"
        count = ("answer", told.tag, str(row.survey), question, answer, MUNICIPAL, str(row.origin))
        base = ("base", told.tag, str(row.survey), question, MUNICIPAL, str(row.origin))
        if {count, base} <= known.numbers.keys():
            known.say([(count, -1.0), (base, max(0.0, row.share - HALF))], -np.inf, 0.0, told.source("survey_flows"))
            known.say([(count, -1.0), (base, min(1.0, row.share + HALF))], 0.0, np.inf, told.source("survey_flows"))


def _tell_sectors(known: Relations, told: Told) -> None:
    """Those who took part by sector are not more than took part in the meeting, or in the series; few are one or two."""
    if "voice_sectors" not in told.tables or "meetings" not in told.tables:
        return
    source, sums = told.source("voice_sectors"), dict[tuple[str, str], list[tuple[tuple[str, ...], float]]]()
    meetings = told.tables["meetings"].set_index("meeting")
    for row in rows(told.tables["voice_sectors"]):
        key = ("sector", told.tag, str(row.meeting), str(row.sector))
        if row.status == "shown":
            known.known(key, float(row.people), source)
        else:
            known.say([(key, 1.0)], 1.0, FEW if row.status == "few" else np.inf, source)
        if row.status == "few":
            known.cells.append(Cell(key, 1, source, f"persons of {row.sector} in {row.meeting}"))
        series = str(meetings["series"].get(row.meeting, ""))
        for name in {("n", str(row.meeting)), ("n_series", series)} if series else {("n", str(row.meeting))}:
            sums.setdefault(name, []).append((key, 1.0))
    for (column, which), parts in sorted(sums.items()):
        of = meetings.index == which if column == "n" else meetings["series"] == which
        told_numbers = meetings.loc[of, column].dropna()
        if len(told_numbers):
            known.say(parts, 0.0, float(told_numbers.max()), told.source("meetings"))

"""What is known of the population: totals of its categories, as delivered, and whether they can be used."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem, ProblemsError
from diagnoza.strict_yaml import listed
from diagnoza.surveys.weighting.categories import known, levels

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from diagnoza.surveys.cleaning.cleaned import Cleaned

COLUMNS = ("margin", "category", "total", "source", "origin")
ORIGINS = ("real", "synthetic")
SMALL_DISAGREEMENT, LARGE_DISAGREEMENT = 0.005, 0.05
PLACES = "place"
PLACE = "gmina"
"""The question about the municipality of the respondent."""


@dataclass(frozen=True)
class Margin:
    """
    Totals of the categories of one question, or of several crossed.

    ``table`` has the category (codes joined by ``*``) as index, columns total [persons], source [Polish] and origin; ``levels`` has the
    Polish names of the codes of each question.
    """

    file: str
    questions: tuple[str, ...]
    table: pd.DataFrame
    levels: tuple[dict[str, str], ...]

    @property
    def name(self) -> str:
        """The questions, joined by ``*``."""
        return "*".join(self.questions)

    def label(self, category: str) -> str:
        """Give the Polish name of a category; of joined categories (``+``) all names."""
        cells = [zip(self.levels, one.split("*"), strict=True) for one in category.split("+")]
        return " lub ".join(", ".join(names[code] for names, code in cell) for cell in cells)


@dataclass
class _Reading:
    """The rows of a file so far and what is wrong with them."""

    file: str
    cleaned: Cleaned
    names: pd.Series
    problems: list[Problem] = field(default_factory=list)

    def report(self, where: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, where, what, remedy))


def read_margins(path: Path, cleaned: Cleaned, names: pd.Series) -> tuple[Margin, ...]:
    """
    Read the totals that a survey is weighted to.

    Parameters
    ----------
    path
        A file with the columns margin (question ids joined by ``*``), category (their codes, joined in the same order; joined answers by
        their joined code), total [persons], source, origin (real or synthetic).
    cleaned
        The survey.
    names
        Names of the municipalities of the partnership by TERYT.

    Returns
    -------
        The margins in the order of the file; their sums may still differ by rounding. A municipality of the partnership that has neither a
        total nor a respondent is in none of them: it joined later, or was not asked.

    Raises
    ------
    ProblemsError
        With everything that is wrong: columns, questions, codes, totals; categories that are doubled or missing; sums that differ by more
        than 5 %.
    """
    delivered = read_delivery(path)
    reading = _Reading(path.name, cleaned, names, list(delivered.problems))
    if lacking := [name for name in COLUMNS if list(delivered.frame.columns).count(name) != 1]:
        remedy = f"Write one header row with {', '.join(COLUMNS)}"
        raise ProblemsError([Problem(path.name, "header", f"there is not exactly one column {listed(lacking)}", remedy)])
    rows = delivered.frame[list(COLUMNS)].apply(lambda column: column.str.strip())
    margins = [margin for name, group in rows.groupby("margin", sort=False) if (margin := _margin(reading, str(name), group))]
    if not reading.problems:
        _check_sums(reading, margins)
    if reading.problems:
        raise ProblemsError(reading.problems)
    return tuple(margins)


def _margin(reading: _Reading, name: str, rows: pd.DataFrame) -> Margin | None:
    """Check the rows of one margin."""
    questions, cleaned = tuple(name.split("*")), reading.cleaned
    where = f"line {rows.index[0]}, margin '{name}'"
    by_id = {question.id: question for question in cleaned.codebook.questions}
    if unknown := [one for one in questions if one not in by_id or one not in cleaned.frame]:
        askable = [one.id for one in cleaned.codebook.questions if one.kind in {"single", "scale", "place"} and one.id in cleaned.frame]
        reading.report(where, f"the survey has no question {listed(unknown)}", f"Write one of {', '.join(askable)}")
        return None
    if open_ended := [one for one in questions if by_id[one].kind not in {"single", "scale", "place"}]:
        reading.report(where, f"{listed(open_ended)} has no single answer", "Name a question with one answer of several")
        return None
    codes = tuple(levels(cleaned.survey, by_id[one], reading.names, joined=True) for one in questions)
    totals = [_total(reading, row, text, codes) for row, text in rows.set_index(rows.index).iterrows()]
    _check_doubled(reading, rows)
    _check_complete(reading, where, rows["category"].tolist(), questions)
    table = rows.assign(total=totals).drop(columns="margin").set_index("category")
    return Margin(reading.file, questions, table, codes)


def _total(reading: _Reading, line: object, row: pd.Series, codes: tuple[dict[str, str], ...]) -> float:
    """Read one row: its codes, its total, where it comes from."""
    parts = row["category"].split("*")
    where = f"line {line}, category '{row['category']}'"
    if len(parts) != len(codes):
        remedy = "Write a code for each question of the margin, joined by *"
        reading.report(where, f"it has {len(parts)} codes, the margin {len(codes)} questions", remedy)
    for code, allowed in zip(parts, codes, strict=False):
        if code not in allowed:
            reading.report(where, f"there is no answer '{code}' (or it is joined with others)", f"Write one of {', '.join(allowed)}")
    try:
        total = float(row["total"].replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        total = math.nan
    if not (0 < total < math.inf):
        remedy = "Write the number of persons; join a category without persons with another one under `join:`"
        reading.report(where, f"the total '{row['total']}' is not a number above 0", remedy)
    if not row["source"]:
        reading.report(where, "the source is missing", "Write where the total comes from")
    if row["origin"] not in ORIGINS:
        reading.report(where, f"the origin '{row['origin']}' is unknown", f"Write {' or '.join(ORIGINS)}")
    return total


def _check_doubled(reading: _Reading, rows: pd.DataFrame) -> None:
    for line, row in rows[rows["category"].duplicated()].iterrows():
        reading.report(f"line {line}, category '{row['category']}'", "the category has a total already", "Keep one of them")


def _check_complete(reading: _Reading, where: str, given: list[str], questions: tuple[str, ...]) -> None:
    """See that nobody in the survey, and no part of a cross, is left without a total."""
    cells = [category.split("*") for category in given]
    crossed = {"*".join(cell) for cell in itertools.product(*map(dict.fromkeys, zip(*cells, strict=False)))}
    answered = of_respondents(reading.cleaned, questions, reading.names)
    if lacking := sorted((crossed | set(answered[answered != ""])) - set(given)):
        remedy = "Add a row for each, or leave such respondents out under `screened_out:`"
        reading.report(where, f"no total for {listed(lacking)}", remedy)


def of_respondents(cleaned: Cleaned, questions: tuple[str, ...], names: pd.Series) -> pd.Series:
    """
    Give each respondent's category of a margin.

    Parameters
    ----------
    cleaned
        The survey.
    questions
        The questions of the margin.
    names
        Names of the municipalities of the partnership by TERYT; any other place is unknown.

    Returns
    -------
        Codes joined by ``*``; "" if the answer to any of the questions is unknown.
    """
    parts = []
    for question in questions:
        codes = known(cleaned, question, joined=True)
        if cleaned.codebook.question(question).kind == PLACES:
            codes = codes.where(codes.isin(names.index.astype(str)), "")
        parts.append(codes)
    joined = reduce(lambda first, other: first + "*" + other, parts)
    return joined.mask(pd.concat([part == "" for part in parts], axis=1).any(axis=1), "")


def _check_sums(reading: _Reading, margins: list[Margin]) -> None:
    for margin in margins[1:]:
        apart = disagreement(margins[0], margin)
        if apart > LARGE_DISAGREEMENT:
            sums = f"{margin.table['total'].sum():g} persons, '{margins[0].name}' {margins[0].table['total'].sum():g}"
            reading.report(f"margin '{margin.name}'", f"its totals add up to {sums}", "Use totals of one population and one day")


def disagreement(first: Margin, other: Margin) -> float:
    """Measure how far the sum of a margin is from that of the first one [share of the first]."""
    whole = float(first.table["total"].sum())
    return abs(float(other.table["total"].sum()) - whole) / whole


def municipality_margin(adults: pd.Series, names: pd.Series, source: str) -> Margin:
    """
    Make a margin of the population of the municipalities.

    Parameters
    ----------
    adults
        Persons by TERYT, for each of the municipalities.
    names
        Their names by TERYT.
    source
        Where the figures come from, Polish.

    Returns
    -------
        The margin ``gmina``.
    """
    totals = adults.set_axis(adults.index.astype(str)).loc[names.index.astype(str)].astype(float)
    table = pd.DataFrame({"total": totals, "source": source, "origin": "real"})
    return Margin("public figures", ("gmina",), table, ({str(code): str(name) for code, name in names.items()},))


def rescaled(margin: Margin, whole: float) -> Margin:
    """Bring the totals of a margin to a sum [persons]."""
    return replace(margin, table=margin.table.assign(total=margin.table["total"] * whole / margin.table["total"].sum()))


def in_places(margin: Margin, codes: Container[str]) -> pd.Series | None:
    """Tell of each category of a margin whether it lies in one of some municipalities; None for margins that are not of places."""
    if PLACE not in margin.questions:
        return None
    at = margin.questions.index(PLACE)
    return pd.Series([category.split("*")[at] in codes for category in margin.table.index], index=margin.table.index, dtype=bool)


def share_of(margins: Sequence[Margin], codes: Container[str]) -> float:
    """Give the share of some municipalities in the population, by the first margin of places [0-1]; 0 where there is no such margin."""
    for margin in margins:
        inside = in_places(margin, codes)
        if inside is not None:
            return float(margin.table.loc[inside, "total"].sum() / margin.table["total"].sum())
    return 0.0


def without(margin: Margin, codes: Container[str]) -> Margin:
    """Take some municipalities out of a margin; a margin that is not of places stays as it is."""
    inside = in_places(margin, codes)
    return margin if inside is None else replace(margin, table=margin.table[~inside])

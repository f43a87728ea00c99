"""Weights of one survey: which margins, which respondents, and what the design leaves to chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.errors import Problem, ProblemsError
from diagnoza.surveys.design_based import NotConverged
from diagnoza.surveys.weighting import account, notes
from diagnoza.surveys.weighting.margins import (
    PLACE,
    PLACES,
    SMALL_DISAGREEMENT,
    disagreement,
    municipality_margin,
    of_respondents,
    read_margins,
    rescaled,
    share_of,
    without,
)
from diagnoza.surveys.weighting.raking import UNKNOWN, Raked, rake_known
from diagnoza.surveys.weighting.thin import join_thin

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.weighting.margins import Margin

MET = 1e-6
"""By how much a weighted share may miss its target and the margin still counts as met."""
SAMPLED = ("census_attempt", "probability")
"""Designs in which those who did not answer are known in number, so that a finite population can be taken into account."""


@dataclass(frozen=True)
class Weights:
    """
    Weights of one survey and what estimates have to know of how it was made.

    Attributes
    ----------
    weights
        One per row of `Cleaned.frame`, mean 1; all 1 where the survey is not weighted.
    table, notes, units
        Tables `Weighting`, `WeightingNotes` and `WeightingUnits`.
    weighted
        Whether answers were weighted.
    n_eff, deff
        Effective number of respondents and design effect of the weights (Kish).
    capped
        Share of respondents whose weight stands at the cap [0-1].
    error
        By how much a weighted share misses its target at most [0-1].
    constraints
        One row per respondent, one column per category of a margin: what raking has made the weights add up to. No column where nothing
        was raked or the cap left margins unmet; then standard errors take no gain from weighting.
    strata
        The stratum of each respondent: the municipality, where its population is known and the design is one of `SAMPLED`; else one for
        all, as in open links.
    unasked
        For each respondent the share of the population of the stratum that did not answer [0-1], which is what chance acts on; 1 where
        the population is taken as endless.
    names
        Names of the municipalities of the partnership by TERYT, without those that nobody answered from and nobody named: the survey tells
        nothing of them, and not 0.
    """

    weights: pd.Series
    table: pd.DataFrame
    notes: pd.DataFrame
    units: pd.DataFrame
    weighted: bool
    n_eff: float
    deff: float
    capped: float
    error: float
    constraints: np.ndarray
    strata: pd.Series
    unasked: pd.Series
    names: pd.Series

    @property
    def low(self) -> float:
        """The smallest weight [mean weights]; missing without respondents."""
        return float(self.weights.min())

    @property
    def high(self) -> float:
        """The largest weight [mean weights]; missing without respondents."""
        return float(self.weights.max())


@dataclass
class _Plan:
    """
    Margins, the category of each respondent in each after thin ones were joined, and what was done on the way.

    ``given`` are the margins as delivered; ``absent`` the municipalities that nobody answered from, which are in none of ``margins``.
    """

    given: tuple[Margin, ...]
    absent: frozenset[str]
    margins: list[Margin] = field(default_factory=list)
    categories: dict[str, pd.Series] = field(default_factory=dict)
    totals: dict[str, pd.Series] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[list[Question], int]] = field(default_factory=list)

    @property
    def targets(self) -> dict[str, pd.Series]:
        """Shares of the population by margin and category."""
        return {name: totals / totals.sum() for name, totals in self.totals.items()}

    @property
    def whole(self) -> float:
        """Persons that the survey is weighted to: the sum of the first margin, less those of municipalities that nobody answered from."""
        return float(self.given[0].table["total"].sum()) * (1 - share_of(self.given, self.absent))


def weigh(cleaned: Cleaned, margins_path: Path | None, adults: pd.Series | None, names: pd.Series) -> Weights:
    """
    Weigh the respondents of a survey (assumption A15).

    Parameters
    ----------
    cleaned
        The survey.
    margins_path
        Its file of margins, see `diagnoza.surveys.weighting.margins.read_margins`; None if there is none.
    adults
        Adults by TERYT, which residents are weighted to if there is no file and the partnership has several municipalities; None if they
        are not known. `adults.attrs["source"]` may say where they come from, in Polish.
    names
        Names of the municipalities of the partnership by TERYT.

    Returns
    -------
        The weights. Purposive surveys, and those without margins, are not weighted, and the notes say so. A municipality that nobody
        answered from is left out, whether or not its population is known, and a note says so: nobody can be weighted in the place of its
        inhabitants. The other margins are then those of all municipalities together.

    Raises
    ------
    ProblemsError
        If the margins cannot be used: a municipality that somebody answered from has no total, or a category has no respondents.
    """
    names = names.set_axis(names.index.astype(str))
    margins, reason = _margins(cleaned, margins_path, adults, names)
    plan = _Plan(margins, _absent(cleaned, names))
    if reason:
        plan.said.append(("not weighted", reason))
    plan.said += _left_out(plan, names)
    for margin in margins:
        _take(plan, cleaned, margin, names)
    if plan.unknown:
        plan.said.append(("unknown", notes.unknown(plan.unknown)))
    raked = _rake(plan, cleaned)
    weights = raked.weights
    if raked.capped:
        plan.said.append(("capped", notes.capped(cleaned.survey.weight_cap, raked.capped, raked.error)))
    places = account.municipalities(cleaned, names)
    strata, unasked = _strata(cleaned, plan, places)
    return Weights(
        weights=weights,
        table=account.weighting(cleaned.survey, plan.margins, plan.categories, plan.totals, weights),
        notes=account.notes(cleaned.survey.id, plan.said),
        units=account.units(cleaned, names, weights),
        weighted=bool(plan.margins),
        n_eff=account.effective(weights),
        deff=len(weights) / account.effective(weights) if len(weights) else 1.0,
        capped=raked.capped,
        error=raked.error,
        constraints=_constraints(plan, cleaned, met=raked.error <= MET),
        strata=strata,
        unasked=unasked,
        names=names[~names.index.isin(plan.absent - _named(cleaned))],
    )


def _margins(cleaned: Cleaned, path: Path | None, adults: pd.Series | None, names: pd.Series) -> tuple[tuple[Margin, ...], str]:
    """Choose the margins, or say in Polish why there are none."""
    if cleaned.survey.design == "purposive":
        return (), notes.PURPOSIVE
    if cleaned.frame.empty:
        return (), notes.EMPTY
    if path is not None:
        return read_margins(path, cleaned, names), ""
    asked = names[~names.index.isin(_absent(cleaned, names))]
    if cleaned.codebook.group != "residents" or len(asked) < 2 or PLACE not in cleaned.frame:  # noqa: PLR2004  (several)
        return (), notes.NO_MARGINS
    codes = set() if adults is None else set(adults.dropna().index.astype(str))
    if adults is None or not set(asked.index) <= codes:
        return (), notes.NO_POPULATION
    counted = names[names.index.isin(codes)]
    return (municipality_margin(adults.dropna(), counted, str(adults.attrs.get("source", notes.PUBLIC))),), ""


def _absent(cleaned: Cleaned, names: pd.Series) -> frozenset[str]:
    """List the municipalities that nobody answered from; none where nobody's municipality is known."""
    answered = set(account.municipalities(cleaned, names)) - {UNKNOWN}
    return frozenset(names.index) - answered if answered else frozenset()


def _named(cleaned: Cleaned) -> set[str]:
    """List the places that respondents named, whatever they were asked about them."""
    asked = [question.id for question in cleaned.codebook.questions if question.kind == PLACES and question.id in cleaned.frame]
    return {str(code) for one in asked for code in cleaned.frame[one].dropna().unique()}


def _left_out(plan: _Plan, names: pd.Series) -> list[tuple[str, str]]:
    """Say which municipalities nobody answered from: first those whose population is known, then those that were not asked, it seems."""
    weighted = any(PLACE in margin.questions for margin in plan.given)
    shares = pd.Series({code: share_of(plan.given, {code}) for code in names.index if code in plan.absent}, dtype=float)
    parts = [part for part in (shares[shares > 0], shares[shares == 0]) if len(part)]
    return [("left out", notes.left_out(names[part.index].tolist(), part.sum(), weighted=weighted)) for part in parts]


def _take(plan: _Plan, cleaned: Cleaned, margin: Margin, names: pd.Series) -> None:
    """Take a margin up: scale it to the first, join its thin categories, look for those who are unknown in it."""
    asked = [cleaned.codebook.question(name) for name in margin.questions]
    if disagreement(plan.given[0], margin) > SMALL_DISAGREEMENT:
        plan.said.append(("scaled", notes.scaled(asked)))
    margin = without(margin, plan.absent)
    if float(margin.table["total"].sum()) != plan.whole:
        margin = rescaled(margin, plan.whole)
    answered = of_respondents(cleaned, margin.questions, names)
    joined = join_thin(margin, answered, cleaned.codebook, cleaned.survey.thin)
    for cells in dict.fromkeys(one for one in joined.values() if "+" in one):
        plan.said.append(("joined", notes.joined(asked, [margin.label(cell) for cell in cells.split("+")], cleaned.survey.thin)))
    if unknown := int((answered == UNKNOWN).sum()):
        plan.unknown.append((asked, unknown))
    plan.margins.append(margin)
    plan.categories[margin.name] = answered.map(lambda code: joined.get(code, UNKNOWN))
    plan.totals[margin.name] = margin.table["total"].groupby(margin.table.index.map(joined), sort=False).sum()


def _rake(plan: _Plan, cleaned: Cleaned) -> Raked:
    if not plan.margins:
        return Raked(pd.Series(1.0, index=cleaned.frame.index, name="weight"), 0.0, 0.0)
    try:
        return rake_known(pd.DataFrame(plan.categories), plan.targets, cleaned.survey.weight_cap)
    except NotConverged as error:
        where, what = (
            f"margins {', '.join(plan.targets)}",
            "no weights meet all of them, because too few combinations of their categories occur",
        )
        raise ProblemsError(
            [Problem(plan.margins[-1].file, where, what, "Take a margin out, or join more of its answers under `join:`")]
        ) from error


def _constraints(plan: _Plan, cleaned: Cleaned, *, met: bool) -> np.ndarray:
    """Write what raking holds as columns: 1 in the category, less its target for all who are known in the margin; their sum is 0."""
    columns = [np.empty((len(cleaned.frame), 0))]
    for name, target in plan.targets.items() if met else ():
        inside = plan.categories[name].to_numpy()[:, None] == target.index.to_numpy()[None, :]
        columns.append(inside - target.to_numpy()[None, :] * (plan.categories[name] != UNKNOWN).to_numpy()[:, None])
    return np.hstack(columns)


def _strata(cleaned: Cleaned, plan: _Plan, places: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Give each respondent's stratum and the share of it that did not answer."""
    survey, n = cleaned.survey, len(cleaned.frame)
    one = pd.Series("", index=cleaned.frame.index)
    sampled = survey.design in SAMPLED
    overall = max(0.0, 1 - n / survey.population) if sampled and survey.population else 1.0
    if not sampled or "gmina" not in plan.totals:
        return one, pd.Series(overall, index=one.index)
    left = (1 - places.value_counts() / plan.totals["gmina"]).clip(lower=0)
    return places, places.map(left).fillna(overall).astype(float)

"""Categories with too few respondents to carry weights are joined with a neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diagnoza.errors import Problem, ProblemsError
from diagnoza.surveys.weighting.categories import is_ordered

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.surveys.codebook import Codebook
    from diagnoza.surveys.weighting.margins import Margin


class _Along(NamedTuple):
    """The question along which categories are joined, the place of its codes, and whether only neighbours are."""

    factor: int
    places: dict[str, int]
    ordered: bool


Cells = tuple[str, ...]


def join_thin(margin: Margin, answered: pd.Series, codebook: Codebook, thin: int) -> dict[str, str]:
    """
    Join categories with few respondents.

    Parameters
    ----------
    margin
        The totals.
    answered
        The category of each respondent; "" unknown.
    codebook
        The questionnaire.
    thin
        Categories with fewer respondents are joined, the smallest first.

    Returns
    -------
        For each category the joined one (its categories joined by ``+``) or itself. Answers in an order are joined with the smaller one
        next to them, others with the smallest, always within the answers to the other questions of the margin. Municipalities are never
        joined.

    Raises
    ------
    ProblemsError
        If a category has no respondents and nothing to be joined with.
    """
    counts = answered.value_counts()
    groups: dict[Cells, int] = {(category,): int(counts.get(category, 0)) for category in margin.table.index}
    along = _along(margin, codebook)
    while pair := _pair(groups, along, thin):
        first, second = sorted(pair, key=list(groups).index)
        joined = groups[first] + groups[second]
        groups = {(first + second if one == first else one): (joined if one == first else n) for one, n in groups.items() if one != second}
    _check_empty(margin, groups)
    return {category: "+".join(cells) for cells in groups for category in cells}


def _along(margin: Margin, codebook: Codebook) -> _Along | None:
    """Choose the question along which to join: the last one with an order, else the last one that is not a place."""
    asked = [codebook.question(name) for name in margin.questions]
    free = [at for at, question in enumerate(asked) if question.kind != "place"]
    if not free:
        return None
    factor = max(free, key=lambda at: (is_ordered(asked[at]), at))
    given = {category.split("*")[factor] for category in margin.table.index}
    places = {code: at for at, code in enumerate(code for code in margin.levels[factor] if code in given)}
    return _Along(factor, places, is_ordered(asked[factor]))


def _pair(groups: dict[Cells, int], along: _Along | None, thin: int) -> tuple[Cells, Cells] | None:
    """Find the smallest thin category that can be joined, and with which."""
    if along is None:
        return None
    for cells in sorted((cells for cells, n in groups.items() if n < thin), key=groups.__getitem__):
        partners = [other for other in groups if other != cells and _fit(cells, other, along)]
        if partners:
            return cells, min(partners, key=groups.__getitem__)
    return None


def _fit(first: Cells, other: Cells, along: _Along) -> bool:
    """Tell whether two categories may be joined."""
    if _rest(first[0], along.factor) != _rest(other[0], along.factor):
        return False
    here, there = ([along.places[cell.split("*")[along.factor]] for cell in cells] for cells in (first, other))
    return not along.ordered or max(here) + 1 == min(there) or max(there) + 1 == min(here)


def _rest(cell: str, factor: int) -> list[str]:
    codes = cell.split("*")
    return codes[:factor] + codes[factor + 1 :]


def _check_empty(margin: Margin, groups: dict[Cells, int]) -> None:
    remedy = "Ask for answers from there, or take the margin out; nobody can be weighted in the place of those who did not answer"
    problems = [
        Problem(margin.file, f"margin '{margin.name}', category '{'+'.join(cells)}' ({margin.label('+'.join(cells))})", what, remedy)
        for cells, n in groups.items()
        if not n
        for what in ["no respondent is in it and it cannot be joined with another one"]
    ]
    if problems:
        raise ProblemsError(problems)

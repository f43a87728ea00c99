"""Parts of the chapter that look different from case to case: pairs, what like words propose, the voivodeship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.goals.published import alts, charts, grids, lists, region, select, texts, words
from diagnoza.pieces import Drawn, Said, Tabulated

if TYPE_CHECKING:
    from diagnoza.goals.published.select import Case
    from diagnoza.pieces import Piece

_FEWEST = 3
"""Partners of which a triangle has more than one cell."""


def pairs(case: Case) -> list[Piece]:
    """
    Show how alike the fields of partners are: a triangle where there are 3 to `charts.MOST` of them, else a list.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If there are fewer than two partners.
    """
    about = (words.title_pairs(case), select.sources(case), words.pairs_count(case))
    title, sources, n = about
    if _FEWEST <= len(select.partners(case)) <= charts.MOST:
        return [Drawn(charts.plot_pairs(case), grids.pairs_grid(case), "goals-pairs", title, alts.alt_pairs(case), sources, n)]
    return [Tabulated(grids.pairs_grid(case), "goals-pairs", title, sources, n)]


def proposals(case: Case) -> list[Piece]:
    """
    Show what like words propose: goals to read side by side, and fields for goals without one.

    Parameters
    ----------
    case
        The partnership.
    """
    about = (select.sources(case), texts.goals(len(case.goals)))
    pieces: list[Piece] = [Said(words.NO_TWINS)]
    if len(case.goal_twins):
        title = "Cele dwóch partnerów zapisane podobnymi słowami: propozycja do przeczytania obok siebie"
        pieces = [Tabulated(lists.twins_grid(case), "goals-twins", title, *about)]
    if case.proposed_fields.empty:
        return [*pieces, Said(words.NO_PROPOSALS)]
    title = "Dziedziny, które program proponuje celom bez dziedziny: do przyjęcia lub odrzucenia"
    return [*pieces, Tabulated(lists.proposed_grid(case), "goals-proposed", title, *about)]


def of_region(case: Case) -> list[Piece]:
    """
    Show what documents of the voivodeship want, and which partners have a goal in the same fields.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If no list of the voivodeship was delivered, or nothing of it could be read.
    """
    listed = select.require_some(case.regional_goals, "Z listy celów województwa nie udało się odczytać żadnego.")
    n = region.region_count(listed)
    pieces: list[Piece] = [
        Tabulated(grids.regional_grid(listed), "goals-regional", region.title_region(listed), select.of_region(case), n),
        Said(region.say_region(listed)),
    ]
    if case.goal_alignment.empty:
        return pieces
    title = "Cele województwa i dziedziny, w których partnerzy mają cel"
    about = (select.sources(case, "regional_goals"), words.partners_count(case))
    return [*pieces, Tabulated(grids.alignment_grid(case), "goals-alignment", title, *about)]

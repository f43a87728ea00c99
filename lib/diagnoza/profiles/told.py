"""What meetings, institutions, the programme and documents tell of a municipality."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.goals.published import grids as goal_grids
from diagnoza.goals.published import lists as goal_lists
from diagnoza.goals.published import select as goal_select
from diagnoza.goals.published import texts as goal_texts
from diagnoza.institutions.published import grids as institution_grids
from diagnoza.institutions.published import select as institution_select
from diagnoza.institutions.published import words as institution_words
from diagnoza.pieces import Tabulated
from diagnoza.profiles.only import Only, of_unit, without
from diagnoza.programme.published import views as programme_views
from diagnoza.voices.published import grids as voice_grids
from diagnoza.voices.published import select as voice_select
from diagnoza.voices.published import words as voice_words

if TYPE_CHECKING:
    from diagnoza.case import Case
    from diagnoza.goals.published.select import Case as GoalCase
    from diagnoza.grid import Grid
    from diagnoza.pieces import Piece

HOW_MATCHED = (
    "W nawiasach kwadratowych jednostka. Numery ofert są te same co w raporcie. „Ilość do uzgodnienia”: oferta jest, ale nie podano "
    "ilości (założenie A27)."
)
NO_NEEDS = "Na spotkaniach i w wywiadach nie powiedziano o potrzebach tej gminy z osobna."
NO_TIES = "Wśród relacji, które uznano za potrzebne, nie brakuje żadnej w tej gminie."
NO_PROGRAMME = "Nie dostarczono programu współpracy tej gminy z organizacjami pozarządowymi."
NO_GOALS = "Nie dostarczono celów z dokumentów tej gminy."


def show_needs(case: Case, teryt: str) -> list[Piece]:
    """
    Show the needs that were named for the municipality.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If there are no statements, or none names a need of this municipality.
    """
    needs = of_unit(case.voice_needs, teryt, "territory")
    if needs.empty:
        raise NotApplicable(NO_NEEDS)
    grid = replace(voice_grids.needs_grid(Only(case, voice_needs=needs, names=case.names[[teryt]])), note=HOW_MATCHED)
    n = polish.counted(len(needs), "potrzeba", "potrzeby", "potrzeb")
    return [Tabulated(grid, "m-needs", voice_words.title_needs(needs), voice_select.of_statements(case), n)]


def show_ties(case: Case, teryt: str) -> list[Piece]:
    """
    Show the needed ties between institutions of the municipality that are missing.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If no institutions were delivered, or no tie is missing.
    """
    seen = Only(case, needed_ties=of_unit(case.needed_ties, teryt))
    if institution_select.needed(seen, institution_select.WITHOUT).empty:
        raise NotApplicable(NO_TIES)
    grid, title = without(institution_grids.missing_grid(seen), "Gmina"), institution_words.title_missing(seen)
    return [Tabulated(grid, "m-ties", title, institution_select.sources(case, "ties"), institution_words.needed_count(seen))]


def show_programme(case: Case, teryt: str) -> list[Piece]:
    """
    Show what is missing in the programme of the municipality, what to redraft and what to keep.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If no programme of this municipality was delivered.
    """
    items = of_unit(case.coverage_items, teryt)
    if items.empty:
        raise NotApplicable(NO_PROGRAMME)
    names = ("programme", "provisions", "coverage", "coverage_parts", "programme_dates", "coverage_changes")
    seen = Only(case, coverage_items=items, **{name: of_unit(getattr(case, name), teryt) for name in names})
    return [*programme_views.findings(seen), *programme_views.missing_first(seen)]


def show_goals(case: Case, teryt: str) -> list[Piece]:
    """
    Show the documents of the municipality and all its goals.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If no goals of this municipality were delivered.
    """
    own = of_unit(case.goals, teryt)
    if own.empty:
        raise NotApplicable(NO_GOALS)
    seen = Only(case, goals=own, goal_documents=of_unit(case.goal_documents, teryt))
    sources, documents = goal_select.sources(case), without(goal_grids.documents_grid(seen), "Partner")
    title, n = "Dokumenty gminy, z których pochodzą cele", goal_texts.documents(len(documents.rows))
    listed = Tabulated(goals_grid(seen, str(case.names[teryt])), "m-goals", "Cele gminy", sources, goal_texts.goals(len(own)))
    return [Tabulated(documents, "m-goal-documents", title, sources, n), listed]


def goals_grid(seen: GoalCase, name: str) -> Grid:
    """
    Tabulate the goals of a municipality by document, whose name need not begin with that of the municipality.

    Parameters
    ----------
    seen
        A case with the goals and documents of one municipality.
    name
        The municipality, as tables name it.
    """
    grid = goal_lists.goals_grid(seen)
    rows = [[str(document).removeprefix(f"{name}: "), *rest] for document, *rest in grid.rows]
    return replace(grid, columns=["Dokument", *grid.columns[1:]], rows=rows)

"""What the chapter shows of each programme, part by part; a part without data is a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.pieces import Drawn, Said, Tabulated
from diagnoza.programme.published import alts, charts, counts, grids, lists, select, words
from diagnoza.programme.published.select import latest, sources

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diagnoza.pieces import Piece
    from diagnoza.programme.published.select import Case, Seen


def _each(case: Case, view: Callable[[Seen, Case], list[Piece]]) -> list[Piece]:
    """Show a part of every programme, under its name where there are several."""
    pieces: list[Piece] = []
    for seen in latest(case):
        pieces += [] if seen.alone else [Said(f"### {seen.name}, program na {seen.year} r.")]
        pieces += view(seen, case)
    return pieces


def _lacking(sentence: str) -> list[Piece]:
    return [Said(f"*{sentence}*")]


def findings(case: Case) -> list[Piece]:
    """
    Show what was found of each plane, with its place in the source.

    Parameters
    ----------
    case
        The partnership.
    """
    return _each(case, _findings)


def _findings(seen: Seen, case: Case) -> list[Piece]:
    rows = select.findings(seen, case)
    if rows.empty:
        return _lacking(words.NO_FINDINGS)
    grid, title = grids.findings_grid(rows, case.cooperation_model), words.title_findings(rows, seen)
    return [Tabulated(grid, f"programme-findings-{seen.key}", title, sources(case, "coverage"), counts.findings(len(rows)))]


def coverage(case: Case) -> list[Piece]:
    """
    Show the areas of the model, and the coverage of planes and points.

    Parameters
    ----------
    case
        The partnership.
    """
    return _each(case, _coverage)


def _coverage(seen: Seen, case: Case) -> list[Piece]:
    items, model = seen.of(case.coverage_items), case.cooperation_model
    areas = items[items["kind"].eq("area")]
    found = select.findings(seen, case)
    grid = grids.matrix_grid(areas, found, model)
    about = (sources(case, "coverage"), counts.areas(len(areas)))
    key, title = f"programme-areas-{seen.key}", words.title_matrix(areas, found, seen)
    drawn = Drawn(charts.plot_matrix(grid), grid, key, title, alts.alt_matrix(areas, found), *about)
    parts = seen.of(case.coverage_parts)
    if not parts["assessed"].any():
        return [drawn]
    about = (sources(case, "coverage"), counts.areas_and_points(items))
    return [drawn, Tabulated(grids.parts_grid(parts, model), f"programme-coverage-{seen.key}", words.title_parts(seen), *about)]


def points(case: Case) -> list[Piece]:
    """
    Show the points of the act.

    Parameters
    ----------
    case
        The partnership.
    """
    return _each(case, _points)


def _points(seen: Seen, case: Case) -> list[Piece]:
    items = seen.of(case.coverage_items)
    rows = items[items["kind"].eq("point")]
    grid, title = grids.points_grid(rows, case.cooperation_model), words.title_points(rows, seen)
    return [Tabulated(grid, f"programme-points-{seen.key}", title, sources(case, "coverage", "provisions"), counts.points(len(rows)))]


def missing_first(case: Case) -> list[Piece]:
    """
    Show what is missing, what to redraft and what to keep.

    Parameters
    ----------
    case
        The partnership.
    """
    return _each(case, _missing_first)


def _missing_first(seen: Seen, case: Case) -> list[Piece]:
    items = seen.of(case.coverage_items)
    rows = items[items["status"].ne("unassessed")]
    if rows.empty:
        return _lacking(words.ALL_UNASSESSED)
    grid, title = lists.lists_grid(rows, case.cooperation_model), words.title_lists(items, seen)
    about = (sources(case, "coverage", "provisions"), counts.areas_and_points(rows))
    return [Tabulated(grid, f"programme-lists-{seen.key}", title, *about)]


def scores(case: Case) -> list[Piece]:
    """
    Show the scores of both sides and the agreed one, side by side.

    Parameters
    ----------
    case
        The partnership.
    """
    return _each(case, _scores)


def _scores(seen: Seen, case: Case) -> list[Piece]:
    items, model = seen.of(case.coverage_items), case.cooperation_model
    rows = items.dropna(subset=["score_jst", "score_ngo", "score_agreed"], how="all")
    if rows.empty:
        return _lacking(words.NO_SCORES)
    title, about = f"Oceny gminy i organizacji obok siebie{words.whose(seen)}", (sources(case, "coverage"), counts.areas_and_points(rows))
    table = Tabulated(grids.scores_grid(rows, model), f"programme-scores-{seen.key}", title, *about)
    return [table, Said(words.say_scores(rows, model))]


def changes(case: Case) -> list[Piece]:
    """
    Show what changed since the programme before.

    Parameters
    ----------
    case
        The partnership.
    """
    return _each(case, _changes)


def _changes(seen: Seen, case: Case) -> list[Piece]:
    rows: pd.DataFrame = seen.of(case.coverage_changes)
    if rows.empty:
        return _lacking(words.ONE_YEAR)
    if not rows["change"].isin(list(grids.CHANGES)).any():
        return [Said(words.NO_CHANGE), Said(words.say_changes(rows))]
    grid, title = grids.changes_grid(rows, case.cooperation_model), words.title_changes(rows, seen)
    about = (sources(case, "coverage"), counts.programmes(len(set(rows["before"]) | {seen.year})))
    return [Tabulated(grid, f"programme-changes-{seen.key}", title, *about), Said(words.say_changes(rows))]


def steps(case: Case) -> list[Piece]:
    """
    Show the next steps, with room for those who answer for them.

    Parameters
    ----------
    case
        The partnership.
    """
    return _each(case, _steps)


def _steps(seen: Seen, case: Case) -> list[Piece]:
    found = lists.steps(seen.of(case.coverage), case.cooperation_model)
    if not found:
        return _lacking(words.NO_STEPS)
    title = words.title_steps(len(found), seen)
    return [Tabulated(lists.steps_grid(found), f"programme-steps-{seen.key}", title, sources(case, "coverage"), counts.steps(len(found)))]

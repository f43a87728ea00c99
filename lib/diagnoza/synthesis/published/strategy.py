"""The chapter that leads from the diagnosis to the strategy: elements of the act, indicators, SWOT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.pieces import Said, Tabulated
from diagnoza.synthesis.published import points, select, swot, texts

if TYPE_CHECKING:
    from diagnoza.pieces import Piece
    from diagnoza.synthesis.published.select import Case


def show_points(case: Case) -> list[Piece]:
    """
    Show which findings feed which element of a strategy, as a table with the key strategy-points.

    Parameters
    ----------
    case
        The partnership.
    """
    try:
        findings = case.findings
    except NotDelivered as missing:
        return [Said(f"*{missing}*")]
    grid = points.points_grid(findings, case.evidence_lines)
    title, n = "Wnioski z diagnozy według elementów strategii i wymiarów", texts.findings(len(findings))
    table = Tabulated(grid, "strategy-points", title, select.sources_of(case, findings), n)
    return [Said(points.say_law(case.names)), table, Said(points.say_unfed(findings))]


def show_swot(case: Case) -> list[Piece]:
    """
    List all findings by strengths, weaknesses, opportunities and threats, each with its number and where it comes from.

    Parameters
    ----------
    case
        The partnership.
    """
    try:
        return [Said(swot.say_swot(case.findings))]
    except NotDelivered as missing:
        return [Said(f"*{missing}*")]

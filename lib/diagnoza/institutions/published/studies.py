"""The matrix or the list of pairs, and the picture of the network where it has room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.errors import NotApplicable
from diagnoza.institutions.published import alts, grids, matrices, picture, select, words
from diagnoza.pieces import Drawn, Piece, Said, Tabulated

if TYPE_CHECKING:
    from diagnoza.institutions.published.select import Case


def matrix(case: Case) -> list[Piece]:
    """
    Show who cooperates with whom: the matrix up to `matrices.MOST` institutions, else the strongest pairs.

    Parameters
    ----------
    case
        The partnership.
    """
    about = (select.sources(case, "ties"), words.count(case))
    title = words.title_matrix(case)
    if len(case.institutions) > matrices.MOST:
        return [Tabulated(grids.pairs_grid(case, grids.TOP), "institutions-pairs", title, *about)]
    drawn = Drawn(matrices.plot_matrix(case), grids.matrix_grid(case), "institutions-matrix", title, alts.alt_matrix(case), *about)
    return [drawn]


def network(case: Case) -> list[Piece]:
    """
    Draw the network of at most `picture.MOST` institutions, else say why it is not drawn.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If no pair cooperates.
    """
    if case.cooperation_pairs.empty:
        msg = "Żadna instytucja nie zgłasza współpracy z inną, dlatego nie ma rysunku sieci."
        raise NotApplicable(msg)
    if len(case.institutions) > picture.MOST:
        return [Said(f"Sieci nie rysujemy: przy więcej niż {picture.MOST} instytucjach linii nie da się odczytać.")]
    title = words.title_network(case)
    return [
        Drawn(
            picture.plot_network(case),
            grids.pairs_grid(case),
            "institutions-network",
            title,
            alts.alt_network(case),
            select.sources(case, "ties"),
            words.pairs_count(case),
        )
    ]

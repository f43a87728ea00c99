"""The parts of a profile that come from the diagnosis of a partnership, in the order of its chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.errors import NotDelivered
from diagnoza.pieces import Said, plain
from diagnoza.profiles import answers, joint, moves, supply, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnoza.case import Case, MunicipalCase
    from diagnoza.pieces import Piece

LACKING = "## Czego w tym profilu nie ma"
PARTS: dict[str, Callable[[Case, str], list[Piece]]] = {
    "Wnioski, które dotyczą gminy": joint.show_findings,
    "Odpowiedzi w ankietach": answers.show,
    "Usługi i luka jakościowa": supply.show,
    "Przepływy usług": moves.show,
    "Potrzeby nazwane na spotkaniach i w wywiadach": told.show_needs,
    "Relacje między instytucjami": told.show_ties,
    "Program współpracy z organizacjami": told.show_programme,
    "Cele strategiczne gminy": told.show_goals,
    "Co dałyby gminie proponowane działania": joint.show_gains,
}


def show(municipal: MunicipalCase) -> list[Piece]:
    """
    Show what every chapter of its partnership found for a municipality.

    Parameters
    ----------
    municipal
        The municipality, opened within a partnership or without one.

    Returns
    -------
        Nothing without a partnership; else a heading for each part and its pieces, and last the parts that there are none of, each with
        the reason.
    """
    if municipal.within is None:
        return []
    pieces: list[Piece] = [Said(f"# Co mówi diagnoza: {plain(municipal.within.name)}")]
    lacking: list[str] = []
    for title, make in PARTS.items():
        try:
            made = make(municipal.within, municipal.teryt)
        except NotDelivered as missing:
            lacking.append(f"- **{title}:** {missing}")
        else:
            pieces += [Said(f"## {title}"), *made]
    return [*pieces, *([Said(LACKING), Said("\n".join(lacking))] if lacking else [])]

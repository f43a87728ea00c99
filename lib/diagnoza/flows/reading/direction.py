"""Which way a matrix is to be read: whether its rows say where people live or where they are served."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagnoza.folding import fold

_ARROWS = {"↓": " wiersze ", "⇓": " wiersze ", "→": " kolumny ", "⇒": " kolumny "}
_TOLD = re.compile(
    r"(?P<lives>mieszk|zamieszk|\borigin|\bresiden|\blives\b|\bskad\b)"
    r"|(?P<uses>korzyst|\bnauki\b|\bszkol|placow|\buczy|\buczeszcz|swiadcz|\buses\b|\bdestination|\bprovider|\bdokad\b)"
    r"|(?P<rows>\bwiersz|\brows?\b)|(?P<columns>\bkolumn|\bcolumns?\b)"
)


@dataclass(frozen=True)
class Said:
    """What is said of a matrix: at its corner, above its columns, and in the titles over it."""

    corner: str
    above: str
    titles: str


def rows_live(said: Said) -> tuple[bool | None, str]:
    r"""
    Tell whether the rows are where people live.

    Parameters
    ----------
    said
        The texts around the matrix. At the corner what is said first is said of the rows, unless an arrow (↓ rows, → columns) or the words
        wiersze, kolumny tell otherwise; what stands above the columns is said of the columns; titles need the arrows or words.

    Returns
    -------
        True or False, or None where it is not said or said both ways; with what is wrong then.

    Examples
    --------
    >>> rows_live(Said("mieszka w ↓ / korzysta w →", "", "")), rows_live(Said("miejsce nauki \\ zamieszkanie", "", ""))
    ((True, ''), (False, ''))
    >>> rows_live(Said("Gmina", "", "Uczniowie 2020"))
    (None, 'nothing says whether the rows are where people live or where they are served')
    """
    votes = {*_votes(said.corner, ("rows", "columns")), *_votes(said.above, ("columns",)), *_votes(said.titles, ())}
    if len(votes) == 1:
        return votes.pop(), ""
    if votes:
        return None, "it is said both ways what the rows and what the columns are"
    return None, "nothing says whether the rows are where people live or where they are served"


def _votes(text: str, usual: tuple[str, ...]) -> set[bool]:
    for arrow, word in _ARROWS.items():
        text = text.replace(arrow, word)
    found = [str(one.lastgroup) for one in _TOLD.finditer(fold(text))]
    ends = [at for at, one in enumerate(found) if one in {"lives", "uses"} and one not in found[:at]]
    marks_first = bool(found) and found[0] in {"rows", "columns"}
    votes = set()
    for order, at in enumerate(ends):
        beside = found[at - 1 : at] if marks_first else found[at + 1 : at + 2]
        mark = beside[0] if beside and beside[0] in {"rows", "columns"} else usual[order] if order < len(usual) else ""
        votes |= {(found[at] == "lives") == (mark == "rows")} if mark else set()
    return votes

"""Heads and words that a delivered list of comments may have, and heads that it must not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnoza.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMENTS = {
    "number": ("nr", "numer", "lp", "l.p.", "nr uwagi", "numer uwagi"),
    "received": ("data wpływu", "data zgłoszenia", "wpłynęła", "data"),
    "from_kind": ("od kogo", "kto zgłosił", "zgłaszający", "rodzaj zgłaszającego", "podmiot"),
    "about": ("chapter", "point", "czego dotyczy", "rozdział", "rozdział lub punkt", "część diagnozy", "punkt"),
    "comment": ("uwaga", "treść uwagi", "uwaga lub wniosek", "treść"),
    "position": ("stanowisko", "sposób rozpatrzenia", "rozstrzygnięcie"),
    "answer": ("odpowiedź", "uzasadnienie", "uzasadnienie stanowiska"),
    "answered": ("data odpowiedzi", "data stanowiska", "data rozpatrzenia"),
}
REQUIRED = ("number", "from_kind", "comment", "position")

FROM = {
    "resident": ("mieszkaniec", "mieszkanka", "mieszkańcy", "osoba prywatna", "osoba fizyczna"),
    "ngo": ("organizacja pozarządowa", "ngo", "organizacja", "stowarzyszenie", "fundacja"),
    "institution": ("instytucja", "jednostka organizacyjna", "urząd", "szkoła"),
    "entrepreneur": ("przedsiębiorca", "przedsiębiorcy", "firma"),
    "council": ("rada", "rada gminy", "rada miejska", "rada powiatu", "rada sołecka", "radny", "radna", "radni"),
    "other": ("inny podmiot", "inny", "inna", "inne"),
}
POSITIONS = {
    "accepted": ("uwzględniono", "uwzględniona", "uwzględniony", "uwzględnione"),
    "partly": ("uwzględniono częściowo", "częściowo uwzględniono", "uwzględniona częściowo", "uwzględniono w części", "częściowo"),
    "rejected": ("nie uwzględniono", "nieuwzględniona", "nie uwzględniona", "nieuwzględniono", "odrzucono", "odrzucona"),
    "explained": ("wyjaśniono", "wyjaśniona", "wyjaśnienie"),
}
OPEN = ("w toku", "w trakcie", "w trakcie rozpatrywania", "bez odpowiedzi", "nie rozpatrzono", "do rozpatrzenia")
"""Words for a position that is not taken yet."""

OF_PERSONS = re.compile(
    r"\b(?:imi(?:e|ona|enia)|nazwisk\w*|e ?mail\w*|mail|telefon\w*|tel|adres\w*|pesel|podpis\w*|kontakt\w*|autor\w*"
    r"|name|first name|surname|last name|phone|address|author|signature)\b"
)
"""In a folded head: a column that tells who sent a comment."""


def code_of(text: str, words: Mapping[str, Sequence[str]]) -> str:
    """
    Give the code of a word; "" where it is none of them.

    Parameters
    ----------
    text, words
        A cell; the words of each code.

    Examples
    --------
    >>> code_of("Uwzględniono.", POSITIONS), code_of("nie uwzględniono", POSITIONS), code_of("tak", POSITIONS)
    ('accepted', 'rejected', '')
    """
    said = fold(text)
    return next((code for code, forms in words.items() if said in {fold(code), *map(fold, forms)}), "")

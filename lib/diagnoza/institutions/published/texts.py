"""Words of the chapter: scale, levels, states, roles; every sign is explained once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Sequence

SCALE = {0: "brak", 1: "informacja", 2: "skierowania i konsultacje", 3: "wspólne działania", 4: "porozumienie lub wspólne zasoby"}
SCALE_NOTE = f"Natężenie: {', '.join(f'{level} – {word}' for level, word in SCALE.items())}."
NOT_KNOWN = "nie wiadomo"
SILENT = "nie odpowiedziała"
ALONE = "•"
ALONE_NOTE = f"{ALONE} – instytucja jednoosobowa."
RULES = (
    "Instytucji jednoosobowych nie oceniamy: nie podajemy przeszkód we współpracy z nimi ani liczby ich wskazań. "
    "Jeśli instytucja nie odpowiedziała, jej zdanie to „nie wiadomo”, a nie zero; o niej samej wiadomo tylko to, "
    "co mówią inne (założenie A23). "
    "W rozdziale nie ma danych o osobach, rodzinach ani sprawach."
)
PROPOSAL = (
    "Lista potrzebnych relacji i składu zespołu to propozycja do zmiany przez zespół, przygotowana dla gmin tego typu. "
    "Nie jest wymogiem żadnej ustawy (założenie A24)."
)
NEEDED = {
    "missing": "brak",
    "unknown": "nie wiadomo",
    "absent": "brak na liście",
    "one_sided": "jedna strona",
    "unchecked": "jedna strona (?)",
    "confirmed": "obie strony",
}
UNCHECKED_NOTE = "(?) – druga strona nie odpowiedziała."
MISSING_NOTE = (
    "Brak: żadna z dwóch instytucji nie zgłasza współpracy. Nie wiadomo: nie odpowiedziała instytucja, która mogłaby o niej powiedzieć."
)
IN_TEAM = {"member": "w zespole", "outside": "poza zespołem", "absent": "brak na liście"}
STATES = {"yes": "tak", "partly": "częściowo", "no": "nie", "unknown": "nie wiadomo", "not_told": "nie podano"}
MEASURES = {
    "density": ("Gęstość: zgłoszone relacje wśród możliwych", "%"),
    "reciprocity": ("Wzajemność: relacje odwzajemnione", "%"),
    "confirmed_share": ("Pary, których współpracę potwierdzają obie strony", "%"),
    "ei_sector": ("Wskaźnik E–I według sektorów", "od −1 do 1"),
    "ei_level": ("Wskaźnik E–I według poziomów", "od −1 do 1"),
    "components": ("Części sieci, między którymi nie ma żadnej relacji", "liczba"),
}


def institutions(n: float) -> str:
    r"""
    Count institutions.

    Examples
    --------
    >>> institutions(1), institutions(22), institutions(5)
    ('1\xa0instytucja', '22\xa0instytucje', '5\xa0instytucji')
    """
    return polish.counted(n, "instytucja", "instytucje", "instytucji")


def relations(n: float) -> str:
    """Count ties: "3 relacje"."""
    return polish.counted(n, "relacja", "relacje", "relacji")


def pairs(n: float) -> str:
    """Count pairs: "3 pary"."""
    return polish.counted(n, "para", "pary", "par")


def left_out(total: int, shown: int, forms: Sequence[str]) -> str:
    """
    Say how many rows a table leaves out; "" where it has all.

    Parameters
    ----------
    total, shown, forms
        Rows that there are and that are shown; accusative of one, few and many of them.
    """
    rest = total - shown
    one, few, many = forms
    return f"Pominięto {polish.counted(rest, one, few, many)}. " if rest > 0 else ""

"""The code frame and the words that deliveries may use for it: categories, sectors of speakers, kinds of resources, readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.catalogue import SECTORS
from diagnoza.folding import fold
from diagnoza.tables.voices import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENOUGH = 3
"""Persons of a sector in a meeting, or interviews held, from which a sector or a number of interviews may be named."""
DOUBLE_CODED = 5
"""Two coders should code at least one statement in so many."""
CATEGORIES = {
    "deficit": "deficyt",
    "resource": "zasób",
    "readiness": "gotowość",
    "own_problem": "problem własny",
    "change": "oczekiwana zmiana",
    "cooperation": "możliwość współpracy",
}
TYPES = {"fgi": "grupa fokusowa", "workshop": "warsztat", "idi": "wywiad"}
SPEAKERS = {
    "office": "urząd i jednostki gminy",
    "powiat": "instytucje powiatowe",
    "police": "policja i inne służby",
    "education": "szkoły i placówki oświatowe",
    "health": "ochrona zdrowia",
    "culture": "instytucje kultury",
    "ngo": "organizacje pozarządowe",
    "social_economy": "ekonomia społeczna",
    "business": "przedsiębiorcy",
    "church": "Kościoły i związki wyznaniowe",
    "leaders": "lokalni liderzy i aktywiści",
    "residents": "mieszkańcy",
    "other": "inne środowiska",
}
RESOURCES = {
    "institutional": "instytucjonalny",
    "staff": "osobowy",
    "financial": "finansowy",
    "legal": "prawny",
    "technological": "technologiczny",
    "infrastructural": "infrastrukturalny",
    "other": "inny",
}
READINESS = {0: "nie", 1: "pod warunkiem", 2: "deklaracja", 3: "zobowiązanie"}
CONSENTS = {"consent": "zgoda", "institution": "stanowisko instytucji"}

_ALSO: dict[str, tuple[str, ...]] = {
    "deficit": ("brak", "potrzeba"),
    "resource": ("zasoby", "zasób do udostępnienia"),
    "own_problem": ("własny problem", "problem"),
    "change": ("zmiana",),
    "cooperation": ("współpraca", "możliwości współpracy"),
    "fgi": ("fgi", "fokus", "wywiad grupowy", "zogniskowany wywiad grupowy", "spotkanie fokusowe"),
    "workshop": ("warsztaty",),
    "idi": ("idi", "wywiad pogłębiony", "wywiad indywidualny", "indywidualny wywiad pogłębiony"),
    "office": ("urząd", "jst", "samorząd", "jednostki organizacyjne gminy", "jednostki gminy"),
    "powiat": ("powiat", "starostwo", "starostwo powiatowe", "pup", "powiatowy urząd pracy"),
    "police": ("policja", "służby", "straż"),
    "education": ("szkoła", "szkoły", "oświata", "edukacja"),
    "health": ("zdrowie",),
    "culture": ("kultura",),
    "ngo": ("organizacja pozarządowa", "stowarzyszenie", "fundacja"),
    "social_economy": ("podmiot ekonomii społecznej", "podmioty ekonomii społecznej", "spółdzielnia socjalna", "pes"),
    "business": ("przedsiębiorca", "biznes", "firmy"),
    "church": ("kościół", "parafia"),
    "leaders": ("lider", "liderzy", "aktywiści", "lider lokalny", "liderzy lokalni"),
    "residents": ("mieszkaniec",),
    "other": ("inne", "inny", "pozostałe"),
    "institutional": ("instytucjonalne",),
    "staff": ("osobowe", "kadrowy", "ludzie"),
    "financial": ("finansowe", "pieniądze"),
    "legal": ("prawne",),
    "technological": ("technologiczne",),
    "infrastructural": ("infrastrukturalne", "lokalowy"),
    "consent": ("tak", "za zgodą"),
    "institution": ("stanowisko", "instytucja"),
    NO_CODE: ("brak kodu", "bez kodu", "nie koduję"),
}


def find(text: str, labels: Mapping[str, str]) -> str:
    """
    Find an id by itself, by its Polish label or by another word for it.

    Parameters
    ----------
    text
        As delivered.
    labels
        Polish labels by id.

    Returns
    -------
        The id; "" where it is none of them.

    Examples
    --------
    >>> find("Zasoby", CATEGORIES), find("NGO", SPEAKERS), find("sport", CATEGORIES)
    ('resource', 'ngo', '')
    """
    wanted = fold(text)
    words = {fold(word): one for one, label in labels.items() for word in (*_ALSO.get(one, ()), label, one)}
    return words.get(wanted, "")


def find_field(text: str) -> str:
    """
    Find a field of public services by its id or its Polish name.

    Examples
    --------
    >>> find_field("Sprawy społeczne"), find_field("transport"), find_field("pogoda")
    ('sprawy_spoleczne', 'transport', '')
    """
    return find(text, SECTORS)


def code_name(category: str, field: str) -> str:
    """
    Name a code.

    Parameters
    ----------
    category, field
        Identifiers.

    Examples
    --------
    >>> code_name("deficit", "transport")
    'deficyt – transport publiczny'
    """
    return f"{CATEGORIES[category]} – {SECTORS[field]}"


def remedy(labels: Mapping[str, str], *more: str) -> Sequence[str]:
    """
    List what may be written, for a message.

    Parameters
    ----------
    labels
        Polish labels by id.
    more
        Other words that may be written.
    """
    return [*labels.values(), *more]

"""What people said, without names, places and positions by which they could be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PLACE, POSITION, WORD = "[miejsce]", "[stanowisko]", "[ukryto]"

_NAME = r"(?:(?:im\.|im|św\.|gen\.|ks\.)\s)?[A-ZĄĆĘŁŃÓŚŹŻ0-9][\w-]*(?:\s[A-ZĄĆĘŁŃÓŚŹŻ][\w-]*){0,3}"
_PLACES = re.compile(
    rf"(?i:\b(ul\.|al\.|pl\.|os\.|ulic\w*|alej\w*|plac(?:u|em|owi)?|osiedl\w*|dzielnic\w*|rond\w*|skwer\w*|park(?:u|iem|owi)?))\s?({_NAME})"
)
_POSITIONS = re.compile(
    r"\b(?:(?:wice|pod)?(?:komendan|dyrektor|naczelni|prezes|burmistrz|marszał)\w*"
    r"|kierowni(?:k|cz)\w*|wójt\w*|sołtys\w*|(?:wice)?starost(?!w)\w+|prezydent\w*|dzielnicow(?:y|ego|emu|ym)\b|skarbni\w+"
    r"|proboszcz\w*|sekretarz\w*)",
    re.IGNORECASE,
)
_TELLING = {  # how speakers of a sector name themselves
    "office": r"\burz[ąę]d\w*|\bratusz\w*|\bmops\w*|\bmagistra\w*",
    "powiat": r"\bpowiat\w*|\bstarost\w*|\burz[ąę]d\w*\s+pracy|\bpup\w*|\bpcpr\w*",
    "police": r"\bpolic\w*|\bkomend\w*|\bkomisaria\w*|\bfunkcjonariusz\w*|\bdzielnicow\w*|\bpatrol\w*|\bstraż\w*",
    "education": r"\bszk[oó][łl]\w*|\bnauczyciel\w*|\bprzedszkol\w*|\bżłob\w*",
    "health": r"\bszpital\w*|\bprzychodni\w*|\blekar\w*|\bpielęgniar\w*",
    "culture": r"\bbibliote\w*|\bmuze\w*|\bdom\w*\s+kultury|\bgaleri\w*",
    "ngo": r"\bstowarzyszeni\w*|\bfundacj\w*|\borganizacj\w*",
    "social_economy": r"\bspółdziel\w*|\bekonomi\w*\s+społeczn\w*|\bcis\b|\bkis\b",
    "business": r"\bfirm\w*|\bprzedsiębior\w*|\bzakład\w*",
    "church": r"\bparafi\w*|\bkości[oó][łl]\w*|\bksi[ęą]dz\w*|\bcaritas\w*",
}


def conceal(text: str, hidden: Sequence[str], people: Callable[[str], str]) -> str:
    """
    Mask what could tell who spoke.

    Parameters
    ----------
    text
        What was said, as delivered.
    hidden
        Words to take out, as they stand in the text.
    people
        Masks names, numbers and addresses.

    Returns
    -------
        The text with „[osoba]”, „[miejsce]”, „[stanowisko]” or „[ukryto]” in the place of what was taken out.

    Notes
    -----
    Places are known by „ulica”, „osiedle”, „plac” and the like before a name; others have to be among `hidden`. Turns of speech that only
    one person uses cannot be found by a program: nothing may be quoted before a person has read it.

    Examples
    --------
    >>> conceal("Na osiedlu Wzgórze kierowniczka klubu Promyk czeka na pieniądze", ["Promyk"], str)
    'Na osiedlu [miejsce] [stanowisko] klubu [ukryto] czeka na pieniądze'
    """
    for word in sorted(hidden, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", WORD, text, flags=re.IGNORECASE)
    return _POSITIONS.sub(POSITION, _PLACES.sub(rf"\1 {PLACE}", people(text)))


def tells_sector(text: str, sector: str) -> bool:
    """
    Tell whether words name the sector of whoever speaks, as „u nas w komendzie” does.

    Parameters
    ----------
    text, sector
        Words; identifier of the sector of the speaker, "" where it is not known.

    Examples
    --------
    >>> tells_sector("U nas w komendzie brakuje aut", "police"), tells_sector("Brakuje świetlic", "police")
    (True, False)
    """
    return sector in _TELLING and bool(re.search(_TELLING[sector], text, re.IGNORECASE))

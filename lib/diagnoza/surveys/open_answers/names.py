"""
Names of people in open answers, told by the dictionary and by what stands around them.

Recall comes first: a word that may well be a surname is taken for one. Not found are surnames that are everyday words (Sowa, Góra) where
neither a title, a first name nor an initial stands beside them, and names with a slip. Patrons and streets are left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnoza.surveys.open_answers.name_words import ADDRESSED, BEFORE_PERSON, BEFORE_PLACE, NEVER, OFTEN, PATRONS, SEATS, TITLES
from diagnoza.surveys.open_answers.slips import is_slip
from diagnoza.surveys.open_answers.tokens import Token, is_ski, only, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.surveys.open_answers.morphology import Reading

_SURNAME = re.compile(
    r"(?:[sc]k(?:i|a|iego|iemu|im|iej|ą|ich|imi)|(?:wicz|czyk|czuk|niuk|(?:cz|i|l)ak)(?:a|owi|em|iem|u|owie|ów)?|enko|enki|enkę|enką)$"
)
_SKI = re.compile(r"(?:[scz]k(?:i|iego|iemu|im|a|iej|ą|ich|imi)|[sc]cy)$")
_INITIAL = re.compile(r"[A-ZŁŚŻ]")
_ROMAN = re.compile(r"[^\w]*(?:[IVX]+|\d)\b")
_SHORT = 5

_HONOURS = re.compile(r"(?:im|imienia|patrona|[śs]w|[śs]wi[ęe]t(?:ego|ej|y|a|ych|emu|ym)|b[łl]|b[łl]ogos[łl]awion(?:ego|ej))$")
_STREET = re.compile(
    r"(?:ul|ulic(?:a|y|ę|ą|ami|ach)|al|alej(?:a|i|ę|ą|e)|pl|plac(?:u|em)?|os|rond(?:o|a|zie|em)|park(?:u|iem)?|skwer(?:u|ze|em)?)$"
)
_RANK = re.compile(
    r"(?:gen|ks|kard|bp|dr|prof|mjr|płk|por|rtm|kpt|hetmana|kr[óo]la|kr[óo]lowej|marsz|marsza[łl]ka|genera[łl]a|ksi[ęe]dza|papie[żz]a)$"
)


def find_names(text: str) -> list[tuple[int, int]]:
    """
    Find names of people.

    Parameters
    ----------
    text
        An open answer.

    Returns
    -------
        Start and end of each name in the text, in order; a first name and its surname are one.
    """
    tokens = split(text)
    found, i = [], 0
    while i < len(tokens):
        patron = _patron(tokens, i, text)
        length = patron or _full_name(tokens, i) or int(_titled(tokens, i) or _lone(tokens, i))
        if length and not patron:
            found.append((tokens[i].start, tokens[i + length - 1].end))
        i += length or 1
    return found


def _before(tokens: Sequence[Token], i: int) -> Token | None:
    """Give the word right before, over the full stop of an abbreviation or an initial."""
    if i == 0:
        return None
    previous = tokens[i - 1]
    short = tokens[i].gap.strip() == "." and (previous.text.lower() in TITLES or _abbreviates(previous.text))
    return previous if tokens[i].joins or short else None


def _abbreviates(word: str) -> bool:
    return bool(len(word) == 1 or (len(word) < _SHORT and (_HONOURS.match(word) or _STREET.match(word) or _RANK.match(word.lower()))))


def _patron(tokens: Sequence[Token], i: int, text: str) -> int:
    """Count the words that name a patron, a saint, a pope or a street."""
    first = 0
    while i + first < len(tokens) and tokens[i + first].form.slots("first") and (not first or tokens[i + first].joins):
        first += 1
    if first and tokens[i].written == "capital":
        numbered = _ROMAN.match(text, tokens[i + first - 1].end)
        pope = [reading.lemma for token in tokens[i : i + 2] for reading in token.form.readings if reading.role == "first"]
        if (numbered and first > 1) or (numbered and numbered[0].strip().isalpha()) or {"Jan", "Paweł"} <= set(pope):
            return first
    marker, j = _before(tokens, i), i
    while marker is not None and _RANK.match(marker.text.lower()):
        j -= 1
        marker = _before(tokens, j)
    if marker is None or not (_HONOURS.match(marker.text.lower()) or _STREET.match(marker.text.lower())):
        return 0
    length = 0
    while i + length < len(tokens) and _of_patron(tokens[i + length], marker) and (not length or tokens[i + length].joins):
        length += 1
    return length


def _of_patron(token: Token, marker: Token) -> bool:
    named = token.form.slots("first", "last", "place")
    adjective = any(reading.part == "adj" and "f" in reading.genders for reading in token.form.words())
    genitive = "sg:gen" in named or not token.form.known or bool(_HONOURS.match(marker.text.lower()))
    if token.written == "small":
        return "sg:gen" in named and (not token.meant or _is_ski_word(token))
    return token.written == "capital" and (genitive or (adjective and bool(_STREET.match(marker.text.lower()))))


def _full_name(tokens: Sequence[Token], i: int) -> int:
    """Count the words of a first name with a surname or an initial, in either order."""
    if i + 1 >= len(tokens):
        return 0
    one, two = tokens[i], tokens[i + 1]
    if _INITIAL.fullmatch(one.text):
        named = two.written == "capital" and bool(two.form.slots("last")) and not two.lemmas & NEVER
        return 2 if named and (two.gap.strip() == "." or (two.joins and not one.starts)) else 0
    if not two.joins or (one.text.lower() == "maja" and one.gap.strip()[-1:].isdigit()):
        return 0
    surname_first = one.written == two.written == "capital" and _is_first(two) and not one.lemmas & TITLES and not _usual(one)
    if surname_first and one.form.slots("last") & two.form.slots("first"):
        return 2
    return _after_first(tokens, i) if _is_first(one) else 0


def _after_first(tokens: Sequence[Token], i: int) -> int:
    """Count a first name with what goes with it: a second one and a surname, a surname, an initial."""
    one, two = tokens[i], tokens[i + 1]
    third = tokens[i + 2] if i + 2 < len(tokens) and tokens[i + 2].joins else None
    if third is not None and _is_first(two) and _goes_with(one, third):
        return 3
    return 2 if _is_initial(two) or _goes_with(one, two) else 0


def _is_initial(token: Token) -> bool:
    """Tell whether a letter stands for a name and is no preposition or conjunction."""
    return token.written == "capital" and bool(_INITIAL.fullmatch(token.text)) and token.text not in set("AIOUWZ")


def _is_first(token: Token) -> bool:
    """Tell whether a word can be a first name; a small letter leaves only those that are no word."""
    named = bool(token.form.slots("first")) and token.written != "acronym" and not token.lemmas & TITLES
    return named and (token.written == "capital" or not token.plain.words())


def _goes_with(first: Token, last: Token) -> bool:
    """Tell whether a word can be the surname after a first name."""
    if last.written == "small":
        names = not last.plain.words() or only(last.plain.words(), is_ski) or only(last.plain.words(), _is_creature)
        return names and bool(last.form.slots("last") & first.form.slots("first"))
    if not last.form.known:
        return True
    proper = bool(last.form.words()) and all(word.lemma[0].isupper() for word in last.form.words())
    pair = _cases(first.form.slots("first")) & _cases(last.form.slots("first", "last"))
    return (bool(pair) or proper) and not last.lemmas & (NEVER | TITLES)


def _cases(slots: frozenset[str]) -> set[str]:
    """Cases without the number: „Marcin i Ewa Nowakowie”."""
    return {slot.partition(":")[2] for slot in slots}


def _titled(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word after „pan”, „wójt”, „dyrektor” and the like is a name."""
    token, title = tokens[i], _before(tokens, i)
    if title is None or not title.lemmas & TITLES or token.lemmas & (TITLES | NEVER) or token.written == "acronym":
        return False
    if token.written == "capital" and (_is_initial(token) or not token.form.known):
        return True
    words = token.plain.words() if token.written == "small" else ()
    usual = words and not only(words, is_ski) and not only(words, lambda word: word.genders == {"m2"})
    named = token.form.slots("first", "last")
    if not named or usual or (_is_ski_word(token) and _agrees_after(tokens, i)):
        return False
    addressed = bool(title.lemmas & ADDRESSED)
    slots = title.form.slots("word", "rare") or frozenset(slot for reading in title.meant for slot in reading.slots) or named
    if (token.form.words() or token.meant) and not named & slots:
        return False
    return addressed or not _is_seat(token, slots)


def _is_seat(token: Token, slots: frozenset[str]) -> bool:
    """Tell whether a word after an office is rather the place of it, as in „wójt Bobrowa”."""
    form = token.form
    place = "sg:gen" in form.slots("place") and not _SKI.search(token.text.lower())
    return place and not (form.words() and form.slots("first", "last") & slots)


def _lone(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word with nothing beside it is a name."""
    token = tokens[i]
    form, ski = token.form, _is_ski_word(token)
    if token.written == "acronym" or token.lemmas & (TITLES | NEVER):
        return False
    if not form.slots("first", "last"):
        return token.written == "capital" and not form.known and not token.starts and bool(_SURNAME.search(token.text))
    adjective = (ski or only(token.meant, is_ski)) and (_agrees_after(tokens, i) or _agrees_before(tokens, i))
    if _is_place(tokens, i) or adjective or _is_street(token):
        return False
    if token.written == "small":
        named = {reading.role for reading in token.plain.readings} <= {"first", "last"}
        return len(token.text) >= _SHORT and (ski or (named and not _mistyped(token)))
    if token.starts:
        return ski or not (form.words() or _mistyped(token))
    month = re.search(r"\d\s*$", token.gap)
    return not month and (ski or bool(form.slots("first")) or not _usual(token))


def _mistyped(token: Token) -> bool:
    """
    Tell whether a word that the dictionary has only as a name is rather another word, mistyped.

    A first name, what ends as surnames do and what has a capital are mistyped only for a word such as „jeszcze”.
    """
    if _surnames(token) & OFTEN or only(token.meant, is_ski):
        return False
    likely = token.written == "capital" or bool(token.form.slots("first") or _SURNAME.search(token.text))
    return bool(token.meant) or is_slip(token.text.lower(), helping=likely)


def _usual(token: Token) -> bool:
    """Tell whether a word is an everyday word rather than a surname: not a creature, and not a common surname."""
    return bool(token.form.words()) and not (_is_ski_word(token) or only(token.form.words(), _is_creature) or _surnames(token) & OFTEN)


def _is_street(token: Token) -> bool:
    return bool(_surnames(token) & PATRONS) and "sg:gen" in token.form.slots("last")


def _surnames(token: Token) -> set[str]:
    return {reading.lemma.lower() for reading in token.form.readings if reading.role == "last"}


def _is_place(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word is rather a place than a person, by what stands before it."""
    token, previous = tokens[i], _before(tokens, i)
    slots = token.places
    if not slots or (_SKI.search(token.text.lower()) and token.text.lower()[-1] not in "aą"):
        return False
    either = BEFORE_PERSON if _surnames(token) & OFTEN else frozenset[str]()
    led = previous is not None and (
        previous.text.lower() in BEFORE_PLACE - either or bool(previous.written == "capital" and previous.form.slots("place"))
    )
    person = token.form.words() or token.form.slots("first") or _surnames(token) & OFTEN or _SKI.search(token.text.lower())
    return led or bool(token.form.slots("place") - {"pl:gen"} and not person)


def _is_ski_word(token: Token) -> bool:
    """Tell whether a word is a surname such as Kowalski that is an adjective as well."""
    ends = any(_SKI.search(part) for part in token.text.lower().split("-"))
    return ends and bool(token.form.slots("last")) and only(token.form.words(), is_ski)


def _agrees_before(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the noun before it makes an adjective of a surname in -ski: „powiat brodnicki”, not „sąsiad Kowalski”."""
    previous = _before(tokens, i)
    nouns = [] if previous is None else [noun for noun in _nouns(previous) if not noun.genders & {"m1"}]
    things = [noun for noun in nouns if tokens[i].written == "small" or noun.lemma in SEATS or noun.role == "place"]
    return any(_agree(adjective, noun) for adjective in (*tokens[i].form.words(), *tokens[i].meant) for noun in things)


def _agrees_after(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the noun after it does: „Brodnicki rynek”."""
    after = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].joins else None
    if after is None or not (tokens[i].starts or tokens[i].written == "small" or after.written == "capital"):
        return False
    return any(_agree(adjective, noun) for adjective in (*tokens[i].form.words(), *tokens[i].meant) for noun in _nouns(after))


def _nouns(token: Token) -> list[Reading]:
    readings = [
        *(token.meant if token.written == "small" else token.form.words()),
        *(one for one in token.form.readings if one.role == "place"),
    ]
    return [reading for reading in readings if reading.part in {"subst", "ger"} and reading.lemma not in {"nic", "co", "kto", "to"}]


def _agree(one: Reading, other: Reading) -> bool:
    return bool(one.slots & other.slots and one.genders & other.genders)


def _is_creature(reading: Reading) -> bool:
    return reading.part == "subst" and bool(reading.genders) and reading.genders <= {"m1", "m2"}

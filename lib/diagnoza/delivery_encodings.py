"""Bytes to text: which encoding a file is in, told by its Polish letters and never by chance."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from diagnoza.errors import Problem, ProblemsError

POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
CANDIDATES = ("cp1250", "iso8859-2", "cp1252")
"""Tried in this order once a file is neither UTF-8 nor UTF-16; the first of equals wins."""

_NEIGHBOURS = frozenset("áäàâčçďéèëěíîïňñöôřšßťúùüůýžÁÄČÇĎÉËĚÍŇÖŘŠŤÚÜŮÝŽ")
_PUNCTUATION = frozenset("„”“‚’‘«»–—…€§°•·×\u00a0\u2011\u202f\ufeff\u200b")
_VOWELS = frozenset("aeiouyąęóáàâäéèêëíìîïòôöúùûü")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\s;,\"\x80-\U0010ffff]*+[^\x00-\x7f][^\s;,\"]*")
_JUDGED = 5000
_FEW = 20
_SPOILED = -10.0
_FOREIGN = -3.0


@dataclass(frozen=True)
class Decoded:
    """The text of a file, the encoding it was read in, and what could not be read."""

    text: str
    encoding: str
    notes: tuple[Problem, ...] = ()


def decode(content: bytes, file: str, named: str | None = None) -> Decoded:
    """
    Read bytes as text.

    Parameters
    ----------
    content
        The file.
    file
        Its name, for messages.
    named
        The encoding, if somebody has named it. It is checked, not trusted.

    Returns
    -------
    Decoded
        The text without a byte-order mark. A few bytes that no encoding explains become U+FFFD, and a note says where.

    Raises
    ------
    ProblemsError
        If the encoding named is unknown or not the file's, or if none fits.
    """
    return _as_named(content, file, named) if named else _guess(content, file)


def plausibility(text: str) -> float:
    """
    Judge whether the letters beyond ASCII stand where a Polish text has them.

    Parameters
    ----------
    text
        A text as some encoding gives it; its first 5000 words with such letters are judged.

    Returns
    -------
    float
        Positive: Polish words. Zero: nothing to judge. Negative: letters in impossible places, so another encoding.

    Examples
    --------
    >>> plausibility("Jabłonowo"), plausibility("Jab³onowo") < 0, plausibility("Universe?Ść") < 0
    (2.0, True, True)
    """
    total = 0.0
    for number, token in enumerate(_TOKEN.finditer(text)):
        if number >= _JUDGED:
            break
        words = {place: word[0] for word in _WORD.finditer(token[0]) for place in range(word.start(), word.end())}
        total += sum(_judge(token[0], place, words.get(place, "")) for place, sign in enumerate(token[0]) if not sign.isascii())
    return total


def _judge(token: str, place: int, word: str) -> float:
    sign = token[place]
    if "\x80" <= sign <= "\x9f" or sign == "\ufffd":
        return _SPOILED
    if sign.isalpha():
        fits = _coherent(word) and (place == 0 or token[place - 1] not in "?!.")
        if sign in POLISH:
            return 2.0 if fits else -2.0
        return 0.5 if fits and sign in _NEIGHBOURS else _FOREIGN
    if sign in _PUNCTUATION or (sign in "²³" and token[max(place - 1, 0)] == "m"):
        return 0.0
    return _FOREIGN if any(side.isalpha() for side in token[max(place - 1, 0) : place + 2]) else -1.0


def _coherent(word: str) -> bool:
    return not _VOWELS.isdisjoint(word.lower()) and (word[1:].islower() or word.isupper() or len(word) == 1)


def _as_named(content: bytes, file: str, named: str) -> Decoded:
    try:
        name = codecs.lookup(named).name
    except LookupError as error:
        what = f"the encoding named, {named!r}, is not known"
        raise ProblemsError([Problem(file, "file", what, "Name one of utf-8, utf-16, cp1250, cp1252, iso-8859-2, or none")]) from error
    try:
        text = content.decode("utf-8-sig" if name == "utf-8" else name)
    except UnicodeDecodeError as error:
        what = f"byte 0x{content[error.start]:02X} (number {error.start + 1} of the file) cannot be read as {named}"
        raise ProblemsError([Problem(file, _line(content, error.start), what, _remedy(content, file, named))]) from error
    _compare(content, file, named, text)
    return Decoded(text.removeprefix("\ufeff"), name)


def _compare(content: bytes, file: str, named: str, text: str) -> None:
    """Refuse an encoding that gives a text, but one with letters in impossible places."""
    if (score := plausibility(text)) >= 0:
        return
    try:
        better = _guess(content, file)
    except ProblemsError:
        return
    if better.notes or plausibility(better.text) <= score:
        return
    place = next((at for at, byte in enumerate(content) if byte >= 0x80), 0)  # noqa: PLR2004  (the first byte beyond ASCII)
    what = f"read as {named}, byte 0x{content[place]:02X} (number {place + 1} of the file) gives a letter that cannot stand there"
    remedy = f"Name the encoding {better.encoding}, or none: it is then told by the Polish letters"
    raise ProblemsError([Problem(file, _line(content, place), what, remedy)])


def _guess(content: bytes, file: str) -> Decoded:
    if certain := _certain(content):
        return certain
    texts = [(name, _tried(content, name)) for name in CANDIDATES]
    scored = [(plausibility(text), -order, name, text) for order, (name, text) in enumerate(texts) if text is not None]
    if scored and max(scored)[0] >= 0:
        _, _, name, text = max(scored)
        return Decoded(text, name)
    return _spared(content, file)


def _certain(content: bytes) -> Decoded | None:
    """Recognise UTF-16 by its mark or its zero bytes, UTF-8 by its being valid."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (text := _tried(content, "utf-16")) is not None:
        return Decoded(text, "utf-16")
    start = content[:400]
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if zeros.count(0) * 3 > len(start) and (text := _tried(content, name)) is not None:
            return Decoded(text, name)
    text = _tried(content, "utf-8-sig")
    return None if text is None else Decoded(text, "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8")


def _tried(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        return None


def _spared(content: bytes, file: str) -> Decoded:
    """Read as UTF-8 but for a few bytes that no encoding explains; each is named."""
    text = content.decode("utf-8-sig", errors="replace")
    places = _unreadable(content)
    if len(places) > _FEW:
        what = f"{len(places)} bytes fit neither UTF-8 nor UTF-16, cp1250, cp1252, ISO-8859-2, the first is 0x{content[places[0]]:02X}"
        raise ProblemsError([Problem(file, _line(content, places[0]), what, "Save the file as CSV UTF-8, or name its encoding")])
    said = "byte 0x{:02X} is no letter in any known encoding; it reads �"
    notes = (Problem(file, _line(content, place), said.format(content[place]), "Look at this place") for place in places)
    return Decoded(text, "utf-8", tuple(notes))


def _unreadable(content: bytes) -> list[int]:
    places: list[int] = []
    start = 0
    while start < len(content) and len(places) <= _FEW:
        try:
            content[start:].decode("utf-8")
        except UnicodeDecodeError as error:
            places.append(start + error.start)
            start += error.start + 1
        else:
            break
    return places


def _remedy(content: bytes, file: str, named: str) -> str:
    try:
        found = _guess(content, file)
    except ProblemsError:
        return "Save the file as CSV UTF-8"
    return f"Name the encoding {found.encoding}, or none" if found.encoding != named and not found.notes else "Save the file as CSV UTF-8"


def _line(content: bytes, place: int) -> str:
    newline = content.count(b"\n", 0, place)
    return f"line {newline + 1}"

"""Personal data in open answers, each place replaced by what it was: „[telefon]”, „[osoba]”."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stdnum.pl import nip, pesel, regon

from diagnoza.surveys.open_answers.names import find_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

KINDS = ("e-mail", "strona", "konto", "dokument", "data", "adres", "tablica", "telefon", "PESEL", "NIP", "REGON", "numer", "osoba")
"""What is masked; the word in brackets stands in the answer instead."""

_CAPITAL = r"[A-ZĄĆĘŁŃÓŚŹŻ][\w-]*\.?"
_HOUSE = r"\d{1,4}[a-hA-H]?(?:\s?(?:/|\bm\.?|\blok\.?)\s?\d{1,4}[a-h]?)?(?!\w)"
_LAST = r"(?=\s*(?:[^\w\s]|$))"
_MONTH = r"stycz|lut|mar|kwie|maj|czer|lip|sier|wrze|paź|list|grud"
_DAY = rf"(?:\d{{4}}-\d\d?-\d\d?|\d\d?\s?[./-]?\s?(?:\d\d?|[IVX]+|(?:{_MONTH})\w*)\s?[./-]?\s?(?:19|20)?\d\d)(?!\d)"
_SITES = r"(?:pl|com|eu|org|net|info|me|tv|be|io)"
_BETWEEN = r"[ \t\xa0\u2009\u202f.\-–—/()]{0,3}"

_PATTERNS = (  # the first one that fits a place names it; a group narrows what is masked
    ("e-mail", rf"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(małpa\))\s?[\w-]+(?:\.[\w-]+)+|[\w.+-]+\s(?:at|małpa)\s[\w-]+\.{_SITES}\b"),
    ("strona", rf"(?i:(?:https?://|www\.)?(?:[\w-]+\.)+{_SITES}/[^\s,;)]+)|(?<![\w.])@[\w.]{{2,}}"),
    ("konto", rf"\b(?:PL)?{_BETWEEN}\d\d(?:{_BETWEEN}\d){{24}}(?!\d)"),
    ("dokument", r"\b(?:[A-Z]{3}\s?\d{6}|[A-Z]{2}\s?\d{7}|[a-z]{3}\d{6}|[a-z]{2}\d{7})(?!\d)"),
    ("data", rf"(?i:\bd?ur\.|\burodz\w*)[^\d\n]{{0,25}}({_DAY})"),
    ("adres", rf"\b(?i:ul|al|os|pl)\.\s?(?:\d+\s)?(?:{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}|\w[\w-]+)\s(?:nr\s)?{_HOUSE}"),
    ("adres", rf"\b(?i:ulic|alej|osiedl|plac)\w*\s(?:\d+\s)?{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}\s(?:nr\s)?{_HOUSE}"),
    (
        "adres",
        rf"\b(?i:mieszka|zamieszka|zam\.|posesj|dom|budyn)\w*\s(?:[a-ząćęłńóśźż]+\.?\s){{0,4}}({_CAPITAL}(?:\s{_CAPITAL})?\s(?:nr\s)?{_HOUSE})",
    ),
    ("adres", rf"\b(?i:w|we|na|przy|z|ze|do|spod)\s({_CAPITAL}(?:\s{_CAPITAL})?\s(?:nr\s)?{_HOUSE}){_LAST}"),
    ("adres", rf"\b(?!(?:Rok|Sezon|Uchwał|Nr|Lat|Klas)\w*\s){_CAPITAL}\s\d{{1,4}}[a-h]?/\d{{1,3}}[a-h]?(?!\w)"),
    ("adres", rf"\b\d\d-\d{{3}}\s{_CAPITAL}|\b(?i:dom\w*\snr|nr\sdomu)\.?\s{_HOUSE}"),
    ("tablica", r"\b(?!DP\s)[BCDEFGKLNOPRSTWZ][A-Z]{1,2}\s?(?:\d{5}|\d{4}[A-Z]|\d{3}[A-Z]{2}|\d[A-Z]\d{3}|\d\d[A-Z]\d\d)\b"),
    (
        "telefon",
        r"(?i:\btel|\bfax|\bnumer|\bnr|\bkom|\bdzwoni)\w*\.?:?\s?(\d(?:[ -]?\d){5,7})(?![ -]?\d)|(?<![\d-])\d{3}[ -]\d\d[ -]\d\d(?![\d-])",
    ),
    ("numer", rf"(?<!\d)(?:\+|\b00)?\(?\d(?:{_BETWEEN}\d){{8,}}(?!\d)"),
)
_FINDERS = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_MASKED = re.compile(rf"\[(?:{'|'.join(KINDS)})\]")
_YEARS = re.compile(r"(?:(?:(?:\d\d?[./-]){2})?(?:19|20)\d\d(?:\W+|$)){2,}")
_AREA = re.compile(r"(?:1[2-8]|2[2-59]|3[2-4]|4[1-68]|5[0-9]|6[0135-9]|7[1-9]|8[1-9]|9[145])")
_MOBILE, _NIP, _PESEL = 9, 10, 11


@dataclass(frozen=True)
class Masked:
    """Open answers without personal data: ``texts`` on the index as given, ``found`` the number of places by kind."""

    texts: pd.Series
    found: dict[str, int]


def mask(texts: pd.Series) -> Masked:
    """
    Mask personal data in open answers.

    Parameters
    ----------
    texts
        One answer a row, on any index; missing ones stay missing.

    Returns
    -------
        The answers with „[telefon]”, „[osoba]” and so on in place of personal data, and how many there were of each kind.

    Notes
    -----
    Recall comes first: every run of nine or more digits goes, whatever it is („601234567 razy”), unless it is dates or years; its
    checksum only names it, as one number in ten passes that of REGON. Offices without a name, patrons, streets without a number and
    municipalities stay. Some names are not found (see `diagnoza.surveys.open_answers.names`), so that nothing may be quoted before a
    person has read it.
    """
    found: Counter[str] = Counter()
    return Masked(texts.map(lambda text: _mask(text, found), na_action="ignore"), {kind: found[kind] for kind in KINDS if found[kind]})


def _mask(text: str, found: Counter[str]) -> str:
    """Mask until nothing is left to mask, so that an answer that is scanned again stays as it is."""
    spans = _spans(text)
    parts, end = [], 0
    for start, stop, kind in spans:
        parts += [text[end:start], f"[{kind}]"]
        found[kind] += 1
        end = stop
    return _mask("".join([*parts, text[end:]]), found) if spans else text


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Find what is personal: start, end, kind, in order; what overlaps is one place of the kind that was found first."""
    masked = [found.span() for found in _MASKED.finditer(text)]
    spans: list[tuple[int, int, str]] = []
    for start, end, kind in _candidates(text):
        if any(start < last and first < end for first, last in masked):
            continue
        touching = [span for span in spans if start < span[1] and span[0] < end]
        spans = [span for span in spans if span not in touching]
        spans.append(
            (
                min([start, *(span[0] for span in touching)]),
                max([end, *(span[1] for span in touching)]),
                ([*touching, ("", "", kind)])[0][2],
            )
        )
    return sorted(spans)


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in _FINDERS:
        for found in pattern.finditer(text):
            start, end = found.span(found.lastindex or 0)
            if kind != "numer":
                yield start, end, kind
            elif not _YEARS.fullmatch(found[0]):
                yield start, end, _number(found[0], text[:start].lower())
    for start, end in find_names(text):
        yield start, end, "osoba"


def _number(written: str, before: str) -> str:
    """Name a number by the word before it, its length, its checksum, or the way it begins."""
    digits = "".join(str(int(sign)) for sign in written if sign.isdecimal())
    said = re.search(r"(pesel|nip|regon)\W*$", before)
    if said:
        return said[1].upper()
    national = re.sub(r"^(?:00)?48(?=\d{9}$)|^0(?=\d{9}$)", "", digits)
    if len(national) == _MOBILE and _AREA.match(national):
        return "telefon"
    checks = {_MOBILE: ("REGON", regon), _NIP: ("NIP", nip), _PESEL: ("PESEL", pesel), 14: ("REGON", regon)}
    kind, check = checks.get(len(digits), ("numer", None))
    return kind if check is not None and check.is_valid(digits) else "numer"

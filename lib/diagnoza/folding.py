"""Texts reduced to what counts when they are compared: one rule for codebooks, headers and answers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(\d{1,5})|(nbsp|amp|lt|gt|quot|apos|ndash|mdash|oacute|shy));")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "oacute": "ó", "shy": ""}  # the others are a space or punctuation
_NUMBERING = re.compile(
    r"^\s*(?:(?:pytanie|pyt\.?|question|[pq])\s*)?(?:\d{1,3}[a-z]?(?:\.\d{1,3})*\s*[.):]|[a-z]\))\s+(?=\S)", re.IGNORECASE
)
_MEANT = re.compile(r"(?<!\S)-(?=\d)|[<>+](?=\s*\d)|(?<=\d)\s?[+%]")  # a sign that tells "60+" from "60", "-8" from "8"
_NOT_A_WORD = re.compile(r"[^\w\ue000-\ue0ff]+|_+")


@lru_cache(maxsize=2**14)
def fold(text: str) -> str:
    r"""
    Forgive case, accents, HTML, punctuation and spaces.

    Parameters
    ----------
    text
        A label, a code or a wording.

    Returns
    -------
        Words of lower-case letters without accents and of digits, one space between them; a text of signs only stays as it is.

    Examples
    --------
    >>> fold(" <b>Gm.</b>&nbsp;Łęczna\n(miasto) "), fold("60+"), fold("-8"), fold("?!")
    ('gm leczna miasto', '60 +', '-8', '?!')
    """
    plain = unicodedata.normalize("NFKC", _ENTITY.sub(_character, _TAG.sub(" ", text))).replace("−", "-").replace("\xad", "")
    letters = unicodedata.normalize("NFKD", plain.casefold().replace("ł", "l"))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    signs = _MEANT.sub(lambda found: f" {chr(0xE000 + ord(found[0].strip()))}", letters)
    words = _NOT_A_WORD.sub(" ", signs).strip()
    folded = re.sub("[\ue000-\ue0ff]", lambda sign: chr(ord(sign[0]) - 0xE000), words)
    return folded or " ".join(plain.split())


@lru_cache(maxsize=2**14)
def fold_wording(text: str) -> str:
    """
    Fold a question as asked, forgiving also the number before it.

    Parameters
    ----------
    text
        A wording or the header of a column.

    Returns
    -------
        The folded text.

    Examples
    --------
    >>> fold_wording("12. Pana/Pani płeć:"), fold_wording("Q3) Płeć"), fold_wording("1.2. Płeć"), fold_wording("5 lat temu")
    ('pana pani plec', 'plec', 'plec', '5 lat temu')
    """
    return fold(_NUMBERING.sub("", _TAG.sub(" ", text), count=1))


def _character(entity: re.Match[str]) -> str:
    return chr(int(entity[1])) if entity[1] else _CHARACTERS.get(entity[2], " ")

"""Who answered, for as long as it takes to see that nobody is counted twice: keyed hashes in memory, never stored."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.folding import fold

if TYPE_CHECKING:
    from diagnoza.surveys.reading.matching import Matched

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_DIGITS = re.compile(r"[\d\s()+-]{9,}")
_LEAST_DIGITS = 9
_TRIAL = re.compile(r"^test(?:owy|er|\d*)?@|@test\.|@example\.", re.IGNORECASE)
_OF_ONE = frozenset({"token", "access code", "kod dostepu"})
_OF_OPERATOR = frozenset({"username", "nazwa uzytkownika", "submitted by"})


@dataclass(frozen=True)
class Persons:
    """
    Hashes of what tells one respondent from another.

    ``sure`` are e-mail addresses, phone numbers, PESEL numbers and tokens; ``traces`` are names and devices, which several people may
    share: a family computer, the IP address of a school, the tablet of an interviewer. ``trial`` are rows with an address made for testing.
    """

    sure: pd.Series
    traces: pd.Series
    trial: pd.Series


def persons_of(matched: Matched, key: bytes) -> Persons:
    """
    Gather the hashes of every row of a file.

    Parameters
    ----------
    matched
        The file with its columns matched.
    key
        Random for each run: without it the hash of a phone number is the phone number.

    Returns
    -------
        Per row of the file, index 0, 1, …, a tuple of hashes, empty where nothing is told.
    """
    responses = matched.responses
    asked = {column.position for name, column in matched.whole.items() if matched.codebook.question(name).personal}
    sure: list[list[str]] = [[] for _ in range(len(responses.frame))]
    traces: list[list[str]] = [[] for _ in range(len(responses.frame))]
    trial = [False] * len(responses.frame)
    for column in responses.columns:
        if not (column.personal or column.role in {"identity", "device"} or column.position in asked):
            continue
        name = fold(column.header)
        for at, cell in enumerate(responses.of(column)):
            said = _plain(cell)
            if not said:
                continue
            trial[at] |= _TRIAL.search(said) is not None
            alone = column.role != "device" and name not in _OF_OPERATOR and (name in _OF_ONE or _is_sure(said))
            (sure if alone else traces)[at].append(hashlib.blake2b(said.encode(), key=key, digest_size=16).hexdigest())
    hashed = [pd.Series([tuple(row) for row in rows], dtype=object) for rows in (sure, traces)]
    return Persons(hashed[0], hashed[1], pd.Series(trial, dtype=bool))


def _plain(cell: str) -> str:
    """Write an identifier one way; an answer that tells nothing, such as "anonymous" or "-", is none."""
    said = cell.strip().casefold()
    if _DIGITS.fullmatch(said):
        return re.sub(r"^48(?=\d{9}$)", "", re.sub(r"\D", "", said))
    return "" if fold(said) in _NOBODY or not any(letter.isalnum() for letter in said) else said


def _is_sure(said: str) -> bool:
    return _MAIL.fullmatch(said) is not None or (said.isdecimal() and len(said) >= _LEAST_DIGITS)


_NOBODY = frozenset(
    {"anonymous", "anonim", "anonimowy", "anonimowo", "brak", "nie", "tak", "nie dotyczy", "null", "none", "n a", "0 0 0 0"}
)

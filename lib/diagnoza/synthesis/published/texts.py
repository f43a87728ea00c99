"""Words of cells and sentences that several parts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.pieces import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

LINES = {
    "statistics": "statystyka publiczna",
    "residents": "ankieta mieszkańców",
    "youth": "ankieta młodzieży",
    "leaders": "ankieta liderów",
    "entrepreneurs": "ankieta przedsiębiorców",
    "seniors": "ankieta seniorów",
    "inventory": "inwentaryzacja usług",
    "flows": "przepływy usług",
    "voices": "spotkania i wywiady",
    "institutions": "współpraca instytucji",
    "programme": "program współpracy z organizacjami",
    "goals": "cele strategiczne",
}
"""Lines of evidence as the reader knows them."""
DIMENSIONS = {"S": "społeczny", "G": "gospodarczy", "P": "przestrzenny"}
STRENGTHS = {"A": "mocna", "B": "średnia", "C": "słaba"}
SYNTHETIC = "dane syntetyczne"
NOT_EVALUATED = "brak"


def field(name: object) -> str:
    """Name a field, as at the beginning of a sentence."""
    return polish.upper_first(SECTORS[str(name)])


def topic(row: Mapping[Any, Any]) -> str:
    """
    Name what a finding is about: its field, or else the line that it comes from.

    Parameters
    ----------
    row
        A row of `Findings`.
    """
    return field(row["field"]) if row["field"] else polish.upper_first(LINES[row["line"]])


def strength(letter: object) -> str:
    """
    Write a strength with its word.

    Examples
    --------
    >>> strength("A"), strength("")
    ('A – mocna', 'brak')
    """
    return f"{letter} {polish.DASH} {STRENGTHS[str(letter)]}" if letter else NOT_EVALUATED


def links(keys: Iterable[str]) -> str:
    """
    Refer to tables and figures; the assembled report puts their numbers in.

    Parameters
    ----------
    keys
        "tab-…" or "fig-…".

    Examples
    --------
    >>> links(["tab-a", "fig-b"])
    '[tabela](#tab-a), [rycina](#fig-b)'
    """
    return ", ".join(f"[{'tabela' if key.startswith('tab-') else 'rycina'}](#{key})" for key in keys)


def sentence(row: Mapping[Any, Any], *, easy: bool = False) -> str:
    """
    Give the sentence of a finding so that Markdown obeys nothing in it.

    Parameters
    ----------
    row
        A row of `Findings`.
    easy
        Whether it is to be the one in easy Polish.
    """
    return plain(row["plain" if easy else "sentence"])


def about(row: Mapping[Any, Any]) -> str:
    """
    Tell the strength and dimension of a finding, and whether it rests on synthetic data.

    Parameters
    ----------
    row
        A row of `Findings`.
    """
    parts = [f"Siła {row['strength']}", f"wymiar {DIMENSIONS[row['dimension']]}"]
    return ", ".join([*parts, *([SYNTHETIC] if row["origin"] == "synthetic" else [])])


def findings(n: float) -> str:
    """Count findings."""
    return polish.counted(n, "wniosek", "wnioski", "wniosków")


def numbered(findings: pd.DataFrame) -> dict[str, str]:
    """
    Give findings the numbers that the whole report refers to them by.

    Parameters
    ----------
    findings
        Table `Findings`, all of it and in its order.

    Examples
    --------
    >>> import pandas as pd
    >>> numbered(pd.DataFrame({"finding": ["a", "b"]}))
    {'a': 'W1', 'b': 'W2'}
    """
    return {str(finding): f"W{number}" for number, finding in enumerate(findings["finding"], start=1)}


def named(lines: Iterable[str]) -> str:
    """Name lines of evidence, in their own order."""
    wanted = set(lines)
    return ", ".join(label for line, label in LINES.items() if line in wanted)


def fields(names: Iterable[object]) -> str:
    """Name fields inside a sentence, in their own order."""
    wanted = {str(name) for name in names}
    return ", ".join(label for name, label in SECTORS.items() if name in wanted)

"""Small lists of goals to add up by hand, and simulated ones: what the tests of goals start from."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.account import Handed
from diagnoza.catalogue import SECTORS, Scope
from diagnoza.goals.reading import read_goals
from diagnoza.tables.goals import Goals
from diagnoza.teryt import REGISTER, Register
from survey_samples import as_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.account import ReadRows

ROOT = Path(__file__).parents[1]
A, B, C = "3015012", "3015023", "3015033"
DAY = dt.date(2026, 6, 30)
HEADS = list(Goals.to_schema().columns)
SCOPE = Scope((A, B), Register.load(ROOT / REGISTER), {})
ROW = {
    "teryt": A,
    "document": "Strategia rozwoju",
    "adopted": "2021-03-30",
    "valid_to": "2030",
    "level": "cel strategiczny",
    "field": "sport",
}


def deliver(folder: Path, *rows: dict[str, object], name: str = "goals.csv") -> Handed:
    """Write goals; what is not given is as in ROW, or empty; without words of its own a goal is called by its place."""
    whole = [[str({**ROW, "text": f"Cel numer {at}", **row}.get(head, "")) for head in HEADS] for at, row in enumerate(rows, start=1)]
    return Handed(as_csv(folder / name, HEADS, *whole), name)


def read(folder: Path, *rows: dict[str, object]) -> ReadRows:
    """Write goals and read them."""
    return read_goals([deliver(folder, *rows)], SCOPE)


def goals(*rows: dict[str, object]) -> pd.DataFrame:
    """Make a table of goals: of A, of a document valid to the end of 2030, unless told otherwise."""
    base = dict.fromkeys(HEADS, "") | {"teryt": A, "document": "Strategia", "valid_to": "2030-12-31", "art10e_point": None}
    whole = [base | {"text": f"Cel numer {at}"} | row for at, row in enumerate(rows, start=1)]
    return pd.DataFrame(Goals.validate(pd.DataFrame(whole, columns=HEADS), lazy=True))


def drawn(partners: Sequence[str], seed: int, *, n: int = 30) -> pd.DataFrame:
    """Draw goals of partners: in any field, some not coded, of documents that hold, ended, or have no told end."""
    draw = random.Random(seed)  # noqa: S311  (a simulation)
    ends = {"Strategia": "2030-12-31", "Program rewitalizacji": "2023-12-31", "SRPS": "", "Statut": "open"}
    rows = []
    for at in range(n):
        document, codes = draw.choice(list(ends)), [draw.choice(["", "none", *list(SECTORS)[:6]]) for _ in range(3)]
        row = dict(zip(("field", "coder1", "coder2"), codes, strict=True))
        rows.append(row | {"teryt": draw.choice(partners), "document": document, "valid_to": ends[document], "text": f"Cel {at}"})
    return goals(*rows)

"""Meetings and statements for tests: small files as a consultant writes them, and a partnership opened on its tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnoza.errors import NotDelivered
from diagnoza.partnership import Delivery, Partnership, load_partnership
from diagnoza.prepare import voices
from diagnoza.prepare.given import Given
from diagnoza.stored.base import Source

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).parents[1]
REAL = Source("Urząd Miejski", "wykaz spotkań", "real")
SYNTHETIC = Source("dane syntetyczne", "wypowiedzi", "synthetic")
HEADS = (
    "meeting", "type", "date", "sector", "people", "statement", "turn", "text", "category", "field", "territory", "strength", "item",
    "subject", "target", "resource", "amount", "unit", "condition", "term", "readiness", "coder", "quotable", "hidden", "consent",
)  # fmt: skip
MEETINGS = "meeting,date,type,n\nA,2020-03-02,FGI,12\nB,2020-03-03,FGI,13\n"


def said(statement: object, category: str = "deficyt", field: str = "transport", **more: object) -> dict[str, str]:
    """Make a row: a statement of an NGO with four people in meeting A, unless told otherwise."""
    row = {"meeting": "A", "sector": "ngo", "people": "4", "territory": "", "strength": "2", "quotable": "0", "text": "Słowa."}
    row |= {"statement": str(statement), "category": category, "field": field}
    return row | {name: str(value) for name, value in more.items()}


def as_csv(rows: list[dict[str, str]]) -> str:
    """Write rows of statements."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def delivered(folder: Path, statements: str | None, meetings: str | None = MEETINGS, *, of: str = "starachowice") -> Partnership:
    """Write the files of a partnership into a project folder, and give its params with them."""
    loaded = load_partnership(of, ROOT)
    raw = folder / "data" / "raw" / of
    raw.mkdir(parents=True, exist_ok=True)
    (folder / "data" / "raw" / "reference").mkdir(exist_ok=True)
    register = Path("data") / "raw" / "reference" / "register.csv"
    (folder / register).write_bytes((ROOT / register).read_bytes())
    sources = []
    for name, content, origin in (("meetings", meetings, "real"), ("statements", statements, "synthetic")):
        if content is not None:
            (raw / f"{name}.csv").write_text(content, encoding="utf-8")
            sources.append(source(name, f"{name}.csv", origin))
    return loaded.model_copy(update={"sources": tuple(sources)})


def source(table: str, file: str, origin: str) -> Delivery:
    """Declare a delivered file."""
    about: Any = {"table": table, "file": file, "origin": origin}
    return Delivery(provider="urząd", date=dt.date(2020, 3, 3), licence="test", **about)


def tables(
    folder: Path, rows: list[dict[str, str]], meetings: str | None = MEETINGS, *, of: str = "starachowice"
) -> dict[str, pd.DataFrame]:
    """Read rows of statements and make the tables."""
    partnership = delivered(folder, as_csv(rows), meetings, of=of)
    found, _ = voices.read(partnership, folder)
    return voices.tabulate(found, Given(partnership, folder, {}, []))


def starachowice() -> tuple[voices.Read, list[Any], dict[str, pd.DataFrame]]:
    """Read the files of Starachowice as they lie in the project, and make their tables."""
    loaded = load_partnership("starachowice", ROOT)
    files = (source("meetings", "voices/meetings.csv", "real"), source("statements", "voices/statements.csv", "synthetic"))
    partnership = loaded.model_copy(update={"sources": files})
    found, problems = voices.read(partnership, ROOT)
    return found, problems, voices.tabulate(found, Given(partnership, ROOT, {}, []))


@dataclass(frozen=True)
class Opened:
    """A partnership as a notebook opens it."""

    names: pd.Series
    tables: dict[str, pd.DataFrame]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            msg = f"Nie dostarczono tabeli {name}."
            raise NotDelivered(msg)
        return self.tables[name]

    def sources(self, names: Any) -> list[Source]:
        return [{"delivery:meetings": REAL, "delivery:statements": SYNTHETIC}[name] for name in names]

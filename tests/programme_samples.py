"""Small programmes of co-operation to add up by hand, and simulated ones: what the tests of programmes start from."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from diagnoza.account import Handed
from diagnoza.catalogue import Scope
from diagnoza.programme.model import load_model
from diagnoza.programme.reading import read_coverage, read_programme, read_provisions
from diagnoza.teryt import REGISTER, Register
from survey_samples import as_csv

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.account import ReadRows

ROOT = Path(__file__).parents[1]
LWOWEK, OTHER = "3015023", "3015012"
MODEL = load_model(ROOT)
SCOPE = Scope((LWOWEK, OTHER), Register.load(ROOT / REGISTER), {})
HEADS = {
    "programme": ["teryt", "year", "resolution", "adopted", "consulted", "report", "source"],
    "provisions": ["teryt", "year", "paragraph", "quote", "point", "area", "source"],
    "coverage": [
        *["teryt", "year", "plane", "area", "point", "level_text", "level_practice", "score_jst", "score_ngo", "score_agreed"],
        *["evidence", "proposal", "action", "owner", "term", "source"],
    ],
}


def deliver(folder: Path, kind: str, *rows: dict[str, object], name: str = "") -> Handed:
    """Write rows of one kind, what is not given empty; Lwówek in 2015 unless told otherwise."""
    whole = [[str({"teryt": LWOWEK, "year": 2015, **row}.get(head, "")) for head in HEADS[kind]] for row in rows]
    name = name or f"{kind}.csv"
    return Handed(as_csv(folder / name, HEADS[kind], *whole), name)


def read(folder: Path, kind: str, *rows: dict[str, object]) -> ReadRows:
    """Write rows of one kind and read them."""
    handed = [deliver(folder, kind, *rows)]
    if kind == "programme":
        return read_programme(handed, SCOPE)
    return (read_provisions if kind == "provisions" else read_coverage)(handed, SCOPE, MODEL)


def judged(year: int, seed: int, teryt: str = LWOWEK, *, unknown: float = 0.2) -> list[dict[str, object]]:
    """Draw levels, scores and proposals of every area and point; some are not assessed."""
    draw = random.Random(seed)  # noqa: S311  (a simulation)
    rows: list[dict[str, object]] = []
    subjects = [{"area": area} for area in MODEL.areas] + [{"point": int(point.id)} for point in MODEL.points]
    for subject in subjects:
        level = "" if draw.random() < unknown else draw.randint(0, 2)
        row: dict[str, object] = {"teryt": teryt, "year": year, **subject, "level_text": level}
        row["level_practice"] = "" if draw.random() < unknown else draw.randint(0, 2)
        row |= {name: draw.choice(["", 1, 2, 3, 4, 5]) for name in ("score_jst", "score_ngo", "score_agreed")}
        row["proposal"] = {0: "dodać", 1: "przeredagować", 2: "utrzymać"}.get(level, "rozważyć")  # type: ignore[call-overload]
        rows.append(row | {"action": f"działanie {len(rows) + 1}", "evidence": f"protokół, s. {len(rows) + 1}", "source": "protokół"})
    return rows


def quoted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Quote a provision for each level of the text above 0."""
    return [
        {name: row.get(name, "") for name in ("teryt", "year", "area", "point")} | {"paragraph": f"§ {at}", "quote": f"Przepis numer {at}."}
        for at, row in enumerate(rows, start=1)
        if row["level_text"] not in {"", 0}
    ]


def levels(table: pd.DataFrame, side: str = "text") -> dict[tuple[str, int, str, str], int]:
    """Look up the levels that are known."""
    known = table.dropna(subset=[f"level_{side}"])
    keys = known[["teryt", "year", "kind", "item"]].itertuples(index=False, name=None)
    return dict(zip(keys, known[f"level_{side}"], strict=True))

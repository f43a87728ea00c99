"""What every line of evidence must keep, as plain functions: a line, stored tables and whose they are in; a list of violations out."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import astuple
from typing import TYPE_CHECKING

import pandas as pd

import report_checks
from diagnoza.catalogue import SECTORS, read_services
from diagnoza.synthesis.base import FIELD_DIMENSIONS, About
from diagnoza.tables import TABLES
from diagnoza.tables.synthesis import ITEM_STATES, KINDS, LINES, SWOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import ModuleType

    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding, Item

LONGEST = 24
"""Words of a sentence in easy Polish; names and labels count."""
HARD = re.compile(r"%|\bp\.p\.|\bpkt\b|\bnp\.|\bm\.in\.|\bwg\b|saldo|mediana|wskaźnik|odchyleni|\d,\d")
CERTAINTIES = {"measured", "estimated", "told"}


def stored(case: Case) -> dict[str, pd.DataFrame]:
    """Read the stored tables of a partnership by name."""
    return {path.stem: pd.read_parquet(path) for path in sorted(case.folder.glob("*.parquet")) if path.stem in TABLES}


def about(case: Case) -> About:
    """Tell whose tables they are."""
    return About(case.partnership, case.names, read_services(case.root / "params/questionnaires/bank.yaml"))


def keys(root: Path) -> dict[str, set[str]]:
    """List the keys of the tables and figures of each chapter, as its notebook gives them."""
    found: dict[str, set[str]] = {}
    for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            kind = {"table": "tab", "figure": "fig"}.get(call.func.attr)
            given = [word.value for word in call.keywords if kind and word.arg == "key"]
            found.setdefault(path.stem, set()).update(f"{kind}-{ast.literal_eval(one)}" for one in given)
    return found


def in_order(told: list[Item] | list[Finding]) -> list[str]:
    """Write items or findings so that two lists can be compared; missing values are equal."""
    return [repr(astuple(one)) for one in told]


def items(line: ModuleType, made: Mapping[str, pd.DataFrame], whose: About, shown: Mapping[str, set[str]]) -> list[str]:
    """Items name a field, a state, tables, sources and a key that are there; none twice."""
    found = line.evidence(made, whose)
    everywhere, sources = set().union(*shown.values()), set(made["sources"]["source"])
    wrong = [f"{one.item} of {one.field or 'no field'}" for one in found if one.field not in SECTORS or one.line not in LINES]
    wrong += [f"{one.item} is {one.state}" for one in found if one.state not in ITEM_STATES]
    wrong += [f"{one.item} has {one.key}" for one in found if one.key not in everywhere]
    wrong += [f"{one.item} rests on {one.tables} {one.sources}" for one in found if not _there(one, made, sources)]
    twice = len(found) - len({(one.field, one.line, one.item) for one in found})
    return [*wrong, *([f"{twice} items are there twice"] if twice else []), *(p for one in found for p in language(one.statement))]


def findings(line: ModuleType, made: Mapping[str, pd.DataFrame], whose: About, shown: Mapping[str, set[str]]) -> list[str]:
    """Findings have words of the declaration, a key of their chapter, tables and sources that are there; none twice."""
    found = line.findings(made, whose)
    sources, wrong = set(made["sources"]["source"]), []
    for one in found:
        allowed = one.line in LINES and one.kind in KINDS and one.swot in SWOT and one.certainty in CERTAINTIES and 0 <= one.weight <= 1
        wrong += [] if allowed and re.fullmatch(r"[a-z0-9-]+", one.finding) else [f"{one.finding}: {one}"]
        wrong += [] if not one.field or one.dimension == FIELD_DIMENSIONS[one.field] else [f"{one.finding} is of {one.dimension}"]
        wrong += [f"{one.finding} has {key}" for key in one.keys if key not in shown[one.chapter]] or ([] if one.keys else [one.finding])
        wrong += [] if _there(one, made, sources) and set(one.units) <= set(whose.names.index) else [f"{one.finding} rests on {one}"]
        wrong += [f"{one.finding}: {problem}" for problem in [*language(one.sentence), *easy(one.plain)]]
    twice = len(found) - len({one.finding for one in found})
    return [*wrong, *([f"{twice} findings are there twice"] if twice else [])]


def _there(one: Item | Finding, made: Mapping[str, pd.DataFrame], sources: set[str]) -> bool:
    return bool(one.tables and one.sources) and all(len(made.get(name, ())) for name in one.tables) and set(one.sources) <= sources


def language(text: str) -> list[str]:
    """Find what no page may have: decimal points, signs of missing values, code; and quotes or blanks that do not fit."""
    page = f"<p>{text}</p>"
    problems = [*report_checks.polish_decimals(page), *report_checks.nothing_private(page)]
    problems += [f"quotes in {text!r}"] if text.count("„") != text.count("”") or "„”" in text else []
    return [*problems, *([f"blanks in {text!r}"] if re.search(r"  | [.,;:]|\.\.", text) or text != text.strip() else [])]


def easy(text: str) -> list[str]:
    """Find what is not easy Polish: signs, abbreviations and terms, long sentences."""
    sentences = [one for one in re.split(r"(?<=[.?!])\s+", text) if one]
    problems = [f"{found[0]!r} in {text!r}" for found in HARD.finditer(text)]
    problems += [f"{len(one.split())} words in {one!r}" for one in sentences if len(one.split()) > LONGEST]
    return [*problems, *language(text), *([] if text.endswith((".", "?")) else [f"no end in {text!r}"])]


def without(line: ModuleType, made: Mapping[str, pd.DataFrame], whose: About) -> list[str]:
    """Nothing rests on a table that is absent or empty."""
    named = {name for one in [*line.evidence(made, whose), *line.findings(made, whose)] for name in one.tables}
    wrong = []
    for name in sorted(named):
        for left in ({key: table for key, table in made.items() if key != name}, {**made, name: made[name].head(0)}):
            wrong += [f"{one} rests on {name}" for one in [*line.evidence(left, whose), *line.findings(left, whose)] if name in one.tables]
    return wrong


def shuffled(line: ModuleType, made: Mapping[str, pd.DataFrame], whose: About) -> list[str]:
    """The order of rows changes nothing."""
    other = {name: table.iloc[::-1] for name, table in made.items()}
    pairs = [(line.evidence(made, whose), line.evidence(other, whose)), (line.findings(made, whose), line.findings(other, whose))]
    return [f"{here} became {there}" for here, there in ((in_order(a), in_order(b)) for a, b in pairs) if here != there]

"""Nothing is published that nobody registered, and what is registered is stored."""

from __future__ import annotations

import ast
import json
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from diagnoza.release.register import REGISTER, entry, unregistered
from diagnoza.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

PIECES = {"Tabulated": ("tab", 1), "Drawn": ("fig", 2)}


def notebook_keys(root: Path) -> set[str]:
    """Gather the keys that notebooks name."""
    found = set()
    for path in (root / "notebooks").glob("*.ipynb"):
        sources = ("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code")
        for kind, key in re.findall(r"report\.(table|figure)\((?:[^()]|\([^()]*\))*?key=\"([^\"]+)\"", "\n".join(sources)):
            found.add(f"{'tab' if kind == 'table' else 'fig'}-{key}")
    return found


def made_keys(root: Path) -> set[str]:
    """Gather the keys that rooms write down, `*` for what differs."""
    found = set()
    for path in [*(root / "lib/diagnoza").glob("*/published/*.py"), *(root / "lib/diagnoza/profiles").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PIECES:
                kind, at = PIECES[node.func.id]
                text = written(node.args[at]) if len(node.args) > at else ""
                found |= {f"{kind}-{text}"} if text.strip("*") else set()
    return found


def written(node: ast.expr) -> str:
    """Give a text as it stands in the code, `*` in the place of what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "*"


def test_every_table_and_figure_of_every_chapter_is_registered(root: Path) -> None:
    keys = notebook_keys(root) | made_keys(root)
    assert len(keys) > 100
    unknown = [key for key in keys if entry(key.replace("*", "x")) is None]
    assert sorted(key for key in unknown if not any(fnmatchcase(one.pattern, key) for one in REGISTER)) == []


def test_an_unregistered_key_is_a_problem_of_the_report() -> None:
    found = unregistered(["tab-partners", "tab-answers-one-by-one"], "reports/mg-6")
    assert [(one.file, one.where) for one in found] == [("reports/mg-6", "tab-answers-one-by-one")]
    assert "not registered" in found[0].what


def test_a_pattern_does_not_stand_for_what_has_an_entry_of_its_own() -> None:
    partners = entry("tab-flows-due-positions")
    assert partners is not None
    assert partners.tables == ("settlement_positions",)


def test_what_is_registered_is_stored_and_stands_there_once() -> None:
    assert sorted({name for one in REGISTER for name in one.tables} - set(TABLES)) == []
    patterns = [one.pattern for one in REGISTER]
    assert len(patterns) == len(set(patterns))
    assert {one.shows for one in REGISTER} == {"public", "persons", "amounts", "words", "nobody"}

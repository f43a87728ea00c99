"""A report that may not be published is not written: the run fails, says why, and what was published before stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from conftest import copy
from diagnoza.errors import ProblemsError
from diagnoza.partnership import load_partnership
from diagnoza.release import verdict
from diagnoza.release.answers import unquotable

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.partnership import Partnership


@pytest.fixture
def jablonowo(tmp_path: Path, prepared: Path) -> tuple[Partnership, Path]:
    """Give a project to write in, with its processed tables."""
    place = copy(tmp_path / "project", prepared)
    return load_partnership("jablonowo", place), place


def reveal(root: Path) -> None:
    """Leave out one flow alone, as a room might that forgets what totals tell."""
    path = root / "data/processed/jablonowo/flows.parquet"
    flows = pd.read_parquet(path)
    at = flows.index[flows["status"].eq("shown") & flows["service"].eq("library") & flows["users"].gt(0)][0]
    flows.loc[at, ["users", "low", "high", "residence", "provider"]] = None
    flows.loc[at, "status"] = "protected"
    flows.to_parquet(path)


def test_the_verdict_is_given_once_for_the_same_tables(jablonowo: tuple[Partnership, Path]) -> None:
    partnership, root = jablonowo
    assert verdict.examine(partnership, root) == []
    path = root / "data/processed/jablonowo" / verdict.VERDICT
    stored = json.loads(path.read_text("utf-8"))
    assert stored["cells"] > 1000
    path.write_text(json.dumps(stored | {"problems": [{"file": "f", "where": "w", "what": "x", "remedy": "r"}]}), "utf-8")
    assert [one.what for one in verdict.examine(partnership, root)] == ["x"], "the stored verdict is read, not made again"
    reveal(root)
    assert all(one.what != "x" for one in verdict.examine(partnership, root)), "tables that differ are examined again"


def test_a_leak_stops_the_report_and_names_the_cell_and_the_tables(jablonowo: tuple[Partnership, Path]) -> None:
    partnership, root = jablonowo
    verdict.before_publishing(partnership, root, ["tab-partners"])
    reveal(root)
    with pytest.raises(ProblemsError) as refused:
        verdict.before_publishing(partnership, root, ["tab-partners", "tab-of-nobody"])
    message = str(refused.value)
    assert "the count of library 2020, from" in message
    assert "is left out but can be told exactly through" in message
    assert ", flows." in message
    assert "tab-of-nobody" in message
    assert "an older one stays as it was" in message


def test_an_answer_that_nobody_marked_stops_the_report(jablonowo: tuple[Partnership, Path], tmp_path: Path) -> None:
    from diagnoza.report.workbook import write_workbook  # noqa: PLC0415  (heavy)

    partnership, root = jablonowo
    quotes = pd.read_parquet(root / "data/processed/jablonowo/quotes.parquet")
    answers = unquotable(partnership, root, {"quotes": quotes})
    assert len(answers) > 100
    assert not set(quotes["text"]) & answers
    write_workbook(tmp_path / "t.xlsx", [], title="Diagnoza")
    verdict.before_writing(partnership, root, f"<p>{quotes['text'].iloc[0]}</p>", tmp_path / "t.xlsx")
    one = min(answers)
    with pytest.raises(ProblemsError) as refused:
        verdict.before_writing(partnership, root, f"<p>{one}</p>", tmp_path / "t.xlsx")
    assert "nobody marked as quotable" in str(refused.value)
    assert one not in str(refused.value)


def test_the_run_fails_and_what_was_published_stays(tmp_path: Path) -> None:
    root = copy(tmp_path / "project")
    for name in root.glob("notebooks/*.ipynb"):
        if name.stem not in {"08-programme", "municipality"}:
            name.unlink()
    assert run(root, "lwowek").returncode == 0
    page, book = (root / "reports/lwowek" / name for name in ("index.html", "tables.xlsx"))
    before = page.read_bytes(), book.read_bytes()
    params = root / "params/lwowek.yaml"
    params.write_text(params.read_text("utf-8").replace("\nname: ", "\nname: pisz na jan.kowalski@example.com, ", 1), "utf-8")
    told = run(root, "lwowek")
    assert told.returncode == 1
    assert "e-mail address" in told.stdout + told.stderr
    assert "jan.kowalski" not in told.stdout + told.stderr
    assert (page.read_bytes(), book.read_bytes()) == before
    assert not list((root / "reports/lwowek").glob(".*.tmp"))


def run(root: Path, *names: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "diagnoza.cli", "run", *names]
    return subprocess.run(command, cwd=root, env=os.environ | {"DIAGNOZA_ROOT": str(root)}, capture_output=True, text=True, check=False)

"""The plan that follows from what chapters read, and the engine seen from the command line, on a small project."""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import papermill
import pytest
from papermill.engines import papermill_engines

from conftest import take_back
from diagnoza.batch.shell import ShellEngine
from diagnoza.files import imported, reachable

HERE = Path(__file__).parents[1]
READS = {
    "01-partners": "from diagnoza.case import open_case\ncase = open_case(partnership)\nprint(len(case.partners))",
    "02-seats": "from diagnoza.case import open_case\ncase = open_case(partnership)\nprint(len(case.seats))",
    "03-nothing": "print(partnership)",
}


def store(path: Path, *cells: str) -> None:
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    tagged = nbformat.v4.new_code_cell('partnership = "none"', metadata={"tags": ["parameters"]})
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    cells_ = [nbformat.v4.new_markdown_cell(f"# {path.stem}"), tagged, *code]
    for number, cell in enumerate(cells_):
        cell["id"] = f"{path.stem}-{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=cells_, metadata=kernel), path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a project with one partnership and three chapters, in a folder with blanks and Polish letters."""
    root = tmp_path / "Gmina Świlcza i łąki"
    (root / "params").mkdir(parents=True)
    (root / "notebooks").mkdir()
    shutil.copy(HERE / "params" / "swilcza.yaml", root / "params")
    shutil.copytree(HERE / "params" / "questionnaires", root / "params" / "questionnaires")
    take_back(root)
    shutil.copytree(HERE / "data" / "raw" / "reference", root / "data" / "raw" / "reference")
    for name, cell in READS.items():
        store(root / "notebooks" / f"{name}.ipynb", cell)
    return root


def diagnoza(root: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "diagnoza.cli", *arguments]
    settings = os.environ | {"DIAGNOZA_ROOT": str(root)} | environment
    done = subprocess.run(command, env=settings, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def executed(root: Path) -> list[str]:
    with (root / "reports" / "run-log.csv").open(encoding="utf-8", newline="") as file:
        return sorted(row["chapter"] for row in csv.DictReader(file))


def test_a_changed_table_redoes_only_the_chapters_that_read_it_and_status_says_so_before(root: Path) -> None:
    code, said = diagnoza(root, "run", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")  # a locale without Polish letters
    assert code == 0, said
    assert executed(root) == sorted(READS)
    assert diagnoza(root, "status") == (0, "swilcza: up to date\n")
    stamp = json.loads((root / "reports/swilcza/chapters/02-seats.json").read_text("utf-8"))
    assert "data/processed/swilcza/seats.parquet" in stamp["reads"]
    assert "data/processed/swilcza/partners.parquet" not in stamp["reads"]
    seats = root / "data" / "raw" / "reference" / "seats.csv"
    seats.write_text(seats.read_text("utf-8").replace("1816122,21.8983", "1816122,21.8984"), "utf-8")
    code, said = diagnoza(root, "status", "--explain")
    assert "tables: changed: data/raw/reference/seats.csv" in said
    assert diagnoza(root, "run")[0] == 0
    assert executed(root) == sorted([*READS, "02-seats"])


def test_one_chapter_or_the_failed_ones_can_be_asked_for_and_a_dry_run_does_nothing(root: Path) -> None:
    store(root / "notebooks" / "03-nothing.ipynb", "1 / 0")
    code, said = diagnoza(root, "run", "--dry-run")
    assert (code, (root / "reports").exists()) == (0, False)
    assert "03-nothing: not made yet" in said
    code, said = diagnoza(root, "run", "--only", "01-partners")
    assert code == 0, said
    assert executed(root) == ["01-partners"]
    assert "not assembled: 2 stale chapters were left out" in said
    assert diagnoza(root, "run")[0] == 1
    assert "1 failed last time" in diagnoza(root, "status")[1]
    store(root / "notebooks" / "03-nothing.ipynb", "print('mended')")
    code, said = diagnoza(root, "run", "--failed", "--verbose")
    assert code == 0, said
    assert executed(root) == sorted([*READS, "03-nothing"])
    assert "mended" in said
    code, said = diagnoza(root, "run", "--only", "99")
    assert (code, "there is no such chapter" in said) == (1, True)


def test_a_file_that_a_chapter_opens_on_its_own_is_told_and_counts(root: Path) -> None:
    extra = root / "notebooks" / "extra.csv"
    extra.write_text("1", "utf-8")
    store(root / "notebooks" / "03-nothing.ipynb", f"print(open({str(extra)!r}).read())")
    code, said = diagnoza(root, "run")
    assert (code, "swilcza 03-nothing: reads notebooks/extra.csv" in said) == (0, True), said
    extra.write_text("2", "utf-8")
    assert "03-nothing: changed: notebooks/extra.csv" in diagnoza(root, "status", "--explain")[1]


def test_reports_that_cannot_be_written_are_said_so_in_one_line(root: Path) -> None:
    (root / "reports").write_text("in the way", "utf-8")
    code, said = diagnoza(root, "run")
    assert (code, "cannot be written to" in said, "Traceback" in said) == (1, True, False)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_request_to_end_is_obeyed_in_order_and_the_next_run_goes_on(root: Path) -> None:
    begun = root / "begun"
    store(
        root / "notebooks" / "03-nothing.ipynb",
        f"import os, time\nopen({str(begun)!r}, 'w').close()\ntime.sleep(600 * (not os.environ.get('GO')))",
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "diagnoza.cli", "run"], env=os.environ | {"DIAGNOZA_ROOT": str(root)}, text=True, stderr=subprocess.PIPE
    )
    while not begun.exists():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate()
    assert (process.returncode, "Interrupted" in errors) == (130, True)
    assert not list(root.rglob("*.tmp"))
    assert diagnoza(root, "run", GO="1")[0] == 0


def test_imports_are_followed_but_not_through_what_prepares_tables() -> None:
    assert imported("from diagnoza import (\n    report,  # why\n    case\n)") == ["diagnoza", "diagnoza.report", "diagnoza.case"]
    reached = reachable(["diagnoza.case.open_case"])
    assert {"case.py", "stored/base.py", "files.py"} <= reached
    assert not {name for name in reached if name.startswith(("prepare/", "batch/", "surveys/reading/"))} - {
        "prepare/__init__.py",
    }
    assert "prepare/services.py" in reachable(["diagnoza.prepare.services"])


def test_papermill_finds_the_engine_by_its_name_and_two_notebooks_in_one_process_both_have_pictures(tmp_path: Path) -> None:
    declared = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["papermill.engine"]
    assert declared == {"diagnoza": f"{ShellEngine.__module__}:{ShellEngine.__name__}"}
    papermill_engines.register("diagnoza", ShellEngine)
    store(tmp_path / "in.ipynb", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "partnership")
    for name in ("a", "b"):
        made = papermill.execute_notebook(tmp_path / "in.ipynb", None, {"partnership": name}, engine_name="diagnoza", progress_bar=False)
        outputs = [output for cell in made.cells if cell.cell_type == "code" for output in cell.outputs]
        assert [sorted(output.data) for output in outputs] == [["image/png", "text/plain"], ["text/plain"]]
        assert outputs[-1].data["text/plain"] == f"'{name}'"

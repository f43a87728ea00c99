"""The command line on a small project: real params and public figures, chapters of a cell or two."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from typer.testing import CliRunner

from conftest import take_back
from diagnoza.batch.engine import Engine, Execution
from diagnoza.batch.lock import lock
from diagnoza.batch.progress import Progress
from diagnoza.batch.requests import requested
from diagnoza.batch.run import Run
from diagnoza.cli import app
from diagnoza.report import assemble as report

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnoza.batch.plan import Job
    from diagnoza.partnership import Partnership

HERE = Path(__file__).parents[1]
SAY = "from IPython.display import Markdown\nMarkdown('Treść rozdziału.')"


def store(path: Path, title: str, *sources: str, parameters: tuple[str, ...] = ("partnership",)) -> None:
    declared = "\n".join(f'{name} = ""' for name in parameters)
    code = [(declared, ["parameters"]), *((source, []) for source in sources)]
    cells: list[dict[str, object]] = [{"cell_type": "markdown", "metadata": {}, "source": f"# {title}"}]
    for source, tags in code:
        cells.append({"cell_type": "code", "metadata": {"tags": tags}, "source": source, "outputs": [], "execution_count": None})
    for number, cell in enumerate(cells):
        cell["id"] = f"{path.stem}-{number}"
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project with two partnerships and two chapters."""
    root = tmp_path / "project"
    (root / "params").mkdir(parents=True)
    (root / "notebooks").mkdir()
    for name in ("swilcza", "lwowek"):
        shutil.copy(HERE / "params" / f"{name}.yaml", root / "params")
    take_back(root)
    shutil.copytree(HERE / "params" / "questionnaires", root / "params" / "questionnaires")
    shutil.copytree(HERE / "data" / "raw" / "reference", root / "data" / "raw" / "reference")
    store(root / "notebooks" / "01-partnership.ipynb", "Partnerstwo", SAY)
    store(root / "notebooks" / "02-context.ipynb", "Kontekst", SAY)
    store(root / "notebooks" / "municipality.ipynb", "Profil", SAY, parameters=("municipality", "partnership"))
    monkeypatch.setenv("DIAGNOZA_ROOT", str(root))
    monkeypatch.delenv("DIAGNOZA_REFERENCE", raising=False)
    return root


def diagnoza(*arguments: str) -> tuple[int, str, str]:
    """Run the command here; give exit code, stdout, stderr."""
    result = CliRunner().invoke(app, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def files(root: Path) -> dict[str, tuple[int, int]]:
    """Tell for each file which one it is and when it was written."""
    return {str(path.relative_to(root)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


def wait_for(condition: Callable[[], object]) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it never came about")


def test_help_needs_no_pandas() -> None:
    check = "import sys, diagnoza.cli; sys.exit(any(name in sys.modules for name in ('pandas', 'papermill', 'pydantic')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
    status, out, _ = diagnoza("--help")
    assert status == 0
    assert all(command in out for command in ("run", "prepare", "check", "profile", "dictionary"))


@pytest.mark.parametrize(
    "wrong",
    [
        ["fly"],
        ["profile"],
        ["profile", "--all", "0801022"],
        ["profile", "--all", "--partnership", "swilcza"],
        ["run", "--workers", "0"],
        ["run", "--fast"],
    ],
)
def test_wrong_usage_exits_with_2(root: Path, wrong: list[str]) -> None:
    before = files(root)
    assert diagnoza(*wrong)[0] == 2
    assert files(root) == before


def test_outside_a_project_it_says_so_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIAGNOZA_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    status, _, errors = diagnoza("run")
    assert status == 1
    assert "project" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("command", ["run", "prepare", "check"])
def test_problems_of_all_params_asked_for_are_printed_and_nothing_is_written(root: Path, command: str) -> None:
    for name in ("swilcza", "lwowek"):
        path = root / "params" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("kind: single", "kind: double"), encoding="utf-8")
    before = files(root)
    for named in ([], ["swilcza", "lwowek"]):
        status, _, errors = diagnoza(command, *named)
        assert status == 1
        assert len(errors.splitlines()) == 2
        assert "swilcza.yaml" in errors
        assert "lwowek.yaml" in errors
    assert files(root) == before


def test_a_run_makes_all_reports_and_a_second_one_redoes_nothing(root: Path) -> None:
    status, out, _ = diagnoza("run", "--workers", "4")
    assert status == 0, out
    assert "2 reports made" in out.splitlines()[-1]
    assert out.splitlines()[-1].endswith("reports/index.html")
    before = files(root)
    assert {"reports/index.html", "reports/swilcza/index.html", "reports/lwowek/tables.xlsx"} <= set(before)
    profile = root / "reports" / "swilcza" / "municipalities" / "1816122.html"
    assert 'href="municipalities/1816122.html"' in (root / "reports" / "swilcza" / "index.html").read_text("utf-8")
    assert 'href="../index.html"' in profile.read_text("utf-8")
    assert not [name for name in before if name.endswith(".tmp")]
    status, out, _ = diagnoza("run")
    assert status == 0
    assert "2 reports up to date" in out.splitlines()[-1]
    assert files(root) == before


class Copier(Engine):
    """An engine that takes notebooks as they are for executed."""

    def execute(self, job: Job) -> Execution:
        shutil.copy(job.notebook, job.output)
        return Execution(reads=[])


def copied(root: Path, *names: str) -> bool:
    """Make reports of unexecuted chapters."""
    return Run(root, Progress(root), engine=Copier()).reports(requested(names, root))


def test_a_changed_chapter_and_a_deleted_page_are_made_again_and_nothing_else(root: Path) -> None:
    assert copied(root)
    before = files(root)
    store(root / "notebooks" / "02-context.ipynb", "Kontekst", SAY, "2")
    assert copied(root, "swilcza")
    after = files(root)
    chapter = "reports/swilcza/chapters/02-context"
    made = {f"{chapter}.ipynb", f"{chapter}.json", "reports/index.html", "reports/.index.json", "reports/run-log.csv"}
    pages = {f"reports/swilcza/{name}" for name in ("index.html", "tables.xlsx", "chapters/report.json")}
    assert {name for name in after if after[name] != before.get(name)} == {"notebooks/02-context.ipynb", *made, *pages}
    (root / "reports" / "swilcza" / "index.html").unlink()
    assert copied(root, "swilcza")
    again = files(root)
    assert {name for name in again if again[name] != after.get(name)} == pages


def test_a_failed_chapter_is_a_sentence_in_its_report_and_the_end_of_the_run_says_what_to_do(root: Path) -> None:
    store(root / "notebooks" / "02-context.ipynb", "Kontekst", SAY, "assert partnership != 'swilcza', 'no such table'")
    status, out, _ = diagnoza("run", "--workers", "4")
    assert status == 1
    assert out.split("1 failed:")[1].splitlines() == [
        "",
        "  swilcza 02-context: cell 4: AssertionError: no such table",
        (
            "    reports/swilcza/chapters/02-context.failed.ipynb shows where. "
            "Then run `diagnoza run swilcza`: only what is missing is done again."
        ),
    ]
    page = (root / "reports" / "swilcza" / "index.html").read_text(encoding="utf-8")
    assert "Obliczenie zakończyło się błędem" in page
    assert "AssertionError" not in page
    assert "zakończyło się błędem" not in (root / "reports" / "lwowek" / "index.html").read_text(encoding="utf-8")


def test_our_own_mistake_shows_its_traceback_and_the_other_reports_are_made(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    proper = report.assemble

    def assemble(partnership: Partnership, *rest: Any) -> Path:
        if partnership.id == "swilcza":
            raise ZeroDivisionError
        return proper(partnership, *rest)

    monkeypatch.setattr(report, "assemble", assemble)
    assert not copied(root)
    out = capsys.readouterr().out
    assert "Traceback" in out
    assert "ZeroDivisionError" in out
    assert (root / "reports" / "lwowek" / "index.html").is_file()
    assert not (root / "reports" / "swilcza" / "index.html").exists()


def test_profiles_are_made_of_codes_that_the_register_knows(root: Path) -> None:
    before = files(root)
    status, _, errors = diagnoza("profile", "1816129", "0402", "1816122")
    assert status == 1
    assert [line.split(":")[0] for line in errors.splitlines()] == ["profile, 1816129", "profile, 0402"]
    assert files(root) == before
    status, out, _ = diagnoza("profile", "1816122")
    assert status == 0, out
    assert (root / "reports" / "municipalities" / "1816122.html").is_file()
    assert "1 profile up to date" in diagnoza("profile", "1816122")[1]


def test_profiles_of_a_partnership_lie_in_its_folder_and_are_of_its_members_only(root: Path) -> None:
    before = files(root)
    status, _, errors = diagnoza("profile", "--partnership", "swilcza", "3015023")
    assert status == 1
    assert "3015023: it does not belong to swilcza" in errors
    assert "Its municipalities are: 1816122" in errors
    assert files(root) == before
    for codes in ([], ["1816122"]):
        status, out, _ = diagnoza("profile", "--partnership", "swilcza", *codes)
        assert status == 0, out
    assert "1 profile up to date" in out
    assert (root / "reports" / "swilcza" / "municipalities" / "1816122.html").is_file()
    assert not (root / "reports" / "municipalities").exists()


def test_a_profile_that_fails_is_named_its_page_taken_away_and_the_report_does_not_lead_to_it(root: Path) -> None:
    assert copied(root, "swilcza")
    page = root / "reports" / "swilcza" / "municipalities" / "1816122.html"
    assert page.is_file()
    store(root / "notebooks" / "municipality.ipynb", "Profil", "assert not partnership", parameters=("municipality", "partnership"))
    status, out, _ = diagnoza("run", "swilcza")
    assert status == 1
    assert "swilcza 1816122: cell 3: AssertionError" in out
    assert not page.exists()
    assert "municipalities/" not in (root / "reports" / "swilcza" / "index.html").read_text("utf-8")


def test_check_writes_nothing(root: Path) -> None:
    before = files(root)
    assert diagnoza("check")[:2] == (0, "lwowek: no problems\nswilcza: no problems\n")
    assert files(root) == before


def test_a_second_run_at_once_says_that_it_waits_and_then_goes_on(root: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no flock")
    with lock(root / "reports", lambda: None):
        second = subprocess.Popen([sys.executable, "-m", "diagnoza.cli", "prepare", "swilcza"], stdout=subprocess.PIPE, text=True)
        assert second.stdout
        assert second.stdout.readline() == "Another run is writing to reports/. Waiting until it has ended.\n"
        assert not (root / "data" / "processed").exists()
    out, _ = second.communicate()
    assert second.returncode == 0
    assert "data/processed" in out


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_run_exits_with_130_and_leaves_no_process_and_no_half_file(root: Path) -> None:
    begun = root / "begun"
    store(root / "notebooks" / "02-context.ipynb", "Kontekst", f"open({str(begun)!r}, 'w').close()", "import time; time.sleep(600)")
    store(root / "notebooks" / "municipality.ipynb", "Profil", "import time; time.sleep(600)", parameters=("municipality", "partnership"))
    command = [sys.executable, "-m", "diagnoza.cli", "run", "swilcza", "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    wait_for(begun.exists)
    wait_for((root / "reports" / "swilcza" / "chapters" / "01-partnership.json").exists)
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 2
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors == "Interrupted. What was finished is kept, and the next run goes on from there.\n"
    assert not [each for each in family if each.is_running()]
    assert sorted(path.name for path in (root / "reports" / "swilcza").rglob("*") if path.is_file()) == [
        "01-partnership.ipynb",
        "01-partnership.json",
    ]

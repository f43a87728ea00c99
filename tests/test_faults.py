"""Every fault that a chapter may meet is caused for real; only that chapter fails, and nothing half done or running is left."""

# nbformat has types in part only
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import nbformat
import psutil
import pytest

from diagnoza.batch.engine import Limits, Outcome
from diagnoza.batch.kernels import KernelEngine
from diagnoza.batch.plan import Job, parts_of, read_notebook
from diagnoza.batch.pool import run_jobs
from diagnoza.batch.processes import MARK
from diagnoza.batch.warm import WarmEngine
from diagnoza.errors import ParamsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


def store(path: Path, *cells: str) -> Path:
    """Write a notebook: a heading, the parameters, the cells."""
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    parameters = nbformat.v4.new_code_cell('partnership = "demo"', metadata={"tags": ["parameters"]})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Rozdział"), parameters, *code], metadata=KERNEL)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def job(root: Path, name: str, *cells: str, **parameters: str) -> Job:
    notebook = read_notebook(store(root / "notebooks" / f"{name}.ipynb", *cells))
    values = {"partnership": "demo", **parameters}
    return Job("demo", name, notebook.path, values, root / "out" / f"{name}.ipynb", parts_of(notebook, values, inputs=[], root=root))


def run(root: Path, *jobs: Job, **options: float) -> list[Outcome]:
    return run_jobs(jobs, PapermillEngine(root, **options), workers=4)


def ours(root: Path) -> list[psutil.Process]:
    """Find what runs on behalf of this test's project: workers, kernels and what they have started."""
    found = []
    for process in psutil.process_iter():
        try:
            environment = process.environ()
        except (psutil.Error, OSError):
            continue
        if MARK in environment and environment.get("DIAGNOZA_ROOT") == str(root) and process.status() != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


def wait_for(condition: Callable[[], object], *, attempts: int = 600) -> object:
    for _ in range(attempts):
        if found := condition():
            return found
        time.sleep(0.05)
    pytest.fail("it never came about")


def half_files(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*.tmp")]


def test_each_fault_fails_its_own_chapter_and_no_other(tmp_path: Path) -> None:
    faults = {
        "00-endless": "while True: pass",
        "01-good": "print(partnership)",
        "02-exception": "raise ValueError('no  such\\nvalue')",
        "03-killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "04-exit": "import sys; sys.exit(0)",
        "05-leaves": "import os; os._exit(0)",
        "06-absent": "from diagnoza.errors import NotDelivered; raise NotDelivered('Nie dostarczono wykazu usług.')",
        "07-crash": "import ctypes; ctypes.string_at(0)",
    }
    jobs = [job(tmp_path, name, "1", cell, "2") for name, cell in faults.items()]
    outcomes = {outcome.job.name: outcome.failure for outcome in run(tmp_path, *jobs, cell_timeout=6)}
    assert {name: failure and failure.sentence for name, failure in outcomes.items()} == {
        "00-endless": "Przekroczono czas obliczeń w komórce 4.",
        "01-good": None,
        "02-exception": "Obliczenie zakończyło się błędem w komórce 4.",
        "03-killed": "Proces obliczeniowy został przerwany w komórce 4.",
        "04-exit": "Obliczenie zakończyło się błędem w komórce 4.",
        "05-leaves": "Proces obliczeniowy został przerwany w komórce 4.",
        "06-absent": None,
        "07-crash": "Proces obliczeniowy został przerwany w komórce 4.",
    }
    assert outcomes["02-exception"]
    assert outcomes["02-exception"].line == "cell 4: ValueError: no such value"
    fine = {"01-good", "06-absent"}
    kept = {f"{name}.failed.ipynb" for name in faults if name not in fine}
    made = {f"{name}{suffix}" for name in fine for suffix in (".ipynb", ".json")}
    assert {path.name for path in (tmp_path / "out").iterdir()} == made | kept
    assert not ours(tmp_path)


def test_what_was_not_delivered_is_a_sentence_that_ends_the_chapter_and_no_fault(tmp_path: Path) -> None:
    absent = job(tmp_path, "01-chapter", "1", "from diagnoza.errors import NotDelivered; raise NotDelivered('Nie ma wykazu.')", "print(2)")
    (outcome,) = run(tmp_path, absent)
    assert outcome.failure is None
    last = json.loads(absent.output.read_text(encoding="utf-8"))["cells"][-1]
    assert last["outputs"][0]["data"]["text/markdown"] in ("*Nie ma wykazu.*", ["*Nie ma wykazu.*"])
    assert "Traceback" not in absent.output.read_text(encoding="utf-8")


def test_a_failure_replaces_the_result_by_the_notebook_with_its_traceback_until_the_chapter_succeeds_again(tmp_path: Path) -> None:
    run(tmp_path, job(tmp_path, "01-chapter", "1 / 1"))
    failing = job(tmp_path, "01-chapter", "1 / 0")
    run(tmp_path, failing)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["01-chapter.failed.ipynb"]
    assert "ZeroDivisionError" in failing.failed.read_text(encoding="utf-8")
    run(tmp_path, job(tmp_path, "01-chapter", "1 / 1"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["01-chapter.ipynb", "01-chapter.json"]


def test_a_kill_from_outside_fails_that_chapter_and_a_second_run_makes_only_it(tmp_path: Path) -> None:
    victims = {"02-kernel": "ipykernel_launcher", "03-worker": "diagnoza.batch.worker"}
    go = str(tmp_path / "go")
    wait = f"import pathlib, time\nwhile not pathlib.Path({go!r}).exists(): time.sleep(0.05)"
    slow = [job(tmp_path, name, f"open({str(tmp_path / name)!r}, 'w').write(str(__import__('os').getpid()))", wait) for name in victims]
    jobs = [job(tmp_path, "01-good", "1"), *slow]

    def kill() -> None:
        wait_for(jobs[0].stamp.exists)
        wait_for(lambda: all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in victims))
        for name, module in victims.items():
            kernel = psutil.Process(int((tmp_path / name).read_text()))
            victim = kernel if name == "02-kernel" else kernel.parent()
            assert victim
            assert module in victim.cmdline()
            victim.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    good, *killed = run(tmp_path, *jobs)
    killer.join()
    assert good.failure is None
    assert [outcome.failure and outcome.failure.sentence for outcome in killed] == [
        "Proces obliczeniowy został przerwany w komórce 4.",
        "Proces obliczeniowy został przerwany.",
    ]
    assert not ours(tmp_path)
    (tmp_path / "go").touch()
    assert [(outcome.redone, outcome.failure) for outcome in run(tmp_path, *jobs)] == [(False, None), (True, None), (True, None)]


def test_a_worker_that_does_not_give_way_is_ended_with_all_it_started(tmp_path: Path) -> None:
    deaf = """import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(['sleep', '600'], start_new_session=True)"""
    endless = job(tmp_path, "01-deaf", deaf, "time.sleep(600)")
    [outcome] = run(tmp_path, endless, deadline=6, cell_timeout=600, grace=-1)
    assert outcome.failure
    assert outcome.failure.sentence == "Przekroczono czas obliczeń."
    assert not ours(tmp_path)


def test_an_unknown_parameter_is_refused_before_anything_runs(tmp_path: Path) -> None:
    jobs = [job(tmp_path, "01-good", "1"), job(tmp_path, "02-asked", "1", partnershp="demo", year="2023")]
    with pytest.raises(ParamsError) as refused:
        run(tmp_path, *jobs)
    remedy = "the notebook does not know it. Its cell tagged `parameters` declares partnership: declare"
    assert str(refused.value).splitlines() == [
        f"02-asked.ipynb, parameter partnershp: {remedy} `partnershp` there.",
        f"02-asked.ipynb, parameter year: {remedy} `year` there.",
    ]
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_fails_its_chapter_without_a_trace(tmp_path: Path) -> None:
    blocked, good = job(tmp_path, "01-blocked", "1"), job(tmp_path, "02-good", "1")
    (tmp_path / "out" / "01-blocked.ipynb" / "in-the-way").mkdir(parents=True)
    outcomes = run(tmp_path, blocked, good)
    assert outcomes[0].failure
    assert outcomes[0].failure.kind == "died"
    assert outcomes[1].failure is None
    assert not half_files(tmp_path)


DRIVER = """
import signal, sys
from pathlib import Path
from diagnoza.batch.engine import PapermillEngine, run_jobs
from diagnoza.batch.plan import Job
root = Path(sys.argv[1])
jobs = [
    Job("demo", name, root / "notebooks" / f"{name}.ipynb", {"partnership": "demo"}, root / "out" / f"{name}.ipynb", {})
    for name in ("01-slow", "02-slow")
]
signal.signal(signal.SIGINT, signal.default_int_handler)
run_jobs(jobs, PapermillEngine(root), workers=2)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_end_of_the_run_leaves_no_process_and_no_half_file(tmp_path: Path, number: int) -> None:
    for name in ("01-slow", "02-slow"):
        begun = str(tmp_path / f"{name}.begun")
        store(tmp_path / "notebooks" / f"{name}.ipynb", f"open({begun!r}, 'w').close()\nimport time\ntime.sleep(600)")
    process = subprocess.Popen([sys.executable, "-c", DRIVER, str(tmp_path)], stderr=subprocess.PIPE, text=True)
    wait_for(lambda: len(list(tmp_path.glob("*.begun"))) == 2)
    assert len(ours(tmp_path)) >= 4
    os.kill(process.pid, number)
    _, errors = process.communicate()
    assert process.returncode == -number
    assert number == signal.SIGKILL or "KeyboardInterrupt" in errors
    wait_for(lambda: not ours(tmp_path))
    assert not half_files(tmp_path)
    assert not list((tmp_path / "out").iterdir())


def test_an_executed_notebook_names_no_path_and_no_time_and_a_code_arrives_as_text(tmp_path: Path) -> None:
    done = job(tmp_path, "01-chapter", "assert partnership == '0801022', repr(partnership)", "print('Łódź')", partnership="0801022")
    [outcome] = run(tmp_path, done)
    assert outcome.failure is None
    text = done.output.read_text(encoding="utf-8")
    assert "papermill" not in text
    assert str(tmp_path) not in text
    assert "Łódź" in text
    done.output.unlink()
    run(tmp_path, done)
    assert done.output.read_text(encoding="utf-8") == text

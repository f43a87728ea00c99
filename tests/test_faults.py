"""Every fault that a chapter may meet is caused for real; only that chapter fails, and nothing half done or running is left."""

# nbformat has types in part only
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import os
import re
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
    return planned(root, store(root / "notebooks" / f"{name}.ipynb", *cells), **parameters)


def planned(root: Path, path: Path, **parameters: str) -> Job:
    notebook, name = read_notebook(path), path.stem
    values = {"partnership": "demo", **parameters}
    return Job("demo", name, notebook.path, values, root / "out" / f"{name}.ipynb", parts_of(notebook, values, inputs=[], root=root))


ENGINES = {"warm": WarmEngine, "kernel": KernelEngine}
both = pytest.mark.parametrize("kind", ENGINES)


def run(root: Path, *jobs: Job, kind: str = "warm", workers: int = 4, **limits: float) -> list[Outcome]:
    engine = ENGINES[kind](root, limits=Limits(**limits))
    try:
        outcomes = run_jobs(jobs, engine, workers=workers)
        assert engine.remark is None
        return outcomes
    finally:
        engine.close()


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


@both
def test_each_fault_fails_its_own_chapter_and_no_other(tmp_path: Path, kind: str) -> None:
    faults = {
        "00-endless": "while True: pass",
        "01-good": "print(partnership)",
        "02-exception": "raise ValueError('no  such\\nvalue')",
        "03-killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "04-exit": "import sys; sys.exit(0)",
        "05-leaves": "import os; os._exit(0)",
        "06-absent": "from diagnoza.errors import NotDelivered; raise NotDelivered('Nie dostarczono wykazu usług.')",
        "07-crash": "import ctypes; ctypes.string_at(0)",
        "08-memory": "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))\nlarge = bytearray(2**34)",
        "09-orphan": "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True) and None",
    }
    jobs = [job(tmp_path, name, "1", cell, "2") for name, cell in faults.items()]
    outcomes = {outcome.job.name: outcome.failure for outcome in run(tmp_path, *jobs, kind=kind, cell=8)}
    assert {name: failure and failure.sentence for name, failure in outcomes.items()} == {
        "00-endless": "Przekroczono czas obliczeń w komórce 4.",
        "01-good": None,
        "02-exception": "Obliczenie zakończyło się błędem w komórce 4.",
        "03-killed": "Proces obliczeniowy został przerwany w komórce 4.",
        "04-exit": "Obliczenie zakończyło się błędem w komórce 4.",
        "05-leaves": "Proces obliczeniowy został przerwany w komórce 4.",
        "06-absent": None,
        "07-crash": "Proces obliczeniowy został przerwany w komórce 4.",
        "08-memory": "Obliczenie zakończyło się błędem w komórce 4.",
        "09-orphan": None,
    }
    assert outcomes["02-exception"]
    assert outcomes["02-exception"].line == "cell 4: ValueError: no such value"
    fine = {"01-good", "06-absent", "09-orphan"}
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


def waiting(root: Path, name: str) -> str:
    """Write a cell that tells its process number and then waits for the file `go`."""
    told, go = str(root / name), str(root / "go")
    return f"""import os, pathlib, time
with open({told!r}, 'a') as file: print(os.getpid(), file=file)
while not pathlib.Path({go!r}).exists(): time.sleep(0.05)"""


def pids(root: Path, name: str) -> list[int]:
    return [int(line) for line in (root / name).read_text().split()] if (root / name).exists() else []


@both
def test_what_is_killed_from_outside_is_tried_once_more_and_then_fails_alone(tmp_path: Path, kind: str) -> None:
    victim, good = job(tmp_path, "02-victim", waiting(tmp_path, "told")), job(tmp_path, "01-good", "1")

    def kill() -> None:
        for times in (1, 2):
            wait_for(lambda times=times: len(pids(tmp_path, "told")) == times)
            os.kill(pids(tmp_path, "told")[-1], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    done, killed = run(tmp_path, good, victim, kind=kind)
    killer.join()
    assert (done.failure, done.tries) == (None, 1)
    assert killed.failure
    assert (killed.failure.sentence, killed.tries) == ("Proces obliczeniowy został przerwany w komórce 3.", 2)
    assert not ours(tmp_path)
    (tmp_path / "go").touch()
    assert [(outcome.redone, outcome.failure) for outcome in run(tmp_path, good, victim, kind=kind)] == [(False, None), (True, None)]


def test_a_chapter_whose_process_dies_once_is_made_at_the_second_try(tmp_path: Path) -> None:
    first = str(tmp_path / "first")
    die = f"open({first!r}, 'w').close(); os.kill(os.getpid(), signal.SIGSEGV)"
    once = f"import os, pathlib, signal\nif not pathlib.Path({first!r}).exists(): {die}"
    [outcome] = run(tmp_path, job(tmp_path, "01-once", once))
    assert (outcome.failure, outcome.tries) == (None, 2)


def test_an_error_and_an_exit_are_not_tried_again(tmp_path: Path) -> None:
    told = str(tmp_path / "told")
    count = f"with open({told!r}, 'a') as file: print(1, file=file)"
    jobs = [job(tmp_path, "01-error", count, "1 / 0"), job(tmp_path, "02-leaves", count, "import os; os._exit(3)")]
    assert [outcome.tries for outcome in run(tmp_path, *jobs)] == [1, 1]
    assert len(pids(tmp_path, "told")) == 2


def test_when_the_warm_process_is_killed_another_one_takes_its_place(tmp_path: Path) -> None:
    slow = job(tmp_path, "01-slow", waiting(tmp_path, "told"))

    def kill() -> None:
        wait_for(lambda: pids(tmp_path, "told"))
        parent = psutil.Process(pids(tmp_path, "told")[0]).parent()
        assert parent
        assert "diagnoza.batch.zygote" in parent.cmdline()
        parent.kill()
        wait_for(lambda: len(pids(tmp_path, "told")) == 2)
        (tmp_path / "go").touch()

    killer = threading.Thread(target=kill)
    killer.start()
    [outcome] = run(tmp_path, slow)
    killer.join()
    assert (outcome.failure, outcome.tries) == (None, 2)
    assert not psutil.pid_exists(pids(tmp_path, "told")[0])
    assert not ours(tmp_path)


DEAF = """import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if hasattr(signal, 'pthread_sigmask'): signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
print('before')
subprocess.Popen(['sleep', '600'], start_new_session=True) and None"""


@pytest.mark.parametrize(
    ("kind", "limits"),
    [("warm", {"cell": 3, "grace": 1}), ("warm", {"notebook": 12, "grace": 0}), ("kernel", {"notebook": 8, "grace": -1})],
)
def test_what_does_not_give_way_is_ended_with_all_it_started(tmp_path: Path, kind: str, limits: dict[str, float]) -> None:
    [outcome] = run(tmp_path, job(tmp_path, "01-deaf", DEAF, "time.sleep(600)"), kind=kind, **limits)
    assert outcome.failure
    assert outcome.failure.sentence.startswith("Przekroczono czas obliczeń")
    assert not ours(tmp_path)
    if kind == "warm":  # what it had displayed is kept, and where it stood
        assert outcome.failure.cell == 4
        assert "before" in outcome.job.failed.read_text(encoding="utf-8")


def test_a_full_disk_fails_the_chapter_and_leaves_no_half_file(tmp_path: Path) -> None:
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\nprint('x' * 100000)"
    outcomes = run(tmp_path, job(tmp_path, "01-full", full), job(tmp_path, "02-good", "1"))
    assert outcomes[0].failure
    assert outcomes[0].failure.kind == "died"
    assert "File too large" in outcomes[0].failure.line
    assert outcomes[1].failure is None
    assert not outcomes[0].job.output.exists()
    assert not half_files(tmp_path)


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
from diagnoza.batch.engines import choose
from diagnoza.batch.engine import Limits
from diagnoza.batch.plan import Job
from diagnoza.batch.pool import run_jobs
root = Path(sys.argv[1])
jobs = [
    Job("demo", name, root / "notebooks" / f"{name}.ipynb", {"partnership": "demo"}, root / "out" / f"{name}.ipynb", {})
    for name in ("01-slow", "02-slow")
]
signal.signal(signal.SIGINT, signal.default_int_handler)
run_jobs(jobs, choose(root, Limits(), sys.argv[2]), workers=2)
"""


@both
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_end_of_the_run_leaves_no_process_and_no_half_file(tmp_path: Path, number: int, kind: str) -> None:
    for name in ("01-slow", "02-slow"):
        begun = str(tmp_path / f"{name}.begun")
        store(tmp_path / "notebooks" / f"{name}.ipynb", f"open({begun!r}, 'w').close()\nimport time\ntime.sleep(600)")
    process = subprocess.Popen([sys.executable, "-c", DRIVER, str(tmp_path), kind], stderr=subprocess.PIPE, text=True)
    wait_for(lambda: len(list(tmp_path.glob("*.begun"))) == 2)
    assert len(ours(tmp_path)) >= (1 if kind == "warm" else 4)
    os.kill(process.pid, number)
    _, errors = process.communicate()
    assert process.returncode == -number
    assert number == signal.SIGKILL or "KeyboardInterrupt" in errors
    wait_for(lambda: not ours(tmp_path))
    assert not half_files(tmp_path)
    assert not list((tmp_path / "out").iterdir())


SPEAKS = """import sys, subprocess
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, Markdown, display
print('Łódź'); print('raz', file=sys.stderr); print('dwa')
display(HTML('<b>x</b>'), Markdown('*y*'))
shown = display('before', display_id='one'); shown.update('after')
subprocess.run(['echo', 'from a program'])
plt.figure(); plt.plot([1, 3, 2])
pd.DataFrame({'gmina': ['Świlcza'], 'ludność': [17000]})"""


def test_the_two_engines_write_the_same_bytes_pictures_included(tmp_path: Path) -> None:
    cells = (
        SPEAKS,
        "plt.plot([1, 2]);",
        "pd.Series(range(100)).describe()",
        "await __import__('asyncio').sleep(0)",
        "raise NameError('nic')",
    )
    stored = [store(tmp_path / "both" / "01-good.ipynb", *cells[:4]), store(tmp_path / "both" / "02-bad.ipynb", *cells)]
    made = {}
    for kind in ENGINES:
        (tmp_path / kind / "notebooks").mkdir(parents=True)
        jobs = [planned(tmp_path / kind, path) for path in stored]
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("PYTEST_CURRENT_TEST")  # where it is set, ipykernel does not catch what programs print
            run(tmp_path / kind, *jobs, kind=kind)
        made[kind] = (jobs[0].output.read_text(encoding="utf-8"), jobs[1].failed.read_text(encoding="utf-8"))
    assert made["warm"][0] == made["kernel"][0]
    assert made["warm"][0].count('"image/png"') == 2
    assert "from a program" in made["warm"][0]
    plain = [re.sub(r"\\u001b\[[0-9;]*m", "", bad) for _, bad in made.values()]  # only the colours of a traceback differ
    assert plain[0] == plain[1]


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

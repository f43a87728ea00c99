"""One chapter executed in a process of its own, and a pool of them; any other engine takes the same seam, `Engine`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psutil

from diagnoza.batch.plan import write_stamp
from diagnoza.errors import ParamsError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from diagnoza.batch.plan import Job

CELL_TIMEOUT = 600.0
"""How long one cell may run [s]."""
DEADLINE = 900.0
"""How long one chapter may run [s]."""
GRACE = 30.0
"""How long after its deadline a worker may still be busy with ending [s], before it is ended."""
TERMINATE_TIMEOUT = 2.0
"""How long a process may take to end when asked, before it is killed [s]."""
MARK = "DIAGNOZA_JOB"
"""Environment variable that a worker and all that it starts carry, so that they can be found when the worker is gone."""

SENTENCES = {
    "error": "Obliczenie zakończyło się błędem",
    "died": "Proces obliczeniowy został przerwany",
    "timeout": "Przekroczono czas obliczeń",
}


@dataclass(frozen=True)
class Failure:
    """Why a chapter is missing."""

    kind: str
    """``error`` in a cell, ``died`` (kernel or worker), or ``timeout``."""
    detail: str
    """For the consultant: the error in one line."""
    cell: int | None = None
    """The number that JupyterLab shows beside the cell, in the kept notebook."""
    kept: Path | None = None
    """The notebook as it stood, with its traceback."""

    @property
    def sentence(self) -> str:
        """What the report says: one Polish sentence."""
        where = f" w komórce {self.cell}" if self.cell else ""
        return f"{SENTENCES[self.kind]}{where}."

    @property
    def line(self) -> str:
        """What the terminal says, in one line."""
        where = f"cell {self.cell}: " if self.cell else ""
        return where + " ".join(self.detail.split())


@dataclass(frozen=True)
class Outcome:
    """How a job went; `redone` is false when its result was up to date."""

    job: Job
    failure: Failure | None = None
    redone: bool = True
    seconds: float = 0.0


class Engine(Protocol):
    """What executes a job. It is called from several threads at once."""

    def execute(self, job: Job) -> Failure | None:
        """Make ``job.output`` whole or not at all; on failure ``job.failed`` if there is something to keep."""

    def stop(self) -> None:
        """End all that is running, leaving no process; from now on nothing is executed."""


class PapermillEngine:
    """papermill and a stock kernel, one worker process per job."""

    def __init__(self, root: Path, *, cell_timeout: float = CELL_TIMEOUT, deadline: float = DEADLINE, grace: float = GRACE) -> None:
        self._root = root
        self._cell_timeout = cell_timeout
        self._deadline = deadline
        self._grace = grace
        self._lock = threading.Lock()
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._stopped = False

    def execute(self, job: Job) -> Failure | None:
        """Execute the job in a new process, and end that process with all it started if it does not end well."""
        with tempfile.TemporaryDirectory(prefix="diagnoza-", ignore_cleanup_errors=True) as scratch:
            failure = self._supervise(job, Path(scratch))
        if failure is None:
            job.failed.unlink(missing_ok=True)
        else:
            job.output.unlink(missing_ok=True)
            if failure.kept is None:
                job.failed.unlink(missing_ok=True)
        return failure

    def stop(self) -> None:
        """End every worker and its kernel."""
        with self._lock:
            self._stopped = True
            running = dict(self._running)
        end_marked(running)

    def _supervise(self, job: Job, scratch: Path) -> Failure | None:
        mark = uuid.uuid4().hex
        process = self._start(job, scratch, mark)
        if process is None:
            return Failure("died", "the run was stopped")
        try:
            return self._verdict(job, scratch, process.wait(self._deadline + self._grace))
        except subprocess.TimeoutExpired:
            return Failure("timeout", f"not done after {self._deadline:.0f} s, and the kernel did not give way")
        finally:
            if process.poll() != 0:  # the kernel may have outlived its worker
                end_marked({mark: process})
                process.wait()
            with self._lock:
                del self._running[mark]
            if process.stdin:
                process.stdin.close()
            for left in job.output.parent.glob(f".*.{process.pid}.tmp"):
                left.unlink(missing_ok=True)

    def _start(self, job: Job, scratch: Path, mark: str) -> subprocess.Popen[str] | None:
        order = {
            "notebook": str(job.notebook),
            "parameters": dict(job.parameters),
            "output": str(job.output),
            "failed": str(job.failed),
            "record": str(scratch / "record.json"),
            "scratch": str(scratch),
            "cell_timeout": self._cell_timeout,
            "deadline": self._deadline,
        }
        with self._lock, (scratch / "log.txt").open("w", encoding="utf-8") as log:
            if self._stopped:
                return None
            process = subprocess.Popen(
                [sys.executable, "-m", "diagnoza.batch.worker"],
                cwd=self._root,
                env=os.environ | _environment(self._root, scratch) | {MARK: mark},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C reaches this process alone, which then ends the workers in order
            )
            self._running[mark] = process
        if process.stdin:  # stays open: its end tells the worker that this process is gone
            try:
                process.stdin.write(json.dumps(order) + "\n")
                process.stdin.flush()
            except BrokenPipeError:
                pass  # the worker is dead already, which its exit status will say
        return process

    def _verdict(self, job: Job, scratch: Path, status: int) -> Failure | None:
        """Believe only the worker's record and its exit status together, and the file."""
        try:
            record = json.loads((scratch / "record.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            record = {}
        if status == 0 and record == {"kind": "done"} and job.output.is_file():
            return None
        if record.get("kind") in SENTENCES:
            return Failure(**record, kept=job.failed)
        log = (scratch / "log.txt").read_text(encoding="utf-8", errors="replace").strip()
        last = f": {log.splitlines()[-1]}" if log and status > 0 else ""
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        return Failure("died", f"the worker process {how}{last}")


def _environment(root: Path, scratch: Path) -> dict[str, str]:
    """Set what makes a worker repeatable: one thread per process, UTF-8, no settings of the person who runs it."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    jupyter = {"JUPYTER_RUNTIME_DIR": str(scratch), "IPYTHONDIR": str(scratch / "ipython"), "JUPYTER_PREFER_ENV_PATH": "1"}
    return {"DIAGNOZA_ROOT": str(root), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", **one, **jupyter}


def end_marked(workers: dict[str, subprocess.Popen[str]]) -> None:
    """End workers and all that they started, by the mark in their environment: first asked, then killed."""
    if not workers:
        return
    family: dict[int, psutil.Process] = {}
    for worker in workers.values():  # also what has a changed environment, as long as the worker is there to ask
        try:
            process = psutil.Process(worker.pid)
            family |= {each.pid: each for each in (process, *process.children(recursive=True))}
        except psutil.Error:
            continue
    family |= _marked(workers)
    _signal(family.values(), "terminate")
    psutil.wait_procs(list(family.values()), timeout=TERMINATE_TIMEOUT)
    family |= _marked(workers)  # what was just being started
    _signal(family.values(), "kill")
    psutil.wait_procs(list(family.values()), timeout=TERMINATE_TIMEOUT)


def _marked(marks: Iterable[str]) -> dict[int, psutil.Process]:
    found = {}
    wanted = set(marks)
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) in wanted:
                found[process.pid] = process
        except (psutil.Error, OSError):  # gone meanwhile, or another user's
            continue
    return found


def _signal(processes: Iterable[psutil.Process], verb: str) -> None:
    for process in processes:
        try:
            getattr(process, verb)()
        except psutil.Error:  # gone already, or another's that has taken its number
            continue


def check_parameters(jobs: Iterable[Job]) -> None:
    """
    Refuse parameters that a notebook does not declare; papermill would only log them.

    Raises
    ------
    ParamsError
        Every unknown parameter of every notebook.
    """
    import papermill  # noqa: PLC0415  (a third of a second, and a run that finds all up to date does not need it)

    declared: dict[Path, set[str]] = {}
    problems: dict[Problem, None] = {}
    for job in jobs:
        if job.notebook not in declared:
            declared[job.notebook] = set(papermill.inspect_notebook(str(job.notebook)))
        for unknown in sorted(set(job.parameters) - declared[job.notebook]):
            has = ", ".join(sorted(declared[job.notebook])) or "none"
            remedy = f"Its cell tagged `parameters` declares {has}: declare `{unknown}` there"
            problems[Problem(job.notebook.name, f"parameter {unknown}", "the notebook does not know it", remedy)] = None
    if problems:
        raise ParamsError(list(problems))


def run_jobs(
    jobs: Sequence[Job],
    engine: Engine,
    *,
    workers: int,
    force: bool = False,
    done: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """
    Do the jobs that are stale, `workers` at a time.

    Parameters
    ----------
    jobs
        In the order in which they are to be begun.
    engine
        What executes one. If the run is interrupted, here or in `done`, it is stopped before the interruption goes on.
    workers
        How many at a time.
    force
        Do all of them.
    done
        Called in the calling thread with each outcome, in the order in which they come: first those that are up to date.

    Returns
    -------
    The outcomes, in the order of the jobs. A job that fails does not stop the others.

    Raises
    ------
    ParamsError
        A notebook does not know a parameter; nothing was run.
    """
    stale, outcomes = [], {}
    for job in jobs:
        if force or job.stale():
            stale.append(job)
        else:
            outcomes[job.output] = Outcome(job, redone=False)
    if stale:
        check_parameters(stale)
    for outcome in list(outcomes.values()):
        done(outcome)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            pending: set[Future[Outcome]] = {pool.submit(_do, job, engine) for job in stale}
            while pending:
                finished, pending = wait(pending, timeout=0.5, return_when=FIRST_COMPLETED)  # in pieces: Windows sees Ctrl-C between them
                for future in finished:
                    outcome = future.result()
                    outcomes[outcome.job.output] = outcome
                    done(outcome)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            engine.stop()
            raise
    return [outcomes[job.output] for job in jobs]


def _do(job: Job, engine: Engine) -> Outcome:
    """Do one job and stamp its success. Without a stamp it is stale, whatever lies about."""
    begun = time.monotonic()
    try:
        job.output.parent.mkdir(parents=True, exist_ok=True)
        job.stamp.unlink(missing_ok=True)
        outcome = Outcome(job, engine.execute(job))
        seconds = time.monotonic() - begun
        if not outcome.failure:
            write_stamp(job.stamp, job.parts, seconds=seconds)
    except OSError as error:  # e.g. the disk is full
        outcome = Outcome(job, Failure("died", str(error)))
        seconds = time.monotonic() - begun
    return replace(outcome, seconds=seconds)

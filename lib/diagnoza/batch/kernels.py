"""The engine that works everywhere: for each notebook a worker process with papermill and a stock kernel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from diagnoza.batch.engine import Engine, Execution, Failure, Limits, Running, environment_of, private_folder, settled, sweep_after, verdict
from diagnoza.batch.processes import MARK, end_marked
from diagnoza.batch.reads import LOG, STARTUP, noted

if TYPE_CHECKING:
    from diagnoza.batch.plan import Job

POLL = 0.02


class KernelEngine(Engine):
    """
    papermill and a stock kernel, one worker process per job.

    Parameters
    ----------
    root
        The project.
    limits
        How long things may take.
    """

    def __init__(self, root: Path, *, limits: Limits | None = None) -> None:
        super().__init__()
        self._root = root
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._stopped = False

    def execute(self, job: Job) -> Execution:
        """Execute the job in a new process, and end that process with all it started if it does not end well."""
        with private_folder() as folder:
            return self._supervise(job, Path(folder))

    def stop(self) -> None:
        """End every worker and its kernel."""
        with self._lock:
            self._stopped = True
            running = dict(self._processes)
        end_marked(set(running), [process.pid for process in running.values()])

    def _supervise(self, job: Job, scratch: Path) -> Execution:
        mark = uuid.uuid4().hex
        process = self._start(job, scratch, mark)
        if process is None:
            return Execution(Failure("died", "the run was stopped"))
        self.running[mark] = Running(job.label, scratch, time.monotonic(), process.pid)
        status, failure, usage = 0, None, None
        try:
            status, usage = _wait(process, self._limits.notebook + self._limits.grace)
            failure = verdict(job, scratch, status)
        except subprocess.TimeoutExpired:
            failure = Failure("timeout", f"not done after {self._limits.notebook:.0f} s, and the kernel did not give way")
        finally:
            end_marked({mark}, [] if process.returncode == 0 else [process.pid])  # a kernel or a program may have outlived its worker
            if process.returncode is None:
                process.wait()
            with self._lock:
                del self._processes[mark]
            self.running.pop(mark, None)
            if process.stdin:
                process.stdin.close()
            sweep_after(job, process.pid)
        cpu, peak = usage or (None, None)
        killed = status < 0 and not self._stopped
        return Execution(
            settled(job, failure),
            noted(scratch),
            cpu,
            peak,
            by_signal=killed or (failure is not None and failure.kind == "died" and failure.cell is not None),
        )

    def _start(self, job: Job, scratch: Path, mark: str) -> subprocess.Popen[str] | None:
        startup = scratch / "ipython" / "profile_default" / "startup"
        startup.mkdir(parents=True)
        (startup / "00-reads.py").write_text(STARTUP.format(log=str(scratch / LOG)), encoding="utf-8")
        with self._lock, (scratch / "log.txt").open("w", encoding="utf-8") as log:
            if self._stopped:
                return None
            process = subprocess.Popen(
                [sys.executable, "-m", "diagnoza.batch.worker"],
                cwd=self._root,
                env=os.environ | environment_of(self._root, scratch) | {MARK: mark},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C reaches this process alone, which then ends the workers in order
            )
            self._processes[mark] = process
        if process.stdin:  # stays open: its end tells the worker that this process is gone
            try:
                process.stdin.write(order_of(job, scratch, self._limits) + "\n")
                process.stdin.flush()
            except BrokenPipeError:
                pass  # the worker is dead already, which its exit status will say
        return process


def order_of(job: Job, scratch: Path, limits: Limits) -> str:
    """Put a job as `diagnoza.batch.execution.Order` reads it, in one line of JSON."""
    return json.dumps(
        {
            "notebook": str(job.notebook),
            "parameters": dict(job.parameters),
            "output": str(job.output),
            "failed": str(job.failed),
            "scratch": str(scratch),
            "cell_timeout": limits.cell,
            "deadline": limits.notebook,
            "environment": dict(job.environment),
        }
    )


def _wait(process: subprocess.Popen[str], seconds: float) -> tuple[int, tuple[float, float] | None]:
    """Wait for a process; give its status and, where the system tells, its processor time [s] and most memory [MB], children included."""
    if not hasattr(os, "wait4"):
        return process.wait(seconds), None
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
        time.sleep(POLL)
    raise subprocess.TimeoutExpired(process.args, seconds)

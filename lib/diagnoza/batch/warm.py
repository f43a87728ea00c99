"""The engine of Linux: one warm process, which forks a child for every notebook and every task."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnoza.batch.engine import (
    Engine,
    Execution,
    Failure,
    Limits,
    Running,
    TaskError,
    environment_of,
    how_it_ended,
    private_folder,
    read_record,
    settled,
    sweep_after,
    verdict,
)
from diagnoza.batch.kernels import KernelEngine, order_of
from diagnoza.batch.plan import imported_by, needs_kernel
from diagnoza.batch.processes import MARK, end_marked
from diagnoza.batch.reads import noted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.batch.plan import Job

POLL = 0.25
"""How often deadlines are looked at [s]."""
LEAVE = 2.0
"""How long the warm process may take to end with all its children [s]."""


@dataclass(frozen=True)
class End:
    """How a child ended: exit status (negative: a signal), processor time [s], most memory [MB]; or why it never began."""

    status: int = 0
    cpu: float | None = None
    peak: float | None = None
    pid: int = 0
    unfit: str | None = None
    overdue: str | None = None


class WarmEngine(Engine):
    """
    Forks a child of a warm process for every notebook and task; a stock kernel serves where that cannot be.

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
        self._kernels = KernelEngine(root, limits=self._limits)
        self._kernels.running = self.running
        self._lock = threading.Lock()
        self._zygote: _Client | None = None
        self._stopped = False

    def execute(self, job: Job) -> Execution:
        """Execute the job in a fresh child, and end that child with all it started if it does not end well."""
        if self.remark or needs_kernel(job.notebook):
            return self._kernels.execute(job)
        with private_folder() as folder:
            scratch = Path(folder)
            order = json.loads(order_of(job, scratch, self._limits))
            message = {"do": "run", "order": order, "environment": dict(job.environment)}
            end = self._perform(message, Running(job.label, scratch, time.monotonic()))
            if end.unfit:
                return self._kernels.execute(job)
            failure = verdict(job, scratch, end.status)
            if failure and not self._stopped and (end.overdue or failure.kind == "died"):
                failure = _buried(job, order, failure, end)
            sweep_after(job, end.pid)
            by_signal = end.status < 0 and not end.overdue and not self._stopped
            return Execution(settled(job, failure), noted(scratch), end.cpu, end.peak, by_signal=by_signal)

    def call(self, task: str, arguments: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> None:
        """
        Do a task of `diagnoza.batch.tasks` in a fresh child.

        Parameters
        ----------
        task
            Its name.
        arguments
            What it is given, by name.
        environment
            Variables to set for it.

        Raises
        ------
        TaskError
            It failed.
        """
        if self.remark:
            super().call(task, arguments, environment)
            return
        with private_folder() as folder:
            scratch = Path(folder)
            message = {"do": "call", "task": task, "arguments": dict(arguments), "environment": dict(environment or {})}
            end = self._perform(message, Running(" ".join([task, *map(str, list(arguments.values())[1:2])]), scratch, time.monotonic()))
            if end.unfit:
                super().call(task, arguments, environment)
                return
            record = read_record(scratch)
            if end.status == 0 and record == {"kind": "done"}:
                return
            if "detail" in record:
                raise TaskError(record["detail"], ours=record["kind"] == "bug")
            raise TaskError(end.overdue or f"its process {how_it_ended(scratch, end.status)}", ours=False)

    def stop(self) -> None:
        """End the warm process and all its children."""
        self._stopped = True
        self._kernels.stop()
        self.close()

    def close(self) -> None:
        """End the warm process."""
        with self._lock:
            zygote, self._zygote = self._zygote, None
        if zygote:
            zygote.close()

    def _perform(self, message: dict[str, Any], running: Running) -> End:
        name = uuid.uuid4().hex
        zygote = self._warm()
        if zygote is None:
            return End(unfit=self.remark or "the run was stopped", status=-15)
        self.running[name] = running
        try:
            return self._supervise(zygote, name, message, running)
        finally:
            self.running.pop(name, None)

    def _supervise(self, zygote: _Client, name: str, message: dict[str, Any], running: Running) -> End:
        """Wait for the end of a child; one whose time is over is ended."""
        answers = zygote.send(name, message | {"id": name, "scratch": str(running.scratch)})
        overdue, cell, since = None, running.cell, time.monotonic()
        while True:
            try:
                answer = answers.get(timeout=POLL)
            except queue.Empty:
                now, at = time.monotonic(), running.cell
                cell, since = (at, now) if at != cell else (cell, since)
                if running.pid and (why := self._overdue(now - running.begun, now - since if cell else 0)):
                    overdue = why
                    zygote.kill(name)
                continue
            if "pid" in answer and "began" in answer:
                running.pid, running.begun = answer["pid"], time.monotonic()  # getting warm is not the notebook's time
            elif "unfit" in answer:
                self.remark = answer["unfit"]
                return End(unfit=answer["unfit"])
            else:
                return End(answer["status"], answer.get("cpu"), answer.get("peak"), answer.get("pid", 0), overdue=overdue)

    def _overdue(self, notebook: float, cell: float) -> str | None:
        """Say why a child has to be ended, given how long it and its cell have been running [s]."""
        if cell > self._limits.cell + self._limits.grace:
            return f"the cell was not done after {self._limits.cell:.0f} s, and did not give way"
        if notebook > self._limits.notebook + self._limits.grace:
            return f"not done after {self._limits.notebook:.0f} s, and did not give way"
        return None

    def _warm(self) -> _Client | None:
        """Give the warm process, started again if it has died; None where it cannot serve."""
        with self._lock:
            if self._stopped or self.remark:
                return None
            if self._zygote and self._zygote.lost:
                self._zygote.close()
                self._zygote = None
            if self._zygote is None:
                self._zygote = _Client(self._root)
            self.remark = self._zygote.wait_ready()
            return None if self.remark else self._zygote


def _buried(job: Job, order: dict[str, Any], failure: Failure, end: End) -> Failure:
    """Say in which cell a child died, and keep what its notebook had displayed until then."""
    from diagnoza.batch.execution import Order, bury  # noqa: PLC0415  (heavy, and rarely needed)

    kind, detail = ("timeout", end.overdue) if end.overdue else (failure.kind, failure.detail)
    reached = None
    with contextlib.suppress(OSError):
        reached = bury(Order(**order))
    return Failure(kind, detail, reached, job.failed if reached else None)


class _Client:
    """The warm process as this one sees it."""

    def __init__(self, root: Path) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="diagnoza-warm-", ignore_cleanup_errors=True)
        self._log = Path(self._scratch.name) / "log.txt"
        self._mark = uuid.uuid4().hex
        self._answers: dict[str, queue.Queue[dict[str, Any]]] = {}
        self._ready: queue.Queue[dict[str, Any]] = queue.Queue()
        self._known: str | None = "not asked"
        self._writing = threading.Lock()
        self.lost = False
        warm = {"DIAGNOZA_WARM": json.dumps(imported_by(root / "notebooks")), "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
        with self._log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "diagnoza.batch.zygote"],
                cwd=root,
                env=os.environ | environment_of(root, Path(self._scratch.name)) | warm | {MARK: self._mark},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def wait_ready(self) -> str | None:
        """Wait until it is warm; give the reason if it cannot serve."""
        if self._known == "not asked":
            self._known = self._ready.get().get("unfit")
        return self._known

    def send(self, name: str, message: dict[str, Any]) -> queue.Queue[dict[str, Any]]:
        """Give an order; its events come through the queue, the last one with its status."""
        answers = self._answers[name] = queue.Queue()
        self._write(message)
        if self.lost:
            answers.put({"status": -9})
        return answers

    def kill(self, name: str) -> None:
        """End the child of an order at once."""
        self._write({"do": "kill", "id": name})

    def close(self) -> None:
        """End it with all its children; at the latest after `LEAVE` seconds nothing is left."""
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(LEAVE)
        except subprocess.TimeoutExpired:
            end_marked({self._mark, *self._answers}, [self._process.pid])
            self._process.wait()
        self._listener.join(LEAVE)
        if self._process.stdout:
            self._process.stdout.close()
        self._scratch.cleanup()

    def _write(self, message: dict[str, Any]) -> None:
        if self._process.stdin:
            with self._writing, contextlib.suppress(OSError, ValueError):  # it is gone, which its events will say
                self._process.stdin.write((json.dumps(message) + "\n").encode())
                self._process.stdin.flush()

    def _listen(self) -> None:
        """Pass events on, in a thread of its own; when they end, tell everyone who waits."""
        for line in self._process.stdout or ():
            event = json.loads(line)
            name = event.get("ended") or event.get("began") or event.get("id")
            if name is None:
                self._ready.put(event)
            elif name in self._answers:
                (self._answers[name] if "began" in event else self._answers.pop(name)).put(event)
        self.lost = True
        written = self._log.read_text("utf-8", "replace").strip() if self._log.is_file() else ""
        self._ready.put({"unfit": f"the warm process ended: {written.splitlines()[-1] if written else 'it said nothing'}"})
        if marks := set(self._answers):
            end_marked(marks)  # children may have outlived it
        for answers in list(self._answers.values()):
            answers.put({"status": -9})

"""Several things done at a time, each beginning what it makes possible; jobs with their stamps and one retry."""

from __future__ import annotations

import heapq
import itertools
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from diagnoza.batch.engine import Execution, Failure, Outcome
from diagnoza.batch.plan import declared_by, write_stamp
from diagnoza.errors import ParamsError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from diagnoza.batch.engine import Engine
    from diagnoza.batch.plan import Job

PATIENCE = 0.2
"""How often the calling thread looks for Ctrl-C, and shows how things stand [s]."""
TRIES = 2


@dataclass(order=True)
class Work:
    """Something to be done in a thread, and what follows from it in the calling thread."""

    rank: tuple[float, int]
    do: Callable[[], Any] = field(compare=False)
    then: Callable[[Any], None] = field(compare=False)


class Pool:
    """
    Does work, the lowest rank first.

    Parameters
    ----------
    workers
        How many things at a time.
    stop
        Called if the run is interrupted, before the interruption goes on.
    tick
        Called in the calling thread now and then.
    """

    def __init__(self, workers: int, stop: Callable[[], None], tick: Callable[[], None] = lambda: None) -> None:
        self._workers, self._stop, self._tick = workers, stop, tick
        self._ready: list[Work] = []
        self._count = itertools.count()

    def add(self, do: Callable[[], Any], then: Callable[[Any], None], *, rank: float = 0) -> None:
        """Add work: `do` in a thread, then `then` with its result in the calling thread, where it may add more."""
        heapq.heappush(self._ready, Work((rank, next(self._count)), do, then))

    def run(self) -> None:
        """Do all there is to do, and what comes of it."""
        with ThreadPoolExecutor(max_workers=self._workers) as threads:
            pending: dict[Future[Any], Work] = {}
            try:
                while self._ready or pending:
                    while self._ready and len(pending) < self._workers:
                        work = heapq.heappop(self._ready)
                        pending[threads.submit(work.do)] = work
                    finished, _ = wait(pending, timeout=PATIENCE, return_when=FIRST_COMPLETED)
                    self._tick()
                    for future in finished:
                        pending.pop(future).then(future.result())
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                self._stop()
                raise


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
    stale = [job for job in jobs if force or job.stale()]
    check_parameters(stale)
    outcomes: dict[Path, Outcome] = {}

    def finish(outcome: Outcome) -> None:
        outcomes[outcome.job.output] = outcome
        done(outcome)

    pool = Pool(workers, engine.stop)
    try:
        for job in jobs:
            if job in stale:
                pool.add(partial(do_job, job, engine), finish)
            else:
                finish(Outcome(job, redone=False))
    except BaseException:
        engine.stop()
        raise
    pool.run()
    return [outcomes[job.output] for job in jobs]


def do_job(job: Job, engine: Engine) -> Outcome:
    """Do one job, a second time if a signal ended it, and stamp its success. Without a stamp it is stale, whatever lies about."""
    begun, since, tries = time.monotonic(), time.time(), 0
    undeclared: tuple[str, ...] = ()
    execution = Execution()
    try:
        job.output.parent.mkdir(parents=True, exist_ok=True)
        job.stamp.unlink(missing_ok=True)
        while tries == 0 or (execution.by_signal and tries < TRIES):
            tries += 1
            execution = engine.execute(job)
        if not execution.failure:
            reads = _reads(job, execution, since)
            undeclared = tuple(job.contents.undeclared(reads)) if job.contents and reads else ()
            write_stamp(job.stamp, job.parts, seconds=time.monotonic() - begun, reads=reads, result=job.output)
    except OSError as error:  # e.g. the disk is full
        execution = Execution(Failure("died", str(error)))
    seconds = time.monotonic() - begun
    return Outcome(job, execution.failure, True, seconds, execution.cpu, execution.peak, max(tries, 1), undeclared)  # noqa: FBT003


def _reads(job: Job, execution: Execution, since: float) -> dict[str, str | None] | None:
    """Fingerprint what the notebook read; all tables where nobody knows what it read."""
    if job.contents is None:
        return None
    paths = list(job.contents.tables) if execution.reads is None else [path for path in execution.reads if path != job.notebook]
    return job.contents.of(paths, since=since)


def check_parameters(jobs: Iterable[Job]) -> None:
    """
    Refuse parameters that a notebook does not declare; papermill would only log them.

    Raises
    ------
    ParamsError
        Every unknown parameter of every notebook.
    """
    declared: dict[Path, set[str]] = {}
    problems: dict[Problem, None] = {}
    for job in jobs:
        if job.notebook not in declared:
            declared[job.notebook] = declared_by(job.notebook)
        for unknown in sorted(set(job.parameters) - declared[job.notebook]):
            has = ", ".join(sorted(declared[job.notebook])) or "none"
            remedy = f"Its cell tagged `parameters` declares {has}: declare `{unknown}` there"
            problems[Problem(job.notebook.name, f"parameter {unknown}", "the notebook does not know it", remedy)] = None
    if problems:
        raise ParamsError(list(problems))

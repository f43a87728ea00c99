"""The whole run: prepare, execute the chapters that are stale, assemble each report as soon as its chapters are there, then the index."""

from __future__ import annotations

import contextlib
import json
import os
import time
import traceback
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from diagnoza.batch.drafts import (
    Choice,
    Draft,
    draft_of,
    longest_first,
    profile_jobs,
    public_tables,
    report_stamp,
    why_public_unprepared,
    why_unassembled,
    why_unprepared,
)
from diagnoza.batch.engine import Engine, Limits, Outcome, TaskError
from diagnoza.batch.engines import choose
from diagnoza.batch.lock import lock
from diagnoza.batch.log import RunLog
from diagnoza.batch.plan import PROFILE_NOTEBOOK, PROFILES, Job, Notebook, chapters, read_stamp, seconds_of, stamped, sweep, why_stale
from diagnoza.batch.pool import Pool, check_parameters, do_job
from diagnoza.batch.progress import Made, Progress, Trouble
from diagnoza.batch.requests import all_valid
from diagnoza.files import digest, environment
from diagnoza.prepare.current import PREPARED_VARIABLE, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from diagnoza.partnership import Partnership

BUG = "This is a mistake in diagnoza itself, not in the data: report it with the lines above."
FIRST, SOON = -2e6, -1e6
"""Ranks of what other work waits for, and of what a reader waits for; chapters come after them."""


class Run:
    """
    One run of the batch.

    Parameters
    ----------
    root
        The project.
    progress
        What tells how it goes.
    engine
        What executes; chosen for this machine when not given.
    workers
        How many things at a time; as many as there are cores when not given.
    choice
        Which of the chapters to do.
    limits
        How long things may take.
    """

    def __init__(
        self,
        root: Path,
        progress: Progress,
        *,
        engine: Engine | str = "auto",
        workers: int | None = None,
        choice: Choice | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._root = root
        self._progress = progress
        self._wanted = engine
        self._limits = limits or Limits()
        self._workers = workers or os.cpu_count() or 1
        self._choice = choice or Choice()
        self._pool = Pool(self._workers, self._stop, self._tick)
        self._log = RunLog(root / "reports" / "run-log.csv")
        self._made: list[Made] = []
        self._troubles: list[Trouble] = []
        self._begun = time.monotonic()

    @cached_property
    def _engine(self) -> Engine:
        """What executes; made when there is something to execute."""
        return self._wanted if isinstance(self._wanted, Engine) else choose(self._root, self._limits, self._wanted)

    def _stop(self) -> None:
        if "_engine" in vars(self):
            self._engine.stop()

    def reports(self, partnerships: Sequence[Partnership]) -> bool:
        """Make the report of each partnership, and the index of all; tell whether nothing failed."""
        found = chapters(self._root)
        self._choice.check(found)
        with self._at_work():
            self._progress.begin(sum(len(found) + len(partnership.municipalities) for partnership in partnerships))
            for partnership in partnerships:
                self._tables(partnership, partial(self._plan, partnership, found))
            self._pool.run()
            self._index()
            self._pool.run()
        return self._tell("report", self._root / "reports" / "index.html")

    def prepare(self, partnerships: Sequence[Partnership]) -> bool:
        """Prepare the tables of each partnership; tell whether nothing failed."""
        with self._at_work():
            for partnership in partnerships:
                begun, why = time.monotonic(), why_unprepared(partnership, self._root)

                def note(name: str = partnership.id, begun: float = begun, redone: bool = bool(why)) -> None:  # noqa: FBT001
                    folder = self._root / "data" / "processed" / name
                    self._made.append(Made(name, folder, redone, time.monotonic() - begun))

                self._tables(partnership, note)
            self._pool.run()
        self._made.sort(key=lambda made: made.label)
        return self._tell("folder", self._root / "data" / "processed")

    def profiles(self, codes: Sequence[str], partnership: Partnership | None = None) -> bool:
        """Make the profile of each municipality, of a partnership or of public figures alone; tell whether nothing failed."""
        option = f" --partnership {partnership.id}" if partnership else ""
        with self._at_work():
            self._progress.begin(len(codes))

            def done(outcome: Outcome) -> None:
                self._finished(outcome, f"diagnoza profile {outcome.job.name}{option}")
                self._profiled(outcome, listed=True)

            def plan() -> None:
                self._jobs(profile_jobs(codes, self._root, partnership), done)

            if partnership:
                self._tables(partnership, plan)
            elif why_public_unprepared(self._root):
                self._task("public figures", "reference", {}, plan, rank=FIRST)
            else:
                plan()
            self._pool.run()
        return self._tell("profile", self._root / "reports" / (partnership.id if partnership else "") / PROFILES)

    def _tables(self, partnership: Partnership, then: Callable[[], None]) -> None:
        """Prepare a partnership if it has to be, its public figures first, and then go on."""
        if not why_unprepared(partnership, self._root):
            then()
            return
        name, begun = partnership.id, time.monotonic()

        def prepared() -> None:
            self._progress.detail(f"{name}: tables prepared in {time.monotonic() - begun:.1f} s")
            then()

        def make() -> None:
            self._task(f"{name} tables", "prepare", {"partnership": name}, prepared, rank=FIRST)

        if why_public_unprepared(self._root, partnership):
            self._public(partnership, make)
        else:
            make()

    def _public(self, partnership: Partnership, then: Callable[[], None]) -> None:
        """Make the tables of public figures once for all partnerships that stand on them."""
        waiting = self._awaited.setdefault(public_tables(self._root, partnership), [])
        waiting.append((partnership.id, then))
        if len(waiting) == 1:

            def made(failed: TaskError | None) -> None:
                for name, go_on in waiting:
                    go_on() if failed is None else self._failed(f"{name} tables", failed, f"Then run `diagnoza run {name}` again.")

            self._pool.add(partial(self._call, "reference", {"partnership": partnership.id}), made, rank=FIRST)

    def _plan(self, partnership: Partnership, notebooks: list[Notebook]) -> None:
        """Plan the chapters of a partnership that is prepared."""
        draft = draft_of(partnership, notebooks, self._root)

        def done(outcome: Outcome) -> None:
            self._finished(outcome, f"diagnoza run {outcome.job.group}")
            draft.outcomes[outcome.job.name] = outcome
            if outcome.job.notebook.name == PROFILE_NOTEBOOK:
                self._profiled(outcome)
            if draft.complete:
                self._assemble(draft)

        draft.waiting = self._jobs(draft.jobs, done)
        if draft.waiting:
            page = self._root / "reports" / partnership.id / "index.html"
            self._made.append(Made(partnership.id, page, redone=False, waiting=draft.waiting))

    def _jobs(self, jobs: Sequence[Job], done: Callable[[Outcome], None]) -> int:
        """Have the stale jobs done that were chosen; tell how many stale ones were not."""
        for folder in {job.output.parent for job in jobs}:
            sweep(folder)
        reasons = {job.name: job.stale() or ("asked for" if self._choice.force and self._choice.takes(job) else None) for job in jobs}
        stale = [job for job in jobs if reasons[job.name] and self._choice.takes(job)]
        check_parameters(stale)
        self._progress.explain({job.label: reasons[job.name] or "" for job in stale})
        self._progress.expect({job.label: seconds_of(job.stamp) for job in stale})
        chosen = {job.name for job in stale}
        left_out = [job for job in jobs if reasons[job.name] and job.name not in chosen]
        for job in stale:
            self._pool.add(partial(do_job, job, self._engine), done, rank=longest_first(job))
        current = [job for job in jobs if not reasons[job.name]]
        for job in current:
            done(Outcome(job, redone=False))
        return len(left_out)

    def _finished(self, outcome: Outcome, command: str) -> None:
        self._progress.finished(outcome)
        self._progress.outputs(outcome)
        self._log.add(outcome)
        for name in outcome.undeclared:
            where = f"put it into data/raw/{outcome.job.group}/ and name it in params" if outcome.job.group else ""
            self._progress.say(
                f"{outcome.job.label}: reads {name}, which is no table of its own: {where}. It counts as an input all the same."
            )
        if failure := outcome.failure:
            kept = f"{self._progress.shown(failure.kept)} shows where. " if failure.kept else ""
            remedy = f"{kept}Then run `{command}`: only what is missing is done again."
            self._troubles.append(Trouble(outcome.job.label, failure.line, remedy))

    def _assemble(self, draft: Draft) -> None:
        """Assemble a report, unless it is there already, made from the same chapters."""
        name = draft.partnership.id
        page = self._root / "reports" / name / "index.html"
        failed = sum(outcome.failure is not None for _, outcome in draft.content)
        seconds = sum(outcome.seconds for outcome in draft.outcomes.values())
        if not (self._choice.force or why_unassembled(draft, self._root)):
            self._made.append(Made(name, page, redone=False, seconds=seconds, missing=failed))
            return
        begun = time.monotonic()

        def assembled() -> None:
            self._made.append(Made(name, page, redone=True, seconds=seconds + time.monotonic() - begun, missing=failed))

        arguments = {"partnership": name, "chapters": draft.chapters(), "profiles": draft.profiles()}
        stamp = report_stamp(name, self._root), draft.parts(self._root)
        self._task(f"{name} report", "report", arguments, assembled, stamp=stamp, rank=SOON)

    def _profiled(self, outcome: Outcome, *, listed: bool = False) -> None:
        """Assemble the page of a profile, unless it is there already; `listed` where profiles are what the run was asked for."""
        job, stamp = outcome.job, outcome.job.output.with_suffix(".report.json")
        code, page = job.name, job.output.parents[1] / f"{job.name}.html"
        if outcome.failure:
            page.unlink(missing_ok=True)
            return
        parts = {"result": str(read_stamp(job.stamp).get("result")), **environment(self._root)}
        made = partial(Made, code, page)
        if not (outcome.redone or why_stale(stamp, parts, [page])):
            self._made += [made(redone=False)] if listed else []
            return
        begun = time.monotonic()

        def assembled() -> None:
            self._made += [made(redone=True, seconds=outcome.seconds + time.monotonic() - begun)] if listed else []

        arguments = {"code": code, "partnership": job.parameters.get("partnership", ""), "executed": str(job.output)}
        self._task(f"profile {code}", "profile", arguments, assembled, stamp=(stamp, parts), rank=SOON)

    def _index(self) -> None:
        """Make the index of all reports that there are, also of those that this run did not touch."""
        folder = self._root / "reports"
        stamps = {each.id: report_stamp(each.id, self._root) for each in all_valid(self._root)}
        published = [name for name, stamp in stamps.items() if stamp.is_file() and (folder / name / "index.html").is_file()]
        made_from = {name: read_stamp(stamps[name]).get("parts") for name in published}
        parts = {"reports": digest([json.dumps(made_from)]), **environment(self._root)}
        stamp = folder / ".index.json"
        if published and (self._choice.force or why_stale(stamp, parts, [folder / "index.html"])):
            self._task("index", "index", {"published": published}, lambda: None, stamp=(stamp, parts))

    def _task(
        self,
        label: str,
        task: str,
        arguments: dict[str, Any],
        then: Callable[[], None],
        *,
        stamp: tuple[Path, dict[str, str]] | None = None,
        rank: float = 0,
    ) -> None:
        """Have a task done, and go on if it went well; a failure is noted and stops no other."""

        def done(failed: TaskError | None) -> None:
            if failed is None:
                then()
            else:
                name = label.split(maxsplit=1)[0]
                self._failed(label, failed, f"Then run `diagnoza {'profile' if task == 'profile' else 'run'} {name}` again.")

        self._pool.add(partial(self._call, task, arguments, stamp), done, rank=rank)

    def _call(self, task: str, arguments: dict[str, Any], stamp: tuple[Path, dict[str, str]] | None = None) -> TaskError | None:
        """Do a task in a thread; give its failure back, for the calling thread to tell."""
        try:
            with stamped(*stamp) if stamp else contextlib.nullcontext():
                self._engine.call(task, {"root": str(self._root), **arguments}, self._vouched(task))
        except TaskError as error:
            return error
        except OSError as error:  # e.g. the disk is full
            return TaskError(str(error), ours=False)
        except Exception:  # noqa: BLE001  (one partnership's mishap must not stop the others; the traceback is shown at the end)
            return TaskError(traceback.format_exc().rstrip(), ours=True)
        return None

    def _vouched(self, task: str) -> dict[str, str]:
        """Tell tasks that read tables that these are prepared; the index takes those of other reports as these were made from them."""
        if task in {"prepare", "reference"}:
            return {}
        folders = (self._root / "data" / "processed").glob("*/manifest.json")
        return {PREPARED_VARIABLE: json.dumps({path.parent.name: read_manifest(path.parent).get("fingerprint") for path in folders})}

    def _failed(self, label: str, error: TaskError, remedy: str) -> None:
        self._progress.say(f"{label}: failed")
        self._troubles.append(Trouble(label, str(error), BUG if error.ours else remedy))

    def _tick(self) -> None:
        self._progress.watch(self._engine.running.values(), self._workers)

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        """Hold the lock of the reports, show the progress, and give back at the end what the engine holds."""
        self._awaited: dict[Path, list[tuple[str, Callable[[], None]]]] = {}
        with self._progress, lock(self._root / "reports", self._waiting):
            try:
                yield
            except BaseException:
                self._stop()
                raise
            finally:
                if "_engine" in vars(self):
                    self._engine.close()

    def _waiting(self) -> None:
        self._progress.say("Another run is writing to reports/. Waiting until it has ended.")

    def _tell(self, what: str, where: Path) -> bool:
        if "_engine" in vars(self) and self._engine.remark:
            self._progress.say(f"Each notebook had a kernel of its own, which takes longer: {self._engine.remark}.")
        self._progress.summary(what, self._made, self._troubles, seconds=time.monotonic() - self._begun, where=where)
        return not self._troubles

"""The whole run: prepare, execute the chapters that are stale, assemble each report as soon as its chapters are there, then the index."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagnoza.batch.engine import Engine, Outcome, PapermillEngine, run_jobs
from diagnoza.batch.plan import (
    PROFILE_NOTEBOOK,
    Job,
    Notebook,
    chapters,
    parts_of,
    read_notebook,
    read_stamp,
    stamped,
    sweep,
    why_stale,
)
from diagnoza.batch.progress import Made, Progress, Trouble
from diagnoza.errors import DiagnozaError, ParamsError, Problem
from diagnoza.files import digest, environment
from diagnoza.partnership import Partnership, load_partnership, load_partnerships
from diagnoza.prepare.partnership import prepare
from diagnoza.prepare.reference import prepare_reference, profile_codes, reference_folder
from diagnoza.teryt import REGISTER, Register

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from diagnoza.prepare.storage import Prepared

BUG = "This is a mistake in diagnoza itself, not in the data: report it with the lines above."


@dataclass
class Draft:
    """A report in the making; its jobs are the chapters, and the profiles of the municipalities that it links to."""

    partnership: Partnership
    notebooks: list[Notebook]
    jobs: list[Job]
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    @property
    def content(self) -> list[tuple[Notebook, Outcome]]:
        """The chapters in the order of the report, each with how it went."""
        return [(notebook, self.outcomes[notebook.name]) for notebook in self.notebooks]


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
        What executes notebooks; papermill with a stock kernel when not given.
    workers
        How many notebooks at a time; as many as there are cores when not given.
    force
        Make also what is up to date.
    """

    def __init__(
        self, root: Path, progress: Progress, *, engine: Engine | None = None, workers: int | None = None, force: bool = False
    ) -> None:
        self._root = root
        self._progress = progress
        self._engine = engine or PapermillEngine(root)
        self._workers = workers or os.cpu_count() or 1
        self._force = force
        self._made: list[Made] = []
        self._troubles: list[Trouble] = []
        self._begun = time.monotonic()

    def reports(self, partnerships: Sequence[Partnership]) -> bool:
        """Make the report of each partnership, and the index of all; tell whether nothing failed."""
        found = chapters(self._root)
        with self._progress, lock(self._root / "reports", self._waiting):
            drafts = {partnership.id: draft for partnership in partnerships if (draft := self._draft(partnership, found))}

            def done(outcome: Outcome) -> None:
                self._finished(outcome, f"diagnoza run {outcome.job.group}")
                draft = drafts[outcome.job.group]
                draft.outcomes[outcome.job.name] = outcome
                if outcome.job.notebook.name == PROFILE_NOTEBOOK:
                    self._assemble_profile(outcome)
                if len(draft.outcomes) == len(draft.jobs):
                    self._assemble(draft)

            self._execute([job for draft in drafts.values() for job in draft.jobs], done)
            self._index()
        return self._tell("report", self._root / "reports" / "index.html")

    def prepare(self, partnerships: Sequence[Partnership]) -> bool:
        """Prepare the tables of each partnership; tell whether nothing failed."""
        with self._progress, lock(self._root / "reports", self._waiting):
            for partnership in partnerships:
                begun = time.monotonic()
                if prepared := self._prepare(partnership):
                    self._made.append(Made(partnership.id, prepared.folder, prepared.redone, time.monotonic() - begun))
        return self._tell("folder", self._root / "data" / "processed")

    def profiles(self, codes: Sequence[str], partnership: Partnership | None = None) -> bool:
        """Make the profile of each municipality, of a partnership or of public figures alone; tell whether nothing failed."""
        with self._progress, lock(self._root / "reports", self._waiting):
            if partnership is None:
                self._progress.doing("preparing public figures")
                reference = prepare_reference(self._root, reference_folder(self._root))
                jobs = self._profile_jobs(codes, [reference.fingerprint])
            else:
                prepared = self._prepare(partnership)
                jobs = self._profile_jobs(codes, self._inputs(partnership, prepared), partnership.id) if prepared else []
            option = f" --partnership {partnership.id}" if partnership else ""

            def done(outcome: Outcome) -> None:
                code = outcome.job.parameters["municipality"]
                self._finished(outcome, f"diagnoza profile {code}{option}")
                begun = time.monotonic()
                page, redone = self._assemble_profile(outcome)
                if page:
                    self._made.append(Made(code, page, redone, outcome.seconds + time.monotonic() - begun))

            self._execute(jobs, done)
        return self._tell("profile", self._root / "reports" / (partnership.id if partnership else "") / "municipalities")

    def _profile_jobs(self, codes: Sequence[str], inputs: list[str | bytes], partnership: str = "") -> list[Job]:
        """Plan the profile of each municipality, within a partnership or ("") without."""
        notebook = read_notebook(self._root / "notebooks" / PROFILE_NOTEBOOK)
        folder = self._root / "reports" / partnership / "municipalities" / "chapters"
        jobs = []
        for code in codes:
            parameters = {"municipality": code} | ({"partnership": partnership} if partnership else {})
            parts = parts_of(notebook, parameters, inputs=inputs, root=self._root)
            jobs.append(Job(partnership or "municipalities", code, notebook.path, parameters, folder / f"{code}.ipynb", parts))
        return jobs

    def _inputs(self, partnership: Partnership, prepared: Prepared) -> list[str | bytes]:
        """Give what stands for the tables of a partnership and for its params."""
        return [prepared.fingerprint, partnership.path.read_bytes()]

    def _draft(self, partnership: Partnership, notebooks: list[Notebook]) -> Draft | None:
        """Prepare a partnership and plan its chapters, the longest first; None when it cannot be prepared."""
        prepared = self._prepare(partnership)
        if prepared is None:
            return None
        folder = self._root / "reports" / partnership.id / "chapters"
        inputs = self._inputs(partnership, prepared)
        parameters = {"partnership": partnership.id}
        jobs = []
        for each in notebooks:
            parts = parts_of(each, parameters, inputs=inputs, root=self._root)
            jobs.append(Job(partnership.id, each.name, each.path, parameters, folder / f"{each.name}.ipynb", parts))
        jobs += self._profile_jobs(partnership.municipalities, inputs, partnership.id)
        return Draft(partnership, notebooks, sorted(jobs, key=_seconds, reverse=True))

    def _prepare(self, partnership: Partnership) -> Prepared | None:
        self._progress.doing(f"preparing {partnership.id}")
        with self._guard(f"{partnership.id} tables", f"Then run `diagnoza run {partnership.id}` again."):
            prepared = prepare(partnership, self._root)
            if prepared.redone:
                self._progress.detail(f"{partnership.id}: tables prepared")
            return prepared
        return None

    def _execute(self, jobs: list[Job], done: Callable[[Outcome], None]) -> None:
        for folder in {job.output.parent for job in jobs}:
            sweep(folder)
        self._progress.explain({job.label: reason for job in jobs if (reason := job.stale())})
        self._progress.begin(len(jobs))
        run_jobs(jobs, self._engine, workers=self._workers, force=self._force, done=done)

    def _finished(self, outcome: Outcome, command: str) -> None:
        self._progress.finished(outcome)
        if failure := outcome.failure:
            kept = f"{self._progress.shown(failure.kept)} shows where. " if failure.kept else ""
            remedy = f"{kept}Then run `{command}`: only what is missing is done again."
            self._troubles.append(Trouble(outcome.job.label, failure.line, remedy))

    def _assemble(self, draft: Draft) -> None:
        """Assemble a report, unless it is there already, made from the same chapters."""
        name = draft.partnership.id
        folder = self._root / "reports" / name
        content = [[each.name, each.title, _sentence(outcome), dict(outcome.job.parts)] for each, outcome in draft.content]
        parts = {"chapters": digest([json.dumps(content, sort_keys=True)]), **environment(self._root)}
        failed = sum(outcome.failure is not None for _, outcome in draft.content)
        seconds = sum(outcome.seconds for outcome in draft.outcomes.values())
        redone = any(outcome.redone and not outcome.failure for outcome in draft.outcomes.values())
        stamp = folder / "chapters" / "report.json"
        begun = time.monotonic()
        with self._guard(f"{name} report", f"Then run `diagnoza run {name}` again."):
            if redone or self._force or why_stale(stamp, parts, [folder / "index.html", folder / "tables.xlsx"]):
                redone = True
                self._progress.doing(f"assembling {name}")
                with stamped(stamp, parts):
                    _write_report(draft, self._root)
            self._made.append(Made(name, folder / "index.html", redone, seconds + time.monotonic() - begun, failed))

    def _assemble_profile(self, outcome: Outcome) -> tuple[Path | None, bool]:
        """Assemble a profile, unless it is there already; give its page, None where there is none, and whether it was made now."""
        job, stamp = outcome.job, outcome.job.output.with_suffix(".report.json")
        code, page = job.parameters["municipality"], job.output.parents[1] / f"{job.name}.html"
        if outcome.failure:
            page.unlink(missing_ok=True)
            return None, False
        with self._guard(f"profile {code}", f"Then run `diagnoza profile {code}` again."):
            redone = outcome.redone or bool(why_stale(stamp, job.parts, [page]))
            if redone:
                from diagnoza.report.assemble import assemble_profile  # noqa: PLC0415  (as in _write_report)

                with stamped(stamp, job.parts):
                    page = assemble_profile(code, job.parameters.get("partnership", ""), job.output, self._root)
            return page, redone
        return None, False

    def _index(self) -> None:
        """Make the index of all reports that there are, also of those that this run did not touch."""
        folder = self._root / "reports"
        stamps = {each: folder / each.id / "chapters" / "report.json" for each in _all_valid(self._root)}
        published = [each for each, stamp in stamps.items() if stamp.is_file() and (folder / each.id / "index.html").is_file()]
        made_from = {each.id: read_stamp(stamps[each]).get("parts") for each in published}
        parts = {"reports": digest([json.dumps(made_from)]), **environment(self._root)}
        stamp = folder / ".index.json"
        with self._guard("index", "Then run `diagnoza run` again."):
            if published and (self._force or why_stale(stamp, parts, [folder / "index.html"])):
                from diagnoza.report.index import assemble_index  # noqa: PLC0415  (as in _write_report)

                self._progress.doing("index")
                with stamped(stamp, parts):
                    assemble_index(published, self._root)

    @contextlib.contextmanager
    def _guard(self, label: str, remedy: str) -> Iterator[None]:
        """Note a failure and go on with the others."""
        try:
            yield
        except DiagnozaError as error:
            self._fail(Trouble(label, str(error), remedy))
        except Exception:  # noqa: BLE001  (one partnership's mishap must not stop the others; the traceback is shown at the end)
            self._fail(Trouble(label, traceback.format_exc().rstrip(), BUG))

    def _fail(self, trouble: Trouble) -> None:
        self._progress.say(f"{trouble.label}: failed")
        self._troubles.append(trouble)

    def _waiting(self) -> None:
        self._progress.say("Another run is writing to reports/. Waiting until it has ended.")

    def _tell(self, what: str, where: Path) -> bool:
        self._progress.summary(what, self._made, self._troubles, seconds=time.monotonic() - self._begun, where=where)
        return not self._troubles


def requested(names: Sequence[str], root: Path) -> list[Partnership]:
    """
    Read the partnerships that were asked for, all when none was named.

    Raises
    ------
    ParamsError
        Every problem of every one of them.
    DiagnozaError
        There are none.
    """
    partnerships: dict[str, Partnership] = {}
    problems: list[Problem] = []
    if not names:
        partnerships = {each.id: each for each in load_partnerships(root)}
        if not partnerships:
            raise DiagnozaError(f"{root / 'params'} holds no partnership. Describe one in params/<name>.yaml.")
    for name in names:
        try:
            partnership = load_partnership(name, root)
            partnerships[partnership.id] = partnership
        except ParamsError as error:
            problems += error.problems
    if problems:
        raise ParamsError(list(dict.fromkeys(problems)))
    return list(partnerships.values())


def requested_codes(codes: Sequence[str], root: Path) -> list[str]:
    """
    Check the municipalities whose profiles were asked for; all there are figures for when none was named.

    Raises
    ------
    ParamsError
        Every code that is not a municipality's, or that there are no figures for.
    """
    register = Register.load(root / REGISTER)
    wanted = list(dict.fromkeys(codes))
    problems = [Problem("profile", code, fault.what, fault.remedy) for code in wanted if (fault := register.explain(code))]
    if problems:
        raise ParamsError(problems)
    known = set(profile_codes(root))
    what, remedy = "there are no figures for this municipality here", "Name the folder of the national tables in DIAGNOZA_REFERENCE"
    if unknown := [Problem("profile", code, what, remedy) for code in wanted if code not in known]:
        raise ParamsError(unknown)
    return wanted or sorted(known)


def requested_members(codes: Sequence[str], partnership: Partnership) -> list[str]:
    """
    Check the municipalities of a partnership whose profiles were asked for; all of them when none was named.

    Raises
    ------
    ParamsError
        Every code that is not of one of its municipalities.
    """
    wanted = list(dict.fromkeys(codes)) or list(partnership.municipalities)
    remedy = f"Its municipalities are: {', '.join(partnership.municipalities)}"
    what = f"it does not belong to {partnership.id}"
    if strangers := [Problem("profile", code, what, remedy) for code in wanted if code not in partnership.municipalities]:
        raise ParamsError(strangers)
    return wanted


@contextlib.contextmanager
def lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Let one run at a time write to `folder`; `waiting` is called when another one is at it. Windows has no such lock."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a", encoding="utf-8") as file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _all_valid(root: Path) -> Iterator[Partnership]:
    """Read all partnerships, passing over those with problems; `diagnoza check` is there to name them."""
    for path in sorted((root / "params").glob("*.yaml")):
        with contextlib.suppress(ParamsError):
            if "." not in path.stem:  # <name>.corrections.yaml is not a partnership
                yield load_partnership(path.stem, root)


def _write_report(draft: Draft, root: Path) -> None:
    from diagnoza.report.assemble import Chapter, assemble  # noqa: PLC0415  (two seconds, spent while workers work, or not at all)

    content = []
    for notebook, outcome in draft.content:
        executed = None if outcome.failure else outcome.job.output
        content.append(Chapter(notebook.name, notebook.title, executed, _sentence(outcome)))
    assemble(draft.partnership, content, root)


def _sentence(outcome: Outcome) -> str | None:
    return outcome.failure.sentence if outcome.failure else None


def _seconds(job: Job) -> float:
    """Tell how long a job took last time; for ever if it was never done."""
    return float(read_stamp(job.stamp).get("seconds", "inf"))

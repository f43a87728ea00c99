"""A report in the making: the jobs of its chapters, what of them is stale, and from what the page is assembled."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from diagnoza.batch.plan import PROFILE_NOTEBOOK, PROFILES, Job, Notebook, parts_of, read_notebook, read_stamp, seconds_of, why_stale
from diagnoza.batch.reads import Contents
from diagnoza.errors import ParamsError, Problem
from diagnoza.files import digest, environment, sha256
from diagnoza.prepare.current import PREPARED_VARIABLE, named_reference, read_manifest, why_not_current

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnoza.batch.engine import Outcome
    from diagnoza.partnership import Partnership


@dataclass(frozen=True)
class Choice:
    """Which of the stale chapters a run is to do."""

    only: tuple[str, ...] = ()
    """Names of chapters, or how they begin; all when there are none."""
    failed: bool = False
    """Only those that failed last time."""
    force: bool = False
    """Also those that are up to date."""

    def takes(self, job: Job) -> bool:
        """Tell whether the run may do a job."""
        return (not self.only or job.name.startswith(self.only)) and (not self.failed or job.failed.is_file())

    def check(self, notebooks: Sequence[Notebook]) -> None:
        """
        Refuse names that no chapter has.

        Raises
        ------
        ParamsError
            Every one of them.
        """
        known = ", ".join(each.name for each in notebooks)
        unknown = [name for name in self.only if not any(each.name.startswith(name) for each in notebooks)]
        if unknown:
            raise ParamsError([Problem("--only", name, "there is no such chapter", f"Chapters are {known}") for name in unknown])


@dataclass
class Draft:
    """A report in the making; its jobs are the chapters, and the profiles of the municipalities that it links to."""

    partnership: Partnership
    notebooks: list[Notebook]
    jobs: list[Job]
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    waiting: int = 0
    """How many stale chapters the run leaves out."""

    @property
    def content(self) -> list[tuple[Notebook, Outcome]]:
        """The chapters in the order of the report, each with how it went."""
        return [(notebook, self.outcomes[notebook.name]) for notebook in self.notebooks]

    @property
    def complete(self) -> bool:
        """Whether all its chapters are there or known to be missing."""
        return not self.waiting and len(self.outcomes) == len(self.jobs)

    def profiles(self) -> list[str]:
        """List the municipalities that there are profiles of."""
        return [code for code in self.partnership.municipalities if code in self.outcomes and not self.outcomes[code].failure]

    def chapters(self) -> list[list[Any]]:
        """List, for the task `report`, of each chapter its name, title, executed notebook or None, why it is missing or None."""
        return [
            [notebook.name, notebook.title, None if outcome.failure else str(outcome.job.output), sentence(outcome)]
            for notebook, outcome in self.content
        ]

    def parts(self, root: Path) -> dict[str, str]:
        """List what the page depends on: the chapters as they are, and the inputs whose fingerprints it prints."""
        content: list[Any] = [[each.name, each.title, sentence(outcome), _result(outcome)] for each, outcome in self.content]
        content.append(self.profiles())
        inputs = read_manifest(root / "data" / "processed" / self.partnership.id).get("inputs")
        return {"chapters": digest([json.dumps(content)]), "inputs": digest([json.dumps(inputs)]), **environment(root)}


def draft_of(partnership: Partnership, notebooks: list[Notebook], root: Path) -> Draft:
    """
    Plan the chapters of a partnership whose tables are prepared.

    Parameters
    ----------
    partnership
        Loaded params.
    notebooks
        The chapters.
    root
        Project root.
    """
    prepared = root / "data" / "processed" / partnership.id
    manifest = read_manifest(prepared)
    contents = Contents(root, {prepared / name: content for name, content in manifest.get("tables", {}).items()})
    vouched = json.dumps({partnership.id: manifest.get("fingerprint")})
    folder = root / "reports" / partnership.id / "chapters"
    parameters = {"partnership": partnership.id}
    about = {"tables": digest(sorted(manifest.get("tables", {}))), "params": sha256(partnership.path)}
    jobs = []
    for each in notebooks:
        parts = parts_of(each, parameters, inputs=sorted(manifest.get("inputs", {})), root=root) | about
        output = folder / f"{each.name}.ipynb"
        jobs.append(Job(partnership.id, each.name, each.path, parameters, output, parts, contents, {PREPARED_VARIABLE: vouched}))
    if (root / "notebooks" / PROFILE_NOTEBOOK).is_file():  # a project may do without profiles
        jobs += profile_jobs(partnership.municipalities, root, partnership)
    return Draft(partnership, notebooks, jobs)


def profile_jobs(codes: Sequence[str], root: Path, partnership: Partnership | None = None) -> list[Job]:
    """
    Plan the profiles of municipalities; the tables that they read are prepared.

    Parameters
    ----------
    codes
        The municipalities.
    root
        Project root.
    partnership
        The one whose diagnosis they draw on; without it they are of public figures alone.
    """
    notebook = read_notebook(root / "notebooks" / PROFILE_NOTEBOOK)
    folders = [public_tables(root), *([root / "data" / "processed" / partnership.id] if partnership else [])]
    manifests = {folder: read_manifest(folder) for folder in folders}
    tables = {folder / name: content for folder, known in manifests.items() for name, content in known.get("tables", {}).items()}
    vouched = {PREPARED_VARIABLE: json.dumps({folder.name: known.get("fingerprint") for folder, known in manifests.items()})}
    group = partnership.id if partnership else ""
    inputs = [*(folder.name for folder in folders), *sorted(path.name for path in (root / "params").glob("*.yaml"))]
    place = root / "reports" / group / PROFILES / "chapters"
    jobs = []
    for code in codes:
        parameters = {"municipality": code} | ({"partnership": group} if group else {})
        parts = parts_of(notebook, parameters, inputs=inputs, root=root)
        about = (Contents(root, tables), vouched)
        jobs.append(Job(group or PROFILES, code, notebook.path, parameters, place / f"{code}.ipynb", parts, *about))
    return jobs


def public_tables(root: Path, partnership: Partnership | None = None) -> Path:
    """Give the folder of the tables of public figures that a partnership, or a profile, stands on."""
    return root / "data" / "processed" / ("reference-national" if named_reference(root, partnership) else "reference")


def why_unprepared(partnership: Partnership, root: Path) -> str | None:
    """Say why the tables of a partnership have to be made again; None: they are current."""
    return why_not_current(root / "data" / "processed" / partnership.id, root, named_reference(root, partnership))


def why_public_unprepared(root: Path, partnership: Partnership | None = None) -> str | None:
    """Say why the tables of public figures have to be made again; None: they are current."""
    return why_not_current(public_tables(root, partnership), root, named_reference(root, partnership))


def report_stamp(name: str, root: Path) -> Path:
    """Give the stamp of a report."""
    return root / "reports" / name / "chapters" / "report.json"


def why_unassembled(draft: Draft, root: Path) -> str | None:
    """Say why the page of a complete draft has to be made again; None: it is current."""
    folder = root / "reports" / draft.partnership.id
    return why_stale(report_stamp(draft.partnership.id, root), draft.parts(root), [folder / "index.html", folder / "tables.xlsx"])


def sentence(outcome: Outcome) -> str | None:
    """Say in Polish why a chapter is missing; None: it is not."""
    return outcome.failure.sentence if outcome.failure else None


def longest_first(job: Job) -> float:
    """Rank a job: those never done before those that took long, these before the short ones."""
    return -min(seconds_of(job.stamp), 1e6)


def _result(outcome: Outcome) -> str | None:
    if outcome.failure:
        return None
    return read_stamp(outcome.job.stamp).get("result") or sha256(outcome.job.output)

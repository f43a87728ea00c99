"""What a run would do and why, without doing anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagnoza.batch.drafts import Choice, draft_of, why_unassembled, why_unprepared
from diagnoza.batch.engine import Outcome
from diagnoza.batch.plan import chapters, seconds_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnoza.batch.drafts import Draft
    from diagnoza.batch.plan import Notebook
    from diagnoza.partnership import Partnership

UNKNOWN = "not known before the tables are prepared: only what reads a table that changes is made again"


@dataclass(frozen=True)
class Standing:
    """How a report stands."""

    name: str
    tables: str | None
    """Why its tables have to be prepared; None: they are current."""
    stale: dict[str, str] = field(default_factory=dict)
    """Why each stale chapter has to be executed, by its name; as far as it is known before the tables are prepared."""
    failed: tuple[str, ...] = ()
    """Chapters that failed last time."""
    chapters: int = 0
    page: str | None = None
    """Why the page has to be assembled; None: it is current, or chapters have to be executed first."""
    seconds: float = 0.0
    """How long the stale chapters took last time [s]."""

    @property
    def current(self) -> bool:
        """Whether a run would do nothing."""
        return not (self.tables or self.stale or self.page)

    def lines(self, *, explain: bool) -> list[str]:
        """Put it as the terminal shows it."""
        if self.current:
            return [f"{self.name}: up to date"]
        what = ["tables"] if self.tables else []
        what += [f"{len(self.stale)} of {self.chapters} chapters"] if self.stale else []
        what += ["page"] if self.page or self.stale else []
        head = f"{self.name}: stale are {', '.join(what)}" + (f"; {len(self.failed)} failed last time" if self.failed else "")
        if not explain:
            return [head]
        reasons = [f"  tables: {self.tables}", f"  chapters: {UNKNOWN}"] if self.tables else []
        reasons += [f"  {name}: {why}{', failed last time' if name in self.failed else ''}" for name, why in self.stale.items()]
        return [head, *reasons, *([f"  page: {self.page}"] if self.page else [])]


def standings(partnerships: Sequence[Partnership], root: Path, choice: Choice | None = None) -> list[Standing]:
    """
    Look how reports stand; nothing is written and nothing is computed.

    Parameters
    ----------
    partnerships
        Whose reports.
    root
        Project root.
    choice
        Which chapters a run would do; all when not given.

    Returns
    -------
    list of Standing
        In the order of the partnerships.
    """
    notebooks = chapters(root)
    choice = choice or Choice()
    choice.check(notebooks)
    return [_standing(each, notebooks, root, choice) for each in partnerships]


def _standing(partnership: Partnership, notebooks: list[Notebook], root: Path, choice: Choice) -> Standing:
    draft = draft_of(partnership, notebooks, root)
    chosen = [job for job in draft.jobs if choice.takes(job)]
    reasons = {job.name: job.stale() or ("asked for" if choice.force else None) for job in chosen}
    stale = {name: why for name, why in reasons.items() if why}
    failed = tuple(job.name for job in draft.jobs if job.failed.is_file())
    known = [seconds_of(job.stamp) for job in chosen if job.name in stale]
    seconds = sum(each for each in known if each != float("inf"))
    page = None if stale else _page(draft, root)
    return Standing(partnership.id, why_unprepared(partnership, root), stale, failed, len(draft.jobs), page, seconds)


def _page(draft: Draft, root: Path) -> str | None:
    """Say why the page has to be made again, where all chapters are there."""
    if any(job.stale() for job in draft.jobs):
        return None
    draft.outcomes = {job.name: Outcome(job, redone=False) for job in draft.jobs}
    return why_unassembled(draft, root)

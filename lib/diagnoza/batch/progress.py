"""What a run tells while it goes and at its end: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from diagnoza.batch.engine import Outcome

LISTED = 30
"""So many results are listed one by one at the end; of more, only how many there are."""


@dataclass(frozen=True)
class Made:
    """One result of the run."""

    label: str
    path: Path
    redone: bool
    seconds: float = 0.0
    missing: int = 0
    """How many chapters it lacks."""

    @property
    def state(self) -> str:
        """How it came about, in words."""
        lacks = f", {self.missing} {'chapter' if self.missing == 1 else 'chapters'} missing" if self.missing else ""
        return (f"made in {self.seconds:.1f} s" if self.redone else "up to date") + lacks


@dataclass(frozen=True)
class Trouble:
    """One thing that failed: what, why, and what to do."""

    label: str
    why: str
    remedy: str

    def lines(self) -> list[str]:
        """Put it as the end of the run shows it."""
        return [f"  {self.label}: " + self.why.replace("\n", "\n    "), f"    {self.remedy}"]


class Progress:
    """
    Tells how a run goes; the only place of the batch that prints.

    Parameters
    ----------
    root
        The project; paths are shown relative to it.
    verbose
        Say of each chapter that it is done or up to date, on a terminal too, and why it is made again.
    console
        Where to print; stdout when not given.
    """

    def __init__(self, root: Path, *, verbose: bool = False, console: Console | None = None) -> None:
        self._root = root
        self._console = console or Console(markup=False, emoji=False, highlight=False, soft_wrap=True)
        self._verbose = verbose
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Bar(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        """Print a line, above the bar if there is one."""
        self._console.print(text)

    def doing(self, text: str) -> None:
        """Show what is being done, on a terminal."""
        self._bar.update(self._task, description=text)

    def detail(self, text: str) -> None:
        """Print a line that a terminal shows only when asked to be verbose."""
        if self._verbose or not self._console.is_terminal:
            self.say(text)

    def explain(self, reasons: dict[str, str]) -> None:
        """Say why each notebook is executed, when asked to be verbose."""
        for label, reason in reasons.items() if self._verbose else ():
            self.say(f"{label}: {reason}")

    def begin(self, total: int) -> None:
        """Begin to count notebooks."""
        self._bar.reset(self._task, total=total, description="notebooks")

    def finished(self, outcome: Outcome) -> None:
        """Count a notebook, and say how it went."""
        self._bar.advance(self._task)
        if outcome.failure:
            self.say(f"{outcome.job.label}: failed after {outcome.seconds:.1f} s: {outcome.failure.line}")
        elif outcome.redone:
            self.detail(f"{outcome.job.label}: done in {outcome.seconds:.1f} s")
        elif self._verbose:
            self.say(f"{outcome.job.label}: up to date")

    def summary(self, what: str, made: list[Made], troubles: list[Trouble], *, seconds: float, where: Path) -> None:
        """
        Say what was made, where, how long it took; then what failed, why, and what to do.

        Parameters
        ----------
        what
            What one result is called, e.g. ``report``, to be followed by an s if there are more.
        made
            The results.
        troubles
            The failures.
        seconds
            How long the run took.
        where
            The one place from which all results are reached.
        """
        if len(made) <= LISTED:
            width = max((len(each.label) for each in made), default=0)
            for each in made:
                self.say(f"  {each.label:<{width}}  {self.shown(each.path)}  {each.state}")
        if made:
            self.say(f"{_counted(what, made)}, {seconds:.1f} s: {self.shown(where)}")
        if troubles:
            self.say(f"{len(troubles)} failed:")
            for line in (line for trouble in troubles for line in trouble.lines()):
                self.say(line)

    def shown(self, path: Path) -> str:
        """Put a path relative to the project."""
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)


def _counted(what: str, made: list[Made]) -> str:
    """Count results, e.g. ``5 reports, 3 of them up to date``."""
    count = f"{len(made)} {what}{'' if len(made) == 1 else 's'}"
    states = Counter(each.redone for each in made)
    if not states[True]:
        return f"{count} up to date"
    return f"{count}, {states[False]} of them up to date" if states[False] else f"{count} made"

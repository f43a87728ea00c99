"""What a run tells while it goes and at its end: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    from diagnoza.batch.engine import Outcome, Running

LISTED = 30
"""So many results are listed one by one at the end; of more, only how many there are."""
GUESS = 5.0
"""How long a notebook is thought to take that was never executed, where none was [s]."""
MINUTE = 60


@dataclass(frozen=True)
class Made:
    """One result of the run."""

    label: str
    path: Path
    redone: bool
    seconds: float = 0.0
    missing: int = 0
    """How many chapters it lacks."""
    waiting: int = 0
    """How many stale chapters were left out of the run, so that it was not assembled."""

    @property
    def state(self) -> str:
        """How it came about, in words."""
        if self.waiting:
            return f"not assembled: {self.waiting} stale {'chapter was' if self.waiting == 1 else 'chapters were'} left out"
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
        self._lines: dict[str, TaskID] = {}
        self._expected: dict[str, float] = {}
        self._spent = self._thought = 0.0

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

    def outputs(self, outcome: Outcome) -> None:
        """Print what the cells of a notebook have displayed, as text, when asked to be verbose."""
        path = outcome.failure.kept if outcome.failure else outcome.job.output
        if not self._verbose or not outcome.redone or path is None or not path.is_file():
            return
        for number, text in displayed(path):
            self.say(f"{outcome.job.label} [{number}] {text}")

    def explain(self, reasons: dict[str, str]) -> None:
        """Say why each notebook is executed, when asked to be verbose."""
        for label, reason in reasons.items() if self._verbose else ():
            self.say(f"{label}: {reason}")

    def begin(self, total: int) -> None:
        """Begin to count notebooks."""
        self._bar.reset(self._task, total=total, description="notebooks")

    def expect(self, seconds: Mapping[str, float]) -> None:
        """Add notebooks that are to be executed: by label, how long each took last time [s]; inf: it was never executed."""
        self._expected |= seconds

    def watch(self, running: Iterable[Running], workers: int) -> None:
        """Show, on a terminal, what is running, in which cell, and how long all of it may take yet."""
        if not self._console.is_terminal:
            return
        shown = {each.label: each for each in list(running)}
        for label in [label for label in self._lines if label not in shown]:
            self._bar.remove_task(self._lines.pop(label))
        for label, each in shown.items():
            if label not in self._lines:
                self._lines[label] = self._bar.add_task("", total=None)
            number, total = each.cell or (0, None)
            self._bar.update(self._lines[label], description=f"  {label}", completed=number, total=total)
        left = self.left(workers)
        self._bar.update(self._task, description=f"notebooks, about {_time(left)} left" if left else "notebooks")

    def left(self, workers: int) -> float:
        """Tell how long the notebooks that were expected and are not done may take yet [s], from what was measured."""
        known = [each for each in self._expected.values() if each != float("inf")]
        guess = sum(known) / len(known) if known else GUESS
        pace = self._spent / self._thought if self._thought else 1.0
        return sum(guess if each == float("inf") else each for each in self._expected.values()) * pace / workers

    def finished(self, outcome: Outcome) -> None:
        """Count a notebook, and say how it went."""
        self._bar.advance(self._task)
        before = self._expected.pop(outcome.job.label, float("inf"))
        if outcome.redone and before != float("inf"):
            self._spent, self._thought = self._spent + outcome.seconds, self._thought + before
        if outcome.failure:
            self.say(f"{outcome.job.label}: failed after {outcome.seconds:.1f} s: {outcome.failure.line}")
        elif outcome.redone:
            again = f", at try {outcome.tries}" if outcome.tries > 1 else ""
            self.detail(f"{outcome.job.label}: done in {outcome.seconds:.1f} s{again}")
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


def displayed(path: Path) -> list[tuple[int, str]]:
    """List the lines of text that the code cells of an executed notebook have displayed, each with the number of its cell."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    code = (cell for cell in stored["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip())
    lines = []
    for number, cell in enumerate(code, start=1):
        for output in cell["outputs"]:
            data = output.get("data", {})
            text = (
                output.get("text")
                or data.get("text/markdown")
                or data.get("text/plain")
                or f"{output.get('ename')}: {output.get('evalue')}"
            )
            lines += [(number, line) for line in "".join(text).splitlines() if line.strip()]
    return lines


def _time(seconds: float) -> str:
    """Put a time roughly, e.g. ``40 s`` or ``3 min``."""
    return f"{seconds:.0f} s" if seconds < MINUTE else f"{seconds / MINUTE:.0f} min"


def _counted(what: str, made: list[Made]) -> str:
    """Count results, e.g. ``5 reports, 3 of them up to date``."""
    count = f"{len(made)} {what}{'' if len(made) == 1 else 's'}"
    states = Counter(each.redone for each in made)
    if not states[True]:
        return f"{count} up to date"
    return f"{count}, {states[False]} of them up to date" if states[False] else f"{count} made"

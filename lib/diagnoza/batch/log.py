"""The log of runs as a table beside the reports: what was executed, how long it took, how much it needed, how it ended."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.batch.engine import Outcome

COLUMNS = ("run", "partnership", "chapter", "seconds", "cpu_seconds", "peak_mb", "tries", "outcome")


class RunLog:
    """
    Adds a row for each notebook as soon as it has ended, so that a run which was killed has its rows too.

    Parameters
    ----------
    path
        The CSV file; made when there is something to write.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._run = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")

    def add(self, outcome: Outcome) -> None:
        """Add the row of an execution; what was up to date has none. A log that cannot be written stops nothing."""
        if not outcome.redone:
            return
        numbers = ["" if value is None else f"{value:.2f}" for value in (outcome.seconds, outcome.cpu, outcome.peak)]
        how = f"{outcome.failure.kind}: {outcome.failure.line}" if outcome.failure else "done"
        row = [self._run, outcome.job.group, outcome.job.name, *numbers, outcome.tries, how]
        with contextlib.suppress(OSError):
            new = not self._path.is_file()
            with self._path.open("a", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                if new:
                    writer.writerow(COLUMNS)
                writer.writerow(row)

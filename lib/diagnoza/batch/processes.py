"""Ending processes with all that they have started, by a mark in their environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

TERMINATE_TIMEOUT = 1.0
"""How long a process may take to end when asked, before it is killed [s]."""
MARK = "DIAGNOZA_JOB"
"""Environment variable that a job's process and all that it starts carry, so that they can be found when that process is gone."""


def end_marked(marks: Collection[str], roots: Iterable[int] = ()) -> None:
    """
    End processes and all that they started: first asked, then killed.

    Parameters
    ----------
    marks
        Values of `MARK`; whatever carries one of them is ended, wherever it hangs in the tree.
    roots
        Numbers of processes that are ended with their children, also where those have changed their environment.
    """
    family = marked(marks)
    for root in roots:
        try:
            process = psutil.Process(root)
            family |= {each.pid: each for each in (process, *process.children(recursive=True))}
        except psutil.Error:
            continue
    _signal(family.values(), "terminate")
    psutil.wait_procs(list(family.values()), timeout=TERMINATE_TIMEOUT)
    family |= marked(marks)  # what was just being started
    _signal(family.values(), "kill")
    psutil.wait_procs(list(family.values()), timeout=TERMINATE_TIMEOUT)


def marked(marks: Collection[str]) -> dict[int, psutil.Process]:
    """Find the processes that carry one of the marks, by their number."""
    found = {}
    for process in psutil.process_iter() if marks else ():
        try:
            if process.environ().get(MARK) in marks:
                found[process.pid] = process
        except (psutil.Error, OSError):  # gone meanwhile, or another user's
            continue
    return found


def _signal(processes: Iterable[psutil.Process], verb: str) -> None:
    for process in processes:
        try:
            getattr(process, verb)()
        except psutil.Error:  # gone already, or another's that has taken its number
            continue

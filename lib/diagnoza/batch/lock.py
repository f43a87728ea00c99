"""One run at a time writes to the reports."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from diagnoza.errors import DiagnozaError

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextlib.contextmanager
def lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """
    Let one run at a time write to `folder`; Windows has no such lock.

    Parameters
    ----------
    folder
        The reports.
    waiting
        Called when another run is at it.

    Raises
    ------
    DiagnozaError
        The folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".lock").open("a", encoding="utf-8")
    except OSError as error:
        msg = f"{folder} cannot be written to ({error.strerror}). Give yourself the right to write there, or make room."
        raise DiagnozaError(msg) from error
    with file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(file, fcntl.LOCK_EX)
        yield

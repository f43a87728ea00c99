"""Which engine serves on this machine."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.batch.engine import Engine, Limits


def can_fork() -> bool:
    """Tell whether a warm process can serve here: macOS forks, but its libraries do not survive it."""
    return sys.platform == "linux" and hasattr(os, "fork")


def choose(root: Path, limits: Limits, name: str = "auto") -> Engine:
    """
    Choose the engine for this machine.

    Parameters
    ----------
    root
        The project.
    limits
        How long things may take.
    name
        ``warm``, ``kernel``, or ``auto``: the warm one where the system can fork.
    """
    from diagnoza.batch.kernels import KernelEngine  # noqa: PLC0415  (a run with nothing to do needs none of them)

    if name == "kernel" or (name == "auto" and not can_fork()):
        return KernelEngine(root, limits=limits)
    from diagnoza.batch.warm import WarmEngine  # noqa: PLC0415

    return WarmEngine(root, limits=limits)

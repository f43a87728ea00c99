"""What the rooms are given to make their tables from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from diagnoza.errors import Problem
    from diagnoza.partnership import Partnership
    from diagnoza.surveys.tabulate import Weighed


class Delivered(Protocol):
    """A delivered file that was read: its table, the account of its rows, what the consultant should look at."""

    @property
    def table(self) -> pd.DataFrame:
        """The rows that are kept."""

    @property
    def audit(self) -> pd.DataFrame:
        """file, outcome, reason, rows."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the consultant should look at."""


@dataclass(frozen=True)
class Given:
    """
    What there is when a room makes its tables.

    Attributes
    ----------
    partnership, root
        Loaded params; project folder.
    made
        The tables made so far: public figures, surveys, and those of rooms before.
    weighed
        Surveys of respondents with their weights; never stored.
    """

    partnership: Partnership
    root: Path
    made: Mapping[str, pd.DataFrame]
    weighed: list[Weighed]

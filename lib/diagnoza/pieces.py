"""What a chapter displays where it repeats itself: sentences, tables and figures, ready but not yet shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from diagnoza.grid import Grid


@dataclass(frozen=True)
class Said:
    """A heading or sentences; Polish Markdown."""

    text: str


@dataclass(frozen=True)
class Tabulated:
    """A table: the arguments of `diagnoza.report.table`."""

    grid: Grid
    key: str
    title: str
    sources: Sequence[Any]
    n: str


@dataclass(frozen=True)
class Drawn:
    """A figure: the arguments of `diagnoza.report.figure`."""

    chart: Figure
    grid: Grid
    key: str
    title: str
    alt: str
    sources: Sequence[Any]
    n: str


Piece = Said | Tabulated | Drawn

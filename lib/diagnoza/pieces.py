"""What a chapter displays where it repeats itself: sentences, tables and figures, ready but not yet shown."""

from __future__ import annotations

import re
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

_MARKS = {ord(sign): f"\\{sign}" for sign in r"\`*_[]#|~"}
_BREAKS = re.compile(r"[ \t\r\n]+")


def plain(text: object) -> str:
    """
    Take out line breaks, and the signs that Markdown would obey, so that what people typed is shown as they typed it.

    Parameters
    ----------
    text
        As delivered; hard spaces stay.
    """
    return _BREAKS.sub(" ", str(text).translate(_MARKS)).strip()

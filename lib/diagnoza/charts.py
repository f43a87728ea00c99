"""The look of every chart, set once: type, palette, Polish ticks, labels in lines. Nothing here knows what is drawn."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib import font_manager, ticker
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from diagnoza import polish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.typing import ColorType

FONTS = Path(__file__).parent / "report" / "fonts"

INK = "#1F2933"
MUTED = "#52606D"
LINES = "#D5DBE1"
LAND = "#EEF1F4"
OUTLINE = "#595959"
FOCUS = "#12436D"  # the partner, or the place, that the panel is about
SECOND = "#C8501A"
OTHERS = "#9AA5B1"
FAINT = "#BCC6D0"
TEAL = "#1E8A81"
BLUE = "#3B8FD0"
SHADES = ("#F1F6FA", "#C6DBEE", "#7FB2DA", "#3B7FB8", "#12436D")  # of few … of many
DIVERGING = ("#8C3A12", "#E39A6B", "#D9DDE2", "#7FB2DA", "#12436D")  # unfavourable … favourable
WIDTH = 8.0  # inches; 11 pt stay readable when the picture is as wide as the text
WRAP = 34  # letters in a line of a label
LONGEST = 250  # characters of a text alternative

STYLE: Any = {
    "font.family": ["Lato", "DejaVu Sans"],
    "font.size": 11,
    "axes.titlesize": 11.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 11,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": LINES,
    "grid.linewidth": 0.8,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "text.color": INK,
    "legend.frameon": False,
    "legend.fontsize": 11,
    "figure.facecolor": "white",
    "svg.fonttype": "none",
}


@cache
def set_style() -> None:
    """Set the style of this process once, and make the Lato that comes with the library known to matplotlib."""
    for face in ("Lato-Regular.ttf", "Lato-Bold.ttf"):
        font_manager.fontManager.addfont(FONTS / face)
    mpl.rcParams.update(STYLE)


def new_figure(height: float, *, width: float = WIDTH) -> Figure:
    """
    Make an empty figure that belongs to nobody: nothing shown, nothing to close.

    Parameters
    ----------
    height, width
        Size [inches].
    """
    set_style()
    return Figure(figsize=(width, height), layout="constrained")


def polish_ticks(axes: Axes, *, x: int | None = None, y: int | None = None) -> None:
    """
    Write the ticks of an axis with decimal comma and groups of three, and only where so many decimals say the whole number.

    Parameters
    ----------
    axes
        The axes to change.
    x, y
        Decimals of the ticks; None leaves that axis alone.
    """
    for axis, decimals in ((axes.xaxis, x), (axes.yaxis, y)):
        if decimals is not None:
            axis.set_major_formatter(ticker.FuncFormatter(lambda value, _, d=decimals: polish.number(value, d)))
            axis.set_major_locator(ticker.MaxNLocator("auto", steps=[1, 2, 5, 10], integer=decimals == 0))  # no −1 for −0,5


def wrapped(text: str, width: int = WRAP) -> str:
    """
    Break a label into lines, never after a one-letter word or between a number and its unit.

    Parameters
    ----------
    text, width
        The label, and the letters that a line may have.
    """
    lines = [""]
    for word in polish.typography(text).split(" "):
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < width else [*lines, word]
    return "\n".join(line for line in lines if line)


def fitting(intro: str, parts: Sequence[str]) -> str:
    """
    Join as many parts as a text alternative has room for.

    Parameters
    ----------
    intro
        Kind of chart and what it shows.
    parts
        Findings, the most telling first.

    Returns
    -------
    str
        At most `LONGEST` characters, never cut within a part.
    """
    text = intro
    for part in parts:
        longer = f"{text}{'; ' if text != intro else ' '}{part}"
        if len(longer) >= LONGEST:
            break
        text = longer
    return text.rstrip(".:") + "."


def readable_on(background: ColorType) -> str:
    """
    Choose the ink that has more contrast with a background.

    Parameters
    ----------
    background
        Any colour that matplotlib knows.

    Returns
    -------
    str
        White or `INK`.

    Notes
    -----
    Contrast as WCAG 2.1 defines it, from relative luminance.
    """
    light = _luminance(background)
    with_white, with_ink = 1.05 / (light + 0.05), (light + 0.05) / (_luminance(INK) + 0.05)
    return "white" if with_white > with_ink else INK


def _luminance(colour: ColorType) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]  # noqa: PLR2004  (sRGB)
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])

"""A chart as inline SVG: small, reproducible, named for a screen reader, with text that stays text."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING

import matplotlib as mpl

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NUMBER = re.compile(r"-?\d+\.\d+")
_PATH = re.compile(r'(?<=\s)((?:d|points|x|y|x1|x2|y1|y2|cx|cy|width|height|transform)=")([^"]*)(")')
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^")]+)')
_FONT = "font-family: 'Lato', 'DejaVu Sans'"
_NO_TURN = re.compile(r' transform="rotate\(-?0(?:\.0)? [^)]*\)"')
_NO_LINE = re.compile(r'<path d="M [-\d.]+ [-\d.]+\s*"[^>]*/>')
_EMPTY = re.compile(r"<g ?/>")
_STYLE = re.compile(r'style="[^"]*"')


def to_svg(chart: Figure, *, prefix: str, title: str, alt: str) -> str:
    """
    Write a chart as an SVG element for a page.

    Parameters
    ----------
    chart
        The chart; it is not changed.
    prefix
        Makes every id in it unique on the page.
    title, alt
        Its accessible name and description.

    Returns
    -------
    str
        One ``<svg>`` element: coordinates with one decimal, ids prefixed and only where something refers to them.
    """
    stream = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": prefix}):
        chart.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = stream.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'<style type="text/css">.*?</style>', "", text, flags=re.DOTALL)
    text = text.replace("xlink:href", "href").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    text = _PATH.sub(lambda found: found[1] + _NUMBER.sub(_shorter, found[2]) + found[3], text)
    text = _lighter(_scope_ids(text, prefix))
    opening = re.match(r"<svg[^>]*>", text)
    box = re.search(r'viewBox="[^"]*"', opening[0]) if opening else None
    if opening is None or box is None:
        msg = f"Figure {prefix} was not drawn as SVG."
        raise ValueError(msg)
    named = (
        f'<svg {box[0]} xmlns="http://www.w3.org/2000/svg" style="{_FONT}" role="img" aria-labelledby="{prefix}-title {prefix}-desc">'
        f'<title id="{prefix}-title">{html.escape(title)}</title><desc id="{prefix}-desc">{html.escape(alt)}</desc>'
    )
    return re.sub(r">\s+<", "><", re.sub(r"<!--.*?-->", "", named + text[opening.end() :], flags=re.DOTALL)).strip()


def _shorter(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _lighter(text: str) -> str:
    """Leave out what draws nothing: turns by no angle, lines without length, empty groups; and say the font once for the whole chart."""
    for pattern in (_NO_TURN, _NO_LINE, _EMPTY):
        text = pattern.sub("", text)
    text = text.replace(f"{_FONT}; ", "").replace(f"; {_FONT}", "")
    return _STYLE.sub(lambda found: found[0].replace("; ", ";").replace(": ", ":"), text)


def _scope_ids(text: str, prefix: str) -> str:
    """Prefix the ids that something refers to, drop the others."""
    used = {found[2] for found in _REFERENCE.finditer(text)}
    text = _ID.sub(lambda found: f'id="{prefix}-{found[1]}"' if found[1] in used else "", text)
    text = _REFERENCE.sub(lambda found: f"{found[1]}{prefix}-{found[2]}", text)
    return text.replace("<g >", "<g>").replace("<defs >", "<defs>")

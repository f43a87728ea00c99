"""What a chapter displays: sentences, tables, figures. Each table and figure carries its own caption, source, n and data."""

from __future__ import annotations

import html
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from IPython.display import Markdown, display

from diagnoza import polish
from diagnoza.errors import NotDelivered
from diagnoza.pieces import Drawn, Said
from diagnoza.report import markup, svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from matplotlib.figure import Figure

    from diagnoza.grid import Grid
    from diagnoza.pieces import Piece
    from diagnoza.stored.base import Source

MIME = "application/vnd.diagnoza+json"
ALT_MAX = 250
EMPTY_ALTS = {"", "wykres", "rycina", "mapa", "obraz", "figure", "image", "chart"}


def say(text: str) -> None:
    """
    Display a sentence or a heading.

    Parameters
    ----------
    text
        Polish Markdown built from values; whatever looks like HTML in it is shown, not obeyed. Nothing is displayed of an
        empty text.
    """
    if text.strip():
        display(Markdown(polish.typography(html.escape(text, quote=False))))  # type: ignore[no-untyped-call]


def link(key: str) -> str:
    """
    Refer to a table or figure; the assembled report puts its number in place of the word.

    Parameters
    ----------
    key
        Its key, the same in the whole report: "tab-…" or "fig-…".

    Returns
    -------
    str
        A Markdown link.
    """
    word = "tabela" if key.startswith("tab-") else "rycina"
    return f"[{word}](#{key})"


@contextmanager
def if_delivered() -> Iterator[None]:
    """Turn "not delivered" into a sentence of the report; any other error goes on its way."""
    try:
        yield
    except NotDelivered as missing:
        say(f"*{missing}*")


def table(data: Grid, *, key: str, title: str, sources: Sequence[Source], n: str) -> None:
    """
    Display a table with its caption, source line and download.

    Parameters
    ----------
    data
        The finished table.
    key
        Unique in the whole report, ASCII.
    title
        Says what the table shows, Polish.
    sources
        Where the numbers come from.
    n
        What was counted, Polish, e.g. "6 gmin".
    """
    key = f"tab-{key}"
    body = markup.to_html(data, key=key, caption=f'Tabela<span class="no" data-key="{key}"></span>. {_safe(title)}')
    foot = _source_line(sources, n, data.note)
    block = f'<div class="table" id="{key}">{body}{foot}{markup.download(data, key)}</div>'
    _emit(block, {"kind": "table", "key": key, "title": title, "grid": markup.to_json(data), **_credits(sources, n)})


def figure(chart: Figure, data: Grid, *, key: str, title: str, alt: str, sources: Sequence[Source], n: str) -> None:  # noqa: PLR0913
    """
    Display a chart as inline SVG with its caption, text alternative, source line, and the numbers it is drawn from.

    Parameters
    ----------
    chart
        The finished chart.
    data
        The numbers that it shows; they stand under it, folded, with a download.
    key
        Unique in the whole report, ASCII.
    title
        Says the finding, Polish.
    alt
        What kind of chart, what it shows, and the finding, built from the data; at most 250 characters.
    sources
        Where the numbers come from.
    n
        What was counted, Polish.

    Raises
    ------
    ValueError
        If the alternative text says nothing or is too long: there is no silent default.
    """
    if alt.strip().lower() in EMPTY_ALTS or len(alt) > ALT_MAX:
        msg = f"Figure {key} needs an alternative text of 1 to {ALT_MAX} characters that tells what it shows; it has {len(alt)}: {alt!r}."
        raise ValueError(msg)
    key = f"fig-{key}"
    numbers = markup.to_html(data, key=f"{key}-data", caption=f'Dane do ryciny<span class="no" data-key="{key}"></span>')
    block = (
        f'<figure id="{key}"><figcaption>Rycina<span class="no" data-key="{key}"></span>. {_safe(title)}</figcaption>'
        f'<div class="scroll drawing" role="region" aria-label="{_safe(title)} – obszar przewijany" tabindex="0">'
        f"{svg.to_svg(chart, prefix=key, title=title, alt=alt)}</div>"
        f"{_source_line(sources, n, data.note)}"
        f"<details><summary>Dane do ryciny</summary>{numbers}{markup.download(data, key)}</details></figure>"
    )
    _emit(block, {"kind": "figure", "key": key, "title": title, "alt": alt, "grid": markup.to_json(data), **_credits(sources, n)})


def show(pieces: Iterable[Piece]) -> None:
    """
    Display sentences, tables and figures in their order, where a chapter repeats itself and a notebook holds no loop.

    Parameters
    ----------
    pieces
        Ready, but not yet shown.
    """
    for one in pieces:
        if isinstance(one, Said):
            say(one.text)
        elif isinstance(one, Drawn):
            figure(one.chart, one.grid, key=one.key, title=one.title, alt=one.alt, sources=one.sources, n=one.n)
        else:
            table(one.grid, key=one.key, title=one.title, sources=one.sources, n=one.n)


def _safe(text: str) -> str:
    return html.escape(polish.typography(text))


def _source_line(sources: Sequence[Source], n: str, note: str) -> str:
    given = _cited(sources)
    synthetic = '<strong class="synthetic">Dane syntetyczne.</strong> ' if any(source.origin == "synthetic" for source in sources) else ""
    remark = f' <span class="note">{_safe(note)}</span>' if note else ""
    return f'<p class="source">{synthetic}Źródło: {_safe(given)}. n{polish.NBSP}={polish.NBSP}{_safe(n)}.{remark}</p>'


def _cited(sources: Sequence[Source]) -> str:
    """Name each provider once, with what was taken from it."""
    titles: dict[str, list[str]] = {}
    for source in sources:
        titles.setdefault(source.provider, []).append(source.title)
    return "; ".join(f"{provider} ({'; '.join(dict.fromkeys(of_one))})" for provider, of_one in titles.items())


def _credits(sources: Sequence[Source], n: str) -> dict[str, Any]:
    return {
        "source": _cited(sources),
        "n": n,
        "synthetic": any(source.origin == "synthetic" for source in sources),
    }


def _emit(block: str, record: dict[str, Any]) -> None:
    display({"text/html": block, MIME: record, "text/plain": f"<{record['kind']} {record['key']}>"}, raw=True)  # type: ignore[no-untyped-call]

"""From executed notebooks to the body of a page: one conversion, one pass over the result (numbers, links, ids, contents)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from nbconvert import HTMLExporter

from diagnoza import polish
from diagnoza.report.output import MIME

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATES = Path(__file__).parent / "templates"
UNPUBLISHED = {"parameters", "injected-parameters", "remove", "papermill-error-cell-tag"}
_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
_DATA = re.compile(r'href="(data:text/csv;[^"]+)"')
_HEADING = re.compile(r"^h[1-6]$")
_KEEP = {"svg", "code", "pre", "style"}


@dataclass
class Entry:
    """One line of the table of contents."""

    id: str
    text: str
    children: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Body:
    """
    The body of a page.

    Attributes
    ----------
    html
        Its sections.
    toc
        Its contents, two levels.
    records
        What its tables and figures say of themselves, in order, each with its number.
    """

    html: str
    toc: list[Entry]
    records: list[dict[str, Any]]


def published_cells(executed: Path) -> list[Any]:
    """
    Read the cells of an executed notebook that belong in a report.

    Parameters
    ----------
    executed
        The notebook.

    Returns
    -------
    list
        Cells without parameters, those tagged remove, and what papermill adds where a cell ended the chapter.
    """
    notebook = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]
    return [cell for cell in notebook.cells if not UNPUBLISHED & set(cell.metadata.get("tags", []))]


@cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(template_file=str(TEMPLATES / "cells.html.j2"), exclude_anchor_links=True)  # type: ignore[no-untyped-call]
    exporter.embed_images = False
    return exporter


def render(cells: Iterable[Any]) -> str:
    """
    Convert cells to HTML, once for all chapters.

    Parameters
    ----------
    cells
        Published cells; a markdown cell may stand for a chapter that is missing.
    """
    notebook = nbformat.v4.new_notebook(cells=list(cells))  # type: ignore[no-untyped-call]
    exporter = _exporter()
    # not HTMLExporter's own: it parses the page to look for images without alt, and lowercases viewBox on the way
    return str(super(HTMLExporter, exporter).from_notebook_node(notebook)[0])


def finish(rendered: str, records: list[dict[str, Any]], *, deeper: int = 1) -> Body:
    """
    Give tables and figures their numbers, references their targets, headings their ids, and gather the contents.

    Parameters
    ----------
    rendered
        Result of `render`.
    records
        Of the tables and figures in it, in order.
    deeper
        By how many levels headings move down, as the page has one h1 of its own.

    Raises
    ------
    ValueError
        If two tables or figures have the same key.
    """
    kept: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"<i data-kept='{len(kept) - 1}'></i>" if found[0].startswith("<svg") else f'href="#kept-{len(kept) - 1}"'

    soup = BeautifulSoup(_DATA.sub(put_aside, _SVG.sub(put_aside, rendered)), "html.parser")
    numbers = _numbers(records)
    for mark in soup.select("span.no"):
        mark.string = f"{polish.NBSP}{numbers[str(mark['data-key'])]}"
        del mark["data-key"]
    _resolve(soup, numbers)
    _contain(soup)
    toc = _headings(soup, deeper)
    _sections(soup)
    _typography(soup)
    text = re.sub(r'<i data-kept="(\d+)"></i>', lambda found: kept[int(found[1])], str(soup))
    text = re.sub(r'href="#kept-(\d+)"', lambda found: kept[int(found[1])], text)
    numbered = [record | {"number": numbers[record["key"]]} for record in records]
    return Body(text, toc, numbered)


def records_of(cells: Iterable[Any]) -> list[dict[str, Any]]:
    """
    Gather what the tables and figures of some cells say of themselves.

    Parameters
    ----------
    cells
        Published cells.
    """
    outputs = (output for cell in cells if cell.cell_type == "code" for output in cell.outputs)
    return [dict(output.data[MIME]) for output in outputs if MIME in output.get("data", {})]


def _numbers(records: list[dict[str, Any]]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    counts = {"table": 0, "figure": 0}
    for record in records:
        if record["key"] in numbers:
            msg = f"Two tables or figures have the key {record['key']}; give one of them another."
            raise ValueError(msg)
        counts[record["kind"]] += 1
        numbers[record["key"]] = counts[record["kind"]]
    return numbers


def _resolve(soup: BeautifulSoup, numbers: dict[str, int]) -> None:
    """Put numbers into references; a reference to what is missing loses its link and says so."""
    for anchor in soup.find_all("a", href=re.compile("^#(tab|fig)-")):
        key = str(anchor["href"])[1:]
        if key in numbers:
            anchor.string = f"{anchor.get_text()}{polish.NBSP}{numbers[key]}"
        else:
            anchor.replace_with(f"{anchor.get_text()} niedostępna")


def _contain(soup: BeautifulSoup) -> None:
    """Keep the page to itself: a picture or an outside link that came with a text becomes text, the address written out."""
    for image in soup.find_all("img"):
        image.replace_with(str(image.get("alt", "")))
    for anchor in soup.find_all("a", href=re.compile("^(?!#)")):
        address = str(anchor["href"])
        anchor.replace_with(f"{anchor.get_text()} ({address})" if address.startswith(("http://", "https://")) else anchor.get_text())


def _headings(soup: BeautifulSoup, deeper: int) -> list[Entry]:
    toc: list[Entry] = []
    used = {"tresc", *(str(tag["id"]) for tag in soup.find_all(id=True) if not _HEADING.match(tag.name))}
    for heading in soup.find_all(_HEADING):
        level = int(heading.name[1]) + deeper
        heading.name = f"h{level}"
        name = base = slug(heading.get_text())
        count = 1
        while name in used:
            count += 1
            name = f"{base}-{count}"
        used.add(name)
        heading["id"] = name
        if level == 1 + deeper:
            toc.append(Entry(name, heading.get_text(" ", strip=True)))
        elif level == 2 + deeper and toc:
            toc[-1].children.append(Entry(name, heading.get_text(" ", strip=True)))
    return toc


def _sections(soup: BeautifulSoup) -> None:
    """Wrap each chapter in a section named by its heading, and each finding so that it stays on one printed page."""
    for level, name in ((3, "finding"), (2, "")):
        for heading in soup.find_all(f"h{level}"):
            section = soup.new_tag("section")
            if name:
                section["class"] = name
            else:
                section["aria-labelledby"] = str(heading["id"])
            followers = []
            for sibling in list(heading.next_siblings):
                if isinstance(sibling, Tag) and (_is_heading_up_to(sibling, level) or _opens_with(sibling, level)):
                    break
                followers.append(sibling)
            heading.wrap(section)
            for follower in followers:
                section.append(follower.extract())


def _is_heading_up_to(tag: Tag, level: int) -> bool:
    return bool(_HEADING.match(tag.name)) and int(tag.name[1]) <= level


def _opens_with(tag: Tag, level: int) -> bool:
    first = tag.find(_HEADING) if tag.name == "section" else None
    return isinstance(first, Tag) and int(first.name[1]) <= level


def _typography(soup: BeautifulSoup) -> None:
    for text in soup.find_all(string=True):
        if type(text) is NavigableString and text.strip() and not any(parent.name in _KEEP for parent in text.parents):
            text.replace_with(polish.typography(str(text)))


def slug(text: str) -> str:
    """
    Make an id of a Polish heading.

    Parameters
    ----------
    text
        The heading.

    Examples
    --------
    >>> slug("Żółta łódź: 2 wnioski")
    'zolta-lodz-2-wnioski'
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "czesc"

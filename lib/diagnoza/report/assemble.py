"""Executed chapters to finished files: one page and one workbook per partnership, one page per municipality."""

from __future__ import annotations

import datetime as dt
import html
import json
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import nbformat
import yaml

from diagnoza import polish
from diagnoza.case import open_case, open_municipality
from diagnoza.files import whole
from diagnoza.release import verdict
from diagnoza.report import body
from diagnoza.report.fonts import font_css
from diagnoza.report.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.partnership import Partnership

TEXTS = Path(__file__).parent / "texts"
KINDS = {"union": "Związek gmin", "informal": "Partnerstwo nieformalne", "single": "Pojedyncza gmina"}
PROFILES = "municipalities"
WORTH_LISTING = 4  # chapters; a page of fewer needs no table of contents
BACK = '<p><a href="../index.html">Diagnoza: {name}</a></p>'
LINKS = '<p><a href="tables.xlsx">Wszystkie tabele (XLSX)</a> · <a href="../index.html">Wszystkie diagnozy</a></p>'


@dataclass(frozen=True)
class Chapter:
    """
    A chapter that was to be executed.

    Attributes
    ----------
    name, title
        Name of its notebook, and its Polish title.
    executed
        The executed notebook; None if there is none.
    failure
        Polish sentence that says why it is missing; None if it is not.
    """

    name: str
    title: str
    executed: Path | None
    failure: str | None


@dataclass(frozen=True)
class Head:
    """Polish texts at the head of a page: title of the window, line above the heading, heading, line below, description for search."""

    title: str
    kicker: str
    heading: str
    lead: str
    description: str


def assemble(partnership: Partnership, chapters: Sequence[Chapter], root: Path, profiles: Sequence[str] = ()) -> Path:
    """
    Write ``reports/<id>/index.html`` and ``tables.xlsx``, if they may be published, each whole or not at all.

    Parameters
    ----------
    partnership
        Loaded params.
    chapters
        In the order of the report.
    root
        Project root.
    profiles
        Codes of the municipalities whose profiles are made with the report, which links to them.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    ProblemsError
        If the audit, the register or the scan finds something that must not leave; then nothing is written, and what was published before
        stays.
    """
    cells = [cell for chapter in chapters for cell in _cells_of(chapter)]
    records = body.records_of(cells)
    verdict.before_publishing(partnership, root, [record["key"] for record in records])
    finished = body.finish(body.render([*cells, *_end_matter()]), records)
    manifest = json.loads((root / "data" / "processed" / partnership.id / "manifest.json").read_text("utf-8"))
    folder = root / "reports" / partnership.id
    folder.mkdir(parents=True, exist_ok=True)
    title = f"Diagnoza: {partnership.name}"
    head = Head(
        title=title,
        kicker=f"Diagnoza · {KINDS[partnership.kind]}",
        heading=partnership.name,
        lead=f"Prace diagnostyczne: {polish.span([partnership.period.start, partnership.period.end])}.",
        description=f"Diagnoza sytuacji społecznej, gospodarczej i przestrzennej: {partnership.name}.",
    )
    page = render_page(head, finished, footer(manifest, root, _profile_links(partnership, profiles, root) + LINKS))
    with whole(folder / "tables.xlsx") as book:
        write_workbook(book, finished.records, title=title)
        verdict.before_writing(partnership, root, page, book)
        with whole(folder / "index.html") as draft:
            draft.write_text(page, "utf-8")
    return folder / "index.html"


def profile_page(teryt: str, partnership: str, root: Path) -> Path:
    """
    Name the page of a profile: of a municipality within a partnership, or ("") of its public figures alone.

    Parameters
    ----------
    teryt, partnership, root
        The municipality; identifier of the partnership; project root.
    """
    return root / "reports" / partnership / PROFILES / f"{teryt}.html"


def assemble_profile(teryt: str, partnership: str, executed: Path, root: Path) -> Path:
    """
    Write the page of a municipality, if it may be published, whole or not at all.

    Parameters
    ----------
    teryt
        The municipality.
    partnership
        The partnership whose diagnosis it draws on; "" for public figures alone.
    executed
        Its executed profile notebook.
    root
        Project root.

    Returns
    -------
    Path
        Result of `profile_page`.

    Raises
    ------
    ProblemsError
        If something in it must not leave; then nothing is written.
    """
    case, page = open_municipality(teryt, partnership, root=root), profile_page(teryt, partnership, root)
    cells = body.published_cells(executed)
    records, name = body.records_of(cells), page.relative_to(root).as_posix()
    finished = body.finish(body.render(cells), records)
    page.parent.mkdir(parents=True, exist_ok=True)
    within = case.within
    head = Head(
        title=f"Profil: {case.name} ({teryt})",
        kicker=f"Profil gminy · {within.name}" if within else "Profil gminy na tle gmin tego samego typu",
        heading=case.name[0].upper() + case.name[1:],
        lead=f"{case.unit['powiat'] or 'miasto na prawach powiatu'}, województwo {case.unit['voivodeship']}, TERYT {teryt}",
        description=f"Profil gminy: {case.name}.",
    )
    back = BACK.format(name=html.escape(within.name)) if within else ""
    text = render_page(head, finished, footer((within or case).manifest, root, back), look="profile")
    verdict.before_profile(within.partnership if within else None, root, [record["key"] for record in records], text, name)
    with whole(page) as draft:
        draft.write_text(text, "utf-8")
    return page


def _profile_links(partnership: Partnership, profiles: Sequence[str], root: Path) -> str:
    """Lead to the profiles of the municipalities."""
    names = open_case(partnership.id, root=root).names
    links = " · ".join(f'<a href="{PROFILES}/{code}.html">{html.escape(str(name))}</a>' for code, name in names.items() if code in profiles)
    return f"<p>Profile gmin: {links}</p>" if links else ""


def render_page(head: Head, content: body.Body, foot: str, *, look: str = "") -> str:
    """
    Put a body into the page that all reports share.

    Parameters
    ----------
    head
        What stands at the head of the page.
    content
        Finished body.
    foot
        HTML of the footer.
    look
        "wide" for a page that is mostly a wide table, "profile" for one that is to fit two sheets of paper.
    """
    template = _environment().get_template("page.html.j2")
    synthetic = any(record["synthetic"] for record in content.records)
    toc = content.toc if len(content.toc) >= WORTH_LISTING else []
    looks = {"fonts": font_css(), "css": _css(), "look": look, "version": version("diagnoza")}
    return str(template.render(head=head, body=content.html, toc=toc, footer=foot, synthetic=synthetic, **looks))


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(body.TEMPLATES), autoescape=False)  # noqa: S701  (escaped where text enters)


@cache
def _css() -> str:
    return (body.TEMPLATES / "report.css").read_text("utf-8")


def _cells_of(chapter: Chapter) -> list[Any]:
    if chapter.executed is not None and chapter.failure is None:
        return body.published_cells(chapter.executed)
    why = html.escape(chapter.failure or "Rozdziału nie wykonano.")
    text = f'# {chapter.title}\n\n<p class="missing-chapter">Tego rozdziału brakuje w tym wydaniu raportu. {why}</p>'
    return [nbformat.v4.new_markdown_cell(text)]  # type: ignore[no-untyped-call]


def _end_matter() -> list[Any]:
    terms = "".join(f"<dt>{html.escape(term['pl'])}</dt><dd>{html.escape(term['meaning_pl'])}</dd>" for term in load_text("glossary"))
    points = "".join(f"<dt>{one['id']}</dt><dd>{html.escape(one['pl'])}</dd>" for one in load_text("assumptions"))
    parts = [
        f"# Słownik\n\n<dl>{terms}</dl>",
        f"# Założenia metody\n\nDo założeń odwołujemy się w raporcie ich numerami.\n\n<dl>{points}</dl>",
        (TEXTS / "accessibility.md").read_text("utf-8"),
    ]
    return [nbformat.v4.new_markdown_cell(part) for part in parts]  # type: ignore[no-untyped-call]


def load_text(name: str) -> list[dict[str, str]]:
    """
    Read a list of texts that reports and docs share.

    Parameters
    ----------
    name
        glossary or assumptions.
    """
    return list(yaml.safe_load((TEXTS / f"{name}.yaml").read_text("utf-8")))


def footer(manifest: dict[str, Any], root: Path, links: str) -> str:
    """
    Write the footer of a page: links, date, version, fingerprints of the inputs.

    Parameters
    ----------
    manifest
        Of the processed tables that the page rests on.
    root
        Project root.
    links
        HTML of links that come first.
    """
    rows = "".join(f"<li>{html.escape(name)}: <code>{sha}</code></li>" for name, sha in manifest["inputs"].items())
    when = polish.date_words(dt.datetime.now(tz=dt.UTC).date())
    return (
        f"{links}<p>Raport utworzono {when} programem diagnoza {html.escape(_described(root))}. "
        f"Te same dane i ta sama wersja programu dają te same liczby.</p>"
        f"<details><summary>Pliki wejściowe i ich odciski SHA-256</summary><ul>{rows}</ul></details>"
    )


@cache
def _described(root: Path) -> str:
    """Name the version: the release, and the commit where the project is a git checkout."""
    command = ["git", "describe", "--always", "--dirty", "--tags"]
    try:
        commit = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return version("diagnoza")
    return f"{version('diagnoza')} ({commit})"

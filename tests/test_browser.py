"""Every kind of page as a reader meets it: in a browser, on a telephone, without a mouse, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import browser_checks as checks
from report_checks import pdf
from report_samples import PROFILE, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PAGE_CHECKS = [
    checks.skip_link, checks.axe, checks.chart_texts, checks.chart_texts_narrow, checks.narrow, checks.on_paper, checks.keyboard,
]  # fmt: skip


@pytest.mark.parametrize("check", PAGE_CHECKS, ids=lambda check: check.__name__)
def test_every_page_passes(tab: Page, published: Path, check: Callable[[Page], list[str]]) -> None:
    tab.goto(published.as_uri())
    assert check(tab) == []


def test_no_page_asks_for_anything(tab: Page, published: Path) -> None:
    assert checks.requests(tab, published) == []


def test_printed_pages_are_tagged_polish_and_have_an_outline(tab: Page, published: Path) -> None:
    tab.goto(published.as_uri())
    content = tab.pdf(tagged=True, outline=True, prefer_css_page_size=True)
    assert pdf(content, figures="<figure" in published.read_text("utf-8")) == []


def test_a_profile_takes_two_sheets_of_paper(tab: Page, site: Site) -> None:
    tab.goto(site.pages[f"profile {PROFILE}"].as_uri())
    content = tab.pdf(tagged=True, outline=True, prefer_css_page_size=True)
    assert content.count(b"/Type /Page\n") == 2


def test_contents_lead_to_their_headings(tab: Page, site: Site) -> None:
    tab.goto(site.pages["mg-6"].as_uri())
    tab.click("nav a[href='#slownik']")
    box = tab.locator("#slownik").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900


def test_a_download_saves_the_table(tab: Page, site: Site) -> None:
    tab.goto(site.pages["starachowice"].as_uri())
    with tab.expect_download() as waiting:
        tab.click("a[download='tab-partners.csv']")
    assert waiting.value.suggested_filename == "tab-partners.csv"
    assert waiting.value.path().read_bytes().startswith("\ufeffPartner;".encode())


def test_the_map_of_the_index_leads_to_a_report_and_back(tab: Page, site: Site) -> None:
    tab.goto(site.pages["index"].as_uri())
    tab.click("svg[role=group] a[href^='mg-6']")
    assert tab.title() == "Diagnoza: Związek Celowy Gmin MG-6"
    tab.click("footer a[href='../index.html']")
    assert tab.title() == "Diagnozy partnerstw"


FAULTS: list[tuple[Callable[[Page], list[str]], str]] = [
    (checks.axe, "document.documentElement.removeAttribute('lang')"),
    (checks.axe, "document.querySelector('h1').style.color = '#bbb'"),
    (
        checks.axe,
        "const one = document.querySelector('figure svg'); one.removeAttribute('aria-labelledby'); one.querySelector('title').remove()",
    ),
    (checks.axe, "document.querySelector('main').outerHTML = document.querySelector('main').innerHTML"),
    (checks.chart_texts, "document.querySelector('figure svg text').style.fontSize = '4px'"),
    (
        checks.chart_texts,
        "[...document.querySelectorAll('figure svg text')].forEach(one => one.setAttribute('transform', 'translate(50 50)'))",
    ),
    (checks.chart_texts, "document.querySelector('figure svg text').setAttribute('transform', 'translate(570 50)')"),
    (checks.chart_texts_narrow, "document.querySelector('.drawing svg').style.minWidth = '0'"),
    (checks.narrow, "document.querySelector('.drawing svg').style.minWidth = '0'"),
    (checks.narrow, "document.querySelector('main').style.width = '700px'"),
    (checks.narrow, "document.querySelector('h2').style.whiteSpace = 'nowrap'; document.querySelector('h2').textContent = 'x'.repeat(99)"),
    (checks.narrow, "document.querySelectorAll('.scroll').forEach(one => one.style.overflow = 'visible')"),
    (checks.on_paper, "document.querySelector('table').style.width = '900px'"),
    (checks.skip_link, "document.querySelector('.skip').style.display = 'none'"),
    (checks.skip_link, "document.querySelector('main').removeAttribute('tabindex')"),
    (checks.skip_link, "document.querySelector('.skip').style.left = '-999rem'"),
]


@pytest.mark.parametrize(("check", "fault"), FAULTS, ids=lambda one: getattr(one, "__name__", str(one)[-40:]))
def test_a_planted_fault_is_found(tab: Page, good_page: str, tmp_path: Path, check: Callable[[Page], list[str]], fault: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(good_page, "utf-8")
    tab.goto(page.as_uri())
    tab.evaluate(fault)
    assert check(tab)


@pytest.mark.parametrize("fault", ['<p tabindex="5" ', '<p style="outline:none!important" tabindex="0" '])
def test_a_fault_of_the_keyboard_is_found(tab: Page, good_page: str, tmp_path: Path, fault: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(good_page.replace('<p class="source"', f'{fault}class="source"'), "utf-8")
    tab.goto(page.as_uri())
    assert checks.keyboard(tab)


def test_a_request_is_found(tab: Page, good_page: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    (tmp_path / "x.css").write_text("", "utf-8")
    unguarded = good_page.replace("<meta http-equiv", "<meta name").replace("</head>", '<link rel="stylesheet" href="x.css"></head>')
    page.write_text(unguarded, "utf-8")
    assert checks.requests(tab, page)


def test_the_policy_of_the_page_stops_requests_and_scripts(tab: Page, good_page: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    page.write_text(good_page.replace("</main>", '<img src="x.svg" alt="Herb"><script>document.title = "x"</script></main>'), "utf-8")
    tab.goto(page.as_uri())
    assert tab.title() == "Diagnoza: Partnerstwo Próbne"
    assert tab.evaluate("document.querySelector('img').naturalWidth") == 0


def test_the_small_page_is_good(tab: Page, good_page: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(good_page, "utf-8")
    tab.goto(page.as_uri())
    assert [problem for check in PAGE_CHECKS for problem in check(tab)] == []


@pytest.mark.parametrize("without", [b"/Lang", b"/StructTreeRoot", b"/Outlines", b"/Marked true"])
def test_a_pdf_that_is_not_tagged_is_found(without: bytes) -> None:
    whole = b"/StructTreeRoot /Marked true /Lang (pl) /Outlines /Title /S /H1 /S /TH /Alt"
    assert pdf(whole) == []
    assert pdf(whole.replace(without, b""))

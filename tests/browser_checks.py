"""What a published page must satisfy in a browser, as plain functions: an opened Playwright page in, a list of violations out."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
TEXT_MIN = 9.0  # px
NARROW = 320  # px
DESKTOP = 1000  # px
PAPER = 178 * 96 / 25.4  # px: A4 less the margins of the print style
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def find_chromium() -> str | None:
    """Give the path of the Chromium that is installed; DIAGNOZA_CHROMIUM names another one."""
    named = os.environ.get("DIAGNOZA_CHROMIUM")
    return named or next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def axe(page: Page) -> list[str]:
    """1: no violation of WCAG 2.1 A and AA nor of the best practices."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", AXE_TAGS)
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"]]


def requests(page: Page, path: Path) -> list[str]:
    """8: nothing is loaded but the page; it is opened here."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri(), wait_until="networkidle")
    return [f"asks for {url[:80]}" for url in asked if url != path.as_uri() and not url.startswith("data:")]


def narrow(page: Page) -> list[str]:
    """6: at 320 px nothing sticks out of the page but in its own scrolling region; charts keep their size there."""
    page.set_viewport_size({"width": NARROW, "height": 640})
    wide = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(one => {
            if (one.closest('.scroll, .sr, .skip, details:not([open]) > :not(summary)')) return false;
            const box = one.getBoundingClientRect();
            return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)}).map(one => one.tagName + '.' + one.className)"""
    )
    size_of = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    shrunk = page.evaluate(
        """() => [...document.querySelectorAll('.drawing')].filter(one => {
            const svg = one.querySelector('svg');
            return svg.getBoundingClientRect().width < 30 * 16 || one.scrollWidth <= one.clientWidth}).length"""
    )
    sideways = [f"the page is {size_of[0]} px wide in {size_of[1]} px"] if size_of[0] > size_of[1] else []
    return [*sideways, *(f"{one} sticks out" for one in wide), *([f"{shrunk} charts shrink instead of scrolling"] if shrunk else [])]


def on_paper(page: Page) -> list[str]:
    """Print: at the width of an A4 page nothing is cut off at the right margin."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(PAPER), "height": 900})
    cut = page.evaluate(
        """() => [...document.querySelectorAll('table, svg, p, h1, h2, h3, figure')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && box.right > innerWidth + 1}).map(one =>
            one.tagName + ' ' + Math.round(one.getBoundingClientRect().right) + ' ' + (one.closest('[id]') || one).id)"""
    )
    page.emulate_media(media="screen")
    return [f"{one} px is cut off on paper of {round(PAPER)} px" for one in cut]


_TEXTS = """() => [...document.querySelectorAll('svg[role]')].map(svg => {
    const outer = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(one => one.textContent.trim()).map(one => {
        const box = one.getBoundingClientRect(), m = one.getScreenCTM();
        return {text: one.textContent, size: parseFloat(getComputedStyle(one).fontSize) * Math.hypot(m.a, m.b),
            left: box.left - outer.left, right: box.right - outer.left, top: box.top - outer.top, bottom: box.bottom - outer.top,
            own: one.closest('a') ? 'link' : ''}});
    return {id: (svg.closest('[id]') || svg).id, width: outer.width, height: outer.height, texts}})"""


def chart_texts(page: Page, width: int = DESKTOP) -> list[str]:
    """7: texts of charts have at least 9 px, stay inside of their picture and off each other."""
    page.set_viewport_size({"width": width, "height": 900})
    problems = []
    for chart in page.evaluate(_TEXTS):
        here, texts = chart["id"], chart["texts"]
        problems += [f"{here}: {one['text']!r} has {one['size']:.1f} px" for one in texts if one["size"] < TEXT_MIN]
        problems += [f"{here}: {one['text']!r} is cut off" for one in texts if _sticks_out(one, chart)]
        pairs = ((one, other) for at, one in enumerate(texts) for other in texts[at + 1 :])
        problems += [f"{here}: {one['text']!r} lies on {other['text']!r}" for one, other in pairs if _overlap(one, other)]
    return problems


def chart_texts_narrow(page: Page) -> list[str]:
    """7: the same on a telephone, as charts keep their size and scroll."""
    return chart_texts(page, NARROW)


def _sticks_out(text: dict[str, Any], chart: dict[str, Any], by: float = 2) -> bool:
    return bool(text["left"] < -by or text["top"] < -by or text["right"] > chart["width"] + by or text["bottom"] > chart["height"] + by)


def _overlap(one: dict[str, Any], other: dict[str, Any], by: float = 3) -> bool:
    """Compare boxes; the room above and below the letters of a line does not count."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    slack = 0.15 * (one["size"] + other["size"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) - slack
    return bool(across > by and down > by)


def skip_link(page: Page) -> list[str]:
    """3: the first press of Tab shows the skip link, Enter moves to the text."""
    page.keyboard.press("Tab")
    shown = page.evaluate(
        """() => {const one = document.activeElement, box = one.getBoundingClientRect();
        return [one.className, box.left >= 0 && box.top >= 0, box.width > 20]}"""
    )
    page.keyboard.press("Enter")
    there = page.evaluate("() => document.activeElement.tagName")
    first = [] if shown == ["skip", True, True] else [f"the first Tab reaches {shown}"]
    return first if there == "MAIN" else [*first, f"Enter moves to {there}"]


def keyboard(page: Page, *, most: int = 400) -> list[str]:
    """Tab reaches every link, summary and scrolling region once, in the order of the page, with a visible outline."""
    page.goto(page.url.partition("#")[0])
    wanted = page.evaluate(
        """() => {[...document.querySelectorAll('details')].forEach(one => one.open = true);
        return [...document.querySelectorAll('a[href], summary, [tabindex="0"]')].map((one, at) => {one.dataset.at = at; return at})}"""
    )
    reached, plain_ones = [], []
    for _ in wanted[:most]:
        page.keyboard.press("Tab")
        at, outline, name = page.evaluate(
            """() => {const one = document.activeElement;
            return [Number(one.dataset.at ?? -1), getComputedStyle(one).outlineStyle, one.tagName]}"""
        )
        reached.append(at)
        plain_ones += [f"{name} {at} shows no focus"] if outline == "none" else []
    return plain_ones if reached == wanted[:most] else [*plain_ones, f"Tab goes {reached[:20]} …, the page {wanted[:20]} …"]

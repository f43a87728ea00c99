"""Fixtures of the tests of reports: a small page, published reports of real places, a browser. Loaded as a plugin, never imported."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from playwright.sync_api import sync_playwright

from browser_checks import DESKTOP, QUIET, find_chromium
from conftest import copy
from diagnoza.report import output
from report_samples import ALT, HOSTILE, PROFILE, REAL, Site, Stage, assemble_again, diagnoza, small_chart, small_grid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Collect what `say`, `table` and `figure` display."""
    collected = Stage()
    monkeypatch.setattr(output, "display", collected.display)
    return collected


@pytest.fixture
def good_page(stage: Stage) -> str:
    """Make a small page with one of everything."""
    output.say("# Wnioski")
    output.say(f"Więcej mówią {output.link('tab-values')} i {output.link('fig-values')}.")
    output.say("## Wartości")
    output.table(small_grid(), key="values", title="Wartości w gminach", sources=[REAL], n="2 gmin")
    output.figure(small_chart(), small_grid(), key="values", title="Najwięcej w gminie Deszczno", alt=ALT, sources=[REAL], n="2 gmin")
    output.say("# Słownik")
    return stage.page()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Site:
    """Publish a union of six municipalities, a single one and a profile, as on a machine that has only the clone."""
    root = copy(tmp_path_factory.mktemp("site") / "project", prepared)
    diagnoza(root, "run", "mg-6", "starachowice")
    diagnoza(root, "profile", PROFILE)
    return Site(root)


@pytest.fixture(scope="session")
def national_site(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Site:
    """Publish the union and two profiles with the national tables: boundaries, ranks."""
    root = copy(tmp_path_factory.mktemp("national-site") / "project")
    diagnoza(root, "run", "mg-6", DIAGNOZA_REFERENCE=str(shared))
    diagnoza(root, "profile", PROFILE, "2611011", DIAGNOZA_REFERENCE=str(shared))
    return Site(root)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Publish a partnership whose name, description and provider are an attack; one chapter and a profile are enough."""
    root = copy(tmp_path_factory.mktemp("hostile-site") / "project")
    params = root / "params" / "starachowice.yaml"
    words = {"name": HOSTILE, "description": f"{HOSTILE} ![x](http://example.com/x.png)\n\n# Nagłówek\n\n[k](javascript:alert(3))"}
    params.write_text(yaml.safe_dump(yaml.safe_load(params.read_text("utf-8")) | words, allow_unicode=True), "utf-8")
    for name in ("00-summary", "02-context"):
        (root / "notebooks" / f"{name}.ipynb").unlink()
    diagnoza(root, "run", "starachowice")
    diagnoza(root, "profile", "2611011")
    return Site(root)


@pytest.fixture(scope="session")
def failed_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Publish the single municipality without its second chapter, as after a chapter that failed."""
    root = tmp_path_factory.mktemp("failed") / "project"
    shutil.copytree(site.root, root)
    assemble_again(root, "starachowice", missing={"02-context": "Obliczenia przerwał błąd w danych."})
    return Site(root)


KINDS = ["mg-6", "starachowice", f"profile {PROFILE}", f"member {PROFILE}", "member 2611011", "index", "failed", "hostile"]


@pytest.fixture(params=[*KINDS, "hostile member", "national mg-6", "national profile"])
def published(request: pytest.FixtureRequest) -> Path:
    """Give each kind of page in turn."""
    places = {
        "failed": ("failed_site", "starachowice"),
        "hostile": ("hostile_site", "starachowice"),
        "hostile member": ("hostile_site", "member 2611011"),
        "national mg-6": ("national_site", "mg-6"),
        "national profile": ("national_site", "profile 2611011"),
    }
    place, name = places.get(request.param, ("site", request.param))
    found: Site = request.getfixturevalue(place)
    return found.pages[name]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium that is installed."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium is installed; DIAGNOZA_CHROMIUM names one that lies elsewhere")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Open an empty tab of desktop width."""
    opened = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    yield opened
    opened.close()

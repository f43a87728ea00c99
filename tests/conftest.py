"""What several tests start from: the project, a copy of it to write in, the five partnerships, the national tables."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from diagnoza.case import Case, open_case
from diagnoza.context import indicators
from diagnoza.partnership import load_partnerships
from diagnoza.prepare.partnership import prepare
from diagnoza.reference.figures import Reference, read_table
from diagnoza.reference.national import FILES, read_national

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

pytest_plugins = ["report_fixtures"]

ROOT = Path(__file__).parents[1]
collect_ignore = ["networks"]
"""A script that needs a library which the project does not; its results are kept beside it."""


@dataclass(frozen=True)
class Country:
    """Public figures of all municipalities and what is computed from them."""

    folder: Path
    reference: Reference
    indicators: pd.DataFrame
    distributions: pd.DataFrame


@pytest.fixture(scope="session", autouse=True)
def _nothing_from_outside() -> Iterator[None]:
    """Tests see the same project whatever the shell that starts them has set."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DIAGNOZA_REFERENCE", "DIAGNOZA_ROOT"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the project itself, to read from."""
    return ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of params/, data/raw/ and notebooks/ to write in, with nothing delivered: it is prepared in no time."""
    place = copy(tmp_path / "project")
    take_back(place)
    return place


@pytest.fixture
def surveyed(tmp_path: Path) -> Path:
    """Give a copy of the project to write in, with the surveys that come with it."""
    return copy(tmp_path / "project")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare every partnership of the project once for all processes of the test run, as on a machine that has only the clone."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    with FileLock(place.with_suffix(".lock")):
        if not place.is_dir():
            copy(place)
        for one in load_partnerships(place):
            prepare(one, place)
    return place


@pytest.fixture(scope="session")
def cases(prepared: Path) -> dict[str, Case]:
    """Open every partnership of the project."""
    return {one.id: open_case(one.id, root=prepared) for one in load_partnerships(prepared)}


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder with the national tables; DIAGNOZA_SHARED names one that lies elsewhere than beside the project."""
    folder = Path(os.environ.get("DIAGNOZA_SHARED", ROOT.parent / "shared" / "data")).resolve()
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        pytest.skip(f"no national tables: {folder} has no {missing[0]} (DIAGNOZA_SHARED names another folder)")
    return folder


@pytest.fixture(scope="session")
def country(shared: Path) -> Country:
    """Read the national tables and compute the indicators of every municipality."""
    own = ROOT / "data" / "raw" / "reference"
    read = read_national(shared, units=read_table(own, "units"), sources=read_table(own, "sources"))
    computed = indicators.compute(read.figures, read.units)
    return Country(shared, read, indicators.place(computed, None), indicators.distributions(computed))


@pytest.fixture(scope="session")
def national_cases(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> dict[str, Case]:
    """Open every partnership with the national tables named in DIAGNOZA_REFERENCE."""
    place = copy(tmp_path_factory.mktemp("national") / "project")
    take_back(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIAGNOZA_REFERENCE", str(shared))
        return {one.id: open_case(one.id, root=place) for one in load_partnerships(place)}


def copy(place: Path, prepared: Path | None = None) -> Path:
    """Copy what is committed; with a prepared project its processed tables as well, which hold as long as nothing differs."""
    if prepared:
        shutil.copytree(prepared / "data" / "processed", place / "data" / "processed")
    for folder in ("params", "data/raw", "notebooks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return place


def take_back(place: Path) -> None:
    """Leave nothing delivered, so that preparing takes no time."""
    for file in (place / "params").glob("*.yaml"):
        if file.stem.endswith(".corrections"):
            file.unlink()
        else:
            text = file.read_text("utf-8")
            file.write_text(text[: text.index("\nsources:") + 1] + "sources: []  # nothing is delivered yet\n", encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of published pages in one process, so that the pages are made once; the others share the rest."""
    made = {"site", "national_site", "hostile_site", "failed_site", "published"}
    for item in items:
        if made & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("pages"))

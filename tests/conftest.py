"""What several tests start from: the project, a copy of it to write in, the five partnerships, the national tables."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from diagnoza.case import Case, open_case
from diagnoza.context import indicators
from diagnoza.partnership import load_partnerships
from diagnoza.reference.figures import Reference, read_table
from diagnoza.reference.national import FILES, read_national

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

pytest_plugins = ["report_fixtures"]

ROOT = Path(__file__).parents[1]


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
    """Give a copy of params/, data/raw/ and notebooks/, to write in."""
    return copy(tmp_path / "project")


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Open every partnership of the project, as on a machine that has only the clone."""
    place = copy(tmp_path_factory.mktemp("offline") / "project")
    return {one.id: open_case(one.id, root=place) for one in load_partnerships(place)}


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
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIAGNOZA_REFERENCE", str(shared))
        return {one.id: open_case(one.id, root=place) for one in load_partnerships(place)}


def copy(place: Path) -> Path:
    for folder in ("params", "data/raw", "notebooks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return place


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of published pages in one process, so that the pages are made once; the others share the rest."""
    made = {"site", "national_site", "hostile_site", "failed_site", "published"}
    for item in items:
        if made & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("pages"))

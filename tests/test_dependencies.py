"""One set of dependencies, written three times: ranges for pip, ranges for conda, and what is really installed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from pathlib import Path

CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # without Qt
CONDA_EXTRAS = {("fonttools", "woff"): "brotli-python", ("pandera", "pandas"): "pandas"}  # what an extra stands for


@pytest.fixture
def project_table(root: Path) -> dict[str, Any]:
    return dict(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"])


@pytest.fixture
def locked(root: Path) -> dict[str, list[str]]:
    """List the locked versions of each package; there may be one per version of Python."""
    pins: dict[str, list[str]] = {}
    for name, number in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (root / "requirements.lock").read_text("utf-8"), flags=re.MULTILINE):
        pins.setdefault(canonicalize_name(name), []).append(number)
    return pins


def requirements(project_table: dict[str, Any], *, dev: bool = True) -> list[Requirement]:
    texts = [*project_table["dependencies"], *(project_table["optional-dependencies"]["dev"] if dev else [])]
    return [Requirement(text) for text in texts]


def test_every_dependency_names_the_oldest_version_that_will_do(project_table: dict[str, Any]) -> None:
    for one in requirements(project_table):
        assert any(part.operator == ">=" for part in one.specifier), one


def test_dependencies_stand_once_and_in_order(project_table: dict[str, Any]) -> None:
    for texts in (project_table["dependencies"], project_table["optional-dependencies"]["dev"]):
        names = [Requirement(text).name.lower() for text in texts]
        assert names == sorted(set(names))


def test_the_lock_holds_a_version_of_each_that_is_in_its_range(project_table: dict[str, Any], locked: dict[str, list[str]]) -> None:
    for one in requirements(project_table):
        pins = locked.get(canonicalize_name(one.name), [])
        assert pins, f"{one.name} is not locked: run `make lock`"
        assert all(pin in one.specifier for pin in pins), f"{one} but locked {pins}: run `make lock`"


def test_every_line_of_the_lock_is_a_pin_with_its_hashes_and_no_address(root: Path) -> None:
    text = (root / "requirements.lock").read_text("utf-8")
    entries = text.replace("\\\n", " ").strip().splitlines()
    for entry in entries:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[^\s;]+( ;[^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", entry), entry[:200]
    assert not re.search(r"https?:|--index-url|--extra-index|file:|@ ", text)


def test_the_lock_pins_the_installer_that_makefile_takes_from_it(root: Path, locked: dict[str, list[str]]) -> None:
    assert "/^uv==/" in (root / "Makefile").read_text("utf-8")
    assert len(locked["uv"]) == 1


def test_conda_has_the_same_packages_in_the_same_ranges(root: Path, project_table: dict[str, Any]) -> None:
    environment = yaml.safe_load((root / "environment.yml").read_text("utf-8"))
    listed = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    [by_pip] = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    given = {one.name: one.specifier for one in map(Requirement, [*listed, *(entry for entry in by_pip if not entry.startswith("-"))])}
    runtime = requirements(project_table, dev=False)
    wanted = {CONDA_NAMES.get(one.name, one.name): one.specifier for one in runtime}
    wanted |= {"python": SpecifierSet(project_table["requires-python"]), "pip": SpecifierSet()}
    for one in runtime:
        for extra in one.extras:
            wanted.setdefault(CONDA_EXTRAS[one.name, extra], SpecifierSet())
    assert given == wanted
    assert "-e ." in by_pip


def test_the_version_is_written_in_one_place_and_is_the_one_installed(root: Path, project_table: dict[str, Any]) -> None:
    number = project_table["version"]
    assert version("diagnoza") == number
    assert re.search(rf"^## (Unreleased|{re.escape(number)})", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    for path in (root / "lib").rglob("*.py"):
        assert "__version__ =" not in path.read_text("utf-8")

"""The documents agree with the project they describe."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from diagnoza.dictionary import documents

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def assumptions(root: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load((root / "lib/diagnoza/report/texts/assumptions.yaml").read_text("utf-8")))


def commands(text: str) -> set[str]:
    """Find the make targets that are named in code: between backticks, or in a block."""
    code = re.findall(r"```.*?```|`[^`]+`|^    .+$", text, flags=re.DOTALL | re.MULTILINE)
    return {target for part in code for target in re.findall(r"\bmake (?:[A-Z_]+=\S+ )*([a-z][a-z-]*)", part)}


def targets(root: Path) -> set[str]:
    return set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), flags=re.MULTILINE))


@pytest.mark.parametrize("name", sorted(documents()))
def test_a_generated_document_is_as_the_code_would_write_it(root: Path, name: str) -> None:
    assert (root / "docs" / name).read_text("utf-8") == documents()[name], "run `make dictionary`"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(root: Path, name: str) -> None:
    assert commands((root / name).read_text("utf-8")) <= targets(root)


def test_readme_names_the_two_commands(root: Path) -> None:
    assert {"reports", "test"} <= commands((root / "README.md").read_text("utf-8"))


def test_every_make_target_says_what_it_does_and_none_is_taken_for_a_file(root: Path) -> None:
    text = (root / "Makefile").read_text("utf-8")
    explained = set(re.findall(r"^([a-z]+):.*## ", text, flags=re.MULTILINE))
    [phony] = re.findall(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)
    assert explained == targets(root) == set(phony.split())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_a_document_links_to_is_there(root: Path, name: str) -> None:
    for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", (root / name).read_text("utf-8")):
        assert (root / link).exists(), link


def cited(root: Path) -> set[str]:
    code = "\n".join(path.read_text("utf-8") for path in (root / "lib").rglob("*.py"))
    return set(re.findall(r"\bA\d{1,2}\b", code))


def test_assumptions_are_numbered_in_order(assumptions: list[dict[str, Any]]) -> None:
    assert [one["id"] for one in assumptions] == [f"A{n}" for n in range(1, len(assumptions) + 1)]


def test_every_assumption_that_is_cited_is_explained_and_every_one_explained_is_cited(
    root: Path, assumptions: list[dict[str, Any]]
) -> None:
    assert cited(root) == {one["id"] for one in assumptions}


def test_chapters_cite_known_assumptions(root: Path, assumptions: list[dict[str, Any]]) -> None:
    known = {one["id"] for one in assumptions}
    for path in (root / "notebooks").glob("*.ipynb"):
        assert set(re.findall(r"\bA\d{1,2}\b", path.read_text("utf-8"))) <= known


def test_an_assumption_is_where_it_says_that_it_is(assumptions: list[dict[str, Any]]) -> None:
    for one in assumptions:
        parts = ["diagnoza", *one["where"].split(".")]
        found: Any = importlib.import_module("diagnoza")
        for depth, part in enumerate(parts[1:], start=2):
            try:
                found = importlib.import_module(".".join(parts[:depth]))
            except ModuleNotFoundError:
                assert hasattr(found, part), f"{one['id']}: there is no {one['where']}"
                found = getattr(found, part)


def test_every_text_of_the_report_has_its_english(root: Path, assumptions: list[dict[str, Any]]) -> None:
    glossary = yaml.safe_load((root / "lib/diagnoza/report/texts/glossary.yaml").read_text("utf-8"))
    for one in assumptions:
        assert one["pl"]
        assert one["en"]
    for term in glossary:
        assert all(term[key] for key in ("pl", "en", "meaning_pl", "meaning_en"))
    assert len({term["pl"] for term in glossary}) == len(glossary)

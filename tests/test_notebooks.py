"""The contract of a chapter: it asks, shows and says; the library does the rest."""

from __future__ import annotations

import ast
import itertools
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))
LINES = 12
ALLOWED_DIGITS = (
    r"A\d+",  # the id of an assumption
    r"przełomie 2020 i 2021 roku",  # the population base of the census of 2021: a fixed fact
    r"na 100[0]? (osób|mieszkańców)",  # part of the name of an indicator
)
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.Try, ast.Global, ast.Delete)
STYLING = {"color", "figsize", "fontsize", "linewidth", "style", "cmap", "alpha", "dpi", "palette", "font", "width", "height", "kind"}


def cells(name: str, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads((FOLDER / name).read_text("utf-8"))
    return [cell | {"text": "".join(cell["source"])} for cell in notebook["cells"] if cell["cell_type"] == kind]


def code(name: str) -> list[ast.Module]:
    return [ast.parse(cell["text"]) for cell in cells(name, "code")]


def test_the_chapters_and_the_profile_are_there() -> None:
    assert {"00-summary.ipynb", "01-partnership.ipynb", "02-context.ipynb", "municipality.ipynb"} <= set(NOTEBOOKS)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_valid_and_each_cell_has_an_id_of_its_own(name: str) -> None:
    notebook = nbformat.read(FOLDER / name, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert len({cell["id"] for cell in notebook.cells}) == len(notebook.cells)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_runs_on_python3_and_remembers_no_run(name: str) -> None:
    notebook = json.loads((FOLDER / name).read_text("utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info"}
    for cell in cells(name, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert set(cell["metadata"]) <= {"tags"}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_its_parameters_are_literals_of_text(name: str) -> None:
    [cell] = [one for one in cells(name, "code") if "parameters" in one["metadata"].get("tags", [])]
    names = []
    for line in ast.parse(cell["text"]).body:
        assert isinstance(line, ast.Assign)
        [target] = line.targets
        assert isinstance(target, ast.Name)
        names.append(target.id)
        assert isinstance(line.value, ast.Constant)
        assert isinstance(line.value.value, str)
    assert names == (["municipality", "partnership"] if name == "municipality.ipynb" else ["partnership"])
    assert cells(name, "code")[0]["id"] == cell["id"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_begins_with_a_heading(name: str) -> None:
    first = json.loads((FOLDER / name).read_text("utf-8"))["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_cell_fits_a_glance(name: str) -> None:
    for cell in cells(name, "code"):
        assert len(cell["text"].splitlines()) <= LINES, cell["text"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_holds_no_logic(name: str) -> None:
    for tree in code(name):
        for node in ast.walk(tree):
            assert not isinstance(node, FORBIDDEN), ast.unparse(node)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_imports_diagnoza_and_pandas_only(name: str) -> None:
    for tree in code(name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= {"diagnoza", "pandas"}
            if isinstance(node, ast.ImportFrom):
                assert str(node.module).split(".")[0] in {"diagnoza", "pandas"}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_what_it_imports_is_there_and_is_used(name: str) -> None:
    names = {
        alias.asname or alias.name
        for tree in code(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    used = {node.id for tree in code(name) for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert names <= used


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_knows_no_path_no_style_and_reads_nothing_itself(name: str) -> None:
    for tree in code(name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"[/\\]|\.(csv|parquet|yaml|xlsx|json)\b", node.value), node.value
            if isinstance(node, ast.keyword):
                assert node.arg not in STYLING, node.arg
            if isinstance(node, ast.Attribute):
                assert not node.attr.startswith(("read_", "to_", "_")), node.attr


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_number_is_typed_in_prose(name: str) -> None:
    for cell in cells(name, "markdown"):
        text = cell["text"]
        for allowed in ALLOWED_DIGITS:
            text = re.sub(allowed, "", text)
        assert not re.search(r"\d", text), cell["text"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_number_is_typed_in_a_title_or_in_code(name: str) -> None:
    for tree in code(name):
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in {"title", "alt", "n"} and isinstance(node.value, ast.Constant):
                assert not re.search(r"\d", str(node.value.value)), ast.unparse(node)
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
                assert node.value == 1, ast.unparse(node)  # the one municipality of a profile


def given(call: ast.Call, assigned: dict[str, set[str]]) -> set[str]:
    """List the names of the arguments of a call; ``**about`` stands for the keys of a dictionary written before."""
    return {name for keyword in call.keywords for name in ([keyword.arg] if keyword.arg else assigned[ast.unparse(keyword.value)])}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_table_and_figure_has_a_key_a_title_its_sources_and_its_n(name: str) -> None:
    nodes = [node for tree in code(name) for node in ast.walk(tree)]
    written = [node for node in nodes if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    assigned = {ast.unparse(node.targets[0]): set(ast.literal_eval(ast.List(node.value.keys))) for node in written}  # type: ignore[attr-defined]
    made = []
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"report.table", "report.figure"}:
            wanted = {"key", "title", "sources", "n"} | ({"alt"} if ast.unparse(node.func) == "report.figure" else set())
            assert wanted <= given(node, assigned), ast.unparse(node)
            [key] = [ast.literal_eval(keyword.value) for keyword in node.keywords if keyword.arg == "key"]
            made.append((ast.unparse(node.func), key))
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_headings_descend_one_level_at_a_time(name: str) -> None:
    levels = [len(mark) for cell in cells(name, "markdown") for mark in re.findall(r"^(#+) ", cell["text"], flags=re.MULTILINE)]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))

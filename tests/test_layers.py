"""The architecture: imports go down only, and no concept knows another."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LAYERS = [  # from the ground up; what stands on one line does not import its neighbours
    "agreement errors files folding units",
    "days teryt polish geography strict_yaml delivery_encodings",
    "catalogue",
    "grid charts tables delivery_formats survey_params flow_params disclosure headings",
    "delivery partnership_checks pieces",
    "partnership reference account",
    "context partners surveys services flows voices institutions programme goals comments editions",
    "synthesis",
    "prepare stored",
    "case",
    "profiles release",
    "report",
    "dictionary",
    "batch",
    "cli",
]
LAYER = {room: floor for floor, rooms in enumerate(LAYERS) for room in rooms.split()}


def rooms(package: Path) -> dict[str, list[Path]]:
    """List the modules of each room: a module of its own, or a folder."""
    found: dict[str, list[Path]] = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if parts != ("__init__",):
            found.setdefault(parts[0], []).append(path)
    return found


def imported(path: Path, package: Path) -> set[str]:
    """List the modules of ours that a module imports, wherever in it and for whatever reason, as "context.words"."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "diagnoza"}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name} imports by a relative name"
            if str(node.module).split(".")[0] == "diagnoza":
                found |= {module(str(node.module), alias.name, package) for alias in node.names}
    return {name.removeprefix("diagnoza.") for name in found if name != "diagnoza"}


def module(source: str, name: str, package: Path) -> str:
    """Tell whether a name that is imported is a module or stands in one."""
    inner = package.joinpath(*source.split(".")[1:], name)
    return f"{source}.{name}" if inner.with_suffix(".py").is_file() or inner.is_dir() else source


def test_every_room_has_its_layer(root: Path) -> None:
    assert set(rooms(root / "lib/diagnoza")) == set(LAYER)


def test_a_module_imports_only_from_layers_below(root: Path) -> None:
    package = root / "lib/diagnoza"
    upward = [
        f"{path.relative_to(package)} imports {name}"
        for room, paths in rooms(package).items()
        for path in paths
        for name in imported(path, package)
        if name.split(".")[0] != room and LAYER[name.split(".")[0]] >= LAYER[room]
    ]
    assert upward == []


def test_no_module_needs_itself_by_a_detour(root: Path) -> None:
    package = root / "lib/diagnoza"
    graph = {
        ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__"): imported(path, package)
        for paths in rooms(package).values()
        for path in paths
    }
    assert list(TopologicalSorter(graph).static_order())


def test_a_chart_does_not_compute_and_a_measure_does_not_speak(root: Path) -> None:
    context = root / "lib/diagnoza/context"
    measures = {"context.position", "context.inequality", "context.trends"}
    assert not imported(context / "charts.py", root / "lib/diagnoza") & measures
    for measure in ("indicators", "position", "inequality"):
        told = imported(context / f"{measure}.py", root / "lib/diagnoza")
        assert not told & {"polish", "grid", "charts", "context.words", "context.alts", "context.charts", "context.published"}


def test_only_the_top_runs_processes_and_only_the_report_knows_html(root: Path) -> None:
    package = root / "lib/diagnoza"
    for room, paths in rooms(package).items():
        for path in paths:
            names = {
                name.split(".")[0]
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [str(getattr(node, "module", ""))])
                if isinstance(node, ast.Import | ast.ImportFrom)
            }
            assert room in {"batch", "cli"} or not names & {"papermill", "psutil", "rich", "typer"}, path
            assert room == "report" or not names & {"bs4", "jinja2", "nbconvert", "xlsxwriter"}, path
            assert room in {"report", "release"} or "html" not in names, path  # release reads pages, and writes none


def test_the_library_does_not_print(root: Path) -> None:
    for room, paths in rooms(root / "lib/diagnoza").items():
        for path in paths:
            calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
            printed = [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
            assert room == "batch" or not printed, path

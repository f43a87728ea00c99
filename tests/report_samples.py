"""Things to show, a stage that collects what is shown, and projects whose reports are published: what `report_fixtures` makes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import nbformat

from diagnoza.batch.plan import chapters
from diagnoza.charts import new_figure, polish_ticks
from diagnoza.grid import Grid
from diagnoza.partnership import load_partnership
from diagnoza.report import body
from diagnoza.report.assemble import Chapter, Head, assemble, render_page
from diagnoza.stored.base import Source

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

REAL = Source("GUS", "Ludność 2022", "real")
SYNTHETIC = Source("Generator przykładów", "Ankieta", "synthetic")
ALT = "Wykres punktowy trzech wartości: najwyższa w gminie Deszczno."
PROFILE = "0801022"
HOSTILE = "=cmd|'/C calc'!A0 <script>alert(1)</script> \"x\" & </title><img src=x onerror=alert(2)> *w* `k`"


def small_grid(**changes: Any) -> Grid:
    """Make a table of two municipalities: a text, a number with decimals, a whole number, one of them missing."""
    return Grid(
        **{
            "columns": ["Gmina", "Wartość [zł]", "Osoby"],
            "rows": [["Deszczno", 2121.45, 10662], ["Święta", -0.5, None]],
            "decimals": {1: 1},
            **changes,
        }
    )


def small_chart() -> Figure:
    """Draw three points, a label and a legend."""
    chart = new_figure(2)
    axes = chart.subplots()
    axes.plot([0, 1, 2], [1.123456, 2.5, 2], label="wartości", marker="o")
    axes.text(0.2, 1.9, "Łęczna & <b>")
    axes.legend()
    polish_ticks(axes, x=2, y=2)
    return chart


@dataclass
class Stage:
    """What was displayed, in order, as the outputs of a notebook."""

    shown: list[Any] = field(default_factory=list)

    def display(self, content: Any, *, raw: bool = False) -> None:
        """Stand in for IPython's `display`, which outside of a notebook prints."""
        self.shown.append(dict(content) if raw else {"text/markdown": content.data})

    @property
    def cells(self) -> list[Any]:
        """The outputs, each in a code cell of its own."""
        outputs = [[nbformat.v4.new_output("display_data", data=data)] for data in self.shown]
        return [nbformat.v4.new_code_cell("secret = 1", outputs=one) for one in outputs]

    def finish(self) -> body.Body:
        """Make the body of a page."""
        return body.finish(body.render(self.cells), body.records_of(self.cells))

    def page(self) -> str:
        """Make a page."""
        head = Head("Diagnoza: Partnerstwo Próbne", "Diagnoza", "Partnerstwo Próbne", "Lata 2013–2014.", "Diagnoza na próbę.")
        return render_page(head, self.finish(), "<p>Raport utworzono programem diagnoza 0.1.0.</p>")


@dataclass(frozen=True)
class Site:
    """A project whose reports are published."""

    root: Path

    @property
    def reports(self) -> Path:
        """The folder of the reports."""
        return self.root / "reports"

    @property
    def pages(self) -> dict[str, Path]:
        """Every page by a short name."""
        named = {path.parent.name: path for path in self.reports.glob("*/index.html")}
        named |= {f"profile {path.stem}": path for path in self.reports.glob("municipalities/*.html")}
        named |= {f"member {path.stem}": path for path in self.reports.glob("*/municipalities/*.html")}
        return named | {"index": self.reports / "index.html"}


def diagnoza(root: Path, *words: str, **environment: str) -> None:
    """Start the command on a project; it must succeed."""
    told = subprocess.run(
        [sys.executable, "-m", "diagnoza.cli", *words], cwd=root, env=os.environ | {"DIAGNOZA_ROOT": str(root)} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr


def assemble_again(root: Path, name: str, *, missing: dict[str, str] | None = None) -> Path:
    """Assemble a report from chapters that are executed already, but for those that are missing, each with the reason."""
    missing = missing or {}
    folder = root / "reports" / name / "chapters"
    parts = [
        Chapter(one.name, one.title, None if one.name in missing else folder / f"{one.name}.ipynb", missing.get(one.name))
        for one in chapters(root)
    ]
    partnership = load_partnership(name, root)
    return assemble(partnership, parts, root, partnership.municipalities)

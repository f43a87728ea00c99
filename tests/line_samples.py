"""What tests of lines of evidence start from: whose tables are, sources, keys of a chapter that has run, what every line must keep."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import line_checks
from diagnoza import report
from diagnoza.catalogue import read_services
from diagnoza.partnership import load_partnership
from diagnoza.polish import NBSP
from diagnoza.synthesis.base import About
from diagnoza.tables.synthesis import Evidence, Findings
from report_samples import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding, Item

ROOT = Path(__file__).parents[1]


def about(names: Mapping[str, str], of: str = "jablonowo") -> About:
    """Tell whose the tables are: some municipalities by code, in their order."""
    services = read_services(ROOT / "params" / "questionnaires" / "bank.yaml")
    return About(load_partnership(of, ROOT), pd.Series(dict(names), dtype=object), services)


def known_sources(*tables: str) -> pd.DataFrame:
    """Make a table of sources with deliveries of some tables."""
    return pd.DataFrame({"source": [f"delivery:{name}" for name in tables], "origin": "real"})


def keys_of(case: Case, chapter: str) -> set[str]:
    """Run a chapter and list the keys of its tables and figures; what was not delivered ends it."""
    stage, names = Stage(), dict[str, Any]()
    with pytest.MonkeyPatch.context() as patch, report.if_delivered():
        patch.setattr("diagnoza.report.output.display", stage.display)
        patch.setattr("diagnoza.case.open_case", lambda _: case)
        for cell in json.loads((ROOT / "notebooks" / f"{chapter}.ipynb").read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102  (the notebook)
    return {one["application/vnd.diagnoza+json"]["key"] for one in stage.shown if "text/html" in one}


def problems(line: ModuleType, case: Case, chapter: str) -> list[str]:
    """List what a line does not keep with a partnership's stored tables; it may lead only to what the chapter shows when it runs."""
    made, whose = line_checks.stored(case), line_checks.about(case)
    found, items = line.findings(made, whose), line.evidence(made, whose)
    if not found and not items:
        return []
    declared(found, items)
    shown = {chapter: keys_of(case, chapter)}
    return [
        *line_checks.items(line, made, whose, shown),
        *line_checks.findings(line, made, whose, shown),
        *line_checks.without(line, made, whose),
        *line_checks.shuffled(line, made, whose),
        *_stays(line, made, whose),
    ]


def declared(found: Sequence[Finding], items: Sequence[Item]) -> None:
    """Hold findings and items against the declarations of the tables that they become."""
    for model, rows, added in ((Findings, found, {"strength": "C", "origin": "real"}), (Evidence, items, {"origin": "real"})):
        lists = ({name: " ".join(value) if isinstance(value, tuple) else value for name, value in asdict(one).items()} for one in rows)
        model.validate(pd.DataFrame(lists, columns=list(model.to_schema().columns)).assign(**added), lazy=True)


def _stays(line: ModuleType, made: Mapping[str, pd.DataFrame], whose: About) -> list[str]:
    """Find what is still said, though a table that it rests on is gone."""
    found = line.findings(made, whose)
    gone = {name: [one for one in found if name in one.tables] for name in sorted({table for one in found for table in one.tables})}
    left = {name: {one.finding for one in line.findings({key: made[key] for key in made if key != name}, whose)} for name in gone}
    return [f"{one.finding} stays without {name}" for name, rest in gone.items() for one in rest if one.finding in left[name]]


def plainly(one: Finding) -> Finding:
    """Write unbreakable spaces as spaces, for comparisons."""
    return replace(one, sentence=one.sentence.replace(NBSP, " "), plain=one.plain.replace(NBSP, " "))

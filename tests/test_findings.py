from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza import polish
from diagnoza.case import open_case
from diagnoza.context import position
from diagnoza.context.indicators import DIMENSIONS
from diagnoza.synthesis import findings

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.case import Case
    from diagnoza.synthesis.findings import Finding

PARTNERSHIPS = ("jablonowo", "lwowek", "mg-6", "starachowice", "swilcza")


def drawn(case: Case) -> list[Finding]:
    placed = position.positions(case.indicators, case.distributions, change_years=5)
    placed = placed[placed["teryt"].isin(case.members)]
    index = position.synthetic_index(placed, z_limit=3)
    return findings.context_findings(case.figures, case.indicators, case.distributions, placed, index, case.names)


def sentence(found: list[Finding], key: str) -> str:
    return next(one.sentence for one in found if one.key == key)


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_there_are_five_to_eight_findings_and_no_two_alike(cases: dict[str, Case], name: str) -> None:
    found = drawn(cases[name])
    assert 5 <= len(found) <= 8
    assert len({one.sentence for one in found}) == len(found)


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_finding_has_a_dimension_a_number_and_an_end(cases: dict[str, Case], name: str) -> None:
    for one in drawn(cases[name]):
        assert one.dimension in DIMENSIONS
        assert re.search(r"\d", one.sentence) or one.key == "tab-index"
        assert one.sentence.endswith(".")


def test_every_finding_leads_to_a_table_or_figure_that_a_chapter_makes(cases: dict[str, Case], root: Path) -> None:
    made = set()
    for chapter in ("01-partnership", "02-context"):
        cells = json.loads((root / f"notebooks/{chapter}.ipynb").read_text("utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            kind = {"table": "tab", "figure": "fig"}.get(call.func.attr)
            made |= {f"{kind}-{ast.literal_eval(word.value)}" for word in call.keywords if word.arg == "key"}
    for case in cases.values():
        assert {one.key for one in drawn(case)} <= made


def test_the_sum_over_the_partners_is_the_one_that_can_be_added_up(cases: dict[str, Case]) -> None:
    table = cases["mg-6"].figures.query("figure == 'population' and year == 2022")["value"]
    assert len(table) == 6
    assert polish.number(table.sum()) in sentence(drawn(cases["mg-6"]), "tab-partners")


def test_a_powiat_is_not_counted_among_the_inhabitants(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    table = case.figures.query("figure == 'population' and year == 2022").set_index("teryt")["value"]
    assert polish.number(table.drop("0402").sum()) in sentence(drawn(case), "tab-partners")


def test_the_change_of_population_is_told_within_one_census(cases: dict[str, Case]) -> None:
    for case in cases.values():
        assert "W latach 2010–2019" in sentence(drawn(case), "tab-partners")


def test_deszczno_gains_most_and_gorzow_loses_most(cases: dict[str, Case]) -> None:
    said = sentence(drawn(cases["mg-6"]), "fig-trend-migration")
    assert "najwyższe: Deszczno (+241), najniższe: Gorzów Wielkopolski (−553)" in said


def test_the_order_of_the_partners_does_not_change_what_is_found(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    placed = position.positions(case.indicators, case.distributions, change_years=5)
    placed = placed[placed["teryt"].isin(case.members)]
    index = position.synthetic_index(placed, z_limit=3)
    there, back = (
        findings.context_findings(case.figures, case.indicators, case.distributions, placed, index, names)
        for names in (case.names, case.names[::-1])
    )
    assert there == back


def test_what_the_data_do_not_carry_is_left_out_and_not_invented(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    without = case.figures[case.figures["figure"].ne("migration_balance")]
    placed = position.positions(case.indicators, case.distributions, change_years=5)
    placed = placed[placed["teryt"].isin(case.members)]
    index = position.synthetic_index(placed, z_limit=3)
    found = findings.context_findings(without, case.indicators, case.distributions, placed, index, case.names)
    assert len(found) == len(drawn(case)) - 1
    assert "fig-trend-migration" not in {one.key for one in found}


def test_findings_are_a_numbered_list_with_a_link_each(cases: dict[str, Case]) -> None:
    found = drawn(cases["mg-6"])
    lines = findings.as_markdown(found).splitlines()
    assert len(lines) == len(found)
    for line, one in zip(lines, found, strict=True):
        assert line.startswith(f"1. **Wymiar {DIMENSIONS[one.dimension]}.** ")
        assert line.endswith(f"](#{one.key}))")


def test_a_partnership_with_a_member_without_figures_has_fewer_findings_and_no_crash(project: Path) -> None:
    text = (project / "params/lwowek.yaml").read_text("utf-8").replace("kind: single", "kind: informal").replace("id: lwowek", "id: grown")
    text = text.replace("period:", '  - {teryt: "0201011", role: member}\nperiod:')
    (project / "params/grown.yaml").write_text(text, encoding="utf-8")
    case = open_case("grown", root=project)
    assert len(case.members) == 2
    assert isinstance(drawn(case), list)
    assert not any(pd.isna(one.sentence) or "nan" in one.sentence for one in drawn(case))

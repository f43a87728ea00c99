"""The chapter on recommendations: every action in one part, findings led to by links, gains beside who stands below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza.pieces import Drawn, Said, Tabulated, plain
from diagnoza.stored.base import Source
from diagnoza.synthesis.published import actions, actions_gains, actions_grids
from diagnoza.synthesis.published.actions_select import SECTIONS, Proposed, section_of
from diagnoza.tables.synthesis import TYPES
from recommendation_samples import GAP, NAMES, NAN, PLACES, A, B, about, both, findings, gap, remedy, use, way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.grid import Grid
    from diagnoza.pieces import Piece

MADE = {
    "flow_use": pd.DataFrame([use(A, 110, 100, 7), use(B, 40, 60, 0)]),
    "joint_provision": pd.DataFrame([way(A, B, 20)]),
    "remedies": pd.DataFrame([remedy(A, "resource", "staff", "shared_service"), remedy(B, "resource", "staff", "shared_service")]),
    "gaps": pd.DataFrame([gap("", 40), gap(A, 20), gap(B, 50)]),
}


@dataclass(frozen=True)
class Opened:
    """What the chapter asks of a case."""

    findings: pd.DataFrame
    recommendations: pd.DataFrame
    gains: pd.DataFrame
    names: pd.Series

    def sources(self, names: Iterable[str]) -> list[Any]:
        return [Source("Generator", name, "synthetic") for name in names]


def opened(*rows: dict[str, Any], names: dict[str, str] | None = None) -> Opened:
    table, gains = both(MADE, *rows, names=names)
    return Opened(findings(*rows), table, gains, about(names).names)


CASE = opened(GAP, PLACES)
ONE = opened(PLACES, names={A: "Bobrowo"})


def said(pieces: Iterable[Piece]) -> str:
    return "\n".join(one.text for one in pieces if isinstance(one, Said))


def grids(pieces: Iterable[Piece]) -> dict[str, Grid]:
    return {one.key: one.grid for one in pieces if isinstance(one, Tabulated | Drawn)}


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_of_action_has_its_part(kind: str) -> None:
    assert section_of("any", kind) in SECTIONS


def test_every_action_stands_in_one_table_and_its_reason_below() -> None:
    pieces = actions.show(CASE)
    shown = [str(row[0]) for key, grid in grids(pieces).items() if key.startswith("actions-") for row in grid.rows]
    assert sorted(shown) == [
        "R1. Uzupełnić wspólnie brakujące zasoby: „Autobus”",
        "R2. Udostępnić wolne miejsca osobom, które czekają u partnerów: „Przedszkole”",
    ]
    for number, reason in zip(("R1", "R2"), CASE.recommendations["reason"], strict=True):
        assert f"**{number}.** {plain(reason)} {actions.OWNER}" in said(pieces)


def test_a_part_without_actions_is_one_sentence() -> None:
    text = said(actions.show(CASE))
    assert [section for section in SECTIONS if actions.EMPTY[section] in text] == ["offers", "training", "exchange", "change", "measure"]
    assert actions.NO_QUICK in text


def test_numbers_of_findings_lead_to_the_tables_that_show_them() -> None:
    pieces = actions.show(CASE)
    cells = [str(row[-1]) for grid in grids(pieces).values() for row in grid.rows]
    assert sorted(cells) == ["B: W1", "B: W2"]
    assert re.findall(r"\*\*(W\d+)\.\*\* ([^(]+) \(", said(pieces)) == [("W1", f"{GAP['sentence']}"), ("W2", f"{PLACES['sentence']}")]
    assert said(pieces).count("(#tab-x)") == 4


def test_what_people_wrote_is_not_obeyed_as_markdown() -> None:
    row = CASE.recommendations.assign(reason="*Ważne* [tu](http://x) `kod`")
    text = said(actions.show(Opened(CASE.findings, row, CASE.gains, CASE.names)))
    assert r"\*Ważne\* \[tu\](http://x) \`kod\`" in text


def test_a_row_tells_who_gains_the_cost_the_term_and_what_to_measure() -> None:
    grid = grids(actions.show(CASE))["actions-joint"]
    assert list(grid.rows[0][1:5]) == [
        "Bobrowo: 7 [osoby oczekujące]", "niski", "do dwóch lat",
        "Osoby, które czekają na miejsce (razem) [osoby]: jest 7, cel ustalą partnerzy",
    ]  # fmt: skip


def test_the_column_of_costs_is_left_out_where_none_is_known() -> None:
    grid = grids(actions.show(CASE))["actions-remedies"]
    assert list(grid.columns) == ["Działanie", "Kto zyskuje", "Termin", "Wskaźnik", "Siła: wnioski"]
    assert list(grid.rows[0][1:3]) == ["Bobrowo, Brzozie", "ponad dwa lata"]
    assert grid.note == actions_grids.NO_COST


def test_what_is_not_measured_is_said_and_never_zero() -> None:
    row = {"indicator": "Pokryta część potrzeby", "baseline": NAN, "target": 4.5, "unit": "sal"}
    assert actions_grids.indicator(row) == "Pokryta część potrzeby [sal]: nie zmierzono, cel 4,5"
    assert actions_grids.indicator(row | {"indicator": ""}) == "do ustalenia"


def test_the_headcount_of_a_training_is_a_number() -> None:
    proposed = Proposed(CASE)
    rows = proposed.actions.assign(audience="pracownicy", headcount=pd.array([13, None], dtype="Int64"))
    assert [row[3] for row in actions_grids.training_grid(rows, proposed).rows] == [13, None]


def test_gains_of_those_below_are_counted_where_that_is_known() -> None:
    gains = pd.DataFrame(
        [("r", "a", 1, 1), ("r", "b", 1, 0), ("r", "c", 0, 1), ("s", "a", 1, None), ("t", "a", 0, 1)],
        columns=["recommendation", "teryt", "gains", "below"],
    ).astype({"below": "Int64"})  # fmt: skip
    assert actions_gains.counted(gains) == (1, 2, 2, 3)


def test_the_figure_shows_all_gains_and_the_sentence_how_they_level() -> None:
    pieces = actions_gains.show(CASE)
    [drawn] = [one for one in pieces if isinstance(one, Drawn)]
    assert drawn.key == "gains"
    assert drawn.title == "Kto zyskuje na działaniach: 1 z 2\u00a0korzyści przypada gminom, które są w danej sprawie poniżej partnerstwa"
    assert len(drawn.alt) <= 250
    assert [list(row) for row in drawn.grid.rows] == [
        ["R1. Uzupełnić wspólnie brakujące zasoby: „Autobus”", "zyskuje, poniżej", "zyskuje", "nie wykazano"],
        [
            "R2. Udostępnić wolne miejsca osobom, które czekają u partnerów: „Przedszkole”",
            "zyskuje (osoby oczekujące: 7)", "nie wykazano", "nie wykazano",
        ],
    ]  # fmt: skip
    text = said(pieces)
    assert "przypada 1 z 2\u00a0korzyści, czyli 50%" in text
    assert "Żadne działanie nie wskazuje na korzyść dla: Jabłonowo." in text


def test_the_texts_of_the_figure_can_be_read() -> None:
    [drawn] = [one for one in actions_gains.show(CASE) if isinstance(one, Drawn)]
    axes = drawn.chart.axes[0]
    texts = [*axes.get_xticklabels(), *axes.get_yticklabels(), *drawn.chart.legends[0].get_texts()]
    assert min(text.get_fontsize() for text in texts) >= 11
    assert [text.get_text() for text in axes.get_xticklabels()] == list(NAMES.values())


def test_one_municipality_alone_shares_gains_with_nobody() -> None:
    assert said(actions_gains.show(ONE)).endswith(f"*{actions_gains.ALONE}*")

"""The profile of a member: every cell stands in a chapter too, what is hidden there is hidden here, and what is missing is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza import polish
from diagnoza.case import MunicipalCase, open_municipality
from diagnoza.errors import DiagnozaError, NotApplicable
from diagnoza.flows.published import balances, money, views
from diagnoza.goals.published import grids as goal_grids
from diagnoza.goals.published import lists as goal_lists
from diagnoza.pieces import Said, Tabulated
from diagnoza.profiles import answers, joint, moves, parts, supply, told
from diagnoza.profiles.only import Only, without
from diagnoza.release.register import entry
from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.services.published import select as service_select
from diagnoza.services.published import studies
from diagnoza.surveys.published import grids, results, select, services
from diagnoza.synthesis.published.actions_grids import actions_grid
from diagnoza.synthesis.published.actions_select import Proposed
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from diagnoza.case import Case
    from diagnoza.grid import Grid
    from diagnoza.pieces import Piece

    Answered = dict[str, dict[str, dict[str, Grid]]]

NOT_WANTING = ("confirmed", "one_sided", "unchecked", "absent")
LETTER = re.compile(r" \([a-z]\)$")
IDS = ("mg-6", "jablonowo", "starachowice", "swilcza", "lwowek")


def tables(pieces: list[Piece]) -> dict[str, Grid]:
    return {one.key: one.grid for one in pieces if isinstance(one, Tabulated)}


def said(pieces: list[Piece]) -> str:
    return "\n".join(one.text for one in pieces if isinstance(one, Said))


def records(grid: Grid) -> list[dict[str, Any]]:
    return [dict(zip(grid.columns, row, strict=True)) for row in grid.rows]


@pytest.fixture(scope="module", params=IDS)
def case(request: pytest.FixtureRequest, cases: dict[str, Case]) -> Case:
    """Give each partnership in turn."""
    return cases[request.param]


@pytest.fixture(scope="module")
def shown(case: Case) -> dict[str, list[Piece]]:
    """Make the parts of every member once."""
    return {teryt: parts.show(MunicipalCase(case.root, case.folder, "", teryt, case)) for teryt in case.members}


@pytest.fixture(scope="module")
def answered(cases: dict[str, Case]) -> Answered:
    """Make the tables of answers of every member of both partnerships that asked residents, once."""
    return {name: {teryt: tables(answers.show(cases[name], teryt)) for teryt in cases[name].members} for name in ("mg-6", "jablonowo")}


def test_without_a_partnership_there_is_nothing_but_public_figures(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    assert parts.show(MunicipalCase(case.root, case.folder, "", "0801022")) == []


def test_a_stranger_has_no_profile_within_a_partnership(cases: dict[str, Case]) -> None:
    with pytest.raises(DiagnozaError, match=r"'2611011' does not belong to mg-6\. Its municipalities are: 0801022"):
        open_municipality("2611011", "mg-6", root=cases["mg-6"].root)


def test_every_part_is_shown_or_named_with_the_reason(shown: dict[str, list[Piece]]) -> None:
    for pieces in shown.values():
        heads = [one.text.removeprefix("## ") for one in pieces if isinstance(one, Said) and one.text.startswith("## ")]
        lacking = re.findall(r"^- \*\*(.+?):\*\* \S.+\.$", said(pieces).partition(parts.LACKING)[2], re.MULTILINE)
        assert sorted([*heads, *lacking]) == sorted([*parts.PARTS, *([parts.LACKING.removeprefix("## ")] if lacking else [])])
        assert heads[: len(heads) - bool(lacking)] == [title for title in parts.PARTS if title in heads]


def test_every_table_is_registered_has_its_source_and_says_nothing_in_every_row_alike(shown: dict[str, list[Piece]]) -> None:
    for pieces in shown.values():
        made = [one for one in pieces if isinstance(one, Tabulated)]
        keys = [one.key for one in made]
        assert len(keys) == len(set(keys))
        assert [key for key in keys if entry(f"tab-{key}") is None] == []
        assert [one.key for one in made if not one.sources or not one.n or not one.grid.rows] == []
        assert [one.key for one in made if {"Gmina", "Partner"} & set(one.grid.columns)] == []


@pytest.mark.parametrize("name", ["mg-6", "jablonowo"])
def test_answers_are_those_of_the_chapter(cases: dict[str, Case], answered: Answered, name: str) -> None:
    case = cases[name]
    one = results.main_results(case)
    chapter = {
        "m-survey-place": select.by_municipality(one, answers.QUESTIONS),
        "m-survey-services": services.by_municipality(one),
    }
    printed = {key: records(grids.figure_grid(chosen)) for key, chosen in chapter.items()}
    compared = 0
    for teryt in case.members:
        for key, grid in answered[name][teryt].items():
            what = grid.columns[0]
            known = {(row[what], row["Gmina"]): row for row in printed[key]}
            for row in records(grid):
                here, everywhere = known[row[what], case.names[teryt]], known[row[what], "Wszyscy"]
                assert row[answers.EVERYWHERE] == everywhere["Odsetek (%)"]
                own = {head: row[head] for head in ("n", "Od (%)", "Do (%)", "Uwaga") if head in row}
                assert own | {"Odsetek (%)": row[answers.HERE]} == {head: here[head] for head in (*own, "Odsetek (%)")}
                compared += 1
    assert compared > 40


@pytest.mark.parametrize("name", ["mg-6", "jablonowo"])
def test_a_figure_that_the_report_hides_is_hidden_here(cases: dict[str, Case], answered: Answered, name: str) -> None:
    case = cases[name]
    estimates = case.estimates[case.estimates["group"].eq("gmina") & case.estimates["survey"].eq(results.main_results(case).id)]
    hidden = 0
    for teryt in case.members:
        own = estimates[estimates["category"].eq(teryt) & estimates["answer"].eq("top2")]
        some = own[own["question"].isin([question for question, _ in answers.QUESTIONS]) | own["question"].str.startswith("sat_")]
        kept = int((~some["status"].isin(SHOWN)).sum())
        given = [row[answers.HERE] for grid in answered[name][teryt].values() for row in records(grid)]
        assert sum(isinstance(cell, str) for cell in given) == kept
        hidden += kept
    assert hidden > 5


def test_a_municipality_with_too_few_answers_says_so(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    nobody = case.estimates.assign(
        value=case.estimates["value"].mask(case.estimates["category"].eq("0801022")),
        status=case.estimates["status"].mask(case.estimates["category"].eq("0801022"), "base"),
    )
    with pytest.raises(NotApplicable, match="za mało, aby podać wyniki"):
        answers.show(Only(case, estimates=nobody), "0801022")  # type: ignore[arg-type]


def test_signs_that_the_table_does_not_hold_are_not_explained(answered: Answered) -> None:
    for grid in (grid for members in answered.values() for made in members.values() for grid in made.values()):
        assert not re.search(r"\* –|\(\+\)|alfabetycznie", grid.note)
        assert ("•" in grid.note) == any("•" in row for row in grid.rows)


def test_a_single_municipality_is_not_set_against_itself(cases: dict[str, Case]) -> None:
    with pytest.raises(NotApplicable, match="tej jednej gminy"):
        answers.show(cases["starachowice"], "2611011")


def test_gaps_and_priorities_are_those_of_the_chapter(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    kinds = service_select.kinds(case.gaps, case.remedies)
    chapter = records(studies.gap_grid(case, kinds, service_select.in_order(case.gaps["service"], case.service_labels)))
    for teryt in case.members:
        known = {row["Usługa"]: row for row in chapter if row["Gmina"] == case.names[teryt]}
        rows = records(tables(supply.show(case, teryt))["m-services"])
        assert {row["Usługa"] for row in rows} == set(known)
        for row in rows:
            for head, cell in row.items():
                assert LETTER.sub("", str(cell)) == LETTER.sub("", str(known[row["Usługa"]][head]))


def test_a_municipality_outside_the_inventory_says_so(cases: dict[str, Case]) -> None:
    case = cases["mg-6"]
    empty = Only(case, gaps=case.gaps[case.gaps["teryt"].eq(PARTNERSHIP)])
    with pytest.raises(NotApplicable, match="nie ma usług tej gminy"):
        supply.show(empty, "0801022")  # type: ignore[arg-type]


def test_remedies_are_named_from_the_highest_priority_three_services_and_three_each() -> None:
    rows = [("a", "resource", True, 10.0, f"rada {n}") for n in range(5)]
    rows += [
        ("b", "organisation", True, 30.0, "plan"),
        ("b", "organisation", False, 30.0, "uboczne"),
        ("b", "organisation", True, 30.0, "plan"),
    ]
    rows += [("c", "strength", True, 50.0, "pochwała"), ("d", "resource", True, 20.0, "zakup"), ("e", "resource", True, 1.0, "ostatnia")]
    table = pd.DataFrame(rows, columns=["service", "kind", "main", "value", "text"])
    assert supply.say_remedies(table, {name: name for name in "abcde"}).splitlines()[2:] == [
        "- B: plan.",
        "- D: zakup.",
        "- A: rada 0; rada 1; rada 2.",
    ]
    assert supply.say_remedies(table[table["service"].eq("c")], {"c": "c"}) == supply.NO_REMEDIES


def test_balances_are_those_of_the_chapter(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    seen = views.views(case)
    for teryt in case.members:
        rows = tables(moves.show(case, teryt))["m-balance"].rows
        chapter = [
            next(row for row in balances.balances_grid(balances.balances(one), one).rows if row[0] == one.names[teryt]) for one in seen
        ]
        assert [list(row[1:]) for row in rows] == [list(row[1:]) for row in chapter]
        assert [row[0] for row in rows] == [f"{one.label} ({one.year} r.)" for one in seen]


def test_settlements_are_those_of_the_chapter_and_nothing_estimated_is_no_zero(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    hidden = 0
    for teryt in case.members:
        made = tables(moves.show(case, teryt))
        for key, bases in (("m-due", money.DUE), ("m-value", money.VALUE)):
            chapter = {row["Podstawa"]: row for row in records(_positions(case, bases)) if row["Partner"] == case.names[teryt]}
            rows = records(made[key]) if key in made else []
            assert {row["Podstawa"] for row in rows} == set(chapter)
            stored = case.settlement_positions[case.settlement_positions["unit"].eq(teryt)].set_index("basis")
            for row in rows:
                assert all(cell == chapter[row["Podstawa"]][head] for head, cell in row.items())
                basis = next(basis for basis, words in money.BASES.items() if words == row["Podstawa"])
                nothing = bool(stored.loc[basis, "left_out"] > 0 and not stored.loc[basis, "receives"] and not stored.loc[basis, "pays"])
                hidden += nothing
                assert (money.NOT_ESTIMATED in row.values()) == nothing
    assert hidden


def _positions(case: Case, bases: tuple[str, ...]) -> Grid:
    return money.positions_grid(money.positions(case, bases), case)


@pytest.mark.parametrize("name", ["mg-6", "jablonowo"])
def test_goals_and_documents_are_those_of_the_chapter(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    listed, documents = goal_lists.goals_grid(case).rows, records(goal_grids.documents_grid(case))
    for teryt in case.members:
        of_one = str(case.names[teryt])
        own = case.goals[case.goals["teryt"].eq(teryt)]
        if own.empty:
            with pytest.raises(NotApplicable, match="Nie dostarczono celów"):
                told.show_goals(case, teryt)
            continue
        made = tables(told.show_goals(case, teryt))
        assert [[f"{of_one}: {row[0]}", *row[1:]] for row in made["m-goals"].rows] == [
            list(row) for row in listed if str(row[0]).startswith(f"{of_one}: ")
        ]
        known = [{head: cell for head, cell in row.items() if head != "Partner"} for row in documents if row["Partner"] == of_one]
        assert records(made["m-goal-documents"]) == known
        assert len(made["m-goals"].rows) == len(own)


def test_conclusions_are_those_that_name_the_municipality_with_the_numbers_of_the_report(case: Case) -> None:
    numbers = {f"W{at}": row for at, row in enumerate(case.findings.to_dict("records"), 1)}
    for teryt in case.members:
        try:
            text = said(joint.show_findings(case, teryt))
        except NotApplicable:
            assert not any(teryt in row["units"].split() for row in numbers.values())
            continue
        listed = re.findall(r"^- \*\*(W\d+)\.", text, re.MULTILINE)
        alone = len(case.names) == 1
        fitting = [key for key, row in numbers.items() if (row["line"] != "statistics" if alone else teryt in row["units"].split())]
        assert listed == fitting[: joint.MOST]
        rest = len(fitting) - len(listed)
        assert (f"jeszcze {polish.counted(rest, 'wniosek', 'wnioski', 'wniosków')}" in text) == (rest > 0)


def test_gains_are_those_of_the_municipality_with_the_amounts_of_the_chapter(case: Case) -> None:
    proposed = Proposed(case)
    chapter = {row["Działanie"]: str(row["Kto zyskuje"]) for row in records(actions_grid(proposed.actions, proposed))}
    for teryt in case.members:
        gained = case.gains[case.gains["teryt"].eq(teryt) & case.gains["gains"].eq(1)]
        if gained.empty:
            with pytest.raises(NotApplicable):
                joint.show_gains(case, teryt)
            continue
        rows = records(tables(joint.show_gains(case, teryt))["m-gains"])
        assert len(rows) == len(gained)
        for row in rows:
            amount, _, unit = str(row.get("Korzyść [jednostka]", polish.DASH)).partition(" [")
            who = chapter[row["Działanie"]]
            assert amount == polish.DASH or (f"{case.names[teryt]}: {amount}" in who and who.endswith(f"[{unit}"))


def test_a_column_of_gains_that_would_be_empty_is_left_out() -> None:
    rows = pd.DataFrame([{"recommendation": "a", "number": "R1", "title": "Kupić autobus", "term": "quick", "strength": "B"}])
    gained = pd.DataFrame({"amount": [None], "unit": [""], "below": [None]}, index=["a"])
    assert records(joint.gains_grid(rows, gained)) == [{"Działanie": "R1. Kupić autobus", "Termin": "do pół roku", "Siła": "B"}]
    assert joint.DASHES not in joint.gains_grid(rows, gained).note
    known = joint.gains_grid(rows, gained.assign(amount=[17.0], unit=["osoby oczekujące"], below=[1]))
    assert records(known)[0]["Korzyść [jednostka]"] == "17 [osoby oczekujące]"
    assert records(known)[0]["Poniżej partnerstwa w tej sprawie"] == "tak"


@pytest.mark.parametrize(
    ("name", "make", "table", "column"),
    [("starachowice", told.show_needs, "voice_needs", "territory"), ("swilcza", told.show_ties, "needed_ties", "teryt")],
)
def test_what_is_told_of_another_municipality_is_not_shown(cases: dict[str, Case], name: str, make: Any, table: str, column: str) -> None:
    case, teryt = cases[name], cases[name].members[0]
    whole = getattr(case, table)
    wanted = whole[~whole["status"].isin(NOT_WANTING)]

    def rows(places: pd.Series | str) -> int:
        (grid,) = tables(make(Only(case, **{table: whole.assign(**{column: places})}), teryt)).values()
        return len(grid.rows)

    assert rows(whole[column]) == len(wanted)
    assert rows(whole[column].mask(whole.index == wanted.index[0], "9999999")) == len(wanted) - 1
    with pytest.raises(NotApplicable):
        rows("9999999")


def test_a_programme_is_that_of_the_municipality(cases: dict[str, Case]) -> None:
    case = cases["lwowek"]
    assert list(tables(told.show_programme(case, "3015023"))) == ["programme-findings-3015023-2015"]
    with pytest.raises(NotApplicable, match="tej gminy"):
        told.show_programme(case, "3015012")


def test_a_column_is_left_out_with_its_decimals_and_signs(cases: dict[str, Case]) -> None:
    grid = _positions(cases["jablonowo"], money.DUE)
    left = without(grid, "Partner", "Uwaga.")
    assert (list(left.columns), left.note, left.grouped) == ([head for head in grid.columns if head != "Partner"], "Uwaga.", False)
    assert left.signed == {left.columns.index("Różnica (zł)")}
    assert without(grid, "Nie ma") == grid

"""What makes evidence strong: other lines, of different kinds; never goals, never what contradicts."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from diagnoza import tables
from diagnoza.catalogue import SECTORS
from diagnoza.synthesis import crossing, strength
from diagnoza.synthesis.base import FIELD_DIMENSIONS
from diagnoza.tables.synthesis import CROSSED, LINES
from synthesis_samples import evidence_of, finding, goal_fields, item

ORDER = ["", "C", "B", "A"]


def of_transport(*items: object) -> str:
    fields = strength.of_fields(evidence_of(*items))  # type: ignore[arg-type]
    return str(fields.set_index("field")["strength"]["transport"])


def test_three_lines_that_count_and_hear_are_strong() -> None:
    assert of_transport(item("statistics"), item("residents"), item("voices")) == "A"
    assert of_transport(item("inventory"), item("flows"), item("youth")) == "A"


def test_surveys_alone_are_never_strong() -> None:
    assert of_transport(item("residents"), item("youth"), item("leaders"), item("voices")) == "B"
    assert of_transport(item("statistics"), item("inventory"), item("flows")) == "B"


def test_one_line_is_weak_and_none_is_nothing() -> None:
    assert of_transport(item("flows")) == "C"
    assert of_transport() == ""
    assert of_transport(item("flows", "contradicts")) == ""


def test_a_line_against_makes_strong_medium_and_as_many_against_as_for_make_it_weak() -> None:
    strong = [item("statistics"), item("residents"), item("voices")]
    assert of_transport(*strong, item("youth", "contradicts")) == "B"
    assert of_transport(*strong[:2], item("youth", "contradicts")) == "B"
    assert of_transport(*strong[:2], item("youth", "contradicts"), item("flows", "contradicts")) == "C"


def test_a_line_with_items_on_both_sides_supports_unless_more_are_against() -> None:
    sides = {(1, 0): [True, False], (1, 1): [True, False], (2, 1): [True, False], (1, 2): [False, False], (0, 1): [False, True]}
    for (n, against), wanted in sides.items():
        items = [item("residents", item=f"for-{at}") for at in range(n)]
        items += [item("residents", "contradicts", item=f"against-{at}") for at in range(against)]
        assert strength.leanings(evidence_of(*items))[["supports", "contradicts"]].to_numpy().tolist() == [wanted]
    neither = [item("residents"), *(item("residents", "contradicts", item=f"against-{at}") for at in range(2))]
    assert of_transport(item("statistics"), item("voices"), *neither) == "B"
    assert of_transport(item("statistics"), item("voices"), item("youth"), *neither) == "A"


def test_an_item_more_against_never_makes_evidence_stronger() -> None:
    base = [item(line, item=f"{line}-{at}") for line in ("statistics", "residents", "voices") for at in range(2)]
    grades = [ORDER.index(of_transport(*base, *(item("residents", "contradicts", item=f"no-{at}") for at in range(n)))) for n in range(4)]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] > grades[-1]


@pytest.mark.parametrize("state", ["supports", "contradicts"])
def test_goals_change_nothing(state: str) -> None:
    for n in range(4):
        some = [item("statistics"), item("residents"), item("voices")][:n]
        assert of_transport(*some, item("goals", state)) == of_transport(*some)


def test_places_of_use_that_residents_told_do_not_count_beside_the_residents() -> None:
    told = item("flows", sources=("survey:residents",))
    assert of_transport(item("residents"), item("voices"), told) == "B"
    assert of_transport(told) == ""
    assert of_transport(item("residents"), item("voices"), item("flows", sources=("survey:residents", "delivery:flows"))) == "A"
    assert (
        of_transport(item("residents"), item("voices"), item("inventory"), item("flows", "contradicts", sources=("survey:residents",)))
        == "A"
    )


def test_a_line_more_against_never_makes_evidence_stronger() -> None:
    lines = [line for line in LINES if line not in {"goals", "entrepreneurs", "seniors"}]
    for n in range(5):
        for some in itertools.combinations(lines[:6], n):
            items = [item(line) for line in some]
            before = ORDER.index(of_transport(*items))
            for other in (line for line in lines if line not in some):
                assert ORDER.index(of_transport(*items, item(other, "contradicts"))) <= before


def test_every_field_has_a_row_and_a_dimension_and_none_speaks_for_another() -> None:
    fields = strength.of_fields(evidence_of(item("flows"), item("flows", "contradicts", field="zdrowie")))
    assert fields["field"].tolist() == list(SECTORS) == list(FIELD_DIMENSIONS)
    assert fields.set_index("field").loc["zdrowie"].tolist() == ["", 0, 1]
    assert fields["strength"].tolist().count("C") == 1


def strength_of(one: object, *items: object) -> str:
    return strength.of_finding(one, strength.leanings(evidence_of(*items)))  # type: ignore[arg-type]


def test_a_finding_is_strong_when_two_other_lines_say_the_same() -> None:
    others = [item("residents"), item("voices")]
    assert strength_of(finding(), *others) == "A"
    assert strength_of(finding(), *others, item("inventory")) == "A"
    assert strength_of(finding(), item("inventory"), item("residents")) == "B"
    assert strength_of(finding(certainty="told"), *others) == "B"
    assert strength_of(finding(), *others, item("youth", "contradicts")) == "B"


def test_surveys_alone_never_make_a_finding_strong() -> None:
    said = finding(line="residents")
    assert strength_of(said, item("youth"), item("leaders"), item("voices")) == "B"
    assert strength_of(said, item("youth"), item("flows")) == "A"
    told = finding(line="flows", sources=("survey:residents",))
    assert strength_of(told, item("youth"), item("leaders")) == "B"


def test_what_is_measured_is_medium_by_itself_and_what_one_line_tells_is_weak() -> None:
    assert strength_of(finding(certainty="measured")) == "B"
    assert strength_of(finding()) == "C"
    assert strength_of(finding(), item("inventory")) == "C"
    assert strength_of(finding(), item("residents"), item("youth", "contradicts"), item("flows", "contradicts")) == "C"


def test_an_asset_is_confirmed_by_lines_that_see_no_need_but_never_strongly() -> None:
    none = [item("residents", "contradicts"), item("voices", "contradicts")]
    assert strength_of(finding(kind="asset"), *none) == "B"
    assert strength_of(finding(), *none) == "C"
    assert strength_of(finding(kind="asset"), item("residents"), item("voices")) == "C"


@pytest.mark.parametrize("kind", ["difference", "trend", "tie"])
def test_nothing_but_its_own_figures_speaks_for_a_difference_a_trend_or_a_tie(kind: str) -> None:
    for others in ((), (item("residents"), item("voices"))):
        assert strength_of(finding(kind=kind), *others) == "C"
        assert strength_of(finding(kind=kind, certainty="measured"), *others) == "B"


def test_a_finding_of_no_field_has_no_other_lines() -> None:
    assert strength_of(finding(field=""), item("residents"), item("voices")) == "C"


CASES = {
    ("A", "common"): "evidenced",
    ("B", "shared"): "evidenced",
    ("C", "common"): "unevidenced",
    ("", "shared"): "unevidenced",
    ("A", "none"): "blind_spot",
    ("B", "none"): "blind_spot",
    ("C", "none"): "nothing",
    ("", "none"): "nothing",
    ("A", "single"): "single",
    ("", "single"): "single",
    ("A", ""): "unknown",
}


@pytest.mark.parametrize(("given", "wanted"), CASES.items())
def test_goals_and_evidence_meet_in_one_of_six_ways(given: tuple[str, str], wanted: str) -> None:
    assert crossing.cross(*given) == wanted
    assert set(CASES.values()) == set(CROSSED)


def test_bounds_that_lead_to_different_results_are_not_known_and_others_are() -> None:
    fields = strength.of_fields(evidence_of(item("statistics"), item("residents"), item("voices")))
    for kinds, wanted in {
        ("common", "common"): ("common", "evidenced"),
        ("shared", "common"): ("shared", "evidenced"),
        ("none", "common"): ("", "unknown"),
        ("single", "shared"): ("", "unknown"),
    }.items():
        status = tables.check(crossing.crossed(fields, goal_fields(transport=kinds)), "field_status", file="test").set_index("field")
        assert tuple(status.loc["transport", ["goals", "crossed"]]) == wanted


def test_without_goals_nothing_is_known_of_them_and_strength_is_the_same() -> None:
    fields = strength.of_fields(evidence_of(item("statistics"), item("residents"), item("voices")))
    status = crossing.crossed(fields, None)
    assert set(status["crossed"]) == {"unknown"}
    assert set(status["goals"]) == {""}
    pd.testing.assert_series_equal(status["strength"], fields["strength"])

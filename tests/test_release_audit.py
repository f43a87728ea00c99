"""What was left out must stay uncertain, whatever tables and editions are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from diagnoza.flows.indicators import indicators, printed
from diagnoza.flows.protect import Published, protect
from diagnoza.flows.reconcile import reconcile
from diagnoza.partnership import load_partnership, load_partnerships
from diagnoza.release.audit import Leak, Minimums, audit
from diagnoza.surveys import withheld
from diagnoza.surveys.withheld import Rules
from diagnoza.tables.flows import OUTSIDE
from flow_samples import A, B, C, D, matrix, reports, simulated, units_of
from test_publish import CODEBOOK, answers, published, raw, survey

if TYPE_CHECKING:
    from pathlib import Path

RULES = Minimums({"library": 5}, {"residents": Rules(survey(), CODEBOOK, 0.0)})
PURPOSIVE = Minimums({}, {"residents": Rules(survey(design="purposive"), CODEBOOK, 0.0)})
BY_HAND = matrix({A: [120.0, 4, 0, 33], B: [18.0, 77, 3, 9], C: [25.0, 0, 41, 30], OUTSIDE: [14.0, 2, 7, 0]}, [A, B, C, OUTSIDE])


def stored(flows: Published) -> dict[str, pd.DataFrame]:
    """Name flows as they are stored, with the indicators that are printed of them."""
    return {"flows": flows.flows, "flow_totals": flows.totals, "flow_indicators": printed(indicators(flows.flows, flows.totals))}


def made(cells: dict[tuple[str, str], Any], units: list[str]) -> dict[str, pd.DataFrame]:
    return stored(protect(reconcile(reports(cells)), units, {}))


def answered(frame: pd.DataFrame, *, weights: tuple[float, float] | None = None, **more: Any) -> dict[str, pd.DataFrame]:
    """Publish the answers of one survey."""
    low, high = weights or (1.0, 1.0)
    about = {"survey": "residents", "kept": len(frame), "weighted": weights is not None, "low_weight": low, "high_weight": high}
    estimates = published(raw(frame), weighted=weights is not None, **more)
    partners = pd.DataFrame({"teryt": sorted(set(frame["gmina"])), "role": "founder"})
    return {"estimates": estimates, "surveys": pd.DataFrame([about]), "partners": partners}


def named(leaks: tuple[Leak, ...]) -> str:
    return "\n".join(f"{one.cell} | {one.through}" for one in leaks)


# Flows ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "members"), [(seed, members) for seed in range(4) for members in (3, 5)])
def test_protected_flows_pass(seed: int, members: int) -> None:
    told = simulated(seed, members)
    tables = stored(protect(reconcile(told), units_of(told), {}))
    found = audit(tables, RULES)
    assert found.leaks == ()
    assert found.cells > 3


def test_a_flow_that_alone_is_left_out_of_its_row_follows_from_the_total() -> None:
    tables = made(BY_HAND, [A, B, C])
    flows = tables["flows"]
    hidden = flows["status"].eq("protected")
    beside = hidden & ~(flows["origin"].eq(A) & flows["destination"].eq(B))
    truth = flows.merge(reconcile(reports(BY_HAND)), on=["origin", "destination"], how="left", suffixes=("", "_true"))["users_true"]
    bare = flows.assign(users=flows["users"].mask(beside, truth.fillna(0)), status=flows["status"].mask(beside, "shown"))
    assert audit(tables, RULES).leaks == ()
    leaks = audit({"flows": bare, "flow_totals": tables["flow_totals"]}, RULES).leaks
    assert [one.cell for one in leaks] == [f"library 2020, from {A} to {B}"]
    assert leaks[0].through == ("flow_totals", "flows")
    assert leaks[0].lower == pytest.approx(leaks[0].upper, abs=0.01)


@pytest.mark.parametrize("table", ["settlement", "flow_use", "inventory"])
def test_a_number_that_another_table_tells_is_found(table: str) -> None:
    cells = matrix({A: [120.0, 40], B: [2.0, 1]}, [A, B])
    tables = made(cells, [A, B])
    hidden = tables["flow_totals"].set_index("unit")["demand_status"].eq("protected")
    flow = tables["flows"][tables["flows"]["status"].eq("protected")].iloc[0]
    told = {
        "settlement": pd.DataFrame({"payer": [flow["origin"]], "payee": [flow["destination"]], "users": [2.0]}),
        "flow_use": pd.DataFrame({"unit": [A], "served": [122.0]}),
        "inventory": pd.DataFrame({"teryt": [A], "provider": ["x"], "users": [122.0], "target_pop": [np.nan]}),
    }[table].assign(service="library", year=2020)
    before, after = (audit(one, RULES).leaks for one in (tables, tables | {table: told}))
    assert hidden.any()
    if table == "settlement":
        assert any(table in one.through for one in after)
        assert not before
    else:
        assert named(before) == ""
        assert all(table in one.through for one in after)


def test_users_of_an_inventory_that_contradict_the_flows_are_taken_for_others() -> None:
    tables = made(BY_HAND, [A, B, C])
    other = pd.DataFrame(
        {"teryt": [A], "provider": ["x"], "users": [9999.0], "target_pop": [np.nan], "service": ["library"], "year": [2020]}
    )
    found = audit(tables | {"inventory": other}, RULES)
    assert found.leaks == ()
    assert found.dropped == 1


# Surveys -------------------------------------------------------------------------------------------------------------------------

DESIGNS: dict[str, dict[str, Any]] = {"weighted": {"weights": (1.0, 1.0)}, "open_link": {}, "purposive": {"design": "purposive"}}


@pytest.mark.parametrize("kind", DESIGNS)
@pytest.mark.parametrize("seed", range(2))
def test_published_answers_pass(seed: int, kind: str) -> None:
    found = audit(answered(answers(seed + 2, 240), **DESIGNS[kind]), PURPOSIVE if kind == "purposive" else RULES)
    assert named(found.leaks) == ""
    assert found.cells > 4


@pytest.mark.parametrize("kind", DESIGNS)
def test_without_complementary_suppression_answers_are_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withheld, "hide_cells", lambda table, _: table.published)
    leaks = audit(answered(answers(3, 240), **DESIGNS[kind]), PURPOSIVE if kind == "purposive" else RULES).leaks
    assert len(leaks) >= 2
    assert all(one.table == "estimates" and one.through == ("estimates",) for one in leaks)


def test_a_share_of_unmet_needs_tells_an_answer_that_the_survey_hides() -> None:
    book = CODEBOOK.model_copy(
        update={"questions": tuple(one.model_copy(update={"id": "use_bus"}) if one.id == "use" else one for one in CODEBOOK.questions)}
    )
    rules = Minimums({}, {"residents": Rules(survey(), book, 0.0)})
    tables = answered(answers(0, 240))
    estimates = tables["estimates"].replace({"question": {"use": "use_bus"}})
    own = estimates["question"].eq("use_bus") & estimates["group"].eq("all")
    codes = {
        "regularly": (0.39, "shown"),
        "sometimes": (0.37, "shown"),
        "not_needed": (np.nan, "protected"),
        "unmet": (np.nan, "protected"),
    }
    for code, (value, status) in codes.items():
        estimates.loc[own & estimates["answer"].eq(code), ["value", "status"]] = value, status
    tables["estimates"] = estimates[own].assign(n=100)
    perception = pd.DataFrame({"teryt": [""], "service": ["bus"], "unmet": [0.03]})
    assert audit(tables, rules).leaks == ()
    leaks = audit(tables | {"perception": perception}, rules).leaks
    assert {one.through for one in leaks} == {("estimates", "perception")}


def test_hidden_respondents_of_a_margin_follow_from_bases() -> None:
    frame = answers(0, 100)
    kept = pd.DataFrame({"survey": "residents", "teryt": [A, B, C], "n": pd.array([80, None, None], dtype="Int64")})
    tables = answered(frame)
    base = tables["estimates"].head(1).assign(group="gmina", category=B, n=19, status="base")
    tables |= {"weighting_units": kept, "estimates": pd.concat([tables["estimates"], base])}
    leaks = audit(tables, RULES).leaks
    assert any(one.cell == f"residents, respondents of {C} in gmina" and "weighting_units" in one.through for one in leaks)


# Other rooms ---------------------------------------------------------------------------------------------------------------------


def test_few_persons_of_a_sector_follow_from_those_of_the_meeting() -> None:
    sectors = pd.DataFrame({"meeting": "F1", "sector": ["office", "police"], "people": [5, None], "status": ["shown", "few"]})
    meetings = pd.DataFrame({"meeting": ["F1"], "n": [6], "series": [""], "n_series": [None]})
    leaks = audit({"voice_sectors": sectors, "meetings": meetings}, RULES).leaks
    assert [(one.cell, one.through) for one in leaks] == [("persons of police in F1", ("meetings", "voice_sectors"))]
    assert audit({"voice_sectors": sectors, "meetings": meetings.assign(n=7)}, RULES).leaks == ()


@pytest.mark.parametrize(("shown", "leaking"), [([40, 12, None, None], False), ([40, 12, 9, None], True)])
def test_a_theme_follows_from_all_answers_if_it_is_the_only_one_left_out(shown: list[int | None], leaking: bool) -> None:  # noqa: FBT001
    themes = pd.DataFrame({"survey": "residents", "question": "use", "theme": [1, 2, 3, 4], "n": shown, "answered": 64})
    assert bool(audit({"themes": themes}, RULES).leaks) == leaking


# Editions ------------------------------------------------------------------------------------------------------------------------


def test_a_municipality_that_joins_is_told_by_the_flows_outside_of_before() -> None:
    with_d = matrix(
        {
            A: [120.0, 40, 30, 3, 60],
            B: [18.0, 77, 30, 4, 50],
            C: [25.0, 30, 41, 30, 30],
            D: [2.0, 4, 30, 90, 30],
            OUTSIDE: [30.0, 40, 50, 60, 0],
        },
        [A, B, C, D, OUTSIDE],
    )
    merged: dict[tuple[str, str], float] = {}
    for (origin, destination), users in with_d.items():
        pair = tuple(OUTSIDE if end == D else end for end in (origin, destination))
        if pair != (OUTSIDE, OUTSIDE):
            merged[pair[0], pair[1]] = merged.get((pair[0], pair[1]), 0.0) + float(users or 0)
    earlier, later = made(merged, [A, B, C]), made(with_d, [A, B, C, D])
    assert audit(earlier, RULES).leaks == audit(later, RULES).leaks == ()
    leaks = audit(later, RULES, earlier).leaks
    assert f"library 2020, from {A} to {D}" in named(leaks)
    assert all({"flows (earlier edition)", "flows (this edition)"} & set(one.through) for one in leaks)
    assert not any(mark in str(one.problem) for one in leaks for mark in (" 3 ", " 4 ", " 2 "))


def test_few_new_respondents_are_told_by_the_totals_of_both_editions() -> None:
    frame = answers(0, 200)
    before = frame[frame["gmina"] != "0000062"]
    more = {"design": "purposive"}
    leaks = audit(answered(frame, **more), PURPOSIVE, answered(before, **more)).leaks
    assert 0 < len(frame) - len(before) < 30
    assert any(one.cell.startswith("new respondents of") for one in leaks)
    assert any("estimates (earlier edition)" in one.through and "estimates (this edition)" in one.through for one in leaks)


def test_an_edition_of_the_same_tables_tells_nothing_new() -> None:
    tables = answered(answers(1, 240)) | made(BY_HAND, [A, B, C])
    assert audit(tables, RULES, tables).leaks == ()


def test_weights_of_two_editions_are_not_compared_but_few_new_respondents_are() -> None:
    frame, weights = answers(0, 240), (0.5, 2.0)
    leaks = audit(answered(frame, weights=weights), RULES, answered(frame.head(232), weights=weights)).leaks
    assert [one.cell for one in leaks] == ["residents, new respondents"]


# The partnerships ----------------------------------------------------------------------------------------------------------------


def test_the_releases_of_the_project_pass(prepared: Path) -> None:
    for one in load_partnerships(prepared):
        folder = prepared / "data/processed" / one.id
        tables = {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}
        found = audit(tables, Minimums.of(one, prepared))
        assert named(found.leaks) == "", one.id
        assert found.dropped == 0
        assert found.cells > 1000 or "surveys" not in tables


def test_jablonowo_with_a_fifth_municipality_is_told_by_both_editions(prepared: Path) -> None:
    partnership, joined = load_partnership("jablonowo", prepared), "0402052"
    folder = prepared / "data/processed" / partnership.id
    before = {name: pd.read_parquet(folder / f"{name}.parquet") for name in ("flows", "flow_totals", "partners")}
    own = before["flows"]["service"].eq("library")
    flows = before["flows"][own].reset_index(drop=True)
    out = flows["destination"].eq(OUTSIDE) & flows["users"].gt(20)
    at = int(flows.index[out][0])
    new = flows.loc[[at]].assign(destination=joined, users=np.nan, status="protected")
    later = pd.concat([flows, new], ignore_index=True)
    later.loc[at, "users"] = flows.loc[at, "users"] - 3
    leaks = audit({"flows": later}, Minimums.of(partnership, prepared), {"flows": flows}).leaks
    assert [one.cell for one in leaks] == [f"library 2020, from {flows.loc[at, 'origin']} to {joined}"]
    assert leaks[0].through == ("flows (earlier edition)", "flows (this edition)")

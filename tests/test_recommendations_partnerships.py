"""Actions of the five partnerships: every one rests on findings that are there, and goes when they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.catalogue import read_services
from diagnoza.errors import NotDelivered
from diagnoza.surveys.codebook import BANK
from diagnoza.synthesis.base import About
from diagnoza.synthesis.published import actions
from diagnoza.synthesis.published.actions_select import Proposed
from diagnoza.synthesis.recommendations.recommend import recommend
from diagnoza.tables.gaps import TRAINABLE

if TYPE_CHECKING:
    from diagnoza.case import Case

PARTNERSHIPS = ["jablonowo", "lwowek", "mg-6", "starachowice", "swilcza"]


def stored(case: Case) -> dict[str, pd.DataFrame]:
    return {path.stem: pd.read_parquet(path) for path in sorted(case.folder.glob("*.parquet")) if path.stem != "boundaries"}


def whose(case: Case) -> About:
    return About(case.partnership, case.names, read_services(case.root / "params" / "questionnaires" / BANK))


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_action_rests_on_findings_and_goes_without_them(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    known = set(case.findings["finding"])
    assert not case.recommendations.empty
    assert all(set(keys.split()) <= known for keys in case.recommendations["findings"])
    made, about = stored(case), whose(case)
    for finding in sorted({key for keys in case.recommendations["findings"] for key in keys.split()}):
        left, _ = recommend(made, case.findings[case.findings["finding"].ne(finding)], about)
        assert not left["findings"].str.split().map(lambda keys, gone=finding: gone in keys).any()
    assert recommend(made, case.findings.iloc[:0], about)[0].empty


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_no_owner_is_named_and_every_municipality_is_told_of(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    assert set(case.recommendations["owner"]) == {""}
    assert len(case.gains) == len(case.recommendations) * len(case.names)
    gaining = case.gains.groupby("recommendation")["gains"].sum()
    assert case.recommendations.set_index("recommendation")["gaining"].to_dict() == gaining.to_dict()


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_training_is_of_organisation_competence_and_information_only(cases: dict[str, Case], name: str) -> None:
    trained = cases[name].recommendations.query("type == 'training'")
    assert all(str(one).endswith(TRAINABLE) for one in trained["recommendation"])


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_finding_that_an_action_rests_on_is_listed_with_its_sentence(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    listed = actions.say_findings(Proposed(case))
    assert listed.count("\n- **W") + 1 == len(Proposed(case).findings)


def test_the_transport_of_jablonowo_is_evidenced_and_nobodys_goal(cases: dict[str, Case]) -> None:
    rows = cases["jablonowo"].recommendations.set_index("recommendation")
    assert rows.loc["goal-transport", "title"] == "Rozważyć wpisanie celu do strategii: transport publiczny"


def test_lwowek_is_advised_only_what_the_source_says(cases: dict[str, Case]) -> None:
    case = cases["lwowek"]
    proposals = set(case.coverage.query("proposal != ''")["action"]) - {""}
    changes = case.recommendations.query("type == 'programme_change'")["title"].str.partition(": ")[2]
    assert set(changes) <= proposals | {"to, co uczestnicy uznali za dobre"}


def test_a_partnership_without_findings_has_no_chapter(cases: dict[str, Case], monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases["swilcza"]
    empty = case.recommendations.iloc[:0]
    monkeypatch.setattr(type(case), "_read", lambda _, name: empty if name == "recommendations" else pd.DataFrame())
    case.__dict__.pop("recommendations", None)
    with pytest.raises(NotDelivered):
        actions.show(case)
    case.__dict__.pop("recommendations", None)

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from diagnoza.flows.from_survey import balances_from_survey, from_survey
from diagnoza.surveys.places_of_use import places_of_use
from diagnoza.tables.flows import OUTSIDE, SurveyBalances, SurveyFlows
from flow_samples import A, B, C
from weighted_samples import ask, cleaned

MEMBERS = [A, B, C]
ENDS = [*MEMBERS, OUTSIDE]
PEOPLE = pd.Series({A: 4000.0, B: 2000.0, C: 1000.0})


def estimate(origin: str, answer: str, value: float, n: int = 120, status: str = "shown", **more: Any) -> dict[str, Any]:
    keys = {"survey": "residents", "question": "where_library", "answer": answer, "group": "gmina", "category": origin}
    low, high = proportion_confint(round(n * value), n, method="wilson")
    figures = (
        {"value": value, "low": low, "high": high} if status in {"shown", "small"} else dict.fromkeys(["value", "low", "high"], np.nan)
    )
    return keys | figures | {"n": n, "status": status} | more


def asked(counts: dict[str, list[int]]) -> pd.DataFrame:
    """Respondents by where they live and use a service: A, B, C, OUT, no place."""
    rows = [(origin, place) for origin, row in counts.items() for place, n in zip([*ENDS, ""], row, strict=True) for _ in range(n)]
    table = pd.DataFrame(rows, columns=["teryt", "place"])
    return table.assign(respondent=range(len(table)), weight=1.0, service="library")


def told(people: pd.DataFrame, **statuses: str) -> pd.DataFrame:
    """Publish the shares of respondents; a status by origin."""
    rows = []
    for origin, own in people[people["place"].ne("")].groupby("teryt"):
        for place in ENDS:
            status = statuses.get(str(origin), "shown")
            rows.append(estimate(str(origin), "outside" if place == OUTSIDE else place, own["place"].eq(place).mean(), len(own), status))
    table = pd.DataFrame(rows).astype({"n": "Int64"})
    return pd.DataFrame(SurveyFlows.validate(from_survey(table, MEMBERS)))


def balanced(people: pd.DataFrame, published: pd.DataFrame, **more: Any) -> pd.DataFrame:
    return pd.DataFrame(SurveyBalances.validate(balances_from_survey(people, published, PEOPLE, **more))).set_index("unit")


# Flows -----------------------------------------------------------------------------------------------------------------------


def test_flows_are_the_published_shares_and_say_nothing_else() -> None:
    rows = [
        *(estimate(A, answer, value) for answer, value in ((A, 0.7), (B, 0.1), (C, 0.0), ("outside", 0.2))),
        *(estimate(B, answer, 0.5, 60, status) for answer, status in ((A, "small"), (B, "protected"), ("outside", "small"))),
        *(estimate(C, answer, 0.5, 29, "base") for answer in (A, B)),
        estimate(A, "missing:online", 0.1),
        estimate(A, A, 0.9, group="sex", category="male"),
        estimate("", A, 0.9, group="all"),
        estimate(A, "regularly", 0.9, question="use_library"),
    ]
    table = SurveyFlows.validate(from_survey(pd.DataFrame(rows).astype({"n": "Int64"}), MEMBERS)).set_index(["origin", "destination"])
    assert len(table) == 9
    assert table["share"].dropna().to_dict() == {(A, A): 0.7, (A, B): 0.1, (A, C): 0.0, (A, OUTSIDE): 0.2, (B, A): 0.5, (B, OUTSIDE): 0.5}
    assert table["status"].to_dict()[B, B] == "protected"
    assert set(table.loc[C, "status"]) == {"few"}
    assert table.loc[(A, C), "high"] > 0.02


def test_below_thirty_respondents_there_is_no_flow_whatever_the_survey_allows() -> None:
    rows = [estimate(A, A, 0.5, 29, "small"), estimate(A, B, 0.5, 30, "small")]
    table = from_survey(pd.DataFrame(rows).astype({"n": "Int64"}), MEMBERS)
    assert table["status"].tolist() == ["few", "small"]
    assert table.loc[0, ["share", "low", "high"]].isna().all()


def test_no_estimates_are_no_flows() -> None:
    none = pd.DataFrame([estimate(A, A, 0.5)]).astype({"n": "Int64"}).head(0)
    assert from_survey(none, MEMBERS).empty
    assert balances_from_survey(asked({A: [1, 0, 0, 0, 0]}), from_survey(none, MEMBERS), PEOPLE).empty


# Places of use ---------------------------------------------------------------------------------------------------------------


def test_only_a_municipality_and_outside_are_places() -> None:
    frame = pd.DataFrame(
        {"gmina": [A, A, B, "", "outside"], "where_library": [A, "outside", "online", B, "-8"], "where_bus": ["", B, A, "-8", B]}
    )
    questions = [ask("gmina", "place", MEMBERS), ask("where_library", "place", MEMBERS), ask("where_bus", "place", MEMBERS)]
    table = places_of_use(cleaned(questions, frame), pd.Series([1.0, 2, 3, 4, 5]), ["library", "bus", "clinic"])
    assert table["place"].tolist() == [A, OUTSIDE, "", B, "", "", B, A, "", B]
    assert table["teryt"].tolist() == [A, A, B, "", ""] * 2
    assert table["weight"].tolist() == [1, 2, 3, 4, 5] * 2
    assert places_of_use(cleaned(questions, frame), pd.Series(1.0, index=frame.index), ["clinic"]).empty


# Balances --------------------------------------------------------------------------------------------------------------------

COUNTS = {A: [160, 20, 0, 20, 0], B: [60, 90, 30, 20, 0], C: [20, 40, 120, 20, 0]}


def test_balances_by_hand_each_municipality_with_its_inhabitants() -> None:
    people = asked(COUNTS)
    table = balanced(people, told(people))
    leave = {A: 4000 * 20 / 200, B: 2000 * 90 / 200, C: 1000 * 60 / 200}
    come = {A: 2000 * 60 / 200 + 1000 * 20 / 200, B: 4000 * 20 / 200 + 1000 * 40 / 200, C: 2000 * 30 / 200}
    expected = {unit: round((come[unit] - leave[unit]) / PEOPLE[unit], 2) for unit in MEMBERS}
    assert table["balance"].to_dict() == pytest.approx(expected)
    assert sum(come.values()) == sum(leave.values())
    assert (table["low"] < table["balance"]).all()
    assert (table["balance"] < table["high"]).all()


def test_who_does_not_use_a_service_scales_flows_down_and_weights_count() -> None:
    people = asked(COUNTS | {A: [160, 20, 0, 20, 200]})
    table = balanced(people, told(people))
    assert table.loc[A, "balance"] == round((700 - 200) / 2000, 2)
    weighted = people.assign(weight=np.where(people["place"].eq(""), 3.0, 1.0))
    assert balanced(weighted, told(people)).loc[A, "balance"] == round((700 - 100) / 1000, 2)


def test_limits_agree_with_the_formula_of_variance() -> None:
    people = asked(COUNTS)
    table = balanced(people, told(people), draws=4000)
    shares = {origin: np.array(row[:4]) / 200 for origin, row in COUNTS.items()}
    for at, unit in enumerate(MEMBERS):
        away = sum(shares[unit][:3]) - shares[unit][at]
        variance = PEOPLE[unit] ** 2 * away * (1 - away) / 199
        variance += sum(PEOPLE[i] ** 2 * shares[i][at] * (1 - shares[i][at]) / 199 for i in MEMBERS if i != unit)
        half = (table.loc[unit, "high"] - table.loc[unit, "low"]) / 2
        # A sends nobody to C: its limits are wider by what 200 respondents leave open
        still = {A: 4000 * 0.0188, B: 0.0, C: 4000 * 0.0188}[unit]  # 1.96² / (200 + 1.96²)
        assert half == pytest.approx(np.hypot(1.96 * np.sqrt(variance), still) / PEOPLE[unit], rel=0.1, abs=0.006)


def test_where_all_stay_at_home_the_balance_is_0_and_not_certain() -> None:
    people = asked({A: [60, 0, 0, 0, 0], B: [0, 60, 0, 0, 0], C: [0, 0, 60, 0, 0]})
    table = balanced(people, told(people))
    assert table["balance"].eq(0).all()
    assert (table["low"] < -0.02).all()
    assert (table["high"] > 0.02).all()


def test_a_balance_needs_all_shares_it_is_made_of() -> None:
    people = asked(COUNTS)
    table = balanced(people, told(people, **{B: "protected"}))
    assert table["status"].eq("protected").all()
    assert table[["balance", "low", "high"]].isna().all(axis=None)
    assert balanced(people, told(people, **{B: "base"}))["status"].eq("few").all()
    assert balanced(people, told(people, **{B: "small"}))["status"].eq("small").all()
    one = told(people)
    hidden = one["origin"].eq(A) & one["destination"].eq(C)
    one = one.assign(status=one["status"].mask(hidden, "protected"))
    assert balanced(people, one)["status"].to_dict() == {A: "shown", B: "shown", C: "protected"}


def test_draws_are_seeded_and_do_not_hang_on_the_order_of_rows() -> None:
    people = asked(COUNTS)
    published = told(people)
    first = balanced(people, published)
    pd.testing.assert_frame_equal(first, balanced(people.sample(frac=1, random_state=1), published))
    assert not first.equals(balanced(people, published, seed=3))

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from diagnoza.errors import NotApplicable
from diagnoza.services.disagreement import disagreements
from diagnoza.services.gap import FEW_ANSWERS, NO_INVENTORY, NO_SCORE, NOT_ASKED, gaps
from diagnoza.services.perception import perceive, publish
from diagnoza.services.servqual import servqual
from diagnoza.survey_params import Minimum
from diagnoza.tables import gaps as tables
from gap_samples import MINIMUM, NO_DATA, PEOPLE, A, B, C, assess, keeps, random_ratings, ratings, row, supply

NAN = float("nan")
EDUCATION = pd.concat(
    [
        # A: 30 users, 20 at 100 and 10 at 50, S = 2500/30; 10 would-be users, u = 1/4; N = 62.5. Importance: 30 at 100, 10 at 75.
        # B: 35 users at 25; 5 would-be users, u = 1/8; N = 21.875. All: S = (2500 + 875)/65, u = 15/80, N = 42.1875
        ratings(
            "kindergarten",
            [
                (20, A, 5, 5, "regularly"),
                (10, A, 5, 3, "sometimes"),
                (10, A, 4, NAN, "unmet"),
                (35, B, 5, 2, "regularly"),
                (5, B, 5, 4, "unmet"),
            ],
        ),
        # A: 40 users at 75, of whom 10 without an opinion. B: 29 users at 75 and 11 who need no school: a base of 29
        ratings(
            "primary_school",
            [(30, A, 4, 4, "regularly"), (10, A, 4, NAN, "regularly"), (29, B, 3, 4, "regularly"), (11, B, 3, NAN, "not_needed")],
        ),
    ]
)
SUPPLY = supply(
    {
        (A, "kindergarten"): 80,
        (B, "kindergarten"): 40,
        (A, "primary_school"): 45,
        (B, "primary_school"): NAN,
        (A, "nursery"): 70,
        (A, "rail"): NAN,
    }
)


# One sector by hand ----------------------------------------------------------------------------------------------------------


def test_needs_are_met_as_far_as_users_are_content_and_nobody_is_left_out() -> None:
    _, perception, _, _ = assess(EDUCATION, SUPPLY)
    keeps(perception, tables.Perception)
    here = row(perception, teryt=A, service="kindergarten")
    assert dict(here[["importance", "needs_met", "satisfaction", "unmet"]]) == {
        "importance": 94,
        "needs_met": 63,
        "satisfaction": 83,
        "unmet": 0.25,
    }
    assert dict(row(perception, teryt=B, service="kindergarten")[["importance", "needs_met", "satisfaction"]]) == {
        "importance": 100,
        "needs_met": 22,
        "satisfaction": 25,
    }
    assert row(perception, teryt="", service="kindergarten")["needs_met"] == 42


def test_a_user_without_an_opinion_is_no_unmet_need() -> None:
    _, perception, _, _ = assess(EDUCATION, SUPPLY)
    school = row(perception, teryt=A, service="primary_school")
    assert (school["needs_met"], school["unmet"], school["n_needs"], school["n_importance"]) == (75, 0, 30, 40)


def test_the_gap_of_one_sector_by_hand() -> None:
    _, _, found, weighed = assess(EDUCATION, SUPPLY)
    keeps(found, tables.Gaps)
    keeps(weighed, tables.Priorities)
    kinds = found.set_index(["teryt", "service"])[["supply", "needs_met", "quality_gap", "kind"]]
    assert list(kinds.loc[(A, "kindergarten")]) == [80, 63, 17, "strength"]
    assert list(kinds.loc[(B, "kindergarten")]) == [40, 22, 18, "resource"]
    assert list(kinds.loc[(A, "primary_school")]) == [45, 75, -30, "verify"]
    # the partnership: Z = (3000 · 80 + 1000 · 40) / 4000 = 70, N = 42
    assert list(kinds.loc[("", "kindergarten")]) == [70, 42, 28, "organisation"]
    values = weighed.set_index(["teryt", "service"])["value"]
    assert values[A, "kindergarten"] == 29.1  # 94 · (94 - 63) / 100 = 29.14
    assert values[B, "kindergarten"] == 78  # 100 · (100 - 22) / 100
    assert values[A, "primary_school"] == 0  # 75 · (75 - 75) / 100


def test_what_is_not_known_is_not_assessed_and_says_why() -> None:
    _, _, found, weighed = assess(EDUCATION, SUPPLY)
    for teryt, service, reason in [
        (B, "primary_school", f"{NO_DATA}; {FEW_ANSWERS}"),
        ("", "rail", f"{NO_SCORE}; {NOT_ASKED}"),
        (A, "nursery", NOT_ASKED),
        (B, "nursery", f"{NO_INVENTORY}; {NOT_ASKED}"),
    ]:
        here = row(found, teryt=teryt, service=service)
        assert (here["kind"], here["reason"], here["sure"]) == ("unassessed", reason, False)
        there = row(weighed, teryt=teryt, service=service)
        assert there["reason"] == reason
        assert there[["value", "low", "rank_low", "tie"]].isna().all()


def test_a_kind_is_sure_only_where_both_ranges_keep_clear_of_the_thresholds() -> None:
    perception = publish(perceive(EDUCATION), MINIMUM)
    narrow, wide = (gaps(perception, supply({(B, "kindergarten"): 40}, width), PEOPLE) for width in (5, 15))
    assert row(narrow, teryt=B, service="kindergarten")["sure"]
    assert not row(wide, teryt=B, service="kindergarten")["sure"]
    lower = gaps(perception, supply({(B, "kindergarten"): 40}), PEOPLE, supply_from=40, needs_from=22)
    assert row(lower, teryt=B, service="kindergarten")["kind"] == "strength"


def test_a_score_of_one_part_has_no_range_and_may_still_be_sure() -> None:
    scores = supply({(B, "kindergarten"): 40}).assign(low=NAN, high=NAN)
    found = gaps(publish(perceive(EDUCATION), MINIMUM), scores, PEOPLE)
    here = row(found, teryt=B, service="kindergarten")
    assert (here["supply_low"], here["supply_high"], here["sure"]) == (40, 40, True)


def test_one_municipality_is_its_partnership() -> None:
    alone = EDUCATION[EDUCATION["teryt"].eq(A)]
    _, _, found, _ = assess(alone, SUPPLY[SUPPLY["teryt"].eq(A)], PEOPLE[[A]])
    sides = [found[found["teryt"].eq(unit)].set_index("service")[["supply", "needs_met", "kind"]] for unit in ("", A)]
    pd.testing.assert_frame_equal(*sides)


# Chance and invariance -------------------------------------------------------------------------------------------------------


def test_intervals_agree_with_the_normal_ones_of_a_mean() -> None:
    random = np.random.default_rng(1)
    answers = random.choice([1.0, 2, 3, 4, 5], 400)
    table = ratings("bus", [(1, A, value, value, "regularly") for value in answers])
    here = row(publish(perceive(table), MINIMUM), teryt=A, service="bus")
    half = stats.norm.ppf(0.975) * stats.sem(25 * (answers - 1))
    assert here["needs_high"] - here["needs_low"] == pytest.approx(2 * half, abs=1.2)


def test_the_variance_of_samples_is_that_of_a_small_sample() -> None:
    table = ratings("bus", [(1, A, value, 5.0, "regularly") for value in (1.0, 2, 2, 5)])
    drawn = perceive(table, replicates=40_000).importance[1:, 0, 0]
    assert drawn.std() == pytest.approx(stats.sem([0, 25, 25, 100]), rel=0.02)


@pytest.mark.parametrize("seed", range(3))
def test_doubled_weights_and_another_order_of_rows_change_nothing(seed: int) -> None:
    table = random_ratings(seed)
    scores = supply({(unit, service): 10.0 * at for at, (unit, service) in enumerate((u, s) for u in (A, B) for s in ("bus", "rail"))}, 4)
    told = assess(table, scores)[1:]
    for other in (
        table.assign(weight=table["weight"] * 2),
        table.assign(weight=table["weight"] * 7.3),
        table.sample(frac=1, random_state=seed),
    ):
        for one, again in zip(told, assess(other, scores.sample(frac=1, random_state=seed))[1:], strict=True):
            pd.testing.assert_frame_equal(one, again)


def test_a_partner_who_joins_changes_the_partnership_and_no_other_partner() -> None:
    table = random_ratings(1)
    scores = supply({(unit, "bus"): score for unit, score in ((A, 20), (B, 80), (C, 90))})
    people = pd.Series({A: 3000, B: 1000, C: 2000})
    before = assess(table[table["teryt"].ne(C)], scores[scores["teryt"].ne(C)], people[[A, B]])[1:]
    after = assess(table, scores, people)[1:]
    for old, new in zip(before, after, strict=True):
        partners = [one[one["teryt"].isin([A, B])].reset_index(drop=True) for one in (old, new)]
        pd.testing.assert_frame_equal(*partners)
    assert [row(found, teryt="", service="bus")["supply"] for found in (before[1], after[1])] == [35, pytest.approx(53.3)]


def test_people_of_unknown_municipality_count_in_the_partnership_only() -> None:
    table = ratings("bus", [(40, A, 5, 5, "regularly"), (40, "", 1, 1, "regularly")])
    told = publish(perceive(table), MINIMUM).set_index("teryt")["needs_met"]
    assert dict(told) == {"": 50, A: 100}


def test_answers_nobody_can_place_are_refused() -> None:
    table = random_ratings(0)
    for wrong, message in [
        (table.assign(weight=0.0), "above 0"),
        (table.assign(use="often"), "unknown answers"),
        (table.assign(importance=6.0), "1 to 5"),
        (pd.concat([table, table.head(1)]), "duplicate"),
        (pd.concat([table, table.head(1).assign(teryt=B, service="nursery")]), "two municipalities"),
    ]:
        with pytest.raises(ValueError, match=message):
            perceive(wrong)


# What may be published -------------------------------------------------------------------------------------------------------


def test_small_bases_are_left_out_or_marked_and_bases_are_told_in_tens() -> None:
    table = ratings("bus", [(29, A, 5, 5, "regularly"), (47, B, 5, 5, "regularly")])
    told = publish(perceive(table), MINIMUM).set_index("teryt")
    assert dict(told["status"]) == {"": "small", A: "base", B: "small"}
    assert told.loc[A, ["importance", "needs_met", "needs_low", "n_needs", "unmet"]].isna().all()
    assert told.loc[B, "n_needs"] == 40


@pytest.mark.parametrize(("users", "unmet", "status"), [(36, 4, "small"), (4, 36, "protected"), (35, 5, "small")])
def test_an_unmet_need_of_few_people_is_not_told(users: int, unmet: int, status: str) -> None:
    table = ratings("bus", [(users, A, 5, 4, "regularly"), (unmet, A, 5, NAN, "unmet")])
    told = row(publish(perceive(table), MINIMUM), teryt=A, service="bus")
    assert told["status"] == status
    assert told[["unmet", "satisfaction"]].isna().all() == (min(users, unmet) < MINIMUM.cell)
    assert pd.isna(told["needs_met"]) == (status == "protected")


def test_what_the_survey_hides_and_what_is_sensitive_is_hidden_here() -> None:
    perceived = perceive(ratings("bus", [(33, A, 5, 4, "regularly"), (7, A, 5, NAN, "unmet")]))
    assert row(publish(perceived, MINIMUM), teryt=A, service="bus")["unmet"] == pytest.approx(0.18)
    for told in (publish(perceived, MINIMUM, withheld=[(A, "bus")]), publish(perceived, MINIMUM, sensitive=["bus"])):
        here = row(told, teryt=A, service="bus")
        assert here[["unmet", "unmet_high", "satisfaction"]].isna().all()
        assert here["needs_met"] == 62  # 33 · 75 / 40


# SERVQUAL, officials, leaders ------------------------------------------------------------------------------------------------


def test_servqual_takes_pairs_only_and_is_not_the_quality_gap() -> None:
    table = ratings("office", [(30, A, NAN, NAN, ""), (20, A, NAN, NAN, ""), (10, A, NAN, NAN, "")])
    expectation = [5.0] * 30 + [5.0] * 20 + [NAN] * 10
    performance = [4.0] * 30 + [NAN] * 20 + [1.0] * 10
    found = keeps(servqual(table.assign(expectation=expectation, performance=performance), MINIMUM), tables.Servqual)
    here = row(found, teryt=A)
    assert (here["value"], here["n"], here["status"]) == (-1, 30, "small")


def test_servqual_of_a_service_is_the_mean_of_its_dimensions() -> None:
    people = ratings("office", [(40, A, NAN, NAN, "")]).assign(expectation=5.0)
    items = [
        people.assign(dimension="empathy", performance=2.0),
        people.assign(dimension="empathy", performance=4.0),
        people.assign(dimension="tangibles", performance=5.0),
    ]
    found = servqual(pd.concat(items), MINIMUM)
    values = found[found["teryt"].eq(A)].set_index("dimension")["value"]
    assert dict(values) == {"": -1, "empathy": -2, "tangibles": 0}


def test_without_both_questions_there_is_no_servqual() -> None:
    with pytest.raises(NotApplicable, match="luki SERVQUAL nie obliczono"):
        servqual(random_ratings(0), MINIMUM)
    with pytest.raises(NotApplicable):
        servqual(random_ratings(0).assign(expectation=NAN, performance=3.0), MINIMUM)


def test_bases_follow_the_survey() -> None:
    table = ratings("office", [(20, A, NAN, NAN, "")]).assign(expectation=5.0, performance=4.0)
    assert servqual(table, Minimum(base=10))["status"].eq("small").all()
    assert servqual(table, MINIMUM)["value"].isna().all()


def test_groups_chosen_on_purpose_are_compared_in_words_only() -> None:
    residents = pd.DataFrame({"service": ["bus", "rail"], "value": [0.35, NAN], "low": [0.3, NAN], "high": [0.4, NAN]})
    others = pd.DataFrame(
        {
            "service": ["bus", "bus", "rail"],
            "who": ["leaders", "officials", "leaders"],
            "n": [22, 120, 18],
            "count": [12, NAN, 9],
            "value": [NAN, 0.6, NAN],
            "low": [NAN, 0.5, NAN],
            "high": [NAN, 0.7, NAN],
        }
    )
    found = keeps(disagreements(residents, others), tables.Disagreements)
    leaders = row(found, who="leaders", service="bus")
    assert pd.isna(leaders["difference"])
    assert (
        leaders["text"] == "ocena liderów: dobrze ocenia 12 z\u00a022\u00a0osób (dobór celowy, bez odsetków); mieszkańcy: 35% ocen dobrych"
    )
    officials = row(found, who="officials", service="bus")
    width = (0.1**2 + 0.05**2) ** 0.5
    assert list(officials[["difference", "low", "high"]]) == pytest.approx([0.25, 0.25 - width, 0.25 + width])
    assert officials["text"].endswith("różnica +25\u00a0p.p.")
    assert row(found, who="leaders", service="rail")["text"].endswith("mieszkańcy: brak wyniku")

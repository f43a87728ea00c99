from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import polars as pl
import pytest
import svy
from scipy import stats
from statsmodels.stats.multitest import multipletests

from diagnoza.surveys.codebook import Base, Missing
from diagnoza.surveys.estimates.compare import compare, confront, holm
from diagnoza.surveys.estimates.estimate import estimate
from diagnoza.surveys.estimates.items import ends
from diagnoza.surveys.weighting.weigh import Weights, weigh
from diagnoza.tables import surveys as tables
from weighted_samples import NAMES, ask, cleaned, figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.codebook import Question

BOBROWO, ZBICZNO = NAMES.index
DONT_KNOW = (Missing(code="-8", label="Trudno powiedzieć", kind="dont_know"),)
SCALE = ask("place_good", "scale", "12345", direction="up", missing=DONT_KNOW)
PLACE = ask("gmina", "place")


def estimated(questions: Sequence[Question], columns: dict[str, list[str]], **declared: object) -> pd.DataFrame:
    survey = cleaned(questions, pd.DataFrame(columns), **declared)
    return estimate(survey, weigh(survey, None, None, NAMES))


def large(n: int = 400, seed: int = 1, **declared: object) -> tuple[Cleaned, Weights]:
    """Make a survey in two municipalities, raked to their adults."""
    random = np.random.default_rng(seed)
    place = random.choice(NAMES.index, n, p=[0.7, 0.3])
    scale = np.where(random.random(n) < 0.1, "-8", random.choice(list("12345"), n)).astype(object)
    scale[random.random(n) < 0.1] = ""
    bus = np.where(random.random(n) < np.where(place == BOBROWO, 0.6, 0.3), "yes", "no")
    poor = random.choice(["1", "2", "3", ""], n)
    frame = pd.DataFrame({"gmina": place, "place_good": scale, "bus": bus, "poor": poor})
    questions = [
        PLACE,
        SCALE.model_copy(update={"common": True}),
        ask("bus", "single", ["yes", "no"], common=True),
        ask("poor", "scale", "123", direction="down"),
    ]
    survey = cleaned(questions, frame, **declared)
    return survey, weigh(survey, None, pd.Series({BOBROWO: 4000, ZBICZNO: 5000}), NAMES)


# What is counted -------------------------------------------------------------------------------------------------------------


def test_shares_of_a_scale_leave_out_who_does_not_know_but_tell_how_many() -> None:
    table = estimated([SCALE], {"place_good": ["5", "4", "1", "3", "-8", ""]})
    top = figure(table, "place_good", "top2")
    assert (top["value"], top["n"], top["count"]) == (0.5, 4, 2)
    assert figure(table, "place_good", "mean")["value"] == 13 / 4
    unknown = figure(table, "place_good", "missing:-8")
    assert (unknown["value"], unknown["n"], unknown["count"]) == (0.2, 5, 1)


@pytest.mark.parametrize(
    ("codes", "direction", "best", "worst"),
    [
        ("12345", "up", {"5", "4"}, {"1", "2"}),
        ("1234", "down", {"1", "2"}, {"3", "4"}),
        ("123", "up", {"3"}, {"1"}),
        ("321", "down", {"1"}, {"3"}),
    ],
)
def test_the_best_answers_of_a_scale(codes: str, direction: str, best: set[str], worst: set[str]) -> None:
    assert tuple(map(set, ends(ask("q", "scale", codes, direction=direction)))) == (best, worst)


def test_of_several_options_the_base_is_who_chose_any() -> None:
    question = ask("info", "multiple", ["web", "press", "none"], missing=DONT_KNOW)
    columns = {
        "info__web": [1, 1, 0, 0, None],
        "info__press": [1, 0, 0, 0, None],
        "info__none": [0, 0, 1, 0, None],
        "info__missing": ["", "", "", "-8", ""],
    }
    survey = cleaned([question], pd.DataFrame(columns).astype(dict.fromkeys(list(columns)[:3], "Int64")))
    table = estimate(survey, weigh(survey, None, None, NAMES))
    assert [figure(table, "info", code)["value"] for code in question.codes] == pytest.approx([2 / 3, 1 / 3, 1 / 3])
    assert (figure(table, "info", "missing:-8")["n"], figure(table, "info", "missing:-8")["value"]) == (4, 0.25)


def test_who_was_not_asked_does_not_count() -> None:
    where = ask("where", "single", ["a", "b"], base=Base(question="bus", codes=("yes",)))
    table = estimated([ask("bus", "single", ["yes", "no"]), where], {"bus": ["yes", "yes", "no", ""], "where": ["a", "b", "a", "a"]})
    assert figure(table, "where", "a")["n"] == 2


def test_a_place_outside_the_partnership_is_one_answer() -> None:
    table = estimated([PLACE], {"gmina": [BOBROWO, BOBROWO, "outside", ""]}, groups=()).set_index("answer")
    assert table["value"].to_dict() == pytest.approx({BOBROWO: 2 / 3, "outside": 1 / 3})  # of Zbiczno, which nobody named, nothing is told


def test_numbers_have_a_mean_and_a_median_without_an_interval() -> None:
    table = estimated([ask("minutes", "number")], {"minutes": ["10", "20", "60", ""]})
    assert figure(table, "minutes", "mean")["value"] == 30
    median = figure(table, "minutes", "median")
    assert median["value"] == 20
    assert median[["se", "low", "high"]].isna().all()


def test_open_answers_have_no_estimates() -> None:
    assert estimated([ask("change", "text")], {"change": ["więcej autobusów"]}).empty


# Groups ----------------------------------------------------------------------------------------------------------------------


def test_joined_answers_make_one_group_and_stay_apart_for_all() -> None:
    age = ask("age_group", "single", ["18_59", "60_69", "70_plus"])
    join = ({"question": "age_group", "codes": ("60_69", "70_plus"), "code": "60_plus", "label": "60 lat lub więcej"},)
    table = estimated(
        [age, PLACE, SCALE],
        {"age_group": ["18_59", "60_69", "70_plus", ""], "gmina": [BOBROWO] * 4, "place_good": list("5511")},
        join=join,
        groups=("age_group", "gmina"),
    )
    assert figure(table, "place_good", "top2", "age_group", "60_plus")["value"] == 0.5
    assert set(table.loc[(table["question"] == "age_group") & (table["group"] == "gmina"), "answer"]) == {"18_59", "60_plus"}
    assert set(table.loc[(table["question"] == "age_group") & (table["group"] == "all"), "answer"]) == set(age.codes)


def test_those_whose_category_is_unknown_are_counted_and_not_estimated() -> None:
    table = estimated([PLACE, SCALE], {"gmina": [BOBROWO, "", "outside"], "place_good": list("511")})
    row = figure(table, "place_good", "bottom2", "gmina", "unknown")
    assert (row["n"], row["count"]) == (2, 2)
    assert row[["value", "se", "low", "high"]].isna().all()


def test_those_at_risk_the_others_and_the_unknown_are_all() -> None:
    poor = ask("poor", "single", ["1", "2", "3"])
    risk = ({"id": "poor", "label": "W złej sytuacji", "question": "poor", "codes": ("1", "2")},)
    table = estimated([poor, SCALE], {"poor": ["1", "2", "3", ""], "place_good": list("5411")}, at_risk=risk, groups=())
    found = table[(table["group"] == "at_risk") & (table["answer"] == "top2")].set_index("category")
    assert found["count"].to_dict() == {"poor": 2, "other:poor": 0, "unknown:poor": 0}


def test_without_careless_answers_only_one_figure_of_a_question_is_given() -> None:
    frame = pd.DataFrame({"place_good": list("5111")})
    survey = cleaned([SCALE], frame, pd.DataFrame({"Zbyt szybko": [True, False, False, False]}))
    table = estimate(survey, weigh(survey, None, None, NAMES))
    found = table[table["group"] == "unflagged"]
    assert found[["answer", "n", "value"]].to_numpy().tolist() == [["top2", 3, 0.0]]


def test_a_purposive_survey_gives_counts_only() -> None:
    table = estimated([SCALE], {"place_good": list("5511")}, design="purposive")
    assert figure(table, "place_good", "top2")["count"] == 2
    assert table[["value", "se", "low", "high", "n_eff"]].isna().all(axis=None)
    assert "mean" not in set(table["answer"])


# Precision -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answers", "low", "high"), [("11111111", 0.0, "upper"), ("55555555", "lower", 1.0)])
def test_nobody_and_everybody_of_eight_by_clopper_and_pearson(answers: str, low: float | str, high: float | str) -> None:
    row = figure(estimated([SCALE], {"place_good": list(answers)}), "place_good", "top2")
    exact = 1 - 0.025 ** (1 / 8)  # (1 - p)^8 = 0.025
    assert (row["low"], row["high"]) == pytest.approx((0 if low == 0 else 1 - exact, 1 if high == 1 else exact))


def test_one_respondent_has_no_interval() -> None:
    row = figure(estimated([SCALE], {"place_good": ["5"]}), "place_good", "top2")
    assert row["value"] == 1
    assert row[["low", "high"]].isna().all()


def test_a_census_that_everybody_answered_has_no_error() -> None:
    table = estimated([SCALE], {"place_good": list("5511")}, design="census_attempt", population=4)
    assert figure(table, "place_good", "mean")["se"] == 0


def test_a_share_that_weighting_holds_has_no_interval() -> None:
    survey, weights = large()
    row = figure(estimate(survey, weights), "gmina", ZBICZNO)
    assert row[["value", "low", "high"]].tolist() == pytest.approx([5 / 9] * 3)
    assert row["se"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_svy_says_the_same(seed: int) -> None:
    survey, weights = large(seed=seed)
    table = estimate(survey, weights)
    known = survey.frame["place_good"].where(survey.frame["place_good"].isin(list("12345")))
    frame = pl.DataFrame(
        {
            "gmina": survey.frame["gmina"].tolist(),
            "bus": survey.frame["bus"].tolist(),
            "q": [one if one in set("12345") else None for one in known],
            "w": 1.0,
        }
    ).with_columns(x=pl.col("q").cast(pl.Float64))
    raked = svy.Sample(frame, svy.Design(wgt="w")).weighting.rake(controls={"gmina": {BOBROWO: 4000.0, ZBICZNO: 5000.0}}, tol=1e-10)
    shares = raked.estimation.prop("q", by="gmina", ci_method="korn-graubard", drop_nulls=True).to_polars().to_pandas()
    for _, row in shares.iterrows():
        ours = figure(estimate_codes(survey, weights, row["gmina"]), "q", row["q"])
        assert ours[["value", "se"]].tolist() == pytest.approx(row[["est", "se"]].tolist(), rel=1e-8)
        assert ours[["low", "high"]].tolist() == pytest.approx(row[["lci", "uci"]].tolist(), rel=1e-6)
    means = raked.estimation.mean("x", by="gmina", drop_nulls=True).to_polars().to_pandas()
    for _, row in means.iterrows():
        ours = figure(table, "place_good", "mean", "gmina", row["gmina"])
        assert ours[["value", "se"]].tolist() == pytest.approx(row[["est", "se"]].tolist(), rel=1e-8)
        half = stats.t.ppf(0.975, ours["n"] - 1) * row["se"]  # svy counts degrees of freedom of all municipalities for each
        assert ours[["low", "high"]].tolist() == pytest.approx([row["est"] - half, row["est"] + half], rel=1e-8)
    ours = compare(survey, weights)[1].set_index("question")
    for question, name, close in (
        ("bus", "bus", 1e-8),
        ("place_good", "q", 2e-3),
    ):  # svy drops who did not answer from the design, R does not
        test = raked.categorical.tabulate(name, "gmina", drop_nulls=True).stats.f
        expected = [test.value, test.df_num, test.df_den, test.p_value]
        assert ours.loc[question, ["f", "df1", "df2", "p"]].tolist() == pytest.approx(expected, rel=close)


def estimate_codes(survey: Cleaned, weights: Weights, place: str) -> pd.DataFrame:
    """Estimate the shares of single answers in a municipality, as of a question of kind single."""
    answers = survey.frame["place_good"].where(survey.frame["place_good"].isin(list("12345")), "")
    single = cleaned([PLACE, ask("q", "single", "12345")], survey.frame[["gmina"]].assign(q=answers))
    table = estimate(single, weights)
    return table[table["category"] == place].assign(group="all", category="")


def test_weights_multiplied_by_a_constant_change_nothing() -> None:
    survey, weights = large()
    tenfold = Weights(**{**vars(weights), "weights": weights.weights * 10})
    columns = ["value", "se", "low", "high", "n_eff"]
    np.testing.assert_allclose(
        estimate(survey, tenfold)[columns].astype(float), estimate(survey, weights)[columns].astype(float), atol=1e-10
    )


# Differences -----------------------------------------------------------------------------------------------------------------


def test_two_municipalities_differ_by_the_same_either_way() -> None:
    differences = compare(*large())[0]
    one, other = (figure(differences, "bus", "yes", "gmina", place) for place in NAMES.index)
    assert one["value"] == pytest.approx(-other["value"])
    assert one[["se", "p"]].tolist() == pytest.approx(other[["se", "p"]].tolist())
    assert one["value"] > 0
    assert one["n"] == other["n_other"]
    table = estimate(*large())
    shares = [figure(table, "bus", "yes", "gmina", place)["value"] for place in NAMES.index]
    assert one["effect"] == pytest.approx(2 * np.arcsin(np.sqrt(shares[0])) - 2 * np.arcsin(np.sqrt(shares[1])))


def test_what_describes_respondents_is_not_compared_nor_small_groups() -> None:
    survey, weights = large()
    assert "gmina" not in set(compare(survey, weights)[0]["question"])
    few, tests = compare(*large(n=50))
    assert few.empty
    assert tests.empty


def test_those_at_risk_are_compared_with_the_others_but_not_by_what_makes_them() -> None:
    risk = ({"id": "poor", "label": "W złej sytuacji", "question": "poor", "codes": ("1",)},)
    differences = compare(*large(at_risk=risk, groups=()))[0]
    assert set(differences["kind"]) == {"at_risk"}
    assert set(differences["question"]) == {"place_good", "bus"}


def test_tests_keep_their_declaration() -> None:
    tests = tables.Tests.validate(compare(*large())[1])
    assert tests.set_index("question")["p_adjusted"].loc["bus"] == pytest.approx(3 * tests["p"].min())


@pytest.mark.parametrize("seed", range(5))
def test_holm_agrees_with_statsmodels(seed: int) -> None:
    p = pd.Series(np.random.default_rng(seed).random(12) ** 4)
    family = pd.Series(list("aaaabbbbbbbc"))
    adjusted = holm(p, family)
    for name in "abc":
        assert adjusted[family == name].tolist() == pytest.approx(multipletests(p[family == name], method="holm")[1])


def test_two_surveys_are_independent_samples() -> None:
    first, other = large(seed=1), large(seed=2, id="youth")
    row = figure(confront([first, other]), "bus", "yes")
    here, there = (figure(estimate(*one), "bus", "yes") for one in (first, other))
    assert row["value"] == pytest.approx(here["value"] - there["value"])
    assert row["se"] == pytest.approx(np.hypot(here["se"], there["se"]))
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(row["value"] / row["se"]), 798), abs=1e-4)
    assert (row["kind"], row["survey"], row["other"]) == ("survey", "residents", "youth")


def test_only_common_questions_with_the_same_answers_are_confronted() -> None:
    first, other = large(seed=1), large(seed=2, id="leaders")
    assert set(confront([first, other])["question"]) == {"place_good", "bus"}
    changed = [
        question.model_copy(update={"options": question.options[:4]}) if question.id == "place_good" else question
        for question in other[0].codebook.questions
    ]
    renamed = cleaned(changed, other[0].frame, id="leaders")
    assert set(confront([first, (renamed, other[1])])["question"]) == {"bus"}


def test_a_purposive_survey_is_not_confronted() -> None:
    assert confront([large(seed=1), large(seed=2, id="leaders", design="purposive")]).empty

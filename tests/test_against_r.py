"""Weights, estimates, differences and tests are those of R's survey package; tests/r/survey_cases.R made the results."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from diagnoza.surveys.estimates.compare import compare
from diagnoza.surveys.estimates.estimate import estimate
from diagnoza.surveys.weighting.weigh import Weights, weigh
from weighted_samples import ask, cleaned, figure, margins

HERE = Path(__file__).parent / "r"
SHARES = {
    "gmina": {"A": 0.3, "B": 0.3, "C": 0.2, "D": 0.2},
    "sex": {"female": 0.52, "male": 0.48},
    "age": {"middle": 0.45, "old": 0.35, "young": 0.2},
}
NAMES = pd.Series(["Gmina A", "Gmina B", "Gmina C", "Gmina D"], index=list("ABCD"))
YES_NO = ("y", "y_missing", "never", "always")
QUESTIONS = [
    ask("gmina", "place"),
    ask("sex", "single", SHARES["sex"]),
    ask("age", "single", SHARES["age"]),
    *(ask(name, "single", ["0", "1"]) for name in (*YES_NO, "small")),
    ask("z", "single", ["1", "2", "3"]),
    *(ask(name, "number") for name in ("x", "x_missing")),
]
LOOSE = {"weight_cap": 50.0, "thin": 1, "minimum": {"base": 2}, "groups": ("gmina", "small")}
EXACT, LIMITS = 1e-8, 1e-6


@cache
def results() -> pd.DataFrame:
    return pd.read_csv(HERE / "survey_results.csv").set_index(["case", "key"])["value"].unstack("case")


def answers(*, partly: bool = False) -> pd.DataFrame:
    frame = pd.read_csv(HERE / "survey_cases.csv", dtype=str, keep_default_na=False)
    return frame.assign(sex=frame["sex_known"], age=frame["age_known"]) if partly else frame


def surveyed(
    folder: Path, *, weighted: bool = True, partly: bool = False, **declared: object
) -> tuple[pd.DataFrame, Weights, pd.DataFrame, pd.DataFrame]:
    survey = cleaned(QUESTIONS, answers(partly=partly), **{**LOOSE, **declared})
    totals = {name: {code: share * 1200 for code, share in part.items()} for name, part in SHARES.items()}
    weights = weigh(survey, margins(folder / "margins.csv", totals) if weighted else None, None, NAMES)
    return (estimate(survey, weights), weights, *compare(survey, weights))


def assert_estimate(row: pd.Series, case: str) -> None:
    expected = results()[case].dropna()
    assert row["value"] == pytest.approx(expected["value"], rel=EXACT, abs=EXACT)
    assert row["se"] == pytest.approx(expected["se"], rel=EXACT, abs=EXACT)
    for limit in {"low", "high"} & set(expected.index):
        assert row[limit] == pytest.approx(expected[limit], rel=LIMITS, abs=LIMITS)


def assert_weights(weights: Weights, case: str) -> None:
    expected = results()[case].dropna()
    expected.index = expected.index.astype(int) - 1
    assert weights.weights.to_numpy() == pytest.approx(expected.sort_index().to_numpy(), rel=EXACT)


def test_raking_to_three_margins_and_what_is_estimated_after_it(tmp_path: Path) -> None:
    table, weights, _, _ = surveyed(tmp_path)
    assert_weights(weights, "raked weights")
    assert_estimate(figure(table, "y_missing", "1"), "raked share")
    assert_estimate(figure(table, "x_missing", "mean"), "raked mean")
    for place in NAMES.index:
        assert_estimate(figure(table, "y_missing", "1", "gmina", place), f"raked share in {place}")
        assert_estimate(figure(table, "x_missing", "mean", "gmina", place), f"raked mean in {place}")


def test_six_respondents_nobody_and_everybody(tmp_path: Path) -> None:
    table = surveyed(tmp_path)[0]
    assert_estimate(figure(table, "y", "1", "small", "1"), "raked share in six")
    assert_estimate(figure(table, "never", "1", "gmina", "C"), "nobody")
    assert_estimate(figure(table, "always", "1", "gmina", "D"), "everybody")


def test_finite_populations(tmp_path: Path) -> None:
    table = surveyed(tmp_path, weighted=False, design="census_attempt", population=1200)[0]
    assert_estimate(figure(table, "y_missing", "1"), "fpc share")
    assert_estimate(figure(table, "y_missing", "1", "gmina", "B"), "fpc share in B")
    assert_estimate(figure(surveyed(tmp_path, weighted=False)[0], "y_missing", "1"), "plain share")


def test_municipalities_of_known_population_are_strata(tmp_path: Path) -> None:
    table = surveyed(tmp_path, design="census_attempt", population=1200)[0]
    assert_estimate(figure(table, "y", "1"), "stratified fpc raked share")


@pytest.mark.parametrize("place", ["A", "D"])
def test_a_municipality_against_the_rest(place: str, tmp_path: Path) -> None:
    differences = surveyed(tmp_path)[2]
    assert_estimate(figure(differences, "y_missing", "1", "gmina", place), f"difference of y_missing in {place}")
    assert_estimate(figure(differences, "x_missing", "mean", "gmina", place), f"difference of x_missing in {place}")


@pytest.mark.parametrize("question", ["z", "y"])
def test_rao_scott(question: str, tmp_path: Path) -> None:
    tests = surveyed(tmp_path)[3].set_index(["question", "group"]).loc[(question, "gmina")]
    for name, value in results()[f"test of {question}"].dropna().items():
        assert tests[name] == pytest.approx(value, rel=EXACT)


def test_who_is_known_in_some_margins_only(tmp_path: Path) -> None:
    table, weights, _, _ = surveyed(tmp_path, partly=True)
    assert_weights(weights, "partly known weights")
    assert_estimate(figure(table, "y", "1"), "partly known share in all")
    assert_estimate(figure(table, "y", "1", "gmina", "B"), "partly known share in B")


def test_a_cap(tmp_path: Path) -> None:
    table, weights, _, _ = surveyed(tmp_path, weight_cap=2.6)
    assert weights.high == pytest.approx(2.6)
    assert weights.error < 1e-9
    assert weights.capped > 0
    assert_weights(weights, "capped weights")
    assert_estimate(figure(table, "y", "1"), "capped share")
    assert_estimate(figure(table, "y", "1", "gmina", "B"), "capped share in B")


def test_a_cap_that_cannot_hold_with_the_margins_holds_and_tells_its_cost(tmp_path: Path) -> None:
    # 26 of 300 respondents from D stand for 20 %: under a cap of 2.2 they reach 26 · 2.2 / 300 = 19.07 % at most
    table, weights, _, _ = surveyed(tmp_path, weight_cap=2.2)
    assert weights.high == pytest.approx(2.2)
    after = weights.table.set_index("category")["after"]
    assert after["D"] <= 26 * 2.2 / 300
    assert weights.error >= 0.2 - after["D"]
    assert weights.constraints.shape[1] == 0  # no gain of precision from margins that are not met
    assert figure(table, "y", "1")["se"] > 0

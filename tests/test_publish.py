from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from diagnoza.survey_params import AtRisk, Joined, Minimum, Survey
from diagnoza.surveys import withheld
from diagnoza.surveys.codebook import Codebook, Option, Question
from diagnoza.surveys.publish import publish, publish_differences, publish_tests
from diagnoza.tables import surveys as declared
from diagnoza.tables.surveys import SHOWN

GMINAS = [f"00000{i}2" for i in range(1, 7)]
FIGURES = ["n_eff", "value", "se", "low", "high"]


def question(name: str, kind: str, codes: list[str], **more: Any) -> Question:
    options = tuple(Option(code=code, label=code) for code in codes)
    return Question.model_validate({"id": name, "wording": name, "kind": kind, "options": options, **more})


QUESTIONS = (
    question("gmina", "place", GMINAS),
    question("sex", "single", ["female", "male"]),
    question("age_group", "single", ["18_29", "30_59", "60_69", "70_plus"]),
    question("use", "single", ["regularly", "sometimes", "not_needed", "unmet"]),
    question("wanted", "multiple", ["bus", "road", "doctor", "park", "none"]),
    question("good", "scale", list("12345"), direction="up"),
    question("poor", "scale", list("12345"), direction="down", sensitive=True),
    question("four", "scale", list("1234"), direction="up"),
    question("household", "number", []),
)
CODEBOOK = Codebook(id="residents", title="Ankieta", group="residents", instrument_version="1.0", questions=QUESTIONS)


def survey(**more: Any) -> Survey:
    plain: dict[str, Any] = {
        "id": "residents",
        "title": "Badanie",
        "questionnaire": "residents",
        "design": "open_link",
        "mode": "ankieta internetowa",
        "start": dt.date(2021, 1, 4),
        "end": dt.date(2021, 2, 5),
        "join": (Joined(question="age_group", codes=("60_69", "70_plus"), code="60_plus", label="60 lat lub więcej"),),
        "at_risk": (AtRisk(id="worse_off", label="Gorzej sytuowani", question="poor", codes=("4", "5")),),
    }
    return Survey.model_validate({**plain, **more})


def answers(seed: int, n: int) -> pd.DataFrame:
    """Simulate respondents: municipalities of unequal size, some sex and age unknown, a few options that hardly anybody chose."""
    random = np.random.default_rng(seed)

    def drawn(codes: list[str], shares: list[float]) -> Any:
        return random.choice(codes, n, p=np.array(shares) / sum(shares))

    frame = pd.DataFrame(
        {
            "gmina": drawn(GMINAS, [30, 25, 20, 12, 9, 4]),
            "sex": drawn(["female", "male", "unknown"], [55, 43, 2]),
            "age_group": drawn(["18_29", "30_59", "60_69", "70_plus", "unknown"], [25, 50, 14, 10, 1]),
            "use": drawn(["regularly", "sometimes", "not_needed", "unmet", ""], [30, 40, 20, 3, 7]),
            "good": drawn([*"12345", ""], [2, 6, 20, 45, 22, 5]),
            "poor": drawn([*"12345", ""], [10, 35, 40, 8, 3, 4]),
            "four": drawn([*"1234", ""], [3, 17, 40, 35, 5]),
            "household": drawn([*"12345", ""], [15, 30, 25, 20, 7, 3]),
            "flagged": random.random(n) < 0.05,
        }
    )
    for code, share in {"bus": 0.4, "road": 0.3, "doctor": 0.9, "park": 0.04, "none": 0.02}.items():
        frame[f"wanted__{code}"] = random.random(n) < share
    return frame


def raw(frame: pd.DataFrame, groups: tuple[str, ...] = ("gmina", "sex", "age_group")) -> pd.DataFrame:
    """Make raw estimates of unweighted answers."""
    poor = frame["poor"].map(lambda code: "unknown:worse_off" if code == "" else "worse_off" if code in "45" else "other:worse_off")
    by: dict[str, pd.Series] = {"all": pd.Series("", frame.index), "at_risk": poor}
    by |= {group: frame[group].replace({"60_69": "60_plus", "70_plus": "60_plus"}) for group in groups}
    records = []
    for one in CODEBOOK.questions:
        for group, categories in by.items():
            for category, part in frame.groupby(categories):
                n, chosen = given(one, part, joined=group != "all")
                for answer, count in chosen.items():
                    values = pd.to_numeric(part[one.id], errors="coerce").dropna() if answer == "mean" else None
                    counted = None if answer == "mean" else count
                    value = values.mean() if values is not None else count / n if n else np.nan
                    records.append((one.id, answer, group, category, n, counted, n, value, 0.1, value, value))
    columns = ["question", "answer", "group", "category", "n", "count", "n_eff", "value", "se", "low", "high"]
    table = pd.DataFrame(records, columns=columns).astype({"n": "Int64", "count": "Int64"})
    return table.assign(survey="residents")


def given(one: Question, part: pd.DataFrame, *, joined: bool) -> tuple[int, dict[str, int]]:
    if one.kind == "multiple":
        asked = part[[f"{one.id}__{code}" for code in one.codes]]
        return len(part), {code: int(asked[f"{one.id}__{code}"].sum()) for code in one.codes}
    if one.kind == "number":
        return int((part[one.id] != "").sum()), {"mean": 0}
    said = part[one.id][part[one.id].isin(one.codes)]
    if joined and one.id == "age_group":
        said = said.replace({"60_69": "60_plus", "70_plus": "60_plus"})
    counts = {code: int(said.eq(code).sum()) for code in dict.fromkeys([*(() if joined else one.codes), *said.unique()])}
    if one.kind == "scale":
        ends = {"top2": said.isin(top(one)), "bottom2": said.isin(bottom(one))}
        distribution = {} if joined else counts
        return len(said), {**distribution, **{end: int(chosen.sum()) for end, chosen in ends.items()}, "mean": 0}
    return len(said), counts


def top(one: Question) -> tuple[str, ...]:
    return one.codes[:2] if one.direction == "down" else one.codes[-2:]


def bottom(one: Question) -> tuple[str, ...]:
    return one.codes[-2:] if one.direction == "down" else one.codes[:2]


def published(estimates: pd.DataFrame, *, weighted: bool = True, **more: Any) -> pd.DataFrame:
    return declared.Estimates.validate(publish(estimates, survey(**more), CODEBOOK, weighted=weighted))


# The attack ------------------------------------------------------------------------------------------------------------------


class Attack:
    """What a reader can work out of the published figures of one question by one division, and nothing else."""

    def __init__(self, table: pd.DataFrame, one: Question, group: str, *, precision: float) -> None:
        own = table[table["question"].eq(one.id) & table["group"].isin([group, "all"])]
        self.codes = ("18_29", "30_59", "60_plus") if one.id == "age_group" else one.codes
        self.one, self.precision = one, precision
        self.categories = [*own.loc[own["group"].eq(group), "category"].unique(), "unknown"]
        self.at = {key: i for i, key in enumerate((code, category) for category in self.categories for code in self.codes)}
        self.left: list[np.ndarray] = []
        self.right: list[float] = []
        bases = own.drop_duplicates(["group", "category"]).set_index(["group", "category"])["n"]
        everybody = float(bases["all", ""])
        known = {category: bases.get((group, category)) for category in self.categories}
        for category, n in known.items():
            if n is not None and not pd.isna(n) and one.kind != "multiple":
                self.add({(code, category): 1.0 for code in self.codes}, float(n), float(n))
        if one.kind != "multiple":
            self.add(dict.fromkeys(self.at, 1.0), everybody, everybody)
        rest = everybody - sum(0 if n is None or pd.isna(n) else float(n) for n in known.values())
        self.limits = [(0.0, rest if pd.isna(n) or n is None else float(n)) for n in known.values() for _ in self.codes]
        for row in own[own["status"].isin(SHOWN)].itertuples():
            where = self.categories if row.group == "all" else [row.category]
            self.read(row, where)

    def terms(self, answer: str, where: list[str]) -> dict[tuple[str, str], float]:
        ends = {"top2": top(self.one), "bottom2": bottom(self.one)} if self.one.kind == "scale" else {"60_plus": ("60_plus",)}
        ends |= {"60_69": (), "70_plus": ()} if "60_plus" in self.codes else {}
        return {(code, category): 1.0 for code in ends.get(answer, (answer,)) for category in where}

    def read(self, row: Any, where: list[str]) -> None:
        n = float(row.n)
        if row.answer == "mean":
            terms = {(code, category): float(code) for code in self.codes for category in where}
            self.add(terms, (row.value - 0.05) * n, (row.value + 0.05) * n)
        else:
            count = row.value * n if pd.isna(row.count) else float(row.count)
            count = count if self.precision else round(count)
            self.add(self.terms(row.answer, where), count - self.precision / 2 * n, count + self.precision / 2 * n)

    def add(self, terms: dict[tuple[str, str], float], low: float, high: float) -> None:
        line = np.zeros(len(self.at))
        for key, factor in terms.items():
            line[self.at[key]] = factor
        if line.any():
            self.left += [line, -line]
            self.right += [high + 1e-7, -low + 1e-7]

    def width(self, answer: str, category: str) -> float:
        goal = np.zeros(len(self.at))
        for key in self.terms(answer, [category]):
            goal[self.at[key]] = 1
        ends = [linprog(sign * goal, A_ub=np.array(self.left), b_ub=self.right, bounds=self.limits, method="highs") for sign in (1, -1)]
        assert all(end.success for end in ends), "what is published contradicts itself"
        return float(np.floor(-ends[1].fun + 1e-5) - np.ceil(ends[0].fun - 1e-5))


def found_out(table: pd.DataFrame, truth: pd.DataFrame, *, precision: float = 0.01) -> list[tuple[Any, ...]]:
    """List the hidden figures that can be told more closely than allowed, from shares printed to a precision or known exactly."""
    told = []
    exact = truth[truth["count"].notna()].set_index(["question", "answer", "group", "category"]).astype({"n": int, "count": int})
    hidden = table[~table["status"].isin(SHOWN) & table["answer"].ne("mean") & table["group"].isin(["gmina", "sex", "age_group"])]
    for (name, group), rows in hidden.groupby(["question", "group"]):
        one = CODEBOOK.question(str(name))
        attack = Attack(table, one, str(group), precision=precision)
        for row in rows.itertuples():
            count, n = exact.loc[(name, row.answer, group, row.category), ["count", "n"]]
            given_by = exact["count"].get((name, row.answer, "all", ""), n)
            small = 0 < count < (10 if one.sensitive else 5)
            if attack.width(row.answer, row.category) < min((10 if one.sensitive else 5) if small else 1, n, given_by):
                told.append((name, row.answer, group, row.category, count))
    return told


def exactly(table: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Give the reader the shares with all their digits, as limits and standard errors may tell them where nothing is weighted."""
    shown = table["status"].isin(SHOWN) & table["answer"].ne("mean")
    shares = table.merge(truth, on=["survey", "question", "answer", "group", "category"], how="left", suffixes=("", "_raw"))["value_raw"]
    return table.assign(value=table["value"].mask(shown, shares))


SAMPLES = [(1, 640), (2, 320), (3, 240)]


@pytest.mark.parametrize(("seed", "n"), SAMPLES)
def test_no_hidden_figure_can_be_computed(seed: int, n: int) -> None:
    estimates = raw(answers(seed, n))
    table = published(estimates)
    assert table["status"].eq("protected").sum() > 10
    assert found_out(table, estimates) == []


@pytest.mark.parametrize(("seed", "n"), SAMPLES)
def test_not_even_from_exact_shares_where_nothing_is_weighted(seed: int, n: int) -> None:
    estimates = raw(answers(seed, n))
    assert found_out(exactly(published(estimates, weighted=False), estimates), estimates, precision=0) == []


@pytest.mark.parametrize("seed", [5, 6])
def test_not_even_from_counts_of_purposive_surveys(seed: int) -> None:
    estimates = raw(answers(seed, 120))
    table = published(estimates, design="purposive")
    assert table["count"].notna().sum() > 20
    assert table[FIGURES].isna().all(axis=None)
    assert found_out(table, estimates, precision=0) == []


@pytest.mark.parametrize(("seed", "n"), SAMPLES)
def test_the_attack_succeeds_where_only_small_counts_are_left_out(seed: int, n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withheld, "hide_cells", lambda table, _: table.published)
    estimates = raw(answers(seed, n))
    assert len(found_out(exactly(published(estimates, weighted=False), estimates), estimates, precision=0)) > 5


@pytest.mark.parametrize("precision", [0.0, 0.01])
@pytest.mark.parametrize(("seed", "n"), [(2, 320), (3, 240), (4, 110), (5, 90)])
def test_ends_and_means_do_not_give_back_an_answer_that_few_gave(seed: int, n: int, precision: float) -> None:
    assert scales_found_out(raw(answers(seed, n)), precision) == []


def test_they_would_if_only_that_answer_were_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withheld, "hide_parts", lambda _, hidden, __: np.array(hidden, dtype=bool))
    assert scales_found_out(raw(answers(3, 240)), 0.0)


def scales_found_out(estimates: pd.DataFrame, precision: float) -> list[tuple[Any, ...]]:
    """List the hidden answers to scales, of all respondents, that can be told more closely than allowed."""
    table = published(estimates, weighted=precision > 0)
    table = table if precision else exactly(table, estimates)
    truth = estimates[estimates["group"].eq("all")].set_index(["question", "answer"])["count"]
    told = []
    hidden = table[table["group"].eq("all") & table["status"].eq("protected") & table["answer"].ne("mean")]
    scales = [one for one in CODEBOOK.questions if one.kind == "scale"]
    assert hidden["question"].isin([one.id for one in scales]).any()
    for one in scales:
        attack, minimum = Attack(table, one, "all", precision=precision), 10 if one.sensitive else 5
        for answer in hidden.loc[hidden["question"].eq(one.id), "answer"]:
            count = int(truth[one.id, answer])
            if attack.width(answer, "") < (minimum if 0 < count < minimum else 1):
                told.append((one.id, answer, count))
    return told


# What is shown, and what is not ----------------------------------------------------------------------------------------------


def test_a_figure_is_left_out_for_its_base_its_count_or_for_others() -> None:
    estimates = raw(answers(2, 320))
    table = published(estimates)
    every = table.merge(estimates, on=["survey", "question", "answer", "group", "category"], suffixes=("", "_raw"))
    assert (every["status"].eq("base") == (every["n_raw"] < 30)).all()
    assert every.loc[every["status"].eq("base"), "minimum"].eq(30).all()
    assert every.loc[~every["status"].eq("base"), "minimum"].isna().all()
    shown = every[every["status"].isin(SHOWN)]
    assert not shown["count_raw"].between(1, 4).any()
    assert not shown.loc[shown["question"].eq("poor"), "count_raw"].between(1, 9).any()
    assert (shown["status"].eq("small") == shown["n"].between(30, 99)).all()
    assert table.loc[~table["status"].isin(SHOWN), FIGURES].isna().all(axis=None)
    assert table["count"].isna().all()
    assert not table["category"].str.startswith("unknown").any()


def test_a_large_survey_loses_nothing_but_small_counts() -> None:
    frame = answers(7, 20_000).query("sex != 'unknown' and age_group != 'unknown'")
    assert set(published(raw(frame))["status"]) == {"shown"}


def test_a_base_of_one_to_four_is_not_told_and_not_had_by_subtraction() -> None:
    frame = answers(8, 300).query("sex != 'unknown'").reset_index(drop=True)
    frame["gmina"] = np.where(frame.index < 3, GMINAS[5], np.where(frame.index < 60, GMINAS[1], GMINAS[0]))
    table = published(raw(frame)).query("question == 'wanted' and group == 'gmina'").set_index(["answer", "category"])
    assert table.loc["bus", "n"].isna().to_dict() == {GMINAS[0]: False, GMINAS[1]: True, GMINAS[5]: True}
    assert not table["status"].xs(GMINAS[1], level="category").isin(SHOWN).any()


def test_nobody_and_everybody_are_not_told_of_a_small_group() -> None:
    frame = answers(9, 200)
    frame["wanted__park"] = (frame["sex"] == "male") & (frame.index < 100)
    frame["sex"] = np.where((frame["sex"] == "female") & (frame.index < 160), "male", frame["sex"])
    table = published(raw(frame), minimum=Minimum(base=10)).query("question == 'wanted' and answer == 'park' and group == 'sex'")
    women = table.set_index("category").loc["female"]
    assert 10 <= women["n"] < 30
    assert women["status"] == "protected"


def test_an_answer_that_few_gave_in_all_is_left_out_of_every_group() -> None:
    frame = answers(10, 500)
    frame["wanted__none"] = frame.index < 3
    frame["good"] = np.where(frame.index < 2, "1", np.where(frame["good"] == "1", "2", frame["good"]))
    table = published(raw(frame))
    assert not table.query("question == 'wanted' and answer == 'none'")["status"].isin(SHOWN).any()
    overall = table.query("question == 'good' and group == 'all'").set_index("answer")["status"]
    assert overall.isin(SHOWN).to_dict() == {"1": False, "2": False, "3": True, "4": True, "5": True} | dict.fromkeys(
        ["bottom2", "top2", "mean"], True
    )


def test_the_mean_of_few_is_left_out_where_it_tells_who_chose_the_rare_answer() -> None:
    frame = answers(11, 60)
    frame["good"] = np.where(frame.index < 2, "1", np.where(frame.index < 12, "2", np.where(frame.index < 30, "3", "4")))
    table = published(raw(frame)).query("question == 'good' and answer == 'mean'")
    assert table["status"].isin(["protected", "base"]).all()  # 3.3 of 60 answers: a sum of 195 to 201, so that 0 to 3 chose 1
    frame = answers(11, 600)
    frame["good"] = np.where(frame.index < 2, "1", np.where(frame.index < 12, "2", np.where(frame.index < 240, "3", "4")))
    table = published(raw(frame)).query("question == 'good' and group == 'all'").set_index("answer")["status"]
    assert table[["1", "2", "mean"]].tolist() == ["protected", "protected", "shown"]  # 3.6 of 600: 2130 to 2190, with 2138 to 2148 possible


def test_a_mean_stands_only_beside_both_ends_of_its_scale() -> None:
    table = published(raw(answers(3, 240))).query("group == 'gmina' and question == 'poor'")
    shown = table.assign(shown=table["status"].isin(SHOWN)).pivot(index="category", columns="answer", values="shown")
    assert shown["mean"].any()
    assert (shown["mean"] == (shown["top2"] & shown["bottom2"])).all()


def test_the_mean_of_a_very_few_cannot_be_had_by_subtraction() -> None:
    frame = answers(12, 300)
    frame["sex"] = np.where(frame.index < 2, "unknown", np.where(frame.index < 100, "male", "female"))
    table = published(raw(frame)).query("question == 'household' and group == 'sex'").set_index("category")["status"]
    assert table.to_dict() == {"female": "shown", "male": "protected"}


def test_shares_are_whole_percents_and_means_have_one_decimal() -> None:
    table = published(raw(answers(1, 640)))
    means = table["answer"].eq("mean")
    figures = table[["value", "low", "high"]]
    pd.testing.assert_frame_equal(figures[~means], figures[~means].round(2))
    pd.testing.assert_frame_equal(figures[means], figures[means].round(1))
    assert table.loc[means, "se"].isna().all()


def test_the_schools_of_the_young_need_ten() -> None:
    frame = answers(13, 900).rename(columns={"gmina": "school_type"}).assign(gmina=GMINAS[0])
    youth = CODEBOOK.model_copy(update={"group": "youth", "questions": (*QUESTIONS, question("school_type", "single", GMINAS))})
    estimates = raw(frame, ("school_type",))
    table = publish(estimates, survey(groups=("school_type",)), youth, weighted=True).merge(
        estimates, on=["survey", "question", "answer", "group", "category"], suffixes=("", "_raw")
    )
    shown = table[table["status"].isin(SHOWN) & table["group"].eq("school_type")]
    assert len(shown) > 50
    assert not shown["count_raw"].between(1, 9).any()


def test_answers_without_the_careless_do_not_tell_of_one_careless_respondent() -> None:
    frame = answers(14, 80)
    frame["wanted__bus"] = frame.index < 40
    estimates = raw(frame, ())
    sound = estimates.query("question == 'wanted' and answer == 'bus' and group == 'all'").assign(group="unflagged")
    one, ten = (pd.concat([estimates, sound.assign(n=80 - k, count=40 - k)], ignore_index=True) for k in (1, 10))
    status = [published(each, weighted=False).query("group == 'unflagged'")["status"].item() for each in (one, ten)]
    assert status == ["protected", "small"]


def test_counts_that_contradict_each_other_stop_the_run() -> None:
    estimates = raw(answers(15, 200))
    estimates.loc[estimates["group"].eq("sex") & estimates["category"].eq("male"), "n"] += 50
    with pytest.raises(ValueError, match="respondents more than there are in all"):
        published(estimates)


def test_ways_of_not_answering_are_left_out_together_where_few_chose_one() -> None:
    estimates = raw(answers(16, 400))
    ways = [
        ("good", f"missing:{code}", "all", "", 400, count, 400, count / 400, 0.1, 0, 0, "residents") for code, count in ((-7, 3), (-8, 17))
    ]
    table = published(pd.concat([estimates, pd.DataFrame(ways, columns=estimates.columns)], ignore_index=True))
    table = table[table["answer"].str.startswith("missing")]
    assert table["status"].eq("protected").all()
    assert table["n"].isna().all()


# Differences and tests -------------------------------------------------------------------------------------------------------


def difference(kind: str, answer: str, group: str, category: str, other: str = "") -> dict[str, Any]:
    numbers = dict.fromkeys(["value", "se", "low", "high", "effect"], 0.12345) | dict.fromkeys(["p", "p_adjusted"], 0.012345)
    one = {"kind": kind, "survey": "residents", "other": other, "question": "good", "answer": answer, "group": group, "category": category}
    return one | numbers | {"family": "f"}


def estimate(answer: str, group: str, category: str, status: str, name: str = "residents") -> dict[str, Any]:
    return {"survey": name, "question": "good", "answer": answer, "group": group, "category": category, "status": status}


def test_a_difference_needs_both_its_sides() -> None:
    estimates = pd.DataFrame(
        [
            *(estimate(answer, "all", "", status) for answer, status in (("top2", "shown"), ("bottom2", "protected"), ("mean", "small"))),
            *(estimate(answer, "sex", "male", "shown") for answer in ("top2", "bottom2", "mean")),
            estimate("top2", "sex", "female", "protected"),
            estimate("top2", "at_risk", "poor", "small"),
            estimate("top2", "at_risk", "other:poor", "shown"),
            estimate("top2", "at_risk", "alone", "small"),
            estimate("top2", "at_risk", "other:alone", "protected"),
            estimate("top2", "all", "", "shown", "youth"),
        ]
    )
    kept = [
        difference("rest", "top2", "sex", "male"),
        difference("rest", "mean", "sex", "male"),
        difference("at_risk", "top2", "at_risk", "poor"),
        difference("survey", "top2", "all", "", "youth"),
    ]
    gone = [
        difference("rest", "bottom2", "sex", "male"),
        difference("rest", "top2", "sex", "female"),
        difference("at_risk", "top2", "at_risk", "alone"),
        difference("survey", "mean", "all", "", "youth"),
    ]
    told = publish_differences(pd.DataFrame([*gone, *kept]), estimates)
    declared.Differences.validate(told)
    key = ["kind", "answer", "group", "category", "other"]
    assert told[key].to_dict("records") == [{name: row[name] for name in key} for row in kept]
    assert told["value"].tolist() == [0.12, 0.1, 0.12, 0.12]
    assert told["p_adjusted"].eq(0.012).all()


def test_no_differences_are_none() -> None:
    none = pd.DataFrame([difference("rest", "top2", "sex", "male")]).head(0)
    assert publish_differences(none, pd.DataFrame([estimate("top2", "sex", "male", "shown")])).empty


def test_a_test_needs_all_its_counts_but_those_of_groups_that_are_too_small() -> None:
    numbers = {"n": 100, "f": 3.14159, "df1": 2.0, "df2": 99.0, "p": 0.01234, "p_adjusted": 0.01234, "cramers_v": 0.23456}
    made = pd.DataFrame(
        [
            {"survey": "residents", "question": "good", "answer": answer, "group": group} | numbers
            for answer, group in (("", "sex"), ("a", "sex"), ("b", "sex"), ("", "gmina"))
        ]
    )
    estimates = pd.DataFrame(
        [
            estimate("a", "sex", "male", "shown"),
            estimate("b", "sex", "male", "protected"),
            estimate("mean", "gmina", "0000012", "protected"),
            estimate("top2", "gmina", "0000022", "base"),
        ]
    )
    told = declared.Tests.validate(publish_tests(made, estimates))
    assert told[["answer", "group"]].to_numpy().tolist() == [["a", "sex"], ["", "gmina"]]
    assert told.loc[0, ["f", "cramers_v", "p"]].tolist() == [3.14, 0.23, 0.012]

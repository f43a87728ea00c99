from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from diagnoza.errors import ProblemsError
from diagnoza.surveys.weighting.margins import read_margins
from diagnoza.surveys.weighting.raking import rake_known
from diagnoza.surveys.weighting.weigh import weigh
from diagnoza.tables.surveys import Weighting, WeightingNotes, WeightingUnits
from weighted_samples import NAMES, ask, cleaned, margins

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.weighting.weigh import Weights

BOBROWO, ZBICZNO = NAMES.index
AGES = ["18_29", "30_44", "45_59", "60_plus"]
QUESTIONS = [
    ask("gmina", "place"),
    ask("sex", "single", ["female", "male"]),
    ask("age_group", "single", AGES),
    ask("edu", "single", ["a", "b", "c"]),
]


def survey(*groups: tuple[int, str, str, str], edu: str = "a", **declared: object) -> Cleaned:
    """Make a survey of so many respondents of each municipality, sex and age."""
    rows = [(place, sex, age, edu) for n, place, sex, age in groups for _ in range(n)]
    return cleaned(QUESTIONS, pd.DataFrame(rows, columns=["gmina", "sex", "age_group", "edu"]), **declared)


def two_places(first: int = 60, other: int = 20, **declared: object) -> Cleaned:
    groups = [
        (n // 2, place, sex, age) for n, place, age in ((first, BOBROWO, "18_29"), (other, ZBICZNO, "30_44")) for sex in ("female", "male")
    ]
    return survey(*groups, **declared)


# Weights ---------------------------------------------------------------------------------------------------------------------


def test_residents_are_weighted_to_the_adults_of_municipalities() -> None:
    weights = weigh(two_places(), None, pd.Series({BOBROWO: 3000, ZBICZNO: 3000}), NAMES)
    assert weights.weights.unique() == pytest.approx([40 / 60, 40 / 20])
    assert weights.weighted
    # Kish: 80² / (60 · (2/3)² + 20 · 2²) = 6400 / 106.67
    assert (weights.n_eff, weights.deff) == pytest.approx((60, 80 / 60))
    assert weights.table["after"].tolist() == pytest.approx([0.5, 0.5])
    assert weights.units["n_eff"].tolist() == pytest.approx([60, 20])


def test_the_account_keeps_its_declarations() -> None:
    weights = weigh(two_places(), None, pd.Series({BOBROWO: 3000, ZBICZNO: 3000}), NAMES)
    assert len(Weighting.validate(weights.table)) == 2
    assert len(WeightingUnits.validate(weights.units)) == 2
    unweighted = weigh(two_places(design="purposive"), None, None, NAMES)
    assert WeightingNotes.validate(unweighted.notes)["kind"].tolist() == ["not weighted"]
    assert Weighting.validate(unweighted.table).empty


@pytest.mark.parametrize("adults", [None, pd.Series({BOBROWO: 3000})])
def test_without_known_population_nothing_is_weighted(adults: pd.Series | None) -> None:
    weights = weigh(two_places(), None, adults, NAMES)
    assert not weights.weighted
    assert set(weights.weights) == {1.0}
    assert weights.n_eff == 80
    assert "nie ważono" in weights.notes["text"].item()


def test_a_purposive_survey_is_not_weighted_even_with_margins(tmp_path: Path) -> None:
    path = margins(tmp_path / "m.csv", {"gmina": {BOBROWO: 1, ZBICZNO: 1}})
    assert not weigh(two_places(design="purposive"), path, None, NAMES).weighted


# Municipalities that nobody answered from -------------------------------------------------------------------------------------

OSIEK = "0402082"
THREE = pd.concat([NAMES, pd.Series({OSIEK: "Osiek"})])


def left_out(weights: Weights) -> list[str]:
    texts = weights.notes.loc[weights.notes["kind"].eq("left out"), "text"]
    return [text.replace("\u00a0", " ") for text in texts]


def test_a_member_that_was_not_asked_changes_no_weight(tmp_path: Path) -> None:
    path = margins(tmp_path / "m.csv", {"gmina": {BOBROWO: 500, ZBICZNO: 500}, "sex": {"female": 600, "male": 400}})
    before, after = (weigh(two_places(), path, None, names) for names in (NAMES, THREE))
    pd.testing.assert_series_equal(before.weights, after.weights)
    pd.testing.assert_frame_equal(before.table, after.table)
    assert left_out(before) == []
    assert len(left_out(after)) == 1
    assert left_out(after)[0] == (
        "W badaniu nie ma ani jednej odpowiedzi z gminy: Osiek. "
        "Wyniki badania jej nie obejmują, a odpowiedzi ważono do składu pozostałych gmin."
    )
    assert after.units.set_index("teryt").loc[OSIEK, "n"] == 0
    assert len(WeightingNotes.validate(after.notes)) == 1


def test_a_survey_tells_nothing_of_a_member_that_nobody_is_from_and_nobody_named() -> None:
    asked = two_places()
    assert OSIEK not in weigh(asked, None, None, THREE).names.index
    where = asked.frame["gmina"].mask(asked.frame.index == 0, OSIEK)
    used = cleaned([*QUESTIONS, ask("where_library", "place")], asked.frame.assign(where_library=where))
    assert OSIEK in weigh(used, None, None, THREE).names.index  # one respondent uses its library


def test_a_municipality_where_nobody_answered_is_left_out_of_the_population(tmp_path: Path) -> None:
    totals = {"sex": {"female": 720, "male": 480}, "gmina": {BOBROWO: 500, ZBICZNO: 500, OSIEK: 200}}
    weights = weigh(two_places(), margins(tmp_path / "m.csv", totals), None, THREE)
    table = weights.table.set_index("category")
    # 1200 persons less the 200 of Osiek; women are still 720 of 1200, for nobody knows how many of them live in Osiek
    assert table["total"].to_dict() == pytest.approx({"female": 600, "male": 400, BOBROWO: 500, ZBICZNO: 500})
    assert weights.weights.groupby(two_places().frame["gmina"]).sum().tolist() == pytest.approx([40, 40])
    assert "scaled" not in set(weights.notes["kind"])
    assert left_out(weights)[0].startswith("W badaniu nie ma ani jednej odpowiedzi z gminy: Osiek, na którą przypada 16,7% badanej")


def test_a_cross_loses_the_cells_of_a_municipality_where_nobody_answered(tmp_path: Path) -> None:
    cells = {f"{place}*{sex}": 100 for place in (BOBROWO, ZBICZNO, OSIEK) for sex in ("female", "male")}
    table = weigh(two_places(), margins(tmp_path / "m.csv", {"gmina*sex": cells}), None, THREE).table
    assert len(table) == 4
    assert table["target"].tolist() == [0.25] * 4


def test_a_member_with_respondents_and_without_a_total_stops(tmp_path: Path) -> None:
    path = margins(tmp_path / "m.csv", {"gmina": {BOBROWO: 500}})
    with pytest.raises(ProblemsError, match=rf"margin 'gmina': no total for {ZBICZNO}\. Add a row for each"):
        weigh(two_places(), path, None, NAMES)


@pytest.mark.parametrize(("adults", "share"), [({}, ""), ({OSIEK: 2000}, "20,0%")])
def test_residents_are_weighted_to_the_adults_of_where_they_answered(adults: dict[str, int], share: str) -> None:
    known = pd.Series({BOBROWO: 4000, ZBICZNO: 4000, **adults})
    weights = weigh(two_places(), None, known, THREE)
    assert weights.weights.unique() == pytest.approx([40 / 60, 40 / 20])
    assert weights.table["total"].tolist() == pytest.approx([4000, 4000])
    assert share in left_out(weights)[0]
    assert ("badanej" in left_out(weights)[0]) == bool(share)


def test_answers_from_one_municipality_of_several_are_not_weighted_by_municipality() -> None:
    weights = weigh(two_places(other=0), None, pd.Series({BOBROWO: 3000, ZBICZNO: 3000}), NAMES)
    assert not weights.weighted
    assert left_out(weights) == ["W badaniu nie ma ani jednej odpowiedzi z gminy: Zbiczno. Wyniki badania jej nie obejmują."]


def test_several_municipalities_are_left_out_in_one_sentence() -> None:
    names = pd.concat([THREE, pd.Series({"0402042": "Brzozie"})])
    asked = two_places(other=0, design="purposive")
    assert left_out(weigh(asked, None, None, names)) == [
        "W badaniu nie ma ani jednej odpowiedzi z gmin: Zbiczno, Osiek i Brzozie. Wyniki badania ich nie obejmują."
    ]


def test_where_nobody_says_the_municipality_none_is_left_out(tmp_path: Path) -> None:
    asked = survey((20, "", "female", "18_29"), (20, "", "male", "30_44"))
    path = margins(tmp_path / "m.csv", {"gmina": {BOBROWO: 500, ZBICZNO: 500}})
    with pytest.raises(ProblemsError, match=r"margin 'gmina', category .*: no respondent is in it"):
        weigh(asked, path, None, NAMES)


def test_a_survey_without_respondents_is_not_weighted() -> None:
    weights = weigh(two_places(0, 0), None, pd.Series({BOBROWO: 3000, ZBICZNO: 3000}), NAMES)
    assert (len(weights.weights), weights.n_eff, weights.deff) == (0, 0.0, 1.0)


def test_those_of_unknown_sex_are_weighted_by_place_alone(tmp_path: Path) -> None:
    asked = survey(
        (40, BOBROWO, "female", "18_29"),
        (20, BOBROWO, "male", "18_29"),
        (10, BOBROWO, "", "18_29"),
        (20, ZBICZNO, "female", "18_29"),
        (10, ZBICZNO, "male", "18_29"),
    )
    path = margins(tmp_path / "m.csv", {"gmina": {BOBROWO: 500, ZBICZNO: 500}, "sex": {"female": 500, "male": 500}})
    weights = weigh(asked, path, None, NAMES)
    place, sex = asked.frame["gmina"], asked.frame["sex"]
    by_sex = weights.weights.groupby(sex).sum()
    assert by_sex["female"] == pytest.approx(by_sex["male"])
    assert weights.weights.groupby(place).sum().tolist() == pytest.approx([50, 50])
    # of those in Bobrowo the unknown stand, in weight, between women (cut) and men (raised)
    inside = weights.weights[place == BOBROWO].groupby(sex).first()
    assert inside["female"] < inside[""] < inside["male"]
    assert weights.notes.set_index("kind").loc["unknown", "text"].replace("\u00a0", " ") == (
        "Nie jest znana odpowiedź potrzebna do ważenia: pytanie sex (około 10 osób). "
        "Osoby te ważono według pozostałych znanych cech, bez uzupełniania braków."
    )


def test_one_margin_leaves_the_weight_of_the_unknown_alone() -> None:
    categories = pd.DataFrame({"sex": ["female"] * 6 + ["male"] * 2 + [""] * 2})
    raked = rake_known(categories, {"sex": pd.Series({"female": 0.5, "male": 0.5})}, 4)
    assert raked.weights.to_numpy() == pytest.approx([4 / 6] * 6 + [2] * 2 + [1] * 2)


@pytest.mark.parametrize("seed", range(5))
def test_a_cap_holds_whether_or_not_margins_can(seed: int) -> None:
    random = np.random.default_rng(seed)
    categories = pd.DataFrame({"a": random.choice(list("xyz"), 200, p=[0.7, 0.2, 0.1]), "b": random.choice(list("pq"), 200)})
    targets = {"a": pd.Series({"x": 0.2, "y": 0.3, "z": 0.5}), "b": pd.Series({"p": 0.3, "q": 0.7})}
    free = rake_known(categories, targets, 50)
    assert free.error < 1e-9
    assert free.capped == 0
    for cap in (1.5, 0.8 * free.weights.max()):
        raked = rake_known(categories, targets, cap)
        assert raked.weights.max() <= cap * (1 + 1e-9)
        assert raked.weights.min() > 0
        assert raked.weights.mean() == pytest.approx(1)
        assert raked.capped > 0


def test_margins_that_no_weights_can_meet_stop(tmp_path: Path) -> None:
    asked = survey((30, BOBROWO, "female", "18_29"), (30, ZBICZNO, "male", "18_29"))
    path = margins(tmp_path / "m.csv", {"gmina": {BOBROWO: 500, ZBICZNO: 500}, "sex": {"female": 600, "male": 400}})
    with pytest.raises(ProblemsError, match=r"m.csv, margins gmina, sex: no weights meet all of them"):
        weigh(asked, path, None, NAMES)


# Thin categories -------------------------------------------------------------------------------------------------------------


def test_a_thin_age_is_joined_with_the_smaller_neighbour_of_the_same_sex(tmp_path: Path) -> None:
    groups = [(n, BOBROWO, sex, age) for sex in ("female", "male") for n, age in zip((30, 4, 20, 40), AGES, strict=True)]
    path = margins(tmp_path / "m.csv", {"sex*age_group": {f"{sex}*{age}": 100 for sex in ("female", "male") for age in AGES}})
    weights = weigh(survey(*groups), path, None, NAMES)
    assert [category for category in weights.table["category"] if "+" in category] == [
        "female*30_44+female*45_59",
        "male*30_44+male*45_59",
    ]
    joined = weights.table.set_index("category").loc["male*30_44+male*45_59"]
    assert (joined["total"], joined["n"], joined["target"]) == (200, 24, 0.25)
    assert joined["label"] == "Odpowiedź male, Odpowiedź 30_44 lub Odpowiedź male, Odpowiedź 45_59"
    assert "mniej niż 10\u00a0odpowiedzi" in weights.notes.loc[weights.notes["kind"].eq("joined"), "text"].iloc[0]


def test_a_thin_answer_without_order_is_joined_with_the_smallest_other(tmp_path: Path) -> None:
    frame = pd.concat(
        [survey((n, BOBROWO, "female", "18_29"), edu=edu).frame for edu, n in (("a", 5), ("b", 50), ("c", 20))], ignore_index=True
    )
    path = margins(tmp_path / "m.csv", {"edu": {"a": 100, "b": 100, "c": 100}})
    table = weigh(cleaned(QUESTIONS, frame), path, None, NAMES).table
    assert table["category"].tolist() == ["a+c", "b"]


# The file of margins ---------------------------------------------------------------------------------------------------------


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "margins.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ProblemsError) as error:
        read_margins(path, two_places(), NAMES)
    return [str(problem) for problem in error.value.problems]


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        "margin,category,total,source,origin\n"
        "income,high,10,GUS,real\n"  # no such question
        f"gmina,{BOBROWO},0,GUS,real\n"  # no persons, and Zbiczno is missing
        "sex,female,10,,real\n"  # no source
        "sex,femal,10,GUS,real\n"  # no such code; male is missing
        "sex,female,10,GUS,guess\n",  # doubled, and of unknown origin
    )
    assert len(found) == 8
    for text in (
        "line 2, margin 'income': the survey has no question income",
        f"line 3, category '{BOBROWO}': the total '0' is not a number above 0",
        f"line 3, margin 'gmina': no total for {ZBICZNO}",
        "line 4, category 'female': the source is missing",
        "line 5, category 'femal': there is no answer 'femal'",
        "line 6, category 'female': the origin 'guess' is unknown. Write real or synthetic",
        "line 6, category 'female': the category has a total already",
        "line 4, margin 'sex': no total for male",
    ):
        assert any(text in problem for problem in found), text


def test_a_file_without_its_columns_is_told_so(tmp_path: Path) -> None:
    assert "there is not exactly one column total" in problems(tmp_path, "margin,category,source,origin\nsex,female,GUS,real\n")[0]


def test_a_hole_in_a_cross_is_told(tmp_path: Path) -> None:
    rows = "".join(f"sex*age_group,{cell},10,GUS,real\n" for cell in ("female*18_29", "male*30_44", "female*30_44"))
    found = problems(tmp_path, f"margin,category,total,source,origin\n{rows}")
    assert ["no total for male*18_29" in one for one in found] == [True]


def test_sums_that_differ_a_lot_are_a_problem_and_a_little_a_note(tmp_path: Path) -> None:
    text = f"margin,category,total,source,origin\ngmina,{BOBROWO},500,GUS,real\ngmina,{ZBICZNO},500,GUS,real\n"
    far = text + "sex,female,500,GUS,real\nsex,male,560,GUS,real\n"
    assert "its totals add up to 1060 persons, 'gmina' 1000" in problems(tmp_path, far)[0]
    (tmp_path / "near.csv").write_text(far.replace("560", "520"), "utf-8")
    weights = weigh(two_places(), tmp_path / "near.csv", None, NAMES)
    assert weights.table.groupby("margin")["total"].sum().tolist() == pytest.approx([1000, 1000])
    assert weights.notes.loc[weights.notes["kind"] == "scaled", "text"].str.contains("doprowadzono do sumy").tolist() == [True]


def test_joined_answers_are_named_by_their_joined_code(tmp_path: Path) -> None:
    join = [{"question": "age_group", "codes": ("18_29", "30_44"), "code": "under_45", "label": "Mniej niż 45 lat"}]
    asked = survey((30, BOBROWO, "female", "18_29"), (30, BOBROWO, "male", "45_59"), join=tuple(join))
    path = margins(tmp_path / "m.csv", {"age_group": {"under_45": 100, "45_59": 300}})
    weights = weigh(asked, path, None, NAMES)
    assert weights.table["label"].tolist() == ["Mniej niż 45 lat", "Odpowiedź 45_59"]
    assert weights.weights.unique() == pytest.approx([0.5, 1.5])


# What may be told ------------------------------------------------------------------------------------------------------------


def test_few_respondents_are_not_counted_in_public_and_cannot_be_computed() -> None:
    weights = weigh(two_places(other=4), None, pd.Series({BOBROWO: 3000, ZBICZNO: 3000}), NAMES)
    assert weights.table[["n", "before", "after"]].isna().all(axis=None)
    assert weights.units[["n", "n_eff", "deff"]].isna().all(axis=None)


def test_two_very_small_categories_are_hidden_with_a_third(tmp_path: Path) -> None:
    asked = survey(*((n, BOBROWO, "female", age) for n, age in zip((2, 2, 30, 40), AGES, strict=True)), thin=1)
    path = margins(tmp_path / "m.csv", {"age_group": dict.fromkeys(AGES, 100)})
    table = weigh(asked, path, None, NAMES).table.set_index("category")
    assert table["n"].isna().tolist() == [True, True, True, False]  # 2 and 2 would follow from a sum of 4


@pytest.mark.parametrize("design", ["open_link", "purposive"])
def test_municipalities_of_a_survey_that_is_not_weighted_are_counted(design: str) -> None:
    units = WeightingUnits.validate(weigh(two_places(other=0, design=design), None, None, NAMES).units)
    assert units[["teryt", "n", "n_eff", "deff"]].to_numpy().tolist() == [[BOBROWO, 60, 60, 1], [ZBICZNO, 0, 0, 1]]


def test_a_survey_that_does_not_ask_for_the_municipality_has_no_units() -> None:
    asked = cleaned(QUESTIONS[1:2], pd.DataFrame({"sex": ["female"] * 9}))
    assert WeightingUnits.validate(weigh(asked, None, None, NAMES).units).empty

"""What partners' goals have in common: counted on lists that a reader can add up, and on drawn ones that obey the same rules."""

from __future__ import annotations

import datetime as dt
from itertools import combinations_with_replacement, product

import pandas as pd
import pytest
from pandera.errors import SchemaErrors
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from diagnoza.catalogue import SECTORS
from diagnoza.errors import DiagnozaError
from diagnoza.goals.coding import agreement, disputes
from diagnoza.goals.common import fields, kind_of, pairs
from diagnoza.goals.coverage import alignment, coverage, documents, expired, state_of
from diagnoza.goals.similar import SIMILAR, cosines, proposed_fields, twins
from diagnoza.surveys.open_answers.lemmas import lemmatise
from diagnoza.tables.goals import FIELDS
from goal_samples import DAY, A, B, C, drawn, goals

ENDED, UNTOLD = {"document": "Program", "valid_to": "2023-12-31"}, {"document": "SRPS", "valid_to": ""}
THREE = (A, B, C)


def words(texts: list[str]) -> list[list[str]]:
    """Split at spaces: texts of the tests are in their dictionary form already."""
    return [text.split() for text in texts]


def cell(table: pd.DataFrame, teryt: str, field: str) -> dict[str, object]:
    """Take the counts of one partner in one field, None where they are missing."""
    [row] = table[table["teryt"].eq(teryt) & table["field"].eq(field)].to_dict("records")
    return {name: None if pd.isna(row[name]) else row[name] for name in ("goals", "expired", "undated", "has")}


# Validity and coverage ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adopted", "end", "state"),
    [
        ("2021-03-30", "2026-06-30", "valid"),
        ("2021-03-30", "2026-06-29", "expired"),
        ("2026-06-30", "2030-12-31", "valid"),
        ("2026-07-01", "2030-12-31", "later"),
        ("", "open", "valid"),
        ("2021-03-30", "", "undated"),
    ],
)
def test_a_document_holds_on_its_first_and_its_last_day(adopted: str, end: str, state: str) -> None:
    assert state_of(adopted, end, DAY) == state


def test_expired_documents_are_listed_with_their_day_the_oldest_first() -> None:
    table = goals({}, ENDED, ENDED, ENDED | {"teryt": B, "valid_to": "2020-12-31"}, UNTOLD)
    found = expired(table, DAY)
    assert found[["teryt", "valid_to", "goals"]].to_numpy().tolist() == [[B, "2020-12-31", 1], [A, "2023-12-31", 2]]
    assert documents(table, DAY)["goals"].sum() == len(table)
    assert expired(table, dt.date(2020, 1, 1)).empty


def test_only_goals_of_valid_documents_count() -> None:
    table = goals({"field": "sport"}, {"field": "sport"}, {"field": "sport"} | ENDED, {"field": "kultura"} | ENDED, {"field": "none"})
    found = coverage(table, [A], DAY)
    assert cell(found, A, "sport") == {"goals": 2, "expired": 1, "undated": 0, "has": 1}
    assert cell(found, A, "kultura") == {"goals": 0, "expired": 1, "undated": 0, "has": 0}
    assert cell(found, A, "none")["goals"] == 1
    assert cell(found, A, "zdrowie") == {"goals": 0, "expired": 0, "undated": 0, "has": 0}


def test_none_not_known_and_not_delivered_are_three_things() -> None:
    table = goals({"field": "sport"}, {"field": "kultura"} | UNTOLD, {"teryt": B, "field": ""}, {"teryt": B, "field": "sport"})
    found = coverage(table, THREE, DAY)
    assert cell(found, A, "zdrowie")["has"] == 0
    assert cell(found, A, "kultura") == {"goals": 0, "expired": 0, "undated": 1, "has": None}
    assert (cell(found, B, "zdrowie"), cell(found, B, "sport")["has"]) == ({"goals": 0, "expired": 0, "undated": 0, "has": None}, 1)
    assert cell(found, C, "sport") == dict.fromkeys(("goals", "expired", "undated", "has"))


def test_an_uncoded_goal_of_an_expired_document_leaves_nothing_open() -> None:
    assert coverage(goals({"field": "sport"}, {"field": ""} | ENDED), [A], DAY)["has"].notna().all()


def test_goals_of_a_stranger_stop_the_count() -> None:
    with pytest.raises(DiagnozaError, match=B):
        coverage(goals({"teryt": B}), [A], DAY)


# What is common -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("having", "partners", "kind"),
    [
        (0, 3, "none"),
        (1, 3, "single"),
        (2, 3, "common"),
        (2, 4, "shared"),
        (3, 4, "common"),
        (5, 8, "shared"),
        (6, 8, "common"),
        (1, 1, "single"),
    ],
)
def test_common_is_two_thirds_and_never_one_alone(having: int, partners: int, kind: str) -> None:
    assert kind_of(having, partners) == kind


def test_fields_are_counted_over_all_partners_at_least_and_at_most() -> None:
    table = goals({"field": "sport"}, {"field": "kultura"}, {"teryt": B, "field": "sport"}, {"teryt": B, "field": "zdrowie"} | UNTOLD)
    found = fields(coverage(table, THREE, DAY)).set_index("field")
    assert found.index.tolist() == list(SECTORS)
    assert found.loc["sport", ["partners", "having", "unknown", "kind", "kind_high"]].tolist() == [3, 2, 1, "common", "common"]
    assert found.loc["kultura", ["having", "unknown", "kind", "kind_high"]].tolist() == [1, 1, "single", "common"]
    assert found.loc["zdrowie", ["having", "unknown", "kind", "kind_high"]].tolist() == [0, 2, "none", "common"]
    assert found.loc["turystyka", ["low", "high"]].tolist() == [0, pytest.approx(1 / 3)]


def test_adding_a_partner_recomputes_what_is_common() -> None:
    table = goals({"field": "sport"}, {"teryt": B, "field": "sport"}, {"teryt": B, "field": "kultura"})
    more = pd.concat([table, goals({"teryt": C, "field": "kultura"})])
    before, after = (
        fields(coverage(one, partners, DAY)).set_index("field")["kind"] for one, partners in ((table, (A, B)), (more, ("3015042", *THREE)))
    )
    assert (before["sport"], before["kultura"]) == ("common", "single")
    assert (after["sport"], after["kultura"]) == ("shared", "shared")


def test_one_partner_alone_has_its_fields_and_nothing_in_common() -> None:
    found = coverage(goals({"field": "sport"}), [A], DAY)
    assert fields(found).set_index("field")["kind"].to_dict() == dict.fromkeys(SECTORS, "none") | {"sport": "single"}
    assert pairs(found).empty


def test_jaccard_is_what_both_have_of_what_either_has() -> None:
    table = goals(*({"teryt": teryt, "field": field} for teryt, field in [(A, "sport"), (A, "kultura"), (B, "sport"), (B, "zdrowie")]))
    table = pd.concat([table, goals({"teryt": C, "field": "none"})])
    found = pairs(coverage(table, THREE, DAY)).set_index(["first", "second"])
    assert found.loc[(A, B), ["both", "either", "unknown"]].tolist() == [1, 3, 0]
    assert found.loc[(A, B), ["jaccard", "low", "high"]].tolist() == [pytest.approx(1 / 3)] * 3
    assert found.loc[(A, C), "jaccard"] == 0
    alone = pairs(coverage(goals({"field": "none"}, {"teryt": B, "field": "none"}), (A, B), DAY))
    assert alone[["jaccard", "low", "high"]].isna().all(axis=None)


def test_a_partner_that_delivered_nothing_may_be_as_like_or_unlike_as_can_be() -> None:
    [row] = pairs(coverage(goals({"field": "sport"}), (A, B), DAY)).to_dict("records")
    assert (pd.isna(row["jaccard"]), row["low"], row["high"], row["unknown"]) == (True, 0, 1, len(SECTORS))


@pytest.mark.parametrize("states", list(combinations_with_replacement([(0, 1), (1, 1), (0, None), (1, None), (None, None), (0, 0)], 3)))
def test_the_range_of_jaccard_is_that_of_all_ways_to_fill_in_what_is_not_known(states: tuple[tuple[int | None, int | None], ...]) -> None:
    has = dict.fromkeys(SECTORS, (0, 0)) | dict(zip(SECTORS, states, strict=False))
    rows = [{"teryt": teryt, "field": field, "has": has[field][at]} for at, teryt in enumerate((A, B)) for field in SECTORS]
    [found] = pairs(pd.DataFrame(rows).astype({"has": "Int64"})).to_dict("records")
    ways = list(product(*(product(*((0, 1) if one is None else (one,) for one in pair)) for pair in states)))
    all_of = [sum(x * y for x, y in way) / either for way in ways if (either := sum(x or y for x, y in way))]
    if not all_of:
        assert pd.isna(found["low"])
    else:
        assert (found["low"], found["high"]) == (pytest.approx(min(all_of)), pytest.approx(max(all_of)))
        assert pd.isna(found["jaccard"]) is (found["unknown"] > 0)


# Alignment ------------------------------------------------------------------------------------------------------------------------

REGIONAL = pd.DataFrame(
    [
        ("2", "Zdrowi mieszkańcy", "goal", "sport"),
        ("2", "Zdrowi mieszkańcy", "goal", "zdrowie"),
        ("1", "Kultura dla wszystkich", "goal", "kultura"),
    ],
    columns=["goal", "name", "kind", "field"],
).assign(dimension="S", document="Strategia województwa", adopted="", valid_to="2030-12-31", source="s. 40", said="")


def test_a_goal_of_the_voivodeship_is_met_in_any_of_its_fields() -> None:
    table = goals({"field": "zdrowie"}, {"field": "zdrowie"}, {"teryt": B, "field": "turystyka"}, {"teryt": B, "field": "kultura"} | UNTOLD)
    found = alignment(coverage(table, THREE, DAY), REGIONAL)
    assert found["goal"].unique().tolist() == ["2", "1"]
    assert found.set_index(["goal", "teryt"])["has"].astype(object).where(
        found.set_index(["goal", "teryt"])["has"].notna(), None
    ).to_dict() == {
        ("2", A): 1,
        ("2", B): 0,
        ("2", C): None,
        ("1", A): 0,
        ("1", B): None,
        ("1", C): None,
    }
    assert found.loc[found["teryt"].eq(A), "goals"].tolist() == [2, 0]
    assert found.loc[found["teryt"].eq(C), "goals"].isna().all()


@pytest.mark.parametrize("row", [{"kind": "mission", "field": "kultura"}, {"field": "none"}, {"field": ""}])
def test_a_mission_and_what_has_no_field_are_held_against_nobody(row: dict[str, str]) -> None:
    table = goals({"field": "none"}, {"field": "kultura"})
    only = REGIONAL.iloc[[2]].assign(**row)
    assert alignment(coverage(table, THREE, DAY), only).empty


def test_a_list_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(SchemaErrors):
        alignment(coverage(goals({}), [A], DAY), REGIONAL.assign(field="rolnictwo"))


# Coders ---------------------------------------------------------------------------------------------------------------------------


def coded(*pairs_of_codes: tuple[str, str]) -> pd.DataFrame:
    """Make goals of what two coders gave."""
    return goals(*({"coder1": one, "coder2": other} for one, other in pairs_of_codes))


def test_kappa_by_hand() -> None:
    found = agreement(coded(*[("sport", "sport")] * 2, ("sport", "kultura"), ("kultura", "kultura"), ("sport", ""), ("", "")))
    [whole] = found[found["field"].eq("")].to_dict("records")
    assert (whole["goals"], whole["n"], whole["agreed"]) == (6, 4, 3)
    assert whole["kappa"] == pytest.approx(0.5)  # (3/4 - 1/2) / (1 - 1/2): chance is 3/4 * 2/4 + 1/4 * 2/4
    assert found["field"].tolist() == ["", "kultura", "sport"]


@pytest.mark.parametrize("seed", range(8))
def test_kappa_is_that_of_statsmodels(seed: int) -> None:
    table = drawn(THREE, seed, n=60)
    both = table[table["coder1"].ne("") & table["coder2"].ne("")]
    found = agreement(table).set_index("field")["kappa"]
    square = to_table(both[["coder1", "coder2"]].to_numpy(dtype=str))[0]
    assert found[""] == pytest.approx(cohens_kappa(square).kappa)
    for field in found.index[1:]:
        one, other = both["coder1"].eq(field), both["coder2"].eq(field)
        assert found[field] == pytest.approx(cohens_kappa(pd.crosstab(one, other).to_numpy()).kappa)


def test_where_all_is_one_label_or_nothing_was_coded_twice_there_is_no_kappa() -> None:
    assert agreement(coded(("sport", "sport")))["kappa"].isna().all()
    assert agreement(coded(("sport", ""), ("", "kultura"))).empty


def test_only_what_differs_and_was_not_agreed_is_to_be_settled() -> None:
    table = goals(
        {"coder1": "sport", "coder2": "sport"},
        {"coder1": "sport", "coder2": "zdrowie", "page": "7"},
        {"coder1": "sport", "coder2": "zdrowie", "agreed": "zdrowie", "field": "zdrowie"},
        {"coder1": "sport"},
    )
    [row] = disputes(table).to_dict("records")
    assert (row["text"], row["page"], row["coder1"], row["coder2"]) == ("Cel numer 2", "7", "sport", "zdrowie")


# Words ----------------------------------------------------------------------------------------------------------------------------


def test_the_cosine_by_hand() -> None:
    found = cosines(words(["droga gminny", "droga droga szkoła", "szkoła", ""]))
    assert found[0, 1] == pytest.approx(2 / 10**0.5)
    assert found[1, 2] == pytest.approx(1 / 5**0.5)
    assert (found[0, 0], found[0, 2], found[3, 3]) == (1, 0, 0)
    assert (found == found.T).all()


def test_twins_are_goals_of_two_partners_and_never_of_one() -> None:
    table = goals(
        {"text": "czyste powietrze"}, {"text": "czyste powietrze", "document": "POŚ"}, {"teryt": B, "text": "czyste powietrze zawsze"}
    )
    found = twins(table, words)
    assert found[["first", "second"]].drop_duplicates().to_numpy().tolist() == [[A, B]]
    assert found["similarity"].tolist() == [pytest.approx(2 / 6**0.5)] * 2
    assert twins(table, words, threshold=0.9).empty
    assert twins(table[table["teryt"].eq(A)], words).empty


def test_a_field_is_proposed_by_the_most_alike_goal_and_written_nowhere() -> None:
    table = goals(
        {"text": "nowy szkoła podstawowy", "field": ""},
        {"text": "szkoła podstawowy", "field": "edukacja", "teryt": B},
        {"text": "nowy hala", "field": "sport"},
        {"text": "nowy szkoła podstawowy", "field": "none", "teryt": B},
        {"text": "cisza", "field": ""},
    )
    before = table.copy(deep=True)
    [row] = proposed_fields(table, words).to_dict("records")
    assert (row["text"], row["proposed"], row["like_teryt"], row["similarity"]) == (
        *("nowy szkoła podstawowy", "edukacja", B),
        pytest.approx(2 / 6**0.5),
    )
    pd.testing.assert_frame_equal(table, before)


def test_fields_that_are_equally_likely_are_all_proposed() -> None:
    table = goals({"text": "dom kultura", "field": ""}, {"text": "dom", "field": "mieszkalnictwo"}, {"text": "kultura", "field": "kultura"})
    assert proposed_fields(table, words)["proposed"].tolist() == ["kultura", "mieszkalnictwo"]


def test_a_cosine_at_the_threshold_is_enough() -> None:
    table = goals({"text": "droga gminny"}, {"teryt": B, "text": "droga szkoła"})
    assert twins(table, words)["similarity"].tolist() == [SIMILAR]


@pytest.mark.parametrize("threshold", [0, -1, 1.5, float("nan")])
def test_a_threshold_that_cannot_be_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        twins(goals({}), words, threshold=threshold)
    with pytest.raises(ValueError, match="threshold"):
        proposed_fields(goals({}), words, threshold=threshold)


def test_inflected_polish_words_count_as_one() -> None:
    table = goals(
        {"text": "Budowa dróg rowerowych"}, {"teryt": B, "text": "Droga rowerowa: rozbudowa"}, {"teryt": B, "text": "Opieka nad seniorami"}
    )
    assert twins(table, lemmatise)["second_text"].tolist() == ["Droga rowerowa: rozbudowa"]


# Invariants -----------------------------------------------------------------------------------------------------------------------

MEASURES = {
    "documents": lambda table: documents(table, DAY),
    "coverage": lambda table: coverage(table, THREE, DAY),
    "fields": lambda table: fields(coverage(table, THREE, DAY)),
    "pairs": lambda table: pairs(coverage(table, THREE, DAY)),
    "alignment": lambda table: alignment(coverage(table, THREE, DAY), REGIONAL),
    "agreement": agreement,
    "disputes": disputes,
    "twins": lambda table: twins(table, words),
    "proposed": lambda table: proposed_fields(table, words),
}


@pytest.mark.parametrize("measure", list(MEASURES))
def test_the_order_of_rows_changes_nothing_and_nor_does_a_measure(measure: str) -> None:
    table = drawn(THREE, 4)
    before = table.copy(deep=True)
    found = MEASURES[measure](table)
    assert len(found)
    pd.testing.assert_frame_equal(found, MEASURES[measure](table.sample(frac=1, random_state=2)))
    pd.testing.assert_frame_equal(table, before)
    assert MEASURES[measure](table.iloc[:0]) is not None


@pytest.mark.parametrize("seed", range(4))
def test_every_goal_is_counted_once_whatever_the_order_of_partners(seed: int) -> None:
    table = drawn(THREE, seed)
    found = coverage(table, THREE, DAY)
    pd.testing.assert_frame_equal(found, coverage(table, THREE[::-1], DAY))
    assert len(found) == len(THREE) * len(FIELDS)
    assert found[["goals", "expired", "undated"]].sum().sum() == table["field"].ne("").sum()


@pytest.mark.parametrize("seed", range(4))
def test_telling_what_was_not_known_only_narrows_the_range(seed: int) -> None:
    table = drawn(THREE, seed)
    told = table.assign(field=table["field"].replace("", "zdrowie"), valid_to=table["valid_to"].replace("", "2030-12-31"))
    before, after = (fields(coverage(one, THREE, DAY)) for one in (table, told))
    assert (after["low"] >= before["low"]).all()
    assert (after["high"] <= before["high"]).all()
    assert after["unknown"].eq(0).all()
    narrower, wider = pairs(coverage(told, THREE, DAY)), pairs(coverage(table, THREE, DAY))
    assert narrower["jaccard"].between(wider["low"], wider["high"]).all()

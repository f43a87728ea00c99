"""Cooperation counted by hand, and held against networkx on known networks; unknown is not 0, and nobody single is rated."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from diagnoza.institutions import measures
from diagnoza.institutions.needed import composition, needed_ties
from diagnoza.institutions.network import answered, latest, own_reports, words
from diagnoza.institutions.pairs import cooperation, states
from diagnoza.institutions.wanted import barriers, wanted_more
from institution_samples import RURAL, TOWN, listed, method, network, tie, tied

KNOWN = Path(__file__).parent / "networks"
NETWORKS = ("krackhardt_kite", "florentine", "karate", "random_1", "random_2", "random_3")
TYPES = {RURAL: "wiejska"}


def said_of(names: str, *pairs: str, **options: object) -> pd.DataFrame:
    return own_reports(*network(names, pairs, **options))


def status(table: pd.DataFrame, first: str, second: str) -> str:
    [row] = table[table["first"].eq(first) & table["second"].eq(second)]["status"]
    return str(row)


# Who says what ----------------------------------------------------------------------------------------------------------------


def test_whoever_answered_and_names_nobody_has_no_tie_and_who_did_not_answer_is_not_known() -> None:
    said = said_of("abc", "ab", silent="c")
    assert said.loc["a"].tolist()[1:] == [2.0, 0.0]
    assert said.loc["b"].dropna().tolist() == [0.0, 0.0]
    assert said.loc["c"].isna().all()


def test_whoever_reports_a_tie_has_answered() -> None:
    ties = tied(tie("ab"))
    table = answered(listed("a", "b", "c").assign(responded=[0, -1, -1]), ties)
    assert table.set_index("institution")["responded"].to_dict() == {"a": 1, "b": 0, "c": 0}


def test_the_strongest_of_several_fields_counts_and_a_tie_without_a_number_is_unknown_unless_another_field_has_one() -> None:
    ties = tied(
        tie("ab", 1, field="praca"), tie("ab", 3, field="zdrowie"), tie("ac", None), tie("ba", None, field="praca"), tie("ba", 2),
        tie("bc", 0, field="praca"), tie("bc", None),
    )  # fmt: skip
    said = own_reports(answered(listed("a", "b", "c"), ties), ties)
    assert said.loc["a", "b"] == 3
    assert said.loc["b", "a"] == 2
    assert np.isnan(said.loc["a", "c"])
    assert np.isnan(said.loc["b", "c"])  # in one field none, in the other not told


def test_what_the_other_side_reports_of_my_tie_is_its_word_and_not_mine() -> None:
    ties = tied(tie("ab", 3, reporter="b"))
    table = answered(listed("a", "b"), ties)
    assert own_reports(table, ties).loc["a", "b"] == 0
    assert words(table, ties).loc["b", "a"] == 3
    assert words(table, ties).loc["a", "b"] == 0


def test_only_the_latest_year_is_the_network() -> None:
    assert latest(tied(tie("ab", year=2020), tie("ba", year=2021)))["source"].tolist() == ["b"]


# Pairs ------------------------------------------------------------------------------------------------------------------------


def test_a_pair_is_confirmed_one_sided_unchecked_none_or_unknown() -> None:
    table = states(*network("abcde", ["ab", "ba", "ac", "ad"], silent="de"))
    assert status(table, "a", "b") == "confirmed"
    assert status(table, "a", "c") == "one_sided"
    assert status(table, "a", "d") == "unchecked"
    assert status(table, "b", "c") == "none"
    assert status(table, "b", "d") == "unknown"
    assert status(table, "d", "e") == "unknown"
    assert len(table) == 10
    assert len(cooperation(table)) == 3


def test_both_ends_of_one_tie_confirm_it() -> None:
    ties = tied(tie("ab", 2), tie("ab", 1, reporter="b"))
    assert status(states(answered(listed("a", "b"), ties), ties), "a", "b") == "confirmed"


def test_a_pair_with_a_written_agreement_says_so_whoever_reports_it() -> None:
    ties = tied(tie("ba", 4, formal=1), tie("ac", 4, formal=0))
    table = states(answered(listed("a", "b", "c"), ties), ties).set_index(["first", "second"])["formal"]
    assert table.to_dict() == {("a", "b"): 1, ("a", "c"): 0, ("b", "c"): 0}


# What should be ---------------------------------------------------------------------------------------------------------------


def rural(**silent: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    kinds = ["social_centre", "school", "school", "labour_office", "family_centre"]
    ties = tied(tie("gops s1"), tie("s1 gops"), tie("gops pup"), tie("pcpr pup"))
    levels = ["gmina", "gmina", "gmina", "powiat", "powiat"]
    table = listed("gops", "s1", "s2", "pup", "pcpr", kind=kinds, level=levels, teryt=[*[RURAL] * 3, "9901", "9901"], **silent)
    return answered(table, ties), ties


def test_needed_pairs_that_are_missing_come_first_and_every_institution_of_a_kind_is_held_against_them() -> None:
    table, ties = rural(silent=["s2"])
    needed = needed_ties(table, states(table, ties), TYPES, method())
    found = {(one.first, one.second): one.status for one in needed.itertuples() if one.first and one.second}
    assert found == {
        ("gops", "s1"): "confirmed",
        ("gops", "s2"): "unknown",  # the school did not answer
        ("gops", "pup"): "one_sided",
        ("gops", "pcpr"): "missing",
        ("pcpr", "pup"): "one_sided",
    }
    order = needed["status"].tolist()
    assert order == sorted(order, key=["missing", "absent", "unknown", "one_sided", "unchecked", "confirmed"].index)


def test_a_needed_kind_that_no_institution_is_of_is_absent_and_not_a_missing_tie() -> None:
    table, ties = rural()
    needed = needed_ties(table, states(table, ties), TYPES, method())
    absent = needed[needed["status"].eq("absent")]
    assert "primary_care" in set(absent["second_kind"])
    assert (absent["first"].eq("") | absent["second"].eq("")).all()


def test_each_type_of_municipality_has_its_own_list() -> None:
    kinds = ["social_centre", "housing", "village_head"]
    table = answered(listed("ops", "zgm", "sołtys", kind=kinds, teryt=TOWN), tied())
    pairs = states(table, tied())
    pairs_of = {
        kind: set(needed_ties(table, pairs, {TOWN: kind}, method())["second"]) - {""} for kind in ("wiejska", "miejsko-wiejska", "miejska")
    }
    assert pairs_of == {"wiejska": {"sołtys"}, "miejsko-wiejska": {"sołtys", "zgm"}, "miejska": {"zgm"}}


def test_an_institution_of_another_municipality_is_not_needed_here_but_one_of_the_powiat_is() -> None:
    kinds, places = ["social_centre", "school", "labour_office"], [RURAL, TOWN, "9901"]
    table = answered(listed("ops", "s", "pup", kind=kinds, teryt=places, level=["gmina", "gmina", "powiat"]), tied())
    needed = needed_ties(table, states(table, tied()), {RURAL: "wiejska", TOWN: "miejska"}, method())
    here = needed[needed["teryt"].eq(RURAL) & needed["status"].eq("missing")]
    assert list(zip(here["first"], here["second"], strict=True)) == [("ops", "pup")]


def test_of_a_kind_one_member_is_enough_and_members_beside_the_list_are_kept() -> None:
    table, _ = rural()
    table = pd.concat([table, listed("klub", teryt=RURAL)], ignore_index=True)
    team = pd.DataFrame({"institution": ["gops", "s2", "klub"], "role": ["coordinator", "", "member"]})
    found = composition(table, team, TYPES, method()).set_index(["kind", "institution"])["status"].to_dict()
    assert found[("social_centre", "gops")] == "member"
    assert ("school", "s1") not in found
    assert found[("labour_office", "pup")] == "outside"
    assert found[("primary_care", "")] == "absent"
    assert found[("other", "klub")] == "member"


def test_wanted_less_present_is_listed_and_what_is_not_told_is_left_out() -> None:
    ties = tied(tie("ab", 1, wanted=3), tie("ba", 2, wanted=3), tie("ac", 2, wanted=2), tie("ca", None, wanted=4), tie("bc", 0, wanted=3))
    found = wanted_more(answered(listed("a", "b", "c"), ties), ties)
    assert found.to_numpy().tolist() == [
        ["b", "c", 0, 3, 3, False],
        ["a", "b", 1, 3, 2, True],
        ["b", "a", 2, 3, 1, True],
    ]


def test_an_institution_counts_once_for_a_barrier() -> None:
    ties = tied(tie("ab", barrier="time"), tie("ac", barrier="time"), tie("ba", barrier="time"), tie("ca", barrier="legal"))
    assert barriers(ties).to_dict() == {"time": 2, "legal": 1}


# Measures ---------------------------------------------------------------------------------------------------------------------


def test_density_is_of_pairs_that_could_be_reported() -> None:
    assert measures.density(said_of("abc", "ab", "bc")) == (2, 6)
    assert measures.density(said_of("abc", "ab", "bc", silent="c")) == (2, 4)


def test_reciprocity_asks_only_those_who_answered() -> None:
    assert measures.reciprocity(said_of("abc", "ab", "ba", "ac")) == (2, 3)
    assert measures.reciprocity(said_of("abc", "ab", "ba", "ac", silent="c")) == (2, 2)


def test_the_ei_index_is_one_where_all_ties_cross_and_minus_one_where_none_does() -> None:
    groups = pd.Series(["x", "x", "y"])
    assert measures.ei_index(said_of("abc", "ac", "cb"), groups) == (2, 0)
    assert measures.ei_index(said_of("abc", "ab", "ba"), groups) == (0, 2)
    table = network("abcdefghijklmno", ["ab", "bc", "ao", "on"])
    levels = ["gmina"] * 10 + ["powiat"] * 5
    institutions = table[0].assign(level=levels)
    measured = measures.network_measures(institutions, own_reports(*table), states(*table)).set_index("measure")
    assert measured.loc["ei_level", "value"] == pytest.approx((1 - 3) / 4)


def test_the_middle_of_a_star_lies_on_every_way_between_its_ends() -> None:
    star = [f"a{end}" for end in "bcde"] + [f"{end}a" for end in "bcde"]
    assert measures.betweenness(said_of("abcde", *star)).tolist() == [1.0, 0, 0, 0, 0]


@pytest.mark.parametrize("name", NETWORKS)
def test_measures_are_those_of_networkx(name: str) -> None:
    ties, known = (pd.read_csv(KNOWN / file) for file in ("known_ties.csv", "known_measures.csv"))
    ties = ties[ties["network"].eq(name)]
    ids = [str(one) for one in dict.fromkeys([*ties["from"], *ties["to"]])]
    between = ties[ties["from"].ne(ties["to"])]
    rows = [
        tie("ab", source=str(one), target=str(other), reporter=str(one)) for one, other in zip(between["from"], between["to"], strict=True)
    ]
    reports = tied(*rows)
    institutions = answered(listed(*ids), reports)
    said, expected = own_reports(institutions, reports), known[known["network"].eq(name)]
    whole = expected[expected["node"].isna()].set_index("measure")["value"]
    found, possible = measures.density(said)
    assert found / possible == pytest.approx(whole["density"], rel=1e-12)
    returned, asked = measures.reciprocity(said)
    assert returned / asked == pytest.approx(whole["reciprocity"], rel=1e-12)
    assert measures.components(said) == whole["components"]
    for measure, own in (("betweenness", measures.betweenness(said)), ("named_by", said.ge(1).sum())):
        of_nodes = expected[expected["measure"].eq(measure)].set_index("node")["value"]
        assert own.to_dict() == pytest.approx(of_nodes.to_dict(), abs=1e-12)


def test_the_bridge_of_krackhardts_kite_is_the_one_in_the_book() -> None:
    ties = pd.read_csv(KNOWN / "known_measures.csv")
    kite = ties[ties["network"].eq("krackhardt_kite") & ties["measure"].eq("betweenness")].set_index("node")["value"]
    assert kite.idxmax() in {7, "7"}  # Heather
    assert kite.max() * 36 == pytest.approx(14)  # of 36 pairs


# What is not published --------------------------------------------------------------------------------------------------------

RING = "abcdefghijklmno"
ROUND = [f"{one}{other}" for one, other in zip(RING, [*RING[1:], RING[0]], strict=True)]


@pytest.mark.parametrize(("n", "shown"), [(9, False), (14, False), (15, True)])
def test_a_small_network_has_no_measures_and_no_centrality(n: int, shown: bool) -> None:  # noqa: FBT001
    table = network(RING[:n], ROUND[: n - 1])
    measured = measures.network_measures(table[0], own_reports(*table), states(*table))
    central = measures.centrality(table[0], own_reports(*table))
    assert set(measured["status"]) == ({"shown"} if shown else {"small"})
    assert measured["value"].notna().all() == shown
    assert central[["named_by", "betweenness"]].notna().to_numpy().any() == shown


def test_nobody_single_and_nobody_silent_has_a_centrality() -> None:
    table = network(RING, ROUND[:-1], silent="o", alone="b")
    central = measures.centrality(table[0], own_reports(*table)).set_index("institution")
    assert central.loc["b", "status"] == "one_person"
    assert central.loc["o", "status"] == "not_responded"
    assert central.loc[["b", "o"], ["named_by", "asked", "betweenness"]].isna().to_numpy().all()
    assert central.loc["c", "named_by"] == 1
    assert central.loc["c", "asked"] == 13  # 14 answered, itself one of them


def test_nothing_to_count_is_undefined_and_not_zero() -> None:
    table = network(RING, [])
    measured = measures.network_measures(table[0], own_reports(*table), states(*table)).set_index("measure")
    assert measured.loc["density", "value"] == 0
    assert measured.loc["components", "value"] == 15
    assert set(measured.loc[["reciprocity", "confirmed_share", "ei_level"], "status"]) == {"undefined"}


# Invariants -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_order_and_names_change_no_measure_and_arguments_stay(seed: int) -> None:
    chance = np.random.default_rng(seed)
    chosen = [f"{one}{other}" for one in RING for other in RING if one != other and chance.random() < 0.2]
    institutions, ties = network(RING, chosen, silent="df")
    before = (institutions.copy(), ties.copy())
    first = measures.network_measures(institutions, own_reports(institutions, ties), states(institutions, ties))
    shuffled = institutions.sample(frac=1, random_state=seed).reset_index(drop=True)
    again = measures.network_measures(shuffled, own_reports(shuffled, ties), states(shuffled, ties))
    pd.testing.assert_frame_equal(first, again)
    central = [measures.centrality(one, own_reports(one, ties)).set_index("institution").sort_index() for one in (institutions, shuffled)]
    pd.testing.assert_frame_equal(*central)
    for table, kept in zip((institutions, ties), before, strict=True):
        pd.testing.assert_frame_equal(table, kept)


@pytest.mark.parametrize("seed", range(3))
def test_every_pair_has_one_state_and_only_reported_ones_are_stored(seed: int) -> None:
    chance = np.random.default_rng(seed)
    chosen = ["".join(pair) for pair in combinations(RING[:9], 2) if chance.random() < 0.4]
    table = states(*network(RING[:9], chosen, silent="ce"))
    assert len(table) == 36
    assert len(cooperation(table)) == table["status"].isin(["confirmed", "one_sided", "unchecked"]).sum()

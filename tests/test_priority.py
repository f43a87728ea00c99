from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from diagnoza.services.gap import gaps
from diagnoza.services.perception import perceive, publish
from diagnoza.services.practices import better, cards
from diagnoza.services.priority import priorities
from diagnoza.tables import gaps as tables
from gap_samples import MINIMUM, PEOPLE, A, B, C, assess, keeps, random_ratings, ratings, row, supply

NAN = float("nan")
PRACTICES = pd.DataFrame(
    {
        "teryt": [A, B, B],
        "service": ["bus", "library", "rail"],
        "problem": "problem",
        "done": ["linia na żądanie", "książkomat", "bilet"],
        "cost": "10 tys. zł",
        "conditions": "porozumienie",
        "contact": "kierownik",
    }
)


def mixed(teryt: str, low: int, high: int, n: int = 60) -> list[tuple[int, str, float, float, str]]:
    """Give answers that vary: users half content as `low`, half as `high`."""
    return [(n // 2, teryt, 5, low, "regularly"), (n // 2, teryt, 4, high, "regularly")]


# Priorities ------------------------------------------------------------------------------------------------------------------


def test_services_whose_intervals_overlap_share_a_group_and_their_places() -> None:
    table = pd.concat([ratings("bus", mixed(A, 1, 3)), ratings("rail", mixed(A, 1, 3)), ratings("library", mixed(A, 4, 5))])
    _, _, _, found = assess(table, supply({(A, service): 50 for service in ("bus", "rail", "library")}), PEOPLE[[A]])
    here = found[found["teryt"].eq(A)].set_index("service")
    assert dict(here["tie"]) == {"bus": 1, "rail": 1, "library": 2}
    assert here.loc[["bus", "rail"], ["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 2], [1, 2]]
    assert list(here.loc["library", ["rank_low", "rank_high"]]) == [3, 3]
    assert here["value"].is_monotonic_decreasing


@pytest.mark.parametrize("seed", range(4))
def test_every_value_lies_in_its_interval_and_every_place_in_its_range(seed: int) -> None:
    scores = supply({(unit, service): 50 for unit in (A, B, C) for service in ("bus", "library", "rail")})
    _, perception, _, found = assess(random_ratings(seed), scores, pd.Series({A: 1, B: 2, C: 3}))
    known = found.dropna(subset="value")
    assert (known["low"].le(known["value"]) & known["value"].le(known["high"])).all()
    place = known.groupby("teryt")["value"].rank(ascending=False, method="min")
    assert (known["rank_low"].le(place) & place.le(known["rank_high"])).all()
    by_hand = perception.set_index(["teryt", "service"])
    for one in known.to_dict("records"):
        figures = by_hand.loc[(one["teryt"], one["service"])]
        lacking = max(0, figures["importance"] - figures["needs_met"])
        assert one["value"] == pytest.approx(figures["importance"] * lacking / 100, abs=0.0501)


def test_a_need_that_is_met_beyond_its_importance_has_no_priority() -> None:
    table = ratings("library", [(40, A, 2, 5, "regularly")])
    _, _, _, found = assess(table, supply({(A, "library"): 50}), PEOPLE[[A]])
    assert list(row(found, teryt=A, service="library")[["value", "low", "high"]]) == [0, 0, 0]


def test_without_anything_assessed_there_are_no_places() -> None:
    _, _, _, found = assess(ratings("bus", [(10, A, 5, 5, "unmet")]), supply({(A, "bus"): 50}), PEOPLE[[A]])
    keeps(found, tables.Priorities)
    assert found[["value", "low", "rank_low", "tie"]].isna().all(axis=None)
    assert found["reason"].ne("").all()


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(7)
    truth, hits = 100 * (100 - 50) / 100, []
    for _ in range(60):
        answers = random.choice([1.0, 2, 3, 4, 5], 80)
        table = ratings("bus", [(1, A, 5, value, "regularly") for value in answers])
        perceived = perceive(table, replicates=200)
        perception = publish(perceived, MINIMUM)
        here = row(priorities(perceived, perception, gaps(perception, supply({(A, "bus"): 50}), PEOPLE[[A]])), teryt=A, service="bus")
        hits.append(here["low"] <= truth <= here["high"])
    assert np.mean(hits) > 0.85


# Good practices --------------------------------------------------------------------------------------------------------------


def compared(here: int, there: int, cost: dict[str, float] | None = None) -> pd.DataFrame:
    """Compare a content municipality with an annoyed one, by their supply and unit cost."""
    table = ratings("bus", [*mixed(A, 4, 5), *mixed(B, 1, 3)])
    perceived, _, found, _ = assess(table, supply({(A, "bus"): here, (B, "bus"): there}))
    costs = None if cost is None else pd.DataFrame({"teryt": list(cost), "service": "bus", "unit_cost": list(cost.values())})
    return better(perceived, found, costs)


def test_a_good_practice_is_better_at_no_more_resources_or_cost() -> None:
    assert list(compared(60, 60)[["teryt", "receiver", "advantage"]].iloc[0]) == [A, B, "supply"]
    assert compared(61, 60).empty
    assert compared(61, 60, {A: 100, B: 120})["advantage"].tolist() == ["unit_cost"]
    assert compared(60, 61, {A: 100, B: 120})["advantage"].tolist() == ["both"]
    assert compared(61, 60, {A: 121, B: 120}).empty
    assert compared(61, 60, {A: NAN, B: 120}).empty


def test_a_difference_that_chance_makes_is_no_good_practice() -> None:
    table = ratings("bus", [*mixed(A, 1, 5), *mixed(B, 1, 4)])
    perceived, _, found, _ = assess(table, supply({(A, "bus"): 10, (B, "bus"): 90}))
    assert row(found, teryt=A, service="bus")["needs_met"] > row(found, teryt=B, service="bus")["needs_met"]
    assert better(perceived, found).empty


def test_more_partners_make_the_same_difference_less_sure() -> None:
    table = ratings("bus", [*mixed(A, 2, 5), *mixed(B, 2, 4)])
    others = pd.concat(
        [
            table[table["teryt"].eq(B)].assign(teryt=f"99010{at}2", respondent=lambda rows: rows["teryt"] + rows["respondent"])
            for at in range(10, 16)
        ]
    )
    found = []
    for answers in (table, pd.concat([table, others])):
        units = sorted(set(answers["teryt"]))
        perceived, _, gap, _ = assess(answers, supply({(unit, "bus"): 50 for unit in units}), pd.Series(1, index=units))
        found.append(better(perceived, gap))
    assert list(found[0]["receiver"]) == [B]
    assert found[1].empty


def test_cards_go_to_the_partners_that_lack_it() -> None:
    table = pd.concat([ratings("bus", [*mixed(A, 4, 5), *mixed(B, 1, 3)]), ratings("library", [*mixed(A, 1, 2), *mixed(B, 1, 3)])])
    scores = {(unit, service): 60.0 for unit in (A, B) for service in ("bus", "library")}
    perceived, _, found, _ = assess(table, supply({**scores, (B, "library"): 70.0}))
    listed = keeps(cards(PRACTICES, better(perceived, found), found), tables.GoodPractices)
    bus, library, rail = (listed[listed["service"].eq(name)].iloc[0] for name in ("bus", "library", "rail"))
    assert (bus["teryt"], bus["receiver"], bus["confirmed"], bus["done"]) == (A, B, True, "linia na żądanie")
    assert (library["receiver"], library["confirmed"], library["done"]) == (A, False, "książkomat")
    assert pd.isna(library["difference"])
    assert (rail["receiver"], rail["confirmed"]) == ("", False)


def test_a_better_partner_without_a_description_is_still_named() -> None:
    table = ratings("bus", [*mixed(A, 4, 5), *mixed(B, 1, 3)])
    perceived, _, found, _ = assess(table, supply({(A, "bus"): 60, (B, "bus"): 60}))
    listed = keeps(cards(PRACTICES.head(0), better(perceived, found), found), tables.GoodPractices)
    assert list(listed.iloc[0][["teryt", "receiver", "confirmed", "problem"]]) == [A, B, True, ""]


def test_one_municipality_has_nobody_to_learn_from() -> None:
    perceived, _, found, _ = assess(ratings("bus", mixed(A, 1, 5)), supply({(A, "bus"): 50}), PEOPLE[[A]])
    listed = keeps(cards(PRACTICES.head(1), better(perceived, found), found), tables.GoodPractices)
    assert list(listed["receiver"]) == [""]

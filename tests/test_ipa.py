from __future__ import annotations

import pandas as pd
import pytest

from diagnoza.services.ipa import ipa
from diagnoza.services.perception import perceive, publish
from diagnoza.tables import gaps as tables
from gap_samples import MINIMUM, A, B, keeps, random_ratings, row


def perceived(figures: dict[str, tuple[float, float]], half: float = 2, teryt: str = A) -> pd.DataFrame:
    """Give importance and satisfaction by service, with limits so far apart."""
    table = pd.DataFrame(
        [(teryt, name, *pair) for name, pair in figures.items()], columns=["teryt", "service", "importance", "satisfaction"]
    )
    table = table.astype({"importance": float, "satisfaction": float})
    for name in ("importance", "satisfaction"):
        table[f"{name}_low"], table[f"{name}_high"] = table[name] - half, table[name] + half
    return table


# importance is high everywhere, as in most surveys: means 80 and 55
CEILING = {"bus": (95, 40), "library": (70, 70), "kindergarten": (90, 75), "rail": (65, 35)}


def test_the_means_divide_what_the_middle_of_the_scale_does_not() -> None:
    found = keeps(ipa(perceived(CEILING)), tables.Ipa).set_index("service")
    assert (found["cross_importance"].iloc[0], found["cross_satisfaction"].iloc[0]) == (80, 55)
    assert dict(found["quadrant"]) == {"bus": "concentrate", "library": "overkill", "kindergarten": "keep", "rail": "low_priority"}
    assert dict(found["quadrant_scale"]) == {"bus": "concentrate", "library": "keep", "kindergarten": "keep", "rail": "concentrate"}
    assert list(found.index[found["changes"]]) == ["library", "rail"]


def test_the_diagonal_does_not_care_for_quadrants() -> None:
    found = ipa(perceived(CEILING)).set_index("service")
    assert dict(found["diagonal"]) == {"bus": 55, "library": 0, "kindergarten": 15, "rail": 30}
    assert list(found.index[found["below"]]) == ["bus", "kindergarten", "rail"]


def test_a_service_is_surely_in_its_quadrant_only_with_all_of_its_interval() -> None:
    assert ipa(perceived(CEILING, half=5))["sure"].all()
    assert not ipa(perceived(CEILING, half=21))["sure"].any()


def test_each_unit_has_its_own_cross_hair_and_one_service_has_none() -> None:
    table = pd.concat([perceived(CEILING), perceived({"bus": (50, 50), "rail": (70, 90)}, teryt=B), perceived({"bus": (50, 50)}, teryt="")])
    found = ipa(table)
    assert set(found["teryt"]) == {A, B}
    assert row(found, teryt=B, service="bus")["cross_satisfaction"] == 70


def test_services_without_a_published_figure_do_not_move_the_cross_hair() -> None:
    table = perceived({**CEILING, "nursery": (10, 10)})
    table.loc[table["service"].eq("nursery"), "satisfaction"] = float("nan")
    pd.testing.assert_frame_equal(ipa(table), ipa(perceived(CEILING)))


@pytest.mark.parametrize("seed", range(2))
def test_doubled_weights_and_another_order_change_nothing(seed: int) -> None:
    table = random_ratings(seed)
    found = [
        ipa(publish(perceive(one), MINIMUM)) for one in (table, table.assign(weight=table["weight"] * 2).sample(frac=1, random_state=seed))
    ]
    assert len(found[0])
    pd.testing.assert_frame_equal(*found)

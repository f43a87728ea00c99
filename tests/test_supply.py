"""The score of supply: added up by hand, never over the partners alone, and the same whatever the units, weights and order of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza.errors import DiagnozaError
from diagnoza.services.comparison import none_given, read_comparison
from diagnoza.services.inventory import read_inventory
from diagnoza.services.normalised import against_comparison, against_standard
from diagnoza.services.supply import supply, supply_parts
from diagnoza.tables.services import Comparison, Inventory
from survey_samples import as_csv
from test_inventory import HEADS, SCOPE, row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

K, B, G = "0801042", "0801022", "0861011"
PLACES = "miejsc na 1 000 dzieci"


def stock(*rows: dict[str, Any]) -> pd.DataFrame:
    usual: dict[str, Any] = dict.fromkeys(Inventory.to_schema().columns) | {
        "teryt": K,
        "service": "nursery",
        "field": "sprawy_spoleczne",
        "resource": "institutional",
        "indicator": "Miejsca",
        "unit": PLACES,
        "year": 2013,
        "status": "measured",
    }
    texts = dict.fromkeys(("provider", "provider_type", "form", "source", "better"), "")
    return pd.DataFrame(Inventory.validate(pd.DataFrame([usual | texts | one for one in rows]), lazy=True))


def compared(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = dict.fromkeys(Comparison.to_schema().columns) | {
        "service": "nursery",
        "better": "higher",
        "group": "gminy podobne",
        "source": "",
    }
    return pd.DataFrame(Comparison.validate(pd.DataFrame([usual | one for one in rows]), lazy=True))


def scored(
    inventory: pd.DataFrame, comparison: pd.DataFrame | None = None, units: Sequence[str] = (K,), **options: Any
) -> tuple[pd.DataFrame, pd.DataFrame]:
    given = none_given() if comparison is None else comparison
    parts = supply_parts(inventory, given, units, ["nursery"], **options)
    return supply(parts, inventory, units, ["nursery"]), parts


# By hand ----------------------------------------------------------------------------------------------------------------------


def test_a_score_can_be_added_up_by_hand() -> None:
    inventory = stock(
        {"value": 20, "standard": 40, "better": "higher"},  # half of what the standard asks for: 50
        {"indicator": "Dzieci na opiekuna", "unit": "osób", "value": 10, "standard": 8, "better": "lower"},  # 100 · 8 / 10 = 80
        {"indicator": "Godziny", "unit": "godz. tygodniowo", "value": 40},  # 50 · 40 / 50 = 40
        {"indicator": "Stan", "unit": "pkt", "value": 3, "condition": 4},  # no reference; condition: 100 · (4 − 1) / 4 = 75
    )
    z, parts = scored(inventory, compared({"part": "godziny", "unit": "godz. tygodniowo", "value": 50}))
    normalised = parts.set_index("part")["normalised"]
    assert normalised.dropna().to_dict() == {"miejsca": 50, "dzieci na opiekuna": 80, "godziny": 40, "@condition": 75}
    [one] = z.to_dict("records")
    assert (one["score"], one["parts"], one["of"]) == (61.25, 4, 5)
    assert one["low"] == pytest.approx(55)  # without the 80: (50 + 40 + 75) / 3
    assert one["high"] == pytest.approx(205 / 3)  # without the 40
    assert one["basis"] == "Na 4\u00a0wskaźnikach z\u00a05: 2 wobec normy, 1 wobec grupy porównawczej, 1 na własnej skali; dane: 2013."


def test_without_standard_or_comparison_a_part_does_not_enter_and_says_so() -> None:
    z, parts = scored(stock({"value": 20}, {"teryt": B, "value": 90}), units=(K, B))
    assert z["score"].isna().all()
    assert set(parts["note"]) == {"bez normy i bez wartości porównawczej"}
    assert z["basis"].str.startswith("Nie oceniono: żadnego wskaźnika nie można było użyć").all()


def test_more_than_the_standard_is_not_more_supply() -> None:
    assert [against_standard(value, 40, "higher") for value in (0, 40, 80)] == [0, 100, 100]
    assert [against_standard(value, 40, "lower") for value in (0, 40, 80)] == [100, 100, 50]


def test_quartiles_give_the_percentile_and_a_typical_value_alone_the_ratio() -> None:
    quartiles = {"p10": 10, "q1": 20, "value": 40, "q3": 60, "p90": 90, "better": "higher"}
    assert [against_comparison(value, quartiles) for value in (0, 5, 10, 30, 40, 90, 500)] == [0, 5, 10, 37.5, 50, 90, 90]
    assert against_comparison(30, quartiles | {"better": "lower"}) == 62.5
    assert [against_comparison(value, {"value": 40, "better": "higher"}) for value in (0, 20, 40, 80, 100)] == [0, 25, 50, 100, 100]
    assert [against_comparison(value, {"value": 40, "better": "lower"}) for value in (0, 20, 40, 80)] == [100, 100, 50, 25]


def test_no_places_score_nothing_and_no_data_no_score() -> None:
    places = compared({"part": "miejsca", "unit": PLACES, "value": 40})
    none, _ = scored(stock({"value": 0}), places)
    unknown, parts = scored(stock({"value": None, "status": "no_data"}), places)
    assert (none["score"].item(), none["parts"].item()) == (0, 1)
    assert none[["low", "high"]].isna().to_numpy().all()
    assert "Jeden wskaźnik" in none["basis"].item()
    assert unknown["score"].isna().all()
    assert list(parts["note"]) == ["brak danych"]


def test_a_service_that_only_the_powiat_lists_is_not_scored_and_says_who_does() -> None:
    z, parts = scored(stock({"teryt": "0801", "value": 20, "standard": 40, "better": "higher"}), units=(K, G))
    assert z["score"].isna().all()
    assert "tylko powiat (0801)" in z["basis"].iloc[0]
    assert "nic o\u00a0tej usłudze nie mówi" in z["basis"].iloc[1]
    assert parts.empty


# Several providers, several years -----------------------------------------------------------------------------------------------


def test_what_adds_up_is_summed_and_rates_are_averaged_by_users() -> None:
    two = [{"provider": "A", "users": 30, "capacity": 40}, {"provider": "B", "users": 10, "capacity": 20}]
    counts = stock(*({"unit": "szt.", "value": 4, "target_pop": 2000} | one for one in two))
    rates = stock(two[0] | {"value": 40}, two[1] | {"value": 80})
    _, summed = scored(counts, compared({"part": "miejsca", "unit": "szt. na 1 000 dzieci", "value": 8}))
    _, averaged = scored(rates)
    assert summed.set_index("part").loc["miejsca", ["value", "unit", "normalised"]].tolist() == [4, "szt. na 1 000 dzieci", 25]
    assert averaged.set_index("part")["value"]["miejsca"] == 50
    capacity = summed.set_index("part").loc["@capacity"]
    assert (capacity["value"], capacity["unit"]) == (30, "miejsc na 1 000 osób")


def test_a_sum_is_not_known_where_one_provider_does_not_tell() -> None:
    inventory = stock(
        {"provider": "A", "unit": "szt.", "value": 4, "capacity": 30, "target_pop": 1000},
        {"provider": "B", "unit": "szt.", "value": None, "users": 5, "status": "no_data"},
    )
    _, parts = scored(inventory)
    notes = parts.set_index("part")["note"]
    assert notes["miejsca"] == notes["@capacity"] == "nie wszyscy świadczący podali wartość (1 z 2)"


def test_a_column_that_stands_in_all_rows_of_a_provider_counts_once() -> None:
    one = {"provider": "A", "capacity": 30, "target_pop": 1000, "value": 1}
    _, parts = scored(stock(one, one | {"indicator": "Inny"}))
    assert parts.set_index("part")["value"]["@capacity"] == 30


def test_the_latest_year_with_a_value_counts() -> None:
    years = [{"year": 2011, "value": 10}, {"year": 2012, "value": 20}, {"year": 2013, "value": None, "status": "no_data"}]
    _, parts = scored(stock(*years))
    assert parts[["value", "year"]].to_numpy().tolist() == [[20, 2012]]


# What changes nothing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def inventory() -> pd.DataFrame:
    return stock(
        {"value": 20, "standard": 40, "better": "higher", "condition": 2},
        {"indicator": "Etaty", "unit": "etatów", "value": 3, "target_pop": 1000, "resource": "staff"},
        {"teryt": B, "value": 60, "standard": 40, "better": "higher"},
        {"teryt": B, "indicator": "Etaty", "unit": "etatów", "value": 9, "target_pop": 1000, "resource": "staff"},
    )


@pytest.fixture
def comparison() -> pd.DataFrame:
    return compared({"part": "etaty", "unit": "etatów na 1 000 osób", "value": 6})


def test_doubling_all_weights_changes_nothing_and_one_weight_does(inventory: pd.DataFrame, comparison: pd.DataFrame) -> None:
    names = {"miejsca": 3.0, "etaty": 1.0, "@condition": 0.5}
    once, twice = (scored(inventory, comparison, weights={name: k * weight for name, weight in names.items()}) for k in (1, 2))
    pd.testing.assert_frame_equal(once[0], twice[0])
    pd.testing.assert_frame_equal(once[1], twice[1])
    assert once[0]["score"].item() == pytest.approx((3 * 50 + 1 * 25 + 0.5 * 25) / 4.5)
    assert scored(inventory, comparison)[0]["score"].item() == pytest.approx(100 / 3)


def test_the_order_of_rows_changes_nothing(inventory: pd.DataFrame, comparison: pd.DataFrame) -> None:
    for one, other in zip(scored(inventory, comparison), scored(inventory[::-1], comparison), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_partner_who_joins_is_scored_and_changes_no_other(inventory: pd.DataFrame, comparison: pd.DataFrame) -> None:
    alone, _ = scored(inventory, comparison, units=(K,))
    both, _ = scored(inventory, comparison, units=(K, B))
    pd.testing.assert_frame_equal(alone, both[both["teryt"].eq(K)])
    assert both["score"].iloc[1] == pytest.approx((100 + 75) / 2)


def test_it_is_scored_for_one_municipality_and_for_twelve(comparison: pd.DataFrame) -> None:
    codes = [f"0801{at}2" for at in range(10, 22)]
    rows = stock(*({"teryt": code, "value": at, "standard": 11, "better": "higher"} for at, code in enumerate(codes)))
    z, _ = scored(rows, comparison, units=codes)
    assert list(z["score"]) == pytest.approx([100 * at / 11 for at in range(12)])


def test_the_arguments_are_not_changed(inventory: pd.DataFrame, comparison: pd.DataFrame) -> None:
    before = (inventory.copy(), comparison.copy())
    scored(inventory, comparison)
    pd.testing.assert_frame_equal(inventory, before[0])
    pd.testing.assert_frame_equal(comparison, before[1])


def test_a_score_lies_in_its_range(inventory: pd.DataFrame, comparison: pd.DataFrame) -> None:
    z, _ = scored(inventory, comparison, units=(K, B), weights={"etaty": 9})
    assert (z["low"].le(z["score"]) & z["score"].le(z["high"])).all()


@pytest.mark.parametrize("weight", [0, -1, float("nan")])
def test_a_weight_that_is_not_above_0_is_refused(inventory: pd.DataFrame, comparison: pd.DataFrame, weight: float) -> None:
    with pytest.raises(DiagnozaError, match="above 0"):
        scored(inventory, comparison, weights={"etaty": weight})


# From files -------------------------------------------------------------------------------------------------------------------

COMPARED = ["Usługa", "Wskaźnik", "Jednostka miary", "Lepiej", "Mediana", "Grupa porównawcza"]


def test_comparison_values_in_any_unit_are_the_same_table(tmp_path: Path) -> None:
    def read(name: str, *rows: list[str]) -> pd.DataFrame:
        return read_comparison(as_csv(tmp_path / name, COMPARED, *rows, separator=";"), SCOPE).table

    one = read(
        "a.csv",
        ["library", "Etaty", "etatów na 1 000 osób", "więcej", "0,3", "kraj"],
        ["library", "Wydatki", "zł na osobę", "więcej", "24", "kraj"],
    )
    other = read(
        "b.csv",
        ["library", "Wydatki", "tys. zł na 100 mieszkańców", "stymulanta", "2,4", "kraj"],
        ["Biblioteka publiczna", "staff_fte", "etaty na 10 tys. mieszk.", "+", "3", "kraj"],
    )
    pd.testing.assert_frame_equal(one, other)
    assert list(one["part"]) == ["@spend", "@staff"]


def test_comparison_rows_that_cannot_be_used_are_set_aside(tmp_path: Path) -> None:
    heads = [*COMPARED, "q1", "q3"]
    good = ["library", "Etaty", "etatów na 1 000 osób", "więcej", "0,3", "kraj", "", ""]
    bad = [
        ["kino", *good[1:]],
        [*good[:2], "etatów", *good[3:]],
        [*good[:3], "lepiej", *good[4:]],
        [*good[:4], "0", *good[5:]],
        [*good[:6], "0,5", "0,6"],
    ]
    given = read_comparison(as_csv(tmp_path / "a.csv", heads, good, *bad, good, separator=";"), SCOPE)
    assert given.audit[["reason", "rows"]].to_numpy().tolist() == [
        ["", 1],
        ["wiersz porównania nie do odczytania", 5],
        ["powtórzony wiersz", 1],
    ]
    assert len(given.problems) == 6


def test_a_unit_changes_no_score(tmp_path: Path) -> None:
    def score(value: str, unit: str, typical: str, of: str) -> pd.DataFrame:
        one = as_csv(tmp_path / "inventory.csv", HEADS, row(Wartość=value, **{"Jednostka miary": unit}), separator=";")
        other = as_csv(tmp_path / "comparison.csv", COMPARED, ["library", "bibliotekarze", of, "więcej", typical, "kraj"], separator=";")
        inventory = read_inventory(one, SCOPE).table
        return supply(supply_parts(inventory, read_comparison(other, SCOPE).table, [K], ["library"]), inventory, [K], ["library"])

    thousand = score("3", "etatów na 1 000 mieszkańców", "4", "etatów na 1 000 mieszkańców")
    hundred = score("0,3", "etaty na 100 mieszk.", "40", "etatów na 10 tys. mieszkańców")
    pd.testing.assert_frame_equal(thousand, hundred)
    assert thousand["score"].item() == 37.5

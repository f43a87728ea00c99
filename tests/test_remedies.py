from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.services.causes import BARRIERS, THINGS, TRAINABLE, Barrier, cases, causes, shortages
from diagnoza.services.gap import KINDS
from diagnoza.services.remedies import BY_CAUSE, BY_KIND, TYPES, remedies
from diagnoza.services.training import topics
from diagnoza.tables import gaps as tables
from diagnoza.tables import services
from gap_samples import A, B, C, keeps, row

NAN = float("nan")
POWIAT = "0801"
SHORT = ("institutional", "staff", "financial", "technological", "infrastructural")


def case(teryt: str, service: str, kind: str, value: float = 40) -> dict[str, object]:
    return {"teryt": teryt, "service": service, "kind": kind, "value": value, "low": value - 10, "high": value + 10, "level": "own"}


def listed(*rows: dict[str, object]) -> pd.DataFrame:
    """Give an inventory: unit, service, provider and what is told of it."""
    plain = {"field": "transport", "provider": "Zakład", "resource": "other", "indicator": "x", "year": 2013, "status": "measured"}
    texts = dict.fromkeys(["provider_type", "form", "unit", "better", "source"], "")
    columns = list(services.Inventory.to_schema().columns)
    return services.Inventory.validate(pd.DataFrame([{**plain, **texts, **one} for one in rows], columns=columns))


def parts(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["teryt", "service", "resource", "normalised"])
    return table.assign(part="@capacity", label="Miejsca", kind="comparison")


def named(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["teryt", "service", "barrier", "share"]).astype({"share": float})


def found(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows)


NOTHING_SHORT = parts((A, "bus", "staff", 90.0))
PLAIN = listed({"teryt": A, "service": "bus", "staff_fte": 10.0})


# Which gap it is -------------------------------------------------------------------------------------------------------------


def test_where_answers_are_too_few_own_supply_is_set_against_all_residents() -> None:
    sides = [
        ("", "bus", 60, 30, "organisation"),
        (A, "bus", 40, NAN, "unassessed"),
        (B, "bus", 70, 60, "strength"),
        (C, "bus", NAN, NAN, "unassessed"),
    ]
    gap = pd.DataFrame(sides, columns=["teryt", "service", "supply", "needs_met", "kind"])
    weighed = gap[["teryt", "service"]].assign(value=[50.0, NAN, 10, NAN], low=[45.0, NAN, 5, NAN], high=[55.0, NAN, 15, NAN])
    table = cases(gap, weighed).set_index("teryt")
    assert list(table.loc[A, ["kind", "value", "level"]]) == ["resource", 50, "partnership"]
    assert list(table.loc[B, ["kind", "value", "level"]]) == ["strength", 10, "own"]
    assert table.loc[C, "kind"] == "unassessed"


# Causes ----------------------------------------------------------------------------------------------------------------------


def test_a_barrier_counts_from_the_declared_share_and_points_where_the_table_says() -> None:
    barriers = named((A, "bus", "hours", 0.2), (A, "bus", "no_information", 0.19), (A, "bus", "other", 0.9), (A, "bus", "price", NAN))
    table = keeps(causes(found(case(A, "bus", "organisation")), PLAIN, NOTHING_SHORT, barriers), tables.Causes)
    assert list(table["cause"]) == ["organisation"]
    own = {"other": Barrier("inne", "legal")}
    assert list(causes(found(case(A, "bus", "organisation")), PLAIN, NOTHING_SHORT, barriers, meaning=own)["cause"]) == ["legal"]


def test_queues_where_places_are_lacking_are_no_fault_of_organisation() -> None:
    waiting = listed({"teryt": A, "service": "bus", "waiting": 3.0})
    table = causes(found(case(A, "bus", "resource")), waiting, NOTHING_SHORT, named((A, "bus", "queue", 0.5)))
    assert set(table["cause"]) == {"institutional"}
    assert "inwentaryzacja wskazuje na niedobór zasobów: instytucjonalne" in row(table, origin="barrier")["evidence"]


def test_old_buses_are_no_lack_of_competence() -> None:
    old = listed({"teryt": A, "service": "bus", "resource": "infrastructural", "condition": 2.0})
    table = causes(found(case(A, "bus", "organisation")), old, NOTHING_SHORT, named((A, "bus", "quality", 0.5)))
    assert not set(table["cause"]) & set(TRAINABLE)


def test_a_step_at_the_door_is_a_shortage_that_explains_no_queue() -> None:
    step = listed({"teryt": A, "service": "bus", "accessible_arch": 0, "accessible_digital": 0})
    table = causes(found(case(A, "bus", "organisation")), step, NOTHING_SHORT, named((A, "bus", "queue", 0.5)))
    assert set(table["cause"]) == {"infrastructural", "technological", "organisation"}


def test_anything_below_a_standard_is_short_and_of_a_comparison_the_lower_half() -> None:
    table = parts((A, "bus", "staff", 70.0))
    assert shortages(PLAIN, table).empty
    assert list(shortages(PLAIN, table.assign(kind="standard"))["evidence"]) == ["Miejsca – 70 punktów na 100"]


def test_what_was_short_years_ago_is_not_short_now() -> None:
    table = shortages(
        listed({"teryt": A, "service": "bus", "condition": 1.0, "year": 2010}, {"teryt": A, "service": "bus", "condition": 4.0}), parts()
    )
    assert table.empty


def test_a_municipality_without_own_answers_takes_the_barriers_of_the_partnership() -> None:
    barriers = named((A, "bus", "price", 0.5), (PARTNERSHIP, "bus", "hours", 0.5))
    both = found(case(A, "bus", "organisation"), case(B, "bus", "organisation"))
    table = causes(both, PLAIN, NOTHING_SHORT, barriers)
    assert list(row(table, teryt=A)[["cause", "level"]]) == ["financial", "own"]
    assert list(row(table, teryt=B)[["cause", "level"]]) == ["organisation", "partnership"]


def test_a_shortage_of_the_powiat_reaches_its_municipalities_only() -> None:
    worn = listed({"teryt": POWIAT, "service": "bus", "resource": "infrastructural", "condition": 1.0})
    table = causes(found(case(A, "bus", "resource"), case("0861011", "bus", "resource")), worn, parts(), named())
    assert list(table["teryt"]) == [A]


def test_only_gaps_have_causes() -> None:
    strong = found(case(A, "bus", "strength"), case(B, "bus", "verify"), case(C, "bus", "unassessed"))
    assert causes(strong, PLAIN, parts((A, "bus", "staff", 1.0)), named((PARTNERSHIP, "bus", "hours", 0.9))).empty


# Remedies --------------------------------------------------------------------------------------------------------------------


def test_every_cause_and_every_kind_has_its_remedies_and_every_barrier_a_cause() -> None:
    assert set(BY_CAUSE) == set(tables.TRAINABLE) | set(tables.RESOURCES)
    assert set(BY_KIND) == set(KINDS) - {"unassessed"} == set(tables.KINDS) - {"unassessed"}
    assert {one.type for some in [*BY_CAUSE.values(), BY_KIND.values()] for one in some} == set(TYPES) == set(tables.REMEDIES)
    assert {barrier.cause for barrier in BARRIERS.values()} <= set(BY_CAUSE)
    training = {cause for cause, some in BY_CAUSE.items() if any(one.type == "training" for one in some)}
    hardware = {cause for cause, some in BY_CAUSE.items() if any(one.type in {"investment", "shared_service"} for one in some)}
    assert training == set(TRAINABLE)
    assert not hardware & training


def test_the_remedy_follows_the_cause() -> None:
    some = found(
        case(A, "bus", "organisation", 30), case(B, "bus", "resource", 60), case(C, "bus", "verify", 5), case(A, "rail", "unassessed")
    )
    told = causes(
        some, PLAIN, parts((B, "bus", "infrastructural", 10.0)), named((A, "bus", "no_information", 0.4), (B, "bus", "no_information", 0.4))
    )
    table = keeps(remedies(some, told), tables.Remedies)
    assert list(table["teryt"].drop_duplicates()) == [B, A, C]
    assert set(table.loc[table["teryt"].eq(A), "type"]) == {"information", "training"}
    assert set(table.loc[table["teryt"].eq(B) & table["main"], "type"]) == {"investment", "shared_service"}
    assert set(table.loc[table["teryt"].eq(B) & ~table["main"], "type"]) == {"information", "training"}
    assert list(table.loc[table["teryt"].eq(C), "type"]) == ["check"]


def test_a_gap_without_a_known_cause_asks_for_one() -> None:
    some = found(case(A, "bus", "organisation"))
    table = remedies(some, causes(some, PLAIN, NOTHING_SHORT, named()))
    assert list(table["type"]) == ["check"]
    assert table["main"].all()


# Training --------------------------------------------------------------------------------------------------------------------

STAFFED = listed(
    {"teryt": A, "service": "bus", "provider": "Zakład Komunikacji", "staff_fte": 10.0, "indicator": "x"},
    {"teryt": A, "service": "bus", "provider": "Zakład Komunikacji", "staff_fte": 10.0, "indicator": "y"},
    {"teryt": A, "service": "bus", "provider": "Przewoźnik", "staff_fte": 5.0},
    {"teryt": B, "service": "bus", "provider": "Gminny Zakład", "staff_fte": 4.0},
    {"teryt": B, "service": "library", "provider": "Biblioteka", "staff_fte": 2.0, "field": "kultura"},
    {"teryt": C, "service": "bus", "provider": "Urząd"},
)
SOME = found(
    case(A, "bus", "organisation", 40),
    case(B, "bus", "resource", 20),
    case(B, "library", "organisation", 30),
    case(C, "bus", "organisation", 90),
)
TOLD = causes(SOME, STAFFED, parts(), named(("", "bus", "no_information", 0.3), ("", "library", "no_information", 0.3)))


def test_a_topic_by_hand() -> None:
    table = keeps(topics(SOME, TOLD, STAFFED), tables.Training)
    bus = row(table, field="transport", cause="information")
    # A: 40 · (10 + 5), the institution of two rows counted once; B: 20 · 4; the staff of C is not known
    assert (bus["base_score"], bus["low"], bus["high"]) == (680, 30 * 15 + 10 * 4, 50 * 15 + 30 * 4)
    assert (bus["staff"], bus["n_units"], bus["without_staff"], bus["rank"]) == (19, 4, 1, 1)
    assert bus["municipalities"] == f"{A}; {B}; {C}"
    assert bus["units"] == "Gminny Zakład; Przewoźnik; Urząd; Zakład Komunikacji"
    assert pd.isna(bus["score"])
    assert row(table, field="kultura", cause="information")["base_score"] == 60


def test_declared_needs_of_staff_weigh_topics_and_may_turn_their_order() -> None:
    declared = pd.DataFrame({"service": ["bus", "library"], "cause": "information", "share": [0.05, 0.9], "n": [20, 5]})
    table = topics(SOME, TOLD, STAFFED, declared)
    assert dict(zip(table["field"], table["score"], strict=True)) == {"kultura": 54, "transport": 34}
    assert list(table["rank"]) == [1, 2]


def test_declarations_of_fewer_than_five_are_not_told() -> None:
    declared = pd.DataFrame({"service": ["bus", "library"], "cause": "information", "share": [0.5, 0.9], "n": [20, 4]})
    table = topics(SOME, TOLD, STAFFED, declared).set_index("field")
    assert pd.isna(table.loc["kultura", "declared"])
    assert dict(table["rank"]) == {"transport": 1, "kultura": 2}


def test_staff_of_a_powiat_count_once() -> None:
    powiat = listed({"teryt": POWIAT, "service": "bus", "provider": "PKS", "staff_fte": 10.0})
    some = found(case(A, "bus", "organisation", 40), case(B, "bus", "organisation", 20))
    told = causes(some, powiat, parts(), named(("", "bus", "hours", 0.3)))
    only = topics(some, told, powiat).iloc[0]
    assert (only["base_score"], only["staff"], only["municipalities"]) == (300, 10, f"{A}; {B}")


@pytest.mark.parametrize("seed", range(20))
def test_no_training_follows_from_a_shortage_of_buildings_vehicles_or_money(seed: int) -> None:
    random = np.random.default_rng(seed)
    units, offered = [A, B, C], ["bus", "library", "rail"]
    some = found(*(case(unit, service, random.choice(list(KINDS)), random.uniform(10, 90)) for unit in units for service in offered))
    short = parts(*((unit, service, random.choice(THINGS), random.uniform(0, 49)) for unit in units for service in offered))
    barriers = [code for code in BARRIERS if code != "no_information"]
    said = named(*((unit, service, code, random.uniform(0, 1)) for unit in ["", *units] for service in offered for code in barriers))
    staffed = listed(*({"teryt": unit, "service": service, "staff_fte": 3.0} for unit in [*units, POWIAT] for service in offered))
    told = causes(some, staffed, short, said)
    assert not set(told["cause"]) & set(TRAINABLE)
    assert topics(some, told, staffed).empty
    assert not remedies(some, told)["type"].eq("training").any()


@pytest.mark.parametrize(
    ("short", "resource"), [("condition", "infrastructural"), ("waiting", "institutional"), *(("part", resource) for resource in THINGS)]
)
@pytest.mark.parametrize("barrier", [code for code, one in BARRIERS.items() if one.cause in TRAINABLE and code != "no_information"])
def test_each_single_shortage_of_things_takes_training_off_the_list(barrier: str, short: str, resource: str) -> None:
    some, said = found(case(A, "bus", "organisation")), named((A, "bus", barrier, 0.9))
    plain = {"teryt": A, "service": "bus", "staff_fte": 3.0}
    assert set(causes(some, listed(plain), parts(), said)["cause"]) <= set(TRAINABLE)
    rows = listed(plain if short == "part" else {**plain, short: 2.0})
    told = causes(some, rows, parts((A, "bus", resource, 49.0)) if short == "part" else parts(), said)
    assert set(told["cause"]) == {resource}
    assert topics(some, told, rows).empty


@pytest.mark.parametrize("seed", range(5))
def test_every_topic_has_a_barrier_of_its_cause_behind_it(seed: int) -> None:
    random = np.random.default_rng(seed)
    some = found(*(case(unit, "bus", random.choice(["organisation", "resource", "verify"])) for unit in (A, B, C)))
    said = named(*((unit, "bus", code, random.uniform(0, 1)) for unit in (A, B, C) for code in BARRIERS))
    short = parts(*((unit, "bus", resource, random.uniform(0, 100)) for unit in (A, B, C) for resource in SHORT))
    told = causes(some, STAFFED, short, said)
    for topic in topics(some, told, STAFFED).to_dict("records"):
        behind = told[told["cause"].eq(topic["cause"])]
        assert set(behind["origin"]) == {"barrier"}
        assert set(topic["municipalities"].split("; ")) == set(behind["teryt"])


def test_another_order_of_rows_changes_nothing() -> None:
    again = [
        one.sample(frac=1, random_state=3)
        for one in (SOME, STAFFED, named(("", "bus", "no_information", 0.3), ("", "library", "no_information", 0.3)))
    ]
    told = causes(again[0], again[1], parts(), again[2])
    pd.testing.assert_frame_equal(told, TOLD)
    pd.testing.assert_frame_equal(topics(again[0], told, again[1]), topics(SOME, TOLD, STAFFED))
    pd.testing.assert_frame_equal(remedies(again[0], told), remedies(SOME, TOLD))

"""The line of flows: places, dependence and money as the published figures tell them, nothing of what is hidden or not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import line_checks
from diagnoza.synthesis.lines import flows
from line_samples import about, known_sources, plainly, problems

if TYPE_CHECKING:
    from diagnoza.case import Case
    from diagnoza.synthesis.base import Finding

A, B, C, POWIAT = "0402022", "0402042", "0402073", "0402"
NAMES = {A: "Bobrowo", B: "Brzozie", C: "Jabłonowo"}
WHOSE = about(NAMES)
YEAR = 2020


def used(unit: str, served: float | None, capacity: float | None, waiting: float | None = 0, **more: Any) -> dict[str, Any]:
    return {"service": "kindergarten", "year": YEAR, "unit": unit, "served": served, "capacity": capacity, "waiting": waiting} | more


def measure(indicator: str, unit: str, value: float | None, **more: Any) -> dict[str, Any]:
    row = {"service": "kindergarten", "year": YEAR, "unit": unit, "indicator": indicator, "value": value, "low": value, "high": value}
    return row | {"other": "", "status": "shown" if value is not None else "protected", "flags": ""} | more


def made(use: list[dict[str, Any]] = (), measures: list[dict[str, Any]] = (), **more: pd.DataFrame) -> dict[str, pd.DataFrame]:  # type: ignore[assignment]
    services = {"kindergarten", *(row["service"] for row in (*use, *measures))}
    tables = {"flows": pd.DataFrame({"service": sorted(services), "year": YEAR})}
    tables |= {"flow_use": pd.DataFrame(list(use))} if use else {}
    tables |= {"flow_indicators": pd.DataFrame(list(measures))} if measures else {}
    return tables | {"sources": known_sources("flows", "capacity", "unit_costs", "travel")} | more


def items(tables: dict[str, pd.DataFrame]) -> dict[str, tuple[str, float, int | None]]:
    return {one.item: (one.state, one.value, one.n) for one in flows.evidence(tables, WHOSE)}


def findings(tables: dict[str, pd.DataFrame]) -> dict[str, Finding]:
    return {one.finding: plainly(one) for one in flows.findings(tables, WHOSE)}


HOME = [measure("self_sufficiency", unit, 0.8) for unit in NAMES]


def test_ten_children_more_than_places_tell_of_a_need_and_are_told_with_the_free_places() -> None:
    tables = made([used(A, 110, 100, 7), used(B, 40, 60, 0)])
    assert items(tables) == {"kindergarten-places": ("supports", 10.0, 150)}
    one = findings(tables)["flows-places-kindergarten"]
    assert one.sentence == (
        "Usługa „Przedszkole”: u 1 z 2 świadczących, o których to wiadomo, jest więcej użytkowników niż miejsc – "
        "Bobrowo (110 dzieci, 100 miejsc), razem o 10; czeka na nią 7 osób: Bobrowo (7); wolne miejsca (20): Brzozie (20)."
    )
    assert one.plain == (
        "Chodzi o usługę: przedszkole. W tych miejscach jest za dużo osób: Bobrowo. Razem brakuje 10 miejsc. "
        "Czeka na tę usługę 7 osób. Wolne miejsca: 20."
    )
    assert (one.field, one.dimension, one.kind, one.units, one.n) == ("edukacja", "S", "need", (A,), 150)


def test_a_number_waiting_that_is_not_known_makes_the_sum_a_lower_bound_and_is_no_zero() -> None:
    tables = made([used(A, 90, 100, 7), used(B, 40, 60, None)], HOME)
    assert "czeka na nią co najmniej 7 osób" in findings(tables)["flows-places-kindergarten"].sentence
    assert items(made([used(A, 90, 100, None), used(B, 40, 60, 0)], HOME)) == {}


@pytest.mark.parametrize(
    ("use", "home", "told"),
    [
        ([used(A, 90, 100), used(B, 40, 60)], HOME, {"kindergarten-places": ("contradicts", 30.0, 130)}),
        ([used(A, 90, 100), used(B, 60, 60)], HOME, {}),  # a provider is full
        ([used(A, 90, 100), used(B, 40, None)], HOME, {}),  # not all is known
        ([used(A, 90, 100), used(B, 40, 60)], HOME[:2], {}),  # of one municipality it is not known who is served at home
        ([used(A, 90, 100), used(B, 40, 60)], [*HOME[:2], measure("self_sufficiency", C, 0.74)], {}),
        ([used(A, 90, 100), used(B, 40, 60)], [*HOME[:2], measure("self_sufficiency", C, 0.8, low=0.7)], {}),
    ],
)
def test_free_places_tell_of_no_need_only_where_all_is_known_and_municipalities_serve_their_own(use: Any, home: Any, told: Any) -> None:
    assert items(made(use, home)) == told


def test_a_third_served_elsewhere_counts_at_the_less_striking_end_and_never_from_a_bound() -> None:
    far = [measure("self_sufficiency", A, 0.6), measure("self_sufficiency", B, 0.6, high=0.7), measure("self_sufficiency", C, 0.9)]
    assert items(made(measures=far)) == {"kindergarten-home": ("supports", 1.0, 3)}
    bound = [row | {"flags": "bound,missing_reporter"} for row in far]
    assert items(made(measures=bound)) == {}
    hidden = [row | {"status": "protected"} for row in far]
    assert items(made(measures=hidden)) == {}


def test_a_service_that_nobody_provides_at_home_is_no_sign_of_a_need_unless_users_leave_the_partnership() -> None:
    nowhere = [measure("self_sufficiency", unit, 0.0) for unit in NAMES]
    assert items(made(measures=nowhere)) == {}
    leaving = [measure("partnership_sufficiency", "", 0.7, low=0.65, high=0.75), measure("demand", "", 200)]
    assert items(made(measures=[*nowhere, *leaving])) == {"kindergarten-outside": ("supports", pytest.approx(30.0), 200)}
    assert items(made(measures=[*nowhere, leaving[0] | {"high": 0.76}])) == {}


def test_only_the_newest_year_of_a_service_is_read_as_the_chapter_shows_it() -> None:
    tables = made([used(A, 90, 100, None), used(A, 150, 100, 9, year=2019)])
    assert items(tables) == {}
    assert findings(tables) == {}


def test_the_service_that_municipalities_serve_most_unlike_at_home_needs_more_than_half_of_them() -> None:
    rows = [measure("self_sufficiency", A, 0.5, low=0.5, high=0.55), measure("self_sufficiency", C, 0.9)]
    one = findings(made(measures=rows))["flows-home-kindergarten"]
    assert one.sentence == (
        "Spośród usług, o których to wiadomo, gminy najbardziej różnią się w usłudze „Przedszkole”: na miejscu korzysta z niej od 50% "
        "(Bobrowo; zakres od 50% do 55%) do 90% (Jabłonowo) mieszkańców, którzy z niej korzystają."
    )
    assert one.value == pytest.approx(40)
    near = [rows[0] | {"high": 0.71}, rows[1]]
    assert findings(made(measures=near)) == {}
    assert findings(made(measures=rows[:1])) == {}


def test_the_centre_is_the_partner_that_most_municipalities_send_half_of_their_users_to() -> None:
    rows = [
        measure("dependency", A, 0.6, other=POWIAT),
        measure("dependency", B, 0.8, other=POWIAT),
        measure("dependency", C, 0.9, other=A),
    ]
    partners = pd.DataFrame({"teryt": [*NAMES, POWIAT], "name": [*NAMES.values(), "powiat brodnicki"]})
    one = findings(made(measures=rows, partners=partners))["flows-centre-kindergarten"]
    assert one.sentence == (
        "Usługa „Przedszkole”: w 2 z 3 gmin co najmniej połowa dzieci korzysta z niej u jednego innego partnera: powiat brodnicki. "
        "Te gminy to: Bobrowo (60%) i Brzozie (80%)."
    )
    assert one.units == (A, B)
    assert findings(made(measures=[row | {"low": 0.4} for row in rows])) == {}


def paid(payer: str, payee: str, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    row = {"service": "kindergarten", "year": YEAR, "basis": "statute", "payer": payer, "payee": payee, "users": 10.0}
    return row | {"amount": low, "low": low, "high": high, "status": "shown" if low is not None else "protected"} | more


def test_money_is_a_finding_where_both_sides_data_differ_and_never_a_claim() -> None:
    rows = [paid(A, C, 1000, 4000), paid(B, C, 500, 500), paid(C, A, None, None), paid(A, B, 1, 9000, basis="value")]
    one = findings(made(settlement=pd.DataFrame(rows)))["flows-settlement"]
    assert one.sentence == (
        "W 1 z 2 rozliczeń, które można oszacować, dane obu stron dają różne kwoty. Największa różnica: „Przedszkole”, użytkownicy "
        "mieszkają w gminie: Bobrowo, świadczy: Jabłonowo – od 1 000 do 4 000 zł, czyli 3 000 zł różnicy. "
        "Szacunek do rozmowy, a nie roszczenie."
    )
    assert (one.art10e_point, one.dimension, one.units, one.value) == (9, "G", (A, C), 3000.0)
    assert findings(made(settlement=pd.DataFrame(rows[1:]))) == {}


def joined(first: str, second: str, saving: float, minutes: float | None, room: float | None) -> dict[str, Any]:
    row = {"service": "kindergarten", "year": YEAR, "first": first, "second": second, "strength": None}
    return row | {"saving": saving, "minutes": minutes, "room": room, "stays": first}


def test_two_may_provide_jointly_only_with_a_saving_room_and_a_short_way_all_known() -> None:
    unfit = [joined(A, B, 9000, 20, None), joined(A, B, 9000, None, 5), joined(A, B, 9000, 31, 5), joined(A, B, -5, 20, 5)]
    assert findings(made(joint_provision=pd.DataFrame(unfit))) == {}
    one = findings(made(joint_provision=pd.DataFrame([*unfit, joined(B, C, 800, 20, 0), joined(C, A, 700, 20, 0)])))
    assert list(one) == ["flows-joint-kindergarten"]
    assert "(Brzozie, Jabłonowo) mogłoby dać 800 zł oszczędności" in one["flows-joint-kindergarten"].sentence


def test_without_flows_nothing_is_said() -> None:
    tables = made([used(A, 110, 100, 7)])
    del tables["flows"]
    assert flows.evidence(tables, WHOSE) == []
    assert flows.findings(tables, WHOSE) == []


@pytest.mark.parametrize("name", ["jablonowo", "mg-6", "starachowice", "swilcza", "lwowek"])
def test_of_each_partnership_only_that_is_said_which_its_chapter_shows(cases: dict[str, Case], name: str) -> None:
    assert problems(flows, cases[name], "05-flows") == []


def test_only_the_partnership_that_delivered_flows_has_findings_of_them(cases: dict[str, Case]) -> None:
    found = {name: flows.findings(line_checks.stored(case), line_checks.about(case)) for name, case in cases.items()}
    assert {name for name, some in found.items() if some} == {"jablonowo"}
    assert 2 <= len(found["jablonowo"]) <= 6

"""From delivered flows to stored tables, on the synthetic deliveries of Jabłonowo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.prepare.flows import tabulate
from diagnoza.prepare.given import Given
from diagnoza.tables import TABLES
from diagnoza.tables import check as check_table

if TYPE_CHECKING:
    from diagnoza.case import Case

PLACES = ["0402022", "0402042"]


class Read:
    """A delivered table that needed no cleaning."""

    def __init__(self, **columns: list[object]) -> None:
        self.table, self.audit, self.problems = pd.DataFrame(columns), pd.DataFrame(), ()


COSTS = Read(service=["library"], year=[2020], unit=[PLACES[1]], fixed=[1e5], variable=[20.0], unit_cost=[300.0], fee=[0.0], grant=[100.0])


def made(case: Case, served: float, costs: Read, *, home: float = 60.0, **more: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Make the tables of two municipalities, one of which serves so many users of the other."""
    users = [90.0, served, 0.0, home]
    flows = Read(
        service=["library"] * 4,
        year=[2020] * 4,
        origin=[PLACES[0], PLACES[0], PLACES[1], PLACES[1]],
        destination=[PLACES[0], PLACES[1], PLACES[0], PLACES[1]],
        side=["provider"] * 4,
        users=users,
        status=["reported"] * 4,
        made=["counted"] * 4,
        source=[""] * 4,
    )
    given = Given(case.partnership, case.root, {"partners": case.partners, "seats": case.seats, **more}, [])
    tables = tabulate({"flows": flows, "unit_costs": costs}, given)
    return {name: check_table(table, name, file=name) for name, table in tables.items()}


def test_every_table_is_declared_and_what_scenarios_and_money_say_comes_from_published_flows(cases: dict[str, Case]) -> None:
    tables = made(cases["jablonowo"], 30.0, COSTS)
    assert set(tables) <= set(TABLES)
    [amount] = tables["settlement"].query("service == 'library' and users > 0")["amount"]
    assert amount == 30 * (300 - 100)
    assert tables["settlement_positions"].groupby(["year", "basis"])["position"].sum().eq(0).all()


def test_whom_a_service_is_for_comes_from_the_inventory(cases: dict[str, Case]) -> None:
    inventory = pd.DataFrame({"service": ["library"], "year": [2020], "teryt": [PLACES[0]], "target_pop": [400.0]})
    tables = made(cases["jablonowo"], 30.0, COSTS, inventory=inventory)
    shares = tables["flow_indicators"].query(f"indicator == 'participation' and unit == '{PLACES[0]}'")["value"]
    assert shares.tolist() == [(90 + 30) / 400]
    assert "participation" not in set(made(cases["jablonowo"], 30.0, COSTS)["flow_indicators"]["indicator"])


def test_a_cost_per_user_does_not_stand_beside_a_hidden_number_of_users(cases: dict[str, Case]) -> None:
    known, hidden = (made(cases["jablonowo"], 3.0, COSTS, home=home) for home in (60.0, 0.0))
    for tables, status, cost in ((known, "shown", 300.0), (hidden, "protected", None)):
        of_place = tables["flow_totals"].set_index("unit").loc[PLACES[1]]
        assert of_place["supply_status"] == status
        costs_shown = tables["flow_use"].query(f"unit == '{PLACES[1]}'")["unit_cost"].dropna().tolist()
        assert costs_shown == ([cost] if cost else [])
    tables = hidden
    assert tables["flows"].query("origin == '0402022' and destination == '0402042'")["users"].isna().all()
    assert tables["settlement"]["amount"].dropna().empty


def test_what_is_stored_of_jablonowo_is_what_its_files_say(cases: dict[str, Case]) -> None:
    case = cases["jablonowo"]
    assert set(case.flows["service"]) == {"kindergarten", "secondary_school", "library", "senior_care"}
    pupils = case.flow_totals.query("service == 'secondary_school' and unit == '0402'")["supply"]
    assert pupils.tolist() == [745.0]  # rows of the register that are kept
    assert case.flows.query("users > 0 and users < 5").empty
    assert case.flows.query("service == 'senior_care' and users > 0 and users < 10").empty
    assert {"agree", "dispute", "one_sided"} <= set(case.flows["verdict"])
    assert case.scenarios["feasible"].tolist() == sorted(case.scenarios["feasible"], reverse=True)

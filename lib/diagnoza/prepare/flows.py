"""From reports of who uses which service where to what may be published of it: flows, indicators, money, scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza import polish
from diagnoza.catalogue import Scope, read_services
from diagnoza.errors import Problem, ProblemsError
from diagnoza.flow_params import FlowParams, check_services
from diagnoza.flows.from_survey import balances_from_survey, from_survey
from diagnoza.flows.indicators import indicators, printed
from diagnoza.flows.joint import joint_provision
from diagnoza.flows.links import links
from diagnoza.flows.mutual import mutual_benefit
from diagnoza.flows.protect import protect, smallest
from diagnoza.flows.reading.beside import read_capacity, read_travel, read_unit_costs
from diagnoza.flows.reading.reports import read_reports
from diagnoza.flows.reading.several import resolve
from diagnoza.flows.reconcile import reconcile, reliability
from diagnoza.flows.scenarios import imagine
from diagnoza.flows.settlement import positions, settle
from diagnoza.flows.situation import Situation
from diagnoza.flows.use import use
from diagnoza.surveys.codebook import BANK
from diagnoza.surveys.places_of_use import places_of_use
from diagnoza.surveys.tabulate import adults
from diagnoza.tables.flows import Capacity, Travel, UnitCosts
from diagnoza.teryt import REGISTER, Register

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.flows.reading.reports import ReadFlows
    from diagnoza.partnership import Delivery, Partnership
    from diagnoza.prepare.given import Delivered, Given
    from diagnoza.tables.base import Table

RESIDENTS = "residents"
BESIDE = {"capacity": read_capacity, "unit_costs": read_unit_costs, "travel": read_travel}


def read(partnership: Partnership, root: Path) -> tuple[dict[str, Delivered], list[Problem]]:
    """
    Read what was delivered about flows.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The tables flows (of all files together), capacity, unit_costs and travel with their audits, those that were delivered; and what
        the consultant should look at.

    Raises
    ------
    ProblemsError
        If a file cannot be used, or params name a service that there is not, with the problems of all.
    """
    about = [source for source in partnership.sources if source.table in {"flows", *BESIDE}]
    if not about and partnership.flows == FlowParams():
        return {}, []
    services = read_services(root / "params" / "questionnaires" / BANK)
    file = f"params/{partnership.path.name}"
    stopping = check_services(partnership.flows, [source.service for source in partnership.sources], services, file=file)
    scope = Scope(partnership.municipalities, Register.load(root / REGISTER), services, partnership.providers)
    reports, made = [], dict[str, "Delivered"]()
    for source in about:
        path = root / "data" / "raw" / partnership.id / source.file
        try:
            if source.table == "flows":
                reports.append(_reports(source, path, scope))
            else:
                made[source.table] = BESIDE[source.table](path, scope, file=source.file, encoding=source.encoding, sheet=source.sheet)
        except ProblemsError as error:
            stopping += error.problems
    if reports:
        made = {"flows": resolve(reports), **made}
    problems = [problem for one in made.values() for problem in one.problems]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    return made, problems


def tabulate(read: dict[str, Delivered], given: Given) -> dict[str, pd.DataFrame]:
    """
    Reconcile reports, leave out what would tell of few persons, and compute everything else from what is left.

    Parameters
    ----------
    read
        What was delivered about flows.
    given
        With the tables of figures and partners, and of surveys where there are any.

    Returns
    -------
        The tables of `diagnoza.tables.flows` that may be published; those of counted flows only where reports were delivered, estimated
        ones where residents were asked where they use services.
    """
    tables = _estimated(given)
    if "flows" not in read:
        return tables
    partnership, params = given.partnership, given.partnership.flows
    units = [*partnership.municipalities, *partnership.providers]
    exact = reconcile(read["flows"].table, absolute=params.agree.absolute, relative=params.agree.relative)
    if params.reliability:
        agree = {"absolute": params.agree.absolute, "relative": params.agree.relative}
        exact = reconcile(read["flows"].table, **agree, weights=reliability(exact))
    services = read_services(given.root / "params" / "questionnaires" / BANK)
    minimum = smallest(services.values()) | params.minimums
    published = protect(exact, units, minimum)
    capacity, costs, travel = (
        read[name].table if name in read else _none(table)
        for name, table in (("capacity", Capacity), ("unit_costs", UnitCosts), ("travel", Travel))
    )
    costs = _beside_shown(costs, published.totals)
    tables |= {
        "flows": published.flows,
        "flow_totals": published.totals,
        "flow_indicators": printed(indicators(published.flows, published.totals, _targets(given))),
        "flow_links": links(published.flows, published.totals),
        "flow_use": use(published.totals, capacity, costs, minimum),
    }
    situation = Situation(
        published.flows,
        published.totals,
        costs,
        capacity,
        travel,
        partnership.municipalities,
        partnership.providers,
        params.mode,
        given.made["seats"],
    )
    return tables | _money(situation, tables["flow_links"], given)


def _targets(given: Given) -> pd.DataFrame | None:
    """Take whom each service is for from the inventory, where one was delivered."""
    inventory = given.made.get("inventory")
    if inventory is None:
        return None
    known = inventory.dropna(subset=["target_pop"]).rename(columns={"teryt": "unit", "target_pop": "persons"})
    return known.groupby(["service", "year", "unit"])["persons"].max().reset_index()


def _beside_shown(costs: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Leave out costs of units whose number of users is hidden: beside the budget, which is public, a cost per user tells it."""
    hidden = totals.loc[totals["supply_status"].eq("protected"), ["service", "year", "unit"]]
    marked = costs.merge(hidden, on=["service", "year", "unit"], how="left", indicator=True)
    return pd.DataFrame(marked.loc[marked["_merge"].eq("left_only"), costs.columns].reset_index(drop=True))


def _money(situation: Situation, linked: pd.DataFrame, given: Given) -> dict[str, pd.DataFrame]:
    """Compute what users are worth, what joint provision would save and what scenarios would change."""
    params = given.partnership.flows
    settled = settle(situation.flows, situation.costs, situation.units, params.bases)
    named = given.made["partners"].set_index("teryt")
    names = {str(code): polish.place(str(row["name"]), str(row["type"])) for code, row in named.iterrows()}
    scenarios, places = imagine(situation, params.scenarios, values=params.minute_values, names=names)
    return {
        "settlement": settled,
        "settlement_positions": positions(settled, situation.units),
        "mutual_benefit": mutual_benefit(settled, situation.municipalities),
        "joint_provision": joint_provision(situation, linked, params.minute_values),
        "scenarios": scenarios,
        "scenario_units": places,
    }


def _estimated(given: Given) -> dict[str, pd.DataFrame]:
    """Estimate flows from the survey of residents, where it asked where they use services."""
    survey = next((one for one in given.weighed if one[0].codebook.group == RESIDENTS), None)
    if survey is None:
        return {}
    cleaned, weights = survey
    estimates = given.made["estimates"]
    flows = from_survey(estimates[estimates["survey"].eq(cleaned.survey.id)], given.partnership.municipalities)
    if flows.empty:
        return {}
    places = places_of_use(cleaned, weights.weights, flows["service"].unique())
    people = adults(given.made["figures"], cleaned.survey.end.year)
    if people is None or not set(given.partnership.municipalities) <= set(people.dropna().index):
        return {"survey_flows": flows}  # no balance without knowing how many live where
    return {"survey_flows": flows, "survey_balances": balances_from_survey(places, flows, people)}


def _reports(source: Delivery, path: Path, scope: Scope) -> ReadFlows:
    return read_reports(
        path,
        scope,
        file=source.file,
        side=source.side,
        year=source.year,
        service=source.service,
        encoding=source.encoding,
        sheet=source.sheet,
    )


def _none(table: type[Table]) -> pd.DataFrame:
    return pd.DataFrame(table.validate(pd.DataFrame(columns=list(table.to_schema().columns)), lazy=True))

"""From the inventory of services and the residents' survey to the quality gap and what follows from it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import Scope, check_sectors, read_services
from diagnoza.errors import NotApplicable, Problem, ProblemsError
from diagnoza.headings import sheet_called
from diagnoza.services import causes as named
from diagnoza.services import completeness, gap, ipa, practices, priority, remedies, servqual, supply, training
from diagnoza.services.comparison import SHEETS, none_given, read_comparison
from diagnoza.services.declared_needs import read_training_needs
from diagnoza.services.disagreement import disagreements
from diagnoza.services.inventory import read_inventory
from diagnoza.services.perception import perceive, publish
from diagnoza.services.told import read_practices
from diagnoza.surveys.codebook import BANK
from diagnoza.surveys.ratings import ratings, self_ratings
from diagnoza.tables.services import Practices, TrainingNeeds
from diagnoza.tables.surveys import SHOWN
from diagnoza.teryt import REGISTER, Register

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diagnoza.partnership import Delivery, Partnership
    from diagnoza.prepare.given import Given
    from diagnoza.services.comparison import ReadComparison
    from diagnoza.services.inventory import ReadInventory
    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.tabulate import Weighed
    from diagnoza.tables.base import Table

DELIVERED = {"inventory", "comparison", "practices", "training_needs"}
RESIDENTS, LEADERS = "residents", "leaders"
Read = dict[str, "ReadInventory | ReadComparison"]


def read(partnership: Partnership, root: Path) -> tuple[Read, list[Problem]]:
    """
    Read what was delivered about services.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The tables of `DELIVERED` with their audits, those that were delivered; and what the consultant should look at.

    Raises
    ------
    ProblemsError
        If a file cannot be used, or params name a sector without services, with the problems of all.
    """
    if not {source.table for source in partnership.sources} & DELIVERED:
        return {}, []
    scope = _scope(partnership, root)
    read: Read = {}
    stopping = check_sectors(partnership.sectors, scope.services.values(), file=f"params/{partnership.path.name}")
    problems: list[Problem] = []
    for source in partnership.sources:
        try:
            _read(source, root / "data" / "raw" / partnership.id / source.file, scope, read)
        except ProblemsError as error:
            stopping += error.problems
    problems += [problem for one in read.values() for problem in one.problems]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    return read, problems


def _read(source: Delivery, path: Path, scope: Scope, read: Read) -> None:
    """Read one delivery, if it is about services."""
    given = {"encoding": source.encoding, "sheet": source.sheet}
    if source.table == "inventory":
        read["inventory"] = read_inventory(path, scope, file=source.file, **given)
        if path.suffix != ".csv" and sheet_called(path, SHEETS):
            read.setdefault("comparison", read_comparison(path, scope, file=f"{source.file} (porównanie)"))
    elif source.table == "comparison":
        read["comparison"] = read_comparison(path, scope, file=source.file, **given)
    elif source.table == "practices":
        read["practices"] = read_practices(path, scope, file=source.file, **given)
    elif source.table == "training_needs":
        read["training_needs"] = read_training_needs(path, scope, file=source.file, **given)


def tabulate(read: Read, given: Given) -> dict[str, pd.DataFrame]:
    """
    Set what there is against what residents say, and draw what follows.

    Parameters
    ----------
    read
        What was delivered about services.
    given
        With the tables of figures, and of surveys where there are any.

    Returns
    -------
        The tables of `diagnoza.tables.services`, and with a residents' survey those of `diagnoza.tables.gaps`; none without an
        inventory.
    """
    if "inventory" not in read:
        return {}
    partnership, made = given.partnership, given.made
    scope = _scope(partnership, given.root)
    services = [one.id for one in scope.services.values() if one.field in partnership.sectors]
    inventory = read["inventory"].table
    comparison = read["comparison"].table if "comparison" in read else none_given()
    units = [*partnership.municipalities, *partnership.providers]
    parts = supply.supply_parts(inventory, comparison, partnership.municipalities, services)
    tables = {
        "inventory": inventory,
        "comparison": comparison,
        "completeness": completeness.completeness(inventory, units, services),
        "supply_parts": parts,
        "supply": supply.supply(parts, inventory, partnership.municipalities, services),
        "service_use": completeness.service_use(inventory),
        "practices": read["practices"].table if "practices" in read else _none(Practices),
        "training_needs": read["training_needs"].table if "training_needs" in read else _none(TrainingNeeds),
    }
    survey = next((one for one in given.weighed if one[0].codebook.group == RESIDENTS), None)
    if survey is None:
        return tables
    leaders = [cleaned for cleaned, _ in given.weighed if cleaned.codebook.group == LEADERS]
    return tables | _gaps(tables, scope, services, made, survey) | _seen(services, made, survey, leaders)


def _gaps(
    tables: dict[str, pd.DataFrame], scope: Scope, services: list[str], made: Mapping[str, pd.DataFrame], survey: Weighed
) -> dict[str, pd.DataFrame]:
    """Make the tables that need both sides."""
    cleaned, weights = survey
    estimates = made["estimates"]
    own = estimates[estimates["survey"].eq(cleaned.survey.id)]
    perceived = perceive(ratings(cleaned, weights.weights, services))
    sensitive = [name for name in services if scope.services[name].sensitive]
    perception = publish(perceived, cleaned.survey.minimum, sensitive=sensitive, withheld=_withheld(own))
    gaps = gap.gaps(perception, tables["supply"], _people(made["figures"], scope.members, cleaned.survey.end.year))
    priorities = priority.priorities(perceived, perception, gaps)
    found = named.cases(gaps, priorities)
    because = named.causes(found, tables["inventory"], tables["supply_parts"], _barriers(own))
    pairs = practices.better(perceived, gaps, tables["service_use"])
    return {
        "perception": perception,
        "gaps": gaps,
        "priorities": priorities,
        "ipa": ipa.ipa(perception),
        "causes": because,
        "remedies": remedies.remedies(found, because),
        "training": training.topics(found, because, tables["inventory"], tables["training_needs"]),
        "good_practices": practices.cards(tables["practices"], pairs, gaps),
    }


def _scope(partnership: Partnership, root: Path) -> Scope:
    services = read_services(root / "params" / "questionnaires" / BANK)
    return Scope(partnership.municipalities, Register.load(root / REGISTER), services, partnership.providers)


def _none(table: type[Table]) -> pd.DataFrame:
    return pd.DataFrame(table.validate(pd.DataFrame(columns=list(table.to_schema().columns)), lazy=True))


def _people(figures: pd.DataFrame, members: tuple[str, ...], year: int) -> pd.Series:
    """Count the inhabitants of each municipality in the published year nearest to a survey; one where it is not known."""
    counted = figures[figures["figure"].eq("population")].assign(apart=lambda rows: (rows["year"] - year).abs())
    nearest = counted.sort_values(["apart", "year"]).drop_duplicates("teryt").set_index("teryt")["value"]
    return nearest.reindex(list(members)).fillna(1.0)


def _units(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the figures of all respondents and of municipalities, with `teryt`, empty for all."""
    chosen = rows[rows["group"].isin(["all", "gmina"])]
    return chosen.assign(teryt=chosen["category"].where(chosen["group"].eq("gmina"), ""))


def _withheld(estimates: pd.DataFrame) -> set[tuple[str, str]]:
    """List units and services of which an answer to the question of use is not published."""
    rows = _units(estimates[estimates["question"].str.startswith("use_") & ~estimates["answer"].str.startswith("missing:")])
    rows = rows[~rows["status"].isin(SHOWN)]
    return set(zip(rows["teryt"], rows["question"].str.removeprefix("use_"), strict=True))


def _barriers(estimates: pd.DataFrame) -> pd.DataFrame:
    """Take the published shares of what makes using services hard."""
    rows = _units(estimates[estimates["question"].str.startswith("barrier_") & ~estimates["answer"].str.startswith("missing:")])
    rows = rows.assign(service=rows["question"].str.removeprefix("barrier_"))
    return rows.rename(columns={"answer": "barrier", "value": "share"})[["teryt", "service", "barrier", "share"]].reset_index(drop=True)


def _good(estimates: pd.DataFrame, item: str, services: list[str]) -> pd.DataFrame:
    """Take the published good ratings of services by all respondents."""
    rows = estimates[estimates["group"].eq("all") & estimates["answer"].eq("top2")]
    rows = rows.assign(service=rows["question"].str.removeprefix(f"{item}_"))
    rows = rows[rows["question"].str.startswith(f"{item}_") & rows["service"].isin(services)]
    return rows[["service", "n", "count", "value", "low", "high"]].reset_index(drop=True)


def _seen(services: list[str], made: Mapping[str, pd.DataFrame], survey: Weighed, leaders: list[Cleaned]) -> dict[str, pd.DataFrame]:
    """Make the tables of two other gaps: what residents expect and find, and what officials and leaders think of it."""
    cleaned, weights = survey
    own = made["estimates"][made["estimates"]["survey"].eq(cleaned.survey.id)]
    others = [self_ratings(one, services).assign(who="officials") for one in leaders]
    of_leaders = made["estimates"][made["estimates"]["survey"].isin([one.survey.id for one in leaders])]
    others.append(_good(of_leaders, "sat", services).assign(who="leaders"))
    tables = {"disagreements": disagreements(_good(own, "sat", services), pd.concat(others, ignore_index=True))}
    asked = ratings(cleaned, weights.weights, services).rename(columns={"satisfaction": "performance"})
    with suppress(NotApplicable):  # the chapter says so
        tables["servqual"] = servqual.servqual(asked, cleaned.survey.minimum)
    return tables

"""
Institutions: the tables of one partnership made of what was delivered.

Ties and the team need the list of institutions; each of the others may be there or not. Without the list nothing can be told of who
cooperates: rows of ties and of the team are set aside, and the report says that the list is missing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import Scope
from diagnoza.errors import Problem, ProblemsError
from diagnoza.institutions import measures
from diagnoza.institutions.account import Options
from diagnoza.institutions.listed import read_institutions
from diagnoza.institutions.method import read_method
from diagnoza.institutions.needed import composition, needed_ties
from diagnoza.institutions.network import answered, latest, own_reports
from diagnoza.institutions.pairs import cooperation, states
from diagnoza.institutions.reported import read_ties
from diagnoza.institutions.told import read_readiness, read_team
from diagnoza.tables.institutions import CooperationReadiness, Institutions, Ties
from diagnoza.teryt import REGISTER, Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.institutions.method import Method
    from diagnoza.partnership import Delivery, Partnership
    from diagnoza.prepare.given import Given
    from diagnoza.tables.base import Table

LISTED = "institutions"
DELIVERED = (LISTED, "ties", "team", "readiness")
NO_LIST = "there is no list of institutions"


def read(partnership: Partnership, root: Path) -> tuple[dict[str, ReadRows], list[Problem]]:
    """
    Read what was delivered about institutions.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The deliveries of `DELIVERED` with their audits, those that there are, and what the consultant should look at.

    Raises
    ------
    ProblemsError
        If a file or an editable table cannot be used, or two files are of one table, with the problems of all.
    """
    sources = [source for source in partnership.sources if source.table in DELIVERED]
    if not sources:
        return {}, []
    given, stopping = _once(sources)
    done: dict[str, ReadRows] = {}
    try:
        method = read_method(root)
        scope = Scope(partnership.municipalities, Register.load(root / REGISTER), {}, partnership.providers)
    except ProblemsError as error:
        raise ProblemsError([*stopping, *error.problems]) from error
    for table in (name for name in DELIVERED if name in given):
        try:
            _read(given[table], root / "data" / "raw" / partnership.id / given[table].file, (scope, method), done)
        except ProblemsError as error:
            stopping += error.problems
    problems = [*_without_list(given, partnership), *(problem for one in done.values() for problem in one.problems)]
    if stopping:
        raise ProblemsError([*stopping, *problems])
    return done, problems


def _without_list(given: Mapping[str, Delivery], partnership: Partnership) -> list[Problem]:
    """Say that the list of institutions is missing, where it is."""
    if LISTED in given:
        return []
    remedy = f"Deliver one with `table: {LISTED}`: {', '.join(given)} name its rows, and no row of theirs counts without it"
    return [Problem(f"params/{partnership.path.name}", "sources", NO_LIST, remedy)]


def _once(sources: Iterable[Delivery]) -> tuple[dict[str, Delivery], list[Problem]]:
    """Take the one file of each table; say which is too many."""
    given: dict[str, Delivery] = {}
    problems = []
    for source in sources:
        if source.table in given:
            what = f"{given[source.table].file} is the file of `{source.table}` already"
            problems.append(Problem(source.file, "file", what, "Put the rows into one file and keep one delivery"))
        given.setdefault(source.table, source)
    return given, problems


def _read(source: Delivery, path: Path, about: tuple[Scope, Method], done: dict[str, ReadRows]) -> None:
    """Read one delivery."""
    scope, method = about
    options = Options(source.file, source.encoding, source.sheet, _names_person)
    table: str = source.table
    if table == LISTED:
        done[LISTED] = read_institutions(path, scope, method, options)
    elif table == "readiness":
        done["readiness"] = read_readiness(path, method, options)
    else:
        reader = read_ties if table == "ties" else read_team
        listed = done[LISTED].table if LISTED in done else _none(Institutions)
        found = reader(path, listed, options)
        done[table] = found if LISTED in done else replace(found, problems=())  # that the list is missing is told once


def _names_person(text: str) -> bool:
    """Tell whether a text names a person, as masking of open answers does."""
    from diagnoza.surveys.open_answers.names import find_names  # noqa: PLC0415  (heavy, and needed only where something is read)

    return bool(find_names(text))


def tabulate(read: Mapping[str, ReadRows], given: Given) -> dict[str, pd.DataFrame]:
    """
    Make the tables of the chapter: who cooperates, which needed ties are missing, the team, readiness, measures.

    Parameters
    ----------
    read
        What was delivered about institutions.
    given
        With the params and the project folder.

    Returns
    -------
        The tables of `diagnoza.tables.institutions` that the deliveries allow; none without a list of institutions.
    """
    if LISTED not in read:
        return {}
    method, register = read_method(given.root), Register.load(given.root / REGISTER)
    types = {code: unit.type for code in given.partnership.municipalities if (unit := register.find(code))}
    ties = read["ties"].table if "ties" in read else _none(Ties)
    institutions = answered(read[LISTED].table, ties)
    tables = {"institutions": institutions}
    if "ties" in read:
        now = latest(ties)
        said, pairs = own_reports(institutions, now), states(institutions, now)
        tables |= {
            "ties": ties,
            "cooperation_pairs": cooperation(pairs),
            "needed_ties": needed_ties(institutions, pairs, types, method),
            "network_measures": measures.network_measures(institutions, said, pairs),
            "centrality": measures.centrality(institutions, said),
        }
    if "team" in read:
        tables["cooperation_team"] = composition(institutions, read["team"].table, types, method)
    if "readiness" in read:
        tables["cooperation_readiness"] = _checklist(read["readiness"].table, method)
    return tables


def _checklist(told: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Give every item of the checklist; those that nothing was told of say so."""
    rows = told.set_index("item").reindex(list(method.items)).rename_axis("item").reset_index()
    rows = rows.assign(state=rows["state"].fillna("not_told"), evidence=rows["evidence"].fillna(""))
    return pd.DataFrame(CooperationReadiness.validate(rows, lazy=True))


def _none(table: type[Table]) -> pd.DataFrame:
    return pd.DataFrame(table.validate(pd.DataFrame(columns=list(table.to_schema().columns)), lazy=True))

"""Pairs that should cooperate by the model of a municipality, and the needed team: what is missing."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.institutions.method import MODELS, Model
from diagnoza.institutions.pairs import NONE
from diagnoza.tables.institutions import NEEDED, CooperationTeam, NeededTies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.institutions.method import Method

POWIAT_DIGITS = 4


def of_municipality(institutions: pd.DataFrame, code: str, *, alone: bool) -> pd.DataFrame:
    """
    Choose the institutions that work in a municipality: its own, those of its powiat, and of the region.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    code
        Municipality [TERYT].
    alone
        Whether it is the only municipality: then an institution whose place is not told is taken as its own.
    """
    place = institutions["teryt"]
    own = place.eq(code) & institutions["level"].eq("gmina")
    powiat = place.str[:POWIAT_DIGITS].eq(code[:POWIAT_DIGITS]) & institutions["level"].eq("powiat")
    untold = place.eq("") & alone
    return institutions[own | powiat | untold | institutions["level"].eq("region")]


def needed_ties(institutions: pd.DataFrame, pairs: pd.DataFrame, types: Mapping[str, str], method: Method) -> pd.DataFrame:
    """
    Hold the network against the pairs that should cooperate.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    pairs
        Result of `pairs.states`.
    types
        Type in the register, such as wiejska, by municipality [TERYT].
    method
        Needed pairs by model.

    Returns
    -------
        Table `NeededTies`: for every municipality each pair of institutions of the two kinds, or one row with an empty institution where
        there is none of a kind (absent). What is missing comes first: missing, absent, unknown, one_sided, unchecked, confirmed.
    """
    found = {frozenset((one.first, one.second)): str(one.status) for one in pairs.itertuples()}
    rows = []
    for code, kind in types.items():
        here = of_municipality(institutions, code, alone=len(types) == 1)
        for need in _model(method, kind).pairs:
            one, other = (list(here.loc[here["kind"].eq(kind_of), "institution"]) for kind_of in (need.first, need.second))
            for first, second in product(one or [""], other or [""]):
                if first != second or not first:
                    status = found.get(frozenset((first, second)), "absent")
                    status = "missing" if status == NONE else status
                    rows.append((code, first, second, need.first, need.second, need.about, status))
    table = pd.DataFrame(rows, columns=list(NeededTies.to_schema().columns), dtype="string")
    order = table["status"].map(NEEDED.index)
    table = table.iloc[order.argsort(kind="stable")].reset_index(drop=True)
    return pd.DataFrame(NeededTies.validate(table.drop_duplicates(["teryt", "first", "second", "first_kind", "second_kind"]), lazy=True))


def composition(institutions: pd.DataFrame, team: pd.DataFrame, types: Mapping[str, str], method: Method) -> pd.DataFrame:
    """
    Hold the team against the list of the model.

    Parameters
    ----------
    institutions
        Table `Institutions`.
    team
        Members: institution, role.
    types
        Type in the register by municipality [TERYT].
    method
        Needed members by model.

    Returns
    -------
        Table `CooperationTeam`, in the order of the list, then members of other kinds. Of a kind that several institutions are of, one
        member is enough: those outside are listed only where none is in the team.
    """
    roles = dict(zip(team["institution"], team["role"], strict=True))
    rows: list[tuple[str, str, int | None, str, str, str]] = []
    for code, kind in types.items():
        here = of_municipality(institutions, code, alone=len(types) == 1)
        needed = {one.kind: int(one.core) for one in _model(method, kind).team}
        for name, core in needed.items():
            ids = list(here.loc[here["kind"].eq(name), "institution"])
            members = [one for one in ids if one in roles]
            rows += [(code, name, core, one, roles[one], "member") for one in members]
            rows += [(code, name, core, one, "", "outside") for one in ids if not members]
            rows += [(code, name, core, "", "", "absent")] if not ids else []
        beside = here[~here["kind"].isin(list(needed)) & here["institution"].isin(list(roles))]
        rows += [(code, str(one.kind), None, str(one.institution), roles[one.institution], "member") for one in beside.itertuples()]
    table = pd.DataFrame(rows, columns=list(CooperationTeam.to_schema().columns))
    return pd.DataFrame(CooperationTeam.validate(table.astype({"core": "Int64"}), lazy=True))


def _model(method: Method, kind: str) -> Model:
    """Give the model of a type of municipality; without one of its own nothing is needed."""
    return method.models.get(MODELS[kind]) or Model(id=MODELS[kind], pairs=(), team=())

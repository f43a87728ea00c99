"""What users from one partner cost the other that serves them: an estimate for discussion, not a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = ["service", "year", "basis", "payer", "payee", "users", "rate", "amount", "low", "high", "status"]
POSITIONS = ["year", "basis", "unit", "receives", "pays", "position", "left_out"]
MONEY = ["amount", "low", "high"]
KNOWN = ("shown", "covered")
"""Status of flows that have an amount."""


def rates(costs: pd.DataFrame) -> pd.Series:
    """
    Tell what a user costs a provider itself: current cost less fee and state grant.

    Parameters
    ----------
    costs
        Table `UnitCosts`.

    Returns
    -------
        By service, year and unit [zł a year per user]; missing where one of the three is, for an unknown fee or grant is not 0. Below 0
        where fees and grant are more than the cost.
    """
    by_unit = costs.set_index(["service", "year", "unit"])
    return (by_unit["unit_cost"] - by_unit["fee"] - by_unit["grant"]).rename("rate")


def due(users: pd.Series, rate: pd.Series) -> pd.Series:
    """
    Turn users into money.

    Parameters
    ----------
    users
        Persons; missing: hidden or not reported.
    rate
        What each costs [zł]; below 0 nothing is due: nobody pays for being served, and nobody is paid for it.

    Examples
    --------
    >>> due(pd.Series([2.0, 2.0, None]), pd.Series([100.0, -5.0, 100.0])).tolist()
    [200.0, 0.0, nan]
    """
    return users * rate.clip(lower=0)


def settle(flows: pd.DataFrame, costs: pd.DataFrame, units: Sequence[str], bases: Mapping[str, str]) -> pd.DataFrame:
    r"""
    Estimate what partners would owe each other for users from the other one.

    Parameters
    ----------
    flows
        Table `Flows`, as published: what is hidden there has no amount here, so nothing new is told.
    costs
        Table `UnitCosts`.
    units
        Codes of the partners, powiats too.
    bases
        By service: statute, agreement or none; a service that is not in it has none.

    Returns
    -------
        Table `Settlement`: a row per service and pair with users, or with users who are hidden or not reported; then, with an empty
        service, a row per pair, year and basis with what is left when both directions of all its services are set against each other.

    Notes
    -----
    :math:`T_{ij} (u_j - f_j - g_j)`: users living in i and served in j, times current cost less fee and state grant per user. The range is
    that of both reports. A netted amount goes from who would pay more; `low` below 0 means that by some reports it would go the other way.
    It is ``partial`` where flows of the pair are left out. Users from or to places outside the partnership are not settled here. Limits:
    the users of the day they were counted on are taken for the whole year; costs are those of all users of a provider alike. On a basis of
    `value` nothing is due: it tells what a service that is used together is worth to those who do not provide it.

    References
    ----------
    Public pre-school is the known case in Poland: the municipality of residence bears the current cost less fees and grant.
    """
    rows = flows[flows["origin"].isin(units) & flows["destination"].isin(units) & flows["origin"].ne(flows["destination"])]
    rows = rows[rows["users"].ne(0) | rows["high"].gt(0)].reset_index(drop=True)
    hidden = rows["status"].ne("shown") | rows["users"].isna()
    rows = rows.join(rates(costs), on=["service", "year", "destination"]).rename(columns={"origin": "payer", "destination": "payee"})
    paid = {name: due(rows[users], rows["rate"]).mask(hidden) for name, users in zip(MONEY, ("users", "low", "high"), strict=True)}
    known = np.where(rows["rate"].isna(), "no_cost", np.where(rows["rate"].lt(0), "covered", "shown"))
    basis = rows["service"].map(lambda service: bases.get(service, "none")).replace("none", "value")
    rows = rows.assign(**paid, basis=basis, users=rows["users"].mask(hidden), status=np.where(hidden, rows["status"], known))
    return pd.concat([_sorted(rows), _sorted(_netted(rows))], ignore_index=True)


def positions(settled: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    """
    Add up what each partner would receive and pay.

    Parameters
    ----------
    settled
        Result of `settle`; only its rows of single services count.
    units
        Codes of the partners.

    Returns
    -------
        Table `SettlementPositions`: a row per year, basis and partner, also for those with nothing to settle. On every basis positions add
        up to 0. Flows without an amount are left out on both sides, and counted.
    """
    rows = settled[settled["service"].ne("")]
    keys = ["year", "basis"]
    frame = rows[keys].drop_duplicates().merge(pd.DataFrame({"unit": pd.Series(list(units), dtype="string")}), how="cross")
    for name, side in (("receives", "payee"), ("pays", "payer")):
        sums = rows.groupby([*keys, side])["amount"].sum().rename(name)
        gaps = (~rows["status"].isin(KNOWN)).groupby([rows[key] for key in (*keys, side)]).sum().rename(f"{name}_not")
        frame = frame.join(pd.concat([sums, gaps], axis=1), on=[*keys, "unit"])
    frame = frame.fillna({"receives": 0.0, "pays": 0.0, "receives_not": 0, "pays_not": 0})
    frame = frame.assign(position=frame["receives"] - frame["pays"], left_out=(frame["receives_not"] + frame["pays_not"]).astype(int))
    return frame.sort_values([*keys, "unit"], ignore_index=True)[POSITIONS]


def _netted(rows: pd.DataFrame) -> pd.DataFrame:
    """Set both directions of all services of a pair against each other, by year and basis."""
    turned = rows["payer"] > rows["payee"]
    first, second = rows["payer"].where(~turned, rows["payee"]), rows["payee"].where(~turned, rows["payer"])
    known = rows["status"].isin(KNOWN)
    signed = rows[["year", "basis"]].assign(first=first, second=second, known=known)
    for name, opposite in zip(MONEY, ("amount", "high", "low"), strict=True):
        signed[name] = rows[name].where(~turned, -rows[opposite]).where(known, 0.0)
    by_pair = signed.groupby(["year", "basis", "first", "second"])
    sums = by_pair[MONEY].sum(skipna=False).join(by_pair["known"].agg(["any", "all"])).reset_index()
    back = sums["amount"].lt(0)
    pair = {"payer": sums["first"].where(~back, sums["second"]), "payee": sums["second"].where(~back, sums["first"])}
    ends = {"low": sums["low"].where(~back, -sums["high"]), "high": sums["high"].where(~back, -sums["low"])}
    sums = sums.assign(**pair, **ends, amount=sums["amount"].abs(), service="", users=np.nan, rate=np.nan)
    return sums[sums["any"]].assign(status=lambda table: np.where(table["all"], "shown", "partial"))


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[COLUMNS].sort_values(["service", "year", "basis", "payer", "payee"])

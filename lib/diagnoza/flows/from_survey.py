"""Flows as respondents tell them: estimates of a sample, never mixed with counted flows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.rates import divided
from diagnoza.tables.flows import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.flows.coded import Floats

ITEM, BEYOND = "where_", "outside"
FEW = 30
"""Respondents of a municipality below which their flows are not shown."""
DRAWS, SEED = 2000, 2014
OUTER = (0.025, 0.975)
PUBLISHED = ("shown", "small")
FIGURES = ["share", "low", "high"]
KEYS = ["survey", "service"]


def from_survey(estimates: pd.DataFrame, members: Sequence[str]) -> pd.DataFrame:
    """
    Take the flows out of what a survey publishes of where services are used.

    Parameters
    ----------
    estimates
        Table `Estimates` as published: rows of the questions ``where_…`` by municipality. It is not changed.
    members
        Codes of the municipalities.

    Returns
    -------
        Table `SurveyFlows`: one row per survey, service, origin and destination (a member or OUT) that was asked about. Shares, limits and
        numbers of respondents are those of the estimates, so that nothing new is told; with fewer than 30 respondents in a municipality
        its shares are left out as `few`.
    """
    places = {**{code: code for code in members}, BEYOND: OUTSIDE}
    rows = estimates[estimates["question"].str.startswith(ITEM) & estimates["group"].eq("gmina") & estimates["answer"].isin(list(places))]
    rows = rows[rows["category"].isin(list(members))]
    few = rows["status"].eq("base") | rows["n"].lt(FEW).fillna(value=False)
    status = rows["status"].mask(few, "few")
    hidden = ~status.isin(PUBLISHED)
    table = pd.DataFrame(
        {
            "survey": rows["survey"],
            "service": rows["question"].str.removeprefix(ITEM),
            "origin": rows["category"],
            "destination": rows["answer"].map(places),
            **{name: rows[source].mask(hidden) for name, source in (("share", "value"), ("low", "low"), ("high", "high"))},
            "n": rows["n"],
            "status": status,
        }
    )
    return table.sort_values([*KEYS, "origin", "destination"], ignore_index=True)


def balances_from_survey(
    places: pd.DataFrame, published: pd.DataFrame, people: pd.Series, *, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    r"""
    Estimate who gains users from the other municipalities and who loses them.

    Parameters
    ----------
    places
        Result of `diagnoza.surveys.places_of_use.places_of_use` of one survey: respondent, teryt, weight, service, place. It is not
        changed.
    published
        Result of `from_survey` for the same survey only.
    people
        By municipality those the survey is about [persons]; flows of each are scaled to them.
    draws, seed
        Samples that are drawn again, and where chance begins.

    Returns
    -------
        Table `SurveyBalances`, to 0.01: one row per service and municipality. A balance is shown only where every share it is made of is
        published: of all municipalities to this one, and of this one to itself and to OUT.

    Notes
    -----
    :math:`\hat T_{ij} = N_i \sum_{k \in i, j} w_k / \sum_{k \in i} w_k` over all respondents of i; the balance is
    :math:`\sum_{j \neq i} (\hat T_{ji} - \hat T_{ij})` over the municipalities, by :math:`\sum_j \hat T_{ij}`. Before division it sums to
    0 over them. Who lives outside was not asked, so nobody comes from there. Limits from samples of :math:`n_i - 1` drawn with replacement
    from the respondents of each municipality. Where none of them, or every one, named a place, samples do not vary in it; then the limits
    are those of the published shares, which do not say 0 ± 0.

    References
    ----------
    Rao, J. N. K., Wu, C. F. J. (1988). Resampling inference with complex survey data. JASA 83(401).
    """
    members = sorted(published["origin"].unique())
    parts = []
    for (survey, service), told in published.groupby(KEYS, sort=True):
        own = places[places["service"].eq(str(service)) & places["teryt"].isin(members)]
        drawn = _drawn(own, members, people, draws, [seed, *str(service).encode()])
        balance = _balance(drawn)
        low, high = _limits(balance, _Shares.of(told, members), drawn[0].sum(axis=1))
        status = _status(told, members)
        shown = np.isin(status, PUBLISHED)
        figures = {"balance": balance[0], "low": np.fmin(low, balance[0]), "high": np.fmax(high, balance[0])}
        columns = {name: np.where(shown, np.round(figure, 2) + 0.0, np.nan) for name, figure in figures.items()}
        parts.append(pd.DataFrame({"survey": survey, "service": service, "unit": members, **columns, "status": status}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*KEYS, "unit", "balance", "low", "high", "status"])


def _drawn(own: pd.DataFrame, members: list[str], people: pd.Series, draws: int, seed: list[int]) -> Floats:
    """Estimate users, sample × origin × destination (OUT last); sample 0 is the sample itself."""
    ends = [*members, OUTSIDE]
    flows = np.zeros((draws + 1, len(members), len(ends)))
    for at, member in enumerate(members):
        rows = own[own["teryt"].eq(member)].sort_values("respondent")
        weights = rows["weight"].to_numpy(dtype=float)
        named = pd.Index(ends).get_indexer(pd.Index(rows["place"]))[:, None] == np.arange(len(ends))
        counted = _counted(len(rows), draws, [*seed, *member.encode()]) * weights
        flows[:, at] = divided(counted @ named, counted.sum(axis=1, keepdims=True)) * float(people[member])
    return flows


def _counted(n: int, draws: int, seed: list[int]) -> Floats:
    """Tell how often each respondent counts: once in the sample, then as drawn."""
    factors = np.ones((draws + 1, n))
    if n > 1:
        factors[1:] = np.random.default_rng(seed).multinomial(n - 1, np.full(n, 1 / n), size=draws) * (n / (n - 1))
    return factors


def _balance(flows: Floats) -> Floats:
    """Give users who come from other municipalities less those who leave for them, by residents who use the service."""
    size = flows.shape[1]
    inside = flows[..., :size]
    found: Floats = divided(inside.sum(axis=-2) - inside.sum(axis=-1), flows.sum(axis=-1))
    return found


@dataclass(frozen=True)
class _Shares:
    """Published shares with their limits, origin × destination (OUT last)."""

    value: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, told: pd.DataFrame, members: list[str]) -> _Shares:
        """Lay the flows of one service out."""
        laid = (told.pivot(index="origin", columns="destination", values=name) for name in FIGURES)
        value, low, high = (wide.reindex(index=members, columns=[*members, OUTSIDE]).to_numpy(dtype=float) for wide in laid)
        return cls(value, low, high)


def _limits(balance: Floats, shares: _Shares, users: Floats) -> tuple[Floats, Floats]:
    """Take limits from the samples; add the root of squared limits of shares that cannot vary in them."""
    known = ~np.isnan(balance[0])  # a municipality where nobody uses the service has no balance, and no limits
    samples = np.where(np.isnan(balance[1:]), balance[:1], balance[1:])
    low, high = np.where(known, np.quantile(np.where(known, samples, 0.0), OUTER, axis=0), np.nan)
    still = (shares.value == 0) | (shares.value == 1)
    apart = np.where(still, np.maximum(shares.high - shares.value, shares.value - shares.low), 0.0) * users[:, None]
    size = len(users)
    inside = np.nan_to_num(apart[:, :size])
    own = np.eye(size, dtype=bool)
    squared = np.where(own, 0, inside) ** 2
    wider = divided(np.sqrt(squared.sum(axis=0) + squared.sum(axis=1)), users)
    return balance[0] - np.hypot(balance[0] - low, wider), balance[0] + np.hypot(high - balance[0], wider)


def _status(told: pd.DataFrame, members: list[str]) -> list[str]:
    """Tell of each municipality whether all shares its balance is made of are published."""
    found = []
    for member in members:
        needed = told[told["destination"].eq(member) | (told["origin"].eq(member) & told["destination"].eq(OUTSIDE))]
        statuses = set(needed["status"])
        complete = len(needed) == len(members) + 1
        worst = next((one for one in ("few", "protected", "small") if one in statuses), "shown")
        found.append(worst if complete else "protected")
    return found

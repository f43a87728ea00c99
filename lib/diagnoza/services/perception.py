"""What residents say of services: how important they are, and how well needs are met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.disclosure import risky
from diagnoza.services.bootstrap import REPLICATES, SEED, limits, ratio, rounded, weighted_sums

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    from diagnoza.services.bootstrap import Floats
    from diagnoza.survey_params import Minimum

    Counts = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

USERS, WOULD_BE, USES = ("regularly", "sometimes"), ("unmet",), ("regularly", "sometimes", "unmet", "not_needed", "")
LOWEST, HIGHEST = 1, 5
SHOWN = ("shown", "small")
"""Statuses of figures that are published."""


@dataclass(frozen=True)
class Perceived:
    """
    Importance and met needs of the sample, and of samples drawn from it.

    Attributes
    ----------
    units, services
        The partnership (empty) and the municipalities; the services asked about.
    importance, satisfaction, unmet, needs_met
        Replicate × unit × service, replicate 0 the sample itself: importance to all [0-100], satisfaction of users [0-100], share of
        would-be users among users and would-be users [0-1], how well needs are met [0-100]. Missing: nobody answered.
    n_importance, n_users, n_unmet
        Unit × service: respondents who said how important, users who rated, would-be users.
    n_all_users
        Unit × service: users, whether they rated or not.
    """

    units: tuple[str, ...]
    services: tuple[str, ...]
    importance: Floats
    satisfaction: Floats
    unmet: Floats
    needs_met: Floats
    n_importance: Counts
    n_users: Counts
    n_unmet: Counts
    n_all_users: Counts

    @property
    def n_needs(self) -> Counts:
        """Unit × service: users who rated, and would-be users."""
        return self.n_users + self.n_unmet


def perceive(ratings: pd.DataFrame, *, replicates: int = REPLICATES, seed: int = SEED) -> Perceived:
    r"""
    Estimate importance and met needs of each service, in the partnership and in each municipality.

    Parameters
    ----------
    ratings
        One row per respondent and service: respondent, teryt (empty: not known), weight, service, importance and satisfaction [1-5,
        missing: no opinion], use (regularly, sometimes, unmet, not_needed; empty: not known). It is not changed.
    replicates, seed
        Samples that are drawn, and where chance begins.

    Returns
    -------
        Nothing is left out here, so this must not be published as it is.

    Raises
    ------
    ValueError
        If a respondent has two municipalities or weights or answers twice of a service, a weight is not above 0, an answer is not known.

    Notes
    -----
    :math:`x' = 100 (x - 1) / 4`. Needs are met by :math:`N = (1 - u) S`: S the mean satisfaction of users, u the share of would-be users. A
    would-be user counts 0, whatever he thinks of the service: his need is not met. Users without an opinion keep their part in 1 - u.
    Whoever does not need the service counts in importance only. See docs/decisions/0011.
    """
    _check(ratings)
    wide = (
        ratings.set_index(["teryt", "respondent", "weight", "service"])[["importance", "satisfaction", "use"]]
        .unstack("service")
        .sort_index()
    )
    people = wide.index.to_frame(index=False)
    services = tuple(wide["use"].columns)
    importance, satisfaction = (_rescaled(wide[name].to_numpy(dtype=float)) for name in ("importance", "satisfaction"))
    users, would_be = (wide["use"].isin(codes).to_numpy(dtype=bool) for codes in (USERS, WOULD_BE))
    told, rated = ~np.isnan(importance), ~np.isnan(satisfaction) & users
    blocks = [told, np.where(told, importance, 0), rated, np.where(rated, satisfaction, 0), users, would_be]
    sums = weighted_sums(people, np.hstack(blocks).astype(float), replicates=replicates, seed=seed)
    size = len(services)
    said, important, opinions, content, using, wanting = (sums.of(slice(at * size, (at + 1) * size)) for at in range(len(blocks)))
    mean, unmet = ratio(content, opinions), ratio(wanting, using + wanting)
    return Perceived(
        sums.units,
        services,
        ratio(important, said),
        mean,
        unmet,
        np.where(using > 0, mean * (1 - unmet), np.where(wanting > 0, 0.0, np.nan)),
        *(_counted(people["teryt"], flags, sums.units) for flags in (told, rated, would_be, users)),
    )


def _check(ratings: pd.DataFrame) -> None:
    people = ratings.groupby("respondent")[["teryt", "weight"]].nunique(dropna=False)
    if people.gt(1).to_numpy().any():
        raise ValueError(f"respondents with two municipalities or weights: {list(people.index[people.gt(1).any(axis=1)][:5])}")
    if not (ratings["weight"] > 0).all():
        raise ValueError("weights must be known and above 0: give respondents without one the weight 1, or leave them out")
    if unknown := sorted(set(ratings["use"]) - set(USES)):
        raise ValueError(f"unknown answers {unknown} in `use`; known are {', '.join(USES[:-1])}, and empty")
    answers = ratings[["importance", "satisfaction"]]
    if not (answers.isna() | answers.ge(LOWEST) & answers.le(HIGHEST)).to_numpy().all():
        raise ValueError(f"importance and satisfaction are {LOWEST} to {HIGHEST}, or missing")


def _rescaled(answers: Floats) -> Floats:
    return 100 * (answers - LOWEST) / (HIGHEST - LOWEST)


def _counted(teryt: pd.Series, flags: Flags, units: tuple[str, ...]) -> Counts:
    """Count respondents by unit; the first unit is all of them."""
    return np.stack([flags.sum(axis=0), *(flags[teryt.eq(unit).to_numpy(dtype=bool)].sum(axis=0) for unit in units[1:])])


def publish(
    perceived: Perceived, minimum: Minimum, *, sensitive: Collection[str] = (), withheld: Collection[tuple[str, str]] = ()
) -> pd.DataFrame:
    """
    Write down what may be published of importance and met needs.

    Parameters
    ----------
    perceived
        Result of `perceive`.
    minimum
        The smallest counts and bases of the survey.
    sensitive
        Services that ask about health, poverty and the like: ``minimum.sensitive`` is their smallest count.
    withheld
        Pairs of teryt (empty: partnership) and service where the survey's own tables leave out an answer to the question of use: there the
        share of unmet needs would tell it.

    Returns
    -------
        Table `Perception`: whole points and percents.

    Notes
    -----
    Bases are rounded down to tens (or to the smallest count, if that is more): beside the tables of surveys, exact ones would tell counts
    that are hidden there. Met needs and satisfaction of users together tell the share of unmet needs, so they are left out together.
    """
    smallest = np.where(np.isin(perceived.services, list(sensitive)), minimum.sensitive, minimum.cell)
    few = {name: _risky(getattr(perceived, name), smallest) for name in ("n_users", "n_unmet", "n_all_users")}
    hidden = np.array([[(unit, service) in set(withheld) for service in perceived.services] for unit in perceived.units])
    told = _status(perceived.n_importance, minimum)
    met = _status(perceived.n_needs, minimum)
    met = np.where(few["n_users"] & (met != "base"), "protected", met)
    apart = hidden | few["n_unmet"] | few["n_all_users"] | ~np.isin(met, SHOWN)
    enough = perceived.n_users >= minimum.base
    step = max(10, minimum.cell, minimum.sensitive)
    columns: dict[str, npt.NDArray[np.generic]] = {}
    for name, figure, shown in [
        ("importance", perceived.importance, np.isin(told, SHOWN)),
        ("needs", perceived.needs_met, np.isin(met, SHOWN)),
        ("satisfaction", perceived.satisfaction, ~apart & enough),
        ("unmet", perceived.unmet * 100, ~apart),
    ]:
        value, low, high = (np.where(shown, rounded(part), np.nan) for part in (figure[0], *limits(figure)))
        columns |= {
            "needs_met" if name == "needs" else name: value,
            f"{name}_low": np.fmin(low, value),
            f"{name}_high": np.fmax(high, value),
        }
    for name, count, status in [("n_importance", perceived.n_importance, told), ("n_needs", perceived.n_needs, met)]:
        columns[name] = np.where(np.isin(status, SHOWN), count // step * step, np.nan)
    columns |= {"status_importance": told, "status": met}
    index = pd.MultiIndex.from_product([perceived.units, perceived.services], names=["teryt", "service"])
    table = pd.DataFrame({name: values.ravel() for name, values in columns.items()}, index=index).reset_index()
    shares = ["unmet", "unmet_low", "unmet_high"]
    return table.assign(**{name: table[name] / 100 for name in shares}).astype(dict.fromkeys(["n_importance", "n_needs"], "Int64"))


def _risky(counts: Counts, smallest: Counts) -> Flags:
    return np.stack([risky(counts[:, at], int(least)) for at, least in enumerate(smallest)], axis=1)


def _status(n: Counts, minimum: Minimum) -> npt.NDArray[np.str_]:
    return np.where(n < minimum.base, "base", np.where(n < minimum.small, "small", "shown"))

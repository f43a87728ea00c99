"""Two reports of one flow, from where its users live and from where they are served, made one number with its range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.flows.coded import NOWHERE, number_groups, worded
from diagnoza.tables.flows import REPORTED

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

ABSOLUTE, RELATIVE = 3.0, 0.1
KAPPA = 100.0
"""Persons: how many of a reporter's own it takes to weigh as much as all reporters together."""
TOLD, SILENT, WITHHELD = range(3)
"""Positions in `REPORTED`."""
KNOWN = ("shown", "not_reported", "suppressed")
VERDICTS = ("missing", "one_sided", "dispute", "agree")


def reconcile(
    reports: pd.DataFrame, *, absolute: float = ABSOLUTE, relative: float = RELATIVE, weights: pd.Series | None = None
) -> pd.DataFrame:
    r"""
    Set both reports of each flow side by side and choose one number.

    Parameters
    ----------
    reports
        Table `FlowReports`. It is not changed. Flows from one place that is no unit to another (OUT, UNKNOWN) are none of ours.
    absolute, relative
        Two reports agree if they differ by no more than so many persons, or by no more than this share of the greater.
    weights
        Result of `reliability`: users are then the mean of both reports, the report of the more reliable side counting more.

    Returns
    -------
        Exact flows, which must not be published: the columns of `Flows`, and ``residence_said`` and ``provider_said`` (reported,
        not_reported, suppressed). One row per flow that any side lists, by service, year, origin and destination. `status` is shown,
        not_reported or suppressed (a side withheld a small number and the other says nothing).

    Raises
    ------
    ValueError
        If a side reports a flow twice, or a reporter has no weight.

    Notes
    -----
    Users are what the provider reports (it enrols and bills), else what the residence reports. A flow that a reporter does not list is 0 to
    him if he reported any flow between units for that service and year, and not reported otherwise; so matrices must be whole. Only the
    residence can tell who leaves for OUT, and only the provider who comes from there, whatever `side` says. With weights u (a: residence,
    b: provider), users are :math:`w a + (1-w) b`, :math:`w = u_{destination} / (u_{origin} + u_{destination})`.
    """
    cells, groups, places, said, told = _side_by_side(reports)
    origin, destination = cells // len(places) % len(places), cells % len(places)
    residence, provider = told
    users = np.where(np.isnan(provider), residence, provider)
    low, high = np.fmin(residence, provider), np.fmax(residence, provider)
    if weights is not None:
        both = ~np.isnan(residence + provider)
        share = _shares(weights, places, origin, destination, both)
        users = np.where(both, np.clip(share * residence + (1 - share) * provider, low, high), users)
    known = np.where(np.isnan(users), np.where((said == WITHHELD).any(axis=0), WITHHELD, SILENT), TOLD)
    group = cells // len(places) ** 2
    return pd.DataFrame(
        {
            "service": groups["service"].array.take(group),
            "year": groups["year"].to_numpy()[group],
            "origin": places.take(origin),
            "destination": places.take(destination),
            "users": users,
            "low": low,
            "high": high,
            "residence": residence,
            "provider": provider,
            "verdict": worded(VERDICTS, _verdicts(residence, provider, absolute, relative)),
            "status": worded(KNOWN, known),
            "residence_said": worded(REPORTED, said[0]),
            "provider_said": worded(REPORTED, said[1]),
        }
    )


def reliability(exact: pd.DataFrame, *, kappa: float = KAPPA) -> pd.Series:
    r"""
    Tell how far the reports of each unit are from those of the others.

    Parameters
    ----------
    exact
        Result of `reconcile`.
    kappa
        How strongly the units are drawn to all of them together [persons].

    Returns
    -------
        By unit: :math:`u = (\sum |a-b| + \kappa p) / (\sum (a+b)/2 + \kappa)`, over its flows that both sides report, p the same ratio of
        all units without :math:`\kappa`; the greater, the less reliable. Flows within a unit tell nothing, as it reports both sides.

    Notes
    -----
    With a few reporters, models of reporter effects give negative ones and hang on single cells; this ratio does not.

    References
    ----------
    After Gaulier, G., Zignago, S. (2010). BACI: International Trade Database at the Product-Level. CEPII.
    """
    numbers, names = pd.factorize(pd.concat([exact["origin"], exact["destination"]], ignore_index=True), sort=True)
    origin, destination = numbers[: len(exact)], numbers[len(exact) :]
    residence, provider = (exact[side].to_numpy(dtype=float) for side in ("residence", "provider"))
    both = ~np.isnan(residence + provider) & (origin != destination)
    apart, size = np.abs(residence - provider)[both], ((residence + provider) / 2)[both]
    ends = np.concatenate([origin[both], destination[both]])
    missed, whole = (np.bincount(ends, np.concatenate([part, part]), minlength=len(names)) for part in (apart, size))
    pool = apart.sum() / size.sum() if size.sum() > 0 else 0.0
    unreliable = pd.Series((missed + kappa * pool) / (whole + kappa), index=pd.Index(names), name="unreliability")
    return unreliable.drop(list(NOWHERE), errors="ignore")


@dataclass(frozen=True)
class _Numbered:
    """Reports with services, years and places as numbers."""

    groups: pd.DataFrame
    places: pd.api.extensions.ExtensionArray
    cell: Ints
    by_provider: Flags
    users: Floats
    said: Ints


def _side_by_side(reports: pd.DataFrame) -> tuple[Ints, pd.DataFrame, pd.api.extensions.ExtensionArray, Ints, Floats]:
    """Give the number of each cell, groups, places, and by side (residence, provider) and cell what was said and the users."""
    one = _numbered(reports)
    cells, at = np.unique(one.cell, return_inverse=True)
    if (repeated := np.bincount(at * 2 + one.by_provider) > 1).any():
        size, first = len(one.places), int(cells[np.flatnonzero(repeated)[0] // 2])
        where = f"{one.groups.iloc[first // size**2].tolist()} from {one.places[first // size % size]} to {one.places[first % size]}"
        raise ValueError(f"{int(repeated.sum())} flows are reported twice by one side, e.g. {where}: add them or leave one out")
    said, told = np.full((2, len(cells)), SILENT), np.full((2, len(cells)), np.nan)
    listed = np.zeros((2, len(cells)), dtype=bool)
    for side in (0, 1):
        own = one.by_provider == bool(side)
        said[side, at[own]], told[side, at[own]], listed[side, at[own]] = one.said[own], one.users[own], True
    _fill(cells, one.places, listed, said, told)
    return cells, one.groups, one.places, said, told


def _numbered(reports: pd.DataFrame) -> _Numbered:
    groups, group = number_groups(reports)
    numbers, names = pd.factorize(pd.concat([reports["origin"], reports["destination"]], ignore_index=True), sort=True)
    places = pd.Series(names).array
    origin, destination = numbers[: len(reports)], numbers[len(reports) :]
    unit = ~np.isin(np.asarray(names, dtype=object), NOWHERE)
    kept = unit[origin] | unit[destination]
    by_provider = np.where(unit[origin] & unit[destination], reports["side"].eq("provider").to_numpy(dtype=bool), unit[destination])
    status = reports["status"]
    said = np.select([status.eq("reported").to_numpy(dtype=bool), status.eq("suppressed").to_numpy(dtype=bool)], [TOLD, WITHHELD], SILENT)
    users = np.where(said == TOLD, reports["users"].to_numpy(dtype=float), np.nan)
    cell = (group * len(places) + origin) * len(places) + destination
    return _Numbered(groups, places, cell[kept], by_provider[kept], users[kept], said[kept])


def _fill(cells: Ints, places: pd.api.extensions.ExtensionArray, listed: Flags, said: Ints, told: Floats) -> None:
    """Put 0 where a side that reported flows between units does not list one that the other side lists."""
    size = len(places)
    unit = ~np.isin(np.asarray(places, dtype=object), NOWHERE)
    group, origin, destination = cells // size**2, cells // size % size, cells % size
    inside = unit[origin] & unit[destination]
    for side, place in enumerate((origin, destination)):
        reporter = np.zeros((int(group.max(initial=-1)) + 1) * size, dtype=bool)
        spoke = inside & (said[side] != SILENT)
        reporter[(group * size + place)[spoke]] = True
        implied = inside & ~listed[side] & reporter[group * size + place]
        said[side, implied], told[side, implied] = TOLD, 0.0


def _shares(weights: pd.Series, places: pd.api.extensions.ExtensionArray, origin: Ints, destination: Ints, both: Flags) -> Floats:
    """Give the weight of the residence's report; half, where neither side is less reliable."""
    unreliable = weights.reindex(pd.Index(places)).to_numpy(dtype=float)
    needed = np.unique(np.concatenate([origin[both], destination[both]]))
    if without := [str(places[at]) for at in needed if np.isnan(unreliable[at])]:
        raise ValueError(f"no weight for {', '.join(without[:5])}: make weights of the same reports")
    here, there = unreliable[origin], unreliable[destination]
    found: Floats = np.divide(there, here + there, out=np.full(len(origin), 0.5), where=here + there > 0)
    return found


def _verdicts(residence: Floats, provider: Floats, absolute: float, relative: float) -> Ints:
    """Give positions in `VERDICTS`."""
    allowed = np.maximum(absolute, relative * np.fmax(residence, provider))
    one, other = np.isnan(residence), np.isnan(provider)
    apart = np.abs(residence - provider) > allowed
    return np.select([one & other, one | other, apart], [0, 1, 2], 3).astype(np.int64)

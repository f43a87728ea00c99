"""The flows of each place in four parts, by where its residents are served and by where those it serves live."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.flows.coded import Coded, Flags, Floats, Ints


@dataclass(frozen=True)
class Users:
    """
    Users by service and year × unit.

    Attributes
    ----------
    value
        What is shown, added up [persons].
    low, high
        The same of the smaller and of the greater reports.
    hidden, missing
        Whether a part is left out; whether a part is not reported.
    """

    value: Floats
    low: Floats
    high: Floats
    hidden: Flags
    missing: Flags

    def together(self, axis: int, chosen: Flags | None = None) -> Users:
        """Add up over services (0) or over units (1), those chosen; the axis stays, of length 1."""
        kept = np.ones(self.value.shape, dtype=bool) if chosen is None else chosen
        value, low, high = (np.where(kept, part, 0.0).sum(axis=axis, keepdims=True) for part in (self.value, self.low, self.high))
        hidden, missing = (np.asarray((kept & part).any(axis=axis, keepdims=True)) for part in (self.hidden, self.missing))
        return Users(value, low, high, hidden, missing)


@dataclass(frozen=True)
class Side:
    """
    Where residents are served, or where those served live.

    Attributes
    ----------
    total
        All of them, as published, those of unknown place too; `missing` where nobody says anything.
    own
        Those who live and are served in the same municipality.
    inside, beyond, unknown
        Those of the other units of the partnership, of OUT, of UNKNOWN.
    silent
        Whether the unit itself did not report.
    """

    total: Users
    own: Users
    inside: Users
    beyond: Users
    unknown: Users
    silent: Flags

    @property
    def parts(self) -> tuple[Users, Users, Users, Users]:
        """The four parts of the total."""
        return self.own, self.inside, self.beyond, self.unknown

    @property
    def open(self) -> Flags:
        """Whether some of it is not reported, so that the total is a lower bound."""
        found: Flags = np.logical_or.reduce([part.missing for part in self.parts])
        return found

    @property
    def ranged(self) -> Flags:
        """Whether the range of reports is known: nothing is left out."""
        found: Flags = ~np.logical_or.reduce([part.hidden for part in (self.total, *self.parts)])
        return found

    @property
    def placed(self) -> Floats:
        """Users of known place."""
        return self.total.value - self.unknown.value

    def as_one(self) -> Side:
        """Take the partnership for one place: flows between its units stay in it."""
        value, low, high = (getattr(self.own, name) + getattr(self.inside, name) for name in ("value", "low", "high"))
        own = Users(value, low, high, self.own.hidden | self.inside.hidden, self.own.missing | self.inside.missing)
        none, no = np.zeros(self.own.value.shape), np.zeros(self.own.value.shape, dtype=bool)
        return replace(self, own=own, inside=Users(none, none, none, no, no))

    def together(self, axis: int, chosen: Flags | None = None) -> Side:
        """Add up over services (0) or over units (1), those chosen; the axis stays, of length 1."""
        total, own, inside, beyond, unknown = (part.together(axis, chosen) for part in (self.total, *self.parts))
        kept = self.silent if chosen is None else self.silent & chosen
        return Side(total, own, inside, beyond, unknown, np.asarray(kept.any(axis=axis, keepdims=True)))


def sum_of(parts: Iterable[Users], name: str) -> Floats:
    """
    Add up the same figure of several parts.

    Parameters
    ----------
    parts
        At least one.
    name
        value, low or high.
    """
    found: Floats = np.sum([getattr(part, name) for part in parts], axis=0)
    return found


def sides(coded: Coded) -> tuple[Side, Side]:
    """
    Part the flows of each unit.

    Parameters
    ----------
    coded
        Result of `diagnoza.flows.coded.code_flows`.

    Returns
    -------
        By where residents are served, and by where those served live. Nobody lives in a powiat: its first side is 0.

    Notes
    -----
    A flow that is not listed is 0 if its residence or its provider reported flows between units, else not reported. OUT is not reported
    either where nobody lists it for that service and year: then it was not asked about. UNKNOWN, not listed, is 0 wherever the unit
    reported or its flows with OUT are known. Nobody comes to a unit that serves nobody (see `diagnoza.flows.totals.totals`).
    """
    living = np.broadcast_to(coded.is_member, coded.reported["residence"].shape)
    quiet = {"residence": ~coded.reported["residence"] & living, "provider": ~coded.reported["provider"] & coded.present & ~coded.idle}
    return (
        _side(coded, (coded.origin, coded.destination), (quiet["residence"], quiet["provider"]), "demand"),
        _side(coded, (coded.destination, coded.origin), (quiet["provider"], quiet["residence"]), "supply"),
    )


def _side(coded: Coded, ends: tuple[Ints, Ints], quiet: tuple[Flags, Flags], total: str) -> Side:
    """Part the flows that meet in a unit by their other end."""
    place, other = ends
    n = len(coded.units)
    silent, others_silent = quiet
    exists, asked_of = (coded.present, coded.present & ~coded.idle) if total == "supply" else (coded.is_member, coded.is_member)
    by_kind = {"own": other == place, "inside": (other < n) & (other != place), "beyond": other == n, "unknown": other == n + 1}
    parts, listed = {}, {}
    for kind, chosen in by_kind.items():
        parts[kind], listed[kind] = _part(coded, place, chosen & (place < n))
    asked = np.bincount(coded.group[by_kind["beyond"]], minlength=len(coded.groups)) > 0
    no_own = ~listed["own"] & silent & others_silent & coded.is_member
    alone = others_silent.sum(axis=1, keepdims=True) - others_silent > 0
    no_beyond = ~listed["beyond"] & (silent | ~asked[:, None]) & asked_of
    gone = {"own": no_own, "inside": silent & alone, "beyond": no_beyond, "unknown": ~listed["unknown"] & silent & no_beyond}
    whole = {kind: _also_missing(part, gone[kind]) for kind, part in parts.items()}
    value, hidden = coded.totals[total], coded.totals_hidden[total]
    sums = np.nan_to_num(value)
    all_users = Users(sums, sums, sums, hidden, np.isnan(value) & ~hidden & exists)
    return Side(all_users, **whole, silent=silent)


def _part(coded: Coded, place: Ints, chosen: Flags) -> tuple[Users, Flags]:
    """Add up some flows by unit; also tell where any is listed."""
    shape = (len(coded.groups), len(coded.units))
    at = (coded.group * shape[1] + place)[chosen]

    def added(part: Floats | Flags | None) -> Floats:
        weights = None if part is None else part[chosen].astype(float)
        return np.bincount(at, weights, minlength=shape[0] * shape[1]).reshape(shape).astype(float)

    value, low, high = (added(part) for part in (coded.users, coded.low, coded.high))
    return Users(value, low, high, added(coded.hidden) > 0, added(coded.missing) > 0), added(None) > 0


def _also_missing(part: Users, gone: Flags) -> Users:
    return Users(part.value, part.low, part.high, part.hidden, part.missing | gone)

"""All proposals of actions together: nothing without a finding, the best evidenced first, then those by which most partners gain."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from diagnoza.synthesis.recommendations import flows, gaps, goals, institutions, measuring, places, practices, programme, training, voices
from diagnoza.synthesis.recommendations.ground import Ground
from diagnoza.synthesis.recommendations.rules import POINTS, TERMS
from diagnoza.tables.synthesis import Gains, Recommendations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.synthesis.base import About
    from diagnoza.synthesis.recommendations.rules import Action


class Source(Protocol):
    """A module that proposes actions."""

    def actions(self, ground: Ground, /) -> list[Action]: ...  # noqa: D102


SOURCES: tuple[Source, ...] = (places, flows, gaps, training, practices, voices, institutions, programme, goals, measuring)


def recommend(made: Mapping[str, pd.DataFrame], findings: pd.DataFrame, about: About) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Propose what the partnership could do together, and tell who would gain.

    Parameters
    ----------
    made
        Stored tables by name, with `evidence`, `evidence_lines` and `field_status`; what was not delivered is absent or empty.
    findings
        Table `Findings`.
    about
        Whose synthesis it is.

    Returns
    -------
    recommendations
        Table `Recommendations`: the best evidenced first, then those by which most municipalities gain, then those that rest on the
        weightiest finding.
    gains
        Table `Gains`: every municipality for every recommendation.

    Notes
    -----
    Proposals, for people to decide: no owner is named, and a target stands only where a table tells a mean, a standard or a whole.
    """
    ground, known = Ground(made, findings, about), set(findings["finding"])
    proposed = [one for source in SOURCES for one in source.actions(ground) if one.findings and set(one.findings) <= known]
    return _recommendations(proposed, findings), _gains(proposed, about)


def _recommendations(proposed: Sequence[Action], findings: pd.DataFrame) -> pd.DataFrame:
    """Declare the table, in its order."""
    columns = list(Recommendations.to_schema().columns)
    strength, weight = (findings.set_index("finding")[name].to_dict() for name in ("strength", "weight"))
    rows = [
        _row(one) | {"strength": min(strength[key] for key in one.findings), "_weight": max(weight[key] for key in one.findings)}
        for one in proposed
    ]
    table = pd.DataFrame(rows, columns=[*columns, "_weight"])
    order, ascending = ["strength", "gaining", "_weight", "recommendation"], [True, False, False, True]
    ordered = table.sort_values(order, ascending=ascending, ignore_index=True)[columns]
    return pd.DataFrame(Recommendations.validate(ordered))


def _row(one: Action) -> dict[str, object]:
    """Write an action as a row; the owner is left to people."""
    return {
        "recommendation": one.id,
        "type": one.type,
        "field": one.field,
        "title": one.title,
        "reason": one.reason,
        "findings": " ".join(one.findings),
        "units": " ".join(one.units),
        "gaining": len(one.gains),
        "cost": one.cost,
        "term": one.term or TERMS.get(one.type, "short"),
        "indicator": one.indicator,
        "baseline": one.baseline,
        "target": one.target,
        "unit": one.unit,
        "audience": one.audience,
        "headcount": one.headcount,
        "owner": "",
        "art10e_point": one.art10e_point or POINTS[one.type],
    }


def _gains(proposed: Sequence[Action], about: About) -> pd.DataFrame:
    """Tell of every municipality whether it gains, how much, and whether it stands below the partnership in this."""
    rows = [
        {
            "recommendation": one.id,
            "teryt": code,
            "gains": int(code in one.gains),
            "amount": one.gains.get(code, math.nan),
            "unit": "" if math.isnan(one.gains.get(code, math.nan)) else one.gain_unit,
            "below": one.below.get(code),
        }
        for one in sorted(proposed, key=lambda one: one.id)
        for code in about.names.index
    ]
    return pd.DataFrame(Gains.validate(pd.DataFrame(rows, columns=list(Gains.to_schema().columns))))

"""The table of findings: what all lines conclude, each with its strength and origin, the strongest first."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.synthesis import strength
from diagnoza.synthesis.evidence import origin_of, origins
from diagnoza.tables.synthesis import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.synthesis.base import Finding

MOST, ENOUGH = 12, 8
"""Findings of a summary: at most, and as many as are taken even where they are alike."""
OF_LINE, OF_FIELD = 3, 2
"""Findings of one line, and of one field, that are taken before others have their turn."""


def table_of(
    findings: Sequence[Finding], evidence: pd.DataFrame, sources: pd.DataFrame, *, settled: Mapping[Finding, str] | None = None
) -> pd.DataFrame:
    """
    Put the findings of all lines into one table.

    Parameters
    ----------
    findings
        Of all lines.
    evidence, sources
        Tables `Evidence` and `Sources`.
    settled
        Further findings whose strength is known, result of `blind_spots.findings`.

    Returns
    -------
    pd.DataFrame
        Table `Findings`: by strength, then by weight, then by identifier.

    Raises
    ------
    ValueError
        If a finding names a source that is not among the sources.
    """
    known, leaning = origins(sources), strength.leanings(evidence)
    rows = []
    graded = {one: strength.of_finding(one, leaning) for one in findings} | dict(settled or {})
    for one, grade in graded.items():
        added = {"strength": grade, "origin": origin_of(one.sources, known, of=one.finding)}
        rows.append(asdict(one) | added)
    table = pd.DataFrame(rows, columns=list(Findings.to_schema().columns))
    table = table.assign(**{name: table[name].map(" ".join) for name in ("units", "tables", "sources", "keys")})
    return table.sort_values(["strength", "weight", "finding"], ascending=[True, False, True]).reset_index(drop=True)


def chosen(findings: pd.DataFrame) -> pd.DataFrame:
    """
    Choose the findings of a summary: the strongest, varied over lines and fields.

    Parameters
    ----------
    findings
        Table `Findings`.

    Returns
    -------
    pd.DataFrame
        Rows of it in its order, at most `MOST`. Each line has at most `OF_LINE` and each field at most `OF_FIELD`; only where that leaves
        fewer than `ENOUGH` the strongest of the others are added.
    """
    taken: list[int] = []
    for at, row in enumerate(findings[["line", "field"]].to_dict("records")):
        already = findings.iloc[taken]
        full = already["line"].eq(row["line"]).sum() >= OF_LINE
        full |= bool(row["field"]) and already["field"].eq(row["field"]).sum() >= OF_FIELD
        if len(taken) < MOST and not full:
            taken.append(at)
    rest = [at for at in range(len(findings)) if at not in taken]
    return findings.iloc[sorted([*taken, *rest[: max(0, ENOUGH - len(taken))]])]

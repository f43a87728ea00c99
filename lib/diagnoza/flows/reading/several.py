"""Several files of flows together: what two of them say of the same is not counted twice, and no file wins in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import Problem
from diagnoza.flows.reading.reports import KEYS, ReadFlows, audit_of
from diagnoza.tables.flows import FlowReports

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTRADICTORY = "sprzeczne pliki tej samej strony"
IN_OTHER_FILE = "to samo jest w innym pliku"
KNOWN_IN_OTHER_FILE = "liczbę podaje inny plik"
_STATUSES = ("reported", "suppressed", "not_reported")


def resolve(read: Sequence[ReadFlows]) -> ReadFlows:
    """
    Put the files of flows of a partnership together.

    Parameters
    ----------
    read
        The files, each as `read_reports` gives it.

    Returns
    -------
        One table, with the audits and problems of all. Where two files of the same side give the same number for the same service, year and
        pair, it counts once; where one gives a number and another none, the number counts; where they give different numbers, none counts:
        both are set aside, with a problem that names both files. The order of the files changes nothing.
    """
    if not read:
        none = pd.DataFrame(FlowReports.validate(pd.DataFrame(columns=list(FlowReports.to_schema().columns)), lazy=True))
        nothing = pd.DataFrame(columns=["file", "line", "outcome", "reason", "at"])
        return ReadFlows(none, audit_of(nothing), (), nothing)
    read = sorted(read, key=lambda one: _name(one.trace))
    rows = pd.concat([one.table.assign(file=_name(one.trace), part=at, at=range(len(one.table))) for at, one in enumerate(read)])
    rows = rows.reset_index(drop=True)
    reasons = pd.Series("", index=rows.index, dtype=object)
    problems = [problem for one in read for problem in one.problems]
    for _, ones in rows[rows.duplicated(KEYS, keep=False)].groupby(KEYS, sort=True):
        found, problem = _compare(ones)
        reasons.update(found)
        problems += [problem] if problem else []
    trace = pd.concat([_renumbered(one.trace, rows, reasons, at) for at, one in enumerate(read)], ignore_index=True)
    kept = rows[reasons.eq("")].sort_values(KEYS)
    table = pd.DataFrame(FlowReports.validate(kept[list(FlowReports.to_schema().columns)].reset_index(drop=True), lazy=True))
    order = pd.Series(range(len(kept)), index=kept.index)
    trace["at"] = trace["at"].map(order).fillna(-1).astype(int)
    return ReadFlows(table, audit_of(trace), tuple(problems), trace)


def _name(trace: pd.DataFrame) -> str:
    return str(trace["file"].iloc[0]) if len(trace) else ""


def _compare(ones: pd.DataFrame) -> tuple[pd.Series, Problem | None]:
    """Say of rows about the same pair by the same side which do not count, and why."""
    best = min(ones["status"], key=_STATUSES.index)
    strong = ones[ones["status"].eq(best)]
    reasons = pd.Series(KNOWN_IN_OTHER_FILE, index=ones.index[~ones.index.isin(strong.index)], dtype=object)
    if best == "reported" and strong["users"].ne(strong["users"].iloc[0]).any():
        one = strong.iloc[0]
        numbers = ", ".join(f"{users:g} in {file}" for file, users in zip(strong["file"], strong["users"], strict=True))
        what = f"{one['origin']} → {one['destination']} ({one['service']}, {one['year']}), reported by the {one['side']}, is {numbers}"
        problem = Problem(", ".join(dict.fromkeys(strong["file"])), "these files", what, "Keep the right one; none of them counts")
        return pd.concat([pd.Series(CONTRADICTORY, index=strong.index, dtype=object), reasons]), problem
    return pd.concat([pd.Series(IN_OTHER_FILE, index=strong.index[1:], dtype=object), reasons]), None


def _renumbered(trace: pd.DataFrame, rows: pd.DataFrame, reasons: pd.Series, part: int) -> pd.DataFrame:
    """Carry what became of the rows of the table over to the rows of the file behind them; `at` becomes the row among all."""
    own = rows.index[rows["part"].eq(part)]
    at = pd.Series(own, index=rows.loc[own, "at"]).reindex(trace["at"]).to_numpy()
    reason = pd.Series(at).map(reasons).fillna("").to_numpy()
    dropped = reason != ""
    return trace.assign(
        at=at,
        outcome=trace["outcome"].mask(dropped, "set aside"),
        reason=trace["reason"].mask(dropped, pd.Series(reason, index=trace.index)),
    )

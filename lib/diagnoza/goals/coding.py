"""How far two coders agree on the fields of goals, and what they have to settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.agreement import cohen_kappa
from diagnoza.goals.declared import declared
from diagnoza.tables.goals import FIELDS, GoalAgreement, GoalDisputes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd


def agreement(goals: pd.DataFrame) -> pd.DataFrame:
    """
    Measure agreement on all fields as one label, and on each field as given or not.

    Parameters
    ----------
    goals
        Table `Goals`; what was agreed later does not count, the two codings do.

    Returns
    -------
        Table `GoalAgreement`: first all fields, then each that one of the two gave; without rows where no goal was coded by both.

    Notes
    -----
    Documents that have run out count too: it is the coding that is measured, not the goals.
    """
    both = _double_coded(goals)
    if both.empty:
        return declared([], GoalAgreement)
    first, second = both["coder1"].tolist(), both["coder2"].tolist()
    rows = [_row("", first, second)]
    for field in FIELDS:
        given = [[code == field for code in codes] for codes in (first, second)]
        rows += [_row(field, *given)] if any(map(any, given)) else []
    return declared(({"goals": len(goals)} | row for row in rows), GoalAgreement)


def _row(field: str, first: Sequence[Hashable], second: Sequence[Hashable]) -> dict[str, object]:
    alike = sum(one == other for one, other in zip(first, second, strict=True))
    return {"field": field, "n": len(first), "agreed": alike, "kappa": cohen_kappa(first, second)}


def _double_coded(goals: pd.DataFrame) -> pd.DataFrame:
    return goals[goals["coder1"].ne("") & goals["coder2"].ne("")]


def disputes(goals: pd.DataFrame) -> pd.DataFrame:
    """
    List what the coders have to settle: goals that they gave different fields and that have no agreed one.

    Parameters
    ----------
    goals
        Table `Goals`.

    Returns
    -------
        Table `GoalDisputes`, by partner and document; until they are settled these goals count in no field.
    """
    both = _double_coded(goals)
    open_ones = both[both["coder1"].ne(both["coder2"]) & both["agreed"].eq("")].sort_values(["teryt", "document", "level", "text"])
    columns = list(GoalDisputes.to_schema().columns)
    return declared(open_ones[columns].to_dict("records"), GoalDisputes)  # type: ignore[arg-type]

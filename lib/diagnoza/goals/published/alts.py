"""Text alternatives of the figures of the chapter, built from what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.charts import fitting
from diagnoza.goals.published import select, texts
from diagnoza.tables.goals import KINDS

if TYPE_CHECKING:
    from diagnoza.goals.published.select import Case


def alt_matrix(case: Case) -> str:
    """
    Describe the matrix by which fields are common, and which are nobody's goal.

    Parameters
    ----------
    case
        The partnership.
    """
    rows = case.goal_fields
    words = {"common": "wspólne", "shared": "częściowo wspólne", "single": "jednego partnera", "none": "bez celu"}
    fields = {kind: [SECTORS[field] for field in rows.loc[rows["kind"].eq(kind), "field"]] for kind in KINDS}
    told = [f"{words[kind]}: {', '.join(fields[kind])}" for kind in ("common", "none", "single", "shared") if fields[kind]]
    return fitting(f"Tabela barwna: dziedziny i {texts.partners(len(select.partners(case)))};", told)


def alt_pairs(case: Case) -> str:
    """
    Describe the pairs by those that are most and least alike, of which all is known.

    Parameters
    ----------
    case
        The partnership.
    """
    names, rows = select.partners(case), select.pairs(case)
    known = rows[rows["jaccard"].notna()].sort_values("jaccard", ascending=False, kind="stable")
    ends = known.iloc[[0, -1]] if len(known) > 1 else known
    told = [f"{names[row['first']]} – {names[row['second']]} {polish.percent(row['jaccard'])}" for row in ends.to_dict("records")]
    return fitting(f"Trójkąt: podobieństwo dziedzin, {texts.pairs(len(rows))}; najbardziej i najmniej podobni:", told)

"""The account of weighting: margins before and after, effective numbers of respondents, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.disclosure import hide_parts, risky
from diagnoza.surveys.weighting.margins import of_respondents
from diagnoza.surveys.weighting.raking import shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.disclosure import Mask
    from diagnoza.survey_params import Survey
    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.weighting.margins import Margin

WEIGHTING = ["survey", "margin", "category", "label", "total", "n", "target", "before", "after", "source", "origin"]
UNITS = ["survey", "teryt", "n", "n_eff", "deff"]


def effective(weights: pd.Series) -> float:
    r"""
    Give the effective number of respondents.

    Parameters
    ----------
    weights
        Their weights, in any unit.

    Returns
    -------
        :math:`(\sum w)^2 / \sum w^2`; 0 without respondents.

    References
    ----------
    Kish, L. (1965). Survey Sampling.

    Examples
    --------
    >>> effective(pd.Series([1, 1, 1])), effective(pd.Series([1, 3]))
    (3.0, 1.6)
    """
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0


def municipalities(cleaned: Cleaned, names: pd.Series) -> pd.Series:
    """Give each respondent's municipality; "" where it is unknown, not asked, or outside the partnership."""
    if "gmina" not in cleaned.frame:
        return pd.Series("", index=cleaned.frame.index)
    return of_respondents(cleaned, ("gmina",), names)


def weighting(
    survey: Survey, margins: Sequence[Margin], categories: Mapping[str, pd.Series], totals: Mapping[str, pd.Series], weights: pd.Series
) -> pd.DataFrame:
    """
    Lay out the margins before and after.

    Parameters
    ----------
    survey
        As declared.
    margins
        The margins.
    categories
        Per margin the category of each respondent, thin ones joined; "" unknown.
    totals
        Per margin the persons in each of these categories.
    weights
        One per respondent.

    Returns
    -------
        Table `Weighting`. What would tell of fewer respondents than may be published is missing, and where that is one category of a
        margin, or all of them are few, the next smallest too, so that they do not follow from the others.
    """
    parts = []
    for margin in margins:
        total, answered = totals[margin.name], categories[margin.name]
        n = answered.value_counts().reindex(total.index, fill_value=0)
        first = margin.table.groupby(lambda category, total=total: next(one for one in total.index if category in one.split("+")))
        part = pd.DataFrame(
            {
                "survey": survey.id,
                "margin": margin.name,
                "category": total.index,
                "label": [margin.label(category) for category in total.index],
                "total": total,
                "n": n.astype("Int64"),
                "target": total / total.sum(),
                "before": shares(answered, pd.Series(1.0, index=weights.index)).reindex(total.index),
                "after": shares(answered, weights).reindex(total.index),
                "source": first["source"].agg(lambda texts: "; ".join(dict.fromkeys(texts))).reindex(total.index),
                "origin": first["origin"].max().reindex(total.index),  # synthetic, if any of what was joined is
            }
        )
        part.loc[_hidden(n, survey.minimum.cell), ["n", "before", "after"]] = pd.NA
        parts.append(part)
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=WEIGHTING)
    return table[WEIGHTING]


def units(cleaned: Cleaned, names: pd.Series, weights: pd.Series) -> pd.DataFrame:
    """
    Measure weights by municipality.

    Parameters
    ----------
    cleaned
        The survey.
    names
        Names of the municipalities of the partnership by TERYT.
    weights
        One per respondent; all 1 where the survey is not weighted.

    Returns
    -------
        Table `WeightingUnits`, a row per municipality, also where nobody answered; none if the survey does not ask for it. What may not be
        published is missing.
    """
    if "gmina" not in cleaned.frame:
        return pd.DataFrame(columns=UNITS)
    known, places = weights.groupby(municipalities(cleaned, names)), names.index.sort_values()
    n = known.size().reindex(places, fill_value=0)
    n_eff = known.agg(effective).reindex(places, fill_value=0.0).astype(float)
    deff = (n / n_eff).where(n > 0, 1.0)
    table = pd.DataFrame({"survey": cleaned.survey.id, "teryt": n.index, "n": n.astype("Int64"), "n_eff": n_eff, "deff": deff})
    table.loc[_hidden(n, cleaned.survey.minimum.cell), ["n", "n_eff", "deff"]] = pd.NA
    return table.reset_index(drop=True)[UNITS]


def _hidden(n: pd.Series, cell: int) -> Mask:
    """Tell which counts are not published: those of very few, and others so that they do not follow from the sum."""
    return hide_parts(n, risky(n, cell), cell)


def notes(survey: str, said: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Make table `WeightingNotes` of kinds and Polish sentences."""
    return pd.DataFrame([{"survey": survey, "kind": kind, "text": text} for kind, text in said], columns=["survey", "kind", "text"])

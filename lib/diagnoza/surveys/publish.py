"""
What of the estimates may be published: applied once, before anything is stored (decision 0009).

Reasons are told only where they are no secret: "too few respondents" is a fact about a published base, while "too few with this
answer" would tell what it hides. All figures left out for their counts therefore have the one status `protected`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.disclosure import risky
from diagnoza.surveys.withheld import MEANS, Figures, Rules, withheld
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from diagnoza.survey_params import Survey
    from diagnoza.surveys.codebook import Codebook

FIGURES = ["n_eff", "value", "se", "low", "high"]
PRECISION = 0.01  # of a share in print
KEY = ["survey", "question", "answer", "group", "category"]
UNKNOWN = "unknown"  # alone or before `:`, the category of those of whom the group is not known


def publish(raw: pd.DataFrame, survey: Survey, codebook: Codebook, *, weighted: bool = False) -> pd.DataFrame:
    """
    Leave out of the estimates of a survey whatever may not be published, and whatever would tell it.

    Parameters
    ----------
    raw
        Raw estimates of the survey: survey, question, answer, group, category, n, count [respondents], n_eff, value, se, low, high;
        respondents of unknown category are rows of their own, `unknown` or `unknown:` and an id.
    survey, codebook
        What may be published of it, and what was asked.
    weighted
        Whether shares are weighted. If not, counts are taken to be known exactly, as limits tell them where rounded shares do not.

    Returns
    -------
        Table `Estimates`, without the rows of unknown category. Shares are rounded to whole percents, means and medians to one
        decimal and without standard error: that is what was examined. Of purposive surveys only counts; no means.

    Raises
    ------
    ValueError
        If the respondents of groups are more than all respondents.
    """
    purposive = survey.design == "purposive"
    rules = Rules(survey, codebook, PRECISION if weighted and not purposive else 0.0)
    rows = raw[~raw["answer"].isin(MEANS)] if purposive else raw
    rows = rows.reset_index(drop=True).astype({"n": int})
    figures = _figures(rows)
    out, quiet = np.zeros((2, len(rows)), dtype=bool)
    for question, own in rows.groupby("question").indices.items():
        out[own], quiet[own] = withheld(figures.where(np.asarray(own)), rules, codebook.question(str(question)))
    return _table(rows.assign(withheld=out, n_withheld=quiet)[figures.known], rules)


def _figures(rows: pd.DataFrame) -> Figures:
    """Take what is examined; the groups at risk overlap, so respondents are divided by each of them."""
    answer, group, category = (rows[name].to_numpy(dtype=object) for name in ("answer", "group", "category"))
    parts = [one.split(":") for one in category]
    key = np.array([f"at_risk:{part[-1]}" if one == "at_risk" else one for one, part in zip(group, parts, strict=True)], dtype=object)
    known = np.array([part[0] != UNKNOWN for part in parts], dtype=bool)
    return Figures(answer, key, category, known, rows["n"].to_numpy(), rows["count"].fillna(0).to_numpy(dtype=np.int64))


def _table(rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    few, small = rows["n"] < rules.base, rows["n"] < rules.survey.minimum.small
    status = np.select([few, rows["withheld"], small], ["base", "protected", "small"], "shown")
    rows = rows.assign(status=status, minimum=few.map({True: rules.base, False: pd.NA}).astype("Int64"))
    shown, means = rows["status"].isin(SHOWN), rows["answer"].isin(MEANS)
    purposive = rules.survey.design == "purposive"
    figures = rows[FIGURES].where(shown & (not purposive)).astype(float)
    limits = ["value", "low", "high"]
    figures[limits] = figures[limits].round(2).where(~means, figures[limits].round(1))
    rows[FIGURES] = figures.assign(se=figures["se"].round(3).mask(means), n_eff=figures["n_eff"].round(1))
    rows["count"] = rows["count"].where(shown & purposive).astype("Int64")
    rows["n"] = rows["n"].astype("Int64").mask(risky(rows["n"], rules.survey.minimum.cell) | rows["n_withheld"])
    return rows[[*KEY, "n", "count", *FIGURES, "status", "minimum"]].reset_index(drop=True)


def publish_differences(differences: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the differences between figures that are published.

    Parameters
    ----------
    differences
        Raw, with the columns of table `Differences`.
    estimates
        Table `Estimates` of all surveys of the partnership.

    Returns
    -------
        Table `Differences`: shares and effects of shares rounded to 0.01, those of means to 0.1, p-values to 0.001; below that they
        would tell counts. A category against the rest needs the figure of all respondents too, except for joined answers, which
        have none.
    """
    keys = estimates[KEY].itertuples(index=False, name=None)
    shown = dict(zip(keys, estimates["status"].isin(SHOWN), strict=True))

    def told(kind: str, other: str, *own: str) -> bool:
        survey, question, answer, group, category = own
        against = {
            "rest": shown.get((survey, question, answer, "all", ""), True),
            "at_risk": shown.get((survey, question, answer, group, f"other:{category}"), False),
            "survey": shown.get((other, question, answer, group, category), False),
        }
        return bool(shown.get(own, False) and against[kind])

    sides = differences[["kind", "other", *KEY]].itertuples(index=False, name=None)
    kept = differences[np.array([told(*row) for row in sides], dtype=bool)].reset_index(drop=True)
    means, rounded = kept["answer"].isin(MEANS), ["value", "se", "low", "high", "effect"]
    kept[rounded] = kept[rounded].round(2).where(~means, kept[rounded].round(1))
    return kept.round({"p": 3, "p_adjusted": 3})


def publish_tests(tests: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the tests of tables in which nothing but groups with too few respondents is left out.

    Parameters
    ----------
    tests
        Raw, with the columns of table `Tests`.
    estimates
        Table `Estimates` of all surveys of the partnership.

    Returns
    -------
        Table `Tests`, F, degrees of freedom and Cramér's V rounded to 0.01, p-values to 0.001: a statistic is an equation in all
        counts of its table and would tell one that is hidden.
    """
    of = estimates[estimates["status"].eq("protected") & ~estimates["answer"].isin(MEANS)]
    hidden = {(*key, answer) for *key, one in of[["survey", "question", "group", "answer"]].itertuples(index=False) for answer in (one, "")}
    keys = tests[["survey", "question", "group", "answer"]].itertuples(index=False, name=None)
    told = np.array([key not in hidden for key in keys], dtype=bool)
    return tests[told].reset_index(drop=True).round({"f": 2, "df1": 2, "df2": 2, "cramers_v": 2, "p": 3, "p_adjusted": 3})

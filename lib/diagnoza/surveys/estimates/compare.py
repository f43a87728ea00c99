"""Differences between groups of respondents and between surveys, and tests of whether answers depend on the group."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.surveys.estimates.groups import ALL, AT_RISK, Group, at_risk, by_question
from diagnoza.surveys.estimates.independence import rao_scott
from diagnoza.surveys.estimates.items import MEAN, TOP, Items, items
from diagnoza.surveys.estimates.linearization import NOTHING, means, p_values, sampling, standard_errors, t_limits
from diagnoza.surveys.weighting.categories import known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.estimates.linearization import Flags, Floats, Means, Sampling
    from diagnoza.surveys.weighting.weigh import Weights

    Compared = tuple[Cleaned, Weights]
    Ints = npt.NDArray[np.intp]

NAMES = ["kind", "survey", "other", "question", "answer", "group", "category"]
FIGURES = ["value", "se", "low", "high", "p", "p_adjusted", "family", "effect"]
COUNTS = ["n", "count", "n_other", "count_other"]
DIFFERENCES = [*NAMES, *FIGURES, *COUNTS]
TESTS = ["survey", "question", "answer", "group", "n", "f", "df1", "df2", "p", "p_adjusted", "cramers_v"]
TWO = 2


def compare(cleaned: Cleaned, weights: Weights) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Compare groups of respondents of one survey.

    Parameters
    ----------
    cleaned
        The survey.
    weights
        Its weights.

    Returns
    -------
        Differences: each municipality against the rest of the partnership (``rest``) and those at risk against the others (``at_risk``);
        table `Differences` and the columns n, count, n_other, count_other [respondents on either side who answered, who gave the answer;
        counts are missing for means]. Tests: table `Tests`, for each question of `groups:` and each question or option of several.
        Both only where at least ``minimum.base`` respondents answered on either side, or in two categories; purposive surveys have none.
        What describes respondents (groups, margins, places) is not compared.

    Notes
    -----
    Both sides come from one sample and one set of weights, so the standard error is that of the difference as one linearised estimate.
    Holm's adjustment takes together all municipalities and all rows of one grid (or all answers to one question) for one kind of figure:
    the best answers, shares, or means. Of tests: all questions of the survey and one group.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Cohen, J. (1988). Statistical power analysis, ch. 6.
    """
    if cleaned.survey.design == "purposive" or cleaned.frame.empty:
        return _differences([]), _tests([])
    design = sampling(weights)
    asked = _comparable(cleaned, weights)
    parts = []
    for name in cleaned.survey.groups:
        places = [group for group in by_question(cleaned, name, weights.names) if group.is_known]
        if len(places) >= TWO and cleaned.codebook.question(name).kind == "place":
            anywhere = pd.concat([group.inside for group in places], axis=1).any(axis=1)
            parts += [_between(cleaned, design, asked, group, anywhere & ~group.inside) for group in places]
    for at, declared in enumerate(cleaned.survey.at_risk):
        if found := at_risk(cleaned, at):
            rest = asked.where(asked.keys["question"] != declared.question)
            parts.append(_between(cleaned, design, rest, found[0], found[1].inside))
    return _differences(parts), _tests(_tested(cleaned, weights, design, asked))


def confront(surveys: Sequence[Compared]) -> pd.DataFrame:
    """
    Compare what the respondents of different surveys answered to the same questions.

    Parameters
    ----------
    surveys
        Surveys of one partnership with their weights.

    Returns
    -------
        As the differences of `compare`, kind ``survey``: for every two surveys the common questions with the same answers, the first less
        the other. Purposive surveys give counts only, so they are not in it.

    Notes
    -----
    The samples are taken as independent: variances add up; degrees of freedom by Welch and Satterthwaite. A person who answered two
    surveys makes them a little less so.
    """
    scored = [one for one in surveys if one[0].survey.design != "purposive" and not one[0].frame.empty]
    return _differences([_confronted(first, other) for first, other in combinations(scored, 2)])


def _comparable(cleaned: Cleaned, weights: Weights, *, of_groups: bool = True) -> Items:
    """Leave out what describes respondents, and of scales all but their best answers and the mean; kinds of missing answers and medians."""
    asked = items(cleaned, weights.names, of_groups=of_groups)
    keys = asked.keys
    margins = {name for margin in weights.table["margin"] for name in str(margin).split("*")}
    describing = keys["question"].isin({*cleaned.survey.groups, *margins}) | (keys["kind"] == "place")
    of_scale = (keys["kind"] == "scale") & ~keys["answer"].isin([TOP, MEAN])
    return asked.where(~(describing | of_scale | (keys["measure"] == "median") | keys["answer"].str.startswith("missing:")))


def _between(cleaned: Cleaned, design: Sampling, asked: Items, group: Group, others: pd.Series) -> pd.DataFrame:
    """Compare a group with others of the same survey in all columns."""
    sides = (group.inside, others, group.inside | others)
    here, there, both = (means(design, asked.numbers, asked.answered, side.to_numpy(dtype=bool)) for side in sides)
    se = standard_errors(design, here.influence - there.influence)
    table = _figures(asked, (here, there), se, both.df, both.deviation)
    names = {"kind": AT_RISK if group.group == AT_RISK else "rest", "other": "", "group": group.group, "category": group.category}
    block = asked.keys["block"] + ", " + _figure(asked.keys) + ", " + group.group
    table = table.assign(survey=cleaned.survey.id, **names, family=f"{cleaned.survey.id}: " + block)
    return _enough(table, cleaned.survey.minimum.base, cleaned.survey.minimum.base)


def _confronted(first: Compared, other: Compared) -> pd.DataFrame:
    """Compare all respondents of two surveys in the columns that they share."""
    sides = []
    for cleaned, weights in (first, other):
        asked = _comparable(cleaned, weights, of_groups=False)
        common = asked.keys["question"].isin([one.id for one in cleaned.codebook.questions if one.common])
        sides.append(asked.where(common & asked.keys["question"].isin(_alike(first[0], other[0]))))
    shared = sides[0].keys.merge(sides[1].keys[["question", "answer", "measure"]])
    index = pd.MultiIndex.from_frame(shared[["question", "answer"]])
    ordered = [side.order(index) for side in sides]
    found = []
    for (cleaned, weights), asked in zip((first, other), ordered, strict=True):
        design, everybody = sampling(weights), np.ones(len(cleaned.frame), dtype=bool)
        one = means(design, asked.numbers, asked.answered, everybody)
        found.append((one, standard_errors(design, one.influence)))
    (here, first_se), (there, other_se) = found
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (first_se**2 + other_se**2) ** 2 / (first_se**4 / here.df + other_se**4 / there.df)
    deviation = np.sqrt((here.n * here.deviation**2 + there.n * there.deviation**2) / (here.n + there.n))
    table = _figures(ordered[0], (here, there), np.hypot(first_se, other_se), df, deviation)
    pair = first[0].survey.id, other[0].survey.id
    table = table.assign(kind="survey", survey=pair[0], other=pair[1], group=ALL, category="")
    table["family"] = f"{pair[0]} – {pair[1]}: " + ordered[0].keys["block"] + ", " + _figure(ordered[0].keys)
    return _enough(table, first[0].survey.minimum.base, other[0].survey.minimum.base)


def _alike(first: Cleaned, other: Cleaned) -> list[str]:
    """List the questions that both surveys ask with the same answers."""
    theirs = {one.id: (one.kind, one.codes, one.direction) for one in other.codebook.questions}
    return [one.id for one in first.codebook.questions if theirs.get(one.id) == (one.kind, one.codes, one.direction)]


def _figure(keys: pd.DataFrame) -> pd.Series:
    """Name the kind of figure that is compared: the best answers of scales, means, or shares of answers."""
    return keys["answer"].where(keys["answer"].isin([TOP, MEAN]), "answers")


def _figures(asked: Items, sides: tuple[Means, Means], se: Floats, df: Floats, deviation: Floats) -> pd.DataFrame:
    """Lay out the differences of all columns."""
    here, there = sides
    value = here.value - there.value
    share = (asked.keys["measure"] == "share").to_numpy()
    low, high = t_limits(value, se, df)
    safe = np.where((se > NOTHING) & (df > 0), se, np.nan)
    angles = [2 * np.arcsin(np.sqrt(np.clip(np.where(share, side.value, 0), 0, 1))) for side in sides]
    effect = np.where(share, angles[0] - angles[1], value / np.where(deviation > NOTHING, deviation, np.nan))
    count, count_other = (np.where(share, side.count, np.nan) for side in sides)
    figures = {"value": value, "se": safe, "low": low, "high": high, "p": p_values(value, safe, df), "effect": effect}
    return asked.keys[["question", "answer"]].assign(**figures, n=here.n, count=count, n_other=there.n, count_other=count_other)


def _enough(table: pd.DataFrame, base: int, other: int) -> pd.DataFrame:
    """Keep what rests on enough respondents on either side, and varies."""
    return table[(table["n"] >= base) & (table["n_other"] >= other) & table["p"].notna()]


def _differences(parts: list[pd.DataFrame]) -> pd.DataFrame:
    table = pd.concat([pd.DataFrame(columns=DIFFERENCES), *parts], ignore_index=True) if parts else pd.DataFrame(columns=DIFFERENCES)
    table["p_adjusted"] = holm(table["p"].astype(float), table["family"])
    numbers = dict.fromkeys([name for name in FIGURES if name != "family"], float)
    return table.astype({**dict.fromkeys(COUNTS, "Int64"), **numbers})[DIFFERENCES]


def holm(p: pd.Series, family: pd.Series) -> pd.Series:
    """
    Adjust p-values within families (Holm).

    Parameters
    ----------
    p
        Without missing values.
    family
        The family of each.

    Returns
    -------
        On the same index.

    Examples
    --------
    >>> holm(pd.Series([0.01, 0.04, 0.03]), pd.Series(["a", "a", "b"])).tolist()
    [0.02, 0.04, 0.03]
    """
    table = pd.DataFrame({"p": p.astype(float), "family": family}).sort_values("p", kind="stable")
    families = table.groupby("family")
    stepped = table["p"] * (families["p"].transform("size") - families.cumcount())
    return stepped.groupby(table["family"]).cummax().clip(upper=1).reindex(p.index)


def _tested(cleaned: Cleaned, weights: Weights, design: Sampling, asked: Items) -> list[dict[str, object]]:
    """Test every question, and every option of questions with several answers, against every question that makes groups."""
    tables = list(_categories(cleaned, asked))
    rows: list[dict[str, object]] = []
    for name in cleaned.survey.groups:
        found = [group.inside.to_numpy(dtype=bool) for group in by_question(cleaned, name, weights.names) if group.is_known]
        for question, answer, categories in tables:
            columns = _numbered([inside & (categories >= 0) for inside in found], cleaned.survey.minimum.base)
            test = rao_scott(design, _gapless(categories, columns >= 0), columns)
            if test:
                n = int(((columns >= 0) & (categories >= 0)).sum())
                rows.append({"survey": cleaned.survey.id, "question": question, "answer": answer, "group": name, "n": n, **test._asdict()})
    return rows


def _categories(cleaned: Cleaned, asked: Items) -> Iterator[tuple[str, str, Ints]]:
    """Give the answer of each respondent as a number, -1 where there is none: of a question, or of an option (chosen or not)."""
    seen = set()
    for at, key in enumerate(asked.keys.to_dict("records")):
        question = str(key["question"])
        if key["kind"] == "multiple":
            yield question, str(key["answer"]), np.where(asked.answered[:, at], asked.numbers[:, at], -1).astype(np.intp)
        elif key["kind"] in {"single", "scale"} and question not in seen:
            answers = known(cleaned, question, joined=True).where(asked.answered[:, at])
            yield question, "", answers.astype("category").cat.codes.to_numpy().astype(np.intp)
        seen.add(question)


def _numbered(groups: list[Flags], base: int) -> Ints:
    """Give each respondent the number of a group with enough respondents; -1 for all others."""
    large = [inside for inside in groups if inside.sum() >= base]
    return np.select(large, range(len(large)), -1).astype(np.intp) if large else np.full(len(groups[0]) if groups else 0, -1, dtype=np.intp)


def _gapless(categories: Ints, inside: Flags) -> Ints:
    """Give the categories that occur numbers from 0; -1 outside."""
    kept = np.where(inside, categories, -1)
    codes = np.unique(kept[kept >= 0])
    return np.where(kept >= 0, np.searchsorted(codes, kept), -1).astype(np.intp)


def _tests(rows: list[dict[str, object]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=TESTS)
    table["p_adjusted"] = holm(table["p"].astype(float), table["group"])
    return table.astype({"n": int, **dict.fromkeys(["f", "df1", "df2", "p", "p_adjusted", "cramers_v"], float)})

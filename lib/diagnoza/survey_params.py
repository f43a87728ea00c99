"""How a survey was made and what may be published of it: the entries of ``surveys:`` in a params file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import Field

from diagnoza.strict_yaml import Code, Strict, Text, listed

if TYPE_CHECKING:
    from diagnoza.strict_yaml import Draft

Design = Literal["probability", "quota", "open_link", "census_attempt", "purposive"]
"""
How respondents came to answer; the words about precision follow from it.

probability: drawn at random. quota: chosen to fill quotas. open_link: whoever followed the link (self-selected). census_attempt: everybody
was asked. purposive: chosen for what they know; counts only.
"""
Dialect = Literal["google_forms", "ms_forms", "limesurvey", "surveymonkey", "kobo", "spss", "web_form", "table"]
Sector = Literal[
    "edukacja",
    "kultura",
    "sprawy_spoleczne",
    "transport",
    "zdrowie",
    "sport",
    "administracja",
    "srodowisko",
    "bezpieczenstwo",
    "gospodarka",
    "mieszkalnictwo",
    "turystyka",
]
"""Fields of public services."""
NAME = r"^[a-z0-9]+(_[a-z0-9]+)*$"
Count = Annotated[int, Field(ge=1)]


class Answered(Strict):
    """Respondents who gave one of some answers to a question."""

    question: Text = Field(description="the id of a question of the questionnaire")
    codes: tuple[Code, ...] = Field(description="the list of the codes of its answers", min_length=1)


class Joined(Answered):
    """Answers that are reported and weighted as one, such as 60-69, 70-79 and 80 or more."""

    code: Code = Field(description="a short code of the joined answer, e.g. 60_plus")
    label: Text = Field(description='its Polish name, e.g. "60 lat lub więcej"')


class AtRisk(Answered):
    """Residents at risk of marginalisation: a declared subgroup that is compared with all others."""

    id: Text = Field(pattern=NAME, description="a short name of lower-case letters a-z, digits and _")
    label: Text = Field(description='its Polish name, e.g. "Osoby w złej sytuacji materialnej"')


class Minimum(Strict):
    """
    What may be published: the smallest counts and bases.

    The defaults are our own choice (assumption A14); Polish official statistics and other publishers use from 3 to 10 for counts, about 30
    for bases.
    """

    cell: Count = Field(default=5, description="the smallest number of respondents behind a published figure, 1 or more")
    sensitive: Count = Field(default=10, description="the same for questions about health, poverty and the like")
    base: Count = Field(default=30, description="the smallest number of respondents of whom percentages are given")
    small: Count = Field(default=100, description="below this number of respondents a result is marked as resting on a small base")


class Survey(Strict):
    """One survey of one group: how it was made, how it is weighted, what may be published."""

    id: Text = Field(pattern=NAME, description="a short name of lower-case letters a-z, digits and _, e.g. residents")
    title: Text = Field(description='the Polish name of the survey, e.g. "Badanie opinii mieszkańców"')
    questionnaire: Text = Field(description="the name of a file in params/questionnaires/ without .yaml")
    design: Design = Field(description=f"one of {', '.join(get_args(Design))}")
    mode: Text = Field(description='how the answers were collected, in Polish, e.g. "ankieta internetowa"')
    start: dt.date = Field(description="the first day of the survey, without quotes, e.g. 2021-01-04")
    end: dt.date = Field(description="the last day of the survey, without quotes, e.g. 2021-02-05")
    population: Count | None = Field(default=None, description="how many people the survey is about, or take it out")
    invited: Count | None = Field(default=None, description="how many people were asked to answer, or take it out")
    margins: Text | None = Field(
        default=None,
        description="the path from data/raw/<id>/ of a CSV file with the columns margin, category, total, source; or take it out",
    )
    weight_cap: float = Field(default=4.0, gt=1, le=50, allow_inf_nan=False, description="the largest weight, in mean weights, 1 to 50")
    thin: Count = Field(default=10, description="categories with fewer respondents are joined with a neighbour before weighting")
    join: tuple[Joined, ...] = Field(
        default=(), description="the list of answers that are reported as one, with the keys question, codes, code, label"
    )
    groups: tuple[Text, ...] = Field(
        default=("gmina", "sex", "age_group"), description="the list of questions by whose answers results are broken down"
    )
    at_risk: tuple[AtRisk, ...] = Field(
        default=(), description="the list of groups at risk of marginalisation, with the keys id, label, question, codes"
    )
    screened_out: tuple[Answered, ...] = Field(
        default=(), description="the list of answers of those the survey is not about, with the keys question, codes"
    )
    attention: tuple[Answered, ...] = Field(
        default=(), description="the list of attention checks with their right answers, with the keys question, codes"
    )
    themes: tuple[Text, ...] = Field(default=(), description="the list of open questions whose answers are grouped into themes")
    reviewed: Text | None = Field(
        default=None,
        description="the path from data/raw/<id>/ of a CSV file of reviewed open answers, or take it out",
    )
    minimum: Minimum = Field(default=Minimum(), description="those of the keys cell, sensitive, base, small that differ, or take it out")


def check_surveys(draft: Draft) -> None:
    """
    Find what is wrong with the surveys of a params file and with the files that hold their answers.

    Parameters
    ----------
    draft
        The params file; takes the problems.
    """
    seen: dict[str, int] = {}
    for i, _ in draft.rows("surveys"):
        name = draft.sound("surveys", i, "id")
        first = seen.setdefault(str(name), i)
        if name is not None and first != i:
            draft.report(("surveys", i, "id"), f"'{name}' is the id of surveys[{first}] already", "Write another one")
        start, end = draft.sound("surveys", i, "start"), draft.sound("surveys", i, "end")
        if start is not None and end is not None and end < start:
            draft.report(("surveys", i, "end"), f"{end} is before the start, {start}", "Write the last day of the survey")
        for key in ("margins", "reviewed"):
            _check_file(draft, i, key)
        _check_joined(draft, i)
    for i, row in draft.rows("sources"):
        _check_source(draft, i, row, list(seen))


def _check_file(draft: Draft, i: int, key: str) -> None:
    file = draft.sound("surveys", i, key)
    folder = draft.root / "data" / "raw" / draft.path.stem
    if file is not None and not (folder / file).is_file():
        remedy = f"Put it there, or take `{key}` out"
        draft.report(("surveys", i, key), f"there is no file data/raw/{draft.path.stem}/{file}", remedy)


def _check_joined(draft: Draft, i: int) -> None:
    """See that no answer is joined twice."""
    taken: set[tuple[str, str]] = set()
    for j, row in draft.rows("surveys", i, "join"):
        for code in row.get("codes") or ():
            if (answer := (str(row.get("question")), str(code))) in taken:
                draft.report(("surveys", i, "join", j, "codes"), f"'{code}' is joined already", "Name each answer once")
            taken.add(answer)


def _check_source(draft: Draft, i: int, row: dict[str, object], surveys: list[str]) -> None:
    answers = row.get("table") == "surveys"
    given = [key for key in ("survey", "dialect") if row.get(key) is not None]
    if not answers and given and draft.sound("sources", i, "table") is not None:
        draft.report(("sources", i, given[0]), "it goes only with the table surveys", "Take it out")
    elif answers and row.get("survey") is None:
        remedy = f"Add `survey:`, the id of one of `surveys`: {listed(surveys) if surveys else 'there is none yet'}"
        draft.report(("sources", i), "the file of a survey does not say which", remedy)
    elif answers and (name := draft.sound("sources", i, "survey")) is not None and name not in surveys:
        remedy = f"Write one of {listed(surveys)}" if surveys else "Declare it in `surveys:`"
        draft.report(("sources", i, "survey"), f"there is no survey '{name}'", remedy)

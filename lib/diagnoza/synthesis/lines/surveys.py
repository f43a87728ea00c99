"""The lines of surveys: residents, youth, leaders, entrepreneurs, seniors; each by itself, never pooled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.synthesis.lines import survey_findings, survey_items, survey_leaders
from diagnoza.synthesis.lines import survey_words as words
from diagnoza.synthesis.lines.survey_figures import all_surveys, newest, with_shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding, Item
    from diagnoza.synthesis.lines.survey_figures import Answers

RESIDENTS, LEADERS = "residents", "leaders"


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell what surveys say of the need to act in a field.

    Parameters
    ----------
    made
        Stored tables; `surveys`, `estimates`, `perception` and `disagreements` are read.
    about
        Whose synthesis it is.

    Returns
    -------
        Items of the newest survey of each group, the line named after the group. Only published figures of all respondents count, and only
        where they are sure: a scale supports or contradicts where the 95 % intervals of its two ends lie apart (met needs: where the
        interval lies on one side of 50 points), an answer supports where the lower limit of its share reaches `NAMED`, would-be users
        where theirs reaches `UNMET`. Strengths that many name contradict. Of leaders chosen on purpose only counts are told: `OF_LEADERS`,
        `RATED_WELL`, `RATED_BADLY`. What lies between is no item.
    """
    surveys = all_surveys(made)
    shown = with_shares(surveys)
    found = [item for one in shown for item in _common(one, made, about)]
    if shown:
        found += survey_items.unmet(shown[0], about.services)
    for group, own in _OWN.items():
        one = newest(surveys, group)
        found += own(one) if one is not None and not one.purposive else []
    leaders = newest(surveys, LEADERS)
    return found + (_of_leaders(leaders, made, about) if leaders is not None and leaders.purposive else [])


def _common(one: Answers, made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """Items of the questions that several groups are asked."""
    perception = made.get("perception")
    met = survey_items.needs_met(one, perception, about.services) if one.group == RESIDENTS and perception is not None else {}
    others = {name: service for name, service in about.services.items() if name not in met}
    return [
        *(item for item in met.values() if item is not None),
        *survey_items.ratings(one, others),
        *survey_items.named(one, "weaknesses", words.FEATURES, "fig-survey-weaknesses", "słaba strona gminy"),
        *survey_items.named(one, "strengths", words.FEATURES, "fig-survey-strengths", "mocna strona gminy"),
        *survey_items.named(one, "projects_wanted", words.PROJECTS, "fig-survey-projects", "potrzebne przedsięwzięcie"),
        *survey_items.named(one, "coop_fields", words.COOPERATION, "fig-survey-cooperation", "pożądana dziedzina współpracy gmin"),
    ]


def _of_youth(one: Answers) -> Iterable[Item]:
    yield from survey_items.discouraging(one)
    yield from survey_items.named(one, "return_if", words.RETURN, "fig-survey-youth-return", "zachęta do pozostania lub powrotu")


def _of_entrepreneurs(one: Answers) -> Iterable[Item]:
    for name, word in words.OBSTACLES.items():
        yield from survey_items.two_sided(one, f"obstacle_{name}", word, "fig-survey-firms-obstacles", good=False)
    for name, word in words.OFFICE.items():
        yield from survey_items.two_sided(one, f"office_rate_{name}", word, "fig-survey-firms-office")


def _of_seniors(one: Answers) -> Iterable[Item]:
    for name, word in words.HEALTH.items():
        yield from survey_items.two_sided(one, f"health_access_{name}", word, "fig-survey-seniors-health")
    yield from survey_items.two_sided(one, "transport_access", words.Word("Łatwość dojazdu", "transport"), "fig-survey-seniors-life")
    yield from survey_items.named(one, "care_services_need", words.CARE, "fig-survey-seniors-care", "potrzebna usługa")


_OWN = {"youth": _of_youth, "entrepreneurs": _of_entrepreneurs, "seniors": _of_seniors}


def _of_leaders(one: Answers, made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    disagreements = made.get("disagreements")
    rated = [] if disagreements is None else survey_items.rated_by_leaders(one, disagreements, about.services)
    return [
        *survey_items.chosen_by_leaders(one, "priority_goals", words.GOALS, "najważniejszy wspólny cel"),
        *survey_items.chosen_by_leaders(one, "coop_fields", words.COOPERATION, "pożądana dziedzina współpracy gmin"),
        *rated,
    ]


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Draw findings from surveys.

    Parameters
    ----------
    made
        Stored tables; `surveys`, `estimates`, `differences` and `disagreements` are read.
    about
        Whose synthesis it is.

    Returns
    -------
        At most four of each group, and one on the largest difference between groups. Only what is published and stands out: intervals that
        lie apart, differences that hold after Holm's correction. They speak of those who answered; of leaders chosen on purpose in counts.
    """
    surveys = all_surveys(made)
    shown = with_shares(surveys)
    found = [one for answers in shown for one in survey_findings.of_group(answers, newest(surveys, answers.group), about)]
    found += survey_findings.between_groups(shown, made)
    leaders = newest(surveys, LEADERS)
    if leaders is not None and leaders.purposive:
        found += survey_leaders.of_leaders(leaders)
        found += survey_leaders.apart_from_residents(leaders, newest(surveys, RESIDENTS), made, about)
    return found

"""Findings of surveys of which shares are published: what stands out and is firmly shown, in the words of those who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.surveys.published.results import HOLDS
from diagnoza.surveys.published.words import quoted
from diagnoza.synthesis.base import Finding
from diagnoza.synthesis.lines import easy, survey_groups
from diagnoza.synthesis.lines import survey_words as words
from diagnoza.synthesis.lines.survey_figures import TABLES, apart
from diagnoza.synthesis.lines.survey_told import finding, rates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diagnoza.synthesis.base import About
    from diagnoza.synthesis.lines.survey_figures import Answers, Share

MOST = 4
"""Findings of one group."""
COMMON = {
    "place_good": ("top2", "Swoją gminę za dobre miejsce do życia i rozwoju uważa", "czy gmina jest dobrym miejscem do życia"),
    "change_5y": ("top2", "Zmianę warunków życia na lepsze w ciągu 5 lat widzi", "czy życie w gminie zmieniło się na lepsze"),
    "sat_overall": ("top2", "Życie w swojej gminie dobrze ocenia", "czy w gminie żyje się dobrze"),
    "ties_place": ("top2", "Silną więź ze swoją gminą ma", "czy mają mocną więź z gminą"),
    "coop_know": ("yes", "O współpracy gmin w partnerstwie wie", "czy wiedzą o współpracy gmin"),
}
"""Questions that several groups are asked: the answer, and how it is told, the second time in easy Polish."""


def of_group(one: Answers, latest: Answers | None, about: About) -> list[Finding]:
    """
    Draw the findings of one group, those of its own questions first.

    Parameters
    ----------
    one
        Its newest survey with shares.
    latest
        Its newest survey; where that was made among people chosen on purpose, the figures of its own questions show no shares.
    about
        Whose synthesis it is.
    """
    own = survey_groups.OWN.get(one.group)
    found = own(one) if own is not None and latest is not None and latest.id == one.id else []
    low = _service(one, about, good=False)
    drawn = [*found, _place(one), low, _field(one, low.field if low else ""), _service(one, about, good=True)]
    return [each for each in drawn if each is not None][:MOST]


def _place(one: Answers) -> Finding | None:
    """Tell whether they find their municipality a good place, where one side is firmly larger."""
    ends = one.ends("place_good")
    side = apart(*ends) if ends else 0
    if not ends or not side:
        return None
    (bottom, top), asked = ends, words.ASKED[one.group]
    sentence = (
        f"Wśród {asked.answered}, {polish.percent(top.value)} uważa swoją gminę za dobre miejsce do życia i rozwoju, "
        f"a {polish.percent(bottom.value)} jest przeciwnego zdania ({_answers(top.n)})."
    )
    plain = (
        f"Zapytaliśmy {asked.whom}, czy gmina jest dobrym miejscem do życia. „Tak” mówi {easy.people(top.value)}. "
        f"„Nie” mówi {easy.people(bottom.value)}."
    )
    rest: dict[str, Any] = {"kind": "asset" if side > 0 else "need", "swot": "S" if side > 0 else "W", "art10e_point": 1}
    return finding(one, "place", sentence, plain, keys=("fig-survey-place",), weight=abs(top.value - bottom.value), share=top, **rest)


def _answers(n: int) -> str:
    return polish.counted(n, "odpowiedź", "odpowiedzi", "odpowiedzi")


def _service(one: Answers, about: About, *, good: bool) -> Finding | None:
    """Tell which service is rated worst, or best, of those where the two ends of the scale lie apart on that side."""
    rated = {name: ends for name in sorted(about.services) if (ends := one.ends(f"sat_{name}"))}
    firm = [name for name, ends in rated.items() if apart(*ends) == (1 if good else -1)]
    if not firm:
        return None
    service = about.services[max(firm, key=lambda name: abs(rated[name][1].value - rated[name][0].value))]
    bottom, top = rated[service.id]
    sentence, plain = rates(one, "Usługę", service.label, bottom, top)
    name = f"{'strength' if good else 'service'}-{service.id.replace('_', '-')}"
    rest: dict[str, Any] = {"kind": "asset" if good else "need", "swot": "S" if good else "W", "field": service.field}
    weight = abs(top.value - bottom.value)
    return finding(one, name, sentence, plain, keys=("fig-survey-services",), weight=weight, share=top, art10e_point=2, **rest)


def _field(one: Answers, told: str) -> Finding | None:
    """Tell the field that many name as a weakness and want a project in: the most frequent weakness, of a field that is not told yet."""
    named = survey_groups.named(one, "weaknesses", words.FEATURES)
    wanted = survey_groups.named(one, "projects_wanted", words.PROJECTS)
    pairs = [(weak, want) for weak in named for want in wanted if weak[0].field == want[0].field]
    if not pairs:
        return None
    (weak, weakness), (want, wish) = next((pair for pair in pairs if pair[0][0].field != told), pairs[0])
    asked = words.ASKED[one.group]
    sentence = (
        f"Wśród {asked.answered}, {polish.percent(weakness.value)} wskazuje jako słabą stronę gminy: {quoted(weak.label)}, "
        f"a {polish.percent(wish.value)} uważa za najbardziej potrzebne: {quoted(want.label)} ({weakness.n} i {_answers(wish.n)})."
    )
    plain = (
        f"Zapytaliśmy {asked.whom}, co w gminie jest słabe. {polish.upper_first(weak.label)}: tak mówi {easy.people(weakness.value)}. "
        f"Zapytaliśmy też, co jest potrzebne. {polish.upper_first(want.label)}: tak mówi {easy.people(wish.value)}."
    )
    keys = ("fig-survey-weaknesses", "fig-survey-projects")
    rest: dict[str, Any] = {"kind": "need", "swot": "W", "field": weak.field, "art10e_point": 2}
    return finding(one, f"field-{weak.field.replace('_', '-')}", sentence, plain, keys=keys, weight=weakness.value, share=weakness, **rest)


def between_groups(shown: Sequence[Answers], made: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """
    Tell the largest difference between two groups in a question that both were asked; answers are never pooled.

    Parameters
    ----------
    shown
        The newest survey with shares of each group, in the order in which groups are shown.
    made
        Stored tables; `differences` is read.

    Returns
    -------
        One, or none where no difference holds after Holm's correction.
    """
    table = made.get("differences")
    by_id = {one.id: one for one in shown}
    if table is None or len(by_id) < 2:  # noqa: PLR2004
        return []
    rows = table[table["kind"].eq("survey") & table["p_adjusted"].lt(HOLDS) & table["survey"].isin(by_id) & table["other"].isin(by_id)]
    rows = rows[rows["question"].isin(COMMON) & rows["answer"].eq(rows["question"].map(lambda name: COMMON.get(name, ("",))[0]))]
    rows = rows.assign(far=rows["value"].abs()).sort_values(["far", "question", "survey", "other"], ascending=[False, True, True, True])
    pairs = ((str(row["question"]), by_id[row["survey"]], by_id[row["other"]]) for row in rows.to_dict("records"))
    return [drawn for question, one, other in pairs if (drawn := _difference(question, one, other, shown))][:1]


def _difference(question: str, one: Answers, other: Answers, shown: Sequence[Answers]) -> Finding | None:
    answer = COMMON[question][0]
    pair = [(each, share) for each in (one, other) if (share := each.shares.get((question, answer)))]
    if len(pair) < 2:  # noqa: PLR2004
        return None
    (more, high), (less, low) = sorted(pair, key=lambda each: -each[1].value)
    sentence, plain = _say_difference(question, (more, high), (less, low))
    first = min((more, less), key=shown.index)
    return Finding(
        finding="groups-difference",
        chapter="03-surveys",
        line=first.group,
        dimension="S",
        kind="difference",
        sentence=sentence,
        plain=plain,
        keys=("fig-survey-groups",),
        tables=("differences", *TABLES),
        sources=(first.source, (less if first is more else more).source),
        certainty="estimated",
        weight=min(1.0, high.value - low.value),
        art10e_point=1,
        value=round(100 * (high.value - low.value)),
        unit="p.p.",
        n=min(high.n, low.n),
        date=max(more.date, less.date),
    )


def _say_difference(question: str, upper: tuple[Answers, Share], lower: tuple[Answers, Share]) -> tuple[str, str]:
    (more, high), (less, low), (_, told, easily) = upper, lower, COMMON[question]
    points = polish.number(100 * (high.value - low.value))
    asked = {each.id: words.ASKED[each.group] for each in (more, less)}
    sentence = (
        f"{told} {polish.percent(high.value)} {asked[more.id].answered}, i {polish.percent(low.value)} {asked[less.id].answered} "
        f"(różnica {points} p.p.; {high.n} i {polish.counted(low.n, 'odpowiedź', 'odpowiedzi', 'odpowiedzi')})."
    )
    plain = (
        f"Zapytaliśmy {asked[more.id].whom} i {asked[less.id].whom}, {easily}. {asked[more.id].who}: tak mówi {easy.people(high.value)}. "
        f"{asked[less.id].who}: tak mówi {easy.people(low.value)}."
    )
    return sentence, plain

"""Findings of the survey of leaders, who were chosen on purpose: counts, no shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.surveys.published.words import quoted
from diagnoza.synthesis.base import FIELD_DIMENSIONS, Finding
from diagnoza.synthesis.lines import easy
from diagnoza.synthesis.lines import survey_words as words
from diagnoza.synthesis.lines.survey_figures import TABLES
from diagnoza.synthesis.lines.survey_items import most_chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About
    from diagnoza.synthesis.lines.survey_figures import Answers, Count
    from diagnoza.synthesis.lines.survey_words import Word

NAMED = 3
"""Answers that a sentence names; more where the last of them was chosen as often as the next."""
LONGEST = 5
FAR = 0.2
"""How far the leaders' part of good ratings must lie from the residents' share to be told."""
ON_PURPOSE = "Liderów dobrano celowo, więc liczby opisują tylko te osoby."
CHOSEN = {"leaders": ON_PURPOSE, "officials": "Urzędników dobrano celowo, więc liczby opisują tylko te osoby."}
WHO = {"leaders": "liderów", "officials": "urzędników"}
"""Genitive, which is the accusative too."""


def of_leaders(one: Answers) -> list[Finding]:
    """
    Tell which common goals leaders find most important, and what hinders co-operation.

    Parameters
    ----------
    one
        The leaders' survey.
    """
    goals, hindrances = _chosen(one, "priority_goals", words.GOALS), _chosen(one, "coop_obstacles", words.HINDRANCES)
    found = []
    if goals:
        fields = {word.field for word, _ in goals}
        field = fields.pop() if len(fields) == 1 else ""
        told = ("jako najważniejsze cele wspólnej strategii", "Pytaliśmy, jakie cele gminy powinny mieć razem")
        rest: dict[str, Any] = {"dimension": FIELD_DIMENSIONS.get(field, "S"), "field": field, "swot": "", "art10e_point": 1}
        found.append(_listed(one, "leaders-goals", goals, told, rest))
    if hindrances:
        rest = {"dimension": "S", "swot": "W", "art10e_point": 8}
        told = ("jako przeszkody we współpracy gmin", "Pytaliśmy, co przeszkadza we współpracy gmin")
        found.append(_listed(one, "leaders-obstacles", hindrances, told, rest))
    return found


def _chosen(one: Answers, question: str, among: Mapping[str, Word]) -> list[tuple[Word, Count]]:
    found = [(among[code], count) for code, count in most_chosen(one, question) if code in among and count.persons]
    if len(found) <= NAMED:
        return found
    last = found[NAMED - 1][1].persons
    return [pair for pair in found if pair[1].persons >= last][:LONGEST]


def _listed(one: Answers, name: str, chosen: list[tuple[Word, Count]], told: tuple[str, str], rest: Mapping[str, Any]) -> Finding:
    """Tell the answers that most chose; `told`: what was asked, in the sentence and in easy Polish."""
    head, asked = told
    n, most = chosen[0][1].n, chosen[0][1].persons
    named = polish.listed([f"{quoted(word.label)} ({polish.counted(count.persons, 'osoba', 'osoby', 'osób')})" for word, count in chosen])
    easily = ", ".join(polish.lower_first(word.label) for word, _ in chosen)
    return Finding(
        finding=name,
        chapter="03-surveys",
        line="leaders",
        kind="need",
        sentence=f"Spośród {n} liderów, którzy odpowiedzieli na to pytanie, {head} najwięcej wskazało: {named}. {ON_PURPOSE}",
        plain=f"Zapytaliśmy {words.ASKED['leaders'].whom}. {asked}. Odpowiedzi było {n}. Najczęściej padały odpowiedzi: {easily}.",
        keys=("tab-survey-leaders",),
        tables=TABLES,
        sources=(one.source,),
        certainty="told",
        weight=most / n,
        value=float(most),
        unit="osoby",
        n=n,
        date=one.date,
        **rest,
    )


def apart_from_residents(leaders: Answers, residents: Answers | None, made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Tell of which service leaders, and those who work for municipalities, speak most differently from residents.

    Parameters
    ----------
    leaders, residents
        Their newest surveys.
    made
        Stored tables; `disagreements` is read.
    about
        Whose synthesis it is.

    Returns
    -------
        At most one for either; only where the parts of good ratings lie at least `FAR` from each other.
    """
    table = made.get("disagreements")
    if residents is None or residents.purposive or table is None:
        return []
    rows = table[table["service"].isin(list(about.services))].dropna(subset=["n", "count", "residents"])
    rows = rows[rows["n"].gt(0)]
    rows = rows.assign(far=(rows["count"].astype(float) / rows["n"].astype(float) - rows["residents"]).abs().round(6))
    rows = rows[rows["far"].ge(FAR)].sort_values(["far", "service"], ascending=[False, True])
    firsts = [rows[rows["who"].eq(who)].head(1).to_dict("records") for who in WHO]
    return [_apart(row[0], leaders, residents, about) for row in firsts if row]


def _apart(row: dict[Any, Any], leaders: Answers, residents: Answers, about: About) -> Finding:
    who, service = str(row["who"]), about.services[str(row["service"])]
    good, n, share = int(row["count"]), int(row["n"]), float(row["residents"])
    sentence, plain = _say_apart(who, service.label, (good, n), share)
    return Finding(
        finding=f"{who}-differ-{service.id.replace('_', '-')}",
        chapter="04-services",
        line="leaders",
        dimension=FIELD_DIMENSIONS[service.field],
        field=service.field,
        kind="difference",
        sentence=sentence,
        plain=plain,
        keys=("tab-services-disagreements",),
        tables=("disagreements", *TABLES),
        sources=(leaders.source, residents.source),
        certainty="told",
        weight=min(1.0, float(row["far"])),
        art10e_point=8,
        value=float(good),
        unit="osoby",
        n=n,
        date=leaders.date,
    )


def _say_apart(who: str, label: str, rated: tuple[int, int], share: float) -> tuple[str, str]:
    good, n = rated
    what = "ją" if who == "leaders" else "jej organizację i zasoby"
    sentence = (
        f"Usługa {quoted(label)}: dobrze ocenia {what} {good} z {n} {WHO[who]}, a wśród {words.ASKED['residents'].rated} – "
        f"{polish.percent(share)}. {CHOSEN[who]}"
    )
    plain = (
        f"Zapytaliśmy {WHO[who]} o usługę: {polish.lower_first(label)}. Dobrze ocenia ją {good} z {n} {WHO[who]}. "
        f"Zapytaliśmy też mieszkańców. Dobrze ocenia ją {easy.people(share)}."
    )
    return sentence, plain

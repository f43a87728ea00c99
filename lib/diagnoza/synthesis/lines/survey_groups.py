"""Findings of the questions that only one group was asked: youth, entrepreneurs, seniors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.surveys.published.words import quoted
from diagnoza.synthesis.lines import easy
from diagnoza.synthesis.lines import survey_words as words
from diagnoza.synthesis.lines.survey_figures import apart
from diagnoza.synthesis.lines.survey_items import NAMED
from diagnoza.synthesis.lines.survey_told import finding, rates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.synthesis.base import Finding
    from diagnoza.synthesis.lines.survey_figures import Answers, Share
    from diagnoza.synthesis.lines.survey_words import Word

LISTED = 3
"""Answers that a sentence names."""
REASONS = 2
"""Fields that findings on what discourages the young are drawn of."""


def named(one: Answers, question: str, among: Mapping[str, Word], *, fielded: bool = True) -> list[tuple[Word, Share]]:
    """
    List the answers that many name: the lower limit of their share reaches `NAMED`; most frequent first.

    Parameters
    ----------
    one, question, among
        The survey; a question; its answers.
    fielded
        Only those that tell of one field.
    """
    found = [(word, share) for code, word in among.items() if (share := one.shares.get((question, code))) and share.low >= NAMED]
    return sorted((pair for pair in found if pair[0].field or not fielded), key=lambda pair: (-pair[1].value, pair[0].label))


def _firm(one: Answers, grid: str, among: Mapping[str, Word], side: int) -> list[tuple[str, Word, Share, Share]]:
    """List the rows of a grid that lie firmly on one side, the furthest first."""
    found = [(name, word, *ends) for name, word in among.items() if (ends := one.ends(f"{grid}{name}")) and apart(*ends) == side]
    return sorted(found, key=lambda row: (-side * (row[3].value - row[2].value), row[0]))


def _listed(pairs: list[tuple[Word, Share]]) -> str:
    return polish.listed([quoted(word.label, share.value) for word, share in pairs])


def of_youth(one: Answers) -> list[Finding]:
    """
    Tell where the young want to live, and what discourages them.

    Parameters
    ----------
    one
        The survey of youth.
    """
    found = [_plans(one)]
    firm = [(word, top) for _, word, _, top in _firm(one, "push_", words.REASONS, 1)]
    firm.sort(key=lambda pair: (-pair[1].value, pair[0].label))
    fields = list(dict.fromkeys(word.field for word, _ in firm))[:REASONS]
    found += [_discouraging(one, field, [pair for pair in firm if pair[0].field == field]) for field in fields]
    return [each for each in found if each is not None]


def _plans(one: Answers) -> Finding | None:
    ends, here = one.ends("leave_intent"), one.shares.get(("live_5y", "here"))
    side = apart(*ends) if ends else 0
    if not ends or not side or not here:
        return None
    bottom, top = ends
    sentence = (
        f"Wśród {words.ASKED[one.group].answered}, {polish.percent(top.value)} zamierza po szkole wyjechać ze swojej gminy na stałe lub "
        f"na dłużej, a {polish.percent(bottom.value)} nie zamierza; za 5 lat w swojej gminie chce mieszkać {polish.percent(here.value)} "
        f"({top.n} i {polish.counted(here.n, 'odpowiedź', 'odpowiedzi', 'odpowiedzi')})."
    )
    plain = (
        f"Zapytaliśmy młode osoby o plany. Wyjechać na długo lub na zawsze chce {easy.people(top.value)}. "
        f"Za 5 lat w swojej gminie chce mieszkać {easy.people(here.value)}."
    )
    rest: dict[str, Any] = {"kind": "trend", "swot": "T" if side > 0 else "O", "art10e_point": 1}
    keys = ("fig-survey-youth-leave", "fig-survey-youth-plans")
    return finding(one, "plans", sentence, plain, keys=keys, weight=abs(top.value - bottom.value), share=top, **rest)


def _discouraging(one: Answers, field: str, reasons: list[tuple[Word, Share]]) -> Finding:
    """Tell the reasons of one field that discourage, and what of the same field would make them stay or return."""
    back = [pair for pair in named(one, "return_if", words.RETURN) if pair[0].field == field][:1]
    sentence = f"Młode osoby, które odpowiedziały na ankietę, do życia w gminie w dużym stopniu zniechęca: {_listed(reasons)}."
    plain = "Zapytaliśmy młode osoby, co im przeszkadza w życiu w gminie."
    plain += "".join(f" {word.label}: tak mówi {easy.people(share.value)}." for word, share in reasons)
    if back:
        sentence += f" Co przekonałoby je do pozostania lub powrotu: {_listed(back)}."
        plain += f" Co pomogłoby im zostać albo wrócić? {back[0][0].label}: tak mówi {easy.people(back[0][1].value)}."
    keys = ("fig-survey-youth-reasons", *(["fig-survey-youth-return"] if back else []))
    share = reasons[0][1]
    rest: dict[str, Any] = {"kind": "need", "swot": "W", "field": field, "art10e_point": 2}
    return finding(one, f"push-{field.replace('_', '-')}", sentence, plain, keys=keys, weight=share.value, share=share, **rest)


def of_entrepreneurs(one: Answers) -> list[Finding]:
    """
    Tell what hinders firms most, what they rate worst in offices, and what they plan.

    Parameters
    ----------
    one
        The survey of entrepreneurs.
    """
    found = [_obstacles(one), _office(one), _firms_plans(one)]
    return [each for each in found if each is not None]


def _obstacles(one: Answers) -> Finding | None:
    firm = [(word, top) for _, word, _, top in _firm(one, "obstacle_", words.OBSTACLES, 1)]
    if not firm:
        return None
    firm = sorted(firm, key=lambda pair: (-pair[1].value, pair[0].label))[:LISTED]
    sentence = f"Wśród {words.ASKED[one.group].answered}, prowadzenie firmy najczęściej bardzo utrudnia: {_listed(firm)}."
    plain = "Zapytaliśmy właścicieli firm, co im przeszkadza."
    plain += "".join(f" {word.label}: tak mówi {easy.people(share.value)}." for word, share in firm)
    share = firm[0][1]
    rest: dict[str, Any] = {"kind": "need", "swot": "T", "field": "gospodarka", "art10e_point": 2}
    return finding(one, "obstacles", sentence, plain, keys=("fig-survey-firms-obstacles",), weight=share.value, share=share, **rest)


def _office(one: Answers) -> Finding | None:
    firm = _firm(one, "office_rate_", words.OFFICE, -1)
    if not firm:
        return None
    name, word, bottom, top = firm[0]
    sentence, plain = rates(one, "Sprawę", word.label, bottom, top)
    sentence = sentence.replace("w ankiecie (", "w ankiecie o obsłudze firm w urzędzie (")
    rest: dict[str, Any] = {"kind": "need", "swot": "W", "field": word.field, "art10e_point": 8}
    weight, keys = bottom.value - top.value, ("fig-survey-firms-office",)
    return finding(
        one, f"office-{name.replace('_', '-')}", sentence, f"Chodzi o urząd. {plain}", keys=keys, weight=weight, share=top, **rest
    )


def _firms_plans(one: Answers) -> Finding | None:
    growth, cut = (one.shares.get(("plans_2y", answer)) for answer in ("growth", "cut"))
    side = apart(cut, growth) if growth and cut else 0
    if not growth or not cut or not side:
        return None
    n = polish.counted(growth.n, "odpowiedź", "odpowiedzi", "odpowiedzi")
    sentence = (
        f"Wśród {words.ASKED[one.group].answered}, {polish.percent(growth.value)} planuje w ciągu 2 lat rozwój firmy, "
        f"a {polish.percent(cut.value)} – ograniczenie działalności ({n})."
    )
    plain = (
        f"Zapytaliśmy właścicieli firm o plany na 2 lata. Rozwijać firmę chce {easy.people(growth.value)}. "
        f"Zmniejszyć firmę chce {easy.people(cut.value)}."
    )
    rest: dict[str, Any] = {"kind": "asset" if side > 0 else "trend", "swot": "O" if side > 0 else "T", "field": "gospodarka"}
    weight, keys = abs(growth.value - cut.value), ("fig-survey-firms-plans",)
    return finding(one, "plans", sentence, plain, keys=keys, weight=weight, share=growth, art10e_point=1, **rest)


def of_seniors(one: Answers) -> list[Finding]:
    """
    Tell which services the elderly want to use, and whether they can get where they need to.

    Parameters
    ----------
    one
        The survey of seniors.
    """
    found = [_care(one), _access(one)]
    return [each for each in found if each is not None]


def _care(one: Answers) -> Finding | None:
    wanted = named(one, "care_services_need", words.CARE)[:LISTED]
    if not wanted:
        return None
    sentence = (
        f"Wśród {words.ASKED[one.group].answered}, z usług dla osób starszych teraz lub w ciągu 2 lat najczęściej wskazywano: "
        f"{_listed(wanted)}; można było wskazać kilka."
    )
    plain = "Zapytaliśmy starsze osoby, jakiej pomocy potrzebują."
    plain += "".join(f" {word.label}: tak mówi {easy.people(share.value)}." for word, share in wanted)
    share = wanted[0][1]
    rest: dict[str, Any] = {"kind": "need", "swot": "W", "field": "sprawy_spoleczne", "art10e_point": 2}
    return finding(one, "care", sentence, plain, keys=("fig-survey-seniors-care",), weight=share.value, share=share, **rest)


def _access(one: Answers) -> Finding | None:
    ends = one.ends("transport_access")
    side = apart(*ends) if ends else 0
    if not ends or not side:
        return None
    bottom, top = ends
    n = polish.counted(top.n, "odpowiedź", "odpowiedzi", "odpowiedzi")
    sentence = (
        f"Wśród {words.ASKED[one.group].answered}, {polish.percent(bottom.value)} mówi, że trudno dojechać tam, gdzie potrzebują, "
        f"a {polish.percent(top.value)} – że łatwo ({n})."
    )
    plain = f"Zapytaliśmy starsze osoby o dojazd. Trudno dojeżdża {easy.people(bottom.value)}. Łatwo dojeżdża {easy.people(top.value)}."
    rest: dict[str, Any] = {"kind": "asset" if side > 0 else "need", "swot": "S" if side > 0 else "W", "field": "transport"}
    weight, keys = abs(top.value - bottom.value), ("fig-survey-seniors-life",)
    return finding(one, "transport", sentence, plain, keys=keys, weight=weight, share=top, art10e_point=2, **rest)


OWN = {"youth": of_youth, "entrepreneurs": of_entrepreneurs, "seniors": of_seniors}
"""Findings of a group's own questions."""

"""What surveys say of the need to act in a field: an item per service, answer or matter that was asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.services.gap import MIDDLE
from diagnoza.surveys.published.words import quoted
from diagnoza.synthesis.base import Item
from diagnoza.synthesis.lines import survey_words as words
from diagnoza.synthesis.lines.survey_figures import TABLES, apart
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from diagnoza.catalogue import Service
    from diagnoza.synthesis.lines.survey_figures import Answers
    from diagnoza.synthesis.lines.survey_words import Word

NAMED = 0.25
"""An answer is named by many where even the lower limit of its share reaches a quarter."""
UNMET = 0.05
"""Would-be users are many where even the lower limit of their share reaches a twentieth of all asked."""
OF_LEADERS, RATED_WELL, RATED_BADLY = 1 / 3, 2 / 3, 1 / 3
"""Parts of the leaders who answered: named by many; most rate well; few rate well. Counts are shown, never shares."""
LISTED = 6
"""Answers that the table of leaders shows of each question."""


def item(one: Answers, name: str, state: str, statement: str, **rest: Any) -> Item:
    """
    Put an item of a survey together.

    Parameters
    ----------
    one, name, state, statement
        The survey; identifier; supports or contradicts; the clause.
    rest
        The other attributes.
    """
    common: dict[str, Any] = {"line": one.group, "tables": TABLES, "sources": (one.source,), "date": one.date, "unit": "%"}
    return Item(item=name, state=state, statement=statement, **(common | rest))


def needs_met(one: Answers, perception: pd.DataFrame, services: Mapping[str, Service]) -> dict[str, Item | None]:
    """
    Tell whether needs are met, by service, from the table of the quality gap.

    Parameters
    ----------
    one, perception, services
        The residents' survey; table `Perception`; services by id.

    Returns
    -------
        By service that is published: supports where the whole interval lies below the middle of the scale, contradicts where it lies
        above, None where it covers the middle.
    """
    rows = perception[perception["teryt"].eq("") & perception["status"].isin(SHOWN) & perception["service"].isin(list(services))]
    found: dict[str, Item | None] = {}
    for row in rows.dropna(subset=["needs_met", "needs_low", "needs_high"]).sort_values("service").to_dict("records"):
        service, n = services[str(row["service"])], row["n_needs"]
        state = "supports" if row["needs_high"] < MIDDLE else "contradicts" if row["needs_low"] >= MIDDLE else ""
        told = f"{quoted(service.label)} – zaspokojenie potrzeb {polish.number(row['needs_met'])} pkt na 100"
        rest: dict[str, Any] = {
            "field": service.field,
            "key": "fig-services-needs",
            "tables": ("perception", *TABLES),
            "value": float(row["needs_met"]),
        }
        rest |= {"unit": "pkt", "n": None if polish.is_missing(n) else int(n)}
        found[service.id] = item(one, f"needs-{service.id}", state, told, **rest) if state else None
    return found


def ratings(one: Answers, services: Mapping[str, Service]) -> Iterator[Item]:
    """
    Tell which services are rated badly or well: intervals of the two ends of the scale lie apart.

    Parameters
    ----------
    one, services
        The survey; services by id.
    """
    for service in services.values():
        word = words.Word(service.label, service.field)
        yield from two_sided(one, f"sat_{service.id}", word, "fig-survey-services")


def two_sided(one: Answers, question: str, word: Word, key: str, *, good: bool = True) -> Iterator[Item]:
    """
    Tell on which side a scale lies, where it lies on one side beyond doubt and has a field.

    Parameters
    ----------
    one, question, word, key
        The survey; a scale; its name and field; the figure that shows it.
    good
        Whether the upper end is the good one; otherwise it is an obstacle.
    """
    ends = one.ends(question)
    side = apart(*ends) if ends and word.field else 0
    if not ends or not side:
        return
    bottom, top = ends
    low, high = polish.percent(bottom.value), polish.percent(top.value)
    told = f"źle ocenia {low}, dobrze {high}" if good else f"bardzo utrudnia – {high}, mało lub wcale – {low}"
    state = "contradicts" if (side > 0) == good else "supports"
    yield item(one, question, state, f"{quoted(word.label)} – {told}", field=word.field, key=key, value=round(100 * top.value), n=top.n)


def unmet(one: Answers, services: Mapping[str, Service]) -> Iterator[Item]:
    """
    Tell which services many need and do not use.

    Parameters
    ----------
    one, services
        The survey that the figure of use shows; services by id.
    """
    for service in services.values():
        share = one.shares.get((f"use_{service.id}", "unmet"))
        if share is not None and share.low >= UNMET:
            told = f"{quoted(service.label)} – {polish.percent(share.value)} potrzebuje tej usługi, lecz z niej nie korzysta"
            rest = {"field": service.field, "key": "fig-survey-use", "value": round(100 * share.value), "n": share.n}
            yield item(one, f"unmet-{service.id}", "supports", told, **rest)


def named(one: Answers, question: str, among: Mapping[str, Word], key: str, what: str) -> Iterator[Item]:
    """
    Tell which answers of a field many name.

    Parameters
    ----------
    one, question, among, key
        The survey; a question; its answers; the figure that shows it.
    what
        Polish, what was asked; of strengths the item contradicts.
    """
    for code, word in among.items():
        share = one.shares.get((question, code))
        if word.field and share is not None and share.low >= NAMED:
            told = f"{what}: {quoted(word.label)} – wskazuje {polish.percent(share.value)}"
            state = "contradicts" if question == "strengths" else "supports"
            yield item(one, f"{question}-{code}", state, told, field=word.field, key=key, value=round(100 * share.value), n=share.n)


def discouraging(one: Answers) -> Iterator[Item]:
    """
    Tell what discourages the young from living there; what does not is no evidence that nothing is needed.

    Parameters
    ----------
    one
        The survey of youth.
    """
    for name, word in words.REASONS.items():
        for found in two_sided(one, f"push_{name}", word, "fig-survey-youth-reasons", good=False):
            if found.state == "supports":
                told = f"do życia w gminie zniechęca: {quoted(word.label)} – {polish.percent(found.value / 100)}"
                yield item(one, found.item, "supports", told, field=word.field, key=found.key, value=found.value, n=found.n)


def chosen_by_leaders(one: Answers, question: str, among: Mapping[str, Word], what: str) -> Iterator[Item]:
    """
    Tell which answers many of the leaders chose, in counts.

    Parameters
    ----------
    one, question, among, what
        A survey of which only counts are published; a question that its table shows; its answers; Polish, what was asked.
    """
    for code, count in most_chosen(one, question):
        word = among.get(code)
        if word and word.field and count.persons >= OF_LEADERS * count.n:
            told = f"{what}: {quoted(word.label)} – {count.persons} z {polish.counted(count.n, 'osoby', 'osób', 'osób')}"
            rest = {"field": word.field, "key": "tab-survey-leaders", "value": float(count.persons), "unit": "osoby", "n": count.n}
            yield item(one, f"{question}-{code}", "supports", told, **rest)


def most_chosen(one: Answers, question: str) -> list[tuple[str, Any]]:
    """
    List the answers that the table of leaders shows, most frequent first.

    Parameters
    ----------
    one, question
        The survey; a question.
    """
    counts = [(code, count) for (asked, code), count in one.counts.items() if asked == question and not code.startswith("missing")]
    return sorted(counts, key=lambda pair: (-pair[1].persons, pair[0]))[:LISTED]


def rated_by_leaders(one: Answers, disagreements: pd.DataFrame, services: Mapping[str, Service]) -> Iterator[Item]:
    """
    Tell which services few, or most, of the leaders rate well, in counts.

    Parameters
    ----------
    one, disagreements, services
        The leaders' survey; table `Disagreements`; services by id.
    """
    rows = disagreements[disagreements["who"].eq("leaders") & disagreements["service"].isin(list(services))]
    for row in rows.dropna(subset=["n", "count"]).sort_values("service").to_dict("records"):
        service, n, good = services[str(row["service"])], int(row["n"]), int(row["count"])
        state = "supports" if good < RATED_BADLY * n else "contradicts" if good > RATED_WELL * n else ""
        if state:
            told = f"{quoted(service.label)} – dobrze ocenia {good} z {polish.counted(n, 'osoby', 'osób', 'osób')}"
            rest: dict[str, Any] = {"field": service.field, "key": "tab-services-disagreements", "tables": ("disagreements", *TABLES)}
            rest |= {"value": float(good), "unit": "osoby", "n": n}
            yield item(one, f"sat_{service.id}", state, told, **rest)

"""What findings of one survey share: who answered, and how a rating is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.surveys.published.words import quoted
from diagnoza.synthesis.base import FIELD_DIMENSIONS, Finding
from diagnoza.synthesis.lines import easy
from diagnoza.synthesis.lines.survey_figures import TABLES
from diagnoza.synthesis.lines.survey_words import ASKED

if TYPE_CHECKING:
    from diagnoza.synthesis.lines.survey_figures import Answers, Share


def finding(one: Answers, name: str, sentence: str, plain: str, *, share: Share, **rest: Any) -> Finding:
    """
    Put a finding of one survey together.

    Parameters
    ----------
    one, name
        The survey; what the finding is called after its group.
    sentence, plain
        Polish; easy Polish.
    share
        The share that the sentence turns on.
    rest
        The other attributes; the dimension is that of the field, of no field the social one.
    """
    common: dict[str, Any] = {"chapter": "03-surveys", "line": one.group, "tables": TABLES, "sources": (one.source,)}
    common |= {"certainty": "estimated", "value": round(100 * share.value), "unit": "%", "n": share.n, "date": one.date}
    common |= {"dimension": FIELD_DIMENSIONS.get(rest.get("field", ""), "S")}
    return Finding(finding=f"{one.group}-{name}", sentence=sentence, plain=plain, **(common | rest))


def rates(one: Answers, head: str, label: str, bottom: Share, top: Share) -> tuple[str, str]:
    """
    Tell how many rate something badly and well, the larger share first.

    Parameters
    ----------
    one
        The survey.
    head
        Accusative: "Usługę", "Sprawę".
    label
        What is rated.
    bottom, top
        Shares of bad and of good ratings.

    Returns
    -------
    tuple of str
        The sentence, and the same in easy Polish.
    """
    asked, good = ASKED[one.group], top.value > bottom.value
    first, second = (("dobrze", top), ("źle", bottom)) if good else (("źle", bottom), ("dobrze", top))
    sentence = (
        f"{head} {quoted(label)} {first[0]} ocenia {polish.percent(first[1].value)}, a {second[0]} {polish.percent(second[1].value)} "
        f"{asked.rated} w ankiecie ({polish.counted(top.n, 'ocena', 'oceny', 'ocen')})."
    )
    plain = (
        f"Zapytaliśmy {asked.whom} o {polish.lower_first(head)}: {polish.lower_first(label)}. "
        f"{polish.upper_first(first[0])} ocenia ją {easy.people(first[1].value)}. "
        f"{polish.upper_first(second[0])} ocenia ją {easy.people(second[1].value)}."
    )
    return sentence, plain

"""Titles and sentences on services: importance against rating, use, use elsewhere, barriers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.surveys.published.services import beyond
from diagnoza.surveys.published.words import NOTHING, most

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.surveys.published.selection import Selection

TELLING = 0.01
"""A smaller gap between two measures is none in whole percents; where there are intervals, they must lie apart too."""


def title_gap(chosen: Selection) -> str:
    """
    Title two measures of the same items by where the first exceeds the second most.

    Parameters
    ----------
    chosen
        Result of `select.paired`.
    """
    gaps, words = _gaps(chosen), " i ".join(dict.fromkeys(chosen.rows["series"]))
    if gaps.empty or gaps["gap"].iloc[0] < TELLING:
        return words.capitalize()
    row = gaps.iloc[0]
    shares = f"{polish.percent(row['first'])} i {polish.percent(row['second'])}"
    return f"{words.capitalize()} najbardziej rozchodzą się w sprawie: „{row['item']}” ({shares})"


def say_gap(chosen: Selection) -> str:
    """
    Tell for each group where the first measure exceeds the second most.

    Parameters
    ----------
    chosen
        Result of `select.paired`.
    """
    first, second = list(dict.fromkeys(chosen.rows["series"]))[:2]
    parts = []
    widest = {row["survey"]: row for row in _gaps(chosen).drop_duplicates("survey").to_dict("records")}
    for survey in [one for one in chosen.surveys if one in widest]:
        row = widest[survey]
        if row["gap"] >= TELLING:
            shares = f"{first} {polish.percent(row['first'])}, {second} {polish.percent(row['second'])}"
            parts.append(f"wśród {chosen.of(survey).group.of} – „{row['item']}” ({shares})")
    return (
        f"Największa różnica: {'; '.join(parts)}."
        if parts
        else f"W żadnej sprawie odsetek „{first}” nie jest wyraźnie wyższy niż „{second}”."
    )


def _gaps(chosen: Selection) -> pd.DataFrame:
    """Give for each item of each group the two measures, the widest gap first; it is none where the intervals overlap."""
    first, second = (chosen.known[chosen.known["key"].eq(key)].set_index(["survey", "item"]) for key in ("first", "second"))
    named = (first[["value", "low"]].set_axis(["first", "low"], axis=1), second[["value", "high"]].set_axis(["second", "high"], axis=1))
    wide = named[0].join(named[1], how="inner")
    wide = wide.assign(gap=(wide["first"] - wide["second"]).where(~wide["low"].le(wide["high"]), 0.0))
    return wide.sort_values("gap", ascending=False, kind="stable").reset_index()


def title_use(chosen: Selection) -> str:
    """
    Title the use of services by the largest unmet need.

    Parameters
    ----------
    chosen
        Result of `services.used`.
    """
    named = most(chosen.known[chosen.known["answer"].eq("unmet")], 1)
    return f"Niezaspokojona potrzeba, najczęściej: {named[0]}" if named else "Korzystanie z usług"


def say_use(chosen: Selection) -> str:
    """
    Tell which services are needed and not used.

    Parameters
    ----------
    chosen
        Result of `services.used`.
    """
    named = most(chosen.known[chosen.known["answer"].eq("unmet")])
    return f"Najwięcej osób potrzebuje tych usług, lecz z nich nie korzysta: {polish.listed(named)}." if named else NOTHING


def title_outside(chosen: Selection) -> str:
    """
    Title the use of services elsewhere by the service with the largest share.

    Parameters
    ----------
    chosen
        Result of `services.outside`.
    """
    named, where = most(chosen.known, 1), beyond(chosen.results[0])
    return f"Korzystanie z usług {where}, najczęściej: {named[0]}" if named else f"Korzystanie z usług {where}"


def say_outside(chosen: Selection) -> str:
    """
    Tell which services people mostly use elsewhere.

    Parameters
    ----------
    chosen
        Result of `services.outside`.
    """
    named = most(chosen.known)
    where = polish.upper_first(beyond(chosen.results[0]))
    return (
        f"{where} najwięcej osób korzysta z usług: {polish.listed(named)}. To odsetki osób, które z danej usługi korzystają."
        if named
        else NOTHING
    )


def say_barriers(chosen: Selection) -> str:
    """
    Tell which barrier comes first for most services.

    Parameters
    ----------
    chosen
        Result of `services.barriers`.
    """
    firsts = chosen.known.drop_duplicates("item")["label"].value_counts()
    if firsts.empty:
        return "Dla żadnej usługi nie ma dość odpowiedzi, aby podać utrudnienia."
    label, n = firsts.index[0], int(firsts.iloc[0])
    of_all = f"{n} z {polish.counted(int(firsts.sum()), 'usługi', 'usług', 'usług')}"
    return f"Utrudnienie, które najczęściej zajmuje pierwsze miejsce: „{label}” ({of_all})."

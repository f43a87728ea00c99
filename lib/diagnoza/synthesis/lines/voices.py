"""
What meetings and interviews say of a need to act in a field, and the findings on deficits, needs, offers and readiness.

How widely a thing was spoken of is told in meetings and sectors, never in shares: the participants were chosen, they are no sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.polish import counted, number, plural
from diagnoza.synthesis.base import FIELD_DIMENSIONS, Finding, Item
from diagnoza.synthesis.lines.telling import cited, named, out_of, strongest, there, typed, when
from diagnoza.tables.voices import EVERYWHERE
from diagnoza.voices.codes import CATEGORIES
from diagnoza.voices.published.texts import extent

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About

NEEDED = ("deficit", "own_problem", "change")
"""Categories that tell of a need to act."""
WIDE = 2
"""Sectors, meetings or interviews from which a need is more than the wish of one."""
DEFICITS, NAMED = 2, 3
"""Fields whose deficits are findings; things that a sentence names."""
LEVELS = {"committed": "zobowiązanie", "declared": "deklaracja", "conditional": "pod warunkiem", "no": "nie"}
NEEDS, OFFERS = ("potrzeby", "potrzeb"), ("oferty", "ofert")
DIMENSION = "S"
"""Of findings on several fields: what was asked for is mostly services and cooperation of people."""
UNTOLD = "bez opisu"


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell what was said of each field.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        For each field and category of need (deficit, own problem, expected change) that at least two sectors, meetings or interviews
        spoke of, an item that supports; and one for the needs of a field that nobody offers anything for. Nothing contradicts: neither an
        offer that answers a need nor silence tells that there is no need. The threshold is our own.
    """
    del about  # the tables name fields and words themselves
    if not there(made, "voice_base"):
        return []
    return [*_categories(made), *_unmatched(made)]


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Conclude from what was said what stands out.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        At most five: the deficits spoken of most widely (of two fields), needs without an offer, needs that offers answer, and how ready
        the participants are to act together.
    """
    if not there(made, "voice_base"):
        return []
    members = [str(code) for code in about.names.index]
    found = [*_deficits(made), _unmet(made, members), _answered(made), _readiness(made)]
    return strongest(found, len(found))


def _widest(made: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the codes of all territories together, those spoken of most widely first."""
    codes = made["voice_codes"]
    rows = codes[codes["territory"].eq(EVERYWHERE)]
    order = ["meetings", "sectors", "interviews", "statements", "field", "category"]
    return rows.sort_values(order, ascending=[False, False, False, False, True, True], ignore_index=True)


def _needs(made: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the needs, those named most widely first."""
    return made["voice_needs"].sort_values(["meetings", "statements", "need"], ascending=[False, False, True], ignore_index=True)


def _said(made: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Give what all items and findings share; the list of meetings dates them, where it was delivered."""
    date = when(made["meetings"]["date"]) if there(made, "meetings") else ""
    return {"line": "voices", "sources": cited(made, "statements"), "date": date}


def _categories(made: Mapping[str, pd.DataFrame]) -> list[Item]:
    if not there(made, "voice_codes"):
        return []
    found = []
    for row in _widest(made).to_dict("records"):
        talks = 0 if polish.is_missing(row["interviews"]) else row["interviews"]
        if row["category"] in NEEDED and max(row["sectors"], row["meetings"], talks) >= WIDE:
            told: dict[str, Any] = {
                "item": str(row["category"]),
                "statement": f"{CATEGORIES[row['category']]}: {extent(row)}",
                "state": "supports",
            }
            told |= {"value": float(row["meetings"] or talks), "unit": "spotkań" if row["meetings"] else "wywiadów"}
            n = int(row["meetings_of"] if row["meetings"] else row["interviews_of"])
            shared = _said(made) | {"tables": ("voice_base", "voice_codes"), "key": "fig-voices-codes"}
            found.append(Item(field=str(row["field"]), n=n, **(told | shared)))
    return found


def _unmatched(made: Mapping[str, pd.DataFrame]) -> list[Item]:
    if not there(made, "voice_needs"):
        return []
    shared = _said(made) | {"tables": ("voice_base", "voice_needs"), "key": "tab-voices-needs", "unit": "potrzeb", "state": "supports"}
    found = []
    for field, own in _needs(made).groupby("field", sort=True):
        lacking = own[own["status"].eq("unmatched")]
        if len(lacking):
            statement = f"bez oferty {out_of(len(lacking), len(own), NEEDS)}: {named(_subjects(lacking), NAMED)}"
            found.append(Item(field=str(field), item="unmatched", statement=statement, value=float(len(lacking)), n=len(own), **shared))
    return found


def _subjects(rows: pd.DataFrame, *, fields: bool = False) -> list[str]:
    """Name needs as people did, with their field where there are several."""
    told = [(typed(row["subject"]) or UNTOLD, SECTORS[row["field"]]) for row in rows.to_dict("records")]
    return [f"{subject} ({field})" if fields else subject for subject, field in told]


def _finding(made: Mapping[str, pd.DataFrame], name: str, **told: Any) -> Finding:
    shared: dict[str, Any] = {
        "finding": f"voices-{name}",
        "chapter": "06-voices",
        "certainty": "told",
        "dimension": DIMENSION,
        "art10e_point": 2,
    }
    return Finding(**(shared | _said(made) | told))


def _deficits(made: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Conclude which deficits were spoken of most widely: those as wide as the widest, of two fields at most."""
    if not there(made, "voice_codes"):
        return []
    rows = _widest(made)
    rows = rows[rows["category"].eq("deficit") & rows[["meetings", "sectors"]].max(axis=1).ge(WIDE)]
    if rows.empty:
        return []
    first = rows.iloc[0]
    alike = rows[rows["meetings"].eq(first["meetings"]) & rows["sectors"].eq(first["sectors"])]
    return [_deficit(made, row) for row in alike.head(DEFICITS).to_dict("records")]


def _deficit(made: Mapping[str, pd.DataFrame], row: Mapping[Any, Any]) -> Finding:
    field = str(row["field"])
    share = (row["meetings"] / row["meetings_of"] + row["sectors"] / max(row["sectors_of"], 1)) / 2 if row["meetings_of"] else 0.0
    least, said = "co najmniej " if row["at_least"] else "", plural(row["sectors"], "Mówiła", "Mówiły", "Mówiło")
    plain = (
        f"Na spotkaniach ludzie mówili, czego brakuje. Mówili o tym na {number(row['meetings'])} z {number(row['meetings_of'])} spotkań. "
        f"Chodzi o dziedzinę: {SECTORS[field]}. {said} o tym {least}{counted(row['sectors'], 'grupa', 'grupy', 'grup')} ludzi."
    )
    return _finding(
        made,
        f"deficit-{field.replace('_', '-')}",
        field=field,
        dimension=FIELD_DIMENSIONS[field],
        kind="need",
        swot="W",
        sentence=f"Deficyty w dziedzinie „{SECTORS[field]}” należą do najszerzej zgłaszanych: mówiono o nich {extent(row)}.",
        plain=plain,
        keys=("fig-voices-codes", "tab-voices-widest"),
        tables=("voice_base", "voice_codes"),
        weight=0.5 + 0.4 * share,
        value=float(row["meetings"]),
        unit="spotkań",
        n=int(row["meetings_of"]),
    )


def _unmet(made: Mapping[str, pd.DataFrame], members: list[str]) -> Finding | None:
    """Conclude which needs nobody offers anything for."""
    if not there(made, "voice_needs"):
        return None
    needs = _needs(made)
    lacking = needs[needs["status"].eq("unmatched")]
    if lacking.empty:
        return None
    places, fields = set(lacking["territory"]), sorted(set(lacking["field"]))
    told = named(_subjects(lacking, fields=len(fields) > 1), NAMED)
    alone = {"field": fields[0], "dimension": FIELD_DIMENSIONS[fields[0]]} if len(fields) == 1 else {}
    return _finding(
        made,
        "unmet",
        kind="need",
        swot="W",
        sentence=f"Na {out_of(len(lacking), len(needs), NEEDS)} nikt nie odpowiedział ofertą; najszerzej wskazywano: {told}.",
        plain=f"Ludzie powiedzieli, czego potrzebują. Na {out_of(len(lacking), len(needs), NEEDS)} nikt nie zaproponował pomocy. "
        f"Na przykład: {_subjects(lacking)[0]}.",
        keys=("tab-voices-needs",),
        tables=("voice_base", "voice_needs"),
        weight=0.4 + 0.5 * len(lacking) / len(needs),
        units=tuple(code for code in members if code in places) if "" not in places else (),
        value=float(len(lacking)),
        unit="potrzeb",
        n=len(needs),
        **alone,
    )


def _answered(made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """Conclude which needs offers answer, and how many offers depend on a condition."""
    if not there(made, "voice_needs", "voice_offers"):
        return None
    needs, offers = _needs(made), made["voice_offers"]
    matched, counts = needs[needs["status"].eq("matched")], needs["status"].value_counts()
    if matched.empty:
        return None
    bound = int(offers["condition"].ne("").sum())
    rest = [f"{words}: {number(counts[state])}" for state, words in _REST.items() if state in counts.index]
    return _finding(
        made,
        "answered",
        kind="tie",
        swot="O",
        sentence=(
            f"Oferty uczestników odpowiadają w całości na {out_of(len(matched), len(needs), NEEDS)}: "
            f"{named(_subjects(matched, fields=True), NAMED)}{''.join(f'; {part}' for part in rest)}. "
            f"Warunek podano przy {out_of(bound, len(offers), OFFERS)}."
        ),
        plain=f"Ludzie zaproponowali też swoją pomoc. Na {out_of(len(matched), len(needs), NEEDS)} jest gotowa odpowiedź. "
        f"Na przykład: {_subjects(matched)[0]}.",
        keys=("tab-voices-needs", "tab-voices-offers"),
        tables=("voice_base", "voice_needs", "voice_offers"),
        weight=0.4 + 0.4 * len(matched) / len(needs),
        value=float(len(matched)),
        unit="potrzeb",
        n=len(needs),
    )


_REST = {"part": "odpowiadają w części", "possible": "ilość trzeba dopiero uzgodnić"}


def _readiness(made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """Conclude how ready the participants are; counts only."""
    if not there(made, "voice_readiness"):
        return None
    sums = {level: int(made["voice_readiness"][level].sum()) for level in LEVELS}
    n, ready = sum(sums.values()), sums["committed"] + sums["declared"]
    if not n:
        return None
    told = ", ".join(f"{words} – {number(sums[level])}" for level, words in LEVELS.items())
    times = {level: f"{number(count)} {plural(count, 'raz', 'razy', 'razy')}" for level, count in (sums | {"ready": ready}).items()}
    return _finding(
        made,
        "readiness",
        kind="asset",
        swot="S" if 2 * ready > n else "",
        sentence=f"Gotowość do wspólnych działań, {counted(n, 'deklaracja', 'deklaracje', 'deklaracji')}: {told}.",
        plain=f"Na spotkaniach ludzie mówili, czy chcą działać razem. Tak: {times['ready']}. "
        f"Tak, ale pod warunkiem: {times['conditional']}. Nie: {times['no']}.",
        keys=("tab-voices-readiness",),
        tables=("voice_base", "voice_readiness"),
        weight=0.3 + 0.3 * ready / n,
        art10e_point=8,
        value=float(ready),
        unit="deklaracji",
        n=n,
    )

"""Sentences on differences: of municipalities from the rest, between groups, of people at risk from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.surveys.published.precision import how_tested
from diagnoza.surveys.published.results import HOLDS
from diagnoza.surveys.published.select import REST
from diagnoza.surveys.published.words import quoted

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.surveys.published.selection import Selection

NAMED = 3
"""Differences that a sentence tells; the others stand in the table of the figure."""
AT_RISK = "osobami zagrożonymi marginalizacją a pozostałymi"


def say_municipalities(chosen: Selection) -> str:
    """
    Tell which municipalities differ most from the rest of the partnership, and on which side; nothing is ranked (assumption A12).

    Parameters
    ----------
    chosen
        Result of `select.by_municipality` or `services.by_municipality`.
    """
    place, what = ("series", "item") if "series" in chosen.heads else ("item", "panel")
    rows, test = chosen.known[chosen.known["apart"].ne("")], how_tested(chosen.results)
    if rows.empty:
        return f"Nie stwierdzono różnicy między żadną z gmin a resztą partnerstwa ({test})."
    told = rows.loc[rows["gap"].abs().sort_values(ascending=False, kind="stable").head(NAMED).index.sort_values()]
    parts = []
    for sign, words in (("+", "in plus"), (polish.MINUS, "in minus")):
        named = [f"{name} ({_items(of_place, what)})" for name, of_place in told[told["apart"].eq(sign)].groupby(place)]
        parts += [f"{words} – {polish.listed(sorted(named, key=polish.collation_key))}"] if named else []
    others = f" oraz {_others(len(rows) - NAMED)}" if len(rows) > NAMED else ""
    return f"Od reszty partnerstwa odstają ({test}): {'; '.join(parts)}{others}. W pozostałych przypadkach nie stwierdzono różnicy."


def _items(rows: pd.DataFrame, what: str) -> str:
    return ", ".join(f"„{row[what]}” {polish.percent(row['value'])}" for row in rows.to_dict("records"))


def _others(n: int) -> str:
    return polish.counted(n, "inny wynik", "inne wyniki", "innych wyników")


def title_municipalities(chosen: Selection, about: str) -> str:
    """
    Title figures by municipality by how many differ from the rest.

    Parameters
    ----------
    chosen
        Result of `select.by_municipality` or `services.by_municipality`.
    about
        What was asked, Polish, nominative.
    """
    place = "series" if "series" in chosen.heads else "item"
    n = int(chosen.known.loc[chosen.known["apart"].ne(""), place].nunique())
    total = len(chosen.results[0].names)
    if n:
        return f"{about} – gminy, których wyniki odstają od reszty partnerstwa: {n} z {total}"
    return f"{about} – nie stwierdzono różnic między gminami a resztą partnerstwa"


def title_groups(chosen: Selection) -> str:
    """
    Title the confrontation of groups by the largest difference that was found.

    Parameters
    ----------
    chosen
        Result of `select.tops`.
    """
    found = _between(chosen)
    return f"Największa różnica opinii: {_pair(chosen, found[0])}" if found else "Nie stwierdzono różnic opinii między grupami"


def say_groups(chosen: Selection) -> str:
    """
    Tell the largest differences between groups, with their intervals.

    Parameters
    ----------
    chosen
        Result of `select.tops`.
    """
    found = _between(chosen)
    if not found:
        return f"Nie stwierdzono różnic opinii między grupami ({how_tested(chosen.results)})."
    return f"Grupy różnią się najbardziej {_told(chosen, [(_pair(chosen, one), one) for one in found])}"


def _told(chosen: Selection, found: list[tuple[str, dict[Any, Any]]]) -> str:
    """Tell how differences were tested, then the first of them with their intervals."""
    parts = [f"{words}, różnica {_points(row)}" for words, row in found[:NAMED]]
    others = f" oraz {polish.counted(n, 'inna różnica', 'inne różnice', 'innych różnic')}" if (n := len(found) - NAMED) > 0 else ""
    return f"({how_tested(chosen.results, intervals=True)}): {'; '.join(parts)}{others}."


def _between(chosen: Selection) -> list[dict[Any, Any]]:
    """List the differences between two surveys that hold, the largest first."""
    shown = set(chosen.known[["survey", "question", "answer"]].itertuples(index=False, name=None))
    found = {}
    for one in chosen.results:
        rows = one.differences[one.differences["kind"].eq("survey") & one.differences["p_adjusted"].lt(HOLDS)]
        for row in rows.to_dict("records"):
            key = (row["question"], row["answer"])
            if {(row["survey"], *key), (row["other"], *key)} <= shown:
                found[(row["survey"], row["other"], *key)] = row
    return sorted(found.values(), key=lambda row: -abs(row["value"]))


def _pair(chosen: Selection, row: dict[Any, Any]) -> str:
    rows = chosen.known[chosen.known["question"].eq(row["question"]) & chosen.known["answer"].eq(row["answer"])].set_index("survey")
    shares = [f"{chosen.of(name).group.name.lower()} {polish.percent(rows.loc[name, 'value'])}" for name in (row["survey"], row["other"])]
    return f"{quoted(rows['item'].iloc[0])} – {', '.join(shares)}"


def _points(row: dict[Any, Any]) -> str:
    """Write a difference in percentage points, with its interval."""
    value, low, high = (polish.number(100 * row[name], signed=True) for name in ("value", "low", "high"))
    return f"{value} p.p. (od {low} do {high})"


def say_at_risk(chosen: Selection) -> str:
    """
    Tell in what people at risk of marginalisation differ from the others.

    Parameters
    ----------
    chosen
        Result of `select.at_risk`.
    """
    found = _at_risk(chosen)
    if not found:
        return f"Nie stwierdzono różnic między {AT_RISK} ({how_tested(chosen.results)})."
    return f"Największe różnice między {AT_RISK} {_told(chosen, found)}"


def title_at_risk(chosen: Selection) -> str:
    """
    Title the comparison of people at risk by the largest difference that was found.

    Parameters
    ----------
    chosen
        Result of `select.at_risk`.
    """
    found = _at_risk(chosen)
    return found[0][0] if found else f"Nie stwierdzono różnic między {AT_RISK}"


def _at_risk(chosen: Selection) -> list[tuple[str, dict[Any, Any]]]:
    """Name the differences of people at risk that hold, with both shares, the largest first."""
    shares = {(row["question"], row["answer"], row["category"]): row for row in chosen.known.to_dict("records")}
    differences = chosen.results[0].differences
    rows = differences[differences["kind"].eq("at_risk") & differences["p_adjusted"].lt(HOLDS)].to_dict("records")
    found = []
    for row in sorted(rows, key=lambda row: -abs(row["value"])):
        own, others = ((row["question"], row["answer"], f"{prefix}{row['category']}") for prefix in ("", REST))
        if own in shares and others in shares:
            labels = shares[own]
            pair = f"{polish.percent(labels['value'])}, pozostali {polish.percent(shares[others]['value'])}"
            found.append((f"{quoted(labels['panel'])} – {polish.lower_first(labels['item'])} {pair}", row))
    return found

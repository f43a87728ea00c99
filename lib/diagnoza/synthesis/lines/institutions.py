"""
What the cooperation of institutions says of a need to act, and the findings on missing ties, the team, readiness and the network.

Institutions of one person are never named here: what is said of them would be said of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.polish import counted, number, plural
from diagnoza.synthesis.base import Finding, Item
from diagnoza.synthesis.lines.telling import cited, in_polish_order, named, out_of, strongest, there, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About

SECTOR_FIELDS = {
    "social": "sprawy_spoleczne",
    "education": "edukacja",
    "health": "zdrowie",
    "safety": "bezpieczenstwo",
    "culture": "kultura",
    "administration": "administracja",
}
"""Field of the services that institutions of a sector provide; labour, justice, communities and parishes have none of their own."""
LACKING = 0.25
"""Share of the needed ties of a field that are missing, from which it supports."""
FEWEST = 3
"""Needed ties of a field, all of them confirmed, from which it contradicts."""
NAMED = 3
STATES = {"yes": "spełnione", "partly": "spełnione częściowo", "no": "niespełnione", "unknown": "nie wiadomo", "not_told": "nie podano"}
NEEDED, KINDS, CONDITIONS = ("potrzebnej relacji", "potrzebnych relacji"), ("instytucji", "instytucji"), ("warunku", "warunków")
DIMENSION, POINT = "S", 8
"""Cooperation of institutions around families is social; in a strategy it is a matter of how it is carried out."""


def evidence(made: Mapping[str, pd.DataFrame], about: About) -> list[Item]:
    """
    Tell what needed ties between institutions say of the fields of these institutions.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        One item per field, where the needed ties of its institutions (of either side) tell: at least a quarter of them is missing, as both
        sides say (supports); all of at least three are confirmed by both (contradicts). Ties nobody could tell of are not missing, and a
        kind of institution that the list has none of is not counted. The field is that of the sector of the institution; thresholds and
        fields are our own.
    """
    del about  # the tables name the institutions themselves
    found = []
    for field, rows in _by_field(made).items():
        missing, n = int(rows["status"].eq("missing").sum()), len(rows)
        if missing / n >= LACKING:
            told = {
                "state": "supports",
                "statement": f"brakuje {out_of(missing, n, NEEDED)} instytucji z tej dziedziny",
                "key": "tab-institutions-missing",
            }
        elif n >= FEWEST and rows["status"].eq("confirmed").all():
            told = {
                "state": "contradicts",
                "statement": f"obie strony potwierdzają {out_of(n, n, NEEDED)} instytucji z tej dziedziny",
                "key": "tab-institutions-present",
            }
        else:
            continue
        shared: dict[str, Any] = {
            "tables": ("institutions", "needed_ties"),
            "sources": cited(made, "institutions", "ties"),
            "date": _year(made),
        }
        value = float(missing or n)
        found.append(Item(field=field, line="institutions", item="needed-ties", value=value, unit="relacji", n=n, **(told | shared)))
    return found


def findings(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Conclude from the cooperation of institutions what stands out.

    Parameters
    ----------
    made, about
        Stored tables by name; whose they are.

    Returns
    -------
        At most four: needed ties that are missing, institutions of the narrow circle that the team lacks, conditions of readiness that are
        met, and, only where the network is large enough to be measured, who is named as partner most often.
    """
    if not there(made, "institutions"):
        return []
    members = [str(code) for code in about.names.index]
    found = [_missing(made, members), _team(made, members), _readiness(made), _centre(made)]
    return strongest(found, len(found))


def _year(made: Mapping[str, pd.DataFrame]) -> str:
    """Give the year that ties were reported of."""
    return str(int(made["ties"]["year"].max())) if there(made, "ties") else ""


def _listed_pairs(made: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the needed ties between institutions of the list, each pair once per municipality."""
    rows = made["needed_ties"]
    both = rows["first"].ne("") & rows["second"].ne("")
    return rows[both].sort_values(["teryt", "first", "second"], ignore_index=True)


def _by_field(made: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Part the needed ties by field of either institution; one of two fields stands in both."""
    if not there(made, "institutions", "needed_ties"):
        return {}
    pairs = _listed_pairs(made)
    fields = made["institutions"].set_index("institution")["sector"].map(SECTOR_FIELDS)
    ends = [pairs[side].map(fields) for side in ("first", "second")]
    parts = {field: pairs[ends[0].eq(field) | ends[1].eq(field)] for field in SECTOR_FIELDS.values()}
    return {field: rows for field, rows in parts.items() if len(rows)}


def _nameable(made: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Name the institutions that are more than one person, in a line; those of one name are told apart by their id."""
    listed_ones = made["institutions"]
    twice = listed_ones["name"].duplicated(keep=False)
    several = listed_ones.assign(twice=twice)[listed_ones["one_person"].eq(0)].to_dict("records")
    return {row["institution"]: typed(f"{row['name']} ({row['institution']})" if row["twice"] else row["name"]) for row in several}


def _finding(made: Mapping[str, pd.DataFrame], name: str, more: tuple[str, ...], **told: Any) -> Finding:
    shared: dict[str, Any] = {
        "finding": f"institutions-{name}",
        "chapter": "07-institutions",
        "line": "institutions",
        "dimension": DIMENSION,
    }
    shared |= {"certainty": "told", "art10e_point": POINT, "sources": cited(made, "institutions", *more), "date": _year(made)}
    return Finding(**(shared | told))


def _missing(made: Mapping[str, pd.DataFrame], members: list[str]) -> Finding | None:
    if not there(made, "needed_ties"):
        return None
    pairs = _listed_pairs(made)
    lacking = pairs[pairs["status"].eq("missing")]
    if lacking.empty:
        return None
    names = _nameable(made)
    several = lacking[lacking["first"].isin(names) & lacking["second"].isin(names)]
    topics = in_polish_order(typed(text) for text in several["about"])
    told = f" Chodzi między innymi o takie sprawy: {'; '.join(topics[:NAMED])}." if topics else ""
    unknown = int(pairs["status"].eq("unknown").sum())
    rest = f" O dalszych {number(unknown)} nie wiadomo." if unknown else ""
    of_all = out_of(len(lacking), len(pairs), NEEDED)
    plain = f"Potrzebna jest współpraca różnych instytucji. W {out_of(len(lacking), len(pairs), ('pary', 'par'))} instytucji jej nie ma."
    return _finding(
        made,
        "missing",
        ("ties",),
        kind="need",
        swot="W",
        sentence=f"Brakuje {of_all} z roboczej listy: żadna z obu instytucji nie zgłasza współpracy.{told}{rest}",
        plain=f"{plain} Na przykład w takiej sprawie: {topics[0]}." if topics else plain,
        keys=("tab-institutions-missing",),
        tables=("institutions", "needed_ties"),
        weight=min(1.0, 0.5 + len(lacking) / len(pairs)),
        units=tuple(code for code in members if code in set(lacking["teryt"])),
        value=float(len(lacking)),
        unit="relacji",
        n=len(pairs),
    )


def _team(made: Mapping[str, pd.DataFrame], members: list[str]) -> Finding | None:
    """Conclude which institutions of the narrow circle the team lacks; a kind with one member in it is there."""
    if not there(made, "cooperation_team"):
        return None
    team = made["cooperation_team"]
    core = team[team["core"].eq(1).fillna(value=False)].sort_values(["teryt", "kind", "institution"])
    states = core.groupby(["teryt", "kind"])["status"].agg(set)
    lacking = states[states.map(lambda found: "member" not in found)]
    if lacking.empty or states.empty:
        return None
    gone = core.set_index(["teryt", "kind"]).loc[lacking.index]
    names = _nameable(made)
    told = in_polish_order(names[one] for one in gone["institution"] if one in names)
    who = f": {named(told, NAMED)}" if told else ""
    return _finding(
        made,
        "team",
        ("team",),
        kind="need",
        swot="W",
        sentence=f"W zespole współpracy nie ma {out_of(len(lacking), len(states), KINDS)} wąskiego kręgu z roboczej listy{who}.",
        plain=f"Zespół współpracy łączy różne instytucje. W tym zespole brakuje {number(len(lacking))} instytucji{who}.",
        keys=("tab-institutions-team",),
        tables=("institutions", "cooperation_team"),
        weight=min(1.0, 0.4 + len(lacking) / len(states)),
        units=tuple(code for code in members if code in set(lacking.index.get_level_values("teryt"))),
        value=float(len(lacking)),
        unit="instytucji",
        n=len(states),
        date="",
    )


def _readiness(made: Mapping[str, pd.DataFrame]) -> Finding | None:
    if not there(made, "cooperation_readiness"):
        return None
    counts = made["cooperation_readiness"]["state"].value_counts()
    n, kept = int(counts.sum()), int(counts.get("yes", 0))
    if n == int(counts.get("not_told", 0)):
        return None
    told = ", ".join(f"{words} – {number(counts[state])}" for state, words in STATES.items() if state in counts.index)
    return _finding(
        made,
        "readiness",
        ("readiness",),
        kind="asset" if 2 * kept > n else "need",
        swot="S" if 2 * kept > n else "W",
        sentence=f"Lista gotowości do współpracy ma {counted(n, 'warunek', 'warunki', 'warunków')}: {told}.",
        plain=f"Zespół potrzebuje {counted(n, 'rzeczy', 'rzeczy', 'rzeczy')}, aby dobrze pracować. "
        f"{plural(kept, 'Gotowa jest', 'Gotowe są', 'Gotowych jest')} {number(kept)} z nich.",
        keys=("tab-institutions-readiness",),
        tables=("institutions", "cooperation_readiness"),
        weight=0.3 + 0.4 * abs(1 - 2 * kept / n),
        value=float(kept),
        unit="warunków",
        n=n,
        date="",
    )


def _centre(made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """Conclude who is named as partner most often; only of a network that is measured, and of one institution that leads."""
    if not there(made, "network_measures", "centrality") or made["network_measures"]["status"].eq("small").all():
        return None
    shown = made["centrality"][made["centrality"]["status"].eq("shown")].dropna(subset=["named_by", "asked"])
    names = _nameable(made)
    first = shown[shown["named_by"].eq(shown["named_by"].max())]
    if len(first) != 1 or first["institution"].iloc[0] not in names:
        return None
    row, name = first.iloc[0], names[first["institution"].iloc[0]]
    by, asked = int(row["named_by"]), int(row["asked"])
    return _finding(
        made,
        "centre",
        ("ties",),
        kind="asset",
        swot="S",
        sentence=(
            f"Najczęściej wskazywany partner współpracy to: {name} – {plural(by, 'wskazuje', 'wskazują', 'wskazuje')} tę instytucję "
            f"{out_of(by, asked, KINDS)}, które mogły to zrobić."
        ),
        plain=f"Instytucje powiedziały, z kim współpracują. Najczęściej wymieniały tę instytucję: {name}. "
        f"Wymieniło ją {out_of(by, asked, KINDS)}.",
        keys=("tab-institutions-centrality",),
        tables=("institutions", "network_measures", "centrality"),
        weight=0.3 + 0.3 * by / asked,
        value=float(by),
        unit="instytucji",
        n=asked,
    )

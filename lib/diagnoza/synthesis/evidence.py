"""The table of evidence: what each line says of each field, and why it says nothing where it does not."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import SECTORS
from diagnoza.tables.surveys import SHOWN
from diagnoza.tables.synthesis import LINES, Evidence, EvidenceLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diagnoza.synthesis.base import About, Item

SURVEYS = ("residents", "youth", "leaders", "entrepreneurs", "seniors")
"""Lines that are groups of respondents."""
DELIVERED_AS = {
    "inventory": {"inventory"},
    "flows": {"flows"},
    "voices": {"statements"},
    "institutions": {"institutions", "ties", "team", "readiness"},
    "programme": {"programme", "provisions", "coverage"},
    "goals": {"goals"},
}
"""Delivered tables that a line is read from; any of them is enough. Surveys and public figures are looked for elsewhere."""
_COUNTED = "flow_indicators"


def table_of(items: Sequence[Item], sources: pd.DataFrame) -> pd.DataFrame:
    """
    Put what all lines say into one table.

    Parameters
    ----------
    items
        Of all lines.
    sources
        Table `Sources`.

    Returns
    -------
    pd.DataFrame
        Table `Evidence`, by field and line in their own order, then by item.

    Raises
    ------
    ValueError
        If an item names a source that is not among the sources.
    """
    known = origins(sources)
    rows = [asdict(one) | {"origin": origin_of(one.sources, known, of=f"{one.line}: {one.item}")} for one in items]
    table = pd.DataFrame(rows, columns=list(Evidence.to_schema().columns))
    table = table.assign(**{name: table[name].map(" ".join) for name in ("tables", "sources")})
    order = [table["field"].map(list(SECTORS).index), table["line"].map(LINES.index), table["item"]]
    return table.iloc[pd.concat(order, axis=1).sort_values(["field", "line", "item"]).index].reset_index(drop=True)


def origins(sources: pd.DataFrame) -> dict[str, str]:
    """
    Tell of each source whether it is real.

    Parameters
    ----------
    sources
        Table `Sources`.
    """
    return dict(zip(sources["source"], sources["origin"], strict=True))


def origin_of(named: Iterable[str], known: Mapping[str, str], *, of: str) -> str:
    """
    Tell whether what rests on some sources is real; a synthetic part makes all of it synthetic.

    Parameters
    ----------
    named
        Sources that it rests on.
    known
        Result of `origins`.
    of
        What rests on them, for the message.

    Raises
    ------
    ValueError
        If a source is not known.
    """
    names = list(named)
    if unknown := sorted(set(names) - set(known)):
        msg = f"{of} names sources that the partnership does not have: {', '.join(unknown)}. Known are: {', '.join(sorted(known))}."
        raise ValueError(msg)
    return "synthetic" if any(known[name] == "synthetic" for name in names) else "real"


def by_line(evidence: pd.DataFrame, made: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """
    Tell of every field and line what it says, or why it says nothing.

    Parameters
    ----------
    evidence
        Table `Evidence`.
    made
        Stored tables by name.
    about
        Whose they are.

    Returns
    -------
    pd.DataFrame
        Table `EvidenceLines`: a row for each of the fields and lines, whatever was delivered.
    """
    n = evidence.groupby(["field", "line", "state"]).size()
    rows = []
    for field in SECTORS:
        for line in LINES:
            supporting, contradicting = (int(n.get((field, line, state), 0)) for state in ("supports", "contradicts"))
            gap = "" if supporting or contradicting else why_silent(line, field, made, about)
            rows.append((field, line, state_of(supporting, contradicting), supporting, contradicting, gap))
    return pd.DataFrame(rows, columns=list(EvidenceLines.to_schema().columns))


def state_of(supporting: int, contradicting: int) -> str:
    """
    Say in a word what the items of a line say together.

    Examples
    --------
    >>> state_of(2, 0), state_of(0, 1), state_of(2, 1), state_of(0, 0)
    ('supports', 'contradicts', 'mixed', 'no_data')
    """
    if supporting and contradicting:
        return "mixed"
    return "supports" if supporting else "contradicts" if contradicting else "no_data"


def why_silent(line: str, field: str, made: Mapping[str, pd.DataFrame], about: About) -> str:
    """
    Tell why a line has no item of a field.

    Parameters
    ----------
    line, field
        Of which nothing is said.
    made, about
        As in `by_line`.

    Returns
    -------
    str
        not_delivered: its files did not come; hidden: it has figures of the field and none of them may be given; silent: it holds
        nothing of the field, or nothing that tells of a need or of none.
    """
    if not was_delivered(line, made, about):
        return "not_delivered"
    statuses = _statuses(line, {one.id for one in about.services.values() if one.field == field}, made)
    return "hidden" if len(statuses) and not statuses.isin(SHOWN).any() else "silent"


def was_delivered(line: str, made: Mapping[str, pd.DataFrame], about: About) -> bool:
    """
    Tell whether anything came that a line is read from.

    Parameters
    ----------
    line
        Of the lines of evidence.
    made, about
        As in `by_line`.
    """
    if line == "statistics":
        return "indicators" in made and bool(made["indicators"]["teryt"].isin(about.names.index).any())
    if line in SURVEYS:
        return "surveys" in made and bool(made["surveys"]["group"].eq(line).any())
    return bool(made["deliveries"]["table"].isin(DELIVERED_AS[line]).any())


def _statuses(line: str, services: set[str], made: Mapping[str, pd.DataFrame]) -> pd.Series:
    """List whether each figure of some services is given: answers of all respondents, or numbers of users."""
    nothing = pd.Series([], dtype="string")
    if line in SURVEYS and "estimates" in made:
        estimates, surveys = made["estimates"], made["surveys"]
        own = surveys.loc[surveys["group"].eq(line), "survey"]
        rows = estimates[estimates["survey"].isin(own) & estimates["group"].eq("all")]
        asked = rows["question"].str.partition("_")[2]
        return rows.loc[asked.isin(services), "status"]
    if line == "flows" and _COUNTED in made:
        rows = made[_COUNTED]
        return rows.loc[rows["service"].isin(services) & rows["status"].isin([*SHOWN, "protected"]), "status"]
    return nothing

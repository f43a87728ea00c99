"""The log of changes between two editions: partners, deliveries, findings, recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from diagnoza import polish
from diagnoza.tables.editions import WHATS, EditionChanges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class _Kind(NamedTuple):
    """A kind of thing: its table, what tells one from another, its name, what is told where it is new or gone, what may differ in it."""

    kind: str
    table: str
    key: tuple[str, ...]
    name: str
    told: str
    differs: Mapping[str, tuple[str, str]]


_KINDS = (  # differs: what has changed, by the column that is compared and the column that is told
    _Kind("partner", "partners", ("teryt",), "name", "role", {"role": ("role", "role")}),
    _Kind("delivery", "deliveries", ("table", "file"), "file", "date", {"content": ("sha256", "date")}),
    _Kind(
        "finding",
        "findings",
        ("finding",),
        "sentence",
        "strength",
        {"sentence": ("sentence", "sentence"), "strength": ("strength", "strength")},
    ),
    _Kind("recommendation", "recommendations", ("recommendation",), "title", "strength", {}),
)
COMPARED = tuple(kind.table for kind in _KINDS)
"""Tables that editions are compared by."""


def changes(before: Mapping[str, pd.DataFrame], now: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """
    List what has changed between two editions.

    Parameters
    ----------
    before, now
        The stored tables of both, by name; of them partners, deliveries, findings and recommendations are compared.

    Returns
    -------
        Table `EditionChanges`, by kind and then by what has changed; without rows where both say the same. A table that only one of the two
        has is not compared: it gives one row that says so, and not a row for everything in it.

    Notes
    -----
    A partner is the same by its code, a file by its raw table and path, a finding or recommendation by its identifier. A file that is
    handed over under another name counts as one gone and one new. Nothing but these tables is compared: figures of two editions side by
    side may tell what each alone hides.
    """
    rows = [row for kind in _KINDS for row in _compare(kind, before.get(kind.table), now.get(kind.table))]
    table = pd.DataFrame(rows, columns=list(EditionChanges.to_schema().columns))
    return pd.DataFrame(EditionChanges.validate(table, lazy=True))


def _compare(kind: _Kind, before: pd.DataFrame | None, now: pd.DataFrame | None) -> list[dict[str, str]]:
    if before is None or now is None:
        return [] if before is now else [_row(kind, "not_compared", "", "", ("", ""))]
    old, new = _things(kind, before), _things(kind, now)
    found = [_row(kind, "new", id_, one[kind.name], ("", one[kind.told])) for id_, one in new.items() if id_ not in old]
    found += [_row(kind, "gone", id_, one[kind.name], (one[kind.told], "")) for id_, one in old.items() if id_ not in new]
    both = {id_: (old[id_], one) for id_, one in new.items() if id_ in old}
    found += [row for id_, (was, is_) in both.items() for row in _different(kind, id_, was, is_)]
    return sorted(found, key=lambda row: WHATS.index(row["what"]))


def _things(kind: _Kind, table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    if kind.kind == "partner":  # a town and the rural municipality around it have one name
        announced = [polish.place(name, of_type) for name, of_type in zip(table["name"], table["type"], strict=True)]
        table = table.assign(name=announced)
    rows = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    return {" ".join(str(row[name]) for name in kind.key): row for row in rows}


def _different(kind: _Kind, id_: str, was: Mapping[str, Any], is_: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for what, (compared, told) in kind.differs.items():
        if was[compared] != is_[compared]:
            yield _row(kind, what, id_, is_[kind.name], (was[told], is_[told]))


def _row(kind: _Kind, what: str, id_: str, name: object, values: tuple[object, object]) -> dict[str, str]:
    before, now = values
    return {"kind": kind.kind, "what": what, "id": id_, "name": str(name), "before": str(before), "now": str(now)}

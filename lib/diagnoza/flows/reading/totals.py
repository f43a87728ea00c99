"""Sums stated in a delivery, held against what they are sums of."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from diagnoza.errors import Problem
from diagnoza.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diagnoza.flows.reading.account import Entry
    from diagnoza.flows.reading.places import Places


def check_totals(entries: Sequence[Entry], totals: Sequence[Entry], places: Places, *, file: str) -> list[Problem]:
    """
    Find the sums that do not add up.

    Parameters
    ----------
    entries
        What was delivered, those that are set aside as well: a sum was made of all of them.
    totals
        The stated sums, with „Razem” for origin, destination or both.
    places
        Tells which text is that of a sum.
    file
        For messages.

    Returns
    -------
        A problem with both numbers for each sum that differs from its parts; where a part is withheld, not reported or not readable, the
        sum may be greater than the others together, but not less. A sum that is no number is not checked.
    """
    problems = []
    rows, columns, whole = _parts(entries)
    for total in totals:
        if total.status != "reported" or total.users is None:
            continue
        key = (total.service, total.year, total.side)
        all_rows, all_columns = places.is_total(total.origin), places.is_total(total.destination)
        if all_rows and all_columns:
            parts = whole.get(key, [])
        elif all_columns:
            parts = rows.get((*key, fold(total.origin)), [])
        else:
            parts = columns.get((*key, fold(total.destination)), [])
        if what := _differs(total.users, parts):
            problems.append(Problem(file, total.where, what, "Correct the sum or its parts; the parts count, the sum does not"))
    return problems


def _parts(entries: Iterable[Entry]) -> tuple[dict[tuple[object, ...], list[Entry]], ...]:
    rows: dict[tuple[object, ...], list[Entry]] = {}
    columns: dict[tuple[object, ...], list[Entry]] = {}
    whole: dict[tuple[object, ...], list[Entry]] = {}
    for one in entries:
        key = (one.service, one.year, one.side)
        rows.setdefault((*key, fold(one.origin)), []).append(one)
        columns.setdefault((*key, fold(one.destination)), []).append(one)
        whole.setdefault(key, []).append(one)
    return rows, columns, whole


def _differs(stated: float, parts: Sequence[Entry]) -> str:
    if not parts:
        return ""
    found = math.fsum(one.users for one in parts if one.users is not None)
    complete = all(one.users is not None for one in parts)
    if (complete and math.isclose(stated, found)) or (not complete and stated >= found):
        return ""
    return f"the stated sum is {stated:g}, but its parts that are numbers add up to {found:g}"

"""How far two coders agree on the statements that both coded, and what they have to settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.agreement import cohen_kappa
from diagnoza.catalogue import SECTORS
from diagnoza.tables.voices import NO_CODE, CoderAgreement, CodingDisputes
from diagnoza.voices.codes import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_CODE = ["category", "field", "territory"]
_FIRST, _SECOND, _AGREED = 1, 2, 0


def agreement(coding: pd.DataFrame) -> pd.DataFrame:
    """
    Measure agreement on each category and field, and on all codes of a statement as one.

    Parameters
    ----------
    coding
        Table `Coding`, of all coders.

    Returns
    -------
        Table `CoderAgreement`; without rows where no statement was coded by both. A category or field is given or not; all codes of a
        statement are alike only where both gave the same ones.
    """
    both = _double_coded(coding)
    if not both:
        return _table([])
    rows = [_row("codes", "", both, lambda codes: frozenset((category, field) for category, field, _ in codes))]
    for dimension, at, labels in (("category", 0, CATEGORIES), ("field", 1, SECTORS)):
        for code in labels:
            row = _row(dimension, code, both, _given(at, code))
            rows += [row] if row["both"] or row["first"] or row["second"] else []
    return _table(rows)


def _table(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(CoderAgreement.validate(pd.DataFrame(rows, columns=list(CoderAgreement.to_schema().columns)), lazy=True))


Codes = dict[tuple[str, str, str], object]


def _double_coded(coding: pd.DataFrame) -> dict[int, tuple[Codes, Codes]]:
    """Give the codes of both coders with their strength, of statements that both coded."""
    found: dict[int, dict[int, Codes]] = {}
    for row in coding.to_dict("records"):
        codes = found.setdefault(row["statement"], {}).setdefault(row["coder"], {})
        if row["category"] != NO_CODE:
            codes[row["category"], row["field"], row["territory"]] = row["strength"]
    return {statement: (of[_FIRST], of[_SECOND]) for statement, of in found.items() if {_FIRST, _SECOND} <= set(of)}


def _given(at: int, code: str) -> Callable[[Codes], Hashable]:
    return lambda codes: any(one[at] == code for one in codes)


def _row(dimension: str, code: str, both: dict[int, tuple[Codes, Codes]], label: Callable[[Codes], Hashable]) -> dict[str, object]:
    pairs = [(label(one), label(other)) for one, other in both.values()]
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    given = {"both": (True, True), "first": (True, False), "second": (False, True)}
    return {
        "dimension": dimension,
        "code": code,
        "n": len(pairs),
        "agreed": sum(one == other for one, other in pairs),
        **{name: pairs.count(pair) if code else None for name, pair in given.items()},
        "kappa": cohen_kappa(first, second),
    }


def disputes(coding: pd.DataFrame) -> pd.DataFrame:
    """
    List what the coders have to settle: statements whose codes, territories or strengths differ and that have no agreed coding.

    Parameters
    ----------
    coding
        Table `Coding`, of all coders.

    Returns
    -------
        Table `CodingDisputes`, in the order of the files; it points to rows and repeats no words.
    """
    agreed = set(coding.loc[coding["coder"].eq(_AGREED), "statement"])
    places = coding.drop_duplicates("statement").set_index("statement")[["file", "row"]]
    rows = []
    for statement, (first, second) in _double_coded(coding).items():
        if statement in agreed or _same(first, second):
            continue
        at = {"file": places.loc[statement, "file"], "row": places.loc[statement, "row"]}
        for code in sorted({**first, **second}):
            told = {"first": int(code in first), "second": int(code in second)}
            rows.append(
                at | dict(zip(_CODE, code, strict=True)) | told | {"strength_first": first.get(code), "strength_second": second.get(code)}
            )
    table = pd.DataFrame(rows, columns=list(CodingDisputes.to_schema().columns))
    return pd.DataFrame(CodingDisputes.validate(table, lazy=True)).sort_values(["file", "row"], kind="stable", ignore_index=True)


def _same(first: Codes, second: Codes) -> bool:
    """Tell whether two codings are the same; a strength that one did not tell is no dispute."""
    known = [(first[code], second[code]) for code in set(first) & set(second) if not (pd.isna(first[code]) or pd.isna(second[code]))]  # type: ignore[call-overload]
    return set(first) == set(second) and all(one == other for one, other in known)

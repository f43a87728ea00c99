"""How widely each code was spoken of, which codes come up together, and who was there: counts, never shares."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from diagnoza.tables.voices import EVERYWHERE, VoiceBase, VoiceCodes, VoicePairs, VoiceSectors
from diagnoza.voices.codes import CATEGORIES, ENOUGH, SPEAKERS, TYPES
from diagnoza.voices.rules import INTERVIEW, named, usable

CODE = ["category", "field"]
FREQUENT = 3
"""Turns with a code from which its co-occurrence is told."""
STRONG = 3


def base(coding: pd.DataFrame) -> pd.DataFrame:
    """
    Count meetings and statements by type of meeting.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        Table `VoiceBase`.
    """
    used = usable(coding).groupby("type")["statement"].nunique()
    rows = coding.groupby("type").agg(meetings=("meeting", "nunique"), statements=("statement", "nunique")).reset_index()
    rows = rows.assign(used=rows["type"].map(used).fillna(0)).sort_values("type", key=lambda one: one.map(list(TYPES).index))
    return pd.DataFrame(VoiceBase.validate(rows.reset_index(drop=True), lazy=True))


def sectors(coding: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """
    Tell who was in each meeting by sector, as far as that may be told.

    Parameters
    ----------
    coding
        Table `Coding`.
    meetings
        Table `Meetings`, with the numbers of participants that are told.

    Returns
    -------
        Table `VoiceSectors`, sectors in the order of the code frame; of fewer than `ENOUGH` persons only that there were few. Where the
        participants of a meeting or a series would tell how few, the smallest other sectors are not given either.
    """
    rows = coding[coding["type"].ne(INTERVIEW) & coding["sector"].ne("")].drop_duplicates(["meeting", "sector"])
    rows = rows.sort_values("sector", key=lambda one: one.map(list(SPEAKERS).index), kind="stable").sort_values("meeting", kind="stable")
    enough = rows["people"].ge(ENOUGH).fillna(value=False).astype(bool)
    status = pd.Series("few", index=rows.index).mask(rows["people"].isna(), "not_told").mask(enough, "shown")
    status = _protected(rows.assign(status=status), meetings)
    table = rows.assign(people=rows["people"].where(status.eq("shown")), status=status)[["meeting", "sector", "people", "status"]]
    return pd.DataFrame(VoiceSectors.validate(table.reset_index(drop=True), lazy=True))


def _protected(rows: pd.DataFrame, meetings: pd.DataFrame) -> pd.Series:
    """Take back the smallest sectors until the total of all participants leaves open how few the few are; then all of these look alike."""
    status, told = rows["status"].copy(), meetings.set_index("meeting")
    for group, total in (("meeting", "n"), ("series", "n_series")):
        of = rows["meeting"] if group == "meeting" else rows["meeting"].map(told["series"])
        for name, own in rows.groupby(of):
            sums = own["meeting"].map(told[total]).dropna()
            shown = own[status[own.index].eq("shown")].sort_values("people", kind="stable")
            for smallest in shown.index if name and len(sums) else ():
                if _open(status[own.index], own["people"], int(sums.iloc[0])):
                    break
                status[smallest] = "protected"
            if status[own.index].eq("protected").any():
                status[own.index] = status[own.index].replace("few", "protected")
    return status


def _open(status: pd.Series, people: pd.Series, total: int) -> bool:
    """Tell whether a reader who adds up cannot tell how many are in a sector that is not given; each of them has somebody."""
    few, kept = int(status.eq("few").sum()), int(status.eq("protected").sum())
    rest = total - int(people[status.eq("shown")].sum())
    if status.eq("not_told").any() or not few + kept:
        return True
    return few + kept < rest and (bool(kept) or rest < few * (ENOUGH - 1))


def codes(coding: pd.DataFrame, *, places: bool) -> pd.DataFrame:
    """
    Count in how many meetings and sectors each code was named, and in how many statements.

    Parameters
    ----------
    coding
        Table `Coding`, settled.
    places
        Whether territories are counted apart as well; of no use where there is only one municipality.

    Returns
    -------
        Table `VoiceCodes`: what most meetings spoke of first, then most sectors, then most statements.

    Notes
    -----
    Where some sector had fewer than `ENOUGH` persons, „5 z 5 sektorów” would tell what each of them said. There all sectors, and all but
    one, are both given as all but one, with `at_least` 1.
    """
    counted = usable(coding)
    talks, groups = coding[coding["type"].eq(INTERVIEW)], coding[coding["type"].ne(INTERVIEW) & coding["sector"].ne("")]
    held, few = talks["meeting"].nunique(), set(groups["sector"]) - set(groups.loc[named(groups), "sector"])
    whole = {
        "meetings_of": coding.loc[coding["type"].ne(INTERVIEW), "meeting"].nunique(),
        "interviews_of": held if held >= ENOUGH else None,
        "sectors_of": groups["sector"].nunique(),
    }
    parts = [counted.assign(territory=EVERYWHERE), *([counted] if places else [])]
    rows = [
        dict(zip([*CODE, "territory"], key, strict=True)) | _extent(own) | whole
        for part in parts
        for key, own in part.groupby([*CODE, "territory"])
    ]
    table = pd.DataFrame(rows, columns=list(VoiceCodes.to_schema().columns))
    table["interviews"] = table["interviews"].where(table["interviews_of"].notna())
    capped = table["sectors"].ge(table["sectors_of"] - 1) & bool(few)
    table = table.assign(at_least=capped.astype(int), sectors=table["sectors"].mask(capped, table["sectors_of"] - 1).clip(lower=0))
    return _in_order(pd.DataFrame(VoiceCodes.validate(table, lazy=True)))


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    most = ["meetings", "sectors", "statements"]
    order = table.assign(at=table["category"].map(list(CATEGORIES).index), all=table["territory"].eq(EVERYWHERE))
    order = order.sort_values(["all", *most, "at", "field", "territory"], ascending=[False, False, False, False, True, True, True])
    return table.loc[order.index].reset_index(drop=True)


def _extent(own: pd.DataFrame) -> dict[str, int]:
    groups = own[own["type"].ne(INTERVIEW)]
    return {
        "meetings": groups["meeting"].nunique(),
        "interviews": own.loc[own["type"].eq(INTERVIEW), "meeting"].nunique(),
        "sectors": groups.loc[groups["sector"].ne(""), "sector"].nunique(),
        "statements": own["statement"].nunique(),
        "strong": own.loc[own["strength"].eq(STRONG).fillna(value=False).astype(bool), "statement"].nunique(),
    }


def pairs(coding: pd.DataFrame) -> pd.DataFrame:
    """
    Count which codes come up in the same turn of the talk.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        Table `VoicePairs`, the closest pairs first; only codes of at least `FREQUENT` turns.

    Notes
    -----
    Jaccard: turns with both / turns with either.
    """
    turns: dict[tuple[str, str], set[str]] = {}
    for category, field, turn in usable(coding)[[*CODE, "turn"]].itertuples(index=False):
        turns.setdefault((category, field), set()).add(turn)
    order = [(category, field) for category in CATEGORIES for field in sorted({one for _, one in turns}) if (category, field) in turns]
    often = [code for code in order if len(turns[code]) >= FREQUENT]
    rows = [
        (*a, *b, len(turns[a]), len(turns[b]), together, together / len(turns[a] | turns[b]))
        for a, b in combinations(often, 2)
        if (together := len(turns[a] & turns[b]))
    ]
    table = pd.DataFrame(rows, columns=list(VoicePairs.to_schema().columns))
    table = pd.DataFrame(VoicePairs.validate(table, lazy=True))
    return table.sort_values(["both", "jaccard"], ascending=False, kind="stable", ignore_index=True)

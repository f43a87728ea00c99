"""What sectors declare to be ready for: counts of declarations, where enough of the sector were there."""

from __future__ import annotations

import pandas as pd

from diagnoza.tables.voices import UNLABELLED, VoiceReadiness
from diagnoza.voices.codes import ENOUGH, SPEAKERS
from diagnoza.voices.rules import INTERVIEW, named, usable

LEVELS = ("no", "conditional", "declared", "committed")
_SAID = ["statement", "field", "readiness"]


def readiness(coding: pd.DataFrame) -> pd.DataFrame:
    """
    Count declarations of readiness by sector.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        Table `VoiceReadiness` in the order of the code frame; all sectors that may not be named make one row at the end, if at least
        `ENOUGH` persons stand behind it, else they are left out, as are interviews. A readiness given twice in one statement and field
        counts once.
    """
    groups = coding[coding["type"].ne(INTERVIEW)]
    may = named(groups)
    people = _people(groups[may]).to_dict() | {UNLABELLED: int(_people(groups[~may & groups["sector"].ne("")]).sum())}
    said = usable(groups).dropna(subset="readiness")
    said = said.assign(sector=said["sector"].where(named(said), UNLABELLED)).drop_duplicates(["sector", *_SAID])
    counts = pd.crosstab(said["sector"], said["readiness"].astype(int)).reindex(columns=range(len(LEVELS)), fill_value=0)
    rows = [
        {"sector": sector, "people": people[sector]} | dict(zip(LEVELS, counts.loc[sector], strict=True))
        for sector in (*SPEAKERS, UNLABELLED)
        if sector in counts.index and people.get(sector, 0) >= ENOUGH
    ]
    return pd.DataFrame(VoiceReadiness.validate(pd.DataFrame(rows, columns=["sector", "people", *LEVELS]), lazy=True))


def _people(rows: pd.DataFrame) -> pd.Series:
    """Count the persons of each sector over the meetings."""
    once = rows.drop_duplicates(["meeting", "sector"])
    return once.groupby("sector")["people"].sum().astype(int)

"""The network of one year as tables of who says what of whom: not told by those who did not answer, which is not 0."""

from __future__ import annotations

import numpy as np
import pandas as pd

from diagnoza.tables.institutions import LEVELS, SECTORS, Institutions

LEAST = 1
"""The weakest intensity that is a tie: information."""


def answered(institutions: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """
    Say who answered: whoever reports a tie did.

    Parameters
    ----------
    institutions
        Result of `listed.read_institutions`; `responded` may be -1, not told.
    ties
        Table `Ties`.

    Returns
    -------
        Table `Institutions`, ordered by level, sector and id: `responded` is 1 where it is told or the institution reports a tie.
    """
    reporters = institutions["institution"].isin(ties["reporter"])
    told = institutions["responded"].astype(int)
    rows = institutions.assign(responded=told.where(told.ge(0), 0).where(~reporters, 1))
    places = {"level": list(LEVELS), "sector": list(SECTORS), "institution": sorted(rows["institution"])}
    rows = rows.sort_values(list(places), key=lambda column: column.map(places[str(column.name)].index), ignore_index=True)
    return pd.DataFrame(Institutions.validate(rows, lazy=True))


def latest(ties: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the ties of the latest year.

    Parameters
    ----------
    ties
        Table `Ties`.
    """
    return ties[ties["year"].eq(ties["year"].max())].reset_index(drop=True)


def own_reports(institutions: pd.DataFrame, ties: pd.DataFrame, column: str = "intensity") -> pd.DataFrame:
    """
    Tabulate what each institution says of its own ties to the others, in any field.

    Parameters
    ----------
    institutions, ties
        Tables `Institutions` and `Ties` of one year.
    column
        intensity, or wanted.

    Returns
    -------
        Rows: who says it (the tie goes from it); columns: to whom; the strongest over fields [0-4]. Whoever answered and says nothing
        of another has no tie with it, 0; of `wanted` nothing is not told. Not known, missing: rows of those who did not answer, ties
        reported without a number and without another of which there is one, and the diagonal.
    """
    return _table(institutions, ties[ties["reporter"].eq(ties["source"])], ("source", "target", column))


def words(institutions: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """
    Tabulate what each institution says of its cooperation with the others, whichever way the tie goes.

    Parameters
    ----------
    institutions, ties
        Tables `Institutions` and `Ties` of one year.

    Returns
    -------
        As `own_reports`, intensity [0-4].
    """
    other = ties["target"].where(ties["reporter"].eq(ties["source"]), ties["source"])
    return _table(institutions, ties.assign(other=other), ("reporter", "other", "intensity"))


def _table(institutions: pd.DataFrame, ties: pd.DataFrame, columns: tuple[str, str, str]) -> pd.DataFrame:
    row, column, value = columns
    ids = pd.Index(institutions["institution"].astype(str), name="institution")
    at = {name: place for place, name in enumerate(ids)}
    said = np.full((len(ids), len(ids)), np.nan)
    if value == "intensity":
        said[institutions["responded"].eq(1).to_numpy()] = 0.0
    x, y = (ties[name].map(at).to_numpy(dtype=int) for name in (row, column))
    levels = ties[value].to_numpy(dtype=float, na_value=np.nan)
    untold = np.isnan(levels)
    strongest = np.full_like(said, -1.0)
    np.maximum.at(strongest, (x[~untold], y[~untold]), levels[~untold])
    said[x[untold], y[untold]] = np.nan
    said = np.where(strongest > 0, strongest, said)
    if value != "intensity":
        said = np.where(strongest == 0, 0.0, said)
    np.fill_diagonal(said, np.nan)
    return pd.DataFrame(said, index=ids, columns=ids)

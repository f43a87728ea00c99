"""More cooperation than there is: what institutions want of each other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from diagnoza.institutions.network import own_reports


def wanted_more(institutions: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """
    List the ties that the institution they go from wants stronger.

    Parameters
    ----------
    institutions, ties
        Tables `Institutions` and `Ties` of one year.

    Returns
    -------
        Rows: source, target, intensity, wanted [0-4], more [levels, wanted less intensity, above 0], both: whether the other wants more
        of it too; the greatest difference first. A tie of which one of the two numbers is not told is left out.
    """
    present, wished = own_reports(institutions, ties), own_reports(institutions, ties, "wanted")
    ids, now, then = list(present.index), present.to_numpy(), wished.to_numpy()
    more = then > now  # false where one of the two is not told
    rows = [
        (ids[one], ids[other], int(now[one, other]), int(then[one, other]), int(then[one, other] - now[one, other]), bool(more[other, one]))
        for one, other in np.argwhere(more)
    ]
    table = pd.DataFrame(rows, columns=["source", "target", "intensity", "wanted", "more", "both"])
    return table.sort_values(["more", "both"], ascending=[False, False], kind="stable", ignore_index=True)


def barriers(ties: pd.DataFrame) -> pd.Series:
    """
    Count the institutions that name each barrier.

    Parameters
    ----------
    ties
        Table `Ties` of one year.

    Returns
    -------
        Reporters by code of `scales.BARRIERS`, the most frequent first; an institution counts once for each barrier.
    """
    told = ties[ties["barrier"].ne("")].drop_duplicates(["reporter", "barrier"])
    counts = told.groupby("barrier").size().rename("institutions")
    return counts.sort_index().sort_values(ascending=False, kind="stable")

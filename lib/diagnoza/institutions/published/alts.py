"""Text alternatives of the figures of the chapter, built from what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.charts import fitting
from diagnoza.institutions.published import select, texts

if TYPE_CHECKING:
    from diagnoza.institutions.published.select import Case


def alt_matrix(case: Case) -> str:
    """
    Describe the matrix by the needed ties that are missing.

    Parameters
    ----------
    case
        The partnership.
    """
    names = select.labels(case.institutions)
    missing = select.needed(case, ("missing",)).to_dict("records")
    intro = f"Macierz: kto z kim współpracuje, natężenie od 0 do 4, {texts.institutions(len(names))}"
    if not missing:
        return f"{intro}; żadna potrzebna relacja nie jest oznaczona jako brakująca."
    return fitting(f"{intro}. Brakuje potrzebnych relacji:", [f"{names[row['first']]} – {names[row['second']]}" for row in missing])


def alt_network(case: Case) -> str:
    """
    Describe the network by its strongest ties.

    Parameters
    ----------
    case
        The partnership.
    """
    names, pairs = select.labels(case.institutions), case.cooperation_pairs
    both = int(pairs["status"].eq("confirmed").sum())
    best = pairs[["first_says", "second_says"]].max(axis=1)
    rows = pairs.loc[best.sort_values(ascending=False, kind="stable").index].to_dict("records")
    intro = f"Rysunek sieci: {texts.institutions(len(names))}, {texts.pairs(len(pairs))}, z tego potwierdzone: {polish.number(both)}."
    return fitting(f"{intro} Najsilniejsze:", [f"{names[row['first']]} – {names[row['second']]}" for row in rows])

"""What the inventory does not say: the limit of all that rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.synthesis.lines.inventory_told import finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding


def completeness(made: Mapping[str, pd.DataFrame], about: About) -> list[Finding]:
    """
    Tell what the inventory does not say: a limit of all that rests on it.

    Parameters
    ----------
    made
        Stored tables; `completeness` and `inventory` are read.
    about
        Whose synthesis it is.
    """
    table = made.get("completeness")
    if table is None or table.empty:
        return []
    own = table[table["teryt"].isin(about.names.index)]
    listed = own.groupby(["service", "teryt"])["cells"].sum()
    absent, pairs = int(listed.eq(0).sum()), len(listed)
    cells, lacking = int(table["cells"].sum()), int((table["cells"] - table["known"]).sum())
    if not absent + lacking:
        return []
    sentence, plain = _say_lacking((absent, pairs), (lacking, cells))
    return [
        finding(
            made,
            "completeness",
            None,
            kind="need",
            certainty="measured",
            sentence=sentence,
            plain=plain,
            keys=("fig-services-completeness",),
            tables=("completeness", "inventory"),
            sources=("delivery:inventory",),
            weight=absent / pairs if pairs else 0.0,
            art10e_point=3,
            value=float(lacking),
            unit="komórki",
            n=cells,
        )
    ]


def _say_lacking(pairs: tuple[int, int], cells: tuple[int, int]) -> tuple[str, str]:
    """Tell how many there are without a word, and without a figure; each with all that there could be."""
    (absent, of_pairs), (lacking, of_cells) = pairs, cells
    told = [f"o {absent} z {polish.counted(of_pairs, 'pary', 'par', 'par')} gmina–usługa nie mówi nic"] if absent else []
    if lacking:
        told.append(f"w {lacking} z {polish.counted(of_cells, 'komórki', 'komórek', 'komórek')} brak w niej danych")
    missing = " W części miejsc gminy nie podały liczb." if lacking else ""
    nothing = " O części usług niektóre gminy nic nie napisały." if absent else ""
    sentence = f"Inwentaryzacja usług jest niepełna: {'; '.join(told)}. Brak danych to nie zero."
    return sentence, f"Gminy spisały swoje usługi. Ten spis nie jest pełny.{nothing}{missing} Nie wiemy wszystkiego."

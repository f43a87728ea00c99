"""How the municipalities of a partnership are called wherever they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish

if TYPE_CHECKING:
    import pandas as pd

TOWNS = ("miejska", "miasto na prawach powiatu")


def municipal_names(partners: pd.DataFrame) -> pd.Series:
    """
    Name the municipalities of a partnership; powiats are left out.

    Parameters
    ----------
    partners
        Table `Partners`.

    Returns
    -------
    pd.Series
        Name of each municipality, by code, in Polish alphabetical order. Those of one name are told apart: "m. Bolesławiec" the town,
        "gm. Bolesławiec" the rural municipality around it; if need be also by their powiat.
    """
    municipal = partners[partners["role"].ne("provider")].set_index("teryt")
    names, kind = municipal["name"], municipal["type"].isin(TOWNS).map({True: "m. ", False: "gm. "})
    names = names.mask(names.duplicated(keep=False), kind + names)
    names = names.mask(names.duplicated(keep=False), names + ", " + municipal["powiat"])
    return names.loc[sorted(names.index, key=lambda code: polish.collation_key(str(names[code])))]

"""How even it is what two municipalities do for each other's residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diagnoza.flows.settlement import KNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

COLUMNS = ["year", "first", "second", "first_uses", "second_uses", "over_services", "within_services", "services", "left_out"]


def mutual_benefit(settled: pd.DataFrame, municipalities: Sequence[str]) -> pd.DataFrame:
    r"""
    Set what each municipality uses of the other against what it gives.

    Parameters
    ----------
    settled
        Result of `diagnoza.flows.settlement.settle`; its rows of single services count, on whatever basis.
    municipalities
        Codes; a powiat has no residents, so nothing is mutual with it.

    Returns
    -------
        Table `MutualBenefit`: a row per year and pair with flows between them. A service counts only if it is known both ways. The
        indices are missing where nothing is used either way.

    Notes
    -----
    :math:`1 - |X_{ij} - X_{ji}| / (X_{ij} + X_{ji})` of the value of use, cost less fee and grant: of the sums over services, and netted
    within services, :math:`1 - \sum_s |X^s_{ij} - X^s_{ji}| / \sum_s (X^s_{ij} + X^s_{ji})`, which is never more. 1: as much one way as
    the other, 0: one way only. The value is no money due.

    References
    ----------
    Grubel, H. G., Lloyd, P. J. (1975). Intra-industry trade. Macmillan. Its use for public services is our own.
    """
    rows = settled[settled["service"].ne("") & settled["payer"].isin(municipalities) & settled["payee"].isin(municipalities)]
    forward = rows["payer"] < rows["payee"]
    rows = rows.assign(
        first=rows["payer"].where(forward, rows["payee"]),
        second=rows["payee"].where(forward, rows["payer"]),
        first_uses=rows["amount"].where(forward, 0.0),
        second_uses=rows["amount"].where(~forward, 0.0),
        known=rows["status"].isin(KNOWN),
    )
    pair = ["year", "first", "second"]
    by_service = rows.groupby([*pair, "service"]).agg({"first_uses": "sum", "second_uses": "sum", "known": "all"}).reset_index()
    known, uses = by_service["known"], by_service[["first_uses", "second_uses"]]
    apart = (uses["first_uses"] - uses["second_uses"]).abs()
    table = by_service[pair].assign(**uses.where(known, 0.0), apart=apart.where(known, 0.0), services=known, left_out=~known)
    table = table.groupby(pair, as_index=False).sum()
    both = (table["first_uses"] + table["second_uses"]).replace(0.0, np.nan)
    over = 1 - (table["first_uses"] - table["second_uses"]).abs() / both
    return table.assign(over_services=over, within_services=1 - table["apart"] / both)[COLUMNS]

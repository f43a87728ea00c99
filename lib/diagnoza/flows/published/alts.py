"""Text alternatives of the charts of flows, built from the figures that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.charts import fitting
from diagnoza.flows.published import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diagnoza.flows.published.views import View


def alt_matrix(view: View) -> str:
    """
    Describe the matrix by its greatest numbers.

    Parameters
    ----------
    view
        A service.
    """
    rows = view.known[view.known["users"].gt(0)].sort_values(["users", "origin"], ascending=[False, True]).to_dict("records")
    parts = [f"{view.names[row['origin']]} – {view.names[row['destination']]} {polish.number(row['users'])}" for row in rows]
    return fitting(f"Tabela barwna, {view.label}: liczby osób według miejsca zamieszkania i korzystania, od największej:", parts)


def alt_map(rows: pd.DataFrame, view: View, *, bounded: bool) -> str:
    """
    Describe a map by its greatest flows.

    Parameters
    ----------
    rows, view
        Result of `maps.drawn`; the service.
    bounded
        Whether boundaries are drawn.
    """
    kind = "Mapa" if bounded else "Mapa schematyczna"
    parts = [
        f"{view.names[row['origin']]} – {view.names[row['destination']]} {polish.number(row['users'])}" for row in rows.to_dict("records")
    ]
    return fitting(f"{kind}, {view.label}: wstęgi od miejsca zamieszkania do miejsca korzystania, od największej:", parts)


def alt_balances(table: pd.DataFrame, view: View) -> str:
    """
    Describe balances, the greatest first.

    Parameters
    ----------
    table, view
        Result of `balances.balances`; the service.
    """
    parts = [
        f"{view.names[row['unit']]} {polish.number(row['net'], signed=True)}"
        for row in table.to_dict("records")
        if not polish.is_missing(row["net"]) and texts.comparable(row["flags"])
    ]
    intro = f"Wykres słupkowy, {view.label}: przyjeżdżający, wyjeżdżający i saldo"
    return fitting(f"{intro}, od największego:", parts) if parts else f"{intro}; żadnego salda nie można porównać."


def alt_survey(rows: pd.DataFrame, view: View) -> str:
    """
    Describe the estimated shares of those who use a service where they live.

    Parameters
    ----------
    rows, view
        Rows of `SurveyFlows` that are drawn; the service.
    """
    parts = [f"{view.names[row['origin']]} {texts.share(row | {'value': row['share']})}" for row in rows.to_dict("records")]
    return fitting(f"Wykres punktowy, {view.label}: szacunek z ankiety, jaka część korzysta na miejscu:", parts)


def alt_at_home(table: pd.DataFrame, views: Sequence[View]) -> str:
    """
    Describe services and municipalities, the lowest share first.

    Parameters
    ----------
    table, views
        Result of `across.at_home`; services.
    """
    labels = {view.service: view.label for view in views}
    rows = table.dropna(subset=["value"]).sort_values("value", kind="stable").to_dict("records")
    parts = [f"{views[0].names[row['unit']]}, {labels[row['service']]} {polish.percent(row['value'])}" for row in rows]
    intro = "Tabela barwna: jaka część mieszkańców korzysta z usługi na miejscu"
    return fitting(f"{intro}, od najmniejszej:", parts) if parts else f"{intro}; żadnej wartości nie można podać."

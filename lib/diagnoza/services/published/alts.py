"""Text alternatives of the charts of services, built from the figures that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.charts import fitting
from diagnoza.services.gap import KINDS, UNASSESSED
from diagnoza.services.ipa import QUADRANTS
from diagnoza.services.published.matrices import KNOWN
from diagnoza.services.published.select import of_all, short
from diagnoza.services.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def alt_completeness(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> str:
    """
    Describe the matrix of completeness: the services with fewest kinds of resources known.

    Parameters
    ----------
    table
        Table `Completeness`.
    names
        Name of the municipalities by code.
    labels
        Names of services.
    """
    own = table[table["teryt"].isin(list(names.index))]
    known = own["status"].isin(KNOWN).groupby(own["service"], sort=False).mean().sort_values(kind="stable")
    parts = [f"{short(labels[str(one)])} {polish.number(len(RESOURCES) * share, 1)}" for one, share in known.items()]
    return fitting(f"Tabela barwna: ile z {len(RESOURCES)} rodzajów zasobów ma dane, średnio w gminie, od najmniejszej liczby:", parts)


def alt_kinds(kinds: pd.DataFrame) -> str:
    """
    Describe the table of kinds of gaps by how many cells have which.

    Parameters
    ----------
    kinds
        Result of `select.kinds`, the units that are shown.
    """
    counted = kinds["shown"].value_counts()
    parts = [f"{words} {counted[kind]}" for kind, words in KINDS.items() if kind in counted and kind != UNASSESSED]
    parts += [f"nie oceniono {counted[UNASSESSED]}"] if UNASSESSED in counted else []
    return fitting("Tabela rodzajów luki jakościowej według gmin i usług, liczba pól:", parts)


def alt_gaps(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Describe supply against met needs.

    Parameters
    ----------
    table
        Rows of `Gaps` that are shown.
    labels
        Names of services.
    """
    ordered = table.sort_values("needs_met", kind="stable").to_dict("records")
    parts = [f"{short(labels[row['service']])} {polish.number(row['supply'])} i {polish.number(row['needs_met'])}" for row in ordered]
    return fitting("Wykres punktowy zasobów (Z) i zaspokojenia potrzeb (N), od najniższego N:", parts)


def alt_needs(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Describe importance beside met needs.

    Parameters
    ----------
    table
        Rows of `Perception` that are shown.
    labels
        Names of services.
    """
    rows = table.dropna(subset=["importance", "needs_met"]).to_dict("records")
    parts = [f"{short(labels[row['service']])} {polish.number(row['importance'])} i {polish.number(row['needs_met'])}" for row in rows]
    intro = "Wykres punktowy ważności (I) i zaspokojenia potrzeb (N)"
    return fitting(f"{intro}:", parts) if parts else f"{intro}; za mało odpowiedzi, aby podać obie liczby."


def alt_priorities(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Describe priorities.

    Parameters
    ----------
    table
        Rows of `Priorities` that are shown.
    labels
        Names of services.
    """
    rows = of_all(table).to_dict("records")
    parts = [f"{short(labels[row['service']])} {polish.number(row['value'], 1)} (grupa {int(row['tie'])})" for row in rows]
    return fitting("Wykres punktowy priorytetów z przedziałami:", parts)


def alt_ipa(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Describe importance against satisfaction by the quadrants.

    Parameters
    ----------
    table
        Rows of `Ipa` that are shown.
    labels
        Names of services.
    """
    parts = [
        f"{words}: {', '.join(short(labels[one]) for one in table.loc[table['quadrant'].eq(code), 'service'])}"
        for code, words in QUADRANTS.items()
        if table["quadrant"].eq(code).any()
    ]
    return fitting("Wykres punktowy ważności i zadowolenia; ćwiartki według średnich –", parts)

"""Public figures: what each is, and the small tables of them that come with the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza import tables
from diagnoza.delivery import read_csv

if TYPE_CHECKING:
    from pathlib import Path

OWN_FILES = {
    "figures": "figures.csv",
    "seats": "seats.csv",
    "distributions": "distributions.csv",
    "sources": "sources.csv",
    "units": "register.csv",
}


@dataclass(frozen=True)
class Figure:
    """
    One public figure as it is published.

    Attributes
    ----------
    id, name, unit
        Identifier; Polish name and unit as the report prints them.
    adds_up
        Whether the figure of a powiat is the sum over its municipalities.
    """

    id: str
    name: str
    unit: str
    adds_up: bool = True


FIGURES = {
    figure.id: figure
    for figure in (
        Figure("population", "Ludność (31 grudnia)", "osoby"),
        Figure("pre_working", "Ludność w wieku przedprodukcyjnym (31 grudnia)", "osoby"),
        Figure("working", "Ludność w wieku produkcyjnym (31 grudnia)", "osoby"),
        Figure("post_working", "Ludność w wieku poprodukcyjnym (31 grudnia)", "osoby"),
        Figure("area_ha", "Powierzchnia (1 stycznia następnego roku)", "ha"),
        Figure("own_revenue", "Dochody własne budżetu gminy", "zł", adds_up=False),
        Figure("unemployed", "Bezrobotni zarejestrowani (31 grudnia)", "osoby"),
        Figure("migration_in", "Zameldowania na pobyt stały", "osoby", adds_up=False),
        Figure("migration_out", "Wymeldowania z pobytu stałego", "osoby", adds_up=False),
        Figure("migration_balance", "Saldo migracji na pobyt stały", "osoby"),
        Figure("pupils_per_teacher", "Uczniowie na nauczyciela w szkołach podstawowych", "uczniowie", adds_up=False),
        Figure("distance_to_city", "Odległość do najbliższego miasta na prawach powiatu", "km", adds_up=False),
    )
}


@dataclass(frozen=True)
class Reference:
    """
    Public figures, however they were delivered.

    Attributes
    ----------
    units, figures, seats, sources
        Tables as declared in `diagnoza.tables`.
    distributions
        The national distributions that come with the project; None where they are computed from national tables.
    boundaries
        Folder with boundaries, or None.
    audit
        What became of the rows of each file.
    """

    units: pd.DataFrame
    figures: pd.DataFrame
    seats: pd.DataFrame
    sources: pd.DataFrame
    distributions: pd.DataFrame | None
    boundaries: Path | None
    audit: pd.DataFrame


def read_own(folder: Path) -> Reference:
    """
    Read the small tables that come with the project.

    Parameters
    ----------
    folder
        ``data/raw/reference``.

    Raises
    ------
    SchemaError
        If a table does not keep its declaration.
    """
    read = {name: read_table(folder, name) for name in OWN_FILES}
    audit = pd.DataFrame([{"file": OWN_FILES[name], "outcome": "kept", "reason": "", "rows": len(table)} for name, table in read.items()])
    return Reference(**read, boundaries=None, audit=tables.check(audit, "audit", file="audit"))


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """
    Read one of the small tables.

    Parameters
    ----------
    folder
        ``data/raw/reference``.
    name
        A key of `OWN_FILES`.

    Returns
    -------
    pd.DataFrame
        The table, checked against its declaration.

    Raises
    ------
    SchemaError
        If it does not keep its declaration.
    """
    return tables.check(read_csv(folder / OWN_FILES[name]), name, file=OWN_FILES[name])

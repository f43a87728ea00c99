"""What every line of evidence hands over: items for the table of evidence, and findings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.catalogue import Service
    from diagnoza.partnership import Partnership

FIELD_DIMENSIONS = {
    "edukacja": "S",
    "kultura": "S",
    "sprawy_spoleczne": "S",
    "transport": "P",
    "zdrowie": "S",
    "sport": "S",
    "administracja": "S",
    "srodowisko": "P",
    "bezpieczenstwo": "S",
    "gospodarka": "G",
    "mieszkalnictwo": "P",
    "turystyka": "G",
}
"""Dimension that a field belongs to: our own choice (A28)."""


@dataclass(frozen=True)
class About:
    """
    Whose synthesis it is.

    Attributes
    ----------
    partnership
        Loaded params.
    names
        Name by code of the municipalities, in Polish order; not of powiats.
    services
        Services by id, each with its Polish label and field.
    """

    partnership: Partnership
    names: pd.Series
    services: Mapping[str, Service]


@dataclass(frozen=True)
class Item:
    """One thing that a line of evidence says of a field; attributes as the columns of `diagnoza.tables.synthesis.Evidence`."""

    field: str
    line: str
    item: str
    state: str
    statement: str
    key: str
    tables: tuple[str, ...]
    sources: tuple[str, ...]
    value: float = math.nan
    unit: str = ""
    n: int | None = None
    date: str = ""


@dataclass(frozen=True)
class Finding:
    """
    One conclusion; attributes as the columns of `diagnoza.tables.synthesis.Findings`.

    `certainty` tells what its own line is worth: "measured" (official or complete counts), "estimated" (answers of many), "told" (few
    people, documents). Strength and origin are added when all lines are together.
    """

    finding: str
    chapter: str
    line: str
    dimension: str
    kind: str
    sentence: str
    plain: str
    keys: tuple[str, ...]
    tables: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: str
    weight: float
    field: str = ""
    swot: str = ""
    art10e_point: int | None = None
    units: tuple[str, ...] = ()
    value: float = math.nan
    unit: str = ""
    n: int | None = None
    date: str = ""

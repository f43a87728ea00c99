"""Small networks of institutions that a reader can count: lists, ties and files of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.catalogue import Scope
from diagnoza.institutions.method import Method, read_method
from diagnoza.institutions.network import answered
from diagnoza.tables.institutions import Ties
from diagnoza.teryt import Register, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[1]
RURAL, TOWN = "9901012", "9901021"
REGISTERED = Register(
    (
        Unit("9901", "powiat próbny", "powiat", "", "próbne"),
        Unit(RURAL, "Dolina", "wiejska", "powiat próbny", "próbne"),
        Unit(TOWN, "Gród", "miejska", "powiat próbny", "próbne"),
    )
)
ONE = Scope((RURAL,), REGISTERED, {})
TWO = Scope((RURAL, TOWN), REGISTERED, {})
LIST_HEADS = ["id", "name", "type", "level", "sector", "teryt", "one_person", "responded"]
TIE_HEADS = ["from", "to", "field", "intensity", "formal", "reported_by", "wanted_intensity", "barrier", "year"]


@cache
def method() -> Method:
    """Read the editable tables of the project."""
    return read_method(ROOT)


def listed(*names: str, silent: Iterable[str] = (), alone: Iterable[str] = (), **columns: Any) -> pd.DataFrame:
    """List institutions by name; all of one sector and level unless told otherwise."""
    quiet, single = set(silent), set(alone)
    table = pd.DataFrame({"institution": list(names), "name": [f"Instytucja {name}" for name in names]})
    given = {"kind": "other", "level": "gmina", "sector": "social", "teryt": ""} | columns
    table = table.assign(**given)
    return table.assign(one_person=[int(name in single) for name in names], responded=[int(name not in quiet) for name in names])


def tie(pair: str, intensity: int | None = 2, **more: Any) -> dict[str, Any]:
    """Report a tie "ab" from a to b, by a unless told otherwise."""
    source, target = pair.split() if " " in pair else (pair[0], pair[1])
    told = {"field": "", "reporter": source, "year": 2021, "wanted": None, "formal": None, "barrier": ""}
    return {"source": source, "target": target, "intensity": intensity} | told | more


def tied(*rows: dict[str, Any]) -> pd.DataFrame:
    """Give reports the form of the table `Ties`."""
    table = pd.DataFrame(list(rows), columns=list(Ties.to_schema().columns))
    table = table.astype(dict.fromkeys(("year", "intensity", "wanted", "formal"), "Int64"))
    return pd.DataFrame(Ties.validate(table))


def network(names: str, pairs: Sequence[str], **options: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give a network of institutions a, b, c … and ties "ab"."""
    ties = tied(*(tie(pair) for pair in pairs))
    return answered(listed(*names, **options), ties), ties

"""What items and findings of the inventory share: its rows of the whole partnership, its sources, its year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.synthesis.base import FIELD_DIMENSIONS, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.catalogue import Service
    from diagnoza.synthesis.base import About

RESIDENTS = "residents"
INVENTORY, COMPARISON = "delivery:inventory", "delivery:comparison"


def delivered(made: Mapping[str, pd.DataFrame]) -> bool:
    """
    Tell whether there is an inventory.

    Parameters
    ----------
    made
        Stored tables.
    """
    return len(made.get("inventory", ())) > 0


def of_partnership(table: pd.DataFrame, about: About) -> list[dict[Any, Any]]:
    """
    List the rows of the whole partnership, of known services, in an order that does not depend on that of the table.

    Parameters
    ----------
    table, about
        With `teryt` and `service`; whose synthesis it is.
    """
    rows = table[table["teryt"].eq(PARTNERSHIP) & table["service"].isin(list(about.services))]
    return rows.sort_values("service").to_dict("records")


def sources(made: Mapping[str, pd.DataFrame], *, residents: bool = True, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """
    List what a figure rests on: the inventory, values for comparison where they were delivered, residents' surveys.

    Parameters
    ----------
    made
        Stored tables.
    residents
        Whether answers of residents are behind it.
    more
        Further sources, named where they were delivered.
    """
    listed = made.get("sources")
    known = set() if listed is None else set(listed["source"])
    surveys = made.get("surveys")
    asked: list[str] = [] if surveys is None or not residents else list(surveys.loc[surveys["group"].eq(RESIDENTS), "survey"])
    return (INVENTORY, *(one for one in (COMPARISON, *more) if one in known), *sorted(f"survey:{one}" for one in asked))


def newest_year(made: Mapping[str, pd.DataFrame]) -> str:
    """
    Give the newest year of the inventory.

    Parameters
    ----------
    made
        Stored tables.
    """
    return str(int(made["inventory"]["year"].max()))


def finding(made: Mapping[str, pd.DataFrame], name: str, service: Service | None, **rest: Any) -> Finding:
    """
    Put a finding of the inventory together.

    Parameters
    ----------
    made, name, service
        Stored tables; what the finding is called after its line; the service it is about, None: of no one.
    rest
        The other attributes; what rests on answers of residents as well is estimated.
    """
    field = str(rest.pop("field", service.field if service else ""))
    common: dict[str, Any] = {"chapter": "04-services", "line": "inventory", "certainty": "estimated", "sources": sources(made)}
    common |= {"field": field, "dimension": FIELD_DIMENSIONS.get(field, "S"), "date": newest_year(made)}
    return Finding(finding=f"inventory-{name}".replace("_", "-"), **(common | rest))

"""From the tables of all rooms to what they say together; made last of all, from what is stored and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import tables
from diagnoza.catalogue import read_services
from diagnoza.partners.names import municipal_names
from diagnoza.surveys.codebook import BANK
from diagnoza.synthesis import blind_spots, conclusions, crossing, evidence, strength
from diagnoza.synthesis.base import About
from diagnoza.synthesis.collect import collect
from diagnoza.synthesis.recommendations.recommend import recommend

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from diagnoza.partnership import Partnership


def tabulate(partnership: Partnership, root: Path, made: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """
    Gather evidence, findings and recommendations.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.
    made
        All tables that are going to be stored, by name.

    Returns
    -------
        The tables of `diagnoza.tables.synthesis`, each held against its declaration.

    Raises
    ------
    SchemaError
        If a table does not keep its declaration.
    """
    bank = root / "params" / "questionnaires" / BANK
    about = About(partnership, municipal_names(made["partners"]), read_services(bank) if bank.is_file() else {})  # no bank, no service
    stored = {name: _checked(table, name, partnership.id) for name, table in made.items()}
    items, findings = collect(stored, about)
    found = _checked(evidence.table_of(items, stored["sources"]), "evidence", partnership.id)
    goals = stored.get("goal_fields")
    status = crossing.crossed(strength.of_fields(found), goals)
    spots = blind_spots.findings(found, status, goals)
    together = {
        "evidence": found,
        "evidence_lines": evidence.by_line(found, stored, about),
        "field_status": status,
        "findings": conclusions.table_of(findings, found, stored["sources"], settled=spots),
    }
    together = {name: _checked(table, name, partnership.id) for name, table in together.items()}
    recommendations, gains = recommend(stored | together, together["findings"], about)
    return together | {"recommendations": recommendations, "gains": gains}


def _checked(table: pd.DataFrame, name: str, partnership: str) -> pd.DataFrame:
    """Give a table as it is stored."""
    return tables.check(table.reset_index(drop=True), name, file=f"{partnership}/{name}")

"""Small surveys and inventories of services that can be added up by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.services.gap import gaps
from diagnoza.services.perception import perceive, publish
from diagnoza.services.priority import priorities
from diagnoza.survey_params import Minimum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.services.perception import Perceived
    from diagnoza.tables.base import Table

NO_DATA = "brak danych o podaży"
A, B, C = "0801022", "0801032", "0801042"
PEOPLE = pd.Series({A: 3000, B: 1000})
MINIMUM = Minimum()

Answer = tuple[int, str, float, float, str]
"""How many people of which municipality said how important it is, how satisfied they are, and whether they use it."""


def ratings(service: str, answers: Iterable[Answer]) -> pd.DataFrame:
    rows = [answer[1:] for answer in answers for _ in range(answer[0])]
    table = pd.DataFrame(rows, columns=["teryt", "importance", "satisfaction", "use"]).assign(service=service, weight=1.0)
    number = table.groupby("teryt").cumcount().astype(str)
    return table.assign(respondent=table["teryt"] + "-" + number)


def random_ratings(
    seed: int, units: tuple[str, ...] = (A, B, C), services: tuple[str, ...] = ("bus", "library", "rail"), n: int = 60
) -> pd.DataFrame:
    """Make a survey with answers of all kinds, unequal weights, and people of unknown municipality."""
    random = np.random.default_rng(seed)
    people = pd.DataFrame({"teryt": [*np.repeat(units, n), *[""] * 5]})
    people = people.assign(respondent=people.index.astype(str), weight=random.uniform(0.3, 3, len(people)))
    table = people.merge(pd.Series(services, name="service"), how="cross")
    scale = np.array([1, 2, 3, 4, 5, np.nan])
    return table.assign(
        importance=random.choice(scale, len(table)),
        satisfaction=random.choice(scale, len(table)),
        use=random.choice(["regularly", "sometimes", "unmet", "not_needed", ""], len(table), p=[0.4, 0.25, 0.2, 0.1, 0.05]),
    )


def supply(scores: dict[tuple[str, str], float], width: float = 0.0) -> pd.DataFrame:
    keys = pd.DataFrame(list(scores), columns=["teryt", "service"])
    values = pd.Series(list(scores.values()), dtype=float)
    return keys.assign(basis=NO_DATA, score=values, low=(values - width).clip(0), high=(values + width).clip(upper=100))


def assess(
    table: pd.DataFrame, scores: pd.DataFrame, people: pd.Series = PEOPLE
) -> tuple[Perceived, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Go from answers and supply to gaps and priorities."""
    perceived = perceive(table)
    perception = publish(perceived, MINIMUM)
    found = gaps(perception, scores, people)
    return perceived, perception, found, priorities(perceived, perception, found)


def row(table: pd.DataFrame, **keys: str) -> pd.Series:
    """Give the one row with these keys."""
    rows = table[(table[list(keys)] == pd.Series(keys)).all(axis=1)]
    assert len(rows) == 1
    return rows.iloc[0]


def keeps(table: pd.DataFrame, declaration: type[Table]) -> pd.DataFrame:
    """Hold a table against its declaration."""
    checked = declaration.validate(table, lazy=True)
    assert list(checked.columns) == list(declaration.to_schema().columns)
    return checked

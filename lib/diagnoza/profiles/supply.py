"""The services of a municipality: what there is, how far needs are met, the quality gap, its priority, and what could help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.pieces import Said, Tabulated
from diagnoza.profiles.only import of_unit, without
from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.services.gap import ORGANISATION, RESOURCE
from diagnoza.services.published import select, studies, words

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.case import Case
    from diagnoza.pieces import Piece

SERVICES, EACH = 3, 3
"""Services for which a profile names remedies, and remedies of each; the report has all of them."""
NOT_STUDIED = "W inwentaryzacji nie ma usług tej gminy, dlatego luki jakościowej nie określono."
NO_REMEDIES = "W usługach tej gminy nie stwierdzono luki jakościowej, dla której dane wskazywałyby, co mogłoby pomóc."


def show(case: Case, teryt: str) -> list[Piece]:
    """
    Show the quality gap of each service with its priority, and remedies of the most pressing gaps.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If there is no inventory, or nothing of this municipality in it.
    """
    gaps = of_unit(case.gaps, teryt if len(case.names) > 1 else PARTNERSHIP)
    if gaps.empty:
        raise NotApplicable(NOT_STUDIED)
    labels, kinds = case.service_labels, select.kinds(gaps, case.remedies)
    grid = without(studies.gap_grid(case, kinds, select.in_order(gaps["service"], labels)), "Gmina")
    title, n = "Zasoby, zaspokojenie potrzeb i luka jakościowa usług", words.services(gaps["service"].nunique())
    remedies = Said(say_remedies(of_unit(case.remedies, teryt), labels))
    return [Tabulated(grid, "m-services", title, select.both(case), n), remedies]


def say_remedies(remedies: pd.DataFrame, labels: dict[str, str]) -> str:
    """
    List the remedies of the main causes, those of the most pressing services first.

    Parameters
    ----------
    remedies
        Rows of `Remedies` of one municipality.
    labels
        Names of services.
    """
    main = remedies[remedies["main"] & remedies["kind"].isin([ORGANISATION, RESOURCE])]
    urgent = main.sort_values("value", ascending=False, kind="stable").drop_duplicates(["service", "text"])
    lines = [
        f"- {polish.upper_first(labels[str(service)])}: {'; '.join(some['text'].head(EACH))}."
        for service, some in urgent.groupby("service", sort=False)
    ][:SERVICES]
    if not lines:
        return NO_REMEDIES
    return "\n".join(["Co mogłoby pomóc, od luki o najwyższym priorytecie (wszystkie propozycje zawiera raport):\n", *lines])

"""What would help: remedies by the kind of gap and its cause."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from diagnoza.services.causes import TRAINABLE, assessed
from diagnoza.services.gap import ORGANISATION, RESOURCE, STRENGTH, VERIFY

TYPES = {
    "training": "szkolenie",
    "procedure": "procedura",
    "information": "informacja",
    "investment": "inwestycja",
    "shared_service": "wspólna usługa",
    "cooperation": "współpraca",
    "check": "sprawdzenie",
    "good_practice": "wymiana doświadczeń",
}
COLUMNS = ["teryt", "service", "kind", "cause", "main", "type", "text", "value", "level"]


class Remedy(NamedTuple):
    """A type of remedy and what it means here, in Polish."""

    type: str
    text: str


BY_CAUSE = {
    "organisation": (
        Remedy("procedure", "zmiana organizacji pracy: godziny, zapisy, kolejność obsługi"),
        Remedy("training", "szkolenie z organizacji usługi"),
    ),
    "competence": (Remedy("training", "szkolenie podnoszące jakość usługi"), Remedy("procedure", "standard jakości usługi")),
    "information": (
        Remedy("information", "informowanie mieszkańców o usłudze i zasadach korzystania"),
        Remedy("training", "szkolenie z komunikacji z mieszkańcami"),
    ),
    "institutional": (
        Remedy("shared_service", "usługa prowadzona wspólnie z partnerami"),
        Remedy("cooperation", "porozumienie z partnerem albo zlecenie organizacji pozarządowej"),
    ),
    "staff": (
        Remedy("shared_service", "wspólne zatrudnienie specjalistów przez partnerów"),
        Remedy("cooperation", "wymiana kadr między partnerami"),
    ),
    "financial": (
        Remedy("shared_service", "wspólny zakup albo wspólne prowadzenie usługi, aby obniżyć koszt"),
        Remedy("cooperation", "wspólny wniosek o dofinansowanie"),
    ),
    "legal": (Remedy("procedure", "uchwała, regulamin albo porozumienie, którego brakuje"),),
    "technological": (Remedy("investment", "zakup wyposażenia lub oprogramowania"), Remedy("shared_service", "wspólny system partnerów")),
    "infrastructural": (
        Remedy("investment", "budowa, remont, zakup pojazdów albo poprawa dostępności"),
        Remedy("shared_service", "korzystanie z obiektów lub pojazdów partnerów"),
    ),
    "other": (Remedy("check", "ustalenie, czego dokładnie brakuje"),),
}
BY_KIND = {
    STRENGTH: Remedy("good_practice", "przekazanie doświadczeń partnerom, którym tego brakuje"),
    VERIFY: Remedy("check", "rozmowa z mieszkańcami (wywiad grupowy): niskie oczekiwania czy koszt, który ponoszą gdzie indziej"),
    ORGANISATION: Remedy(
        "check", "zasoby są, a potrzeby nie są zaspokojone: przyczynę trzeba ustalić w rozmowach z mieszkańcami i pracownikami"
    ),
    RESOURCE: Remedy("check", "przyczyna nie wynika z zebranych danych: trzeba ją ustalić z gminą"),
}
"""Of strengths and doubtful cases always; of gaps where no cause was found."""


def remedies(found: pd.DataFrame, causes: pd.DataFrame) -> pd.DataFrame:
    """
    List remedies for every assessed service of every municipality.

    Parameters
    ----------
    found
        Result of `diagnoza.services.causes.cases`.
    causes
        Table `Causes`.

    Returns
    -------
        Table `Remedies`, the highest priority first. `main`: the cause is of the kind that the gap suggests, resources for a gap of
        resources, and organisation, competence or information for the other.

    Notes
    -----
    A remedy follows from the cause, not from the gap: training from causes in organisation, competence and information only, investments
    and shared services from those in resources.
    """
    known = assessed(found)
    pairs = causes[["teryt", "service", "cause"]].drop_duplicates()
    table = known.merge(pairs, on=["teryt", "service"], how="left").fillna({"cause": ""})
    rows = [
        {**row, "main": (row["cause"] in TRAINABLE) == (row["kind"] == ORGANISATION), "type": remedy.type, "text": remedy.text}
        for row in table.to_dict("records")
        for remedy in (BY_CAUSE[row["cause"]] if row["cause"] else (BY_KIND[row["kind"]],))
    ]
    listed = pd.DataFrame(rows, columns=[*known.columns, "cause", "main", "type", "text"])
    listed["main"] = listed["main"].where(listed["cause"].ne(""), other=True).astype(bool)
    order = ["value", "teryt", "service", "main", "cause"]
    return listed.sort_values(order, ascending=[False, True, True, False, True], kind="stable", ignore_index=True)[COLUMNS]

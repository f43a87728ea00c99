"""The frame of what nobody said in the focus groups of Starachowice: who was there, what a statement and a code are."""

from __future__ import annotations

from dataclasses import dataclass

F1, F2 = "FGI 1", "FGI 2"
TALKS = {"IDI 1": "2020-09-08", "IDI 2": "2020-09-10", "IDI 3": "2020-09-15"}
OFFICE, POWIAT, POLICE, NGO, COOP, LEADERS = (
    "urząd i jednostki gminy",
    "instytucje powiatowe",
    "policja",
    "organizacje pozarządowe",
    "ekonomia społeczna",
    "lokalni liderzy i aktywiści",
)
PEOPLE = {  # invented; together 25, as many as really took part
    (F1, OFFICE): 5,
    (F1, POWIAT): 3,
    (F1, POLICE): 1,
    (F1, NGO): 3,
    (F2, OFFICE): 3,
    (F2, COOP): 1,
    (F2, NGO): 4,
    (F2, LEADERS): 5,
}
D, Z, G, W, C, M = "deficyt", "zasób", "gotowość", "problem własny", "oczekiwana zmiana", "możliwość współpracy"
EDU, KUL, SPO, TRA, ZDR, ADM, BEZ, GOS, MIE = (
    "edukacja",
    "kultura",
    "sprawy społeczne",
    "transport publiczny",
    "zdrowie",
    "administracja",
    "bezpieczeństwo",
    "gospodarka",
    "mieszkalnictwo",
)
LOCAL, STAFF, TECH, INST, MONEY = "infrastrukturalny", "osobowy", "technologiczny", "instytucjonalny", "finansowy"
Code = dict[str, str]


def code(category: str, about: str, strength: int, **more: str) -> Code:
    """Make a code of a statement; need or offer, amount, unit, condition and the like come by name."""
    return {"category": category, "field": about, "strength": str(strength), **more}


def thing(item: str, subject: str, resource: str, amount: str = "", unit: str = "") -> Code:
    """Say what is needed or offered."""
    return {"item": item, "subject": subject, "resource": resource, "amount": amount, "unit": unit}


@dataclass(frozen=True)
class Said:
    """A statement: where, by whom, in which turn of the talk, its words, the codes of each coder, and what may be done with it."""

    meeting: str
    sector: str
    turn: str
    text: str
    codes: tuple[Code, ...]
    second: tuple[Code, ...] | None = None
    agreed: tuple[Code, ...] | None = None
    quotable: str = "0"
    consent: str = ""
    hidden: str = ""


NOT_CODED = ({"category": "brak kodu", "field": "", "strength": ""},)
ROOMS, TALENT, RIDES, CARERS, COURSES = "N1", "N2", "N3", "N4", "N5"

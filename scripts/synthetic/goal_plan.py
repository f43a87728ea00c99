"""Documents that were never adopted: whose, from when to when, goals of which fields. Titles are kinds of documents only."""

from __future__ import annotations

from dataclasses import dataclass

from synthetic.goal_words import WORDS

CODED, SINGLE, OPEN = "two coders", "one coder", "two coders, not settled"


@dataclass(frozen=True)
class Plan:
    """
    A document as the file writes it.

    Attributes
    ----------
    partner, document, adopted, valid_to
        Cells of the file, in the form that this office uses.
    fields
        Fields of its goals, in the order of its pages, and after a colon which words of that field; "?" is a goal that nobody coded.
    coding
        By whom it was coded, and whether what they gave differently was settled.
    conflicts
        What people wrote about the goal at a place in `fields`.
    """

    partner: str
    document: str
    adopted: str
    valid_to: str
    fields: tuple[str, ...]
    coding: str = CODED
    conflicts: tuple[tuple[int, str], ...] = ()


EDU, KUL, SPO, TRA, ZDR, SPT, ADM, SRO, BEZ, GOS, MIE, TUR = WORDS
ROOMS, PUPILS, FAMILIES, GROUNDS, LAND = "edukacja:2", "edukacja:8", "sprawy_spoleczne:2", "sport:0", "gospodarka:0"
HALLS, MONUMENTS, KNOWLEDGE = "kultura:1", "kultura:2", "kultura:5"
TRADES, DOCTORS, HEALTHY, HOSPITAL, VIOLENCE, FLATS = (
    "edukacja:5",
    "zdrowie:0",
    "zdrowie:1",
    "zdrowie:2",
    "bezpieczenstwo:0",
    "mieszkalnictwo:1",
)
_LAKES = "Tereny nad jeziorem: gospodarka chce je zabudować, a program ochrony środowiska gminy Brzozie je chroni"
_SCHOOLS = "Każda gmina chce własnej nowej pracowni; uczniów wystarczy na jedną wspólną"

TOWN = (
    Plan("Jabłonowo Pomorskie", "Strategia rozwoju miasta i gminy 2016–2025", "30 marca 2016 r.", "2025",
         (EDU, ROOMS, GOS, SRO, KUL, GROUNDS, ADM), conflicts=((1, _SCHOOLS),)),
    Plan("Jabłonowo Pomorskie", "Strategia rozwiązywania problemów społecznych 2014–2020", "28.02.2014", "31.12.2020",
         (SPO, SPO, VIOLENCE, HEALTHY)),
    Plan("Jabłonowo Pomorskie", "Program rewitalizacji 2016–2023", "15.12.2016", "2023", (SPO, SPO, MIE, HALLS)),
    Plan("Jabłonowo Pomorskie", "Program ochrony środowiska 2018–2021", "29.06.2018", "31.12.2021 r.", (SRO, SRO)),
)  # fmt: skip
NEIGHBOURS = (
    Plan("Brzozie", "Strategia rozwoju gminy 2014–2020", "2014-09-26", "2020", (EDU, GOS, TUR, TRA, KUL, "?", SPO, ADM), OPEN),
    Plan("Brzozie", "Strategia rozwiązywania problemów społecznych 2018–2025", "2018-02-31", "2025", (SPO, SPO, HEALTHY)),
    Plan("Brzozie", "Program ochrony środowiska 2017–2024", "2017-11-30", "2024", (SRO, SRO, SRO)),
    Plan("Brzozie", "Lokalny program rewitalizacji", "2017-05-30", "", (SPT, HALLS, SPO)),
    Plan("Bobrowo", "Strategia rozwoju gminy 2021–2030", "2021-01-28", "2030", (EDU, LAND, SRO, TUR, SPO, SPT, GOS),
         conflicts=((1, _LAKES),)),
    Plan("Bobrowo", "Strategia rozwiązywania problemów społecznych 2016–2025", "2016-02-25", "2025", (SPO, SPO, VIOLENCE)),
    Plan("Bobrowo", "Program opieki nad zabytkami 2019–2022", "2019-04-24", "2022", (MONUMENTS, KNOWLEDGE)),
)  # fmt: skip
VILLAGE = (
    Plan("gm. Wąpielsk", "Strategia rozwoju gminy 2015–2022", "29.12.2015", "2022", (EDU, GOS, SRO, ADM, EDU), SINGLE),
    Plan("gm. Wąpielsk", "Strategia rozwiązywania problemów społecznych 2010–2018", "26.03.2010", "2018", (SPO, SPO), SINGLE),
    Plan("gm. Wąpielsk", "Program wspierania rodziny 2019–2021", "27.03.2019", "31.12.2021", (FAMILIES, "edukacja:3"), SINGLE),
    Plan("gm. Wąpielsk", "Program rewitalizacji", "30.11.2017", "bezterminowo", (MIE, "srodowisko:5"), SINGLE),
)
POWIAT = (
    Plan(
        "0402",
        "Strategia rozwoju powiatu 2016–2023",
        "2016-06-29",
        "2023-12-31",
        (DOCTORS, HOSPITAL, TRADES, PUPILS, "bezpieczenstwo:1", SPO, ADM),
    ),
    Plan("0402", "Program przeciwdziałania przemocy", "2018-10-30", "bezterminowo", (VIOLENCE,)),
    Plan("0402", "Plan rozwoju transportu zbiorowego 2014–2020", "2014-12-17", "2020-12-31", (TRA, TRA), OPEN),
)
UNION = (
    Plan("Bogdaniec", "Strategia rozwoju gminy 2011–2020", "24.02.2011", "2020", (EDU, KUL, GOS, SRO)),
    Plan("Bogdaniec", "Strategia rozwiązywania problemów społecznych 2008–2013", "30.01.2008", "31.12.2013", (SPO, SPO)),
    Plan("Deszczno", "Strategia rozwoju gminy 2007–2013", "28.09.2007", "2013", (EDU, SPT, GOS)),
    Plan("Deszczno", "Plan odnowy miejscowości 2008–2012", "25.06.2008", "2012", (HALLS, SPT)),
    Plan("Kłodawa", "Strategia rozwoju gminy 2004–2012", "31.03.2004", "2012", (EDU, TRA, TUR, KUL), OPEN),
    Plan("Kłodawa", "Strategia rozwiązywania problemów społecznych 2010–2015", "27.10.2010", "2015", (SPO, HEALTHY)),
    Plan("Lubiszyn", "Strategia rozwoju gminy 2012–2020", "29.03.2012", "2020", (EDU, SPO, KUL, ADM)),
    Plan("Santok", "Strategia rozwoju gminy 2010–2020", "30.06.2010", "2020", (EDU, TUR, BEZ)),
    Plan("Santok", "Strategia rozwiązywania problemów społecznych", "25.11.2009", "", (SPO, SPO)),
)
CITY = (
    Plan("Gorzów Wielkopolski", "Strategia rozwoju miasta 2010–2020", "2010-09-29", "2020", (EDU, GOS, "transport:0", KUL, SRO, EDU),
         conflicts=((2, "Miasto chce linii do swojej granicy, a gminy – linii przez nią; koszt ma ponosić druga strona"),)),
    Plan("Gorzów Wielkopolski", "Strategia rozwiązywania problemów społecznych 2012–2020", "2012-01-25", "2020", (SPO, FLATS, SPO)),
)  # fmt: skip
REGION = (  # examples of how a list is filled in: no voivodeship wrote them
    ("P1", "Cel przykładowy: nauka i kultura dostępne blisko domu", (EDU, KUL), "S"),
    ("P2", "Cel przykładowy: dojazd bez samochodu", (TRA,), "P"),
    ("P3", "Cel przykładowy: zdrowie i opieka", (ZDR, SPO), "S"),
)

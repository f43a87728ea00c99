"""What the invented flows are made of: who uses which service where, what places have and what it costs. Nothing here was counted."""

from __future__ import annotations

from typing import NamedTuple

JABLONOWO, BRZOZIE, BOBROWO, WAPIELSK = "0402073", "0402042", "0402022", "0412062"
MEMBERS = (JABLONOWO, BRZOZIE, BOBROWO, WAPIELSK)
POWIAT = "0402"
NAMES = {JABLONOWO: "Jabłonowo Pomorskie", BRZOZIE: "Brzozie", BOBROWO: "Bobrowo", WAPIELSK: "Wąpielsk", POWIAT: "powiat brodnicki"}
TOWN, RURAL = "0402074", "0402075"
"""Parts of Jabłonowo Pomorskie, by which its office keeps its registers."""
TOWN_SHARE = 0.42
OUTSIDE = "spoza partnerstwa"


class Plan(NamedTuple):
    """
    A service: users per person of an age group, and the shares of them that go where.

    ``elsewhere`` names places outside as offices write them; ``visitors`` are users from outside by provider.
    """

    label: str
    of: str
    share: float
    to: dict[str, dict[str, float]]
    elsewhere: dict[str, dict[str, float]]
    visitors: dict[str, int]
    register: str


PLANS = {
    "kindergarten": Plan(
        "Przedszkole",
        "pre_working",
        0.165,
        {
            JABLONOWO: {JABLONOWO: 0.87, BOBROWO: 0.07},
            BRZOZIE: {BRZOZIE: 0.78, BOBROWO: 0.07},
            BOBROWO: {JABLONOWO: 0.19, BOBROWO: 0.56, WAPIELSK: 0.04},
            WAPIELSK: {BOBROWO: 0.15, WAPIELSK: 0.60},
        },
        {
            JABLONOWO: {"Grudziądz": 0.04, "Brodnica (miasto)": 0.02},
            BRZOZIE: {"Brodnica (miasto)": 0.15},
            BOBROWO: {"Brodnica (miasto)": 0.17, "0402032": 0.04},
            WAPIELSK: {"Rypin – miasto": 0.20, "Brodnica (miasto)": 0.05},
        },
        {JABLONOWO: 9, BRZOZIE: 7, BOBROWO: 11, WAPIELSK: 8},
        "SIO, stan na 30.09.2020",
    ),
    "secondary_school": Plan(
        "Szkoła ponadpodstawowa",
        "pre_working",
        0.22,
        {JABLONOWO: {POWIAT: 0.55}, BRZOZIE: {POWIAT: 0.82}, BOBROWO: {POWIAT: 0.84}, WAPIELSK: {POWIAT: 0.24}},
        {
            JABLONOWO: {"Grudziądz": 0.32, "Toruń": 0.13},
            BRZOZIE: {"Toruń": 0.07, "inny powiat": 0.11},
            BOBROWO: {"Toruń": 0.09, "Wąbrzeźno": 0.07},
            WAPIELSK: {"Rypin – miasto": 0.63, "Toruń": 0.13},
        },
        {POWIAT: 118},
        "SIO, stan na 30.09.2020",
    ),
    "library": Plan(
        "Biblioteka publiczna",
        "population",
        0.16,
        {
            JABLONOWO: {JABLONOWO: 0.90, BOBROWO: 0.01},
            BRZOZIE: {BRZOZIE: 0.84},
            BOBROWO: {JABLONOWO: 0.09, BOBROWO: 0.72},
            WAPIELSK: {BOBROWO: 0.02, WAPIELSK: 0.80},
        },
        {
            JABLONOWO: {"Grudziądz": 0.06, "Brodnica (miasto)": 0.03},
            BRZOZIE: {"Brodnica (miasto)": 0.16},
            BOBROWO: {"Brodnica (miasto)": 0.19},
            WAPIELSK: {"Rypin – miasto": 0.15, "Brodnica (miasto)": 0.03},
        },
        {JABLONOWO: 31, BRZOZIE: 12, BOBROWO: 18, WAPIELSK: 9},
        "karty biblioteczne",
    ),
    "senior_care": Plan(
        "Opieka nad osobami starszymi i niesamodzielnymi",
        "post_working",
        0.09,
        {
            JABLONOWO: {JABLONOWO: 0.84, POWIAT: 0.10},
            BRZOZIE: {BRZOZIE: 0.52, JABLONOWO: 0.04, POWIAT: 0.30},
            BOBROWO: {BOBROWO: 0.48, JABLONOWO: 0.26, POWIAT: 0.18},
            WAPIELSK: {WAPIELSK: 0.52, BOBROWO: 0.18, POWIAT: 0.14},
        },
        {JABLONOWO: {"Grudziądz": 0.06}, BRZOZIE: {"inna gmina": 0.14}, BOBROWO: {"inna gmina": 0.08}, WAPIELSK: {"Rypin – miasto": 0.16}},
        {JABLONOWO: 12, POWIAT: 41},
        "decyzje o przyznaniu usług",
    ),
}

DISPUTES = {
    ("kindergarten", BOBROWO, JABLONOWO): 1.45,  # registered in one municipality, living in another
    ("secondary_school", JABLONOWO, POWIAT): 1.16,  # counted on another day
    ("library", WAPIELSK, WAPIELSK): 0.85,  # cards that nobody used for a year
    ("senior_care", BOBROWO, JABLONOWO): 1.6,
}
"""What the municipality of residence reports, over what the provider reports, where the two will not agree."""
SILENT = ("library", BOBROWO)
"""The municipality that reported nothing about a service as the place of residence."""

HEADS_OF_LIST = ["Rok", "Usługa", "Gmina zamieszkania", "Korzysta w", "Liczba osób", "Strona", "Rodzaj danych", "Źródło"]
HEADS_OF_REGISTER = ["Nr ucznia", "Rok szkolny", "Gmina zamieszkania", "Organ prowadzący"]

CAPACITY = [
    ["Usługa", "Rok", "Jednostka", "Liczba miejsc", "Oczekujący"],
    ["Przedszkole", "2020", "Jabłonowo Pomorskie", "275", "24"],
    ["Przedszkole", "2020", "Brzozie", "150", "0"],
    ["Przedszkole", "2020", "Bobrowo", "90", "11"],
    ["Przedszkole", "2020", "Bobrowo", "75", "6"],  # the second kindergarten
    ["Przedszkole", "2020", "Wąpielsk", "75", "-"],
    ["Szkoła ponadpodstawowa", "2020/2021", "powiat brodnicki", "1 250", "0"],
    ["Biblioteka publiczna", "2020", "Jabłonowo Pomorskie", "bd", "bd"],
    ["senior_care", "2020", "Jabłonowo Pomorskie", "190", "17"],
    ["senior_care", "2020", "Brzozie", "35", "4"],
    ["senior_care", "2020", "Bobrowo", "75", "bd"],
    ["senior_care", "2020", "Wąpielsk", "45", "0"],
    ["senior_care", "2020", "0402", "140", "37"],
    ["Przedszkole", "2020", "Brodnica", "400", "0"],  # no partner
]
UNIT_COSTS = [
    ["Usługa", "Rok", "Jednostka", "Koszty stałe [tys. zł]", "Koszt zmienny", "Koszt na osobę", "Opłata", "Dotacja", "Uwagi"],
    ["Przedszkole", "2020", "Jabłonowo Pomorskie", "1 890,5", "4 350,00", "11 510,00", "620,00", "1 450,00", ""],
    ["Przedszkole", "2020", "Brzozie", "912", "4 700", "12 900", "540", "1 450", ""],
    ["Przedszkole", "2020", "Bobrowo", "1 105", "4 480", "12 130", "560", "1 450", ""],
    ["Przedszkole", "2020", "Wąpielsk", "698,4", "5 020", "14 620", "480", "1 450", "jeden oddział"],
    ["Szkoła ponadpodstawowa", "2020", "powiat brodnicki", "6 420", "3 100", "11 340", "0", "8 900", ""],
    ["Biblioteka publiczna", "2020", "Jabłonowo Pomorskie", "338", "24", "261", "0", "0", ""],
    ["Biblioteka publiczna", "2020", "Brzozie", "131", "22", "272", "0", "0", ""],
    ["Biblioteka publiczna", "2020", "Bobrowo", "196", "23", "283", "0", "0", ""],
    ["Biblioteka publiczna", "2020", "Wąpielsk", "142", "25", "301", "0", "0", ""],
    ["senior_care", "2020", "Jabłonowo Pomorskie", "690", "9 800", "13 980", "2 150", "0", ""],
    ["senior_care", "2020", "Brzozie", "171", "10 400", "16 050", "1 900", "0", ""],
    ["senior_care", "2020", "Bobrowo", "236", "10 150", "14 630", "2 020", "0", ""],
    ["senior_care", "2020", "Wąpielsk", "198", "10 600", "14 990", "bd", "0", ""],
    ["senior_care", "2020", "powiat brodnicki", "3 210", "14 900", "42 500", "19 800", "4 100", "dom pomocy"],
]
TRAVEL = [
    ["Skąd", "Dokąd", "Samochodem", "Komunikacją publiczną"],
    ["Jabłonowo Pomorskie", "Brzozie", "44 min", "bd"],
    ["Jabłonowo Pomorskie", "Bobrowo", "15", "34"],
    ["Jabłonowo Pomorskie", "Wąpielsk", "31", "95"],
    ["Jabłonowo Pomorskie", "powiat brodnicki", "26", "31"],
    ["Jabłonowo Pomorskie", "Grudziądz", "31", "33"],
    ["Brzozie", "Jabłonowo Pomorskie", "44", "bd"],
    ["Brzozie", "Bobrowo", "31", "88"],
    ["Brzozie", "Wąpielsk", "34", "110"],
    ["Brzozie", "powiat brodnicki", "20", "38"],
    ["Bobrowo", "Jabłonowo Pomorskie", "15", "34"],
    ["Bobrowo", "Brzozie", "31", "88"],
    ["Bobrowo", "Wąpielsk", "19", "62"],
    ["Bobrowo", "powiat brodnicki", "14", "27"],
    ["Wąpielsk", "Jabłonowo Pomorskie", "31", "95"],
    ["Wąpielsk", "Brzozie", "34", "110"],
    ["Wąpielsk", "Bobrowo", "19", "62"],
    ["Wąpielsk", "powiat brodnicki", "19", "41"],
]

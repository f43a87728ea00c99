"""The invented surveys: who answers when, on what, and what is wrong with their files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from synthetic.mess import Mess
from synthetic.places import (
    BOBROWO,
    BOGDANIEC,
    BRZOZIE,
    DESZCZNO,
    GORZOW,
    JABLONOWO,
    KLODAWA,
    LUBISZYN,
    SANTOK,
    STARACHOWICE,
    WAPIELSK,
)

if TYPE_CHECKING:
    from synthetic.people import Home


@dataclass(frozen=True)
class Fieldwork:
    """A survey: who answers, from which day for how many, how long it takes, and what is wrong with its files."""

    partnership: str
    questionnaire: str
    counts: dict[Home, int]
    begin: dt.date
    days: int
    minutes: float
    mess: Mess
    seed: int
    devices: tuple[str, ...] = field(default=("",))

    @property
    def respondents(self) -> int:
        """How many different people fill it in."""
        return sum(self.counts.values())

    @property
    def rows(self) -> int:
        """Rows that a delivery of all of it holds, empty ones left out."""
        return self.respondents + self.mess.added


ADDRESSES = tuple(f"{block}.{at}" for block in ("192.0.2", "198.51.100", "203.0.113") for at in range(1, 255))
"""Of the ranges kept for documentation: no device has them."""
MAILBOXES = tuple(f"osoba{at}@poczta.example" if at % 9 == 0 else "" for at in range(1, 900))
TABLETS = tuple(f"ee.kobotoolbox.org:{at * 40503 % 65536:04x}{at:08x}" for at in range(1, 400))

MG6_RESIDENTS = Fieldwork(
    "mg-6",
    "residents",
    {GORZOW: 224, KLODAWA: 128, DESZCZNO: 104, SANTOK: 74, BOGDANIEC: 62, LUBISZYN: 40},
    dt.date(2013, 3, 4),
    54,
    17,
    Mess(
        spelled=90,
        elsewhere=("Witnica", "koło Gorzowa", "Strzelce Krajeńskie"),
        doubled=9,
        tests=3,
        screened=6,
        broken_off=14,
        straight=8,
        numbers=(("household", "4 osoby"), ("household", "99"), ("children_0_18", "2 dzieci"), ("children_0_18", "dwoje")),
        invisible=12,
        personal=6,
        empty=4,
    ),
    seed=1,
    devices=MAILBOXES,
)
MG6_LEADERS = Fieldwork(
    "mg-6",
    "leaders",
    {GORZOW: 22, KLODAWA: 14, DESZCZNO: 13, SANTOK: 12, BOGDANIEC: 11, LUBISZYN: 9},
    dt.date(2013, 4, 8),
    24,
    25,
    Mess(spelled=6, personal=1),
    seed=9,
)
FIRST_EXPORT = dt.date(2013, 3, 17)
"""The first export of MG-6, CSV, ends with this day; the second, a workbook, holds everything again, and what came later."""
RENAMED = {"car": ("sometimes", "Nie zawsze, bo dzielimy go w rodzinie")}
"""An option whose label was changed after the first export."""

JABLONOWO_YOUTH = Fieldwork(
    "jablonowo",
    "youth",
    {JABLONOWO: 130, BRZOZIE: 55, BOBROWO: 82, WAPIELSK: 53},
    dt.date(2021, 1, 11),
    18,
    14,
    Mess(
        spelled=42,
        elsewhere=("Brodnica", "Rypin"),
        doubled=6,
        tests=2,
        screened=3,
        screened_age="30_44",
        broken_off=7,
        speeders=6,
        straight=7,
        numbers=(("commute_min", "17 minut"), ("commute_min", "ok. 30"), ("commute_min", "999"), ("commute_min", "pół godziny")),
        invisible=6,
        personal=3,
    ),
    seed=2,
)
JABLONOWO_RESIDENTS = Fieldwork(
    "jablonowo",
    "residents",
    {JABLONOWO: 186, BRZOZIE: 68, BOBROWO: 104, WAPIELSK: 72},
    dt.date(2021, 1, 4),
    28,
    18,
    Mess(
        spelled=64,
        elsewhere=("Brodnica", "Nowa Wieś"),
        doubled=7,
        tests=2,
        screened=4,
        broken_off=15,
        speeders=7,
        straight=6,
        numbers=(("household", "3 osoby"), ("household", "999"), ("children_0_18", "brak dzieci")),
        personal=5,
        empty=3,
    ),
    seed=3,
    devices=ADDRESSES,
)
JABLONOWO_LEADERS = Fieldwork(
    "jablonowo",
    "leaders",
    {JABLONOWO: 16, BRZOZIE: 10, BOBROWO: 12, WAPIELSK: 10},
    dt.date(2021, 1, 11),
    20,
    25,
    Mess(spelled=4, personal=1),
    seed=4,
)
STARACHOWICE_YOUTH = Fieldwork(
    "starachowice",
    "youth",
    {STARACHOWICE: 280},
    dt.date(2020, 9, 14),
    26,
    13,
    Mess(
        spelled=30,
        elsewhere=("Wąchock", "Brody", "Mirzec", "gm. Wąchock", "Pawłów", "Brody", "Mirzec"),
        doubled=5,
        tests=2,
        screened=2,
        screened_age="45_59",
        broken_off=6,
        speeders=5,
        straight=6,
        numbers=(("commute_min", "17 min"), ("commute_min", "600")),
        personal=3,
    ),
    seed=5,
    devices=TABLETS,
)
STARACHOWICE_ENTREPRENEURS = Fieldwork(
    "starachowice",
    "entrepreneurs",
    {STARACHOWICE: 150},
    dt.date(2020, 9, 14),
    33,
    11,
    Mess(
        spelled=20,
        elsewhere=("Skarżysko-Kamienna",),
        doubled=3,
        tests=2,
        broken_off=9,
        speeders=3,
        straight=3,
        numbers=(("years", "12 lat"), ("years", "1998"), ("years", "od 1995")),
        invisible=5,
        personal=2,
        empty=2,
    ),
    seed=6,
    devices=ADDRESSES,
)
STARACHOWICE_SENIORS = Fieldwork(
    "starachowice",
    "seniors",
    {STARACHOWICE: 260},
    dt.date(2020, 9, 7),
    33,
    30,
    Mess(spelled=22, elsewhere=("Wierzbnik",), doubled=3, screened=4, screened_age="45_59", broken_off=5, straight=4, personal=3, empty=5),
    seed=7,
)
REVIEWED = (MG6_RESIDENTS, JABLONOWO_YOUTH, JABLONOWO_RESIDENTS, STARACHOWICE_SENIORS)
"""The others show what a report proposes where nobody has read the answers."""

"""What the invented inventory is made of: typical resources of services, who provides them, practices. Nothing here was measured."""

from __future__ import annotations

from typing import NamedTuple

BETWEEN = "dane syntetyczne (wartości wymyślone)"

Indicator = tuple[str, str, str, float, str]
"""Kind of resource, name, unit, typical value (of tak/nie: the level from which it is tak), standard."""


class Plan(NamedTuple):
    """Typical resources of a service: places and staff per 1 000 of its target population, spending per person [zł], hours a week."""

    label: str
    field: str
    of: str
    share: float
    capacity: float
    staff: float
    spend: float
    hours: float
    indicators: tuple[Indicator, ...]


PLANS = {
    "kindergarten": Plan(
        "Przedszkole",
        "edukacja",
        "pre_working",
        0.17,
        820,
        95,
        7200,
        48,
        (
            ("osobowe", "Nauczyciele na 100 dzieci", "etatów na 100 dzieci", 8.5, ""),
            ("instytucjonalne", "Dzieci w oddziale", "osób na oddział", 22, "maks. 25"),
            ("technologiczne", "Zapisy przez internet", "tak/nie", 0.85, ""),
        ),
    ),
    "primary_school": Plan(
        "Szkoła podstawowa",
        "Edukacja",
        "pre_working",
        0.33,
        1150,
        88,
        9400,
        45,
        (
            ("osobowe", "Pedagodzy i psycholodzy na 1 000 uczniów", "etatów na 1 000 uczniów", 4.2, ""),
            ("infrastrukturalne", "Najdłuższa droga do szkoły bez dowozu (klasy I–IV)", "km", 2.6, "maks. 3"),
            ("technologiczne", "Komputery z internetem na 100 uczniów", "szt. na 100 uczniów", 12, ""),
            ("inne", "Zajęcia pozalekcyjne", "godz. tygodniowo", 30, ""),
        ),
    ),
    "secondary_school": Plan(
        "Szkoła ponadpodstawowa",
        "edukacja",
        "pre_working",
        0.17,
        1500,
        92,
        9900,
        45,
        (("osobowe", "Doradcy zawodowi", "etatów na 1 000 uczniów", 1.4, ""), ("technologiczne", "Pracownie zawodowe", "szt.", 0.5, "")),
    ),
    "culture_house": Plan(
        "Dom kultury, ośrodek kultury, świetlica",
        "kultura",
        "population",
        1,
        26,
        0.9,
        82,
        42,
        (
            ("osobowe", "Instruktorzy", "etatów na 1 000 mieszkańców", 0.5, ""),
            ("inne", "Stałe zajęcia", "szt.", 1.6, ""),
            ("technologiczne", "Profil w mediach społecznościowych", "tak/nie", 0.5, ""),
        ),
    ),
    "library": Plan(
        "Biblioteka publiczna",
        "kultura",
        "population",
        1,
        0,
        0.36,
        24,
        38,
        (
            ("instytucjonalne", "Biblioteki i filie", "szt.", 0.4, "min. 1"),
            ("osobowe", "Bibliotekarze", "etatów na 1 000 mieszkańców", 0.3, ""),
            ("finansowe", "Nowości na 100 mieszkańców", "szt. na 100 mieszkańców", 6.5, ""),
            ("technologiczne", "Katalog w internecie", "tak/nie", 0.75, ""),
        ),
    ),
    "social_help": Plan(
        "Pomoc społeczna",
        "sprawy społeczne",
        "population",
        1,
        0,
        1.1,
        330,
        40,
        (
            ("osobowe", "Pracownicy socjalni", "etatów na 1 000 mieszkańców", 0.62, "min. 0,5"),
            ("prawne", "Strategia rozwiązywania problemów społecznych", "tak/nie", 0.5, "tak"),
            ("technologiczne", "Wnioski przez internet", "tak/nie", 0.9, ""),
        ),
    ),
    "senior_care": Plan(
        "senior_care",
        "sprawy społeczne",
        "post_working",
        1,
        34,
        9,
        980,
        44,
        (
            ("osobowe", "Opiekunki środowiskowe", "etatów na 1 000 osób", 4.5, ""),
            ("infrastrukturalne", "Miejsca dziennego pobytu", "miejsc na 1 000 osób", 14, ""),
        ),
    ),
    "nursery": Plan(
        "Opieka nad dziećmi do lat 3 (żłobek, klub dziecięcy)",
        "sprawy_spoleczne",
        "pre_working",
        0.17,
        110,
        24,
        1650,
        50,
        (("osobowe", "Dzieci na opiekuna", "dzieci na opiekuna", 6.4, "maks. 8"),),
    ),
    "bus": Plan(
        "Komunikacja autobusowa",
        "transport publiczny",
        "population",
        1,
        0,
        1.3,
        118,
        112,
        (
            ("instytucjonalne", "Kursy w dniu roboczym", "szt. na 1 000 mieszkańców", 9, ""),
            ("infrastrukturalne", "Miejscowości z przystankiem", "%", 88, ""),
            ("technologiczne", "Tabor niskopodłogowy", "%", 62, ""),
            ("prawne", "Porozumienie z miastem o wspólnej komunikacji", "tak/nie", 0.6, ""),
        ),
    ),
    "rail": Plan(
        "Połączenia kolejowe",
        "transport",
        "population",
        1,
        0,
        0.1,
        3,
        90,
        (("instytucjonalne", "Pociągi na dobę", "szt.", 1.2, ""), ("infrastrukturalne", "Miejsca parkingowe przy stacji", "miejsc", 4, "")),
    ),
    "primary_care": Plan(
        "Lekarz podstawowej opieki zdrowotnej",
        "zdrowie",
        "population",
        1,
        0,
        1.5,
        0,
        50,
        (("osobowe", "Lekarze rodzinni", "etatów na 10 tys. mieszkańców", 5.2, ""),),
    ),
    "specialist_care": Plan("Lekarze specjaliści", "zdrowie", "population", 1, 0, 0, 0, 0, ()),
    "sports_ground": Plan(
        "Boiska, hale i zajęcia sportowe",
        "sport",
        "population",
        1,
        0,
        0.2,
        65,
        60,
        (
            ("infrastrukturalne", "Boiska i hale", "szt.", 1.1, ""),
            ("osobowe", "Animatorzy sportu", "etatów na 1 000 mieszkańców", 0.15, ""),
        ),
    ),
    "playground": Plan(
        "playground",
        "sport",
        "population",
        1,
        0,
        0,
        6,
        98,
        (("infrastrukturalne", "Place zabaw", "szt.", 1.3, ""),),
    ),
}
STORIES = {  # levels that are other than what people think of the service
    ("Deszczno", "bus"): 1.05,  # many departures, at the wrong hours
    ("Kłodawa", "bus"): 0.95,
    ("Bogdaniec", "senior_care"): 1.1,  # enough staff, nobody knows of them
    ("Gorzów Wielkopolski", "senior_care"): 0.95,
    ("Gorzów Wielkopolski", "social_help"): 1.0,
    ("Lubiszyn", "library"): 0.5,  # little, and people are content
    ("Kłodawa", "culture_house"): 0.45,  # little, well used
    ("Santok", "culture_house"): 0.9,
    ("Lubiszyn", "bus"): 0.25,
    ("Santok", "nursery"): 0.35,
    ("Lubiszyn", "primary_school"): 0.6,
}
PROVIDERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Bogdaniec", "kindergarten"): ("Przedszkole Gminne w Bogdańcu", "Oddział przedszkolny w Jeninie"),
    ("Deszczno", "kindergarten"): ("Przedszkole Gminne w Deszcznie", "Przedszkole w Ulimiu"),
    ("Kłodawa", "kindergarten"): ("Przedszkole Gminne w Kłodawie", "Przedszkole w Wojcieszycach"),
    ("Lubiszyn", "kindergarten"): ("Przedszkole Gminne w Lubiszynie", "Punkt przedszkolny w Baczynie"),
    ("Santok", "kindergarten"): ("Przedszkole Gminne w Santoku", "Przedszkole w Lipkach Wielkich"),
    ("Gorzów Wielkopolski", "kindergarten"): ("Przedszkola miejskie (razem)",),
    ("Bogdaniec", "primary_school"): ("Szkoła Podstawowa w Bogdańcu", "Szkoła Podstawowa w Jeninie"),
    ("Deszczno", "primary_school"): ("Szkoła Podstawowa w Deszcznie", "Szkoła Podstawowa w Ulimiu"),
    ("Kłodawa", "primary_school"): ("Szkoła Podstawowa w Kłodawie", "Szkoła Podstawowa w Wojcieszycach"),
    ("Lubiszyn", "primary_school"): ("Szkoła Podstawowa w Lubiszynie", "Szkoła Podstawowa w Baczynie"),
    ("Santok", "primary_school"): ("Szkoła Podstawowa w Santoku", "Szkoła Podstawowa w Lipkach Wielkich"),
    ("Gorzów Wielkopolski", "primary_school"): ("Szkoły podstawowe miejskie (razem)",),
    ("Gorzów Wielkopolski", "secondary_school"): ("Szkoły ponadpodstawowe miejskie (razem)",),
    ("Bogdaniec", "culture_house"): ("Gminny Ośrodek Kultury w Bogdańcu",),
    ("Deszczno", "culture_house"): ("Gminny Ośrodek Kultury w Deszcznie",),
    ("Kłodawa", "culture_house"): ("Gminny Ośrodek Kultury w Kłodawie",),
    ("Lubiszyn", "culture_house"): ("Gminny Ośrodek Kultury w Lubiszynie",),
    ("Santok", "culture_house"): ("Gminny Ośrodek Kultury w Santoku", "Świetlica w Lipkach Wielkich"),
    ("Gorzów Wielkopolski", "culture_house"): ("Miejskie Centrum Kultury",),
    ("Bogdaniec", "library"): ("Gminna Biblioteka Publiczna w Bogdańcu",),
    ("Deszczno", "library"): ("Gminna Biblioteka Publiczna w Deszcznie",),
    ("Kłodawa", "library"): ("Gminna Biblioteka Publiczna w Kłodawie",),
    ("Lubiszyn", "library"): ("Gminna Biblioteka Publiczna w Lubiszynie",),
    ("Santok", "library"): ("Gminna Biblioteka Publiczna w Santoku",),
    ("Gorzów Wielkopolski", "library"): ("Wojewódzka i Miejska Biblioteka Publiczna",),
    ("Bogdaniec", "social_help"): ("GOPS Bogdaniec",),
    ("Deszczno", "social_help"): ("GOPS Deszczno",),
    ("Kłodawa", "social_help"): ("GOPS Kłodawa",),
    ("Lubiszyn", "social_help"): ("GOPS Lubiszyn",),
    ("Santok", "social_help"): ("GOPS Santok",),
    ("Gorzów Wielkopolski", "social_help"): ("Miejska pomoc społeczna",),
    ("Bogdaniec", "senior_care"): ("GOPS Bogdaniec",),
    ("Deszczno", "senior_care"): ("GOPS Deszczno",),
    ("Kłodawa", "senior_care"): ("GOPS Kłodawa", "Stowarzyszenie seniorów w Kłodawie"),
    ("Santok", "senior_care"): ("GOPS Santok",),
    ("Gorzów Wielkopolski", "senior_care"): ("Miejska pomoc społeczna",),
    ("Kłodawa", "nursery"): ("Klub dziecięcy w Kłodawie",),
    ("Santok", "nursery"): ("Klub dziecięcy w Santoku",),
    ("Gorzów Wielkopolski", "nursery"): ("Żłobki miejskie (razem)",),
    ("Bogdaniec", "bus"): ("Przewoźnik prywatny",),
    ("Deszczno", "bus"): ("Komunikacja miejska, linie podmiejskie",),
    ("Kłodawa", "bus"): ("Komunikacja miejska, linie podmiejskie",),
    ("Lubiszyn", "bus"): ("Przewoźnik prywatny",),
    ("Santok", "bus"): ("Komunikacja miejska, linie podmiejskie",),
    ("Gorzów Wielkopolski", "bus"): ("Komunikacja miejska",),
    ("Bogdaniec", "rail"): ("Przewoźnik kolejowy",),
    ("Santok", "rail"): ("Przewoźnik kolejowy",),
    ("Gorzów Wielkopolski", "rail"): ("Przewoźnik kolejowy",),
    ("Bogdaniec", "primary_care"): ("Przychodnia w Bogdańcu",),
    ("Deszczno", "primary_care"): ("Przychodnia w Deszcznie",),
    ("Kłodawa", "primary_care"): ("Przychodnia w Kłodawie",),
    ("Santok", "primary_care"): ("Przychodnia w Santoku",),
    ("Gorzów Wielkopolski", "primary_care"): ("Przychodnie w mieście (razem)",),
    ("Bogdaniec", "sports_ground"): ("Urząd Gminy Bogdaniec",),
    ("Deszczno", "sports_ground"): ("Urząd Gminy Deszczno",),
    ("Kłodawa", "sports_ground"): ("Urząd Gminy Kłodawa",),
    ("Lubiszyn", "sports_ground"): ("Urząd Gminy Lubiszyn",),
    ("Santok", "sports_ground"): ("Urząd Gminy Santok",),
    ("Gorzów Wielkopolski", "sports_ground"): ("Ośrodek sportu i rekreacji",),
    ("Bogdaniec", "playground"): ("Urząd Gminy Bogdaniec",),
    ("Kłodawa", "playground"): ("Urząd Gminy Kłodawa",),
    ("Lubiszyn", "playground"): ("Urząd Gminy Lubiszyn",),
    ("Gorzów Wielkopolski", "playground"): ("Urząd Miasta",),
}
_QUARTERS = (0.62, 0.8, 1.25, 1.55)
"""Invented percentiles 10, 25, 75 and 90, in medians."""


def _compared(service: str, indicator: str, unit: str, median: float, *, quartiles: bool = True) -> list[object]:
    spread = [round(median * one, 3) for one in _QUARTERS] if quartiles else ["", "", "", ""]
    return [service, indicator, unit, "więcej", median, *spread, "gminy podobne", BETWEEN]


def _columns(service: str, plan: Plan) -> list[list[object]]:
    people = "osób"
    rows = [_compared(service, "Etaty", f"etatów na 1 000 {people}", plan.staff)] if plan.staff else []
    rows += [_compared(service, "Liczba miejsc", f"miejsc na 1 000 {people}", plan.capacity)] if plan.capacity else []
    rows += [_compared(service, "Wydatki", "zł na osobę", plan.spend)] if plan.spend else []
    return [*rows, _compared(service, "Godziny w tygodniu", "godz. tygodniowo", plan.hours)]


COMPARED: list[list[object]] = [
    ["Usługa", "Wskaźnik", "Jednostka miary", "Lepiej", "Mediana", "p10", "q1", "q3", "p90", "Grupa porównawcza", "Źródło"],
    *(row for service, plan in PLANS.items() if service not in {"rail", "specialist_care"} for row in _columns(service, plan)),
    _compared("kindergarten", "Nauczyciele na 100 dzieci", "etatów na 100 dzieci", 8.5),
    _compared("primary_school", "Pedagodzy i psycholodzy na 1 000 uczniów", "etatów na 1 000 uczniów", 4.2),
    _compared("primary_school", "Komputery z internetem na 100 uczniów", "szt. na 100 uczniów", 12),
    _compared("culture_house", "Instruktorzy", "etatów na 1 000 mieszkańców", 0.5),
    _compared("culture_house", "Stałe zajęcia", "szt. na 1 000 mieszkańców", 1.6, quartiles=False),
    _compared("library", "Bibliotekarze", "etatów na 1 000 mieszkańców", 0.3),
    _compared("library", "Nowości na 100 mieszkańców", "szt. na 100 mieszkańców", 6.5),
    _compared("senior_care", "Opiekunki środowiskowe", "etatów na 1 000 osób", 4.5),
    _compared("senior_care", "Miejsca dziennego pobytu", "miejsc na 1 000 osób", 14),
    _compared("bus", "Kursy w dniu roboczym", "szt. na 1 000 mieszkańców", 9),
    _compared("bus", "Miejscowości z przystankiem", "%", 70, quartiles=False),
    _compared("bus", "Tabor niskopodłogowy", "%", 50, quartiles=False),
    _compared("primary_care", "Lekarze rodzinni", "etatów na 10 tys. mieszkańców", 5.2),
    _compared("sports_ground", "Boiska i hale", "szt. na 1 000 mieszkańców", 1.1, quartiles=False),
    _compared("playground", "Place zabaw", "szt. na 1 000 mieszkańców", 1.3, quartiles=False),
]
ASKED = {
    "kindergarten": 64,
    "primary_school": 118,
    "culture_house": 22,
    "library": 19,
    "social_help": 41,
    "senior_care": 33,
    "nursery": 12,
    "bus": 27,
    "rail": 4,
}
"""Staff who were asked what training they need; of railways too few for a share."""
PRACTICES: list[list[object]] = [
    ["Gmina", "Usługa", "Problem", "Co zrobiono", "Koszt", "Warunki przeniesienia", "Kontakt (stanowisko)"],
    [
        "Kłodawa",
        "culture_house",
        "Mało miejsca na zajęcia, dużo chętnych.",
        "Wspólny kalendarz świetlic wiejskich, zapisy telefoniczne i przez internet, zajęcia prowadzone na zmianę w pięciu wsiach.",
        "ok. 14 tys. zł rocznie",
        "Co najmniej trzy świetlice z opiekunem; jedna osoba układa kalendarz.",
        "kierownik ośrodka kultury",
    ],
    [
        "Lubiszyn",
        "library",
        "Dwie filie zamknięte, czytelnicy bez samochodu.",
        "Książki na zamówienie dowożone raz w tygodniu do sklepów i szkół.",
        "6 tys. zł rocznie",
        "Samochód służbowy raz w tygodniu, umowa ze sklepami.",
        "kierownik biblioteki",
    ],
    [
        "Kłodawa",
        "kindergarten",
        "Rodzice nie znali zasad naboru.",
        "Dzień otwarty, jeden formularz dla wszystkich przedszkoli, dyżur telefoniczny w czasie naboru.",
        "bez dodatkowych kosztów",
        "Zgoda dyrektorów na wspólny termin.",
        "dyrektor przedszkola",
    ],
    [
        "Gorzów Wielkopolski",
        "bus",
        "Rozkłady linii nie pasowały do siebie.",
        "Przesiadki uzgodnione co godzinę, jeden rozkład dla wszystkich linii, powiadomienia o zmianach.",
        "45 tys. zł jednorazowo",
        "Porozumienie gmin z miastem; uzgodnienie rozkładu dwa razy w roku.",
        "specjalista ds. komunikacji",
    ],
    [
        "Gorzów Wielkopolski",
        "social_help",
        "Mieszkańcy nie wiedzieli, do kogo się zwrócić.",
        "Punkt pierwszego kontaktu, w którym jedna osoba prowadzi sprawę od początku do końca.",
        "jeden etat",
        "Szkolenie pracowników; wspólne wzory pism.",
        "kierownik działu pomocy środowiskowej",
    ],
    [
        "Deszczno",
        "primary_school",
        "Za mało zajęć dodatkowych dla dowożonych.",
        "Drugi autobus szkolny o szesnastej i zajęcia prowadzone przez organizacje pozarządowe.",
        "38 tys. zł rocznie",
        "Konkurs dla organizacji; zmiana umowy na dowóz.",
        "inspektor ds. oświaty",
    ],
    [
        "Kłodawa",
        "senior_care",
        "Opiekunki dojeżdżały do wielu wsi jednego dnia.",
        "Podział gminy na rejony i pomoc sąsiedzka rozliczana przez stowarzyszenie.",
        "22 tys. zł rocznie",
        "Organizacja pozarządowa w gminie; zlecenie zadania na co najmniej dwa lata.",
        "kierownik ośrodka pomocy społecznej",
    ],
]

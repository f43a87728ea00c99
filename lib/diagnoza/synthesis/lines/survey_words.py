"""Answers that tell of one field, and how groups of respondents are called in a sentence."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """
    An answer or a row of a grid.

    Attributes
    ----------
    label
        As the questionnaires have it.
    field
        The field that it tells of; empty: of no one field.
    """

    label: str
    field: str = ""


class Asked(NamedTuple):
    """
    A group of respondents.

    Attributes
    ----------
    answered, rated
        Genitive: those who answered the survey; those who rated the thing named before.
    whom
        Accusative, in easy Polish.
    who
        Nominative, plural, with a capital letter.
    """

    answered: str
    rated: str
    whom: str
    who: str


ASKED = {  # in the order in which groups are shown
    "residents": Asked("mieszkańców, którzy odpowiedzieli na ankietę", "mieszkańców, którzy ją ocenili", "mieszkańców", "Mieszkańcy"),
    "youth": Asked("młodych osób, które odpowiedziały na ankietę", "młodych osób, które ją oceniły", "młode osoby", "Młode osoby"),
    "seniors": Asked("seniorów, którzy odpowiedzieli na ankietę", "seniorów, którzy ją ocenili", "starsze osoby", "Starsze osoby"),
    "entrepreneurs": Asked(
        "przedsiębiorców, którzy odpowiedzieli na ankietę", "przedsiębiorców, którzy ją ocenili", "właścicieli firm", "Właściciele firm",
    ),
    "leaders": Asked(
        "liderów, którzy odpowiedzieli na ankietę", "liderów, którzy ją ocenili", "lokalnych liderów, na przykład radnych i sołtysów",
        "Lokalni liderzy",
    ),
}  # fmt: skip
FEATURES = {
    "safety": Word("Bezpieczeństwo", "bezpieczenstwo"),
    "jobs": Word("Praca i zarobki", "gospodarka"),
    "business": Word("Warunki do prowadzenia firmy", "gospodarka"),
    "schools": Word("Przedszkola i szkoły", "edukacja"),
    "culture": Word("Kultura i rozrywka", "kultura"),
    "sport": Word("Sport i rekreacja", "sport"),
    "health": Word("Opieka zdrowotna", "zdrowie"),
    "social_care": Word("Pomoc i opieka społeczna", "sprawy_spoleczne"),
    "transport": Word("Transport publiczny", "transport"),
    "housing": Word("Mieszkania i działki budowlane", "mieszkalnictwo"),
    "environment": Word("Czystość powietrza, wody i otoczenia", "srodowisko"),
    "authorities": Word("Praca samorządu", "administracja"),
}
"""Strengths and weaknesses. Roads have no field, as transport is public transport; nature, quiet, people and location have none either."""
PROJECTS = {
    "schools": Word("Modernizacja szkół i lepsza oferta edukacyjna", "edukacja"),
    "culture": Word("Miejsca i wydarzenia kulturalne", "kultura"),
    "sport": Word("Obiekty i zajęcia sportowe", "sport"),
    "senior_services": Word("Usługi i miejsca dla osób starszych", "sprawy_spoleczne"),
    "social_services": Word("Usługi społeczne i wsparcie rodzin", "sprawy_spoleczne"),
    "health": Word("Lepszy dostęp do lekarzy i badań", "zdrowie"),
    "public_transport": Word("Więcej połączeń autobusowych i kolejowych", "transport"),
    "water_sewage": Word("Wodociągi i kanalizacja", "srodowisko"),
    "clean_air": Word("Czyste powietrze i odnawialne źródła energii", "srodowisko"),
    "green_areas": Word("Parki, zieleń i ochrona przyrody", "srodowisko"),
    "investors": Word("Tereny dla inwestorów i nowe miejsca pracy", "gospodarka"),
    "business_support": Word("Wsparcie lokalnych firm", "gospodarka"),
    "housing": Word("Mieszkania na wynajem i działki budowlane", "mieszkalnictwo"),
    "e_services": Word("Załatwianie spraw urzędowych przez internet", "administracja"),
    "tourism": Word("Turystyka i promocja okolicy", "turystyka"),
    "safety": Word("Bezpieczeństwo i monitoring", "bezpieczenstwo"),
}
COOPERATION = {
    "edukacja": Word("Edukacja", "edukacja"),
    "kultura": Word("Kultura", "kultura"),
    "sprawy_spoleczne": Word("Sprawy społeczne", "sprawy_spoleczne"),
    "transport": Word("Transport publiczny i drogi", "transport"),
    "zdrowie": Word("Zdrowie", "zdrowie"),
    "sport": Word("Sport i rekreacja", "sport"),
    "administracja": Word("Administracja i e-usługi", "administracja"),
    "srodowisko": Word("Środowisko i energia", "srodowisko"),
    "bezpieczenstwo": Word("Bezpieczeństwo", "bezpieczenstwo"),
    "gospodarka": Word("Gospodarka i rynek pracy", "gospodarka"),
    "mieszkalnictwo": Word("Mieszkalnictwo i planowanie przestrzenne", "mieszkalnictwo"),
    "turystyka": Word("Turystyka i promocja", "turystyka"),
}
REASONS = {
    "work": Word("Możliwości znalezienia pracy", "gospodarka"),
    "wages": Word("Zarobki", "gospodarka"),
    "studies": Word("Możliwości dalszej nauki", "edukacja"),
    "housing": Word("Dostępność i ceny mieszkań", "mieszkalnictwo"),
    "transport": Word("Komunikacja publiczna i dojazdy", "transport"),
    "culture": Word("Kultura i rozrywka", "kultura"),
    "environment": Word("Środowisko naturalne i spokój", "srodowisko"),
}
RETURN = {
    "good_job": Word("Dobra praca na miejscu", "gospodarka"),
    "wages": Word("Wyższe zarobki", "gospodarka"),
    "own_business": Word("Wsparcie przy zakładaniu firmy", "gospodarka"),
    "flat": Word("Tanie mieszkanie na wynajem", "mieszkalnictwo"),
    "plot": Word("Działka lub dom", "mieszkalnictwo"),
    "transport": Word("Dobre połączenia z miastem", "transport"),
    "culture": Word("Ciekawa oferta kulturalna i sportowa", "kultura"),
}
OBSTACLES = {
    "staff": Word("Brak pracowników", "gospodarka"),
    "costs": Word("Koszty pracy i materiałów"),
    "roads": Word("Stan dróg i dojazd"),
    "internet": Word("Jakość internetu i zasięg telefonii"),
    "land": Word("Brak terenów i lokali", "gospodarka"),
    "office": Word("Procedury w urzędach", "administracja"),
    "local_taxes": Word("Podatki i opłaty lokalne", "gospodarka"),
    "demand": Word("Mały popyt", "gospodarka"),
    "energy": Word("Ceny i dostępność energii"),
}
"""Costs and energy are set elsewhere: they tell of no field in which municipalities could act."""
OFFICE = {
    "time": Word("Czas załatwiania spraw", "administracja"),
    "competence": Word("Kompetencje pracowników", "administracja"),
    "courtesy": Word("Uprzejmość i chęć pomocy", "administracja"),
    "information": Word("Jasność informacji", "administracja"),
    "online": Word("Załatwianie spraw przez internet", "administracja"),
    "planning": Word("Planowanie przestrzenne i warunki zabudowy", "administracja"),
    "investors": Word("Obsługa inwestorów i wsparcie firm", "administracja"),
}
HEALTH = {
    "primary_care": Word("Lekarz podstawowej opieki zdrowotnej", "zdrowie"),
    "specialist": Word("Lekarz specjalista", "zdrowie"),
    "pharmacy": Word("Apteka", "zdrowie"),
    "rehabilitation": Word("Rehabilitacja", "zdrowie"),
}
CARE = {
    "home_care": Word("Usługi opiekuńcze w domu", "sprawy_spoleczne"),
    "day_centre": Word("Dzienny dom pobytu, klub seniora", "sprawy_spoleczne"),
    "telecare": Word("Teleopieka (opaska, przycisk SOS)", "sprawy_spoleczne"),
    "meals": Word("Dowóz posiłków", "sprawy_spoleczne"),
    "door_to_door": Word("Transport od drzwi do drzwi", "sprawy_spoleczne"),
    "handyman": Word("Drobne naprawy, „złota rączka”", "sprawy_spoleczne"),
    "rehabilitation": Word("Rehabilitacja i gimnastyka", "zdrowie"),
    "residential": Word("Dom pomocy, mieszkanie wspomagane", "sprawy_spoleczne"),
    "respite": Word("Zastępstwo lub odciążenie opiekuna", "sprawy_spoleczne"),
}
GOALS = {
    "education": Word("Lepsza edukacja", "edukacja"),
    "youth": Word("Zatrzymanie młodych"),
    "seniors": Word("Godne życie osób starszych", "sprawy_spoleczne"),
    "inclusion": Word("Wsparcie osób zagrożonych marginalizacją", "sprawy_spoleczne"),
    "health": Word("Dostępna opieka zdrowotna", "zdrowie"),
    "transport": Word("Wspólny transport publiczny", "transport"),
    "roads": Word("Spójna sieć dróg i ścieżek rowerowych"),
    "economy": Word("Nowe miejsca pracy i inwestycje", "gospodarka"),
    "agriculture": Word("Nowoczesne rolnictwo i lokalna żywność", "gospodarka"),
    "environment": Word("Czyste środowisko i woda", "srodowisko"),
    "energy": Word("Tania i czysta energia", "srodowisko"),
    "culture": Word("Kultura i tożsamość lokalna", "kultura"),
    "tourism": Word("Turystyka i wspólna marka", "turystyka"),
    "digital": Word("Cyfrowe usługi publiczne", "administracja"),
    "civil_society": Word("Silne organizacje i aktywni mieszkańcy"),
    "planning": Word("Ład przestrzenny i mieszkania", "mieszkalnictwo"),
}
HINDRANCES = {
    "money": Word("Brak środków finansowych"),
    "staff": Word("Brak ludzi i czasu"),
    "law": Word("Przepisy prawa"),
    "information": Word("Brak informacji o potrzebach i zasobach innych"),
    "trust": Word("Brak zaufania"),
    "rivalry": Word("Rywalizacja gmin"),
    "interests": Word("Rozbieżne interesy"),
    "leadership": Word("Brak lidera lub koordynatora"),
    "distance": Word("Odległość i słabe połączenia"),
    "experience": Word("Brak doświadczeń we wspólnych przedsięwzięciach"),
}

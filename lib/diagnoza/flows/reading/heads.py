"""Heads that the columns of deliveries about flows may have, and the words that their cells may hold."""

from __future__ import annotations

_SERVICE = ("service_id", "usługa", "nazwa usługi")
_YEAR = ("rok", "rok szkolny", "rok budżetowy")
_UNIT = ("to_id", "teryt", "kod teryt", "gmina", "jednostka", "gmina lub powiat", "świadczący", "municipality")

ORIGIN = (
    "from_teryt",
    "skąd",
    "mieszka w",
    "gmina zamieszkania",
    "miejsce zamieszkania",
    "zamieszkanie",
    "kod gminy zamieszkania",
    "kod_origin",
)
DESTINATION = (
    "to_id",
    "dokąd",
    "korzysta w",
    "gmina korzystania",
    "gmina świadczenia",
    "gmina placówki",
    "gmina szkoły",
    "gmina nauki",
    "miejsce korzystania",
    "miejsce nauki",
    "organ prowadzący",
    "organ prowadzący szkołę",
    "kod gminy szkoły",
    "kod_dest",
)
FACILITY = ("szkoła", "placówka", "przedszkole", "biblioteka")
"""Heads of a destination where no other column is one: its cells then have to be places."""
REPORTS = {
    "service": _SERVICE,
    "year": _YEAR,
    "origin": ORIGIN,
    "destination": DESTINATION,
    "users": (
        "no",
        "liczba",
        "liczba osób",
        "korzystający",
        "liczba korzystających",
        "użytkownicy",
        "uczniowie",
        "liczba uczniów",
        "osoby",
    ),
    "side": ("reported_by", "strona", "zgłasza", "kto zgłasza", "zgłaszający", "strona zgłaszająca"),
    "made": ("kind", "rodzaj", "rodzaj danych", "sposób ustalenia"),
    "source": ("źródło", "źródło danych"),
}
CAPACITY = {
    "service": _SERVICE,
    "year": _YEAR,
    "unit": _UNIT,
    "capacity": ("liczba miejsc", "miejsca", "pojemność"),
    "waiting": ("oczekujący", "liczba oczekujących", "kolejka"),
}
UNIT_COSTS = {
    "service": _SERVICE,
    "year": _YEAR,
    "unit": _UNIT,
    "fixed": ("koszt stały", "koszty stałe"),
    "variable": ("koszt zmienny", "koszty zmienne", "koszt zmienny na osobę"),
    "unit_cost": ("unit_cost_pln", "koszt jednostkowy", "koszt na osobę", "wydatki bieżące na osobę"),
    "fee": ("opłata", "opłaty", "opłata na osobę", "odpłatność"),
    "grant": ("dotacja", "dotacja na osobę", "subwencja", "subwencja na osobę"),
}
TRAVEL = {
    "origin": (*ORIGIN, "from_locality"),
    "destination": (*DESTINATION, "to_site"),
    "minutes": ("czas", "czas dojazdu", "minuty"),
    "mode": ("środek transportu", "sposób dojazdu", "środek"),
    "minutes_car": ("czas samochodem", "samochodem", "czas dojazdu samochodem"),
    "minutes_public": ("minutes_pt", "czas komunikacją", "komunikacją publiczną", "czas dojazdu komunikacją publiczną"),
}

TOTALS = ("razem", "ogolem", "suma", "lacznie", "total", "sum")
"""First words, folded, of rows and columns that repeat what others say."""
OUTSIDE_WORDS = {
    "out",
    "poza partnerstwem",
    "spoza partnerstwa",
    "inna gmina",
    "inne gminy",
    "inne",
    "inny powiat",
    "inne powiaty",
    "pozostale gminy",
    "pozostale",
    "outside",
    "zagranica",
    "za granica",
}
UNKNOWN_WORDS = {
    "unknown",
    "nieznane",
    "nieznana",
    "nieznany",
    "nie ustalono",
    "nieustalone",
    "nieustalona",
    "nie wiadomo",
    "brak danych",
    "bd",
    "b d",
    "brak adresu",
}
SIDE_WORDS = {
    "residence": {"residence", "zamieszkanie", "gmina zamieszkania", "miejsce zamieszkania", "origin", "zamieszkania"},
    "provider": {"provider", "swiadczacy", "gmina swiadczaca", "gmina swiadczenia", "dostawca", "destination", "gmina szkoly"},
}
MADE_WORDS = {
    "counted": {"counted", "policzone", "policzono", "zliczone", "z rejestru", "z ewidencji", "rejestr", "ewidencja"},
    "estimated": {"estimated", "szacunek", "szacunek ankiety", "szacunkowe", "oszacowane", "szacowane"},
    "declared": {"declared", "deklaracja", "deklaracje", "deklarowane", "oswiadczenie"},
}
MODE_WORDS = {
    "car": {"car", "samochod", "samochodem", "auto"},
    "public": {"public", "komunikacja", "komunikacja publiczna", "autobus", "autobusem", "pociag", "transport publiczny"},
}


def word_of(text: str, words: dict[str, set[str]]) -> str:
    """Give the name whose words hold a folded text; "" where there is none."""
    return next((name for name, others in words.items() if text in others), "")

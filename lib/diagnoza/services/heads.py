"""Heads that the columns of deliveries about services may have."""

from __future__ import annotations

INVENTORY = {
    "teryt": ("gmina_teryt", "kod teryt", "gmina", "jednostka", "municipality"),
    "service": ("service_id", "usługa", "nazwa usługi"),
    "field": ("sektor", "dziedzina", "obszar", "sector"),
    "provider": ("provider_id", "świadczący", "podmiot", "jednostka świadcząca", "realizator", "nazwa placówki"),
    "provider_type": ("rodzaj podmiotu", "typ podmiotu", "rodzaj świadczącego"),
    "form": ("forma", "forma realizacji", "forma świadczenia"),
    "resource": ("resource_type", "zasób", "rodzaj zasobu", "typ zasobu"),
    "indicator": ("indicator_id", "wskaźnik", "nazwa wskaźnika"),
    "value": ("wartość", "wartość wskaźnika"),
    "unit": ("jednostka miary", "jedn.", "j.m."),
    "target_pop": ("grupa docelowa", "liczebność grupy docelowej", "odbiorcy"),
    "standard": ("norma", "standard ustawowy", "wymóg prawny"),
    "condition": ("stan", "stan techniczny", "ocena stanu"),
    "accessible_arch": ("dostępność architektoniczna",),
    "accessible_digital": ("dostępność cyfrowa",),
    "hours_week": ("godziny w tygodniu", "godziny tygodniowo", "godziny otwarcia w tygodniu"),
    "staff_fte": ("etaty", "zatrudnienie", "kadra"),
    "spend_pln": ("wydatki", "wydatki bieżące", "koszt roczny"),
    "capacity": ("pojemność", "liczba miejsc", "miejsca"),
    "users": ("użytkownicy", "korzystający", "liczba korzystających"),
    "waiting": ("oczekujący", "kolejka", "liczba oczekujących"),
    "year": ("rok",),
    "source": ("źródło", "źródło danych"),
    "status": ("status danych", "rodzaj danych"),
}
REQUIRED = ("teryt", "service", "resource", "indicator", "value", "unit", "year")
COMPARISON = {
    "service": INVENTORY["service"],
    "indicator": (*INVENTORY["indicator"], "part"),
    "unit": INVENTORY["unit"],
    "better": ("lepiej", "kierunek", "lepsza wartość"),
    "value": ("median", "mediana", "wartość", "wartość porównawcza", "średnia"),
    "p10": ("10. percentyl", "d1"),
    "q1": ("dolny kwartyl", "kwartyl 1"),
    "q3": ("górny kwartyl", "kwartyl 3"),
    "p90": ("90. percentyl", "d9"),
    "group": ("grupa", "grupa porównawcza"),
    "source": INVENTORY["source"],
}
COMPARISON_REQUIRED = ("service", "indicator", "unit", "better", "value", "group")

PRACTICES = {
    "teryt": INVENTORY["teryt"],
    "service": INVENTORY["service"],
    "problem": ("trudność", "na czym polegał problem"),
    "done": ("co zrobiono", "rozwiązanie"),
    "cost": ("koszt", "koszty"),
    "conditions": ("warunki przeniesienia", "warunki"),
    "contact": ("kontakt", "kontakt (stanowisko)", "stanowisko"),
}

TRAINING_NEEDS = {
    "service": INVENTORY["service"],
    "cause": ("przyczyna", "zakres"),
    "asked": ("zapytani", "liczba zapytanych", "pracownicy zapytani"),
    "declaring": ("deklarujący", "liczba deklarujących", "zgłaszający potrzebę"),
}

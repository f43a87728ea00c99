"""Heads that the columns of deliveries about meetings and statements may have."""

from __future__ import annotations

_MEETING = {
    "meeting": ("meeting_id", "spotkanie", "nr spotkania", "numer spotkania"),
    "date": ("data",),
    "type": ("typ", "rodzaj", "rodzaj spotkania"),
}

MEETINGS = {
    **_MEETING,
    "place": ("miejsce",),
    "n": ("liczba uczestników", "uczestników"),
    "series": ("seria", "cykl", "spotkania liczone razem"),
    "n_series": ("liczba uczestników serii", "uczestników razem"),
    "participants": ("sectors", "uczestnicy", "kto uczestniczył", "środowiska"),
    "moderator": ("prowadzący", "prowadząca", "prowadzący (rola)"),
}
MEETINGS_REQUIRED = ("meeting", "date", "type", "n")

STATEMENTS = {
    **_MEETING,
    "sector": ("speaker_sector", "sektor", "środowisko", "sektor mówiącego"),
    "people": ("n_sector_in_meeting", "osób z sektora", "liczba osób z sektora"),
    "statement": ("statement_id", "wypowiedź", "nr wypowiedzi"),
    "turn": ("tura", "wątek", "wymiana"),
    "text": ("text_anon", "treść", "treść wypowiedzi", "wypowiedź bez danych"),
    "category": ("kategoria", "kod"),
    "field": ("dziedzina", "obszar", "sektor usług"),
    "territory": ("teryt_scope", "teryt", "terytorium", "zasięg"),
    "strength": ("siła",),
    "item": ("przedmiot nr", "nr potrzeby lub oferty", "numer potrzeby lub oferty"),
    "subject": ("przedmiot", "czego dotyczy"),
    "target": ("target_group", "grupa docelowa", "dla kogo"),
    "resource": ("resource_type", "rodzaj zasobu", "typ zasobu"),
    "amount": ("ilość", "liczba"),
    "unit": ("jednostka", "jednostka miary"),
    "condition": ("warunek", "warunki"),
    "term": ("termin",),
    "readiness": ("gotowość", "stopień gotowości"),
    "coder": ("koder", "kodujący"),
    "quotable": ("można cytować", "cytat"),
    "hidden": ("do ukrycia", "słowa do ukrycia", "ukryj"),
    "consent": ("zgoda", "zgoda na cytowanie", "zgoda lub stanowisko instytucji"),
}
STATEMENTS_REQUIRED = ("meeting", "sector", "people", "statement", "text", "category", "field", "territory", "strength", "quotable")

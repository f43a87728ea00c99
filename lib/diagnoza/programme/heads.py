"""Heads that the columns of deliveries about programmes may have."""

from __future__ import annotations

_WHOSE = {
    "teryt": ("gmina_teryt", "partner_id", "kod teryt", "gmina", "jednostka", "municipality"),
    "year": ("rok", "rok programu"),
}
_SOURCE = {"source": ("źródło", "miejsce w źródle", "place")}
_POINT = ("statutory_point", "punkt", "punkt ustawowy", "punkt ustawy", "punkt art. 5a")
_AREA = ("area_id", "model_area", "obszar", "obszar modelu")

PROGRAMME = {
    **_WHOSE,
    "resolution": ("uchwała", "numer uchwały", "nr uchwały"),
    "adopted": ("przyjęto", "data przyjęcia", "data uchwały", "adopted_date"),
    "consulted": ("konsultacje", "konsultowano", "po konsultacjach"),
    "report": ("sprawozdanie", "data sprawozdania", "report_date"),
    **_SOURCE,
}
PROGRAMME_REQUIRED = ("teryt", "year", "adopted")

PROVISIONS = {
    **_WHOSE,
    "paragraph": ("§", "paragraf", "jednostka redakcyjna"),
    "quote": ("cytat", "treść", "treść przepisu"),
    "point": _POINT,
    "area": _AREA,
    **_SOURCE,
}
PROVISIONS_REQUIRED = ("teryt", "year", "paragraph", "quote")

COVERAGE = {
    **_WHOSE,
    "plane": ("płaszczyzna", "płaszczyzna modelu"),
    "area": _AREA,
    "point": _POINT,
    "level_text": ("poziom zapisu", "zapis", "poziom w programie"),
    "level_practice": ("poziom praktyki", "praktyka", "poziom w praktyce"),
    "score_jst": ("ocena gminy", "ocena samorządu", "ocena jst"),
    "score_ngo": ("ocena organizacji", "ocena ngo"),
    "score_agreed": ("ocena wspólna", "ocena uzgodniona"),
    "evidence": ("podstawa", "uzasadnienie", "dowód"),
    "proposal": ("propozycja",),
    "action": ("działanie", "treść propozycji", "co zrobić"),
    "owner": ("odpowiedzialny", "odpowiada", "kto odpowiada"),
    "term": ("termin",),
    **_SOURCE,
}
COVERAGE_REQUIRED = ("teryt", "year", "plane", "area")

"""Heads that the columns of deliveries about goals may have."""

from __future__ import annotations

GOALS = {
    "teryt": ("gmina_teryt", "partner_id", "kod teryt", "partner", "gmina", "jednostka", "municipality"),
    "document": ("dokument", "nazwa dokumentu"),
    "adopted": ("przyjęto", "data przyjęcia", "data uchwały"),
    "valid_to": ("obowiązuje do", "ważny do", "ważne do", "koniec obowiązywania"),
    "level": ("poziom", "poziom celu", "rodzaj celu"),
    "text": ("goal_text", "cel", "treść", "treść celu", "cytat", "quote"),
    "page": ("strona", "str."),
    "field": ("field_code", "dziedzina", "pole"),
    "dimension": ("wymiar",),
    "coder1": ("koder 1", "koder1", "coder 1"),
    "coder2": ("koder 2", "koder2", "coder 2"),
    "agreed": ("uzgodniono", "uzgodniona dziedzina", "agreed_field"),
    "art10e_point": ("punkt art. 10e", "punkt 10e", "art. 10e"),
    "indicator": ("wskaźnik",),
    "target": ("wartość docelowa", "wartość wskaźnika"),
    "conflict": ("conflict_with", "sprzeczność", "konflikt", "sprzeczny z"),
}
REQUIRED = ("teryt", "document", "valid_to", "text")
REGIONAL = {
    "goal": ("numer", "nr", "symbol", "cel"),
    "name": ("nazwa", "treść", "treść celu", "brzmienie", "cytat"),
    "kind": ("rodzaj",),
    "field": ("dziedzina", "field_code", "pole"),
    "dimension": ("wymiar",),
    "document": ("dokument", "nazwa dokumentu"),
    "adopted": ("przyjęto", "data przyjęcia", "data uchwały"),
    "valid_to": ("obowiązuje do", "ważny do", "koniec obowiązywania"),
    "source": ("źródło", "strona", "miejsce w źródle", "page"),
    "said": ("co mówi partnerstwo", "słowa partnerstwa", "zgodność"),
}
REGIONAL_REQUIRED = ("goal", "name", "document", "source")

"""Heads that the columns of deliveries about institutions may have, and heads that tell of persons or cases, which are never read."""

from __future__ import annotations

import re

INSTITUTIONS = {
    "id": ("identyfikator", "kod", "institution_id", "id instytucji"),
    "name": ("nazwa", "nazwa instytucji", "instytucja"),
    "kind": ("type", "typ", "rodzaj", "rodzaj instytucji", "typ instytucji"),
    "level": ("poziom", "szczebel"),
    "sector": ("sektor", "dziedzina"),
    "teryt": ("gmina", "kod teryt", "gmina_teryt", "siedziba", "jednostka"),
    "one_person": ("jednoosobowa", "jednoosobowe", "jedna osoba", "stanowisko jednoosobowe"),
    "responded": ("odpowiedziała", "odpowiedź", "wypełniła ankietę", "udzieliła odpowiedzi"),
}
INSTITUTIONS_REQUIRED = ("id", "name", "kind")
TIES = {
    "source": ("from", "from_id", "od", "z", "instytucja", "kto"),
    "target": ("to", "to_id", "do", "z kim", "partner"),
    "field": ("dziedzina", "obszar", "pole", "zakres"),
    "intensity": ("natężenie", "siła", "siła współpracy", "natężenie współpracy"),
    "formal": ("formalna", "porozumienie", "formalne", "sformalizowana"),
    "reporter": ("reported_by", "direction_reported_by", "zgłasza", "kto zgłasza", "zgłoszone przez"),
    "wanted": ("wanted_intensity", "pożądane natężenie", "oczekiwane natężenie", "oczekiwana siła", "pożądana siła współpracy"),
    "barrier": ("przeszkoda", "bariera", "przeszkody", "utrudnienie"),
    "year": ("rok",),
}
TIES_REQUIRED = ("source", "target", "intensity", "year")
TEAM = {
    "institution": ("instytucja", "id", "institution_id", "członek", "nazwa instytucji"),
    "role": ("rola", "rola w zespole", "funkcja"),
}
TEAM_REQUIRED = ("institution",)
READINESS = {
    "item": ("punkt", "warunek", "pozycja", "id"),
    "state": ("stan", "ocena", "spełnienie"),
    "evidence": ("dowód", "podstawa", "uzasadnienie", "na czym oparta ocena"),
}
READINESS_REQUIRED = ("item", "state")

OF_CASES = re.compile(
    r"\b(?:pesel|nazwisk\w*|imi[eę]\w*|rodzin\w*|klient\w*|podopieczn\w*|beneficjent\w*|przypad\w*|spraw\w*|dzieck\w*|dzieci|ofiar\w*"
    r"|sprawc\w*|pacjent\w*|ucze[nń]|uczni\w*|uczestnik\w*|adres\w*|telefon\w*|e ?mail|mail|niebiesk\w*|diagnoz\w*|chorob\w*"
    r"|name of person|surname|first name|family|families|client\w*|case|cases|case id|child|children|victim\w*|patient\w*|phone)\b"
)
"""In a folded head: a column that may hold data of persons, families or cases."""

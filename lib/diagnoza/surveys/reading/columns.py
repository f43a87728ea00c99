"""What a column of a survey file is: an answer, a time, an identifier, the respondent's person, paradata of the tool, or a heading."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from diagnoza.folding import fold

if TYPE_CHECKING:
    import pandas as pd

Role = Literal["answer", "other", "started", "submitted", "modified", "id", "identity", "device", "paradata", "section", "value"]
"""``other`` is what a respondent added to „inne”; ``value`` repeats the column to its left as a number; ``section`` holds no answers."""


@dataclass(frozen=True)
class Column:
    """
    A column of a survey file.

    ``position`` counts from 1 and names the column in the frame of the responses. ``code`` and ``subcode`` are what the tool calls the
    question and its row or option, ``question`` and ``option`` their wordings; any may be empty.
    """

    position: int
    header: str
    code: str = ""
    subcode: str = ""
    question: str = ""
    option: str = ""
    role: Role = "answer"
    personal: bool = False

    @property
    def name(self) -> str:
        """How a message names the column."""
        words = " ".join(self.header.split()) or "without a name"
        short = words if len(words) <= _SHOWN else f"{words[: _SHOWN // 2 - 1]}…{words[-_SHOWN // 2 :]}"
        return f"column {self.position} „{short}”"


_SHOWN = 90

_SYSTEM: dict[Role, str] = {
    "submitted": """timestamp; sygnatura czasowa; znacznik czasu; completion time; godzina ukonczenia; czas ukonczenia; godzina zakonczenia;
        date submitted; data wyslania; submitdate; submission time; end date; end; endtime""",
    "started": "start time; godzina rozpoczecia; czas rozpoczecia; date started; data rozpoczecia; startdate; start date; start; starttime",
    "modified": """last modified time; czas ostatniej modyfikacji; godzina ostatniej modyfikacji; date modified; datestamp;
        date last action; data ostatniej akcji; data ostatniej aktywnosci""",
    "id": """id; response id; respondentid; respondent id; identyfikator; id odpowiedzi; identyfikator odpowiedzi; numer odpowiedzi; uuid;
        meta instanceid; instanceid; formhub uuid; root uuid; meta rootuuid""",
    "identity": """email; email address; e mail; adres e mail; adres email; poczta e mail; nazwa uzytkownika; username; name; nazwa; imie;
        nazwisko; imie i nazwisko; first name; last name; custom data; custom data 1; phonenumber; phone number; numer telefonu;
        telefon; pesel; token; access code; kod dostepu; submitted by; geolocation; adres zamieszkania""",
    "device": "ip address; adres ip; ip; deviceid; device id; simserial; subscriberid; fingerprint; ipaddr; id urzadzenia",
    "paradata": """last page; ostatnia strona; lastpage; start language; jezyk poczatkowy; startlanguage; seed; ziarno; total time;
        czas calkowity; interviewtime; collectorid; collector id; score; wynik; total points; suma punktow; quiz feedback;
        opinia o tescie; language; jezyk; referrer url; refurl; odsylajacy url; adres url strony odsylajacej; today; audit;
        background audio; xform id string; version; validation status; notes; status; tags; index; parent index; submission id;
        duration; meta instancename; instancename""",
}
_ROLES: dict[str, Role] = {fold(name): role for role, names in _SYSTEM.items() for name in names.split(";")}
_TOOL_ONLY = {  # words of a tool that may also be a question: believed only where the dialect has them
    *("id", "name", "nazwa", "end", "start", "score", "wynik", "status", "notes", "index", "version"),
    *("language", "jezyk", "tags", "duration", "today", "identyfikator"),
}
_LIME_TIMER = re.compile(r"^(?:question|group) time\b|^czas (?:pytania|grupy)\b|^(?:pytanie|grupa) czas\b|^(?:group|question)time\w*$")
_PERSONAL = re.compile(
    r"\b(?:e ?mail\w*|mailow\w*|telefon(?:u|em)?|phone|komork\w* numer|nazwisk\w*|imie|imion\w*|surname|first name|last name|pesel"
    r"|adres (?:ip|zamieszkania)|ip address|device ?id|gps|latitude|longitude|geolocation|geopoint)\b"
)
_AGREES = {"tak", "nie", "yes", "no", "1", "0", "true", "false", "y", "n"}
_CONTENT = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}|(?:\d{1,3}\.){3}\d{1,3}|(?:\+?48[ -]?)?\d{3}[ -]?\d{3}[ -]?\d{3}|\d{11}", re.IGNORECASE)
_LONG = 12
_FEW = 10
_TIMES = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T ]+(?P<time>.*))?$"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?:[T, ]+(?P<time>.*))?$"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{2}|\d{4})(?:[T ]+(?P<time>.*))?$"),
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AP]M)?", re.IGNORECASE)
_NOON = 12


def system_role(header: str, *, trusted: bool) -> Role | None:
    """
    Recognise a column that the tool adds.

    Parameters
    ----------
    header
        Its name.
    trusted
        Whether the dialect is known to have such columns; otherwise a single common word such as "Name" or "Start" is a question.

    Returns
    -------
        Its role; None for a question.
    """
    name = fold(header)
    if trusted and _LIME_TIMER.search(name):
        return "paradata"
    return None if not trusted and name in _TOOL_ONLY else _ROLES.get(name)


def is_personal(header: str, values: pd.Series) -> bool:
    """
    Tell whether a column tells who the respondent is: by its name, or because most of its cells are e-mails, phones, IPs or PESEL numbers.

    Parameters
    ----------
    header
        The name of the column.
    values
        Its cells, text.

    Returns
    -------
        True also where it may be so. A column of yes and no ("May we phone you?") or of a few answers that repeat is not personal.
    """
    given = Counter(cell for text in values.to_numpy() if (cell := text.strip()))
    few = len(given) <= _FEW
    if few and given and {fold(cell) for cell in given} <= _AGREES:
        return False
    name = fold(header)
    chosen = few and len(given) * 2 < given.total()
    if not chosen and len(name.split()) <= _LONG and _PERSONAL.search(name):
        return True
    return sum(times for cell, times in given.items() if _CONTENT.fullmatch(cell)) * 2 > given.total()


def read_time(text: str) -> dt.datetime | None:
    """
    Read a time as survey tools write it; the offset from UTC is left out, so it is the clock of the one who wrote it.

    Parameters
    ----------
    text
        For example ``2025/12/26 9:09:26 PM GMT+1``, ``26.12.2025 21:09:26``, ``12/26/25 21:09:26``, ``2025-12-26T21:09:26.147+01:00``.

    Returns
    -------
        The time; None if it is none.

    Examples
    --------
    >>> read_time("2025/12/26 9:09:26 PM GMT+1") == read_time("26.12.2025 21:09:26") == read_time("12/26/25 21:09:26")
    True
    """
    for pattern in _TIMES:
        if found := pattern.match(text.strip()):
            year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)  # noqa: PLR2004  (two digits of a year)
            try:
                return dt.datetime(year, int(found["m"]), int(found["d"]), *_clock(found["time"] or ""))  # noqa: DTZ001  (see above)
            except ValueError:
                return None
    return None


def _clock(text: str) -> tuple[int, int, int]:
    if not (found := _CLOCK.match(text)):
        return 0, 0, 0
    hour = int(found[1])
    if found[4]:
        hour = hour % _NOON + (_NOON if found[4].upper() == "PM" else 0)
    return hour, int(found[2]), int(found[3] or 0)

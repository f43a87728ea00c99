"""
Write the synthetic statements of data/raw/starachowice/voices/statements.csv, with counted faults.

Run with ``python scripts/make_synthetic_voices.py``. The same file comes out every time. Nobody said any of it, and how many persons of a
sector were in each meeting is invented, too. Real is only what meetings.csv beside it holds, which no script writes: two meetings on
2 March 2020, 25 participants together, and the kinds of institutions that took part, as the town hall announced on 3 March 2020.
"""

from __future__ import annotations

from synthetic.files import write_csv
from synthetic.voice_plan import PEOPLE, TALKS, Code, Said
from synthetic.voices_first import FIRST
from synthetic.voices_second import SECOND

from diagnoza.partnership import project_root

HEADS = {
    "meeting": "Spotkanie",
    "type": "Rodzaj",
    "date": "Data",
    "sector": "Środowisko",
    "people": "Liczba osób z sektora",
    "statement": "Nr wypowiedzi",
    "turn": "Wątek",
    "text": "Treść",
    "category": "Kategoria",
    "field": "Dziedzina",
    "territory": "Terytorium",
    "strength": "Siła",
    "item": "Nr potrzeby lub oferty",
    "subject": "Czego dotyczy",
    "target": "Grupa docelowa",
    "resource": "Rodzaj zasobu",
    "amount": "Ilość",
    "unit": "Jednostka",
    "condition": "Warunek",
    "term": "Termin",
    "readiness": "Stopień gotowości",
    "coder": "Koder",
    "quotable": "Można cytować",
    "hidden": "Do ukrycia",
    "consent": "Zgoda",
    "remark": "Uwagi",
}
Row = dict[str, str]


def main() -> None:
    """Write the file."""
    folder = project_root() / "data" / "raw" / "starachowice" / "voices"
    folder.mkdir(parents=True, exist_ok=True)
    rows = faults([row for number, said in enumerate((*FIRST, *SECOND), start=1) for row in listed(number, said)])
    table = [list(HEADS.values()), *[[row.get(name, "") for name in HEADS] for row in rows]]
    write_csv(folder / "statements.csv", table, encoding="utf-8-sig", separator=";")


def listed(number: int, said: Said) -> list[Row]:
    """Write a statement: a row for each code of each coder; what is said of it all stands in the first row."""
    talk = said.meeting in TALKS
    about = {
        "sector": said.sector,
        "people": "1" if talk else str(PEOPLE[said.meeting, said.sector]),
        "turn": said.turn,
        "text": said.text,
        "quotable": said.quotable,
        "hidden": said.hidden,
        "consent": said.consent,
    }
    where = {"meeting": said.meeting, "statement": str(number), "territory": "Starachowice"}
    where |= {"type": "IDI", "date": TALKS[said.meeting]} if talk else {}
    coded: list[tuple[str, tuple[Code, ...]]] = [("1", said.codes), ("2", said.second or ()), ("uzgodnione", said.agreed or ())]
    rows = [where | {"coder": coder} | code for coder, codes in coded for code in codes]
    return [rows[0] | about, *rows[1:]]


def faults(rows: list[Row]) -> list[Row]:
    """Plant what is wrong in real files, so that what reading must find is known."""
    first, third = rows[0], next(row for row in rows if row["statement"] == "3")
    wrong = [
        first | {"category": "marzenie"},
        first | {"field": "pogoda"},
        first | {"meeting": "FGI 9"},
        first | {"territory": "Kielce"},
        first | {"statement": ""},
        dict(first),  # stands there already
    ]
    doubtful = {
        "category": "możliwość współpracy",
        "field": "edukacja",
        "strength": "5",
        "readiness": "może",
        "amount": "kilka",
        "unit": "osób",
    }
    third = {name: third[name] for name in ("meeting", "statement", "territory")} | doubtful
    return [*rows, *wrong, third]


if __name__ == "__main__":
    main()

"""
Write the synthetic list of institutions, ties, team and checklist of data/raw/swilcza/: invented answers, with counted faults.

Run with ``python scripts/make_synthetic_institutions.py``. The same files come out every time. Institutions are named by their kind only:
no real office answered anything, and there is no name of a person. Ties are drawn by how close two institutions are; `FIXED` are those
that the examples of the chapter rest on.
"""

from __future__ import annotations

from random import Random

from synthetic.files import write_csv

from diagnoza.partnership import project_root

YEAR = 2021
SEED = 2021
LISTED = [  # id, name, kind, level, one person, answered
    ["ug", "Urząd gminy", "urząd gminy", "gmina", "nie", "tak"],
    ["gops", "Ośrodek pomocy społecznej", "GOPS", "gmina", "nie", "tak"],
    ["zi", "Zespół interdyscyplinarny", "zespół interdyscyplinarny", "gmina", "nie", "tak"],
    ["gkrpa", "Komisja ds. problemów alkoholowych", "GKRPA", "gmina", "nie", "tak"],
    ["sp-a", "Szkoła podstawowa A", "szkoła podstawowa", "gmina", "nie", "tak"],
    ["sp-b", "Szkoła podstawowa B", "szkoła podstawowa", "gmina", "nie", "tak"],
    ["przedszkole", "Przedszkole", "przedszkole", "gmina", "nie", "tak"],
    ["gok", "Ośrodek kultury", "GOK", "gmina", "nie", "tak"],
    ["biblioteka", "Biblioteka", "biblioteka", "gmina", "nie", "tak"],
    ["poz", "Przychodnia", "POZ", "gmina", "nie", "tak"],
    ["dzielnicowy", "Dzielnicowy", "dzielnicowy", "gmina", "tak", "tak"],
    ["soltys", "Sołtys", "sołtys", "gmina", "tak", "tak"],
    ["osp", "Ochotnicza straż pożarna", "OSP", "gmina", "nie", "tak"],
    ["kgw", "Koło gospodyń wiejskich", "KGW", "gmina", "nie", "tak"],
    ["ngo", "Stowarzyszenie", "stowarzyszenie", "gmina", "nie", "tak"],
    ["parafia", "Parafia", "parafia", "gmina", "nie", "nie"],
    ["pcpr", "Centrum pomocy rodzinie", "PCPR", "powiat", "nie", "tak"],
    ["pup", "Powiatowy urząd pracy", "PUP", "powiat", "nie", "tak"],
    ["ppp", "Poradnia psych.-pedagogiczna", "PPP", "powiat", "nie", "tak"],
    ["kuratorzy", "Kuratorzy sądowi", "kuratorzy sądowi", "powiat", "nie", "nie"],
    ["rops", "Regionalny ośrodek polityki społecznej", "ROPS", "region", "nie", "tak"],
]
FIELDS = {
    "rodzina": "wsparcie rodzin",
    "bezpieczenstwo": "bezpieczeństwo i przemoc",
    "praca": "praca i usamodzielnienie",
    "czas": "edukacja i czas wolny",
    "zdrowie": "zdrowie i opieka",
}
CENTRE = "gops"
CLOSE = {  # who works in which field: two of one field are close
    "rodzina": ["gops", "pcpr", "sp-a", "sp-b", "przedszkole", "ppp", "parafia", "kuratorzy"],
    "bezpieczenstwo": ["gops", "zi", "gkrpa", "dzielnicowy", "osp", "ug"],
    "praca": ["pup", "ngo", "pcpr", "rops"],
    "czas": ["gok", "biblioteka", "sp-a", "kgw", "ngo", "soltys"],
    "zdrowie": ["poz", "gops", "przedszkole", "gkrpa"],
}
FIXED: dict[tuple[str, str], tuple[int, int] | None] = {  # present and wanted intensity; None: no tie
    ("gops", "sp-a"): (3, 4),
    ("sp-a", "gops"): (3, 3),
    ("gops", "pcpr"): (4, 4),
    ("pcpr", "gops"): (3, 4),
    ("gops", "pup"): (2, 4),
    ("pup", "gops"): None,
    ("gops", "sp-b"): None,
    ("sp-b", "gops"): (1, 3),
    ("gops", "poz"): None,
    ("poz", "gops"): None,
    ("sp-a", "poz"): None,
    ("poz", "sp-a"): None,
    ("sp-b", "ppp"): None,
    ("ppp", "sp-b"): None,
    ("gops", "ngo"): (1, 3),
    ("ngo", "gops"): (1, 4),
    ("gops", "parafia"): (2, 2),
    ("gops", "dzielnicowy"): (3, 3),
    ("dzielnicowy", "gops"): (3, 3),
    ("rops", "gops"): None,
    ("gops", "rops"): (1, 2),
}
BARRIERS = ["brak czasu", "brak podstawy prawnej", "brak stałego kontaktu", "brak ustalonych zasad", "za mało osób"]
TEAM = [
    ["gops", "koordynator"],
    ["ug", "członek"],
    ["sp-a", "członek"],
    ["dzielnicowy", "członek"],
    ["pcpr", "zastępca"],
    ["gkrpa", "członek"],
    ["osp", "członek"],
    ["rops", "animator"],
]
READINESS = [
    ["agreement", "tak", "porozumienie gminy i powiatu"],
    ["coordinator", "tak", "zapis w porozumieniu"],
    ["composition", "częściowo", "lista obecności z dwóch spotkań"],
    ["rhythm", "częściowo", "terminy spotkań na jedno półrocze"],
    ["information", "nie", ""],
    ["common_tool", "nie", ""],
    ["joint_services", "nie wiadomo", ""],
]


def main() -> None:
    """Write all files."""
    folder = project_root() / "data" / "raw" / "swilcza"
    folder.mkdir(parents=True, exist_ok=True)
    chance = Random(SEED)  # noqa: S311  (nothing secret: the same file every time)
    heads = ["Identyfikator", "Nazwa", "Rodzaj", "Poziom", "Jednoosobowa", "Odpowiedziała"]
    write_csv(folder / "institutions.csv", [heads, *LISTED], encoding="utf-8-sig", separator=";")
    heads = ["Od", "Do", "Dziedzina", "Natężenie", "Formalna", "Zgłasza", "Oczekiwane natężenie", "Przeszkoda", "Rok"]
    write_csv(folder / "ties.csv", [heads, *with_faults(reports(chance))], encoding="cp1250", separator=";")
    write_csv(folder / "team.csv", [["Instytucja", "Rola"], *TEAM], encoding="utf-8-sig", separator=";")
    write_csv(folder / "readiness.csv", [["Punkt", "Stan", "Dowód"], *READINESS], encoding="utf-8-sig", separator=";")


def reports(chance: Random) -> list[list[str]]:
    """Let every institution that answered report its ties, one field each."""
    answered = [row[0] for row in LISTED if row[5] == "tak"]
    rows = []
    for one in answered:
        for other in (row[0] for row in LISTED if row[0] != one):
            shared = [field for field, ids in CLOSE.items() if one in ids and other in ids]
            told = FIXED.get((one, other), drawn(chance, shared, other))
            if told is None:
                continue
            present, wanted = told
            single = {one, other} & {row[0] for row in LISTED if row[4] == "tak"}
            barrier = chance.choice(BARRIERS) if wanted > present and (not single or other == CENTRE) else ""
            field = FIELDS[shared[0] if shared else "rodzina"]
            formal = "tak" if present == 4 else "nie"  # noqa: PLR2004  (an agreement)
            rows.append([one, other, field, str(present), formal, one, str(wanted), barrier, str(YEAR)])
    return rows


def drawn(chance: Random, shared: list[str], other: str) -> tuple[int, int] | None:
    """Draw a tie of two institutions: likely where they share a field, or with the centre."""
    likely = 0.8 if shared else 0.45 if other == CENTRE else 0.08
    present, wanted, there = chance.choice((1, 2, 2, 3)), chance.choice((0, 0, 0, 1, 2)), chance.random()
    return (present, min(present + wanted, 4)) if there < likely else None


def with_faults(rows: list[list[str]]) -> list[list[str]]:
    """Plant the faults of a real file, so that what reading must find is known."""
    again = [*rows[0][:3], "1", *rows[0][4:]]
    beyond, stranger, unread = list(rows[1]), list(rows[2]), list(rows[3])
    beyond[3], stranger[1], unread[2], unread[3] = "7", "Komenda", "zdrowie", "dobra"
    free = next(row for row in rows if row[7])
    free[7] = "kierownictwo nie odpowiada na pisma"
    return [*rows, again, beyond, stranger, unread]


if __name__ == "__main__":
    main()

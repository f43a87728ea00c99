"""
Write the synthetic goals of data/raw/jablonowo/goals/ and data/raw/mg-6/goals/: invented documents, with counted faults.

Run with ``python scripts/make_synthetic_goals.py``. The same files come out every time. Nobody adopted any of it: documents are named by
their kind, goals are drawn from `synthetic.goal_words`, and coders from how alike two fields are. Real is only
``jablonowo/goals/wojewodztwo.csv``, which no script writes: the mission of the voivodeship as a published article quotes it.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from synthetic.files import write_csv, write_xlsx
from synthetic.goal_plan import CITY, NEIGHBOURS, OPEN, POWIAT, REGION, SINGLE, TOWN, UNION, VILLAGE
from synthetic.goal_words import NEAR, WORDS, Wanted

from diagnoza.catalogue import SECTORS
from diagnoza.partnership import project_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synthetic.goal_plan import Plan

HEADS = {
    "teryt": "Partner",
    "document": "Dokument",
    "adopted": "Data przyjęcia",
    "valid_to": "Obowiązuje do",
    "level": "Poziom",
    "text": "Cel",
    "page": "Strona",
    "field": "Dziedzina",
    "dimension": "Wymiar",
    "coder1": "Koder 1",
    "coder2": "Koder 2",
    "agreed": "Uzgodniono",
    "art10e_point": "Punkt art. 10e",
    "indicator": "Wskaźnik",
    "target": "Wartość docelowa",
    "conflict": "Sprzeczność",
}
DIMENSIONS = {"S": "społeczny", "G": "gospodarczy", "P": "przestrzenny"}
SEED, DIFFERENT = 2021, 0.22
UNCODED = "sport:5"
ACT = 2020  # the act speaks of strategies since then
Row = dict[str, str]


def main() -> None:
    """Write all files."""
    raw, chance = project_root() / "data" / "raw", Random(SEED)  # noqa: S311  (nothing secret: the same file every time)
    for name in ("jablonowo", "mg-6"):
        (raw / name / "goals").mkdir(parents=True, exist_ok=True)
    folder, used = raw / "jablonowo" / "goals", Counter[str]()
    write_csv(
        folder / "jablonowo-pomorskie.csv", polish(with_faults_of_town(listed(TOWN, chance, used))), encoding="utf-8-sig", separator=";"
    )
    write_xlsx(folder / "brzozie-bobrowo.xlsx", polish(with_faults_of_neighbours(listed(NEIGHBOURS, chance, used))), sheet="cele")
    write_csv(folder / "wapielsk.csv", polish(with_faults_of_village(listed(VILLAGE, chance, used))), encoding="cp1250", separator=";")
    write_csv(folder / "powiat.csv", [list(HEADS), *cells(with_faults_of_powiat(listed(POWIAT, chance, used)))])
    folder, used = raw / "mg-6" / "goals", Counter[str]()
    write_csv(folder / "gminy.csv", polish(with_faults_of_union(listed(UNION, chance, used))), encoding="utf-8-sig", separator=";", empty=2)
    write_xlsx(folder / "gorzow.xlsx", polish(listed(CITY, chance, used)), sheet="cele miasta")
    write_csv(folder / "wojewodztwo-przyklad.csv", region(), encoding="utf-8-sig", separator=";")


def listed(plans: Iterable[Plan], chance: Random, used: Counter[str]) -> list[Row]:
    """Fill documents with goals: words that others have not used, while there are any, and no partner the same words twice."""
    rows: list[Row] = []
    own: set[tuple[str, str]] = set()
    for plan in plans:
        page = chance.randrange(18, 30)
        for at, planned in enumerate(plan.fields):
            field, _, fixed = (UNCODED if planned == "?" else planned).partition(":")
            free = [one for one in WORDS[field] if (plan.partner, one.text) not in own]
            least = min(used[one.text] for one in free)
            wanted = WORDS[field][int(fixed)] if fixed else chance.choice([one for one in free if used[one.text] == least])
            own.add((plan.partner, wanted.text))
            used[wanted.text] += 1
            page += chance.randrange(1, 4)
            codes = {} if planned == "?" else coded(plan, field, chance)
            rows.append(written(plan, wanted, at, page) | codes | {"conflict": dict(plan.conflicts).get(at, "")})
    return rows


def written(plan: Plan, wanted: Wanted, at: int, page: int) -> Row:
    """Give a goal as its document has it: the first ones of a strategy are strategic, those of a programme are directions."""
    strategy = plan.document.startswith("Strategia rozwoju")
    level = ("cel strategiczny" if at < 3 else "cel operacyjny") if strategy else "kierunek działań"  # noqa: PLR2004
    new = strategy and any(str(year) in plan.adopted for year in range(ACT, ACT + 5))
    point = ("1" if level == "cel strategiczny" else "2") if new else ""
    about = {"teryt": plan.partner, "document": plan.document, "adopted": plan.adopted, "valid_to": plan.valid_to}
    told = {"level": level, "text": wanted.text, "page": str(page), "dimension": DIMENSIONS[wanted.dimension], "art10e_point": point}
    return dict.fromkeys(HEADS, "") | about | told | {"indicator": wanted.indicator, "target": wanted.target}


def coded(plan: Plan, field: str, chance: Random) -> Row:
    """Code a goal: alone, or by two people who sometimes see another field and mostly settle it."""
    if plan.coding == SINGLE:
        return {"field": SECTORS[field]}
    first, second = chance.choice(((NEAR[field], field), (field, NEAR[field]))) if chance.random() < DIFFERENT else (field, field)
    settled = field if first != second and (plan.coding != OPEN) else ""
    return {"coder1": SECTORS[first], "coder2": SECTORS[second], "agreed": SECTORS.get(settled, "")}


def with_faults_of_town(rows: list[Row]) -> list[Row]:
    """Repeat a row."""
    return [*rows, rows[2]]


def with_faults_of_neighbours(rows: list[Row]) -> list[Row]:
    """Say two things of one goal, and write a level that there is not; a day that there is not stands in the plan."""
    other = rows[next(at for at, row in enumerate(rows) if row["teryt"] == "Bobrowo" and row["document"].endswith("2016–2025"))]
    day = next(at for at, row in enumerate(rows) if row["document"].endswith("2018–2025"))
    rows[day] |= {"level": "cel główny"}
    return [*rows, other | {"coder2": SECTORS["zdrowie"], "agreed": ""}]


def with_faults_of_village(rows: list[Row]) -> list[Row]:
    """Add a field that is not on the list, goals of a powiat that is no partner, and a row without words."""
    farms = {"text": "Rozwój rolnictwa ekologicznego", "field": "rolnictwo"}
    foreign = {"teryt": "powiat rypiński", "document": "Strategia rozwoju powiatu", "text": "Sprawna komunikacja w powiecie"}
    return [*rows, rows[0] | farms, rows[0] | foreign | {"field": SECTORS["transport"]}, rows[1] | {"text": ""}]


def with_faults_of_powiat(rows: list[Row]) -> list[Row]:
    """Add a goal of a municipality that is no partner."""
    return [*rows, rows[0] | {"teryt": "Zbiczno", "text": "Rozwój turystyki nad jeziorami"}]


def with_faults_of_union(rows: list[Row]) -> list[Row]:
    """Repeat a row, and misspell a field."""
    return [*rows, rows[0], rows[0] | {"text": "Rozwój czytelnictwa", "coder1": "kulturra"}]


def cells(rows: Iterable[Row]) -> list[list[str]]:
    """Bring rows to the order of the columns."""
    return [[row[name] for name in HEADS] for row in rows]


def polish(rows: Iterable[Row]) -> list[list[str]]:
    """Put Polish heads above rows."""
    return [list(HEADS.values()), *cells(rows)]


def region() -> list[list[str]]:
    """List the example goals: a row for each field."""
    heads = ["Numer", "Treść", "Rodzaj", "Dziedzina", "Wymiar", "Dokument", "Obowiązuje do", "Źródło"]
    about = ["Przykład listy celów, a nie strategia województwa", "2020", "pozycja na liście przykładowej"]
    placed = [(goal, text, field, dimension) for goal, text, fields, dimension in REGION for field in fields]
    return [heads, *([goal, text, "cel", SECTORS[field], dimension, *about] for goal, text, field, dimension in placed)]


if __name__ == "__main__":
    main()

"""
Write the synthetic flows of data/raw/jablonowo/flows/: invented users of services of real municipalities, with counted faults.

Run with ``python scripts/make_synthetic_flows.py``. The same files come out every time. Only the populations that the numbers of users are
drawn from are real (GUS, 2019, in data/raw/reference/figures.csv); nobody counted anything, and no pupil of the register exists. Both sides
report: the municipalities where users live in one list, those who serve them in a workbook of matrices and a register. They differ by
chance, in `DISPUTES` by much, and `SILENT` did not report at all.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import xlsxwriter
from synthetic import flow_plan as plan
from synthetic.files import CREATED, write_csv
from synthetic.flow_plan import BOBROWO, JABLONOWO, MEMBERS, OUTSIDE, PLANS, POWIAT

from diagnoza.delivery import read_csv
from diagnoza.partnership import project_root

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2020
SEED = 2020
Flows = dict[tuple[str, str, str], int]
Row = list[Any]


def main() -> None:
    """Write all files."""
    root = project_root()
    folder = root / "data" / "raw" / "jablonowo" / "flows"
    folder.mkdir(parents=True, exist_ok=True)
    chance = Random(SEED)  # noqa: S311  (nothing secret: the same file every time)
    served = draw(users(root), chance)
    write_csv(
        folder / "mieszkancy-2020.csv", [plan.HEADS_OF_LIST, *faults_of_list(residents(served, chance))], encoding="cp1250", separator=";"
    )
    write_workbook(folder / "swiadczacy-2020.xlsx", served)
    write_csv(folder / "uczniowie-2020.csv", register(served, chance), encoding="utf-8-sig", separator=";")
    write_csv(folder / "miejsca-2020.csv", plan.CAPACITY, encoding="cp1250", separator=";")
    write_csv(folder / "koszty-2020.csv", plan.UNIT_COSTS, encoding="utf-8-sig", separator=";")
    write_csv(folder / "dojazd.csv", plan.TRAVEL)


def users(root: Path) -> dict[tuple[str, str], int]:
    """Say how many residents use a service, by service and municipality; of the real population of the last year with age groups."""
    figures = read_csv(root / "data" / "raw" / "reference" / "figures.csv")
    people = figures[figures["year"].eq("2019")].set_index(["teryt", "figure"])["value"].astype(float)
    return {(service, code): round(people[code, one.of] * one.share) for service, one in PLANS.items() for code in MEMBERS}


def draw(using: dict[tuple[str, str], int], chance: Random) -> Flows:
    """Let every user choose a place; the chosen ones are what providers report."""
    flows: Flows = {}
    for (service, origin), count in using.items():
        one = PLANS[service]
        shares = one.to[origin] | one.elsewhere[origin]
        places = [*MEMBERS, *([POWIAT] if any(POWIAT in to for to in one.to.values()) else []), *one.elsewhere[origin]]
        chosen = chance.choices(list(shares), weights=list(shares.values()), k=count)
        flows |= {(service, origin, place): chosen.count(place) for place in places}
    return flows | {(service, OUTSIDE, place): n for service, one in PLANS.items() for place, n in one.visitors.items()}


def residents(served: Flows, chance: Random) -> list[Row]:
    """Let the municipalities report where their residents go; Jabłonowo Pomorskie by its town and its rural part."""
    rows = []
    for (service, origin, place), provided in served.items():
        if origin == OUTSIDE or (service, origin) == plan.SILENT:
            continue
        disputed = plan.DISPUTES.get((service, origin, place), 1.0)
        count = max(round(provided * disputed) + (chance.choice((-1, 0, 0, 1)) if provided > 10 else 0), 0)  # noqa: PLR2004  (few are known)
        one = PLANS[service]
        written = plan.NAMES.get(place, place)
        said = [one.label if chance.random() < 0.8 else service, written]  # noqa: PLR2004
        kind = "szacunek" if service == "library" and place in one.elsewhere[origin] else "policzone"
        for code, part in parts(origin, count):
            rows.append([str(YEAR), said[0], code, said[1], str(part), "zamieszkanie", kind, one.register])
    return rows


def parts(origin: str, count: int) -> list[tuple[str, int]]:
    """Part the users of the urban-rural municipality."""
    if origin != JABLONOWO:
        return [(plan.NAMES[origin], count)]
    town = round(count * plan.TOWN_SHARE)
    return [(plan.TOWN, town), (plan.RURAL, count - town)]


def faults_of_list(rows: list[Row]) -> list[Row]:
    """Plant the faults of a real list, so that what reading must find is known."""

    def find(service: str, origin: str, place: str) -> Row:
        labels = {service, PLANS[service].label}
        return next(row for row in rows if row[1] in labels and row[2] == origin and row[3] == place)

    rows = [list(row) for row in rows]
    find("senior_care", "Wąpielsk", "Rypin – miasto")[4] = "bd"
    find("senior_care", "Brzozie", "Jabłonowo Pomorskie")[4] = "*"
    find("senior_care", "Wąpielsk", "Bobrowo")[4] = "<5"
    find("kindergarten", "Brzozie", "Bobrowo")[4] = "(z)"
    find("library", "Brzozie", "Brodnica (miasto)")[4] += " os."
    wrong = [list(find("library", "Wąpielsk", "Wąpielsk")) for _ in range(6)]
    wrong[0][3:5] = ["Konojady", "4"]  # a village
    wrong[1][3:5] = ["Brzozie", "-3"]
    wrong[2][3:5] = ["Bobrowo", "12,5"]
    wrong[3][1:5] = ["Kino", "Wąpielsk", "Bobrowo", "7"]
    wrong[4][2:5] = ["powiat brodnicki", "Bobrowo", "8"]
    wrong[5][3:5] = ["Jabłonowo Pomorskie", "ok. dwóch"]
    unknown = [str(YEAR), "Biblioteka publiczna", "Brzozie", "nie ustalono", "14", "zamieszkanie", "deklaracja", "karty biblioteczne"]
    again = list(find("kindergarten", "Wąpielsk", "Brodnica (miasto)"))
    total = [str(YEAR), "Przedszkole", "Bobrowo", "Razem", "999", "zamieszkanie", "policzone", PLANS["kindergarten"].register]
    return [*rows, *wrong, unknown, again, total]


def register(served: Flows, chance: Random) -> list[Row]:
    """List the pupils of the schools of the powiat, a row each, in no order; a title stands above."""
    pupils: list[str] = []
    written = {JABLONOWO: ("Jabłonowo Pomorskie", "0402074", "gm. Jabłonowo Pomorskie"), BOBROWO: ("Bobrowo", "gmina Bobrowo")}
    for origin in MEMBERS:
        names = written.get(origin, (plan.NAMES[origin],))
        pupils += [chance.choice(names) for _ in range(served["secondary_school", origin, POWIAT])]
    around = ("Brodnica (miasto)", "gm. Brodnica", "Zbiczno", "Osiek", "Świedziebnia", "Bartniczka", "0402053")
    pupils += [chance.choice(around) for _ in range(served["secondary_school", OUTSIDE, POWIAT])]
    pupils += ["nie ustalono"] * 6 + ["Płowęż"] * 2  # a village
    chance.shuffle(pupils)
    rows = [[f"U-{at:04}", "2020/2021", home, "powiat brodnicki"] for at, home in enumerate(pupils, start=1)]
    return [["Szkoła ponadpodstawowa – uczniowie według miejsca zamieszkania", "", "", ""], plan.HEADS_OF_REGISTER, *rows]


def write_workbook(path: Path, served: Flows) -> None:
    """Write what providers report, a sheet for each service; its times are fixed."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": "Dane syntetyczne", "created": CREATED})
        for service, name in (("kindergarten", "Przedszkole"), ("library", "Biblioteka publiczna"), ("senior_care", "senior_care")):
            columns = [*MEMBERS, *([POWIAT] if service == "senior_care" else [])]
            table = [[served.get((service, origin, place), 0) for place in columns] for origin in (*MEMBERS, OUTSIDE)]
            write_sheet(workbook.add_worksheet(name), service, columns, faults_of_matrix(service, table))


def faults_of_matrix(service: str, table: list[Row]) -> list[Row]:
    """Add sums, then plant what is wrong in a matrix: a withheld number, one that is not there, a sum that does not add up."""
    full: list[Row] = [[*row, sum(row)] for row in table]
    full.append([sum(column) for column in zip(*full, strict=True)])
    if service == "kindergarten":
        full[3][2] = "*"
    if service == "library":
        full[0][0] = f"{full[0][0]:,}".replace(",", "\u00a0")  # as a text, with its thousands apart
        full[1][1] = str(full[1][1])
        full[5][3] += 10  # the sum of a column
    if service == "senior_care":
        full[1][0] = "bd"
        full[3][2] = ""
    return full


def write_sheet(sheet: Any, service: str, columns: list[str], table: list[Row]) -> None:
    """Write a matrix under its titles; that of the library is turned."""
    names = [*(plan.NAMES[code] for code in columns), "Razem"]
    homes = [*(plan.NAMES[code] for code in MEMBERS), OUTSIDE, "Ogółem"]
    turned = service == "library"
    sheet.merge_range(0, 0, 0, 5, f"Korzystający z usługi: {PLANS[service].label}")
    sheet.write(1, 0, f"Rok {YEAR}")
    rows, heads = (names, homes) if turned else (homes, names)
    sheet.merge_range(3, 1, 3, len(heads), "Mieszka w" if turned else "Korzysta w")
    sheet.write_row(4, 0, ["korzysta w ↓ / mieszka w →" if turned else "mieszka w ↓ / korzysta w →", *heads])
    body = [list(column) for column in zip(*table, strict=True)] if turned else table
    for at, (name, row) in enumerate(zip(rows, body, strict=True), start=5):
        sheet.write_row(at, 0, [name, *(None if cell == "" else cell for cell in row)])
    sheet.write(len(body) + 6, 0, f"Źródło: {PLANS[service].register}")


if __name__ == "__main__":
    main()

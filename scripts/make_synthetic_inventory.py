"""
Write the synthetic deliveries about services of data/raw/mg-6/: invented resources of real municipalities, with counted faults.

Run with ``python scripts/make_synthetic_inventory.py``. The same files come out every time. Only the populations are real (GUS, 2013, in
data/raw/reference/figures.csv); nobody took stock of anything. What a municipality has leans on the same assumptions as the answers of the
synthetic survey (scripts/synthetic/leanings.py), except where `STORIES` says otherwise, so that all kinds of gaps appear. Standards are
quoted as examples and have to be checked against the law in force before they are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import xlsxwriter
from synthetic.files import CREATED, write_csv
from synthetic.inventory_plan import ASKED, COMPARED, PLANS, PRACTICES, PROVIDERS, STORIES, Plan
from synthetic.leanings import QUALITY
from synthetic.places import BOGDANIEC, DESZCZNO, GORZOW, KLODAWA, LUBISZYN, SANTOK

from diagnoza.delivery import read_csv
from diagnoza.partnership import project_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from synthetic.people import Home

YEAR = 2013
HOMES = (BOGDANIEC, DESZCZNO, KLODAWA, LUBISZYN, SANTOK, GORZOW)
SEED = 2013
HEADS = {
    "teryt": "Gmina",
    "service": "Usługa",
    "field": "Sektor",
    "provider": "Świadczący",
    "provider_type": "Rodzaj podmiotu",
    "form": "Forma",
    "resource": "Rodzaj zasobu",
    "indicator": "Wskaźnik",
    "value": "Wartość",
    "unit": "Jednostka miary",
    "target_pop": "Liczebność grupy docelowej",
    "standard": "Norma",
    "condition": "Stan techniczny",
    "accessible_arch": "Dostępność architektoniczna",
    "accessible_digital": "Dostępność cyfrowa",
    "hours_week": "Godziny w tygodniu",
    "staff_fte": "Etaty",
    "spend_pln": "Wydatki [tys. zł]",
    "capacity": "Liczba miejsc",
    "users": "Korzystający",
    "waiting": "Oczekujący",
    "year": "Rok",
    "source": "Źródło danych",
    "status": "Status danych",
    "remark": "Uwagi",
}
SOURCE = "dane syntetyczne"
Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A municipality with the persons that a service may be for."""

    home: Home
    people: dict[str, int]

    def target(self, plan: Plan) -> int:
        """Count the target population of a service."""
        return round(self.people[plan.of] * plan.share)


def main() -> None:
    """Write all files."""
    folder = project_root() / "data" / "raw" / "mg-6"
    folder.mkdir(parents=True, exist_ok=True)
    chance = Random(SEED)  # noqa: S311  (nothing secret: the same file every time)
    rows = [row for place in places(project_root()) for service, plan in PLANS.items() for row in listed(place, service, plan, chance)]
    rows = mess([*rows, *of_powiat()], chance)
    table = [list(HEADS.values()), *[[row.get(name, "") for name in HEADS] for row in rows]]
    write_workbook(folder / "inventory.xlsx", {"inwentaryzacja": table, "porównanie": COMPARED})
    write_csv(folder / "practices.csv", PRACTICES, separator=";", encoding="utf-8-sig")
    write_csv(folder / "training_needs.csv", needs(chance), separator=";", encoding="utf-8-sig")


def needs(chance: Random) -> list[list[object]]:
    """Say how many staff of a service were asked what training they need, and how many named each of the three things."""
    rows: list[list[object]] = [["Usługa", "Przyczyna", "Liczba zapytanych", "Liczba deklarujących"]]
    for service, asked in ASKED.items():
        for cause, share in (("organizacja", 0.35), ("kompetencje", 0.45), ("informacja", 0.25)):
            rows.append([PLANS[service].label, cause, asked, round(asked * share * chance.uniform(0.6, 1.5))])
    return rows


def places(root: Path) -> list[Place]:
    """Give the municipalities with their real populations."""
    figures = read_csv(root / "data" / "raw" / "reference" / "figures.csv")
    year = figures[figures["year"].eq(str(YEAR))].set_index(["teryt", "figure"])["value"].astype(float)
    names = ("population", "pre_working", "working", "post_working")
    return [Place(home, {name: int(year[home.teryt, name]) for name in names}) for home in HOMES]


def level(home: Home, service: str) -> float:
    """Say how much of the typical a municipality has, by what people are assumed to think of the service there."""
    town, lack = QUALITY[service]
    content = town + (0.0 if home.town else lack) + 0.6 * home.mood
    return STORIES.get((home.name, service), 0.4 + 0.28 * (content - 2))


def listed(place: Place, service: str, plan: Plan, chance: Random) -> list[Row]:
    """Take stock of a service: for every provider a row for every indicator."""
    share = level(place.home, service)
    providers = PROVIDERS.get((place.home.name, service), ())
    if not providers:
        return [nothing(place, service, plan)] if service in {"nursery", "senior_care", "specialist_care"} else []
    parts = [chance.uniform(0.7, 1.3) for _ in providers]
    rows = []
    for provider, part in zip(providers, parts, strict=True):
        own = of_provider(place, plan, share, part / sum(parts), chance)
        for at, (resource, name, unit, typical, standard) in enumerate(plan.indicators):
            value = figure(typical, share, unit, len(providers), place, chance)
            row = base(place, service, plan) | {"provider": provider, "resource": resource, "indicator": name, "unit": unit}
            rows.append(row | {"value": value, "standard": standard} | (own if at == 0 or chance.random() < 0.3 else {}))  # noqa: PLR2004
    return rows


def base(place: Place, service: str, plan: Plan) -> Row:
    """Fill in what all rows of a service have."""
    own = {"teryt": place.home.name, "service": plan.label or service, "field": plan.field, "target_pop": place.target(plan)}
    return own | {"provider_type": "gmina", "form": "własna", "year": YEAR, "source": SOURCE, "status": "zmierzone"}


def nothing(place: Place, service: str, plan: Plan) -> Row:
    """Say that there are no places at all, which is not the same as no data; of specialists nobody knows."""
    if service == "specialist_care":
        unknown = {"resource": "osobowe", "indicator": "Lekarze specjaliści", "value": "brak danych", "status": "brak danych"}
        return base(place, service, plan) | unknown
    none = {"resource": "instytucjonalne", "indicator": "Liczba miejsc w gminie", "value": 0, "unit": "miejsc", "capacity": 0}
    return base(place, service, plan) | none


def of_provider(place: Place, plan: Plan, share: float, part: float, chance: Random) -> Row:
    """Invent what a provider has in the columns that are the same in all its rows."""
    people = place.target(plan)
    capacity = round(plan.capacity * share * people / 1000 * part)
    users = round((capacity or people * 0.2 * part) * chance.uniform(0.8, 1.02))
    staff = round(plan.staff * share * people / 1000 * part * 4) / 4
    row: Row = {"hours_week": round(plan.hours * (0.7 + 0.3 * share)), "staff_fte": max(staff, 0.25), "users": users}
    row |= {"condition": min(max(round(1 + 3.6 * share), 1), 5)}
    row |= {"spend_pln": round(plan.spend * share * people * part / 1000, 1)} if plan.spend else {}
    row |= {"capacity": capacity} if plan.capacity else {}
    if plan.capacity and share < 0.7:  # noqa: PLR2004  (few places)
        row["waiting"] = round(capacity * chance.uniform(0.1, 0.4))
    reached = ("tak" if chance.random() < share else "nie", "tak" if chance.random() < share - 0.2 else "nie")
    return row | dict(zip(("accessible_arch", "accessible_digital"), reached, strict=True))


def figure(typical: float, share: float, unit: str, providers: int, place: Place, chance: Random) -> float | str:
    """Invent a value: of what has a most, more where there is less of everything else; counts go by inhabitants and providers."""
    spread = chance.uniform(0.93, 1.07)
    if unit == "tak/nie":
        return "tak" if share > typical else "nie"
    if unit in {"osób na oddział", "dzieci na opiekuna", "km"}:
        return round(typical * spread * (1.5 - 0.5 * share), 1)
    if unit == "szt.":
        return max(round(typical * share * spread * place.people["population"] / 1000 / providers), 1)
    return round(min(typical * share * spread, 99.0) if unit == "%" else typical * share * spread, 2)


def of_powiat() -> list[Row]:
    """Let the powiat around the city list the schools and the centre that it keeps for residents of five municipalities."""
    row: Row = {
        "teryt": "powiat gorzowski",
        "provider_type": "powiat",
        "form": "własna",
        "year": YEAR,
        "source": SOURCE,
        "status": "zmierzone",
    }
    school = {"service": "Szkoła ponadpodstawowa", "field": "edukacja", "provider": "Zespół Szkół powiatu gorzowskiego"}
    care = {"service": "Opieka nad osobami starszymi i niesamodzielnymi", "field": "sprawy społeczne", "provider": "Dom pomocy społecznej"}
    return [
        row | school | {"resource": "osobowe", "indicator": "Uczniowie w oddziale", "value": 24.5, "unit": "osób na oddział", "users": 412},
        row | school | {"resource": "infrastrukturalne", "indicator": "Pracownie zawodowe", "value": 9, "unit": "szt.", "condition": 3},
        row
        | care
        | {
            "resource": "instytucjonalne",
            "indicator": "Liczba miejsc stałych",
            "value": 120,
            "unit": "miejsc",
            "capacity": 120,
            "waiting": 37,
        },
        row | care | {"resource": "finansowe", "indicator": "Koszt miejsca", "value": "2,9", "unit": "tys. zł na miesiąc"},
    ]


def mess(rows: list[Row], chance: Random) -> list[Row]:
    """Plant the faults of a real delivery, one in a row, so that what reading must find is known."""
    order = [at for at, row in enumerate(rows) if isinstance(row["value"], float) and row["unit"] != "%"]
    chance.shuffle(order)
    free = iter(order)
    for written in ("brak danych", "-", "bd", "b.d.", "brak danych", "–", "", "brak danych", "-", "brak danych"):
        rows[next(free)] |= {"value": written, "status": "brak danych"}
    for _ in range(12):  # numbers as text, some with their unit
        row = rows[next(free)]
        row["value"] = f"{row['value']:.2f}".replace(".", ",") + (" " if chance.random() < 0.5 else "")  # noqa: PLR2004
    rates = [rows[at] for at in free if "na 1 000" in rows[at]["unit"]]
    for row in rates[:4]:  # the same per hundred
        row |= {"value": round(row["value"] / 10, 4), "unit": row["unit"].replace("na 1 000", "na 100")}
    for row in rates[4:7]:
        row["unit"] = row["unit"].replace("na 1 000", "na 1 tys.")
    rates[7]["unit"] = "zł"  # cannot be compared
    spent = [row for row in rows if row.get("spend_pln", 0) > 1000]  # noqa: PLR2004  (thousands that are grouped)
    for at, row in enumerate(spent[:8]):
        row["spend_pln"] = f"{row['spend_pln']:,.1f}".replace(",", " \u00a0"[at % 2]).replace(".", ",")
    spent[8]["spend_pln"] = "1.250"  # one thousand and a quarter, or one and a quarter?
    counted = [row for row in rows if row["resource"] == "osobowe" and isinstance(row["value"], float)]
    wrong = [dict(row, provider=f"{row['provider']} (filia {at})") for at, row in enumerate(counted[:7], start=1)]
    wrong[0] |= {"service": "Kino"}
    wrong[1] |= {"resource": "kadrowo-płacowe"}
    wrong[2] |= {"year": ""}
    wrong[3] |= {"value": -3}
    wrong[4] |= {"value": 140, "unit": "%", "indicator": "Obsadzone etaty"}
    wrong[5] |= {"teryt": "Witnica"}
    wrong[6] |= {"value": "ok. dwóch"}
    faults: tuple[tuple[str, object], ...] = (("condition", 6), ("hours_week", 200), ("accessible_arch", "częściowo"))
    for name, fault in faults:
        next(row for row in counted[8:] if row.get(name, "") != "")[name] = fault
    next(row for row in counted[30:] if row["field"] == "kultura")["field"] = "kultura i sztuka"
    return [*rows, *wrong, *repeated(counted)]


def repeated(counted: list[Row]) -> list[Row]:
    """Deliver some rows once more: as they are, contradicting themselves, as an estimate, and under another spelling of the provider."""
    again = [dict(row) for row in counted[10:13]]
    other = dict(counted[14], value=round(counted[14]["value"] * 1.2, 2))
    guess = dict(counted[16], value=round(counted[16]["value"]), status="szacunek")
    spelled = dict(next(row for row in counted[17:] if "Szkoła Podstawowa" in row["provider"]))
    spelled |= {
        "provider": spelled["provider"].replace("Szkoła Podstawowa", "SP"),
        "indicator": "Pedagodzy i psycholodzy",
        "value": 0.5,
        "unit": "etatów",
    }
    earlier = [dict(row, year=YEAR - 1, value=round(row["value"] * 0.95, 2)) for row in counted[18:26]]
    return [*again, other, guess, spelled, *earlier]


def write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> None:
    """Write a workbook; its times are fixed."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": "Dane syntetyczne", "created": CREATED})
        for name, rows in sheets.items():
            one = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                one.write_row(at, 0, [None if cell == "" else cell for cell in row])


if __name__ == "__main__":
    main()

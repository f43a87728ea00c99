"""
The published tables of two partnerships, as they were looked at and found right.

A change of numbers shows here. Renew the files with ``DIAGNOZA_RENEW_GOLDEN=1 python -m pytest tests/test_golden.py`` and read
what git says has changed before it is committed.
"""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

import pytest

from diagnoza.context import inequality, position, published, words
from diagnoza.partners import members

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diagnoza.case import Case
    from diagnoza.grid import Grid

RENEW = bool(os.environ.get("DIAGNOZA_RENEW_GOLDEN"))


def positions_of(case: Case) -> Grid:
    placed = position.positions(case.indicators, case.distributions, change_years=5)
    return published.position_grid(placed[placed["teryt"].isin(case.members)], case.names, national=False)


def index_of(case: Case) -> Grid:
    placed = position.positions(case.indicators, case.distributions, change_years=5)
    return published.index_grid(position.synthetic_index(placed[placed["teryt"].isin(case.members)], z_limit=3), case.names)


def differences_of(case: Case) -> Grid:
    return published.inequality_grid(inequality.inequality(case.indicators, case.members))


def distances_of(case: Case) -> Grid:
    return published.distance_grid(inequality.distances(case.indicators, case.members), case.names, target=words.name_target(case.members))


def partners_of(case: Case) -> Grid:
    return members.partners_grid(case.partners, case.figures)


GRIDS: dict[str, Callable[[Case], Grid]] = {
    "partners": partners_of,
    "positions": positions_of,
    "index": index_of,
    "inequality": differences_of,
    "distances": distances_of,
}


def as_csv(grid: Grid) -> str:
    """Write the cells as they are printed; a space that does not break is written as one that does."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(grid.columns)
    writer.writerows([grid.text(row, column) for column in range(len(grid.columns))] for row in range(len(grid.rows)))
    return text.getvalue().replace("\xa0", " ")


@pytest.mark.parametrize("name", GRIDS)
@pytest.mark.parametrize("partnership", ["jablonowo", "mg-6"])
def test_a_published_table_is_as_it_was_when_it_was_found_right(cases: dict[str, Case], root: Path, partnership: str, name: str) -> None:
    path = root / "tests" / "golden" / f"{partnership}-{name}.csv"
    made = as_csv(GRIDS[name](cases[partnership]))
    if RENEW:
        path.write_text(made, encoding="utf-8", newline="\n")
    assert made == path.read_text("utf-8")


# Some of the numbers in the files, worked out from the raw figures without the library -----------------------------------------


def golden(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "tests" / "golden" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def raw(root: Path) -> dict[tuple[str, str, str], float]:
    with (root / "data/raw/reference/figures.csv").open(encoding="utf-8", newline="") as file:
        return {(row["teryt"], row["figure"], row["year"]): float(row["value"]) for row in csv.DictReader(file)}


def described(root: Path, indicator: str, year: str, group: str) -> dict[str, float]:
    with (root / "data/raw/reference/distributions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    [row] = [one for one in rows if [one[key] for key in ("indicator", "year", "group", "change_years")] == [indicator, year, group, "0"]]
    return {name: float(row[name]) for name in ("mean", "sd", "median")}


def printed(value: float, digits: int) -> str:
    """Write a number as the tables do; a test that rounds a half would have to say so."""
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace("-", "−")


MG6 = ("0801022", "0801032", "0801042", "0801052", "0801062", "0861011")
JABLONOWO = ("0402073", "0402042", "0402022", "0412062")


def test_the_unemployment_of_wapielsk_is_140_among_the_3698_of_two_years_before(root: Path) -> None:
    figures, group = raw(root), described(root, "unemployment", "2024", "wiejska")
    rate = 1000 * figures["0412062", "unemployed", "2024"] / figures["0412062", "population", "2022"]
    [row] = [one for one in golden(root, "jablonowo-positions") if one["Gmina"] == "Wąpielsk" and one["Wskaźnik"].startswith("Bezrobotni")]
    assert (figures["0412062", "unemployed", "2024"], figures["0412062", "population", "2022"]) == (140, 3698)
    assert [row["Rok"], row["Wartość"], row["Mediana grupy"]] == ["2024", printed(rate, 1), printed(group["median"], 1)]
    assert row["Pozycja (z)"] == printed(-(rate - group["mean"]) / group["sd"], 2)


def test_the_migration_of_deszczno_is_241_among_its_10662(root: Path) -> None:
    figures, group = raw(root), described(root, "migration_rate", "2023", "wiejska")
    rate = 1000 * 241 / figures["0801032", "population", "2022"]
    [row] = [one for one in golden(root, "mg-6-positions") if one["Gmina"] == "Deszczno" and one["Wskaźnik"].startswith("Saldo")]
    assert [row["Rok"], row["Wartość"]] == ["2023", printed(rate, 1)]
    assert row["Pozycja (z)"] == "+" + printed((rate - group["mean"]) / group["sd"], 2)


def test_the_differences_in_revenue_by_hand(root: Path) -> None:
    figures = raw(root)
    for name, codes in (("mg-6", MG6), ("jablonowo", JABLONOWO)):
        people = [figures[code, "population", "2019"] for code in codes]
        money = [figures[code, "own_revenue", "2019"] for code in codes]
        mean = sum(money) / sum(people)
        each = [m / p for m, p in zip(money, people, strict=True)]
        cv = (sum(p * (y - mean) ** 2 for p, y in zip(people, each, strict=True)) / sum(people)) ** 0.5 / mean
        pairs = sum(p * q * abs(y - z) for p, y in zip(people, each, strict=True) for q, z in zip(people, each, strict=True))
        gini = pairs / sum(people) ** 2 / (2 * mean)
        [row] = [one for one in golden(root, f"{name}-inequality") if one["Wskaźnik"].startswith("Dochody") and one["Rok"] == "2019"]
        assert list(row.values())[2:] == [
            printed(mean, 0),
            printed(min(each), 0),
            printed(max(each), 0),
            printed(cv, 3),
            printed(gini, 3),
            printed(max(each) / min(each), 2),
        ]


def test_what_would_lift_wapielsk_to_the_mean_by_hand(root: Path) -> None:
    figures = raw(root)
    mean = sum(figures[code, "own_revenue", "2019"] for code in JABLONOWO) / sum(figures[code, "population", "2019"] for code in JABLONOWO)
    lacking = mean * figures["0412062", "population", "2019"] - figures["0412062", "own_revenue", "2019"]
    [row] = [one for one in golden(root, "jablonowo-distances") if one["Gmina"] == "Wąpielsk" and one["Wskaźnik"].startswith("Dochody")]
    assert row["Co wyrównałoby różnicę"].startswith(f"{printed(int(lacking) + 1, 0)} zł więcej")


def test_the_index_of_klodawa_is_the_mean_of_what_its_positions_say(root: Path) -> None:
    z = {
        row["Wskaźnik"].split(" ")[0]: float(row["Pozycja (z)"].replace(",", ".").replace("−", "-"))
        for row in golden(root, "mg-6-positions")
        if row["Gmina"] == "Kłodawa" and row["Pozycja (z)"] != "nie oceniamy"
    }
    social = (z["Saldo"] + min(z["Ludność"], 3) + z["Zmiana"]) / 3
    economic, spatial = (z["Dochody"] + z["Bezrobotni"]) / 2, z["Odległość"]
    level = {row["Wymiar"]: row["Poziom (z)"] for row in golden(root, "mg-6-index") if row["Gmina"] == "Kłodawa"}
    found = {name: float(value.replace(",", ".").replace("−", "-")) for name, value in level.items()}
    assert found["wymiar społeczny"] == pytest.approx(social, abs=0.011)
    assert found["wymiar gospodarczy"] == pytest.approx(economic, abs=0.011)
    assert found["wymiar przestrzenny"] == pytest.approx(spatial, abs=0.011)
    assert found["wszystkie wymiary"] == pytest.approx((social + economic + spatial) / 3, abs=0.011)


def test_the_inhabitants_of_the_partners_are_those_of_the_raw_figures(root: Path) -> None:
    figures = raw(root)
    for name in ("mg-6", "jablonowo"):
        for row in golden(root, f"{name}-partners"):
            assert row["Ludność (2022)"] == printed(figures[row["TERYT"], "population", "2022"], 0)
            assert row["Powierzchnia [km²]"] == printed(figures[row["TERYT"], "area_ha", "2022"] / 100, 1)

"""The national tables (all municipalities), as files of Statistics Poland's Local Data Bank come: wide, long, with gaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza import tables
from diagnoza.delivery import read_csv
from diagnoza.geography import distances_km
from diagnoza.reference.figures import FIGURES, Reference

if TYPE_CHECKING:
    from pathlib import Path

SEATS_YEAR = 2021
BLANK = "brak wartości u źródła"
OTHER_SCHOOLS = "inny rodzaj szkoły niż podstawowa"
SOURCES = {
    "gus/population_area_2021_2022.csv": "population",
    "gus/population_age_groups_2010_2019.csv": "age_groups",
    "gus/own_revenue_2010_2019.csv": "own_revenue",
    "gus/migration_2010_2023.csv": "migration",
    "gus/unemployed_2003_2024.csv": "unemployed",
    "gus/unemployed_powiaty_2003_2024.csv": "unemployed",
    "gus/pupils_per_teacher_2018.csv": "schools",
    "geo/gmina_points.csv": "seats",
}
FILES = tuple(SOURCES)
COUNTED_AS_MUNICIPALITY = "miasto na prawach powiatu, ujęte jako gmina"
OTHER_LEVEL = "jednostka innego szczebla (część gminy, dzielnica)"


@dataclass
class _Reading:
    """Rows gathered from the files, and what became of each."""

    folder: Path
    figures: list[pd.DataFrame] = field(default_factory=list)
    audit: list[dict[str, object]] = field(default_factory=list)

    def add(self, file: str, figure: str, rows: pd.DataFrame) -> None:
        """Keep the rows (teryt, year, value as text) that have a value; count the blank ones."""
        value = pd.to_numeric(rows["value"].replace("", None))
        kept = rows.assign(value=value, year=rows["year"].astype(int), figure=figure, source=SOURCES[file])[value.notna()]
        self.figures.append(kept[["teryt", "figure", "year", "value", "source"]])
        self.count(file, "kept", "", len(kept))
        self.count(file, "set aside", BLANK, int(value.isna().sum()))

    def count(self, file: str, outcome: str, reason: str, rows: int) -> None:
        """Note what became of some rows of a file."""
        self.audit.append({"file": file, "outcome": outcome, "reason": reason, "rows": rows})


def read_national(folder: Path, *, units: pd.DataFrame, sources: pd.DataFrame) -> Reference:
    """
    Read the national tables of a reference folder.

    Parameters
    ----------
    folder
        Has ``gus/`` and ``geo/`` with the files named below.
    units, sources
        The register and the sources that come with the project.

    Returns
    -------
    Reference
        With figures of all municipalities, and of each powiat the figures that add up over its municipalities
        and the registered unemployed as published.

    Notes
    -----
    Blanks at the source (the migration of 2015) have no row. Figures of a year are never filled from another year.
    """
    reading = _Reading(folder)
    _read_population(reading)
    _read_long(
        reading,
        "gus/population_age_groups_2010_2019.csv",
        {"total": "population", "pre_working": "pre_working", "working": "working", "post_working": "post_working"},
    )
    _read_long(reading, "gus/own_revenue_2010_2019.csv", {"own_revenue_total": "own_revenue"})
    _read_long(
        reading, "gus/migration_2010_2023.csv", {"in_total": "migration_in", "out_total": "migration_out", "balance": "migration_balance"}
    )
    _read_years(reading, "gus/unemployed_2003_2024.csv", "teryt", units)
    _read_schools(reading)
    seats = _read_seats(reading, units)
    municipal = pd.concat(reading.figures, ignore_index=True)
    _read_years(reading, "gus/unemployed_powiaty_2003_2024.csv", "powiat_teryt", units)
    sums = _sums_of_powiats(municipal)
    powiats = pd.concat([sums[sums["teryt"].isin(units["teryt"])], reading.figures[-1]], ignore_index=True)
    figures = pd.concat([municipal, powiats], ignore_index=True).sort_values(["teryt", "figure", "year"], ignore_index=True)
    outcomes = pd.DataFrame(reading.audit).query("rows > 0")
    audit = outcomes.groupby(["file", "outcome", "reason"], sort=False)["rows"].sum().reset_index()
    return Reference(
        units=units,
        figures=tables.check(figures, "figures", file=folder.name),
        seats=tables.check(seats, "seats", file="geo/gmina_points.csv"),
        sources=sources,
        distributions=None,
        boundaries=folder / "geo",
        audit=tables.check(audit, "audit", file="audit"),
    )


def _read_population(reading: _Reading) -> None:
    file = "gus/population_area_2021_2022.csv"
    wide = read_csv(reading.folder / file)
    columns = {
        ("population", 2021): "population_2021_12_31",
        ("population", 2022): "population_2022_12_31",
        ("area_ha", 2021): "area_ha_2022_01_01",
        ("area_ha", 2022): "area_ha_2023_01_01",
    }
    for (figure, year), column in columns.items():
        reading.add(file, figure, pd.DataFrame({"teryt": wide["teryt"], "year": year, "value": wide[column]}))


def _read_long(reading: _Reading, file: str, columns: dict[str, str]) -> None:
    rows = read_csv(reading.folder / file)
    for column, figure in columns.items():
        reading.add(file, figure, rows[["teryt", "year"]].assign(value=rows[column]))


def _read_years(reading: _Reading, file: str, key: str, units: pd.DataFrame) -> None:
    wide = read_csv(reading.folder / file).rename(columns={key: "teryt"}).drop(columns="name")
    rows = wide.melt(id_vars="teryt", var_name="year", value_name="value")
    known = rows["teryt"].isin(units["teryt"])
    reading.count(file, "set aside", COUNTED_AS_MUNICIPALITY, int((~known).sum()))
    reading.add(file, "unemployed", rows[known].assign(year=rows["year"].str.removeprefix("y")))


def _read_schools(reading: _Reading) -> None:
    file = "gus/pupils_per_teacher_2018.csv"
    rows = read_csv(reading.folder / file)
    primary = rows["school_type"].eq("Szkoła podstawowa")
    reading.count(file, "set aside", OTHER_SCHOOLS, int((~primary).sum()))
    reading.add(file, "pupils_per_teacher", pd.DataFrame({"teryt": rows["teryt"], "year": 2018, "value": rows["mean"]})[primary])


def _read_seats(reading: _Reading, units: pd.DataFrame) -> pd.DataFrame:
    file = "geo/gmina_points.csv"
    rows = read_csv(reading.folder / file)
    known = rows["teryt"].isin(units["teryt"])
    placed = rows["seat_lon"].ne("")
    reading.count(file, "set aside", OTHER_LEVEL, int((~known).sum()))
    reading.count(file, "set aside", BLANK, int((known & ~placed).sum()))
    seats = rows.loc[known & placed, ["teryt"]].assign(lon=pd.to_numeric(rows["seat_lon"]), lat=pd.to_numeric(rows["seat_lat"]))
    cities = seats[seats["teryt"].isin(units.loc[units["type"].eq("miasto na prawach powiatu"), "teryt"])]
    nearest = distances_km(seats, cities).min(axis=1)
    reading.add(
        file,
        "distance_to_city",
        pd.DataFrame({"teryt": seats["teryt"].to_numpy(), "year": SEATS_YEAR, "value": np.round(nearest, 1).astype(str)}),
    )
    return seats


def _sums_of_powiats(municipal: pd.DataFrame) -> pd.DataFrame:
    """Add up, per powiat, what adds up; a year in which a municipality is blank has no sum."""
    adds_up = [figure.id for figure in FIGURES.values() if figure.adds_up and figure.id != "unemployed"]
    rows = municipal[municipal["figure"].isin(adds_up)].assign(powiat=municipal["teryt"].str[:4])
    sums = rows.groupby(["powiat", "figure", "year", "source"], as_index=False).agg(value=("value", "sum"), members=("value", "size"))
    full = rows.groupby("powiat")["teryt"].nunique()
    return sums[sums["members"].eq(sums["powiat"].map(full))].rename(columns={"powiat": "teryt"}).drop(columns="members")

"""
Make the small tables of data/raw/reference/ from the national tables in the folder that DIAGNOZA_REFERENCE names.

Run with ``make reference``. The figures are those of the municipalities in params/ and of their powiats that are partners; the
distributions are over all municipalities of the country. sources.csv is kept by hand.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from diagnoza.context import indicators
from diagnoza.delivery import read_csv
from diagnoza.partnership import load_partnerships, project_root
from diagnoza.reference.figures import read_table
from diagnoza.reference.national import read_national

if TYPE_CHECKING:
    from pathlib import Path

SIGNIFICANT = 6


def main() -> None:
    """Write register.csv, figures.csv, seats.csv, distributions.csv and poland.csv."""
    root = project_root()
    folder, target = root / os.environ["DIAGNOZA_REFERENCE"], root / "data" / "raw" / "reference"
    write(register(folder), target / "register.csv")
    members = sorted({member.teryt for partnership in load_partnerships(root) for member in partnership.members})
    national = read_national(folder, units=read_table(target, "units"), sources=read_table(target, "sources"))
    write(national.figures[national.figures["teryt"].isin(members)], target / "figures.csv")
    write(national.seats[national.seats["teryt"].isin(members)], target / "seats.csv")
    table = indicators.distributions(indicators.compute(national.figures, national.units))
    numbers = ["mean", "sd", *indicators.QUANTILES]
    write(
        table.assign(**{column: table[column].map(lambda value: float(f"{value:.{SIGNIFICANT}g}")) for column in numbers}),
        target / "distributions.csv",
    )
    write(outline(folder), target / "poland.csv")


def register(folder: Path) -> pd.DataFrame:
    """Take municipalities and powiats from the TERC register."""
    terc = read_csv(folder / "geo" / "terc.csv")
    terc = terc[terc["type_code"].isin(["1", "2", "3"])]
    city = terc["powiat_kind"].ne("powiat")
    municipalities = terc.assign(
        type=terc["type"].str.removeprefix("gmina ").mask(city, "miasto na prawach powiatu"),
        powiat=("powiat " + terc["powiat"]).mask(city, ""),
    )
    powiats = read_csv(folder / "geo" / "terc_powiaty.csv").query("kind == 'powiat'").rename(columns={"powiat_teryt": "teryt"})
    powiats = powiats.assign(name="powiat " + powiats["powiat"], type="powiat", powiat="")
    return pd.concat([municipalities, powiats])[["teryt", "name", "type", "powiat", "voivodeship"]].sort_values("teryt")


def outline(folder: Path) -> pd.DataFrame:
    """Draw the outline of the country, coarse: for orientation on the index page."""
    shape = gpd.read_file(folder / "geo" / "powiaty.geojson").union_all().buffer(0.02).simplify(0.05)
    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    lon, lat = largest.exterior.coords.xy
    return pd.DataFrame({"lon": [round(x, 2) for x in lon], "lat": [round(y, 2) for y in lat]})


def write(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV: UTF-8, comma, LF, whole numbers without a point."""
    if "value" in table:
        table = table.assign(value=table["value"].map(lambda value: f"{value:.10g}"))
    table.to_csv(path, index=False, lineterminator="\n")
    print(f"{path.name}: {len(table)} rows, {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()

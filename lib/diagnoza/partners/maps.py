"""Where the partners lie: true boundaries where they are given, else a schematic map of seats and populations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import textalloc

from diagnoza import polish
from diagnoza.charts import FOCUS, INK, LAND, LINES, MUTED, OTHERS, new_figure
from diagnoza.errors import NotDelivered
from diagnoza.geography import distances_km
from diagnoza.grid import Grid

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LARGEST = 2600.0  # area of the circle of the largest municipality [points²]
SMALLEST = 60.0
RIM = 24  # points on the rim of a circle
BORDER_GAP = 150.0  # metres on either side: drawn borders of neighbours may miss each other by that much
KM_PER_DEGREE = 111.2
METRES = "EPSG:2180"  # the national grid of Poland


def plot_partners(seats: pd.DataFrame, names: pd.Series, population: pd.Series, boundaries: gpd.GeoDataFrame | None) -> Figure:
    """
    Draw the map of a partnership.

    Parameters
    ----------
    seats
        Table `Seats`, members only.
    names
        Name by code.
    population
        Inhabitants by code.
    boundaries
        Members (`member` true) and their surroundings; None draws seats only.

    Notes
    -----
    Plate carrée with the middle latitude kept true: right for an area of tens of kilometres.
    """
    placed = seats.set_index("teryt").reindex(names.index).dropna()
    if placed.empty:
        msg = "Nie dostarczono położenia siedzib gmin, dlatego nie ma mapy."
        raise NotDelivered(msg)
    chart = new_figure(5.2)
    axes = chart.subplots()
    if boundaries is not None:
        boundaries[~boundaries["member"]].plot(ax=axes, facecolor="white", edgecolor=LINES, linewidth=0.8)
        boundaries[boundaries["member"]].plot(ax=axes, facecolor=LAND, edgecolor=INK, linewidth=1.4)
    people = population.reindex(placed.index)
    size = (LARGEST * people / people.max()).clip(lower=SMALLEST).fillna(SMALLEST)
    axes.scatter(placed["lon"], placed["lat"], s=size, color=FOCUS, edgecolor="white", linewidth=1, zorder=3)
    _frame(axes, placed, boundaries)
    labels = [f"{names[code]}\n{polish.number(people[code])}" for code in placed.index]
    _label_circles(chart, axes, placed, size, labels)
    _scale(axes, float(placed["lat"].mean()))
    return chart


def _label_circles(chart: Figure, axes: Axes, placed: pd.DataFrame, size: pd.Series, labels: list[str]) -> None:
    """Put labels beside the circles: points on their rims are kept clear, as the circles themselves are."""
    chart.draw_without_rendering()
    scale = axes.transData.transform([[0, 0], [1, 1]])
    per_point = chart.dpi / 72 / (scale[1] - scale[0])  # degrees per point of 1/72 inch
    radius = np.sqrt(size.to_numpy()) / 2
    turn = np.linspace(0, 2 * np.pi, RIM, endpoint=False)
    rim_x = (placed["lon"].to_numpy()[:, None] + radius[:, None] * per_point[0] * np.cos(turn)).ravel()
    rim_y = (placed["lat"].to_numpy()[:, None] + radius[:, None] * per_point[1] * np.sin(turn)).ravel()
    x, y = placed["lon"].tolist(), placed["lat"].tolist()
    clear_x, clear_y = [*x, *rim_x], [*y, *rim_y]
    look: Any = {"textsize": 10.5, "textcolor": INK, "linecolor": OTHERS, "min_distance": 0.02, "max_distance": 0.4}
    box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}  # names stay readable where they lie on a border
    textalloc.allocate(axes, x, y, labels, x_scatter=clear_x, y_scatter=clear_y, bbox=box, **look)


def _frame(axes: Axes, placed: pd.DataFrame, boundaries: gpd.GeoDataFrame | None) -> None:
    if boundaries is not None:
        west, south, east, north = boundaries[boundaries["member"]].total_bounds
        least, share = 0.02, 0.04
    else:
        west, south, east, north = placed["lon"].min(), placed["lat"].min(), placed["lon"].max(), placed["lat"].max()
        least, share = 0.06, 0.14
    margin = max(least, share * max(east - west, north - south))
    axes.set(xlim=(west - margin, east + margin), ylim=(south - margin, north + margin))
    axes.set_aspect(1 / math.cos(math.radians(float(placed["lat"].mean()))))
    axes.set_axis_off()


def _scale(axes: Axes, latitude: float) -> None:
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    per_degree = KM_PER_DEGREE * math.cos(math.radians(latitude))
    length = next(km for km in (50, 20, 10, 5, 2, 1) if km / per_degree < (east - west) / 3 or km == 1)
    x, y = west + 0.03 * (east - west), south + 0.03 * (north - south)
    axes.plot([x, x + length / per_degree], [y, y], color=MUTED, linewidth=3, solid_capstyle="butt")
    axes.text(x, y + 0.015 * (north - south), f"{length} km", color=MUTED, fontsize=10, va="bottom")


def distance_grid(seats: pd.DataFrame, names: pd.Series) -> Grid:
    """
    Tabulate the straight-line distances between seats.

    Parameters
    ----------
    seats
        Table `Seats`, members only.
    names
        Name by code, in the order of the rows.
    """
    placed = seats.set_index("teryt").reindex(names.index).dropna()
    apart = distances_km(placed, placed)
    rows = [
        [str(names[code]), float(lon), float(lat), *distances]
        for code, lon, lat, distances in zip(placed.index, placed["lon"], placed["lat"], apart.tolist(), strict=True)
    ]
    columns = ["Siedziba", "Długość geogr. [°]", "Szerokość geogr. [°]", *[f"do: {names[code]} [km]" for code in placed.index]]
    return Grid(columns, rows, {1: 3, 2: 3, **dict.fromkeys(range(3, 3 + len(placed)), 0)}, note="Założenie A10.")


def say_distances(seats: pd.DataFrame, names: pd.Series) -> str:
    """
    Tell which two seats are furthest apart.

    Parameters
    ----------
    seats
        Table `Seats`, members only.
    names
        Name by code.
    """
    placed = seats.set_index("teryt").reindex(names.index).dropna()
    if len(placed) < 2:  # noqa: PLR2004
        return ""
    apart = distances_km(placed, placed)
    first, second = divmod(int(apart.argmax()), len(placed))
    pair = f"{names[placed.index[first]]} i {names[placed.index[second]]}"
    return f"Najdalej od siebie leżą siedziby {pair}: {polish.number(apart.max())} km w linii prostej."


def say_pieces(boundaries: gpd.GeoDataFrame | None) -> str:
    """
    Tell whether the area of a partnership is in one piece.

    Parameters
    ----------
    boundaries
        Members and surroundings, or None.
    """
    if boundaries is None:
        return "Mapa jest schematyczna: pokazuje siedziby gmin i liczbę mieszkańców, bez granic, których nie dostarczono."
    together = boundaries.loc[boundaries["member"], "geometry"].to_crs(METRES).buffer(BORDER_GAP).union_all()
    pieces = len(getattr(together, "geoms", [together]))
    return "Obszar partnerstwa jest spójny." if pieces == 1 else f"Obszar partnerstwa nie jest spójny: składa się z {pieces} części."


def source_of(boundaries: gpd.GeoDataFrame | None) -> list[str]:
    """
    Name the sources of the map, the licence of some of which asks for it.

    Parameters
    ----------
    boundaries
        Members and surroundings, or None.

    Returns
    -------
    list of str
        Identifiers of sources.
    """
    return ["seats", "population", *(boundaries["source"].unique() if boundaries is not None else [])]


def alt_partners(names: pd.Series, population: pd.Series, boundaries: gpd.GeoDataFrame | None) -> str:
    """
    Describe the map.

    Parameters
    ----------
    names
        Name by code.
    population
        Inhabitants by code.
    boundaries
        Members and surroundings, or None.
    """
    kind = "Mapa schematyczna siedzib" if boundaries is None else "Mapa granic i siedzib"
    known = population.reindex(names.index).dropna()
    if known.empty:
        return f"{kind} gmin: {polish.listed([str(name) for name in names])}."
    count = polish.counted(len(names), "gminy", "gmin", "gmin")
    largest = f"{names[str(known.idxmax())]} ({polish.number(known.max())})"
    return f"{kind} {count}; wielkość koła oznacza liczbę mieszkańców, największe koło: {largest}."

"""A map of flows: ribbons from where users live to where they are served, over boundaries where they are given; nothing hidden is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import textalloc
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Polygon, Rectangle
from matplotlib.textpath import TextPath

from diagnoza import polish
from diagnoza.charts import FOCUS, INK, LAND, LINES, MUTED, OTHERS, SECOND, WIDTH, new_figure, wrapped
from diagnoza.errors import NotApplicable
from diagnoza.flows.published.ribbons import apart, centre_line, ribbon
from diagnoza.flows.published.select import POWIAT_DIGITS
from diagnoza.tables.flows import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from diagnoza.flows.published.views import View

TALL, LOW = 6.4, 4.4  # inches: of several municipalities, or of one
POINTS = 72.0  # of an inch: the map is drawn in points
STRIP, FOOT = 76.0, 20.0  # for the legend below the map, and its lowest line
EDGE, SIDE = 44.0, 100.0  # margins: plain, and where a place without a position stands
NEAR = 46.0  # points that places are kept apart
RADIUS = 6.5
WIDEST, THINNEST, BROAD = 20.0, 2.2, 5.0  # points at the wide end; from BROAD on a ribbon has a white rim
CAP = 0.16
"""A ribbon is at most so wide, as a part of its length."""
MOST = 24
"""Ribbons of the greatest flows that are drawn."""
NUMBER_SIZE, NAME_SIZE = 10.0, 10.5
KM_PER_DEGREE = 111.2
ALONG = (0.42, 0.52, 0.32, 0.62, 0.24, 0.72)  # where on a ribbon its number may stand
NO_SEATS = "Nie dostarczono położenia siedzib gmin, dlatego nie ma mapy przepływów."
NO_FLOWS = "Nie ma mapy przepływów: nie podano żadnej liczby osób, które korzystają z usługi poza swoją gminą."


@dataclass(frozen=True)
class Scene:
    """Places on the canvas in points; `origin` and `per_km` say how kilometres lie on it."""

    places: dict[str, np.ndarray]
    origin: np.ndarray
    middle: np.ndarray
    per_km: float
    latitude: float

    def move(self, lon_lat: np.ndarray) -> np.ndarray:
        """Put degrees on the canvas."""
        return np.asarray((_kilometres(lon_lat, self.latitude) - self.origin) * self.per_km + self.middle)


def between(view: View, seats: pd.DataFrame) -> pd.DataFrame:
    """
    Choose the flows that a map can draw: between two places that it has, shown, above 0, the greatest first.

    Parameters
    ----------
    view, seats
        A service; table `Seats`.

    Returns
    -------
        Rows of `View.cells`.
    """
    powiats = {code for code in view.destinations if len(code) == POWIAT_DIGITS}
    placed = (set(seats["teryt"]) & set(view.members)) | {OUTSIDE} | powiats
    rows = view.known[view.known["origin"].ne(view.known["destination"]) & view.known["users"].gt(0)]
    rows = rows[rows["origin"].isin(placed) & rows["destination"].isin(placed)]
    return rows.sort_values(["users", "origin", "destination"], ascending=[False, True, True])


def drawn(view: View, seats: pd.DataFrame) -> pd.DataFrame:
    """
    Choose the flows that a map draws.

    Parameters
    ----------
    view, seats
        A service; table `Seats`.

    Returns
    -------
        The first rows of `between`, at most `MOST`.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if there are no seats or no such flows.
    """
    if not set(seats["teryt"]) & set(view.members):
        raise NotApplicable(NO_SEATS)
    rows = between(view, seats)
    if rows.empty:
        raise NotApplicable(NO_FLOWS)
    return rows.head(MOST)


def plot_map(view: View, seats: pd.DataFrame, boundaries: gpd.GeoDataFrame | None) -> Figure:
    """
    Draw a map of flows: a ribbon is wide where users live and pointed where they are served; its width is their number.

    Parameters
    ----------
    view
        A service.
    seats
        Table `Seats`.
    boundaries
        Members (`member` true) and their surroundings; None draws seats only.

    Notes
    -----
    Powiats and what is outside have no position and stand at the edge, as squares. Seats nearer to each other than the names need
    are pushed apart. Unknown places are not drawn.
    """
    rows = drawn(view, seats)
    chart = new_figure(LOW if len(view.members) == 1 else TALL)
    chart.set_layout_engine("none")
    axes = chart.add_axes((0.0, 0.0, 1.0, 1.0))
    canvas = chart.get_size_inches() * POINTS
    axes.set(xlim=(0, canvas[0]), ylim=(0, canvas[1]))
    axes.set_axis_off()
    scene = _scene(view, seats, boundaries, rows, canvas)
    if boundaries is not None:
        _land(axes, boundaries, scene)
    lines = [_line(scene, row) for row in rows.to_dict("records")]
    for row, line in zip(rows.to_dict("records"), lines, strict=True):
        colour = FOCUS if {row["origin"], row["destination"]} <= set(view.members) else SECOND
        width = _width(row["users"], float(rows["users"].max()), line)
        rim = "white" if width >= BROAD else "none"
        axes.add_patch(Polygon(ribbon(line, width), facecolor=colour, edgecolor=rim, linewidth=0.6, alpha=0.85, zorder=3))
    _dots(axes, scene, view)
    boxes = _numbers(axes, scene, lines, [polish.number(users) for users in rows["users"]])
    _names(axes, scene, view, lines, boxes)
    _legend(axes, float(rows["users"].max()))
    if len(view.members) > 1 or boundaries is not None:
        _scale(axes, scene)
    return chart


def _kilometres(lon_lat: np.ndarray, latitude: float) -> np.ndarray:
    """Project degrees with the middle latitude kept true: right for an area of tens of kilometres."""
    return np.asarray(lon_lat * KM_PER_DEGREE * np.array([np.cos(np.radians(latitude)), 1.0]))


def _scene(view: View, seats: pd.DataFrame, boundaries: gpd.GeoDataFrame | None, rows: pd.DataFrame, canvas: np.ndarray) -> Scene:
    placed = seats.set_index("teryt").reindex(view.members).dropna()
    degrees = placed[["lon", "lat"]].to_numpy(dtype=float)
    latitude = float(degrees[:, 1].mean())
    corners = degrees if boundaries is None else boundaries[boundaries["member"]].total_bounds.reshape(2, 2)
    reach = _kilometres(corners, latitude)
    used = {*rows["origin"], *rows["destination"]}
    powiats = [code for code in view.destinations if len(code) == POWIAT_DIGITS and code in used]
    outside = [OUTSIDE] if OUTSIDE in used else []
    west_south = np.array([SIDE if powiats else EDGE, STRIP + EDGE])
    east_north = canvas - [SIDE if outside else EDGE, EDGE]
    low, high = reach.min(axis=0), reach.max(axis=0)
    per_km = float(((east_north - west_south) / np.maximum(high - low, 1.0)).min())
    scene = Scene({}, (low + high) / 2, (west_south + east_north) / 2, per_km, latitude)
    points = apart(np.array([scene.move(one) for one in degrees]), NEAR)
    scene.places.update(zip(placed.index, points, strict=True))
    for x, codes in ((EDGE, powiats), (canvas[0] - EDGE, outside)):
        heights = np.linspace(east_north[1], west_south[1], len(codes) + 2)[1:-1]
        scene.places.update({code: np.array([x, y]) for code, y in zip(codes, heights, strict=True)})
    return scene


def _land(axes: Axes, boundaries: gpd.GeoDataFrame, scene: Scene) -> None:
    at_zero = scene.move(np.zeros(2))
    scale = scene.move(np.ones(2)) - at_zero
    matrix = [scale[0], 0, 0, scale[1], *at_zero]
    looks: Any = ((False, {"facecolor": "white", "edgecolor": LINES}), (True, {"facecolor": LAND, "edgecolor": OTHERS}))
    for member, look in looks:
        some = boundaries[boundaries["member"].eq(member)]
        for shape in some.geometry.affine_transform(matrix):
            for part in getattr(shape, "geoms", [shape]):
                axes.add_patch(Polygon(np.asarray(part.exterior.coords), linewidth=1.0, zorder=1, **look))


def _line(scene: Scene, row: dict[Any, Any]) -> np.ndarray:
    return centre_line(scene.places[row["origin"]], scene.places[row["destination"]], gap=RADIUS)


def _width(users: float, most: float, line: np.ndarray) -> float:
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    return min(max(WIDEST * users / most, THINNEST), CAP * length)


def _dots(axes: Axes, scene: Scene, view: View) -> None:
    for code, (x, y) in scene.places.items():
        home = code in view.members
        axes.plot(
            [x], [y], marker="o" if home else "s", markersize=2 * RADIUS - 2, color=INK if home else "white", markeredgecolor=INK, zorder=4
        )


def _numbers(axes: Axes, scene: Scene, lines: Sequence[np.ndarray], texts: Sequence[str]) -> list[np.ndarray]:
    """Write numbers on ribbons, the greatest first; one that would lie on another or on a place is left to the table."""
    boxes: list[np.ndarray] = []
    near = [np.array([*(at - RADIUS - 2), *(at + RADIUS + 2)]) for at in scene.places.values()]
    for line, text in zip(lines, texts, strict=True):
        half = np.array([_breadth(text, NUMBER_SIZE) / 2 + 2.0, NUMBER_SIZE / 2 + 1.5])
        for part in ALONG:
            at = line[round(part * (len(line) - 1))]
            box = np.array([*(at - half), *(at + half)])
            if not any(_overlap(box, other) for other in (*boxes, *near)):
                boxes.append(box)
                paper: Any = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8}
                axes.text(float(at[0]), float(at[1]), text, fontsize=NUMBER_SIZE, color=INK, ha="center", va="center", bbox=paper, zorder=6)
                break
    return boxes


def _names(axes: Axes, scene: Scene, view: View, lines: Sequence[np.ndarray], boxes: Sequence[np.ndarray]) -> None:
    """Name the places where no ribbon and no number lies."""
    codes = list(scene.places)
    x, y = ([float(scene.places[code][axis]) for code in codes] for axis in (0, 1))
    corners = [np.array([[a, b] for a in np.linspace(box[0], box[2], 4) for b in (box[1], box[3])]) for box in boxes]
    rims = [scene.places[code] + RADIUS * np.array([[1, 0], [0, 1], [-1, 0], [0, -1]]) for code in codes]
    full = np.vstack([*rims, *corners])
    coarse = [line[np.r_[0 : len(line) - 1 : 3, len(line) - 1]] for line in lines]
    ways: Any = {"x_lines": [line[:, 0].tolist() for line in coarse], "y_lines": [line[:, 1].tolist() for line in coarse]}
    look: Any = {"textsize": NAME_SIZE, "textcolor": INK, "linecolor": MUTED, "min_distance": 0.015, "max_distance": 0.3}
    clear: Any = {"avoid_label_lines_overlap": True, "nbr_candidates": 200}
    paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1}
    names = [wrapped(view.names[code], 16) for code in codes]
    textalloc.allocate(axes, x, y, names, x_scatter=full[:, 0], y_scatter=full[:, 1], bbox=paper, zorder=7, **ways, **look, **clear)


def _legend(axes: Axes, most: float) -> None:
    """Say what a ribbon means, and how wide it is for how many; the lowest strip is kept for it."""
    top, low = 50.0, FOOT
    axes.add_patch(Rectangle((0, 0), WIDTH * POINTS, STRIP, facecolor="white", edgecolor="none", zorder=2))
    said: Any = {"fontsize": NUMBER_SIZE, "color": INK, "va": "center"}
    axes.text(EDGE / 2, top, "mieszka w", **said)
    start = EDGE / 2 + _breadth("mieszka w", NUMBER_SIZE) + 8
    line = np.column_stack([np.linspace(start, start + 70, 8), np.full(8, top)])
    axes.add_patch(Polygon(ribbon(line, WIDEST * 0.7), facecolor=FOCUS, edgecolor="white", linewidth=0.6, zorder=3))
    axes.text(start + 78, top, "korzysta w", **said)
    x = start + 170.0
    for part in (1.0, 0.25):
        wide = np.column_stack([np.linspace(x, x + 60, 8), np.full(8, top)])
        axes.add_patch(Polygon(ribbon(wide, max(WIDEST * part, THINNEST)), facecolor=OTHERS, edgecolor="white", linewidth=0.6, zorder=3))
        text = polish.counted(most * part, "osoba", "osoby", "osób")
        axes.text(x + 66, top, text, **said)
        x += 66 + _breadth(text, NUMBER_SIZE) + 24
    axes.plot([EDGE / 2 + 5], [low], marker="o", markersize=9, color=INK)
    axes.text(EDGE / 2 + 16, low, "siedziba gminy", **said)
    axes.plot([EDGE / 2 + 114], [low], marker="s", markersize=9, color="white", markeredgecolor=INK)
    axes.text(EDGE / 2 + 125, low, "powiat lub poza partnerstwem: bez położenia na mapie", **said)


def _scale(axes: Axes, scene: Scene) -> None:
    length = next((km for km in (50, 20, 10, 5, 2, 1) if km * scene.per_km < 90), 1)  # noqa: PLR2004  (points of the strip)
    x = WIDTH * POINTS - EDGE / 2 - length * scene.per_km
    axes.plot([x, x + length * scene.per_km], [FOOT - 8, FOOT - 8], color=MUTED, linewidth=3, solid_capstyle="butt")
    axes.text(x, FOOT + 3, f"{length} km", color=MUTED, fontsize=NUMBER_SIZE, va="center")


@cache
def _breadth(text: str, size: float) -> float:
    return float(TextPath((0, 0), text.replace(polish.NBSP, "n"), size=size, prop=FontProperties(family="Lato")).get_extents().width)


def _overlap(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one[:2] < other[2:]).all() and (other[:2] < one[2:]).all())


def unplaced(view: View, seats: pd.DataFrame) -> list[str]:
    """
    List the places of a service that a map cannot have.

    Parameters
    ----------
    view, seats
        A service; table `Seats`.
    """
    lost = [code for code in view.members if code not in set(seats["teryt"])]
    return [view.names[code] for code in [*lost, *([UNKNOWN] if UNKNOWN in view.destinations else [])]]

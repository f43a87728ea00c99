"""Distances between places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

EARTH_RADIUS_KM = 6371.0


def distances_km(a: pd.DataFrame, b: pd.DataFrame) -> np.ndarray:
    """
    Great-circle distances between two sets of points.

    Parameters
    ----------
    a, b
        Tables with `lon` and `lat` [degrees].

    Returns
    -------
    np.ndarray
        Distances [km], one row per point of `a`, one column per point of `b`.

    Notes
    -----
    Haversine on a sphere: at most 0.5 % off the ellipsoid. Straight lines, not roads.
    """
    lon_a, lat_a, lon_b, lat_b = (np.radians(points[column].to_numpy()) for points in (a, b) for column in ("lon", "lat"))
    half = np.sin((lat_b[None, :] - lat_a[:, None]) / 2) ** 2
    half = half + np.cos(lat_a)[:, None] * np.cos(lat_b)[None, :] * np.sin((lon_b[None, :] - lon_a[:, None]) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)))

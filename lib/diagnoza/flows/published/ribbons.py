"""Shapes on a map of flows: tapered ribbons from where users live to where they are served, and places that do not lie on each other."""

from __future__ import annotations

import numpy as np

BEND = 0.2
"""How far a ribbon bows to its left, as a part of its length, so that both directions between two places part."""
STEPS = 24
TIP = 0.8
"""Width at the pointed end, in the unit of the points."""
FINE = 400  # points among which the ends of a shortened line are looked for
ROUNDS = 60


def centre_line(start: np.ndarray, end: np.ndarray, *, gap: float = 0.0) -> np.ndarray:
    """
    Curve from one point to another, bowing to the left of the way.

    Parameters
    ----------
    start, end
        x and y, any unit.
    gap
        Radius of the circles around both that are left out, in the same unit.

    Returns
    -------
    np.ndarray
        `STEPS` points of a quadratic curve.

    Examples
    --------
    >>> centre_line(np.array([0.0, 0.0]), np.array([10.0, 0.0]))[[0, -1]].tolist()
    [[0.0, 0.0], [10.0, 0.0]]
    """
    way = end - start
    control = (start + end) / 2 + 2 * BEND * np.array([-way[1], way[0]])  # the curve itself bows half as far as its control point
    fine = np.linspace(0, 1, FINE)
    line = _curve(start, control, end, fine)
    clear = fine[(np.hypot(*(line - start).T) >= gap) & (np.hypot(*(line - end).T) >= gap)]
    first, last = (float(clear[0]), float(clear[-1])) if len(clear) > 1 else (0.0, 1.0)
    return _curve(start, control, end, np.linspace(first, last, STEPS))


def _curve(start: np.ndarray, control: np.ndarray, end: np.ndarray, part: np.ndarray) -> np.ndarray:
    t = part[:, None]
    return np.asarray((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end)


def ribbon(line: np.ndarray, width: float) -> np.ndarray:
    """
    Give a line a width that tapers from its start to its end.

    Parameters
    ----------
    line
        Points of the centre line.
    width
        Width at the start, in the unit of the points.

    Returns
    -------
    np.ndarray
        The outline, twice as many points as the line.

    Examples
    --------
    >>> outline = ribbon(np.array([[0.0, 0.0], [5.0, 0.0], [10.0, 0.0]]), 2.0)
    >>> outline[:, 1].round(2).tolist()
    [1.0, 0.7, 0.4, -0.4, -0.7, -1.0]
    """
    along = np.gradient(line, axis=0)
    across = np.column_stack([-along[:, 1], along[:, 0]]) / np.hypot(along[:, 0], along[:, 1])[:, None]
    half = np.linspace(width / 2, min(TIP, width) / 2, len(line))[:, None]
    return np.vstack([line + half * across, (line - half * across)[::-1]])


def apart(points: np.ndarray, least: float) -> np.ndarray:
    """
    Push places apart that lie closer together than a distance, such as a town and the municipality around it.

    Parameters
    ----------
    points
        x and y of each place.
    least
        The distance that is kept, in the unit of the points.

    Returns
    -------
    np.ndarray
        The places; those with room enough stay where they are.

    Examples
    --------
    >>> moved = apart(np.array([[0.0, 0.0], [0.0, 0.0], [50.0, 0.0]]), 10)
    >>> round(float(np.hypot(*(moved[0] - moved[1]))), 1), moved[2].tolist()
    (10.0, [50.0, 0.0])
    """
    moved = points.astype(float).copy()
    for _ in range(ROUNDS):
        still = True
        for first in range(len(moved)):
            for second in range(first + 1, len(moved)):
                way = moved[second] - moved[first]
                length = float(np.hypot(*way))
                if length < least - 1e-9:
                    way = way / length if length > 0 else np.array([1.0, 0.0])
                    moved[first] -= way * (least - length) / 2
                    moved[second] += way * (least - length) / 2
                    still = False
        if still:
            break
    return moved

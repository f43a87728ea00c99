"""What programmes are held against: planes and areas of the model, points and dates of the act. Both tables are to be edited."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from diagnoza.errors import ParamsError
from diagnoza.folding import fold
from diagnoza.strict_yaml import Draft, Flag, Strict, Text, check_keys, check_values, in_order, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import BaseModel

FOLDER = "params/programme"
AREAS, POINTS = "areas.yaml", "statutory_points.yaml"
FILES = (f"{FOLDER}/{AREAS}", f"{FOLDER}/{POINTS}")
ID = r"^[a-z0-9]+(_[a-z0-9]+)*$"
Numbered = Annotated[int, Field(ge=1, le=99)]


class Area(Strict):
    """An area of co-operation inside a plane."""

    id: Text = Field(pattern=ID, description="a short name of lower-case letters a-z, digits and _, e.g. consulting")
    name: Text = Field(description="its Polish name")


class Plane(Strict):
    """One of the planes of the model with its areas."""

    id: Numbered = Field(description="its number, 1 to 99")
    name: Text = Field(description="its full Polish name")
    short: Text = Field(description="a Polish name of two to four words, for tables")
    areas: tuple[Area, ...] = Field(description="the list of its areas, each with the keys id and name", min_length=1)


class Scale(Strict):
    """The scale of scores."""

    lowest: int = Field(description="the lowest score, a whole number")
    highest: int = Field(description="the highest score, a whole number")


class _Areas(Strict):
    areas_verified: Flag = Field(description="true once the areas have been held against the model, or else false")
    planes: tuple[Plane, ...] = Field(description="the list of planes, each with the keys id, name, short, areas", min_length=1)
    scores: Scale = Field(description="the keys lowest and highest")


class Point(Strict):
    """A point that the act asks a programme to contain."""

    id: Numbered = Field(description="its number in the act")
    name: Text = Field(description="what it is about, in Polish")
    to_verify: Flag = Field(default=False, description="true as long as the wording was not seen in the act, or take it out")


class Deadline(Strict):
    """The last day for something, in a year counted from that of the programme."""

    month: int = Field(ge=1, le=12, description="the month, 1 to 12")
    day: int = Field(ge=1, le=31, description="the day, 1 to 31")
    years_after: int = Field(ge=-5, le=5, description="the years after that of the programme, -1 for the year before")

    def of(self, year: int) -> dt.date:
        """Give the last day for the programme of a year."""
        return dt.date(year + self.years_after, self.month, self.day)


class Deadlines(Strict):
    """The last days that the act sets."""

    adopted: Deadline = Field(description="by when the programme is adopted: the keys month, day, years_after")
    report: Deadline = Field(description="by when its report is published: the keys month, day, years_after")


class _Points(Strict):
    act: Text = Field(description="the place in the act, in Polish")
    points: tuple[Point, ...] = Field(description="the list of points, each with the keys id and name", min_length=1)
    dates: Deadlines = Field(description="the keys adopted and report")


class Model(Strict):
    """Planes and areas of the model, points and dates of the act, and the scale of scores."""

    areas_verified: Flag
    planes: tuple[Plane, ...]
    scores: Scale
    act: str
    points: tuple[Point, ...]
    dates: Deadlines

    @property
    def areas(self) -> dict[str, Area]:
        """All areas by id, plane by plane."""
        return {area.id: area for plane in self.planes for area in plane.areas}

    @property
    def plane_of(self) -> dict[str, int]:
        """Number of the plane of each area, by its id."""
        return {area.id: int(plane.id) for plane in self.planes for area in plane.areas}

    def plane(self, number: int) -> Plane:
        """Give a plane by its number."""
        return next(plane for plane in self.planes if plane.id == number)

    def point(self, number: int) -> Point:
        """Give a statutory point by its number."""
        return next(point for point in self.points if point.id == number)

    def find_plane(self, text: str) -> int | None:
        """Give the number of a plane written as such, as „płaszczyzna 1” or by a name; None where it is none."""
        words = fold(text).removeprefix("plaszczyzna ")
        return next((int(one.id) for one in self.planes if words in {str(int(one.id)), fold(one.name), fold(one.short)}), None)

    def find_area(self, text: str) -> str:
        """Give the id of an area written as id or name; "" where it is none."""
        words = fold(text)
        return next((one.id for one in self.areas.values() if words in {fold(one.id), fold(one.name)}), "")

    def find_point(self, text: str) -> int | None:
        """Give the number of a statutory point written as such, as „pkt 5” or by its name; None where it is none."""
        words = fold(text).removeprefix("pkt ").removeprefix("punkt ")
        return next((int(one.id) for one in self.points if words in {str(int(one.id)), fold(one.name)}), None)


def load_model(root: Path) -> Model:
    """
    Read what programmes are held against.

    Parameters
    ----------
    root
        Project folder; the tables are ``params/programme/areas.yaml`` and ``params/programme/statutory_points.yaml``.

    Returns
    -------
        The model.

    Raises
    ------
    ParamsError
        With every problem of both files.
    """
    drafts = [_draft(root, AREAS, _Areas), _draft(root, POINTS, _Points)]
    _check_repeated(drafts[0], ("planes",), ("id", "name", "short"))
    _check_areas(drafts[0])
    _check_scale(drafts[0])
    _check_repeated(drafts[1], ("points",), ("id", "name"))
    _check_days(drafts[1])
    if problems := [problem for draft in drafts for _, problem in in_order(draft).problems]:
        raise ParamsError(problems)
    return Model.model_validate(drafts[0].values | drafts[1].values)


def _draft(root: Path, file: str, model: type[BaseModel]) -> Draft:
    path = root / FOLDER / file
    draft = Draft(path, root)
    if not path.is_file():
        draft.report((), "the file is not there", f"Restore it with: git checkout -- {FOLDER}/{file}")
    elif read(draft):
        check_keys(draft, draft.values, model)
        check_values(draft, model)
    return draft


def _check_repeated(draft: Draft, loc: tuple[str | int, ...], keys: Iterable[str]) -> None:
    """See that what is told apart by a key does not stand twice."""
    for key in keys:
        seen = Counter[str]()
        for i, row in draft.rows(*loc):
            if (value := row.get(key)) is not None:
                seen[fold(str(value))] += 1
                if seen[fold(str(value))] == 2:  # noqa: PLR2004  (the first repetition)
                    draft.report((*loc, i, key), f"'{value}' stands there already", "Write another one")


def _check_areas(draft: Draft) -> None:
    """See that no area has the id or name of another, in whatever plane."""
    seen = set[str]()
    for i, _ in draft.rows("planes"):
        for j, row in draft.rows("planes", i, "areas"):
            own = {fold(str(row[key])) for key in ("id", "name") if row.get(key) is not None}
            if own & seen:
                draft.report(("planes", i, "areas", j), f"'{row.get('name')}' has the id or the name of another area", "Write another one")
            seen |= own


def _check_scale(draft: Draft) -> None:
    lowest, highest = draft.sound("scores", "lowest"), draft.sound("scores", "highest")
    if isinstance(lowest, int) and isinstance(highest, int) and lowest >= highest:
        draft.report(("scores", "highest"), f"{highest} is not above the lowest score, {lowest}", "Write the highest score")


def _check_days(draft: Draft) -> None:
    for name in ("adopted", "report"):
        month, day = draft.sound("dates", name, "month"), draft.sound("dates", name, "day")
        try:
            if isinstance(month, int) and isinstance(day, int):
                dt.date(2001, month, day)  # a year without 29 February: the last day has to be there every year
        except ValueError:
            draft.report(("dates", name, "day"), f"{day}.{month} is not a day of every year", "Write the last day of the deadline")

"""
Raw to processed, for one partnership: read, compute, check, store.

    params/<partnership>.yaml + data/raw/ + national tables (if any)
        -> data/processed/reference/      figures, indicators and distributions of every municipality at hand
        -> data/processed/<partnership>/  the same for its members, with partners, deliveries, boundaries, audit, manifest.json

Nothing is redone while its inputs, the library and the packages it stands on are the same.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from diagnoza import polish, tables
from diagnoza.errors import Problem, ProblemsError
from diagnoza.files import digest, environment, sha256
from diagnoza.institutions import method as institutions
from diagnoza.partners.members import TITLES
from diagnoza.prepare import editions
from diagnoza.prepare.current import PREPARING, REFERENCE_VARIABLE, Prepared, is_current, read_manifest, vouched
from diagnoza.prepare.given import Given
from diagnoza.prepare.reference import prepare_reference, reference_folder
from diagnoza.prepare.storage import store
from diagnoza.programme import model as programme
from diagnoza.reference.figures import read_table
from diagnoza.surveys.codebook import BANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from diagnoza.partnership import Partnership
    from diagnoza.prepare.given import Delivered
    from diagnoza.surveys.tabulate import Answered

MAPS = {"gminy_detail.geojson": "boundaries_detail", "gminy.geojson": "boundaries"}  # the finer first, each with its source
METHODS = (  # editable tables of a method, and the deliveries that are held against them
    ({"institutions", "ties", "team", "readiness"}, institutions.FILES),
    ({"programme", "provisions", "coverage"}, programme.FILES),
)
SOURCE = ["source", "provider", "title", "obtained", "origin"]
AROUND = 0.04  # degrees of surroundings that a partnership's map shows


def prepare(partnership: Partnership, root: Path) -> Prepared:
    """
    Make the processed tables of a partnership, unless they are up to date.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project root.

    Returns
    -------
    Prepared
        ``data/processed/<id>``.

    Raises
    ------
    ProblemsError
        If an input cannot be read or a table does not keep its declaration.
    """
    target = root / "data" / "processed" / partnership.id
    if prepared := vouched(target):
        return prepared
    folder = reference_folder(root, partnership)
    reference = prepare_reference(root, folder)
    raw = root / "data" / "raw" / partnership.id
    inputs = {f"params/{partnership.path.name}": sha256(partnership.path)}
    inputs |= {f"data/raw/{partnership.id}/{source.file}": sha256(raw / source.file) for source in partnership.sources}
    inputs |= {name: sha256(path) for name in _read_beside(partnership) if (path := root / name).is_file()}
    inputs |= {name: sha256(root / name) for name in editions.files(partnership, root)}
    maps = {name: path for name in MAPS if folder and (path := folder / "geo" / name).is_file()}
    inputs |= {f"{REFERENCE_VARIABLE}/geo/{name}": sha256(path) for name, path in maps.items()}
    wanted = [*_read_beside(partnership), *(f"{REFERENCE_VARIABLE}/geo/{name}" for name in MAPS if folder)]
    key = digest([json.dumps([inputs, environment(root, PREPARING), reference.fingerprint])])
    if is_current(target, key):
        return Prepared(target, key, redone=False)
    made = _select(partnership, reference.folder) | {"deliveries": _deliveries(partnership, raw)}
    made |= _concepts(partnership, root, made)
    boundaries = _boundaries(partnership, maps) if maps else None
    inputs = read_manifest(reference.folder)["inputs"] | inputs
    store(made, target, key, inputs, boundaries, root=root, absent=[name for name in wanted if name not in inputs])
    return Prepared(target, key, redone=True)


def check(partnership: Partnership, root: Path) -> list[Problem]:
    """
    List what is wrong with the delivered files of a partnership; write nothing.

    Parameters
    ----------
    partnership
        Loaded params (whose own problems are listed when they are loaded).
    root
        Project root.

    Returns
    -------
    list of Problem
        Empty when all is well.
    """
    read = _read(partnership, root)
    return [*read.stopping, *read.problems, *_without_figures(partnership, root)]


def _without_figures(partnership: Partnership, root: Path) -> list[Problem]:
    """List the members that there are no public figures of."""
    if reference_folder(root, partnership) is not None:
        return []
    known = set(read_table(root / "data" / "raw" / "reference", "figures")["teryt"])
    remedy = (
        f"Name a folder with national tables in {REFERENCE_VARIABLE} or in `reference:`; without it the report says that there are no data"
    )
    return [
        Problem(f"params/{partnership.path.name}", f"member {code}", "no public figures in data/raw/reference/figures.csv", remedy)
        for code in (*partnership.municipalities, *partnership.providers)
        if code not in known
    ]


def _select(partnership: Partnership, reference: Path) -> dict[str, pd.DataFrame]:
    """Take from the reference tables what concerns the members."""
    read = {
        name: pd.read_parquet(reference / f"{name}.parquet")
        for name in ("units", "figures", "seats", "sources", "indicators", "distributions", "audit")
    }
    codes = [member.teryt for member in partnership.members]
    units = read["units"].set_index("teryt")
    partners = pd.DataFrame({"teryt": codes, "role": [member.role for member in partnership.members]}).join(units, on="teryt")
    joined = [member.joined.isoformat() if member.joined else None for member in partnership.members]
    distributions = read["distributions"][read["distributions"]["group"].isin(partners["type"])]
    return {
        "partners": partners.assign(joined=pd.Series(joined, dtype=object)),
        **{name: read[name][read[name]["teryt"].isin(codes)] for name in ("figures", "seats", "indicators")},
        "distributions": distributions,
        "sources": read["sources"],
        "audit": read["audit"],
    }


def _read_beside(partnership: Partnership) -> list[str]:
    """List the files that tables are made from, beside params and deliveries; some may not be there."""
    if not partnership.sources:
        return []
    books = [BANK, *dict.fromkeys(f"{survey.questionnaire}.yaml" for survey in partnership.surveys)]
    named = [file for survey in partnership.surveys for file in (survey.margins, survey.reviewed) if file]
    corrections = f"params/{partnership.id}.corrections.yaml"
    delivered = {source.table for source in partnership.sources}
    methods = [file for about, files in METHODS if delivered & about for file in files]
    raw = [f"data/raw/{partnership.id}/{file}" for file in named]
    return [corrections, *methods, *(f"params/questionnaires/{book}" for book in books), *raw]


def _rooms() -> tuple[Any, ...]:
    """List the rooms that read deliveries, each after those whose tables it needs; they are heavy, so only where something is made."""
    from diagnoza.prepare import comments, flows, goals, institutions, programme, services, voices  # noqa: PLC0415

    return services, flows, voices, institutions, programme, goals, comments


@dataclass
class _Readings:
    """What was delivered, as far as it could be read: surveys, by room the rest, the edition before; what to look at, and what stops."""

    answered: Answered | None = None
    rooms: dict[Any, dict[str, Delivered]] = field(default_factory=dict)
    before: Mapping[str, pd.DataFrame] | None = None
    problems: list[Problem] = field(default_factory=list)
    stopping: list[Problem] = field(default_factory=list)

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Note what stops the work and go on, so that the problems of all files are listed at once."""
        try:
            yield
        except ProblemsError as error:
            self.stopping += error.problems


def _read(partnership: Partnership, root: Path) -> _Readings:
    """Read everything that was delivered."""
    from diagnoza.surveys import tabulate  # noqa: PLC0415  (heavy)

    read = _Readings()
    with read.gathering():
        read.answered = tabulate.read_surveys(partnership, root)
        read.problems += read.answered.problems
    for room in _rooms():
        with read.gathering():
            read.rooms[room], found = room.read(partnership, root)
            read.problems += found
    with read.gathering():
        read.before, found = editions.read(partnership, root)
        read.problems += found
    return read


def _concepts(partnership: Partnership, root: Path, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Make all tables beside those of public figures, with their rows of the audit and a source for each delivery."""
    from diagnoza.prepare import synthesis  # noqa: PLC0415  (heavy)
    from diagnoza.surveys import tabulate  # noqa: PLC0415  (heavy)

    read = _read(partnership, root)
    if read.answered is None or read.stopping:
        raise ProblemsError([*read.stopping, *read.problems])
    weighed = tabulate.weigh_surveys(read.answered, partnership, root, made["figures"])
    tables = tabulate.tabulate(weighed, partnership, root) if weighed else {}
    audits = [made["audit"], *([tables.pop("audit")] if tables else [])]
    audits += [one.audit for some in read.rooms.values() for one in some.values()]
    for room in _rooms():
        tables |= room.tabulate(read.rooms[room], Given(partnership, root, made | tables, weighed))
    sources = [made["sources"], _survey_sources(partnership), _delivery_sources(partnership)]
    tables |= {"audit": pd.concat(audits, ignore_index=True), "sources": pd.concat(sources, ignore_index=True)}
    tables |= synthesis.tabulate(partnership, root, made | tables)
    return tables | editions.tabulate(read.before, made | tables)


def _survey_sources(partnership: Partnership) -> pd.DataFrame:
    """Say of each survey who delivered it, as a source that tables and figures name: "survey:" and its id."""
    titles = {survey.id: f"{survey.title}, {polish.days(survey.start, survey.end)}" for survey in partnership.surveys}
    rows = [
        {
            "source": f"survey:{one.survey}",
            "provider": one.provider,
            "title": titles[one.survey],
            "obtained": one.licence,
            "origin": one.origin,
        }
        for one in partnership.sources
        if one.survey
    ]
    return pd.DataFrame(rows, columns=SOURCE).sort_values("origin", ascending=False, kind="stable").drop_duplicates("source")


def _delivery_sources(partnership: Partnership) -> pd.DataFrame:
    """Say of every other delivered table who delivered it: "delivery:" and its name; a synthetic part makes all of it synthetic."""
    rows = [
        (f"delivery:{one.table}", one.provider, TITLES[one.table], one.licence, one.origin)
        for one in partnership.sources
        if one.table in TITLES
    ]
    return pd.DataFrame(rows, columns=SOURCE).sort_values("origin", ascending=False, kind="stable").drop_duplicates("source")


def _deliveries(partnership: Partnership, raw: Path) -> pd.DataFrame:
    columns = list(tables.TABLES["deliveries"].to_schema().columns)
    rows = [
        source.model_dump(include=set(columns))
        | {"survey": source.survey or "", "date": source.date.isoformat(), "sha256": sha256(raw / source.file)}
        for source in partnership.sources
    ]
    return pd.DataFrame(rows, columns=columns)


def _boundaries(partnership: Partnership, maps: dict[str, Path]) -> gpd.GeoDataFrame | None:
    """Cut the boundaries of the members and their surroundings out of one map: the fine one where it has all members."""
    for name, path in maps.items():
        shapes = gpd.read_file(path)[["teryt", "name", "geometry"]]
        members = shapes["teryt"].isin(partnership.municipalities)
        if members.sum() == len(partnership.municipalities):
            west, south, east, north = shapes[members].total_bounds
            near = shapes.cx[west - AROUND : east + AROUND, south - AROUND : north + AROUND].index
            return shapes.assign(member=members, source=MAPS[name]).loc[near].reset_index(drop=True)
    return None

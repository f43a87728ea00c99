"""
Raw to processed, for one partnership: read, compute, check, store.

    params/<partnership>.yaml + data/raw/ + national tables (if any)
        -> data/processed/reference/      figures, indicators and distributions of every municipality at hand
        -> data/processed/<partnership>/  the same for its members, with partners, deliveries, boundaries, audit, manifest.json

Nothing is redone while its inputs, the library and the packages it stands on are the same.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from diagnoza import tables
from diagnoza.context import indicators
from diagnoza.errors import DiagnozaError, Problem, ProblemsError
from diagnoza.files import digest, environment, sha256, whole
from diagnoza.reference.figures import OWN_FILES, read_own, read_table
from diagnoza.reference.national import FILES, read_national

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.partnership import Partnership

REFERENCE_VARIABLE = "DIAGNOZA_REFERENCE"
PACKAGES = ("pandas", "numpy", "pyarrow", "geopandas", "pandera")
MAPS = {"gminy_detail.geojson": "boundaries_detail", "gminy.geojson": "boundaries"}  # the finer first, each with its source
AROUND = 0.04  # degrees of surroundings that a partnership's map shows


@dataclass(frozen=True)
class Prepared:
    """
    Processed tables of one partnership, or of the reference figures.

    Attributes
    ----------
    folder
        Where they are.
    fingerprint
        Of everything they were made from.
    redone
        Whether they were made just now.
    """

    folder: Path
    fingerprint: str
    redone: bool


def reference_folder(root: Path, partnership: Partnership | None = None) -> Path | None:
    """
    Find the folder with national tables: named in params, else by DIAGNOZA_REFERENCE, else none.

    Parameters
    ----------
    root
        Project root; a relative folder is meant from there.
    partnership
        Whose params may name one.

    Raises
    ------
    DiagnozaError
        If a folder is named that does not hold the tables.
    """
    named = (partnership.reference if partnership else None) or os.environ.get(REFERENCE_VARIABLE)
    if not named:
        return None
    folder = root / named
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        remedy = f"Correct `reference:` in params or {REFERENCE_VARIABLE}, or unset it"
        msg = f"The reference folder {named} has no {', '.join(missing)}. {remedy}."
        raise DiagnozaError(msg)
    return folder


def prepare_reference(root: Path, folder: Path | None = None) -> Prepared:
    """
    Compute indicators and their distributions for every municipality there are figures for.

    Parameters
    ----------
    root
        Project root.
    folder
        National tables; None: the small tables of data/raw/reference.

    Returns
    -------
    Prepared
        ``data/processed/reference``, or ``reference-national`` with national tables.
    """
    own = root / "data" / "raw" / "reference"
    files = {f"data/raw/reference/{name}": own / name for name in OWN_FILES.values()}
    if folder is not None:
        files |= {f"{REFERENCE_VARIABLE}/{name}": folder / name for name in FILES}
    if missing := [name for name, path in files.items() if not path.is_file()]:
        raise ProblemsError([Problem(name, "file", "the file is not there", "Restore it from git") for name in missing])
    inputs = {name: sha256(path) for name, path in files.items()}
    key = digest([json.dumps([inputs, environment(root)])])
    target = root / "data" / "processed" / ("reference" if folder is None else "reference-national")
    if _is_current(target, key):
        return Prepared(target, key, redone=False)
    reference = (
        read_own(own) if folder is None else read_national(folder, units=read_table(own, "units"), sources=read_table(own, "sources"))
    )
    computed = indicators.compute(reference.figures, reference.units)
    made = {
        "units": reference.units,
        "figures": reference.figures,
        "seats": reference.seats,
        "sources": reference.sources,
        "indicators": indicators.place(computed, reference.distributions),
        "distributions": indicators.distributions(computed) if reference.distributions is None else reference.distributions,
        "audit": reference.audit,
    }
    _store(made, target, key, inputs)
    return Prepared(target, key, redone=True)


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
    folder = reference_folder(root, partnership)
    reference = prepare_reference(root, folder)
    raw = root / "data" / "raw" / partnership.id
    inputs = {f"params/{partnership.path.name}": sha256(partnership.path)}
    inputs |= {f"data/raw/{partnership.id}/{source.file}": sha256(raw / source.file) for source in partnership.sources}
    maps = {name: path for name in MAPS if folder and (path := folder / "geo" / name).is_file()}
    inputs |= {f"{REFERENCE_VARIABLE}/geo/{name}": sha256(path) for name, path in maps.items()}
    key = digest([json.dumps([inputs, environment(root), reference.fingerprint])])
    target = root / "data" / "processed" / partnership.id
    if _is_current(target, key):
        return Prepared(target, key, redone=False)
    made = _select(partnership, reference.folder) | {"deliveries": _deliveries(partnership, raw)}
    boundaries = _boundaries(partnership, maps) if maps else None
    _store(made, target, key, json.loads((reference.folder / "manifest.json").read_text("utf-8"))["inputs"] | inputs, boundaries)
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
    folder = reference_folder(root, partnership)
    if folder is not None:
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


def profile_codes(root: Path) -> list[str]:
    """
    List the municipalities that a profile can be made for.

    Parameters
    ----------
    root
        Project root.

    Returns
    -------
    list of str
        Codes, in order.
    """
    reference = prepare_reference(root, reference_folder(root))
    codes = pd.read_parquet(reference.folder / "indicators.parquet", columns=["teryt"])["teryt"]
    return sorted(code for code in codes.unique() if len(code) == 7)  # noqa: PLR2004


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


def _deliveries(partnership: Partnership, raw: Path) -> pd.DataFrame:
    columns = list(tables.TABLES["deliveries"].to_schema().columns)
    rows = [
        source.model_dump(include=set(columns)) | {"date": source.date.isoformat(), "sha256": sha256(raw / source.file)}
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


def _is_current(folder: Path, key: str) -> bool:
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return False
    known = json.loads(manifest.read_text("utf-8"))
    return known.get("fingerprint") == key and all((folder / name).is_file() for name in known["tables"])


def _store(
    made: dict[str, pd.DataFrame], folder: Path, key: str, inputs: dict[str, str], boundaries: gpd.GeoDataFrame | None = None
) -> None:
    """Write the tables, each whole or not at all, and the manifest last: it vouches for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("manifest.json", "boundaries.parquet"):  # an old manifest would vouch for new tables
        (folder / name).unlink(missing_ok=True)
    for name, table in made.items():
        checked = tables.check(table.reset_index(drop=True), name, file=f"{folder.name}/{name}")
        with whole(folder / f"{name}.parquet") as draft:
            checked.to_parquet(draft)
    if boundaries is not None:
        with whole(folder / "boundaries.parquet") as draft:
            boundaries.to_parquet(draft)
    manifest: dict[str, Any] = {
        "fingerprint": key,
        "inputs": inputs,
        "tables": sorted(path.name for path in folder.glob("*.parquet")),
        "versions": {package: version(package) for package in (*PACKAGES, "diagnoza")},
    }
    with whole(folder / "manifest.json") as draft:
        draft.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), "utf-8")

"""Processed tables on disk: each whole or not at all, with a manifest that vouches for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from diagnoza import tables
from diagnoza.files import whole

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

PACKAGES = ("pandas", "numpy", "pyarrow", "geopandas", "pandera", "svy")


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


def is_current(folder: Path, key: str) -> bool:
    """
    Tell whether the tables of a folder were made from what there is now.

    Parameters
    ----------
    folder
        Where they are.
    key
        Fingerprint of all they are made from.
    """
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return False
    known = json.loads(manifest.read_text("utf-8"))
    return known.get("fingerprint") == key and all((folder / name).is_file() for name in known["tables"])


def store(
    made: dict[str, pd.DataFrame], folder: Path, key: str, inputs: dict[str, str], boundaries: gpd.GeoDataFrame | None = None
) -> None:
    """
    Write the tables, each whole or not at all, and the manifest last: it vouches for them.

    Parameters
    ----------
    made
        The tables by name; each is held against its declaration.
    folder
        Where to.
    key
        Fingerprint of all they are made from.
    inputs
        The files they are made from, with their sha256.
    boundaries
        Boundaries of the members, where there are any.

    Raises
    ------
    SchemaError
        If a table does not keep its declaration.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").unlink(missing_ok=True)  # it would vouch for new tables
    present = {*made, *(["boundaries"] if boundaries is not None else [])}
    for old in folder.glob("*.parquet"):
        if old.stem not in present:  # what is delivered no more is gone
            old.unlink()
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

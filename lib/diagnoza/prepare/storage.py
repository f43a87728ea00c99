"""Processed tables on disk: each whole or not at all, with a manifest that vouches for them."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from diagnoza import tables
from diagnoza.files import environment, sha256, whole
from diagnoza.prepare.current import PREPARING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

PACKAGES = ("pandas", "numpy", "pyarrow", "geopandas", "pandera", "svy")


def store(  # noqa: PLR0913
    made: dict[str, pd.DataFrame],
    folder: Path,
    key: str,
    inputs: dict[str, str],
    boundaries: gpd.GeoDataFrame | None = None,
    *,
    root: Path,
    absent: Iterable[str] = (),
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
    root
        Project root.
    absent
        Files that would have been used, had they been there.

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
        "looked_at": inputs | dict.fromkeys(absent),
        "environment": environment(root, PREPARING),
        "tables": {path.name: sha256(path) for path in sorted(folder.glob("*.parquet"))},
        "versions": {package: version(package) for package in (*PACKAGES, "diagnoza")},
    }
    with whole(folder / "manifest.json") as draft:
        draft.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), "utf-8")

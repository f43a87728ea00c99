"""An edition put by, whole or not at all, and read again only if it is what was put by."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.errors import DiagnozaError, Problem, ProblemsError
from diagnoza.files import sha256
from diagnoza.tables import TABLES, check

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from diagnoza.partnership import Partnership

MANIFEST = "manifest.json"
EDITION = "edition"
"""Key of the manifest of an edition: its day and the fingerprint of each of its tables."""
_AGAIN = "Copy the edition there again, whole"


def archive(partnership: Partnership, root: Path, *, day: dt.date | None = None) -> Path:
    """
    Put the processed tables of a partnership by, as the edition that a later one is compared with.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.
    day
        The day of the edition; None: today.

    Returns
    -------
        ``data/raw/<id>/editions/<day>``: the declared tables, and the manifest with their fingerprints. All of them are publishable, as all
        processed tables are; nothing delivered is among them, and neither are boundaries.

    Raises
    ------
    DiagnozaError
        If nothing is prepared, or there is an edition of that day already: an edition is never overwritten.
    ProblemsError
        If a table is missing or does not keep its declaration.
    """
    source = root / "data" / "processed" / partnership.id
    day = day or dt.datetime.now(tz=dt.UTC).astimezone().date()
    target = root / "data" / "raw" / partnership.id / "editions" / day.isoformat()
    if not (source / MANIFEST).is_file():
        msg = f"{partnership.id} has no processed tables to put by. Run `diagnoza prepare {partnership.id}` first."
        raise DiagnozaError(msg)
    if target.exists():
        msg = f"There is an edition of {day} already, {target.relative_to(root).as_posix()}. Keep it, or move it away first."
        raise DiagnozaError(msg)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        _copy(source, draft, day)
        load(draft, label=f"data/processed/{partnership.id}")
        draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _copy(source: Path, draft: Path, day: dt.date) -> None:
    """Copy the declared tables and vouch for them in the manifest."""
    draft.mkdir(parents=True)
    manifest = json.loads((source / MANIFEST).read_text("utf-8"))
    names = [name for name in manifest["tables"] if name.removesuffix(".parquet") in TABLES]
    for name in names:
        if (source / name).is_file():  # what is missing is told when the draft is read
            shutil.copyfile(source / name, draft / name)
    prints = {name: sha256(draft / name) for name in names if (draft / name).is_file()}
    manifest |= {"tables": names, EDITION: {"date": day.isoformat(), "tables": prints}}
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), "utf-8")


def load(folder: Path, names: Collection[str] | None = None, *, label: str = "") -> Mapping[str, pd.DataFrame]:
    """
    Read the tables of an edition.

    Parameters
    ----------
    folder
        The folder of the edition.
    names
        The tables to read, of those that are there; None: all. What is not read is not checked, so that a table whose declaration has
        changed since does not stand in the way of others.
    label
        What messages call the folder; "": its last two parts.

    Returns
    -------
        The tables by name, each held against its declaration. A table that the edition does not have is left out.

    Raises
    ------
    ProblemsError
        With every file that is missing, cannot be read, is not what was put by, or does not keep its declaration.
    """
    label = label or "/".join(folder.parts[-2:])
    manifest = read_manifest(folder, label=label)
    prints = manifest.get(EDITION, {}).get("tables", {})
    found: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for file in manifest["tables"]:
        name = str(file).removesuffix(".parquet")
        if name in TABLES and (names is None or name in names):
            try:
                found[name] = _table(folder / file, label, prints.get(file))
            except ProblemsError as error:
                problems += error.problems
    if problems:
        raise ProblemsError(problems)
    return found


def _table(path: Path, label: str, fingerprint: str | None) -> pd.DataFrame:
    file = f"{label}/{path.name}"
    if not path.is_file():
        raise ProblemsError([Problem(file, "file", "the manifest of the edition names it, but it is not there", _AGAIN)])
    if fingerprint is not None and sha256(path) != fingerprint:
        raise ProblemsError([Problem(file, "file", "it is not the file that was put by", _AGAIN)])
    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise ProblemsError([Problem(file, "file", "it is damaged and cannot be read", _AGAIN)]) from error
    return check(table, path.stem, file=file)


def read_manifest(folder: Path, *, label: str = "") -> dict[str, Any]:
    """
    Read what vouches for an edition.

    Parameters
    ----------
    folder, label
        As `load` takes them.

    Raises
    ------
    ProblemsError
        If it is not there or says nothing of tables.
    """
    file = f"{label or '/'.join(folder.parts[-2:])}/{MANIFEST}"
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        named = isinstance(manifest["tables"], list) and isinstance(manifest.get(EDITION, {}), dict)
    except FileNotFoundError as error:
        raise ProblemsError([Problem(file, "file", "it is not there, so nothing vouches for the edition", _AGAIN)]) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ProblemsError([Problem(file, "file", "it is damaged and cannot be read", _AGAIN)]) from error
    if not named:
        raise ProblemsError([Problem(file, "file", "it does not list the tables of the edition", _AGAIN)])
    return dict(manifest)

"""The edition before: read with the deliveries, compared once everything else is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.editions.archive import EDITION, MANIFEST, load, read_manifest
from diagnoza.editions.changes import COMPARED, changes
from diagnoza.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from diagnoza.partnership import Partnership

CHANGES = "edition_changes"


def files(partnership: Partnership, root: Path) -> list[str]:
    """
    List the files of the edition before, which the tables of this one are made from.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        Paths from the project folder, its tables and its manifest; none where there is no such edition.
    """
    if partnership.previous is None:
        return []
    folder = root / "data" / "raw" / partnership.id / partnership.previous.folder
    found = [path for path in (folder / MANIFEST, *sorted(folder.glob("*.parquet"))) if path.is_file()]
    return [path.relative_to(root).as_posix() for path in found]


def read(partnership: Partnership, root: Path) -> tuple[Mapping[str, pd.DataFrame] | None, list[Problem]]:
    """
    Read the edition before.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The tables that editions are compared by, None where this is the first edition; and what the consultant should look at.

    Raises
    ------
    ProblemsError
        With every file that is missing, cannot be read, is not what was put by, or does not keep its declaration.
    """
    previous = partnership.previous
    if previous is None:
        return None, []
    folder = root / "data" / "raw" / partnership.id / previous.folder
    before = load(folder, COMPARED, label=previous.folder)
    written = read_manifest(folder, label=previous.folder).get(EDITION, {}).get("date", "")
    if missing := [name for name in ("partners", "deliveries") if name not in before]:
        what = f"it has no {' and no '.join(missing)}, which every edition has"
        raise ProblemsError([Problem(f"{previous.folder}/{MANIFEST}", "tables", what, "Name the folder of a whole edition")])
    if written and written != previous.date.isoformat():
        where = f"params/{partnership.path.name}"
        what = f"{previous.date} is not the day that the edition itself names, {written}"
        return before, [Problem(where, "previous.date", what, "Write the day of the edition")]
    return before, []


def tabulate(before: Mapping[str, pd.DataFrame] | None, made: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """
    Make the log of changes, last of all tables.

    Parameters
    ----------
    before
        The edition before; None: there is none.
    made
        All tables of this edition.

    Returns
    -------
        The table `edition_changes`; none where this is the first edition.
    """
    return {} if before is None else {CHANGES: changes(before, made)}

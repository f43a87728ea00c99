"""Public figures of every municipality at hand, to processed tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.context import indicators
from diagnoza.errors import DiagnozaError, Problem, ProblemsError
from diagnoza.files import digest, environment, sha256
from diagnoza.prepare.current import PREPARING, REFERENCE_VARIABLE, Prepared, is_current, named_reference, vouched
from diagnoza.prepare.storage import store
from diagnoza.reference.figures import OWN_FILES, read_own, read_table
from diagnoza.reference.national import FILES, read_national

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.partnership import Partnership


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
    folder = named_reference(root, partnership)
    if folder is None:
        return None
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        remedy = f"Correct `reference:` in params or {REFERENCE_VARIABLE}, or unset it"
        msg = f"The reference folder {folder} has no {', '.join(missing)}. {remedy}."
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
    target = root / "data" / "processed" / ("reference" if folder is None else "reference-national")
    if prepared := vouched(target):
        return prepared
    own = root / "data" / "raw" / "reference"
    files = {f"data/raw/reference/{name}": own / name for name in OWN_FILES.values()}
    if folder is not None:
        files |= {f"{REFERENCE_VARIABLE}/{name}": folder / name for name in FILES}
    if missing := [name for name, path in files.items() if not path.is_file()]:
        raise ProblemsError([Problem(name, "file", "the file is not there", "Restore it from git") for name in missing])
    inputs = {name: sha256(path) for name, path in files.items()}
    key = digest([json.dumps([inputs, environment(root, PREPARING)])])
    if is_current(target, key):
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
    store(made, target, key, inputs, root=root)
    return Prepared(target, key, redone=True)


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

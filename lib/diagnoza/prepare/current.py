"""What prepared tables were made from, and whether it is still so; nothing heavy, so that a run with nothing to do takes no time."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnoza.files import environment, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diagnoza.partnership import Partnership

REFERENCE_VARIABLE = "DIAGNOZA_REFERENCE"
PREPARED_VARIABLE = "DIAGNOZA_PREPARED"
"""Environment variable by which a run tells its notebooks what it has just prepared: fingerprints by folder, as JSON."""
PREPARING = ("diagnoza.prepare.partnership", "diagnoza.prepare.reference", *(f"diagnoza.prepare.{room}" for room in ("storage", "given")))
"""The modules that make tables; with those that they import, they are what tables depend on."""


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
    known = read_manifest(folder)
    return known.get("fingerprint") == key and all((folder / name).is_file() for name in known["tables"])


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read what vouches for the tables of a folder; empty where nothing does."""
    try:
        content = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def vouched(folder: Path) -> Prepared | None:
    """
    Take tables for current because the run that executes this notebook has just prepared them, and holds the lock.

    Parameters
    ----------
    folder
        Where they are.

    Returns
    -------
    Prepared or None
        None outside of a run, or when the manifest is not the one that the run meant.
    """
    told = json.loads(os.environ.get(PREPARED_VARIABLE) or "{}").get(folder.name)
    return Prepared(folder, told, redone=False) if told and read_manifest(folder).get("fingerprint") == told else None


def named_reference(root: Path, partnership: Partnership | None = None) -> Path | None:
    """
    Find the folder with national tables that is named, in params or else by DIAGNOZA_REFERENCE; whether it holds them is not looked at.

    Parameters
    ----------
    root
        Project root; a relative folder is meant from there.
    partnership
        Whose params may name one.
    """
    named = (partnership.reference if partnership else None) or os.environ.get(REFERENCE_VARIABLE)
    return root / named if named else None


def why_not_current(folder: Path, root: Path, reference: Path | None) -> str | None:
    """
    Say why tables have to be made again, without making anything.

    Parameters
    ----------
    folder
        The tables of a partnership, or of the public figures.
    root
        Project root.
    reference
        The folder with national tables, if one is named.

    Returns
    -------
    str or None
        In words; None when every file that was looked at is what it was, and so are library and packages.
    """
    known = read_manifest(folder)
    if not known or "looked_at" not in known:
        return "not prepared yet"
    if missing := [name for name in known["tables"] if not (folder / name).is_file()]:
        return f"missing: {', '.join(missing)}"
    national = any(name.startswith(REFERENCE_VARIABLE) for name in known["looked_at"])
    if national != (reference is not None):
        return f"changed: {REFERENCE_VARIABLE}"
    now = {name: _content(name, root, reference) for name in known["looked_at"]} | environment(root, PREPARING)
    before: Mapping[str, str | None] = known["looked_at"] | known["environment"]
    changed = [name for name, is_now in now.items() if before.get(name) != is_now]
    return f"changed: {', '.join(changed)}" if changed else None


def _content(name: str, root: Path, reference: Path | None) -> str | None:
    """Fingerprint a file that was looked at; None: it is not there."""
    inner = name.removeprefix(f"{REFERENCE_VARIABLE}/")
    path = root / name if inner == name or reference is None else reference / inner
    return sha256(path) if path.is_file() else None

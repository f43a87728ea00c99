"""What is stale and why: the fingerprints of chapters and reports, and the stamps beside what was made from them."""

from __future__ import annotations

import contextlib
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnoza.errors import DiagnozaError
from diagnoza.files import digest, environment, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

PROFILE_NOTEBOOK = "municipality.ipynb"
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


@dataclass(frozen=True)
class Notebook:
    """A notebook as it is stored: what identifies it, and what it says to the kernel."""

    path: Path
    title: str
    fingerprint: str

    @property
    def name(self) -> str:
        """The file's name without its suffix, e.g. ``02-context``."""
        return self.path.stem


@dataclass(frozen=True)
class Job:
    """One notebook to be executed with one set of parameters."""

    group: str
    """What the result belongs to: the id of a partnership, or ``municipalities``."""
    name: str
    notebook: Path
    parameters: Mapping[str, str]
    output: Path
    """Where the executed notebook goes; its stamp lies beside it."""
    parts: Mapping[str, str]
    """What the result depends on, each part with its fingerprint; see `parts_of`."""

    @property
    def label(self) -> str:
        """How the terminal calls it."""
        return f"{self.group} {self.name}"

    @property
    def stamp(self) -> Path:
        """The record of the last success."""
        return self.output.with_suffix(".json")

    @property
    def failed(self) -> Path:
        """The notebook as it stood when it failed, kept for the consultant."""
        return self.output.with_suffix(".failed.ipynb")

    def stale(self) -> str | None:
        """Say why the job has to be done again; None: it has not."""
        return why_stale(self.stamp, self.parts, [self.output])


def read_notebook(path: Path) -> Notebook:
    """
    Read what of a notebook bears on its result: sources and tags of its cells, not outputs or metadata of editors.

    Raises
    ------
    DiagnozaError
        The file is not a notebook.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        cells = [(cell["cell_type"], "".join(cell["source"]), sorted(cell["metadata"].get("tags", []))) for cell in stored["cells"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DiagnozaError(f"{path}: cannot be read as a notebook ({error!r}). Restore it from git.") from error
    headings = (HEADING.search(source) for kind, source, _ in cells if kind == "markdown")
    title = next((found.group(1) for found in headings if found), path.stem)
    return Notebook(path, title, digest([json.dumps(cells, ensure_ascii=False)]))


def chapters(root: Path) -> list[Notebook]:
    """
    Find the chapters of a diagnosis, in their order.

    Raises
    ------
    DiagnozaError
        There are none, or one is not a notebook.
    """
    found = sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    if not found:
        raise DiagnozaError(f"{root / 'notebooks'} holds no chapter (NN-name.ipynb). Restore the notebooks from git.")
    return [read_notebook(path) for path in found]


def parts_of(notebook: Notebook, parameters: Mapping[str, str], *, inputs: Iterable[str | bytes], root: Path) -> dict[str, str]:
    """
    List what an executed notebook depends on.

    Parameters
    ----------
    notebook
        The notebook to be executed.
    parameters
        Values by the name of the parameter.
    inputs
        Whatever stands for the tables that the notebook reads, e.g. the fingerprint of a prepared partnership.
    root
        The project; its lock is a part, if there is one.

    Returns
    -------
    A fingerprint by the name of the part, the name being what the terminal says has changed.
    """
    return {
        "notebook": notebook.fingerprint,
        "parameters": digest([json.dumps(dict(parameters), sort_keys=True)]),
        "inputs": digest(inputs),
        **environment(root),
    }


def why_stale(stamp: Path, parts: Mapping[str, str], outputs: Iterable[Path]) -> str | None:
    """
    Compare what a result depends on now with what its stamp says it was made from.

    Returns
    -------
    The reason to make it again, in words; None when it is up to date.
    """
    made_from = read_stamp(stamp).get("parts")
    if not isinstance(made_from, dict):
        return "not made yet"
    if missing := [path.name for path in outputs if not path.is_file()]:
        return f"missing: {', '.join(missing)}"
    changed = [name for name in {**parts, **made_from} if parts.get(name) != made_from.get(name)]
    return f"changed: {', '.join(changed)}" if changed else None


def read_stamp(stamp: Path) -> dict[str, Any]:
    """Read a stamp; one that is missing or damaged is empty, so that its result is made again."""
    try:
        content = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_stamp(stamp: Path, parts: Mapping[str, str], *, seconds: float) -> None:
    """Record a success: what the result was made from and how long it took [s]. The file appears whole or not at all."""
    with whole(stamp) as temporary:
        temporary.write_text(json.dumps({"parts": dict(parts), "seconds": round(seconds, 3)}, indent=1), encoding="utf-8")


@contextlib.contextmanager
def stamped(stamp: Path, parts: Mapping[str, str]) -> Iterator[None]:
    """Stamp what is made inside, if there was no error. Meanwhile there is no stamp, so that what is half done counts as not done."""
    stamp.unlink(missing_ok=True)
    begun = time.monotonic()
    yield
    write_stamp(stamp, parts, seconds=time.monotonic() - begun)


def sweep(folder: Path) -> None:
    """Remove temporary files that a run which was killed has left; only under the lock of the run."""
    for left in folder.glob(".*.tmp"):
        left.unlink(missing_ok=True)

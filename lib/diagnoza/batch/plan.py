"""What is stale and why: the fingerprints of chapters and reports, and the stamps beside what was made from them."""

from __future__ import annotations

import ast
import contextlib
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from diagnoza.errors import DiagnozaError
from diagnoza.files import digest, environment, imported, sha256, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from diagnoza.batch.reads import Contents

MACHINERY = ("diagnoza.batch.execution",)
"""What executes notebooks; every result depends on it."""
PROFILE_NOTEBOOK = "municipality.ipynb"
PROFILES = "municipalities"
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


@dataclass(frozen=True)
class Notebook:
    """A notebook as it is stored: what identifies it, and what it says to the kernel."""

    path: Path
    title: str
    fingerprint: str
    imports: tuple[str, ...] = ()
    """What of the library its cells import."""

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
    contents: Contents | None = None
    """What is in the files that the notebook read last time; None: nothing is known of files."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables for the process that executes it."""

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
        if reason := why_stale(self.stamp, self.parts, [self.output]):
            return reason
        reads = read_stamp(self.stamp).get("reads")
        changed = self.contents.changed(reads) if self.contents and isinstance(reads, dict) else []
        return f"changed: {', '.join(_short(name) for name in changed)}" if changed else None


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
    imports = [name for kind, source, _ in cells if kind == "code" for name in imported(source)]
    return Notebook(path, title, digest([json.dumps(cells, ensure_ascii=False)]), tuple(dict.fromkeys(imports)))


def needs_kernel(path: Path) -> bool:
    """Tell whether a notebook asks for a kernel of its own: widgets, another language, or ``"engine": "kernel"`` in its metadata."""
    metadata = json.loads(path.read_text(encoding="utf-8")).get("metadata", {})
    language = metadata.get("kernelspec", {}).get("language", "python")
    return "widgets" in metadata or language != "python" or metadata.get("diagnoza", {}).get("engine") == "kernel"


def imported_by(folder: Path) -> list[str]:
    """List what of the library the notebooks of a folder import; a file that is not a notebook is passed over."""
    names: dict[str, None] = {}
    for path in sorted(folder.glob("*.ipynb")):
        with contextlib.suppress(DiagnozaError):
            names |= dict.fromkeys(read_notebook(path).imports)
    return list(names)


def declared_by(path: Path) -> set[str]:
    """List the parameters that a notebook declares: the names that its cell tagged ``parameters`` assigns."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    names = set()
    for cell in cells:
        if cell["cell_type"] == "code" and "parameters" in cell["metadata"].get("tags", []):
            for node in ast.parse("".join(cell["source"])).body:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


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
        Whatever stands for what the notebook reads besides the files that it is seen to open, e.g. the names of the tables.
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
        **environment(root, (*notebook.imports, *MACHINERY)),
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


def write_stamp(
    stamp: Path, parts: Mapping[str, str], *, seconds: float, reads: Mapping[str, str | None] | None = None, result: Path | None = None
) -> None:
    """
    Record a success; the file appears whole or not at all.

    Parameters
    ----------
    stamp
        The record, beside the result.
    parts
        What the result was made from.
    seconds
        How long it took.
    reads
        Fingerprints of the files that were read, by name.
    result
        What was made, to be fingerprinted as well.
    """
    content: dict[str, Any] = {"parts": dict(parts), "seconds": round(seconds, 3)}
    if reads is not None:
        content["reads"] = dict(reads)
    if result is not None:
        content["result"] = sha256(result)
    with whole(stamp) as temporary:
        temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")


def seconds_of(stamp: Path) -> float:
    """Tell how long a result took last time [s]; for ever if it was never made."""
    return float(read_stamp(stamp).get("seconds", "inf"))


def _short(name: str) -> str:
    return name.removeprefix("data/processed/").removesuffix(".parquet")


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

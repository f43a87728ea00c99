"""Which files a notebook opens: noted while it runs, so that its result is made again when one of them changes."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnoza.files import READ, sha256
from diagnoza.prepare.current import REFERENCE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
LOG = "reads.txt"
STARTUP = "from pathlib import Path\nfrom diagnoza.batch.reads import watch\nwatch(Path({log!r}))\ndel Path, watch\n"
"""What a kernel executes before the notebook."""
CHANGED = "changed while it was read"


def watch(log: Path) -> None:
    """Note in `log`, one in a line, every file that this process opens to read from now on, but for those of Python and the system."""
    ignored = _ignored(log.parent)
    seen: set[str] = set()
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in ("open", READ):
            return
        path, mode, flags = (*arguments, None, None)[:3]
        if (
            not isinstance(path, str | bytes | os.PathLike)
            or (mode and set(mode) & set("wax+"))
            or (mode is None and (flags or 0) & WRITING)
        ):
            return
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  (no link is followed, and pathlib would be slower)
        if name not in seen:
            seen.add(name)
            if not name.startswith(ignored):
                os.write(descriptor, (name + "\n").encode("utf-8", "surrogateescape"))

    sys.addaudithook(hook)


def _ignored(scratch: Path) -> tuple[str, ...]:
    """List where Python, its packages, this library and the system keep their own files."""
    home = Path.home()
    package = Path(__file__).parents[1]
    named = [sys.prefix, sys.base_prefix, sys.exec_prefix, package, scratch, "/proc", "/sys", "/dev", "/etc", "/usr", "/lib", "/lib64"]
    hidden = [home / name for name in (".cache", ".config", ".local", ".ipython", ".jupyter", ".matplotlib", "Library")]
    libraries = [entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    caches = [os.environ[name] for name in ("MPLCONFIGDIR", "IPYTHONDIR") if os.environ.get(name)]
    return tuple(f"{str(each).rstrip(os.sep)}{os.sep}" for each in (*named, *hidden, *libraries, *caches))


def noted(scratch: Path) -> list[Path] | None:
    """
    List the files that a notebook has read.

    Parameters
    ----------
    scratch
        The private folder of its execution.

    Returns
    -------
    list of Path or None
        Absolute, in order of name; None if nothing was noted, so that nobody knows.
    """
    log = scratch / LOG
    if not log.is_file():
        return None
    names = {_source(Path(line)) for line in log.read_text("utf-8", "surrogateescape").splitlines()}
    scratches = Path(tempfile.gettempdir()) / "ipykernel_"
    return sorted(name for name in names if not str(name).startswith(str(scratches)) and not name.is_dir())


def _source(path: Path) -> Path:
    """Give the module of a compiled one."""
    return path.parents[1] / f"{path.name.split('.')[0]}.py" if path.suffix == ".pyc" else path


class Contents:
    """
    Fingerprints of files by what is in them.

    Parameters
    ----------
    root
        The project; names are relative to it where a file lies in it.
    tables
        Fingerprints that are known already, by the absolute path: those of prepared tables stand in their manifest.
    """

    def __init__(self, root: Path, tables: Mapping[Path, str]) -> None:
        self._root = root
        self.tables = tables
        self._manifests = {path.with_name("manifest.json") for path in tables}
        self._known: dict[Path, str | None] = {}

    def of(self, paths: Iterable[Path], *, since: float) -> dict[str, str | None]:
        """
        Fingerprint files that a notebook has read.

        Parameters
        ----------
        paths
            The files. A manifest is passed over: what it says of tables is in their own fingerprints.
        since
            When the notebook was begun [s since 1970]; what has changed after that may not be what it read.
        """
        found = {}
        for path in paths:
            if path not in self._manifests:
                late = path not in self.tables and path.is_file() and path.stat().st_mtime > since
                found[self.name(path)] = CHANGED if late else self.now(path)
        return found

    def changed(self, reads: Mapping[str, str | None]) -> list[str]:
        """Name the files that are not what they were."""
        return [name for name, was in reads.items() if self.now(self._root / name) != was]

    def now(self, path: Path) -> str | None:
        """Fingerprint a file; None: there is no such file."""
        if path in self.tables:
            return self.tables[path]
        if path not in self._known:
            self._known[path] = sha256(path) if path.is_file() else None
        return self._known[path]

    def name(self, path: Path) -> str:
        """Name a file as messages and stamps do."""
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)

    def undeclared(self, reads: Iterable[str]) -> list[str]:
        """List the files that a chapter may not read on its own: all but tables, params and public reference files."""
        folders = [self._root / name for name in ("data/processed", "data/raw/reference", "params")]
        if named := os.environ.get(REFERENCE_VARIABLE):
            folders.append(self._root / named)
        return [name for name in reads if not any((self._root / name).is_relative_to(folder) for folder in folders)]

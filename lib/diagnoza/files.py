"""Files: fingerprints of what a result depends on, and writing whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


READ = "diagnoza.read"
"""Audit event (`sys.audit`) of a table that is read past Python, with its path; Python raises `open` for what it opens itself."""
PAGES = ("report/templates/", "report/texts/")
"""Data that pages are made with, not chapters."""
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<module>diagnoza[\w.]*)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n]*)|import[ \t]+(?P<whole>diagnoza[\w.]*))",
    re.MULTILINE,
)


def sha256(path: Path) -> str:
    """
    Fingerprint a file by its bytes.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(values: Iterable[str | bytes]) -> str:
    """
    Make one fingerprint of values in order.

    Parameters
    ----------
    values
        Texts or bytes; each is framed by its length, so that ``["ab", "c"]`` and ``["a", "bc"]`` differ.

    Returns
    -------
    str
        32 hexadecimal digits.

    Examples
    --------
    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    total = hashlib.blake2b(digest_size=16)
    for value in values:
        content = value.encode() if isinstance(value, str) else value
        total.update(len(content).to_bytes(8, "little"))
        total.update(content)
    return total.hexdigest()


@lru_cache(maxsize=64)
def environment(root: Path, modules: tuple[str, ...] = ()) -> dict[str, str]:
    """
    List what all results depend on.

    Parameters
    ----------
    root
        The project; its lock is a part, if there is one.
    modules
        Only these modules of the library, what they import and the data beside them count, as in ``("diagnoza.case",)``; all of it
        when none is given. What stands behind `diagnoza.prepare` counts only if it is named: it shows in the tables.

    Returns
    -------
    dict
        Fingerprints of the library (modules, templates, texts, fonts) and of the locked packages, and the version of Python.
    """
    lock = root / "requirements.lock"
    return {
        "library": digest(_library(modules)),
        "packages": digest([lock.read_bytes()] if lock.is_file() else []),
        "Python": platform.python_version(),
    }


def _library(modules: tuple[str, ...]) -> Iterator[str | bytes]:
    content = _content()
    reached = reachable(modules) if modules else set(content)
    rooms = {name.rpartition("/")[0] for name in reached}
    for name, written in content.items():
        data = not name.endswith(".py") and _room(name, content) in rooms and not (modules and name.startswith(PAGES))
        if name in reached or data:
            yield name
            yield written


@lru_cache(maxsize=1)
def _content() -> dict[str, bytes]:
    """Read all files of the library, by their names in it."""
    folder = Path(__file__).parent
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _room(name: str, content: dict[str, bytes]) -> str:
    """Give the nearest folder above a file that holds modules."""
    folder = name.rpartition("/")[0]
    while folder and f"{folder}/__init__.py" not in content:
        folder = folder.rpartition("/")[0]
    return folder


def reachable(modules: Iterable[str]) -> set[str]:
    """
    Follow the imports of modules of the library, wherever they stand, except those of `diagnoza.prepare`.

    Parameters
    ----------
    modules
        Names, as in ``"diagnoza.case"``; a name that is no module stands for the module before its last dot.

    Returns
    -------
    set of str
        The files of the library, as in ``"case.py"``, those of the modules included.
    """
    content = _content()
    found: set[str] = set()
    ahead = [file for name in modules for file in _files(name, content)]
    while ahead:
        file = ahead.pop()
        if file not in found:
            found.add(file)
            named = imported(content[file].decode())
            ahead += [each for name in named if not name.startswith("diagnoza.prepare") for each in _files(name, content)]
    return found


def imported(source: str) -> list[str]:
    r"""
    List what of this library a piece of Python imports.

    Parameters
    ----------
    source
        The Python.

    Returns
    -------
    list of str
        Modules and the names taken from them, as in ``"diagnoza.case"`` and ``"diagnoza.case.open_case"``.

    Examples
    --------
    >>> imported("from diagnoza import report\nfrom diagnoza.case import open_case as opened")
    ['diagnoza', 'diagnoza.report', 'diagnoza.case', 'diagnoza.case.open_case']
    """
    names = []
    for one in _IMPORT.finditer(source):
        module, taken = one["module"] or one["whole"], one["names"] or ""
        inner = [part.split()[0] for part in re.sub(r"#[^\n]*|[()]", " ", taken).split(",") if part.strip()]
        names += [module, *(f"{module}.{name}" for name in inner)]
    return names


def _files(name: str, content: dict[str, bytes]) -> list[str]:
    """Give the file of a module and those of the packages above it."""
    parts = name.split(".")[1:]
    files = ["__init__.py", *("/".join(parts[:end]) + ending for end in range(1, len(parts) + 1) for ending in ("/__init__.py", ".py"))]
    return [file for file in files if file in content]


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """
    Let a file appear whole or not at all, whatever happens in between.

    Parameters
    ----------
    path
        Where it is to appear; its folder must be there.

    Yields
    ------
    Path
        A temporary name beside it. What was written there takes the final name at the end, or goes if there was an error.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)

"""Files: fingerprints of what a result depends on, and writing whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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


@lru_cache(maxsize=4)
def environment(root: Path) -> dict[str, str]:
    """
    List what all results depend on.

    Parameters
    ----------
    root
        The project; its lock is a part, if there is one.

    Returns
    -------
    dict
        Fingerprints of the library (modules, templates, texts, fonts) and of the locked packages, and the version of Python.
    """
    lock = root / "requirements.lock"
    return {
        "library": digest(_library()),
        "packages": digest([lock.read_bytes()] if lock.is_file() else []),
        "Python": platform.python_version(),
    }


def _library() -> Iterator[str | bytes]:
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix()
            yield path.read_bytes()


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

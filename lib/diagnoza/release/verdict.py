"""What stands between a finished report and its publication: the audit of its tables, the register, the scan of its files."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.editions.archive import load
from diagnoza.errors import Problem, ProblemsError
from diagnoza.files import digest, environment, sha256, whole
from diagnoza.partnership import load_partnership
from diagnoza.release import scan
from diagnoza.release.answers import QUOTED, unquotable
from diagnoza.release.audit import READ, Audit, Minimums, audit
from diagnoza.release.register import unregistered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from diagnoza.partnership import Partnership

VERDICT = "release.json"
"""Beside the processed tables; what was found, and of which tables."""
MOST = 20
"""Problems that are told; there are as many lines as anybody reads."""


def examine(partnership: Partnership, root: Path) -> list[Problem]:
    """
    Audit the processed tables of a partnership, and the edition before; once for the same tables.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        A problem for each count that was left out and can be told after all.
    """
    folder = root / "data" / "processed" / partnership.id
    key = _fingerprint(partnership, root)
    path = folder / VERDICT
    known = _read(path)
    if known.get("fingerprint") == key:
        return [Problem(**one) for one in known["problems"]]
    found = audit(_tables(folder), Minimums.of(partnership, root), _earlier(partnership, root))
    problems = [one.problem for one in found.leaks]
    with whole(path) as draft:
        draft.write_text(json.dumps(_record(key, found, problems), indent=1, ensure_ascii=False), "utf-8")
    return problems


def _record(key: str, found: Audit, problems: list[Problem]) -> dict[str, Any]:
    counts = {"cells": found.cells, "relations": found.relations, "dropped_links": found.dropped}
    return {"fingerprint": key, **counts, "problems": [vars(one) for one in problems]}


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def _fingerprint(partnership: Partnership, root: Path) -> str:
    """Stand for all that the audit depends on: the tables themselves, so that a table changed by hand is examined again."""
    tables = sorted((root / "data" / "processed" / partnership.id).glob("*.parquet"))
    previous = sorted(_edition(partnership, root).glob("*")) if partnership.previous else []
    prints = [f"{path.name} {sha256(path)}" for path in (*tables, *previous)]
    return digest([partnership.path.read_bytes(), *prints, *environment(root).values()])


def _edition(partnership: Partnership, root: Path) -> Path:
    return root / "data" / "raw" / partnership.id / (partnership.previous.folder if partnership.previous else "")


def _earlier(partnership: Partnership, root: Path) -> Mapping[str, pd.DataFrame] | None:
    return load(_edition(partnership, root), READ, label=partnership.previous.folder) if partnership.previous else None


def _tables(folder: Path, names: Iterable[str] = READ) -> dict[str, pd.DataFrame]:
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in names if (folder / f"{name}.parquet").is_file()}


def refuse(problems: list[Problem], report: str) -> None:
    """
    Stop a report that may not be published.

    Parameters
    ----------
    problems
        What was found.
    report
        What messages call the report.

    Raises
    ------
    ProblemsError
        If there is any problem; the first ones are told, and how many there are.
    """
    if not problems:
        return
    more = (
        [Problem(report, "audit", f"{len(problems) - MOST} more problems are not listed", "Repair these first")]
        if len(problems) > MOST
        else []
    )
    head = Problem(
        report, "release", "the report was not published, an older one stays as it was", "Do what the lines below say and run again"
    )
    raise ProblemsError([head, *problems[:MOST], *more])


def before_publishing(partnership: Partnership, root: Path, keys: Iterable[str]) -> None:
    """
    Make sure that the tables of a report may be published.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.
    keys
        Of the tables and figures of the report.

    Raises
    ------
    ProblemsError
        If one is not registered, or a count that was left out can be told.
    """
    report = f"reports/{partnership.id}"
    refuse([*unregistered(keys, report), *examine(partnership, root)], report)


def before_writing(partnership: Partnership, root: Path, page: str, workbook: Path) -> None:
    """
    Make sure that finished files hold nothing that must not leave.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.
    page
        HTML of the report.
    workbook
        The workbook, under the name it has before it is published.

    Raises
    ------
    ProblemsError
        With everything found.
    """
    report = f"reports/{partnership.id}"
    answers = _unquotable(partnership.id, root, _fingerprint(partnership, root))
    found = scan.page(page, f"{report}/index.html", answers=answers)
    refuse([*found, *scan.workbook(workbook, f"{report}/tables.xlsx", answers=answers)], report)


@lru_cache(maxsize=2)
def _unquotable(name: str, root: Path, fingerprint: str) -> frozenset[str]:  # noqa: ARG001  (read again when tables differ)
    """List the answers and statements that must not be told, once for a report and its profiles."""
    tables = _tables(root / "data" / "processed" / name, QUOTED)
    return unquotable(load_partnership(name, root), root, tables)


def before_profile(partnership: Partnership | None, root: Path, keys: Iterable[str], page: str, name: str) -> None:
    """
    Make sure that the profile of a municipality may be published.

    Parameters
    ----------
    partnership
        The partnership whose tables it shows; None: it shows public figures alone.
    root
        Project folder.
    keys
        Of its tables and figures.
    page, name
        HTML of the profile, and what messages call it.

    Raises
    ------
    ProblemsError
        With everything found.
    """
    problems, answers = unregistered(keys, name), frozenset[str]()
    if partnership is not None:
        problems += examine(partnership, root)
        answers = _unquotable(partnership.id, root, _fingerprint(partnership, root))
    refuse([*problems, *scan.page(page, name, answers=answers)], name)

"""Everything that can be wrong with a params file, found in one pass: one mistake, one line."""

from __future__ import annotations

import datetime as dt
import difflib
import os
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from diagnoza.flow_params import check_flows
from diagnoza.strict_yaml import Draft, Loc, Number, as_written, check_file_name, check_keys, check_values, in_order, listed, read
from diagnoza.survey_params import check_surveys
from diagnoza.teryt import POWIAT_DIGITS

if TYPE_CHECKING:
    from pydantic import BaseModel

    from diagnoza.teryt import Register


def examine(path: Path, *, root: Path, model: type[BaseModel], register: Register) -> Draft:
    """
    Find every problem of a params file.

    Parameters
    ----------
    path
        The YAML file.
    root
        The project folder, which paths in the file start from.
    model
        What the file has to be; the description of each field says what belongs there.
    register
        The municipalities and powiats there are.

    Returns
    -------
        The values, and the problems in the order of the file, missing and unknown keys last.
        A value with a problem is not checked any further.
    """
    draft = Draft(path, root)
    if read(draft):
        check_keys(draft, draft.values, model)
        check_values(draft, model, besides=_number_as_code)
        check_file_name(draft)
        _check_members(draft, register)
        _check_kind(draft)
        _check_dates(draft)
        _check_sources(draft)
        _check_previous(draft)
        _check_reference(draft)
        check_surveys(draft)
        check_flows(draft)
    return in_order(draft)


# What only the register, the disk, the calendar or another value can tell ----------------------------------------------------


def _check_members(draft: Draft, register: Register) -> None:
    seen: dict[str, int] = {}
    for i, _ in draft.rows("members"):
        code, role = draft.sound("members", i, "teryt"), draft.sound("members", i, "role")
        if code is None:
            continue
        written = as_written(code)
        if written in seen:
            draft.report(("members", i, "teryt"), f"{written} is a member already, members[{seen[written]}]", "Keep one of them")
            continue
        seen[written] = i
        provider = role == "provider" if role else _is_powiat(code)
        if fault := register.explain(code, provider=provider, written=getattr(code, "written", None)):
            draft.report(("members", i, "teryt"), *fault)


def _check_kind(draft: Draft) -> None:
    kind, members, rows = draft.sound("kind"), draft.sound("members"), [row for _, row in draft.rows("members")]
    if members is None:
        return
    leads = list(
        dict.fromkeys(as_written(row.get("teryt")) for row in rows if row.get("role") == "lead" and not _is_powiat(row.get("teryt")))
    )
    if len(leads) > 1:
        remedy = "Keep the role lead for one, and write member for the others"
        draft.report(("members",), f"there are {len(leads)} leads: {listed(leads)}", remedy)
    # a code that is itself wrong, or stands twice, is read as what it was probably meant to be: it has its line already
    meant = [row for row in rows if row.get("role") != "provider" or not _is_powiat(row.get("teryt"))]
    certain = {as_written(row["teryt"]) for row in rows if row.get("teryt") and not _is_powiat(row["teryt"])}
    if not meant and len(rows) == len(members):
        draft.report(("members",), "there is no municipality among the members", "Add at least one, with role lead or member")
    elif kind == "single" and len(certain) > 1:
        remedy = "Write union or informal, or keep one municipality"
        draft.report(("kind",), f"'single' does not go with {len(certain)} municipalities", remedy)
    elif kind in {"union", "informal"} and len(meant) == 1 and len(rows) == len(members):
        draft.report(("kind",), f"'{kind}' does not go with one municipality", "Write single, or add the other members")


def _check_dates(draft: Draft) -> None:
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    dated = [("members", i, "joined") for i, _ in draft.rows("members")] + [("sources", i, "date") for i, _ in draft.rows("sources")]
    for loc in [*dated, ("previous", "date")]:
        day = draft.sound(*loc)
        if day is not None and day > today:
            draft.report(loc, f"{day} is in the future", "Write the day on which it happened")
    start, end = draft.sound("period", "start"), draft.sound("period", "end")
    if start is not None and end is not None and end < start:
        remedy = "Write the last year of the period, not earlier than its first"
        draft.report(("period", "end"), f"{end} is before the start, {start}", remedy)


def _check_sources(draft: Draft) -> None:
    folder = draft.root / "data" / "raw" / draft.path.stem
    shown = f"data/raw/{draft.path.stem}/"
    seen: dict[tuple[str, str], int] = {}
    for i, row in draft.rows("sources"):
        file, loc = draft.sound("sources", i, "file"), ("sources", i, "file")
        if file is None:
            continue
        first = seen.setdefault((str(row.get("table")), os.path.normpath(file)), i)
        if first != i:
            draft.report(loc, f"'{file}' is delivered as this table already, sources[{first}]", "Keep one of them, or its rows count twice")
        elif _leaves(file):
            remedy = f"Copy the file there and write its path from there, with / and without {shown}"
            draft.report(loc, f"'{file}' is not inside {shown}", remedy)
        elif not (folder / file).is_file():
            present = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
            near = difflib.get_close_matches(file, present, n=1, cutoff=0.85)
            otherwise = f"Copy the file there, as it was delivered, or take the source out of {draft.file}"
            draft.report(loc, f"there is no file {shown}{file}", f"Write '{near[0]}' if that is the file" if near else otherwise)


def _check_previous(draft: Draft) -> None:
    folder, loc = draft.sound("previous", "folder"), ("previous", "folder")
    shown = f"data/raw/{draft.path.stem}/"
    if folder is None:
        return
    if _leaves(folder):
        draft.report(
            loc, f"'{folder}' is not inside {shown}", f"Copy the edition there and write its path from there, with / and without {shown}"
        )
    elif not (draft.root / shown / folder / "manifest.json").is_file():
        remedy = f"Make it with `diagnoza archive {draft.path.stem}` before the diagnosis changes, or take `previous` out of {draft.file}"
        draft.report(loc, f"there is no edition in {shown}{folder}: it holds no manifest.json", remedy)


def _check_reference(draft: Draft) -> None:
    reference = draft.sound("reference")
    if reference is not None and not (draft.root / reference).is_dir():
        draft.report(("reference",), f"there is no folder '{reference}'", "Write the folder of the national tables, or take the key out")


def _leaves(file: str) -> bool:
    absolute = PurePosixPath(file).is_absolute() or bool(PureWindowsPath(file).drive)
    return absolute or "\\" in file or Path(os.path.normpath(file)).parts[:1] == ("..",)


def _number_as_code(loc: Loc, value: object) -> bool:
    return loc[-1] == "teryt" and isinstance(value, Number)  # the register says more about it


def _is_powiat(code: object) -> bool:
    return as_written(code).isdecimal() and len(as_written(code)) == POWIAT_DIGITS

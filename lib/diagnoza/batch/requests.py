"""What a run is asked for: partnerships, municipalities, members of a partnership; what is not there is refused, all of it at once."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from diagnoza.errors import DiagnozaError, ParamsError, Problem
from diagnoza.partnership import Partnership, load_partnership, load_partnerships
from diagnoza.teryt import REGISTER, Register

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def requested(names: Sequence[str], root: Path) -> list[Partnership]:
    """
    Read the partnerships that were asked for, all when none was named.

    Raises
    ------
    ParamsError
        Every problem of every one of them.
    DiagnozaError
        There are none.
    """
    partnerships: dict[str, Partnership] = {}
    problems: list[Problem] = []
    if not names:
        partnerships = {each.id: each for each in load_partnerships(root)}
        if not partnerships:
            raise DiagnozaError(f"{root / 'params'} holds no partnership. Describe one in params/<name>.yaml.")
    for name in names:
        try:
            partnership = load_partnership(name, root)
            partnerships[partnership.id] = partnership
        except ParamsError as error:
            problems += error.problems
    if problems:
        raise ParamsError(list(dict.fromkeys(problems)))
    return list(partnerships.values())


def requested_codes(codes: Sequence[str], root: Path) -> list[str]:
    """
    Check the municipalities whose profiles were asked for; all there are figures for when none was named.

    Raises
    ------
    ParamsError
        Every code that is not a municipality's, or that there are no figures for.
    """
    from diagnoza.prepare.reference import profile_codes  # noqa: PLC0415  (it brings pandas, which only profiles need)

    register = Register.load(root / REGISTER)
    wanted = list(dict.fromkeys(codes))
    problems = [Problem("profile", code, fault.what, fault.remedy) for code in wanted if (fault := register.explain(code))]
    if problems:
        raise ParamsError(problems)
    known = set(profile_codes(root))
    what, remedy = "there are no figures for this municipality here", "Name the folder of the national tables in DIAGNOZA_REFERENCE"
    if unknown := [Problem("profile", code, what, remedy) for code in wanted if code not in known]:
        raise ParamsError(unknown)
    return wanted or sorted(known)


def requested_members(codes: Sequence[str], partnership: Partnership) -> list[str]:
    """
    Check the municipalities of a partnership whose profiles were asked for; all of them when none was named.

    Raises
    ------
    ParamsError
        Every code that is not of one of its municipalities.
    """
    wanted = list(dict.fromkeys(codes)) or list(partnership.municipalities)
    remedy = f"Its municipalities are: {', '.join(partnership.municipalities)}"
    what = f"it does not belong to {partnership.id}"
    if strangers := [Problem("profile", code, what, remedy) for code in wanted if code not in partnership.municipalities]:
        raise ParamsError(strangers)
    return wanted


def all_valid(root: Path) -> Iterator[Partnership]:
    """Read all partnerships, passing over those with problems; `diagnoza check` is there to name them."""
    for path in sorted((root / "params").glob("*.yaml")):
        with contextlib.suppress(ParamsError):
            if "." not in path.stem:  # <name>.corrections.yaml is not a partnership
                yield load_partnership(path.stem, root)
